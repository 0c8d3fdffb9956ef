package plans

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/works/plan"
)

// CertificateView is a certificate and how it stands today.
type CertificateView struct {
	ETag string `json:"etag"`
	plan.Certificate
	Validity string    `json:"validity" enum:"valid,expiring,expired,not-yet,withdrawn"`
	Can      route.Can `json:"can"`
}

// certificateBody is what is entered of a certificate.
type certificateBody struct{ plan.CertificateEdit }

func (d *Desk) certificateView(who route.Caller, c plan.Certificate) CertificateView {
	return CertificateView{
		ETag: route.ETag(c.Version), Certificate: c, Validity: string(c.On(d.cfg.Plans.Today())), Can: can(who, map[string]error{"change": nil}),
	}
}

func (d *Desk) certificateOut(who route.Caller, c plan.Certificate, err error) (*route.Out[CertificateView], error) {
	if err != nil {
		return nil, err
	}
	v := d.certificateView(who, c)
	return &route.Out[CertificateView]{ETag: v.ETag, Body: v}, nil
}

func (d *Desk) certificates(ctx context.Context, who route.Caller, in *route.RecordQuery) (*route.Out[route.Page[CertificateView]], error) {
	f, err := in.Filter(everything())
	if err != nil {
		return nil, err
	}
	got, err := d.cfg.Plans.Read().Certificates().List(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(c plan.Certificate) CertificateView { return d.certificateView(who, c) }), nil
}

func (d *Desk) certificate(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[CertificateView], error) {
	c, err := d.cfg.Plans.Read().Certificates().One(ctx, in.ID)
	return d.certificateOut(who, c, err)
}

func (d *Desk) makeCertificate(ctx context.Context, who route.Caller, in *route.In[certificateBody]) (*route.Out[CertificateView], error) {
	c, err := d.cfg.Plans.SaveCertificate(ctx, who.Actor(), plan.CertificateID{}, 0, in.Body.CertificateEdit)
	return d.certificateOut(who, c, err)
}

func (d *Desk) changeCertificate(ctx context.Context, who route.Caller, in *route.RecordPatch[certificateBody]) (*route.Out[CertificateView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	id, err := idOf[plan.CertificateID](in.ID)
	if err != nil {
		return nil, err
	}
	c, err := d.cfg.Plans.SaveCertificate(ctx, who.Actor(), id, version, in.Body.CertificateEdit)
	return d.certificateOut(who, c, err)
}

// ConferenceView is a joint conference.
type ConferenceView struct {
	ETag string `json:"etag"`
	plan.Conference
	Overdue int       `json:"overdue" doc:"Open tasks whose day is past"`
	Can     route.Can `json:"can"`
}

// conferenceBody is what is entered before the minutes stand.
type conferenceBody struct{ plan.ConferenceEdit }

func (d *Desk) conferenceOut(who route.Caller, c plan.Conference, err error) (*route.Out[ConferenceView], error) {
	if err != nil {
		return nil, err
	}
	v := d.conferenceView(who, c)
	return &route.Out[ConferenceView]{ETag: v.ETag, Body: v}, nil
}

func (d *Desk) conferenceView(who route.Caller, c plan.Conference) ConferenceView {
	today := d.cfg.Plans.Today()
	barred := map[string]error{"change": nil, "minute": nil, "task": nil}
	if c.State != plan.Called {
		stands := shiheng.Forbidden("conference.minuted").By("W168/4/2")
		barred["change"], barred["minute"] = stands, stands
	}
	v := ConferenceView{ETag: route.ETag(c.Version), Conference: c, Can: can(who, barred)}
	if v.Tasks == nil {
		v.Tasks = []plan.FollowUp{}
	}
	for _, t := range c.Tasks {
		if t.Done.IsZero() && t.Due.Before(today) {
			v.Overdue++
		}
	}
	return v
}

func (d *Desk) conferences(ctx context.Context, who route.Caller, in *route.RecordQuery) (*route.Out[route.Page[ConferenceView]], error) {
	f, err := in.Filter(everything())
	if err != nil {
		return nil, err
	}
	got, err := d.cfg.Plans.Read().Conferences().List(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(c plan.Conference) ConferenceView { return d.conferenceView(who, c) }), nil
}

func (d *Desk) conference(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[ConferenceView], error) {
	c, err := d.cfg.Plans.Read().Conferences().One(ctx, in.ID)
	return d.conferenceOut(who, c, err)
}

func (d *Desk) makeConference(ctx context.Context, who route.Caller, in *route.In[conferenceBody]) (*route.Out[ConferenceView], error) {
	c, err := d.cfg.Plans.SaveConference(ctx, who.Actor(), plan.ConferenceID{}, 0, in.Body.ConferenceEdit)
	return d.conferenceOut(who, c, err)
}

func (d *Desk) changeConference(ctx context.Context, who route.Caller, in *route.RecordPatch[conferenceBody]) (*route.Out[ConferenceView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	id, err := idOf[plan.ConferenceID](in.ID)
	if err != nil {
		return nil, err
	}
	c, err := d.cfg.Plans.SaveConference(ctx, who.Actor(), id, version, in.Body.ConferenceEdit)
	return d.conferenceOut(who, c, err)
}

func (d *Desk) minuteConference(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[ConferenceView], error) {
	id, err := idOf[plan.ConferenceID](in.ID)
	if err != nil {
		return nil, err
	}
	c, err := d.cfg.Plans.MinuteConference(ctx, who.Actor(), id)
	return d.conferenceOut(who, c, err)
}

func (d *Desk) saveTask(ctx context.Context, who route.Caller, in *route.RecordAct[plan.FollowUp]) (*route.Out[ConferenceView], error) {
	id, err := idOf[plan.ConferenceID](in.ID)
	if err != nil {
		return nil, err
	}
	c, err := d.cfg.Plans.SaveTask(ctx, who.Actor(), id, in.Body)
	return d.conferenceOut(who, c, err)
}
