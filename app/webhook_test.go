package app

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
)

// TestWebhook sends to a receiver on loopback that checks the signature as
// docs/reference/webhook.md tells it to, and to ones that fail in each way.
func TestWebhook(t *testing.T) {
	secret := []byte("a secret of sixteen")
	body := []byte(`{"version":1,"key":"test/1","kind":"test"}`)
	checks := func(w http.ResponseWriter, r *http.Request) {
		got, _ := io.ReadAll(r.Body)
		stamp, sum, _ := strings.Cut(r.Header.Get("Shiheng-Signature"), ",v1=")
		mac := hmac.New(sha256.New, secret)
		fmt.Fprintf(mac, "%s.%s", strings.TrimPrefix(stamp, "t="), got)
		if sum != hex.EncodeToString(mac.Sum(nil)) || r.Header.Get("Shiheng-Delivery") != "test/1" || r.Method != http.MethodPost {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a redirect was followed") }))
	defer elsewhere.Close()
	for _, tt := range []struct {
		name    string
		handler http.HandlerFunc
		status  int
	}{
		{"taken", checks, 204},
		{"refused", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, 500},
		{"redirected", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
		}, 307},
		{"talkative", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 1<<20)) }, 200},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := httptest.NewServer(tt.handler)
			defer s.Close()
			status, err := newWebhook().Send(t.Context(), s.URL, agenda.Delivery{Key: "test/1", Body: body}, agenda.Signature(secret, body, time.Now()))
			if status != tt.status || err != nil {
				t.Errorf("%d %v", status, err)
			}
		})
	}
	t.Run("nobody there", func(t *testing.T) {
		l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		address := "http://" + l.Addr().String()
		_ = l.Close()
		status, err := newWebhook().Send(t.Context(), address, agenda.Delivery{Body: body}, "")
		if e, ok := errors.AsType[*shiheng.Error](err); status != 0 || !ok || e.Code != "webhook.unreachable" {
			t.Errorf("%d %v", status, err)
		}
	})
	t.Run("hangs up", func(t *testing.T) {
		s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
		defer s.Close()
		if status, err := newWebhook().Send(t.Context(), s.URL, agenda.Delivery{Body: body}, ""); status != 0 || !errors.Is(err, shiheng.ErrUnavailable) {
			t.Errorf("%d %v", status, err)
		}
	})
}
