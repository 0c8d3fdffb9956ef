package dialog

import (
	"bytes"
	"strconv"
)

// maxMessage is the largest SIP message taken or sent.
const maxMessage = 4 << 20

// RepairDatagram makes one datagram into a message that a strict parser takes,
// or returns nil for what is not SIP at all (CRLF pings, "jaK", zero bytes): it
// is to be dropped without an answer. Mended are leading line ends and blanks,
// bare LF and CR CR LF, doubled blanks in the first line, lines without a
// colon, an empty Contact, "host:>" without a port, and a Content-Length that
// is not the length. b may be changed and returned.
func RepairDatagram(b []byte) []byte {
	b = bytes.TrimLeft(b, "\r\n\x00 \t")
	if !looksSIP(b) {
		return nil
	}
	head, body, clean := split(b)
	if clean && contentLength(head) == len(body) {
		return b
	}
	if b = rebuild(head, body); looksSIP(b) {
		return b
	}
	return nil
}

// looksSIP reports whether b begins with a request or status line of SIP/2.0.
func looksSIP(b []byte) bool {
	line := b
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		line = b[:i]
	}
	if len(line) < 12 || len(line) > 2048 {
		return false
	}
	line = bytes.TrimRight(line, "\r \t")
	return bytes.HasPrefix(line, []byte("SIP/2.0 ")) || bytes.HasSuffix(line, []byte(" SIP/2.0"))
}

// split parts head and body at the first empty line. clean reports that every
// line of the head ends in CR LF, has a colon and needs no mending.
func split(b []byte) (head, body []byte, clean bool) {
	clean = true
	for at, first := 0, true; ; first = false {
		i := bytes.IndexByte(b[at:], '\n')
		if i < 0 {
			return b, nil, false
		}
		line := b[at : at+i]
		if n := len(line); n == 0 || line[n-1] != '\r' || n > 1 && line[n-2] == '\r' {
			clean = false
		}
		at += i + 1
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			return b[:at], b[at:], clean
		}
		if first {
			clean = clean && bytes.Count(line, []byte("  ")) == 0
			continue
		}
		clean = clean && plain(line)
	}
}

// plain reports whether a header line needs no mending.
func plain(line []byte) bool {
	if line[0] == ' ' || line[0] == '\t' {
		return true
	}
	colon := bytes.IndexByte(line, ':')
	if colon <= 0 {
		return false
	}
	if c := line[0] | 0x20; c != 'c' && c != 'm' {
		return true
	}
	name := line[:colon]
	if !bytes.EqualFold(name, []byte("contact")) && !bytes.EqualFold(name, []byte("m")) {
		return true
	}
	value := bytes.TrimSpace(line[colon+1:])
	return len(value) > 0 && !bytes.Contains(value, []byte(":>"))
}

// contentLength reads the header, or -1 when there is none or it is no number.
func contentLength(head []byte) int {
	for len(head) > 0 {
		i := bytes.IndexByte(head, '\n')
		if i < 0 {
			i = len(head) - 1
		}
		line := head[:i+1]
		head = head[i+1:]
		colon := bytes.IndexByte(line, ':')
		if colon <= 0 {
			continue
		}
		name := bytes.TrimSpace(line[:colon])
		if !bytes.EqualFold(name, []byte("content-length")) && !bytes.EqualFold(name, []byte("l")) {
			continue
		}
		n, err := strconv.ParseUint(string(bytes.TrimSpace(line[colon+1:])), 10, 31)
		if err != nil {
			return -1
		}
		return int(n)
	}
	return -1
}

