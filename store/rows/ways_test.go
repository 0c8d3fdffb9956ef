package rows_test

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/identity/guomi"
)

// A signer is somebody's SM2 key on a machine of their own.
type signer struct{ private, public []byte }

func newSigner(t testing.TB) signer {
	t.Helper()
	k, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	private, err := smx509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	public, err := smx509.MarshalPKIXPublicKey(&k.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return signer{pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}), pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})}
}

const here = "video.example.cn"

// signs signs the text of a question and hands it in at the same host.
func (w *world) signs(k signer, q identity.Text, err error) identity.Signed {
	w.t.Helper()
	w.ok(err)
	p, err := guomi.Sign(k.private, []byte(q.Text))
	w.ok(err)
	return identity.Signed{Ticket: q.Ticket, Proof: p.String(), Host: here}
}

func (w *world) sm2Text(k signer) identity.Signed {
	w.t.Helper()
	q, err := w.identity.AskSM2(here)
	return w.signs(k, q, err)
}

func (w *world) sm2In(g identity.Signed) (identity.Issued, error) {
	return w.identity.SM2Login(w.t.Context(), identity.Credentials{Remote: desk, Agent: "Firefox"}, g)
}

// TestSM2Key registers one, signs in and steps up by it; replay, wrong key,
// wrong host and late answers are refused and on record.
func TestSM2Key(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		p := w.person("keeper", watch(identity.WatchKeeper, identity.Target{}))
		k, other := newSigner(t), newSigner(t)
		key, err := w.identity.KeepSM2(ctx, p, "UKey", k.public)
		w.ok(err)
		_, err = w.identity.KeepSM2(ctx, w.person("thief"), "他人的", k.public)
		wantCode(t, err, shiheng.ErrConflict, "key.taken")
		_, err = w.identity.KeepSM2(ctx, mustChange(p), "UKey 2", other.public)
		wantCode(t, err, shiheng.ErrForbidden, "account.must-change-password")
		_, err = w.identity.KeepSM2(ctx, p, "私钥", k.private)
		wantCode(t, err, shiheng.ErrInvalid, "sm2.form")

		g := w.sm2Text(k)
		in, err := w.sm2In(g)
		w.ok(err)
		if s := in.Principal.Session; s.Way != "sm2" || s.Proved != "sm2" || in.Principal.Account.ID != p.Account.ID {
			t.Errorf("signed in as %+v", s)
		}
		w.ok(w.identity.Fresh(ctx, in.Principal))
		refused := func(name, code string, err error) {
			t.Helper()
			wantCode(t, err, shiheng.ErrForbidden, code)
			if e := w.events(audit.Login)[0]; e.Outcome != audit.Refused || e.Reason != code {
				t.Errorf("%s is on record as %+v", name, e)
			}
			w.clock.Add(time.Hour)
		}
		_, err = w.sm2In(g)
		refused("a replay", "challenge.used", err)
		_, err = w.sm2In(w.sm2Text(other))
		refused("an unknown key", "sm2.wrong", err)
		crossed, good := w.sm2Text(other), w.sm2Text(k)
		crossed.Proof = good.Proof // right for another text
		_, err = w.sm2In(crossed)
		refused("the answer to another text", "sm2.wrong", err)
		elsewhere := w.sm2Text(k)
		elsewhere.Host = "evil.example.cn"
		_, err = w.sm2In(elsewhere)
		refused("another host", "sm2.host", err)
		late := w.sm2Text(k)
		w.clock.Add(2 * time.Minute)
		_, err = w.sm2In(late)
		wantCode(t, err, shiheng.ErrExpired, "challenge.over")

		in, err = w.sm2In(w.sm2Text(k))
		w.ok(err)
		w.clock.Add(20 * time.Minute)
		now, err := w.identity.Authenticate(ctx, in.Token, desk)
		w.ok(err)
		wantCode(t, w.identity.Fresh(ctx, now), shiheng.ErrForbidden, "session.step-up")
		_, err = w.identity.StepUpSM2(ctx, now, w.sm2Text(k)) // a text for signing in
		wantCode(t, err, shiheng.ErrExpired, "challenge.over")
		q, err := w.identity.AskSM2Again(now, here)
		_, err = w.identity.StepUpSM2(ctx, now, w.signs(other, q, err))
		wantCode(t, err, shiheng.ErrForbidden, "sm2.wrong")
		q, err = w.identity.AskSM2Again(now, here)
		up, err := w.identity.StepUpSM2(ctx, now, w.signs(k, q, err))
		w.ok(err)
		w.ok(w.identity.Fresh(ctx, up.Principal))
		w.ok(w.identity.DropKey(ctx, p.Actor(), p.Account.ID, key.ID))
		_, err = w.sm2In(w.sm2Text(k))
		wantCode(t, err, shiheng.ErrForbidden, "sm2.wrong")
	})
}

