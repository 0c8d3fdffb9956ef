package rows_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/store/rows"
)

func (w *world) open(p identity.Principal, act shiheng.Act, cameras ...shiheng.CameraID) (shiheng.Grant, error) {
	q := access.Request{Principal: p, Act: act, Cameras: cameras}
	if act == shiheng.ActPlayback || act == shiheng.ActExport {
		q.Footage, q.Purpose = shiheng.Span{From: w.clock.Now().Add(-time.Hour), To: w.clock.Now()}, "核对报修情况"
	}
	return w.access.Open(w.t.Context(), q)
}

// run keeps grants up in the background until the test ends, in a bubble.
func (w *world) run() {
	ctx, stop := context.WithCancel(w.t.Context())
	done := make(chan error)
	go func() { done <- w.access.Run(ctx) }()
	w.t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			w.t.Error(err)
		}
	})
}

// TestL9_WrittenBefore: granted and refused, the event is committed when Open
// returns, with who, what, where and why.
func TestL9_WrittenBefore(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		p, v, c1 := w.site("广场")
		c2 := w.camera(p, v, "广场2")
		keeper := w.person("keeper", watch(identity.WatchKeeper, identity.Target{System: v.ID}))
		g, err := w.open(keeper, shiheng.ActLive, c1.ID, c2.ID)
		w.ok(err)
		got := w.events(audit.FootageLive)
		if len(got) != 1 || got[0].Object != audit.On("grant", g.ID) || !slices.Equal(got[0].Cameras, []shiheng.CameraID{c1.ID, c2.ID}) ||
			got[0].Actor.Account != keeper.Account.ID || got[0].Actor.Name != keeper.Account.Login || got[0].Actor.Session != keeper.Session.ID || got[0].Actor.Remote != "192.0.2.7" || got[0].Outcome != audit.Granted || got[0].Article != "W168/29/1" {
			t.Errorf("one layout is one act with its cameras: %+v", got)
		}
		digest := w.clauses.Digest().String()
		if d := got[0].Details; d["clauses"] != "own-live" || d["policies"] != digest {
			t.Errorf("the grant names the clauses %q of the policies %q", d["clauses"], d["policies"])
		}
		admin := w.person("admin", watch(identity.SystemAdministrator, identity.Target{}))
		_, err = w.open(admin, shiheng.ActPlayback, c1.ID)
		refusal, ok := errors.AsType[*access.Refusal](err)
		if !ok || !errors.Is(err, shiheng.ErrForbidden) || refusal.Unmet[0].Code != "access.role" {
			t.Fatalf("an administrator plays back: %v", err)
		}
		if got = w.events(audit.FootagePlayback); len(got) != 1 || got[0].Outcome != audit.Refused || got[0].Reason != "access.role" || got[0].Article != "W168/29/1" {
			t.Errorf("refusal on record: %+v", got)
		}
		if d := got[0].Details; d["clauses"] != "own-playback administrator-apart" || d["unmet"] != "access.role clause.administrator-apart" || d["policies"] != digest {
			t.Errorf("the refusal names %q", d)
		}
		m, err := w.grants.Grant(t.Context(), g.ID)
		if err != nil || !m.Until.Equal(g.Until) || !slices.Equal(m.Cameras, g.Cameras) || m.Mark != g.Mark {
			t.Errorf("grant in rows %+v, %v", m, err)
		}
	})
}

