package record

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"
	"unsafe"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// part is one track's share of a chunk being built.
type part struct {
	track   *media.Track
	samples []sample
	base    int64 // DTS of the first sample
	frames  []*media.Frame
}

func (p *part) add(f *media.Frame) {
	if n := len(p.samples); n == 0 {
		p.base = f.DTS
	} else {
		last := p.frames[n-1].DTS
		p.samples[n-1].duration = clampDuration(f.DTS - last)
	}
	p.samples = append(p.samples, sample{size: uint32(len(f.Data)), offset: int32(f.PTS - f.DTS), flags: f.Flags})
	p.frames = append(p.frames, f)
}

// end closes the last sample at the DTS of the frame after it or, when that is
// not known, with the duration of the one before.
func (p *part) end(next int64, known bool) {
	n := len(p.samples)
	switch {
	case n == 0:
	case known && next >= p.frames[n-1].DTS && next-p.frames[n-1].DTS < 5*media.TimeScale:
		p.samples[n-1].duration = clampDuration(next - p.frames[n-1].DTS)
	case n > 1:
		p.samples[n-1].duration = p.samples[n-2].duration
	default:
		p.samples[n-1].duration = media.TimeScale / 25
	}
}

// span is how long the part lasts, in media time.
func (p *part) span() time.Duration {
	n := len(p.samples)
	if n == 0 {
		return 0
	}
	ticks := p.frames[n-1].DTS - p.base + int64(p.samples[n-1].duration)
	return time.Duration(max(ticks, 0)) * time.Second / media.TimeScale
}

func (p *part) bytes() (n int) {
	for _, s := range p.samples {
		n += int(s.size)
	}
	return n
}

func (p *part) reset() {
	for i, f := range p.frames {
		f.Slab.Release()
		p.frames[i] = nil
	}
	p.samples, p.frames = p.samples[:0], p.frames[:0]
}

func clampDuration(d int64) uint32 { return uint32(min(max(d, 0), 1<<31-1)) }

// inPlace reports whether the part's frames lie back to back in their one
// slab from HeadSize on, so that the slab itself can become the chunk.
func (p *part) inPlace() bool {
	if len(p.frames) == 0 {
		return false
	}
	slab := p.frames[0].Slab
	at := unsafe.Pointer(&slab.Bytes()[media.HeadSize])
	for _, f := range p.frames {
		if f.Slab != slab || len(f.Data) == 0 || unsafe.Pointer(unsafe.SliceData(f.Data)) != at {
			return false
		}
		at = unsafe.Add(at, len(f.Data))
	}
	return true
}

// assemble lays the parts out as one chunk. The first part's payload stays
// where it is when its slab allows; all else is copied behind it.
func assemble(pool *media.Pool, number uint32, parts []*part, own bool) (*Chunk, error) {
	tail := 0
	for _, p := range parts[1:] {
		tail += moofSize(len(p.samples)) + 8 + p.bytes()
	}
	first := parts[0]
	used := media.HeadSize + first.bytes()
	head := HeaderSize + moofSize(len(first.samples)) + 8
	total := alignUp(used + tail + 8)
	slab := first.frames[0].Slab
	if own && head <= media.HeadSize-8 && first.inPlace() && total <= len(slab.Bytes()) {
		slab.Retain()
	} else {
		var err error
		if slab, err = pool.Get(max(total, alignUp(head+8)+first.bytes()+tail+Align)); err != nil {
			return nil, fmt.Errorf("memory for a chunk: %w", err)
		}
		at := media.HeadSize
		for _, f := range first.frames {
			at += copy(slab.Bytes()[at:], f.Data)
		}
	}
	c := &Chunk{Slab: slab}
	if head+8 <= media.HeadSize-Align {
		c.Off = Align
	}
	b := slab.Bytes()
	moof := c.Off + HeaderSize
	n := putMoof(b[moof:], number, first.track.ID, first.base, first.samples, media.HeadSize-moof)
	putFree(b[moof+n : media.HeadSize-8])
	putBox(b[media.HeadSize-8:], 8+first.bytes(), "mdat")
	at := used
	for _, p := range parts[1:] {
		at += putPart(b[at:], number, p)
	}
	end := alignUp(at)
	if end > at && end-at < 8 {
		end += Align
	}
	putFree(b[at:end])
	c.Header.Length = uint32(end - c.Off)
	return c, nil
}

