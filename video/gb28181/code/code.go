// Package code reads the codes that GB/T 28181 gives to devices, channels,
// platforms, areas and groups (reference clause 1; standard annex D/E).
//
// A code is an attribute that a peer tells about itself, never an identity of
// ours and never a permission. Installed equipment breaks the rules of the
// standard, so this package tells what a code says but refuses only what
// cannot be carried in a SIP address. It knows no network and no message.
package code

import (
	"strconv"
	"strings"

	"shiheng.internal"
)

// Len is the number of digits of a full code.
const Len = 20

// maxLen bounds a code that is not of the standard's form.
const maxLen = 32

// A Code is what a peer calls a device, a channel, a platform or a node of its
// catalogue. Usually it has twenty digits; see [Parse] and [Lenient].
type Code string

// Parse reads a code of exactly twenty digits. Anything else is a
// shiheng.ErrInvalid.
func Parse(s string) (Code, error) {
	if len(s) != Len || !digits(s) {
		return "", shiheng.Invalid("gb28181.code", "value", clip(s))
	}
	return Code(s), nil
}

// Lenient reads what real equipment uses as a code: up to 32 letters, digits,
// "-" and "_" (quirk 23: fewer than 20 digits, type 000). Blanks around it are
// dropped. Anything else is a shiheng.ErrInvalid.
func Lenient(s string) (Code, error) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxLen {
		return "", shiheng.Invalid("gb28181.code", "value", clip(s))
	}
	for i := range len(s) {
		c := s[i]
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_' {
			continue
		}
		return "", shiheng.Invalid("gb28181.code", "value", clip(s))
	}
	return Code(s), nil
}

// Make puts a full code together: an eight-digit centre, two digits of
// industry, a type of three digits, the network digit and a serial below one
// million. Parts out of range are a shiheng.ErrInvalid.
func Make(centre, industry string, typ Type, network byte, serial int) (Code, error) {
	t := strconv.Itoa(int(typ))
	n := strconv.Itoa(serial)
	if typ < 0 || len(t) > 3 || serial < 0 || len(n) > 6 {
		return "", shiheng.Invalid("gb28181.code", "type", t, "serial", n)
	}
	return Parse(centre + industry + strings.Repeat("0", 3-len(t)) + t + string(network) + strings.Repeat("0", 6-len(n)) + n)
}

// Standard reports whether c has the form of the standard: twenty digits.
func (c Code) Standard() bool { return len(c) == Len && digits(string(c)) }

// Centre is the administrative code of the managing centre, digits 1 to 8, or
// "" when the code is not of the standard's form.
func (c Code) Centre() string { return c.part(0, 8) }

// Domain is the SIP domain of a platform, digits 1 to 10, or "".
func (c Code) Domain() string { return c.part(0, 10) }

// Industry is the industry code, digits 9 and 10, or "". Editions 2016 and
// 2022 number industries differently: show it with its edition and never
// validate a code by it.
func (c Code) Industry() string { return c.part(8, 10) }

// Type is the type code, digits 11 to 13, or -1.
func (c Code) Type() Type {
	n, err := strconv.Atoi(c.part(10, 13))
	if err != nil {
		return -1
	}
	return Type(n)
}

// Network is the network digit, digit 14, or 0 when there is none.
func (c Code) Network() byte {
	if s := c.part(13, 14); s != "" {
		return s[0]
	}
	return 0
}

// Serial is digits 15 to 20, or "".
func (c Code) Serial() string { return c.part(14, 20) }

func (c Code) part(from, to int) string {
	if !c.Standard() {
		return ""
	}
	return string(c[from:to])
}

// A Type is the three-digit type code of a node, 0 to 999.
type Type int

// The type codes that the product acts on (reference clause 1.1).
const (
	DVR                 Type = 111
	Encoder             Type = 113
	NVR                 Type = 118
	HVR                 Type = 130
	Camera              Type = 131
	NetworkCamera       Type = 132
	AlarmInput          Type = 134
	AlarmOutput         Type = 135
	AudioInput          Type = 136
	AudioOutput         Type = 137
	Platform            Type = 200
	BusinessGroup       Type = 215
	VirtualOrganisation Type = 216
)

// A Kind is what a catalogue node is, told by its code alone.
type Kind int

// The kinds of catalogue node (reference clause 6.1).
const (
	KindDevice              Kind = iota // anything that is not one of the others
	KindArea                            // 2, 4, 6 or 8 digits: an administrative area
	KindSystem                          // type 200: a platform
	KindBusinessGroup                   // type 215
	KindVirtualOrganisation             // type 216
)

// Kind tells what sort of catalogue node c names.
func (c Code) Kind() Kind {
	switch {
	case digits(string(c)) && (len(c) == 2 || len(c) == 4 || len(c) == 6 || len(c) == 8):
		return KindArea
	case c.Type() == Platform:
		return KindSystem
	case c.Type() == BusinessGroup:
		return KindBusinessGroup
	case c.Type() == VirtualOrganisation:
		return KindVirtualOrganisation
	}
	return KindDevice
}

// Playable is a set of type codes that "play" is offered for. By the text only
// 131 and 132 are; makers use extension codes too (Uniview 119 to 129), so the
// set is a setting. The zero value holds nothing.
type Playable struct{ set [1000]bool }

// DefaultPlayable is the set of the text: 131 and 132.
func DefaultPlayable() Playable {
	var p Playable
	p.set[Camera], p.set[NetworkCamera] = true, true
	return p
}

// ParsePlayable reads a list such as "131,132,119-129". Anything else is a
// shiheng.ErrInvalid.
func ParsePlayable(s string) (Playable, error) {
	var p Playable
	for _, part := range strings.Split(s, ",") {
		first, last, ranged := strings.Cut(strings.TrimSpace(part), "-")
		if !ranged {
			last = first
		}
		from, err1 := strconv.ParseUint(first, 10, 16)
		to, err2 := strconv.ParseUint(last, 10, 16)
		if err1 != nil || err2 != nil || from > to || to > 999 {
			return Playable{}, shiheng.Invalid("gb28181.playable", "value", clip(part))
		}
		for t := from; t <= to; t++ {
			p.set[t] = true
		}
	}
	return p, nil
}

// Has reports whether a node of this code is offered for play. A device code
// that is not of the standard's form is offered: nobody can tell, and a
// refused camera helps nobody.
func (p *Playable) Has(c Code) bool {
	t := c.Type()
	if t < 0 {
		return c.Kind() == KindDevice
	}
	return p.set[t]
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func clip(s string) string {
	if len(s) > 64 {
		return s[:64]
	}
	return s
}
