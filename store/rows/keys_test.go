package rows_test

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/identity/passkey/passkeytest"
)

// device is an authenticator in the hands of somebody at the house's console.
func device() *passkeytest.Device { return &passkeytest.Device{Origin: houseParty.Origins[0]} }

func (w *world) says(d *passkeytest.Device, q identity.Question, err error) identity.Answer {
	w.t.Helper()
	w.ok(err)
	said, err := d.Get(q.Options)
	w.ok(err)
	return identity.Answer{Ticket: q.Ticket, Said: said}
}

// made has the device make a passkey and tells the ticket's answer.
func (w *world) made(p identity.Principal, d *passkeytest.Device) identity.Answer {
	w.t.Helper()
	q, err := w.identity.EnrolPasskey(w.t.Context(), p)
	w.ok(err)
	said, err := d.Create(q.Options)
	w.ok(err)
	return identity.Answer{Ticket: q.Ticket, Said: said}
}

func (w *world) keyed(p identity.Principal, d *passkeytest.Device) (identity.Key, []string) {
	w.t.Helper()
	k, codes, err := w.identity.KeepPasskey(w.t.Context(), p, "办公室", w.made(p, d))
	w.ok(err)
	return k, codes
}

// touch is what the sign-in page gets and what the device says to it.
func (w *world) touch(d *passkeytest.Device) identity.Answer {
	w.t.Helper()
	q, err := w.identity.AskPasskey(w.t.Context())
	return w.says(d, q, err)
}

func (w *world) again(p identity.Principal, d *passkeytest.Device) identity.Answer {
	w.t.Helper()
	q, err := w.identity.AskPasskeyAgain(w.t.Context(), p)
	return w.says(d, q, err)
}

func (w *world) passkeyIn(ans identity.Answer) (identity.Issued, error) {
	return w.identity.PasskeyLogin(w.t.Context(), identity.Credentials{Remote: desk, Agent: "Firefox"}, ans)
}

// TestPasskey registers one, signs in by it alone, steps up by it, and finds
// each wrong answer refused and on record.
func TestPasskey(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		p := w.person("keeper", watch(identity.WatchKeeper, identity.Target{}))
		elsewhere, err := login(w, "keeper", password)
		w.ok(err)
		d := device()
		k, codes := w.keyed(p, d)
		if len(codes) != 10 || k.Kind != identity.Passkey || k.Name != "办公室" {
			t.Errorf("registered %+v with %d recovery codes", k, len(codes))
		}
		_, err = w.identity.Authenticate(ctx, elsewhere.Token, desk)
		wantCode(t, err, shiheng.ErrExpired, "session.none") // begun without
		second := device()
		w.clock.Add(time.Second) // ids of one instant have no order
		if _, more := w.keyed(p, second); more != nil {
			t.Error("recovery codes a second time")
		}
		in, err := w.passkeyIn(w.touch(d))
		w.ok(err)
		if s := in.Principal.Session; s.Way != "passkey" || s.Proved != "passkey" || in.Principal.Account.ID != p.Account.ID {
			t.Errorf("signed in as %+v", s)
		}
		w.ok(w.identity.Fresh(ctx, in.Principal))
		if e := w.events(audit.Login)[0]; e.Details["factor"] != "passkey" || e.Details["way"] != "passkey" {
			t.Errorf("on record: %+v", e)
		}

		w.clock.Add(20 * time.Minute)
		now, err := w.identity.Authenticate(ctx, in.Token, desk)
		w.ok(err)
		wantCode(t, w.identity.Fresh(ctx, now), shiheng.ErrForbidden, "session.step-up")
		ans := w.again(now, second)
		up, err := w.identity.StepUpPasskey(ctx, now, ans)
		w.ok(err)
		w.ok(w.identity.Fresh(ctx, up.Principal))
		if up.Token == in.Token {
			t.Error("the session goes on under the same token")
		}
		_, err = w.identity.StepUpPasskey(ctx, now, ans) // replayed
		wantCode(t, err, shiheng.ErrForbidden, "challenge.used")
		if got := w.events(audit.SessionStepUp); len(got) != 2 || got[0].Outcome != audit.Refused || got[1].Details["factor"] != "passkey" {
			t.Errorf("on record: %+v", got)
		}
		keys, err := w.identity.Keys(ctx, p.Account.ID)
		w.ok(err)
		if len(keys) != 2 || !keys[1].Used.Equal(w.clock.Now()) {
			t.Errorf("keys %+v", keys)
		}
	})
}

