package works

import (
	"context"
	"errors"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works"
)

// filter is what a list asks for, within what the caller may know of.
func (in recordList) filter(who route.Caller) (registry.RecordFilter, error) {
	f := registry.RecordFilter{Scope: scope(who), State: in.State, Text: in.Q}
	var err error
	if in.System != "" {
		if f.System, err = shiheng.ParseID[shiheng.SystemID](in.System); err != nil {
			return f, err
		}
	}
	if in.Due != "" {
		if f.DueBy, err = law.ParseDay(in.Due); err != nil {
			return f, shiheng.Invalid("request.day", "value", in.Due)
		}
	}
	return f, nil
}

// listed answers with one page of records.
func listed[T registry.Record, V any](ctx context.Context, d *Desk, who route.Caller, in *recordList, from registry.Records[T], view func(bearing, T) V) (*route.Out[route.Page[V]], error) {
	f, err := in.filter(who)
	if err != nil {
		return nil, err
	}
	got, err := from.List(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	systems := make([]shiheng.SystemID, len(got.Items))
	for i, rec := range got.Items {
		systems[i] = rec.Head().System
	}
	b, err := d.bearing(ctx, who, systems...)
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(rec T) V { return view(b, rec) }), nil
}

// found returns a record when the caller may know of its system.
func found[T registry.Record](ctx context.Context, d *Desk, who route.Caller, from registry.Records[T], id string) (T, error) {
	rec, err := from.One(ctx, id)
	if err != nil {
		return rec, err
	}
	if _, err = d.sees(ctx, who, rec.Head().System); err != nil {
		var none T
		return none, hidden(ctx, from, err)
	}
	return rec, nil
}

// hidden is what answers somebody who may not know of a record: just what one
// that is not there gives, so that nobody learns that there is one, or of which
// system.
func hidden[T registry.Record](ctx context.Context, from registry.Records[T], err error) error {
	if !errors.Is(err, shiheng.ErrNotFound) {
		return err
	}
	_, none := from.One(ctx, shiheng.SystemID{}.String())
	return none
}

// reached lets an act on a record through when the caller may know of it and do
// the duty on its system.
func reached[T registry.Record](ctx context.Context, d *Desk, who route.Caller, duty access.Duty, from registry.Records[T], id string) error {
	rec, err := found(ctx, d, who, from, id)
	if err != nil {
		return err
	}
	_, err = d.acts(ctx, who, duty, rec.Head().System)
	return hidden(ctx, from, err)
}

// answer is a view with its tag.
func answer[V any](etag string, v V) *route.Out[V] { return &route.Out[V]{ETag: etag, Body: v} }

// Acceptances.

// AcceptanceView is one acceptance.
type AcceptanceView struct {
	works.Acceptance
	ETag string    `json:"etag"`
	Can  route.Can `json:"can" doc:"change, measure, conclude"`
}

func (d *Desk) acceptanceView(b bearing, a works.Acceptance) AcceptanceView {
	open := both(b.on(access.ManageWorks, a.System), unless(a.State == works.Open, "acceptance.concluded"))
	return AcceptanceView{a, route.ETag(a.Version), route.Can{"change": open, "measure": open, "conclude": open}}
}

type acceptanceBody struct {
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	works.AcceptanceEntry
}

// AcceptancePath names one thing by its id; exported so that it can be embedded.
type AcceptancePath struct {
	ID works.AcceptanceID `path:"id" format:"uuid"`
}

type acceptancePut struct {
	route.Matched
	AcceptancePath
	Body works.AcceptanceEntry
}

type concludeIn struct {
	route.Matched
	AcceptancePath
	Body struct {
		Conclusion works.Conclusion `json:"conclusion" enum:"passed,basic,failed"`
	}
}

func (d *Desk) acceptances(ctx context.Context, who route.Caller, in *recordList) (*route.Out[route.Page[AcceptanceView]], error) {
	return listed(ctx, d, who, in, d.cfg.Works.Read().Acceptances(), d.acceptanceView)
}

