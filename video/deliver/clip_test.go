package deliver_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/Eyevinn/mp4ff/mp4"

	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
)

// A clip is real coded video, as a camera would send it.
type clip struct {
	track *media.Track
	units []unit
}

type unit struct {
	data     []byte
	key      bool
	dts, pts int64
}

// The clips of this package: 4 s of 320x240 at 25 fps, a key frame a second.
var (
	clip264 = sync.OnceValues(func() (*clip, error) { return encode("libx264", "-bf", "0", "-g", "25") })
	clip265 = sync.OnceValues(func() (*clip, error) {
		return encode("libx265", "-x265-params", "bframes=0:keyint=25:log-level=none", "-tag:v", "hvc1")
	})
	clipWide = sync.OnceValues(func() (*clip, error) { return encode("libx264", "-bf", "0", "-g", "25", "-vf", "scale=640:360") })
	clipB    = sync.OnceValues(func() (*clip, error) { return encode("libx264", "-bf", "2", "-g", "25") })
)

func use(t testing.TB, get func() (*clip, error)) *clip {
	t.Helper()
	c, err := get()
	if err != nil {
		t.Fatalf("ffmpeg must be installed: %v", err)
	}
	return c
}

// encode has ffmpeg make a fragmented MP4 and takes its samples out with an
// independent reader.
func encode(codec string, args ...string) (*clip, error) {
	cmd := append([]string{"-v", "error", "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=4", "-c:v", codec, "-preset", "ultrafast", "-pix_fmt", "yuv420p"}, args...)
	cmd = append(cmd, "-video_track_timescale", "90000", "-movflags", "frag_keyframe+empty_moov+default_base_moof", "-f", "mp4", "-")
	var complaint strings.Builder
	run := exec.Command("ffmpeg", cmd...)
	run.Stderr = &complaint
	out, err := run.Output()
	if err != nil {
		return nil, err
	}
	f, err := mp4.DecodeFile(bytes.NewReader(out))
	if err != nil {
		return nil, err
	}
	trak := f.Init.Moov.Trak
	c := &clip{track: &media.Track{ID: 1, Codec: media.H264, Generation: 1, Width: int(trak.Tkhd.Width >> 16), Height: int(trak.Tkhd.Height >> 16)}}
	entry := trak.Mdia.Minf.Stbl.Stsd
	if entry.HvcX != nil {
		c.track.Codec = media.H265
		for _, a := range entry.HvcX.HvcC.NaluArrays {
			switch a.NaluType() { //nolint:exhaustive // parameter sets only
			case 32:
				c.track.VPS = a.Nalus
			case 33:
				c.track.SPS = a.Nalus
			case 34:
				c.track.PPS = a.Nalus
			}
		}
	} else {
		c.track.SPS, c.track.PPS = entry.AvcX.AvcC.SPSnalus, entry.AvcX.AvcC.PPSnalus
	}
	for _, s := range f.Segments {
		for _, frag := range s.Fragments {
			samples, err := frag.GetFullSamples(f.Init.Moov.Mvex.Trex)
			if err != nil {
				return nil, err
			}
			for _, s := range samples {
				c.units = append(c.units, unit{data: s.Data, key: s.IsSync(), dts: int64(s.DecodeTime), pts: s.PresentationTime()})
			}
		}
	}
	return c, nil
}

// A camera publishes clips into a hub stream.
type camera struct {
	t      testing.TB
	pool   *media.Pool
	stream *hub.Stream
	seq    uint64
	now    time.Time // Received of the next frame
	dts    int64     // where the next clip begins
}

func newCamera(t testing.TB) *camera {
	pool := media.NewPool()
	pool.Poison = true
	return &camera{t: t, pool: pool, stream: hub.NewStream(), now: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC), dts: 1 << 33}
}

// frame makes a frame with a slab of its own.
func (c *camera) frame(track *media.Track, data []byte, dts, pts int64, flags media.Flags) *media.Frame {
	c.t.Helper()
	slab, err := c.pool.Get(len(data))
	if err != nil {
		c.t.Fatal(err)
	}
	n := copy(slab.Bytes(), data)
	c.seq++
	return &media.Frame{Track: track, Seq: c.seq, PTS: pts, DTS: dts, Received: c.now, Flags: flags, Data: slab.Bytes()[:n:n], Slab: slab}
}

