package agenda

import (
	"context"
	"encoding/json"

	"shiheng.internal"
	"shiheng.internal/api/route"
	room "shiheng.internal/civic/agenda"
)

func (d *Desk) notices(ctx context.Context, who route.Caller, in *noticesIn) (*route.Out[route.Page[NoticeView]], error) {
	got, err := d.cfg.Agenda.Read().Notices(ctx, who.Account.ID, in.Unread, in.Paging())
	if err != nil {
		return nil, err
	}
	duties := d.duties()
	return route.PageOf(got.Items, got.Next, func(n room.Notice) NoticeView {
		return NoticeView{
			ID: n.ID.String(), Kind: string(n.Subject.Kind), Subject: n.Subject.ID, Name: n.Name, Duty: n.Duty, Title: textView(duties[n.Duty].Title),
			Article: n.Article, Due: n.Due.String(), Threshold: n.Threshold, Digest: n.Digest(), Count: n.Count, At: n.At, Read: n.Read,
		}
	}), nil
}

func (d *Desk) unread(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[UnreadView], error) {
	n, err := d.cfg.Agenda.Read().Unread(ctx, who.Account.ID)
	return &route.Out[UnreadView]{Body: UnreadView{Unread: n}}, err
}

func (d *Desk) markRead(ctx context.Context, who route.Caller, in *route.In[NoticesRead]) (*route.Out[UnreadView], error) {
	ids := make([]room.NoticeID, len(in.Body.IDs))
	for i, s := range in.Body.IDs {
		var err error
		if ids[i], err = shiheng.ParseID[room.NoticeID](s); err != nil {
			return nil, err
		}
	}
	if !in.Body.All && len(ids) == 0 {
		return nil, shiheng.Invalid("agenda.notices")
	}
	if in.Body.All {
		ids = nil
	}
	if _, err := d.cfg.Agenda.MarkRead(ctx, who.Account.ID, ids); err != nil {
		return nil, err
	}
	return d.unread(ctx, who, nil)
}

func (d *Desk) hookOut(ctx context.Context, h room.Hook) *route.Out[HookView] {
	v := HookView{ETag: route.ETag(h.Version), URL: h.URL, Enabled: h.Enabled, HasSecret: len(h.Sealed) > 0, Changed: h.ChangedAt}
	if !h.ChangedBy.IsZero() {
		v.By = d.cfg.Name(ctx, h.ChangedBy)
	}
	return &route.Out[HookView]{ETag: v.ETag, Body: v}
}

func (d *Desk) hook(ctx context.Context, _ route.Caller, _ *route.None) (*route.Out[HookView], error) {
	h, err := d.cfg.Agenda.Read().Hook(ctx)
	if err != nil {
		return nil, err
	}
	return d.hookOut(ctx, h), nil
}

func (d *Desk) saveHook(ctx context.Context, who route.Caller, in *hookPut) (*route.Out[HookView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	edit := room.HookEdit{URL: in.Body.URL, Enabled: in.Body.Enabled, Version: version}
	if in.Body.Secret != "" {
		edit.Secret = &in.Body.Secret
	}
	h, err := d.cfg.Agenda.SaveHook(ctx, who.Actor(), edit)
	if err != nil {
		return nil, err
	}
	return d.hookOut(ctx, h), nil
}

func (d *Desk) testHook(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[HookTested], error) {
	key, err := d.cfg.Agenda.TestHook(ctx, who.Actor())
	if err != nil {
		return nil, err
	}
	return &route.Out[HookTested]{Body: HookTested{Key: key}}, nil
}

func (d *Desk) deliveries(ctx context.Context, _ route.Caller, in *route.Paged) (*route.Out[route.Page[DeliveryView]], error) {
	got, err := d.cfg.Agenda.Read().Deliveries(ctx, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(v room.Delivery) DeliveryView {
		state := "pending"
		switch {
		case !v.Done.IsZero():
			state = "taken"
		case !v.GaveUp.IsZero():
			state = "given-up"
		}
		return DeliveryView{
			Key: v.Key, Kind: v.Kind, State: state, Made: v.Made, Tries: v.Tries, Next: v.Next, Done: v.Done, GaveUp: v.GaveUp, Status: v.Status,
			Fault: v.Fault, Body: json.RawMessage(v.Body),
		}
	}), nil
}
