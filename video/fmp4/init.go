package fmp4

import (
	"shiheng.internal"
	"shiheng.internal/video/media"
)

// AppendInit appends an init segment (ftyp, moov with mvex) for tracks, whose
// mp4 track numbers are their [media.Track.ID]. An unusable track is an
// ErrInvalid and b is returned unchanged.
func AppendInit(b []byte, tracks ...*media.Track) ([]byte, error) {
	if len(tracks) == 0 {
		return b, shiheng.Invalid("codec.none")
	}
	w := boxes{b: b}
	at := w.open("ftyp")
	w.str("iso5")
	w.u32(512)
	w.str("iso5iso6mp41")
	w.close(at)
	moov := w.open("moov")
	w.mvhd(tracks)
	for _, t := range tracks {
		if err := w.trak(t); err != nil {
			return b, err
		}
	}
	mvex := w.open("mvex")
	for _, t := range tracks {
		at := w.openFull("trex", 0, 0)
		w.u32(uint32(t.ID))
		w.u32(1) // sample description
		w.zeroes(12)
		w.close(at)
	}
	w.close(mvex)
	w.close(moov)
	return w.b, nil
}

func (w *boxes) mvhd(tracks []*media.Track) {
	next := uint32(1)
	for _, t := range tracks {
		next = max(next, uint32(t.ID)+1)
	}
	at := w.openFull("mvhd", 0, 0)
	w.zeroes(8)
	w.u32(media.TimeScale)
	w.u32(0)
	w.u32(0x10000) // rate 1
	w.u16(0x100)   // volume 1
	w.zeroes(10)
	w.matrix()
	w.zeroes(24)
	w.u32(next)
	w.close(at)
}

func (w *boxes) trak(t *media.Track) error {
	trak := w.open("trak")
	var p Picture
	if t.Codec.Video() {
		var err error
		if p, err = Describe(t); err != nil {
			return err
		}
	}
	w.tkhd(t, p)
	mdia := w.open("mdia")
	at := w.openFull("mdhd", 0, 0)
	w.zeroes(8)
	w.u32(media.TimeScale)
	w.u32(0)
	w.u16(0x55c4) // language und
	w.u16(0)
	w.close(at)
	w.hdlr(t)
	minf := w.open("minf")
	if t.Codec.Video() {
		at = w.openFull("vmhd", 0, 1)
		w.zeroes(8)
	} else {
		at = w.openFull("smhd", 0, 0)
		w.zeroes(4)
	}
	w.close(at)
	w.dinf()
	if err := w.stbl(t); err != nil {
		return err
	}
	w.close(minf)
	w.close(mdia)
	w.close(trak)
	return nil
}

func (w *boxes) tkhd(t *media.Track, p Picture) {
	at := w.openFull("tkhd", 0, 3) // enabled, in movie
	w.zeroes(8)
	w.u32(uint32(t.ID))
	w.zeroes(4 + 4 + 8 + 4)
	if t.Codec.Video() {
		w.u16(0)
	} else {
		w.u16(0x100)
	}
	w.u16(0)
	w.matrix()
	w.u32(uint32(p.Width) << 16)
	w.u32(uint32(p.Height) << 16)
	w.close(at)
}

func (w *boxes) hdlr(t *media.Track) {
	at := w.openFull("hdlr", 0, 0)
	w.u32(0)
	if t.Codec.Video() {
		w.str("vide")
	} else {
		w.str("soun")
	}
	w.zeroes(12)
	w.str("shiheng\x00")
	w.close(at)
}

func (w *boxes) dinf() {
	dinf := w.open("dinf")
	dref := w.openFull("dref", 0, 0)
	w.u32(1)
	w.close(w.openFull("url ", 0, 1)) // in this file
	w.close(dref)
	w.close(dinf)
}

// stbl writes the sample table of a fragmented file: the entry, and four empty
// tables that players insist on.
func (w *boxes) stbl(t *media.Track) error {
	stbl := w.open("stbl")
	stsd := w.openFull("stsd", 0, 0)
	w.u32(1)
	var err error
	if w.b, err = AppendSampleEntry(w.b, t); err != nil {
		return err
	}
	w.close(stsd)
	for _, name := range []string{"stts", "stsc"} {
		at := w.openFull(name, 0, 0)
		w.u32(0)
		w.close(at)
	}
	at := w.openFull("stsz", 0, 0)
	w.u64(0)
	w.close(at)
	at = w.openFull("stco", 0, 0)
	w.u32(0)
	w.close(at)
	w.close(stbl)
	return nil
}
