package record

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// A Reader finds and reads what was recorded. It is safe for concurrent use.
// It asks for no grant: that is for those who let media out (deliver, export).
type Reader struct {
	Library Library
	Index   Index
	Pool    *media.Pool // for exports
}

// A Recording is one stretch of a timeline.
type Recording struct {
	Run  shiheng.RunID
	Span shiheng.Span
	Seq  uint64 // of its first chunk
	Live bool   // being recorded: Span.To is as far as it is readable
	// KeysOnly says that of pictures only key frames were kept, for want of space.
	KeysOnly bool
	// Lesser says that the sub-stream was recorded in place of the main one.
	Lesser bool
}

// A Timeline is what is known of a span of a stream. Recordings and gaps are
// each in order of sequence, clipped to the span.
type Timeline struct {
	Recordings []Recording
	Gaps       []GapRow
	// Lost was recorded, and cannot be read now: its volume is missing. It
	// lies within Recordings.
	Lost []shiheng.Span
	// Next is where the next page begins, 0 when this is the last.
	Next uint64
}

// PageLimit is the most runs that one page of a timeline holds.
const PageLimit = 500

// Streams lists the streams of a camera.
func (r *Reader) Streams(ctx context.Context, camera shiheng.CameraID) ([]Stream, error) {
	return r.Index.Streams(ctx, camera)
}

// Timeline lists the runs and gaps that overlap the span, from the sequence
// number from on (0 for the first page), at most limit runs.
func (r *Reader) Timeline(ctx context.Context, stream shiheng.StreamID, span shiheng.Span, from uint64, limit int) (Timeline, error) {
	var t Timeline
	if span.Empty() || limit < 1 {
		return t, shiheng.Invalid("timeline.span")
	}
	limit = min(limit, PageLimit)
	runs, err := r.Index.Runs(ctx, stream, span, from, limit)
	if err != nil {
		return t, err
	}
	if len(runs) == limit {
		t.Next = runs[limit-1].FirstSeq + 1
	}
	runs = r.withLive(stream, span, from, runs, t.Next == 0)
	for _, row := range runs {
		t.Recordings = append(t.Recordings, Recording{
			Run: row.ID, Seq: row.FirstSeq, Live: row.Open, KeysOnly: row.KeysOnly, Lesser: row.Lesser,
			Span: shiheng.Span{From: row.From, To: row.To}.Clip(span),
		})
	}
	for at := from; ; {
		gaps, err := r.Index.Gaps(ctx, stream, span, at, PageLimit)
		if err != nil {
			return t, err
		}
		for _, g := range gaps {
			if t.Next != 0 && g.AfterSeq >= t.Next {
				gaps = nil
				break
			}
			s := shiheng.Span{From: g.From, To: g.To}.Clip(span)
			g.From, g.To = s.From, s.To
			t.Gaps = append(t.Gaps, g)
		}
		if len(gaps) < PageLimit {
			break
		}
		at = gaps[len(gaps)-1].AfterSeq + 1
	}
	t.Lost, err = r.Library.Missing(ctx, stream, span)
	return t, err
}

// withLive puts the run that is being recorded, as far as it is readable, into
// the place of its row.
func (r *Reader) withLive(stream shiheng.StreamID, span shiheng.Span, from uint64, runs []RunRow, last bool) []RunRow {
	live, ok := r.Library.Recording(stream)
	for i := range runs {
		if ok && runs[i].ID == live.ID {
			runs[i] = live
			return runs
		}
		runs[i].Open = false
	}
	if ok && last && live.FirstSeq >= from && (shiheng.Span{From: live.From, To: live.To}).Overlaps(span) {
		runs = append(runs, live)
	}
	return runs
}

// PlayOptions say what a cursor hands out.
type PlayOptions struct {
	Span     shiheng.Span // nothing outside of it is handed out
	KeysOnly bool         // key frames only, and no sound
}

// A Step is a frame or a gap.
type Step struct {
	Frame *media.Frame // its slab is retained for the caller; Received is its server time
	Gap   *GapRow      // when Frame is nil; clipped to the span
}

// A Cursor walks through footage. It belongs to one goroutine.
type Cursor struct {
	r      *Reader
	stream shiheng.StreamID
	o      PlayOptions
	seq    uint64 // of the last chunk read
	run    shiheng.RunID
	end    time.Time // of the last chunk read
	queue  []*media.Frame
	first  *Ref
	key    bool // decoding begins with a key frame: others are left out before
	tracks []*media.Track
	gaps   []GapRow
}

// Open begins at the key frame at or before at or, where nothing was recorded,
// with the gap. When at lies before all footage of the span it begins there.
// ErrNotFound when nothing of the span is left.
func (r *Reader) Open(ctx context.Context, stream shiheng.StreamID, at time.Time, o PlayOptions) (*Cursor, error) {
	if o.Span.Empty() {
		return nil, shiheng.Invalid("play.span")
	}
	if at.Before(o.Span.From) {
		at = o.Span.From
	}
	c := &Cursor{r: r, stream: stream, o: o, end: at, key: true}
	ref, err := r.Library.Seek(ctx, stream, at, true)
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
		gaps, gerr := r.Index.Gaps(ctx, stream, shiheng.Span{From: at, To: o.Span.To}, 0, 1)
		if gerr != nil || len(gaps) == 0 {
			return nil, errors.Join(err, gerr)
		}
		c.seq = ^uint64(0) >> 1
		c.gaps = gaps
		return c, nil
	case err != nil:
		return nil, err
	case !o.Span.Open() && !ref.Wall.Before(o.Span.To):
		return nil, shiheng.NotFound("footage.none")
	}
	c.first, c.seq = &ref, ref.Seq-1
	if ref.Wall.After(at) {
		c.gaps, err = r.Index.Gaps(ctx, stream, shiheng.Span{From: at, To: ref.Wall}, 0, PageLimit)
	}
	return c, err
}

