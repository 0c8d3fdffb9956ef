package verify

import (
	"encoding/binary"

	"github.com/emmansun/gmsm/sm3"
)

// SM3 is a chain of steps that each wait for the last. Eight messages side by
// side fill a vector register and cost a fifth of one after the other, where the
// processor can.
const (
	lanes     = 8
	fewLanes  = 3   // from so many on, eight lanes are worth it
	runBlocks = 256 // blocks of each lane in one call, which cannot be preempted
	sm3Block  = sm3.BlockSize
)

// sm3Start is the initial value of GB/T 32905-2016, 4.1.
func sm3Start() [8]uint32 {
	return [8]uint32{0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e}
}

// sm3Digest is the digest that a state has come to.
func sm3Digest(state *[8]uint32) (d digest) {
	for k, word := range state {
		binary.BigEndian.PutUint32(d[4*k:], word)
	}
	return d
}

// sm3Of digests chunks by SM3: the digested part of the header, and what is
// behind the header.
func sm3Of(chunks [][]byte) []digest {
	out := make([]digest, len(chunks))
	var b beside
	for i, c := range chunks {
		if !haveLanes() || len(chunks) < fewLanes || len(c) < headerLen+sm3Block {
			out[i] = sumOf(sm3.New(), c[:headerProof], c[headerLen:])
			continue
		}
		l := &lane{state: sm3Start(), done: func(state *[8]uint32) { out[i] = sm3Digest(state) }}
		l.cut(c)
		b.add(l)
	}
	b.run()
	return out
}

// An sm3Run hashes one long message part by part, beside others. Its parts are
// whole blocks.
type sm3Run struct {
	state [8]uint32
	bytes uint64
}

func newSM3Run() *sm3Run { return &sm3Run{state: sm3Start()} }

// sm3On takes runs on by a part each.
func sm3On(runs []*sm3Run, parts [][]byte) {
	var b beside
	for i, r := range runs {
		if len(parts[i]) == 0 {
			continue
		}
		r.bytes += uint64(len(parts[i]))
		b.add(&lane{state: r.state, left: [3][]byte{parts[i]}, done: func(state *[8]uint32) { r.state = *state }})
	}
	b.run()
}

// sum ends a run.
func (r *sm3Run) sum() (d digest) {
	pad := make([]byte, sm3Block)
	pad[0] = 0x80
	binary.BigEndian.PutUint64(pad[sm3Block-8:], r.bytes*8)
	b := beside{}
	b.add(&lane{state: r.state, left: [3][]byte{pad}, done: func(state *[8]uint32) { d = sm3Digest(state) }})
	b.run()
	return d
}

// A lane is one message on its way, as stretches of whole blocks.
type lane struct {
	state [8]uint32
	left  [3][]byte
	done  func(state *[8]uint32)
	first [4 * sm3Block]byte // of a chunk: the header's part and the first bytes behind it
	last  [2 * sm3Block]byte // what is left of it, and the padding
}

// cut lays a chunk out.
func (l *lane) cut(c []byte) {
	payload := c[headerLen:]
	bits := uint64(headerProof+len(payload)) * 8
	n := copy(l.first[:], c[:headerProof])
	n += copy(l.first[n:], payload)
	payload = payload[n-headerProof:]
	whole := len(payload) &^ (sm3Block - 1)
	rest := copy(l.last[:], payload[whole:])
	l.last[rest] = 0x80
	end := (rest + 9 + sm3Block - 1) &^ (sm3Block - 1)
	binary.BigEndian.PutUint64(l.last[end-8:], bits)
	l.left = [3][]byte{l.first[:n], payload[:whole], l.last[:end]}
}

// stretch is what comes next; nil at the end.
func (l *lane) stretch() *[]byte {
	for i := range l.left {
		if len(l.left[i]) > 0 {
			return &l.left[i]
		}
	}
	return nil
}

// beside hashes up to eight lanes at once, others behind them.
type beside struct {
	wait []*lane
	busy [lanes]*lane
	work [sm3Work]byte
	idle [8]uint32 // the state of a lane without a message
}

func (b *beside) add(l *lane) { b.wait = append(b.wait, l) }

func (b *beside) run() {
	for b.step() {
	}
}

// step takes every lane as many blocks on as all can go. It reports whether
// there was anything to do.
func (b *beside) step() bool {
	blocks, some := runBlocks, (*byte)(nil)
	var states [lanes]*[8]uint32
	var from [lanes]*byte
	for i := range b.busy {
		states[i] = &b.idle
		if b.busy[i] == nil && len(b.wait) > 0 {
			b.busy[i], b.wait = b.wait[0], b.wait[1:]
		}
		l := b.busy[i]
		if l == nil {
			continue
		}
		s := *l.stretch()
		states[i], from[i], blocks, some = &l.state, &s[0], min(blocks, len(s)/sm3Block), &s[0]
	}
	if some == nil {
		return false
	}
	for i := range from {
		if from[i] == nil { // a lane without a message hashes another's once more
			from[i] = some
		}
	}
	sm3Lanes(&states, &from, &b.work, blocks)
	for i, l := range b.busy {
		if l == nil {
			continue
		}
		s := l.stretch()
		if *s = (*s)[blocks*sm3Block:]; l.stretch() == nil {
			l.done(&l.state)
			b.busy[i] = nil
		}
	}
	return true
}