// TestSM2GoesNotPastALock: nor at a step-up with somebody else's key.
func TestSM2GoesNotPastALock(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p, thief := w.person("keeper"), w.person("thief")
	k, other := newSigner(t), newSigner(t)
	_, err := w.identity.KeepSM2(ctx, p, "甲", k.public)
	w.ok(err)
	_, err = w.identity.KeepSM2(ctx, thief, "乙", other.public)
	w.ok(err)
	q, err := w.identity.AskSM2Again(p, here)
	_, err = w.identity.StepUpSM2(ctx, p, w.signs(other, q, err))
	wantCode(t, err, shiheng.ErrForbidden, "sm2.wrong")
	w.clock.Add(time.Hour)
	w.policy.LockAfter = 1
	_, err = login(w, "keeper", "wrong wrong wrong")
	wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
	w.clock.Add(time.Minute)
	_, err = w.sm2In(w.sm2Text(k))
	wantCode(t, err, shiheng.ErrForbidden, "sm2.wrong")
	if e := w.events(audit.Login)[0]; e.Reason != "login.locked" {
		t.Errorf("on record: %+v", e)
	}
	w.clock.Add(time.Minute)
	q, err = w.identity.AskSM2Again(p, here)
	_, err = w.identity.StepUpSM2(ctx, p, w.signs(k, q, err))
	wantCode(t, err, shiheng.ErrForbidden, "sm2.wrong")
}

// vouches is a provider that says what it is told to, in this process; a real
// one stands in app's tests.
type vouches struct {
	who  identity.Outsider
	fail error
	last identity.Handshake
}

func (v *vouches) Issuer(context.Context) (string, error) { return v.who.Issuer, v.fail }
func (v *vouches) Address(_ context.Context, h identity.Handshake) (string, error) {
	v.last = h
	return "https://id.example.cn/", v.fail
}

func (v *vouches) Redeem(_ context.Context, _ string, h identity.Handshake) (identity.Outsider, error) {
	if h != v.last {
		return identity.Outsider{}, shiheng.Forbidden("oidc.wrong")
	}
	return v.who, v.fail
}
func (v *vouches) Leave(context.Context) (string, error) { return "https://id.example.cn/out", v.fail }

