package rows_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/citizen"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
)

// openCitizens opens the desk for citizens of a house that is the sharing
// platform, unless the world is private.
func (w *world) openCitizens() {
	w.t.Helper()
	var err error
	w.citizens, err = citizen.New(citizen.Config{
		Store: rows.NewCitizen(w.db), Access: w.access, Clauses: w.clauses, Law: w.law, Papers: w.papers, Cameras: w.registry.Read(), Now: w.clock.Now,
		Platform: func(context.Context) (bool, error) { return !w.private, nil },
		Near: func(context.Context, registry.Scope, registry.Position, float64) ([]citizen.Nearby, error) {
			return nil, nil
		},
	})
	w.ok(err)
}

// attendant is somebody who accompanies citizens and may know of everything.
func (w *world) attendant(login string) citizen.Clerk {
	w.t.Helper()
	p := w.person(login, watch(identity.WatchKeeper, identity.Target{}))
	return citizen.Clerk{Principal: p, Scope: registry.Scope{All: true}}
}

// bound is a workstation, and what its browser keeps.
func (w *world) bound(k citizen.Clerk, name string) (citizen.Station, string) {
	w.t.Helper()
	_, code, err := w.citizens.RegisterStation(w.t.Context(), k, citizen.StationEntry{Name: name, Where: "接待室"})
	w.ok(err)
	st, token, err := w.citizens.Bind(w.t.Context(), k, code)
	w.ok(err)
	return st, token
}

// lost is a grandfather who went for a walk an hour and a half ago.
func (w *world) lost(cameras ...shiheng.CameraID) citizen.Coming {
	seen := w.clock.Now().Add(-90 * time.Minute)
	return citizen.Coming{
		Person:   &citizen.MissingPerson{Name: "赵大爷", Sex: "male", Age: 82, Category: citizen.Elderly, LastSeen: seen, Where: "崇安寺"},
		Coverage: citizen.Coverage{Cameras: cameras, From: seen, To: w.clock.Now()}, Here: true,
	}
}

// hurt is somebody whose car was hit.
func (w *world) hurt(cameras ...shiheng.CameraID) citizen.Coming {
	at := w.clock.Now().Add(-3 * time.Hour)
	return citizen.Coming{
		Interest: &citizen.Interest{Stake: "property", What: "停放的车辆被刮擦", Happened: at, Where: "地下车库"},
		Coverage: citizen.Coverage{Cameras: cameras, From: at.Add(-time.Hour), To: at.Add(time.Hour)}, Here: true,
	}
}

// proves is all the evidence there must be.
func (w *world) proves(by audit.Actor, relation string) citizen.Brought {
	return citizen.Brought{
		Viewer: &citizen.ViewerEntry{
			Name: "赵小兰", Papers: "id-card", Number: "320211198001011224", Relation: relation, How: "户口簿", ProofID: w.attach(by, "hukou.txt", "户口簿").ID,
		},
		Shown: true, Served: &citizen.NoticeEntry{Signed: true},
	}
}

// admitted is a case with everything in order.
func (w *world) admitted(k citizen.Clerk, a citizen.Coming) citizen.Case {
	w.t.Helper()
	relation := "relative"
	if a.Interest != nil {
		relation = "self"
	}
	a.Evidence = w.proves(k.Actor(), relation)
	c, err := w.citizens.Receive(w.t.Context(), k, a)
	w.ok(err)
	c, err = w.citizens.Admit(w.t.Context(), k, c.ID, c.Version, a.Interest != nil, "车主本人，财产受损")
	w.ok(err)
	return c
}

