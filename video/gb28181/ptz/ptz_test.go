package ptz_test

import (
	"strings"
	"testing"

	"shiheng.internal/video/gb28181/ptz"
)

// The worked values of reference clause 11.
var commands = []struct {
	name, hex string
	want      ptz.Command
}{
	{"right", "A50F0101200000D6", ptz.Command{Verb: ptz.Move, Pan: 1, PanSpeed: 0x20}},
	{"left", "A50F0102200000D7", ptz.Command{Verb: ptz.Move, Pan: -1, PanSpeed: 0x20}},
	{"down", "A50F0104002000D9", ptz.Command{Verb: ptz.Move, Tilt: -1, TiltSpeed: 0x20}},
	{"up", "A50F0108002000DD", ptz.Command{Verb: ptz.Move, Tilt: 1, TiltSpeed: 0x20}},
	{"up-left", "A50F010A202000FF", ptz.Command{Verb: ptz.Move, Pan: -1, Tilt: 1, PanSpeed: 0x20, TiltSpeed: 0x20}},
	{"stop", "A50F0100000000B5", ptz.Command{Verb: ptz.Move}},
	{"zoom in", "A50F0110000020E5", ptz.Command{Verb: ptz.Move, Zoom: 1, ZoomSpeed: 2}},
	{"zoom out", "A50F0120000020F5", ptz.Command{Verb: ptz.Move, Zoom: -1, ZoomSpeed: 2}},
	{"focus far", "A50F014120000016", ptz.Command{Verb: ptz.Lens, Focus: -1, FocusSpeed: 0x20}},
	{"focus near", "A50F014220000017", ptz.Command{Verb: ptz.Lens, Focus: 1, FocusSpeed: 0x20}},
	{"iris open", "A50F014400200019", ptz.Command{Verb: ptz.Lens, Iris: 1, IrisSpeed: 0x20}},
	{"iris close", "A50F01480020001D", ptz.Command{Verb: ptz.Lens, Iris: -1, IrisSpeed: 0x20}},
	{"stop lens", "A50F0140000000F5", ptz.Command{Verb: ptz.Lens}},
	{"set preset", "A50F018100010037", ptz.Command{Verb: ptz.SetPreset, Preset: 1}},
	{"call preset", "A50F018200010038", ptz.Command{Verb: ptz.CallPreset, Preset: 1}},
	{"delete preset", "A50F018300010039", ptz.Command{Verb: ptz.DeletePreset, Preset: 1}},
	{"add to cruise", "A50F01840105003F", ptz.Command{Verb: ptz.CruiseAdd, Group: 1, Preset: 5}},
	{"delete cruise", "A50F01850100003B", ptz.Command{Verb: ptz.CruiseDelete, Group: 1}},
	{"cruise speed", "A50F01860123106F", ptz.Command{Verb: ptz.CruiseSpeed, Group: 1, Value: 0x123}},
	{"cruise dwell", "A50F0187011E005B", ptz.Command{Verb: ptz.CruiseDwell, Group: 1, Value: 30}},
	{"start cruise", "A50F01880100003E", ptz.Command{Verb: ptz.CruiseStart, Group: 1}},
	{"start scan", "A50F01890100003F", ptz.Command{Verb: ptz.ScanStart, Group: 1}},
	{"scan left", "A50F018901010040", ptz.Command{Verb: ptz.ScanLeft, Group: 1}},
	{"scan right", "A50F018901020041", ptz.Command{Verb: ptz.ScanRight, Group: 1}},
	{"scan speed", "A50F018A01400080", ptz.Command{Verb: ptz.ScanSpeed, Group: 1, Value: 0x40}},
	{"wiper on", "A50F018C01000042", ptz.Command{Verb: ptz.SwitchOn, Group: 1}},
	{"wiper off", "A50F018D01000043", ptz.Command{Verb: ptz.SwitchOff, Group: 1}},
}

func TestCommands(t *testing.T) {
	for _, tt := range commands {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.want.String(); got != tt.hex {
				t.Errorf("String = %s, want %s", got, tt.hex)
			}
			tt.want.Address = 1
			got, err := ptz.Parse(strings.ToLower(tt.hex))
			if err != nil || got != tt.want {
				t.Errorf("Parse = %+v, %v", got, err)
			}
		})
	}
}

func TestOddities(t *testing.T) {
	if c, err := ptz.Parse("A50F0100000000FF"); err != nil || !c.BadSum || !c.Stop() {
		t.Errorf("wrong sum: %+v, %v", c, err)
	}
	if c, err := ptz.Parse("A50F004100200015"); err != nil || c.FocusSpeed != 0x20 || c.Address != 0 {
		t.Errorf("focus speed in byte 6: %+v, %v", c, err)
	}
	if c, err := ptz.Parse("A50F010320200000"); err != nil || c.Pan != 0 {
		t.Errorf("both directions at once: %+v, %v", c, err)
	}
	for _, bad := range []string{"", "A50F", "A40F0100000000B4", "A50F01000000000G", "A50F01FF00000000", "A50F018900090000"} {
		if _, err := ptz.Parse(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, tt := range commands {
		f.Add(tt.hex)
	}
	f.Fuzz(func(t *testing.T, in string) {
		c, err := ptz.Parse(in)
		if err != nil {
			return
		}
		again, err := ptz.Parse(c.String())
		if err != nil || again.Verb != c.Verb || again.Pan != c.Pan || again.Value != c.Value || again.BadSum {
			t.Errorf("%q: %+v became %+v, %v", in, c, again, err)
		}
	})
}
