package works

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works"
)

// LifeView is where a system stands in its life.
type LifeView struct {
	System     shiheng.SystemID `json:"systemId" format:"uuid"`
	ETag       string           `json:"etag"`
	Name       string           `json:"name"`
	State      string           `json:"state"`
	StateSince time.Time        `json:"stateSince"`
	TrialUntil time.Time        `json:"trialUntil,omitzero" doc:"When the trial or the acceptance has to be over"`
	Bound      bool             `json:"bound" doc:"The facts ask for an acceptance before use and a report before removal"`
	Legacy     bool             `json:"legacy" doc:"Completed before the order took effect"`
	Ground     string           `json:"ground,omitempty" doc:"Why it is in service"`
	States     []string         `json:"states" nullable:"false" doc:"Every state, in the order of a life"`
	Next       []NextView       `json:"next" nullable:"false"`
	Owed       []TodoView       `json:"owed" nullable:"false"`
	Can        route.Can        `json:"can" doc:"acceptance.open, filing.submit, removal.notify, removal.disclose, change.request, outage.open, camera.lost, system.give-up"`
}

// NextView is one line of the table of life from where the system stands.
type NextView struct {
	Event   string `json:"event"`
	To      string `json:"to"`
	Article string `json:"article"`
	ByHouse bool   `json:"byHouse" doc:"A record or the clock brings it, nobody asks for it by name"`
	Why     string `json:"why" doc:"Empty when it may be taken now, otherwise the code of the reason and its article"`
}

// MomentView is one thing that happened to a system.
type MomentView struct {
	ID      string            `json:"id"`
	At      time.Time         `json:"at"`
	Act     string            `json:"act"`
	Name    string            `json:"name"`
	Article string            `json:"article"`
	Details map[string]string `json:"details,omitempty"`
}

// TodoView is something still owed about a system, or that was.
type TodoView struct {
	works.Todo
	Overdue bool      `json:"overdue"`
	Can     route.Can `json:"can"`
}

// SystemPath names one thing by its id; exported so that it can be embedded.
type SystemPath struct {
	ID shiheng.SystemID `path:"id" format:"uuid"`
}

type timelineIn struct {
	route.Paged
	SystemPath
}

type stepIn struct {
	route.Matched
	SystemPath
	Body struct {
		Event string `json:"event" enum:"design,start-building,complete,begin-trial,rectify,found-in-use,put-into-service,archive,abandon"`
		Note  string `json:"note,omitempty" maxLength:"4000"`
	}
}

type giveUpIn struct {
	SystemPath
	Body struct {
		Why string `json:"why" minLength:"1" maxLength:"4000"`
	}
}

func (d *Desk) lifeView(b bearing, l works.Life) LifeView {
	v := l.System
	may := b.on(access.ManageWorks, l.System.ID)
	out := LifeView{
		System: v.ID, ETag: route.ETag(v.Version), Name: v.Name, State: string(v.State), StateSince: v.StateSince, TrialUntil: v.TrialUntil,
		Bound: l.Facts.Bound, Legacy: l.Facts.Legacy, Ground: l.Ground, Next: []NextView{}, Owed: []TodoView{}, Can: route.Can{},
	}
	for _, s := range registry.States() {
		out.States = append(out.States, string(s))
	}
	giveUp := error(shiheng.Conflict("system.transition"))
	for _, p := range l.Next {
		out.Next = append(out.Next, NextView{string(p.On), string(p.To), p.Article, p.On.ByHouse(), both(may, p.Why)})
		if p.On == registry.Remove {
			giveUp = p.Why
		}
	}
	for _, t := range l.Owed {
		out.Owed = append(out.Owed, d.todoView(b, t))
	}
	for _, act := range []audit.Act{
		audit.AcceptanceOpen, audit.FilingSubmit, audit.RemovalNotify, audit.RemovalDisclose, audit.ChangeRequest, audit.OutageOpen, audit.CameraLost,
	} {
		out.Can[string(act)] = both(may, l.May(act))
	}
	out.Can["system.give-up"] = both(may, giveUp)
	return out
}

func (d *Desk) lifeOut(ctx context.Context, who route.Caller, id shiheng.SystemID) (*route.Out[LifeView], error) {
	l, err := d.cfg.Works.Life(ctx, id)
	if err != nil {
		return nil, err
	}
	b, err := d.bearing(ctx, who, id)
	if err != nil {
		return nil, err
	}
	v := d.lifeView(b, l)
	return &route.Out[LifeView]{ETag: v.ETag, Body: v}, nil
}

func (d *Desk) life(ctx context.Context, who route.Caller, in *SystemPath) (*route.Out[LifeView], error) {
	if _, err := d.sees(ctx, who, in.ID); err != nil {
		return nil, err
	}
	return d.lifeOut(ctx, who, in.ID)
}

