package media_test

import (
	"bytes"
	"slices"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"shiheng.internal/video/media"
)

var (
	sps264 = []byte("\x67\x42\xc0\x1e\xda\x02\x80\xf6\x84\x00\x00\x03\x00\x04\x00\x00\x03\x00\xca\x3c\x58\xba\x80")
	pps264 = []byte("\x68\xce\x3c\x80")
	aud    = []byte("\x09\xf0")
	sei    = []byte("\x06\x05\x03abc\x80")
)

func idr(n int) []byte   { return append([]byte("\x65\x88"), bytes.Repeat([]byte{0x5a}, n)...) }
func slice(n int) []byte { return append([]byte("\x41\x9a"), bytes.Repeat([]byte{0xa5}, n)...) }

// feeder gives a lane access units 40 ms apart.
type feeder struct {
	l   *media.Lane
	pts int64
	now time.Time
}

func (f *feeder) unit(nals ...[]byte) {
	f.pts += 3600
	f.now = f.now.Add(40 * time.Millisecond)
	f.l.At(media.Stamp{PTS: f.pts, HasPTS: true, Received: f.now})
	for _, n := range nals {
		f.l.NAL(n)
	}
}

func open(t *testing.T) (*media.Builder, *sink, *media.Pool, *feeder) {
	b, s, pool := build(t)
	l := b.Lane(media.H264, media.Params{})
	return b, s, pool, &feeder{l: l, pts: 90_000, now: t0}
}

// Frames of a slab lie back to back from HeadSize on, leave the tail free, and
// a new slab begins with each key frame, delimiter and SEI included, and after
// a second.
func TestSlabLayout(t *testing.T) {
	b, s, _ := build(t)
	f := &feeder{l: b.Lane(media.H264, media.Params{}), pts: 90_000, now: t0}
	type place struct {
		slab     *media.Slab
		from, to int
	}
	var places []place
	check := func() {
		for _, k := range s.frames[len(places):] {
			at := offset(k.Slab, k.Data)
			places = append(places, place{k.Slab, at, at + len(k.Data)})
		}
	}
	for gop := range 3 {
		for i := range 60 {
			if i == 0 {
				f.unit(aud, sei, sps264, pps264, idr(20_000))
			} else {
				f.unit(aud, slice(3000+gop))
			}
			check()
		}
	}
	slabs, first := 0, int64(0)
	for i, p := range places {
		fr := s.frames[i]
		if i == 0 || p.slab != places[i-1].slab {
			slabs++
			if p.from != media.HeadSize {
				t.Errorf("frame %d begins a slab at %d", i, p.from)
			}
			if i > 0 && !fr.IsKey() && fr.PTS-first < 90_000 {
				t.Errorf("frame %d begins a slab %d ticks after the last", i, fr.PTS-first)
			}
			first = fr.PTS
		} else {
			if p.from != places[i-1].to {
				t.Errorf("frame %d lies at %d, the one before ends at %d", i, p.from, places[i-1].to)
			}
			if fr.IsKey() {
				t.Errorf("key frame %d does not begin a slab", i)
			}
			if fr.PTS-first >= 90_000 {
				t.Errorf("frame %d is %d ticks younger than its slab", i, fr.PTS-first)
			}
		}
		if p.to > len(p.slab.Bytes())-media.TailSize {
			t.Errorf("frame %d reaches into the tail", i)
		}
	}
	if slabs != 9 { // 2.4 s a group: 1 s, 1 s, 0.4 s
		t.Errorf("%d slabs, want 9", slabs)
	}
	b.Close()
}

// offset is where data lies in its slab.
func offset(s *media.Slab, data []byte) int {
	for i := range s.Bytes() {
		if &s.Bytes()[i] == &data[0] {
			return i
		}
	}
	return -1
}