func (c *camera) publish(f *media.Frame) {
	c.stream.Publish(f)
	f.Slab.Release()
}

// send publishes units from … to of a clip, with 40 ms of sound beside each
// when sound is not nil, at once.
func (c *camera) send(v *clip, from, to int, sound *media.Track) {
	c.t.Helper()
	for i := from; i < to; i++ {
		u := v.units[i%len(v.units)]
		flags := media.Flags(0)
		if u.key {
			flags = media.Key
		}
		c.publish(c.frame(v.track, u.data, c.dts, c.dts+u.pts-u.dts, flags))
		if sound != nil {
			c.publish(c.frame(sound, tone(c.dts, sound.Codec), c.dts, c.dts, 0))
		}
		c.dts += 3600
		c.now = c.now.Add(40 * time.Millisecond)
	}
}

var (
	trackA = &media.Track{ID: 2, Codec: media.PCMA, Generation: 1, SampleRate: 8000, Channels: 1}
	trackU = &media.Track{ID: 2, Codec: media.PCMU, Generation: 1, SampleRate: 8000, Channels: 1}
)

// tone is 40 ms of a 440 Hz tone in G.711.
func tone(dts int64, codec media.Codec) []byte {
	out := make([]byte, 320)
	for i := range out {
		at := float64(dts)/90000 + float64(i)/8000
		v := int(8000 * math.Sin(2*math.Pi*440*at))
		if codec == media.PCMU {
			out[i] = ulaw(v)
		} else {
			out[i] = alaw(v)
		}
	}
	return out
}

// alaw and ulaw encode by search: slow, and independent of the tables under
// test (ITU-T G.711, decision values).
func alaw(v int) byte { return alawNearest()[v+8000] }
func ulaw(v int) byte { return ulawNearest()[v+8000] }

var (
	alawNearest = sync.OnceValue(func() []byte { return nearest(alawValue) })
	ulawNearest = sync.OnceValue(func() []byte { return nearest(ulawValue) })
)

// nearest gives the best byte of each sample from -8000 to 8000.
func nearest(value func(byte) int) []byte {
	out := make([]byte, 16001)
	for v := -8000; v <= 8000; v++ {
		best, distance := byte(0), math.MaxInt
		for i := range 256 {
			if d := max(value(byte(i))-v, v-value(byte(i))); d < distance {
				best, distance = byte(i), d
			}
		}
		out[v+8000] = best
	}
	return out
}

func alawValue(b byte) int {
	b ^= 0x55
	segment, step := int(b>>4&7), int(b&15)
	v := step*16 + 8
	if segment > 0 {
		v = (step*16 + 264) << (segment - 1)
	}
	if b&0x80 == 0 {
		return -v
	}
	return v
}

func ulawValue(b byte) int {
	b = ^b
	v := (int(b&15)*8+132)<<(b>>4&7) - 132
	if b&0x80 != 0 {
		return -v
	}
	return v
}

// probe runs a tool of ffmpeg's on bytes in a file and returns what it says.
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

// decodes fails unless ffmpeg decodes content without a word, and returns the
// number of pictures and sound packets.
func decodes(t *testing.T, content []byte) (pictures, sounds int) {
	t.Helper()
	if said := probe(t, content, "ffmpeg", []string{"-xerror", "-i"}, []string{"-f", "null", "-"}); said != "" {
		t.Errorf("ffmpeg complains: %s", said)
	}
	list := probe(t, content, "ffprobe", []string{"-show_entries", "frame=media_type", "-of", "csv=p=0"}, nil)
	return strings.Count(list, "video"), strings.Count(list, "audio")
}

// boxNames lists the top-level boxes of content.
func boxNames(content []byte) []string {
	var names []string
	for len(content) >= 8 {
		size := int(binary.BigEndian.Uint32(content))
		names = append(names, string(content[4:8]))
		if size < 8 || size > len(content) {
			return append(names, "broken")
		}
		content = content[size:]
	}
	return names
}
