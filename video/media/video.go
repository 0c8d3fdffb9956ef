package media

import (
	"bytes"
	"encoding/binary"
)

// A Hint is a sign that an access unit ended, which a source may give rightly
// or wrongly.
type Hint uint8

// The hints. Each is believed on its own record: after eight access units in a
// row, one of them a key frame, that really ended where it said, frames go out
// at once. One wrong hint takes the belief away for 64 units, the third for
// good.
const (
	Marker Hint = iota // the RTP marker bit
	Pack               // the start of another PS pack
	hints
)

// A record is how well a hint has served.
type record struct {
	score int8
	key   bool // it was right about a key frame, the largest and most often split
	lies  uint8
}

func (r *record) trusted() bool { return r.score >= 8 && r.key }

func (r *record) right(key bool) {
	r.key = r.key || key
	if r.score < 8 && r.lies < 3 {
		r.score++
	}
}

func (r *record) wrong() { r.score, r.lies = -56, min(r.lies+1, 3) }

// mistrust takes the belief in whatever ended the last frame too early.
func (l *Lane) mistrust() {
	for h := range l.trust {
		if l.trust[h].trusted() {
			l.trust[h].wrong()
		}
	}
}

var startCode = []byte{0, 0, 1} // never written to

// AnnexB takes the next bytes of a byte stream with start codes (H.264 and
// H.265 Annex B), cut anywhere. Start codes become lengths; zero bytes before
// a start code belong to it, as the annex has it.
//
// A start code followed by a byte of limit or more, which no NAL unit begins
// with, ends the stream: AnnexB returns how many bytes it took and true; the
// next byte, p[n] or the first of the next piece, is that one. Limit 0 means
// none is looked for.
func (l *Lane) AnnexB(p []byte, limit byte) (n int, stop bool) {
	if l == nil || l.form != nalForm {
		return len(p), false
	}
	total := len(p)
	for len(p) > 0 {
		if l.zeros >= startPending {
			if limit != 0 && p[0] >= limit {
				l.zeros = l.before // not ours; zeros before it may be content
				return total - len(p), true
			}
			l.zeros = 0
			l.closeNAL()
			l.openNAL()
		}
		if l.zeros > 0 {
			p = l.resume(p)
			continue
		}
		i := bytes.Index(p, startCode)
		end := i
		if i < 0 {
			end = len(p)
		}
		body := trimZeros(p[:end])
		l.content(body)
		if i < 0 {
			l.zeros = len(p) - len(body)
			break
		}
		l.startSeen(i-len(body), len(body) == 0)
		p = p[i+3:]
	}
	return total, false
}

// startPending is the value of zeros that says: a start code is complete and
// the byte behind it has not come yet.
const startPending = 1 << 30

func trimZeros(p []byte) []byte {
	n := len(p)
	for n > 0 && p[n-1] == 0 {
		n--
	}
	return p[:n]
}

// startSeen notes a complete start code with so many zeros before it. atFront:
// nothing but zeros came between the newest stamp and it.
func (l *Lane) startSeen(before int, atFront bool) {
	l.before = before
	l.level = atFront && l.fresh
	l.zeros = startPending
}

// resume continues with zeros withheld at the end of the last piece.
func (l *Lane) resume(p []byte) []byte {
	i := 0
	for i < len(p) && p[i] == 0 {
		i++
	}
	l.zeros = min(l.zeros+i, MaxFrame) // a longer run is no video
	if i == len(p) {
		return nil
	}
	if p[i] == 1 && l.zeros >= 2 {
		l.startSeen(l.zeros-2, true)
		return p[i+1:]
	}
	for l.zeros > 0 { // they were content after all
		k := min(l.zeros, len(zeroes))
		l.content(zeroes[:k])
		l.zeros -= k
	}
	return p[i:]
}

var zeroes [256]byte // never written to

// content appends bytes of the open NAL unit. Outside of one they are the rest
// of a unit whose end was hinted too early, or of something lost.
func (l *Lane) content(p []byte) {
	if len(p) == 0 {
		return
	}
	if l.nal < 0 {
		if !l.synced {
			l.b.stats.Unready += uint64(len(p))
			return
		}
		l.mistrust()
		l.level = false
		l.openNAL()
		l.au.damaged = true
		if l.nal < 0 {
			return // no memory
		}
	}
	if !l.typed && l.codec != CodecUnknown {
		// The kind is read before the bulk is copied: it may have to go to
		// another slab.
		k := min(l.nal+4+nalPeek-l.pos, len(p))
		l.put(p[:k])
		if p = p[k:]; l.pos-l.nal < 4+nalPeek {
			return
		}
		l.classify()
	}
	l.put(p)
}

