package deliver

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/fmp4"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
)

// Ask is what a player asks for.
type Ask struct {
	Source Role     // Main, Sub, or "" to begin at the main stream
	Codecs []string // avc1, hvc1, opus, mp4a
}

// ServeLive serves live pictures over WebSocket until the session ends, and
// returns then. The grant's act must be live or test. Whatever goes wrong
// after the upgrade is told to the player in an `end` message; the error
// returned is not nil only when nothing was answered yet.
func (d *Deliver) ServeLive(w http.ResponseWriter, r *http.Request, g shiheng.Grant, camera shiheng.CameraID, ask Ask) error {
	sock, err := accept(w, r)
	if err != nil {
		return unanswered(err)
	}
	plain := context.WithoutCancel(r.Context())
	ctx, s, err := d.admit(r.Context(), g, camera, shiheng.ActLive, shiheng.ActTest)
	if err != nil {
		sock.refuse(plain, err)
		return nil
	}
	defer s.close()
	defer sock.cutAfter(ctx)()
	l := &liveViewer{d: d, camera: camera, sock: sock, plain: plain, mark: g.Mark}
	l.ladder = ladder{d: d, camera: camera, ask: ask, can: parseCodecs(ask.Codecs), tell: l.state}
	l.mux.can = l.ladder.can
	defer l.ladder.close()
	// The reader has no context of the session: its end would break the
	// connection before the player heard why.
	defer context.AfterFunc(sock.conn.CloseRead(plain), func() { s.end(errLeft) })()
	d.leave(plain, ctx, s, sock, l.run(ctx))
	return nil
}

// leave ends a session over WebSocket: err, or what ended ctx, is its cause.
func (d *Deliver) leave(plain, ctx context.Context, s *session, sock *socket, err error) {
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	if sock.slow.Load() {
		err = shiheng.Exhausted("viewer.slow")
		d.stats.slow.Add(1)
	}
	s.end(err)
	sock.finish(plain, err)
	d.c.Log.InfoContext(plain, "media session ended", slog.String("grant", s.held().ID.String()), slog.String("act", string(s.held().Act)),
		slog.String("camera", s.camera.String()), slog.Uint64("bytes", sock.bytes), slog.String("cause", err.Error()))
}

// unanswered keeps an error only when the request still wants an answer.
func unanswered(err error) error {
	if errors.Is(err, errAnswered) {
		return nil
	}
	return err
}

// A liveViewer is one live session over WebSocket. One goroutine owns it.
type liveViewer struct {
	d      *Deliver
	camera shiheng.CameraID
	sock   *socket
	plain  context.Context //nolint:containedctx // carries the request's values into writes and never ends; see socket.write
	mark   string
	ladder ladder
	mux    liveMuxer
	shown  State
}

// run shows one stream after the other until ctx ends or there is nothing to
// show.
func (l *liveViewer) run(ctx context.Context) error {
	for {
		feed, err := l.ladder.next(ctx)
		if err != nil {
			return err
		}
		err = l.pump(ctx, feed)
		switch {
		case ctx.Err() != nil:
			return errLeft
		case errors.Is(err, errAnother):
		case errors.Is(err, errStreamEnded):
			l.ladder.ended(feed)
			if err := l.state(Status{State: Waiting, Code: "stream.lost"}); err != nil {
				return err
			}
		default:
			return err
		}
	}
}

var (
	errAnother     = errors.New("deliver: the player needs another source")
	errStreamEnded = errors.New("deliver: the stream ended")
)

// flushBytes is how much collects while frames are at hand; a frame alone is
// sent at once.
const flushBytes = 256 << 10

// pump sends a stream's frames until it ends.
func (l *liveViewer) pump(ctx context.Context, feed *feed) error {
	sub := viewer(feed.stream)
	defer sub.Close()
	defer func() { l.d.stats.lost.Add(sub.Stats().Dropped) }()
	feed.seekKey()
	changed := feed.held.Changed()
	for {
		f, err := sub.Poll()
		if f != nil {
			err = l.frame(feed, f, sub.Lost() > 0)
			f.Slab.Release()
			if err == nil && len(l.mux.buf) >= flushBytes {
				err = l.flush()
			}
			if err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return feed.ending(err)
		}
		if err := l.flush(); err != nil {
			return err
		}
		select {
		case <-sub.Ready():
		case <-changed:
			changed = feed.held.Changed()
			if err := l.changed(feed); err != nil {
				return err
			}
		case <-ctx.Done():
			return errLeft
		}
	}
}

