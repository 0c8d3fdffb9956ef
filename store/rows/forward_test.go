package rows_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/book"
	"shiheng.internal/civic/access/citizen"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/access/forward"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
)

// openForwards opens the room that hands live pictures on.
func (w *world) openForwards() {
	w.t.Helper()
	var err error
	w.forwards, err = forward.New(forward.Config{
		Store: rows.NewForward(w.db), Access: w.access, People: colleagues{accounts{w}}, Regimes: others{w}, Now: w.clock.Now,
	})
	w.ok(err)
}

// colleagues finds accounts by login and by identity.
type colleagues struct{ accounts }

func (c colleagues) Account(ctx context.Context, id shiheng.AccountID) (identity.Account, error) {
	return c.w.identity.Account(ctx, id)
}

// others answers for the other regimes, as app does.
type others struct{ w *world }

func (o others) Forwardable(ctx context.Context, _ identity.Principal, g shiheng.Grant, cameras []shiheng.CameraID) (forward.Decided, error) {
	if citizen.Ours(g) {
		refusal, err := o.w.citizens.Forwarding(ctx, g)
		return forward.Decided{}, errors.Join(refusal, err)
	}
	id, until, err := o.w.desk.Forwardable(ctx, g, cameras)
	return forward.Decided{Application: id.String(), Until: until}, err
}

func (o others) Stands(ctx context.Context, application string, cameras []shiheng.CameraID) (cause, err error) {
	id, err := shiheng.ParseID[official.ApplicationID](application)
	o.w.ok(err)
	return o.w.desk.Stands(ctx, id, cameras)
}

// forwarder is somebody who watches everything and may forward it.
func (w *world) forwarder(login string) forward.Caller {
	w.t.Helper()
	all := identity.Target{}
	return forward.Caller{Principal: w.person(login, watch(identity.WatchKeeper, all), watch(identity.ForwardOfficer, all))}
}

// receiver is somebody who may know of no camera at all.
func (w *world) receiver(login string) forward.Caller {
	w.t.Helper()
	return forward.Caller{Principal: w.person(login)}
}

// hands has somebody watch cameras live and ask to forward them for an hour.
func (w *world) hands(by forward.Caller, to string, cameras ...shiheng.CameraID) forward.Asking {
	w.t.Helper()
	g, err := w.open(by.Principal, shiheng.ActLive, cameras...)
	w.ok(err)
	return forward.Asking{Grant: g.ID, Cameras: cameras, Login: to, Purpose: "联合处置", Minutes: 60}
}

// forwarded is a forwarding that runs.
func (w *world) forwarded(by forward.Caller, to string, cameras ...shiheng.CameraID) forward.Forward {
	w.t.Helper()
	f, err := w.forwards.Make(w.t.Context(), by, w.hands(by, to, cameras...))
	w.ok(err)
	return f
}

