package deliver

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/coder/websocket"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// The bounds of playback.
const (
	firstCredit = 10 * time.Second // of media after a seek, times the speed
	mostCredit  = 60 * time.Second // ahead of what was sent, times the speed
	shownAhead  = 8 * time.Second  // of media, times the speed: a player that wants so much more has shown what it has
	keysAbove   = 4                // faster than this only key frames are sent
	growPause   = time.Second      // between looks for more at the growing end
	growTime    = 15 * time.Second // footage this fresh is still growing
	commands    = 8                // of a player that wait; more wait in its socket
	batch       = 64               // items between looks at the player's commands
)

// ServePlayback serves the past over WebSocket, driven by the player's
// commands, until the session ends. The grant's act must be playback; nothing
// outside its span is sent. Errors are as in ServeLive.
func (d *Deliver) ServePlayback(w http.ResponseWriter, r *http.Request, g shiheng.Grant, camera shiheng.CameraID, ask Ask) error {
	sock, err := accept(w, r)
	if err != nil {
		return unanswered(err)
	}
	plain := context.WithoutCancel(r.Context())
	ctx, s, err := d.admit(r.Context(), g, camera, shiheng.ActPlayback)
	if err != nil {
		sock.refuse(plain, err)
		return nil
	}
	defer s.close()
	defer sock.cutAfter(ctx)()
	p := &playback{d: d, s: s, sock: sock, plain: plain, commands: make(chan command, commands)}
	p.mux.can = parseCodecs(ask.Codecs)
	p.mux.epoch, p.mux.pool = g.Footage.From, d.c.Pool
	p.pace = d.paceOf(g, camera)
	defer p.mux.close()
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.end(p.listen(plain, ctx))
	}()
	err = p.run(ctx)
	if told := p.tell(); told != nil {
		err = told
	}
	d.leave(plain, ctx, s, sock, err)
	<-done
	return nil
}

// A playback is one session of the past. The handler's goroutine owns it; a
// second one only reads commands.
type playback struct {
	d        *Deliver
	s        *session
	sock     *socket
	plain    context.Context //nolint:containedctx // see liveViewer.plain
	commands chan command

	mux      pastMuxer
	cursor   Cursor
	speed    float64
	skipGaps bool
	wishKeys bool      // the player asked for key frames only
	credit   int64     // media ticks up to where bytes may be sent
	asked    int64     // up to where the player last asked for bytes
	placed   bool      // the position message of the last seek was sent
	wish     time.Time // of the last seek
	over     bool      // there is nothing behind what was sent
	idled    bool      // the player knows that it is waited for
	tally    tally     // what the meter was not told of yet
	pace     *pace     // nil: not bound to one
}

// listen hands the player's commands on until it leaves or sends what cannot
// be.
func (p *playback) listen(plain, ctx context.Context) error {
	for {
		kind, b, err := p.sock.conn.Read(plain)
		if err != nil {
			return errLeft
		}
		if kind != websocket.MessageText {
			return shiheng.Invalid("command.form")
		}
		c, err := parseCommand(b)
		if err != nil {
			return err
		}
		select {
		case p.commands <- c:
		case <-ctx.Done():
			return errLeft
		}
	}
}

// run obeys commands and sends what they ask for. It returns when the footage
// is over or something failed.
func (p *playback) run(ctx context.Context) error {
	if p.d.c.Footage == nil {
		return shiheng.Unavailable("footage.off")
	}
	if p.mux.epoch.IsZero() {
		return shiheng.Forbidden("grant.footage") // a grant for no footage
	}
	defer func() { p.closeCursor() }()
	for {
		waits := p.cursor == nil || p.over || p.mux.sent >= p.credit
		if err := p.obey(ctx, waits); err != nil {
			return err
		}
		if waits {
			continue
		}
		if d := p.pace.wait(p.d.c.Now()); d > 0 {
			if err := p.rest(ctx, d); err != nil {
				return err
			}
			continue
		}
		if err := p.batch(ctx); err != nil {
			return err
		}
	}
}