func (d *Desk) timeline(ctx context.Context, who route.Caller, in *timelineIn) (*route.Out[route.Page[MomentView]], error) {
	if _, err := d.sees(ctx, who, in.ID); err != nil {
		return nil, err
	}
	got, err := d.cfg.Works.Read().Timeline(ctx, in.ID, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(e audit.Entry) MomentView {
		return MomentView{ID: e.ID.String(), At: e.At, Act: string(e.Act), Name: e.Actor.Name, Article: e.Article, Details: e.Details}
	}), nil
}

func (d *Desk) step(ctx context.Context, who route.Caller, in *stepIn) (*route.Out[LifeView], error) {
	v, err := d.acts(ctx, who, access.ManageWorks, in.ID)
	if err != nil {
		return nil, err
	}
	if err := in.Current(v.Version, "system.changed"); err != nil {
		return nil, err
	}
	if _, err := d.cfg.Works.Step(ctx, who.Actor(), in.ID, registry.Happening(in.Body.Event), in.Body.Note); err != nil {
		return nil, err
	}
	d.cfg.Changed()
	return d.lifeOut(ctx, who, in.ID)
}

func (d *Desk) giveUp(ctx context.Context, who route.Caller, in *giveUpIn) (*route.Out[LifeView], error) {
	if _, err := d.acts(ctx, who, access.ManageWorks, in.ID); err != nil {
		return nil, err
	}
	if _, err := d.cfg.Works.GiveUp(ctx, who.Actor(), in.ID, in.Body.Why); err != nil {
		return nil, err
	}
	d.cfg.Changed()
	return d.lifeOut(ctx, who, in.ID)
}

type existingBody struct {
	Name         string                 `json:"name" minLength:"1" maxLength:"100"`
	Place        shiheng.PlaceID        `json:"placeId" format:"uuid"`
	Category     string                 `json:"category,omitempty" maxLength:"10"`
	PublicClass  string                 `json:"publicClass,omitempty" maxLength:"10"`
	KeyTarget    bool                   `json:"keyTarget,omitempty"`
	KeySecurity  bool                   `json:"keySecurityUnit,omitempty"`
	NoDutyReason string                 `json:"noDutyReason,omitempty" maxLength:"500"`
	Completed    law.Day                `json:"completed,omitzero"`
	Maintainer   shiheng.OrganisationID `json:"maintainerId,omitzero" format:"uuid" doc:"Who maintains it (W168/27)"`
	Operator     shiheng.OrganisationID `json:"operatorId,omitzero" format:"uuid" doc:"Who runs it: the using unit"`
	Used         law.Day                `json:"usedSince,omitzero" doc:"Left out: not used yet"`
	AcceptedOn   law.Day                `json:"acceptedOn,omitzero"`
	Report       string                 `json:"acceptanceReport,omitempty" maxLength:"200" doc:"Number of the acceptance report"`
	Builder      string                 `json:"builder,omitempty" maxLength:"200"`
	Papers       []works.OwedPaper      `json:"papers,omitempty" maxItems:"60"`
}

// EnteredView is what an existing system became when it was entered.
type EnteredView struct {
	Ground  string   `json:"ground" enum:"acceptance,legacy,no-duty,not-accepted,not-used"`
	Article string   `json:"article"`
	Life    LifeView `json:"life"`
}

func (d *Desk) enter(ctx context.Context, who route.Caller, in *route.In[existingBody]) (*route.Out[EnteredView], error) {
	b := in.Body
	system := registry.VideoSystem{
		Name: b.Name, Place: b.Place, W168Category: b.Category, R799Class: b.PublicClass, AntiTerrorTarget: b.KeyTarget,
		KeySecurityUnit: b.KeySecurity, NoDutyReason: b.NoDutyReason, Completed: b.Completed, PutIntoUse: b.Used,
		Parties: registry.Parties{Maintainer: b.Maintainer, Operator: b.Operator},
	}
	// Who may enter systems of a unit, a territory or a place enters no others.
	if route.PlaceWithin(ctx, d.cfg.Registry.Read(), who.Rights.Over(access.ManageWorks), b.Place) != nil {
		if err := d.cfg.Access.AuthorizeCamera(ctx, who.Principal, access.ManageWorks, registry.Linked{System: system}); err != nil {
			return nil, err
		}
	}
	got, err := d.cfg.Works.Enter(ctx, who.Actor(), works.Existing{
		System: system, AcceptedOn: b.AcceptedOn, Report: b.Report, Builder: b.Builder, Papers: b.Papers,
	})
	if err != nil {
		return nil, err
	}
	d.cfg.Changed()
	l, err := d.lifeOut(ctx, who, got.System.ID)
	if err != nil {
		return nil, err
	}
	return &route.Out[EnteredView]{Body: EnteredView{Ground: got.Ground, Article: got.Article, Life: l.Body}}, nil
}

func (d *Desk) todoView(b bearing, t works.Todo) TodoView {
	return TodoView{
		Todo: t, Overdue: t.State == works.TodoOpen && t.Due.Before(law.DayOf(d.cfg.Works.Now())),
		Can: route.Can{"done": both(b.on(access.ManageWorks, t.System), t.ByHand())},
	}
}
