package oversight

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	room "shiheng.internal/civic/oversight"
	"shiheng.internal/civic/registry"
)

// Config is what the desk stands in front of. All are required to serve; none
// to describe.
type Config struct {
	Oversight *room.Service
	Cameras   Cameras
	// Name says what an account is called; "" when nobody knows.
	Name func(ctx context.Context, account shiheng.AccountID) string
}

// Cameras is what the desk reads of the register.
type Cameras interface {
	room.Cameras
	Cameras(ctx context.Context, f registry.CameraFilter, p audit.Paging) (audit.Page[registry.Camera], error)
}

// A Desk answers the operations of the area.
type Desk struct{ cfg Config }

// New makes a desk.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers the operations on t.
func (d *Desk) Operations(t *route.Table) {
	review := route.Duty(access.ReviewActs)
	route.Add(t, "GET", "/oversight/alarms", review, "What is conspicuous in how footage was looked at", d.alarms)
	route.Add(t, "POST", "/oversight/alarms/{id}/decide", review, "Give a verdict on an alarm", d.decide)
	route.Add(t, "GET", "/oversight/samples", review, "Acts drawn by chance for review", d.samples)
	route.Add(t, "POST", "/oversight/samples/{seq}/open", review, "Look at the act of a sample", d.open)
	route.Add(t, "POST", "/oversight/samples/{seq}/decide", review, "Give a verdict on a sample", d.review)
	route.Add(t, "GET", "/oversight/figures", review, "How reviews were done", d.figures)
	route.Add(t, "GET", "/oversight/canaries", review, "Cameras that nobody has a reason to open", d.canaries)
	route.Add(t, "GET", "/oversight/outputs", review, "How pictures leave the house, and how each way is marked", d.outputs)
	route.Add(t, "GET", "/oversight/cameras", review, "Cameras by name, to choose canaries from", d.pick)
	route.Add(t, "PUT", "/oversight/canaries/{id}", review, "Make a camera a canary", d.putCanary)
	route.Add(t, "DELETE", "/oversight/canaries/{id}", review, "Make a canary a camera like any other", d.dropCanary)
}

// OutputView is one way pictures leave the house.
type OutputView struct {
	Code   string `json:"code" doc:"Which way"`
	Mark   string `json:"mark" enum:"full,faint,none" doc:"How the mark is drawn over it; none: it is exempt"`
	Beats  bool   `json:"beats" doc:"The page has to prove to the platform that the mark stands"`
	Inside bool   `json:"inside" doc:"The pictures of the past bear the session mark in themselves"`
}

// outputs lists them from the table that grants are held to.
func (d *Desk) outputs(context.Context, route.Caller, *route.None) (*route.Out[[]OutputView], error) {
	out := []OutputView{}
	for _, o := range access.Outputs() {
		out = append(out, OutputView{Code: o.Code, Mark: string(o.Mark), Beats: o.Beats, Inside: o.Inside})
	}
	return &route.Out[[]OutputView]{Body: out}, nil
}

// names finds what accounts and cameras are called, each once for an answer.
type names struct {
	d        *Desk
	accounts map[shiheng.AccountID]string
	cameras  map[shiheng.CameraID]string
}

func (d *Desk) names() *names {
	return &names{d, map[shiheng.AccountID]string{}, map[shiheng.CameraID]string{}}
}

func (n *names) account(ctx context.Context, id shiheng.AccountID) string {
	if id.IsZero() {
		return ""
	}
	name, known := n.accounts[id]
	if !known {
		name = n.d.cfg.Name(ctx, id)
		n.accounts[id] = name
	}
	return name
}

// learn reads the names of cameras at once.
func (n *names) learn(ctx context.Context, ids ...shiheng.CameraID) error {
	if len(ids) == 0 {
		return nil
	}
	linked, err := n.d.cfg.Cameras.Linked(ctx, ids...)
	for _, l := range linked {
		n.cameras[l.ID] = l.Name
	}
	return err
}

func (d *Desk) alarms(ctx context.Context, _ route.Caller, in *alarmList) (*route.Out[route.Page[AlarmView]], error) {
	f := room.Filter{Decided: in.Decided, Pattern: room.Pattern(in.Pattern)}
	var err error
	if f.Account, err = route.OptionalID[shiheng.AccountID](in.Account); err != nil {
		return nil, err
	}
	got, err := d.cfg.Oversight.Read().Alarms(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	n := d.names()
	if err := n.learn(ctx, camerasOf(got.Items)...); err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(a room.Alarm) AlarmView { return n.alarm(ctx, a) }), nil
}

// camerasOf are the cameras that alarms are about.
func camerasOf(all []room.Alarm) (out []shiheng.CameraID) {
	for _, a := range all {
		if id, err := shiheng.ParseID[shiheng.CameraID](a.About); err == nil && a.OfCamera() {
			out = append(out, id)
		}
	}
	return out
}

func (d *Desk) decide(ctx context.Context, who route.Caller, in *alarmDecision) (*route.Out[AlarmView], error) {
	a, err := d.cfg.Oversight.Decide(ctx, who.Actor(), in.ID, in.Body.decision())
	if err != nil {
		return nil, err
	}
	n := d.names()
	if err := n.learn(ctx, camerasOf([]room.Alarm{a})...); err != nil {
		return nil, err
	}
	return &route.Out[AlarmView]{Body: n.alarm(ctx, a)}, nil
}