// Next returns the next frame or gap, and io.EOF behind the last of the span
// or of what was recorded so far; calling it again later may give more.
// Footage that cannot be read counts as a gap with the cause lost.
func (c *Cursor) Next(ctx context.Context) (Step, error) {
	for {
		if len(c.gaps) > 0 {
			g := c.gaps[0]
			c.gaps = c.gaps[1:]
			s := shiheng.Span{From: g.From, To: g.To}.Clip(c.o.Span)
			if g.From, g.To = s.From, s.To; s.Empty() {
				continue
			}
			return Step{Gap: &g}, nil
		}
		for len(c.queue) > 0 {
			f := c.queue[0]
			c.queue = c.queue[1:]
			if c.wanted(f) {
				return Step{Frame: f}, nil
			}
			f.Slab.Release()
		}
		if err := c.load(ctx); err != nil {
			return Step{}, err
		}
	}
}

// wanted reports whether f is to be handed out.
func (c *Cursor) wanted(f *media.Frame) bool {
	if !c.o.Span.Contains(f.Received) {
		return false
	}
	if f.Track.Codec.Video() && f.IsKey() {
		c.key = false
		return true
	}
	return !c.o.KeysOnly && !(c.key && f.Track.Codec.Video())
}

// load reads the next chunk.
func (c *Cursor) load(ctx context.Context) error {
	ref, err := c.nextRef(ctx)
	if errors.Is(err, shiheng.ErrNotFound) {
		return io.EOF
	}
	if err != nil {
		return err
	}
	if !c.o.Span.Open() && !ref.Wall.Before(c.o.Span.To) {
		return io.EOF
	}
	if !c.run.IsZero() && ref.Run != c.run {
		c.key = true
		gaps, err := c.r.Index.Gaps(ctx, c.stream, shiheng.Span{}, c.seq, PageLimit)
		if err != nil {
			return err
		}
		c.gaps = slices.DeleteFunc(gaps, func(g GapRow) bool { return g.AfterSeq >= ref.Seq || g.To.IsZero() })
	}
	c.seq, c.run = ref.Seq, ref.Run
	chunk, err := c.r.Library.Read(ctx, c.stream, ref)
	switch {
	case errors.Is(err, shiheng.ErrNotFound), errors.Is(err, shiheng.ErrUnavailable), errors.Is(err, shiheng.ErrInvalid):
		c.key = true
		c.gaps = append(c.gaps, GapRow{Stream: c.stream, AfterSeq: ref.Seq - 1, From: ref.Wall, To: ref.End(), Cause: CauseLost})
		return nil
	case err != nil:
		return err
	}
	defer chunk.Slab.Release()
	c.end = ref.End()
	chunk.Tracks = c.sameTracks(chunk.Tracks)
	frames, err := chunk.Frames(ctx)
	if err != nil {
		return err
	}
	for _, f := range frames {
		f.Slab.Retain()
	}
	c.queue = append(c.queue, frames...)
	return nil
}

func (c *Cursor) nextRef(ctx context.Context) (Ref, error) {
	if c.first != nil {
		ref := *c.first
		c.first = nil
		return ref, nil
	}
	return c.r.Library.After(ctx, c.stream, c.seq)
}

// sameTracks returns the values handed out before where nothing changed, so
// that a new pointer means a new track.
func (c *Cursor) sameTracks(tracks []*media.Track) []*media.Track {
	out := slices.Clone(tracks)
	for i, t := range out {
		for _, o := range c.tracks {
			if o.ID == t.ID && o.Codec == t.Codec && o.Generation == t.Generation && sameSets(o, t) {
				out[i] = o
			}
		}
	}
	c.tracks = out
	return out
}

func sameSets(a, b *media.Track) bool {
	return string(appendTracks(nil, []*media.Track{a})) == string(appendTracks(nil, []*media.Track{b}))
}

// Tracks are those of the chunk read last, which the last item came from or
// follows. It is nil before the first chunk.
func (c *Cursor) Tracks() []*media.Track { return slices.Clone(c.tracks) }

// Durable says how far the stream is safe on disk, when the library knows.
func (c *Cursor) Durable() Durable {
	if s, ok := c.r.Library.(interface {
		DurableUpTo(shiheng.StreamID) Durable
	}); ok {
		return s.DurableUpTo(c.stream)
	}
	return Durable{}
}

// Close gives back what the cursor still holds. It is idempotent.
func (c *Cursor) Close() error {
	for _, f := range c.queue {
		f.Slab.Release()
	}
	c.queue = nil
	return nil
}

// Still returns the key frame at or before at within the span, its slab
// retained for the caller. ErrNotFound when there is none.
func (r *Reader) Still(ctx context.Context, stream shiheng.StreamID, at time.Time, span shiheng.Span) (*media.Frame, error) {
	c, err := r.Open(ctx, stream, at, PlayOptions{Span: span, KeysOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { _ = c.Close() }() // it holds memory only
	for {
		step, err := c.Next(ctx)
		if errors.Is(err, io.EOF) || (err == nil && step.Frame != nil && step.Frame.Received.After(at)) {
			if step.Frame != nil {
				step.Frame.Slab.Release()
			}
			return nil, shiheng.NotFound("footage.still")
		}
		if err != nil {
			return nil, err
		}
		if step.Frame != nil {
			return step.Frame, nil
		}
	}
}