// obey takes the commands that are there; with wait it first tells the player
// that it waits, and waits for one.
func (p *playback) obey(ctx context.Context, wait bool) error {
	if wait {
		if err := p.flush(true); err != nil {
			return err
		}
		if p.cursor != nil && !p.idled {
			p.idled = true
			if err := p.sock.text(p.plain, idleMessage{Type: "idle"}); err != nil { //nolint:contextcheck // see socket.write
				return err
			}
		}
		select {
		case c := <-p.commands:
			return p.do(ctx, c)
		case <-ctx.Done():
			return errLeft
		}
	}
	for {
		select {
		case c := <-p.commands:
			if err := p.do(ctx, c); err != nil {
				return err
			}
		case <-ctx.Done():
			return errLeft
		default:
			return nil
		}
	}
}

// do obeys one command.
func (p *playback) do(ctx context.Context, c command) error {
	switch c.Type {
	case "seek":
		p.speed, p.skipGaps, p.wishKeys = c.Speed, c.SkipGaps, c.KeysOnly
		p.pace.at(c.Speed, p.d.c.Now())
		return p.seek(ctx, time.Time(c.At))
	case "speed":
		before := p.keysOnly()
		p.speed = c.Speed
		p.pace.at(c.Speed, p.d.c.Now())
		if p.cursor == nil || before == p.keysOnly() {
			return nil
		}
		if err := p.flush(true); err != nil {
			return err
		}
		p.mux.change(p.keysOnly())
		return p.open(ctx, p.mux.wall(p.mux.sent))
	default: // more
		p.asked = int64(float64(c.Until) * mediaScale)
		p.credit = max(p.credit, min(p.asked, p.mux.sent+p.scaled(mostCredit)))
		return p.ending()
	}
}

func (p *playback) keysOnly() bool { return p.wishKeys || p.speed > keysAbove }

// scaled is d on the media timeline times the speed, in ticks.
func (p *playback) scaled(d time.Duration) int64 {
	return int64(float64(toTicks(d)) * max(1, p.speed))
}

// seek begins anew at a time of the span.
func (p *playback) seek(ctx context.Context, at time.Time) error {
	span := p.s.grant.Footage
	if at.Before(span.From) {
		at = span.From
	}
	if !span.Contains(at) {
		return shiheng.Forbidden("grant.footage")
	}
	if err := p.tell(); err != nil { // what was sent lies elsewhere
		return err
	}
	p.tally.sought = true
	p.mux.seek(p.keysOnly())
	p.mux.sent = p.mux.media(at)
	p.credit = p.mux.sent + p.scaled(firstCredit)
	p.placed, p.wish, p.over, p.asked = false, at, false, 0
	return p.open(ctx, at)
}

// open opens a cursor.
func (p *playback) open(ctx context.Context, at time.Time) error {
	p.closeCursor()
	cursor, err := p.d.c.Footage.Play(ctx, p.s.camera, at, PlayOptions{Span: p.s.grant.Footage, KeysOnly: p.keysOnly()})
	if err != nil {
		return err
	}
	if p.d.c.Mark != nil {
		cursor = &markedCursor{inner: cursor}
	}
	p.cursor, p.mux.coded = cursor, false
	return nil
}

// transcode has the rest of the cursor's pictures, from item on, made into
// H.264 for a player that cannot show them as they are.
func (p *playback) transcode(ctx context.Context, item Item) error {
	if p.mux.coded || item.Frame.Track.Codec != media.H265 || !p.mux.can.avc1 || p.d.c.Pictures == nil {
		return unplayable(item.Frame.Track, "no.way")
	}
	item.Frame.Slab.Retain()
	p.mux.coded = true
	p.cursor = transcodePast(ctx, p.d.c.Pictures, p.cursor, item)
	return nil
}

func (p *playback) closeCursor() {
	if p.cursor != nil {
		if err := p.cursor.Close(); err != nil {
			p.d.c.Log.WarnContext(p.plain, "cursor not closed", slog.Any("error", err))
		}
		p.cursor = nil
	}
}

