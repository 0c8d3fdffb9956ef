package api

import (
	"net/http"
)

// Health serves only what machines ask, to whoever reaches it: for a listener of
// its own.
func (d *Door) Health() http.Handler {
	mux := http.NewServeMux()
	d.healthPaths(mux, func(next http.Handler) http.Handler { return next })
	return d.dress(mux)
}

// healthPaths registers what machines ask: is it alive, can it work, what are
// its figures. May lets a caller pass.
func (d *Door) healthPaths(mux *http.ServeMux, may func(http.Handler) http.Handler) {
	mux.Handle("GET /healthz", may(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})))
	mux.Handle("GET /readyz", may(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := d.cfg.Ready(r.Context()); err != nil {
			d.writeProblem(w, r, err)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})))
	mux.Handle("GET /metrics", may(d.cfg.Metrics))
}

// local lets only callers on this machine pass.
func local(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !requestFrom(r.Context()).remote.IsLoopback() {
			http.Error(w, "for callers on this machine only", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
