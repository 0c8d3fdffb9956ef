package sim

import (
	"math"

	"github.com/zaf/g711"

	"shiheng.internal/video/media"
)

// A tone is the sound of a practice camera: a short beep each second in G.711
// A-law, so that sound can be heard to be there and to be in step.
type tone struct {
	second  [toneRate]byte // one second of it
	next    int64          // sample that comes next
	started bool
}

const (
	toneRate  = 8000
	tonePiece = 320 // samples in one item: 40 ms
	toneBeep  = toneRate / 5
)

func newTone() *tone {
	t := &tone{}
	for i := range t.second {
		var v float64
		if i < toneBeep {
			v = 6000 * math.Sin(2*math.Pi*440*float64(i)/toneRate)
		}
		t.second[i] = g711.EncodeAlawFrame(int16(v))
	}
	return t
}

// until hands out the sound that belongs before pts.
func (t *tone) until(pts int64, take func(item) error) error {
	sample := pts * toneRate / media.TimeScale
	if !t.started || sample-t.next > toneRate { // begin, or go on after a break
		t.next, t.started = sample/tonePiece*tonePiece, true
	}
	for t.next+tonePiece <= sample {
		at := int(t.next % toneRate)
		end := min(at+tonePiece, toneRate)
		piece := t.second[at:end]
		stamp := t.next * media.TimeScale / toneRate
		if err := take(item{codec: media.PCMA, pts: stamp, dts: stamp, data: piece}); err != nil {
			return err
		}
		t.next += int64(len(piece))
	}
	return nil
}
