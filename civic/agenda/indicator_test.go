package agenda_test

import (
	"errors"
	"strconv"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/audit"
)

func sample(num, den float64) agenda.Sample {
	return agenda.Sample{Object: audit.Object{Kind: "camera"}, Num: num, Den: den}
}

var leftOut = agenda.Sample{Excluded: "camera-disabled"}

// TestReckon: the formulas, with nothing to count and with all left out.
func TestReckon(t *testing.T) {
	for _, tt := range []struct {
		name, code string
		samples    []agenda.Sample
		state      agenda.FigureState
		value      float64
		good       bool
		counted    int
		short      int
		excluded   int
	}{
		{"none", "K3", nil, agenda.NoData, 0, false, 0, 0, 0},
		{"all left out", "K3", []agenda.Sample{leftOut, leftOut}, agenda.NoData, 0, false, 0, 0, 2},
		{"half", "K3", []agenda.Sample{sample(1, 1), sample(0, 1), leftOut}, agenda.Figured, 0.5, false, 2, 1, 1},
		{"all", "K3", []agenda.Sample{sample(1, 1), sample(1, 1)}, agenda.Figured, 1, true, 2, 0, 0},
		{"time is weighed by its length", "K6", []agenda.Sample{sample(86_400, 86_400), sample(0, 3_600)}, agenda.Figured, 0.96, false, 2, 1, 0},
		{"one in part is not short above the target", "K6", []agenda.Sample{sample(86_000, 86_400)}, agenda.Figured, 86_000.0 / 86_400, true, 1, 0, 0},
		{"the legal minimum knows no rounding", "K8", append(many(999, sample(1, 1)), sample(0, 1)), agenda.Figured, 0.999, false, 1000, 1, 0},
		{"nothing over", "K25", []agenda.Sample{sample(0, 100)}, agenda.Figured, 0, true, 1, 0, 0},
		{"something over", "K25", []agenda.Sample{sample(1, 100), sample(0, 100)}, agenda.Figured, 0.005, false, 2, 1, 0},
		{"no source yet", "K5", []agenda.Sample{sample(1, 1)}, agenda.NotKept, 0, false, 0, 0, 0},
		{"a denominator of zero", "K6", []agenda.Sample{sample(0, 0)}, agenda.NoData, 0, false, 1, 0, 0},
	} {
		t.Run(tt.code+" "+tt.name, func(t *testing.T) {
			i, err := agenda.IndicatorOf(tt.code)
			if err != nil {
				t.Fatal(err)
			}
			f := agenda.Reckon(i, agenda.SumOf(i, tt.samples))
			if f.State != tt.state || f.Value < tt.value-1e-9 || f.Value > tt.value+1e-9 || f.Good != tt.good ||
				f.Counted != tt.counted || f.Short != tt.short || f.Excluded != tt.excluded {
				t.Errorf("%+v", f)
			}
		})
	}
}

func many(n int, s agenda.Sample) []agenda.Sample {
	out := make([]agenda.Sample, n)
	for i := range out {
		out[i] = s
	}
	return out
}

// TestIndicatorsAreWhole: K1 … K26 once each, in order, in both languages.
func TestIndicatorsAreWhole(t *testing.T) {
	l := builtin(t)
	for n, i := range agenda.Indicators() {
		if want := "K" + strconv.Itoa(n+1); i.Code != want {
			t.Errorf("indicator %d is %s", n+1, i.Code)
		}
		for _, text := range []struct{ zh, en string }{
			{i.Title.Zh, i.Title.En}, {i.Numerator.Zh, i.Numerator.En}, {i.Denominator.Zh, i.Denominator.En}, {i.Excludes.Zh, i.Excludes.En},
			{i.Source.Zh, i.Source.En}, {i.Period.Zh, i.Period.En}, {i.Aim.Zh, i.Aim.En},
		} {
			if text.zh == "" || text.en == "" {
				t.Errorf("%s lacks a text", i.Code)
			}
		}
		if _, in := l.Article(i.Article, today); !in {
			t.Errorf("%s rests on %s, which is not in force", i.Code, i.Article)
		}
		if i.Certainty == "" || i.Of == "" {
			t.Errorf("%s has no certainty or counts nothing", i.Code)
		}
	}
	if n := len(agenda.Indicators()); n != 26 {
		t.Errorf("%d indicators", n)
	}
	if _, err := agenda.IndicatorOf("K27"); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("K27: %v", err)
	}
}
