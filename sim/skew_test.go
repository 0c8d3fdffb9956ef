package sim_test

import (
	"context"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/sim"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/ingest"
	"shiheng.internal/video/media"
)

// oneSource is a directory of one RTSP camera.
type oneSource string

// Source implements ingest.Directory.
func (s oneSource) Source(context.Context, shiheng.CameraID, ingest.Role) (ingest.Source, error) {
	return ingest.Source{Kind: ingest.RTSP, Sound: true, RTSP: ingest.RTSPSource{URL: string(s), Transport: ingest.TCP}}, nil
}

// TestSkew: a practice camera whose clock is wrong says so, and frames carry
// what it says beside the server's time.
func TestSkew(t *testing.T) {
	const behind = -90 * time.Minute
	address := serve(t, sim.RTSPConfig{Skew: behind, Sound: true})
	in, err := ingest.New(ingest.Config{Directory: oneSource(sim.URL(address, 1, "main", "", "")), Pool: media.NewPool()})
	if err != nil {
		t.Fatal(err)
	}
	background(t, in.Run)
	h, err := in.Hold(t.Context(), shiheng.CameraID{1}, ingest.Main)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Release()
	frames := collect(t, h, 60)
	known := map[bool]int{}
	for _, f := range frames {
		if f.Device.IsZero() {
			continue
		}
		known[f.Track.Codec.Video()]++
		if off := f.Device.Sub(f.Received) - behind; off < -2*time.Second || off > 2*time.Second {
			t.Errorf("the camera's clock is %v off, said to be %v", behind, f.Device.Sub(f.Received))
		}
	}
	if known[true] < 10 || known[false] < 10 {
		t.Errorf("of %d frames the device's time is known of %v", len(frames), known)
	}
}

// collect takes n frames of a held stream.
func collect(t *testing.T, h *ingest.Held, n int) (out []media.Frame) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	sub := h.Stream().Subscribe(hub.Options{MaxBytes: 64 << 20})
	defer sub.Close()
	for len(out) < n {
		f, err := sub.Next(ctx)
		if err != nil {
			t.Fatalf("after %d frames: %v", len(out), err)
		}
		f.Slab.Release()
		out = append(out, *f)
	}
	return out
}
