package deliver_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"shiheng.internal"
	"shiheng.internal/video/deliver"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
)

// counted counts the transcodes of a real laboratory.
type counted struct {
	*picture.Lab
	mu   sync.Mutex
	runs int // guarded by mu
}

func (c *counted) Transcode(ctx context.Context, t picture.Transcode) error {
	c.mu.Lock()
	c.runs++
	c.mu.Unlock()
	return c.Lab.Transcode(ctx, t)
}

func newLab(t *testing.T) *counted {
	lab, err := picture.New(picture.Config{Transcodes: 1})
	if err != nil {
		t.Fatal(err)
	}
	return &counted{Lab: lab}
}

// TestLadder walks every rung: which source a player gets for what it shows.
func TestLadder(t *testing.T) {
	v264, v265 := use(t, clip264), use(t, clip265)
	svac := &clip{track: &media.Track{ID: 1, Codec: media.SVAC}, units: v264.units}
	for _, tt := range []struct {
		name, ask string
		main, sub *clip
		lab       bool
		source    string
		codec     string
		mime      string
		coded     bool
		end       string
	}{
		{name: "H.264 is shown by all", ask: "codecs=avc1", main: v264, source: "main", codec: "h264", mime: `video/mp4; codecs="avc1.42c00d"`},
		{name: "a player that says nothing shows H.264", ask: "", main: v264, source: "main", codec: "h264", mime: `video/mp4; codecs="avc1.42c00d"`},
		{name: "H.265 native", ask: "codecs=avc1,hvc1", main: v265, sub: v264, source: "main", codec: "h265", mime: `video/mp4; codecs="hvc1.1.6.L60.90"`},
		{name: "H.265 gives way to the sub-stream", ask: "codecs=avc1", main: v265, sub: v264, source: "sub", codec: "h264", mime: `video/mp4; codecs="avc1.42c00d"`},
		{name: "the sub-stream is asked for", ask: "codecs=avc1&source=sub", main: v264, sub: v264, source: "sub", codec: "h264", mime: `video/mp4; codecs="avc1.42c00d"`},
		{name: "there is no sub-stream", ask: "codecs=avc1&source=sub", main: v264, source: "main", codec: "h264", mime: `video/mp4; codecs="avc1.42c00d"`},
		{name: "the sub-stream is transcoded when it is asked for", ask: "codecs=avc1&source=sub", main: v265, sub: v265, lab: true, source: "sub", codec: "h265", coded: true},
		{name: "H.265 is transcoded", ask: "codecs=avc1", main: v265, lab: true, source: "main", codec: "h265", coded: true},
		{name: "H.265 twice is transcoded", ask: "codecs=avc1", main: v265, sub: v265, lab: true, source: "main", codec: "h265", coded: true},
		{name: "H.265 without a way", ask: "codecs=avc1", main: v265, end: "codec.unplayable"},
		{name: "an opaque coding", ask: "codecs=avc1,hvc1", main: svac, lab: true, end: "codec.unplayable"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := open(t, func(c *deliver.Config) {
				if tt.lab {
					c.Pictures = newLab(t)
				}
			})
			cams := map[deliver.Role]*camera{}
			for role, v := range map[deliver.Role]*clip{deliver.Main: tt.main, deliver.Sub: tt.sub} {
				if v != nil {
					cams[role] = newCamera(t)
					h.sources.set(role, cams[role].stream, deliver.Status{State: deliver.Playing})
					cams[role].send(v, 0, 24, nil)
				}
			}
			p := h.dial("/live?" + tt.ask)
			if tt.end != "" {
				if end, _ := p.last(); end.Code != tt.end {
					t.Errorf("ends with %q %v, want %q", end.Code, end.Params, tt.end)
				}
				return
			}
			first, _ := p.want("init")
			if first.Source != tt.source || first.Codec != tt.codec || first.Transcoded != tt.coded || (tt.mime != "" && first.MIME != tt.mime) {
				t.Errorf("init says %+v", first)
			}
			if pictures, _ := decodes(t, p.frames(20)); pictures < 20 {
				t.Errorf("%d pictures decode, want 20", pictures)
			}
		})
	}
}

// TestTranscodeIsShared runs one transcode for two viewers, and refuses a
// further camera's when all places are taken.
func TestTranscodeIsShared(t *testing.T) {
	lab := newLab(t)
	h := open(t, func(c *deliver.Config) { c.Pictures = lab })
	cam := newCamera(t)
	h.sources.set(deliver.Main, cam.stream, deliver.Status{State: deliver.Playing})
	v := use(t, clip265)
	cam.send(v, 0, 24, nil)
	a, b := h.dial("/live?codecs=avc1"), h.dial("/live?codecs=avc1")
	a.want("init")
	b.want("init")
	a.frames(15)
	b.frames(15)
	lab.mu.Lock()
	runs := lab.runs
	lab.mu.Unlock()
	if n := h.Stats().Derived; runs != 1 || n != 1 {
		t.Errorf("%d transcodes for two viewers and %d derived streams, want 1", runs, n)
	}
	other := newCamera(t)
	other.send(v, 0, 24, nil)
	h.sources.set(deliver.Sub, nil, deliver.Status{State: deliver.Waiting})
	h.sources.set(deliver.Main, other.stream, deliver.Status{State: deliver.Playing})
	h.sources.drop(deliver.Sub)
	c := h.dial("/live?codecs=avc1")
	if end, _ := c.last(); end.Code != "codec.unplayable" || end.Params["reason"] != "exhausted" {
		t.Errorf("ends with %q %v, want codec.unplayable for exhaustion", end.Code, end.Params)
	}
}

