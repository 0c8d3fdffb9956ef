package sim_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"slices"
	"syscall"
	"testing"
	"time"

	"shiheng.internal/sim"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/media"
)

// freeAddress is a loopback address with a port nobody uses at the moment.
func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// practice starts the four cameras at a platform.
func practice(t *testing.T) (*world, []sim.PracticeCamera) {
	t.Helper()
	w := newWorld(t, gb28181.Settings{Dialect: gb28181.DialectStreamNumber})
	ready := make(chan struct{})
	c := sim.PracticeConfig{
		Ready:  func() { close(ready) },
		Server: w.p.Local("test"), ServerID: platformID, Password: secret, RTSP: freeAddress(t), Lab: lab(t), Log: quiet(),
	}
	background(t, func(ctx context.Context) error { return sim.Practice(ctx, c) })
	for range 3 {
		w.expect(gb28181.Online)
	}
	<-ready
	return w, c.Cameras()
}

func TestPracticeCamerasAllShow(t *testing.T) {
	t.Parallel()
	w, cameras := practice(t)
	if len(cameras) != 4 {
		t.Fatalf("got %d cameras", len(cameras))
	}
	for _, cam := range cameras {
		if cam.RTSP() {
			for _, url := range []string{cam.Main, cam.Sub} {
				full := fmt.Sprintf("rtsp://%s:%s@%s", cam.User, "%E8%A7%86%E8%A1%A1-practice", url[len("rtsp://"):])
				size := [2]int{640, 360}
				if url == cam.Sub {
					size = [2]int{320, 180}
				}
				follow(t, url, marks(t, 5, size[0], size[1], "-rtsp_transport", "tcp", "-i", full), uint8(cam.Number))
			}
			continue
		}
		for _, sub := range []bool{false, true} {
			_, got := w.invite(gb28181.MediaOffer{Device: cam.Device, Channel: cam.Channel, Transport: cam.Transport, Sub: sub, SSRC: uint32(200_000_000 + cam.Number)})
			frames := got.waitFor(t, 5, media.Codec.Video)
			f := frames[slices.IndexFunc(frames, func(f frame) bool { return f.codec.Video() })]
			want := cam.Codec
			if sub {
				want = media.H264
			}
			if f.codec != want {
				t.Errorf("camera %d, sub %v: codec %v, want %v", cam.Number, sub, f.codec, want)
			}
		}
	}
}

// TestPracticeCost prints the CPU of the four cameras, their encoders and the
// receiving side included, while all main streams are watched. It asserts
// nothing: times belong to benchmarks.
func TestPracticeCost(t *testing.T) {
	seconds := os.Getenv("PRACTICE_COST")
	if seconds == "" {
		t.Skip("PRACTICE_COST names no number of seconds to measure for")
	}
	length, err := time.ParseDuration(seconds + "s")
	if err != nil {
		t.Fatal(err)
	}
	before := used(t)
	t.Run("cameras", func(t *testing.T) {
		w, cameras := practice(t)
		for _, cam := range cameras[:3] {
			w.invite(gb28181.MediaOffer{Device: cam.Device, Channel: cam.Channel, Transport: cam.Transport, SSRC: uint32(200_000_000 + cam.Number)})
		}
		url := fmt.Sprintf("rtsp://%s:%s@%s", cameras[3].User, "%E8%A7%86%E8%A1%A1-practice", cameras[3].Main[len("rtsp://"):])
		run(t, "ffmpeg", "-v", "error", "-rtsp_transport", "tcp", "-i", url, "-t", seconds, "-c", "copy", "-f", "null", "-")
	})
	t.Logf("four cameras: %.1f %% of one core", 100*(used(t)-before).Seconds()/length.Seconds())
}

// used is the CPU time of this process and of its children that have ended.
func used(t *testing.T) time.Duration {
	t.Helper()
	var sum time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var r syscall.Rusage
		if err := syscall.Getrusage(who, &r); err != nil {
			t.Fatal(err)
		}
		sum += time.Duration(r.Utime.Nano() + r.Stime.Nano())
	}
	return sum
}
