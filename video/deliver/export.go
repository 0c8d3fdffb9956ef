package deliver

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"shiheng.internal"
)

// ServeExport answers with the granted span as one MP4 file, with range
// requests: a download that broke goes on where it stopped, under If-Range.
// The grant's act must be export. The end of the grant breaks the transfer;
// the client sees that bytes are missing. An error was not answered yet.
func (d *Deliver) ServeExport(w http.ResponseWriter, r *http.Request, g shiheng.Grant, camera shiheng.CameraID) error {
	if d.c.Footage == nil {
		return shiheng.Unavailable("footage.off")
	}
	ctx, s, err := d.admit(r.Context(), g, camera, shiheng.ActExport)
	if err != nil {
		return err
	}
	defer s.close()
	if g.Footage.Open() || g.Footage.Empty() {
		return shiheng.Invalid("grant.footage")
	}
	if !d.takeExport() {
		return shiheng.Exhausted("export.running")
	}
	defer d.giveExport()
	file, err := d.c.Footage.Export(ctx, camera, g.Footage)
	if err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return err
	}
	defer file.Close()
	control := http.NewResponseController(w)
	// A client that takes nothing, or the end of the session, ends the write.
	defer context.AfterFunc(ctx, func() { control.SetWriteDeadline(time.Unix(1, 0)) })()
	h := w.Header()
	h.Set("Content-Type", "video/mp4")
	h.Set("Content-Disposition", disposition(file.Name()))
	h.Set("ETag", `"`+file.Digest()+`"`)
	h.Set("Cache-Control", "no-store")
	reader := &exportReader{ctx: ctx, control: control, SectionReader: io.NewSectionReader(file, 0, file.Size())}
	http.ServeContent(w, r, "", time.Time{}, reader)
	d.stats.bytes.Add(uint64(reader.bytes))
	cause := error(errLeft)
	if ctx.Err() != nil {
		cause = context.Cause(ctx)
	} else if reader.failed != nil {
		cause = reader.failed
	}
	d.c.Log.InfoContext(ctx, "export served", slog.String("grant", g.ID.String()), slog.String("camera", camera.String()),
		slog.Int64("bytes", reader.bytes), slog.Int64("size", file.Size()), slog.String("cause", cause.Error()))
	return nil
}

// disposition names the file for old and new clients (RFC 6266).
func disposition(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' {
			return '_'
		}
		return r
	}, name)
	return fmt.Sprintf(`attachment; filename="%s"; filename*=UTF-8''%s`, plain, url.PathEscape(name))
}

func (d *Deliver) takeExport() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.exports >= d.c.Limits.Exports {
		return false
	}
	d.exports++
	return true
}

func (d *Deliver) giveExport() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.exports--
}

// exportStall is how long a client may take no byte of an export.
const exportStall = 30 * time.Second

// An exportReader reads the file for one response: it ends with the session
// and gives the client time for each piece. Its ctx bounds reads only.
type exportReader struct {
	*io.SectionReader
	ctx     context.Context
	control *http.ResponseController
	bytes   int64
	failed  error
}

// Read reads the next piece unless the session ended.
func (e *exportReader) Read(p []byte) (int, error) {
	if e.ctx.Err() != nil {
		return 0, context.Cause(e.ctx)
	}
	e.control.SetWriteDeadline(time.Now().Add(exportStall))
	n, err := e.SectionReader.Read(p)
	e.bytes += int64(n)
	if err != nil && err != io.EOF {
		e.failed = err
	}
	return n, err
}
