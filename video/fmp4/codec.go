package fmp4

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"strings"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// CodecName is the short name of a coding in messages and lists: h264, h265,
// pcma, pcmu, aac, opus, or "other" for what is kept as an opaque track.
func CodecName(c media.Codec) string {
	switch c { //nolint:exhaustive // the rest has no name of its own
	case media.H264:
		return "h264"
	case media.H265:
		return "h265"
	case media.PCMA:
		return "pcma"
	case media.PCMU:
		return "pcmu"
	case media.AAC:
		return "aac"
	case media.Opus:
		return "opus"
	case media.SVAC:
		return "svac"
	default:
		return "other"
	}
}

// CodecString is the track's value in the codecs parameter of a MIME type
// (RFC 6381; ISO/IEC 14496-15 annex E): avc1.640028, hvc1.1.6.L93.B0,
// mp4a.40.2, opus, alaw, ulaw. Codings without one are an ErrInvalid.
func CodecString(t *media.Track) (string, error) {
	switch t.Codec { //nolint:exhaustive // the rest has no codec string
	case media.H264:
		sps, err := firstSPS(t)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("avc1.%02x%02x%02x", sps[1], sps[2], sps[3]), nil
	case media.H265:
		return codecString265(t)
	case media.AAC:
		if len(t.Config) < 2 {
			return "", shiheng.Invalid("codec.config", "codec", "aac")
		}
		return fmt.Sprintf("mp4a.40.%d", audioObjectType(t.Config)), nil
	case media.Opus:
		return "opus", nil
	case media.PCMA:
		return "alaw", nil
	case media.PCMU:
		return "ulaw", nil
	default:
		return "", shiheng.Invalid("codec.entry", "codec", CodecName(t.Codec))
	}
}

// audioObjectType reads the first field of an AudioSpecificConfig.
func audioObjectType(config []byte) int {
	kind := int(config[0] >> 3)
	if kind == 31 { // escape: six more bits
		kind = 32 + int(config[0]&7)<<3 + int(config[1]>>5)
	}
	return kind
}

func codecString265(t *media.Track) (string, error) {
	sps, err := firstSPS(t)
	if err != nil {
		return "", err
	}
	p, err := parse265(sps)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("hvc1.")
	if space := p.profile[0] >> 6; space > 0 {
		b.WriteByte('A' + space - 1)
	}
	compatibility := bits.Reverse32(binary.BigEndian.Uint32(p.profile[1:]))
	tier := byte('L')
	if p.profile[0]&0x20 != 0 {
		tier = 'H'
	}
	fmt.Fprintf(&b, "%d.%X.%c%d", p.profile[0]&0x1f, compatibility, tier, p.profile[11])
	constraints := p.profile[5:11]
	for len(constraints) > 0 && constraints[len(constraints)-1] == 0 {
		constraints = constraints[:len(constraints)-1] // trailing zero bytes are left out
	}
	for _, c := range constraints {
		fmt.Fprintf(&b, ".%X", c)
	}
	return b.String(), nil
}

// MIME is the type a player gives to addSourceBuffer for a segment with these
// tracks: video/mp4 or audio/mp4 with every codec string.
func MIME(tracks ...*media.Track) (string, error) {
	kind, list := "audio/mp4", make([]string, 0, len(tracks))
	for _, t := range tracks {
		s, err := CodecString(t)
		if err != nil {
			return "", err
		}
		if t.Codec.Video() {
			kind = "video/mp4"
		}
		list = append(list, s)
	}
	return fmt.Sprintf("%s; codecs=%q", kind, strings.Join(list, ",")), nil
}
