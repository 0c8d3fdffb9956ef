package manscdp_test

import (
	"slices"
	"testing"
	"time"

	"shiheng.internal/video/gb28181/manscdp"
)

// TestPresets: what real devices answer, with and without the total of the
// 2022 edition.
func TestPresets(t *testing.T) {
	now := time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC)
	head := "<Response><CmdType>PresetQuery</CmdType><SN>7</SN><DeviceID>34020000001310000001</DeviceID>"
	gate := `<Item><PresetID>1</PresetID><PresetName>大门</PresetName></Item>`
	street := `<Item><PresetID>12</PresetID><PresetName></PresetName></Item>`
	both := []manscdp.Preset{{Number: 1, Name: "大门"}, {Number: 12}}
	for _, tt := range []struct {
		name    string
		bodies  []string
		want    []manscdp.Preset
		partial bool
	}{
		{"2022", []string{"<SumNum>2</SumNum><PresetList Num=\"2\">" + street + gate + "</PresetList>"}, both, false},
		{"2016, no total", []string{"<PresetList Num=\"2\">" + gate + street + "</PresetList>"}, both, false},
		{"none, no list", []string{"<SumNum>0</SumNum>"}, nil, false},
		{"none, an empty list", []string{"<PresetList Num=\"0\"></PresetList>"}, nil, false},
		{"nothing at all", []string{""}, nil, false},
		{"two messages", []string{"<SumNum>2</SumNum><PresetList Num=\"1\">" + gate + "</PresetList>", "<SumNum>2</SumNum><PresetList Num=\"1\">" + street + "</PresetList>"}, both, false},
		{"a message lost", []string{"<SumNum>3</SumNum><PresetList Num=\"2\">" + gate + street + "</PresetList>"}, both, true},
		{"numbers that are none", []string{"<SumNum>3</SumNum><PresetList Num=\"3\">" + gate + "<Item><PresetID>0</PresetID></Item><Item><PresetID>x</PresetID></Item></PresetList>"}, both[:1], false},
		{"no answer", nil, nil, true},
	} {
		c := manscdp.NewPresetCollector(now)
		for _, b := range tt.bodies {
			m, err := manscdp.Decode([]byte(head+b+"</Response>"), manscdp.CharsetAuto)
			if err != nil {
				t.Fatal(err)
			}
			c.Add(m, now)
		}
		if got, partial := c.Result(); !slices.Equal(got, tt.want) || partial != tt.partial {
			t.Errorf("%s: got %v, partial %v; want %v, %v", tt.name, got, partial, tt.want, tt.partial)
		}
	}
}
