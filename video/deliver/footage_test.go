package deliver_test

import (
	"bytes"
	"context"
	"io"
	"sync"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/deliver"
	"shiheng.internal/video/media"
)

// footage is Footage in memory: items in order of time, given out in slabs
// of their own that are poisoned when released.
type footage struct {
	t    testing.TB
	pool *media.Pool
	// loose: cursors err and hand out what is outside the span.
	loose bool

	mu    sync.Mutex
	items []recorded // guarded by mu
	plays int        // cursors opened; guarded by mu
	open  int        // cursors open; guarded by mu
	reads int        // items handed out; guarded by mu
}

type recorded struct {
	frame *media.Frame // without slab
	gap   deliver.Gap
}

func (r recorded) end() time.Time {
	if r.frame != nil {
		return r.frame.Received
	}
	return r.gap.Span.To
}

func newFootage(t testing.TB) *footage {
	f := &footage{t: t, pool: media.NewPool()}
	f.pool.Poison = true
	return f
}

// record appends units from … to of a clip, from at on, whose camera clock
// stands at dts.
func (f *footage) record(c *clip, from, to int, at time.Time, dts int64, sound *media.Track) time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := from; i < to; i++ {
		u := c.units[i%len(c.units)]
		flags := media.Flags(0)
		if u.key {
			flags = media.Key
		}
		f.items = append(f.items, recorded{frame: &media.Frame{Track: c.track, DTS: dts, PTS: dts + u.pts - u.dts, Received: at, Flags: flags, Data: u.data}})
		if sound != nil {
			f.items = append(f.items, recorded{frame: &media.Frame{Track: sound, DTS: dts, PTS: dts, Received: at, Data: tone(dts, sound.Codec)}})
		}
		dts, at = dts+3600, at.Add(40*time.Millisecond)
	}
	return at
}

func (f *footage) missing(from, to time.Time, cause string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.items = append(f.items, recorded{gap: deliver.Gap{Span: shiheng.Span{From: from, To: to}, Cause: cause}})
}

func (f *footage) Play(_ context.Context, _ shiheng.CameraID, at time.Time, o deliver.PlayOptions) (deliver.Cursor, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	begin := -1
	for i, r := range f.items {
		if r.frame != nil && (!r.frame.IsKey() || !o.Span.Contains(r.frame.Received)) {
			continue
		}
		if begin < 0 || r.frame != nil && !r.frame.Received.After(at) || r.frame == nil && !r.gap.Span.From.After(at) {
			begin = i
		}
	}
	if begin < 0 {
		return nil, shiheng.NotFound("footage.none")
	}
	f.plays++
	f.open++
	return &memCursor{f: f, next: begin, o: o}, nil
}

func (f *footage) Still(_ context.Context, _ shiheng.CameraID, at time.Time, span shiheng.Span) (*media.Frame, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var found *media.Frame
	for _, r := range f.items {
		if r.frame != nil && r.frame.IsKey() && span.Contains(r.frame.Received) && !r.frame.Received.After(at) {
			found = r.frame
		}
	}
	if found == nil {
		return nil, shiheng.NotFound("footage.still")
	}
	return f.loan(found), nil
}

// loan copies a frame into a slab.
func (f *footage) loan(v *media.Frame) *media.Frame {
	slab, err := f.pool.Get(len(v.Data))
	if err != nil {
		f.t.Fatal(err)
	}
	out := *v
	n := copy(slab.Bytes(), v.Data)
	out.Data, out.Slab = slab.Bytes()[:n], slab
	return &out
}

type memCursor struct {
	f    *footage
	next int
	o    deliver.PlayOptions
	once sync.Once
}

func (c *memCursor) Next(context.Context) (deliver.Item, error) {
	c.f.mu.Lock()
	defer c.f.mu.Unlock()
	for c.next < len(c.f.items) {
		r := c.f.items[c.next]
		c.next++
		c.f.reads++
		if r.frame == nil {
			return deliver.Item{Gap: r.gap}, nil
		}
		if (c.f.loose || c.o.Span.Contains(r.frame.Received)) && (!c.o.KeysOnly || r.frame.IsKey()) {
			return deliver.Item{Frame: c.f.loan(r.frame)}, nil
		}
	}
	return deliver.Item{}, io.EOF
}

func (c *memCursor) Tracks() []*media.Track {
	c.f.mu.Lock()
	defer c.f.mu.Unlock()
	var out []*media.Track
	for _, r := range c.f.items[max(c.next-1, 0):min(c.next+4, len(c.f.items))] {
		if r.frame != nil {
			out = append(out, r.frame.Track)
		}
	}
	return out
}

func (c *memCursor) DurableTo() time.Time {
	c.f.mu.Lock()
	defer c.f.mu.Unlock()
	return c.f.items[len(c.f.items)-1].end()
}

func (c *memCursor) Close() error {
	c.once.Do(func() {
		c.f.mu.Lock()
		defer c.f.mu.Unlock()
		c.f.open--
	})
	return nil
}

// Export gives all coded bytes one after the other; what is in the file is
// the footage engineer's matter.
func (f *footage) Export(context.Context, shiheng.CameraID, shiheng.Span) (deliver.Export, error) {
	return &memExport{Reader: bytes.NewReader(f.exported())}, nil
}

// cursors counts those that are open.
func (f *footage) cursors() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.open
}

func (f *footage) exported() []byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []byte
	for _, r := range f.items {
		if r.frame != nil {
			all = append(all, r.frame.Data...)
		}
	}
	return all
}

type memExport struct{ *bytes.Reader }

func (*memExport) Digest() string { return "abc" }
func (*memExport) Name() string   { return "东门 1.mp4" }
func (*memExport) Close() error   { return nil }
