package rows_test

import (
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
)

// TestStepUp: a sensitive act asks for a proof that is no older than the house
// says; proving goes on under another token, and what ran under the session
// goes on.
func TestStepUp(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		_, _, c := w.site("甲")
		w.person("keeper", watch(identity.WatchKeeper, identity.Target{}))
		in, err := login(w, "keeper", password)
		w.ok(err)
		g, err := w.open(in.Principal, shiheng.ActLive, c.ID)
		w.ok(err)
		w.ok(w.identity.Fresh(ctx, in.Principal))
		w.policy.StepUp = 5 * time.Minute
		w.clock.Add(5*time.Minute + time.Second)
		p, err := w.identity.Authenticate(ctx, in.Token, desk)
		w.ok(err)
		wantCode(t, w.identity.Fresh(ctx, p), shiheng.ErrForbidden, "session.step-up")
		_, err = w.identity.StepUp(ctx, p, password+"x", "")
		wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
		again, err := w.identity.StepUp(ctx, p, password, "")
		w.ok(err)
		if again.Token == in.Token || again.Principal.Session.ID != p.Session.ID {
			t.Errorf("another session, or the same token: %+v", again.Principal.Session)
		}
		w.ok(w.identity.Fresh(ctx, again.Principal))
		now, err := w.identity.Authenticate(ctx, again.Token, desk)
		w.ok(err)
		w.ok(w.identity.Fresh(ctx, now))
		if _, err := w.access.Redeem(ctx, now, g.ID); err != nil {
			t.Errorf("what ran under the session ended: %v", err)
		}

		// A request that was under way is still answered, and counts as one that
		// proved nothing; a stolen token from before is worth nothing soon.
		late, err := w.identity.Authenticate(ctx, in.Token, desk)
		w.ok(err)
		wantCode(t, w.identity.Fresh(ctx, late), shiheng.ErrForbidden, "session.step-up")
		w.clock.Add(11 * time.Second)
		_, err = w.identity.Authenticate(ctx, in.Token, desk)
		wantCode(t, err, shiheng.ErrExpired, "session.none")

		got := w.events(audit.SessionStepUp)
		if len(got) != 2 || got[0].Outcome != audit.Granted || got[0].Details["factor"] != "password" || got[1].Outcome != audit.Refused {
			t.Errorf("on record: %+v", got)
		}
		w.ok(w.identity.Revoke(ctx, house, now.Session.ID))
		_, err = w.identity.StepUp(ctx, now, password, "")
		wantCode(t, err, shiheng.ErrExpired, "session.none")
	})
}

// TestStepUpTakesTheCode: with a second factor the password is not enough, and
// a code is good once here as well.
func TestStepUpTakesTheCode(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p := w.person("keeper")
	secret, _ := w.enrolled(p)
	_, err := w.identity.StepUp(ctx, p, password, "")
	wantCode(t, err, shiheng.ErrForbidden, "login.code-needed")
	if got := w.events(audit.SessionStepUp); len(got) != 0 {
		t.Errorf("that a code is needed is on record: %+v", got)
	}
	code := w.code(secret, 0)
	out, err := w.identity.StepUp(ctx, p, password, code)
	w.ok(err)
	w.clock.Add(2 * time.Second)
	_, err = w.identity.StepUp(ctx, out.Principal, password, code)
	wantCode(t, err, shiheng.ErrForbidden, "login.code-wrong")
}

