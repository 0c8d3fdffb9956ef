package rows_test

import (
	"bytes"
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
)

func login(w *world, name, pass string) (identity.Issued, error) {
	return w.identity.Login(w.t.Context(), identity.Credentials{Login: name, Password: pass, Remote: desk, Agent: "Firefox"})
}

// TestClaim: the first administrator is whoever holds the token, once.
func TestClaim(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		old, err := w.identity.OpenClaim(ctx)
		w.ok(err)
		token, err := w.identity.OpenClaim(ctx) // the next start
		w.ok(err)
		for _, wrong := range []string{"", old, token + "x"} {
			_, err := w.identity.Claim(ctx, wrong, "admin", "管理员", password, netip.MustParseAddr("192.0.2.1"))
			wantCode(t, err, shiheng.ErrForbidden, "house.claim-token")
			w.clock.Add(time.Minute)
		}
		_, err = w.identity.Claim(ctx, token, "admin", "管理员", "admin", desk)
		wantCode(t, err, shiheng.ErrInvalid, "password.short")
		w.clock.Add(time.Minute)

		var both sync.WaitGroup
		errs := make([]error, 2)
		for i, name := range []string{"admin", "rival"} {
			both.Go(func() {
				_, errs[i] = w.identity.Claim(ctx, token, name, name, password+" ok", netip.AddrFrom4([4]byte{192, 0, 2, byte(i)}))
			})
		}
		both.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("claimed by both or neither: %v", errs)
		}
		_, err = w.identity.OpenClaim(ctx)
		wantCode(t, err, shiheng.ErrConflict, "house.claimed")
		got := w.events(audit.Claim)
		granted := slices.DeleteFunc(slices.Clone(got), func(e audit.Entry) bool { return e.Outcome == audit.Refused })
		if len(granted) != 1 || len(got) < 4 {
			t.Errorf("%d claims granted, %d on record", len(granted), len(got))
		}
	})
}

// TestLoginSaysNothing: unknown account, wrong password and disabled account
// look the same from outside, and what was typed as an unknown login is not on
// record.
func TestLoginSaysNothing(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	w.person("admin", watch(identity.SystemAdministrator, identity.Target{}))
	off := w.person("off").Account
	yes := true
	a, err := w.identity.Account(t.Context(), off.ID)
	w.ok(err)
	_, err = w.identity.Change(t.Context(), house, off.ID, identity.AccountChange{Disabled: &yes, Version: a.Version})
	w.ok(err)
	before := len(w.events(audit.Login))
	var said []string
	for _, c := range [][2]string{{"admin", "wrong password"}, {"hunter2-typed-as-login", "x"}, {"off", password}, {"!!", "x"}, {"admin", strings.Repeat("x", 100000)}} {
		_, err := login(w, c[0], c[1])
		wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
		said = append(said, err.Error())
		w.clock.Add(10 * time.Minute)
	}
	if len(slices.Compact(said)) != 1 {
		t.Errorf("answers differ: %q", said)
	}
	got := w.events(audit.Login)
	if len(got)-before != 5 {
		t.Errorf("%d failures on record", len(got)-before)
	}
	for _, e := range got {
		if strings.Contains(e.Actor.Name+e.Object.ID, "hunter2") {
			t.Errorf("a typed secret is on record: %+v", e)
		}
	}
}

// TestThrottled: guessing slows down, by account and by source, and a right
// password waits as well; the attempts turned away are counted.
func TestThrottled(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	w.person("wang")
	for range 3 {
		_, err := login(w, "wang", "wrong wrong wrong")
		wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
	}
	for range 7 {
		_, err := login(w, "wang", password)
		wantCode(t, err, shiheng.ErrExhausted, "login.throttled")
	}
	w.clock.Add(time.Second)
	_, err := login(w, "wang", "wrong wrong wrong")
	wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
	if e := w.events(audit.Login)[0]; e.Details["turnedAway"] != "7" {
		t.Errorf("turned away: %+v", e.Details)
	}
	w.clock.Add(2 * time.Second)
	_, err = login(w, "wang", password)
	w.ok(err)
	again, err := login(w, "wang", password) // and begins anew
	w.ok(err)
	if a, err := w.identity.Account(t.Context(), again.Principal.Account.ID); err != nil || a.Version != again.Principal.Account.Version || !a.LastLogin.Equal(w.clock.Now()) {
		t.Errorf("a login is no change of the account: %+v, %v", a, err)
	}
}

