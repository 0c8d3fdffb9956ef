package ps

import "shiheng.internal/video/media"

// pes reads a PES header (2.4.3.6) and finds the stream it belongs to.
func (d *Demuxer) pes() {
	if d.more(9) {
		return
	}
	h := d.head[:d.n]
	switch {
	case h[6]>>6 != 2:
		d.oldPES()
	case h[7]&0xc0 == 0 && (h[7] == 5 || h[7] == 10) && h[8]&0xe1 == 0x21:
		// A firmware that leaves the flags byte out: the header length stands
		// one byte early and a PTS where it should be.
		if !d.more(8 + int(h[7])) {
			d.stats.Shifted++
			pts := clock33(h[8:])
			d.enter(8+int(h[7]), &pts, nil)
		}
	case !d.more(9 + int(h[8])):
		end := 9 + int(h[8])
		var pts, dts *uint64
		if h[7]&0x80 != 0 && h[8] >= 5 {
			v := clock33(h[9:])
			pts = &v
		}
		if h[7]&0xc0 == 0xc0 && h[8] >= 10 {
			v := clock33(h[14:])
			dts = &v
		}
		d.enter(end, pts, dts)
	}
}

// oldPES reads a header of ISO/IEC 11172-1, as ffmpeg -f mpeg writes them:
// stuffing, an optional buffer size, times marked by their first bits.
func (d *Demuxer) oldPES() {
	i := 6
	for ; i < 6+16; i++ {
		if d.more(i + 1) {
			return
		}
		if d.head[i] != 0xff {
			break
		}
	}
	if d.head[i]>>6 == 1 {
		i += 2
		if d.more(i + 1) {
			return
		}
	}
	switch d.head[i] >> 4 {
	case 2:
		if !d.more(i + 5) {
			pts := clock33(d.head[i:])
			d.enter(i+5, &pts, nil)
		}
	case 3:
		if !d.more(i + 10) {
			pts, dts := clock33(d.head[i:]), clock33(d.head[i+5:])
			d.enter(i+10, &pts, &dts)
		}
	default:
		if d.head[i] == 0x0f {
			i++
		}
		d.enter(i, nil, nil)
	}
}

// clock33 reads the 33 bits of a PTS or DTS; marker bits are not looked at.
func clock33(b []byte) uint64 {
	return uint64(b[0]>>1&7)<<30 | uint64(b[1])<<22 | uint64(b[2]>>1)<<15 | uint64(b[3])<<7 | uint64(b[4]>>1)
}

// enter goes from a PES header that ends at end to its payload.
func (d *Demuxer) enter(end int, pts, dts *uint64) {
	d.stats.PES++
	length := int(d.head[4])<<8 | int(d.head[5])
	d.remain = length - (end - 6)
	if length == 0 {
		d.remain = -1 // not legal in a program stream, but seen
		d.stats.Unbounded++
	} else if d.remain < 0 {
		d.stats.BadLength++
		d.n = 0
		d.resync()
		return
	}
	d.cur, d.match = d.stream(d.head[3]), 0
	d.stamp(d.cur, pts, dts)
	if d.remain == 0 {
		d.endPES()
		return
	}
	d.state, d.end, d.need = peeking, end, end+peek
	if d.remain > 0 {
		d.need = end + min(peek, d.remain)
	}
	if d.cur.lane != nil && (!d.cur.nal || pts == nil) {
		d.need = end // nothing to find out
	}
}

// arrive looks at the first payload bytes, decides what was left to decide and
// hands them on.
func (d *Demuxer) arrive() {
	p := d.head[d.end:d.n]
	if d.cur.lane == nil {
		d.cur.typ = 0
		d.open(d.cur, guess(d.cur.id, p))
		d.restamp()
	}
	shift := 0
	if d.cur.nal && len(p) >= 4 {
		shift = d.misplaced(p)
	}
	d.state = payload
	switch {
	case shift > 0:
		p = p[shift:]
		if d.remain > 0 {
			d.remain -= shift
		}
	case shift < 0:
		p = d.head[d.end+shift : d.n]
		if d.remain > 0 {
			d.remain -= shift
		}
	}
	if len(p) == 0 {
		if d.remain == 0 {
			d.endPES()
		}
		return
	}
	var first [peek + 2]byte
	n := copy(first[:], p)
	if rest := d.content(first[:n]); len(rest) > 0 {
		d.gather(rest)
	}
}

// misplaced tells by how many bytes the payload of a PES with a time begins
// later (or earlier, negative) than the header said: a start code stands just
// beside. Senders whose PES do not begin with access units are left alone.
func (d *Demuxer) misplaced(p []byte) int {
	h := d.head[:d.end]
	zeros := 0
	for zeros < len(p) && p[zeros] == 0 {
		zeros++
	}
	if zeros >= 2 && (zeros == len(p) || p[zeros] == 1) {
		return 0
	}
	if d.ragged {
		return 0
	}
	for k := 1; k <= 3 && k+3 <= len(p); k++ {
		if p[k] == 0 && p[k+1] == 0 && (p[k+2] == 1 || p[k+2] == 0) {
			d.stats.Shifted++
			return k
		}
	}
	if n := len(h); n > 12 {
		if h[n-1] == 0 && p[0] == 0 && p[1] == 1 {
			d.stats.Shifted++
			return -1
		}
		if h[n-2] == 0 && h[n-1] == 0 && p[0] == 1 {
			d.stats.Shifted++
			return -2
		}
	}
	d.ragged = true
	return 0
}

// stamp turns the times of a PES, or for want of them the RTP time, into the
// stamp of what follows.
func (d *Demuxer) stamp(s *stream, pts, dts *uint64) {
	st := media.Stamp{Received: d.at.Received, Device: d.at.Device}
	switch {
	case pts != nil:
		if !s.set {
			s.pts = int64(*pts)
		}
		s.pts = media.Unwrap(s.pts, *pts, 33)
		s.rtp, s.set = d.at.RTP, true
		st.PTS, st.HasPTS = s.pts, true
		if dts != nil {
			st.DTS, st.HasDTS = media.Unwrap(s.pts, *dts, 33), true
		}
	case d.at.HasRTP && s.set:
		st.PTS, st.HasPTS = s.pts+d.at.RTP-s.rtp, true
	case d.at.HasRTP:
		st.PTS, st.HasPTS = d.at.RTP, true
	case s.stamped && (s.nal || s.lane.Codec().Video()):
		return // goes on with the frame it is in
	}
	s.stamped = true
	s.lane.At(st)
	d.pending = st
}

// restamp repeats the newest stamp for a lane that did not exist yet.
func (d *Demuxer) restamp() { d.cur.lane.At(d.pending) }

// private2 reads a packet of private stream 2, which has no PES header. Each
// is kept as one opaque frame.
func (d *Demuxer) private2() {
	d.stats.PES++
	d.remain = int(d.head[4])<<8 | int(d.head[5])
	d.cur, d.match = d.stream(codePrivate2), 0
	if d.cur.lane == nil {
		d.open(d.cur, media.Private)
	}
	d.stamp(d.cur, nil, nil)
	d.state = payload
	if d.remain == 0 {
		d.endPES()
	}
}
