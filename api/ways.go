package api

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/identity"
)

// ProviderSent is where a browser goes to sign in at the identity provider.
type ProviderSent struct {
	Ticket  string `json:"ticket" doc:"Kept by the browser meanwhile; goes back with what the provider gives it"`
	Address string `json:"address"`
}

// Ways are the ways in that the sign-in page offers besides password and keys.
type Ways struct {
	Provider        string // what the identity provider is called, empty for none
	CertificatePort int    // 0 for none
}

// TextToSign is what an SM2 key is to sign.
type TextToSign struct {
	Ticket string    `json:"ticket"`
	Text   string    `json:"text" doc:"One line, signed as it stands, without an end of line"`
	Until  time.Time `json:"until"`
}

// SignedOut tells where to sign out besides.
type SignedOut struct {
	At string `json:"signOutAt,omitempty" doc:"At the identity provider that vouched for the session"`
}

type providerBack struct {
	Ticket string `json:"ticket" maxLength:"4096"`
	State  string `json:"state" maxLength:"200"`
	Code   string `json:"code" maxLength:"4096"`
}

func (b providerBack) returned() identity.Returned {
	return identity.Returned{Ticket: b.Ticket, State: b.State, Code: b.Code}
}

type signedBody struct {
	Ticket string `json:"ticket" maxLength:"4096"`
	Proof  string `json:"proof" maxLength:"400" doc:"SM3 digest of the public key, a dot, the signature in base64: what shiheng sign prints"`
}

func (b *signedBody) signed(ctx context.Context) identity.Signed {
	return identity.Signed{Ticket: b.Ticket, Proof: b.Proof, Host: requestFrom(ctx).host}
}

type sm2Body struct {
	Name   string `json:"name" minLength:"1" maxLength:"60"`
	Public string `json:"publicKey" maxLength:"8192" doc:"PEM: a public key, or a certificate of which only the key counts"`
}

type accountOutsideBody struct {
	ID   shiheng.AccountID `path:"id" format:"uuid"`
	Body struct {
		Mark string `json:"mark" minLength:"1" maxLength:"60" doc:"Value of the claim that the house goes by"`
	}
}

type accountCertificateBody struct {
	ID   shiheng.AccountID `path:"id" format:"uuid"`
	Body struct {
		Certificate string `json:"certificate" maxLength:"16384" doc:"PEM"`
		Holder      bool   `json:"holder,omitempty" doc:"Every certificate that this authority makes out to the same name, not just this one"`
	}
}

// wayOperations registers the ways in by identity provider, certificate and
// SM2 key.
func (d *Door) wayOperations(t *route.Table) {
	manage := route.Duty(access.ManageAccounts)
	route.Add(t, "POST", "/session/oidc", route.Open, "Go and sign in at the identity provider", d.askOutside)
	route.Add(t, "POST", "/session/oidc/answer", route.Open, "Log in with what the identity provider gave", d.outsideLogin)
	route.AddSensitive(t, "POST", "/keys/oidc", route.Member, "Go and bind the own identity at the provider", d.askOutsideBind)
	route.Add(t, "POST", "/keys/oidc/confirm", route.Member, "Bind what the identity provider gave", d.bindOutside)
	route.AddSensitive(t, "POST", "/accounts/{id}/keys/oidc", manage, "Bind an identity at the provider to an account", d.bindOutsideOf)
	route.AddSensitive(t, "POST", "/accounts/{id}/keys/certificate", manage, "Let a certificate open an account", d.bindCertificate)
	route.Add(t, "POST", "/session/step-up/oidc", route.SignedIn, "Go and prove anew who one is at the identity provider", d.askOutsideAgain)
	route.Add(t, "POST", "/session/step-up/oidc/answer", route.SignedIn, "Prove anew who one is with what the identity provider gave", d.stepUpOutside)
	route.Add(t, "POST", "/session/sm2", route.Open, "Ask for a text to sign at the sign-in page", d.askSM2)
	route.Add(t, "POST", "/session/sm2/answer", route.Open, "Log in by SM2 key", d.sm2Login)
	route.Add(t, "POST", "/session/step-up/sm2", route.SignedIn, "Ask for a text to sign with an own SM2 key", d.askSM2Again)
	route.AddSensitive(t, "POST", "/keys/sm2", route.Member, "Register an own SM2 key", d.keepSM2)
}

