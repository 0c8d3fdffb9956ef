package official

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

// SuspicionView is one report to the police.
type SuspicionView struct {
	official.Suspicion
	Can route.Can `json:"can" doc:"receipt"`
}

func suspicionView(who route.Caller) func(official.Suspicion) SuspicionView {
	return func(r official.Suspicion) SuspicionView {
		var open error
		if r.State != official.Reported {
			open = shiheng.Conflict("suspicion.receipted")
		}
		return SuspicionView{r, who.Barred(access.RegisterOfficials, map[string]error{"receipt": open})}
	}
}

// SuspicionReceiptBody is what the police gave for a report.
type SuspicionReceiptBody struct {
	Number string              `json:"number" minLength:"1" maxLength:"100"`
	On     string              `json:"on" minLength:"10" maxLength:"10" doc:"YYYY-MM-DD"`
	Scan   papers.AttachmentID `json:"scanId,omitzero" format:"uuid"`
}

type suspicionAct struct {
	ID   official.SuspicionID `path:"id" format:"uuid"`
	Body SuspicionReceiptBody
}

func (d *Desk) suspicions(ctx context.Context, who route.Caller, in *route.RecordQuery) (*route.Out[route.Page[SuspicionView]], error) {
	f, err := in.Filter(who.Rights.Over(access.ReadOfficials))
	if err != nil {
		return nil, err
	}
	got, err := d.cfg.Official.Read().Suspicions().List(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, suspicionView(who)), nil
}

func (d *Desk) suspicion(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[SuspicionView], error) {
	r, err := route.Within(ctx, d.cfg.Official.Read().Suspicions(), who.Rights.Over(access.ReadOfficials), in.ID, "suspicion")
	if err != nil {
		return nil, err
	}
	return &route.Out[SuspicionView]{Body: suspicionView(who)(r)}, nil
}

func (d *Desk) report(ctx context.Context, who route.Caller, in *route.In[official.SuspicionEntry]) (*route.Out[SuspicionView], error) {
	r, err := d.cfg.Official.Report(ctx, clerk(who, access.RegisterOfficials), in.Body)
	if err != nil {
		return nil, err
	}
	return &route.Out[SuspicionView]{Body: suspicionView(who)(r)}, nil
}

func (d *Desk) receipt(ctx context.Context, who route.Caller, in *suspicionAct) (*route.Out[SuspicionView], error) {
	scope := who.Rights.Over(access.RegisterOfficials)
	if _, err := route.Within(ctx, d.cfg.Official.Read().Suspicions(), scope, in.ID.String(), "suspicion"); err != nil {
		return nil, err
	}
	on, err := law.ParseDay(in.Body.On)
	if err != nil {
		return nil, shiheng.Invalid("request.day", "value", in.Body.On)
	}
	r, err := d.cfg.Official.Receive(ctx, clerk(who, access.RegisterOfficials), in.ID, official.SuspicionReceipt{Number: in.Body.Number, On: on, Scan: in.Body.Scan})
	if err != nil {
		return nil, err
	}
	return &route.Out[SuspicionView]{Body: suspicionView(who)(r)}, nil
}
