package ps_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	mpeg2 "github.com/yapingcat/gomedia/go-mpeg2"

	"shiheng.internal/video/media"
	"shiheng.internal/video/ps"
)

// ffmpeg runs the reference implementation and returns what it writes.
func ffmpeg(t *testing.T, in []byte, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("not run: no ffmpeg here")
	}
	cmd := exec.Command("ffmpeg", append([]string{"-v", "error", "-xerror"}, args...)...)
	cmd.Stdin = bytes.NewReader(in)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil || errs.Len() > 0 {
		t.Fatalf("ffmpeg %v: %v: %s", args, err, errs.Bytes())
	}
	return out
}

func elementary(t *testing.T, name string) (es []byte, format string) {
	es, err := os.ReadFile(filepath.Join("../media/testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	format = "h264"
	if name[:4] == "h265" {
		format = "hevc"
	}
	return es, format
}

// ffmpeg decodes from our program streams the pictures it decodes from the
// elementary stream.
func TestFFmpegReadsOurs(t *testing.T) {
	for _, name := range clips[:4] { // ffmpeg decodes the last one, of two slices, at random
		es, format := elementary(t, name)
		want := ffmpeg(t, es, "-f", format, "-i", "-", "-f", "rawvideo", "-")
		vob := ffmpeg(t, es, "-f", format, "-framerate", "25", "-i", "-", "-c", "copy", "-f", "vob", "-")
		_, _, timed := read(t, vob, 4096) // the elementary stream has no times
		for _, cfg := range []ps.MuxConfig{{}, {PESSize: 700}, {MapAlways: true}} {
			// Where ffmpeg puts several reordered pictures into one PES, all but
			// the first have no time; it complains of ours then (hence fatal).
			got := ffmpeg(t, muxed(t, timed, cfg), "-v", "fatal", "-f", "mpeg", "-i", "-", "-fps_mode", "passthrough", "-f", "rawvideo", "-")
			if !bytes.Equal(got, want) {
				t.Errorf("%s %+v: the pictures differ (%d bytes, want %d)", name, cfg, len(got), len(want))
			}
		}
	}
}

// We read what ffmpeg writes, which is another dialect: PES without regard to
// access units, and for -f mpeg the headers of MPEG-1.
func TestWeReadFFmpeg(t *testing.T) {
	for _, name := range clips {
		es, format := elementary(t, name)
		for _, muxer := range []string{"vob", "mpeg", "dvd"} {
			in := ffmpeg(t, es, "-f", format, "-framerate", "25", "-i", "-", "-c", "copy", "-f", muxer, "-")
			for _, step := range []int{5, 1400} {
				d, b, got := read(t, in, step)
				sameNALs(t, nals(got), nals(frames(t, name)))
				pictures := 0
				for _, f := range got {
					if f.Track.Codec.Video() { // a DVD has navigation packets besides
						pictures++
					}
				}
				if pictures != 60 || d.Stats().BadLength+d.Stats().Shifted > 0 || b.Stats().Jumps > 0 {
					t.Errorf("%s in %s: %d frames, %+v %+v", name, muxer, pictures, d.Stats(), b.Stats())
				}
			}
		}
	}
}

// gomedia, a third implementation, finds the same elementary stream in what we
// write, and we in what it writes.
func TestGomedia(t *testing.T) {
	for _, name := range clips[:2] {
		want := frames(t, name)
		var got [][]byte
		demuxer := mpeg2.NewPSDemuxer()
		demuxer.OnFrame = func(frame []byte, _ mpeg2.PS_STREAM_TYPE, _, _ uint64) {
			for _, nal := range bytes.Split(frame, []byte{0, 0, 0, 1})[1:] {
				got = append(got, bytes.Clone(nal))
			}
		}
		if err := demuxer.Input(stream(t, name, ps.MuxConfig{})); err != nil {
			t.Fatal(err)
		}
		demuxer.Flush()
		var undelimited [][]byte // gomedia leaves access unit delimiters out
		for _, f := range want {
			for nal := range media.NALs(f.data) {
				if k := media.ReadNAL(f.Track.Codec, nal).Type; k != 9 && k != 35 || f.Track.Codec == media.H264 && k != 9 {
					undelimited = append(undelimited, nal)
				}
			}
		}
		sameNALs(t, got, undelimited)

		var theirs []byte
		muxer := mpeg2.NewPsMuxer()
		muxer.OnPacket = func(b []byte) { theirs = append(theirs, b...) }
		typ := mpeg2.PS_STREAM_H264
		if name == "h265.es" {
			typ = mpeg2.PS_STREAM_H265
		}
		sid := muxer.AddStream(typ)
		for i, f := range want {
			var au []byte
			for nal := range media.NALs(f.data) {
				au = append(append(au, 0, 0, 0, 1), nal...)
			}
			if err := muxer.Write(sid, au, uint64(i*40), uint64(i*40)); err != nil {
				t.Fatal(err)
			}
		}
		_, _, back := read(t, theirs, 333)
		sameNALs(t, nals(back), nals(want))
	}
}
