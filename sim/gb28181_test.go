package sim_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"net"
	"net/netip"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/sim"
	"shiheng.internal/sim/relay"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/manscdp"
	"shiheng.internal/video/media"
)

// clip makes a short file and the digests of its NAL units.
func clip(t *testing.T, codec media.Codec) (file string, want [][]string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "clip.mkv")
	encoder := []string{"-c:v", "libx264", "-bf", "0", "-g", "25", "-preset", "ultrafast"}
	if codec == media.H265 {
		encoder = []string{"-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:bframes=0:keyint=25"}
	}
	args := append([]string{"-v", "error", "-f", "lavfi", "-i", "testsrc2=size=352x288:rate=25:duration=2"}, encoder...)
	run(t, "ffmpeg", append(args, file)...)
	c, err := lab(t).Clip(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range c.Units {
		want = append(want, digests(u.Data))
	}
	return file, want
}

func TestClipArrivesAsItIs(t *testing.T) {
	t.Parallel()
	for codec, name := range map[media.Codec]string{media.H264: "H.264", media.H265: "H.265"} {
		file, want := clip(t, codec)
		w := newWorld(t, gb28181.Settings{})
		w.fleet(sim.GB28181Config{File: file, Once: true, Sound: codec == media.H264}, 1)
		for _, transport := range []gb28181.MediaTransport{gb28181.MediaUDP, gb28181.MediaTCPPassive, gb28181.MediaTCPActive} {
			s, got := w.invite(gb28181.MediaOffer{Transport: transport})
			<-s.Done() // the device says goodbye behind the clip
			var video [][]string
			sound := 0
			for _, f := range got.waitFor(t, len(want)-1, media.Codec.Video) {
				if f.codec.Video() {
					video = append(video, f.nals)
				} else {
					sound++
				}
			}
			// Over UDP the last frame is complete only when a next one begins.
			if joined(video) != joined(want) && joined(video) != joined(want[:len(want)-1]) {
				t.Errorf("%s over %s: %d frames arrived, %d were sent, or they differ", name, transport, len(video), len(want))
			}
			if (sound > 30) != (codec == media.H264) {
				t.Errorf("%s over %s: %d pieces of sound", name, transport, sound)
			}
		}
	}
}

// TestClipSurvivesABadNetwork sends the clip through a relay that delays,
// reorders and repeats packets within what the receiver's window mends.
func TestClipSurvivesABadNetwork(t *testing.T) {
	t.Parallel()
	file, want := clip(t, media.H264)
	_, port, err := net.SplitHostPort(freeAddress(t))
	if err != nil {
		t.Fatal(err)
	}
	target, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	var count relay.Counters
	ready := make(chan net.Addr, 1)
	background(t, func(ctx context.Context) error {
		return relay.Run(ctx, relay.Config{
			Network: "udp", Listen: "127.0.0.1:0", Target: "127.0.0.1:" + port, Seed: 5, Count: &count,
			Up:    relay.Faults{Delay: 10 * time.Millisecond, Reorder: 0.1, Duplicate: 0.1},
			Ready: func(a net.Addr) { ready <- a },
		})
	})
	w := newWorld(t, gb28181.Settings{})
	w.fleet(sim.GB28181Config{File: file, Once: true, MediaTo: netip.MustParseAddrPort((<-ready).String())}, 1)
	s, got := w.invite(gb28181.MediaOffer{Port: uint16(target)})
	<-s.Done()
	var video [][]string
	for _, f := range got.wait(t, len(want)-1) {
		video = append(video, f.nals)
	}
	if joined(video) != joined(want) && joined(video) != joined(want[:len(want)-1]) {
		t.Errorf("%d frames arrived, %d were sent, or they differ", len(video), len(want))
	}
	if count.Passed.Load() < 100 {
		t.Errorf("only %d packets took the relay", count.Passed.Load())
	}
}

func TestDeviceTellsAboutItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t, gb28181.Settings{})
	w.fleet(sim.GB28181Config{Channels: 10, Version: "3.0"}, 1)
	info, err := w.p.DeviceInfo(t.Context(), deviceID)
	if err != nil || info.Channels != 10 || info.Name != "演练设备 1" {
		t.Errorf("got %+v, %v", info, err)
	}
	list, err := w.p.Catalog(t.Context(), deviceID)
	if err != nil || len(list.Items) != 10 || list.Partial {
		t.Fatalf("got %+v, %v", list, err)
	}
	if got, want := list.Items[3].Name, "演练 04 停车场"; got != want {
		t.Errorf("channel 4 is called %q, want %q", got, want)
	}
	status, err := w.p.DeviceStatus(t.Context(), deviceID, deviceID)
	if err != nil || !status.Online || time.Since(status.Time).Abs() > time.Minute {
		t.Errorf("got %+v, %v", status, err)
	}
}

func TestSubStreamIsSmaller(t *testing.T) {
	t.Parallel()
	for _, dialect := range []gb28181.Dialect{gb28181.DialectStreamNumber, gb28181.DialectStreamProfile, gb28181.DialectStreamMode} {
		w := newWorld(t, gb28181.Settings{Dialect: dialect})
		main := sim.DefaultMain()
		main.Codec = media.H265
		w.fleet(sim.GB28181Config{Main: main}, 1)
		_, got := w.invite(gb28181.MediaOffer{})
		if f := got.wait(t, 3)[0]; f.codec != media.H265 {
			t.Errorf("%s: main is codec %v", dialect, f.codec)
		}
		_, got = w.invite(gb28181.MediaOffer{Sub: true, SSRC: 200_000_002})
		if f := got.wait(t, 3)[0]; f.codec != media.H264 {
			t.Errorf("%s: sub is codec %v", dialect, f.codec)
		}
	}
}

func TestKeyFrameOnRequest(t *testing.T) {
	t.Parallel()
	w := newWorld(t, gb28181.Settings{})
	slow := sim.DefaultMain()
	slow.GOP = 10_000
	w.fleet(sim.GB28181Config{Main: slow}, 1)
	s, got := w.invite(gb28181.MediaOffer{})
	got.wait(t, 20)
	if err := s.KeyFrame(t.Context()); err != nil {
		t.Fatal(err)
	}
	for n := 21; ; n++ {
		frames := got.wait(t, n)
		if frames[n-1].flags&media.Key != 0 {
			break
		}
		if n > 200 {
			t.Fatal("no key frame in ten seconds")
		}
	}
}

func TestCameraMoves(t *testing.T) {
	t.Parallel()
	w := newWorld(t, gb28181.Settings{})
	w.fleet(sim.GB28181Config{}, 1)
	s, got := w.invite(gb28181.MediaOffer{})
	before := w.picture(got.wait(t, 1)[0])
	if err := w.p.Control(t.Context(), deviceID, channelID, manscdp.F("PTZCmd", "A50F0102FF0000B6")); err != nil { // left
		t.Fatal(err)
	}
	got.wait(t, 25)
	if err := s.KeyFrame(t.Context()); err != nil {
		t.Fatal(err)
	}
	for n := 26; ; n++ {
		f := got.wait(t, n)[n-1]
		if f.flags&media.Key == 0 {
			continue
		}
		changed, after := 0, w.picture(f)
		for y := 120; y < 320; y++ {
			for x := range 640 {
				if d := int(before.Y[before.YOffset(x, y)]) - int(after.Y[after.YOffset(x, y)]); d > 12 || d < -12 {
					changed++
				}
			}
		}
		if changed >= 640*200/10 {
			return
		}
		if n > 300 {
			t.Fatalf("after %d frames only %d pixels changed", n, changed)
		}
		if err := s.KeyFrame(t.Context()); err != nil { // it has not moved far yet
			t.Fatal(err)
		}
	}
}

