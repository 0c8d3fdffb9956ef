// Package sdp reads and writes the session descriptions of GB/T 28181
// (reference clauses 13 and 14): RFC 4566 with the lines y= (SSRC), f= (media
// format) and u= (what to play), which general SDP libraries refuse.
//
// [Parse] takes what equipment sends: LF only, CR CR LF, y= before m=, no final
// newline, trailing blanks, a missing connection line, port 0. It never keeps
// the device's user name and password, which some firmware writes into its
// answer in clear; [Redact] takes them out of raw text. What [Session.Bytes]
// writes is strict. The package opens no socket and knows no dialog.
package sdp

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
)

// Bounds of what is read; a real description has some 500 bytes.
const (
	maxBytes = 64 << 10
	maxLines = 512
	maxMedia = 16
)

// A Session is one description.
type Session struct {
	Owner   string     // user of o=; by the text the sender's code, in practice anything
	Host    netip.Addr // address of o=, which some devices fill best
	Name    string     // s=: Play, Playback, Download, Talk; devices write product names
	Subject string     // u=: "<channel>:<type>" or a storage address
	Addr    netip.Addr // c= of the session; zero when there is none
	// Begin and End are the Unix seconds of t=, 0 for live. Hikvision answers
	// are shifted by eight hours: never compare them with what was asked.
	Begin, End uint64
	Media      []Media
	// SSRC is y=. HasSSRC tells a missing y= from y=0000000000.
	SSRC    uint32
	HasSSRC bool
	// Format is f=; see reference clause 13.4.
	Format string
	// Attrs are the session's own attributes, without credentials.
	Attrs []Attr
	// Credentials reports that a user name or password stood in the text. The
	// values are not kept.
	Credentials bool
}

// Media is one m= with the lines that follow it.
type Media struct {
	Kind     string // video, audio
	Port     int    // 0 and 9 are both seen; go by what arrives on the wire
	Proto    string // RTP/AVP or TCP/RTP/AVP
	Payloads []int
	Addr     netip.Addr // c= of the media; zero when there is none
	Attrs    []Attr
}

// An Attr is one a= line: "a=setup:passive" is {setup passive}.
type Attr struct{ Key, Value string }

// TCP reports whether the media goes over TCP.
func (m *Media) TCP() bool { return strings.HasPrefix(strings.ToUpper(m.Proto), "TCP") }

// Attr returns the value of the first attribute of that key in any letter case.
func (m *Media) Attr(key string) (string, bool) { return find(m.Attrs, key) }

// Setup is the TCP role of the writer: "active", "passive", "actpass" or "".
func (m *Media) Setup() string {
	v, _ := m.Attr("setup")
	return strings.ToLower(v)
}

// Attr returns the value of the first session attribute of that key.
func (s *Session) Attr(key string) (string, bool) { return find(s.Attrs, key) }

// Video returns the first video media, else the first media, else nil.
func (s *Session) Video() *Media {
	for i := range s.Media {
		if strings.EqualFold(s.Media[i].Kind, "video") {
			return &s.Media[i]
		}
	}
	if len(s.Media) > 0 {
		return &s.Media[0]
	}
	return nil
}

// Target is where the first video media goes to or comes from: the media's own
// address, else the session's, else the zero value; and the port.
func (s *Session) Target() netip.AddrPort {
	m := s.Video()
	if m == nil || m.Port < 0 || m.Port > 65535 {
		return netip.AddrPort{}
	}
	addr := m.Addr
	if !addr.IsValid() {
		addr = s.Addr
	}
	return netip.AddrPortFrom(addr, uint16(m.Port))
}

func find(attrs []Attr, key string) (string, bool) {
	for _, a := range attrs {
		if strings.EqualFold(a.Key, key) {
			return a.Value, true
		}
	}
	return "", false
}

// Parse reads a description. Lines it does not know are passed over. It fails
// with a shiheng.ErrInvalid for text that is too large or has no line of SDP at
// all.
func Parse(body []byte) (*Session, error) {
	if len(body) > maxBytes {
		return nil, shiheng.Invalid("sdp.large", "bytes", strconv.Itoa(len(body)))
	}
	s := &Session{}
	lines := 0
	for line := range strings.FieldsFuncSeq(strings.ToValidUTF8(string(body), "\uFFFD"), func(r rune) bool { return r == '\r' || r == '\n' || r == 0 }) {
		line = strings.TrimSpace(oneLine(line))
		if len(line) < 2 || line[1] != '=' {
			continue
		}
		if lines++; lines > maxLines {
			return nil, shiheng.Invalid("sdp.large", "lines", strconv.Itoa(lines))
		}
		s.line(line[0]|0x20, strings.TrimSpace(line[2:]))
	}
	if lines == 0 {
		return nil, shiheng.Invalid("sdp.empty")
	}
	return s, nil
}

