package slots

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"time"

	"github.com/emmansun/gmsm/sm3"

	"shiheng.internal"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/record"
)

// A dirEntry is one chunk as a slot's directory lists it.
type dirEntry struct {
	kind   record.Kind
	flags  record.ChunkFlags
	seq    uint64
	run    shiheng.RunID
	at     uint32 // offset in the slot
	length uint32
	wall   time.Time
	span   time.Duration
	frames uint32
	sha    record.Digest // of the header, see record.Header.Digest
	sm3    record.Digest // of the header but for its place, and the payload; zero when not yet known
}

func (d *dirEntry) end() time.Time { return d.wall.Add(d.span) }

// footerType names the footer box.
const footerType = "\x53\x68\x69\x48\x65\x6e\x67\x46\xa1\x00\x4b\x01\x28\x18\x16\x80"

const (
	dirEntrySize = 128
	footerHead   = 128
)

// footerBytes is how much room the footer of n chunks takes, in whole pages.
func footerBytes(n int) int64 {
	size := int64(footerHead + n*dirEntrySize)
	return (size + 8 + disk.Page - 1) / disk.Page * disk.Page
}

// putFooter writes the footer of a slot into b, which is footerBytes long.
func putFooter(b []byte, volume shiheng.VolumeID, number uint32, use uint64, dir []dirEntry) (sha, gm record.Digest) {
	clear(b)
	be := binary.BigEndian
	size := footerHead + len(dir)*dirEntrySize
	be.PutUint32(b, uint32(size))
	copy(b[4:], "uuid")
	copy(b[8:], footerType)
	copy(b[24:], "SHFT")
	be.PutUint16(b[28:], volumeVersion)
	be.PutUint32(b[32:], uint32(len(dir)))
	be.PutUint32(b[36:], number)
	be.PutUint64(b[40:], use)
	copy(b[48:], volume[:])
	sha, gm = roots(dir)
	for i := range dir {
		dir[i].put(b[footerHead+i*dirEntrySize:])
	}
	be.PutUint32(b[size:], uint32(len(b)-size))
	copy(b[size+4:], "free")
	copy(b[64:], sha[:])
	copy(b[96:], gm[:])
	return sha, gm
}

func (d *dirEntry) put(b []byte) {
	be := binary.BigEndian
	b[0], b[1] = byte(d.kind), byte(d.flags)
	be.PutUint32(b[4:], d.at)
	be.PutUint64(b[8:], d.seq)
	be.PutUint32(b[16:], d.length)
	be.PutUint32(b[20:], d.frames)
	putTime(b[24:], d.wall)
	be.PutUint32(b[32:], uint32(d.span/time.Microsecond))
	copy(b[40:], d.run[:])
	copy(b[64:], d.sha[:])
	copy(b[96:], d.sm3[:])
}

// A footer is what parseFooter found.
type footer struct {
	volume   shiheng.VolumeID
	number   uint32
	use      uint64
	dir      []dirEntry
	sha, sm3 record.Digest
}

// parseFooter reads a footer. Its SHA-256 root is computed again from the
// directory and must agree, so that it serves as the checksum too.
func parseFooter(b []byte) (footer, error) {
	var f footer
	be := binary.BigEndian
	if len(b) < footerHead || string(b[4:8]) != "uuid" || string(b[8:24]) != footerType || string(b[24:28]) != "SHFT" {
		return f, shiheng.Invalid("footer.form")
	}
	if v := be.Uint16(b[28:]); v == 0 || v > volumeVersion {
		return f, shiheng.Unavailable("footer.version")
	}
	n := int(be.Uint32(b[32:]))
	if n > (len(b)-footerHead)/dirEntrySize || int(be.Uint32(b)) != footerHead+n*dirEntrySize {
		return f, shiheng.Invalid("footer.count")
	}
	f.number, f.use = be.Uint32(b[36:]), be.Uint64(b[40:])
	copy(f.volume[:], b[48:])
	copy(f.sha[:], b[64:])
	copy(f.sm3[:], b[96:])
	f.dir = make([]dirEntry, n)
	for i := range f.dir {
		f.dir[i].parse(b[footerHead+i*dirEntrySize:])
	}
	if sha, gm := roots(f.dir); sha != f.sha || gm != f.sm3 {
		return f, shiheng.Invalid("footer.root")
	}
	return f, nil
}

func (d *dirEntry) parse(b []byte) {
	be := binary.BigEndian
	d.kind, d.flags = record.Kind(b[0]), record.ChunkFlags(b[1])
	d.at, d.seq = be.Uint32(b[4:]), be.Uint64(b[8:])
	d.length, d.frames = be.Uint32(b[16:]), be.Uint32(b[20:])
	d.wall = getTime(b[24:])
	d.span = time.Duration(be.Uint32(b[32:])) * time.Microsecond
	copy(d.run[:], b[40:])
	copy(d.sha[:], b[64:])
	copy(d.sm3[:], b[96:])
}

// leaf is what a chunk contributes to a root: its directory entry as stored,
// so that the root binds place, time and both digests.
func (d *dirEntry) leaf() []byte {
	var b [dirEntrySize]byte
	d.put(b[:])
	return b[:]
}

// roots are the RFC 6962 tree heads over the directory, by SHA-256 and by SM3.
func roots(dir []dirEntry) (sha, gm record.Digest) {
	leaves := make([][]byte, len(dir))
	for i := range dir {
		leaves[i] = dir[i].leaf()
	}
	copy(sha[:], treeHash(sha256.New, leaves))
	copy(gm[:], treeHash(sm3.New, leaves))
	return sha, gm
}

// treeHash is the Merkle tree head of RFC 6962, section 2.1.
func treeHash(hasher func() hash.Hash, leaves [][]byte) []byte {
	h := hasher()
	switch n := len(leaves); n {
	case 0:
	case 1:
		h.Write([]byte{0})
		h.Write(leaves[0])
	default:
		k := 1
		for k*2 < n {
			k *= 2
		}
		left, right := treeHash(hasher, leaves[:k]), treeHash(hasher, leaves[k:])
		h.Write([]byte{1})
		h.Write(left)
		h.Write(right)
	}
	return h.Sum(nil)
}