func sentOut(s identity.Sent, err error) (*route.Out[ProviderSent], error) {
	if err != nil {
		return nil, err
	}
	return &route.Out[ProviderSent]{Body: ProviderSent{Ticket: s.Ticket, Address: s.Address}}, nil
}

func (d *Door) askOutside(ctx context.Context, _ route.Caller, _ *route.None) (*route.Out[ProviderSent], error) {
	return sentOut(d.cfg.Identity.AskOutside(ctx))
}

func (d *Door) outsideLogin(ctx context.Context, who route.Caller, in *route.In[providerBack]) (*cookieOut[MeView], error) {
	issued, err := d.cfg.Identity.OutsideLogin(ctx, visitor(ctx, who), in.Body.returned())
	if err != nil {
		return nil, err
	}
	return d.signIn(ctx, issued)
}

func (d *Door) askOutsideAgain(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[ProviderSent], error) {
	return sentOut(d.cfg.Identity.AskOutsideAgain(ctx, who.Principal))
}

func (d *Door) stepUpOutside(ctx context.Context, who route.Caller, in *route.In[providerBack]) (*cookieOut[MeView], error) {
	issued, err := d.cfg.Identity.StepUpOutside(ctx, who.Principal, in.Body.returned())
	return d.proved(ctx, issued, err)
}

// visitor is who comes without a password.
func visitor(ctx context.Context, who route.Caller) identity.Credentials {
	req := requestFrom(ctx)
	return identity.Credentials{Remote: req.remote, Agent: req.agent, Previous: who.Token}
}

func (d *Door) askOutsideBind(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[ProviderSent], error) {
	return sentOut(d.cfg.Identity.AskOutsideBind(ctx, who.Principal))
}

// keyOut answers with a new key.
func (d *Door) keyOut(ctx context.Context, k identity.Key, err error) (*route.Out[KeyView], error) {
	if err != nil {
		return nil, err
	}
	v, err := d.keyView(ctx, k)
	if err != nil {
		return nil, err
	}
	v.Can["drop"] = ""
	return &route.Out[KeyView]{Body: v}, nil
}

func (d *Door) bindOutside(ctx context.Context, who route.Caller, in *route.In[providerBack]) (*route.Out[KeyView], error) {
	k, err := d.cfg.Identity.BindOutside(ctx, who.Principal, in.Body.returned())
	return d.keyOut(ctx, k, err)
}

func (d *Door) bindOutsideOf(ctx context.Context, who route.Caller, in *accountOutsideBody) (*route.Out[KeyView], error) {
	k, err := d.cfg.Identity.BindOutsideOf(ctx, who.Actor(), in.ID, in.Body.Mark)
	return d.keyOut(ctx, k, err)
}

func (d *Door) bindCertificate(ctx context.Context, who route.Caller, in *accountCertificateBody) (*route.Out[KeyView], error) {
	k, err := d.cfg.Identity.BindCertificate(ctx, who.Actor(), in.ID, []byte(in.Body.Certificate), in.Body.Holder)
	return d.keyOut(ctx, k, err)
}

func textOut(t identity.Text, err error) (*route.Out[TextToSign], error) {
	if err != nil {
		return nil, err
	}
	return &route.Out[TextToSign]{Body: TextToSign{Ticket: t.Ticket, Text: t.Text, Until: t.Until}}, nil
}

func (d *Door) askSM2(ctx context.Context, _ route.Caller, _ *route.None) (*route.Out[TextToSign], error) {
	return textOut(d.cfg.Identity.AskSM2(requestFrom(ctx).host))
}

func (d *Door) sm2Login(ctx context.Context, who route.Caller, in *route.In[signedBody]) (*cookieOut[MeView], error) {
	issued, err := d.cfg.Identity.SM2Login(ctx, visitor(ctx, who), in.Body.signed(ctx))
	if err != nil {
		return nil, err
	}
	return d.signIn(ctx, issued)
}

func (d *Door) askSM2Again(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[TextToSign], error) {
	return textOut(d.cfg.Identity.AskSM2Again(who.Principal, requestFrom(ctx).host))
}

func (d *Door) keepSM2(ctx context.Context, who route.Caller, in *route.In[sm2Body]) (*route.Out[KeyView], error) {
	k, err := d.cfg.Identity.KeepSM2(ctx, who.Principal, in.Body.Name, []byte(in.Body.Public))
	return d.keyOut(ctx, k, err)
}