// TestOutside: bound to an account that is there and nothing more; locked,
// disabled and unknown look alike, and every refusal is on record.
func TestOutside(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	boss := w.person("admin", watch(identity.SecurityAdministrator, identity.Target{}))
	p := w.person("keeper", watch(identity.WatchKeeper, identity.Target{}))
	v := w.provider
	v.who = identity.Outsider{Issuer: "https://id.example.cn", Mark: "320200000001"}
	in := func(change func(*identity.Returned)) (identity.Issued, error) {
		s, err := w.identity.AskOutside(ctx)
		w.ok(err)
		r := identity.Returned{Ticket: s.Ticket, State: v.last.State, Code: "c"}
		if change != nil {
			change(&r)
		}
		return w.identity.OutsideLogin(ctx, identity.Credentials{Remote: desk}, r)
	}
	unbound := func(reason string) {
		t.Helper()
		_, err := in(nil)
		wantCode(t, err, shiheng.ErrForbidden, "oidc.unbound")
		if e := w.events(audit.Login)[0]; e.Outcome != audit.Refused || e.Reason != reason {
			t.Errorf("on record: %+v", e)
		}
		w.clock.Add(time.Hour)
	}
	unbound("oidc.unbound")
	_, err := w.identity.BindOutsideOf(ctx, boss.Actor(), boss.Account.ID, "320200000001")
	wantCode(t, err, shiheng.ErrForbidden, "account.self")
	k, err := w.identity.BindOutsideOf(ctx, boss.Actor(), p.Account.ID, "320200000001")
	w.ok(err)
	got, err := in(nil)
	w.ok(err)
	s := got.Principal.Session
	if s.Way != "oidc" || !s.Fresh.IsZero() || got.Principal.Account.ID != p.Account.ID || w.identity.LeaveOutside(ctx, got.Principal) == "" {
		t.Errorf("session %+v", s)
	}
	wantCode(t, w.identity.Fresh(ctx, got.Principal), shiheng.ErrForbidden, "session.step-up")
	read, err := w.identity.Session(ctx, s.ID)
	w.ok(err)
	if !read.Fresh.IsZero() || read.Way != "oidc" {
		t.Errorf("read back %+v", read)
	}
	_, err = in(func(r *identity.Returned) { r.State += "x" })
	wantCode(t, err, shiheng.ErrForbidden, "oidc.wrong")
	if e := w.events(audit.Login)[0]; e.Reason != "oidc.wrong" {
		t.Errorf("on record: %+v", e)
	}
	var kept identity.Returned
	_, err = in(func(r *identity.Returned) { kept = *r })
	w.ok(err)
	_, err = w.identity.OutsideLogin(ctx, identity.Credentials{Remote: desk}, kept) // a provider that takes a code twice
	wantCode(t, err, shiheng.ErrForbidden, "challenge.used")
	for range 12 { // somebody tries codes, from elsewhere
		s, err := w.identity.AskOutside(ctx)
		w.ok(err)
		_, err = w.identity.OutsideLogin(ctx, identity.Credentials{Remote: netip.MustParseAddr("198.51.100.9")}, identity.Returned{Ticket: s.Ticket, State: "guessed"})
		if err == nil {
			t.Fatal("a guessed state got in")
		}
	}
	_, err = in(nil)
	w.ok(err) // and makes nobody else wait
	w.clock.Add(time.Hour)
	v.fail = shiheng.Unavailable("oidc.down")
	_, err = w.identity.AskOutside(ctx)
	wantCode(t, err, shiheng.ErrUnavailable, "oidc.down")
	if w.identity.LeaveOutside(ctx, got.Principal) != "" {
		t.Error("signing out waits for the provider")
	}
	v.fail = nil
	w.policy.LockAfter = 1
	_, err = login(w, "keeper", "wrong wrong wrong")
	wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
	w.policy.LockFor = 3 * time.Hour
	unbound("login.locked")
	w.clock.Add(3 * time.Hour)
	yes := true
	a, err := w.identity.Account(ctx, p.Account.ID)
	w.ok(err)
	_, err = w.identity.Change(ctx, house, p.Account.ID, identity.AccountChange{Disabled: &yes, Version: a.Version})
	w.ok(err)
	unbound("login.disabled")
	w.ok(w.identity.DropKey(ctx, boss.Actor(), p.Account.ID, k.ID))
	unbound("oidc.unbound")
}

// TestUnknownKeyCostsTheSame: the answer of a key that nobody knows is checked as
// often as that of one which is known and does not get in, and both look alike.
// What is counted is the work, not the time.
func TestUnknownKeyCostsTheSame(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p := w.person("keeper")
	known, gone, sm2, other := device(), device(), newSigner(t), newSigner(t)
	w.keyed(p, known)
	k, _ := w.keyed(p, gone)
	w.ok(w.identity.DropKey(ctx, house, p.Account.ID, k.ID))
	_, err := w.identity.KeepSM2(ctx, p, "甲", sm2.public)
	w.ok(err)
	admin := w.person("admin", watch(identity.SystemAdministrator, identity.Target{}))
	card := w.issued(t)
	certificate := func() error {
		_, err := w.identity.CertificateLogin(ctx, identity.Credentials{Remote: desk}, []*x509.Certificate{card})
		return err
	}
	cost := func(name, refused string, in func() error) {
		t.Helper()
		before := w.identity.Stats()
		wantCode(t, in(), shiheng.ErrForbidden, refused)
		after := w.identity.Stats()
		if got := (identity.Stats{Hashes: after.Hashes - before.Hashes, Work: after.Work - before.Work, Checked: after.Checked - before.Checked}); got != (identity.Stats{Checked: 1}) {
			t.Errorf("%s cost %+v", name, got)
		}
		w.clock.Add(time.Hour)
	}
	asked := 0
	w.trust.Ask = func(context.Context, *x509.Certificate, *x509.Certificate) (bool, error) { asked++; return true, nil }
	cost("unknown certificate", "cert.unbound", certificate)
	_, err = w.identity.BindCertificate(ctx, admin.Actor(), p.Account.ID, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: card.Raw}), false)
	w.ok(err)
	a, err := w.identity.Account(ctx, p.Account.ID)
	w.ok(err)
	yes := true
	_, err = w.identity.Change(ctx, house, a.ID, identity.AccountChange{Disabled: &yes, Version: a.Version})
	w.ok(err)
	cost("known certificate", "cert.unbound", certificate)
	if asked != 2 {
		t.Errorf("the responder was asked %d times about two certificates", asked)
	}
	for name, in := range map[string]func() error{
		"known passkey":   func() error { _, err := w.passkeyIn(w.touch(known)); return err },
		"unknown passkey": func() error { _, err := w.passkeyIn(w.touch(gone)); return err },
		"known SM2 key":   func() error { _, err := w.sm2In(w.sm2Text(sm2)); return err },
		"unknown SM2 key": func() error { _, err := w.sm2In(w.sm2Text(other)); return err },
	} {
		cost(name, map[bool]string{true: "passkey.wrong", false: "sm2.wrong"}[strings.HasSuffix(name, "passkey")], in)
	}
}

