package sim_test

import (
	"bytes"
	"context"
	"image"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"shiheng.internal/sim"
	"shiheng.internal/sim/scene"
	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func lab(t testing.TB) *picture.Lab {
	t.Helper()
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Fatal("ffmpeg is not installed: make setup")
	}
	l, err := picture.New(picture.Config{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// serve runs an RTSP practice server until the test ends.
func serve(t *testing.T, c sim.RTSPConfig) (address string) {
	t.Helper()
	ready := make(chan string, 1)
	c.Listen, c.Lab, c.Log, c.Ready = "127.0.0.1:0", lab(t), quiet(), func(a string) { ready <- a }
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- sim.RTSP(ctx, c) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("rtsp server: %v", err)
		}
	})
	select {
	case a := <-ready:
		return a
	case err := <-ended:
		ended <- nil
		t.Fatalf("rtsp server: %v", err)
		return ""
	}
}

// marks decodes the first n pictures ffmpeg gets from an input and reads them.
func marks(t *testing.T, n, w, h int, input ...string) []scene.Mark {
	t.Helper()
	args := append([]string{"-v", "error", "-nostdin", "-analyzeduration", "500000", "-probesize", "200000"}, input...)
	args = append(args, "-an", "-fps_mode", "passthrough", "-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	cmd := exec.CommandContext(ctx, "ffmpeg", args...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { stop(); _ = cmd.Wait() }()
	buf := make([]byte, w*h*3/2)
	var all []scene.Mark
	for range n {
		if _, err := io.ReadFull(out, buf); err != nil {
			t.Fatalf("picture %d: %v: %s", len(all), err, complaint.String())
		}
		luma := &image.Gray{Pix: buf[:w*h], Stride: w, Rect: image.Rect(0, 0, w, h)}
		m, err := scene.Read(luma)
		if err != nil {
			t.Fatalf("picture %d: %v", len(all), err)
		}
		all = append(all, m)
	}
	return all
}

func follow(t *testing.T, name string, all []scene.Mark, camera uint8) {
	t.Helper()
	for i, m := range all {
		if m.Camera != camera {
			t.Errorf("%s: picture %d is of camera %d", name, i, m.Camera)
		}
		if i > 0 && m.Counter != all[i-1].Counter+1 {
			t.Errorf("%s: picture %d has counter %d after %d", name, i, m.Counter, all[i-1].Counter)
		}
		if i > 0 && !m.Time.After(all[i-1].Time) {
			t.Errorf("%s: picture %d is not later than the one before", name, i)
		}
	}
}

func TestRTSPPictureCanBeRead(t *testing.T) {
	t.Parallel()
	main := sim.DefaultMain()
	main.Codec = media.H265
	address := serve(t, sim.RTSPConfig{User: "admin", Password: "wa:tch er", Count: 2, Main: main, Sound: true})
	for _, transport := range []string{"tcp", "udp"} {
		got := marks(t, 12, 640, 360, "-rtsp_transport", transport, "-i", sim.URL(address, 2, "main", "admin", "wa:tch er"))
		follow(t, "main over "+transport, got, 2)
		got = marks(t, 12, 320, 180, "-rtsp_transport", transport, "-i", sim.URL(address, 1, "sub", "admin", "wa:tch er"))
		follow(t, "sub over "+transport, got, 1)
	}
}

func TestRTSPAsksForThePassword(t *testing.T) {
	t.Parallel()
	address := serve(t, sim.RTSPConfig{User: "admin", Password: "right"})
	for _, url := range []string{sim.URL(address, 1, "main", "admin", "wrong"), sim.URL(address, 1, "main", "", "")} {
		out, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-rtsp_transport", "tcp", url).CombinedOutput()
		if err == nil || !strings.Contains(string(out), "401") {
			t.Errorf("%s: got %v: %s", url, err, out)
		}
	}
	out, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-rtsp_transport", "tcp",
		"-show_entries", "stream=codec_name,width", "-of", "csv=p=0", sim.URL(address, 1, "main", "admin", "right")).CombinedOutput()
	if err != nil || strings.TrimSpace(string(out)) != "h264,640" {
		t.Errorf("got %v: %s", err, out)
	}
}

func TestRTSPSendsAClipOnceAsItIs(t *testing.T) {
	t.Parallel()
	l := lab(t)
	dir := t.TempDir()
	clip := filepath.Join(dir, "clip.mp4")
	run(t, "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25:duration=2", "-c:v", "libx264", "-bf", "0", "-g", "25", clip)
	address := serve(t, sim.RTSPConfig{File: clip, Once: true})
	got := filepath.Join(dir, "got.mkv")
	run(t, "ffmpeg", "-v", "error", "-rtsp_transport", "tcp", "-i", sim.URL(address, 1, "main", "", ""), "-c", "copy", got)
	if a, b := frameHashes(t, clip), frameHashes(t, got); a != b || a == "" {
		t.Errorf("decoded frames differ:\n%s\n---\n%s", a, b)
	}
	if c, err := l.Clip(t.Context(), got); err != nil || len(c.Units) != 50 {
		t.Errorf("got %v, %v", c, err)
	}
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v: %s", name, args, err, out)
	}
}

// frameHashes are the digests of a file's decoded frames, a line each.
func frameHashes(t *testing.T, file string) string {
	t.Helper()
	list := filepath.Join(t.TempDir(), "md5")
	run(t, "ffmpeg", "-v", "error", "-y", "-i", file, "-map", "0:v:0", "-fps_mode", "passthrough", "-f", "framemd5", list)
	data, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for line := range strings.Lines(string(data)) {
		if words := strings.Split(line, ","); len(words) == 6 {
			out.WriteString(strings.TrimSpace(words[5]) + "\n")
		}
	}
	return out.String()
}
