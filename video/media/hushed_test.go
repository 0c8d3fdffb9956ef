package media_test

import (
	"bytes"
	"testing"
	"time"

	"shiheng.internal/video/media"
)

// TestHushed: a lane of sound keeps nothing and takes no memory, whatever is
// said to it; pictures beside it are not touched, and tracks keep their
// numbers.
func TestHushed(t *testing.T) {
	pool := media.NewPool()
	s := &sink{t: t}
	b, err := media.NewBuilder(media.BuilderConfig{Pool: pool, Emit: s.emit, SharedClock: true, Hushed: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []media.Codec{media.PCMA, media.PCMU, media.AAC, media.G722, media.G723, media.G729, media.SVACA} {
		l := b.Lane(c, media.Params{SampleRate: 8000, Channels: 1, Config: []byte{0x14, 0x08}})
		if l.Codec() != c || l.Track() != nil {
			t.Errorf("lane of %s says %s, %+v", c, l.Codec(), l.Track())
		}
		for range 3 {
			l.At(media.Stamp{Received: t0, PTS: 90, HasPTS: true})
			l.Piece(bytes.Repeat([]byte{0xd5}, 320))
			l.EndPiece()
			l.Lost()
			l.AnnexB([]byte{0, 0, 0, 1, 0x67}, 0)
			l.Fragment([]byte{0x67}, true, true)
			l.Recode(media.H264)
			l.End(0)
			l.Flush()
		}
	}
	b.Tick(t0.Add(3 * time.Second))
	if len(s.frames) != 0 || b.Stats().Hushed != 7 {
		t.Errorf("%d frames, %d hushed", len(s.frames), b.Stats().Hushed)
	}
	v := b.Lane(media.H264, media.Params{})
	if v.ID() != 1 {
		t.Errorf("the picture is track %d", v.ID())
	}
	if private := b.Lane(media.Private, media.Params{}); private.ID() != 9 {
		t.Errorf("the private stream is track %d, want 9: as with sound", private.ID())
	}
	b.Close()
}