// TestNoCertificate: who shows none is told so, and it is on record.
func TestNoCertificate(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	_, err := w.identity.CertificateLogin(t.Context(), identity.Credentials{Remote: desk}, nil)
	wantCode(t, err, shiheng.ErrForbidden, "cert.none")
	if e := w.events(audit.Login)[0]; e.Reason != "cert.none" || e.Actor.Name != "unknown" {
		t.Errorf("on record: %+v", e)
	}
}

// wayFaults are the write paths of signing in by identity provider and SM2 key.
func wayFaults() []staged {
	bound := func(w *world, s stage) identity.Key {
		w.provider.who = identity.Outsider{Issuer: "https://id.example.cn", Mark: "320200000001"}
		boss := w.person("security", watch(identity.SecurityAdministrator, identity.Target{}))
		k, err := w.identity.BindOutsideOf(w.t.Context(), boss.Actor(), s.keeper.Account.ID, "320200000001")
		w.ok(err)
		return k
	}
	return []staged{
		{"register SM2 key", func(w *world, s stage) func() error {
			k := newSigner(w.t)
			return func() error { _, err := w.identity.KeepSM2(w.t.Context(), s.keeper, "甲", k.public); return err }
		}, false},
		{"sign in by SM2 key", func(w *world, s stage) func() error {
			k := newSigner(w.t)
			_, err := w.identity.KeepSM2(w.t.Context(), s.keeper, "甲", k.public)
			w.ok(err)
			g := w.sm2Text(k)
			return func() error { _, err := w.sm2In(g); return err }
		}, false},
		{"bind outside identity", func(w *world, s stage) func() error {
			w.provider.who = identity.Outsider{Issuer: "https://id.example.cn", Mark: "320200000001"}
			sent, err := w.identity.AskOutsideBind(w.t.Context(), s.keeper)
			w.ok(err)
			return func() error {
				_, err := w.identity.BindOutside(w.t.Context(), s.keeper, identity.Returned{Ticket: sent.Ticket, State: w.provider.last.State})
				return err
			}
		}, false},
		{"prove anew outside", func(w *world, s stage) func() error {
			bound(w, s)
			w.policy.OutsideStrong = []string{"amr=mfa"}
			w.provider.who.Methods, w.provider.who.At = []string{"mfa"}, w.clock.Now()
			sent, err := w.identity.AskOutsideAgain(w.t.Context(), s.keeper)
			w.ok(err)
			return func() error {
				_, err := w.identity.StepUpOutside(w.t.Context(), s.keeper, identity.Returned{Ticket: sent.Ticket, State: w.provider.last.State})
				return err
			}
		}, false},
		{"give the second factor that is owed", func(w *world, s stage) func() error {
			bound(w, s)
			secret, _ := w.enrolled(s.keeper)
			sent, err := w.identity.AskOutside(w.t.Context())
			w.ok(err)
			in, err := w.identity.OutsideLogin(w.t.Context(), identity.Credentials{Remote: desk}, identity.Returned{Ticket: sent.Ticket, State: w.provider.last.State})
			w.ok(err)
			return func() error {
				_, err := w.identity.StepUp(w.t.Context(), in.Principal, "", w.code(secret, 0))
				return err
			}
		}, false},
		{"sign in from outside", func(w *world, s stage) func() error {
			bound(w, s)
			sent, err := w.identity.AskOutside(w.t.Context())
			w.ok(err)
			return func() error {
				_, err := w.identity.OutsideLogin(w.t.Context(), identity.Credentials{Remote: desk}, identity.Returned{Ticket: sent.Ticket, State: w.provider.last.State})
				return err
			}
		}, false},
	}
}
