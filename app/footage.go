package app

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/api"
	"shiheng.internal/civic/law"
	"shiheng.internal/video/deliver"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
)

// past hands recordings to those who show them: deliver plays them, the door
// lists them. A camera's footage is that of its main stream. Safe for
// concurrent use.
type past struct {
	reader   record.Reader
	store    record.Store
	practice bool // every file that leaves says so
}

// stream finds the recorded stream of a camera.
func (p *past) stream(ctx context.Context, camera shiheng.CameraID) (shiheng.StreamID, error) {
	streams, err := p.reader.Streams(ctx, camera)
	if err != nil {
		return shiheng.StreamID{}, err
	}
	for _, s := range streams {
		if s.Role == record.Main {
			return s.ID, nil
		}
	}
	return shiheng.StreamID{}, shiheng.NotFound("footage.none", "camera", camera.String())
}

// Play implements [deliver.Footage].
func (p *past) Play(ctx context.Context, camera shiheng.CameraID, at time.Time, o deliver.PlayOptions) (deliver.Cursor, error) {
	id, err := p.stream(ctx, camera)
	if err != nil {
		return nil, err
	}
	c, err := p.reader.Open(ctx, id, at, record.PlayOptions{Span: o.Span, KeysOnly: o.KeysOnly})
	if err != nil {
		return nil, err
	}
	return &cursor{c}, nil
}

type cursor struct{ *record.Cursor }

// Next implements [deliver.Cursor].
func (c *cursor) Next(ctx context.Context) (deliver.Item, error) {
	step, err := c.Cursor.Next(ctx)
	if err != nil || step.Frame != nil {
		return deliver.Item{Frame: step.Frame}, err
	}
	g := step.Gap
	return deliver.Item{Gap: deliver.Gap{Span: shiheng.Span{From: g.From, To: g.To}, Cause: string(g.Cause)}}, nil
}

// DurableTo implements [deliver.Cursor].
func (c *cursor) DurableTo() time.Time { return c.Durable().At }

// Still implements [deliver.Footage].
func (p *past) Still(ctx context.Context, camera shiheng.CameraID, at time.Time, span shiheng.Span) (*media.Frame, error) {
	id, err := p.stream(ctx, camera)
	if err != nil {
		return nil, err
	}
	return p.reader.Still(ctx, id, at, span)
}

// Export implements [deliver.Footage].
func (p *past) Export(ctx context.Context, camera shiheng.CameraID, span shiheng.Span) (deliver.Export, error) {
	id, err := p.stream(ctx, camera)
	if err != nil {
		return nil, err
	}
	e, err := p.reader.Export(ctx, id, span)
	if err != nil {
		return nil, err
	}
	name := "shiheng_" + camera.String() + "_" + e.Span().From.In(law.Shanghai()).Format("20060102T150405") + ".mp4"
	if p.practice {
		name = "演练_" + name
	}
	return &export{ReaderAt: e.At(ctx), Export: e, name: name}, nil
}

// export is a file that can be read until the request that asked for it ends.
type export struct {
	io.ReaderAt
	*record.Export
	name string
}

// Name implements [deliver.Export].
func (e *export) Name() string { return e.name }

// Close implements [deliver.Export]; reading holds nothing.
func (e *export) Close() error { return nil }

