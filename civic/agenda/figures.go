package agenda

import (
	"context"
	"fmt"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// upDays is over how many days the platform's availability is told.
const upDays = 30

// Figures reckons every indicator over the scope, in the order of the list.
// What concerns the whole house is told to whoever may know of all of it.
func (s *Service) Figures(ctx context.Context, scope Scope) ([]Figure, error) {
	sums, err := s.cfg.Store.Sums(ctx, scope)
	if err != nil {
		return nil, fmt.Errorf("add up indicators: %w", err)
	}
	if scope.All {
		if sums["K26"], err = s.up(ctx, law.DayOf(s.now())); err != nil {
			return nil, err
		}
	}
	out := make([]Figure, 0, len(Indicators()))
	for _, i := range Indicators() {
		out = append(out, Reckon(i, sums[i.Code]))
	}
	return out, nil
}

// up is the platform's availability over the days before today.
func (s *Service) up(ctx context.Context, today law.Day) (Sum, error) {
	up, all, err := s.cfg.Store.Beats(ctx, today.Add(-upDays), today)
	if err != nil {
		return Sum{}, fmt.Errorf("count the minutes the house was up: %w", err)
	}
	sum := Sum{Num: float64(up), Den: float64(all)}
	if all > 0 {
		sum.Counted = 1
	}
	return sum, nil
}

// Members lists what an indicator counted of one subject and what it left out,
// with why. It is read afresh. A subject outside the scope is an ErrNotFound.
func (s *Service) Members(ctx context.Context, code string, subject Subject, scope Scope) ([]Sample, error) {
	if _, err := IndicatorOf(code); err != nil {
		return nil, err
	}
	if err := s.InScope(ctx, subject, scope); err != nil {
		return nil, err
	}
	all, err := s.cfg.Sources.Samples(ctx, []Subject{subject}, s.now())
	if err != nil {
		return nil, fmt.Errorf("read what %s counts: %w", code, err)
	}
	out := []Sample{}
	for _, v := range all[subject] {
		if v.Indicator == code {
			out = append(out, v)
		}
	}
	return out, nil
}

// Measures lists the subjects behind a figure, those that fall short first.
func (s *Service) Measures(ctx context.Context, f MeasureFilter, p audit.Paging) (audit.Page[Measured], error) {
	if _, err := IndicatorOf(f.Indicator); err != nil {
		return audit.Page[Measured]{}, err
	}
	return s.cfg.Store.Measures(ctx, f, p)
}

// trendDays is how far back a trend reaches.
const trendDays = 92

// Trend returns the points of an indicator: over the house with the zero
// place, else over a place of which one is kept.
func (s *Service) Trend(ctx context.Context, code string, place shiheng.PlaceID) ([]Point, error) {
	if _, err := IndicatorOf(code); err != nil {
		return nil, err
	}
	return s.cfg.Store.Trend(ctx, code, place, law.DayOf(s.now()).Add(-trendDays))
}

// point is one indicator's sum over a place on the day being kept.
type point struct {
	indicator string
	place     shiheng.PlaceID
	sum       Sum
}

// mostDistricts bounds the places of which a trend is kept.
const mostDistricts = 200

// points adds the day's measures up for the house and for its districts: the
// places at the top and those right below them.
func (s *Service) points(ctx context.Context, today law.Day) ([]point, error) {
	districts, err := s.cfg.Store.Districts(ctx)
	if err != nil {
		return nil, err
	}
	if len(districts) > mostDistricts {
		districts = districts[:mostDistricts]
	}
	of, err := s.cfg.Store.SumsBelow(ctx, districts)
	if err != nil {
		return nil, err
	}
	house, err := s.cfg.Store.Sums(ctx, Scope{All: true})
	if err != nil {
		return nil, err
	}
	if house["K26"], err = s.up(ctx, today); err != nil {
		return nil, err
	}
	of[shiheng.PlaceID{}] = house
	var out []point
	for place, sums := range of {
		for _, i := range Indicators() {
			if sum, has := sums[i.Code]; has && i.Measured() {
				out = append(out, point{i.Code, place, sum})
			}
		}
	}
	return out, nil
}