// picture decodes a key frame.
func (w *world) picture(f frame) *image.YCbCr {
	w.t.Helper()
	slab, err := media.NewPool().Get(len(f.data))
	if err != nil {
		w.t.Fatal(err)
	}
	defer slab.Release()
	n := copy(slab.Bytes(), f.data)
	data, err := lab(w.t).Snapshot(w.t.Context(), &media.Frame{
		Track: &media.Track{ID: 1, Codec: f.codec}, Flags: f.flags, Data: slab.Bytes()[:n], Slab: slab,
	}, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		w.t.Fatal(err)
	}
	return img.(*image.YCbCr)
}

func TestManyDevicesShareOneLoop(t *testing.T) {
	t.Parallel()
	const many = 1000
	w := newWorld(t, gb28181.Settings{})
	w.fleet(sim.GB28181Config{Count: many, Shared: true}, many)
	device, channel := code.Code("34020000001320001000"), code.Code("34020000001310001000")
	_, got := w.invite(gb28181.MediaOffer{Device: device, Channel: channel})
	if f := got.wait(t, 10); f[0].flags&media.Key == 0 {
		t.Error("the first frame is no key frame")
	}
}

// TestDevicePlaysItsPast: what the device says it recorded it plays, to the
// end, which it tells; what lies before is refused.
func TestDevicePlaysItsPast(t *testing.T) {
	t.Parallel()
	w := newWorld(t, gb28181.Settings{})
	w.fleet(sim.GB28181Config{}, 1)
	now := time.Now()
	files, err := w.p.Recordings(t.Context(), deviceID, channelID, shiheng.Span{From: now.Add(-30 * time.Minute), To: now})
	if err != nil || files.Partial || len(files.Items) < 3 {
		t.Fatalf("%d files, partial %v, %v", len(files.Items), files.Partial, err)
	}
	from := files.Items[0].From
	s, got := w.invite(gb28181.MediaOffer{From: from, To: from.Add(2 * time.Second)})
	if f := got.wait(t, 10); f[0].flags&media.Key == 0 {
		t.Error("the first frame is no key frame")
	}
	if e := w.expect(gb28181.Notified); !manscdp.HistoryEnded(e.Message) || e.Call != s.CallID() {
		t.Errorf("told %+v", e)
	}
	select {
	case <-s.Done():
	case <-time.After(10 * time.Second):
		t.Error("the session goes on after its end")
	}
	_, err = w.p.Invite(t.Context(), gb28181.MediaOffer{
		Device: deviceID, Channel: channelID, Transport: gb28181.MediaUDP, Port: 9, SSRC: 1_200_000_001,
		From: now.Add(-48 * time.Hour), To: now.Add(-47 * time.Hour),
	})
	var refused *gb28181.InviteError
	if !errors.As(err, &refused) || refused.Code != 404 {
		t.Errorf("got %v", err)
	}
}

func bad(t *testing.T, list string) sim.Manners {
	t.Helper()
	var m sim.Manners
	if err := m.UnmarshalText([]byte(list)); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestBadAnswers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		manners string
		outcome gb28181.Outcome
		code    int
	}{
		{"answer=486", gb28181.OutcomeBusy, 486},
		{"answer=500", gb28181.OutcomeDeviceError, 500},
		{"answer-none", gb28181.OutcomeTimeout, 0},
	}
	for _, tt := range tests {
		w := newWorld(t, gb28181.Settings{})
		w.fleet(sim.GB28181Config{Manners: bad(t, tt.manners)}, 1)
		_, err := w.p.Invite(t.Context(), gb28181.MediaOffer{Device: deviceID, Channel: channelID, Transport: gb28181.MediaUDP, Port: 9, SSRC: 200_000_001})
		var refused *gb28181.InviteError
		if !errors.As(err, &refused) || refused.Code != tt.code || refused.Outcome != tt.outcome {
			t.Errorf("%s: got %v", tt.manners, err)
		}
	}
}

