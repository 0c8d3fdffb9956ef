package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/evidence/custody"
)

// copyPaths registers the way of finished exports out of the house. It is no
// JSON operation: session, duty and grant are checked here and in the room.
func (d *Door) copyPaths(mux *http.ServeMux) {
	mux.HandleFunc("GET "+route.Prefix+"/evidence/exports/{id}/file", func(w http.ResponseWriter, r *http.Request) {
		if err := d.serveCopy(w, r); err != nil {
			d.writeProblem(w, r, err)
		}
	})
}

// serveCopy serves the file of an export, with ranges: a fetching that broke
// goes on where it stopped, under If-Range. The end of the grant breaks it. An
// error was not answered yet.
func (d *Door) serveCopy(w http.ResponseWriter, r *http.Request) error {
	who, err := d.admit(r.Context(), route.Duty(access.MakeExports))
	if err != nil {
		return err
	}
	id, err := shiheng.ParseID[custody.ExportID](r.PathValue("id"))
	if err != nil {
		return err
	}
	f, err := d.cfg.Areas.Evidence.Fetch(r.Context(), who, id, r.Header.Get("Range"))
	if err != nil {
		return err
	}
	defer f.Stop()
	defer func() { _ = f.Close() }() // it was only read
	control := http.NewResponseController(w)
	defer context.AfterFunc(f.Under, func() { _ = control.SetWriteDeadline(time.Unix(1, 0)) })()
	defer context.AfterFunc(r.Context(), f.Stop)()
	h := w.Header()
	h.Set("Content-Type", "application/zip")
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s.evb.zip"`, f.Export.Name))
	h.Set("ETag", `"`+f.Export.Bundle.SHA256+`"`)
	h.Set("Cache-Control", "no-store")
	reader := &underGrant{ReadSeeker: f.File, under: f.Under}
	http.ServeContent(w, r, "", time.Time{}, reader)
	d.log.InfoContext(r.Context(), "evidence bundle served", slog.String("export", id.String()), slog.Int64("bytes", reader.bytes))
	return nil
}

// underGrant reads a file while the grant runs.
type underGrant struct {
	io.ReadSeeker
	under context.Context //nolint:containedctx // of the one request
	bytes int64
}

// Read implements [io.Reader].
func (u *underGrant) Read(b []byte) (int, error) {
	if err := context.Cause(u.under); err != nil {
		return 0, errors.Join(io.ErrUnexpectedEOF, err)
	}
	n, err := u.ReadSeeker.Read(b)
	u.bytes += int64(n)
	return n, err
}
