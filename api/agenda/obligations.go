package agenda

import (
	"context"
	"slices"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	room "shiheng.internal/civic/agenda"
	"shiheng.internal/civic/law"
)

// obligationView is one obligation as screens take it.
func obligationView(o room.Obligation, name string, today law.Day, duty law.Duty, proves string) ObligationView {
	v := ObligationView{
		Kind: string(o.Subject.Kind), Subject: o.Subject.ID, Name: name, Duty: o.Duty, State: string(o.State), Side: string(o.Side),
		Title: textView(duty.Title), If: textView(duty.If), Article: o.Article, Articles: duty.Articles, Who: []string{}, Certainty: string(duty.Certainty),
		Due: o.Due.String(), Since: o.Since.String(), Late: o.Late, Why: textView(o.Why), Evidence: duty.Evidence,
		House: duty.Every != nil && duty.Every.House, Standing: duty.Standing, Can: route.Can{"prove": proves},
	}
	for _, p := range duty.Who {
		v.Who = append(v.Who, string(p))
	}
	if !o.Due.IsZero() {
		left := o.DaysLeft(today)
		v.DaysLeft = &left
	}
	if p := o.Proof; p != nil {
		v.Proof = &ProofView{
			Day: p.Day.String(), Until: p.Until.String(), Kind: p.Ref.Kind, Object: p.Ref.ID, Value: p.Value, Manual: p.Manual,
		}
	}
	return v
}

func textView(t law.Text) TextView { return TextView{Zh: t.Zh, En: t.En} }

// provable says why a person may not record a proof of a duty, empty when they
// may.
func (d *Desk) provable(who route.Caller, o room.Obligation, evidence string) string {
	if why := who.Rights.May(access.ManageWorks); why != (access.Reason{}) {
		return why.String()
	}
	if o.State == room.NotApplicable {
		return "agenda.duty-not-binding"
	}
	return d.cfg.Agenda.Provable(evidence)
}

func (d *Desk) page(ctx context.Context, who route.Caller, in *SubjectIn) (*route.Out[ObligationsView], error) {
	p, err := d.cfg.Agenda.Page(ctx, in.subject(), scopeOf(who))
	if err != nil {
		return nil, err
	}
	v := ObligationsView{
		Kind: string(p.Subject.Kind), Subject: p.Subject.ID, Name: p.Name, Day: p.Day.String(), Gone: p.Gone,
		Items: make([]ObligationView, 0, len(p.Obligations)), Can: route.Can{"print": ""},
	}
	for _, o := range p.Obligations {
		duty := p.Duties[o.Duty]
		v.Items = append(v.Items, obligationView(o, p.Name, p.Day, duty, d.provable(who, o, duty.Evidence)))
	}
	return &route.Out[ObligationsView]{Body: v}, nil
}

// filter reads what of the caller's obligations is asked for. mine are those
// of the caller's own side, others those of the other sides.
func (in *dueIn) filter(who route.Caller) room.Filter {
	f := room.Filter{Scope: scopeOf(who), Kind: room.Kind(in.Kind), Duty: in.Duty, Place: in.Place}
	f.States = []room.State{room.Overdue, room.Due}
	if in.State != "" {
		f.States = []room.State{room.State(in.State)}
	}
	if in.State == "all" {
		f.States = nil
	}
	f.Sides = whose(who, in.Side)
	return f
}

