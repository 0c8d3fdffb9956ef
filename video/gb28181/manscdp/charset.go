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

// Text turns the bytes of a body into UTF-8. CharsetAuto goes by the content,
// whatever the document's label says, since it is wrong in both directions
// (quirk 7): valid UTF-8 with a sequence of three or four bytes, as every
// Chinese character has, is UTF-8, and all else is GB18030. Valid UTF-8 with
// two-byte sequences only is also good GB18030 ("楼" is the "¥" of UTF-8); there,
// and only there, the label decides. Bytes that are neither become U+FFFD.
func (c Charset) Text(body []byte) string {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if ascii(body) {
		return string(body)
	}
	if c == CharsetUTF8 || c == CharsetAuto && looksUTF8(body) {
		return string(bytes.ToValidUTF8(body, []byte("\uFFFD")))
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(body)
	if err != nil {
		return string(bytes.ToValidUTF8(body, []byte("\uFFFD")))
	}
	return string(out)
}

func looksUTF8(body []byte) bool {
	if !utf8.Valid(body) {
		return false
	}
	for _, c := range body {
		if c >= 0xE0 {
			return true
		}
	}
	return saysUTF8(body)
}

// saysUTF8 reports whether the document's declaration names UTF-8.
func saysUTF8(body []byte) bool {
	head := bytes.ToLower(body[:min(len(body), 100)])
	i := bytes.Index(head, []byte("encoding="))
	return i >= 0 && (bytes.Contains(head[i:], []byte("utf-8")) || bytes.Contains(head[i:], []byte("utf8")))
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
