package ps

import (
	"bytes"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// state is what the next byte belongs to.
type state uint8

const (
	seeking  state = iota // looking for any start code of the program stream
	heading               // gathering a header
	peeking               // gathering the first payload bytes behind it
	payload               // elementary stream
	skipping              // bytes of no interest
)

// Start codes of the program stream (13818-1 table 2-22). firstCode and above
// never begin a NAL unit, since its first bit is zero.
const (
	firstCode    = 0xb9
	codeEnd      = 0xb9
	codePack     = 0xba
	codeSystem   = 0xbb
	codeMap      = 0xbc
	codePrivate1 = 0xbd
	codePadding  = 0xbe
	codePrivate2 = 0xbf
)

// maxHeader is the largest header gathered: a program stream map is at most
// 1018 bytes behind its length, a PES header 264.
const maxHeader = 1100

// peek is how many payload bytes tell whether the header ended where it said.
const peek = 8

var startCode = []byte{0, 0, 1} // never written to

// Arrival says when bytes came and which time the packet around them carried.
type Arrival struct {
	Received time.Time
	Device   time.Time // device clock when known, else zero
	RTP      int64     // RTP timestamp in 90 kHz, unwrapped
	HasRTP   bool
}

// Stats counts what a Demuxer met. All figures only grow.
type Stats struct {
	Packs, PES uint64
	Resyncs    uint64 // times the stream had to be found again
	Skipped    uint64 // bytes passed over meanwhile
	BadLength  uint64 // PES that were longer or shorter than they said
	Unbounded  uint64 // PES of length 0
	Shifted    uint64 // PES headers whose end was not where they said
	NoMap      uint64 // PES of streams no map had named
}

// A Demuxer reads one program stream. It belongs to one goroutine.
type Demuxer struct {
	b     *media.Builder
	stats Stats

	state  state
	head   [maxHeader]byte
	n      int // bytes in head
	need   int // bytes of head that decide the next step
	end    int // of the header proper while peeking
	match  int // bytes of a start code matched while seeking or in unbounded pieces
	remain int // payload or skipped bytes left; -1 for an unbounded PES

	at      Arrival
	cur     *stream
	streams map[byte]*stream
	types   map[byte]byte // what the newest map says, by stream id
	pending media.Stamp   // newest stamp
	ragged  bool          // PES of this sender do not begin with access units
	video   *media.Lane   // video lane fed since the last sign of a frame's end
}

// stream is one elementary stream.
type stream struct {
	id   byte
	typ  byte // of the map that made the lane; 0 when it was guessed
	nal  bool
	lane *media.Lane

	pts     int64 // newest, unwrapped
	rtp     int64 // RTP time of that
	set     bool
	stamped bool
}

// New makes a demuxer that feeds b. b should have SharedClock.
func New(b *media.Builder) (*Demuxer, error) {
	if b == nil {
		return nil, shiheng.Invalid("ps.builder")
	}
	return &Demuxer{b: b, streams: map[byte]*stream{}, types: map[byte]byte{}}, nil
}

// Stats returns the present figures.
func (d *Demuxer) Stats() Stats { return d.stats }

// Mapped tells whether a program stream map has been seen.
func (d *Demuxer) Mapped() bool { return len(d.types) > 0 }

// Push takes the next bytes. p is not kept.
func (d *Demuxer) Push(p []byte, at Arrival) {
	d.at = at
	for len(p) > 0 {
		switch d.state {
		case seeking:
			p = d.seek(p)
		case heading, peeking:
			p = d.gather(p)
		case payload:
			p = d.content(p)
		case skipping:
			n := min(d.remain, len(p))
			d.remain -= n
			p = p[n:]
			if d.remain == 0 {
				d.expect()
			}
		}
	}
}

// End passes the RTP marker: the sender says a frame ends here. It is taken as
// a hint, see [media.Hint].
func (d *Demuxer) End() {
	if d.state == payload && d.remain > 0 || d.state == peeking {
		return // in the middle of a PES: it lies
	}
	d.video.End(media.Marker)
	d.video = nil
}

// Lost tells that bytes are missing before the next ones. Every lane is told,
// and the stream is found again at the next start code of a pack or PES, which
// no NAL unit can imitate.
func (d *Demuxer) Lost() {
	for _, s := range d.streams {
		s.lane.Lost()
	}
	d.video = nil
	d.resync()
}

// Flush ends the frames in the making, at the end of the stream.
func (d *Demuxer) Flush() {
	for _, s := range d.streams {
		s.lane.Flush()
	}
	d.resync()
}

func (d *Demuxer) resync() {
	d.stats.Resyncs++
	d.state, d.match, d.cur = seeking, 0, nil
}

// expect waits for the next start code, which must come at once.
func (d *Demuxer) expect() {
	d.state, d.n, d.need = heading, 0, 4
}

// seek looks for a start code, counting what is passed over.
func (d *Demuxer) seek(p []byte) []byte {
	if d.match == 0 {
		i := bytes.IndexByte(p, 0)
		if i < 0 {
			d.stats.Skipped += uint64(len(p))
			return nil
		}
		d.stats.Skipped += uint64(i)
		p = p[i:]
	}
	for i, c := range p {
		switch {
		case d.match < 2 && c == 0, d.match == 2 && c == 1:
			d.match++
		case d.match == 2 && c == 0:
			d.stats.Skipped++
		case d.match == 3 && c >= codePack && c < 0xf0:
			d.match = 0
			d.head[0], d.head[1], d.head[2] = 0, 0, 1
			d.state, d.n, d.need = heading, 3, 4
			return p[i:]
		default:
			d.stats.Skipped += uint64(d.match + 1)
			d.match = 0
			if c == 0 {
				d.match = 1
			}
			return p[i+1:]
		}
	}
	return nil
}

// gather fills head up to need and takes the next step whenever it is full.
func (d *Demuxer) gather(p []byte) []byte {
	n := copy(d.head[d.n:min(d.need, maxHeader)], p)
	d.n += n
	p = p[n:]
	for (d.state == heading || d.state == peeking) && d.n >= d.need {
		if d.state == peeking {
			d.arrive()
		} else {
			d.step()
		}
	}
	return p
}

// more asks for n bytes of head in all.
func (d *Demuxer) more(n int) bool {
	if d.n >= n {
		return false
	}
	d.need = n
	return true
}

// step reads the header gathered so far.
func (d *Demuxer) step() {
	h := d.head[:d.n]
	if h[0] != 0 || h[1] != 0 || h[2] != 1 || h[3] < firstCode {
		d.strange()
		return
	}
	if h[3] != codePrivate1 && (h[3] < 0xc0 || h[3] >= 0xf0) {
		d.cur = nil // only what follows a PES at once can be the rest of it
	}
	switch code := h[3]; {
	case code == codeEnd:
		d.expect()
	case code == codePack:
		d.pack()
	case d.more(6):
	case code == codeMap:
		d.programMap()
	case code == codePrivate1, code >= 0xc0 && code < 0xf0:
		d.pes()
	case code == codePrivate2:
		d.private2()
	default: // system header, padding, directory, ECM, EMM, …
		d.skip(int(h[4])<<8 | int(h[5]))
	}
}

// strange handles bytes where a start code had to be: stuffing zeros, or the
// rest of a picture whose PES said a length too small (GB senders let 16 bits
// overflow).
func (d *Demuxer) strange() {
	h := d.head[:4]
	if h[0] == 0 && h[1] == 0 && h[2] == 0 {
		copy(h, h[1:])
		d.n, d.need = 3, 4
		return
	}
	rest := [4]byte(h)
	p := rest[:]
	if d.cur == nil || !d.cur.nal {
		d.resync()
		for len(p) > 0 {
			p = d.seek(p)
		}
		return
	}
	d.stats.BadLength++
	d.state, d.remain = payload, -1
	if p = d.content(p); len(p) > 0 {
		d.gather(p)
	}
}

func (d *Demuxer) skip(n int) {
	if n == 0 {
		d.expect()
		return
	}
	d.state, d.remain = skipping, n
}

// pack reads a pack header (2.5.3.3, and that of ISO/IEC 11172-1). It means
// that the frame before it is over, if the sender keeps to one frame a pack.
func (d *Demuxer) pack() {
	if d.more(5) {
		return
	}
	if d.head[4]>>4 == 2 { // MPEG-1
		if d.more(12) {
			return
		}
		d.packed(0)
		return
	}
	if d.more(14) {
		return
	}
	d.packed(int(d.head[13] & 7)) // stuffing; Hikvision puts data of its own here
}

func (d *Demuxer) packed(stuffing int) {
	d.stats.Packs++
	d.video.End(media.Pack)
	d.skip(stuffing)
}

// content hands payload on and returns what belongs to something else.
func (d *Demuxer) content(p []byte) []byte {
	n := len(p)
	if d.remain >= 0 {
		n = min(n, d.remain)
	}
	switch {
	case d.cur.nal && d.cur.lane != nil:
		took, stop := d.cur.lane.AnnexB(p[:n], firstCode)
		d.video = d.cur.lane
		if stop {
			d.cut()
			return p[took:]
		}
	case d.remain < 0:
		return d.untilCode(p)
	default:
		d.cur.lane.Piece(p[:n])
	}
	if d.remain >= 0 {
		if d.remain -= n; d.remain == 0 {
			d.endPES()
		}
	}
	return p[n:]
}

// cut ends a PES at a start code of the program stream inside it.
func (d *Demuxer) cut() {
	if d.remain > 0 {
		d.stats.BadLength++
	}
	d.head[0], d.head[1], d.head[2] = 0, 0, 1
	d.state, d.n, d.need = heading, 3, 4
}

// untilCode takes a piece of an unbounded PES that is not video, up to a start
// code of the program stream.
func (d *Demuxer) untilCode(p []byte) []byte {
	held := d.match // bytes of earlier pieces that may begin a start code
	for i, c := range p {
		switch {
		case d.match < 2 && c == 0, d.match == 2 && c == 1:
			d.match++
		case d.match == 2 && c == 0: // the first of three zeros is content
			if held > 0 {
				d.cur.lane.Piece(startCode[:1])
				held--
			}
		case d.match == 3 && c >= codePack && c < 0xf0:
			if i > 3 {
				d.cur.lane.Piece(p[:i-3])
			}
			d.match = 0
			d.endPES()
			d.cut()
			return p[i:]
		default:
			if held > 0 {
				d.cur.lane.Piece(startCode[:held])
				held = 0
			}
			d.match = 0
			if c == 0 {
				d.match = 1
			}
		}
	}
	if end := len(p) - d.match; end > 0 {
		d.cur.lane.Piece(p[:end])
	}
	return nil
}

func (d *Demuxer) endPES() {
	d.cur.lane.EndPiece()
	d.expect()
}
