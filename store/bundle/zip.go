package bundle

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"os"
	"time"

	"github.com/emmansun/gmsm/sm3"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// A member is one file of the archive. Sum and SM3 are digests of its content.
type member struct {
	Name  string     `json:"name"` // below the archive's one directory
	At    int64      `json:"at"`   // of its local header
	Size  int64      `json:"size"`
	CRC   uint32     `json:"crc"`
	SHA   ledger.Hex `json:"sha256"`
	SM3   ledger.Hex `json:"sm3"`
	Large bool       `json:"large,omitempty"` // has its sizes in 64 bits
}

// An archive writes a ZIP of stored members (PKWARE APPNOTE 6.3.10), with ZIP64
// where sizes ask for it. The standard library's writer cannot go on with a
// file that it did not begin. It belongs to one goroutine.
type archive struct {
	file *os.File
	root string // the one directory, without a slash
	when time.Time
	at   int64 // where the next member begins
	buf  *bufio.Writer
}

const (
	localSize = 30
	end64Size = 56
	extra64   = 20 // of a local header: both sizes
	limit32   = 1<<32 - 1
	limit16   = 1<<16 - 1
)

func newArchive(f *os.File, root string, when time.Time, at int64) *archive {
	return &archive{file: f, root: root, when: when, at: at, buf: bufio.NewWriterSize(nil, 1<<20)}
}

// put writes one member. What is written counts when put has returned; a member
// that failed is written over by the next. Only one that is large may have four
// gigabytes and more.
func (a *archive) put(name string, large bool, write func(io.Writer) error) (member, error) {
	m := member{Name: name, At: a.at, Large: large}
	start := a.at + a.headSize(m)
	t := &tally{crc: crc32.NewIEEE(), sha: sha256.New(), gm: sm3.New()}
	a.buf.Reset(io.NewOffsetWriter(a.file, start))
	if err := write(io.MultiWriter(a.buf, t)); err != nil {
		return m, err
	}
	if err := a.buf.Flush(); err != nil {
		return m, fmt.Errorf("write %s: %w", name, err)
	}
	m.Size, m.CRC = t.n, t.crc.Sum32()
	t.sha.Sum(m.SHA[:0])
	t.gm.Sum(m.SM3[:0])
	if !large && m.Size >= limit32 {
		return m, shiheng.Exhausted("export.length", "file", name)
	}
	if _, err := a.file.WriteAt(a.local(m), m.At); err != nil {
		return m, fmt.Errorf("write %s: %w", name, err)
	}
	a.at = start + m.Size
	return m, nil
}

// end is where the member's content ends.
func (a *archive) end(m member) int64 { return m.At + a.headSize(m) + m.Size }

func (a *archive) headSize(m member) int64 {
	n := int64(localSize + len(a.root) + 1 + len(m.Name))
	if m.Large {
		n += extra64
	}
	return n
}

// A tally counts and digests what a member holds.
type tally struct {
	n   int64
	crc hash.Hash32
	sha hash.Hash
	gm  hash.Hash
}

// Write implements [io.Writer].
func (t *tally) Write(b []byte) (int, error) {
	t.n += int64(len(b))
	t.crc.Write(b)
	t.sha.Write(b)
	t.gm.Write(b)
	return len(b), nil
}

// dos is a time as archives keep it, to two seconds.
func dos(t time.Time) (date, clock uint16) {
	t = t.UTC()
	year := min(max(t.Year(), 1980), 2107)
	return uint16((year-1980)<<9 | int(t.Month())<<5 | t.Day()), uint16(t.Hour()<<11 | t.Minute()<<5 | t.Second()/2)
}

func (a *archive) local(m member) []byte {
	name := a.root + "/" + m.Name
	date, clock := dos(a.when)
	le := binary.LittleEndian
	b := le.AppendUint32(nil, 0x04034b50)
	b = le.AppendUint16(b, needs(m.Large))
	b = append(b, 0, 0, 0, 0) // no flags, stored
	b = le.AppendUint16(b, clock)
	b = le.AppendUint16(b, date)
	b = le.AppendUint32(b, m.CRC)
	size, extra := uint32(m.Size), 0 //nolint:gosec // put holds small members below the limit
	if m.Large {
		size, extra = limit32, extra64
	}
	b = le.AppendUint32(b, size)
	b = le.AppendUint32(b, size)
	b = le.AppendUint16(b, uint16(len(name))) //nolint:gosec // names are ours
	b = le.AppendUint16(b, uint16(extra))
	b = append(b, name...)
	if m.Large {
		b = le.AppendUint16(b, 1)
		b = le.AppendUint16(b, 16)
		b = le.AppendUint64(b, uint64(m.Size))
		b = le.AppendUint64(b, uint64(m.Size))
	}
	return b
}

