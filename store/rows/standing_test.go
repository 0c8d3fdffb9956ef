package rows_test

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
)

// outside signs in at the provider as it says it is; again proves so anew.
func (w *world) outside() (identity.Issued, error) {
	w.t.Helper()
	s, err := w.identity.AskOutside(w.t.Context())
	w.ok(err)
	return w.identity.OutsideLogin(w.t.Context(), identity.Credentials{Remote: desk}, identity.Returned{Ticket: s.Ticket, State: w.provider.last.State, Code: "c"})
}

func (w *world) outsideAgain(p identity.Principal) (identity.Issued, error) {
	w.t.Helper()
	s, err := w.identity.AskOutsideAgain(w.t.Context(), p)
	w.ok(err)
	if !w.provider.last.Anew {
		w.t.Error("the provider is not asked anew")
	}
	return w.identity.StepUpOutside(w.t.Context(), p, identity.Returned{Ticket: s.Ticket, State: w.provider.last.State, Code: "c"})
}

// TestSecondFactorIsOwed: who comes by a provider whose proof does not count as
// strong owes a second factor of the account's own, and has nothing until then;
// one that does count owes none. Proving anew goes the same way.
func TestSecondFactorIsOwed(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		boss := w.person("admin", watch(identity.SecurityAdministrator, identity.Target{}))
		p := w.person("keeper", watch(identity.WatchKeeper, identity.Target{}))
		w.provider.who = identity.Outsider{Issuer: "https://id.example.cn", Mark: "1", Class: "urn:one", Methods: []string{"pwd"}}
		_, err := w.identity.BindOutsideOf(ctx, boss.Actor(), p.Account.ID, "1")
		w.ok(err)
		in, err := w.outside()
		w.ok(err)
		w.ok(in.Principal.Settled()) // nothing of the account's own could be asked for
		w.policy.FactorRequired = true
		must, err := w.identity.MustEnrol(ctx, in.Principal)
		if err != nil || !must {
			t.Errorf("a house that requires a second factor asks for none: %v", err)
		}
		w.policy.FactorRequired = false
		secret, recovery := w.enrolled(p)

		in, err = w.outside()
		w.ok(err)
		wantCode(t, in.Principal.Settled(), shiheng.ErrForbidden, "session.owed")
		wantCode(t, w.identity.Fresh(ctx, in.Principal), shiheng.ErrForbidden, "session.step-up")
		if e := w.events(audit.Login)[0]; e.Details["standing"] != "owed" || e.Details["way"] != "oidc" {
			t.Errorf("on record: %+v", e)
		}
		_, err = w.identity.StepUp(ctx, in.Principal, "", "")
		wantCode(t, err, shiheng.ErrForbidden, "login.code-needed")
		_, err = w.identity.StepUp(ctx, in.Principal, "", "000000")
		wantCode(t, err, shiheng.ErrForbidden, "login.code-wrong")
		if e := w.events(audit.SessionStepUp)[0]; e.Outcome != audit.Refused || e.Reason != "login.code-wrong" {
			t.Errorf("on record: %+v", e)
		}
		w.clock.Add(time.Minute)
		full, err := w.identity.StepUp(ctx, in.Principal, "", w.code(secret, 0))
		w.ok(err)
		w.ok(full.Principal.Settled())
		w.ok(w.identity.Fresh(ctx, full.Principal))
		now, err := w.identity.Authenticate(ctx, full.Token, desk)
		w.ok(err)
		w.ok(now.Settled())
		_, err = w.identity.Authenticate(ctx, in.Token, desk) // what opened nothing opens nothing now
		wantCode(t, err, shiheng.ErrExpired, "session.none")
		_, err = w.identity.StepUp(ctx, now, "", w.code(secret, time.Minute)) // the code alone is for what is owed
		wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
		in, err = w.outside()
		w.ok(err)
		_, err = w.identity.StepUp(ctx, in.Principal, "", recovery[0])
		w.ok(err)

		w.policy.OutsideStrong = []string{"acr=urn:two", "amr=mfa"}
		for _, who := range []identity.Outsider{
			{Class: "urn:one", Methods: []string{"pwd", "otp"}}, {Class: "mfa"}, {Class: "urn:twofold"}, {Methods: []string{"urn:two"}}, {},
		} {
			w.provider.who.Class, w.provider.who.Methods = who.Class, who.Methods
			in, err = w.outside()
			w.ok(err)
			wantCode(t, in.Principal.Settled(), shiheng.ErrForbidden, "session.owed")
		}
		w.provider.who.Class = "urn:two"
		in, err = w.outside()
		w.ok(err)
		w.ok(in.Principal.Settled())
		if e := w.events(audit.Login)[0]; e.Details["strong"] != "acr=urn:two" {
			t.Errorf("on record: %+v", e)
		}
		wantCode(t, w.identity.Fresh(ctx, in.Principal), shiheng.ErrForbidden, "session.step-up") // it may be hours since it asked
	})
}

// TestNothingIsOwed: a session that owes a factor which was taken away meanwhile
// is settled by nothing.
func TestNothingIsOwed(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	p := w.person("keeper")
	p.Session.Standing = identity.Owed
	_, err := w.identity.StepUp(t.Context(), p, "", "")
	wantCode(t, err, shiheng.ErrForbidden, "login.code-wrong")
}

