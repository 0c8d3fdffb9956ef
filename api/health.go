package api

import (
	"net/http"
)

// healthPaths registers what machines ask: is it alive, can it work, what are
// its figures. They are for callers on this machine; others are refused.
func (d *Door) healthPaths(mux *http.ServeMux) {
	mux.Handle("GET /healthz", local(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})))
	mux.Handle("GET /readyz", local(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := d.cfg.Ready(r.Context()); err != nil {
			d.writeProblem(w, r, err)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})))
	mux.Handle("GET /metrics", local(d.cfg.Metrics))
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
