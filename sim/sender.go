package sim

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"shiheng.internal/video/media"
	"shiheng.internal/video/ps"
	"shiheng.internal/video/rtpframe"
)

// A sender wraps items as PS in RTP and puts them on a wire, as badly as it is
// told to. It belongs to one goroutine.
type sender struct {
	m     Manners
	wire  wire
	udp   bool
	rng   *rand.Rand
	mux   *ps.Muxer
	split rtpframe.Packetizer
	video *media.Track
	sound *media.Track
	beep  *tone // nil without sound

	began   time.Time
	base    int64         // added to all times
	jumps   time.Duration // how many there were
	waitKey bool          // after a stall
	length  time.Duration // of the last picture, for pacing
	last    int64         // DTS of it
	pack    []byte
	held    []byte // a packet that the next one overtakes
	burst   int    // packets of this picture sent at once so far
}

// newSender makes a sender for one session; ssrc is what was agreed.
func newSender(m Manners, w wire, ssrc uint32, sound bool, seed uint64) *sender {
	rng := rand.New(rand.NewPCG(seed, 0x51a9))
	_, udp := w.(*udpWire)
	s := &sender{
		m: m, wire: w, udp: udp, rng: rng, began: time.Now(),
		mux:   ps.NewMuxer(ps.MuxConfig{NoMap: m.NoPSM, MapOnce: m.PSMOnce, NoSystemHeader: m.NoSystemHeader, ZeroLength: m.PESZero}),
		split: rtpframe.Packetizer{Type: 96, SSRC: ssrc, Seq: uint16(rng.Uint32())},
	}
	switch {
	case m.SSRCZero:
		s.split.SSRC = 0
	case m.SSRCWrong:
		s.split.SSRC = ssrc ^ 0x5a5a
	}
	if m.Wrap {
		s.base = 1<<33 - 10*media.TimeScale
	}
	if sound {
		s.beep = newTone()
		s.sound = &media.Track{ID: 2, Codec: media.PCMA, SampleRate: toneRate, Channels: 1}
	}
	return s
}

// errReset ends a session whose connection the device resets.
var errReset = errors.New("the device reset its connection")

// write sends one item of the source.
func (s *sender) write(ctx context.Context, i item) error {
	if s.video == nil {
		s.video = &media.Track{ID: 1, Codec: i.codec}
		if err := s.declare(); err != nil {
			return err
		}
	}
	age := time.Since(s.began)
	if s.m.TCPReset > 0 && !s.udp && age > s.m.TCPReset {
		return errReset
	}
	if s.stalled(age, i.key) {
		return nil
	}
	if s.m.Jump > 0 && age/s.m.Jump > s.jumps {
		s.jumps = age / s.m.Jump
		s.base += int64(time.Hour/time.Second) * media.TimeScale
	}
	if s.beep != nil {
		err := s.beep.until(i.pts, func(i item) error { return s.put(ctx, s.sound, i) })
		if err != nil {
			return err
		}
	}
	if step := span(i.dts - s.last); step > 0 && step < time.Second {
		s.length = step
	}
	s.last = i.dts
	return s.put(ctx, s.video, i)
}

func (s *sender) declare() error {
	if err := s.mux.Declare(s.video); err != nil {
		return err
	}
	if s.sound == nil {
		return nil
	}
	return s.mux.Declare(s.sound)
}

// stalled reports whether nothing is sent now. It goes on at a key frame.
func (s *sender) stalled(age time.Duration, key bool) bool {
	if s.m.StallEvery > 0 && age%s.m.StallEvery >= s.m.StallEvery-s.m.StallFor && age > s.m.StallFor {
		s.waitKey = true
		return true
	}
	s.waitKey = s.waitKey && !key
	return s.waitKey
}

// put sends one frame.
func (s *sender) put(ctx context.Context, t *media.Track, i item) error {
	f := media.Frame{Track: t, PTS: s.base + i.pts, DTS: s.base + i.dts, Data: i.data}
	if i.key {
		f.Flags = media.Key
	}
	var err error
	if s.pack, err = s.mux.Append(s.pack[:0], &f); err != nil {
		return err
	}
	s.burst = 0
	pause := s.pause(len(s.pack))
	err = s.split.Split(s.pack, uint32(f.PTS), func(p []byte) error {
		if s.burst++; pause > 0 && s.burst%burstPackets == 0 {
			if err := sleep(ctx, time.Now().Add(pause)); err != nil {
				return err
			}
		}
		return s.packet(p)
	})
	if err != nil {
		return err
	}
	return s.wire.flush()
}

// burstPackets may leave a device at once over UDP.
const burstPackets = 8

// pause is what a large picture waits between bursts, so that it takes half
// the time of a picture (gb28181.md §19).
func (s *sender) pause(size int) time.Duration {
	bursts := size / (rtpframe.MTU * burstPackets)
	if !s.udp || bursts == 0 {
		return 0
	}
	return min(s.length/2/time.Duration(bursts), 5*time.Millisecond)
}

// packet sends one packet, or what becomes of it.
func (s *sender) packet(p []byte) error {
	if !s.udp {
		return s.wire.send(p)
	}
	if s.m.Loss > 0 && s.rng.Float64() < s.m.Loss {
		return nil
	}
	if s.m.Reorder > 0 && s.held == nil && s.rng.Float64() < s.m.Reorder {
		s.held = append([]byte(nil), p...)
		return nil
	}
	if err := s.wire.send(p); err != nil {
		return err
	}
	if s.m.Duplicate > 0 && s.rng.Float64() < s.m.Duplicate {
		if err := s.wire.send(p); err != nil {
			return err
		}
	}
	if s.held == nil {
		return nil
	}
	late := s.held
	s.held = nil
	return s.wire.send(late)
}
