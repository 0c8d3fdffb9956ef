package clause

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestW168_24 is Article 24 as a counter meets it: each row changes one thing
// of an application that is in order, and names who then says no.
func TestW168_24(t *testing.T) {
	s := builtinSet(t)
	for _, tt := range []struct {
		name   string
		change func(*Matter, *Extent, *Official)
		want   string // reasons; none: granted
	}{
		{"in order", func(*Matter, *Extent, *Official) {}, ""},
		{"one officer", func(m *Matter, _ *Extent, _ *Official) { m.Second = nil }, "officials-two"},
		{"the same person twice", func(m *Matter, _ *Extent, _ *Official) { m.Second.ID = m.First.ID }, "officials-two"},
		{"the site's own staff as the second", func(m *Matter, _ *Extent, _ *Official) { m.Second.Site = true }, "officials-two"},
		{"a second officer nobody identified", func(m *Matter, _ *Extent, _ *Official) { m.Second.ID = "" }, "officials-two"},
		{"officers of two units", func(m *Matter, _ *Extent, _ *Official) { m.Second.Unit = "滨湖分局" }, ""},
		{"one card for two", func(m *Matter, _ *Extent, _ *Official) { m.Second.Card = m.First.Card }, "officials-cards"},
		{"a card not shown", func(m *Matter, _ *Extent, _ *Official) { m.First.Card = "" }, "officials-cards"},
		{"the second has not confirmed", func(m *Matter, _ *Extent, _ *Official) { m.Second.Present = false }, "officials-cards"},
		{"no letter", func(m *Matter, _ *Extent, _ *Official) { m.Letter = nil }, "officials-letter"},
		{"a letter of the second officer's unit", func(m *Matter, _ *Extent, _ *Official) { m.Second.Unit, m.Letter.Unit = "滨湖分局", "滨湖分局" }, ""},
		{"a letter of a unit that is neither's", func(m *Matter, _ *Extent, _ *Official) { m.Letter.Unit = "滨湖分局" }, "officials-letter"},
		{"a letter that is over", func(m *Matter, _ *Extent, o *Official) { m.Letter.Until = o.Now }, "officials-letter"},
		{"a letter's last moment", func(m *Matter, _ *Extent, o *Official) { m.Letter.Until = o.Now.Add(time.Millisecond) }, ""},
		{"a letter of tomorrow", func(m *Matter, _ *Extent, o *Official) { m.Letter.From = o.Now.Add(time.Hour) }, "officials-letter"},
		{"a letter used for another matter", func(m *Matter, _ *Extent, _ *Official) { m.Matter = "另案" }, "officials-letter"},
		{"a second visit on the same letter", func(_ *Matter, _ *Extent, o *Official) { o.Now = o.Now.Add(30 * time.Minute) }, ""},
		{"not registered", func(m *Matter, _ *Extent, _ *Official) { m.Registered = false }, "officials-registered"},
		{"the rules not served", func(m *Matter, _ *Extent, _ *Official) { m.Served = false }, "officials-rules"},
		{"the rules served, signature refused", func(m *Matter, _ *Extent, _ *Official) { m.Signed = false }, ""},
		{"an organ from Shanghai", func(m *Matter, _ *Extent, _ *Official) { m.First.Home, m.Second.Home = "310100", "310100" }, ""},
		{"an emergency with a description and no case", func(m *Matter, _ *Extent, _ *Official) {
			m.Authority, m.Matter, m.Letter.Matter = "emergency", "太湖大道危化品泄漏处置", "太湖大道危化品泄漏处置"
		}, ""},
		{"an insurer", func(m *Matter, _ *Extent, _ *Official) { m.Authority = "insurance" }, "officials.1"},
		{"granted to view, asked to copy", func(_ *Matter, e *Extent, _ *Official) { e.Acts = []Act{Copy} }, "officials-asked"},
		{"a wider window than granted", func(_ *Matter, _ *Extent, o *Official) { o.Span.To = o.Span.To.Add(time.Second) }, "officials-bounds"},
		{"part of what was asked, within the part", func(_ *Matter, e *Extent, o *Official) { e.Span.From = o.Span.From }, ""},
		{"the grant is over", func(_ *Matter, e *Extent, o *Official) { e.Until = o.Now }, "officials-bounds"},
		{"another camera", func(_ *Matter, e *Extent, _ *Official) { e.Cameras[0] = another }, "officials-bounds"},
		{"nothing but a name", func(m *Matter, e *Extent, _ *Official) { *m, *e = Matter{First: Person{ID: "p1"}}, Extent{} },
			"officials-two officials-cards officials-letter officials-registered officials-rules officials-asked officials-bounds officials.1 officials.2"},
	} {
		m, e := typicalMatter(), typicalExtent(theCamera)
		o := Official{Now: now(), Span: e.Span}
		tt.change(&m, &e, &o)
		o.Matter, o.Extent = m.Ready(), e.Ready()
		d := s.Decide(Request{View, Officer{ID: "p1"}.Principal(), Camera{ID: theCamera}.Resource(), o.Facts()})
		var got []string
		for _, u := range d.Unmet() {
			got = append(got, strings.TrimPrefix(u.Code, "clause."))
		}
		if want := strings.Fields(tt.want); d.Allowed != (len(want) == 0) || !slices.Equal(got, want) {
			t.Errorf("%s: %v %q, want %q", tt.name, d.Allowed, got, want)
		}
	}
}
