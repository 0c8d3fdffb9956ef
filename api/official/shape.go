package official

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

// ApplicationBody is an application as it is received, with the evidence that
// is there.
type ApplicationBody struct {
	official.Asked
	Evidence official.Evidence `json:"evidence,omitzero"`
}

// ApplicationLine is one line of the register.
type ApplicationLine struct {
	ID        official.ApplicationID `json:"id" format:"uuid"`
	State     official.State         `json:"state" enum:"received,completing,granted,refused,closed"`
	Part      bool                   `json:"part"`
	CreatedAt time.Time              `json:"createdAt"`
	Organ     string                 `json:"organ"`
	Authority official.Authority     `json:"authority"`
	Matter    string                 `json:"matter"`
	Officers  []string               `json:"officers" nullable:"false"`
	Acts      []clause.Act           `json:"acts" nullable:"false"`
	Cameras   int                    `json:"cameras"`
	From      time.Time              `json:"from"`
	To        time.Time              `json:"to"`
	By        string                 `json:"by"`
	Due       string                 `json:"due,omitempty" doc:"The day by which something must follow"`
}

func line(a official.Application) ApplicationLine {
	out := ApplicationLine{
		ID: a.ID, State: a.State, Part: a.Ruling != nil && a.Ruling.Part, CreatedAt: a.CreatedAt, Organ: a.Organ, Authority: a.Authority,
		Matter: a.Asked.Matter(), Officers: []string{}, Acts: a.Acts, Cameras: len(a.Cameras), From: a.From, To: a.To, By: a.By.Name,
		Due: a.Due().String(),
	}
	for _, o := range a.Officers {
		out.Officers = append(out.Officers, o.Name)
	}
	return out
}

// ApplicationView is one application, with how its conditions stand now and
// what is in the way of opening footage.
type ApplicationView struct {
	official.Application
	ETag         string                    `json:"etag"`
	Introduction *official.Letter          `json:"introduction,omitempty"`
	Conditions   []official.ConditionState `json:"conditions" nullable:"false"`
	Barred       []official.Lack           `json:"barred" nullable:"false" doc:"Why footage cannot be opened now"`
	Used         []official.Used           `json:"used" nullable:"false"`
	Secured      []official.Secured        `json:"secured" nullable:"false" doc:"On hold from this application"`
	Points       []OfficialPoint           `json:"points" nullable:"false"`
	Can          route.Can                 `json:"can" doc:"evidence, grant, refuse, open, forward, still, viewBasic, retrieveBasic, copyBasic, hold, revoke, withdraw, close, follow"`
}

// OfficialPoint names a camera of an application.
type OfficialPoint struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	Name   string           `json:"name"`
	System string           `json:"system"`
}

type applicationList struct {
	route.Paged
	State string `query:"state" enum:"received,completing,granted,refused,closed"`
	From  string `query:"from" maxLength:"10" doc:"Received on that day or later, YYYY-MM-DD"`
	To    string `query:"to" maxLength:"10"`
	DueBy string `query:"dueBy" maxLength:"10" doc:"With something to follow by that day"`
	Q     string `query:"q" maxLength:"100" doc:"Part of the organ, the case or an officer's name"`
}

type applicationPath struct {
	ID official.ApplicationID `path:"id" format:"uuid"`
}

type applicationAct[B any] struct {
	route.Matched
	ID   official.ApplicationID `path:"id" format:"uuid"`
	Body B
}

// OfficialReason says why.
type OfficialReason struct {
	Why string `json:"why" minLength:"1" maxLength:"500"`
}

// OfficialBookBody is the period of a printed register.
type OfficialBookBody struct {
	From string `json:"from" minLength:"10" maxLength:"10" doc:"YYYY-MM-DD"`
	To   string `json:"to" minLength:"10" maxLength:"10"`
}

// FollowUpBody is what followed of one thing taken away.
type FollowUpBody struct {
	Line       int                 `json:"line" minimum:"0" maximum:"5" doc:"Which of copies"`
	Receipt    papers.AttachmentID `json:"receiptId,omitzero" format:"uuid"`
	ReceivedOn string              `json:"receivedOn,omitempty" maxLength:"10"`
	Due        string              `json:"due,omitempty" maxLength:"10"`
	Done       string              `json:"done,omitempty" enum:"returned,destroyed,kept-in-file"`
	DoneOn     string              `json:"doneOn,omitempty" maxLength:"10"`
}

func (b FollowUpBody) copied() (c official.Copied, err error) {
	c = official.Copied{Receipt: b.Receipt, Done: b.Done}
	for _, x := range []struct {
		from string
		to   *law.Day
	}{{b.ReceivedOn, &c.ReceivedOn}, {b.Due, &c.Due}, {b.DoneOn, &c.DoneOn}} {
		if x.from == "" {
			continue
		}
		if *x.to, err = law.ParseDay(x.from); err != nil {
			return c, shiheng.Invalid("request.day", "value", x.from)
		}
	}
	return c, nil
}

// ConfirmationView is an application as the officer it names sees it.
type ConfirmationView struct {
	ID        official.ApplicationID `json:"id" format:"uuid"`
	CreatedAt time.Time              `json:"createdAt"`
	State     official.State         `json:"state"`
	Organ     string                 `json:"organ"`
	Matter    string                 `json:"matter"`
	Purpose   string                 `json:"purpose"`
	Acts      []clause.Act           `json:"acts" nullable:"false"`
	Cameras   int                    `json:"cameras"`
	From      time.Time              `json:"from"`
	To        time.Time              `json:"to"`
	Officers  []string               `json:"officers" nullable:"false"`
	Confirmed *official.Confirmed    `json:"confirmed,omitempty"`
	Can       route.Can              `json:"can" doc:"confirm"`
}

