package slots

import (
	"encoding/binary"

	"github.com/emmansun/gmsm/sm3"

	"shiheng.internal/video/record"
)

// Chunks are digested by SM3 eight at a time where the processor can: one hash
// is a chain of steps that each wait for the last, eight independent ones side
// by side fill a vector register. It costs a fifth of one after the other.
const (
	lanes     = 8
	fewLanes  = 3   // from so many chunks on, eight lanes are worth it
	runBlocks = 256 // blocks of each lane in one call, which cannot be preempted
	sm3Block  = sm3.BlockSize
	sm3Padded = 9 // bytes at least behind a message: a bit and the length
)

// sm3Start is the initial value of GB/T 32905-2016, 4.1.
var sm3Start = [8]uint32{ // never written to
	0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
}

// sm3All digests chunks; sums has the length of chunks.
func sm3All(sums []record.Digest, chunks [][]byte) {
	if !haveLanes() || len(chunks) < fewLanes {
		for i, c := range chunks {
			sums[i] = sm3Of(c)
		}
		return
	}
	b := bundle{sums: sums, chunks: chunks}
	b.run()
}

// A bundle hashes many chunks, up to eight at once.
type bundle struct {
	sums   []record.Digest
	chunks [][]byte
	next   int // of chunks, not yet begun

	lane  [lanes]lane
	state [lanes][8]uint32
	work  [sm3Work]byte
}

// A lane is one chunk on its way: its bytes as three stretches of whole blocks.
type lane struct {
	busy  bool
	chunk int
	left  [3][]byte          // still to be hashed, in order
	first [4 * sm3Block]byte // the digested part of the header and the first bytes behind it
	last  [2 * sm3Block]byte // what is left of the payload, and the padding
}

func (b *bundle) run() {
	for {
		blocks := runBlocks
		idle := true
		for i := range b.lane {
			l := &b.lane[i]
			if !l.busy && !b.begin(i) {
				continue
			}
			idle = false
			blocks = min(blocks, len(l.stretch())/sm3Block)
		}
		if idle {
			return
		}
		b.step(blocks)
	}
}

// begin gives lane i the next chunk, if there is one.
func (b *bundle) begin(i int) bool {
	if b.next == len(b.chunks) {
		return false
	}
	l := &b.lane[i]
	l.busy, l.chunk = true, b.next
	b.state[i] = sm3Start
	l.cut(b.chunks[b.next])
	b.next++
	return true
}

// cut lays a chunk out: the header's digested part with the payload's first
// bytes, the payload where it lies, and what is left of it with the padding. A
// chunk is Align long at least, so that its first blocks are always full.
func (l *lane) cut(chunk []byte) {
	head, payload := record.Digested(chunk)
	bits := uint64(len(head)+len(payload)) * 8
	n := copy(l.first[:], head)
	n += copy(l.first[n:], payload)
	payload = payload[n-len(head):]
	whole := len(payload) &^ (sm3Block - 1)
	clear(l.last[:])
	rest := copy(l.last[:], payload[whole:])
	l.last[rest] = 0x80
	end := (rest + sm3Padded + sm3Block - 1) &^ (sm3Block - 1)
	binary.BigEndian.PutUint64(l.last[end-8:], bits)
	l.left = [3][]byte{l.first[:n], payload[:whole], l.last[:end]}
}

// stretch is what comes next; it is empty when the lane is through.
func (l *lane) stretch() []byte {
	for _, s := range l.left {
		if len(s) > 0 {
			return s
		}
	}
	return nil
}

// step hashes so many blocks of every lane and takes the digests of those that
// are through.
func (b *bundle) step(blocks int) {
	var states [lanes]*[8]uint32
	var from [lanes]*byte
	var some *byte // lanes without a chunk hash another's once more
	for i := range b.lane {
		states[i] = &b.state[i]
		if l := &b.lane[i]; l.busy {
			from[i] = &l.stretch()[0]
			some = from[i]
		}
	}
	for i := range from {
		if from[i] == nil {
			from[i] = some
		}
	}
	sm3Lanes(&states, &from, &b.work, blocks)
	for i := range b.lane {
		l := &b.lane[i]
		if !l.busy {
			continue
		}
		l.skip(blocks * sm3Block)
		if l.stretch() != nil {
			continue
		}
		for k, word := range b.state[i] {
			binary.BigEndian.PutUint32(b.sums[l.chunk][4*k:], word)
		}
		l.busy = false
	}
}

func (l *lane) skip(n int) {
	for i, s := range l.left {
		if len(s) > 0 {
			l.left[i] = s[n:]
			return
		}
	}
}