// TestProvingAnewOutside: the provider must have asked just now, and by a strong
// proof, or the account's own second factor is owed on top.
func TestProvingAnewOutside(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	boss := w.person("admin", watch(identity.SecurityAdministrator, identity.Target{}))
	p, other := w.person("keeper"), w.person("copy")
	w.policy.OutsideStrong = []string{"amr=mfa"}
	w.provider.who = identity.Outsider{Issuer: "https://id.example.cn", Mark: "1", Methods: []string{"mfa"}}
	_, err := w.identity.BindOutsideOf(ctx, boss.Actor(), p.Account.ID, "1")
	w.ok(err)
	in, err := w.outside()
	w.ok(err)
	refused := func(code string, p identity.Principal) {
		t.Helper()
		_, err := w.outsideAgain(p)
		wantCode(t, err, shiheng.ErrForbidden, code)
		if e := w.events(audit.SessionStepUp)[0]; e.Outcome != audit.Refused || e.Reason != code {
			t.Errorf("on record: %+v", e)
		}
		w.clock.Add(time.Hour)
	}
	refused("oidc.stale", in.Principal) // it does not say when
	w.provider.who.At = w.clock.Now().Add(-2 * time.Minute)
	refused("oidc.stale", in.Principal)
	w.provider.who.At = w.clock.Now()
	refused("oidc.unbound", other) // somebody else's
	w.provider.who.At, w.provider.who.Methods = w.clock.Now(), []string{"pwd"}
	refused("oidc.weak", in.Principal) // and no second factor that could be owed
	w.provider.who.At, w.provider.who.Methods = w.clock.Now(), []string{"mfa"}
	up, err := w.outsideAgain(in.Principal)
	w.ok(err)
	w.ok(w.identity.Fresh(ctx, up.Principal))
	s, err := w.identity.AskOutside(ctx)
	w.ok(err)
	_, err = w.identity.StepUpOutside(ctx, up.Principal, identity.Returned{Ticket: s.Ticket, State: w.provider.last.State}) // a question for signing in
	wantCode(t, err, shiheng.ErrExpired, "challenge.over")

	secret, _ := w.enrolled(p)
	w.provider.who.At = w.clock.Now()
	in, err = w.outside()
	w.ok(err)
	w.provider.who.Methods = []string{"pwd"}
	owed, err := w.outsideAgain(in.Principal)
	w.ok(err)
	wantCode(t, owed.Principal.Settled(), shiheng.ErrForbidden, "session.owed")
	wantCode(t, w.identity.Fresh(ctx, owed.Principal), shiheng.ErrForbidden, "session.step-up")
	for _, token := range []string{owed.Token, in.Token} { // under the token before, too
		now, err := w.identity.Authenticate(ctx, token, desk)
		w.ok(err)
		wantCode(t, now.Settled(), shiheng.ErrForbidden, "session.owed")
	}
	full, err := w.identity.StepUp(ctx, owed.Principal, "", w.code(secret, 0))
	w.ok(err)
	w.ok(w.identity.Fresh(ctx, full.Principal))
	w.ok(full.Principal.Settled())
}

// TestStrongCertificates: a card owes the account's second factor unless its
// policy or issuer is named as strong; how it was found to stand is on record.
func TestStrongCertificates(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	boss := w.person("admin", watch(identity.SecurityAdministrator, identity.Target{}))
	p := w.person("keeper")
	card := w.issued(t)
	_, err := w.identity.BindCertificate(ctx, boss.Actor(), p.Account.ID, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: card.Raw}), false)
	w.ok(err)
	w.enrolled(p)
	in := func() (identity.Issued, error) {
		return w.identity.CertificateLogin(ctx, identity.Credentials{Remote: desk}, []*x509.Certificate{card})
	}
	const issuer = "CN=某市数字证书认证中心"
	for word, strong := range map[string]bool{
		"": false, "1.2.156.1.2": false, "@CN=别的机构": false, "1.2.156.1.2@" + issuer: false, cardPolicy + "@CN=别的机构": false,
		cardPolicy: true, "@" + issuer: true, cardPolicy + "@" + issuer: true,
	} {
		w.policy.CardStrong = []string{word}
		got, err := in()
		w.ok(err)
		if owed := got.Principal.Settled() != nil; owed == strong {
			t.Errorf("%q: owed %v", word, owed)
		}
		wantCode(t, w.identity.Fresh(ctx, got.Principal), shiheng.ErrForbidden, "session.step-up")
	}
	for _, tt := range []struct {
		name, code, how string
		asked           bool
		answer          error
		lenient         bool
	}{
		{"nobody to ask", "", "", false, nil, false},
		{"good", "", "responder", true, nil, false},
		{"taken back", "cert.revoked", "", true, shiheng.Forbidden("cert.revoked"), true},
		{"no answer", "cert.responder", "", true, shiheng.Unavailable("cert.responder"), false},
		{"no answer, lenient", "", "list, no answer from the responder", true, shiheng.Unavailable("cert.responder"), true},
	} {
		w.trust.Ask, w.trust.Lenient = func(context.Context, *x509.Certificate, *x509.Certificate) (bool, error) { return tt.asked, tt.answer }, tt.lenient
		_, err := in()
		switch {
		case tt.code == "cert.responder":
			wantCode(t, err, shiheng.ErrUnavailable, tt.code)
		case tt.code != "":
			wantCode(t, err, shiheng.ErrForbidden, tt.code)
		default:
			w.ok(err)
			if got := w.events(audit.Login)[0].Details["revocation"]; got != tt.how {
				t.Errorf("%s is on record as %q", tt.name, got)
			}
		}
		w.clock.Add(time.Hour)
	}
}