// TestOlderFootageAsksItsPurpose_R799_16: instant replay is duty watching;
// what lies behind it asks its purpose once a session, and each grant has it on
// record.
func TestOlderFootageAsksItsPurpose_R799_16(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		_, v, c := w.site("广场")
		keeper := w.person("keeper", watch(identity.WatchKeeper, identity.Target{System: v.ID}))
		second, err := w.identity.Login(t.Context(), identity.Credentials{Login: "keeper", Password: password, Remote: desk})
		w.ok(err)
		ask := func(p identity.Principal, act shiheng.Act, back time.Duration, purpose string) string {
			t.Helper()
			span := shiheng.Span{From: w.clock.Now().Add(-back), To: w.clock.Now()}
			_, err := w.access.Open(t.Context(), access.Request{Principal: p, Act: act, Cameras: []shiheng.CameraID{c.ID}, Footage: span, Purpose: purpose})
			if refusal, ok := errors.AsType[*access.Refusal](err); ok {
				return refusal.Unmet[0].Code + " " + refusal.Unmet[0].Article + " " + refusal.Unmet[0].Clause
			}
			w.ok(err)
			return ""
		}
		const asked = "playback.purpose W168/6 own-purpose"
		for _, tt := range []struct {
			name    string
			who     identity.Principal
			act     shiheng.Act
			back    time.Duration
			purpose string
			want    string
		}{
			{"instant replay", keeper, shiheng.ActPlayback, 30 * time.Minute, "", ""},
			{"older", keeper, shiheng.ActPlayback, 30*time.Minute + time.Second, "", asked},
			{"a picture of then", keeper, shiheng.ActSnapshot, time.Hour, "", asked},
			{"with its purpose", keeper, shiheng.ActPlayback, time.Hour, "核对报修情况", ""},
			{"not again in the session", keeper, shiheng.ActPlayback, 48 * time.Hour, "", ""},
			{"nor for a picture", keeper, shiheng.ActSnapshot, time.Hour, "", ""},
			{"in another session", second.Principal, shiheng.ActPlayback, time.Hour, "", asked},
		} {
			if got := ask(tt.who, tt.act, tt.back, tt.purpose); got != tt.want {
				t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
			}
		}
		stated := 0
		for _, e := range append(w.events(audit.FootagePlayback), w.events(audit.FootageSnapshot)...) {
			if e.Outcome == audit.Granted && e.Details["purpose"] == "核对报修情况" {
				stated++
			}
		}
		if stated != 3 {
			t.Errorf("%d looks at older footage have their purpose on record, want 3", stated)
		}
	})
}

// TestNobodyKnowsAnothersCamera: what is out of scope looks like what is not
// there (IDOR).
func TestNobodyKnowsAnothersCamera(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	p, _, _ := w.site("东")
	_, _, theirs := w.site("西")
	keeper := w.person("keeper", watch(identity.WatchKeeper, identity.Target{Place: p.ID}))
	for _, id := range []shiheng.CameraID{theirs.ID, shiheng.NewID[shiheng.CameraID](start())} {
		_, err := w.open(keeper, shiheng.ActLive, id)
		refusal, ok := errors.AsType[*access.Refusal](err)
		if !ok || len(refusal.Unmet) != 1 || refusal.Unmet[0].Code != "access.scope" || refusal.Unmet[0].Camera != id {
			t.Errorf("refused with %v", err)
		}
	}
}

// TestGrantIsItsSessions: a grant opens for the session it was minted for and
// is not there for anybody else, the same person's other session included.
func TestGrantIsItsSessions(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("码头")
	all := watch(identity.WatchKeeper, identity.Target{})
	a, b := w.person("aa", all), w.person("bb", all)
	g, err := w.open(a, shiheng.ActLive, c.ID)
	w.ok(err)
	second, err := w.identity.Login(ctx, identity.Credentials{Login: "aa", Password: password, Remote: desk})
	w.ok(err)
	for _, p := range []identity.Principal{b, second.Principal} {
		_, err := w.access.Redeem(ctx, p, g.ID)
		wantCode(t, err, shiheng.ErrNotFound, "grant.none")
		wantCode(t, w.access.Release(ctx, p, g.ID), shiheng.ErrNotFound, "grant.none")
	}
	_, err = w.access.Redeem(ctx, a, shiheng.NewID[shiheng.GrantID](start()))
	wantCode(t, err, shiheng.ErrNotFound, "grant.none")
	got, err := w.access.Redeem(ctx, a, g.ID)
	if err != nil || got.ID != g.ID || !slices.Equal(got.Cameras, g.Cameras) {
		t.Errorf("redeemed %+v, %v", got, err)
	}
	w.ok(w.access.Release(ctx, a, g.ID))
	w.ok(w.access.Release(ctx, a, g.ID))
	_, err = w.access.Redeem(ctx, a, g.ID)
	wantCode(t, err, shiheng.ErrExpired, "grant.released")
	if got := w.events(audit.GrantEnd); len(got) != 1 || got[0].Reason != "grant.released" {
		t.Errorf("ends on record: %+v", got)
	}
}

