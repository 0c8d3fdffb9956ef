package slots_test

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

// TestSealedSlots copies sealed slots as they lie on disk, and reads the copies by
// themselves: any byte that changed is found, and so is a piece that is missing.
func TestSealedSlots(t *testing.T) {
	w := &world{t: t, now: noon, pool: media.NewPool()}
	w.cfg = slots.Config{
		Places: []slots.Place{{Disk: disk.Dir{Path: t.TempDir(), Buffered: true}, Capacity: 8 << 20}}, Index: record.NewMemoryIndex(),
		Pool: w.pool, SlotSize: 1 << 18, Floor: 30, Now: w.wall, Boot: w.running,
	}
	w.open()
	defer w.store.Close()
	st := w.stream(1)
	w.record(st, &recordtest.Source{Tag: 1, Sound: true, FrameSize: 500}, 700)
	w.sync()
	all := shiheng.Span{From: noon.Add(-time.Hour), To: noon.Add(24 * time.Hour)}
	got, open := w.store.Sealed(st.Camera, all)
	if len(got) < 2 || open != 1 {
		t.Fatalf("%d sealed, %d open", len(got), open)
	}
	if none, _ := w.store.Sealed(shiheng.CameraID{9}, all); len(none) != 0 {
		t.Errorf("of another camera: %v", none)
	}
	if none, open := w.store.Sealed(st.Camera, shiheng.Span{From: noon.Add(-2 * time.Hour), To: noon.Add(-time.Hour)}); len(none) != 0 || open != 0 {
		t.Errorf("before it was recorded: %v, %d open", none, open)
	}
	one := got[1]
	if _, err := w.store.Raw(one.SlotAt, one.Use+1); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("another use of the slot: %v", err)
	}
	r, err := w.store.Raw(one.SlotAt, one.Use)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(r)
	if err != nil || int64(len(raw)) != one.Size {
		t.Fatalf("%d bytes of %d: %v", len(raw), one.Size, err)
	}
	read, err := slots.VerifySlot(bytes.NewReader(raw), one.Size)
	if err != nil || read.SlotAt != one.SlotAt || read.Use != one.Use || read.Camera != one.Camera || read.Root != one.Root || !read.Span.From.Equal(one.Span.From) || !read.Span.To.Equal(one.Span.To) {
		t.Fatalf("%+v, want %+v: %v", read, one, err)
	}
	for at := 0; at < len(raw); at += 997 {
		raw[at] ^= 1
		if _, err := slots.VerifySlot(bytes.NewReader(raw), one.Size); err == nil && at < int(one.Size)-4096 {
			t.Errorf("byte %d was changed, and all fits", at)
		}
		raw[at] ^= 1
	}
	for _, size := range []int64{0, 100, 4096, one.Size / 2, one.Size - 4096} {
		if _, err := slots.VerifySlot(bytes.NewReader(raw[:size]), size); err == nil {
			t.Errorf("cut to %d bytes, and all fits", size)
		}
	}
	// What is held of a span that is over need not wait for its slot's hour.
	w.now = w.now.Add(25 * time.Hour)
	w.store.Sealed(st.Camera, all)
	w.sync()
	if more, open := w.store.Sealed(st.Camera, all); len(more) != len(got)+1 || open != 0 {
		t.Errorf("the open slot was not closed: %d sealed, %d open", len(more), open)
	}
}

// FuzzVerifySlot: no bytes make it panic or read beyond them.
func FuzzVerifySlot(f *testing.F) {
	f.Add([]byte{})
	f.Add(bytes.Repeat([]byte{0, 0, 1, 0, 'u', 'u', 'i', 'd'}, 1024))
	f.Fuzz(func(t *testing.T, b []byte) {
		if s, err := slots.VerifySlot(bytes.NewReader(b), int64(len(b))); err == nil && s.Size != int64(len(b)) {
			t.Errorf("%d of %d bytes", s.Size, len(b))
		}
	})
}