// putPart copies one further track's moof and mdat into b.
func putPart(b []byte, number uint32, p *part) int {
	head := moofSize(len(p.samples))
	putMoof(b, number, p.track.ID, p.base, p.samples, head+8)
	at := head
	putBox(b[at:], 8+p.bytes(), "mdat")
	at += 8
	for _, f := range p.frames {
		at += copy(b[at:], f.Data)
	}
	return at
}

func alignUp(n int) int { return (n + Align - 1) &^ (Align - 1) }

// sum fills in the hashes of the payload.
func (c *Chunk) sum() {
	payload := c.Bytes()[HeaderSize:]
	c.Header.CRC = Checksum(payload)
	c.Header.SHA = sha256.Sum256(payload)
}

// Place writes the header into the chunk's memory and returns its digest, the
// next chunk's Prev. The store calls it once the header is complete, and again
// when the chunk moves to another slot before it is durable: then it touches
// only what the digest does not cover, which nobody reads meanwhile.
func (c *Chunk) Place() Digest {
	b := c.Bytes()
	if !c.placed {
		c.Header.Put(b)
		c.placed = true
		return sha256.Sum256(b[:digested])
	}
	binary.BigEndian.PutUint64(b[digested:], c.Header.Durable)
	binary.BigEndian.PutUint64(b[232:], c.Header.Use)
	binary.BigEndian.PutUint32(b[252:], Checksum(b[:252]))
	return sha256.Sum256(b[:digested])
}

// newChunk makes a chunk of kind that holds body, padded.
func newChunk(pool *media.Pool, kind Kind, body []byte) (*Chunk, error) {
	end := alignUp(HeaderSize + len(body) + 8)
	slab, err := pool.Get(end)
	if err != nil {
		return nil, fmt.Errorf("memory for a chunk: %w", err)
	}
	c := &Chunk{Slab: slab, Header: Header{Kind: kind, Length: uint32(end)}}
	b := slab.Bytes()
	at := HeaderSize + copy(b[HeaderSize:], body)
	putFree(b[at:end])
	c.sum()
	return c, nil
}

// InitChunk makes the chunk that declares tracks to those after it: a moov
// box, made by head, and the tracks themselves.
func InitChunk(pool *media.Pool, tracks []*media.Track, moov []byte) (*Chunk, error) {
	c, err := newChunk(pool, KindInit, appendTracks(moov, tracks))
	if c != nil {
		c.Tracks = tracks
	}
	return c, err
}

// gapType names the box of a gap chunk.
const gapType = "\x53\x68\x69\x48\x65\x6e\x67\x47\xa1\x00\x4b\x01\x28\x18\x16\x80"

// GapChunk makes the chunk that states a gap, so that its cause outlives the index.
func GapChunk(pool *media.Pool, g GapRow) (*Chunk, error) {
	b := make([]byte, 0, 64)
	b = append(b, 0, 0, 0, 0)
	b = append(b, "uuid"...)
	b = append(b, gapType...)
	b = binary.BigEndian.AppendUint64(b, g.AfterSeq)
	b = binary.BigEndian.AppendUint64(b, micros(g.From))
	b = binary.BigEndian.AppendUint64(b, micros(g.To))
	b = append(b, byte(len(g.Cause)))
	b = append(b, g.Cause...)
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	return newChunk(pool, KindGap, b)
}