// TestOneTimePassword works for three days, and for nothing but changing it.
func TestOneTimePassword(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("甲")
	all := watch(identity.WatchKeeper, identity.Target{})
	_, first, err := w.identity.Create(ctx, house, identity.NewAccount{Login: "li", Name: "李", Roles: []identity.Grantable{all}})
	w.ok(err)
	in, err := login(w, "li", first)
	w.ok(err)
	_, err = w.open(in.Principal, shiheng.ActLive, c.ID)
	refusal, ok := errors.AsType[*access.Refusal](err)
	if !ok || refusal.Unmet[0].Code != "account.must-change-password" {
		t.Errorf("live with a one-time password: %v", err)
	}
	_, err = w.identity.ChangePassword(ctx, in.Principal, "not it at all", password)
	wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
	_, err = w.identity.ChangePassword(ctx, in.Principal, first, first)
	wantCode(t, err, shiheng.ErrInvalid, "password.same")
	out, err := w.identity.ChangePassword(ctx, in.Principal, first, password)
	w.ok(err)
	_, err = w.identity.Authenticate(ctx, in.Token, desk)
	wantCode(t, err, shiheng.ErrExpired, "session.none") // rotated
	p, err := w.identity.Authenticate(ctx, out.Token, desk)
	w.ok(err)
	_, err = w.open(p, shiheng.ActLive, c.ID)
	w.ok(err)
	again, err := w.identity.Reset(ctx, house, p.Account.ID)
	w.ok(err)
	_, err = w.identity.Authenticate(ctx, out.Token, desk)
	wantCode(t, err, shiheng.ErrExpired, "session.none")
	w.clock.Add(72 * time.Hour)
	_, err = login(w, "li", again)
	wantCode(t, err, shiheng.ErrForbidden, "login.one-time-expired")
}

// TestSessionFixation: a login never goes on with a session that was there
// before; that one ends.
func TestSessionFixation(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	w.person("wang")
	planted, err := login(w, "wang", password)
	w.ok(err)
	fresh, err := w.identity.Login(t.Context(), identity.Credentials{Login: "wang", Password: password, Remote: desk, Previous: planted.Token})
	w.ok(err)
	if fresh.Token == planted.Token {
		t.Error("the planted token goes on")
	}
	_, err = w.identity.Authenticate(t.Context(), planted.Token, desk)
	wantCode(t, err, shiheng.ErrExpired, "session.none")
	_, err = w.identity.Authenticate(t.Context(), fresh.Token, desk)
	w.ok(err)
	for _, forged := range []string{"", "x", fresh.Token + "=", strings.ToLower(fresh.Token)} {
		_, err := w.identity.Authenticate(t.Context(), forged, desk)
		wantCode(t, err, shiheng.ErrExpired, "session.none")
	}
}

// TestSessionLimits: idle after half an hour, over after twelve hours.
func TestSessionLimits(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	w.person("wang")
	in, err := login(w, "wang", password)
	w.ok(err)
	for range 5 {
		w.clock.Add(29 * time.Minute)
		_, err = w.identity.Authenticate(t.Context(), in.Token, desk)
		w.ok(err)
	}
	w.clock.Add(31 * time.Minute)
	_, err = w.identity.Authenticate(t.Context(), in.Token, desk)
	wantCode(t, err, shiheng.ErrExpired, "session.idle")
	_, err = w.identity.Authenticate(t.Context(), in.Token, desk)
	wantCode(t, err, shiheng.ErrExpired, "session.none")
	in, err = login(w, "wang", password)
	w.ok(err)
	for range 24 {
		w.clock.Add(29 * time.Minute)
		if _, err = w.identity.Authenticate(t.Context(), in.Token, desk); err != nil {
			break
		}
	}
	w.clock.Add(29 * time.Minute)
	_, err = w.identity.Authenticate(t.Context(), in.Token, desk)
	wantCode(t, err, shiheng.ErrExpired, "session.limit")
	if e := w.events(audit.SessionEnd); len(e) < 2 || e[0].Reason != "session.limit" {
		t.Errorf("ends on record: %+v", e)
	}
}