func (d *Desk) samples(ctx context.Context, _ route.Caller, in *sampleList) (*route.Out[route.Page[SampleView]], error) {
	got, err := d.cfg.Oversight.Read().Samples(ctx, room.Filter{Decided: in.Decided}, in.Paging())
	if err != nil {
		return nil, err
	}
	n := d.names()
	return route.PageOf(got.Items, got.Next, func(m room.Sample) SampleView { return n.sample(ctx, m) }), nil
}

func (d *Desk) open(ctx context.Context, who route.Caller, in *samplePath) (*route.Out[SampleOpened], error) {
	m, e, err := d.cfg.Oversight.Open(ctx, who.Actor(), in.Seq)
	if err != nil {
		return nil, err
	}
	n := d.names()
	if err := n.learn(ctx, e.Cameras...); err != nil {
		return nil, err
	}
	return &route.Out[SampleOpened]{Body: SampleOpened{SampleView: n.sample(ctx, m), Entry: n.act(ctx, e)}}, nil
}

func (d *Desk) review(ctx context.Context, who route.Caller, in *sampleDecision) (*route.Out[SampleView], error) {
	m, err := d.cfg.Oversight.Review(ctx, who.Actor(), in.Seq, in.Body.decision())
	if err != nil {
		return nil, err
	}
	return &route.Out[SampleView]{Body: d.names().sample(ctx, m)}, nil
}

func (d *Desk) figures(ctx context.Context, _ route.Caller, _ *route.None) (*route.Out[route.Page[ReviewFigures]], error) {
	got, err := d.cfg.Oversight.Read().Figures(ctx)
	if err != nil {
		return nil, err
	}
	n := d.names()
	return route.PageOf(got, "", func(f room.Figures) ReviewFigures { return ReviewFigures{f, n.account(ctx, f.By)} }), nil
}

func (d *Desk) canaries(ctx context.Context, _ route.Caller, _ *route.None) (*route.Out[route.Page[CanaryView]], error) {
	got, err := d.cfg.Oversight.Read().Canaries(ctx)
	if err != nil {
		return nil, err
	}
	n := d.names()
	ids := make([]shiheng.CameraID, len(got))
	for i, c := range got {
		ids[i] = c.Camera
	}
	if err := n.learn(ctx, ids...); err != nil {
		return nil, err
	}
	return route.PageOf(got, "", func(c room.Canary) CanaryView { return n.canary(ctx, c) }), nil
}

// pick lists cameras by what anybody may read of them: an auditor chooses
// canaries and sees no register.
func (d *Desk) pick(ctx context.Context, _ route.Caller, in *cameraList) (*route.Out[route.Page[ReviewedCamera]], error) {
	f := registry.CameraFilter{Scope: registry.Scope{All: true}, Text: in.Text}
	got, err := d.cfg.Cameras.Cameras(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(c registry.Camera) ReviewedCamera { return ReviewedCamera{c.ID, c.Name} }), nil
}

func (d *Desk) putCanary(ctx context.Context, who route.Caller, in *canaryPut) (*route.Out[CanaryView], error) {
	c, err := d.cfg.Oversight.SetCanary(ctx, who.Actor(), in.ID, in.Body.Note)
	if err != nil {
		return nil, err
	}
	n := d.names()
	if err := n.learn(ctx, c.Camera); err != nil {
		return nil, err
	}
	return &route.Out[CanaryView]{Body: n.canary(ctx, c)}, nil
}

func (d *Desk) dropCanary(ctx context.Context, who route.Caller, in *canaryPath) (*route.None, error) {
	return nil, d.cfg.Oversight.DropCanary(ctx, who.Actor(), in.ID)
}

func (n *names) alarm(ctx context.Context, a room.Alarm) AlarmView {
	v := AlarmView{
		ID: a.ID.String(), Account: a.Account, Name: n.account(ctx, a.Account), Pattern: string(a.Pattern), Week: a.Week.String(),
		Value: a.Value, Peers: a.Peers, At: a.At, VerdictView: n.verdict(ctx, a.Decision),
	}
	if id, err := shiheng.ParseID[shiheng.CameraID](a.About); err == nil && a.OfCamera() {
		v.Camera, v.CameraName = id.String(), n.cameras[id]
	} else {
		v.Words = a.About
	}
	return v
}

func (n *names) sample(ctx context.Context, m room.Sample) SampleView {
	v := SampleView{Seq: m.Seq, Week: m.Week.String(), Drawn: m.Drawn, VerdictView: n.verdict(ctx, m.Decision)}
	if !m.Opened.IsZero() {
		v.Opened = &m.Opened
	}
	return v
}

func (n *names) verdict(ctx context.Context, d room.Decision) VerdictView {
	v := VerdictView{Verdict: string(d.Verdict), Note: d.Note, By: n.account(ctx, d.By)}
	if !d.At.IsZero() {
		v.Decided = &d.At
	}
	return v
}

func (n *names) canary(ctx context.Context, c room.Canary) CanaryView {
	return CanaryView{Camera: c.Camera, Name: n.cameras[c.Camera], Note: c.Note, By: n.account(ctx, c.By), At: c.At}
}

// act is what a reviewer sees of an act.
func (n *names) act(ctx context.Context, e audit.Entry) ReviewedAct {
	v := ReviewedAct{
		At: e.At, Account: e.Actor.Account, Name: n.account(ctx, e.Actor.Account), Login: e.Actor.Name, Remote: e.Actor.Remote,
		Act: string(e.Act), Details: e.Details, Cameras: []ReviewedCamera{},
	}
	for _, c := range e.Cameras {
		v.Cameras = append(v.Cameras, ReviewedCamera{c, n.cameras[c]})
	}
	if v.Details == nil {
		v.Details = map[string]string{}
	}
	return v
}
