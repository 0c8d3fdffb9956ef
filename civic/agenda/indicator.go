package agenda

import (
	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// An Indicator is one figure by which systems and their keeping are judged.
// The list is data; what a figure counts is read by [Sources] and added up
// here. docs/reference/indicators.md is made from it.
type Indicator struct {
	Code  string
	Title law.Text
	// Numerator and Denominator say what is counted, Excludes what is left out,
	// Source where it is read, Period over what time.
	Numerator, Denominator, Excludes, Source, Period law.Text
	// Of is what the counted things are.
	Of Counts
	// Target is the value aimed at, 0…1; Aim says it in words, and Certainty how
	// well it is founded: sure, probable or unverified. Without a target a
	// figure is neither good nor bad.
	Target    float64
	Aim       law.Text
	Certainty law.Certainty
	Article   string
	// Least: the lower the better.
	Least bool
	// Partial says what of the formula is not looked at yet.
	Partial law.Text
	// Later says which part of the house will bring the source; until then no
	// figure is given.
	Later law.Text
}

// Counts is what an indicator counts.
type Counts string

// The things counted.
const (
	OfPlaces  Counts = "place"
	OfSystems Counts = "system"
	OfCameras Counts = "camera"
	OfHouse   Counts = "house"
	OfRecords Counts = "record" // tickets, orders, shifts, persons
)

// Measured reports whether the house has the source.
func (i Indicator) Measured() bool { return i.Later == (law.Text{}) }

// A Sample is one thing an indicator looked at: what it adds to the numerator
// and to the denominator, or why it was left out.
type Sample struct {
	Indicator string
	Object    audit.Object
	Name      string
	Num, Den  float64
	// Excluded is the code of why it is not counted, empty when it is.
	Excluded string
}

// A Sum is samples added up.
type Sum struct {
	Num, Den float64
	// Counted things, those among them that fall short, and those left out.
	Counted, Short, Excluded int
}

// Add adds two sums.
func (s Sum) Add(o Sum) Sum {
	return Sum{s.Num + o.Num, s.Den + o.Den, s.Counted + o.Counted, s.Short + o.Short, s.Excluded + o.Excluded}
}

// SumOf adds samples of an indicator up.
func SumOf(i Indicator, samples []Sample) (s Sum) {
	for _, v := range samples {
		if v.Excluded != "" {
			s.Excluded++
			continue
		}
		one := Sum{Num: v.Num, Den: v.Den, Counted: 1}
		if i.short(v.Num, v.Den) {
			one.Short = 1
		}
		s = s.Add(one)
	}
	return s
}

// short reports whether one thing alone falls short of what is asked: not the
// whole of it counts, or, where less is better, any of it.
func (i Indicator) short(num, den float64) bool {
	if i.Least {
		return num > 0
	}
	if i.Target > 0 && i.continuous() {
		return den > 0 && num/den < i.Target
	}
	return num < den
}

// continuous reports whether one thing can be met in part: time, not yes or no.
func (i Indicator) continuous() bool {
	switch i.Code {
	case "K4", "K6", "K12", "K26":
		return true
	}
	return false
}

// A FigureState says whether there is a figure.
type FigureState string

// The states of a figure. That nothing is there to be counted is neither 0 %
// nor 100 %.
const (
	Figured FigureState = "figured"
	NoData  FigureState = "no-data"
	NotKept FigureState = "not-kept"
)

// A Figure is an indicator reckoned.
type Figure struct {
	Indicator
	State FigureState
	Sum
	Value float64 // with Figured: 0…1
	Good  bool    // with Figured and a target
}

// Reckon is the formula all indicators that are ratios share.
func Reckon(i Indicator, s Sum) Figure {
	f := Figure{Indicator: i, Sum: s, State: Figured}
	switch {
	case !i.Measured():
		f.State, f.Sum = NotKept, Sum{}
		return f
	case s.Den <= 0:
		f.State = NoData
		return f
	}
	f.Value = s.Num / s.Den
	f.Good = f.Value >= i.Target
	if i.Least {
		f.Good = f.Value <= i.Target
	}
	return f
}

// IndicatorOf returns an indicator by its code, or an ErrNotFound.
func IndicatorOf(code string) (Indicator, error) {
	for _, i := range Indicators() {
		if i.Code == code {
			return i, nil
		}
	}
	return Indicator{}, shiheng.NotFound("agenda.indicator", "code", code)
}

// measuresOf adds up the samples of one subject by indicator.
func measuresOf(s Subject, samples []Sample) []Measure {
	by := map[string][]Sample{}
	for _, v := range samples {
		by[v.Indicator] = append(by[v.Indicator], v)
	}
	var out []Measure
	for _, i := range Indicators() {
		if v := by[i.Code]; len(v) > 0 {
			out = append(out, Measure{Subject: s, Indicator: i.Code, Sum: SumOf(i, v)})
		}
	}
	return out
}
