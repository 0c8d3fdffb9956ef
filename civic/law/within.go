package law

import (
	"fmt"
	"slices"
)

// within reports whether w holds of every facts of which o holds. It asks all
// facts that differ in something either of them looks at.
func (w *When) within(o *When) bool {
	var d domain
	d.look(w)
	d.look(o)
	for f := range d.facts {
		if o.Holds(f) && !w.Holds(f) {
			return false
		}
	}
	return true
}

// A domain is what conditions look at.
type domain struct {
	seen When // fields that are set are looked at; the values do not matter
	days []Day
}

func (d *domain) look(w *When) {
	if w == nil {
		return
	}
	s := &d.seen
	for _, p := range []struct{ at, from **bool }{
		{&s.W168, &w.W168}, {&s.AntiTerrorTarget, &w.AntiTerrorTarget}, {&s.KeySecurityUnit, &w.KeySecurityUnit},
		{&s.Catalogued, &w.Catalogued}, {&s.PublicFunded, &w.PublicFunded}, {&s.NearSecret, &w.NearSecret},
		{&s.Microphone, &w.Microphone}, {&s.StoresFaces, &w.StoresFaces}, {&s.Guarded, &w.Guarded},
	} {
		if *p.from != nil {
			*p.at = *p.from
		}
	}
	s.Categories, s.Classes = append(s.Categories, w.Categories...), append(s.Classes, w.Classes...)
	s.Trades, s.Organisations = append(s.Trades, w.Trades...), append(s.Organisations, w.Organisations...)
	for _, day := range []Day{w.CompletedBefore, w.NotCompletedBefore, w.UsedBefore, w.NotUsedBefore} {
		if !day.IsZero() {
			d.days = append(d.days, day, day.Add(-1))
		}
	}
	for i := range w.Any {
		d.look(&w.Any[i])
	}
}

// facts yields every combination of the values that matter.
func (d *domain) facts(yield func(Facts) bool) {
	all := []Facts{{}}
	spread := func(looked bool, set func(*Facts)) {
		if !looked {
			return
		}
		for _, f := range slices.Clone(all) {
			set(&f)
			all = append(all, f)
		}
	}
	choose := func(looked bool, values []string, set func(*Facts, string)) {
		before := slices.Clone(all)
		for _, v := range values {
			for _, f := range before {
				if looked {
					set(&f, v)
					all = append(all, f)
				}
			}
		}
	}
	s := d.seen
	choose(s.W168 != nil || s.Categories != nil, W168Categories(), func(f *Facts, v string) { f.W168Category = v })
	choose(s.Classes != nil, R799Classes(), func(f *Facts, v string) { f.R799Class = v })
	choose(s.Trades != nil, trades(), func(f *Facts, v string) { f.Trade = v })
	choose(s.Organisations != nil, organisations(), func(f *Facts, v string) { f.Organisation = v })
	spread(s.AntiTerrorTarget != nil, func(f *Facts) { f.AntiTerrorTarget = true })
	spread(s.KeySecurityUnit != nil, func(f *Facts) { f.KeySecurityUnit = true })
	spread(s.Catalogued != nil, func(f *Facts) { f.Catalogued = true })
	spread(s.PublicFunded != nil, func(f *Facts) { f.PublicFunded = true })
	spread(s.NearSecret != nil, func(f *Facts) { f.NearSecret = true })
	spread(s.Microphone != nil, func(f *Facts) { f.Microphone = true })
	spread(s.StoresFaces != nil, func(f *Facts) { f.StoresFaces = true })
	spread(s.Guarded != nil, func(f *Facts) { f.Guarded = true })
	for _, f := range all {
		for _, completed := range append(slices.Clone(d.days), Day{}) {
			for _, used := range append(slices.Clone(d.days), Day{}) {
				f.Completed, f.PutIntoUse = completed, used
				if !yield(f) {
					return
				}
			}
		}
	}
}

// check holds a condition to the closed lists, so that a slip of the pen does
// not make a rule that never speaks.
func (w *When) check() error {
	if w == nil {
		return nil
	}
	for _, l := range []struct {
		name         string
		given, known []string
	}{
		{"w168Category", w.Categories, W168Categories()}, {"r799Class", w.Classes, R799Classes()},
		{"trade", w.Trades, trades()}, {"organisation", w.Organisations, organisations()},
	} {
		for _, v := range l.given {
			if !slices.Contains(l.known, v) {
				return fmt.Errorf("when: %s %q is not one of %v", l.name, v, l.known)
			}
		}
	}
	if !w.says() {
		return fmt.Errorf("when: names no fact")
	}
	for i := range w.Any {
		if len(w.Any[i].Any) > 0 {
			return fmt.Errorf("when: any inside any")
		}
		if err := w.Any[i].check(); err != nil {
			return err
		}
	}
	return nil
}

// says reports whether the condition looks at anything.
func (w *When) says() bool {
	return w.W168 != nil || w.AntiTerrorTarget != nil || w.KeySecurityUnit != nil || w.Catalogued != nil || w.PublicFunded != nil ||
		w.NearSecret != nil || w.Microphone != nil || w.StoresFaces != nil || w.Guarded != nil ||
		len(w.Categories)+len(w.Classes)+len(w.Trades)+len(w.Organisations)+len(w.Any) > 0 ||
		!w.CompletedBefore.IsZero() || !w.NotCompletedBefore.IsZero() || !w.UsedBefore.IsZero() || !w.NotUsedBefore.IsZero()
}