// TestTampered_W168_29: a mark taken away ends its grant at once, by name and
// with the article; nobody ends another's by it.
func TestTampered_W168_29(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		_, _, c := w.site("水印")
		all := watch(identity.WatchKeeper, identity.Target{})
		a, b := w.person("aa", all), w.person("bb", all)
		g, err := w.open(a, shiheng.ActPlayback, c.ID)
		w.ok(err)
		if g.Faint || g.Mark != a.Account.Name+" aa 192.0.2.7" {
			t.Errorf("an hour of the past is marked %q, faint %t", g.Mark, g.Faint)
		}
		wall, err := w.open(a, shiheng.ActLive, c.ID)
		if err != nil || !wall.Faint {
			t.Errorf("duty watching is marked faintly: %+v, %v", wall, err)
		}
		under, stop, err := w.access.Watch(ctx, g.ID)
		w.ok(err)
		defer stop()
		wantCode(t, w.access.Tampered(ctx, b, g.ID, access.MarkRemoved), shiheng.ErrNotFound, "grant.none")
		wantCode(t, w.access.Tampered(ctx, a, g.ID, "painted"), shiheng.ErrInvalid, "grant.tampering")
		if under.Err() != nil {
			t.Fatalf("ended by another's word: %v", context.Cause(under))
		}
		w.ok(w.access.Tampered(ctx, a, g.ID, access.MarkHidden))
		wantCode(t, context.Cause(under), shiheng.ErrForbidden, "grant.mark")
		_, err = w.access.Redeem(ctx, a, g.ID)
		wantCode(t, err, shiheng.ErrExpired, "grant.mark")
		_, err = w.access.Redeem(ctx, a, wall.ID)
		w.ok(err)
		got := w.events(audit.GrantTampered)
		if len(got) != 1 || got[0].Outcome != audit.Refused || got[0].Article != "W168/29/1" || got[0].Reason != "grant.mark" ||
			got[0].Details["how"] != "hidden" || got[0].Actor.Account != a.Account.ID || !slices.Equal(got[0].Cameras, g.Cameras) {
			t.Errorf("on record: %+v", got)
		}
		if ends := w.events(audit.GrantEnd); len(ends) != 1 || ends[0].Reason != "grant.mark" {
			t.Errorf("ends on record: %+v", ends)
		}
	})
}

