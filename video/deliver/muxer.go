package deliver

import (
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/fmp4"
	"shiheng.internal/video/media"
)

// Codecs are what a player says it can show.
type codecs struct{ avc1, hvc1, opus, mp4a bool }

// parseCodecs reads the `codecs` list; unknown names are passed over. A player
// that names no picture coding gets H.264.
func parseCodecs(list []string) codecs {
	var c codecs
	for _, name := range list {
		switch name {
		case "avc1":
			c.avc1 = true
		case "hvc1":
			c.hvc1 = true
		case "opus":
			c.opus = true
		case "mp4a":
			c.mp4a = true
		}
	}
	c.avc1 = c.avc1 || !c.hvc1
	return c
}

// shows reports whether the player shows a picture coding.
func (c codecs) shows(v media.Codec) bool {
	return v == media.H264 && c.avc1 || v == media.H265 && c.hvc1
}

// plays reports whether the player plays a sound coding.
func (c codecs) plays(v media.Codec) bool {
	return v == media.Opus && c.opus || v == media.AAC && c.mp4a
}

// A segmenter turns frames into what a player appends: it knows which tracks
// the last init segment declared and numbers the fragments. It is used by one
// goroutine. Bytes collect in buf until the owner sent them.
type segmenter struct {
	buf      []byte
	sequence uint32
	video    *media.Track // of the last init; nil before the first
	audio    *media.Track // of the last init; nil for none
	soundEnd int64        // media time up to where sound was appended
	silence  []byte       // what gaps in the sound are filled with
	duration int          // where in buf the last fragment's duration stands
	run      [1]fmp4.Run
	sample   [1]fmp4.Sample
	stamp    []byte // a NAL unit that goes into the next frame, none when empty
	stampAt  int    // where in its data
}

// sameParams reports whether an init segment made for a serves b.
func sameParams(a, b *media.Track) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil {
		return false
	}
	return a.ID == b.ID && a.Codec == b.Codec && a.SampleRate == b.SampleRate && a.Channels == b.Channels &&
		slices.Equal(a.Config, b.Config) && equalSets(a.VPS, b.VPS) && equalSets(a.SPS, b.SPS) && equalSets(a.PPS, b.PPS)
}

func equalSets(a, b [][]byte) bool { return slices.EqualFunc(a, b, slices.Equal[[]byte]) }

// begin appends the init segment for the tracks (audio may be nil) and
// returns the message that goes before it. An unusable track is an ErrInvalid;
// nothing changed then.
func (s *segmenter) begin(video, audio *media.Track) (initMessage, error) {
	tracks := []*media.Track{video}
	if audio != nil {
		tracks = append(tracks, audio)
	}
	picture, err := fmp4.Describe(video)
	if err != nil {
		return initMessage{}, err
	}
	mime, err := fmp4.MIME(tracks...)
	if err != nil {
		return initMessage{}, err
	}
	buf, err := fmp4.AppendInit(s.buf, tracks...)
	if err != nil {
		return initMessage{}, err
	}
	if !sameParams(s.audio, audio) {
		s.silence = nil
	}
	s.buf, s.video, s.audio = buf, video, audio
	m := initMessage{
		Type: "init", MIME: mime, Codec: fmp4.CodecName(video.Codec),
		Width: picture.Width, Height: picture.Height, FPS: picture.FPS,
	}
	if audio != nil {
		m.Audio = fmp4.CodecName(audio.Codec)
	}
	return m, nil
}

// add appends a fragment with one frame at media time at.
func (s *segmenter) add(f *media.Frame, at int64, duration uint32) error {
	s.sequence++
	size := len(f.Data)
	if len(s.stamp) > 0 {
		size += 4 + len(s.stamp)
	}
	s.sample[0] = fmp4.Sample{Duration: duration, Size: uint32(size), Offset: int32(f.PTS - f.DTS), Key: f.IsKey()}
	s.run[0] = fmp4.Run{Track: f.Track.ID, Video: f.Track.Codec.Video(), Base: at, Samples: s.sample[:]}
	buf, err := fmp4.AppendFragment(s.buf, s.sequence, s.run[:]...)
	if err != nil {
		return err
	}
	s.duration = len(buf) - 8 - 16 // before the mdat head: the one entry of trun, duration first
	if len(s.stamp) > 0 {
		buf = append(buf, f.Data[:s.stampAt]...)
		buf = binary.BigEndian.AppendUint32(buf, uint32(len(s.stamp)))
		buf = append(buf, s.stamp...)
		s.buf = append(buf, f.Data[s.stampAt:]...)
		s.stamp = s.stamp[:0]
		return nil
	}
	s.buf = append(buf, f.Data...)
	return nil
}

