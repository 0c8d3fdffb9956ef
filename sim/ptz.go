package sim

import (
	"encoding/hex"
	"time"
)

// obey carries out a PTZCmd: movement and presets (gb28181.md §11). What it
// does not know, or cannot read, changes nothing. The checksum is not looked
// at, as in most cameras.
func (l *lens) obey(now time.Time, cmd string) {
	b, err := hex.DecodeString(cmd)
	if err != nil || len(b) < 8 || b[0] != 0xa5 {
		return
	}
	switch op := b[3]; {
	case op == 0x81:
		l.keep(now, int(b[5]))
	case op == 0x82:
		l.recall(now, int(b[5]))
	case op == 0x83:
		l.forget(int(b[5]))
	case op&0xc0 == 0:
		pan := axis(op, 0, 1, float64(b[4])/255)
		tilt := axis(op, 2, 3, float64(b[5])/255)
		zoom := axis(op, 4, 5, float64(b[6]>>4)/15)
		l.drive(now, pan, tilt, zoom)
	}
}

// axis is the speed of one axis: forwards by one bit, backwards by the other.
func axis(op byte, forth, back int, speed float64) float64 {
	switch {
	case op>>forth&1 == 1:
		return speed
	case op>>back&1 == 1:
		return -speed
	}
	return 0
}
