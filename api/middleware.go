package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"shiheng.internal"
	"shiheng.internal/api/archive"
	"shiheng.internal/api/papers"
	"shiheng.internal/api/route"
)

type requestKey struct{}

// request is what every handler may know of the HTTP request.
type request struct {
	id     string
	host   string // name it came to, without port
	remote netip.Addr
	agent  string
	nonce  string
	what   string // method and path
}

// under is method and path below the API's prefix.
func (r request) under() string {
	method, path, _ := strings.Cut(r.what, " ")
	return method + " " + strings.TrimPrefix(path, route.Prefix)
}

func requestFrom(ctx context.Context) request {
	r, _ := ctx.Value(requestKey{}).(request)
	return r
}

// randomText returns n random bytes as text.
func randomText(n int) string {
	b := make([]byte, n)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// RemoteAddr is the address a request came from, without port. Forwarding
// headers are not believed: no listener of serve stands behind a proxy that
// the settings name.
func remoteAddr(r *http.Request) netip.Addr {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	a, _ := netip.ParseAddr(host)
	return a.Unmap()
}

// hostName is a host without its port.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(clip(host, 253))
}

// dress gives every request an id and every answer its security headers, and
// turns a panic into an internal error so that one request never ends the rest.
func (d *Door) dress(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		req := request{id: randomText(9), host: hostName(r.Host), remote: remoteAddr(r), agent: clip(r.UserAgent(), 200), nonce: randomText(16), what: r.Method + " " + r.URL.Path}
		ctx := context.WithValue(r.Context(), requestKey{}, req)
		h := w.Header()
		h.Set("X-Request-Id", req.id)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(self), fullscreen=(self)")
		h.Set("Content-Security-Policy", policy(req.nonce))
		if strings.HasPrefix(r.URL.Path, route.Prefix) {
			h.Set("Cache-Control", "no-store")
		}
		if r.TLS != nil {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if err := route.CutShort(p); err != nil {
				if r.Context().Err() == nil && !errors.Is(err, http.ErrAbortHandler) {
					d.log.WarnContext(ctx, "answer cut short", slog.String("request_id", req.id), slog.Any("error", err))
				}
				panic(http.ErrAbortHandler) // the server ends the connection, and the client knows that the rest is missing
			}
			d.log.ErrorContext(ctx, "handler panicked", slog.String("request_id", req.id), slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
			http.Error(w, "internal error "+req.id, http.StatusInternalServerError)
		}()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// policy is the Content-Security-Policy of every page: nothing from elsewhere,
// styles by nonce (the component library writes them at run time), pictures
// and media from blobs because players make them.
func policy(nonce string) string {
	return strings.Join([]string{
		"default-src 'self'",
		"script-src 'self'",
		"style-src 'self' 'nonce-" + nonce + "'",
		"style-src-attr 'unsafe-inline'",
		"img-src 'self' data: blob:",
		"media-src 'self' blob:",
		"connect-src 'self'",
		"worker-src 'self' blob:",
		"object-src 'none'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
	}, "; ")
}

func clip(s string, n int) string {
	if len(s) > n {
		return strings.ToValidUTF8(s[:n], "")
	}
	return s
}

// errNUL refuses a text that ends within itself for some who read it: rows do
// not keep U+0000.
func errNUL() error { return shiheng.Invalid("request.text") }

// wholeText is JSON without U+0000 in its texts.
func wholeText() huma.Format {
	f := huma.DefaultJSONFormat
	read := f.Unmarshal
	f.Unmarshal = func(b []byte, v any) error {
		if bytes.Contains(b, []byte(`\u0000`)) {
			return errNUL()
		}
		return read(b, v)
	}
	return f
}

// bounded refuses bodies that are too large or trickle, and requests that change things
// but come from another origin (CSRF); media sockets check the origin too.
func (d *Door) bounded(next http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.writeProblem(w, r, shiheng.Forbidden("request.origin"))
	}))
	return guard.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "\x00") || strings.Contains(r.URL.RawQuery, "%00") {
			d.writeProblem(w, r, errNUL())
			return
		}
		limit, slowest := int64(route.BodyLimit), quick()
		switch {
		case r.Method != http.MethodPost:
		case r.URL.Path == papers.UploadPath:
			limit, slowest = papers.UploadLimit, files()
		case r.URL.Path == archive.UploadPath:
			limit, slowest = archive.UploadLimit, files()
		}
		slowest.keep(w, r)
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		next.ServeHTTP(w, r)
	}))
}
