package media

import (
	"bytes"
	"slices"
)

// maxSets bounds the parameter sets kept of one kind (H.264 allows 256 PPS; no
// camera is known to use more than a few).
const maxSets = 16

// outOfBand takes the parameter sets a source declared beside the stream.
func (l *Lane) outOfBand(p Params) {
	if l.codec == CodecUnknown || len(p.SPS) == 0 {
		return
	}
	t := &Track{ID: l.id, Codec: l.codec, Generation: 1}
	t.VPS, t.SPS, t.PPS = clone(p.VPS), clone(p.SPS), clone(p.PPS)
	l.adopt(t)
}

func clone(sets [][]byte) [][]byte {
	var out [][]byte
	for _, s := range sets {
		if len(s) > 0 && len(out) < maxSets {
			out = append(out, bytes.Clone(s))
		}
	}
	return out
}

// describe compares the parameter sets of the access unit in the making with
// the published ones and makes a new Track when they differ. Sets of a damaged
// unit that cannot be read change nothing.
func (l *Lane) describe() {
	var t *Track
	for _, s := range l.sets[:l.nsets] {
		nal := l.buf[s.at:s.end]
		now := l.track
		if t != nil {
			now = t
		}
		if now != nil && has(*now.sets(s.kind), nal) {
			continue
		}
		if l.au.damaged {
			if _, ok := readSPS(l.codec, nal); s.kind != SPS || !ok {
				continue
			}
		}
		if t == nil {
			t = l.draft()
		}
		l.replace(t.sets(s.kind), s.kind, nal)
	}
	if t != nil {
		l.adopt(t)
	}
}

// sets is the list of one kind.
func (t *Track) sets(k SetKind) *[][]byte {
	switch k {
	case VPS:
		return &t.VPS
	case SPS:
		return &t.SPS
	default:
		return &t.PPS
	}
}

func has(sets [][]byte, nal []byte) bool {
	for _, s := range sets {
		if bytes.Equal(s, nal) {
			return true
		}
	}
	return false
}

// draft is a copy of what is known so far, to be changed and adopted.
func (l *Lane) draft() *Track {
	t := &Track{ID: l.id, Codec: l.codec}
	if from := l.track; from != nil {
		*t = *from
	} else if l.partial != nil && l.partial.Codec == l.codec {
		*t = *l.partial
	}
	t.VPS, t.SPS, t.PPS = slices.Clone(t.VPS), slices.Clone(t.SPS), slices.Clone(t.PPS)
	return t
}

// replace puts a copy of nal in place of the set of the same number.
func (l *Lane) replace(list *[][]byte, kind SetKind, nal []byte) {
	id := setID(l.codec, kind, nal)
	for i, old := range *list {
		if setID(l.codec, kind, old) == id {
			(*list)[i] = bytes.Clone(nal)
			return
		}
	}
	if len(*list) >= maxSets {
		*list = slices.Delete(*list, 0, 1)
	}
	*list = append(*list, bytes.Clone(nal))
}

// adopt publishes t when it can be given to a decoder, else keeps it until the
// rest has come.
func (l *Lane) adopt(t *Track) {
	if len(t.SPS) == 0 || len(t.PPS) == 0 || t.Codec == H265 && len(t.VPS) == 0 {
		l.partial = t
		return
	}
	l.partial = nil
	if p, ok := readSPS(t.Codec, t.SPS[len(t.SPS)-1]); ok {
		l.pic, t.Width, t.Height = p, p.Width, p.Height
		l.clock.expect(p.Reorder)
	}
	l.publish(t)
}

// publish makes t the present track under a generation of its own.
func (l *Lane) publish(t *Track) {
	l.generation++
	t.Generation = l.generation
	l.track = t
}