// TestRevoked: whatever takes a right away ends what runs under it, with the
// cause, and the end is on record.
func TestRevoked(t *testing.T) {
	no := false
	yes := true
	for _, tt := range []struct {
		name string
		do   func(*world, identity.Principal, registry.Camera) error
		code string
		wait time.Duration // at most; 0: at once
	}{
		{"session revoked", func(w *world, p identity.Principal, _ registry.Camera) error {
			return w.identity.Revoke(w.t.Context(), house, p.Session.ID)
		}, "session.revoked", 0},
		{"logged out", func(w *world, p identity.Principal, _ registry.Camera) error {
			return w.identity.Logout(w.t.Context(), p)
		}, "session.logout", 0},
		{"account disabled", func(w *world, p identity.Principal, _ registry.Camera) error {
			a, err := w.identity.Account(w.t.Context(), p.Account.ID)
			if err == nil {
				_, err = w.identity.Change(w.t.Context(), house, a.ID, identity.AccountChange{Disabled: &yes, Version: a.Version})
			}
			return err
		}, "account.disabled", 0},
		{"password reset", func(w *world, p identity.Principal, _ registry.Camera) error {
			_, err := w.identity.Reset(w.t.Context(), house, p.Account.ID)
			return err
		}, "session.password", 0},
		{"role withdrawn", func(w *world, p identity.Principal, _ registry.Camera) error {
			_, err := w.identity.SetRoles(w.t.Context(), house, p.Account.ID, nil, "")
			return err
		}, "access.role", time.Second},
		{"camera disabled", func(w *world, _ identity.Principal, c registry.Camera) error {
			c.Enabled = no
			_, err := w.registry.SaveCamera(w.t.Context(), house, c)
			w.access.CamerasChanged()
			return err
		}, "camera.disabled", time.Second},
		{"room use became forbidden behind the gate", func(w *world, _ identity.Principal, c registry.Camera) error {
			return rows.NewRegistry(w.db).Write(w.t.Context(), func(tx registry.Tx) error {
				c.RoomUse = "toilet"
				return tx.UpdateCamera(c, "")
			})
		}, "camera.room-forbidden", 11 * time.Second},
		{"session ended by another node", func(w *world, p identity.Principal, _ registry.Camera) error {
			return rows.NewIdentity(w.db).Write(w.t.Context(), func(tx identity.Tx) error {
				_, err := tx.EndSession(p.Session.ID, w.clock.Now(), "session.revoked")
				return err
			})
		}, "session.revoked", 11 * time.Second},
		{"time is up", func(w *world, _ identity.Principal, _ registry.Camera) error {
			w.clock.Add(13 * time.Hour) // a bubble of that length looks at everything five thousand times
			return nil
		}, "grant.expired", 11 * time.Second},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, sqliteURL(t), false)
				w.clock.Tick()
				w.run()
				_, _, c := w.site("桥")
				admin := w.person("admin", watch(identity.SystemAdministrator, identity.Target{})) // stays
				_ = admin
				p := w.person("keeper", watch(identity.WatchKeeper, identity.Target{Camera: c.ID}))
				g, err := w.open(p, shiheng.ActLive, c.ID)
				w.ok(err)
				under, stop, err := w.access.Watch(t.Context(), g.ID)
				w.ok(err)
				defer stop()
				time.Sleep(30 * time.Second) // bubble time: nothing ends by itself
				if under.Err() != nil {
					t.Fatalf("ended early: %v", context.Cause(under))
				}
				w.ok(tt.do(w, p, c))
				began := time.Now()
				<-under.Done()
				if took := time.Since(began); took > tt.wait {
					t.Errorf("took %v, want at most %v", took, tt.wait)
				}
				cause, ok := errors.AsType[*shiheng.Error](context.Cause(under))
				if !ok || cause.Code != tt.code {
					t.Errorf("ended with %v, want %s", context.Cause(under), tt.code)
				}
				if _, _, err := w.access.Watch(t.Context(), g.ID); err == nil {
					t.Error("an ended grant is watched")
				}
				time.Sleep(2 * time.Second)
				ends := w.events(audit.GrantEnd)
				if len(ends) != 1 || ends[0].Reason != tt.code || ends[0].Object != audit.On("grant", g.ID) {
					t.Errorf("ends on record: %+v", ends)
				}
				if _, err := w.access.Redeem(t.Context(), p, g.ID); err == nil {
					t.Error("an ended grant is redeemed")
				}
			})
		})
	}
}

// TestWallDoesNotIdleOut: a session whose live picture runs is in use; without
// it the session idles out.
func TestWallDoesNotIdleOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, sqliteURL(t), false)
		w.clock.Tick()
		w.run()
		_, _, c := w.site("地铁站")
		p := w.person("keeper", watch(identity.WatchKeeper, identity.Target{}))
		idle := w.person("other", watch(identity.WatchKeeper, identity.Target{}))
		g, err := w.open(p, shiheng.ActLive, c.ID)
		w.ok(err)
		under, stop, err := w.access.Watch(t.Context(), g.ID)
		w.ok(err)
		for range 90 {
			time.Sleep(time.Minute)
			w.ok(w.identity.Sweep(t.Context()))
		}
		if under.Err() != nil {
			t.Errorf("the wall went dark: %v", context.Cause(under))
		}
		if s, err := w.identity.Session(t.Context(), idle.Session.ID); err != nil || s.Cause != "session.idle" {
			t.Errorf("the idle session is %+v, %v", s, err)
		}
		stop()
		for range 35 {
			time.Sleep(time.Minute)
			w.ok(w.identity.Sweep(t.Context()))
		}
		if s, err := w.identity.Session(t.Context(), p.Session.ID); err != nil || s.Cause != "session.idle" {
			t.Errorf("with the picture closed the session is %+v, %v", s, err)
		}
	})
}