// contractForward is one lawful story, from handing on to taking back.
func contractForward(t *testing.T, w *world) {
	ctx := t.Context()
	p, _, c := w.site("广场")
	by, to := w.forwarder("zhang"), w.receiver("lisi")
	f := w.forwarded(by, "lisi", c.ID)
	if f.State(w.clock.Now()) != forward.Running || f.To.Name != "人员lisi" || f.Until.Sub(w.clock.Now()) != time.Hour || f.Application != "" {
		t.Errorf("%+v", f)
	}
	if e := w.events(audit.ForwardMake); len(e) != 1 || e[0].Article != "R799/16/3" || e[0].Details["recipient"] != "人员lisi lisi" || e[0].Details["purpose"] != "联合处置" ||
		!slices.Contains(strings.Fields(e[0].Details["clauses"]), "own-forward") {
		t.Errorf("on record: %+v", e)
	}
	site := registry.Scope{Places: []shiheng.PlaceID{p.ID}}
	for name, tt := range map[string]struct {
		f    forward.Filter
		want int
	}{
		"to me":           {forward.Filter{To: to.Account.ID}, 1},
		"to another":      {forward.Filter{To: by.Account.ID}, 0},
		"by me":           {forward.Filter{By: by.Account.ID, Running: w.clock.Now()}, 1},
		"over by then":    {forward.Filter{By: by.Account.ID, Running: f.Until}, 0},
		"of my cameras":   {forward.Filter{Scope: site}, 1},
		"of no camera":    {forward.Filter{}, 0},
		"another camera":  {forward.Filter{Scope: registry.Scope{Cameras: []shiheng.CameraID{shiheng.NewID[shiheng.CameraID](start())}}}, 0},
		"another by name": {forward.Filter{ID: shiheng.NewID[forward.ID](start()), Scope: site}, 0},
	} {
		got, err := w.forwards.Read().Forwards(ctx, tt.f, audit.Paging{Limit: 10})
		if err != nil || len(got.Items) != tt.want {
			t.Errorf("%s: %d, %v", name, len(got.Items), err)
		}
	}

	g, err := w.forwards.Open(ctx, to, f.ID)
	w.ok(err)
	if g.Act != shiheng.ActLive || g.Basis != "R799/16/3" || g.Faint || g.Until.After(f.Until) || g.Session != to.Session.ID || g.Footage != (shiheng.Span{}) ||
		!strings.Contains(g.Mark, "人员lisi") || !strings.Contains(g.Mark, "转发人 人员zhang zhang") {
		t.Errorf("%+v", g)
	}
	if e := w.events(audit.FootageLive); len(e) != 2 || e[0].Actor.Account != to.Account.ID || e[0].Article != "R799/16/3" || e[0].Details["from"] != "" {
		t.Errorf("opened, on record: %+v", e[0])
	}
	lines, err := w.register().Lines(ctx, book.Reader{Actor: by.Actor()}, book.Filter{Scope: site}, audit.Paging{Limit: 10})
	w.ok(err)
	var acts []string
	for _, l := range lines.Items {
		acts = append(acts, string(l.Regime)+" "+string(l.Act)+" "+l.Recipient)
	}
	if want := []string{"own footage.live ", "own forward.make 人员lisi lisi", "own footage.live "}; !slices.Equal(acts, want) {
		t.Errorf("register of every access: %q", acts)
	}
	under, stop, err := w.access.Watch(ctx, g.ID)
	w.ok(err)
	defer stop()
	f, err = w.forwards.End(ctx, by, f, "处置完毕")
	w.ok(err)
	wantCode(t, context.Cause(under), shiheng.ErrForbidden, "forward.ended")
	if e := w.events(audit.GrantEnd); len(e) != 1 || e[0].Reason != "forward.ended" || e[0].Article != "W168/29/1" {
		t.Errorf("the grant's end on record: %+v", e)
	}
	if back, err := w.forwards.One(ctx, to, f.ID); err != nil || back.Ended == nil || back.Ended.Why != "处置完毕" || back.State(w.clock.Now()) != forward.Ended || back.Version != 2 {
		t.Errorf("%+v, %v", back, err)
	}
	_, err = w.forwards.Open(ctx, to, f.ID)
	wantCode(t, err, shiheng.ErrForbidden, "forward.ended")
	if w.refusedBy(audit.ForwardOpen, "W168/29/1", "forward.ended") != 1 {
		t.Error("the refusal is not on record")
	}
	_, err = w.forwards.End(ctx, by, f, "")
	wantCode(t, err, shiheng.ErrConflict, "forward.over")
}

