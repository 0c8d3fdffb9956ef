package record

import (
	"slices"

	"shiheng.internal/video/media"
)

// unlearn takes the sound that no longer comes off the list: footage declares no
// track of sound that it does not hold.
func (r *Recorder) unlearn() {
	gone := func(t *media.Track) bool {
		return t.Codec.Audio() && r.begun.Sub(r.sounded[t.ID]) > media.SoundGone
	}
	if slices.ContainsFunc(r.tracks, gone) {
		r.tracks = slices.DeleteFunc(slices.Clone(r.tracks), gone)
	}
}

// declare keeps the list of tracks up to date. The list is never changed in
// place: chunks on their way to disk hold it.
func (r *Recorder) declare(f *media.Frame) {
	t := f.Track
	if t.Codec.Audio() {
		r.sounded[t.ID] = f.Received
	}
	for i, o := range r.tracks {
		if o.ID == t.ID {
			if o != t {
				next := append([]*media.Track(nil), r.tracks...)
				next[i] = t
				r.tracks = next
			}
			return
		}
	}
	r.tracks = append(r.tracks[:len(r.tracks):len(r.tracks)], t)
}

// lead is the track whose slabs become chunks: the first video track.
func (r *Recorder) lead() uint8 {
	lead := uint8(0)
	for _, t := range r.tracks {
		if t.Codec.Video() && (lead == 0 || t.ID < lead) {
			lead = t.ID
		}
	}
	if lead == 0 {
		lead = 1
	}
	return lead
}

// pictures reports whether a picture track is known.
func (r *Recorder) pictures() bool {
	for _, t := range r.tracks {
		if t.Codec.Video() {
			return true
		}
	}
	return false
}
