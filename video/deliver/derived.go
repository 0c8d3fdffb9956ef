package deliver

import (
	"context"
	"errors"
	"io"
	"log/slog"

	"shiheng.internal"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
)

// kind says what a derived stream changes.
type kind uint8

const (
	transcoded kind = iota // H.265 picture becomes H.264
	withOpus               // G.711 sound becomes Opus
)

type derivedKey struct {
	source *hub.Stream
	kind   kind
}

// derived is a stream made from another one, shared by all who watch it. It
// lives from its first viewer to its last.
type derived struct {
	stream *hub.Stream
	refs   int // guarded by Deliver.mu
	cancel context.CancelFunc
}

// derive returns the stream made from source, beginning it for its first
// viewer. release gives it back; it is idempotent. ErrExhausted when too many
// streams are derived already.
func (d *Deliver) derive(ctx context.Context, source *hub.Stream, k kind) (out *hub.Stream, release func(), err error) {
	key := derivedKey{source, k}
	d.mu.Lock()
	defer d.mu.Unlock()
	v := d.derived[key]
	if v == nil {
		if len(d.derived) >= d.c.Limits.Derived {
			return nil, nil, shiheng.Exhausted("derived.streams")
		}
		inner, cancel := context.WithCancel(context.WithoutCancel(ctx))
		v = &derived{stream: hub.NewStream(), cancel: cancel}
		d.derived[key] = v
		d.work.Go(func() { d.runDerived(inner, key, v) })
	}
	v.refs++
	released := false
	return v.stream, func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		if released {
			return
		}
		released = true
		if v.refs--; v.refs == 0 {
			v.cancel()
			d.forget(key, v)
		}
	}, nil
}

// forget takes a derived stream out of the list, so that the next viewer
// begins it anew. The caller holds d.mu.
func (d *Deliver) forget(key derivedKey, v *derived) {
	if d.derived[key] == v {
		delete(d.derived, key)
	}
}

// runDerived works until the source ends, the last viewer leaves, or the
// transcoder fails, and closes the derived stream.
func (d *Deliver) runDerived(ctx context.Context, key derivedKey, v *derived) {
	defer v.cancel()
	sub := viewer(key.source)
	defer sub.Close()
	var err error
	switch key.kind {
	case withOpus:
		err = d.encodeSound(ctx, sub, key.source, v.stream)
	case transcoded:
		err = d.transcode(ctx, sub, v.stream)
	}
	d.mu.Lock()
	d.forget(key, v)
	d.mu.Unlock()
	v.stream.Close(err)
}

// encodeSound publishes the source's frames with G.711 as Opus.
func (d *Deliver) encodeSound(ctx context.Context, sub *hub.Sub, source, out *hub.Stream) error {
	enc := &soundEncoder{pool: d.c.Pool, emit: out.Publish}
	defer enc.close()
	for {
		f, err := sub.Next(ctx)
		if err != nil {
			return errStreamEnded
		}
		if !enc.announced {
			enc.announced = true
			for _, t := range source.Tracks() {
				if isG711(t.Codec) {
					out.Announce(opusTrack(t))
				}
			}
		}
		if f.Track != nil && isG711(f.Track.Codec) {
			if err := enc.encode(f); err != nil {
				d.c.Log.WarnContext(ctx, "sound not encoded", slog.Any("error", err))
			}
		} else {
			out.Publish(f)
		}
		f.Slab.Release()
	}
}

// transcode publishes the source's picture as H.264, and its sound untouched.
func (d *Deliver) transcode(ctx context.Context, sub *hub.Sub, out *hub.Stream) error {
	ended := false
	next := func(ctx context.Context) (*media.Frame, error) {
		for {
			f, err := sub.Next(ctx)
			if err != nil {
				ended = ctx.Err() == nil
				return nil, io.EOF
			}
			if f.Track != nil && f.Track.Codec.Video() {
				return f, nil
			}
			out.Publish(f)
			f.Slab.Release()
		}
	}
	err := d.c.Pictures.Transcode(ctx, picture.Transcode{Next: next, Emit: out.Publish})
	if ended || ctx.Err() != nil {
		return errStreamEnded
	}
	d.c.Log.WarnContext(ctx, "transcode failed", slog.Any("error", err))
	reason := "transcode"
	if errors.Is(err, shiheng.ErrExhausted) {
		reason = "exhausted"
	}
	return shiheng.Unavailable("codec.unplayable", "codec", "h265", "reason", reason).From(err)
}
