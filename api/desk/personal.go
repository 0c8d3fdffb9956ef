package desk

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/personal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// personalOperations registers the rights desk.
func (d *Desk) personalOperations(t *route.Table) {
	read, register, decide := route.Duty(access.ReadPersonal), route.Duty(access.RegisterPersonal), route.Duty(access.DecidePersonal)
	route.Add(t, "GET", "/personal/requests", read, "Applications of persons about their own image", d.requests)
	route.Add(t, "POST", "/personal/requests", register, "Receive an application", d.receive)
	route.Add(t, "GET", "/personal/requests/{id}", read, "One application", d.request)
	route.Add(t, "POST", "/personal/requests/{id}/check", register, "Note that the identity document was checked", d.check)
	route.Add(t, "POST", "/personal/requests/{id}/grant", decide, "Allow what is asked", d.grant)
	route.Add(t, "POST", "/personal/requests/{id}/refuse", decide, "Refuse on a ground of the law, with reasons", d.refuse)
	route.Add(t, "POST", "/personal/requests/{id}/finish", register, "End what was carried out", d.finish)
	route.Add(t, "POST", "/personal/requests/{id}/withdraw", register, "The person takes it back", d.withdraw)
}

// front is the caller with what a duty of his is over.
func front(who route.Caller, d access.Duty) personal.Clerk {
	return personal.Clerk{Principal: who.Principal, Scope: who.Rights.Over(d)}
}

