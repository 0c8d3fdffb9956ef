package media_test

import (
	"bytes"
	"testing"
	"time"

	"shiheng.internal/video/media"
)

// The kind of a NAL unit is read from whatever bytes come.
func FuzzNAL(f *testing.F) {
	for _, c := range clips {
		for _, nal := range naive(clip(f, c.name))[:6] {
			f.Add(nal)
		}
	}
	f.Add([]byte{0x40, 0x01})
	f.Add([]byte{0x67})
	f.Fuzz(func(t *testing.T, nal []byte) {
		for _, c := range []media.Codec{media.H264, media.H265, media.PCMA} {
			k := media.ReadNAL(c, nal)
			if k.Key && !k.Slice || k.First && !k.Slice || k.Set != media.NoSet && k.Slice {
				t.Errorf("kind contradicts itself: %+v", k)
			}
		}
		media.GuessCodec(nal)
		n := 0
		for range media.NALs(nal) {
			n++
		}
		if n > len(nal)/4 {
			t.Errorf("%d units in %d bytes", n, len(nal))
		}
	})
}

// Whatever comes in whatever pieces, no call panics, memory stays bounded and
// is given back, and of a byte stream no NAL byte is lost once its parameter
// sets are known.
func FuzzBuilder(f *testing.F) {
	for _, c := range clips {
		f.Add(clip(f, c.name)[:4000], []byte{7, 250, 3}, uint8(c.codec))
	}
	f.Add([]byte("\x00\x00\x01\x67\x00\x00\x00\x00\x01\x68\x01"), []byte{1}, uint8(0))
	f.Fuzz(func(t *testing.T, es, cuts []byte, codec uint8) {
		if len(es) > 1<<16 {
			return
		}
		b, s, pool := build(t)
		defer pool.Trim()
		params := media.Params{VPS: [][]byte{{0x40, 1}}, SPS: [][]byte{{1, 2}}, PPS: [][]byte{{3, 4}}}
		c := media.Codec(codec % 16)
		video := b.Lane(c, params)
		nals := c == media.H264 || c == media.H265
		sound := b.Lane(media.AAC, media.Params{})
		hurt := false
		for i, rest := 0, es; len(rest) > 0; i++ {
			n := len(rest)
			if len(cuts) > 0 {
				n = min(int(cuts[i%len(cuts)])+1, n)
			}
			switch n % 7 {
			case 1:
				video.At(media.Stamp{PTS: int64(i) * 3600, HasPTS: true, Received: t0.Add(time.Duration(i) * time.Millisecond)})
			case 2:
				video.End(media.Marker)
			case 3:
				if n%5 == 0 {
					video.Lost()
					sound.Lost()
					hurt = true
				}
			}
			if nals || c == media.CodecUnknown {
				video.AnnexB(rest[:n], 0)
			} else {
				video.Piece(rest[:n])
				video.EndPiece()
			}
			sound.Piece(rest[:n])
			rest = rest[n:]
		}
		b.Tick(t0.Add(time.Minute))
		b.Close()
		if used := pool.Stats().Used; used != 0 {
			t.Errorf("%d bytes of slabs not given back", used)
		}
		if !hurt && nals && b.Stats().Recoded == 0 && b.Stats().Damaged == 0 {
			sameNALs(t, s.nals(c), present(naive(es)))
		}
	})
}

// present leaves out the empty units between two start codes in a row.
func present(nals [][]byte) (out [][]byte) {
	for _, n := range nals {
		if len(bytes.TrimRight(n, "\x00")) > 0 {
			out = append(out, n)
		}
	}
	return out
}
