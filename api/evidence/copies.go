package evidence

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/evidence/custody"
	"shiheng.internal/civic/law"
)

// ExportSubject is the kind of subject what is attached to an export has.
const ExportSubject = "evidence"

// copies registers the operations on copies that are handed over.
func (d *Desk) copies(t *route.Table) {
	read, take := route.Duty(access.ReadExports), route.Duty(access.MakeExports)
	route.Add(t, "GET", "/evidence/exports", read, "Copies that are handed over as evidence", d.exports)
	route.AddSensitive(t, "POST", "/evidence/exports", take, "Ask for a copy, of an application or for own use", d.export)
	route.Add(t, "GET", "/evidence/exports/{id}", read, "One export, with how far its making is", d.exported)
	route.AddSensitive(t, "POST", "/evidence/exports/{id}/again", take, "Another grant, to go on making or fetching it", d.again)
	route.Add(t, "POST", "/evidence/exports/{id}/cancel", take, "Call it off", d.cancel)
	route.Add(t, "POST", "/evidence/exports/{id}/hand-over", take, "Note that it was handed over, and issue the receipt", d.handOver)
	route.Add(t, "POST", "/evidence/exports/{id}/end", take, "Note its return or destruction", d.endExport)
}

// ExportLine is one line of the register of copies.
type ExportLine struct {
	ID        custody.ExportID        `json:"id" format:"uuid"`
	State     custody.State           `json:"state" enum:"queued,running,ready,handed-over,returned,destroyed,failed,cancelled,lapsed"`
	Regime    custody.Regime          `json:"regime" enum:"official,own"`
	Case      string                  `json:"case,omitempty"`
	Unit      string                  `json:"unit,omitempty"`
	Recipient string                  `json:"recipient"`
	Purpose   string                  `json:"purpose"`
	By        string                  `json:"by"`
	AskedAt   time.Time               `json:"askedAt"`
	From      time.Time               `json:"from"`
	To        time.Time               `json:"to"`
	Cameras   int                     `json:"cameras"`
	Bytes     int64                   `json:"bytes" doc:"Of footage"`
	Progress  *custody.ExportProgress `json:"progress,omitempty" doc:"Of one that is being made"`
	Due       string                  `json:"due,omitempty" doc:"By which day it is returned or destroyed"`
	Overdue   bool                    `json:"overdue"`
}

// ExportView is one export, with what may be done.
type ExportView struct {
	custody.Export
	ETag     string                  `json:"etag"`
	Progress *custody.ExportProgress `json:"progress,omitempty" doc:"While it is being made"`
	There    bool                    `json:"there" doc:"The file can be fetched"`
	Overdue  bool                    `json:"overdue" doc:"It should have been returned or destroyed"`
	Can      route.Can               `json:"can" doc:"fetch, again, cancel, handOver, end"`
}

// ExportCancelBody says why an export is called off.
type ExportCancelBody struct {
	Why string `json:"why" minLength:"1" maxLength:"500"`
}

type exportList struct {
	route.Paged
	State       string `query:"state" enum:"queued,running,ready,handed-over,returned,destroyed,failed,cancelled,lapsed"`
	Application string `query:"applicationId" format:"uuid"`
	DueBy       string `query:"dueBy" maxLength:"10" doc:"Handed over, to be returned or destroyed by that day, YYYY-MM-DD"`
	Q           string `query:"q" maxLength:"100" doc:"Part of the case, the unit, a name or the purpose"`
}

type exportPath struct {
	ID custody.ExportID `path:"id" format:"uuid"`
}

type exportAct[B any] struct {
	route.Matched
	ID   custody.ExportID `path:"id" format:"uuid"`
	Body B
}

// taker is the caller with what a duty of his is over.
func taker(who route.Caller, d access.Duty) custody.Hand {
	return custody.Hand{Principal: who.Principal, Scope: who.Rights.Over(d)}
}

