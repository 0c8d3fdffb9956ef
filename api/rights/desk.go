package rights

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/identity"
)

// Config is what the desk needs; all of it is required.
type Config struct {
	Identity *identity.Service
	Now      func() time.Time
}

// A Desk answers for the area.
type Desk struct{ cfg Config }

// New makes the desk.
func New(cfg Config) *Desk { return &Desk{cfg} }

// Operations registers the area.
func (d *Desk) Operations(t *route.Table) {
	read, confirm, review := route.Duty(access.ReadRights), route.Duty(access.ConfirmRights), route.Duty(access.ReviewRights)
	manage := route.Duty(access.ManageAccounts)
	route.Add(t, "GET", "/right-changes", read, "Changes of rights", d.changes)
	route.AddSensitive(t, "POST", "/right-changes/{id}/confirm", confirm, "Confirm a change of rights as the second person", d.confirm)
	route.Add(t, "POST", "/right-changes/{id}/withdraw", manage, "Withdraw a proposed change of rights", d.withdraw)
	route.Add(t, "POST", "/right-changes/{id}/acknowledge", review, "Take note of a change that one person made", d.acknowledge)
	route.Add(t, "GET", "/profile", read, "How far duties are kept apart", d.profile)
	route.AddSensitive(t, "PUT", "/profile", manage, "Keep duties apart, or join them", d.setProfile)
	route.Add(t, "GET", "/accounts/{id}/clearance", read, "Whether a person may know of what is secret", d.clearance)
	route.AddSensitive(t, "PUT", "/accounts/{id}/clearance", manage, "Clear a person for what is secret", d.setClearance)
	route.AddSensitive(t, "POST", "/accounts/{id}/clearance/withdraw", manage, "Take a clearance back", d.dropClearance)
	route.Add(t, "GET", "/right-reviews", read, "Every right with its owner, reason and review", d.rights)
	route.AddSensitive(t, "POST", "/right-reviews", review, "Review one right of a quarter", d.review)
}

type changeList struct {
	route.Paged
	Open bool `query:"open" doc:"Only those that wait: for a second person, or for the auditor's note"`
}

type changePath struct {
	ID identity.ChangeID `path:"id" format:"uuid"`
}

type changeConfirm struct {
	ID   identity.ChangeID `path:"id" format:"uuid"`
	Body struct {
		Digest string `json:"digest" maxLength:"64" doc:"Of the change as it was read"`
	}
}

func (d *Desk) changes(ctx context.Context, who route.Caller, in *changeList) (*route.Out[route.Page[RightChangeView]], error) {
	got, err := d.cfg.Identity.Changes(ctx, in.Open, in.Paging())
	if err != nil {
		return nil, err
	}
	views, err := d.changeViews(ctx, who, got.Items)
	if err != nil {
		return nil, err
	}
	return &route.Out[route.Page[RightChangeView]]{Body: route.Page[RightChangeView]{Next: got.Next, Items: views}}, nil
}

func (d *Desk) confirm(ctx context.Context, who route.Caller, in *changeConfirm) (*route.Out[RightChangeView], error) {
	c, err := d.cfg.Identity.ConfirmChange(ctx, who.Principal, in.ID, in.Body.Digest)
	return d.changeOut(ctx, who, c, err)
}

func (d *Desk) withdraw(ctx context.Context, who route.Caller, in *changePath) (*route.Out[RightChangeView], error) {
	c, err := d.cfg.Identity.WithdrawChange(ctx, who.Actor(), in.ID)
	return d.changeOut(ctx, who, c, err)
}

func (d *Desk) acknowledge(ctx context.Context, who route.Caller, in *changePath) (*route.Out[RightChangeView], error) {
	c, err := d.cfg.Identity.AcknowledgeChange(ctx, who.Actor(), in.ID)
	return d.changeOut(ctx, who, c, err)
}

func (d *Desk) changeOut(ctx context.Context, who route.Caller, c identity.RightChange, err error) (*route.Out[RightChangeView], error) {
	if err != nil {
		return nil, err
	}
	views, err := d.changeViews(ctx, who, []identity.RightChange{c})
	if err != nil {
		return nil, err
	}
	return &route.Out[RightChangeView]{Body: views[0]}, nil
}

type clearancePath struct {
	ID shiheng.AccountID `path:"id" format:"uuid"`
}

type clearancePut struct {
	ID   shiheng.AccountID `path:"id" format:"uuid"`
	Body struct {
		ClearanceBody
		Reason string `json:"reason" minLength:"1" maxLength:"200"`
	}
}