// silenceMost bounds one stretch of silence.
const silenceMost = 30 * media.TimeScale

// fill bridges what has no sound up to media time at, as far as the track
// declared allows: with silence for Opus, with the last frame and a long
// duration for AAC. Media Source shows no picture where a declared track has
// nothing.
func (s *segmenter) fill(at int64) error {
	gap := min(at-s.soundEnd, silenceMost)
	switch {
	case s.audio == nil || gap <= 0:
		return nil
	case s.audio.Codec == media.Opus:
		if err := s.makeSilence(); err != nil {
			return err
		}
		return s.repeat(opusTicks, int(gap/opusTicks))
	case len(s.silence) > 0:
		return s.repeat(gap, 1)
	}
	s.soundEnd += gap // nothing to bridge it with
	return nil
}

// makeSilence encodes one packet of silence.
func (s *segmenter) makeSilence() error {
	if s.silence != nil {
		return nil
	}
	enc, err := newOpusEncoder()
	if err != nil {
		return err
	}
	packet := make([]byte, opusMost)
	size, err := enc.EncodeInt16(make([]int16, opusSamples), packet)
	if err != nil {
		return fmt.Errorf("encode silence: %w", err)
	}
	s.silence = packet[:size]
	return nil
}

// repeat appends the silence packet n times in one fragment.
func (s *segmenter) repeat(duration int64, n int) error {
	if n == 0 {
		return nil
	}
	samples := make([]fmp4.Sample, n)
	for i := range samples {
		samples[i] = fmp4.Sample{Duration: uint32(duration), Size: uint32(len(s.silence))}
	}
	s.sequence++
	buf, err := fmp4.AppendFragment(s.buf, s.sequence, fmp4.Run{Track: s.audio.ID, Base: s.soundEnd, Samples: samples})
	if err != nil {
		return err
	}
	for range n {
		buf = append(buf, s.silence...)
	}
	s.buf = buf
	s.soundEnd += int64(n) * duration
	return nil
}

// addSound appends a frame of sound right behind the one before, filling what
// is missing between them. Frames that lie in what was filled are left out.
func (s *segmenter) addSound(f *media.Frame, at int64) error {
	duration := soundDuration(f)
	gap := at - s.soundEnd
	if gap < -soundOverlap {
		return nil
	}
	if gap >= int64(duration) {
		if err := s.fill(at); err != nil {
			return err
		}
	}
	at = s.soundEnd
	s.soundEnd += int64(duration)
	if f.Track.Codec == media.AAC {
		s.silence = append(s.silence[:0], f.Data...)
	}
	return s.add(f, at, duration)
}

// soundOverlap is how far behind the sound's end a frame may begin: clocks are
// rounded and restless.
const soundOverlap = media.TimeScale / 100

// A liveMuxer decides, frame by frame, what of a live stream goes to one
// player. It is used by one goroutine.
type liveMuxer struct {
	segmenter
	can     codecs
	time    timeline
	waitKey bool
	bad     int // key frames in a row that no init could be made for

	sound      *media.Track // newest value of the sound track heard
	soundSeen  time.Time    // when the stream's sound was last heard
	soundSince time.Time    // since when it is heard without a pause
	clockAt    time.Time    // when the player was last told the time
}

// verdict says what the owner does after a frame was taken.
type verdict uint8

const (
	took    verdict = iota // appended to buf
	skipped                // nothing to send
	wantKey                // skipped, and a key frame is needed soon
	restart                // it needs a new init: flush, then call reinit
	another                // the player cannot show this coding: walk the ladder again
)

const (
	soundLate  = media.TimeScale / 2     // sound this far behind the picture is filled with silence
	soundGone  = 1500 * time.Millisecond // a stream silent for this long is shown without sound, or Media Source would wait for it
	soundBack  = 3 * time.Second         // sound heard for this long is taken in again
	badKeys    = 5
	clockEvery = time.Second
)