func (d *Desk) exports(ctx context.Context, who route.Caller, in *exportList) (*route.Out[route.Page[ExportLine]], error) {
	f := custody.Filter{Scope: who.Rights.Over(access.ReadExports), State: custody.State(in.State), Application: in.Application, Text: in.Q}
	if in.DueBy != "" {
		var err error
		if f.DueBy, err = law.ParseDay(in.DueBy); err != nil {
			return nil, shiheng.Invalid("request.day", "value", in.DueBy)
		}
	}
	got, err := d.cfg.Custody.Read().Exports(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	today := law.DayOf(d.cfg.Custody.Now())
	return route.PageOf(got.Items, got.Next, func(e custody.Export) ExportLine {
		l := ExportLine{
			ID: e.ID, State: e.State, Regime: e.Regime, Case: e.Case, Unit: e.Unit, Recipient: e.Recipient, Purpose: e.Purpose, By: e.By.Name, AskedAt: e.By.At,
			From: e.From, To: e.To, Cameras: len(e.Cameras()), Bytes: e.Bytes, Progress: d.progress(e), Overdue: e.Overdue(today),
		}
		if due := e.Due(); !due.IsZero() {
			l.Due = due.String()
		}
		return l
	}), nil
}

func (d *Desk) progress(e custody.Export) *custody.ExportProgress {
	if p, is := d.cfg.Custody.Progress(e); is {
		return &p
	}
	return nil
}

func (d *Desk) export(ctx context.Context, who route.Caller, in *route.In[custody.ExportWanted]) (*route.Out[ExportView], error) {
	e, err := d.cfg.Custody.Request(ctx, taker(who, access.MakeExports), in.Body)
	return d.copied(ctx, who, e, err)
}

func (d *Desk) exported(ctx context.Context, who route.Caller, in *exportPath) (*route.Out[ExportView], error) {
	e, err := d.cfg.Custody.One(ctx, who.Rights.Over(access.ReadExports), in.ID)
	return d.copied(ctx, who, e, err)
}

func (d *Desk) again(ctx context.Context, who route.Caller, in *exportPath) (*route.Out[ExportView], error) {
	e, err := d.cfg.Custody.Again(ctx, taker(who, access.MakeExports), in.ID)
	return d.copied(ctx, who, e, err)
}

func (d *Desk) cancel(ctx context.Context, who route.Caller, in *exportAct[ExportCancelBody]) (*route.Out[ExportView], error) {
	e, err := d.cfg.Custody.Cancel(ctx, taker(who, access.MakeExports), in.ID, in.Body.Why)
	return d.copied(ctx, who, e, err)
}

func (d *Desk) handOver(ctx context.Context, who route.Caller, in *exportAct[custody.HandingEntry]) (*route.Out[ExportView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	e, err := d.cfg.Custody.Hand(ctx, taker(who, access.MakeExports), in.ID, version, in.Body)
	return d.copied(ctx, who, e, err)
}

func (d *Desk) endExport(ctx context.Context, who route.Caller, in *exportAct[custody.EndingEntry]) (*route.Out[ExportView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	e, err := d.cfg.Custody.End(ctx, taker(who, access.MakeExports), in.ID, version, in.Body)
	return d.copied(ctx, who, e, err)
}

// copied is the view of an export.
func (d *Desk) copied(ctx context.Context, who route.Caller, e custody.Export, err error) (*route.Out[ExportView], error) {
	if err != nil {
		return nil, err
	}
	k := taker(who, access.MakeExports)
	v := ExportView{Export: e, ETag: route.ETag(e.Version), Progress: d.progress(e), There: e.There(), Overdue: e.Overdue(law.DayOf(d.cfg.Custody.Now()))}
	v.Can = who.Barred(access.MakeExports, map[string]error{
		"fetch": d.cfg.Custody.MayFetch(ctx, k, e), "again": d.cfg.Custody.MayAgain(k, e), "cancel": e.May(custody.Cancel),
		"handOver": e.May(custody.HandOn), "end": e.May(custody.Return),
	})
	return &route.Out[ExportView]{ETag: v.ETag, Body: v}, nil
}

// Fetch opens the file of an export to the caller; from is where he goes on.
func (d *Desk) Fetch(ctx context.Context, who route.Caller, id custody.ExportID, from string) (custody.Fetched, error) {
	return d.cfg.Custody.Fetch(ctx, taker(who, access.MakeExports), id, from)
}

// ReadsExport says whether the caller may read what hangs on an export, as the
// papers ask.
func (d *Desk) ReadsExport(ctx context.Context, who route.Caller, text string) error {
	if why := who.Rights.May(access.ReadExports); why != (access.Reason{}) {
		return shiheng.Forbidden(why.Code).By(why.Article)
	}
	id, err := shiheng.ParseID[custody.ExportID](text)
	if err == nil {
		_, err = d.cfg.Custody.One(ctx, who.Rights.Over(access.ReadExports), id)
	}
	return err
}
