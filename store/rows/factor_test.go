package rows_test

import (
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
)

// code is what an authenticator program shows for a secret after so long.
func (w *world) code(secret string, after time.Duration) string {
	w.t.Helper()
	c, err := totp.GenerateCode(secret, w.clock.Now().Add(after))
	w.ok(err)
	return c
}

func (w *world) loginWith(name, pass, code string) (identity.Issued, error) {
	return w.identity.Login(w.t.Context(), identity.Credentials{Login: name, Password: pass, Code: code, Remote: desk, Agent: "Firefox"})
}

// enrolled gives a person a second factor.
func (w *world) enrolled(p identity.Principal) (secret string, recovery []string) {
	w.t.Helper()
	e, err := w.identity.Enrol(w.t.Context(), p, "视衡")
	w.ok(err)
	recovery, err = w.identity.ConfirmFactor(w.t.Context(), p, w.code(e.Secret, 0))
	w.ok(err)
	w.clock.Add(time.Minute)
	return e.Secret, recovery
}

// TestSecondFactor sets one up as a person would and signs in with it.
func TestSecondFactor(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		p := w.person("keeper", watch(identity.WatchKeeper, identity.Target{}))
		elsewhere, err := login(w, "keeper", password)
		w.ok(err)
		_, err = w.identity.ConfirmFactor(ctx, p, "123456")
		wantCode(t, err, shiheng.ErrExpired, "factor.begin-anew")
		e, err := w.identity.Enrol(ctx, p, "视衡: 试验")
		w.ok(err)
		u, err := url.Parse(e.Address)
		if err != nil || u.Scheme != "otpauth" || u.Query().Get("secret") != e.Secret || !strings.HasSuffix(u.Path, ":keeper") {
			t.Errorf("address %s, %v", e.Address, err)
		}
		_, err = w.identity.ConfirmFactor(ctx, p, w.code(e.Secret, time.Hour))
		wantCode(t, err, shiheng.ErrForbidden, "login.code-wrong")
		if _, err = login(w, "keeper", password); err != nil {
			t.Errorf("a factor that is only begun: %v", err)
		}
		recovery, err := w.identity.ConfirmFactor(ctx, p, w.code(e.Secret, -30*time.Second)) // a clock that is late
		w.ok(err)
		if len(recovery) != 10 || recovery[0] == recovery[1] {
			t.Errorf("recovery codes %v", recovery)
		}
		_, err = w.identity.Authenticate(ctx, elsewhere.Token, desk)
		wantCode(t, err, shiheng.ErrExpired, "session.none")
		_, err = w.identity.Enrol(ctx, p, "视衡")
		wantCode(t, err, shiheng.ErrConflict, "factor.there")

		w.clock.Add(time.Minute)
		_, err = login(w, "keeper", password)
		wantCode(t, err, shiheng.ErrForbidden, "login.code-needed")
		_, err = w.loginWith("keeper", password+"x", w.code(e.Secret, 0))
		wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
		now := w.code(e.Secret, 0)
		if _, err = w.loginWith("keeper", password, " "+now+" "); err != nil {
			t.Fatal(err)
		}
		_, err = w.loginWith("keeper", password, now) // replayed
		wantCode(t, err, shiheng.ErrForbidden, "login.code-wrong")
		_, err = w.loginWith("keeper", password, w.code(e.Secret, -30*time.Second)) // older than one used
		wantCode(t, err, shiheng.ErrForbidden, "login.code-wrong")
		typed := strings.ToUpper(strings.ReplaceAll(recovery[3], "-", " "))
		if _, err = w.loginWith("keeper", password, typed); err != nil {
			t.Errorf("recovery code: %v", err)
		}
		w.clock.Add(time.Minute)
		_, err = w.loginWith("keeper", password, recovery[3])
		wantCode(t, err, shiheng.ErrForbidden, "login.code-wrong")

		events := w.events(audit.FactorConfirm)
		if len(events) != 2 || events[0].Outcome == events[1].Outcome { // the refused and the granted
			t.Errorf("on record: %v", events)
		}
	})
}

// TestCodeIsGoodOnce: of two logins with the same code at the same time one
// gets in.
func TestCodeIsGoodOnce(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	secret, recovery := w.enrolled(w.person("keeper", watch(identity.WatchKeeper, identity.Target{})))
	for _, code := range []string{w.code(secret, 0), recovery[0]} {
		var both sync.WaitGroup
		errs := make([]error, 2)
		for i := range errs {
			both.Go(func() { _, errs[i] = w.loginWith("keeper", password, code) })
		}
		both.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("%s: %v", code, errs)
		}
		w.clock.Add(2 * time.Hour)
	}
}