// needs is the version a reader must know.
func needs(zip64 bool) uint16 {
	if zip64 {
		return 45
	}
	return 20
}

func (a *archive) central(m member) []byte {
	name := a.root + "/" + m.Name
	date, clock := dos(a.when)
	le := binary.LittleEndian
	var extra []byte
	size, at := uint32(limit32), uint32(limit32)
	if m.Large {
		extra = le.AppendUint64(extra, uint64(m.Size))
		extra = le.AppendUint64(extra, uint64(m.Size))
	} else {
		size = uint32(m.Size) //nolint:gosec // below the limit
	}
	if m.At >= limit32 {
		extra = le.AppendUint64(extra, uint64(m.At))
	} else {
		at = uint32(m.At) //nolint:gosec // below the limit
	}
	if len(extra) > 0 {
		extra = append(le.AppendUint16(le.AppendUint16(nil, 1), uint16(len(extra))), extra...) //nolint:gosec // 24 at most
	}
	b := le.AppendUint32(nil, 0x02014b50)
	b = le.AppendUint16(b, 3<<8|45) // made on Unix
	b = le.AppendUint16(b, needs(len(extra) > 0))
	b = append(b, 0, 0, 0, 0)
	b = le.AppendUint16(b, clock)
	b = le.AppendUint16(b, date)
	b = le.AppendUint32(b, m.CRC)
	b = le.AppendUint32(b, size)
	b = le.AppendUint32(b, size)
	b = le.AppendUint16(b, uint16(len(name))) //nolint:gosec // names are ours
	b = le.AppendUint16(b, uint16(len(extra)))
	b = append(b, 0, 0, 0, 0, 0, 0)
	b = le.AppendUint32(b, a.mode(m))
	b = le.AppendUint32(b, at)
	b = append(b, name...)
	return append(b, extra...)
}

// mode is how a member is unpacked: to be read, programs to be run as well.
func (a *archive) mode(m member) uint32 {
	if program(m.Name) {
		return 0o100755 << 16
	}
	return 0o100644 << 16
}

// close writes the archive's directory behind the members, and returns the
// length of the whole.
func (a *archive) close(members []member) (int64, error) {
	a.buf.Reset(io.NewOffsetWriter(a.file, a.at))
	size := int64(0)
	for _, m := range members {
		n, _ := a.buf.Write(a.central(m)) // the flush tells
		size += int64(n)
	}
	le := binary.LittleEndian
	n, at := len(members), a.at
	var b []byte
	if n >= limit16 || size >= limit32 || at >= limit32 {
		b = le.AppendUint32(b, 0x06064b50)
		b = le.AppendUint64(b, end64Size-12)
		b = le.AppendUint16(b, 3<<8|45)
		b = le.AppendUint16(b, 45)
		b = append(b, 0, 0, 0, 0, 0, 0, 0, 0)
		b = le.AppendUint64(b, uint64(n))
		b = le.AppendUint64(b, uint64(n))
		b = le.AppendUint64(b, uint64(size))
		b = le.AppendUint64(b, uint64(at))
		b = le.AppendUint32(b, 0x07064b50)
		b = append(b, 0, 0, 0, 0)
		b = le.AppendUint64(b, uint64(at+size))
		b = le.AppendUint32(b, 1)
	}
	b = le.AppendUint32(b, 0x06054b50)
	b = append(b, 0, 0, 0, 0)
	b = le.AppendUint16(b, uint16(min(n, limit16)))
	b = le.AppendUint16(b, uint16(min(n, limit16)))
	b = le.AppendUint32(b, uint32(min(size, limit32)))
	b = le.AppendUint32(b, uint32(min(at, limit32)))
	b = append(b, 0, 0)
	_, _ = a.buf.Write(b) // the flush tells
	if err := a.buf.Flush(); err != nil {
		return 0, fmt.Errorf("write the archive's directory: %w", err)
	}
	whole := at + size + int64(len(b))
	if err := a.file.Truncate(whole); err != nil {
		return 0, fmt.Errorf("write the archive's directory: %w", err)
	}
	return whole, nil
}
