package retention

import (
	"context"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/retain"
	"shiheng.internal/civic/retain/term"
)

// keeping are the operations on what is kept past its term.
func (d *Desk) keeping(t *route.Table) {
	read, manage, ceiling := route.Duty(access.ReadRetention), route.Duty(access.ManageRetention), route.Duty(access.SetCeiling)
	route.Add(t, "GET", "/retention/ceiling", read, "How long footage stays past its term, why, and what is over", d.ceiling)
	route.AddSensitive(t, "PUT", "/retention/ceiling", ceiling, "Set how long footage stays past its term", d.setCeiling)
	route.Add(t, "GET", "/retention/purposes", read, "Longer purposes for which footage is kept", d.purposes)
	route.Add(t, "POST", "/retention/purposes", manage, "Register a longer purpose", d.register)
	route.Add(t, "POST", "/retention/purposes/{id}/end", manage, "End it before its day", d.end)
}

func hand(who route.Caller, duty access.Duty) term.Hand {
	return term.Hand{Principal: who.Principal, Scope: who.Rights.Over(duty)}
}

// Amount is how much footage.
type Amount struct {
	Slots int   `json:"slots"`
	Bytes int64 `json:"bytes"`
}

// CeilingView is how long footage stays past its term, and what of the footage
// there is stands how.
type CeilingView struct {
	term.Ceiling
	ETag      string        `json:"etag"`
	ChangedAt *time.Time    `json:"changedAt,omitempty"`
	By        string        `json:"by,omitempty"`
	Footage   []FootageOver `json:"footage" nullable:"false" doc:"All sealed footage by what is decided of it now, without personal data"`
	Can       route.Can     `json:"can" doc:"ceiling"`
}

// FootageOver is the footage of which the same is decided.
type FootageOver struct {
	Reason retain.Reason `json:"reason" doc:"held, young, age-unclear, kept, purpose, expired, clause, past-floor, over-cap, ordered, resumed"`
	Amount
}

func (d *Desk) ceiling(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[CeilingView], error) {
	c, err := d.cfg.Terms.Read().Ceiling(ctx)
	if err != nil {
		return nil, err
	}
	return d.ceilingOut(ctx, who, c)
}

func (d *Desk) ceilingOut(ctx context.Context, who route.Caller, c term.KeptCeiling) (*route.Out[CeilingView], error) {
	v := CeilingView{Ceiling: c.Ceiling, ETag: route.ETag(c.Version), Footage: []FootageOver{}, Can: who.Can(access.SetCeiling, "ceiling")}
	if !c.Changed.IsZero() {
		v.ChangedAt = &c.Changed
		v.By = d.cfg.Name(ctx, c.By)
	}
	over := d.cfg.Verdicts()
	for reason, a := range over {
		v.Footage = append(v.Footage, FootageOver{reason, a})
	}
	slices.SortFunc(v.Footage, func(a, b FootageOver) int { return int(b.Bytes>>20) - int(a.Bytes>>20) })
	return &route.Out[CeilingView]{ETag: v.ETag, Body: v}, nil
}

// CeilingBody sets the ceiling.
type CeilingBody struct {
	Days   int    `json:"days" doc:"Law-days past the term of each camera; never below 0"`
	Reason string `json:"reason" maxLength:"500" doc:"Why footage that has met its term is still needed"`
}

type ceilingPut struct {
	route.Matched
	Body CeilingBody
}

func (d *Desk) setCeiling(ctx context.Context, who route.Caller, in *ceilingPut) (*route.Out[CeilingView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	c, err := d.cfg.Terms.SetCeiling(ctx, hand(who, access.SetCeiling), version, term.Ceiling{Days: in.Body.Days, Reason: in.Body.Reason})
	if err != nil {
		return nil, err
	}
	return d.ceilingOut(ctx, who, c)
}

type purposeList struct {
	route.Paged
	State  string `query:"state" enum:"in-force,ended"`
	System string `query:"systemId" format:"uuid"`
	Q      string `query:"q" maxLength:"100"`
}

// PurposeView is a longer purpose.
type PurposeView struct {
	term.Purpose
	ETag  string    `json:"etag"`
	State string    `json:"state" enum:"in-force,over,ended"`
	Can   route.Can `json:"can" doc:"end"`
}

func (d *Desk) purposeView(who route.Caller, p term.Purpose) PurposeView {
	v := PurposeView{Purpose: p, ETag: route.ETag(p.Version), State: p.Head().State}
	if v.State == term.InForce && !p.Keeps(law.DayOf(d.cfg.Terms.Now())) {
		v.State = "over"
	}
	v.Can = who.Barred(access.ManageRetention, map[string]error{"end": p.MayEnd()})
	return v
}

func (d *Desk) purposes(ctx context.Context, who route.Caller, in *purposeList) (*route.Out[route.Page[PurposeView]], error) {
	f := registry.RecordFilter{Scope: who.Rights.Over(access.ReadRetention), State: in.State, Text: in.Q}
	var err error
	if f.System, err = route.OptionalID[shiheng.SystemID](in.System); err != nil {
		return nil, err
	}
	got, err := d.cfg.Terms.Read().Purposes().List(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(p term.Purpose) PurposeView { return d.purposeView(who, p) }), nil
}

func (d *Desk) register(ctx context.Context, who route.Caller, in *route.In[term.Need]) (*route.Out[PurposeView], error) {
	p, err := d.cfg.Terms.Register(ctx, hand(who, access.ManageRetention), in.Body)
	if err != nil {
		return nil, err
	}
	v := d.purposeView(who, p)
	return &route.Out[PurposeView]{ETag: v.ETag, Body: v}, nil
}

// PurposeEndBody ends a longer purpose.
type PurposeEndBody struct {
	Reason string `json:"reason" minLength:"1" maxLength:"500"`
}

type purposeEnd struct {
	route.Matched
	ID   term.PurposeID `path:"id" format:"uuid"`
	Body PurposeEndBody
}

func (d *Desk) end(ctx context.Context, who route.Caller, in *purposeEnd) (*route.Out[PurposeView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	p, err := d.cfg.Terms.End(ctx, hand(who, access.ManageRetention), in.ID, version, in.Body.Reason)
	if err != nil {
		return nil, err
	}
	v := d.purposeView(who, p)
	return &route.Out[PurposeView]{ETag: v.ETag, Body: v}, nil
}