type clearanceDrop struct {
	ID   shiheng.AccountID `path:"id" format:"uuid"`
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"200"`
	}
}

// clearance tells what an account holds. Who knows of what is secret is told
// to whoever may read rights, and to nobody else.
func (d *Desk) clearance(ctx context.Context, who route.Caller, in *clearancePath) (*route.Out[ClearanceView], error) {
	if _, err := d.cfg.Identity.Account(ctx, in.ID); err != nil {
		return nil, err
	}
	c, err := d.cfg.Identity.Clearance(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	v := ClearanceView{Held: !c.ID.IsZero(), Can: who.Can(access.ManageAccounts, "give", "withdraw")}
	if v.Held {
		by, err := d.names()(ctx, c.By)
		if err != nil {
			return nil, err
		}
		v.Clearance, v.From, v.By = clearanceBody(c.Clearance), c.From, by.Name
	}
	return &route.Out[ClearanceView]{Body: v}, nil
}

func (d *Desk) setClearance(ctx context.Context, who route.Caller, in *clearancePut) (*route.Out[RightChangeView], error) {
	b := in.Body
	want := identity.Clearance{Level: identity.Level(b.Level), Issuer: b.Issuer, Document: b.Document, Until: b.Until}
	c, err := d.cfg.Identity.SetClearance(ctx, who.Actor(), in.ID, &want, b.Reason)
	return d.changeOut(ctx, who, c, err)
}

func (d *Desk) dropClearance(ctx context.Context, who route.Caller, in *clearanceDrop) (*route.Out[RightChangeView], error) {
	c, err := d.cfg.Identity.SetClearance(ctx, who.Actor(), in.ID, nil, in.Body.Reason)
	return d.changeOut(ctx, who, c, err)
}

type profilePut struct {
	Body struct {
		Profile string `json:"profile" enum:"bureau,site"`
		Reason  string `json:"reason" minLength:"1" maxLength:"200"`
	}
}

func (d *Desk) profile(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[ProfileView], error) {
	p, err := d.cfg.Identity.Policy(ctx)
	if err != nil {
		return nil, err
	}
	return &route.Out[ProfileView]{Body: ProfileView{Profile: string(p.Profile), Can: who.Can(access.ManageAccounts, "change")}}, nil
}

func (d *Desk) setProfile(ctx context.Context, who route.Caller, in *profilePut) (*route.Out[RightChangeView], error) {
	c, err := d.cfg.Identity.SetProfile(ctx, who.Actor(), identity.Profile(in.Body.Profile), in.Body.Reason)
	return d.changeOut(ctx, who, c, err)
}

type reviewList struct {
	route.Paged
	Quarter string `query:"quarter" maxLength:"6" doc:"Such as 2026Q4; left out: this one"`
}

type reviewBody struct {
	Quarter    string                `json:"quarter" maxLength:"6"`
	Assignment identity.AssignmentID `json:"rightId" format:"uuid"`
	Keep       bool                  `json:"keep" doc:"False: the right is withdrawn at once"`
	Note       string                `json:"note,omitempty" maxLength:"200" doc:"Required when it is withdrawn"`
}

func (d *Desk) rights(ctx context.Context, who route.Caller, in *reviewList) (*route.Out[route.Page[HeldRightView]], error) {
	q := identity.QuarterOf(d.cfg.Now())
	if in.Quarter != "" {
		var err error
		if q, err = identity.ParseQuarter(in.Quarter); err != nil {
			return nil, err
		}
	}
	got, err := d.cfg.Identity.Rights(ctx, q, in.Paging())
	if err != nil {
		return nil, err
	}
	over := make([]identity.Target, len(got.Items))
	for i, h := range got.Items {
		over[i] = h.Target
	}
	names, err := d.cfg.Identity.Names(ctx, over...)
	if err != nil {
		return nil, err
	}
	now := d.cfg.Now()
	return route.PageOf(got.Items, got.Next, func(h identity.HeldRight) HeldRightView { return heldRightView(who, h, names, q, now) }), nil
}

func (d *Desk) review(ctx context.Context, who route.Caller, in *route.In[reviewBody]) (*route.None, error) {
	q, err := identity.ParseQuarter(in.Body.Quarter)
	if err != nil {
		return nil, err
	}
	return &route.None{}, d.cfg.Identity.ReviewRight(ctx, who.Actor(), identity.Review{
		Quarter: q, Assignment: in.Body.Assignment, Keep: in.Body.Keep, Note: in.Body.Note,
	})
}

// names answers with what accounts are called, each read once.
func (d *Desk) names() func(context.Context, shiheng.AccountID) (identity.Account, error) {
	known := map[shiheng.AccountID]identity.Account{}
	return func(ctx context.Context, id shiheng.AccountID) (identity.Account, error) {
		if a, ok := known[id]; ok || id.IsZero() {
			return a, nil
		}
		a, err := d.cfg.Identity.Account(ctx, id)
		known[id] = a
		return a, err
	}
}