func (d *Desk) confirmation(who route.Caller, a official.Application) ConfirmationView {
	l := line(a)
	out := ConfirmationView{
		ID: a.ID, CreatedAt: a.CreatedAt, State: a.State, Organ: a.Organ, Matter: l.Matter, Purpose: a.Purpose, Acts: a.Acts, Cameras: l.Cameras,
		From: a.From, To: a.To, Officers: l.Officers, Can: route.Can{"confirm": route.Why(a.May(official.Complete))},
	}
	for _, o := range a.Officers {
		if o.Account == who.Account.ID {
			out.Confirmed = o.Confirmed
		}
	}
	return out
}

// out is the view of an application.
func (d *Desk) out(ctx context.Context, who route.Caller, a official.Application, err error) (*route.Out[ApplicationView], error) {
	if err != nil {
		return nil, err
	}
	c, err := d.cfg.Official.Case(ctx, a)
	if err != nil {
		return nil, err
	}
	v := ApplicationView{
		Application: a, ETag: route.ETag(a.Version), Introduction: c.Introduction, Conditions: d.cfg.Official.Checklist(c),
		Barred: []official.Lack{}, Used: []official.Used{}, Points: []OfficialPoint{}, Secured: []official.Secured{},
	}
	if a.State == official.Granted {
		v.Barred = append(v.Barred, d.cfg.Official.Barred(c)...)
	}
	used, err := d.cfg.Official.Read().Used(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	v.Used = append(v.Used, used...)
	held, err := d.cfg.Official.Held(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	v.Secured = append(v.Secured, held...)
	linked, err := d.cfg.Cameras.Linked(ctx, a.Cameras...)
	if err != nil {
		return nil, err
	}
	for _, l := range linked {
		v.Points = append(v.Points, OfficialPoint{Camera: l.ID, Name: l.Name, System: l.System.Name})
	}
	supervisor, err := d.supervises(ctx, who, a.ID)
	if err != nil {
		return nil, err
	}
	v.can(who, supervisor)
	v.canUnder(who, d.cfg.Official.Unforwardable(c), d.cfg.Official.Unstill(c))
	v.canBasic(who, func(act clause.Act) []official.Lack { return d.cfg.Official.Unbasic(c, act) })
	return &route.Out[ApplicationView]{ETag: v.ETag, Body: v}, nil
}

// can says what the caller may do to the application, and why not.
func (v *ApplicationView) can(who route.Caller, supervisor bool) {
	var lacks []official.Lack
	for _, s := range v.Conditions {
		lacks = append(lacks, s.Lacks...)
	}
	grant, refuse := v.May(official.Grant), v.May(official.Refuse)
	if grant == nil && len(lacks) > 0 {
		grant = unmetOf(lacks)
	}
	if refuse == nil && len(lacks) == 0 && !supervisor {
		refuse = shiheng.Forbidden("clause.must-cooperate").By("W168/38/2")
	}
	held := error(nil)
	if v.State == official.Closed {
		held = v.May(official.Close)
	}
	v.Can = who.Barred(access.RegisterOfficials, map[string]error{
		"evidence": v.May(official.Complete), "open": v.opens(), "hold": held, "withdraw": v.May(official.Withdraw), "follow": v.May(official.Revoke),
	})
	for act, why := range who.Barred(access.DecideOfficials, map[string]error{
		"grant": grant, "refuse": refuse, "revoke": v.May(official.Revoke), "close": v.May(official.Close),
	}) {
		v.Can[act] = why
	}
}

// opens says why footage cannot be opened now, nil when it can.
func (v *ApplicationView) opens() error {
	if v.State != official.Granted {
		return shiheng.Forbidden("official.not-granted").By("W168/24/1")
	}
	return unmetOf(v.Barred)
}

// canUnder says what may be done with footage that is open: hand the live
// picture on, take a still.
func (v *ApplicationView) canUnder(who route.Caller, forwarding, still []official.Lack) {
	rules := map[string]error{"forward": v.opens(), "still": v.opens()}
	if rules["forward"] == nil {
		rules["forward"], rules["still"] = unmetOf(forwarding), unmetOf(still)
	}
	for act, why := range who.Barred(access.RegisterOfficials, rules) {
		v.Can[act] = why
	}
}

// canBasic says whether basic information may be looked at, or handed out.
func (v *ApplicationView) canBasic(who route.Caller, lacks func(clause.Act) []official.Lack) {
	rules := map[string]error{}
	for _, act := range []clause.Act{clause.ViewBasic, clause.RetrieveBasic, clause.CopyBasic} {
		rules[string(act)] = unmetOf(lacks(act))
		if v.State != official.Granted {
			rules[string(act)] = shiheng.Forbidden("official.not-granted").By("W168/24/1")
		}
	}
	for act, why := range who.Barred(access.RegisterOfficials, rules) {
		v.Can[act] = why
	}
}

// unmetOf words what is lacking by its first item, nil when nothing is.
func unmetOf(lacks []official.Lack) error {
	if len(lacks) == 0 {
		return nil
	}
	return shiheng.Forbidden(lacks[0].Code).By(lacks[0].Article)
}