// TestRolesApart_W168_29: who runs the house sees no footage; commissioning is
// time-boxed; refusals are on record.
func TestRolesApart_W168_29(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	admin := watch(identity.SystemAdministrator, identity.Target{})
	boss := w.person("boss", admin)
	p := w.person("wang")
	all := identity.Target{}
	for _, tt := range []struct {
		name string
		want []identity.Grantable
		code string
		kind error
	}{
		{"administrator and watch keeper", []identity.Grantable{admin, watch(identity.WatchKeeper, all)}, "role.separate", shiheng.ErrForbidden},
		{"auditor and copy officer", []identity.Grantable{watch(identity.CopyOfficer, all), watch(identity.Auditor, all)}, "role.separate", shiheng.ErrForbidden},
		{"endless commissioning", []identity.Grantable{watch(identity.Commissioning, all)}, "role.commissioning-until", shiheng.ErrInvalid},
		{"commissioning too long", []identity.Grantable{{Role: identity.Commissioning, Until: start().Add(31 * 24 * time.Hour)}}, "role.commissioning-until", shiheng.ErrInvalid},
		{"administrator of a camera", []identity.Grantable{{Role: identity.SystemAdministrator, Target: identity.Target{Camera: shiheng.NewID[shiheng.CameraID](start())}}}, "role.target", shiheng.ErrInvalid},
		{"two targets at once", []identity.Grantable{{Role: identity.WatchKeeper, Target: identity.Target{Camera: shiheng.NewID[shiheng.CameraID](start()), Place: shiheng.NewID[shiheng.PlaceID](start())}}}, "role.target", shiheng.ErrInvalid},
		{"a place that is not there", []identity.Grantable{{Role: identity.WatchKeeper, Target: identity.Target{Place: shiheng.NewID[shiheng.PlaceID](start())}}}, "role.target", shiheng.ErrNotFound},
		{"made-up role", []identity.Grantable{{Role: "god"}}, "role.unknown", shiheng.ErrInvalid},
		{"over already", []identity.Grantable{{Role: identity.WatchKeeper, Until: start().Add(-time.Hour)}}, "role.until", shiheng.ErrInvalid},
	} {
		_, err := w.identity.SetRoles(ctx, boss.Actor(), p.Account.ID, tt.want, "试")
		t.Run(tt.name, func(t *testing.T) { wantCode(t, err, tt.kind, tt.code) })
	}
	if have, err := w.identity.Assignments(ctx, p.Account.ID); err != nil || len(have) != 0 {
		t.Errorf("something was assigned: %+v, %v", have, err)
	}
	refused := slices.DeleteFunc(w.events(audit.RoleAssign), func(e audit.Entry) bool { return e.Outcome != audit.Refused })
	if len(refused) != 2 || refused[0].Actor.Name != "boss" || refused[0].Article != "W168/29/1" {
		t.Errorf("refusals on record: %+v", refused)
	}
	_, err := w.identity.SetRoles(ctx, house, boss.Account.ID, nil, "")
	wantCode(t, err, shiheng.ErrConflict, "role.last-administrator")
	_, err = w.identity.SetRoles(ctx, boss.Actor(), boss.Account.ID, nil, "试")
	wantCode(t, err, shiheng.ErrForbidden, "account.self")

	// What stays is left alone, what goes is withdrawn, each on record.
	_, _, c := w.site("甲")
	keep := watch(identity.WatchKeeper, identity.Target{Camera: c.ID})
	w.set(ctx, boss.Actor(), p.Account.ID, []identity.Grantable{keep, {Role: identity.Commissioning, Until: start().Add(time.Hour)}})
	first, err := w.identity.Assignments(ctx, p.Account.ID)
	w.ok(err)
	w.set(ctx, boss.Actor(), p.Account.ID, []identity.Grantable{keep})
	second, err := w.identity.Assignments(ctx, p.Account.ID)
	if err != nil || len(second) != 1 || !slices.ContainsFunc(first, func(a identity.Assignment) bool { return a == second[0] }) {
		t.Errorf("assignments %+v, %v", second, err)
	}
	if got := w.events(audit.RoleWithdraw); len(got) != 1 || got[0].Details["role"] != string(identity.Commissioning) {
		t.Errorf("withdrawals on record: %+v", got)
	}
}

// TestNoSecretInRows plays a life through and looks for every secret in the
// bytes of the database, its log and its backup.
func TestNoSecretInRows(t *testing.T) {
	dir := t.TempDir()
	w := newWorld(t, "sqlite:"+filepath.Join(dir, "rows.db"), false)
	ctx := t.Context()
	w.site("甲")
	_, oneTime, err := w.identity.Create(ctx, house, identity.NewAccount{Login: "li", Name: "李"})
	w.ok(err)
	in, err := login(w, "li", oneTime)
	w.ok(err)
	out, err := w.identity.ChangePassword(ctx, in.Principal, oneTime, password)
	w.ok(err)
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(files) < 2 {
		t.Fatalf("files %v", files)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		w.ok(err)
		for _, secret := range []string{oneTime, password, in.Token, out.Token, "pass word", "pass%20word"} {
			if bytes.Contains(b, []byte(secret)) {
				t.Errorf("%s holds the secret %q", filepath.Base(f), secret)
			}
		}
	}
}

// TestBusyGate: when all password checkers are taken a login waits, and then
// says so instead of piling up.
func TestBusyGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, sqliteURL(t), false)
		w.person("wang")
		w.ok(w.gate.Acquire(t.Context(), 2))
		began := time.Now()
		_, err := login(w, "wang", password)
		wantCode(t, err, shiheng.ErrExhausted, "login.busy")
		if took := time.Since(began); took != 5*time.Second {
			t.Errorf("waited %v", took)
		}
		w.gate.Release(2)
		_, err = login(w, "wang", password)
		w.ok(err)
	})
}