// TestPasskeyAnswers: an answer counts once, for what and whom it was asked,
// within five minutes; unknown, taken away and locked look alike.
func TestPasskeyAnswers(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p, thief := w.person("keeper"), w.person("thief")
	d, other := device(), device()
	k, _ := w.keyed(p, d)
	w.keyed(thief, other)

	ans := w.touch(d)
	_, err := w.passkeyIn(ans)
	w.ok(err)
	_, err = w.passkeyIn(ans)
	wantCode(t, err, shiheng.ErrForbidden, "challenge.used")
	if e := w.events(audit.Login)[0]; e.Reason != "challenge.used" || e.Actor.Name != "keeper" {
		t.Errorf("a replay on record as %+v", e)
	}
	w.clock.Add(time.Minute)
	ans = w.touch(d)
	w.clock.Add(5 * time.Minute)
	_, err = w.passkeyIn(ans)
	wantCode(t, err, shiheng.ErrExpired, "challenge.over")

	// Asked of one session, answered in another; asked for one thing, used for another.
	_, err = w.identity.StepUpPasskey(ctx, thief, w.again(p, d))
	wantCode(t, err, shiheng.ErrExpired, "challenge.over")
	_, err = w.identity.StepUpPasskey(ctx, p, w.touch(d))
	wantCode(t, err, shiheng.ErrExpired, "challenge.over")
	_, err = w.passkeyIn(w.again(p, d))
	wantCode(t, err, shiheng.ErrExpired, "challenge.over")
	_, _, err = w.identity.KeepPasskey(ctx, thief, "偷来的", w.made(p, device()))
	wantCode(t, err, shiheng.ErrExpired, "challenge.over")
	q, err := w.identity.AskPasskeyAgain(ctx, p)
	w.ok(err)
	q.Options = json.RawMessage(strings.ReplaceAll(string(q.Options), `"allowCredentials"`, `"ignored"`))
	_, err = w.identity.StepUpPasskey(ctx, p, w.says(other, q, nil)) // somebody else's key at my console
	wantCode(t, err, shiheng.ErrForbidden, "passkey.wrong")
	if e := w.events(audit.SessionStepUp)[0]; e.Reason != "passkey.wrong" {
		t.Errorf("on record: %+v", e)
	}

	unknown := device()
	unknown.Create(must(w.identity.EnrolPasskey(ctx, p)).Options) //nolint:errcheck // only to have a key of no account
	w.clock.Add(time.Hour)
	_, err = w.passkeyIn(w.touch(unknown))
	wantCode(t, err, shiheng.ErrForbidden, "passkey.wrong")
	if e := w.events(audit.Login)[0]; e.Actor.Name != "unknown" || e.Reason != "passkey.wrong" {
		t.Errorf("on record: %+v", e)
	}
	bad := w.touch(d)
	bad.Said = json.RawMessage(`{"id":"x"}`)
	_, err = w.passkeyIn(bad)
	wantCode(t, err, shiheng.ErrForbidden, "passkey.wrong")
	w.policy.LockAfter = 1
	_, err = login(w, "keeper", "wrong wrong wrong")
	wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
	w.clock.Add(time.Minute)
	_, err = w.passkeyIn(w.touch(d))
	wantCode(t, err, shiheng.ErrForbidden, "passkey.wrong")
	if e := w.events(audit.Login)[0]; e.Reason != "login.locked" {
		t.Errorf("a locked account on record as %s", e.Reason)
	}
	w.clock.Add(time.Hour)
	w.ok(w.identity.DropKey(ctx, p.Actor(), p.Account.ID, k.ID))
	_, err = w.passkeyIn(w.touch(d))
	wantCode(t, err, shiheng.ErrForbidden, "passkey.wrong")
}

func must(q identity.Question, err error) identity.Question {
	if err != nil {
		panic(err)
	}
	return q
}

