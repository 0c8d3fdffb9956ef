package slots_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
)

// encode makes a byte stream of n pictures with access unit delimiters.
func encode(t *testing.T, codec string, n int) [][]byte {
	t.Helper()
	args := []string{"-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x240:rate=25", "-frames:v", fmt.Sprint(n), "-g", "25", "-pix_fmt", "yuv420p"}
	delimiter := []byte{0, 0, 0, 1, 9}
	if codec == "h264" {
		args = append(args, "-c:v", "libx264", "-preset", "ultrafast", "-x264-params", "aud=1:bframes=0:scenecut=0", "-f", "h264", "-")
	} else {
		args = append(args, "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "aud=1:bframes=0:log-level=error:repeat-headers=1", "-f", "hevc", "-")
		delimiter = []byte{0, 0, 0, 1, 0x46}
	}
	out, err := exec.Command("ffmpeg", args...).Output()
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip("ffmpeg is not installed")
	}
	if err != nil {
		t.Fatalf("encode: %v", err)
	}
	var units [][]byte
	for len(out) > 0 {
		k := bytes.Index(out[1:], delimiter)
		if k < 0 {
			return append(units, out)
		}
		units = append(units, out[:k+1])
		out = out[k+1:]
	}
	return units
}

// feed records the access units as a camera would send them, with sound.
func (w *world) feed(st record.Stream, codec media.Codec, units [][]byte, start time.Time) {
	w.t.Helper()
	from := hub.NewStream()
	b, err := media.NewBuilder(media.BuilderConfig{Pool: w.pool, Emit: from.Publish, SharedClock: true})
	if err != nil {
		w.t.Fatal(err)
	}
	r := record.NewRecorder(record.RecorderConfig{Stream: st, Store: w.store, Pool: w.pool, QueueBytes: 1 << 30, Measure: w.measure})
	done := make(chan error)
	go func() { done <- r.Run(context.Background(), from) }()
	for from.Stats().Subscribers == 0 {
		time.Sleep(time.Millisecond)
	}
	pictures, sound := b.Lane(codec, media.Params{}), b.Lane(media.PCMA, media.Params{SampleRate: 8000, Channels: 1})
	for i, u := range units {
		now := start.Add(time.Duration(i) * 40 * time.Millisecond)
		pictures.At(media.Stamp{PTS: int64(i) * 3600, DTS: int64(i) * 3600, HasPTS: true, HasDTS: true, Received: now})
		pictures.AnnexB(u, 0)
		sound.At(media.Stamp{PTS: int64(i) * 3600, DTS: int64(i) * 3600, HasPTS: true, HasDTS: true, Received: now})
		sound.Piece(bytes.Repeat([]byte{0xd5}, 320))
		sound.EndPiece()
	}
	b.Close()
	from.Close(nil)
	if err := <-done; err != nil {
		w.t.Fatal(err)
	}
	w.sync()
}

// hashes decodes a file and lists the hash of each picture.
func hashes(t *testing.T, args ...string) []string {
	t.Helper()
	args = append([]string{"-v", "error", "-xerror"}, append(args, "-map", "0:v", "-fps_mode", "passthrough", "-f", "framemd5", "-")...)
	cmd := exec.Command("ffmpeg", args...)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil || complaints.Len() > 0 {
		t.Fatalf("ffmpeg %v: %v\n%s", args, err, complaints.String())
	}
	var list []string
	for line := range strings.Lines(string(out)) {
		if f := strings.Split(line, ","); !strings.HasPrefix(line, "#") && len(f) == 6 {
			list = append(list, strings.TrimSpace(f[5]))
		}
	}
	return list
}

func silent(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil || complaints.Len() > 0 {
		t.Errorf("%s %v: %v\n%s", name, args, err, complaints.String())
	}
	return string(out)
}

