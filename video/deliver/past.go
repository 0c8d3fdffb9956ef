package deliver

import (
	"encoding/binary"
	"time"

	"shiheng.internal/video/media"
)

const mediaScale = media.TimeScale

// toTicks is d in 90 kHz ticks.
func toTicks(d time.Duration) int64 {
	return int64(d/time.Second)*mediaScale + int64(d%time.Second)*mediaScale/int64(time.Second)
}

// A pastMuxer puts recorded frames on the player's timeline, which keeps real
// time: media time is server time less the epoch. Within a run the camera's
// own clock keeps the distances between frames; the timeline follows the
// server's clock slowly, at key frames. One goroutine uses it.
type pastMuxer struct {
	segmenter
	can   codecs
	pool  *media.Pool
	epoch time.Time
	keys  bool  // key frames only, no sound
	coded bool  // pictures are transcoded: what comes is to be shown, key frame or not
	sent  int64 // where the next bytes are expected to begin

	anchored bool
	offset   int64 // media time − decode time, while anchored
	last     int64 // media time of the last picture, -1 before the first
	step     int64 // distance of the last two pictures
	waitKey  bool
	joined   bool // the next picture continues the last one
	again    bool // an init is due whatever the parameters
	sounding bool // the next init declares sound
	pending  int  // offset in buf of the last picture's fragment, -1 for none

	sound   *media.Track // newest sound track seen that the player can get
	soundAt int64        // media time of the last sound
	encoder *soundEncoder
	failed  error // of the encoder's emit
}

const (
	slew       = mediaScale / 100 // how far the timeline follows the server's clock at a key frame
	driftMost  = mediaScale / 2   // more than this is a jump: anchor anew
	joinMost   = 30 * mediaScale  // pictures further apart leave a hole
	soundApart = 2 * mediaScale   // sound missing for this long has ended
)

func (m *pastMuxer) media(at time.Time) int64   { return toTicks(at.Sub(m.epoch)) }
func (m *pastMuxer) wall(media int64) time.Time { return m.epoch.Add(ticks(media)) }

// seek forgets everything but what the player can show.
func (m *pastMuxer) seek(keys bool) {
	m.buf = m.buf[:0]
	m.keys, m.last, m.step, m.pending, m.soundEnd = keys, -1, stepFirst, -1, 0
	m.again = true
	m.interrupt()
}

// interrupt says that the next frames do not continue the last ones.
func (m *pastMuxer) interrupt() {
	m.anchored, m.waitKey, m.joined = false, true, false
	if m.encoder != nil {
		m.encoder.next, m.encoder.have = 0, 0
	}
}

// change switches to key frames only, or back, from the next key frame on.
func (m *pastMuxer) change(keys bool) {
	m.keys, m.again = keys, true
	m.interrupt()
}

// look decides what becomes of a frame, and where it lies.
func (m *pastMuxer) look(f *media.Frame) (verdict, int64) {
	switch {
	case f.Track == nil:
		return skipped, 0
	case f.Track.Codec.Video():
		return m.lookVideo(f)
	case m.keys || !m.hears(f.Track.Codec):
		return skipped, 0
	}
	if !m.anchored {
		return skipped, 0
	}
	at := f.DTS + m.offset
	m.sound, m.soundAt = f.Track, at
	if m.audio == nil || m.audio.ID != f.Track.ID || m.waitKey || at < 0 {
		return skipped, 0
	}
	return took, at
}

func (m *pastMuxer) lookVideo(f *media.Frame) (verdict, int64) {
	if m.video != nil && m.video.ID != f.Track.ID {
		return skipped, 0
	}
	if !m.can.shows(f.Track.Codec) {
		return another, 0
	}
	if !f.IsKey() {
		m.waitKey = m.waitKey || f.Flags&media.Gap != 0
		if m.waitKey || m.keys && !m.coded || !m.anchored {
			return skipped, 0
		}
	} else {
		m.anchor(f)
	}
	at := f.DTS + m.offset
	switch {
	case at < 0, at <= m.last:
		return skipped, 0 // before the grant's span, or sent already
	case f.IsKey() && m.needsInit(f, at):
		return restart, at
	}
	m.waitKey = false
	return took, at
}

// anchor ties the camera's clock to the server's at a key frame.
func (m *pastMuxer) anchor(f *media.Frame) {
	want := m.media(f.Received) - f.DTS
	drift := want - m.offset
	switch {
	case !m.anchored, drift > driftMost, drift < -driftMost:
		m.anchored, m.offset = true, want
	case f.DTS+m.offset > m.last: // not when it comes once more
		m.offset += min(max(drift, -slew), slew)
	}
}