// TestPasskeyIsGuardedAsAPassword: delays, disabled and ended accounts.
func TestPasskeyIsGuardedAsAPassword(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	w.person("admin", watch(identity.SystemAdministrator, identity.Target{}))
	p := w.person("keeper")
	d := device()
	w.keyed(p, d)
	wrong := w.touch(d)
	wrong.Said = w.touch(d).Said // right, to another question
	for range 3 {
		_, err := w.passkeyIn(wrong)
		wantCode(t, err, shiheng.ErrForbidden, "passkey.wrong")
	}
	_, err := w.passkeyIn(w.touch(d))
	wantCode(t, err, shiheng.ErrExhausted, "login.throttled")
	w.clock.Add(time.Minute)
	_, err = w.passkeyIn(w.touch(d))
	w.ok(err)
	yes := true
	a, err := w.identity.Account(t.Context(), p.Account.ID)
	w.ok(err)
	_, err = w.identity.Change(t.Context(), house, p.Account.ID, identity.AccountChange{Disabled: &yes, Version: a.Version})
	w.ok(err)
	_, err = w.passkeyIn(w.touch(d))
	wantCode(t, err, shiheng.ErrForbidden, "passkey.wrong")
	if e := w.events(audit.Login)[0]; e.Reason != "login.disabled" {
		t.Errorf("on record: %+v", e)
	}
}

// TestPasskeyBesidesThePassword: with a passkey the password alone does not do.
func TestPasskeyBesidesThePassword(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	p, thief := w.person("keeper"), w.person("thief")
	d, other := device(), device()
	_, recovery := w.keyed(p, d)
	w.keyed(thief, other)
	with := func(ans identity.Answer) (identity.Issued, error) {
		return w.identity.Login(t.Context(), identity.Credentials{Login: "keeper", Password: password, Passkey: &ans, Remote: desk})
	}
	_, err := login(w, "keeper", password)
	wantCode(t, err, shiheng.ErrForbidden, "login.code-needed")
	_, err = w.loginWith("keeper", password, "123456")
	wantCode(t, err, shiheng.ErrForbidden, "login.code-wrong")
	_, err = with(w.touch(other))
	wantCode(t, err, shiheng.ErrForbidden, "passkey.wrong")
	w.clock.Add(time.Hour)
	ans := w.touch(d)
	in, err := with(ans)
	w.ok(err)
	if s := in.Principal.Session; s.Way != "password" || s.Proved != "passkey" {
		t.Errorf("session %+v", s)
	}
	_, err = with(ans)
	wantCode(t, err, shiheng.ErrForbidden, "challenge.used")
	w.clock.Add(time.Hour)
	_, err = w.loginWith("keeper", password, recovery[0])
	w.ok(err)
	_, err = w.identity.StepUp(t.Context(), in.Principal, password, "")
	wantCode(t, err, shiheng.ErrForbidden, "login.code-needed")
}

// TestPasskeyGoesNotPastALock: neither besides the password nor at a step-up.
func TestPasskeyGoesNotPastALock(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	p := w.person("keeper")
	d := device()
	w.keyed(p, d)
	w.policy.LockAfter = 1
	_, err := login(w, "keeper", "wrong wrong wrong")
	wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
	w.clock.Add(time.Minute)
	p.Account, err = w.identity.Account(t.Context(), p.Account.ID) // as the door reads it for the next request
	w.ok(err)
	_, err = w.identity.StepUpPasskey(t.Context(), p, w.again(p, d))
	wantCode(t, err, shiheng.ErrForbidden, "passkey.wrong")
	w.clock.Add(16 * time.Minute)
	_, err = w.identity.StepUpPasskey(t.Context(), p, w.again(p, d))
	w.ok(err)
}

