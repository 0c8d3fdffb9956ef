package main

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"github.com/bluenviron/gortsplib/v5/pkg/format/rtph264"

	"shiheng.internal/video/media"
	"shiheng.internal/video/ps"
	"shiheng.internal/video/rtpframe"
)

// The stream: 25 pictures a second, a key frame every two seconds, 4 Mbit/s of
// elementary stream.
const (
	frameRate  = 25
	groupSize  = 50
	keyBytes   = 120_000
	otherBytes = (1_000_000 - keyBytes) / (groupSize - 1)
	frameTicks = media.TimeScale / frameRate
	bitRate    = 4_000_000
)

var (
	clipSPS = []byte("\x67\x42\xc0\x1e\xda\x02\x80\xf6\x84\x00\x00\x03\x00\x04\x00\x00\x03\x00\xca\x3c\x58\xba\x80") // never written to
	clipPPS = []byte("\x68\xce\x3c\x80")                                                                             // never written to
)

// A clip is one group of pictures as RTP packets, to be sent for ever.
type clip [groupSize][][]byte

// units are the NAL units of picture i.
func units(i int, noise []byte) [][]byte {
	nal := func(head string, n int) []byte {
		from := i * 977 % 4096
		return append([]byte(head), noise[from:from+n-2]...)
	}
	if i == 0 {
		return [][]byte{clipSPS, clipPPS, nal("\x65\x88", keyBytes)}
	}
	return [][]byte{nal("\x41\x9a", otherBytes)}
}

// noise is what entropy coded data looks like: no start codes.
func noise(n int) []byte {
	p := make([]byte, n)
	x := uint32(1)
	for i := range p {
		x = x*1664525 + 1013904223
		p[i] = byte(x >> 24)
	}
	return bytes.ReplaceAll(p, []byte{0, 0}, []byte{0, 3})
}

// makeClip packs the group as H.264 in RTP, or as PS in RTP.
func makeClip(kind string) (*clip, error) {
	data := noise(keyBytes + 8192)
	var c clip
	encoder := &rtph264.Encoder{PayloadType: 96, PayloadMaxSize: 1400, PacketizationMode: 1}
	if err := encoder.Init(); err != nil {
		return nil, err
	}
	track := &media.Track{ID: 1, Codec: media.H264, SPS: [][]byte{clipSPS}, PPS: [][]byte{clipPPS}}
	muxer, split := ps.NewMuxer(ps.MuxConfig{}), rtpframe.Packetizer{Type: 96}
	for i := range c {
		nals := units(i, data)
		if kind == "rtsp" {
			packets, err := encoder.Encode(nals)
			if err != nil {
				return nil, err
			}
			for _, p := range packets {
				b, err := p.Marshal()
				if err != nil {
					return nil, err
				}
				c[i] = append(c[i], b)
			}
			continue
		}
		f := &media.Frame{Track: track, PTS: int64(i) * frameTicks, DTS: int64(i) * frameTicks}
		if i == 0 {
			f.Flags = media.Key
		}
		for _, n := range nals {
			f.Data = append(binary.BigEndian.AppendUint32(f.Data, uint32(len(n))), n...)
		}
		pack, err := muxer.Append(nil, f)
		if err != nil {
			return nil, err
		}
		err = split.Split(pack, 0, func(b []byte) error {
			c[i] = append(c[i], bytes.Clone(b))
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("pack picture %d: %w", i, err)
		}
	}
	return &c, nil
}

// A player walks over a clip and gives each packet its place in the stream.
// The times inside PS repeat with each group; a receiver must rebase them or
// go by RTP, so they are patched as well.
type player struct {
	clip *clip
	ssrc uint32
	seq  uint16
	pic  int // pictures sent
}

// next returns the packets of the next picture, copied behind dst: each with
// room for prefix bytes in front of it.
func (p *player) next(dst []byte, prefix int) ([]byte, [][]byte) {
	in := p.clip[p.pic%groupSize]
	size := 0
	for _, b := range in {
		size += prefix + len(b)
	}
	if cap(dst) < size {
		dst = make([]byte, 0, size)
	}
	dst = dst[:0]
	out := make([][]byte, 0, len(in))
	time := uint32(p.pic * frameTicks)
	for _, b := range in {
		at := len(dst)
		dst = append(dst, blank[:prefix]...)
		dst = append(dst, b...)
		packet := dst[at+prefix:]
		binary.BigEndian.PutUint16(packet[2:], p.seq)
		binary.BigEndian.PutUint32(packet[4:], time)
		binary.BigEndian.PutUint32(packet[8:], p.ssrc)
		p.seq++
		p.restamp(packet[12:])
		out = append(out, dst[at:len(dst):len(dst)])
	}
	p.pic++
	return dst, out
}

var blank [4]byte // never written to

// restamp writes the present time into the pack header and the first PES
// header of a picture.
func (p *player) restamp(b []byte) {
	if !bytes.HasPrefix(b, []byte{0, 0, 1, 0xba}) {
		return
	}
	pts := uint64(p.pic)*frameTicks + media.TimeScale
	scr := pts - media.TimeScale/10
	b[4], b[5], b[6] = 0x44|byte(scr>>30&7)<<3|byte(scr>>28&3), byte(scr>>20), byte(scr>>15&0x1f)<<3|4|byte(scr>>13&3)
	b[7], b[8] = byte(scr>>5), byte(scr&0x1f)<<3|4
	if i := bytes.Index(b, []byte{0, 0, 1, 0xe0}); i >= 0 && len(b) > i+14 && b[i+7]&0x80 != 0 {
		h := b[i+9:]
		h[0], h[1], h[2] = 0x21|byte(pts>>30&7)<<1, byte(pts>>22), byte(pts>>15&0x7f)<<1|1
		h[3], h[4] = byte(pts>>7), byte(pts&0x7f)<<1|1
	}
}
