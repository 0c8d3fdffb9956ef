package deliver

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
)

// inFlight bounds the pictures between a cursor and its transcoder's output,
// in frames: the transcoder is fed as fast as the player takes.
const inFlight = 64

// A transcodedCursor is a cursor whose H.265 pictures come out as H.264. It
// reads ahead by at most inFlight pictures on a goroutine of its own, which
// Close ends and waits for. Sound and gaps keep their place.
type transcodedCursor struct {
	inner  Cursor // the goroutine's, while it runs
	cancel context.CancelFunc
	done   chan struct{}
	ready  chan struct{} // something was put in
	taken  chan struct{} // something was taken out

	mu      sync.Mutex
	items   []Item         // ready; guarded by mu
	fed     int            // pictures given to the transcoder since it began; guarded by mu
	made    int            // pictures it gave back; guarded by mu
	err     error          // behind items, once set; guarded by mu
	tracks  []*media.Track // guarded by mu
	durable time.Time      // guarded by mu
}

// transcodePast begins to transcode what inner reads, and owns it. first is
// an item that was read already.
func transcodePast(ctx context.Context, pictures Pictures, inner Cursor, first Item) *transcodedCursor {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	c := &transcodedCursor{inner: inner, cancel: cancel, done: make(chan struct{}), ready: make(chan struct{}, 1), taken: make(chan struct{}, 1)}
	c.note()
	go func() {
		defer close(c.done)
		c.finish(c.run(ctx, pictures, first))
	}()
	return c
}

// note remembers what the inner cursor says, for callers on other goroutines.
func (c *transcodedCursor) note() {
	tracks, durable := c.inner.Tracks(), c.inner.DurableTo()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tracks, c.durable = tracks, durable
}

// run transcodes one stretch after the other: a gap ends one.
func (c *transcodedCursor) run(ctx context.Context, pictures Pictures, first Item) error {
	for next := first; ; {
		var behind Item // what ended the stretch
		var ended error
		feed := func(ctx context.Context) (*media.Frame, error) {
			f, gap, err := c.picture(ctx, next)
			next = Item{}
			behind, ended = gap, err
			if f == nil {
				return nil, io.EOF
			}
			return f, nil
		}
		err := pictures.Transcode(ctx, picture.Transcode{Next: feed, Emit: c.emit})
		if next.Frame != nil { // it never asked
			next.Frame.Slab.Release()
			next = Item{}
		}
		switch {
		case ctx.Err() != nil:
			return errLeft
		case ended != nil:
			return ended
		case errors.Is(err, shiheng.ErrExhausted):
			return shiheng.Unavailable("codec.unplayable", "codec", "h265", "reason", "exhausted").From(err)
		case err != nil:
			return shiheng.Unavailable("codec.unplayable", "codec", "h265", "reason", "transcode").From(err)
		case !behind.isGap():
			return shiheng.Unavailable("codec.unplayable", "codec", "h265", "reason", "transcode") // it stopped asking
		}
		c.mu.Lock()
		c.fed, c.made = 0, 0
		c.mu.Unlock()
		c.put(behind)
	}
}

func (i Item) isGap() bool { return i.Frame == nil && !i.Gap.Span.From.IsZero() }

// picture reads up to the next picture, putting sound through. A gap or an
// error ends the stretch.
func (c *transcodedCursor) picture(ctx context.Context, first Item) (f *media.Frame, gap Item, err error) {
	for {
		if err := c.room(ctx); err != nil {
			return nil, Item{}, err
		}
		item := first
		first = Item{}
		if item.Frame == nil {
			if item, err = c.read(ctx); err != nil {
				return nil, Item{}, err
			}
		}
		switch {
		case item.Frame == nil:
			return nil, item, nil
		case item.Frame.Track == nil || !item.Frame.Track.Codec.Video():
			c.put(item)
			continue
		}
		c.mu.Lock()
		c.fed++
		c.mu.Unlock()
		return item.Frame, Item{}, nil
	}
}

// read reads the next item, waiting where the footage is growing.
func (c *transcodedCursor) read(ctx context.Context) (Item, error) {
	for {
		item, err := c.inner.Next(ctx)
		if err == nil || !errors.Is(err, io.EOF) {
			c.note()
			return item, err
		}
		if durable := c.inner.DurableTo(); durable.IsZero() || time.Since(durable) > growTime {
			return item, err
		}
		select {
		case <-time.After(growPause):
		case <-ctx.Done():
			return Item{}, errLeft
		}
	}
}

// room waits until the player has taken enough. A transcoder that gives
// nothing back for a while has lost pictures; they are forgotten.
func (c *transcodedCursor) room(ctx context.Context) error {
	for {
		c.mu.Lock()
		ok := len(c.items) < 4*inFlight && c.pictures() < inFlight
		c.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-c.taken:
		case <-time.After(time.Second):
			c.mu.Lock()
			if len(c.items) == 0 {
				c.made = c.fed
			}
			c.mu.Unlock()
		case <-ctx.Done():
			return errLeft
		}
	}
}

// pictures counts those ready or in the transcoder. The caller holds mu.
func (c *transcodedCursor) pictures() int {
	n := max(0, c.fed-c.made)
	for _, i := range c.items {
		if i.Frame != nil && i.Frame.Track.Codec.Video() {
			n++
		}
	}
	return n
}

// emit takes a picture of the transcoder, which keeps its own reference.
func (c *transcodedCursor) emit(f *media.Frame) {
	f.Slab.Retain()
	c.mu.Lock()
	c.made++
	c.mu.Unlock()
	c.put(Item{Frame: f})
	signal(c.taken)
}

func (c *transcodedCursor) put(i Item) {
	c.mu.Lock()
	c.items = append(c.items, i)
	c.mu.Unlock()
	signal(c.ready)
}

func (c *transcodedCursor) finish(err error) {
	c.mu.Lock()
	c.err = err
	c.mu.Unlock()
	signal(c.ready)
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Next implements [Cursor]; it waits for the transcoder.
func (c *transcodedCursor) Next(ctx context.Context) (Item, error) {
	for {
		c.mu.Lock()
		if len(c.items) > 0 {
			item := c.items[0]
			c.items[0] = Item{}
			c.items = c.items[1:]
			c.mu.Unlock()
			signal(c.taken)
			return item, nil
		}
		err := c.err
		c.mu.Unlock()
		if err != nil {
			return Item{}, err
		}
		select {
		case <-c.ready:
		case <-c.done:
		case <-ctx.Done():
			return Item{}, errLeft
		}
	}
}

// Tracks implements [Cursor].
func (c *transcodedCursor) Tracks() []*media.Track {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tracks
}

// DurableTo implements [Cursor].
func (c *transcodedCursor) DurableTo() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.durable
}

// Close implements [Cursor].
func (c *transcodedCursor) Close() error {
	c.cancel()
	<-c.done
	for _, i := range c.items {
		if i.Frame != nil {
			i.Frame.Slab.Release()
		}
	}
	c.items = nil
	return c.inner.Close()
}