// TestClonedPasskey: a counter that does not grow stops the key, on record;
// the copy does not take the second factor away with it.
func TestClonedPasskey(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		p := w.person("keeper")
		d := device()
		d.Counts, d.Counter = true, 4
		k, _ := w.keyed(p, d)
		clone, third := d.Clone(), d.Clone()
		in, err := w.passkeyIn(w.touch(d))
		w.ok(err)
		_, err = w.passkeyIn(w.touch(clone))
		wantCode(t, err, shiheng.ErrForbidden, "passkey.cloned")
		if got := w.events(audit.KeyStop); len(got) != 1 || got[0].Details["key"] != k.ID.String() {
			t.Errorf("on record: %+v", got)
		}
		if e := w.events(audit.Login)[0]; e.Outcome != audit.Refused || e.Reason != "passkey.cloned" {
			t.Errorf("on record: %+v", e)
		}
		for _, one := range []*passkeytest.Device{d, third} { // whichever of them it is
			_, err = w.passkeyIn(w.touch(one))
			wantCode(t, err, shiheng.ErrForbidden, "passkey.wrong")
			w.clock.Add(time.Minute)
		}
		_, err = login(w, "keeper", password)
		wantCode(t, err, shiheng.ErrForbidden, "login.code-needed")
		_, err = w.identity.AskPasskeyAgain(t.Context(), in.Principal)
		wantCode(t, err, shiheng.ErrConflict, "passkey.none")
	})
}

// TestOnePasskeyAnswerTwiceAtOnce: of two sign-ins with the same answer at the
// same time one gets in.
func TestOnePasskeyAnswerTwiceAtOnce(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	d := device()
	w.keyed(w.person("keeper"), d)
	ans := w.touch(d)
	var both sync.WaitGroup
	errs := make([]error, 2)
	for i := range errs {
		both.Go(func() { _, errs[i] = w.passkeyIn(ans) })
	}
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("%v", errs)
	}
}

// TestKeysOfAnAccount: named, listed, bounded, taken away by its owner or by
// whoever manages accounts, and by nobody else.
func TestKeysOfAnAccount(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	boss := w.person("admin", watch(identity.SecurityAdministrator, identity.Target{}))
	p, other := w.person("keeper"), w.person("other")
	d := device()
	k, recovery := w.keyed(p, d)
	wantCode(t, w.identity.RenameKey(ctx, other, k.ID, "我的"), shiheng.ErrNotFound, "key.none")
	wantCode(t, w.identity.RenameKey(ctx, p, k.ID, "  "), shiheng.ErrInvalid, "key.name")
	w.ok(w.identity.RenameKey(ctx, p, k.ID, " 值班室 "))
	keys, err := w.identity.Keys(ctx, p.Account.ID)
	w.ok(err)
	if len(keys) != 1 || keys[0].Name != "值班室" || keys[0].By != p.Account.ID {
		t.Errorf("keys %+v", keys)
	}
	wantCode(t, w.identity.DropKey(ctx, other.Actor(), other.Account.ID, k.ID), shiheng.ErrNotFound, "key.none")
	for range 19 {
		w.clock.Add(time.Second)
		w.keyed(p, device())
	}
	_, _, err = w.identity.KeepPasskey(ctx, p, "第二十一把", w.made(p, device()))
	wantCode(t, err, shiheng.ErrConflict, "key.many")
	if _, err := w.identity.EnrolPasskey(ctx, mustChange(p)); err == nil {
		t.Error("a passkey for somebody with a one-time password")
	}

	elsewhere, err := w.passkeyIn(w.touch(d))
	w.ok(err)
	w.ok(w.identity.DropKey(ctx, p.Actor(), p.Account.ID, k.ID))
	_, err = w.identity.Authenticate(ctx, elsewhere.Token, desk)
	wantCode(t, err, shiheng.ErrExpired, "session.none")
	w.policy.FactorRequired = true
	keys, err = w.identity.Keys(ctx, p.Account.ID)
	w.ok(err)
	for _, one := range keys[1:] {
		w.ok(w.identity.DropKey(ctx, p.Actor(), p.Account.ID, one.ID))
	}
	wantCode(t, w.identity.DropKey(ctx, p.Actor(), p.Account.ID, keys[0].ID), shiheng.ErrForbidden, "factor.required")
	if e := w.events(audit.KeyDrop)[0]; e.Outcome != audit.Refused || e.Reason != "factor.required" {
		t.Errorf("on record: %+v", e)
	}
	w.ok(w.identity.DropKey(ctx, boss.Actor(), p.Account.ID, keys[0].ID)) // for somebody who lost it
	w.policy.FactorRequired = false
	_, err = w.loginWith("keeper", password, "")
	w.ok(err)
	_ = recovery
}

