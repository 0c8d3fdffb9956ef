package rtpframe

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
	"shiheng.internal/video/ps"
)

// A Kind is the way a payload is packed into RTP.
type Kind uint8

// The kinds. Auto is what GB/T 28181 needs: a program stream, unless the bytes
// say something else (gb28181.md §17).
const (
	Auto   Kind = iota
	PS          // MPEG program stream
	H264        // RFC 6184
	H265        // RFC 7798
	AnnexB      // elementary stream with start codes, cut anywhere
	AAC         // RFC 3640, mode AAC-hbr
	G711        // one frame a packet: G.711, and G.722, G.723, G.729 as opaque tracks
	TS          // MPEG transport stream: recognised, not supported
	IMKH        // Hikvision private: recognised, not supported
)

var kindNames = [...]string{"auto", "ps", "h264", "h265", "annexb", "aac", "g711", "ts", "imkh"}

// String returns the kind's name in lower case.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// A Format tells what a payload type carries, as the session description has
// it.
type Format struct {
	Type      uint8 // RTP payload type
	Kind      Kind
	Codec     media.Codec // of G711 kind: PCMA, PCMU, G722…
	ClockRate int         // of the RTP timestamp; 0 means 90000, or 8000 for G711
	Params    media.Params

	// RFC 3640: bits of the fields of an AU header. Zero means 13, 3 and 3.
	SizeLength, IndexLength, IndexDeltaLength int
}

// Config says what a Receiver needs.
type Config struct {
	// Builder takes the frames' bytes. Required; it may serve several
	// receivers (the tracks of an RTSP session). For Auto and PS it should
	// have SharedClock.
	Builder *media.Builder
	// Formats by payload type. Empty means one Auto format for every type. A
	// single Auto or PS format also takes packets of every type.
	Formats []Format
	// SSRC is the expected one, 0 when not known. A packet with another is
	// dropped until nothing came with the right one for a second, unless
	// Strict says that it is always dropped (a port shared by sessions).
	SSRC   uint32
	Strict bool
	// Window is how many packets may arrive before their turn; 0 takes them as
	// they come, as on TCP. Wait is how long one may be waited for; 0 means
	// 150 ms.
	Window int
	Wait   time.Duration
}

// A Receiver turns the packets of one RTP session into frames. It belongs to
// one goroutine.
type Receiver struct {
	cfg     Config
	formats []*format
	last    *format
	order   *order
	stats   Stats
	report  reporter
	sender  senderClock

	ssrc     uint32
	latched  bool
	lastGood time.Time // newest packet of the right SSRC
}

// relatch is how long the right SSRC must be silent before another is taken.
const relatch = time.Second

// NewReceiver checks cfg and makes a receiver.
func NewReceiver(cfg Config) (*Receiver, error) {
	if cfg.Builder == nil || cfg.Window < 0 || cfg.Window > 4096 {
		return nil, shiheng.Invalid("rtp.receiver.config")
	}
	if cfg.Wait == 0 {
		cfg.Wait = 150 * time.Millisecond
	}
	if len(cfg.Formats) == 0 {
		cfg.Formats = []Format{{Type: 96, Kind: Auto}}
	}
	r := &Receiver{cfg: cfg, ssrc: cfg.SSRC, latched: cfg.SSRC != 0, order: newOrder(cfg.Window, cfg.Wait)}
	for _, f := range cfg.Formats {
		in, err := newFormat(f, cfg.Builder)
		if err != nil {
			return nil, err
		}
		r.formats = append(r.formats, in)
	}
	return r, nil
}

// Push takes one packet, RTP or RTCP, as it came. b is valid during the call
// only. now is the server's clock and must not run backwards.
func (r *Receiver) Push(b []byte, now time.Time) {
	if IsRTCP(b) {
		r.report.sender(b, now)
		r.sender.report(b, r.ssrc)
		r.stats.RTCP++
		return
	}
	p, err := Parse(b)
	if err != nil {
		r.stats.Malformed++
		return
	}
	if !r.admit(&p, now) {
		r.stats.WrongSSRC++
		return
	}
	r.stats.Packets++
	r.stats.Bytes += uint64(len(b))
	if r.order.count > 0 {
		r.expire(now)
	}
	switch r.order.judge(p.Seq) {
	case take:
		if r.order.count > 0 {
			r.stats.Reordered++ // later ones were here before it
		}
		r.deliver(&p, now)
		r.drain()
	case hold:
		r.order.keep(b, p.Seq, now)
	case drop:
		r.stats.Duplicates++
	case doubt:
		r.order.suspectPacket(b, p.Seq, now)
	case leap:
		r.leap(&p, now)
	}
}

