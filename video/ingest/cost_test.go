package ingest_test

import (
	"context"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/sdp"
	"shiheng.internal/video/ingest"
)

// TestSystemCalls counts the system calls on media sockets per stream and
// second at 4 Mbit/s: target T4 allows 60 for everything (design §7).
func TestSystemCalls(t *testing.T) {
	usual := func(c *ingest.Config) { c.Timing.Tick = 0 } // the tick that ships
	gentle := func(_ *gb28181.Call, _ *sdp.Session, s *sender) { s.size, s.every = 20_000, 40*time.Millisecond }
	for _, tt := range []struct {
		name      string
		camera    cameraT
		transport ingest.Transport
		config    func(*ingest.Config)
		most      float64
	}{
		{"udp, own ports", udpCamera, ingest.UDP, usual, 30},
		{"udp, shared port", udpCamera, ingest.UDP, func(c *ingest.Config) { usual(c); shared(c) }, 20},
		{"tcp passive", tcpCamera, ingest.TCPPassive, usual, 30},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "127.0.0.1:0", tt.transport, tt.config)
			w.device("127.0.0.1:0", tt.camera(t, gentle))
			const streams = 4
			for range streams {
				var id shiheng.CameraID
				newID(&id)
				h, err := w.in.Hold(t.Context(), id, ingest.Main)
				if err != nil {
					t.Fatal(err)
				}
				defer h.Release()
				w.until(h, "playing", playing)
			}
			perSecond := w.calls(2*time.Second) / streams
			t.Logf("%.1f system calls per stream-second", perSecond)
			if perSecond > tt.most {
				t.Errorf("%.1f system calls per stream-second, want at most %.0f", perSecond, tt.most)
			}
		})
	}
	t.Run("rtsp over tcp", func(t *testing.T) {
		t.Parallel()
		_, url := openCamera(t, nil)
		w := newRTSP(t, ingest.RTSPSource{URL: url, Transport: ingest.TCP}, usual)
		w.until(w.hold(ingest.Main), "playing", playing)
		perSecond := w.calls(2 * time.Second)
		t.Logf("%.1f system calls per stream-second", perSecond)
		if perSecond > 30 || perSecond == 0 {
			t.Errorf("%.1f system calls per stream-second", perSecond)
		}
	})
}

// calls counts the system calls of a while, per second.
func (w *world) calls(d time.Duration) float64 {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), d)
	defer cancel()
	began, before := time.Now(), w.in.Stats().Receive.Syscalls
	<-ctx.Done()
	return float64(w.in.Stats().Receive.Syscalls-before) / time.Since(began).Seconds()
}
