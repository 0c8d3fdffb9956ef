package conform_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"go.uber.org/goleak"

	"shiheng.internal"
	"shiheng.internal/sim"
	"shiheng.internal/video/conform"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/ingest"
	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	platformID = code.Code("34020000002000000001")
	deviceID   = code.Code("34020000001320000001")
	channelID  = code.Code("34020000001310000001")
)

// everybody may register with the one password.
type everybody struct{}

func (everybody) Settings(context.Context, code.Code) (gb28181.Settings, error) {
	return gb28181.Settings{Password: "practice"}, nil
}

// one has the channel behind every camera.
type one struct{}

func (one) Source(context.Context, shiheng.CameraID, ingest.Role) (ingest.Source, error) {
	return ingest.Source{Kind: ingest.GB28181, GB: ingest.GBSource{Code: deviceID, Channel: channelID, Transport: ingest.UDP}}, nil
}

// A house is a platform with its streams and a tester in front of it.
type house struct {
	platform *gb28181.Platform
	online   chan struct{}
	tester   *conform.Tester
}

func background(t *testing.T, f func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := f(ctx); err != nil && ctx.Err() == nil {
			t.Errorf("ended: %v", err)
		}
	}()
	t.Cleanup(func() { cancel(); <-done })
}

func open(t *testing.T) *house {
	t.Helper()
	quiet := slog.New(slog.DiscardHandler)
	h := &house{online: make(chan struct{}, 100)}
	var sip *ingest.SIP
	var err error
	h.platform, err = gb28181.NewPlatform(gb28181.PlatformConfig{
		ID: platformID, Listeners: []dialog.Listener{{Network: "test", Address: "127.0.0.1:0"}}, Devices: everybody{},
		Events: func(e gb28181.Event) {
			sip.Heard(e)
			if e.Kind == gb28181.Online {
				h.online <- struct{}{}
			}
		},
		Log: quiet, QueryTimeout: 3 * time.Second, CatalogGap: time.Second, InviteTimeout: 3 * time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	sip = ingest.NewSIP(h.platform)
	if err := h.platform.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	background(t, h.platform.Run)
	in, err := ingest.New(ingest.Config{
		Directory: one{}, Pool: media.NewPool(), Signalling: sip, Domain: string(platformID), Log: quiet,
		Timing: ingest.Timing{Answer: 3 * time.Second, FirstMedia: 4 * time.Second},
	})
	if err != nil {
		t.Fatal(err)
	}
	background(t, in.Run)
	h.tester, err = conform.New(conform.Config{
		Platform: h.platform, Streams: in, FirstPicture: 10 * time.Second, Watch: 2 * time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// device starts a practice device with the manners given and waits for it.
func (h *house) device(t *testing.T, manners string) {
	t.Helper()
	var m sim.Manners
	if err := m.UnmarshalText([]byte(manners)); err != nil {
		t.Fatal(err)
	}
	lab, err := picture.New(picture.Config{})
	if err != nil {
		t.Fatal(err)
	}
	c := sim.GB28181Config{
		Server: h.platform.Local("test"), ServerID: platformID, Password: "practice", Listen: "127.0.0.1:0",
		Manners: m, Lab: lab, Log: slog.New(slog.DiscardHandler), SignOff: true, Keepalive: time.Second,
		Main: sim.Picture{Codec: media.H264, Width: 320, Height: 180, Rate: 10, BitRate: 200_000, GOP: 10},
	}
	background(t, func(ctx context.Context) error { return sim.GB28181(ctx, c) })
	select {
	case <-h.online:
	case <-time.After(30 * time.Second):
		t.Fatal("the device does not come online")
	}
}

func (h *house) test(t *testing.T) (conform.Report, map[conform.Check]conform.Step) {
	t.Helper()
	var told []conform.Step
	r := h.tester.Run(t.Context(), conform.Target{
		Camera: shiheng.NewID[shiheng.CameraID](time.Now()), Device: deviceID, Channel: channelID, Moves: true,
	}, func(s conform.Step) { told = append(told, s) })
	steps := map[conform.Check]conform.Step{}
	for i, s := range r.Steps {
		steps[s.Check] = s
		if told[i].Check != s.Check {
			t.Errorf("step %d was told as %s", i, told[i].Check)
		}
	}
	return r, steps
}

// TestInterface_W168_11 puts practice devices through their paces: a good one
// passes every check, and each fault fails its own check and what stands on it.
func TestInterface_W168_11(t *testing.T) {
	for _, tt := range []struct {
		manners string
		verdict conform.Result
		failed  map[conform.Check]string
	}{
		{"", conform.Passed, nil},
		{"no-recordings", conform.Failed, map[conform.Check]string{conform.Records: "conform.no-recordings", conform.Playback: "conform.no-recordings"}},
		{"clock-off=3m", conform.Failed, map[conform.Check]string{conform.Time: "conform.clock"}},
		{"catalog-part", conform.Failed, map[conform.Check]string{conform.Catalog: "conform.catalog-partial"}},
		{"answer=486", conform.Failed, map[conform.Check]string{conform.Play: "sip.486", conform.Playback: "sip.486"}},
	} {
		t.Run("manners "+tt.manners, func(t *testing.T) {
			t.Parallel()
			h := open(t)
			h.device(t, tt.manners)
			r, steps := h.test(t)
			if got := r.Verdict(); got != tt.verdict {
				t.Errorf("verdict %s, want %s", got, tt.verdict)
			}
			for _, c := range conform.Checks() {
				s, made := steps[c]
				if code := tt.failed[c]; !made || (s.Result == conform.Failed) != (code != "") || s.Code != code {
					t.Errorf("%s: %+v, want %q", c, s, code)
				}
			}
			if s := steps[conform.Playback]; s.Result == conform.Passed && (s.Facts["width"] != "320" || s.Facts["codec"] == "") {
				t.Errorf("played back %v", s.Facts)
			}
		})
	}
}

// TestNobodyThere: nothing is asked of a device that is not registered, and
// the test fails.
func TestNobodyThere(t *testing.T) {
	h := open(t)
	r, steps := h.test(t)
	if r.Verdict() != conform.Failed || len(steps) != len(conform.Checks()) {
		t.Errorf("%s with %d steps", r.Verdict(), len(steps))
	}
	for c, s := range steps {
		if s.Code != "conform.not-registered" {
			t.Errorf("%s: %+v", c, s)
		}
	}
}

// TestBrokenOff: a test that was cancelled is no pass.
func TestBrokenOff(t *testing.T) {
	h := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := h.tester.Run(ctx, conform.Target{Device: deviceID, Channel: channelID}, nil)
	if r.Verdict() != conform.Unproven || len(r.Steps) != 0 {
		t.Errorf("%s, %d steps", r.Verdict(), len(r.Steps))
	}
}
