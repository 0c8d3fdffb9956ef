package fmp4

import (
	"shiheng.internal"
	"shiheng.internal/video/media"
)

// AppendSampleEntry appends the track's sample entry (avc1 with avcC, hvc1
// with hvcC, mp4a with esds, Opus with dOps, alaw, ulaw): the one child of an
// stsd box. It is an ErrInvalid when the coding has none or the parameter
// sets are missing or cannot be read; b is then returned unchanged.
func AppendSampleEntry(b []byte, t *media.Track) ([]byte, error) {
	w := boxes{b: b}
	var err error
	switch t.Codec { //nolint:exhaustive // the rest has no sample entry
	case media.H264:
		err = w.avc1(t)
	case media.H265:
		err = w.hvc1(t)
	case media.AAC:
		err = w.mp4a(t)
	case media.Opus:
		w.opus(t)
	case media.PCMA:
		w.close(w.soundEntry("alaw", t))
	case media.PCMU:
		w.close(w.soundEntry("ulaw", t))
	default:
		err = shiheng.Invalid("codec.entry", "codec", CodecName(t.Codec))
	}
	if err != nil {
		return b, err
	}
	return w.b, nil
}

// pictureEntry opens a VisualSampleEntry.
func (w *boxes) pictureEntry(name string, p Picture) int {
	at := w.open(name)
	w.zeroes(6)
	w.u16(1) // data_reference_index
	w.zeroes(16)
	w.u16(uint16(p.Width))
	w.u16(uint16(p.Height))
	w.u32(72 << 16) // 72 dpi
	w.u32(72 << 16)
	w.u32(0)
	w.u16(1) // frames per sample
	w.zeroes(32)
	w.u16(24) // depth
	w.u16(0xffff)
	return at
}

func (w *boxes) avc1(t *media.Track) error {
	sps, err := firstSPS(t)
	if err != nil {
		return err
	}
	s, err := parse264(sps)
	if err != nil {
		return err
	}
	p, err := describe264(sps)
	if err != nil {
		return err
	}
	if err := setsFit(t); err != nil {
		return err
	}
	entry := w.pictureEntry("avc1", p)
	at := w.open("avcC")
	w.raw([]byte{1, sps[1], sps[2], sps[3], 0xff}) // 0xff: lengths of four bytes
	w.u8(0xe0 | byte(len(t.SPS)))
	w.sets(t.SPS)
	w.u8(byte(len(t.PPS)))
	w.sets(t.PPS)
	switch s.ProfileIdc {
	case 66, 77, 88: // these profiles have no extension fields
	default:
		w.u8(0xfc | byte(s.ChromaFormatIdc&3))
		w.u8(0xf8 | byte(s.BitDepthLumaMinus8&7))
		w.u8(0xf8 | byte(s.BitDepthChromaMinus8&7))
		w.u8(0) // no SPS extensions
	}
	w.close(at)
	w.close(entry)
	return nil
}

// setsFit bounds what avcC and hvcC can count: 31 sets of 64 KiB.
func setsFit(t *media.Track) error {
	for _, list := range [][][]byte{t.VPS, t.SPS, t.PPS} {
		if len(list) > 31 {
			return shiheng.Invalid("codec.sets", "codec", CodecName(t.Codec))
		}
		for _, s := range list {
			if len(s) == 0 || len(s) > maxParameterSet {
				return shiheng.Invalid("codec.sets", "codec", CodecName(t.Codec))
			}
		}
	}
	if len(t.PPS) == 0 {
		return shiheng.Invalid("codec.pps", "codec", CodecName(t.Codec))
	}
	return nil
}

func (w *boxes) sets(list [][]byte) {
	for _, s := range list {
		w.u16(uint16(len(s)))
		w.raw(s)
	}
}

func (w *boxes) hvc1(t *media.Track) error {
	sps, err := firstSPS(t)
	if err != nil {
		return err
	}
	p, err := parse265(sps)
	if err != nil {
		return err
	}
	if err := setsFit(t); err != nil {
		return err
	}
	entry := w.pictureEntry("hvc1", p.picture)
	at := w.open("hvcC")
	w.u8(1)
	w.raw(p.profile[:])
	w.u16(0xf000) // min_spatial_segmentation_idc unknown
	w.u8(0xfc)    // parallelismType unknown
	w.u8(0xfc | p.chroma)
	w.u8(0xf8 | p.depthLuma)
	w.u8(0xf8 | p.depthChroma)
	w.u16(0) // avgFrameRate unknown
	nested := byte(0)
	if p.nested {
		nested = 1
	}
	w.u8(p.subLayers&7<<3 | nested<<2 | 3) // lengths of four bytes
	arrays := 0
	count := len(w.b)
	w.u8(0)
	for _, a := range []struct {
		kind byte
		sets [][]byte
	}{{32, t.VPS}, {33, t.SPS}, {34, t.PPS}} {
		if len(a.sets) == 0 {
			continue
		}
		arrays++
		w.u8(0x80 | a.kind) // complete: hvc1 keeps no sets in samples that are not here
		w.u16(uint16(len(a.sets)))
		w.sets(a.sets)
	}
	w.b[count] = byte(arrays)
	w.close(at)
	w.close(entry)
	return nil
}

// soundEntry opens an AudioSampleEntry. Missing figures become those of G.711.
func (w *boxes) soundEntry(name string, t *media.Track) int {
	at := w.open(name)
	w.zeroes(6)
	w.u16(1)
	w.zeroes(8)
	w.u16(uint16(max(t.Channels, 1)))
	w.u16(16)
	w.u32(0)
	rate := t.SampleRate
	if rate <= 0 {
		rate = 8000
	}
	if name == "Opus" {
		rate = 48000 // Opus in ISOBMFF 4.3.2: always 48 kHz
	}
	if rate > 0xffff {
		rate = 0 // does not fit 16.16; the AudioSpecificConfig has it
	}
	w.u32(uint32(rate) << 16)
	return at
}

func (w *boxes) mp4a(t *media.Track) error {
	if len(t.Config) < 2 || len(t.Config) > 64 {
		return shiheng.Invalid("codec.config", "codec", "aac")
	}
	entry := w.soundEntry("mp4a", t)
	at := w.openFull("esds", 0, 0)
	config := len(t.Config)
	descriptor := func(tag byte, size int) { w.raw([]byte{tag, 0x80, 0x80, 0x80, byte(size)}) }
	descriptor(3, 3+5+13+5+config+5+1) // ES
	w.u16(0)
	w.u8(0)
	descriptor(4, 13+5+config)         // decoder configuration
	w.raw([]byte{0x40, 0x15, 0, 0, 0}) // MPEG-4 audio, audio stream
	w.u32(0)                           // bit rates unknown
	w.u32(0)
	descriptor(5, config)
	w.raw(t.Config)
	descriptor(6, 1) // SL: predefined for MP4
	w.u8(2)
	w.close(at)
	w.close(entry)
	return nil
}

// opusPreSkip is the encoder's lookahead at 48 kHz that a decoder drops:
// 6.5 ms, what libopus and its Go twin use for voice at any input rate.
const opusPreSkip = 312

func (w *boxes) opus(t *media.Track) {
	entry := w.soundEntry("Opus", t)
	at := w.open("dOps")
	w.u8(0)
	w.u8(byte(max(t.Channels, 1)))
	w.u16(opusPreSkip)
	w.u32(48000) // of the input; Chromium refuses anything else than the entry's own rate
	w.u16(0)     // gain
	w.u8(0)      // one or two channels, no mapping table
	w.close(at)
	w.close(entry)
}
