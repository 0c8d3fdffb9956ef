// Package ptz reads and writes the eight bytes that move a camera (reference
// clause 11): pan, tilt, zoom, focus, iris, presets, cruises, scans and
// switches. It moves nothing itself: [Parse] gives a [Command] to whoever holds
// the camera's state, [Command.String] the sixteen hex digits of PTZCmd.
package ptz

import (
	"encoding/hex"
	"fmt"
	"strings"

	"shiheng.internal"
)

// A Verb is what a command does.
type Verb string

// The verbs.
const (
	Move          Verb = "move" // pan, tilt, zoom; all zero is stop, also of cruise and scan
	Lens          Verb = "lens" // focus, iris; all zero is stop
	SetPreset     Verb = "preset-set"
	CallPreset    Verb = "preset-call"
	DeletePreset  Verb = "preset-delete"
	CruiseAdd     Verb = "cruise-add"
	CruiseDelete  Verb = "cruise-delete"
	CruiseSpeed   Verb = "cruise-speed"
	CruiseDwell   Verb = "cruise-dwell"
	CruiseStart   Verb = "cruise-start"
	ScanStart     Verb = "scan-start"
	ScanLeft      Verb = "scan-left"
	ScanRight     Verb = "scan-right"
	ScanSpeed     Verb = "scan-speed"
	SwitchOn      Verb = "switch-on"
	SwitchOff     Verb = "switch-off"
	verbUndefined Verb = ""
)

// A Command is one decoded PTZCmd.
type Command struct {
	Verb Verb
	// Pan is -1 left, 1 right; Tilt -1 down, 1 up; Zoom -1 out, 1 in.
	Pan, Tilt, Zoom int
	// PanSpeed and TiltSpeed are 0-255, ZoomSpeed 0-15.
	PanSpeed, TiltSpeed, ZoomSpeed uint8
	// Focus is -1 far, 1 near; Iris -1 closes, 1 opens; speeds are 0-255.
	Focus, Iris           int
	FocusSpeed, IrisSpeed uint8
	// Group is that of a cruise or scan, or a switch's number (1 is the wiper);
	// Preset 1-255; Value a speed, or seconds of dwell, 0-4095.
	Group, Preset uint8
	Value         uint16
	// Name is that of a preset that is set. It is in no byte: peers of the 2022
	// edition are told it beside them.
	Name string
	// Address is the bus address, 12 bits; custom says 1, 0 is everyone.
	Address uint16
	// BadSum reports that the last byte is not the sum; obeyed all the same.
	BadSum bool
}

// Stop reports whether the command ends a movement.
func (c Command) Stop() bool {
	return c.Verb == Move && c.Pan == 0 && c.Tilt == 0 && c.Zoom == 0 || c.Verb == Lens && c.Focus == 0 && c.Iris == 0
}

// Parse reads sixteen hex digits in either case. A wrong sum is told in BadSum;
// a wrong length, first byte or unknown instruction is a shiheng.ErrInvalid.
func Parse(s string) (Command, error) {
	var b [8]byte
	s = strings.TrimSpace(s)
	if len(s) != 16 {
		return Command{}, invalid(s)
	}
	if _, err := hex.Decode(b[:], []byte(s)); err != nil || b[0] != 0xA5 {
		return Command{}, invalid(s)
	}
	c := Command{Address: uint16(b[2]) | uint16(b[6]&0x0f)<<8, BadSum: sum(b) != b[7]}
	switch op := b[3]; {
	case op < 0x40:
		c.Verb = Move
		c.Pan, c.Tilt, c.Zoom = axis(op, 0x01, 0x02), axis(op, 0x08, 0x04), axis(op, 0x10, 0x20)
		c.PanSpeed, c.TiltSpeed, c.ZoomSpeed = b[4], b[5], b[6]>>4
	case op < 0x50:
		c.Verb = Lens
		c.Focus, c.Iris = axis(op, 0x02, 0x01), axis(op, 0x04, 0x08)
		c.FocusSpeed, c.IrisSpeed = b[4], b[5]
		if c.Focus != 0 && c.FocusSpeed == 0 { // seen: the speed in the other byte
			c.FocusSpeed = b[5]
		}
		if c.Iris != 0 && c.IrisSpeed == 0 {
			c.IrisSpeed = b[4]
		}
	default:
		c.rest(op, b)
	}
	if c.Verb == verbUndefined {
		return Command{}, invalid(s)
	}
	return c, nil
}