// TestAfterRestart: grants from before are found in the rows; those whose end
// was not written down are closed at start.
func TestAfterRestart(t *testing.T) {
	url := sqliteURL(t)
	w := newWorld(t, url, false)
	_, _, c := w.site("医院")
	p := w.person("copier", watch(identity.CopyOfficer, identity.Target{}))
	q := access.Request{
		Principal: p, Act: shiheng.ActExport, Cameras: []shiheng.CameraID{c.ID}, Purpose: "内部核查", Recipient: "保卫科", Approver: "张科长", Expires: law.DayOf(start()),
		Footage: shiheng.Span{From: start().Add(-time.Hour), To: start()},
	}
	g, err := w.access.Open(t.Context(), q)
	w.ok(err)
	again := newWorld(t, url, false)
	again.clock.Add(10 * time.Minute)
	w.ok(again.access.Close(t.Context()))
	got, err := again.access.Redeem(t.Context(), p, g.ID)
	if err != nil || got.ID != g.ID || !got.Footage.From.Equal(g.Footage.From) || got.Permits(shiheng.ActExport, c.ID, again.clock.Now()) != nil {
		t.Errorf("after a restart: %+v, %v", got, err)
	}
	third := newWorld(t, url, false)
	third.clock.Add(2 * time.Hour)
	w.ok(third.access.Close(t.Context()))
	w.ok(third.access.Close(t.Context()))
	if ends := third.events(audit.GrantEnd); len(ends) != 1 || ends[0].Reason != "grant.expired" {
		t.Errorf("ends on record: %+v", ends)
	}
	_, err = third.access.Redeem(t.Context(), p, g.ID)
	wantCode(t, err, shiheng.ErrExpired, "grant.expired")
}

// TestRequestForm: what cannot be right is refused before anybody decides.
func TestRequestForm(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	_, _, c := w.site("公园")
	p := w.person("keeper", watch(identity.WatchKeeper, identity.Target{}))
	many := make([]shiheng.CameraID, access.MaxCameras+1)
	for i := range many {
		many[i] = shiheng.NewID[shiheng.CameraID](start())
	}
	for _, q := range []access.Request{
		{Act: "forward", Cameras: []shiheng.CameraID{c.ID}},
		{Act: shiheng.ActLive},
		{Act: shiheng.ActLive, Cameras: many},
		{Act: shiheng.ActLive, Cameras: []shiheng.CameraID{c.ID, c.ID}},
		{Act: shiheng.ActLive, Cameras: []shiheng.CameraID{{}}},
	} {
		q.Principal = p
		if _, err := w.access.Open(t.Context(), q); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("%v of %d cameras: %v", q.Act, len(q.Cameras), err)
		}
	}
}

// TestNoGrantForAnEndedSession: a request that was authenticated before the
// session ended mints nothing after it.
func TestNoGrantForAnEndedSession(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	_, _, c := w.site("公园")
	p := w.person("keeper", watch(identity.WatchKeeper, identity.Target{}))
	w.ok(w.identity.Logout(t.Context(), p))
	_, err := w.open(p, shiheng.ActLive, c.ID)
	wantCode(t, err, shiheng.ErrExpired, "session.none")
	if _, rest := w.dump(); strings.Contains(rest, "access_grant|") {
		t.Error("a grant was written")
	}
}

// TestManyGrants: the oldest grants that nobody looks through make room, those
// in use and exports never; when all are in use there is no more.
func TestManyGrants(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("公园")
	all := identity.Target{}
	p := w.person("keeper", watch(identity.WatchKeeper, all), watch(identity.CopyOfficer, all))
	export, err := w.access.Open(ctx, access.Request{Principal: p, Act: shiheng.ActExport, Cameras: []shiheng.CameraID{c.ID},
		Footage: shiheng.Span{From: start().Add(-time.Hour), To: start()}, Purpose: "甲", Recipient: "乙", Approver: "丙", Expires: law.DayOf(start())})
	w.ok(err)
	first, err := w.open(p, shiheng.ActLive, c.ID)
	w.ok(err)
	var newest shiheng.Grant
	for range 260 {
		w.clock.Add(time.Millisecond)
		newest, err = w.open(p, shiheng.ActLive, c.ID)
		w.ok(err)
	}
	for _, id := range []shiheng.GrantID{export.ID, newest.ID} {
		_, err := w.access.Redeem(ctx, p, id)
		w.ok(err)
	}
	_, err = w.access.Redeem(ctx, p, first.ID)
	wantCode(t, err, shiheng.ErrExpired, "grant.unused")
	var last error
	for range 260 {
		w.clock.Add(time.Millisecond)
		var g shiheng.Grant
		if g, last = w.open(p, shiheng.ActLive, c.ID); last != nil {
			break
		}
		_, stop, err := w.access.Watch(ctx, g.ID)
		w.ok(err)
		defer stop()
	}
	wantCode(t, last, shiheng.ErrExhausted, "grant.many")
}

