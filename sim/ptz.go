package sim

import (
	"time"

	"shiheng.internal/video/gb28181/ptz"
)

// obey carries out a PTZCmd: movement and presets. What it cannot read, or
// what a practice camera has no part for, changes nothing.
func (l *lens) obey(now time.Time, cmd, name string) {
	c, err := ptz.Parse(cmd)
	if err != nil {
		return
	}
	switch c.Verb {
	case ptz.SetPreset:
		l.keep(now, int(c.Preset), name)
	case ptz.CallPreset:
		l.recall(now, int(c.Preset))
	case ptz.DeletePreset:
		l.forget(int(c.Preset))
	case ptz.Move:
		pan := float64(c.Pan) * float64(c.PanSpeed) / 255
		tilt := float64(-c.Tilt) * float64(c.TiltSpeed) / 255 // the scene counts downwards
		zoom := float64(c.Zoom) * float64(c.ZoomSpeed) / 15
		l.drive(now, pan, tilt, zoom)
	default: // focus, cruises, scans and switches are not practised
	}
}
