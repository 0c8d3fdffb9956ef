// Package evidence is the area of the API for holds on footage that is evidence
// (W168/29/2), and for copies that are handed over (W168/24, R799/16). Lists and single holds end with the caller's duty: a hold is
// there for whoever may know of every camera it is about, and so is an export.
package evidence

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/evidence/custody"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// Config is what the desk stands in front of. All are required to serve; none
// to describe.
type Config struct {
	Evidence *evidence.Service
	Custody  *custody.Service
	Cameras  evidence.Cameras
	Audit    audit.Reader
	Units    interface {
		Names(ctx context.Context, ids ...shiheng.OrganisationID) (map[shiheng.OrganisationID]string, error)
	}
}

// A Desk answers the operations of the area.
type Desk struct{ cfg Config }

// New makes a desk.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Subject is the kind of subject what is attached to a hold has.
const Subject = "hold"

// Operations registers the operations on t.
func (d *Desk) Operations(t *route.Table) {
	read, place, lift := route.Duty(access.ReadHolds), route.Duty(access.PlaceHolds), route.Duty(access.LiftHolds)
	route.Add(t, "GET", "/evidence/holds", read, "Holds on footage", d.list)
	route.Add(t, "POST", "/evidence/holds", place, "Hold footage at once", d.place)
	route.Add(t, "GET", "/evidence/holds/{id}", read, "One hold, with where its footage is now", d.one)
	route.Add(t, "POST", "/evidence/holds/{id}/review", place, "Set another day of review", d.review)
	route.AddSensitive(t, "POST", "/evidence/holds/{id}/lift", lift, "Propose that it be lifted, on a decision", d.propose)
	route.AddSensitive(t, "POST", "/evidence/holds/{id}/confirm", lift, "Lift it, as the second person", d.confirm)
	route.Add(t, "POST", "/evidence/holds/{id}/withdraw", lift, "Take a proposal back", d.withdraw)
	d.copies(t)
}

// hand is the caller with what a duty of his is over.
func hand(who route.Caller, d access.Duty) evidence.Hand {
	return evidence.Hand{Principal: who.Principal, Scope: who.Rights.Over(d), Who: who.Rights.Who()}
}

func (d *Desk) list(ctx context.Context, who route.Caller, in *holdList) (*route.Out[route.Page[HoldLine]], error) {
	f := evidence.Filter{Scope: who.Rights.Over(access.ReadHolds), State: evidence.State(in.State), Insecure: in.Insecure, Text: in.Q}
	var err error
	if f.Camera, err = route.OptionalID[shiheng.CameraID](in.Camera); err != nil {
		return nil, err
	}
	if in.ReviewBy != "" {
		if f.ReviewBy, err = law.ParseDay(in.ReviewBy); err != nil {
			return nil, shiheng.Invalid("request.day", "value", in.ReviewBy)
		}
	}
	if !in.From.IsZero() && !in.To.IsZero() {
		f.Span = shiheng.Span{From: in.From, To: in.To}
		if f.Span.Empty() {
			return nil, shiheng.Invalid("hold.span")
		}
	}
	got, err := d.cfg.Evidence.Read().Holds(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	today := law.DayOf(d.cfg.Evidence.Now())
	return route.PageOf(got.Items, got.Next, func(h evidence.Hold) HoldLine { return line(h, today) }), nil
}

func (d *Desk) place(ctx context.Context, who route.Caller, in *route.In[evidence.Placing]) (*route.Out[HoldView], error) {
	h, err := d.cfg.Evidence.Place(ctx, hand(who, access.PlaceHolds), in.Body)
	return d.out(ctx, who, h, err)
}

func (d *Desk) one(ctx context.Context, who route.Caller, in *holdPath) (*route.Out[HoldView], error) {
	h, err := d.cfg.Evidence.One(ctx, who.Rights.Over(access.ReadHolds), in.ID)
	return d.out(ctx, who, h, err)
}

func (d *Desk) review(ctx context.Context, who route.Caller, in *holdAct[HoldReviewBody]) (*route.Out[HoldView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	on, err := law.ParseDay(in.Body.ReviewOn)
	if err != nil {
		return nil, shiheng.Invalid("request.day", "value", in.Body.ReviewOn)
	}
	h, err := d.cfg.Evidence.Review(ctx, hand(who, access.PlaceHolds), in.ID, version, on, in.Body.Reason)
	return d.out(ctx, who, h, err)
}

func (d *Desk) propose(ctx context.Context, who route.Caller, in *holdAct[HoldLiftBody]) (*route.Out[HoldView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	decision, err := in.Body.decision()
	if err != nil {
		return nil, err
	}
	h, err := d.cfg.Evidence.Propose(ctx, hand(who, access.LiftHolds), in.ID, version, decision, in.Body.Reason)
	return d.out(ctx, who, h, err)
}

func (d *Desk) confirm(ctx context.Context, who route.Caller, in *holdAct[HoldConfirmBody]) (*route.Out[HoldView], error) {
	h, err := d.cfg.Evidence.Confirm(ctx, hand(who, access.LiftHolds), in.ID, in.Body.Digest)
	return d.out(ctx, who, h, err)
}

func (d *Desk) withdraw(ctx context.Context, who route.Caller, in *holdPath) (*route.Out[HoldView], error) {
	h, err := d.cfg.Evidence.Withdraw(ctx, hand(who, access.LiftHolds), in.ID)
	return d.out(ctx, who, h, err)
}

// Reads says whether the caller may read what hangs on a hold, as the papers
// ask.
func (d *Desk) Reads(ctx context.Context, who route.Caller, text string) error {
	if why := who.Rights.May(access.ReadHolds); why != (access.Reason{}) {
		return shiheng.Forbidden(why.Code).By(why.Article)
	}
	id, err := shiheng.ParseID[shiheng.HoldID](text)
	if err == nil {
		_, err = d.cfg.Evidence.One(ctx, who.Rights.Over(access.ReadHolds), id)
	}
	return err
}

// linked are the cameras of a hold that the register knows.
func (d *Desk) linked(ctx context.Context, h evidence.Hold) (map[shiheng.CameraID]registry.Linked, error) {
	got, err := d.cfg.Cameras.Linked(ctx, h.Cameras()...)
	out := map[shiheng.CameraID]registry.Linked{}
	for _, l := range got {
		out[l.ID] = l
	}
	return out, err
}
