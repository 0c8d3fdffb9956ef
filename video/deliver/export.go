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
	defer func() { _ = file.Close() }() // it was only read
	control := http.NewResponseController(w)
	// A client that takes nothing, or the end of the session, ends the write.
	defer context.AfterFunc(ctx, func() { _ = control.SetWriteDeadline(time.Unix(1, 0)) })()
	h := w.Header()
	h.Set("Content-Type", "video/mp4")
	h.Set("Content-Disposition", disposition(file.Name()))
	h.Set("ETag", `"`+file.Digest()+`"`)
	h.Set("Cache-Control", "no-store")
	reader := &exportReader{ctx: ctx, control: control, file: file, buf: make([]byte, 0, exportPiece)}
	http.ServeContent(w, r, "", time.Time{}, reader)
	d.stats.bytes.Add(uint64(reader.bytes))
	cause := errLeft
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

const (
	// exportStall is how long a client may take no byte of an export.
	exportStall = 30 * time.Second
	// exportPiece is how much of the file is read at once: about a chunk, so
	// that each chunk is read once or twice and not for every write.
	exportPiece = 1 << 20
)

// An exportReader reads the file for one response: it ends with the session
// and gives the client time for each piece. Its ctx bounds reads only.
type exportReader struct {
	file    Export
	ctx     context.Context //nolint:containedctx // io.Reader has no place for one; the reader lives for one call
	control *http.ResponseController
	at      int64  // of the next byte
	buf     []byte // the piece read last
	from    int64  // of buf
	bytes   int64
	failed  error
}

// Read reads on unless the session ended.
func (e *exportReader) Read(p []byte) (int, error) {
	if e.at >= e.file.Size() {
		return 0, io.EOF
	}
	if e.at < e.from || e.at >= e.from+int64(len(e.buf)) {
		if err := e.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, e.buf[e.at-e.from:])
	e.at += int64(n)
	e.bytes += int64(n)
	return n, nil
}

// fill reads the piece at the present place.
func (e *exportReader) fill() error {
	if e.ctx.Err() != nil {
		return context.Cause(e.ctx)
	}
	size := min(exportPiece, e.file.Size()-e.at)
	n, err := e.file.ReadAt(e.buf[:size], e.at)
	if int64(n) < size {
		e.failed = fmt.Errorf("read export at %d: %w", e.at, err)
		return e.failed
	}
	e.buf, e.from = e.buf[:n], e.at
	// A writer without deadlines (HTTP/2 has them) still ends with the session.
	_ = e.control.SetWriteDeadline(time.Now().Add(exportStall))
	if e.ctx.Err() != nil { // its end may have set the deadline just before
		_ = e.control.SetWriteDeadline(time.Unix(1, 0))
	}
	return nil
}

// Seek moves the place; it implements io.Seeker.
func (e *exportReader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += e.at
	case io.SeekEnd:
		offset += e.file.Size()
	}
	if offset < 0 {
		return 0, shiheng.Invalid("export.offset")
	}
	e.at = offset
	return offset, nil
}