// At most MaxInSlab frames lie in a slab, however small they are.
func TestManySmallFrames(t *testing.T) {
	b, s, _ := build(t)
	l := b.Lane(media.H264, media.Params{})
	now := t0
	for i := range 600 {
		now = now.Add(time.Millisecond)
		l.At(media.Stamp{PTS: 90_000 + int64(i)*90, HasPTS: true, Received: now})
		if i == 0 {
			l.NAL(sps264)
			l.NAL(pps264)
			l.NAL(idr(50))
		} else {
			l.NAL(slice(10))
		}
	}
	b.Close()
	count := map[*media.Slab]int{}
	run := 0
	for i, f := range s.frames {
		if i == 0 || f.Slab != s.frames[i-1].Slab {
			run = 0
		}
		if run++; run > media.MaxInSlab {
			t.Fatalf("%d frames in a slab", run)
		}
		count[f.Slab]++
	}
	if len(s.frames) != 600 {
		t.Errorf("%d frames", len(s.frames))
	}
}

// A frame larger than its slab moves on; one larger than MaxFrame is cut off
// and marked, and the next one is whole.
func TestLargeFrames(t *testing.T) {
	b, s, _, f := open(t)
	f.unit(sps264, pps264, idr(3<<20))
	f.unit(slice(1000))
	f.unit(slice(media.MaxFrame + 5000))
	f.unit(slice(2000))
	f.unit(sps264, pps264, idr(1000))
	b.Close()
	if len(s.frames) != 5 {
		t.Fatalf("%d frames", len(s.frames))
	}
	for i, want := range []media.Flags{media.Key, 0, media.Damaged, media.Gap, media.Key} {
		if s.frames[i].Flags != want {
			t.Errorf("frame %d has flags %b, want %b", i, s.frames[i].Flags, want)
		}
	}
	if n := len(s.frames[0].data); n < 3<<20 {
		t.Errorf("large frame has %d bytes", n)
	}
	if n := len(s.frames[2].data); n > media.MaxFrame || n < media.MaxFrame/2 {
		t.Errorf("cut frame has %d bytes", n)
	}
	if st := b.Stats(); st.Cut != 1 || st.Damaged != 1 {
		t.Errorf("figures are %+v", st)
	}
}

// A frame cut off while it comes in pieces stays within memory, too.
func TestEndlessPicture(t *testing.T) {
	b, s, pool, f := open(t)
	f.unit(sps264, pps264, idr(100))
	f.l.At(media.Stamp{PTS: 1 << 20, HasPTS: true, Received: f.now})
	piece := bytes.Repeat([]byte{0x77}, 1<<16)
	f.l.Fragment(slice(10), true, false)
	for range 1000 {
		f.l.Fragment(piece, false, false)
	}
	if used := pool.Stats().Used; used > 40<<20 {
		t.Errorf("%d bytes of slabs for one picture", used)
	}
	f.unit(sps264, pps264, idr(100))
	b.Close()
	if n := len(s.frames); n != 3 || s.frames[1].Flags&media.Damaged == 0 {
		t.Errorf("%d frames", n)
	}
}

// New parameter sets make a new track from the frame on that carries them; the
// same ones, repeated, do not.
func TestGenerations(t *testing.T) {
	b, s, _, f := open(t)
	sps2 := bytes.Clone(sps264)
	sps2[3] = 0x1f // another level, same number
	f.unit(slice(10))
	f.unit(sps264, pps264, idr(10))
	f.unit(sps264, pps264, slice(10))
	f.unit(sps2, pps264, idr(10))
	f.unit(slice(10))
	b.Close()
	if len(s.frames) != 4 {
		t.Fatalf("%d frames; what comes before the sets is not kept", len(s.frames))
	}
	for i, want := range []uint32{1, 1, 2, 2} {
		tr := s.frames[i].Track
		if tr.Generation != want || tr.ID != 1 || tr.Width != 640 || tr.Height != 480 || len(tr.SPS) != 1 || len(tr.PPS) != 1 {
			t.Errorf("frame %d has track %+v", i, tr)
		}
	}
	if st := b.Stats(); st.Unready == 0 {
		t.Error("what was not kept is not counted")
	}
}