func (s *Session) line(key byte, v string) {
	switch key {
	case 'o':
		f := strings.Fields(v)
		if len(f) > 0 {
			s.Owner = f[0]
		}
		if len(f) > 1 {
			s.Host = address(f[len(f)-1])
		}
	case 's':
		s.Name = v
	case 'u':
		s.Subject = v
	case 'c':
		f := strings.Fields(v)
		if len(f) == 0 {
			return
		}
		host, _, _ := strings.Cut(f[len(f)-1], "/")
		if m := s.last(); m != nil {
			m.Addr = address(host)
		} else {
			s.Addr = address(host)
		}
	case 't':
		f := strings.Fields(v)
		if len(f) > 1 {
			s.Begin, _ = strconv.ParseUint(f[0], 10, 64)
			s.End, _ = strconv.ParseUint(f[1], 10, 64)
		}
	case 'm':
		s.media(v)
	case 'a':
		s.attr(v)
	case 'y':
		s.SSRC, s.HasSSRC = parseSSRC(v)
	case 'f':
		s.Format = v
	}
}

func (s *Session) last() *Media {
	if len(s.Media) == 0 {
		return nil
	}
	return &s.Media[len(s.Media)-1]
}

func (s *Session) media(v string) {
	f := strings.Fields(v)
	if len(f) < 2 || len(s.Media) >= maxMedia {
		return
	}
	port, _, _ := strings.Cut(f[1], "/")
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		n = 0
	}
	m := Media{Kind: strings.ToLower(f[0]), Port: int(n)}
	if len(f) > 2 {
		m.Proto = strings.ToUpper(f[2])
	}
	for _, p := range f[min(3, len(f)):] {
		if n, err := strconv.ParseUint(p, 10, 7); err == nil {
			m.Payloads = append(m.Payloads, int(n))
		}
	}
	s.Media = append(s.Media, m)
}

func (s *Session) attr(v string) {
	key, value, _ := strings.Cut(v, ":")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	if key == "" {
		return
	}
	if credential(key) {
		s.Credentials = true
		return
	}
	a := Attr{key, value}
	if m := s.last(); m != nil {
		m.Attrs = append(m.Attrs, a)
		return
	}
	s.Attrs = append(s.Attrs, a)
}

func credential(key string) bool {
	return strings.EqualFold(key, "username") || strings.EqualFold(key, "password")
}

// Redact returns body without the values of username and password attributes.
// It is meant for text that is logged, audited, shown or passed on.
func Redact(body []byte) []byte {
	lower := strings.ToLower(string(body))
	if !strings.Contains(lower, "username") && !strings.Contains(lower, "password") {
		return body
	}
	out := make([]byte, 0, len(body))
	for line := range strings.SplitAfterSeq(string(body), "\n") {
		at := strings.TrimLeft(line, " \t\r\x00")
		key, _, ok := strings.Cut(at, ":")
		name, isAttr := strings.CutPrefix(strings.ToLower(key), "a=")
		if ok && isAttr && credential(strings.TrimSpace(name)) {
			out = append(out, key...)
			out = append(out, ":***\r\n"...)
			continue
		}
		out = append(out, line...)
	}
	return out
}

func address(s string) netip.Addr {
	a, err := netip.ParseAddr(strings.Trim(s, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return a.Unmap().WithZone("")
}

// Period is the time asked for in t=; ok is false for a live session.
func (s *Session) Period() (begin, end time.Time, ok bool) {
	if s.Begin == 0 && s.End == 0 || s.Begin > 1<<40 || s.End > 1<<40 {
		return time.Time{}, time.Time{}, false
	}
	return time.Unix(int64(s.Begin), 0).UTC(), time.Unix(int64(s.End), 0).UTC(), true
}

// Payload reports whether the media lists payload type n.
func (m *Media) Payload(n int) bool { return slices.Contains(m.Payloads, n) }
