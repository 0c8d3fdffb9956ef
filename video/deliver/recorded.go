package deliver

import (
	"context"
	"fmt"
	"io"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
)

// Recorded is [Footage] read from the recorder's store: a camera's main
// stream, or the only one it has. The zero value is not usable.
type Recorded struct {
	Reader *record.Reader
	// Name proposes the name of an export's file, without directory; the
	// camera's identity and the span when nil.
	Name func(ctx context.Context, camera shiheng.CameraID, span shiheng.Span) string
}

// stream finds the stream whose footage is shown.
func (r Recorded) stream(ctx context.Context, camera shiheng.CameraID) (shiheng.StreamID, error) {
	streams, err := r.Reader.Streams(ctx, camera)
	if err != nil {
		return shiheng.StreamID{}, fmt.Errorf("find streams of camera %s: %w", camera, err)
	}
	if len(streams) == 0 {
		return shiheng.StreamID{}, shiheng.NotFound("footage.none")
	}
	for _, s := range streams {
		if s.Role == record.Main {
			return s.ID, nil
		}
	}
	return streams[0].ID, nil
}

// Play implements [Footage].
func (r Recorded) Play(ctx context.Context, camera shiheng.CameraID, at time.Time, o PlayOptions) (Cursor, error) {
	stream, err := r.stream(ctx, camera)
	if err != nil {
		return nil, err
	}
	c, err := r.Reader.Open(ctx, stream, at, record.PlayOptions{Span: o.Span, KeysOnly: o.KeysOnly})
	if err != nil {
		return nil, err
	}
	return recordedCursor{c}, nil
}

// Still implements [Footage].
func (r Recorded) Still(ctx context.Context, camera shiheng.CameraID, at time.Time, span shiheng.Span) (*media.Frame, error) {
	stream, err := r.stream(ctx, camera)
	if err != nil {
		return nil, err
	}
	return r.Reader.Still(ctx, stream, at, span)
}

// Export implements [Footage].
func (r Recorded) Export(ctx context.Context, camera shiheng.CameraID, span shiheng.Span) (Export, error) {
	stream, err := r.stream(ctx, camera)
	if err != nil {
		return nil, err
	}
	e, err := r.Reader.Export(ctx, stream, span)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("%s_%s_%s.mp4", camera, fileTime(span.From), fileTime(span.To))
	if r.Name != nil {
		name = r.Name(ctx, camera, span)
	}
	return recordedExport{Export: e, ReaderAt: e.At(ctx), name: name}, nil
}

func fileTime(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// recordedCursor is a recorder's cursor in our words.
type recordedCursor struct{ *record.Cursor }

// Next implements [Cursor].
func (c recordedCursor) Next(ctx context.Context) (Item, error) {
	step, err := c.Cursor.Next(ctx)
	if err != nil || step.Gap == nil {
		return Item{Frame: step.Frame}, err
	}
	return Item{Gap: Gap{Span: shiheng.Span{From: step.Gap.From, To: step.Gap.To}, Cause: string(step.Gap.Cause)}}, nil
}

// DurableTo implements [Cursor].
func (c recordedCursor) DurableTo() time.Time { return c.Cursor.Durable().At }

// recordedExport is a recorder's export with a name; it holds nothing open.
type recordedExport struct {
	*record.Export
	io.ReaderAt
	name string
}

// Name implements [Export].
func (e recordedExport) Name() string { return e.name }

// Close implements [Export].
func (recordedExport) Close() error { return nil }
