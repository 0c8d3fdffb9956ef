package record_test

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shiheng.internal"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
)

var noon = time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)

// The values that parse, print and fuzz tests share.
var (
	chunkHeaders = []record.Header{
		{Kind: record.KindMedia, Length: record.Align},
		{
			Kind: record.KindMedia, Flags: record.FlagKey | record.FlagDamaged, Store: shiheng.StoreID{1}, Stream: shiheng.StreamID{2},
			Camera: shiheng.CameraID{3}, Run: shiheng.RunID{4}, Seq: 1 << 40, Durable: 7, Use: 9, Wall: noon, Device: noon.Add(time.Hour),
			Tally: time.Hour, Span: time.Second, Frames: 25, Length: 20 * record.Align, CRC: 0xdeadbeef,
			SHA: record.Digest{1, 2}, Prev: record.Digest{3, 4},
		},
		{Kind: record.KindGap, Length: record.Align, Seq: 5, Wall: noon},
	}
	trackSets = [][]*media.Track{
		{{ID: 1, Codec: media.H264, Generation: 3, Width: 1920, Height: 1080, SPS: [][]byte{{0x67, 1, 2}}, PPS: [][]byte{{0x68, 3}, {0x68, 4}}}},
		{
			{ID: 1, Codec: media.H265, VPS: [][]byte{{0x40}}, SPS: [][]byte{{0x42}}, PPS: [][]byte{{0x44}}},
			{ID: 2, Codec: media.AAC, SampleRate: 48000, Channels: 2, Config: []byte{0x11, 0x90}},
			{ID: 3, Codec: media.Private},
		},
	}
	gapRows = []record.GapRow{
		{AfterSeq: 10, From: noon, To: noon.Add(time.Minute), Cause: record.CauseNoSignal},
		{AfterSeq: 1 << 50, From: noon, Cause: record.CauseCrash},
	}
)

func TestHeaderReadsBack(t *testing.T) {
	for _, h := range chunkHeaders {
		b := bytes.Repeat([]byte{0xff}, record.HeaderSize)
		h.Put(b)
		got, err := record.ParseHeader(b)
		if d := cmp.Diff(h, got); err != nil || d != "" {
			t.Errorf("%v %s", err, d)
		}
		for i := range b {
			b[i] ^= 1
			if _, err := record.ParseHeader(b); err == nil {
				t.Errorf("byte %d may be anything", i)
			}
			b[i] ^= 1
		}
	}
}

// TestDigestLeavesOutThePlace: a chunk that moves keeps its digest, and nothing
// else of it may change.
func TestDigestLeavesOutThePlace(t *testing.T) {
	h := chunkHeaders[1]
	was := h.Digest()
	h.Use, h.Durable = 77, 78
	if h.Digest() != was {
		t.Error("the place counts")
	}
	for name, change := range map[string]func(*record.Header){
		"seq": func(h *record.Header) { h.Seq++ }, "wall": func(h *record.Header) { h.Wall = h.Wall.Add(time.Microsecond) },
		"payload": func(h *record.Header) { h.SHA[31]++ }, "chain": func(h *record.Header) { h.Prev[31]++ },
		"camera": func(h *record.Header) { h.Camera[15]++ }, "run": func(h *record.Header) { h.Run[15]++ },
		"device": func(h *record.Header) { h.Device = noon }, "length": func(h *record.Header) { h.Length += record.Align },
		"flags": func(h *record.Header) { h.Flags = 0 }, "tally": func(h *record.Header) { h.Tally++; h.Tally += time.Second },
	} {
		c := h
		change(&c)
		if c.Digest() == was {
			t.Errorf("%s does not count", name)
		}
	}
}

func TestNewerChunkIsRefusedByName(t *testing.T) {
	b := make([]byte, record.HeaderSize)
	chunkHeaders[1].Put(b)
	b[29] = 2
	sum := record.Checksum(b[:252])
	b[252], b[253], b[254], b[255] = byte(sum>>24), byte(sum>>16), byte(sum>>8), byte(sum)
	if _, err := record.ParseHeader(b); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("chunk of version 2: %v", err)
	}
}

func TestDeclarationsReadBack(t *testing.T) {
	pool := media.NewPool()
	for _, tracks := range trackSets {
		c, err := record.InitChunk(pool, tracks, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := record.ParseInit(c.Bytes())
		if d := cmp.Diff(tracks, got); err != nil || d != "" {
			t.Errorf("tracks: %v %s", err, d)
		}
	}
	for _, g := range gapRows {
		c, err := record.GapChunk(pool, g)
		if err != nil {
			t.Fatal(err)
		}
		got, err := record.ParseGap(c.Bytes(), g.Stream)
		if d := cmp.Diff(g, got); err != nil || d != "" {
			t.Errorf("gap: %v %s", err, d)
		}
	}
}

func FuzzHeader(f *testing.F) {
	for _, h := range chunkHeaders {
		b := make([]byte, record.HeaderSize)
		h.Put(b)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) >= record.HeaderSize { // a checksum would keep the fuzzer out
			sum := record.Checksum(b[:252])
			b[252], b[253], b[254], b[255] = byte(sum>>24), byte(sum>>16), byte(sum>>8), byte(sum)
		}
		h, err := record.ParseHeader(b)
		if err != nil {
			return
		}
		again := make([]byte, record.HeaderSize)
		h.Put(again)
		if got, err := record.ParseHeader(again); err != nil || got != h {
			t.Errorf("%v\n%+v\n%+v", err, h, got)
		}
	})
}

// FuzzChunk reads chunks, declarations and gaps of any content.
func FuzzChunk(f *testing.F) {
	pool := media.NewPool()
	for _, tracks := range trackSets {
		c, err := record.InitChunk(pool, tracks, []byte{0, 0, 0, 8, 'm', 'o', 'o', 'v'})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(bytes.Clone(c.Bytes()[record.HeaderSize:]))
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		slab, err := pool.Get(record.HeaderSize + len(payload))
		if err != nil {
			t.Fatal(err)
		}
		defer slab.Release()
		copy(slab.Bytes()[record.HeaderSize:], payload)
		c := &record.Chunk{Slab: slab, Tracks: trackSets[1]}
		c.Header.Length = uint32(record.HeaderSize + len(payload))
		frames, err := c.Frames(context.Background())
		for _, fr := range frames {
			if err != nil || fr.Track == nil || len(fr.Data) > len(payload) {
				t.Errorf("frame %+v with %v", fr, err)
			}
		}
		_, _ = record.ParseInit(c.Bytes())
		_, _ = record.ParseGap(c.Bytes(), shiheng.StreamID{})
	})
}