// TestCodesAreNotGuessed: who knows the password waits longer and longer
// between codes, also when he asks in between without one.
func TestCodesAreNotGuessed(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	w.enrolled(w.person("keeper", watch(identity.WatchKeeper, identity.Target{})))
	w.clock.Add(2 * time.Hour)
	checked := 0
	for range 120 { // a minute's worth of attempts, one each half second
		_, err := w.loginWith("keeper", password, "000000")
		if _, ask := w.loginWith("keeper", password, ""); ask == nil {
			t.Fatal("in without a code")
		}
		if e, is := err.(*shiheng.Error); is && e.Code == "login.code-wrong" { //nolint:errorlint // as the caller gets it
			checked++
		}
		w.clock.Add(500 * time.Millisecond)
	}
	if checked > 8 {
		t.Errorf("%d codes were checked in a minute", checked)
	}
}

// TestDropFactor: away with password and code only, by an administrator for
// somebody else only, and not at all where the house requires it.
func TestDropFactor(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	boss := w.person("admin", watch(identity.SystemAdministrator, identity.Target{}))
	p := w.person("keeper", watch(identity.WatchKeeper, identity.Target{}))
	wantCode(t, w.identity.DropFactor(ctx, p, password, "1"), shiheng.ErrConflict, "factor.none")
	secret, recovery := w.enrolled(p)
	wantCode(t, w.identity.DropFactor(ctx, p, "wrong", w.code(secret, 0)), shiheng.ErrForbidden, "login.wrong")
	wantCode(t, w.identity.DropFactor(ctx, p, password, "000000"), shiheng.ErrForbidden, "login.code-wrong")
	w.clock.Add(time.Minute)
	w.policy.FactorRequired = true
	wantCode(t, w.identity.DropFactor(ctx, p, password, w.code(secret, 0)), shiheng.ErrForbidden, "factor.required")
	w.policy.FactorRequired = false
	w.clock.Add(time.Minute)
	w.ok(w.identity.DropFactor(ctx, p, password, recovery[1]))
	w.clock.Add(time.Minute)
	if _, err := login(w, "keeper", password); err != nil {
		t.Errorf("without a factor: %v", err)
	}

	_, _ = w.enrolled(p)
	wantCode(t, w.identity.ResetFactor(ctx, p.Actor(), p.Account.ID), shiheng.ErrForbidden, "account.self")
	w.ok(w.identity.ResetFactor(ctx, boss.Actor(), p.Account.ID))
	wantCode(t, w.identity.ResetFactor(ctx, boss.Actor(), p.Account.ID), shiheng.ErrConflict, "factor.none")
	w.clock.Add(time.Minute)
	if _, err := login(w, "keeper", password); err != nil {
		t.Errorf("after a reset: %v", err)
	}
}

// TestFactorRequired: where the house requires one, an account without may do
// nothing else.
func TestFactorRequired(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	p := w.person("keeper", watch(identity.WatchKeeper, identity.Target{}))
	ask := func() bool {
		a, err := w.identity.Account(t.Context(), p.Account.ID)
		w.ok(err)
		must, err := w.identity.MustEnrol(t.Context(), identity.Principal{Account: a})
		w.ok(err)
		return must
	}
	if ask() {
		t.Error("required of nobody, and asked for")
	}
	w.policy.FactorRequired = true
	if !ask() {
		t.Error("required, and not asked for")
	}
	w.enrolled(p)
	if ask() {
		t.Error("asked for again")
	}
}

// factorFaults are the write paths of second factors.
func factorFaults() []fault {
	return []fault{
		{"enrol factor", func(w *world, s stage) error {
			_, err := w.identity.Enrol(w.t.Context(), s.keeper, "视衡")
			return err
		}, false},
		{"confirm factor", func(w *world, s stage) error {
			_, err := w.identity.ConfirmFactor(w.t.Context(), s.keeper, w.code(s.begun, 0))
			return err
		}, false},
		{"login with code", func(w *world, s stage) error {
			_, err := w.loginWith("double", password, w.code(s.secret, 0))
			return err
		}, false},
		{"drop factor", func(w *world, s stage) error {
			return w.identity.DropFactor(w.t.Context(), s.double, password, w.code(s.secret, 0))
		}, false},
		{"step up", func(w *world, s stage) error {
			_, err := w.identity.StepUp(w.t.Context(), s.keeper, password, "")
			return err
		}, false},
		{"reset factor", func(w *world, s stage) error {
			return w.identity.ResetFactor(w.t.Context(), house, s.double.Account.ID)
		}, false},
	}
}