// contractMissing is one lawful story, from the call to the hand-over.
func contractMissing(t *testing.T, w *world) {
	ctx := t.Context()
	_, _, c := w.site("广场")
	p2, v2, _ := w.site("路口")
	further := w.camera(p2, v2, "路口2")
	k := w.attendant("clerk")
	station, token := w.bound(k, "接待室1")
	call := w.lost(c.ID)
	call.Here = false
	m, err := w.citizens.Receive(ctx, k, call)
	w.ok(err)
	if m.State != citizen.Called || !m.Arrived.IsZero() {
		t.Errorf("after the call: %+v", m)
	}
	m, err = w.citizens.Sight(ctx, k, m.ID, citizen.SightingEntry{Camera: c.ID, At: w.clock.Now().Add(-time.Hour), What: "向东走"})
	w.ok(err)
	w.clock.Add(20 * time.Minute)
	m, err = w.citizens.Supplement(ctx, k, m.ID, m.Version, citizen.Brought{})
	w.ok(err)
	if m.State != citizen.Received || !m.Arrived.Equal(w.clock.Now()) {
		t.Errorf("arrived: %+v", m)
	}
	_, err = w.citizens.Admit(ctx, k, m.ID, 0, false, "")
	refusedFor(t, err, "clause.look-registered", "clause.missing-look.3")
	if w.refusedBy(audit.CitizenAdmit, "R799/16/3", "clause.look-registered") != 1 {
		t.Error("the refusal is not on record")
	}
	m, err = w.citizens.Supplement(ctx, k, m.ID, m.Version, w.proves(k.Actor(), "relative"))
	w.ok(err)
	_, err = w.citizens.Admit(ctx, k, m.ID, m.Version-1, false, "")
	wantCode(t, err, shiheng.ErrConflict, "citizen.changed")
	m, err = w.citizens.Admit(ctx, k, m.ID, m.Version, false, "")
	w.ok(err)
	if m.State != citizen.Admitted || m.Form.IsZero() || m.Ruling.Clauses != w.clauses.Digest().String() {
		t.Errorf("admitted: %+v", m.Ruling)
	}
	g, m, err := w.citizens.Open(ctx, k, token, m.ID, citizen.Opening{Beside: true})
	w.ok(err)
	if g.Basis != "W168/25" || g.Ahead != 30 || g.Masked || g.Quota != 4*90*60 || g.Until.Sub(w.clock.Now()) != 30*time.Minute || len(m.Looks) != 1 || m.Looks[0].Station != station.ID {
		t.Errorf("%+v, looks %+v", g, m.Looks)
	}
	if back, err := w.grants.Grant(ctx, g.ID); err != nil || back.Ahead != 30 || back.Mark != g.Mark {
		t.Errorf("read back %+v, %v", back, err)
	}
	tok, err := w.citizens.Token(ctx, k, token, m.ID, g.ID, c.ID)
	w.ok(err)
	w.ok(w.citizens.Stream(ctx, k.Actor(), g, c.ID, tok.Token, token))
	w.showed(g, c.ID, m.From, 10*time.Second)
	w.showed(g, c.ID, m.From.Add(10*time.Second), 10*time.Second)
	w.ok(w.citizens.Served(g, c.ID, shiheng.Served{Chunks: 1, Footage: 2 * time.Second, From: m.From.Add(20 * time.Second), To: m.From.Add(22 * time.Second)}))
	w.showed(g, c.ID, m.From.Add(time.Hour), 5*time.Second) // gone to in between
	seen, err := w.citizens.Read().Seen(ctx, m.ID)
	w.ok(err)
	if len(seen) != 2 || seen[0].To.Sub(seen[0].From) != 22*time.Second || seen[0].Chunks != 3 || seen[1].Seconds != 5 || !seen[1].From.Equal(m.From.Add(time.Hour)) {
		t.Errorf("seen %+v", seen)
	}
	m, err = w.citizens.Extend(ctx, k, m.ID, citizen.Coverage{Cameras: []shiheng.CameraID{further.ID}, To: w.clock.Now()}, "向东走，续看路口")
	w.ok(err)
	if !slices.Equal(m.Cameras, []shiheng.CameraID{further.ID, c.ID}) || m.First.IsZero() || m.Waited() != 0 {
		t.Errorf("extended: %v, first %v", m.Cameras, m.First)
	}
	m, err = w.citizens.Close(ctx, k, m.ID, citizen.Ending{Result: citizen.HandedOver, Unit: "崇安寺派出所", Who: "王警官"})
	w.ok(err)
	if m.State != citizen.Closed || m.HandOver.IsZero() {
		t.Errorf("closed: %+v", m)
	}
	_, err = w.access.Redeem(ctx, k.Principal, g.ID)
	wantCode(t, err, shiheng.ErrExpired, "citizen.closed")
	for act, want := range map[audit.Act]int{
		audit.CitizenReceive: 1, audit.CitizenEvidence: 2, audit.CitizenOpen: 1, audit.CitizenStream: 1, audit.CitizenReceipt: 3, audit.CitizenExtend: 1,
		audit.CitizenSight: 1, audit.CitizenClose: 1, audit.FootagePlayback: 1,
	} {
		if got := w.granted1(act); got != want {
			t.Errorf("%s on record %d times, want %d", act, got, want)
		}
	}
}