func mustChange(p identity.Principal) identity.Principal {
	p.Account.MustChange = true
	return p
}

// TestResetTakesPasskeysToo: who lost telephone and key begins anew.
func TestResetTakesPasskeysToo(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p := w.person("keeper")
	d := device()
	_, recovery := w.keyed(p, d)
	secret, codes := w.enrolled(p)
	_, err := w.loginWith("keeper", password, recovery[0])
	wantCode(t, err, shiheng.ErrForbidden, "login.code-wrong") // replaced by the newer ones
	w.policy.FactorRequired = true
	w.clock.Add(time.Hour)
	w.ok(w.identity.DropFactor(ctx, p, password, w.code(secret, 0))) // the passkey is left
	_, err = w.loginWith("keeper", password, codes[0])
	w.ok(err)
	w.ok(w.identity.ResetFactor(ctx, house, p.Account.ID))
	_, err = w.passkeyIn(w.touch(d))
	wantCode(t, err, shiheng.ErrForbidden, "passkey.wrong")
	if _, err = login(w, "keeper", password); err != nil {
		t.Errorf("after a reset: %v", err)
	}
	a, err := w.identity.Account(ctx, p.Account.ID)
	w.ok(err)
	must, err := w.identity.MustEnrol(ctx, identity.Principal{Account: a})
	if err != nil || !must {
		t.Errorf("must enrol: %v, %v", must, err)
	}
}

// TestSpentChallengesAreForgotten when their time is over, and not before.
func TestSpentChallengesAreForgotten(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	d := device()
	w.keyed(w.person("keeper"), d)
	spent := func() string { _, rest := w.dump(); return rest }
	ans := w.touch(d)
	_, err := w.passkeyIn(ans)
	w.ok(err)
	before := spent()
	w.ok(w.identity.Sweep(t.Context()))
	_, err = w.passkeyIn(ans)
	wantCode(t, err, shiheng.ErrForbidden, "challenge.used")
	w.clock.Add(6 * time.Minute)
	w.ok(w.identity.Sweep(t.Context()))
	if spent() == before {
		t.Error("spent challenges stay for ever")
	}
}

// keyFaults are the write paths of keys, and of clearances.
func keyFaults() []staged {
	return slices.Concat(passkeyFaults(), wayFaults(), cardFaults(), clearanceFaults())
}

func passkeyFaults() []staged {
	return []staged{
		{"register passkey", func(w *world, s stage) func() error {
			ans := w.made(s.keeper, device())
			return func() error {
				_, _, err := w.identity.KeepPasskey(w.t.Context(), s.keeper, "甲", ans)
				return err
			}
		}, false},
		{"sign in by passkey", func(w *world, s stage) func() error {
			d := device()
			w.keyed(s.keeper, d)
			ans := w.touch(d)
			return func() error { _, err := w.passkeyIn(ans); return err }
		}, false},
		{"step up by passkey", func(w *world, s stage) func() error {
			d := device()
			w.keyed(s.keeper, d)
			ans := w.again(s.keeper, d)
			return func() error { _, err := w.identity.StepUpPasskey(w.t.Context(), s.keeper, ans); return err }
		}, false},
		{"stop a cloned passkey", func(w *world, s stage) func() error {
			d := device()
			d.Counts, d.Counter = true, 3
			w.keyed(s.keeper, d)
			clone := d.Clone()
			_, err := w.passkeyIn(w.touch(d))
			w.ok(err)
			ans := w.touch(clone)
			return func() error { _, err := w.passkeyIn(ans); return err }
		}, false},
		{"rename key", func(w *world, s stage) func() error {
			k, _ := w.keyed(s.keeper, device())
			return func() error { return w.identity.RenameKey(w.t.Context(), s.keeper, k.ID, "乙") }
		}, false},
		{"take key away", func(w *world, s stage) func() error {
			k, _ := w.keyed(s.keeper, device())
			return func() error {
				return w.identity.DropKey(w.t.Context(), s.keeper.Actor(), s.keeper.Account.ID, k.ID)
			}
		}, false},
	}
}