// admit checks the SSRC, taking another one over when the old fell silent
// (gb28181.md §14: a device that restarted its encoder).
func (r *Receiver) admit(p *Packet, now time.Time) bool {
	switch {
	case !r.latched:
		r.ssrc, r.latched = p.SSRC, true
	case p.SSRC == r.ssrc:
	case r.cfg.Strict:
		return false
	case r.lastGood.IsZero():
		// The right one never came: the device did not take the SSRC it was
		// offered.
		r.ssrc, r.sender = p.SSRC, senderClock{}
		r.stats.Relatched++
	case now.Sub(r.lastGood) < relatch:
		return false
	default:
		r.ssrc, r.sender = p.SSRC, senderClock{}
		r.stats.Relatched++
		r.flush()
		r.order.set = false
		r.lost()
		r.report.restart()
	}
	r.lastGood = now
	return true
}

// leap goes on at p, which is not the next packet: everything held is older
// (a gap wider than the window) or of another sequence (a restart).
func (r *Receiver) leap(p *Packet, now time.Time) {
	ahead := int(int16(p.Seq - r.order.next))
	r.flush()
	if ahead > 0 && ahead < maxAhead {
		missing := int(int16(p.Seq - r.order.next))
		if missing > 0 {
			r.stats.Lost += uint64(missing)
			r.lost()
		}
	} else {
		r.stats.Restarts++
		r.sender = senderClock{}
		r.lost()
		r.report.restart()
		if r.order.suspicious && r.order.suspect.seq+1 == p.Seq {
			if q, err := Parse(r.order.suspect.buf); err == nil {
				r.deliver(&q, r.order.suspect.at)
			}
		}
	}
	r.deliver(p, now)
	r.drain()
}

// deliver hands a packet on that is next in order.
func (r *Receiver) deliver(p *Packet, now time.Time) {
	r.order.taken(p.Seq)
	f := r.format(p.Type)
	if f == nil {
		r.stats.UnknownType++
		return
	}
	r.report.arrived(p, f.rate, now)
	if len(p.Payload) == 0 {
		return
	}
	f.packet(p, now, r.sender.at(p.Time, f.rate))
}

// drain hands on what is held and now in order.
func (r *Receiver) drain() {
	for s := r.order.ready(); s != nil; s = r.order.ready() {
		if p, err := Parse(s.buf); err == nil {
			r.deliver(&p, s.at)
		}
	}
}

// expire gives up on packets that were waited for too long.
func (r *Receiver) expire(now time.Time) {
	for {
		s, missing := r.order.first()
		if s == nil || now.Sub(s.at) < r.order.wait {
			return
		}
		r.skip(missing)
	}
}

// flush hands on everything held, with its gaps.
func (r *Receiver) flush() {
	for {
		s, missing := r.order.first()
		if s == nil {
			return
		}
		r.skip(missing)
	}
}

// skip counts so many packets as lost and goes on behind them.
func (r *Receiver) skip(missing int) {
	r.order.next += uint16(missing)
	r.stats.Lost += uint64(missing)
	r.lost()
	r.drain()
}

func (r *Receiver) lost() {
	for _, f := range r.formats {
		f.lost()
	}
}

// format finds what a payload type carries.
func (r *Receiver) format(typ uint8) *format {
	if r.last != nil && r.last.Type == typ {
		return r.last
	}
	for _, f := range r.formats {
		if f.Type == typ {
			r.last = f
			return f
		}
	}
	if len(r.formats) == 1 && (r.formats[0].Kind == Auto || r.formats[0].Kind == PS) {
		return r.formats[0]
	}
	return nil
}

// Tick gives up on missing packets and ends the chunk of a source that fell
// silent. Call it about ten times a second, from Push's goroutine.
func (r *Receiver) Tick(now time.Time) {
	r.expire(now)
	r.cfg.Builder.Tick(now)
}

// Close hands on what is held and ends the frames in the making. The Builder
// is closed by its owner.
func (r *Receiver) Close() {
	r.flush()
	for _, f := range r.formats {
		f.flush()
	}
}

// Kind tells what the packets really carry, as far as it is known: the first
// format's kind, or what Auto found.
func (r *Receiver) Kind() Kind { return r.formats[0].kind }

// SSRC is the one whose packets are taken; 0 before the first.
func (r *Receiver) SSRC() uint32 { return r.ssrc }

// Program returns the demuxer's figures when the payload is a program stream.
func (r *Receiver) Program() (ps.Stats, bool) {
	for _, f := range r.formats {
		if f.demux != nil {
			return f.demux.Stats(), true
		}
	}
	return ps.Stats{}, false
}
