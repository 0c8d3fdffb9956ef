package agenda

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	room "shiheng.internal/civic/agenda"
)

func sumView(s room.Sum) SumView {
	return SumView{Num: s.Num, Den: s.Den, Counted: s.Counted, Short: s.Short, Excluded: s.Excluded}
}

func indicatorView(f room.Figure) IndicatorView {
	v := IndicatorView{
		Code: f.Code, Title: textView(f.Title), Numerator: textView(f.Numerator), Denominator: textView(f.Denominator),
		Excludes: textView(f.Excludes), Source: textView(f.Source), Period: textView(f.Period), Of: string(f.Of), Aim: textView(f.Aim),
		Certainty: string(f.Certainty), Article: f.Article, Partial: textView(f.Partial), Later: textView(f.Later),
		State: string(f.State), Sum: sumView(f.Sum), Least: f.Least,
	}
	if f.Target > 0 || f.Least {
		v.Target = &f.Target
	}
	if f.State == room.Figured {
		v.Value, v.Good = &f.Value, &f.Good
	}
	return v
}

func (d *Desk) indicators(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[IndicatorsView], error) {
	figures, err := d.cfg.Agenda.Figures(ctx, scopeOf(who))
	if err != nil {
		return nil, err
	}
	c, err := d.cfg.Agenda.Read().Cursor(ctx)
	if err != nil {
		return nil, err
	}
	v := IndicatorsView{Swept: c.Swept, Items: make([]IndicatorView, 0, len(figures))}
	for _, f := range figures {
		v.Items = append(v.Items, indicatorView(f))
	}
	return &route.Out[IndicatorsView]{Body: v}, nil
}

func (d *Desk) measures(ctx context.Context, who route.Caller, in *measuresIn) (*route.Out[route.Page[MeasureView]], error) {
	got, err := d.cfg.Agenda.Measures(ctx, room.MeasureFilter{Indicator: in.Key, Scope: scopeOf(who), Missed: in.Short}, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(m room.Measured) MeasureView {
		return MeasureView{Kind: string(m.Subject.Kind), Subject: m.Subject.ID, Name: m.Name, Sum: sumView(m.Sum)}
	}), nil
}

func (d *Desk) members(ctx context.Context, who route.Caller, in *membersIn) (*route.Out[route.Page[MemberView]], error) {
	got, err := d.cfg.Agenda.Members(ctx, in.Key, in.subject(), scopeOf(who))
	if err != nil {
		return nil, err
	}
	return route.PageOf(got, "", func(s room.Sample) MemberView {
		return MemberView{Kind: s.Object.Kind, ID: s.Object.ID, Name: s.Name, Num: s.Num, Den: s.Den, Excluded: s.Excluded}
	}), nil
}

// trend is of the house for whoever may know of all of it, else of a place in
// the caller's scope.
func (d *Desk) trend(ctx context.Context, who route.Caller, in *trendIn) (*route.Out[route.Page[PointView]], error) {
	scope := scopeOf(who)
	if in.Place.IsZero() && !scope.All {
		return route.PageOf([]room.Point{}, "", pointView), nil
	}
	if !in.Place.IsZero() {
		if err := d.cfg.Agenda.InScope(ctx, room.Subject{Kind: room.Place, ID: in.Place.String()}, scope); err != nil {
			return nil, err
		}
	}
	got, err := d.cfg.Agenda.Trend(ctx, in.Key, in.Place)
	if err != nil {
		return nil, err
	}
	return route.PageOf(got, "", pointView), nil
}

func pointView(p room.Point) PointView {
	v := PointView{Day: p.Day.String(), Sum: sumView(p.Sum)}
	if p.Den > 0 {
		value := p.Num / p.Den
		v.Value = &value
	}
	return v
}

// MayRead tells whether a caller may read papers about a place, system or
// organisation: those who may read what it owes.
func (d *Desk) MayRead(kind room.Kind) func(ctx context.Context, who route.Caller, id string) error {
	return func(ctx context.Context, who route.Caller, id string) error {
		if why := who.Rights.May(readObligations); why.Code != "" {
			return shiheng.Forbidden(why.Code).By(why.Article)
		}
		return d.cfg.Agenda.InScope(ctx, room.Subject{Kind: kind, ID: id}, scopeOf(who))
	}
}
