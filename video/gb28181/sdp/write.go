package sdp

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// Bytes writes s with CR LF line ends: the session's lines, each media, then y=
// and f= at the end, where equipment looks for them. An address that is not
// valid is written as 0.0.0.0. Control bytes in values are dropped, so a value
// can never begin a line of its own.
func (s *Session) Bytes() []byte {
	var b strings.Builder
	put := func(key byte, value string) {
		b.WriteByte(key)
		b.WriteByte('=')
		b.WriteString(strings.TrimSpace(oneLine(value)))
		b.WriteString("\r\n")
	}
	host := s.Host
	if !host.IsValid() {
		host = s.Addr
	}
	put('v', "0")
	put('o', token(s.Owner)+" 0 0 "+connection(host))
	put('s', or(strings.TrimSpace(oneLine(s.Name)), "-"))
	if s.Subject != "" {
		put('u', s.Subject)
	}
	if s.Addr.IsValid() || len(s.Media) == 0 || !s.Media[0].Addr.IsValid() {
		put('c', connection(s.Addr))
	}
	put('t', strconv.FormatUint(s.Begin, 10)+" "+strconv.FormatUint(s.End, 10))
	for _, a := range s.Attrs {
		put('a', a.String())
	}
	for i := range s.Media {
		m := &s.Media[i]
		line := fmt.Sprintf("%s %d %s", token(m.Kind), m.Port, token(m.Proto))
		for _, p := range m.Payloads {
			line += " " + strconv.Itoa(p)
		}
		put('m', line)
		if m.Addr.IsValid() {
			put('c', connection(m.Addr))
		}
		for _, a := range m.Attrs {
			put('a', a.String())
		}
	}
	if s.HasSSRC {
		put('y', FormatSSRC(s.SSRC))
	}
	if s.Format != "" {
		put('f', s.Format)
	}
	return []byte(b.String())
}

// String writes a as it stands behind "a=".
func (a Attr) String() string {
	if a.Value == "" {
		return strings.TrimSpace(oneLine(a.Key))
	}
	return strings.TrimSpace(oneLine(a.Key)) + ":" + strings.TrimSpace(oneLine(a.Value))
}

func connection(a netip.Addr) string {
	a = a.Unmap()
	switch {
	case !a.IsValid():
		return "IN IP4 0.0.0.0"
	case a.Is4():
		return "IN IP4 " + a.String()
	}
	return "IN IP6 " + a.WithZone("").String()
}

// token is a value that stands between blanks.
func token(s string) string {
	return or(strings.Join(strings.Fields(oneLine(s)), ""), "-")
}

func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

func or(v, fallback string) string {
	if v == "" {
		return fallback
	}
	return v
}
