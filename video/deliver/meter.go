package deliver

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// A Meter is told what is served of the past under each grant. It is safe for
// concurrent use and does not wait.
type Meter interface {
	// Served is told as each group of pictures begins, of what was sent since
	// it was told last, and once more at the end of the session. An error ends
	// the session with it: the quota is used up.
	Served(g shiheng.Grant, camera shiheng.CameraID, s shiheng.Served) error
}

// longestGroup bounds what one group of pictures counts for: behind it lies a
// gap, or a seek.
const longestGroup = 10 * time.Second

// A tally is what a playback sent and its meter was not told of yet. The last
// key frame tells how long its group was.
type tally struct {
	served shiheng.Served
	last   int64 // media ticks of the newest picture
	begun  bool
	sought bool // the next picture is the first behind a seek
}

// count adds a frame, and tells the meter when a group begins.
func (p *playback) count(f *media.Frame, at int64) error {
	t, video := &p.tally, f.Track.Codec.Video()
	if video {
		p.advance(at)
	}
	if p.d.c.Meter == nil {
		return nil
	}
	if video && f.IsKey() {
		if err := p.tell(); err != nil {
			return err
		}
		t.served.Chunks++
	}
	if video {
		if t.served.From.IsZero() {
			t.served.From = p.mux.wall(at)
		}
		t.served.To = p.mux.wall(at)
	}
	t.served.Bytes += int64(len(f.Data))
	return nil
}

// check holds a picture or sound against the grant as it leaves: act, camera,
// time and span. The cursor and the session's timer keep to them already; this
// holds should one of them err (W168/29/1).
func (p *playback) check(f *media.Frame) error {
	g := &p.s.grant
	if err := g.Permits(shiheng.ActPlayback, p.s.camera, p.d.c.Now()); err != nil {
		return err
	}
	if !g.Footage.Contains(f.Received) {
		return shiheng.Forbidden("grant.footage")
	}
	return nil
}

// advance counts the footage up to a picture.
func (p *playback) advance(at int64) {
	t := &p.tally
	cost := time.Duration(0)
	if t.begun {
		if passed := ticks(at - t.last); passed > 0 {
			cost = min(passed, longestGroup)
			t.served.Footage += cost
		}
	}
	if t.sought {
		cost, t.sought = seekCosts, false
	}
	p.pace.spend(cost)
	t.last, t.begun = at, true
}

// tell tells the meter what was sent.
func (p *playback) tell() error {
	t := &p.tally
	if p.d.c.Meter == nil || t.served == (shiheng.Served{}) {
		return nil
	}
	served := t.served
	t.served = shiheng.Served{}
	return p.d.c.Meter.Served(p.s.grant, p.s.camera, served)
}