// TestForwardRefused_W168_29: each thing in the way is refused by its clause
// and on record.
func TestForwardRefused_W168_29(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, v, c := w.site("码头")
	_, _, d := w.site("车站")
	by, to := w.forwarder("zhang"), w.forwarder("lisi")
	keeper := forward.Caller{Principal: w.person("wang", watch(identity.WatchKeeper, identity.Target{}))}
	w.person("chief", watch(identity.SystemAdministrator, identity.Target{}))
	refused := func(name string, who forward.Caller, a forward.Asking, article string, codes ...string) {
		t.Helper()
		before := w.refusedBy(audit.ForwardMake, article, codes[0])
		_, err := w.forwards.Make(ctx, who, a)
		if _, ok := errors.AsType[*access.Refusal](err); ok {
			refusedFor(t, err, codes...)
		} else {
			wantCode(t, err, shiheng.ErrForbidden, codes[0])
		}
		if w.refusedBy(audit.ForwardMake, article, codes[0]) != before+1 {
			t.Errorf("%s is not on record by %s", name, article)
		}
	}
	refused("without the right", keeper, w.hands(keeper, "lisi", c.ID), "W168/29/1", "clause.own-forward.1")
	silent := w.hands(by, "lisi", c.ID)
	silent.Purpose = " "
	refused("without a purpose", by, silent, "R799/16/3", "clause.own-forward-registered")
	refused("to an administrator", by, w.hands(by, "chief", c.ID), "W168/29/1", "clause.administrator-apart")
	past, err := w.access.Open(ctx, access.Request{Principal: by.Principal, Act: shiheng.ActPlayback, Cameras: []shiheng.CameraID{c.ID},
		Footage: shiheng.Span{From: w.clock.Now().Add(-time.Minute), To: w.clock.Now()}})
	w.ok(err)
	refused("what is not live", by, forward.Asking{Grant: past.ID, Cameras: []shiheng.CameraID{c.ID}, Login: "lisi", Purpose: "看", Minutes: 5}, "W168/29/1", "forward.live-only")
	wrong := w.hands(by, "lisi", c.ID)
	wrong.Cameras = []shiheng.CameraID{d.ID}
	refused("what is not watched", by, wrong, "W168/29/1", "forward.camera")

	g, err := w.forwards.Open(ctx, to, w.forwarded(by, "lisi", c.ID).ID)
	w.ok(err)
	refused("what was forwarded to one", to, forward.Asking{Grant: g.ID, Cameras: []shiheng.CameraID{c.ID}, Login: "wang", Purpose: "看", Minutes: 5}, "W168/29/1", "clause.own-forward-once")
	if err := g.Permits(shiheng.ActPlayback, c.ID, w.clock.Now()); err == nil {
		t.Error("a forwarded grant opens the past")
	}

	run := w.forwarded(by, "lisi", c.ID)
	_, err = w.forwards.End(ctx, keeper, run, "")
	wantCode(t, err, shiheng.ErrForbidden, "forward.not-yours")
	if w.refusedBy(audit.ForwardEnd, "W168/29/1", "forward.not-yours") != 1 {
		t.Error("a stranger's ending is not on record")
	}
	_, err = w.forwards.Open(ctx, keeper, run.ID)
	wantCode(t, err, shiheng.ErrNotFound, "forward.none")
	_, err = w.forwards.One(ctx, keeper, run.ID)
	wantCode(t, err, shiheng.ErrNotFound, "forward.none")
	for code, a := range map[string]func(*forward.Asking){
		"forward.recipient": func(a *forward.Asking) { a.Login = "nobody" },
		"forward.self":      func(a *forward.Asking) { a.Login = "zhang" },
		"forward.minutes":   func(a *forward.Asking) { a.Minutes = 481 },
		"forward.cameras":   func(a *forward.Asking) { a.Cameras = append(a.Cameras, c.ID) },
		"forward.words":     func(a *forward.Asking) { a.Purpose = strings.Repeat("x", 501) },
	} {
		ask := w.hands(by, "lisi", c.ID)
		a(&ask)
		_, err := w.forwards.Make(ctx, by, ask)
		wantCode(t, err, shiheng.ErrInvalid, code)
	}

	other := w.hands(to, "zhang", c.ID)
	_, err = w.forwards.Make(ctx, by, other)
	wantCode(t, err, shiheng.ErrNotFound, "grant.none")

	ask := w.hands(by, "lisi", c.ID)
	w.raw("INSERT INTO secrecy_mark (id, system, state, due, label, body, created_at, version) VALUES ('" + v.ID.String() + "', '" + v.ID.String() + "', 'secret', '', '', '{}', 0, 1)")
	_, err = w.identity.SetClearance(ctx, house, by.Account.ID, &identity.Clearance{
		Level: identity.Secret, Issuer: "无锡市国家保密局", Document: "锡保〔2026〕3号", Until: w.clock.Now().Add(2 * time.Hour),
	}, "岗位需要")
	w.ok(err)
	refused("what is secret to the recipient", by, ask, "W168/29/2", "clause.secret-staff")
}