// batch sends some items, as far as the credit goes.
func (p *playback) batch(ctx context.Context) error {
	for range batch {
		if p.mux.sent >= p.credit || len(p.commands) > 0 || p.pace.wait(p.d.c.Now()) > 0 {
			return nil
		}
		item, err := p.cursor.Next(ctx)
		switch {
		case errors.Is(err, io.EOF):
			return p.atEnd(ctx)
		case err != nil:
			return err
		case item.Frame == nil:
			p.idled = false
			err = p.gap(item.Gap)
		default:
			p.idled = false
			err = p.frame(ctx, item)
			item.Frame.Slab.Release()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// place tells the player where the bytes of its seek begin.
func (p *playback) place(media int64) error {
	if p.placed {
		return nil
	}
	p.placed = true
	return p.sock.text(p.plain, positionMessage{
		Type: "position", At: stamp(p.mux.wall(media)), Media: mediaSeconds(media), DurableTo: stamp(p.cursor.DurableTo()),
	})
}

// frame sends one frame.
func (p *playback) frame(ctx context.Context, item Item) error {
	if p.mux.again {
		p.mux.expect(p.cursor.Tracks())
	}
	v, at := p.mux.look(item.Frame)
	if v == skipped {
		return nil
	}
	if v == another {
		return p.transcode(ctx, item)
	}
	if err := p.check(item.Frame); err != nil {
		return err
	}
	if err := p.count(item.Frame, at); err != nil {
		return err
	}
	if err := p.place(at); err != nil {
		return err
	}
	if v == restart {
		if err := p.flush(true); err != nil {
			return err
		}
		msg, err := p.mux.reinit(item.Frame, at)
		if err != nil {
			return shiheng.Unavailable("codec.unplayable", "reason", "parameters").From(err)
		}
		if p.mux.coded {
			msg.Transcoded, msg.Codec = true, "h265"
		}
		msg.Source, msg.Mark, msg.Epoch = Main, p.s.grant.Mark, stamp(p.mux.epoch)
		if err := p.sock.text(p.plain, msg); err != nil { //nolint:contextcheck // see socket.write
			return err
		}
	}
	p.mark(item, at)
	if err := p.mux.append(item.Frame, at); err != nil {
		return err
	}
	p.d.stats.frames.Add(1)
	if len(p.mux.buf) >= flushBytes {
		return p.flush(false)
	}
	return nil
}

// gap tells the player of a stretch without footage.
func (p *playback) gap(g Gap) error {
	if err := p.flush(true); err != nil {
		return err
	}
	span := p.s.grant.Footage
	part := g.Span.Clip(span)
	if part.Open() {
		part.To = p.d.c.Now() // it lasts
	}
	if err := p.place(p.mux.media(p.wish)); err != nil {
		return err
	}
	p.mux.interrupt()
	to := p.mux.media(part.To)
	if p.skipGaps && to > p.mux.sent {
		p.credit += to - p.mux.sent
	}
	p.mux.sent = max(p.mux.sent, to)
	return p.sock.text(p.plain, gapMessage{Type: "gap", From: stamp(part.From), To: stamp(part.To), Cause: g.Cause, Params: g.Params})
}

// atEnd waits for more where the footage is growing. Elsewhere it lets the
// player show what it has: the session ends when it asks for more.
func (p *playback) atEnd(ctx context.Context) error {
	if err := p.flush(true); err != nil {
		return err
	}
	if err := p.place(p.mux.sent); err != nil {
		return err
	}
	now, durable := p.d.c.Now(), p.cursor.DurableTo()
	span := p.s.grant.Footage
	if durable.IsZero() || now.Sub(durable) > growTime || (!span.Open() && !durable.Before(span.To)) {
		p.over = true
		return p.ending()
	}
	select {
	case <-time.After(growPause):
		return nil
	case c := <-p.commands:
		return p.do(ctx, c)
	case <-ctx.Done():
		return errLeft
	}
}

// ending ends the session when the player has shown all there is.
func (p *playback) ending() error {
	if p.over && p.asked >= p.mux.sent+p.scaled(shownAhead) {
		return shiheng.NotFound("footage.end", "at", stamp(p.mux.wall(p.mux.sent)).String())
	}
	return nil
}

// flush sends what has collected: all of it, or all but the last picture,
// whose duration the next one tells.
func (p *playback) flush(all bool) error {
	if all {
		if err := p.mux.round(); err != nil {
			return err
		}
	}
	ready := p.mux.ready(all)
	if len(ready) == 0 {
		return nil
	}
	err := p.sock.binary(p.plain, ready)
	p.d.stats.bytes.Add(uint64(len(ready)))
	p.mux.taken(len(ready))
	return err
}