// needsInit reports whether the player's init does not fit a key frame.
func (m *pastMuxer) needsInit(f *media.Frame, at int64) bool {
	if !m.joined {
		m.soundAt = at // nothing is known yet behind a gap
	}
	heard := m.sound != nil && at-m.soundAt < soundApart && m.soundAt-at < soundApart
	m.sounding = heard
	if m.again || !sameParams(m.video, f.Track) {
		m.sounding = m.sound != nil && (!m.keys || isG711(m.sound.Codec))
		return true
	}
	if m.keys || m.audio != nil && m.audio.Codec == media.Opus {
		return false // filled with silence
	}
	return heard != (m.audio != nil) || heard && m.audio.Codec == media.AAC && !sameParams(m.audio, m.sound)
}

// hears reports whether the player can get a sound coding, encoded if need be.
func (m *pastMuxer) hears(c media.Codec) bool {
	return m.can.plays(c) || isG711(c) && m.can.opus
}

// expect tells of the run's tracks, so that the first init declares sound.
func (m *pastMuxer) expect(tracks []*media.Track) {
	m.sound = nil
	for _, t := range tracks {
		if m.hears(t.Codec) {
			m.sound = t
			return
		}
	}
}

// reinit appends the init that a key frame at media time at needs.
func (m *pastMuxer) reinit(f *media.Frame, at int64) (initMessage, error) {
	var audio *media.Track
	if m.sounding {
		audio, m.soundAt = m.sound, at
		if isG711(m.sound.Codec) {
			audio = opusTrack(m.sound)
		}
	}
	if m.audio == nil {
		m.soundEnd = at
	}
	msg, err := m.begin(f.Track, audio)
	m.again, m.waitKey = err != nil, err != nil
	return msg, err
}

// append appends a frame that look took.
func (m *pastMuxer) append(f *media.Frame, at int64) error {
	if f.Track.Codec.Video() {
		m.video = f.Track
		if err := m.quiet(at); err != nil {
			return err
		}
		m.settle(at)
		m.pending = len(m.buf)
		m.last, m.sent = at, at+m.step
		return m.add(f, at, uint32(m.step))
	}
	duration := m.duration
	defer func() { m.duration = duration }() // of the pending picture
	if !isG711(f.Track.Codec) {
		return m.addSound(f, at)
	}
	if m.encoder == nil {
		m.encoder = &soundEncoder{pool: m.pool, emit: m.opus}
	}
	err := m.encoder.encode(f)
	if err == nil {
		err, m.failed = m.failed, nil
	}
	return err
}

// opus appends a frame of the encoder.
func (m *pastMuxer) opus(f *media.Frame) {
	if at := f.DTS + m.offset; at >= 0 && m.failed == nil {
		m.failed = m.addSound(f, at)
	}
}

// quiet fills with silence what has no sound up to a picture at media time
// at. It comes before settle, since the pending picture stays where it is.
func (m *pastMuxer) quiet(at int64) error {
	duration := m.duration
	defer func() { m.duration = duration }()
	switch {
	case !m.joined:
		m.soundEnd = at // a hole stays a hole
	case m.keys:
		return m.fill(at)
	case at-m.soundEnd > soundLate:
		return m.fill(at - soundLate/2)
	}
	return nil
}

// round fills the sound of the last key frame up to its end.
func (m *pastMuxer) round() error {
	if !m.keys || m.pending < 0 {
		return nil
	}
	return m.fill(m.last + m.step)
}

// settle gives the pending picture the duration that reaches to at.
func (m *pastMuxer) settle(at int64) {
	if m.joined && at-m.last < joinMost {
		m.step = at - m.last
		if m.pending >= 0 {
			binary.BigEndian.PutUint32(m.buf[m.duration:], uint32(m.step))
		}
	}
	m.joined = true
}

// ready is what may be sent: all, or all before the pending picture.
func (m *pastMuxer) ready(all bool) []byte {
	if all || m.pending < 0 {
		return m.buf
	}
	return m.buf[:m.pending]
}

// taken takes n sent bytes out.
func (m *pastMuxer) taken(n int) {
	rest := copy(m.buf, m.buf[n:])
	m.buf = m.buf[:rest]
	m.pending, m.duration = max(m.pending-n, -1), m.duration-n
	if rest == 0 {
		m.pending = -1
	}
}

// close gives memory back.
func (m *pastMuxer) close() {
	if m.encoder != nil {
		m.encoder.close()
	}
}