// TestExportPlays exports two runs with a gap between them and has ffmpeg
// decode the file: without a word, and to the pictures that were sent.
func TestExportPlays(t *testing.T) {
	for _, tt := range []struct {
		name  string
		codec media.Codec
	}{{"h264", media.H264}, {"hevc", media.H265}} {
		t.Run(tt.name, func(t *testing.T) {
			units := encode(t, tt.name, 125)
			w := newWorld(t, 1, nil)
			st := w.stream(1)
			w.feed(st, tt.codec, units[:75], noon)
			w.feed(st, tt.codec, units[75:], noon.Add(10*time.Second))
			dir := t.TempDir()
			raw, file := filepath.Join(dir, "sent."+tt.name), filepath.Join(dir, "export.mp4")
			if err := os.WriteFile(raw, bytes.Join(units, nil), 0o600); err != nil {
				t.Fatal(err)
			}
			e := w.export(st, shiheng.Span{From: noon, To: noon.Add(time.Hour)})
			var b bytes.Buffer
			if err := e.WriteTo(t.Context(), &b); err != nil {
				t.Fatal(err)
			}
			if int64(b.Len()) != e.Size() {
				t.Errorf("wrote %d bytes of %d", b.Len(), e.Size())
			}
			if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			silent(t, "ffprobe", "-v", "error", file)
			silent(t, "ffmpeg", "-v", "error", "-xerror", "-i", file, "-f", "null", "-")
			want, got := hashes(t, "-i", raw), hashes(t, "-i", file)
			if strings.Join(want, " ") != strings.Join(got, " ") {
				t.Errorf("sent %d pictures, the export holds %d, or others", len(want), len(got))
			}
			length := silent(t, "ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", file)
			if !strings.HasPrefix(length, "12.0") {
				t.Errorf("the export lasts %s seconds, of 12", strings.TrimSpace(length))
			}
			partsEqual(t, e, b.Bytes())
		})
	}
}

// TestThinnedExportPlays exports what was recorded whole, then with key frames
// only, then whole again: every picture that was kept is in the file, at its time.
func TestThinnedExportPlays(t *testing.T) {
	units := encode(t, "h264", 150)
	w := newWorld(t, 1, nil)
	st := w.stream(1)
	w.feed(st, media.H264, units[:50], noon)
	w.measure = func(shiheng.StreamID) record.Measure { return record.Measure{KeysOnly: true} }
	w.feed(st, media.H264, units[50:100], noon.Add(2*time.Second))
	w.measure = nil
	w.feed(st, media.H264, units[100:], noon.Add(4*time.Second))
	dir := t.TempDir()
	raw, file := filepath.Join(dir, "sent.h264"), filepath.Join(dir, "export.mp4")
	if err := os.WriteFile(raw, bytes.Join(units, nil), 0o600); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := w.export(st, shiheng.Span{From: noon, To: noon.Add(time.Hour)}).WriteTo(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	silent(t, "ffprobe", "-v", "error", file)
	silent(t, "ffmpeg", "-v", "error", "-xerror", "-i", file, "-f", "null", "-")
	sent, got := hashes(t, "-i", raw), hashes(t, "-i", file)
	want := slices.Concat(sent[:50], []string{sent[50], sent[75]}, sent[100:])
	if !slices.Equal(got, want) {
		t.Errorf("the export holds %d pictures of %d, or others", len(got), len(want))
	}
	length := silent(t, "ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", file)
	if !strings.HasPrefix(length, "6.0") {
		t.Errorf("the export lasts %s seconds, of 6", strings.TrimSpace(length))
	}
}

func (w *world) export(st record.Stream, span shiheng.Span) *record.Export {
	w.t.Helper()
	r := &record.Reader{Library: w.store, Index: w.cfg.Index, Pool: w.pool}
	e, err := r.Export(context.Background(), st.ID, span)
	if err != nil {
		w.t.Fatalf("export: %v", err)
	}
	return e
}

// partsEqual reads the file at odd places, as a browser does.
func partsEqual(t *testing.T, e *record.Export, whole []byte) {
	t.Helper()
	at := e.At(t.Context())
	for _, off := range []int{0, 1, 700, len(whole) / 3, len(whole) - 1, len(whole)} {
		for _, n := range []int{1, 1000, len(whole)} {
			b := make([]byte, n)
			got, err := at.ReadAt(b, int64(off))
			want := min(n, len(whole)-off)
			if got != want || !bytes.Equal(b[:got], whole[off:off+want]) {
				t.Errorf("read %d bytes at %d: got %d", n, off, got)
			}
			if (got < n) != errors.Is(err, io.EOF) {
				t.Errorf("read %d bytes at %d: %v", n, off, err)
			}
		}
	}
}
