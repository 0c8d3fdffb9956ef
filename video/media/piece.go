package media

import "bytes"

// adts is the state of an AAC lane whose frames carry ADTS headers.
type adts struct {
	on     bool
	header [3]byte // the parts of the last header that describe the track
}

// declare publishes the track of a piece lane, unless ADTS will.
func (l *Lane) declare(p Params) {
	t := &Track{ID: l.id, Codec: l.codec, SampleRate: p.SampleRate, Channels: p.Channels, Config: bytes.Clone(p.Config)}
	switch {
	case l.codec == AAC && len(p.Config) == 0:
		l.adts.on = true
		return
	case l.codec == PCMA || l.codec == PCMU:
		t.SampleRate, t.Channels = max(t.SampleRate, 0), max(t.Channels, 1)
		if t.SampleRate == 0 {
			t.SampleRate = 8000
		}
	}
	l.publish(t)
}

// Piece takes the next bytes of a frame of a lane that is not made of NAL
// units; EndPiece ends the frame. AAC without a declared configuration is read
// as ADTS and gives frames as their headers say.
func (l *Lane) Piece(p []byte) {
	if l == nil || l.hushed || len(p) == 0 {
		return
	}
	if l.pos == l.frame0 {
		l.begin()
	}
	l.put(p)
	if l.adts.on {
		l.readADTS()
	}
}

// EndPiece ends a frame of audio or opaque data. Opaque video ends with the
// next stamp instead, since a picture may come in several PES.
func (l *Lane) EndPiece() {
	if l == nil || l.hushed || l.form != pieceForm || l.adts.on || l.codec.Video() {
		return
	}
	l.endPiece()
}

func (l *Lane) endPiece() {
	if l.pos == l.frame0 || l.adts.on {
		return
	}
	l.sendPiece(l.frame0, l.pos)
	l.frame0 = l.pos
}

func (l *Lane) sendPiece(from, to int) {
	flags := Flags(0)
	if l.au.damaged {
		flags = Damaged
	}
	l.send(from, to, &l.au.stamp, flags)
	switch t := l.track; {
	case t.Codec == PCMA || t.Codec == PCMU:
		l.clock.length = int64(to-from) * TimeScale / int64(t.SampleRate*t.Channels)
	case t.Codec == AAC && t.SampleRate > 0:
		l.clock.length = 1024 * TimeScale / int64(t.SampleRate)
	}
	l.spent = true
	l.au = unit{}
}

// losePiece ends what came of the frame in the making.
func (l *Lane) losePiece() {
	if l.pos == l.frame0 {
		l.gap = true
		return
	}
	l.au.damaged = true
	if l.adts.on { // the rest of a frame is of no use without its length
		l.frame0, l.gap = l.pos, true
		return
	}
	l.endPiece()
}

// adtsRates are the sampling frequencies of ISO/IEC 14496-3 table 1.18.
var adtsRates = [13]int{96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350}

// readADTS emits the frames that are complete (ISO/IEC 14496-3 1.A.2).
func (l *Lane) readADTS() {
	for l.pos-l.frame0 >= 7 {
		h := l.buf[l.frame0:l.pos]
		size := int(h[3]&3)<<11 | int(h[4])<<3 | int(h[5])>>5
		head := 7
		if h[1]&1 == 0 {
			head = 9 // with CRC
		}
		if h[0] != 0xff || h[1]&0xf6 != 0xf0 || int(h[2]>>2&15) >= len(adtsRates) || size < head {
			l.frame0++ // not a header: look on
			l.au.damaged = true
			continue
		}
		if len(h) < size {
			return
		}
		l.describeADTS([3]byte{h[1] & 8, h[2], h[3] & 0xc0})
		at := l.frame0
		if size > head {
			l.sendPiece(at+head, at+size)
		}
		l.frame0 = at + size
		l.begin()
	}
}

func (l *Lane) describeADTS(h [3]byte) {
	if l.track != nil && h == l.adts.header {
		return
	}
	l.adts.header = h
	object, rate, channels := h[1]>>6+1, h[1]>>2&15, h[1]&1<<2|h[2]>>6
	l.publish(&Track{
		ID: l.id, Codec: AAC, SampleRate: adtsRates[rate], Channels: int(channels),
		Config: []byte{object<<3 | rate>>1, rate<<7 | channels<<3},
	})
}