// TestForwardEnds_W168_29: by itself at its time, and at once when what it rests
// on ends on either side.
func TestForwardEnds_W168_29(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p, _, c := w.site("公园")
	ends := func(name, code string, do func(by, to forward.Caller, f forward.Forward)) {
		t.Helper()
		by, to := w.forwarder("by-"+name), w.receiver("to-"+name)
		f := w.forwarded(by, "to-"+name, c.ID)
		g, err := w.forwards.Open(ctx, to, f.ID)
		w.ok(err)
		do(by, to, f)
		cause, err := w.forwards.Warranted(ctx, g)
		w.ok(err)
		known, ok := errors.AsType[*shiheng.Error](cause)
		if !ok || known.Code != code {
			t.Errorf("%s: %v, want %s", name, cause, code)
		}
		if _, err := w.forwards.Open(ctx, to, f.ID); err == nil {
			t.Errorf("%s: opened again", name)
		}
	}
	ends("right", "clause.own-forward.1", func(by, _ forward.Caller, _ forward.Forward) {
		w.set(ctx, house, by.Account.ID, []identity.Grantable{watch(identity.WatchKeeper, identity.Target{})})
	})
	ends("gone", "account.disabled", func(by, _ forward.Caller, _ forward.Forward) {
		off := true
		a, err := w.identity.Account(ctx, by.Account.ID)
		w.ok(err)
		_, err = w.identity.Change(ctx, house, a.ID, identity.AccountChange{Disabled: &off, Version: a.Version})
		w.ok(err)
	})
	ends("taken", "forward.ended", func(_, _ forward.Caller, f forward.Forward) {
		boss := forward.Caller{Principal: w.person("boss"), Scope: registry.Scope{Places: []shiheng.PlaceID{p.ID}}}
		_, err := w.forwards.End(ctx, boss, f, "")
		w.ok(err)
	})
	ends("time", "forward.over", func(_, _ forward.Caller, _ forward.Forward) { w.clock.Add(time.Hour) })
	w.clock.Add(-time.Hour)

	// The right of the forwarder is looked at as soon as it changes, and not at
	// the next round over everything.
	by, to := w.forwarder("by-now"), w.receiver("to-now")
	g, err := w.forwards.Open(ctx, to, w.forwarded(by, "to-now", c.ID).ID)
	w.ok(err)
	under, stop, err := w.access.Watch(ctx, g.ID)
	w.ok(err)
	defer stop()
	w.run()
	w.set(ctx, house, by.Account.ID, []identity.Grantable{watch(identity.WatchKeeper, identity.Target{})})
	select {
	case <-under.Done():
		wantCode(t, context.Cause(under), shiheng.ErrForbidden, "clause.own-forward.1")
	case <-time.After(30 * time.Second):
		t.Error("the picture goes on without the right it rests on")
	}

	// A grant that no forwarding knows of opens nothing.
	w.ok(w.db.Write(ctx, func(tx bun.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM forwarding_grant")
		return err
	}))
	cause, err := w.forwards.Warranted(ctx, g)
	w.ok(err)
	wantCode(t, cause, shiheng.ErrForbidden, "forward.none")
}

