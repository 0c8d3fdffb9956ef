package ps

import "shiheng.internal/video/media"

// Stream types (13818-1 table 2-34, GB/T 28181-2022 C.2.4).
const (
	typeMPEG4 = 0x10
	typeAAC   = 0x0f
	typeH264  = 0x1b
	typeH265  = 0x24
	typeSVAC  = 0x80
	typePCMA  = 0x90
	typePCMU  = 0x91
	typeG722  = 0x92
	typeG723  = 0x93
	typeG729  = 0x99
	typeSVACA = 0x9b
)

// codecOf maps stream types to codings. What is not here is kept as an opaque
// track.
func codecOf(typ byte) media.Codec {
	switch typ {
	case typeMPEG4:
		return media.MPEG4
	case typeAAC:
		return media.AAC
	case typeH264:
		return media.H264
	case typeH265:
		return media.H265
	case typeSVAC:
		return media.SVAC
	case typePCMA:
		return media.PCMA
	case typePCMU:
		return media.PCMU
	case typeG722:
		return media.G722
	case typeG723:
		return media.G723
	case typeG729:
		return media.G729
	case typeSVACA:
		return media.SVACA
	}
	return media.Private
}

// typeOf is the stream type of a coding, 0 when it has none.
func typeOf(c media.Codec) byte {
	for _, t := range [...]byte{
		typeMPEG4, typeAAC, typeH264, typeH265, typeSVAC, typePCMA,
		typePCMU, typeG722, typeG723, typeG729, typeSVACA,
	} {
		if codecOf(t) == c {
			return t
		}
	}
	return 0
}

// programMap reads a program stream map (2.5.4). The length of the elementary
// stream map and the CRC are often wrong and not believed; the length of the
// whole is.
func (d *Demuxer) programMap() {
	length := int(d.head[4])<<8 | int(d.head[5])
	if 6+length > maxHeader {
		d.skip(length)
		return
	}
	if d.more(6 + length) {
		return
	}
	h := d.head[6 : 6+length]
	if len(h) >= 10 {
		at := 4 + int(h[2])<<8 + int(h[3]) + 2 // behind program_stream_info and the map's length
		for at+4 <= len(h)-4 {
			d.declare(h[at+1], h[at])
			at += 4 + int(h[at+2])<<8 + int(h[at+3])
		}
	}
	d.expect()
}

// declare notes what the map says of stream id. A lane is changed when the map
// says something new, not when it repeats what NAL units contradict.
func (d *Demuxer) declare(id, typ byte) {
	d.types[id] = typ
	s := d.streams[id]
	if s == nil || s.lane == nil || s.typ == typ || id == codePrivate2 || id < 0xe0 && codecOf(typ).Video() {
		return
	}
	guessed := s.typ == 0
	s.typ = typ
	c := codecOf(typ)
	if s.nal && (c == media.H264 || c == media.H265) {
		if !guessed || s.lane.Track() == nil {
			s.lane.Recode(c)
		}
		return
	}
	if !(s.nal && !c.Video()) && s.lane.Codec() != c {
		s.lane.Flush()
		d.open(s, c)
	}
}

// stream finds the stream of an id, making it when it is new.
func (d *Demuxer) stream(id byte) *stream {
	s := d.streams[id]
	if s == nil {
		s = &stream{id: id}
		d.streams[id] = s
	}
	if s.lane == nil {
		switch typ, ok := d.types[id]; {
		case !ok:
			d.stats.NoMap++
		case id == codePrivate2, id < 0xe0 && codecOf(typ).Video():
			// The map is wrong: the id says that this is no video.
		default:
			s.typ = typ
			d.open(s, codecOf(typ))
		}
	}
	return s
}

// open gives s a lane. A lane refused for their number stays nil, takes all
// and keeps nothing.
func (d *Demuxer) open(s *stream, c media.Codec) {
	if s.id >= 0xe0 && s.id < 0xf0 && !c.Video() {
		c = media.CodecUnknown // a wrong type: the NAL units will tell
	}
	s.lane = d.b.Lane(c, media.Params{})
	s.nal = c == media.H264 || c == media.H265 || c == media.CodecUnknown
	s.set, s.stamped = s.set && s.lane != nil, false
}

// guess names the coding of a stream no map declared, from its id and first
// bytes (gb28181.md §19). CodecUnknown is video that parameter sets will tell.
func guess(id byte, p []byte) media.Codec {
	switch {
	case id >= 0xe0:
		return media.CodecUnknown
	case id == codePrivate1:
		return media.Private
	case len(p) >= 2 && p[0] == 0xff && p[1]&0xf6 == 0xf0:
		return media.AAC
	}
	return media.PCMA
}
