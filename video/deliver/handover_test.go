package deliver_test

import (
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/deliver"
	"shiheng.internal/video/media"
)

// TestHandOver: a live session goes on, without a new beginning, under the
// grant of the next shift, and ends with that one; a session whose camera the
// new grant does not open ends with the reason.
func TestHandOver(t *testing.T) {
	h, cam := playing(t, nil)
	p, other := h.dial("/live?codecs=avc1"), h.dial("/live?codecs=avc1")
	p.frames(5)
	other.frames(5)
	next := h.mint(shiheng.ActLive, time.Hour)
	h.Deliver.HandOver(h.grant.ID, next)
	cam.send(use(t, clip264), 10, 20, nil)
	p.frames(10) // the same player, the same stream: no message of an end came between
	h.Deliver.HandOver(h.grant.ID, h.mint(shiheng.ActLive, time.Hour))
	cam.send(use(t, clip264), 20, 30, nil)
	p.frames(10)
	elsewhere := h.mint(shiheng.ActLive, time.Hour)
	elsewhere.Cameras = []shiheng.CameraID{shiheng.NewID[shiheng.CameraID](time.Now())}
	h.Deliver.HandOver(next.ID, elsewhere)
	for _, of := range []*player{p, other} {
		if end, _ := of.last(); end.Code != "grant.camera" {
			t.Errorf("ends with %q", end.Code)
		}
	}
}

// TestHandOverTime: the time that counts is that of the grant handed over to.
func TestHandOverTime(t *testing.T) {
	h := open(t, nil)
	cam := newCamera(t)
	h.sources.set(deliver.Main, cam.stream, deliver.Status{State: deliver.Playing})
	cam.send(use(t, clip264), 0, 10, (*media.Track)(nil))
	p := h.dial("/live?codecs=avc1")
	p.frames(3)
	h.Deliver.HandOver(h.grant.ID, h.mint(shiheng.ActLive, 200*time.Millisecond))
	if end, _ := p.last(); end.Code != "grant.expired" {
		t.Errorf("ends with %q", end.Code)
	}
}