// TestAuthorize: a refused managing act is on record, an allowed one writes
// nothing of its own.
func TestAuthorize(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	admin := w.person("admin", watch(identity.SecurityAdministrator, identity.Target{}))
	keeper := w.person("keeper", watch(identity.WatchKeeper, identity.Target{}))
	w.ok(w.access.Authorize(t.Context(), admin, access.ManageAccounts))
	if err := w.access.Authorize(t.Context(), keeper, access.ManageAccounts); !errors.Is(err, shiheng.ErrForbidden) {
		t.Errorf("a watch keeper manages accounts: %v", err)
	}
	got := w.events(audit.ManagementAct)
	if len(got) != 1 || got[0].Object.ID != string(access.ManageAccounts) || got[0].Actor.Name != "keeper" {
		t.Errorf("on record: %+v", got)
	}
}

// TestCanAgrees: what the can map promises is what Open does.
func TestCanAgrees(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	p, v, c := w.site("甲")
	_, _, other := w.site("乙")
	planned, err := w.registry.SaveSystem(t.Context(), house, registry.VideoSystem{Place: p.ID, Name: "未试运行", W168Category: "W8-01"})
	w.ok(err)
	early := w.camera(p, planned, "早")
	bare, err := w.registry.SaveCamera(t.Context(), house, registry.Camera{Name: "空", System: v.ID, Place: p.ID, RoomUse: "hall", Enabled: true})
	w.ok(err)
	for n, role := range identity.Roles() {
		g := identity.Grantable{Role: role}
		switch {
		case role.OverOrganisation():
			g.Target.Organisation = w.unit("单位"+string(role), party.Function(role)).ID
		case role.Scoped():
			g.Target.Place = p.ID
		}
		if role == identity.Commissioning {
			g.Until = start().Add(time.Hour)
		}
		who := w.person(fmt.Sprint("role", n), g)
		rights, err := w.access.Rights(t.Context(), who)
		w.ok(err)
		linked, err := w.registry.Read().Linked(t.Context(), c.ID, other.ID, early.ID, bare.ID)
		w.ok(err)
		for _, l := range linked {
			for act, why := range rights.Can(l) {
				if act == "control" { // it goes with a grant that is there, and has a room and a test of its own
					continue
				}
				q := access.Request{Principal: who, Act: act, Cameras: []shiheng.CameraID{l.ID}}
				if act == shiheng.ActPlayback || act == shiheng.ActExport || act == shiheng.ActSnapshot {
					q.Footage = shiheng.Span{From: start().Add(-time.Hour), To: start()}
					q.Purpose, q.Recipient, q.Approver, q.Expires = "甲", "乙", "丙", law.DayOf(start())
				}
				_, err := w.access.Open(t.Context(), q)
				if (err == nil) != (why == access.Reason{}) {
					t.Errorf("%s may %s %s: can says %q, Open %v", role, act, l.Name, why, err)
				}
			}
			in, err := w.registry.Read().Cameras(t.Context(), registry.CameraFilter{Scope: rights.Scope()}, audit.Paging{})
			w.ok(err)
			listed := slices.ContainsFunc(in.Items, func(c registry.Camera) bool { return c.ID == l.ID })
			if listed != rights.Knows(l) {
				t.Errorf("%s: %s listed %v, known %v", role, l.Name, listed, rights.Knows(l))
			}
		}
	}
}
