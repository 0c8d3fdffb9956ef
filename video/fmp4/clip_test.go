package fmp4_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/Eyevinn/mp4ff/mp4"

	"shiheng.internal/video/media"
)

// clip is two seconds that ffmpeg encoded and muxed, taken apart by an
// independent reader.
type clip struct {
	track  *media.Track
	frames []*media.Frame
	whole  *mp4.InitSegment
}

// source says how ffmpeg makes a clip.
type source struct {
	name  string
	args  []string
	codec media.Codec
	mime  string
}

var (
	picture = []string{"-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=2"}
	tone    = []string{"-f", "lavfi", "-i", "sine=f=440:d=2"}
)

var sources = []source{
	{"h264 baseline", []string{"-c:v", "libx264", "-profile:v", "baseline", "-g", "25"}, media.H264, `video/mp4; codecs="avc1.42c00d"`},
	{"h264 high with B-frames", []string{"-c:v", "libx264", "-profile:v", "high", "-bf", "2", "-g", "25"}, media.H264, `video/mp4; codecs="avc1.64000d"`},
	{"h264 high 10", []string{"-c:v", "libx264", "-pix_fmt", "yuv420p10le", "-g", "25"}, media.H264, `video/mp4; codecs="avc1.6e000d"`},
	{"h265", []string{"-c:v", "libx265", "-x265-params", "log-level=none:keyint=25", "-tag:v", "hvc1"}, media.H265, `video/mp4; codecs="hvc1.1.6.L60.90"`},
	{"h265 10 bit", []string{"-c:v", "libx265", "-pix_fmt", "yuv420p10le", "-x265-params", "log-level=none:keyint=25", "-tag:v", "hvc1"}, media.H265, `video/mp4; codecs="hvc1.2.4.L60.90"`},
	{"aac", []string{"-c:a", "aac", "-ar", "44100"}, media.AAC, `audio/mp4; codecs="mp4a.40.2"`},
	{"aac stereo 16 kHz", []string{"-c:a", "aac", "-ac", "2", "-ar", "16000"}, media.AAC, `audio/mp4; codecs="mp4a.40.2"`},
}

var (
	clips   = map[string]*clip{}
	clipsMu sync.Mutex
)

// get encodes a clip once.
func (s source) get(t testing.TB) *clip {
	t.Helper()
	clipsMu.Lock()
	defer clipsMu.Unlock()
	if c := clips[s.name]; c != nil {
		return c
	}
	input, scale := picture, "-video_track_timescale"
	if s.codec == media.AAC {
		input, scale = tone, "-movie_timescale"
	}
	args := append(append([]string{"-v", "error"}, input...), s.args...)
	if !strings.Contains(strings.Join(s.args, " "), "pix_fmt") && s.codec != media.AAC {
		args = append(args, "-pix_fmt", "yuv420p")
	}
	args = append(args, scale, "90000", "-movflags", "frag_keyframe+empty_moov+default_base_moof", "-f", "mp4", "-")
	var complaint strings.Builder
	run := exec.Command("ffmpeg", args...)
	run.Stderr = &complaint
	out, err := run.Output()
	if err != nil {
		t.Fatalf("ffmpeg must be installed: %v: %s", err, complaint.String())
	}
	c := takeApart(t, out, s.codec)
	clips[s.name] = c
	return c
}

func takeApart(t testing.TB, content []byte, codec media.Codec) *clip {
	t.Helper()
	f, err := mp4.DecodeFile(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	c := &clip{track: &media.Track{ID: 1, Codec: codec}, whole: f.Init}
	stsd := f.Init.Moov.Trak.Mdia.Minf.Stbl.Stsd
	scale := int64(f.Init.Moov.Trak.Mdia.Mdhd.Timescale)
	switch {
	case stsd.AvcX != nil:
		c.track.SPS, c.track.PPS = stsd.AvcX.AvcC.SPSnalus, stsd.AvcX.AvcC.PPSnalus
	case stsd.HvcX != nil:
		for _, a := range stsd.HvcX.HvcC.NaluArrays {
			switch a.NaluType() { //nolint:exhaustive // parameter sets only
			case 32:
				c.track.VPS = a.Nalus
			case 33:
				c.track.SPS = a.Nalus
			case 34:
				c.track.PPS = a.Nalus
			}
		}
	default:
		c.track.Config = stsd.Mp4a.Esds.DecConfigDescriptor.DecSpecificInfo.DecConfig
		c.track.SampleRate, c.track.Channels = int(stsd.Mp4a.SampleRate), int(stsd.Mp4a.ChannelCount)
	}
	for _, s := range f.Segments {
		for _, frag := range s.Fragments {
			samples, err := frag.GetFullSamples(f.Init.Moov.Mvex.Trex)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range samples {
				v := &media.Frame{Track: c.track, DTS: int64(s.DecodeTime) * media.TimeScale / scale, Data: s.Data}
				v.PTS = v.DTS + int64(s.CompositionTimeOffset)*media.TimeScale/scale
				if codec != media.AAC && s.IsSync() {
					v.Flags = media.Key
				}
				c.frames = append(c.frames, v)
			}
		}
	}
	return c
}

// probe runs a tool of ffmpeg's on content in a file and returns its words.
func probe(t *testing.T, content []byte, tool string, before, after []string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "probe.mp4")
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
	args := append(append(append([]string{"-v", "error"}, before...), name), after...)
	out, err := exec.Command(tool, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", tool, err, out)
	}
	return strings.TrimSpace(string(out))
}
