package deliver

import (
	"bytes"
	"context"
	"net/http"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// stillTime bounds a snapshot, the wait for a stream included.
const stillTime = 15 * time.Second

// ServeSnapshot answers with one JPEG: of now when at is zero, else of the key
// frame at or before at. The grant's act must be snapshot; its span must
// contain the moment, unless it is the zero span, which means now. width
// scales down, 0 keeps the size. An error was not answered yet.
func (d *Deliver) ServeSnapshot(w http.ResponseWriter, r *http.Request, g shiheng.Grant, camera shiheng.CameraID, at time.Time, width int) error {
	if d.c.Pictures == nil {
		return shiheng.Unavailable("picture.off")
	}
	ctx, s, err := d.admit(r.Context(), g, camera, shiheng.ActSnapshot)
	if err != nil {
		return err
	}
	defer s.close()
	moment := at
	if at.IsZero() {
		moment = d.c.Now()
	}
	if past := g.Footage != (shiheng.Span{}); past && !g.Footage.Contains(moment) || !past && !at.IsZero() {
		return shiheng.Forbidden("grant.footage")
	}
	ctx, cancel := context.WithTimeoutCause(ctx, stillTime, shiheng.Unavailable("stream.lost"))
	defer cancel()
	key, err := d.still(ctx, s, at)
	if err == nil {
		var jpeg []byte
		if jpeg, err = d.c.Pictures.Snapshot(ctx, key, width); err == nil && ctx.Err() == nil {
			answerStill(w, jpeg, key.Received)
			return nil
		}
	}
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return err
}

func answerStill(w http.ResponseWriter, jpeg []byte, at time.Time) {
	h := w.Header()
	h.Set("Content-Type", "image/jpeg")
	h.Set("Content-Length", strconv.Itoa(len(jpeg)))
	h.Set("Cache-Control", "no-store")
	h.Set("Shiheng-At", stamp(at).String())
	_, _ = w.Write(jpeg) // a client that left needs no answer
}

// still finds the key frame. The frame returned has its own memory: making a
// picture takes longer than a recorder's slab may be held.
func (d *Deliver) still(ctx context.Context, s *session, at time.Time) (*media.Frame, error) {
	if !at.IsZero() {
		if d.c.Footage == nil {
			return nil, shiheng.Unavailable("footage.off")
		}
		f, err := d.c.Footage.Still(ctx, s.camera, at, s.grant.Footage)
		if err != nil {
			return nil, err
		}
		defer f.Slab.Release()
		return ownCopy(f), nil
	}
	l := ladder{d: d, camera: s.camera, can: codecs{avc1: true, hvc1: true}, tell: func(Status) error { return nil }}
	defer l.close()
	feed, err := l.next(ctx)
	if err != nil {
		return nil, err
	}
	sub := viewer(feed.stream)
	defer sub.Close()
	for {
		f, err := sub.Next(ctx)
		if err != nil {
			return nil, shiheng.Unavailable("stream.lost")
		}
		if f.IsKey() {
			defer f.Slab.Release()
			return ownCopy(f), nil
		}
		f.Slab.Release()
		feed.requestKey()
	}
}

func ownCopy(f *media.Frame) *media.Frame {
	out := *f
	out.Data, out.Slab = bytes.Clone(f.Data), nil
	return &out
}