// take looks at a frame and appends it to buf if it can be sent. lost tells
// that frames before it are missing.
func (m *liveMuxer) take(f *media.Frame, lost bool) (verdict, error) {
	switch {
	case f.Track == nil:
		return skipped, nil
	case f.Track.Codec.Video():
		return m.takeVideo(f, lost)
	case m.can.plays(f.Track.Codec):
		return m.takeSound(f)
	}
	return skipped, nil
}

func (m *liveMuxer) takeVideo(f *media.Frame, lost bool) (verdict, error) {
	if m.video != nil && f.Track.ID != m.video.ID {
		return skipped, nil // a second picture in the same stream is nobody's wish
	}
	if !m.can.shows(f.Track.Codec) {
		return another, nil
	}
	if !f.IsKey() {
		if (lost || f.Flags&media.Gap != 0) && !m.waitKey {
			m.waitKey = true
			return wantKey, nil
		}
		if m.waitKey || m.video == nil {
			return skipped, nil
		}
	} else if m.needsInit(f) {
		return restart, nil
	}
	m.waitKey = false
	at, duration := m.time.video(f.DTS)
	if at-m.soundEnd > soundLate {
		if err := m.fill(at - soundLate/2); err != nil {
			return skipped, err
		}
	}
	return took, m.add(f, at, duration)
}

// needsInit reports whether the player's init does not fit a key frame: the
// first, new parameters, or sound that came or went.
func (m *liveMuxer) needsInit(f *media.Frame) bool {
	if !sameParams(m.video, f.Track) {
		return true
	}
	m.video = f.Track
	if m.audio != nil {
		gone := m.audio.Codec != media.Opus && !m.heard(f) // Opus is filled with silence
		return gone || m.sound != nil && !sameParams(m.audio, m.sound)
	}
	return m.heard(f) && f.Received.Sub(m.soundSince) > soundBack
}

// heard reports whether the stream has sound at the time of f.
func (m *liveMuxer) heard(f *media.Frame) bool { return f.Received.Sub(m.soundSeen) < soundGone }

// reinit makes the init that a key frame needs, with audio when the stream
// has sound the player plays, and appends the frame.
func (m *liveMuxer) reinit(f *media.Frame, audio *media.Track) (initMessage, error) {
	if m.audio != nil && m.audio.Codec != media.Opus && !m.heard(f) {
		audio = nil // the sound went away
	}
	msg, err := m.begin(f.Track, audio)
	if err != nil {
		if m.bad++; m.bad >= badKeys {
			return msg, shiheng.Invalid("codec.unplayable", "codec", fmp4.CodecName(f.Track.Codec)).From(err)
		}
		m.waitKey = true
		return msg, err
	}
	m.bad, m.waitKey = 0, false
	if audio != nil {
		m.soundSeen = f.Received
	}
	at, duration := m.time.video(f.DTS)
	m.soundEnd = max(m.soundEnd, at)
	msg.Epoch = stamp(f.Received.Add(-ticks(at)))
	return msg, m.add(f, at, duration)
}

func (m *liveMuxer) takeSound(f *media.Frame) (verdict, error) {
	if m.audio != nil && f.Track.ID != m.audio.ID {
		return skipped, nil // a second sound in the same stream
	}
	if f.Received.Sub(m.soundSeen) > soundGone {
		m.soundSince = f.Received
	}
	m.sound, m.soundSeen = f.Track, f.Received
	if m.audio == nil || m.waitKey || !sameParams(m.audio, f.Track) {
		return skipped, nil
	}
	at, ok := m.time.sound(f.DTS)
	if !ok {
		return skipped, nil
	}
	return took, m.addSound(f, at)
}

// soundDuration is how long a sound frame lasts.
func soundDuration(f *media.Frame) uint32 {
	if f.Track.Codec == media.AAC && f.Track.SampleRate > 0 {
		return uint32(1024 * media.TimeScale / f.Track.SampleRate)
	}
	return opusTicks
}

// ticks turns media time into a duration.
func ticks(n int64) time.Duration {
	return time.Duration(n) * time.Second / media.TimeScale
}
