package manscdp

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// A Preset is one entry of a PresetQuery answer: a view that the device keeps
// under a number.
type Preset struct {
	Number int // 1 to 255
	Name   string
}

// PresetFields writes a PresetQuery answer.
func PresetFields(presets []Preset) []Field {
	total := strconv.Itoa(len(presets))
	if len(presets) == 0 {
		return []Field{F("SumNum", total)} // annex M: no list when there is nothing
	}
	list := Field{Name: "PresetList", Attrs: []Attr{{Name: "Num", Value: total}}}
	for _, p := range presets {
		list.Children = append(list.Children, Field{Name: "Item", Children: []Field{
			F("PresetID", strconv.Itoa(p.Number)), F("PresetName", p.Name),
		}})
	}
	return []Field{F("SumNum", total), list}
}

// A PresetCollector puts one PresetQuery answer together. SumNum is of the 2022
// edition only; without it the list's own Num counts. It is not safe for
// concurrent use.
type PresetCollector struct {
	Waiting

	seen map[int]string
}

// NewPresetCollector begins to collect at now with the default waiting times.
func NewPresetCollector(now time.Time) *PresetCollector {
	return &PresetCollector{Waiting: newWaiting(now), seen: map[int]string{}}
}

// Add takes one PresetQuery message that came at now. Entries without a number
// from 1 to 255 are left out: nothing could be done with them.
func (c *PresetCollector) Add(m *Message, now time.Time) {
	list := m.Body.Child("PresetList")
	sum, err := strconv.Atoi(m.Body.Value("SumNum"))
	if err != nil || sum < 0 {
		if sum, err = strconv.Atoi(list.Attr("Num")); err != nil || sum < 0 {
			sum = -1
		}
	}
	items := list.All("Item")
	if sum < 0 && len(items) == 0 {
		sum = 0 // the whole answer
	}
	c.part(now, sum)
	for _, e := range items {
		c.have++
		if n, err := strconv.Atoi(e.Value("PresetID")); err == nil && n >= 1 && n <= 255 {
			c.seen[n] = e.Value("PresetName")
		}
	}
}

// Result returns the presets by number, and whether entries are missing.
func (c *PresetCollector) Result() (presets []Preset, partial bool) {
	for n, name := range c.seen {
		presets = append(presets, Preset{n, name})
	}
	slices.SortFunc(presets, func(a, b Preset) int { return cmp.Compare(a.Number, b.Number) })
	return presets, c.parts == 0 || !c.reached()
}