// whose are the sides asked for: the caller's own, the others', or all.
func whose(who route.Caller, side string) []room.Side {
	own := sides(who)
	switch side {
	case "mine":
		return append(own, "")
	case "others":
		out := []room.Side{""}
		for _, s := range []room.Side{room.Unit, room.Bureau, room.Government} {
			if !slices.Contains(own, s) {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

func (d *Desk) due(ctx context.Context, who route.Caller, in *dueIn) (*route.Out[route.Page[ObligationView]], error) {
	got, err := d.cfg.Agenda.Read().Obligations(ctx, in.filter(who), in.Paging())
	if err != nil {
		return nil, err
	}
	today, duties := d.cfg.Agenda.Today(), d.duties()
	return route.PageOf(got.Items, got.Next, func(o room.Listed) ObligationView {
		duty := duties[o.Duty]
		return obligationView(o.Obligation, o.Name, today, duty, d.provable(who, o.Obligation, duty.Evidence))
	}), nil
}

// duties are the duties of the law by code, without judging whom they bind.
func (d *Desk) duties() map[string]law.Duty {
	out := map[string]law.Duty{}
	for _, duty := range d.cfg.Law.Duties(law.Facts{}, d.cfg.Agenda.Today()) {
		out[duty.Code] = duty
	}
	return out
}

func (d *Desk) counts(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[DutyCounts], error) {
	var out DutyCounts
	for _, side := range []struct {
		name string
		into *StateCounts
	}{{"mine", &out.Mine}, {"others", &out.Others}} {
		got, err := d.cfg.Agenda.Read().Count(ctx, room.Filter{Scope: scopeOf(who), Sides: whose(who, side.name)})
		if err != nil {
			return nil, err
		}
		*side.into = StateCounts{Overdue: got[room.Overdue], Due: got[room.Due], NotDue: got[room.NotDue], Met: got[room.Met], NoRecord: got[room.NoRecord]}
	}
	return &route.Out[DutyCounts]{Body: out}, nil
}

func (d *Desk) recordView(ctx context.Context, r room.Record) DutyProofView {
	v := DutyProofView{
		ID: r.ID.String(), Duty: r.Duty, Day: r.Day.String(), Until: r.Until.String(), Note: r.Note, By: d.cfg.Name(ctx, r.By), At: r.At,
		Attachments: []string{}, Superseded: !r.Superseded.IsZero(),
	}
	for _, a := range r.Attachments {
		v.Attachments = append(v.Attachments, a.String())
	}
	return v
}

func (d *Desk) proofs(ctx context.Context, who route.Caller, in *proofsIn) (*route.Out[route.Page[DutyProofView]], error) {
	got, err := d.cfg.Agenda.Records(ctx, in.subject(), in.Duty, scopeOf(who))
	if err != nil {
		return nil, err
	}
	return route.PageOf(got, "", func(r room.Record) DutyProofView { return d.recordView(ctx, r) }), nil
}

func (d *Desk) prove(ctx context.Context, who route.Caller, in *route.In[DutyProofBody]) (*route.Out[DutyProofView], error) {
	b := in.Body
	day, err := law.ParseDay(b.Day)
	if err != nil {
		return nil, shiheng.Invalid("agenda.proof-day").From(err)
	}
	n := room.NewRecord{Subject: room.Subject{Kind: room.Kind(b.Kind), ID: b.Subject}, Duty: b.Duty, Day: day, Note: b.Note, Attachments: b.Attachments}
	if b.Until != "" {
		if n.Until, err = law.ParseDay(b.Until); err != nil {
			return nil, shiheng.Invalid("agenda.proof-until").From(err)
		}
	}
	r, err := d.cfg.Agenda.Prove(ctx, who.Actor(), n, Scope(who.Rights.Over(access.ManageWorks)))
	if err != nil {
		return nil, err
	}
	return &route.Out[DutyProofView]{Body: d.recordView(ctx, r)}, nil
}

func (d *Desk) print(ctx context.Context, who route.Caller, in *route.In[SheetBody]) (*route.Out[SheetView], error) {
	doc, err := d.cfg.Agenda.Print(ctx, who.Actor(), room.Subject{Kind: room.Kind(in.Body.Kind), ID: in.Body.Subject}, scopeOf(who))
	if err != nil {
		return nil, err
	}
	return &route.Out[SheetView]{Body: SheetView{Document: doc.ID.String(), Number: doc.Number}}, nil
}

func (d *Desk) again(context.Context, route.Caller, *route.None) (*route.None, error) {
	d.cfg.Agenda.Again()
	return nil, nil //nolint:nilnil // an answer without a body
}

// MayReadProof tells whether a caller may read what is attached to a recorded
// proof.
func (d *Desk) MayReadProof(ctx context.Context, who route.Caller, id string) error {
	proof, err := shiheng.ParseID[room.ProofID](id)
	if err == nil {
		_, err = d.cfg.Agenda.Record(ctx, proof, scopeOf(who))
	}
	return err
}
