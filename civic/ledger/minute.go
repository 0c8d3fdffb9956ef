package ledger

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"shiheng.internal"
)

// KindMinute is the leaf of one minute of one recorder node.
const KindMinute = "minute"

// A Piece is one chunk of footage as far as the log tells of it. Declarations,
// of tracks and of gaps, carry the number of the chunk that they stand before.
type Piece struct {
	Seq      uint64
	From, To time.Time // by the server's clock
	Bytes    uint32
	Frames   uint32
	Beside   bool // a declaration
	Gap      *Gap // what a declaration of a gap says
	Key      bool // begins with a key frame
	Lost     bool // something was lost before it
	KeysOnly bool
	ClockSet bool // the clock was set during it
	Damaged  bool
	Lesser   bool
	SHA, SM3 Digest // the chunk's two digests
	Place    Place  // where it lies; no part of any digest
}

// A Place is where a chunk lies.
type Place struct {
	Volume shiheng.VolumeID
	Slot   uint32
	Offset uint32 // in the slot
}

// Minute is the minute a chunk belongs to: that of its first frame.
func (p *Piece) Minute() time.Time { return p.From.Truncate(time.Minute) }

// A Gap is a stretch without recording as a leaf tells it.
type Gap struct {
	After uint64 `json:"after"` // number of the last chunk before it
	Cause string `json:"cause"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// A Source is one recorded stream.
type Source struct {
	Stream shiheng.StreamID
	Camera shiheng.CameraID
	Role   string
}

// A CameraMinute is what a stream has of one minute: chunks that follow one
// another without a number left out. Its fields stand in the order of their
// names.
type CameraMinute struct {
	Bytes        uint64 `json:"bytes"`
	Camera       string `json:"camera"`
	Chunks       uint64 `json:"chunks"`
	ClockSet     int    `json:"clockSet,omitempty"`     // chunks during which the clock was set
	Damaged      int    `json:"damaged,omitempty"`      // chunks with a damaged frame
	Declarations int    `json:"declarations,omitempty"` // of tracks and gaps, which are in the roots as well
	First        uint64 `json:"first"`
	Frames       uint64 `json:"frames"`
	From         string `json:"from"`
	Gaps         []Gap  `json:"gaps,omitempty"`
	KeysOnly     int    `json:"keysOnly,omitempty"`
	Last         uint64 `json:"last"`
	Lesser       int    `json:"lesser,omitempty"`
	Lost         int    `json:"lost,omitempty"` // chunks before which something was lost
	Minute       string `json:"minute"`
	Previous     Hex    `json:"previous"` // SHA-256 of the stream's camera-minute logged before; zero for the first
	Role         string `json:"role"`
	SHA          Hex    `json:"sha256"` // roots over the digests of chunks
	SM3          Hex    `json:"sm3"`
	Stream       string `json:"stream"`
	To           string `json:"to"`
	Version      int    `json:"version"`
}

// MinuteText is a minute as leaves name it.
func MinuteText(t time.Time) string { return t.UTC().Format(minuteForm) }

// ParseMinute reads what MinuteText writes.
func ParseMinute(s string) (time.Time, error) { return time.Parse(minuteForm, s) }

const minuteForm = "2006-01-02T15:04Z"

// Text is the camera-minute's bytes, the same each time.
func (m CameraMinute) Text() ([]byte, error) {
	m.Version = Version
	return canonical(m)
}

// ParseCameraMinute reads one, and refuses other bytes than it would write.
func ParseCameraMinute(text []byte) (m CameraMinute, err error) {
	return m, exactly(text, &m, func() ([]byte, error) { return canonical(m) })
}

// exactly reads a value that writes the same bytes again.
func exactly(text []byte, v any, again func() ([]byte, error)) error {
	if err := json.Unmarshal(text, v); err != nil {
		return shiheng.Invalid("log.form").From(err)
	}
	if b, err := again(); err != nil || !bytes.Equal(b, text) {
		return shiheng.Invalid("log.form").From(err)
	}
	return nil
}

// Cut makes camera-minutes of a stream's chunks, which come in order of
// sequence, declarations before the chunk they belong to. previous is the
// digest of the one logged before. A number that was left out, as at a start
// with a disk missing, begins another.
func Cut(s Source, previous Digest, pieces []Piece) ([]CameraMinute, error) {
	var out []CameraMinute
	for len(pieces) > 0 {
		n := 1
		for n < len(pieces) && pieces[n].Minute().Equal(pieces[0].Minute()) && pieces[n].Seq <= pieces[n-1].Seq+1 {
			n++
		}
		m := cut(s, pieces[:n])
		m.Previous = Hex(previous)
		text, err := m.Text()
		if err != nil {
			return nil, err
		}
		previous = SHA256().Of(text)
		m.Version = Version
		out, pieces = append(out, m), pieces[n:]
	}
	return out, nil
}

func cut(s Source, pieces []Piece) CameraMinute {
	m := CameraMinute{
		Camera: s.Camera.String(), Stream: s.Stream.String(), Role: s.Role, Minute: MinuteText(pieces[0].From),
		First: pieces[0].Seq, Last: pieces[len(pieces)-1].Seq,
	}
	var from, to time.Time
	for i := range pieces {
		p := &pieces[i]
		m.Bytes += uint64(p.Bytes)
		if p.Beside {
			m.Declarations++
			if p.Gap != nil {
				m.Gaps = append(m.Gaps, *p.Gap)
			}
			continue
		}
		m.Chunks++
		m.Frames += uint64(p.Frames)
		if from.IsZero() || p.From.Before(from) {
			from = p.From
		}
		if p.To.After(to) {
			to = p.To
		}
		count(&m.ClockSet, p.ClockSet)
		count(&m.Damaged, p.Damaged)
		count(&m.Lost, p.Lost)
		count(&m.KeysOnly, p.KeysOnly)
		count(&m.Lesser, p.Lesser)
	}
	m.From, m.To = Time(from), Time(to)
	sha, gm := Roots(pieces)
	m.SHA, m.SM3 = Hex(sha), Hex(gm)
	return m
}

func count(n *int, is bool) {
	if is {
		*n++
	}
}

// Roots are the tree heads over the digests of chunks, each by its own hash: a
// leaf of the tree by SHA-256 is a chunk's SHA-256 digest, one of the tree by
// SM3 its SM3.
func Roots(pieces []Piece) (sha, gm Digest) {
	var a, b Range
	for i := range pieces {
		a = SHA256().Append(a, SHA256().Leaf(pieces[i].SHA[:]))
		b = SM3().Append(b, SM3().Leaf(pieces[i].SM3[:]))
	}
	return SHA256().Root(a), SM3().Root(b)
}

// A NodeMinute is the leaf over the camera-minutes of a node: those that were
// complete when it was written. What comes later, as after a crash, stands in
// another leaf of the same minute, with the next part.
type NodeMinute struct {
	At            string `json:"at"`
	Bytes         uint64 `json:"bytes"`
	CameraMinutes int    `json:"cameraMinutes"`
	Chunks        uint64 `json:"chunks"`
	Clock         string `json:"clock"`      // whether the node's clock was synchronised
	ClockError    int64  `json:"clockError"` // how far it may be off, in microseconds
	Kind          string `json:"kind"`
	Minute        string `json:"minute"`
	Part          int    `json:"part"` // 1 is the first of its minute
	Root          Hex    `json:"root"` // over the camera-minutes, in order of stream and number
	SM3           Hex    `json:"sm3Root"`
	Store         string `json:"store"`
	Version       int    `json:"version"`
}

// The states of a node's clock.
const (
	ClockSynchronised   = "synchronised"
	ClockUnsynchronised = "unsynchronised"
	ClockUnknown        = "unknown"
)

// Leaf is the leaf's bytes.
func (n NodeMinute) Leaf() ([]byte, error) {
	n.Kind, n.Version = KindMinute, Version
	return canonical(n)
}

// ParseNodeMinute reads a leaf of that kind.
func ParseNodeMinute(leaf []byte) (n NodeMinute, err error) {
	err = exactly(leaf, &n, func() ([]byte, error) { return canonical(n) })
	if err == nil && n.Kind != KindMinute {
		err = shiheng.Invalid("log.form")
	}
	return n, err
}

// A Region is a node-minute as it lies beside the log: its leaf, and the
// camera-minutes under it, a line each.
type Region struct {
	Leaf    []byte
	Minutes [][]byte
}

// NewRegion puts camera-minutes of one minute under a leaf, in their order. n
// says what is known of the node besides.
func NewRegion(n NodeMinute, minutes []CameraMinute) (r Region, err error) {
	minutes = slices.Clone(minutes)
	slices.SortFunc(minutes, func(a, b CameraMinute) int {
		return cmp.Or(cmp.Compare(a.Stream, b.Stream), cmp.Compare(a.First, b.First))
	})
	n.CameraMinutes, n.Bytes, n.Chunks = len(minutes), 0, 0
	for _, m := range minutes {
		text, err := m.Text()
		if err != nil {
			return r, err
		}
		n.Bytes, n.Chunks = n.Bytes+m.Bytes, n.Chunks+m.Chunks
		r.Minutes = append(r.Minutes, text)
	}
	sha, gm := r.Roots()
	n.Root, n.SM3 = Hex(sha), Hex(gm)
	r.Leaf, err = n.Leaf()
	return r, err
}

// Roots are the tree heads over the camera-minutes.
func (r Region) Roots() (sha, gm Digest) {
	var a, b Range
	for _, m := range r.Minutes {
		a = SHA256().Append(a, SHA256().Leaf(m))
		b = SM3().Append(b, SM3().Leaf(m))
	}
	return SHA256().Root(a), SM3().Root(b)
}

// Bytes are the region as it lies beside the log.
func (r Region) Bytes() []byte {
	var b bytes.Buffer
	b.Write(append(r.Leaf[:len(r.Leaf):len(r.Leaf)], '\n'))
	for _, m := range r.Minutes {
		b.Write(m)
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// Whole checks that the camera-minutes are those of the leaf: as many, under
// its two roots, of its minute and in order.
func (r Region) Whole() (NodeMinute, error) {
	n, err := ParseNodeMinute(r.Leaf)
	if err != nil {
		return n, err
	}
	if len(r.Minutes) != n.CameraMinutes {
		return n, shiheng.Invalid("log.region", "minute", n.Minute, "cameraMinutes", fmt.Sprint(len(r.Minutes)))
	}
	if sha, gm := r.Roots(); Hex(sha) != n.Root || Hex(gm) != n.SM3 {
		return n, shiheng.Invalid("log.region.root", "minute", n.Minute)
	}
	return n, nil
}

// Prove is the path of a camera-minute, by its place, to the root of its leaf.
func (r Region) Prove(at int) ([]Digest, error) {
	leaves := make([]Digest, len(r.Minutes))
	for i, m := range r.Minutes {
		leaves[i] = SHA256().Leaf(m)
	}
	return SHA256().Prove(leaves, at)
}

// A MinuteProof is a camera-minute with all that is needed to check it: the
// inner path leads to the root in the leaf, the leaf's own path to that of the
// checkpoint.
type MinuteProof struct {
	Text  []byte
	Place int // among the leaf's camera-minutes
	Inner []Digest
	Leaf  Proof
}

// A Logged is a node-minute as the rows know it: its leaf, and where its
// camera-minutes lie.
type Logged struct {
	Origin        string
	Index         uint64
	Minute        time.Time
	Part          int
	CameraMinutes int
	Root          Digest
	File          string
	Offset, Size  int64
}
