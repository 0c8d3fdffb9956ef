// Package recordtest makes streams of frames that tests of the recorder and of
// footage stores can check byte for byte: every payload can be told from its
// number, so that what is read back proves its origin.
package recordtest

import (
	"encoding/binary"
	"math/rand/v2"
	"time"

	"shiheng.internal/video/media"
)

// A Source makes the frames of one camera: H.264-like pictures, 25 a second,
// with a key frame at the beginning of each group, and G.711 sound beside
// them when Sound is set. It belongs to one goroutine.
type Source struct {
	Pool      *media.Pool
	Start     time.Time
	Group     int // pictures from key frame to key frame, 25 when 0
	FrameSize int // bytes of a picture, 2000 when 0
	Sound     bool
	NoPicture bool
	Tag       byte // tells sources apart
	// Ahead is how far the device's clock is ahead; frames tell its time when
	// it is not 0.
	Ahead time.Duration

	video, audio *media.Track
	n            int // pictures made
	seq          uint64
	keyed, gap   bool
	slab         *media.Slab
	at           int
}

// Next returns the frames of the next 40 ms. The caller releases each frame's slab.
func (s *Source) Next() []*media.Frame {
	if s.video == nil {
		s.setDefaults()
	}
	var out []*media.Frame
	now := s.Start.Add(time.Duration(s.n) * 40 * time.Millisecond)
	dts := int64(s.n) * media.TimeScale / 25
	if !s.NoPicture {
		out = append(out, s.picture(now, dts))
	}
	if s.Sound {
		for i := range int64(2) {
			out = append(out, s.sound(now, dts+i*1800))
		}
	}
	s.n++
	return out
}

func (s *Source) setDefaults() {
	if s.Group == 0 {
		s.Group = 25
	}
	if s.FrameSize == 0 {
		s.FrameSize = 2000
	}
	s.video = &media.Track{
		ID: 1, Codec: media.H264, Generation: 1, Width: 320, Height: 240,
		SPS: [][]byte{{0x67, 0x42, 0xc0, 0x1e, 0xd9, 0x01, 0x41, 0xfb, 0x01, 0x10, 0, 0, 3, 0, 0x10, 0, 0, 3, 3, 0x20, 0xf1, 0x62, 0xe4, 0x80}},
		PPS: [][]byte{{0x68, 0xcb, 0x83, 0xcb, 0x20}},
	}
	s.audio = &media.Track{ID: 2, Codec: media.PCMA, Generation: 1, SampleRate: 8000, Channels: 1}
}

func (s *Source) picture(now time.Time, dts int64) *media.Frame {
	key := s.n%s.Group == 0 || s.keyed
	s.keyed = false
	if key || s.n%25 == 0 {
		s.turn()
	}
	b := s.slab.Bytes()[s.at : s.at+s.FrameSize]
	s.at += s.FrameSize
	Fill(b, s.Tag, uint64(s.n))
	f := s.frame(s.video, now, dts, b, s.slab)
	if key {
		f.Flags = media.Key
	}
	if s.gap {
		s.gap = false
		f.Flags |= media.Gap
	}
	s.slab.Retain()
	return f
}

func (s *Source) sound(now time.Time, dts int64) *media.Frame {
	slab := mustGet(s.Pool, 160)
	b := slab.Bytes()[:160]
	Fill(b, s.Tag^0x80, uint64(dts))
	return s.frame(s.audio, now, dts, b, slab)
}

func (s *Source) frame(t *media.Track, now time.Time, dts int64, b []byte, slab *media.Slab) *media.Frame {
	s.seq++
	f := &media.Frame{Track: t, Seq: s.seq, PTS: dts + 3600, DTS: dts, Received: now, Data: b, Slab: slab}
	if s.Ahead != 0 {
		f.Device = now.Add(s.Ahead)
	}
	return f
}

// turn goes to the next slab.
func (s *Source) turn() {
	if s.slab != nil {
		s.slab.Release()
	}
	s.slab = mustGet(s.Pool, media.HeadSize+25*s.FrameSize+media.TailSize)
	s.at = media.HeadSize
}

// Close gives the last slab back.
func (s *Source) Close() {
	if s.slab != nil {
		s.slab.Release()
		s.slab = nil
	}
}

func mustGet(p *media.Pool, n int) *media.Slab {
	s, err := p.Get(n)
	if err != nil {
		panic(err)
	}
	return s
}

// Fill writes the payload with the given number: one NAL unit, its length
// before it, with bytes that only this tag and number have.
func Fill(b []byte, tag byte, number uint64) {
	rng := rand.New(rand.NewPCG(uint64(tag), number))
	i := 0
	for ; i+8 <= len(b); i += 8 {
		binary.LittleEndian.PutUint64(b[i:], rng.Uint64())
	}
	for ; i < len(b); i++ {
		b[i] = byte(rng.Uint32())
	}
	if len(b) >= 16 {
		binary.BigEndian.PutUint32(b, uint32(len(b)-4))
		b[4] = 0x41
		b[5] = tag
		binary.BigEndian.PutUint64(b[8:], number)
	}
}

// Number reads the number back from a payload.
func Number(b []byte) (tag byte, number uint64) {
	if len(b) < 16 {
		return 0, 0
	}
	return b[5], binary.BigEndian.Uint64(b[8:])
}

// Reopen lets the source go on, with the next key frame, as one that was
// closed and opened again: the stream counts anew.
func (s *Source) Reopen() {
	s.seq = 0
	if s.Group > 0 {
		s.n = (s.n + s.Group - 1) / s.Group * s.Group
	}
}

// Made is how many pictures' times have gone by.
func (s *Source) Made() int { return s.n }

// SkipToKey lets the next picture be a key frame, without a hole in the numbers.
func (s *Source) SkipToKey() { s.keyed = true }

// Lose lets the next n ticks never come: the picture after them says so.
func (s *Source) Lose(n int) { s.n, s.gap = s.n+n, true }
