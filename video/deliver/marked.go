package deliver

import (
	"context"
	"time"

	"shiheng.internal/video/deliver/mark"
	"shiheng.internal/video/media"
)

// The bounds of how far a markedCursor reads ahead: a group of pictures that is
// longer is judged by what was read of it.
const (
	groupItems = 512
	groupBytes = 8 << 20
)

// A markedCursor is a cursor that says of each key frame whether the session
// mark may go into it. It reads one group of pictures ahead, with the first
// picture behind it, where a camera that signs its stream puts the signature of
// the group: what is signed is not to be touched. Reading ahead costs the disk
// nothing, since the group is sent anyway. One goroutine uses it.
type markedCursor struct {
	inner Cursor
	queue []marked // read and not handed out
	ahead *marked  // the key frame behind the group
	err   error    // behind queue and ahead, once met
	last  marked   // handed out last
}

// marked is an item with what the inner cursor said of it.
type marked struct {
	Item
	tracks  []*media.Track
	durable time.Time
}

// Next implements Cursor.
func (c *markedCursor) Next(ctx context.Context) (Item, error) {
	if len(c.queue) == 0 {
		c.fill(ctx)
	}
	if len(c.queue) == 0 {
		err := c.err
		c.err = nil // the footage may have grown when it is asked again
		c.last.tracks, c.last.durable = c.inner.Tracks(), c.inner.DurableTo()
		return Item{}, err
	}
	c.last = c.queue[0]
	c.queue = c.queue[1:]
	return c.last.Item, nil
}

// fill reads a group: from a key frame up to the next, a gap, or the end.
func (c *markedCursor) fill(ctx context.Context) {
	c.queue = c.queue[:0]
	var key *media.Frame
	signed, bytes := false, 0
	take := func(m marked) {
		if f := m.Frame; f != nil && f.Track != nil && f.Track.Codec.Video() {
			bytes += len(f.Data)
			signed = signed || mark.Signed(f.Track.Codec, f.Data)
			if f.IsKey() && key == nil {
				key = f
			}
		}
		c.queue = append(c.queue, m)
	}
	if c.ahead != nil {
		take(*c.ahead)
		c.ahead = nil
	}
	for c.err == nil && len(c.queue) < groupItems && bytes < groupBytes {
		item, err := c.inner.Next(ctx)
		if err != nil {
			c.err = err
			break
		}
		m := marked{item, c.inner.Tracks(), c.inner.DurableTo()}
		f := item.Frame
		if f != nil && f.Track != nil && f.Track.Codec.Video() && f.IsKey() && key != nil {
			signed = signed || mark.Signed(f.Track.Codec, f.Data)
			c.ahead = &m
			break
		}
		take(m)
		if f == nil {
			break
		}
	}
	for i := range c.queue {
		c.queue[i].plain = c.queue[i].Frame == key && key != nil && !signed
	}
}

// Tracks implements Cursor.
func (c *markedCursor) Tracks() []*media.Track { return c.last.tracks }

// DurableTo implements Cursor.
func (c *markedCursor) DurableTo() time.Time { return c.last.durable }

// Close implements Cursor. What was read ahead is let go.
func (c *markedCursor) Close() error {
	if c.ahead != nil {
		c.queue = append(c.queue, *c.ahead)
	}
	for _, m := range c.queue {
		if m.Frame != nil {
			m.Frame.Slab.Release()
		}
	}
	c.queue, c.ahead = nil, nil
	return c.inner.Close()
}

// mark has the session mark go into a key frame that takes it: one as the
// camera sent it and did not sign, or one that was made here.
func (p *playback) mark(item Item, at int64) {
	f := item.Frame
	if p.d.c.Mark == nil || !f.IsKey() || !f.Track.Codec.Video() || !item.plain && !p.mux.coded {
		return
	}
	place := mark.Place(f.Track.Codec, f.Data)
	if place < 0 {
		return
	}
	g := p.s.grant
	p.mux.stamp = p.d.c.Mark.AppendNAL(p.mux.stamp[:0], f.Track.Codec, mark.Word{Grant: g.ID, Session: g.Session, Camera: p.s.camera, At: p.mux.wall(at)})
	p.mux.stampAt = place
}