func TestOddAnswersAreSeen(t *testing.T) {
	t.Parallel()
	for manners, oddity := range map[string]gb28181.Oddity{
		"answer-no-sdp": gb28181.OddNoSDP, "answer-wrong-ip": gb28181.OddOtherAddr,
	} {
		w := newWorld(t, gb28181.Settings{})
		w.fleet(sim.GB28181Config{Manners: bad(t, manners)}, 1)
		s, got := w.invite(gb28181.MediaOffer{})
		if !s.Answer.Has(oddity) {
			t.Errorf("%s: oddities are %v", manners, s.Answer.Oddities)
		}
		got.wait(t, 3) // media come all the same
	}
}

func TestMediaManners(t *testing.T) {
	t.Parallel()
	tests := []struct {
		manners string
		holds   func(s *gb28181.Session, c *catch) bool
	}{
		{"ssrc-zero", func(_ *gb28181.Session, c *catch) bool { return c.ssrc == 0 }},
		{"ssrc-wrong", func(s *gb28181.Session, c *catch) bool { return c.ssrc != 0 && c.ssrc != s.Answer.SSRC }},
		{"psm-none", func(_ *gb28181.Session, c *catch) bool {
			return !c.has("\x00\x00\x01\xbc") && c.has("\x00\x00\x01\xbb")
		}},
		{"system-none", func(_ *gb28181.Session, c *catch) bool { return !c.has("\x00\x00\x01\xbb") }},
		{"pes-zero", func(_ *gb28181.Session, c *catch) bool { return c.has("\x00\x00\x01\xe0\x00\x00") }},
		{"", func(s *gb28181.Session, c *catch) bool {
			return c.ssrc == s.Answer.SSRC && c.has("\x00\x00\x01\xbc") && !c.has("\x00\x00\x01\xe0\x00\x00")
		}},
	}
	for _, tt := range tests {
		w := newWorld(t, gb28181.Settings{})
		w.fleet(sim.GB28181Config{Manners: bad(t, tt.manners), Shared: true}, 1)
		s, got := w.invite(gb28181.MediaOffer{})
		frames := got.wait(t, 20)
		got.mu.Lock()
		if !tt.holds(s, got) {
			t.Errorf("%q does not show", tt.manners)
		}
		got.mu.Unlock()
		if frames[0].codec != media.H264 || frames[0].flags&media.Key == 0 {
			t.Errorf("%q: the first frame is %v %b", tt.manners, frames[0].codec, frames[0].flags)
		}
	}
}

// has reports whether any packet begins with or holds near its head p.
func (c *catch) has(p string) bool {
	for _, packet := range c.packets {
		if len(p) > 0 && contains(packet, p) {
			return true
		}
	}
	return false
}

func contains(s, p string) bool {
	for i := 0; i+len(p) <= len(s); i++ {
		if s[i:i+len(p)] == p {
			return true
		}
	}
	return false
}

func TestWrongPasswordIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, gb28181.Settings{})
	background(t, func(ctx context.Context) error {
		return sim.GB28181(ctx, sim.GB28181Config{
			Server: w.p.Local("test"), ServerID: platformID, Password: secret, Manners: bad(t, "password-wrong"), Lab: lab(t), Log: quiet(),
		})
	})
	if e := w.expect(gb28181.Refused); e.Reason != "password" {
		t.Errorf("refused for %s", e.Reason)
	}
}

func TestPortShiftMovesTheDevice(t *testing.T) {
	t.Parallel()
	w := newWorld(t, gb28181.Settings{})
	w.fleet(sim.GB28181Config{Manners: bad(t, "port-shift=300ms")}, 1)
	w.expect(gb28181.Moved)
}

func TestMannersAreChecked(t *testing.T) {
	t.Parallel()
	for _, list := range []string{"polite", "loss=2", "loss", "answer=200", "stall=3s", "ssrc-zero=1", "jump=-1s"} {
		var m sim.Manners
		if err := m.UnmarshalText([]byte(list)); err == nil {
			t.Errorf("%q was taken: %+v", list, m)
		}
	}
	m := bad(t, " loss=0.5, stall=30s/5s ,wrap")
	if m != (sim.Manners{Loss: 0.5, StallEvery: 30 * time.Second, StallFor: 5 * time.Second, Wrap: true}) {
		t.Errorf("got %+v", m)
	}
}