// Timeline implements [api.Footage].
func (p *past) Timeline(ctx context.Context, camera shiheng.CameraID, span shiheng.Span, join time.Duration) (api.Timeline, error) {
	var out api.Timeline
	id, err := p.stream(ctx, camera)
	if errors.Is(err, shiheng.ErrNotFound) {
		return out, nil
	} else if err != nil {
		return out, err
	}
	for next := uint64(0); ; {
		page, err := p.reader.Timeline(ctx, id, span, next, record.PageLimit)
		if err != nil {
			return out, err
		}
		for _, r := range page.Recordings {
			out.Runs, out.Merged = joined(out.Runs, api.RunView{From: r.Span.From, To: r.Span.To, Going: r.Live, KeysOnly: r.KeysOnly, Lesser: r.Lesser}, join, out.Merged)
		}
		for _, g := range page.Gaps {
			if g.To.IsZero() || g.To.Sub(g.From) >= join {
				out.Gaps = append(out.Gaps, api.GapView{From: g.From, To: g.To, Cause: string(g.Cause)})
			}
		}
		for _, l := range page.Lost {
			out.Gaps = append(out.Gaps, api.GapView{From: l.From, To: l.To, Cause: string(record.CauseLost)})
		}
		if next = page.Next; next == 0 {
			break
		}
	}
	if out.First, err = p.first(ctx, id); err != nil {
		return out, err
	}
	out.DurableTo = p.store.DurableUpTo(id).At
	return out, nil
}

// Owed implements [api.Footage].
func (p *past) Owed(ctx context.Context, cursor string, limit int) (out []api.Owed, next string, err error) {
	behind, err := gapAt(cursor)
	if err != nil {
		return nil, "", err
	}
	gaps, err := p.reader.Index.GapsOf(ctx, record.CauseLeft, behind, limit)
	if err != nil {
		return nil, "", err
	}
	streams, err := p.reader.Streams(ctx, shiheng.CameraID{})
	if err != nil {
		return nil, "", err
	}
	cameras := make(map[shiheng.StreamID]shiheng.CameraID, len(streams))
	for _, s := range streams {
		cameras[s.ID] = s.Camera
	}
	for _, g := range gaps {
		out = append(out, api.Owed{Camera: cameras[g.Stream], Span: shiheng.Span{From: g.From, To: g.To}})
	}
	if len(gaps) == limit {
		last := gaps[limit-1]
		next = strconv.FormatInt(last.From.UnixMicro(), 10) + "." + last.Stream.String()
	}
	return out, next, nil
}

// gapAt reads a cursor that Owed gave.
func gapAt(cursor string) (g record.GapRow, err error) {
	if cursor == "" {
		return g, nil
	}
	from, stream, _ := strings.Cut(cursor, ".")
	us, err := strconv.ParseInt(from, 10, 64)
	if err == nil {
		g.Stream, err = shiheng.ParseID[shiheng.StreamID](stream)
	}
	if err != nil {
		return g, shiheng.Invalid("request.cursor").From(err)
	}
	g.From = time.UnixMicro(us).UTC()
	return g, nil
}

// joined adds a run to those before it, or lengthens the last one when they
// are of a kind and less than join apart.
func joined(runs []api.RunView, r api.RunView, join time.Duration, merged bool) ([]api.RunView, bool) {
	if n := len(runs); n > 0 && join > 0 && runs[n-1].KeysOnly == r.KeysOnly && runs[n-1].Lesser == r.Lesser && r.From.Sub(runs[n-1].To) < join {
		runs[n-1].To, runs[n-1].Going = r.To, r.Going
		return runs, true
	}
	return append(runs, r), merged
}

// first is when the oldest footage of the stream begins; zero when there is none.
func (p *past) first(ctx context.Context, id shiheng.StreamID) (time.Time, error) {
	c, err := p.reader.Open(ctx, id, time.Unix(0, 0), record.PlayOptions{Span: shiheng.Span{From: time.Unix(0, 0)}})
	if errors.Is(err, shiheng.ErrNotFound) {
		return time.Time{}, nil
	} else if err != nil {
		return time.Time{}, err
	}
	defer func() { _ = c.Close() }() // it holds memory only
	for {
		step, err := c.Next(ctx)
		if errors.Is(err, io.EOF) {
			return time.Time{}, nil
		} else if err != nil {
			return time.Time{}, err
		}
		if step.Frame != nil {
			defer step.Frame.Slab.Release()
			return step.Frame.Received, nil
		}
	}
}