// TestForwardOfficial_W168_24: under official access only when the application
// asked for it and was granted it, and for as long.
func TestForwardOfficial_W168_24(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("商场")
	k, to := w.counter("clerk"), w.receiver("lisi")
	opened := func(acts ...clause.Act) (official.Application, forward.Asking) {
		t.Helper()
		ask := w.asks(c.ID)
		ask.Acts, ask.To = acts, w.clock.Now().Add(time.Hour)
		a, err := w.desk.Register(ctx, k, ask, w.shows(k.Actor()))
		w.ok(err)
		a, err = w.desk.Grant(ctx, k, a.ID, 0, official.Granting{})
		w.ok(err)
		g, _, err := w.desk.Open(ctx, k, a.ID)
		w.ok(err)
		return a, forward.Asking{Grant: g.ID, Cameras: []shiheng.CameraID{c.ID}, Login: "lisi", Purpose: "现场指挥", Minutes: 120}
	}
	clerk := forward.Caller{Principal: k.Principal}
	_, plain := opened(clause.View)
	_, err := w.forwards.Make(ctx, clerk, plain)
	refusedFor(t, err, "clause.officials-asked")
	if w.refusedBy(audit.ForwardMake, "W168/29/1", "clause.officials-asked") != 1 {
		t.Error("not on record")
	}
	only := w.asks(c.ID)
	only.Acts = []clause.Act{clause.ForwardLive}
	_, err = w.desk.Register(ctx, k, only, official.Evidence{})
	wantCode(t, err, shiheng.ErrInvalid, "official.forward-view")

	a, asking := opened(clause.View, clause.ForwardLive)
	silent := asking
	silent.Purpose = ""
	_, err = w.forwards.Make(ctx, clerk, silent)
	wantCode(t, err, shiheng.ErrForbidden, "clause.own-forward-registered")
	f, err := w.forwards.Make(ctx, clerk, asking)
	w.ok(err)
	if f.Application != a.ID.String() || !f.Until.Equal(a.To) {
		t.Errorf("%+v: not within the window of the application", f)
	}
	if e := w.events(audit.ForwardMake); e[0].Article != "W168/24" || e[0].Details["application"] != a.ID.String() {
		t.Errorf("%+v", e[0])
	}
	g, err := w.forwards.Open(ctx, to, f.ID)
	w.ok(err)
	if g.Basis != "W168/24" || g.Act != shiheng.ActLive {
		t.Errorf("%+v", g)
	}
	lines, err := w.register().Lines(ctx, book.Reader{Actor: k.Actor()}, book.Filter{Scope: registry.Scope{All: true}, Regime: book.Official, Act: audit.ForwardMake}, audit.Paging{Limit: 10})
	if err != nil || len(lines.Items) != 1 {
		t.Errorf("register of every access: %+v, %v", lines.Items, err)
	}
	cause, err := w.forwards.Warranted(ctx, g)
	if cause != nil || err != nil {
		t.Errorf("%v, %v", cause, err)
	}
	w.clock.Add(20 * time.Minute) // confirmations are stale: what runs goes on, nothing new is handed on
	if cause, err := w.forwards.Warranted(ctx, g); cause != nil || err != nil {
		t.Errorf("%v, %v", cause, err)
	}
	_, err = w.forwards.Make(ctx, clerk, asking)
	refusedFor(t, err, "clause.officials-cards")
	_, err = w.desk.Revoke(ctx, k, a.ID, "任务结束")
	w.ok(err)
	cause, err = w.forwards.Warranted(ctx, g)
	w.ok(err)
	wantCode(t, cause, shiheng.ErrForbidden, "official.revoked")
	_, err = w.forwards.Open(ctx, to, f.ID)
	wantCode(t, err, shiheng.ErrForbidden, "official.revoked")
}

// TestForwardCitizen_W168_25: what citizens look at is forwarded by nobody.
func TestForwardCitizen_W168_25(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("车站")
	k := w.attendant("clerk")
	w.receiver("lisi")
	_, token := w.bound(k, "接待室1")
	for article, coming := range map[string]citizen.Coming{"W168/25": w.lost(c.ID), "R799/21": w.hurt(c.ID)} {
		g := w.looking(k, token, w.admitted(k, coming).ID)
		_, err := w.forwards.Make(ctx, forward.Caller{Principal: k.Principal}, forward.Asking{
			Grant: g.ID, Cameras: []shiheng.CameraID{c.ID}, Login: "lisi", Purpose: "给家里人看", Minutes: 5,
		})
		refusedFor(t, err, "clause.look-only")
		if w.refusedBy(audit.ForwardMake, article, "clause.look-only") != 1 {
			t.Errorf("not on record by %s", article)
		}
	}
}

// forwardFaults are the write paths of forwarding.
func forwardFaults() []staged {
	return []staged{
		{"forward a picture", func(w *world, s stage) func() error {
			by := w.forwarder("zhang")
			w.receiver("lisi")
			ask := w.hands(by, "lisi", s.camera.ID)
			return func() error { _, err := w.forwards.Make(w.t.Context(), by, ask); return err }
		}, false},
		{"open a forwarded picture", func(w *world, s stage) func() error {
			by, to := w.forwarder("zhang"), w.receiver("lisi")
			f := w.forwarded(by, "lisi", s.camera.ID)
			return func() error { _, err := w.forwards.Open(w.t.Context(), to, f.ID); return err }
		}, false},
		{"end a forwarding", func(w *world, s stage) func() error {
			by := w.forwarder("zhang")
			w.receiver("lisi")
			f := w.forwarded(by, "lisi", s.camera.ID)
			return func() error { _, err := w.forwards.End(w.t.Context(), by, f, "完毕"); return err }
		}, false},
	}
}
