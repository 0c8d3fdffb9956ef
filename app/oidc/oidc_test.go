package oidc_test

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/app/oidc"
	"shiheng.internal/civic/identity"
)

// liar is a provider that signs whatever it is told to; an honest one stands
// in app's tests.
type liar struct {
	t      *testing.T
	key    *rsa.PrivateKey
	server *httptest.Server
	claims map[string]any
}

var b64 = base64.RawURLEncoding

func newLiar(t *testing.T) *liar {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	l := &liar{t: t, key: key}
	mux := http.NewServeMux()
	say := func(path string, what func() any) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(what()) // the test notices an answer that is missing
		})
	}
	say("/.well-known/openid-configuration", func() any {
		u := l.server.URL
		return map[string]any{"issuer": u, "authorization_endpoint": u + "/auth", "token_endpoint": u + "/token", "jwks_uri": u + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}}
	})
	say("/keys", func() any {
		return map[string]any{"keys": []any{map[string]any{
			"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1", "n": b64.EncodeToString(key.N.Bytes()), "e": b64.EncodeToString(big.NewInt(int64(key.E)).Bytes()),
		}}}
	})
	say("/token", func() any {
		return map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": l.token()}
	})
	l.server = httptest.NewServer(mux)
	t.Cleanup(l.server.Close)
	return l
}

func (l *liar) token() string {
	body, err := json.Marshal(l.claims)
	if err != nil {
		l.t.Error(err)
	}
	text := b64.EncodeToString([]byte(`{"alg":"RS256","kid":"1"}`)) + "." + b64.EncodeToString(body)
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(rand.Reader, l.key, crypto.SHA256, sum[:])
	if err != nil {
		l.t.Error(err)
	}
	return text + "." + b64.EncodeToString(signature)
}

// TestNonce: what the provider signs is for us, by it, in its time, to this
// question, and names somebody.
func TestNonce(t *testing.T) {
	l := newLiar(t)
	p := oidc.New(func(context.Context) (oidc.Settings, error) {
		return oidc.Settings{Issuer: l.server.URL, Client: "shiheng", Secret: "s", Callback: "https://video.example.cn/oidc"}, nil
	})
	h := identity.Handshake{State: "the state", Nonce: "the nonce", Verifier: "a verifier of at least forty-three characters, as it must be"}
	address, err := p.Address(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"state": h.State, "nonce": h.Nonce, "code_challenge_method": "S256", "response_type": "code", "redirect_uri": "https://video.example.cn/oidc", "client_id": "shiheng"} {
		if got := u.Query().Get(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	for _, tt := range []struct {
		name, key string
		value     any
		code      string
	}{
		{"right", "", nil, ""},
		{"another nonce", "nonce", "another", "oidc.wrong"},
		{"no nonce", "nonce", nil, "oidc.wrong"},
		{"for somebody else", "aud", "another", "oidc.wrong"},
		{"by somebody else", "iss", "https://id.example.cn", "oidc.wrong"},
		{"over", "exp", time.Now().Add(-time.Hour).Unix(), "oidc.wrong"},
		{"nobody", "sub", "", "oidc.claim"},
	} {
		l.claims = map[string]any{"iss": l.server.URL, "aud": "shiheng", "sub": "320200000001", "nonce": h.Nonce, "exp": time.Now().Add(time.Minute).Unix(), "iat": time.Now().Unix()}
		if tt.key != "" {
			l.claims[tt.key] = tt.value
		}
		who, err := p.Redeem(t.Context(), "code", h)
		e, _ := errors.AsType[*shiheng.Error](err)
		switch {
		case tt.code == "" && (err != nil || who.Mark != "320200000001" || who.Issuer != l.server.URL):
			t.Errorf("%s: %+v, %v", tt.name, who, err)
		case tt.code != "" && (e == nil || e.Code != tt.code):
			t.Errorf("%s: %v, want %s", tt.name, err, tt.code)
		}
	}
	l.claims = map[string]any{
		"iss": l.server.URL, "aud": "shiheng", "sub": "1", "nonce": h.Nonce, "exp": time.Now().Add(time.Minute).Unix(), "iat": time.Now().Unix(),
		"acr": "urn:two", "amr": []any{"pwd", 7, "otp"}, "auth_time": 1_800_000_000,
	}
	who, err := p.Redeem(t.Context(), "code", h)
	if err != nil || who.Class != "urn:two" || !slices.Equal(who.Methods, []string{"pwd", "otp"}) || who.At.Unix() != 1_800_000_000 {
		t.Errorf("how it found out: %+v, %v", who, err)
	}
	l.claims["acr"], l.claims["amr"], l.claims["auth_time"] = 3, "mfa", "yesterday"
	if who, err = p.Redeem(t.Context(), "code", h); err != nil || who.Class != "" || who.Methods != nil || !who.At.IsZero() {
		t.Errorf("in no form of the standard: %+v, %v", who, err)
	}
	h.Anew = true
	if address, err = p.Address(t.Context(), h); err != nil || !strings.Contains(address, "prompt=login") || !strings.Contains(address, "max_age=0") {
		t.Errorf("anew: %s, %v", address, err)
	}
	l.server.Close()
	if _, err := p.Redeem(t.Context(), "code", h); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("a provider that is down: %v", err)
	}
}

// TestProviderIsLeftAlone: one that does not answer is not asked by everybody
// who tries meanwhile; another one is.
func TestProviderIsLeftAlone(t *testing.T) {
	asked := 0
	deaf := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer deaf.Close()
	at := deaf.URL
	p := oidc.New(func(context.Context) (oidc.Settings, error) { return oidc.Settings{Issuer: at, Client: "shiheng"}, nil })
	for range 5 {
		if _, err := p.Address(t.Context(), identity.Handshake{}); !errors.Is(err, shiheng.ErrUnavailable) {
			t.Errorf("%v", err)
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	at = newLiar(t).server.URL
	if _, err := p.Address(t.Context(), identity.Handshake{Verifier: "v"}); err != nil {
		t.Errorf("the next one: %v", err)
	}
}

// TestCheckIssuer: a secret goes there.
func TestCheckIssuer(t *testing.T) {
	for address, right := range map[string]bool{
		"https://id.example.cn": true, "https://id.example.cn/realms/police": true, "http://127.0.0.1:9000/": true, "http://localhost:9000": true, "http://[::1]:9000": true,
		"http://id.example.cn": false, "ftp://id.example.cn": false, "https://": false, "https://u:p@id.example.cn": false, "https://id.example.cn?x=1": false, fmt.Sprintf("https://id.example.cn/%0250d", 1): false,
	} {
		if err := oidc.CheckIssuer(address); (err == nil) != right {
			t.Errorf("%.40s: %v", address, err)
		}
	}
}
