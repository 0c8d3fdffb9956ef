package manscdp

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Field is one element to be written: a value, or children when Value is
// empty and Children is not. Attrs come in order.
type Field struct {
	Name     string
	Value    string
	Attrs    []Attr
	Children []Field
}

// F makes a field with a value.
func F(name, value string) Field { return Field{Name: name, Value: value} }

// Encode writes one body in the bytes that cs asks for: declaration, root,
// CmdType, SN, DeviceID and then fields in order, each line ended by CR LF. It
// writes what the standard says, whatever the peer writes: no bare "&", no
// control bytes, the standard's letter case.
func Encode(root Root, cmdType string, sn uint32, device string, cs Charset, fields ...Field) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="` + cs.Label() + "\"?>\r\n")
	writeField(&b, Field{Name: string(root), Children: append([]Field{
		F("CmdType", cmdType),
		F("SN", strconv.FormatUint(uint64(sn), 10)),
		F("DeviceID", device),
	}, fields...)})
	return cs.Bytes(b.String())
}

func writeField(b *strings.Builder, f Field) {
	b.WriteByte('<')
	b.WriteString(f.Name)
	for _, a := range f.Attrs {
		b.WriteString(" " + a.Name + `="`)
		escape(b, a.Value)
		b.WriteByte('"')
	}
	b.WriteByte('>')
	if len(f.Children) > 0 {
		b.WriteString("\r\n")
		for _, c := range f.Children {
			writeField(b, c)
		}
	} else {
		escape(b, f.Value)
	}
	b.WriteString("</" + f.Name + ">\r\n")
}

// escape writes text so that any XML parser takes it back unchanged. Control
// bytes cannot be written in XML 1.0 and are dropped.
func escape(b *strings.Builder, s string) {
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == utf8.RuneError:
			b.WriteRune('\uFFFD')
		case control(r) || r == 0xFFFE || r == 0xFFFF:
		default:
			b.WriteRune(r)
		}
	}
}