// changed looks at a source whose state changed while its stream goes on.
func (l *liveViewer) changed(feed *feed) error {
	status, stream := feed.held.Status(), feed.held.Stream()
	switch {
	case status.Gone != nil:
		return status.Gone
	case stream != nil && stream != feed.source:
		return errStreamEnded
	case status.State != Playing:
		return l.state(status)
	}
	return nil
}

// frame takes one frame. It does not keep it.
func (l *liveViewer) frame(feed *feed, f *media.Frame, lost bool) error {
	v, err := l.mux.take(f, lost)
	switch {
	case err != nil:
		l.d.c.Log.WarnContext(l.plain, "frame not sent", slog.String("camera", l.camera.String()), slog.Any("error", err))
		return nil
	case v == another:
		return errAnother
	case v == wantKey:
		feed.requestKey()
		return nil
	case v == restart:
		return l.restart(feed, f)
	case v == took && f.Track.Codec.Video():
		l.d.stats.frames.Add(1)
		if l.shown != Playing {
			return l.playing(f)
		}
		return l.clock(f)
	}
	return nil
}

// restart sends a new init and the key frame that needs it.
func (l *liveViewer) restart(feed *feed, f *media.Frame) error {
	if err := l.flush(); err != nil {
		return err
	}
	msg, err := l.mux.reinit(f, feed.sound(l.mux.can))
	if err != nil {
		if l.mux.bad >= badKeys {
			return err
		}
		feed.requestKey()
		return nil
	}
	msg.Source, msg.Transcoded, msg.Mark = feed.role, feed.transcoded, l.mark
	if feed.origin != nil {
		msg.Codec = fmp4.CodecName(feed.origin.Codec)
	}
	if err := l.sock.text(l.plain, msg); err != nil {
		return err
	}
	return l.playing(f)
}

// playing tells the player that pictures come, behind the first of them.
func (l *liveViewer) playing(f *media.Frame) error {
	if err := l.flush(); err != nil {
		return err
	}
	if err := l.state(Status{State: Playing}); err != nil {
		return err
	}
	return l.clock(f)
}

// flush sends what has collected.
func (l *liveViewer) flush() error {
	if len(l.mux.buf) == 0 {
		return nil
	}
	err := l.sock.binary(l.plain, l.mux.buf)
	l.d.stats.bytes.Add(uint64(len(l.mux.buf)))
	l.mux.buf = l.mux.buf[:0]
	if cap(l.mux.buf) > keepBuffer {
		l.mux.buf = nil
	}
	return err
}

// keepBuffer is the largest buffer a session keeps between messages.
const keepBuffer = 1 << 20

// clock tells the player the time once a second.
func (l *liveViewer) clock(f *media.Frame) error {
	if d := f.Received.Sub(l.mux.clockAt); d >= 0 && d < clockEvery {
		return nil
	}
	l.mux.clockAt = f.Received
	if err := l.flush(); err != nil {
		return err
	}
	return l.sock.text(l.plain, clockMessage{Type: "clock", Media: mediaSeconds(l.mux.time.last), At: stamp(f.Received)})
}

// state tells the player how the source is; playing is told once.
func (l *liveViewer) state(s Status) error {
	if s.State == Playing && l.shown == Playing {
		return nil
	}
	l.shown = s.State
	return l.sock.text(l.plain, stateMessage{Type: "state", State: s.State, Code: s.Code, Params: s.Params})
}

// A feed is a stream that a player can show, and what it was made from.
type feed struct {
	stream     *hub.Stream // what the player gets
	source     *hub.Stream // what the camera sends; the same unless derived
	role       Role
	transcoded bool
	origin     *media.Track // the camera's own picture track
	held       Held
	keyAsked   time.Time
}

// ending says why the feed's stream ended: a camera's stream is waited for, a
// transcode that failed ends the session.
func (f *feed) ending(cause error) error {
	if f.stream != f.source && !errors.Is(cause, errStreamEnded) {
		return cause
	}
	return errStreamEnded
}

// seekKey asks for a key frame when there is no group of frames to begin with.
func (f *feed) seekKey() {
	if s := f.source.Stats(); s.KeptFrames <= 1 && time.Since(s.LastKey) > time.Second {
		f.requestKey()
	}
}

// requestKey asks the camera for a key frame, at most once in two seconds.
func (f *feed) requestKey() {
	if now := time.Now(); now.Sub(f.keyAsked) > 2*time.Second {
		f.keyAsked = now
		f.held.RequestKey()
	}
}

// sound is the stream's first sound track that the player plays.
func (f *feed) sound(can codecs) *media.Track {
	for _, t := range f.stream.Tracks() {
		if can.plays(t.Codec) {
			return t
		}
	}
	return nil
}
