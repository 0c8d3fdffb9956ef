package api

import (
	"bytes"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

// Console serves the built console from files: hashed names for ever, the page
// itself never cached and with this request's style nonce in it. A path that
// is no file is a route of the console and gets the page. Files compressed at
// build time (.br is not used; .gz is) are sent as they are.
func Console(files fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
		info, err := fs.Stat(files, name)
		if name == "" || err != nil || info.IsDir() || name == "index.html" {
			if strings.HasPrefix(name, "assets/") {
				http.NotFound(w, r)
				return
			}
			servePage(w, r, files)
			return
		}
		if strings.HasPrefix(name, "assets/") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		if zipped, err := fs.ReadFile(files, name+".gz"); err == nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Vary", "Accept-Encoding")
			http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(zipped))
			return
		}
		http.ServeFileFS(w, r, files, name)
	})
}

// noncePlace is where the page carries the nonce for the styles written at run
// time; Vite leaves it alone.
const noncePlace = "__CSP_NONCE__"

func servePage(w http.ResponseWriter, r *http.Request, files fs.FS) {
	page, err := fs.ReadFile(files, "index.html")
	if err != nil {
		http.Error(w, "the console was not built into this binary; run make bin/shiheng", http.StatusServiceUnavailable)
		return
	}
	page = bytes.ReplaceAll(page, []byte(noncePlace), []byte(requestFrom(r.Context()).nonce))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	http.ServeContent(w, r, "index.html", time.Time{}, bytes.NewReader(page))
}
