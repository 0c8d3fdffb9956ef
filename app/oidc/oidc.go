// Package oidc connects an OpenID Connect provider, so that the house can ask
// it who somebody is: authorization code flow with PKCE, state and nonce. It
// implements [identity.Provider]; which account an answer opens, and what that
// may do, is civic/identity's and civic/access's to say.
//
// The provider is found when it is first needed, and again when the settings
// changed or finding it failed: a house whose provider is down starts and signs
// people in by their own means. The OpenID library stays within this room.
package oidc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	gooidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"shiheng.internal"
	"shiheng.internal/civic/identity"
)

// Settings say which provider it is.
type Settings struct {
	Issuer   string // its address, https, or http on this machine
	Client   string // who we are there
	Secret   string
	Claim    string // what names a person: sub unless said otherwise
	Callback string // where it sends browsers back to
}

// Peer is the provider as the settings have it. Safe for concurrent use.
type Peer struct {
	settings func(context.Context) (Settings, error)
	client   *http.Client

	mu    sync.Mutex
	found *gooidc.Provider // guarded by mu
	of    string           // the issuer it was found at, or looked for; guarded by mu
	down  error            // why it was not found; guarded by mu
	until time.Time        // when it is looked for again; guarded by mu
}

// Bounds of talking to the provider.
const (
	patience  = 10 * time.Second
	mostBytes = 1 << 20
	// pause is how long a provider that did not answer is left alone, so that
	// people who try meanwhile do not stand in a queue.
	pause = 10 * time.Second
)

