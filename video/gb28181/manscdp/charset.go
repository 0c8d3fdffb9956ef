package manscdp

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// A Charset says how text is turned into bytes for one peer.
type Charset string

// The character sets a peer may be set to.
const (
	// CharsetAuto reads by content and writes GB18030 bytes labelled GB2312,
	// which every 2016 peer takes.
	CharsetAuto Charset = ""
	// CharsetGB18030 reads GB18030 whatever the content looks like and writes it
	// under its own label, as the 2022 edition asks.
	CharsetGB18030 Charset = "GB18030"
	// CharsetUTF8 reads and writes UTF-8.
	CharsetUTF8 Charset = "UTF-8"
)

// Label is the encoding named in the XML declaration of what is written.
func (c Charset) Label() string {
	switch c {
	case CharsetGB18030:
		return "GB18030"
	case CharsetUTF8:
		return "UTF-8"
	}
	return "GB2312"
}

// Text turns the bytes of a body into UTF-8. CharsetAuto takes bytes that are
// valid UTF-8 with at least one multi-byte sequence as UTF-8 and all else as
// GB18030; the label in the document is never believed, since it is wrong in
// both directions (quirk 7). Bytes that are neither become U+FFFD.
func (c Charset) Text(body []byte) string {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if ascii(body) {
		return string(body)
	}
	if c == CharsetUTF8 || c == CharsetAuto && utf8.Valid(body) {
		return string(bytes.ToValidUTF8(body, []byte("\uFFFD")))
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(body)
	if err != nil {
		return string(bytes.ToValidUTF8(body, []byte("\uFFFD")))
	}
	return string(out)
}

// Bytes turns UTF-8 text into the bytes sent to the peer. GB18030 holds all of
// Unicode; text that is not valid UTF-8 is sent with U+FFFD in its place.
func (c Charset) Bytes(text string) []byte {
	if c == CharsetUTF8 || ascii([]byte(text)) {
		return []byte(text)
	}
	clean := bytes.ToValidUTF8([]byte(text), []byte("\uFFFD"))
	out, err := simplifiedchinese.GB18030.NewEncoder().Bytes(clean)
	if err != nil {
		return clean
	}
	return out
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
