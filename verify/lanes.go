package verify

import (
	"encoding/binary"

	"github.com/emmansun/gmsm/sm3"
)

// SM3 is a chain of steps that each wait for the last. Eight chunks side by side
// fill a vector register and cost a fifth of one after the other, where the
// processor can.
const (
	lanes     = 8
	fewLanes  = 3   // from so many on, eight lanes are worth it
	runBlocks = 256 // blocks of each lane in one call, which cannot be preempted
	sm3Block  = sm3.BlockSize
)

// sm3Of digests chunks by SM3: the digested part of the header, and what is
// behind the header.
func sm3Of(chunks [][]byte) []digest {
	out := make([]digest, len(chunks))
	if !haveLanes() || len(chunks) < fewLanes {
		for i, c := range chunks {
			out[i] = sumOf(sm3.New(), c[:headerProof], c[headerLen:])
		}
		return out
	}
	b := beside{chunks: chunks, sums: out}
	for b.step() {
	}
	return out
}

// A lane is one chunk on its way, as stretches of whole blocks.
type lane struct {
	busy  bool
	chunk int
	left  [3][]byte
	first [4 * sm3Block]byte // the header's part and the first bytes behind it
	last  [2 * sm3Block]byte // what is left, and the padding
}

// beside hashes many chunks, up to eight at once.
type beside struct {
	chunks [][]byte
	sums   []digest
	next   int
	lane   [lanes]lane
	state  [lanes][8]uint32
	work   [sm3Work]byte
}

// begin gives a lane the next chunk. One that is shorter than the first blocks
// is hashed at once.
func (b *beside) begin(i int) bool {
	for ; b.next < len(b.chunks); b.next++ {
		c := b.chunks[b.next]
		if len(c) >= headerLen+sm3Block {
			b.lane[i].cut(c)
			b.lane[i].busy, b.lane[i].chunk = true, b.next
			// GB/T 32905-2016, 4.1
			b.state[i] = [8]uint32{0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e}
			b.next++
			return true
		}
		b.sums[b.next] = sumOf(sm3.New(), c[:headerProof], c[headerLen:])
	}
	return false
}

func (l *lane) cut(c []byte) {
	payload := c[headerLen:]
	bits := uint64(headerProof+len(payload)) * 8
	n := copy(l.first[:], c[:headerProof])
	n += copy(l.first[n:], payload)
	payload = payload[n-headerProof:]
	whole := len(payload) &^ (sm3Block - 1)
	clear(l.last[:])
	rest := copy(l.last[:], payload[whole:])
	l.last[rest] = 0x80
	end := (rest + 9 + sm3Block - 1) &^ (sm3Block - 1)
	binary.BigEndian.PutUint64(l.last[end-8:], bits)
	l.left = [3][]byte{l.first[:n], payload[:whole], l.last[:end]}
}

// stretch is what comes next, empty at the end.
func (l *lane) stretch() *[]byte {
	for i := range l.left {
		if len(l.left[i]) > 0 {
			return &l.left[i]
		}
	}
	return nil
}

// step takes every lane as many blocks on as all can go. It reports whether
// there was anything to do.
func (b *beside) step() bool {
	blocks, some := runBlocks, (*byte)(nil)
	var states [lanes]*[8]uint32
	var from [lanes]*byte
	for i := range b.lane {
		l := &b.lane[i]
		states[i] = &b.state[i]
		if !l.busy && !b.begin(i) {
			continue
		}
		s := *l.stretch()
		from[i], blocks = &s[0], min(blocks, len(s)/sm3Block)
		some = from[i]
	}
	if some == nil {
		return false
	}
	for i := range from {
		if from[i] == nil { // a lane without a chunk hashes another's once more
			from[i] = some
		}
	}
	sm3Lanes(&states, &from, &b.work, blocks)
	for i := range b.lane {
		l := &b.lane[i]
		if !l.busy {
			continue
		}
		s := l.stretch()
		if *s = (*s)[blocks*sm3Block:]; l.stretch() != nil {
			continue
		}
		for k, word := range b.state[i] {
			binary.BigEndian.PutUint32(b.sums[l.chunk][4*k:], word)
		}
		l.busy = false
	}
	return true
}