// TestSourceComesAndGoes tells the player how the source stands, and goes on
// when it is back, also with other parameters.
func TestSourceComesAndGoes(t *testing.T) {
	h := open(t, nil)
	h.sources.set(deliver.Main, nil, deliver.Status{State: deliver.Connecting})
	p := h.dial("/live?codecs=avc1")
	if m, _ := p.want("state"); m.State != "connecting" {
		t.Errorf("state %q, want connecting", m.State)
	}
	h.sources.set(deliver.Main, nil, deliver.Status{State: deliver.Waiting, Code: "sip.timeout", Params: map[string]string{"after": "5s"}})
	if m, _ := p.want("state"); m.State != "waiting" || m.Code != "sip.timeout" || m.Params["after"] != "5s" {
		t.Errorf("state %+v, want waiting for sip.timeout", m)
	}
	cam := newCamera(t)
	narrow, wide := use(t, clip264), use(t, clipWide)
	cam.send(narrow, 0, 30, nil) // five frames are kept
	h.sources.set(deliver.Main, cam.stream, deliver.Status{State: deliver.Playing})
	if m, _ := p.want("init"); m.Width != 320 {
		t.Errorf("width %d", m.Width)
	}
	m, got := p.want("state")
	if m.State != "playing" || len(got) == 0 {
		t.Errorf("state %q behind %d bytes, want playing behind the first picture", m.State, len(got))
	}
	got = append(got, p.frames(4)...)

	h.sources.set(deliver.Main, cam.stream, deliver.Status{State: deliver.Waiting, Code: "media.stalled"})
	if m, _ := p.want("state"); m.State != "waiting" || m.Code != "media.stalled" {
		t.Errorf("state %+v, want waiting", m)
	}
	cam.dts += 90000 * 3600 // the camera's clock stands elsewhere after its return
	h.sources.set(deliver.Main, cam.stream, deliver.Status{State: deliver.Playing})
	cam.send(wide, 0, 10, nil)
	again, rest := p.want("init")
	if again.Width != 640 || again.Height != 360 {
		t.Errorf("init after the change: %d×%d", again.Width, again.Height)
	}
	got = append(got, rest...)
	if m, rest := p.want("state"); m.State != "playing" {
		t.Errorf("state %q", m.State)
	} else {
		got = append(got, rest...)
	}
	got = append(got, p.frames(9)...)
	last := int64(-1)
	for _, s := range samples(t, got)[1] {
		if d := int64(s.DecodeTime) - last; last >= 0 && (d <= 0 || d > 7200) {
			t.Errorf("a picture lies %d ticks behind the one before: Media Source would wait for a key frame", d)
		}
		last = int64(s.DecodeTime)
	}

	next := newCamera(t) // the source was opened anew, as another stream
	cam.stream.Close(errors.New("reset"))
	next.send(narrow, 0, 5, nil)
	h.sources.set(deliver.Main, next.stream, deliver.Status{State: deliver.Playing})
	if m, _ := p.want("init"); m.Width != 320 {
		t.Errorf("width %d after the stream was replaced", m.Width)
	}
	gone := shiheng.NotFound("camera.removed")
	h.sources.set(deliver.Main, nil, deliver.Status{State: deliver.Waiting, Gone: gone})
	if end, _ := p.last(); end.Code != "camera.removed" {
		t.Errorf("ends with %q, want camera.removed", end.Code)
	}
}

// TestSubFails shows the main stream when the sub-stream is not to be had.
func TestSubFails(t *testing.T) {
	h := open(t, nil)
	cam := newCamera(t)
	cam.send(use(t, clip264), 0, 10, nil)
	h.sources.set(deliver.Main, cam.stream, deliver.Status{State: deliver.Playing})
	h.sources.set(deliver.Sub, hub.NewStream(), deliver.Status{State: deliver.Waiting, Code: "own.source"})
	p := h.dial("/live?source=sub")
	if first, _ := p.want("init"); first.Source != "main" {
		t.Errorf("source %q, want main", first.Source)
	}
	if holds, _ := h.sources.count(); holds != 1 {
		t.Errorf("%d sources are held, want 1", holds)
	}
}

// TestNoOldPicture shows nothing of a source that is not playing.
func TestNoOldPicture(t *testing.T) {
	h := open(t, nil)
	cam := newCamera(t)
	cam.send(use(t, clip264), 0, 10, nil)
	h.sources.set(deliver.Main, cam.stream, deliver.Status{State: deliver.Waiting, Code: "device.offline"})
	p := h.dial("/live?codecs=avc1")
	if m, got := p.want("state"); m.Code != "device.offline" || len(got) > 0 {
		t.Errorf("state %+v behind %d bytes", m, len(got))
	}
	h.revoked.Grant(h.grant.ID, errRevoked)
	if end, got := p.last(); end.Code != "session.revoked" || len(got) > 0 {
		t.Errorf("ends with %q behind %d bytes", end.Code, len(got))
	}
}