// New makes a peer that asks for the settings each time it is used, since they
// change while the house runs. An empty issuer: there is no provider.
func New(settings func(context.Context) (Settings, error)) *Peer {
	transport := &http.Transport{
		ResponseHeaderTimeout: patience, TLSHandshakeTimeout: patience, MaxIdleConns: 2, IdleConnTimeout: time.Minute,
		MaxResponseHeaderBytes: 64 << 10,
	}
	return &Peer{settings: settings, client: &http.Client{
		Transport: bounded{transport}, Timeout: patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// bounded cuts off answers that have no end.
type bounded struct{ next http.RoundTripper }

// RoundTrip implements [http.RoundTripper].
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := b.next.RoundTrip(r)
	if err == nil {
		resp.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(resp.Body, mostBytes), resp.Body}
	}
	return resp, err
}

// CheckIssuer refuses what cannot be a provider's address: a secret goes
// there, so it is https, or does not leave this machine.
func CheckIssuer(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || len(address) > 200 {
		return shiheng.Invalid("oidc.issuer").From(err)
	}
	ip := net.ParseIP(u.Hostname())
	here := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	if u.Scheme != "https" && (u.Scheme != "http" || !here) {
		return shiheng.Invalid("oidc.issuer")
	}
	return nil
}

// errDown words that the provider did not answer.
func errDown(err error) error { return shiheng.Unavailable("oidc.down").From(err) }

// find returns the provider and what is set.
func (p *Peer) find(ctx context.Context) (*gooidc.Provider, Settings, error) {
	s, err := p.settings(ctx)
	if err != nil {
		return nil, s, fmt.Errorf("settings of the provider: %w", err)
	}
	if s.Issuer == "" || s.Client == "" {
		return nil, s, shiheng.Conflict("oidc.off")
	}
	if s.Claim == "" {
		s.Claim = "sub"
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.of != s.Issuer:
	case p.found != nil:
		return p.found, s, nil
	case time.Now().Before(p.until):
		return nil, s, p.down
	}
	found, err := gooidc.NewProvider(gooidc.ClientContext(context.WithoutCancel(ctx), p.client), s.Issuer)
	p.found, p.of = found, s.Issuer
	if err != nil {
		p.found, p.down, p.until = nil, errDown(err), time.Now().Add(pause)
		return nil, s, p.down
	}
	return found, s, nil
}

func (s Settings) exchange(at *gooidc.Provider) *oauth2.Config {
	return &oauth2.Config{ClientID: s.Client, ClientSecret: s.Secret, Endpoint: at.Endpoint(), RedirectURL: s.Callback, Scopes: []string{gooidc.ScopeOpenID, "profile"}}
}

// Issuer implements [identity.Provider].
func (p *Peer) Issuer(ctx context.Context) (string, error) {
	s, err := p.settings(ctx)
	if err != nil {
		return "", fmt.Errorf("settings of the provider: %w", err)
	}
	if s.Issuer == "" || s.Client == "" {
		return "", shiheng.Conflict("oidc.off")
	}
	return s.Issuer, nil
}

// Address implements [identity.Provider].
func (p *Peer) Address(ctx context.Context, h identity.Handshake) (string, error) {
	at, s, err := p.find(ctx)
	if err != nil {
		return "", err
	}
	options := []oauth2.AuthCodeOption{gooidc.Nonce(h.Nonce), oauth2.S256ChallengeOption(h.Verifier)}
	if h.Anew {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	return s.exchange(at).AuthCodeURL(h.State, options...), nil
}

// Redeem implements [identity.Provider].
func (p *Peer) Redeem(ctx context.Context, code string, h identity.Handshake) (identity.Outsider, error) {
	at, s, err := p.find(ctx)
	if err != nil {
		return identity.Outsider{}, err
	}
	ctx = gooidc.ClientContext(ctx, p.client)
	token, err := s.exchange(at).Exchange(ctx, code, oauth2.VerifierOption(h.Verifier))
	if refused, ok := errors.AsType[*oauth2.RetrieveError](err); ok && refused.Response.StatusCode < http.StatusInternalServerError {
		return identity.Outsider{}, errWrong(err)
	} else if err != nil {
		return identity.Outsider{}, errDown(err)
	}
	raw, _ := token.Extra("id_token").(string)
	signed, err := at.VerifierContext(ctx, &gooidc.Config{ClientID: s.Client}).Verify(ctx, raw)
	if err != nil {
		return identity.Outsider{}, errWrong(err)
	}
	if signed.Nonce != h.Nonce {
		return identity.Outsider{}, errWrong(errors.New("the answer to another question"))
	}
	var claims map[string]any
	if err := signed.Claims(&claims); err != nil {
		return identity.Outsider{}, errWrong(err)
	}
	mark, _ := claims[s.Claim].(string)
	if mark == "" || len(mark) > 200 {
		return identity.Outsider{}, shiheng.Forbidden("oidc.claim", "claim", s.Claim)
	}
	return found(identity.Outsider{Issuer: s.Issuer, Mark: mark}, claims), nil
}

// found adds how and when the provider found out who somebody is. What it says
// in another form than the standard's is as if it said nothing.
func found(who identity.Outsider, claims map[string]any) identity.Outsider {
	who.Class, _ = claims["acr"].(string)
	methods, _ := claims["amr"].([]any)
	for _, m := range methods {
		if one, ok := m.(string); ok {
			who.Methods = append(who.Methods, one)
		}
	}
	if at, ok := claims["auth_time"].(float64); ok && at > 0 {
		who.At = time.Unix(int64(at), 0).UTC()
	}
	return who
}

// errWrong is an answer of the provider that does not hold.
func errWrong(err error) error { return shiheng.Forbidden("oidc.wrong").From(err) }

// Leave implements [identity.Provider].
func (p *Peer) Leave(ctx context.Context) (string, error) {
	at, s, err := p.find(ctx)
	if err != nil {
		return "", err
	}
	var more struct {
		End string `json:"end_session_endpoint"`
	}
	if err := at.Claims(&more); err != nil {
		return "", errDown(err)
	}
	u, err := url.Parse(more.End)
	if err != nil || u.Host == "" {
		return "", nil //nolint:nilerr // a provider without such a place, which is no fault
	}
	q := u.Query()
	q.Set("client_id", s.Client)
	u.RawQuery = q.Encode()
	return u.String(), nil
}