// TestLock: where the house asks for it, failures in a row lock an account for
// a while, whatever is typed then; the lock looks like a wrong password.
func TestLock(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		w.person("wang")
		fail := func(n int) {
			for range n {
				_, err := login(w, "wang", "wrong wrong wrong")
				wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
				w.clock.Add(2 * time.Minute)
			}
		}
		right := func() error { _, err := login(w, "wang", password); return err }
		fail(8)
		w.ok(right()) // off by default
		w.policy.LockAfter, w.policy.LockFor = 4, 30*time.Minute
		fail(3)
		w.ok(right()) // begins anew
		fail(4)
		for range 2 { // tries while it is locked do not make it longer
			wantCode(t, right(), shiheng.ErrForbidden, "login.wrong")
			w.clock.Add(2 * time.Minute)
		}
		if e := w.events(audit.Login)[0]; e.Reason != "login.locked" {
			t.Errorf("on record as %s", e.Reason)
		}
		if got := w.events(audit.AccountLock); len(got) != 1 || got[0].Details["failures"] != "4" {
			t.Errorf("locks on record: %+v", got)
		}
		w.clock.Add(25 * time.Minute)
		w.ok(right())
		if got := w.events(audit.AccountLock); len(got) != 1 {
			t.Errorf("locked again: %+v", got)
		}
	})
}

// TestLockCountsCodes: who knows the password does not get to guess at codes
// for ever, at the login or at a step-up.
func TestLockCountsCodes(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	w.policy.LockAfter = 3
	p := w.person("wang")
	secret, _ := w.enrolled(p)
	for range 2 {
		_, err := w.loginWith("wang", password, "000000")
		wantCode(t, err, shiheng.ErrForbidden, "login.code-wrong")
		w.clock.Add(2 * time.Minute)
	}
	_, err := w.identity.StepUp(t.Context(), p, password, "000000")
	wantCode(t, err, shiheng.ErrForbidden, "login.code-wrong")
	w.clock.Add(2 * time.Minute)
	_, err = w.loginWith("wang", password, w.code(secret, 0))
	wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
	w.clock.Add(2 * time.Minute)
	_, err = w.identity.StepUp(t.Context(), p, password, w.code(secret, 0))
	wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
}

// TestUnknownAccountsCostTheSame: a login that nobody has takes the same work
// as one with a wrong password, so that the clock tells nothing.
func TestUnknownAccountsCostTheSame(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	w.person("known")
	w.person("twofold")
	disabled := w.person("disabled").Account
	yes := true
	now, err := w.identity.Account(t.Context(), disabled.ID)
	w.ok(err)
	w.person("admin", watch(identity.SystemAdministrator, identity.Target{}))
	_, err = w.identity.Change(t.Context(), house, disabled.ID, identity.AccountChange{Disabled: &yes, Version: now.Version})
	w.ok(err)
	var want identity.Stats
	for i, name := range []string{"known", "unknown", "disabled", "???", "another"} {
		before := w.identity.Stats()
		_, err := login(w, name, "wrong wrong wrong")
		wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
		after := w.identity.Stats()
		cost := identity.Stats{Hashes: after.Hashes - before.Hashes, Work: after.Work - before.Work}
		if i == 0 {
			want = cost
		}
		if cost != want || cost.Hashes != 1 {
			t.Errorf("%s cost %+v, a known account %+v", name, cost, want)
		}
		w.clock.Add(time.Minute)
	}
}

// TestSessionIsNeverTakenOver is against fixation: a token that was there
// before a login or a step-up opens nothing after it.
func TestSessionIsNeverTakenOver(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	w.person("victim")
	w.person("guest")
	planted, err := login(w, "guest", password)
	w.ok(err)
	in, err := w.identity.Login(ctx, identity.Credentials{Login: "victim", Password: password, Remote: desk, Previous: planted.Token})
	w.ok(err)
	if in.Token == planted.Token {
		t.Error("the planted token became the victim's")
	}
	_, err = w.identity.Authenticate(ctx, planted.Token, desk)
	wantCode(t, err, shiheng.ErrExpired, "session.none")
	made, err := w.identity.Login(ctx, identity.Credentials{Login: "victim", Password: password, Remote: desk, Previous: "chosen-by-the-attacker"})
	w.ok(err)
	if made.Token == "chosen-by-the-attacker" {
		t.Error("a token of the attacker's choice is a session")
	}
	_, err = w.identity.Authenticate(ctx, "chosen-by-the-attacker", desk)
	wantCode(t, err, shiheng.ErrExpired, "session.none")
}