// A slab that a silent source holds is left by Tick, with the last frame out.
func TestSilence(t *testing.T) {
	b, s, _, f := open(t)
	f.unit(sps264, pps264, idr(10))
	f.unit(slice(10))
	b.Tick(f.now.Add(time.Second))
	if len(s.frames) != 1 || s.frames[0].Slab.Left() {
		t.Fatal("a second of silence ends nothing")
	}
	b.Tick(f.now.Add(3 * time.Second))
	if len(s.frames) != 2 || !s.frames[1].Slab.Left() {
		t.Fatalf("%d frames are out after three seconds of silence", len(s.frames))
	}
	f.now = f.now.Add(4 * time.Second)
	f.unit(slice(10))
	b.Close()
	if s.frames[2].Slab == s.frames[1].Slab && len(s.frames) != 3 {
		t.Error("the slab went on")
	}
}

// Memory of one 4 Mbit/s stream with 2 s between key frames stays within
// target T10: the group of the hub and the chunk being made durable included,
// three slabs at a time are enough.
func TestMemoryOfAStream(t *testing.T) {
	pool := media.NewPool()
	var held []*media.Slab
	seen := map[*media.Slab]bool{}
	b, err := media.NewBuilder(media.BuilderConfig{Pool: pool, Emit: func(f *media.Frame) {
		seen[f.Slab] = true
		if len(held) == 0 || held[len(held)-1] != f.Slab {
			f.Slab.Retain()
			held = append(held, f.Slab)
			if len(held) > 2 {
				held[0].Release()
				held = held[1:]
			}
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	f := &feeder{l: b.Lane(media.H264, media.Params{}), pts: 90_000, now: t0}
	for i := range 25 * 20 {
		if i == 25*10 {
			pool.Trim() // sizes have settled
		}
		if i%50 == 0 {
			f.unit(sps264, pps264, idr(120_000))
		} else {
			f.unit(slice(17_900))
		}
	}
	if resident := pages(t, seen) * 4096; resident > 1_900_000 {
		t.Errorf("%d bytes are resident in %d slabs", resident, len(seen))
	}
}

// pages counts the pages of slabs that hold memory.
func pages(t *testing.T, slabs map[*media.Slab]bool) (n int) {
	for s := range slabs {
		if len(s.Bytes()) == 0 {
			continue // given back to the kernel
		}
		in := make([]byte, len(s.Bytes())/4096)
		if _, _, errno := unix.Syscall(unix.SYS_MINCORE, uintptr(unsafe.Pointer(&s.Bytes()[0])), uintptr(len(s.Bytes())), uintptr(unsafe.Pointer(&in[0]))); errno != 0 {
			t.Fatal(errno)
		}
		for _, b := range in {
			n += int(b & 1)
		}
	}
	return n
}

// Both fields of an interlaced picture that come with one time are one frame;
// with a time each they are two.
func TestFields(t *testing.T) {
	interlaced := []byte("\x67\x64\x00\x1e\xac\xd9\x40\xb4\x24\xd8\x08\x80\x00\x00\x03\x00\x80\x00\x00\x19\x0f\x8a\x14\xcb") // of x264
	b, s, _, f := open(t)
	f.unit(interlaced, pps264, idr(100), slice(100))
	f.unit(slice(100), slice(90))
	f.unit(slice(100))
	f.unit(slice(90))
	b.Close()
	var sizes []int
	for _, k := range s.frames {
		n := 0
		for range media.NALs(k.data) {
			n++
		}
		sizes = append(sizes, n)
	}
	if !slices.Equal(sizes, []int{4, 2, 1, 1}) {
		t.Errorf("frames have %v units", sizes)
	}
	if tr := s.frames[0].Track; tr.Width != 720 || tr.Height != 576 {
		t.Errorf("track is %dx%d", tr.Width, tr.Height)
	}
}

// Two whole pictures with one time, of a progressive stream, stay two frames.
func TestConstantTime(t *testing.T) {
	b, s, _, f := open(t)
	f.unit(sps264, pps264, idr(100), slice(100), slice(100))
	b.Close()
	if len(s.frames) != 3 || s.frames[2].PTS-s.frames[0].PTS != 7200 {
		t.Errorf("%d frames", len(s.frames))
	}
}