// rest reads the instructions beyond moving.
func (c *Command) rest(op byte, b [8]byte) {
	value := uint16(b[5]) | uint16(b[6]>>4)<<8
	switch op {
	case 0x81, 0x82, 0x83:
		c.Verb = map[byte]Verb{0x81: SetPreset, 0x82: CallPreset, 0x83: DeletePreset}[op]
		c.Preset = b[5]
	case 0x84, 0x85:
		c.Verb = map[byte]Verb{0x84: CruiseAdd, 0x85: CruiseDelete}[op]
		c.Group, c.Preset = b[4], b[5]
	case 0x86, 0x87:
		c.Verb = map[byte]Verb{0x86: CruiseSpeed, 0x87: CruiseDwell}[op]
		c.Group, c.Value = b[4], value
	case 0x88:
		c.Verb, c.Group = CruiseStart, b[4]
	case 0x89:
		c.Verb, c.Group = map[byte]Verb{0: ScanStart, 1: ScanLeft, 2: ScanRight}[b[5]], b[4]
	case 0x8A:
		c.Verb, c.Group, c.Value = ScanSpeed, b[4], value
	case 0x8C:
		c.Verb, c.Group = SwitchOn, b[4]
	case 0x8D:
		c.Verb, c.Group = SwitchOff, b[4]
	}
}

// String writes the sixteen upper-case hex digits. An Address of 0 is written
// as 1, as custom has it.
func (c Command) String() string {
	addr := c.Address
	if addr == 0 {
		addr = 1
	}
	b := [8]byte{0xA5, 0x0F, byte(addr), 0, 0, 0, byte(addr >> 8 & 0x0f)}
	switch c.Verb {
	case Move:
		b[3] = bit(c.Pan > 0, 0x01) | bit(c.Pan < 0, 0x02) | bit(c.Tilt < 0, 0x04) | bit(c.Tilt > 0, 0x08) |
			bit(c.Zoom > 0, 0x10) | bit(c.Zoom < 0, 0x20)
		b[4], b[5] = c.PanSpeed, c.TiltSpeed
		b[6] |= c.ZoomSpeed << 4
	case Lens:
		b[3] = 0x40 | bit(c.Focus < 0, 0x01) | bit(c.Focus > 0, 0x02) | bit(c.Iris > 0, 0x04) | bit(c.Iris < 0, 0x08)
		b[4], b[5] = c.FocusSpeed, c.IrisSpeed
	default:
		c.writeRest(&b)
	}
	b[7] = sum(b)
	return strings.ToUpper(hex.EncodeToString(b[:]))
}

func (c Command) writeRest(b *[8]byte) {
	b[3] = map[Verb]byte{SetPreset: 0x81, CallPreset: 0x82, DeletePreset: 0x83, CruiseAdd: 0x84, CruiseDelete: 0x85,
		CruiseSpeed: 0x86, CruiseDwell: 0x87, CruiseStart: 0x88, ScanStart: 0x89, ScanLeft: 0x89, ScanRight: 0x89,
		ScanSpeed: 0x8A, SwitchOn: 0x8C, SwitchOff: 0x8D}[c.Verb]
	b[4], b[5] = c.Group, c.Preset
	switch c.Verb {
	case CruiseSpeed, CruiseDwell, ScanSpeed:
		b[5] = byte(c.Value)
		b[6] |= byte(c.Value>>8&0x0f) << 4
	case ScanLeft:
		b[5] = 1
	case ScanRight:
		b[5] = 2
	}
}

func axis(op, plus, minus byte) int {
	switch {
	case op&plus != 0 && op&minus == 0:
		return 1
	case op&minus != 0 && op&plus == 0:
		return -1
	}
	return 0
}

func bit(on bool, b byte) byte {
	if on {
		return b
	}
	return 0
}

func sum(b [8]byte) byte {
	var n byte
	for _, v := range b[:7] {
		n += v
	}
	return n
}

func invalid(s string) error {
	return shiheng.Invalid("ptz.command", "value", fmt.Sprintf("%.32q", s))
}