func (d *Desk) requests(ctx context.Context, who route.Caller, in *route.RecordQuery) (*route.Out[route.Page[PersonalView]], error) {
	f, err := in.Filter(who.Rights.Over(access.ReadPersonal))
	if err != nil {
		return nil, err
	}
	got, err := d.cfg.Personal.Read().Requests().List(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	page := route.Page[PersonalView]{Items: []PersonalView{}, Next: got.Next}
	for _, r := range got.Items {
		v, err := d.personalView(ctx, who, r)
		if err != nil {
			return nil, err
		}
		page.Items = append(page.Items, v)
	}
	return &route.Out[route.Page[PersonalView]]{Body: page}, nil
}

func (d *Desk) request(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[PersonalView], error) {
	r, err := route.Within(ctx, d.cfg.Personal.Read().Requests(), who.Rights.Over(access.ReadPersonal), in.ID, "personal")
	return d.personalOut(ctx, who, r, err)
}

func (d *Desk) receive(ctx context.Context, who route.Caller, in *route.In[PersonalBody]) (*route.Out[PersonalView], error) {
	r, err := d.cfg.Personal.Receive(ctx, front(who, access.RegisterPersonal), in.Body.Asked, in.Body.Checked)
	return d.personalOut(ctx, who, r, err)
}

func (d *Desk) check(ctx context.Context, who route.Caller, in *personalPath) (*route.Out[PersonalView], error) {
	r, err := d.cfg.Personal.Check(ctx, front(who, access.RegisterPersonal), in.ID)
	return d.personalOut(ctx, who, r, err)
}

func (d *Desk) grant(ctx context.Context, who route.Caller, in *personalAct[PersonalWords]) (*route.Out[PersonalView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	r, err := d.cfg.Personal.Grant(ctx, front(who, access.DecidePersonal), in.ID, version, in.Body.Words)
	return d.personalOut(ctx, who, r, err)
}

func (d *Desk) refuse(ctx context.Context, who route.Caller, in *personalAct[PersonalRefusing]) (*route.Out[PersonalView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	r, err := d.cfg.Personal.Refuse(ctx, front(who, access.DecidePersonal), in.ID, version, in.Body.Ground, in.Body.Reason)
	return d.personalOut(ctx, who, r, err)
}

func (d *Desk) finish(ctx context.Context, who route.Caller, in *personalAct[PersonalWords]) (*route.Out[PersonalView], error) {
	r, err := d.cfg.Personal.Finish(ctx, front(who, access.RegisterPersonal), in.ID, in.Body.Words)
	return d.personalOut(ctx, who, r, err)
}

func (d *Desk) withdraw(ctx context.Context, who route.Caller, in *personalAct[PersonalWords]) (*route.Out[PersonalView], error) {
	r, err := d.cfg.Personal.Withdraw(ctx, front(who, access.RegisterPersonal), in.ID, in.Body.Words)
	return d.personalOut(ctx, who, r, err)
}

func (d *Desk) personalOut(ctx context.Context, who route.Caller, r personal.Request, err error) (*route.Out[PersonalView], error) {
	if err != nil {
		return nil, err
	}
	v, err := d.personalView(ctx, who, r)
	if err != nil {
		return nil, err
	}
	return &route.Out[PersonalView]{ETag: v.ETag, Body: v}, nil
}

// PersonalBody is an application as it is received.
type PersonalBody struct {
	personal.Asked
	Checked bool `json:"checked" doc:"The identity document was held against the person"`
}

// PersonalWords say why, or what came of it.
type PersonalWords struct {
	Words string `json:"words" minLength:"1" maxLength:"1000"`
}

// PersonalRefusing is a refusal.
type PersonalRefusing struct {
	Ground string `json:"ground" enum:"identity,not-shown,gone,secrecy,others,true,kept,held,unfounded"`
	Reason string `json:"reason" minLength:"1" maxLength:"1000"`
}

type personalPath struct {
	ID personal.RequestID `path:"id" format:"uuid"`
}

type personalAct[B any] struct {
	route.Matched
	ID   personal.RequestID `path:"id" format:"uuid"`
	Body B
}

// PersonalView is one application with what may be done about it.
type PersonalView struct {
	personal.Request
	ETag       string           `json:"etag"`
	SystemName string           `json:"systemName"`
	Article    string           `json:"article" doc:"The clause it rests on"`
	Grounds    []PersonalGround `json:"grounds" nullable:"false" doc:"Grounds it can be refused on"`
	Overdue    bool             `json:"overdue"`
	Can        route.Can        `json:"can" doc:"check, grant, refuse, finish, withdraw"`
}

// PersonalGround is a ground to refuse.
type PersonalGround struct {
	Code    string `json:"code"`
	Article string `json:"article"`
}

func (d *Desk) personalView(ctx context.Context, who route.Caller, r personal.Request) (PersonalView, error) {
	system, err := d.cfg.Systems.System(ctx, r.System)
	if err != nil {
		return PersonalView{}, err
	}
	today := law.DayOf(d.cfg.Now())
	v := PersonalView{
		Request: r, ETag: route.ETag(r.Version), SystemName: system.Name, Article: r.Kind.Article(), Grounds: []PersonalGround{},
		Overdue: r.State == personal.Received && r.Due.Before(today),
	}
	for _, g := range r.Kind.Grounds() {
		v.Grounds = append(v.Grounds, PersonalGround{g.Code, g.Article})
	}
	v.Can = who.Barred(access.RegisterPersonal, map[string]error{"check": r.MayDecide(), "finish": r.MayFinish(), "withdraw": r.MayDecide()})
	for act, why := range who.Barred(access.DecidePersonal, map[string]error{"grant": r.MayGrant(d.cfg.Personal.Floor(system), today), "refuse": r.MayDecide()}) {
		v.Can[act] = why
	}
	return v, nil
}

// ReadsPersonal says whether the caller may read what hangs on an application.
func (d *Desk) ReadsPersonal(ctx context.Context, who route.Caller, text string) error {
	if why := who.Rights.May(access.ReadPersonal); why != (access.Reason{}) {
		return shiheng.Forbidden(why.Code).By(why.Article)
	}
	_, err := route.Within(ctx, d.cfg.Personal.Read().Requests(), who.Rights.Over(access.ReadPersonal), text, "personal")
	return err
}

// Systems is what the desk reads of the register.
type Systems interface {
	System(ctx context.Context, id shiheng.SystemID) (registry.VideoSystem, error)
}
