package deliver

import (
	"context"
	"errors"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/fmp4"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
)

// A ladder finds a stream of a camera that a player can show: the source
// asked for when its coding is native to the player, else the camera's H.264
// sub-stream, else one transcode shared by all viewers of the stream, else
// codec.unplayable (design, "Streams"). One goroutine owns it. It keeps its
// hold on the source in use between calls of next, until close.
type ladder struct {
	d      *Deliver
	camera shiheng.CameraID
	ask    Ask
	can    codecs
	tell   func(Status) error // words for the tile while waiting

	held    Held
	role    Role
	gone    *hub.Stream // the stream that ended; not to be taken again
	release func()      // of the derived streams in use
}

// next waits until there is a stream to show. Errors end the session.
func (l *ladder) next(ctx context.Context) (*feed, error) {
	l.drop()
	if l.ask.Source == Sub {
		if f, err := l.sub(ctx, true); f != nil || err != nil {
			return f, err
		}
	}
	if err := l.hold(ctx, Main); err != nil {
		return nil, err
	}
	stream, track, err := l.await(ctx, l.held)
	if err != nil {
		return nil, err
	}
	if l.can.shows(track.Codec) {
		return l.feed(ctx, stream, track, false)
	}
	if l.ask.Source != Sub {
		if f, err := l.sub(ctx, false); f != nil || err != nil {
			return f, err
		}
	}
	if !l.transcodes(track) {
		return nil, unplayable(track, "no.way")
	}
	return l.feed(ctx, stream, track, true)
}

// transcodes reports whether the track can be made into H.264 here.
func (l *ladder) transcodes(t *media.Track) bool {
	return t.Codec == media.H265 && l.can.avc1 && l.d.c.Pictures != nil
}

func unplayable(t *media.Track, reason string) error {
	return shiheng.Unavailable("codec.unplayable", "codec", fmp4.CodecName(t.Codec), "reason", reason)
}

// hold holds the camera's source of a role in place of what was held.
func (l *ladder) hold(ctx context.Context, role Role) error {
	if l.held != nil && l.role == role {
		return nil
	}
	l.letGo()
	held, err := l.d.c.Sources.Hold(ctx, l.camera, role)
	if err != nil {
		return err
	}
	l.held, l.role = held, role
	return nil
}

// errNoSub says that the sub-stream is not to be had now.
var errNoSub = errors.New("deliver: no sub-stream")

// sub tries the camera's sub-stream. It returns nothing when there is none,
// when it does not come soon, or when the player shows it neither natively
// nor, if that is allowed here, transcoded: the main stream is better than a
// black tile. What was held stays held then.
func (l *ladder) sub(ctx context.Context, transcode bool) (*feed, error) {
	held, err := l.d.c.Sources.Hold(ctx, l.camera, Sub)
	if errors.Is(err, shiheng.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, subTime)
	hasty := *l
	hasty.tell = func(s Status) error {
		if s.State == Waiting && s.Code != "" {
			return errNoSub // it was tried, and failed
		}
		return l.tell(s)
	}
	stream, track, err := hasty.await(limited, held)
	cancel()
	if ctx.Err() != nil {
		held.Release()
		return nil, errLeft
	}
	native := err == nil && l.can.shows(track.Codec)
	if !native && (err != nil || !transcode || !l.transcodes(track)) {
		held.Release()
		return nil, nil //nolint:nilerr // why there is no sub-stream does not matter: the main one is taken
	}
	l.letGo()
	l.held, l.role = held, Sub
	return l.feed(ctx, stream, track, !native)
}

// feed dresses a stream for the player: its picture transcoded if asked, its
// G.711 sound as Opus if the player plays that.
func (l *ladder) feed(ctx context.Context, stream *hub.Stream, track *media.Track, transcode bool) (*feed, error) {
	f := &feed{stream: stream, source: stream, role: l.role, transcoded: transcode, origin: track, held: l.held}
	if transcode {
		out, release, err := l.d.derive(ctx, stream, transcoded)
		if err != nil {
			return nil, unplayable(track, "exhausted")
		}
		f.stream, l.release = out, release
	}
	if l.can.opus && mayHaveG711(stream) {
		out, release, err := l.d.derive(ctx, f.stream, withOpus)
		if err == nil { // otherwise there is no sound, and that is all
			inner := l.release
			f.stream, l.release = out, func() { release(); call(inner) }
		}
	}
	return f, nil
}

func call(f func()) {
	if f != nil {
		f()
	}
}

// youngFrames is up to where a stream that has no sound yet may still get it.
const youngFrames = 250

// mayHaveG711 reports whether the stream's sound needs encoding for Media
// Source. A stream that just began may show its sound after its picture.
func mayHaveG711(s *hub.Stream) bool {
	tracks := s.Tracks()
	for _, t := range tracks {
		if t.Codec.Audio() {
			return isG711(t.Codec)
		}
	}
	return s.Stats().Frames < youngFrames
}

// await waits until the source has a stream with a picture track, telling the
// player how it stands meanwhile.
func (l *ladder) await(ctx context.Context, held Held) (*hub.Stream, *media.Track, error) {
	var told Status
	for {
		changed := held.Changed()
		status, stream := held.Status(), held.Stream()
		if status.Gone != nil {
			return nil, nil, status.Gone
		}
		if stream != nil && stream != l.gone && status.State == Playing {
			track, err := firstPicture(ctx, stream, changed)
			if track != nil {
				return stream, track, nil
			}
			if err != nil && ctx.Err() != nil {
				return nil, nil, errLeft
			}
			status = held.Status()
		}
		if status.State == Playing {
			status = Status{State: Connecting} // no picture yet
		}
		if status.State != told.State || status.Code != told.Code {
			if err := l.tell(status); err != nil {
				return nil, nil, err
			}
			told = status
		}
		select {
		case <-changed:
		case <-time.After(time.Second):
		case <-ctx.Done():
			return nil, nil, errLeft
		}
	}
}

// firstPicture waits for the stream's first picture track: nil when the source
// changed first or, with an error, when the stream or ctx ended.
func firstPicture(ctx context.Context, s *hub.Stream, changed <-chan struct{}) (*media.Track, error) {
	sub := s.Subscribe(hub.Options{MaxBytes: queueBytes, MaxAge: pinTime})
	defer sub.Close()
	for {
		for _, t := range s.Tracks() {
			if t.Codec.Video() {
				return t, nil
			}
		}
		f, err := sub.Poll()
		switch {
		case err != nil:
			return nil, err
		case f != nil:
			f.Slab.Release()
			continue
		}
		select {
		case <-sub.Ready():
		case <-changed:
			return nil, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// ended remembers that a feed's stream is over.
func (l *ladder) ended(f *feed) { l.gone = f.source }

// drop gives the derived streams back.
func (l *ladder) drop() {
	call(l.release)
	l.release = nil
}

func (l *ladder) letGo() {
	if l.held != nil {
		l.held.Release()
		l.held = nil
	}
}

// close gives everything back.
func (l *ladder) close() {
	l.drop()
	l.letGo()
}
