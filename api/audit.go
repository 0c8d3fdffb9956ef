package api

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/audit"
)

// filter reads what the auditor narrowed the log by.
func (in *auditList) filter() (audit.Filter, error) {
	f := audit.Filter{Act: audit.Act(in.Act), Outcome: audit.Outcome(in.Outcome), Object: audit.Object{Kind: in.Kind, ID: in.Object}}
	var err error
	if f.Span.From, err = optionalTime(in.From); err != nil {
		return f, err
	}
	if f.Span.To, err = optionalTime(in.To); err != nil {
		return f, err
	}
	if in.Account != "" {
		if f.Account, err = shiheng.ParseID[shiheng.AccountID](in.Account); err != nil {
			return f, err
		}
	}
	if in.Camera != "" {
		f.Camera, err = shiheng.ParseID[shiheng.CameraID](in.Camera)
	}
	return f, err
}

func optionalTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, shiheng.Invalid("request.time", "value", s)
	}
	return t.UTC(), nil
}

func auditView(e audit.Entry) AuditView {
	v := AuditView{
		ID: e.ID, Seq: e.Seq, At: e.At, Account: e.Actor.Account, Name: e.Actor.Name, Remote: e.Actor.Remote,
		Act: string(e.Act), Kind: e.Object.Kind, Object: e.Object.ID, Cameras: e.Cameras,
		Outcome: string(e.Outcome), Article: e.Article, Reason: e.Reason, Details: e.Details,
	}
	if v.Cameras == nil {
		v.Cameras = []shiheng.CameraID{}
	}
	if v.Details == nil {
		v.Details = map[string]string{}
	}
	return v
}

// auditLog reads the log; the reading itself goes on record first.
func (d *Door) auditLog(ctx context.Context, who route.Caller, in *auditList) (*route.Out[route.Page[AuditView]], error) {
	f, err := in.filter()
	if err != nil {
		return nil, err
	}
	got, err := audit.Watch(ctx, d.cfg.Audit, who.Actor(), d.cfg.Now(), f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, auditView), nil
}
