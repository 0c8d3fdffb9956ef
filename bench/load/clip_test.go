package main

import (
	"testing"
	"time"

	"shiheng.internal/video/media"
	"shiheng.internal/video/rtpframe"
)

// What the sender sends is a sound stream of the bit rate it claims: no frame
// damaged, no time that leaps, in either kind, over the end of the clip.
func TestClip(t *testing.T) {
	for _, kind := range []string{"rtsp", "ps"} {
		c, err := makeClip(kind)
		if err != nil {
			t.Fatal(err)
		}
		frames, bytes, keys, last := 0, 0, 0, int64(0)
		b, err := media.NewBuilder(media.BuilderConfig{Pool: media.NewPool(), SharedClock: true, Emit: func(f *media.Frame) {
			if frames > 0 && f.PTS-last != frameTicks {
				t.Errorf("%s: frame %d comes %d ticks after the one before", kind, frames, f.PTS-last)
			}
			last = f.PTS
			frames++
			bytes += len(f.Data)
			if f.IsKey() {
				keys++
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		formats := []rtpframe.Format{{Type: 96, Kind: rtpframe.Auto}}
		r, err := rtpframe.NewReceiver(rtpframe.Config{Builder: b, Formats: formats})
		if err != nil {
			t.Fatal(err)
		}
		p := &player{clip: c, ssrc: 7}
		now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		var buf []byte
		for range 3 * groupSize {
			var packets [][]byte
			buf, packets = p.next(buf, 4)
			now = now.Add(time.Second / frameRate)
			for _, b := range packets {
				r.Push(b[4:], now)
			}
		}
		r.Close()
		b.Close()
		if frames != 3*groupSize || keys != 3 {
			t.Errorf("%s: %d frames, %d of them key frames", kind, frames, keys)
		}
		if rate := float64(bytes) * 8 * frameRate / float64(frames); rate < 0.98*bitRate || rate > 1.02*bitRate {
			t.Errorf("%s: %.0f bit/s", kind, rate)
		}
		if st := b.Stats(); st.Damaged+st.Gaps+st.Jumps > 0 || r.Stats().Lost > 0 {
			t.Errorf("%s: %+v %+v", kind, st, r.Stats())
		}
	}
}