func (d *Desk) acceptanceOut(ctx context.Context, who route.Caller, a works.Acceptance, err error) (*route.Out[AcceptanceView], error) {
	if err != nil {
		return nil, err
	}
	d.cfg.Changed()
	b, err := d.bearing(ctx, who, a.System)
	if err != nil {
		return nil, err
	}
	v := d.acceptanceView(b, a)
	return answer(v.ETag, v), nil
}

func (d *Desk) acceptance(ctx context.Context, who route.Caller, in *AcceptancePath) (*route.Out[AcceptanceView], error) {
	a, err := found(ctx, d, who, d.cfg.Works.Read().Acceptances(), in.ID.String())
	if err != nil {
		return nil, err
	}
	b, err := d.bearing(ctx, who, a.System)
	if err != nil {
		return nil, err
	}
	v := d.acceptanceView(b, a)
	return answer(v.ETag, v), nil
}

func (d *Desk) openAcceptance(ctx context.Context, who route.Caller, in *route.In[acceptanceBody]) (*route.Out[AcceptanceView], error) {
	if _, err := d.acts(ctx, who, access.ManageWorks, in.Body.System); err != nil {
		return nil, err
	}
	a, err := d.cfg.Works.OpenAcceptance(ctx, who.Actor(), in.Body.System, in.Body.AcceptanceEntry)
	return d.acceptanceOut(ctx, who, a, err)
}