// NAL takes one whole NAL unit, without start code.
func (l *Lane) NAL(p []byte) {
	l.Fragment(p, true, true)
}

// Fragment takes part of a NAL unit: first begins one, last ends it. What
// follows neither a first nor another part is dropped, as after a loss.
func (l *Lane) Fragment(p []byte, first, last bool) {
	if l == nil || l.form != nalForm {
		return
	}
	if first {
		l.closeNAL()
		l.level = l.fresh
		l.openNAL()
	}
	if l.nal < 0 {
		l.b.stats.Unready += uint64(len(p))
		return
	}
	l.content(p)
	if last {
		l.closeNAL()
	}
	l.synced = !last // what follows a whole unit begins another
}

func (l *Lane) openNAL() {
	l.synced = true
	if l.pos-l.frame0 > MaxFrame-4-nalPeek { // nothing but NAL headers: no picture
		l.cutOff()
		l.finish(l.pos)
	}
	if l.pos+4 > l.limit && !l.room(4) {
		return
	}
	l.nal, l.typed = l.pos, false
	l.pos += 4
	l.fresh = false
}

// closeNAL ends the open NAL unit, if there is one, and writes its length.
func (l *Lane) closeNAL() {
	if l.nal < 0 {
		return
	}
	if l.pos == l.nal+4 { // two start codes in a row
		l.pos, l.nal = l.nal, -1
		return
	}
	l.recode(l.buf[l.nal+4 : l.pos])
	if l.codec == CodecUnknown {
		l.await()
		return
	}
	if !l.typed && l.codec != CodecUnknown {
		l.classify()
	}
	binary.BigEndian.PutUint32(l.buf[l.nal:], uint32(l.pos-l.nal-4))
	at := l.nal + 4
	l.nal = -1
	if k := ReadNAL(l.codec, l.buf[at:l.pos]); k.Set != NoSet && l.nsets < len(l.sets) {
		l.sets[l.nsets] = setAt{k.Set, at, l.pos}
		l.nsets++
	}
}

// recode believes a parameter set more than what the source declared: a PSM
// may say H.264 over H.265 (ZLMediaKit #2446), or nothing at all.
func (l *Lane) recode(nal []byte) {
	if l.codec == H264 && nal[0] != 0x40 || l.codec == H265 && nal[0]&0x9f != 7 || l.au.damaged {
		return
	}
	c := GuessCodec(nal)
	if c == CodecUnknown || c == l.codec {
		return
	}
	if l.au.slices {
		l.finish(l.nal)
	}
	if l.codec != CodecUnknown {
		l.b.stats.Recoded++
		l.Recode(c)
		return
	}
	l.Recode(c)
	l.awaited()
}

// early is how much is kept of NAL units before their coding is known: room
// for the delimiter and SEI in front of the first parameter set.
const early = 4 << 10

// await keeps the NAL unit that just ended until the coding is known, or drops
// it with all before it when they are too many.
func (l *Lane) await() {
	binary.BigEndian.PutUint32(l.buf[l.nal:], uint32(l.pos-l.nal-4))
	l.nal = -1
	if n := l.pos - l.frame0; n > early {
		l.b.stats.Unready += uint64(n)
		l.pos = l.frame0
	}
}

// awaited keeps, of what came before the coding was known, what belongs to the
// access unit of the parameter set now at l.nal: all behind the last slice.
func (l *Lane) awaited() {
	from, at := l.frame0, l.frame0
	for nal := range NALs(l.buf[l.frame0:l.nal]) {
		at += 4 + len(nal)
		if ReadNAL(l.codec, nal).Slice {
			from = at
		}
	}
	if from > l.frame0 {
		l.b.stats.Unready += uint64(from - l.frame0)
		l.discard(from)
	}
}

// Recode sets another coding of pictures, as a new PSM declares it. What the
// lane knew of parameter sets is forgotten.
func (l *Lane) Recode(c Codec) {
	if l == nil || c == l.codec || l.form != nalForm || c != H264 && c != H265 {
		return
	}
	if l.nal < 0 {
		l.Flush()
	}
	l.codec, l.track, l.typed, l.pic, l.nsets = c, nil, false, picture{}, 0
	l.clock.reorder, l.clock.filled = 0, false
}

