package api

import (
	"errors"
	"html/template"
	"log/slog"
	"net/http"

	"shiheng.internal/api/route"
	"shiheng.internal/civic/identity"
)

// cardPage is the one page of the listener that asks for certificates. It works
// without script: the sign-in is a form, so that no other page can make it by a
// link.
var cardPage = template.Must(template.New("card").Parse(`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Name}}</title>
<style nonce="{{.Nonce}}">body{font:16px/1.7 sans-serif;max-width:32em;margin:4em auto;padding:0 1em}button{font:inherit;padding:.5em 2em}.bad{color:#b00020}</style></head>
<body><h1>{{.Name}}</h1>
<h2>数字证书登录 <small lang="en">Sign in by certificate</small></h2>
{{if .Code}}<p class="bad" role="alert">登录未成功，原因代码：{{.Code}}。证书未登记、已过期、已吊销或者不是受信任机构签发的，请联系安全管理员。<br>
<span lang="en">Not signed in ({{.Code}}). The certificate may be unregistered, expired, revoked, or of an authority that is not trusted here; ask the security administrator.</span></p>{{end}}
<p>浏览器已向本平台出示：{{if .Subject}}<strong>{{.Subject}}</strong>{{else}}没有证书{{end}}</p>
<form method="post" action="/sign-in"><button>登录 <span lang="en">Sign in</span></button></form>
<p><a href="{{.Console}}">其他登录方式 <span lang="en">Other ways to sign in</span></a></p>
</body></html>
`)) //nolint:gochecknoglobals // a read-only template

// Certificates is what the listener that asks for certificates serves: one page
// and one act. Everything else is at the console, whose address console tells
// by the host that a browser came to.
func (d *Door) Certificates(console func(host string) string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { d.card(w, r, console, "") })
	mux.HandleFunc("POST /sign-in", func(w http.ResponseWriter, r *http.Request) {
		issued, err := d.byCertificate(r)
		if err != nil {
			p, known := route.Word(err, requestFrom(r.Context()).id)
			if !known {
				d.log.ErrorContext(r.Context(), "sign-in by certificate failed", slog.String("request_id", p.RequestID), slog.Any("error", err))
			}
			d.card(w, r, console, p.Code)
			return
		}
		w.Header().Set("Set-Cookie", d.cookie(issued.Token))
		http.Redirect(w, r, console(r.Host), http.StatusSeeOther)
	})
	return d.dress(d.bounded(d.know(mux)))
}

// byCertificate begins a session for who showed a certificate.
func (d *Door) byCertificate(r *http.Request) (identity.Issued, error) {
	if r.TLS == nil {
		return identity.Issued{}, errors.New("the listener of certificates speaks no TLS")
	}
	tok, _ := r.Context().Value(callerKey{}).(string)
	return d.cfg.Identity.CertificateLogin(r.Context(), visitor(r.Context(), route.Caller{Token: tok}), r.TLS.PeerCertificates)
}

func (d *Door) card(w http.ResponseWriter, r *http.Request, console func(string) string, code string) {
	name, err := d.cfg.Settings.PlatformName(r.Context())
	if err != nil {
		d.writeProblem(w, r, err)
		return
	}
	to, nonce := console(r.Host), requestFrom(r.Context()).nonce
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	// The answer to the form leads to the console, which browsers hold against form-action.
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'nonce-"+nonce+"'; form-action 'self' "+to+"; frame-ancestors 'none'; base-uri 'none'")
	if code != "" {
		w.WriteHeader(http.StatusForbidden)
	}
	subject := ""
	if r.TLS != nil && len(r.TLS.PeerCertificates) > 0 {
		subject = r.TLS.PeerCertificates[0].Subject.String()
	}
	if err := cardPage.Execute(w, map[string]string{"Name": name, "Nonce": nonce, "Code": code, "Subject": subject, "Console": to}); err != nil {
		d.log.DebugContext(r.Context(), "page of certificates not sent", slog.Any("error", err))
	}
}
