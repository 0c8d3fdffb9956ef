package deliver

import (
	"fmt"
	"time"

	"github.com/thesyncim/gopus"

	"shiheng.internal/video/media"
)

// Sound for browsers: G.711 is what cameras send and what Media Source does
// not play; Opus is the nearest that it does.
const (
	opusSamples    = 160                    // 20 ms at 8 kHz
	opusTicks      = media.TimeScale / 50   // 20 ms
	opusRate       = 24_000                 // bit/s
	opusComplexity = 2                      // of 10: a quarter cheaper, and G.711 has no more to give
	opusMost       = 512                    // bytes of one frame; at 24 kbit/s some 60
	soundSlab      = 64 << 10               // memory for about a thousand frames
	soundJump      = media.TimeScale / 10   // a clock this far off begins anew
	soundPerDTS    = media.TimeScale / 8000 // ticks per sample
)

// opusEncoder is what is asked of an Opus library: 20 ms of 8 kHz mono in,
// one packet out, its length returned.
type opusEncoder interface {
	EncodeInt16(pcm []int16, packet []byte) (int, error)
}

// newOpusEncoder makes an encoder for voice, 8 kHz mono, 24 kbit/s.
func newOpusEncoder() (opusEncoder, error) {
	enc, err := gopus.NewEncoder(gopus.EncoderConfig{SampleRate: 8000, Channels: 1, Application: gopus.ApplicationVoIP})
	if err != nil {
		return nil, fmt.Errorf("make Opus encoder: %w", err)
	}
	if err := enc.SetFrameSize(opusSamples); err != nil {
		return nil, fmt.Errorf("set Opus frame size: %w", err)
	}
	if err := enc.SetBitrate(opusRate); err != nil {
		return nil, fmt.Errorf("set Opus bit rate: %w", err)
	}
	if err := enc.SetComplexity(opusComplexity); err != nil {
		return nil, fmt.Errorf("set Opus complexity: %w", err)
	}
	return enc, nil
}

func isG711(c media.Codec) bool { return c == media.PCMA || c == media.PCMU }

// opusTrack is the track that encoding t gives.
func opusTrack(t *media.Track) *media.Track {
	return &media.Track{ID: t.ID, Codec: media.Opus, Generation: t.Generation, SampleRate: 8000, Channels: 1}
}

// A soundEncoder turns G.711 frames of any length into Opus frames of 20 ms.
// It is used by one goroutine.
type soundEncoder struct {
	pool      *media.Pool
	emit      func(*media.Frame) // does not keep the frame's reference
	announced bool

	enc   opusEncoder
	from  *media.Track // the G.711 track
	track *media.Track // the Opus track
	pcm   [opusSamples]int16
	have  int   // samples in pcm
	next  int64 // DTS of the next packet
	slab  *media.Slab
	used  int // of slab
	table *[256]int16
}

// encode takes one G.711 frame.
func (e *soundEncoder) encode(f *media.Frame) error {
	if err := e.begin(f.Track); err != nil {
		return err
	}
	if drift := f.DTS - (e.next + int64(e.have*soundPerDTS)); drift > soundJump || drift < -soundJump {
		e.have, e.next = 0, f.DTS
	}
	for _, b := range f.Data {
		e.pcm[e.have] = e.table[b]
		if e.have++; e.have < opusSamples {
			continue
		}
		e.have = 0
		if err := e.packet(f.Received); err != nil {
			return err
		}
	}
	return nil
}

// begin makes the encoder, anew when the track changed.
func (e *soundEncoder) begin(t *media.Track) error {
	if e.from == t {
		return nil
	}
	enc, err := newOpusEncoder()
	if err != nil {
		return err
	}
	e.enc, e.from, e.track, e.have = enc, t, opusTrack(t), 0
	e.table = alawTable()
	if t.Codec == media.PCMU {
		e.table = ulawTable()
	}
	return nil
}

// packet encodes what pcm holds and emits it.
func (e *soundEncoder) packet(received time.Time) error {
	if e.slab == nil || e.used+opusMost > soundSlab {
		slab, err := e.pool.Get(soundSlab)
		if err != nil {
			return err
		}
		e.close()
		e.slab, e.used = slab, 0
	}
	room := e.slab.Bytes()[e.used : e.used+opusMost]
	n, err := e.enc.EncodeInt16(e.pcm[:], room)
	if err != nil {
		return fmt.Errorf("encode sound: %w", err)
	}
	f := &media.Frame{Track: e.track, PTS: e.next, DTS: e.next, Received: received, Data: room[:n:n], Slab: e.slab}
	e.used += n
	e.next += opusTicks
	e.emit(f)
	return nil
}

// close gives the memory back; frames still queued keep theirs.
func (e *soundEncoder) close() {
	if e.slab != nil {
		e.slab.Release()
		e.slab = nil
	}
}
