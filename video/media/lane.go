package media

import "time"

// form is how a lane's bytes are put together.
type form uint8

const (
	nalForm   form = iota // H.264, H.265: NAL units into access units
	pieceForm             // everything else: pieces into frames
)

// Video slabs grow from minChunk to maxChunk as a stream's chunks ask for; a
// single frame may need more, up to MaxFrame.
const (
	minChunk   = 128 << 10
	firstChunk = 640 << 10 // a second of 4 Mbit/s and some
	maxChunk   = 8 << 20
	pieceSlab  = 64 << 10
	chunkAge   = time.Second
)

// A Lane builds the frames of one track. It belongs to its Builder's
// goroutine. A nil Lane takes every call and keeps nothing.
type Lane struct {
	b          *Builder
	id         uint8
	codec      Codec
	form       form
	hushed     bool   // takes every call and keeps nothing
	track      *Track // present value; nil until the track can be described
	partial    *Track // what is known of it before
	generation uint32
	pic        picture
	clock      laneClock

	// Where bytes go. frame0 ≤ nal ≤ pos, all offsets into buf.
	slab   *Slab
	buf    []byte
	limit  int // first byte of buf that frames may not use
	pos    int // next byte
	frame0 int // first byte of the frame in the making
	count  int // frames in the slab
	began  time.Time
	since  int64  // PTS of the slab's first frame
	sizes  [8]int // of recent chunks
	chunk  int    // how many there were

	stamp Stamp // newest
	spent bool  // a frame has taken the newest stamp's time
	fresh bool  // no byte came since the newest stamp
	au    unit  // the frame in the making
	gap   bool  // the next frame begins after something missing

	// NAL form.
	nal    int  // offset of the open NAL unit's length, -1 without one
	typed  bool // its kind has been read
	level  bool // it began right behind a stamp
	zeros  int  // zero bytes withheld: part of a start code or not
	before int  // zero bytes before the start code just seen
	synced bool // inside the byte stream: bytes outside a NAL unit continue one
	ended  bool // a trusted hint ended the frame before
	sets   [32]setAt
	nsets  int
	trust  [hints]record

	adts adts
}

// unit is what is known of the access unit in the making.
type unit struct {
	stamp   Stamp
	stamped bool
	slices  bool // has coded picture data
	firsts  int  // slices that begin a picture
	key     bool
	damaged bool
	cut     bool
	hinted  [hints]bool
	lied    [hints]bool // more came behind a hint
	mark    [hints]int  // pos at the time of the last hint
}

// setAt is a parameter set inside the slab.
type setAt struct {
	kind    SetKind
	at, end int
}

// ID is the track's number, see [Track.ID].
func (l *Lane) ID() uint8 {
	if l == nil {
		return 0
	}
	return l.id
}

// Codec is the track's coding as known now.
func (l *Lane) Codec() Codec {
	if l == nil {
		return CodecUnknown
	}
	return l.codec
}

// Track is the newest published description, nil before there is one.
func (l *Lane) Track() *Track {
	if l == nil {
		return nil
	}
	return l.track
}

// At says when the bytes that follow came and what time they carry. A stamp
// whose PTS is that of the one before belongs to the same frame.
func (l *Lane) At(s Stamp) {
	if l == nil || l.hushed {
		return
	}
	same := s.HasPTS == l.stamp.HasPTS && s.PTS == l.stamp.PTS
	if l.form == pieceForm && !same && l.codec.Video() {
		l.endPiece()
	}
	if !same || !s.HasPTS {
		l.spent = false
	}
	l.stamp = s
	l.fresh = true
}

// Flush ends the frame in the making.
func (l *Lane) Flush() {
	if l == nil || l.hushed {
		return
	}
	if l.form == pieceForm {
		l.endPiece()
		return
	}
	l.closeNAL()
	l.zeros = 0
	if l.pos > l.frame0 {
		l.finish(l.pos)
	}
}

// Lost tells that bytes are missing before the next ones. The frame in the
// making is Damaged unless its end was already seen.
func (l *Lane) Lost() {
	if l == nil || l.hushed {
		return
	}
	if l.form == pieceForm {
		l.losePiece()
		return
	}
	l.closeNAL()
	l.zeros, l.synced, l.ended = 0, false, false
	if l.au.slices && (l.pos == l.au.mark[Marker] || l.pos == l.au.mark[Pack]) { // its end was announced before the loss
		l.finish(l.pos)
	}
	if l.pos > l.frame0 {
		l.au.damaged = true
	} else {
		l.gap = true
	}
}