// classify reads the open NAL unit's kind and ends the access unit before it
// when it opens another.
func (l *Lane) classify() {
	if l.codec == CodecUnknown {
		return // closeNAL decides
	}
	l.typed = true
	k := ReadNAL(l.codec, l.buf[l.nal+4:l.pos])
	if l.au.slices && l.opens(k) {
		l.finish(l.nal)
	} else if !l.au.slices && l.au.stamped && !l.spent {
		received, damaged := l.au.stamp.Received, l.au.damaged
		l.au.stamp = l.stamp // what goes before the slices takes their time
		l.au.stamp.Received, l.au.damaged = received, damaged
	}
	if !l.au.stamped {
		damaged := l.au.damaged
		l.begin()
		l.au.damaged = damaged
	}
	if l.ended && k.Slice && !k.First && l.spent { // the hint was wrong
		l.mistrust()
		l.au.damaged = true
	}
	l.ended = false
	if !k.Slice {
		return
	}
	if !l.au.slices && l.count > 0 && (k.Key || l.count >= MaxInSlab || l.aged()) {
		l.note(l.frame0 - HeadSize)
		l.renew(l.pos - l.frame0)
	}
	if !l.au.slices {
		l.spent = true
	}
	l.au.slices = true
	l.au.key = l.au.key || k.Key
	if k.First {
		l.au.firsts++
	}
}

// opens reports whether a NAL unit of kind k begins another access unit, after
// slices.
func (l *Lane) opens(k NALKind) bool {
	other := l.stamp.HasPTS && l.au.stamp.HasPTS && l.stamp.PTS != l.au.stamp.PTS
	switch {
	case k.Opens:
		return true
	case k.Slice && k.First:
		return !l.secondField(other)
	case k.Slice && other && (l.level || l.au.damaged):
		return true // its first slice was lost
	}
	return false
}

// secondField reports whether a slice that begins a picture is the second field
// of the frame in the making: it comes with the frame's time, and the parameter
// sets, maybe those of this very frame, allow fields.
func (l *Lane) secondField(otherTime bool) bool {
	if otherTime || l.au.firsts != 1 || !l.spent || !l.au.stamp.HasPTS {
		return false
	}
	if l.nsets > 0 {
		l.describe()
	}
	return l.pic.Fields
}

// aged reports whether the slab's first frame is a second old by either clock.
func (l *Lane) aged() bool {
	if l.au.stamp.Received.Sub(l.began) >= chunkAge {
		return true
	}
	ahead := l.au.stamp.PTS + l.clock.offset - l.since
	return l.au.stamp.HasPTS && ahead >= TimeScale && ahead < 2*TimeScale
}

// finish emits the access unit up to end, where the next one begins.
func (l *Lane) finish(end int) {
	for h := range l.trust {
		switch {
		case !l.au.hinted[h]:
		case l.au.mark[h] == end && !l.au.lied[h]:
			l.trust[h].right(l.au.key)
		default:
			l.trust[h].wrong()
		}
	}
	if l.nsets > 0 {
		l.describe()
	}
	if l.track == nil || !l.au.stamped {
		l.b.stats.Unready += uint64(end - l.frame0)
		l.discard(end)
	} else {
		flags := Flags(0)
		if l.au.key {
			flags |= Key
		}
		if l.au.damaged {
			flags |= Damaged
		}
		l.send(l.frame0, end, &l.au.stamp, flags)
		l.frame0 = end
	}
	l.au = unit{}
	l.nsets = 0
	if l.nal >= 0 {
		l.begin()
	}
}

// discard takes the access unit up to end out of the slab.
func (l *Lane) discard(end int) {
	n := copy(l.buf[l.frame0:], l.buf[end:l.pos])
	if l.nal >= 0 {
		l.nal -= end - l.frame0
	}
	l.pos = l.frame0 + n
}

// End passes a sign that the access unit ended here. See [Hint].
func (l *Lane) End(h Hint) {
	if l == nil || l.form != nalForm || !l.au.slices || l.codec == CodecUnknown {
		return
	}
	if !l.trust[h].trusted() {
		if l.zeros < startPending {
			l.au.lied[h] = l.au.lied[h] || l.au.hinted[h] && l.au.mark[h] != l.pos
			l.au.hinted[h], l.au.mark[h] = true, l.pos
		}
		return
	}
	l.closeNAL()
	if l.zeros < startPending {
		l.zeros = 0
	}
	l.au.hinted[h], l.au.mark[h] = true, l.pos
	l.finish(l.pos)
	l.ended = true
}