// granted1 counts what the record says was done.
func (w *world) granted1(act audit.Act) (n int) {
	w.t.Helper()
	for _, e := range w.events(act) {
		if e.Outcome == audit.Granted {
			n++
		}
	}
	return n
}

// showed has footage served under a grant, and on record.
func (w *world) showed(g shiheng.Grant, camera shiheng.CameraID, from time.Time, d time.Duration) {
	w.t.Helper()
	w.ok(w.citizens.Served(g, camera, shiheng.Served{Chunks: 1, Bytes: 1000, Footage: d, From: from, To: from.Add(d)}))
	w.ok(w.citizens.Receipt(w.t.Context()))
	w.clock.Add(5 * time.Second)
}

// contractRelated is the other flow: the managing unit's own decision, and
// lists that keep the two apart and end at the scope.
func contractRelated(t *testing.T, w *world) {
	ctx := t.Context()
	_, _, c := w.site("车库")
	k := w.attendant("clerk")
	_, token := w.bound(k, "接待室1")
	w.private = true // no platform is asked for
	a := w.hurt(c.ID)
	a.Evidence = w.proves(k.Actor(), "self")
	r, err := w.citizens.Receive(ctx, k, a)
	w.ok(err)
	_, err = w.citizens.Admit(ctx, k, r.ID, 0, false, "看看再说")
	refusedFor(t, err, "clause.related-consent")
	_, err = w.citizens.Admit(ctx, k, r.ID, 0, true, " ")
	wantCode(t, err, shiheng.ErrInvalid, "citizen.reason")
	r, err = w.citizens.Admit(ctx, k, r.ID, 0, true, "车主本人，财产受损")
	w.ok(err)
	g, r, err := w.citizens.Open(ctx, k, token, r.ID, citizen.Opening{Beside: true})
	w.ok(err)
	if g.Basis != "R799/21" || r.Ruling.Until.Sub(w.clock.Now()) != 8*time.Hour {
		t.Errorf("%+v, %+v", g, r.Ruling)
	}
	_, err = w.citizens.Extend(ctx, k, r.ID, r.Coverage, "再看看")
	wantCode(t, err, shiheng.ErrConflict, "citizen.state")
	w.clock.Add(time.Second)
	b := w.hurt(c.ID)
	second, err := w.citizens.Receive(ctx, k, b)
	w.ok(err)
	_, err = w.citizens.Refuse(ctx, k, second.ID, 0, "")
	wantCode(t, err, shiheng.ErrInvalid, "citizen.reason")
	second, err = w.citizens.Refuse(ctx, k, second.ID, 0, "所述时间没有录像")
	w.ok(err)
	if second.State != citizen.Refused || second.Note.IsZero() {
		t.Errorf("%+v", second)
	}
	w.private = false
	w.clock.Add(time.Second)
	m := w.admitted(k, w.lost(c.ID))
	list := func(f citizen.Filter) (out []citizen.CaseID) {
		for p := (audit.Paging{Limit: 1}); ; {
			page, err := w.citizens.Read().Cases(ctx, f, p)
			w.ok(err)
			for _, x := range page.Items {
				out = append(out, x.ID)
			}
			if p.Cursor = page.Next; p.Cursor == "" {
				return out
			}
		}
	}
	all := registry.Scope{All: true}
	for name, tt := range map[string]struct {
		f    citizen.Filter
		want []citizen.CaseID
	}{
		"related":       {citizen.Filter{Scope: all, Flow: citizen.Related}, []citizen.CaseID{second.ID, r.ID}},
		"missing":       {citizen.Filter{Scope: all, Flow: citizen.Missing}, []citizen.CaseID{m.ID}},
		"by state":      {citizen.Filter{Scope: all, State: citizen.Refused}, []citizen.CaseID{second.ID}},
		"by name":       {citizen.Filter{Scope: all, Text: "赵大爷"}, []citizen.CaseID{m.ID}},
		"today":         {citizen.Filter{Scope: all, From: w.today(), To: w.today()}, []citizen.CaseID{m.ID, second.ID, r.ID}},
		"yesterday":     {citizen.Filter{Scope: all, To: w.today().Add(-1)}, nil},
		"nobody's":      {citizen.Filter{}, nil},
		"camera's":      {citizen.Filter{Scope: registry.Scope{Cameras: []shiheng.CameraID{c.ID}}, Flow: citizen.Missing}, []citizen.CaseID{m.ID}},
		"another's":     {citizen.Filter{Scope: registry.Scope{Cameras: []shiheng.CameraID{w.other().ID}}}, nil},
		"one by its id": {citizen.Filter{Scope: all, ID: r.ID}, []citizen.CaseID{r.ID}},
	} {
		if got := list(tt.f); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
	_, err = w.citizens.Book(ctx, k, citizen.Missing, w.today(), w.today())
	w.ok(err)
}

// other is a camera of another site.
func (w *world) other() registry.Camera {
	w.t.Helper()
	_, _, c := w.site("别处")
	return c
}

// contractStations: a code binds one browser once; a removed workstation shows
// nothing, at once.
func contractStations(t *testing.T, w *world) {
	ctx := t.Context()
	_, _, c := w.site("广场")
	k := w.attendant("clerk")
	st, code, err := w.citizens.RegisterStation(ctx, k, citizen.StationEntry{Name: "接待室1", Where: "一楼"})
	w.ok(err)
	_, _, err = w.citizens.Bind(ctx, k, "wrong")
	wantCode(t, err, shiheng.ErrForbidden, "station.code")
	bound, token, err := w.citizens.Bind(ctx, k, " "+code+" ")
	w.ok(err)
	if bound.ID != st.ID || bound.State != citizen.Bound || bound.Bound == nil {
		t.Errorf("%+v", bound)
	}
	_, _, err = w.citizens.Bind(ctx, k, code)
	wantCode(t, err, shiheng.ErrForbidden, "station.code")
	if w.refusedBy(audit.StationBind, "W168/29/1", "station.code") != 2 {
		t.Error("wrong codes are not on record")
	}
	w.clock.Add(time.Second)
	_, late, err := w.citizens.RegisterStation(ctx, k, citizen.StationEntry{Name: "接待室2", Where: "一楼"})
	w.ok(err)
	w.clock.Add(30 * time.Minute)
	_, _, err = w.citizens.Bind(ctx, k, late)
	wantCode(t, err, shiheng.ErrForbidden, "station.code")
	if here, err := w.citizens.Here(ctx, token); err != nil || here.ID != st.ID {
		t.Errorf("here %+v, %v", here, err)
	}
	m := w.admitted(k, w.lost(c.ID))
	g, _, err := w.citizens.Open(ctx, k, token, m.ID, citizen.Opening{Beside: true})
	w.ok(err)
	_, err = w.citizens.RemoveStation(ctx, k, st.ID)
	w.ok(err)
	_, err = w.access.Redeem(ctx, k.Principal, g.ID)
	wantCode(t, err, shiheng.ErrExpired, "citizen.unbound")
	_, err = w.citizens.Here(ctx, token)
	wantCode(t, err, shiheng.ErrNotFound, "station.none")
	_, err = w.citizens.RemoveStation(ctx, k, st.ID)
	wantCode(t, err, shiheng.ErrConflict, "station.removed")
	page, err := w.citizens.Read().Stations(ctx, audit.Paging{Limit: 1})
	w.ok(err)
	if len(page.Items) != 1 || page.Items[0].Name != "接待室2" || page.Next == "" {
		t.Errorf("%+v", page)
	}
}