// rebuild writes the head anew in strict form with the true length of body.
func rebuild(head, body []byte) []byte {
	out := make([]byte, 0, len(head)+len(body)+32)
	first := true
	for len(head) > 0 {
		i := bytes.IndexByte(head, '\n')
		line := head
		if i >= 0 {
			line, head = head[:i], head[i+1:]
		} else {
			head = nil
		}
		line = bytes.TrimRight(line, "\r\x00")
		if len(line) == 0 {
			break
		}
		if first {
			out = append(out, bytes.Join(bytes.Fields(line), []byte(" "))...)
			out = append(out, "\r\n"...)
			first = false
			continue
		}
		out = appendHeader(out, line)
	}
	out = append(out, "Content-Length: "...)
	out = strconv.AppendInt(out, int64(len(body)), 10)
	out = append(out, "\r\n\r\n"...)
	return append(out, body...)
}

func appendHeader(out, line []byte) []byte {
	if line[0] == ' ' || line[0] == '\t' { // goes on with the line before
		return append(append(out, line...), "\r\n"...)
	}
	colon := bytes.IndexByte(line, ':')
	if colon <= 0 {
		return out
	}
	name := bytes.TrimSpace(line[:colon])
	value := bytes.TrimSpace(line[colon+1:])
	if len(name) == 0 {
		return out
	}
	switch string(bytes.ToLower(name)) {
	case "content-length", "l":
		return out
	case "contact", "m":
		if len(value) == 0 {
			return out
		}
		for bytes.Contains(value, []byte(":>")) {
			value = bytes.ReplaceAll(value, []byte(":>"), []byte(">"))
		}
	}
	out = append(append(out, name...), ": "...)
	return append(append(out, value...), "\r\n"...)
}

// A framer cuts a TCP stream into messages and repairs each. A stream has no
// borders but Content-Length, so a length that is too small leaves rubbish
// before the next message, which is passed over; rubbish beyond maxRubbish ends
// the connection.
type framer struct {
	buf     []byte
	scanned int // bytes of buf known to hold no empty line
	rubbish int
	pings   int // double line ends between messages, to be answered
}

const maxRubbish = 64 << 10

// next returns the next whole message in strict form, or nil when more bytes
// are needed. ok is false when the stream cannot be read on.
func (f *framer) next() (msg []byte, ok bool) {
	for {
		f.blanks()
		if len(f.buf) == 0 {
			return nil, true
		}
		line := bytes.IndexByte(f.buf, '\n')
		if line < 0 {
			return nil, len(f.buf) < maxRubbish
		}
		if !looksSIP(f.buf) {
			f.rubbish += line + 1
			f.drop(line + 1)
			if f.rubbish > maxRubbish {
				return nil, false
			}
			continue
		}
		end := emptyLine(f.buf, f.scanned)
		if end < 0 {
			f.scanned = max(0, len(f.buf)-4)
			return nil, len(f.buf) < maxRubbish
		}
		head := f.buf[:end]
		n := max(0, contentLength(head))
		if end+n > maxMessage {
			return nil, false
		}
		if len(f.buf) < end+n {
			return nil, true
		}
		_, _, clean := split(head)
		whole := f.buf[:end+n]
		if clean && contentLength(head) >= 0 {
			msg = bytes.Clone(whole)
		} else {
			msg = rebuild(head, whole[end:])
		}
		f.drop(end + n)
		f.rubbish = 0
		return msg, true
	}
}

func (f *framer) blanks() {
	n := len(f.buf) - len(bytes.TrimLeft(f.buf, "\r\n\x00 \t"))
	if n >= 4 && bytes.HasPrefix(f.buf, []byte("\r\n\r\n")) {
		f.pings++
	}
	f.drop(n)
}

func (f *framer) drop(n int) {
	f.buf = f.buf[:copy(f.buf, f.buf[n:])]
	f.scanned = 0
}

// emptyLine is where the head ends: behind the first empty line at or after
// from, or -1.
func emptyLine(b []byte, from int) int {
	for at := max(0, from-1); ; {
		i := bytes.IndexByte(b[at:], '\n')
		if i < 0 {
			return -1
		}
		at += i + 1
		rest := bytes.TrimLeft(b[at:], "\r")
		if len(rest) == 0 {
			return -1
		}
		if rest[0] == '\n' {
			return len(b) - len(rest) + 1
		}
	}
}