func (d *Desk) saveAcceptance(ctx context.Context, who route.Caller, in *acceptancePut) (*route.Out[AcceptanceView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	if err := reached(ctx, d, who, access.ManageWorks, d.cfg.Works.Read().Acceptances(), in.ID.String()); err != nil {
		return nil, err
	}
	a, err := d.cfg.Works.SaveAcceptance(ctx, who.Actor(), in.ID, version, in.Body)
	return d.acceptanceOut(ctx, who, a, err)
}

func (d *Desk) measure(ctx context.Context, who route.Caller, in *AcceptancePath) (*route.Out[AcceptanceView], error) {
	if err := reached(ctx, d, who, access.ManageWorks, d.cfg.Works.Read().Acceptances(), in.ID.String()); err != nil {
		return nil, err
	}
	a, err := d.cfg.Works.Measure(ctx, who.Actor(), in.ID)
	return d.acceptanceOut(ctx, who, a, err)
}

func (d *Desk) conclude(ctx context.Context, who route.Caller, in *concludeIn) (*route.Out[AcceptanceView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	if err := reached(ctx, d, who, access.ManageWorks, d.cfg.Works.Read().Acceptances(), in.ID.String()); err != nil {
		return nil, err
	}
	a, err := d.cfg.Works.Conclude(ctx, who.Actor(), in.ID, version, in.Body.Conclusion)
	return d.acceptanceOut(ctx, who, a, err)
}

// Filings.

// FilingView is one filing.
type FilingView struct {
	works.Filing
	ETag string    `json:"etag"`
	Late bool      `json:"late" doc:"Handed in, or still owed, after its day"`
	Can  route.Can `json:"can" doc:"resubmit, return, receive"`
}

func (d *Desk) filingView(b bearing, f works.Filing) FilingView {
	submitted := both(b.on(access.SuperviseWorks, f.System), unless(f.State == works.FilingSubmitted, "filing.not-submitted"))
	return FilingView{f, route.ETag(f.Version), !f.Due.IsZero() && f.Due.Before(f.SubmittedOn), route.Can{
		"resubmit": both(b.on(access.ManageWorks, f.System), unless(f.State == works.FilingReturned, "filing.not-returned")),
		"return":   submitted, "receive": submitted,
	}}
}

type filingBody struct {
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	works.FilingEntry
}

// FilingPath names one thing by its id; exported so that it can be embedded.
type FilingPath struct {
	ID works.FilingID `path:"id" format:"uuid"`
}

type resubmitIn struct {
	route.Matched
	FilingPath
	Body works.FilingEntry
}

type returnIn struct {
	FilingPath
	Body struct {
		Correction string `json:"correction" minLength:"1" maxLength:"4000"`
	}
}

type receiveIn struct {
	FilingPath
	Body struct {
		Number string `json:"number" minLength:"1" maxLength:"100" doc:"Filing number"`
	}
}

func (d *Desk) filings(ctx context.Context, who route.Caller, in *recordList) (*route.Out[route.Page[FilingView]], error) {
	return listed(ctx, d, who, in, d.cfg.Works.Read().Filings(), d.filingView)
}

func (d *Desk) filingOut(ctx context.Context, who route.Caller, f works.Filing, err error) (*route.Out[FilingView], error) {
	if err != nil {
		return nil, err
	}
	b, err := d.bearing(ctx, who, f.System)
	if err != nil {
		return nil, err
	}
	v := d.filingView(b, f)
	return answer(v.ETag, v), nil
}

func (d *Desk) filing(ctx context.Context, who route.Caller, in *FilingPath) (*route.Out[FilingView], error) {
	f, err := found(ctx, d, who, d.cfg.Works.Read().Filings(), in.ID.String())
	return d.filingOut(ctx, who, f, err)
}

func (d *Desk) file(ctx context.Context, who route.Caller, in *route.In[filingBody]) (*route.Out[FilingView], error) {
	if _, err := d.acts(ctx, who, access.ManageWorks, in.Body.System); err != nil {
		return nil, err
	}
	f, err := d.cfg.Works.File(ctx, who.Actor(), in.Body.System, in.Body.FilingEntry)
	return d.filingOut(ctx, who, f, err)
}

func (d *Desk) resubmit(ctx context.Context, who route.Caller, in *resubmitIn) (*route.Out[FilingView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	if err := reached(ctx, d, who, access.ManageWorks, d.cfg.Works.Read().Filings(), in.ID.String()); err != nil {
		return nil, err
	}
	f, err := d.cfg.Works.Resubmit(ctx, who.Actor(), in.ID, version, in.Body)
	return d.filingOut(ctx, who, f, err)
}

func (d *Desk) returnFiling(ctx context.Context, who route.Caller, in *returnIn) (*route.Out[FilingView], error) {
	if err := reached(ctx, d, who, access.SuperviseWorks, d.cfg.Works.Read().Filings(), in.ID.String()); err != nil {
		return nil, err
	}
	f, err := d.cfg.Works.ReturnFiling(ctx, who.Actor(), in.ID, in.Body.Correction)
	return d.filingOut(ctx, who, f, err)
}

func (d *Desk) receiveFiling(ctx context.Context, who route.Caller, in *receiveIn) (*route.Out[FilingView], error) {
	if err := reached(ctx, d, who, access.SuperviseWorks, d.cfg.Works.Read().Filings(), in.ID.String()); err != nil {
		return nil, err
	}
	f, err := d.cfg.Works.ReceiveFiling(ctx, who.Actor(), in.ID, in.Body.Number)
	return d.filingOut(ctx, who, f, err)
}

// Todos.

// TodoPath names one thing by its id; exported so that it can be embedded.
type TodoPath struct {
	ID works.TodoID `path:"id" format:"uuid"`
}

type todoIn struct {
	TodoPath
	Body works.TodoDoing
}

func (d *Desk) todos(ctx context.Context, who route.Caller, in *recordList) (*route.Out[route.Page[TodoView]], error) {
	return listed(ctx, d, who, in, d.cfg.Works.Read().Todos(), d.todoView)
}

func (d *Desk) doTodo(ctx context.Context, who route.Caller, in *todoIn) (*route.Out[TodoView], error) {
	if err := reached(ctx, d, who, access.ManageWorks, d.cfg.Works.Read().Todos(), in.ID.String()); err != nil {
		return nil, err
	}
	t, err := d.cfg.Works.DoTodo(ctx, who.Actor(), in.ID, in.Body)
	if err != nil {
		return nil, err
	}
	b, err := d.bearing(ctx, who, t.System)
	if err != nil {
		return nil, err
	}
	return &route.Out[TodoView]{Body: d.todoView(b, t)}, nil
}