// ParseGap reads a whole gap chunk back.
func ParseGap(chunk []byte, stream shiheng.StreamID) (GapRow, error) {
	g := GapRow{Stream: stream}
	if len(chunk) < HeaderSize {
		return g, shiheng.Invalid("gap.short")
	}
	kind, body, _, err := nextBox(chunk[HeaderSize:])
	if err != nil || kind != "uuid" || len(body) < 41 || string(body[:16]) != gapType || len(body) < 41+int(body[40]) {
		return g, shiheng.Invalid("gap.form")
	}
	be := binary.BigEndian
	g.AfterSeq = be.Uint64(body[16:])
	g.From, g.To = fromMicros(be.Uint64(body[24:])), fromMicros(be.Uint64(body[32:]))
	g.Cause = Cause(body[41 : 41+int(body[40])])
	return g, nil
}

// ParseInit reads the tracks of a whole init chunk.
func ParseInit(chunk []byte) ([]*media.Track, error) {
	if len(chunk) < HeaderSize {
		return nil, shiheng.Invalid("init.short")
	}
	for rest := chunk[HeaderSize:]; len(rest) > 0; {
		kind, body, next, err := nextBox(rest)
		if err != nil {
			return nil, err
		}
		if kind == "uuid" && len(body) >= 16 && string(body[:16]) == tracksType {
			return parseTracks(body[16:])
		}
		rest = next
	}
	return nil, shiheng.Invalid("init.tracks")
}

// Frames reads the frames of a media chunk back, ordered by DTS over all
// tracks. They share c's slab, which the caller keeps for as long as it uses
// them; each frame's Received is the chunk's time plus its place in it.
func (c *Chunk) Frames(ctx context.Context) ([]*media.Frame, error) {
	byID := map[uint8]*media.Track{}
	for _, t := range c.Tracks {
		byID[t.ID] = t
	}
	var tracks [][]*media.Frame
	first := int64(0)
	err := c.fragments(func(f *fragment, moof []byte) error {
		t := byID[f.track]
		if t == nil {
			return shiheng.Invalid("chunk.track", "track", uitoa(uint64(f.track)))
		}
		frames, err := c.samples(f, t, moof)
		if len(tracks) == 0 {
			first = f.base
		}
		tracks = append(tracks, frames)
		return err
	})
	if err != nil {
		return nil, err
	}
	return c.merge(tracks, first), context.Cause(ctx)
}

// samples cuts the samples of one fragment out of b, which begins at its moof.
func (c *Chunk) samples(f *fragment, t *media.Track, b []byte) ([]*media.Frame, error) {
	out := make([]*media.Frame, 0, f.count)
	at, dts := f.data, f.base
	for i := range f.count {
		s := f.sample(i)
		if at < 0 || uint64(at)+uint64(s.size) > uint64(len(b)) {
			return nil, shiheng.Invalid("chunk.sample", "seq", uitoa(c.Header.Seq))
		}
		end := at + int(s.size)
		out = append(out, &media.Frame{
			Track: t, DTS: dts, PTS: dts + int64(s.offset), Flags: s.flags,
			Data: b[at:end:end], Slab: c.Slab,
		})
		at, dts = end, dts+int64(s.duration)
	}
	return out, nil
}

// merge interleaves the tracks by DTS and gives each frame its times.
func (c *Chunk) merge(tracks [][]*media.Frame, first int64) []*media.Frame {
	var out []*media.Frame
	for {
		best := -1
		for i, t := range tracks {
			if len(t) > 0 && (best < 0 || t[0].DTS < tracks[best][0].DTS) {
				best = i
			}
		}
		if best < 0 {
			return out
		}
		f := tracks[best][0]
		tracks[best] = tracks[best][1:]
		after := time.Duration(f.DTS-first) * time.Second / media.TimeScale
		f.Received = c.Header.Wall.Add(after)
		if !c.Header.Device.IsZero() {
			f.Device = c.Header.Device.Add(after)
		}
		out = append(out, f)
	}
}
