package api

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// PushView is a reminder of what is owed for a system.
type PushView struct {
	ID         string                 `json:"id" format:"uuid"`
	System     shiheng.SystemID       `json:"systemId" format:"uuid"`
	SystemName string                 `json:"system"`
	Addressee  shiheng.OrganisationID `json:"addresseeId" format:"uuid"`
	Name       string                 `json:"addressee"`
	Note       string                 `json:"note"`
	Until      string                 `json:"until,omitempty" doc:"YYYY-MM-DD"`
	Article    string                 `json:"article"`
	At         time.Time              `json:"at"`
	By         string                 `json:"by,omitempty" doc:"Who sent it; empty when the platform did"`
}

type pushList struct {
	route.Paged
	ID shiheng.SystemID `path:"id" format:"uuid"`
}

type remindersList struct {
	route.Paged
	Mine bool   `query:"mine" doc:"Only those to the caller's own organisation"`
	To   string `query:"to" maxLength:"36" doc:"Only those to this organisation"`
	From string `query:"from" maxLength:"36" doc:"Only those that people of this organisation wrote"`
}

type pushIn struct {
	ID   shiheng.SystemID `path:"id" format:"uuid"`
	Body struct {
		Addressee shiheng.OrganisationID `json:"addresseeId" format:"uuid" doc:"One of the system's parties"`
		Note      string                 `json:"note" minLength:"1" maxLength:"2000"`
		Until     string                 `json:"until,omitempty" maxLength:"10" doc:"YYYY-MM-DD"`
		Article   string                 `json:"article,omitempty" enum:"W168/5,W168/19,W168/21,W168/22" doc:"W168/5 when left out"`
	}
}

// accountNames remembers the names of accounts while one answer is made.
type accountNames map[shiheng.AccountID]string

// nameOf is the name on an account; empty for the house.
func (d *Door) nameOf(ctx context.Context, id shiheng.AccountID, known accountNames) (string, error) {
	if id.IsZero() {
		return "", nil
	}
	if name, ok := known[id]; ok {
		return name, nil
	}
	a, err := d.cfg.Identity.Account(ctx, id)
	if err != nil {
		return "", err
	}
	known[id] = a.Name
	return a.Name, nil
}

func (d *Door) pushes(ctx context.Context, who route.Caller, in *pushList) (*route.Out[route.Page[PushView]], error) {
	if _, err := registry.SystemIn(ctx, d.cfg.Registry.Read(), who.Rights.Scope(), in.ID); err != nil {
		return nil, err
	}
	return d.pushPage(ctx, registry.PushFilter{Scope: registry.Scope{All: true}, System: in.ID}, in.Paging())
}

// reminders lists the reminders of every system within what the caller sees,
// or those to the own organisation: an addressee reads its reminder even when
// it does not answer for the system.
func (d *Door) reminders(ctx context.Context, who route.Caller, in *remindersList) (*route.Out[route.Page[PushView]], error) {
	f := registry.PushFilter{Scope: who.Rights.Scope()}
	for text, id := range map[string]*shiheng.OrganisationID{in.To: &f.Addressee, in.From: &f.Sender} {
		if text == "" {
			continue
		}
		var err error
		if *id, err = shiheng.ParseID[shiheng.OrganisationID](text); err != nil {
			return nil, err
		}
	}
	if own := who.Account.Organisation; !own.IsZero() && (f.Addressee == own || f.Sender == own) {
		f.Scope = registry.Scope{All: true} // what came to one's own unit, and what it sent
	}
	if in.Mine {
		if who.Account.Organisation.IsZero() {
			return route.PageOf([]PushView{}, "", func(v PushView) PushView { return v }), nil
		}
		f = registry.PushFilter{Scope: registry.Scope{All: true}, Addressee: who.Account.Organisation}
	}
	return d.pushPage(ctx, f, in.Paging())
}

func (d *Door) pushPage(ctx context.Context, f registry.PushFilter, p audit.Paging) (*route.Out[route.Page[PushView]], error) {
	got, err := d.cfg.Registry.Read().Pushes(ctx, f, p)
	if err != nil {
		return nil, err
	}
	views, err := d.pushViews(ctx, got.Items...)
	if err != nil {
		return nil, err
	}
	return route.PageOf(views, got.Next, func(v PushView) PushView { return v }), nil
}

// pushViews shows reminders with the names of everything they point to.
func (d *Door) pushViews(ctx context.Context, pushes ...registry.Push) ([]PushView, error) {
	ids := make([]shiheng.OrganisationID, len(pushes))
	for i, p := range pushes {
		ids[i] = p.Addressee
	}
	units, err := d.cfg.Party.Read().Names(ctx, ids...)
	if err != nil {
		return nil, err
	}
	people, systems := accountNames{}, map[shiheng.SystemID]string{}
	views := make([]PushView, 0, len(pushes))
	for _, p := range pushes {
		by, err := d.nameOf(ctx, p.By, people)
		if err != nil {
			return nil, err
		}
		if _, ok := systems[p.System]; !ok {
			v, err := d.cfg.Registry.Read().System(ctx, p.System)
			if err != nil {
				return nil, err
			}
			systems[p.System] = v.Name
		}
		views = append(views, PushView{
			ID: p.ID.String(), System: p.System, SystemName: systems[p.System], Addressee: p.Addressee, Name: units[p.Addressee],
			Note: p.Note, Until: p.Until.String(), Article: p.Article, At: p.At, By: by,
		})
	}
	return views, nil
}

func (d *Door) push(ctx context.Context, who route.Caller, in *pushIn) (*route.Out[PushView], error) {
	if _, err := d.cfg.Access.AuthorizeSystem(ctx, who.Principal, access.PushSystems, in.ID); err != nil {
		return nil, err
	}
	var until law.Day
	if err := until.UnmarshalText([]byte(in.Body.Until)); err != nil {
		return nil, shiheng.Invalid("request.day", "day", in.Body.Until)
	}
	p, err := d.cfg.Registry.Push(ctx, who.Actor(), registry.Push{
		System: in.ID, Addressee: in.Body.Addressee, Note: in.Body.Note, Until: until, Article: in.Body.Article,
	})
	if err != nil {
		return nil, err
	}
	views, err := d.pushViews(ctx, p)
	if err != nil {
		return nil, err
	}
	return &route.Out[PushView]{Body: views[0]}, nil
}
