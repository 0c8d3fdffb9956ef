package fmp4

import (
	"net"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// A Sample is one frame's entry in a fragment, in 90 kHz units and bytes.
type Sample struct {
	Duration uint32
	Size     uint32
	// Offset is PTS minus DTS; it may be negative.
	Offset int32
	// Key marks a frame from which decoding can begin. Audio samples are all
	// such; their Key is ignored.
	Key bool
}

// A Run is consecutive samples of one track within a fragment.
type Run struct {
	Track   uint8 // media.Track.ID
	Video   bool
	Base    int64 // decode time of the first sample, not negative
	Samples []Sample
}

// Sample flags (ISO/IEC 14496-12, 8.8.3.1).
const (
	flagsKey   = 2 << 24       // depends on no other
	flagsOther = 1<<24 | 1<<16 // depends on others, not a sync sample
	trunFields = 1 | 0x100 | 0x200 | 0x400 | 0x800
	maxSamples = 1 << 16
)

// AppendFragment appends a moof box and the head of its mdat box. The payloads
// of all runs follow it in the order of runs and samples, unchanged and
// without anything between; their total length stands in the mdat head.
// Samples of no run, a negative Base, or more than 4 GiB are an ErrInvalid and
// b is returned unchanged. It allocates only when b is too short.
func AppendFragment(b []byte, sequence uint32, runs ...Run) ([]byte, error) {
	total, err := checkRuns(runs)
	if err != nil {
		return b, err
	}
	w := boxes{b: b}
	start := len(w.b)
	moof := w.open("moof")
	at := w.openFull("mfhd", 0, 0)
	w.u32(sequence)
	w.close(at)
	var offsets [8]int // where each run's data_offset stands
	for i := range runs {
		offsets[i] = w.traf(&runs[i])
	}
	w.close(moof)
	data := uint32(len(w.b) - start + 8)
	for i := range runs {
		w.patch(offsets[i], data)
		for _, s := range runs[i].Samples {
			data += s.Size
		}
	}
	w.u32(uint32(total + 8))
	w.str("mdat")
	return w.b, nil
}

func checkRuns(runs []Run) (int64, error) {
	if len(runs) == 0 || len(runs) > 8 {
		return 0, shiheng.Invalid("fragment.runs")
	}
	var total int64
	for i := range runs {
		if len(runs[i].Samples) == 0 || len(runs[i].Samples) > maxSamples || runs[i].Base < 0 {
			return 0, shiheng.Invalid("fragment.samples")
		}
		for _, s := range runs[i].Samples {
			total += int64(s.Size)
		}
	}
	if total > 1<<31-1 { // data_offset is signed
		return 0, shiheng.Invalid("fragment.size")
	}
	return total, nil
}

// traf writes one track fragment and returns where its data_offset stands.
func (w *boxes) traf(r *Run) int {
	traf := w.open("traf")
	at := w.openFull("tfhd", 0, 0x20000) // default-base-is-moof
	w.u32(uint32(r.Track))
	w.close(at)
	at = w.openFull("tfdt", 1, 0)
	w.u64(uint64(r.Base))
	w.close(at)
	trun := w.openFull("trun", 1, trunFields)
	w.u32(uint32(len(r.Samples)))
	offset := len(w.b)
	w.u32(0)
	for _, s := range r.Samples {
		w.u32(s.Duration)
		w.u32(s.Size)
		if s.Key || !r.Video {
			w.u32(flagsKey)
		} else {
			w.u32(flagsOther)
		}
		w.u32(uint32(s.Offset))
	}
	w.close(trun)
	w.close(traf)
	return offset
}

// Fragment is what [AppendFragment] does for frames of one track, payloads
// included by reference: the header, then each frame's own bytes. The caller
// keeps the frames' slabs retained until the buffers were written. Each
// frame's duration reaches to the next one's DTS, the last one's is last.
func Fragment(sequence uint32, base int64, last uint32, frames []*media.Frame) (net.Buffers, error) {
	if len(frames) == 0 {
		return nil, shiheng.Invalid("fragment.samples")
	}
	samples := make([]Sample, len(frames))
	out := make(net.Buffers, 1, len(frames)+1)
	for i, f := range frames {
		duration := last
		if i+1 < len(frames) {
			duration = Duration(frames[i+1].DTS - f.DTS)
		}
		samples[i] = Sample{Duration: duration, Size: uint32(len(f.Data)), Offset: int32(f.PTS - f.DTS), Key: f.IsKey()}
		out = append(out, f.Data)
	}
	t := frames[0].Track
	head, err := AppendFragment(nil, sequence, Run{Track: t.ID, Video: t.Codec.Video(), Base: base, Samples: samples})
	if err != nil {
		return nil, err
	}
	out[0] = head
	return out, nil
}

// Duration turns a distance between two decode times into a sample duration:
// never negative, never above what the field holds.
func Duration(ticks int64) uint32 {
	return uint32(min(max(ticks, 0), 1<<31-1))
}