// slack is what of MaxFrame is left to the first bytes of NAL units, so that
// the end of a frame that is too large is still found.
const slack = 4 << 10

// put appends p at pos. Bytes beyond MaxFrame, or for which there is no
// memory, are dropped and the frame is marked.
func (l *Lane) put(p []byte) {
	if have := l.pos - l.frame0; have+len(p) > MaxFrame-slack {
		keep := max(MaxFrame-slack-have, 0)
		if l.nal >= 0 && !l.typed {
			keep = MaxFrame - have // the first bytes of a NAL unit
		}
		if len(p) > keep {
			l.cutOff()
			p = p[:keep]
		}
	}
	if l.pos+len(p) > l.limit && !l.room(len(p)) {
		return
	}
	l.pos += copy(l.buf[l.pos:], p)
	l.fresh = false
}

func (l *Lane) cutOff() {
	if !l.au.cut {
		l.b.stats.Cut++
	}
	l.au.cut, l.au.damaged = true, true
}

// room finds place for n more bytes, moving to another slab when need be.
func (l *Lane) room(n int) bool {
	if l.pos+n <= l.limit {
		return true
	}
	need := l.pos - l.frame0 + n
	if l.slab != nil {
		need *= 2 // the frame goes on growing
		l.note((l.limit - HeadSize) * 3 / 2)
	}
	if !l.renew(need) {
		l.b.stats.Starved++
		l.au.damaged, l.gap = true, true
		return false
	}
	return true
}

// note remembers how large a chunk was, or would have been.
func (l *Lane) note(size int) {
	l.sizes[l.chunk%len(l.sizes)] = size
	l.chunk++
}

// renew takes a new slab with room for at least need bytes of frames and moves
// the frame in the making into it.
func (l *Lane) renew(need int) bool {
	head, tail, want := HeadSize, TailSize, l.wanted()
	if l.form == pieceForm {
		head, tail, want = 0, 0, pieceSlab
	}
	s, err := l.b.cfg.Pool.Get(max(want, min(need, MaxFrame)+head+tail))
	if err != nil {
		return false
	}
	n := copy(s.buf[head:], l.buf[l.frame0:l.pos])
	move := head - l.frame0
	l.leave()
	l.slab, l.buf, l.limit = s, s.buf, len(s.buf)-tail
	l.frame0, l.pos = head, head+n
	if l.nal >= 0 {
		l.nal += move
	}
	for h := range l.au.mark {
		l.au.mark[h] += move
	}
	for i := range l.sets[:l.nsets] {
		l.sets[i].at += move
		l.sets[i].end += move
	}
	return true
}

// leave gives the slab up; what was not emitted of it is gone.
func (l *Lane) leave() {
	if l.slab == nil {
		return
	}
	l.slab.left.Store(true)
	l.slab.Release()
	l.slab, l.buf = nil, nil
	l.limit, l.pos, l.frame0, l.count = 0, 0, 0, 0
}

// wanted is the capacity that recent chunks suggest.
func (l *Lane) wanted() int {
	if l.chunk == 0 {
		return firstChunk
	}
	most := 0
	for _, n := range l.sizes {
		most = max(most, n)
	}
	return min(max(most+most/4+HeadSize+TailSize, minChunk), maxChunk)
}

// begin starts a frame at the newest stamp.
func (l *Lane) begin() {
	l.au = unit{stamp: l.stamp, stamped: true}
	if l.spent {
		l.au.stamp.HasPTS, l.au.stamp.HasDTS = false, false
	}
}

// send emits buf[from:to] as a frame of the present track.
func (l *Lane) send(from, to int, s *Stamp, flags Flags) {
	pts, dts, jumped := l.clock.place(&l.b.time, s, l.b.cfg.SharedClock)
	if jumped {
		l.b.stats.Jumps++
		flags |= Gap
	}
	if l.gap {
		flags |= Gap
	}
	l.gap = flags&Damaged != 0
	if l.count == 0 {
		l.began, l.since = s.Received, pts
	}
	l.count++
	f := l.b.frame()
	*f = Frame{
		Track: l.track, PTS: pts, DTS: dts, Received: s.Received, Device: s.Device,
		Flags: flags, Data: l.buf[from:to:to], Slab: l.slab,
	}
	l.b.emit(f)
}
