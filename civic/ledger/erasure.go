package ledger

import (
	"cmp"
	"slices"
)

// An Erased is a slot that is about to be erased, as its certificate names it.
type Erased struct {
	First uint64 `json:"first"`
	From  string `json:"from"`
	Last  uint64 `json:"last"`
	SHA   Hex    `json:"sha256"` // roots of the slot's footer
	Slot  string `json:"slot"`   // volume, number and use
	SM3   Hex    `json:"sm3"`
	To    string `json:"to"`
}

// An ErasedMinute names a camera-minute of which chunks are erased: all, or
// those that the slots held.
type ErasedMinute struct {
	Digest Hex    `json:"digest"` // SHA-256 of the camera-minute
	First  uint64 `json:"first"`
	Last   uint64 `json:"last"`
	Minute string `json:"minute"`
}

// An Erasure is a certificate: what of a camera's day is erased by one act, and
// why. The act's leaf names it by its digest and stands in the log before
// anything is erased. All erasures of a camera's day together are the
// certificate of that day.
type Erasure struct {
	Camera  string         `json:"camera"`
	Day     string         `json:"day"` // in Wuxi
	Kind    string         `json:"kind"`
	Minutes []ErasedMinute `json:"minutes"`
	Reason  string         `json:"reason"`
	Slots   []Erased       `json:"slots"`
	Stream  string         `json:"stream"`
	Version int            `json:"version"`
}

// KindErasure is that of a certificate.
const KindErasure = "erasure"

// Text is the certificate's bytes, the same each time.
func (e Erasure) Text() ([]byte, error) {
	e.Kind, e.Version = KindErasure, Version
	slices.SortFunc(e.Slots, func(a, b Erased) int { return cmp.Compare(a.First, b.First) })
	return canonical(e)
}

// ParseErasure reads one, and refuses other bytes than it would write.
func ParseErasure(text []byte) (e Erasure, err error) {
	return e, exactly(text, &e, func() ([]byte, error) { return canonical(e) })
}

// Spans are the numbers that a certificate says are erased.
func (e Erasure) Spans() (out Spans) {
	for _, s := range e.Slots {
		out = out.Add(SeqSpan{s.First, s.Last})
	}
	return out
}

// A Certificate is an erasure with the number of its act.
type Certificate struct {
	Seq    int64
	Digest Digest // SHA-256 of the text
	Text   []byte
}

// JoinMinutes adds erased minutes to those named before: one that two slots
// held parts of is named once, with all that goes.
func JoinMinutes(have, more []ErasedMinute) []ErasedMinute {
	for _, m := range more {
		i := slices.IndexFunc(have, func(o ErasedMinute) bool { return o.Digest == m.Digest })
		if i < 0 {
			have = append(have, m)
			continue
		}
		have[i].First, have[i].Last = min(have[i].First, m.First), max(have[i].Last, m.Last)
	}
	return have
}
