package ps

import (
	"encoding/binary"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// maxPES is the elementary stream payload put into one PES: its length field
// has 16 bits and counts up to thirteen header bytes (gb28181.md §19).
const maxPES = 65_000

// MuxConfig says how a Muxer writes. The zero value writes what GB/T 28181
// asks for; the rest imitates senders met in the field.
type MuxConfig struct {
	NoMap          bool // no program stream map at all
	MapOnce        bool // a map before the first key frame only
	MapAlways      bool // a map in every pack
	NoSystemHeader bool
	ZeroLength     bool // video PES of length 0
	NoTime         bool // no PTS
	PESSize        int  // most payload bytes of one video PES; 0 means 65000
}

// A Muxer writes frames as program stream packs. Video goes out as stream 0xE0,
// audio as 0xC0, further ones as 0xE1, 0xC1 and so on. It belongs to one
// goroutine.
type Muxer struct {
	cfg    MuxConfig
	tracks []muxed
	mapped bool
	serial byte // version of the map
}

type muxed struct {
	track *media.Track
	id    byte
}

// NewMuxer makes a muxer. Tracks make themselves known by their frames.
func NewMuxer(cfg MuxConfig) *Muxer {
	if cfg.PESSize <= 0 || cfg.PESSize > maxPES {
		cfg.PESSize = maxPES
	}
	return &Muxer{cfg: cfg}
}

// Declare makes a track known before its first frame, so that the first map
// already names it. Tracks whose coding has no stream type are refused with an
// ErrInvalid.
func (m *Muxer) Declare(t *media.Track) error {
	_, err := m.stream(t)
	return err
}

// stream finds or makes the stream of a track.
func (m *Muxer) stream(t *media.Track) (byte, error) {
	next := byte(0xc0)
	if t.Codec.Video() {
		next = 0xe0
	}
	for i := range m.tracks {
		s := &m.tracks[i]
		if s.track.ID == t.ID {
			if s.track.Codec != t.Codec {
				m.mapped = false
				m.serial++
			}
			s.track = t
			return s.id, nil
		}
		if s.track.Codec.Video() == t.Codec.Video() {
			next++
		}
	}
	if typeOf(t.Codec) == 0 || len(m.tracks) >= 16 {
		return 0, shiheng.Invalid("ps.mux.codec")
	}
	m.tracks = append(m.tracks, muxed{t, next})
	m.mapped = false
	m.serial++
	return next, nil
}

// Append adds one pack with frame f to dst and returns it. A video key frame
// is preceded by system header and map, and gets the parameter sets of its
// track when it does not carry them itself. The error is an ErrInvalid when
// the coding has no stream type; dst is returned unchanged then.
func (m *Muxer) Append(dst []byte, f *media.Frame) ([]byte, error) {
	id, err := m.stream(f.Track)
	if err != nil {
		return dst, err
	}
	dst = appendPack(dst, f.DTS)
	if f.IsKey() || !m.mapped && !f.Track.Codec.Video() || m.cfg.MapAlways {
		if !m.cfg.NoSystemHeader {
			dst = m.appendSystem(dst)
		}
		if !m.cfg.NoMap && !(m.cfg.MapOnce && m.mapped) {
			dst = m.appendMap(dst)
		}
		m.mapped = true
	}
	w := pesWriter{m: m, id: id, f: f, dst: dst}
	switch f.Track.Codec {
	case media.H264, media.H265:
		w.nals()
	case media.AAC:
		w.begin(len(f.Data) + 7)
		w.write(adtsHeader(f.Track.Config, len(f.Data)))
		w.write(f.Data)
	default:
		w.begin(len(f.Data))
		w.write(f.Data)
	}
	return w.dst, nil
}

// appendPack writes a pack header (2.5.3.3). The clock reference lies a tenth
// of a second before the decoding time.
func appendPack(dst []byte, dts int64) []byte {
	scr := uint64(dts-media.TimeScale/10) & (1<<33 - 1)
	const rate = 50_000 // units of 50 bytes a second: 20 Mbit/s
	return append(dst, 0, 0, 1, codePack,
		0x44|byte(scr>>30&7)<<3|byte(scr>>28&3), byte(scr>>20), byte(scr>>15&0x1f)<<3|4|byte(scr>>13&3),
		byte(scr>>5), byte(scr&0x1f)<<3|4, 1,
		byte(rate>>14), byte(rate>>6&0xff), byte(rate<<2&0xff)|3, 0xf8)
}

func (m *Muxer) appendSystem(dst []byte) []byte {
	const rate = 50_000
	dst = append(dst, 0, 0, 1, codeSystem, 0, byte(6+3*len(m.tracks)),
		0x80|byte(rate>>15), byte(rate>>7&0xff), byte(rate<<1&0xff)|1, 1<<2, 1<<5|1, 0x7f)
	for _, t := range m.tracks {
		bound := uint16(0xc000 | 32) // ×128 bytes
		if t.id >= 0xe0 {
			bound = 0xe000 | 2048 // ×1024 bytes
		}
		dst = append(dst, t.id, byte(bound>>8), byte(bound))
	}
	return dst
}

func (m *Muxer) appendMap(dst []byte) []byte {
	at := len(dst)
	n := 4 * len(m.tracks)
	dst = append(dst, 0, 0, 1, codeMap, 0, byte(10+n), 0xe0|m.serial&0x1f, 0xff, 0, 0, 0, byte(n))
	for _, t := range m.tracks {
		dst = append(dst, typeOf(t.track.Codec), t.id, 0, 0)
	}
	return binary.BigEndian.AppendUint32(dst, crc32(dst[at:]))
}

// crc32 is the checksum of 13818-1 annex A: polynomial 0x04C11DB7, not
// reflected, starting from ones.
func crc32(p []byte) uint32 {
	crc := ^uint32(0)
	for _, b := range p {
		crc ^= uint32(b) << 24
		for range 8 {
			if crc&(1<<31) != 0 {
				crc = crc<<1 ^ 0x04c11db7
			} else {
				crc <<= 1
			}
		}
	}
	return crc
}

// pesWriter cuts one frame into PES packets.
type pesWriter struct {
	m    *Muxer
	id   byte
	f    *media.Frame
	dst  []byte
	left int // bytes of the frame not yet in a PES header
	room int // of the present PES
}

// begin says how many bytes the frame has and opens its first PES.
func (w *pesWriter) begin(size int) {
	w.left = size
	w.header(!w.m.cfg.NoTime)
}

func (w *pesWriter) header(timed bool) {
	w.room = w.left
	if w.id >= 0xe0 || w.left > maxPES {
		w.room = min(w.left, w.m.cfg.PESSize)
	}
	w.left -= w.room
	pts, dts := uint64(w.f.PTS)&(1<<33-1), uint64(w.f.DTS)&(1<<33-1)
	flags, size := byte(0), byte(0)
	switch {
	case timed && pts != dts && w.f.Track.Codec.Video():
		flags, size = 0xc0, 10
	case timed:
		flags, size = 0x80, 5
	}
	length := w.room + 3 + int(size)
	if w.m.cfg.ZeroLength && w.id >= 0xe0 {
		length = 0
	}
	align := byte(0)
	if timed {
		align = 4 // data_alignment_indicator
	}
	w.dst = append(w.dst, 0, 0, 1, w.id, byte(length>>8), byte(length), 0x80|align, flags, size)
	if flags != 0 {
		w.dst = append33(w.dst, flags>>6, pts)
	}
	if flags == 0xc0 {
		w.dst = append33(w.dst, 1, dts)
	}
}

func append33(dst []byte, mark byte, v uint64) []byte {
	return append(dst, mark<<4|byte(v>>30&7)<<1|1, byte(v>>22), byte(v>>15&0x7f)<<1|1, byte(v>>7), byte(v&0x7f)<<1|1)
}

func (w *pesWriter) write(p []byte) {
	for len(p) > 0 {
		if w.room == 0 {
			w.header(false)
		}
		n := min(len(p), w.room)
		w.dst = append(w.dst, p[:n]...)
		w.room -= n
		p = p[n:]
	}
}

var startCode4 = []byte{0, 0, 0, 1} // never written to

// nals writes an access unit with start codes.
func (w *pesWriter) nals() {
	var missing [][]byte
	if w.f.IsKey() {
		missing = missingSets(w.f)
	}
	size := 0
	for _, s := range missing {
		size += 4 + len(s)
	}
	for range media.NALs(w.f.Data) {
		size += 4
	}
	for nal := range media.NALs(w.f.Data) {
		size += len(nal)
	}
	w.begin(size)
	for _, s := range missing {
		w.write(startCode4)
		w.write(s)
	}
	for nal := range media.NALs(w.f.Data) {
		w.write(startCode4)
		w.write(nal)
	}
}

// missingSets returns the track's parameter sets when the key frame carries no
// sequence parameter set of its own.
func missingSets(f *media.Frame) [][]byte {
	for nal := range media.NALs(f.Data) {
		if media.ReadNAL(f.Track.Codec, nal).Set == media.SPS {
			return nil
		}
	}
	var sets [][]byte
	sets = append(sets, f.Track.VPS...)
	sets = append(sets, f.Track.SPS...)
	return append(sets, f.Track.PPS...)
}

// adtsHeader makes the header in front of a raw AAC frame (14496-3 1.A.2).
func adtsHeader(config []byte, size int) []byte {
	object, rate, channels := byte(2), byte(11), byte(1)
	if len(config) >= 2 {
		object = config[0] >> 3
		rate = config[0]&7<<1 | config[1]>>7
		channels = config[1] >> 3 & 15
	}
	n := size + 7
	return []byte{
		0xff, 0xf1, (object-1)<<6 | rate<<2 | channels>>2,
		channels<<6 | byte(n>>11&3), byte(n >> 3), byte(n<<5&0xe0) | 0x1f, 0xfc,
	}
}
