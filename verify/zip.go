package verify

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// What of an archive is read at most.
const (
	mostMembers   = 400_000
	mostDirectory = 96 << 20
	mostName      = 200
	mostExtra     = 64 // bytes of extra fields: ZIP64 and times
)

// ErrNoBundle tells that a file cannot be read as a bundle at all.
var ErrNoBundle = errors.New("no evidence bundle")

func noBundle(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrNoBundle, fmt.Sprintf(format, args...))
}

// A member is a stored file of the archive. Its name is without the bag's
// directory.
type member struct {
	name       string
	at         int64 // of its bytes
	size       int64
	local      int64 // of its header
	crc        uint32
	descriptor bool
}

// An archive is a ZIP file whose members are stored.
type archive struct {
	from    io.ReaderAt
	size    int64
	root    string // with the slash
	members []member
	byName  map[string]*member
}

// A fault is what makes an archive ambiguous: no two programs would read the
// same in it.
type fault struct {
	code, name string
	at         int64
}

const (
	sigLocal      = 0x04034b50
	sigDirectory  = 0x02014b50
	sigEnd        = 0x06054b50
	sigEnd64      = 0x06064b50
	sigLocator64  = 0x07064b50
	sigDescriptor = 0x08074b50

	lenLocal, lenDirectory, lenEnd, lenEnd64, lenLocator64 = 30, 46, 22, 56, 20

	flagDescriptor = 1 << 3
	flagUTF8       = 1 << 11
)

// openArchive reads the directory and holds every member's own header against
// it. Faults say that the archive is ambiguous; what it holds is not to be read
// then.
func openArchive(r io.ReaderAt, size int64) (*archive, []fault, error) {
	a := &archive{from: r, size: size, byName: map[string]*member{}}
	d, faults, err := a.end()
	if err != nil {
		return nil, nil, err
	}
	more, err := a.directory(d)
	if err != nil {
		return nil, nil, err
	}
	if faults = append(faults, more...); len(faults) > 0 {
		return a, faults, nil
	}
	faults, err = a.lies(d.at)
	return a, faults, err
}

type directory struct {
	at, size int64
	count    uint64
}

func (a *archive) read(at int64, n int) ([]byte, error) {
	if at < 0 || n < 0 || at > a.size-int64(n) {
		return nil, noBundle("it ends early")
	}
	b := make([]byte, n)
	if _, err := a.from.ReadAt(b, at); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read: %w", err)
	}
	return b, nil
}

// end finds the end of the directory. What stands behind it is a fault.
func (a *archive) end() (d directory, faults []fault, err error) {
	tail := int(min(a.size, lenEnd+1<<16))
	b, err := a.read(a.size-int64(tail), tail)
	if err != nil {
		return d, nil, err
	}
	i := bytes.LastIndex(b, []byte("PK\x05\x06"))
	if i < 0 || len(b)-i < lenEnd {
		return d, nil, noBundle("it is no ZIP file")
	}
	at := a.size - int64(tail) + int64(i)
	if len(b)-i != lenEnd {
		faults = append(faults, fault{"zip.between", "", at + lenEnd})
	}
	le, b := binary.LittleEndian, b[i:]
	d = directory{at: int64(le.Uint32(b[16:])), size: int64(le.Uint32(b[12:])), count: uint64(le.Uint16(b[10:]))}
	stop := at
	if d.count == 0xffff || d.size == 0xffffffff || d.at == 0xffffffff || a.has64(at) {
		if d, stop, err = a.end64(at); err != nil {
			return d, nil, err
		}
	}
	switch {
	case d.count > mostMembers || d.size > mostDirectory:
		return d, nil, noBundle("it has more members than this program reads")
	case d.at < 0 || d.size < 0 || d.at > stop || d.size > stop-d.at:
		return d, nil, noBundle("its directory lies outside of it")
	case d.at+d.size != stop:
		faults = append(faults, fault{"zip.between", "", d.at + d.size})
	}
	return d, faults, nil
}

func (a *archive) has64(end int64) bool {
	b, err := a.read(end-lenLocator64, lenLocator64)
	return err == nil && binary.LittleEndian.Uint32(b) == sigLocator64
}

func (a *archive) end64(end int64) (d directory, at int64, err error) {
	le := binary.LittleEndian
	b, err := a.read(end-lenLocator64, lenLocator64)
	if err != nil || le.Uint32(b) != sigLocator64 {
		return d, 0, noBundle("the end of its directory is wrong")
	}
	at = int64(le.Uint64(b[8:])) //nolint:gosec // read refuses what is negative
	if at != end-lenLocator64-lenEnd64 {
		return d, 0, noBundle("the end of its directory is wrong")
	}
	if b, err = a.read(at, lenEnd64); err != nil || le.Uint32(b) != sigEnd64 || le.Uint64(b[4:]) != lenEnd64-12 {
		return d, 0, noBundle("the end of its directory is wrong")
	}
	return directory{
		at: int64(le.Uint64(b[48:])), size: int64(le.Uint64(b[40:])), count: le.Uint64(b[32:]), //nolint:gosec // held against the file by the caller
	}, at, nil
}

// directory reads the entries.
func (a *archive) directory(d directory) (faults []fault, err error) {
	b, err := a.read(d.at, int(d.size))
	if err != nil {
		return nil, err
	}
	a.members = make([]member, 0, min(d.count, uint64(d.size/lenDirectory))) //nolint:gosec // both bounded
	for at := d.at; len(b) > 0; {
		m, n, code, err := a.entry(b)
		if err != nil {
			return nil, err
		}
		if code != "" {
			faults = append(faults, fault{code, clip(m.name), at})
		}
		a.members = append(a.members, m)
		b, at = b[n:], at+int64(n)
	}
	if uint64(len(a.members)) != d.count || d.count == 0 {
		return nil, noBundle("its directory has another number of members than it says")
	}
	root, _, _ := strings.Cut(a.members[0].name, "/")
	a.root = root + "/"
	for i := range a.members {
		m := &a.members[i]
		name, in := strings.CutPrefix(m.name, a.root)
		if !in || name == "" {
			faults = append(faults, fault{"zip.name", clip(m.name), m.local})
			continue
		}
		m.name = name
		if a.byName[name] != nil {
			faults = append(faults, fault{"zip.twice", name, m.local})
		}
		a.byName[name] = m
	}
	return faults, nil
}

// entry reads one entry and says how long it is.
func (a *archive) entry(b []byte) (m member, n int, code string, err error) {
	le := binary.LittleEndian
	if len(b) < lenDirectory || le.Uint32(b) != sigDirectory {
		return m, 0, "", noBundle("its directory is broken")
	}
	flags, method := le.Uint16(b[8:]), le.Uint16(b[10:])
	nName, nExtra, nComment := int(le.Uint16(b[28:])), int(le.Uint16(b[30:])), int(le.Uint16(b[32:]))
	n = lenDirectory + nName + nExtra + nComment
	if len(b) < n {
		return m, 0, "", noBundle("its directory is broken")
	}
	name, extra := string(b[lenDirectory:lenDirectory+nName]), b[lenDirectory+nName:lenDirectory+nName+nExtra]
	m = member{name: name, crc: le.Uint32(b[16:]), descriptor: flags&flagDescriptor != 0}
	packed, size, local := uint64(le.Uint32(b[20:])), uint64(le.Uint32(b[24:])), uint64(le.Uint32(b[42:]))
	long := long64(extra)
	for _, v := range []*uint64{&size, &packed, &local} { // in the order of the extra field
		if *v != 0xffffffff {
			continue
		}
		if len(long) < 8 {
			return m, 0, "", noBundle("a long member is without its length")
		}
		*v, long = le.Uint64(long), long[8:]
	}
	if size > uint64(a.size) || local > uint64(a.size) {
		return m, 0, "", noBundle("a member lies outside of it")
	}
	m.size, m.local = int64(size), int64(local)
	switch {
	case !goodName(name):
		code = "zip.name"
	case nComment > 0 || nExtra > mostExtra:
		code = "zip.between"
	case method != 0 || flags&^(flagDescriptor|flagUTF8) != 0 || packed != size:
		code = "zip.compressed"
	}
	return m, n, code, nil
}

// long64 is the extra field of ZIP64 among those of an entry.
func long64(extra []byte) []byte {
	le := binary.LittleEndian
	for len(extra) >= 4 {
		n := int(le.Uint16(extra[2:]))
		if len(extra) < 4+n {
			break
		}
		if le.Uint16(extra) == 1 {
			return extra[4 : 4+n]
		}
		extra = extra[4+n:]
	}
	return nil
}

// goodName reports whether a name is what the format allows: ASCII, no way out
// of the directory.
func goodName(s string) bool {
	if s == "" || len(s) > mostName || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`\:*?"<>|`, r) }) {
		return false
	}
	for part := range strings.SplitSeq(s, "/") {
		if part == "" || part == "." || part == ".." {
			return false
		}
	}
	return true
}

func clip(s string) string {
	if len(s) > mostName {
		s = s[:mostName]
	}
	return strings.ToValidUTF8(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, s), "?")
}

// lies goes through the file from its first byte: header, bytes, header, bytes,
// and the directory, with nothing between.
func (a *archive) lies(directory int64) (faults []fault, err error) {
	order := make([]*member, len(a.members))
	for i := range a.members {
		order[i] = &a.members[i]
	}
	slices.SortFunc(order, func(x, y *member) int { return int(min(1, max(-1, x.local-y.local))) })
	at := int64(0)
	for i, m := range order {
		next := directory
		if i+1 < len(order) {
			next = order[i+1].local
		}
		switch {
		case m.local < at:
			return append(faults, fault{"zip.overlap", m.name, m.local}), nil
		case m.local > at:
			return append(faults, fault{"zip.between", m.name, at}), nil
		}
		code, err := a.header(m, next)
		if err != nil {
			return nil, err
		}
		if code != "" {
			return append(faults, fault{code, m.name, m.local}), nil
		}
		at = next
	}
	if at != directory {
		faults = append(faults, fault{"zip.between", "", at})
	}
	return faults, nil
}

// header holds a member's own header, and what stands behind its bytes, against
// the directory.
func (a *archive) header(m *member, next int64) (code string, err error) {
	le := binary.LittleEndian
	b, err := a.read(m.local, lenLocal)
	if err != nil {
		return "", err
	}
	nName, nExtra := int(le.Uint16(b[26:])), int(le.Uint16(b[28:]))
	name, err := a.read(m.local+lenLocal, nName)
	if err != nil {
		return "", err
	}
	m.at = m.local + lenLocal + int64(nName) + int64(nExtra)
	packed, size := le.Uint32(b[18:]), le.Uint32(b[22:])
	short := func(v uint32) bool { return v == 0xffffffff || int64(v) == m.size || m.descriptor && v == 0 }
	switch {
	case le.Uint32(b) != sigLocal || string(name) != a.root+m.name || nExtra > mostExtra || le.Uint16(b[8:]) != 0 || !short(packed) || !short(size),
		(le.Uint16(b[6:])&flagDescriptor != 0) != m.descriptor, !m.descriptor && le.Uint32(b[14:]) != m.crc:
		return "zip.local", nil
	case m.at+m.size > next:
		return "zip.overlap", nil
	case m.at+m.size == next && !m.descriptor:
		return "", nil
	case !m.descriptor:
		return "zip.between", nil
	}
	return a.described(m, next)
}

// described checks the data descriptor behind a member.
func (a *archive) described(m *member, next int64) (code string, err error) {
	le, n := binary.LittleEndian, next-m.at-m.size
	if n != 12 && n != 16 && n != 20 && n != 24 {
		return "zip.between", nil
	}
	b, err := a.read(m.at+m.size, int(n))
	if err != nil {
		return "", err
	}
	if n == 16 || n == 24 {
		if le.Uint32(b) != sigDescriptor {
			return "zip.between", nil
		}
		b = b[4:]
	}
	ok := le.Uint32(b) == m.crc
	if len(b) == 12 {
		ok = ok && int64(le.Uint32(b[4:])) == m.size && int64(le.Uint32(b[8:])) == m.size
	} else {
		ok = ok && le.Uint64(b[4:]) == uint64(m.size) && le.Uint64(b[12:]) == uint64(m.size)
	}
	if !ok {
		return "zip.local", nil
	}
	return "", nil
}

// open reads a member's bytes.
func (a *archive) open(m *member) *io.SectionReader { return io.NewSectionReader(a.from, m.at, m.size) }

// errLarge tells that a text is larger than is read.
var errLarge = errors.New("larger than this program reads")

// text reads a member whole, when it is not larger than most.
func (a *archive) text(m *member, most int64) ([]byte, error) {
	if m.size > most {
		return nil, errLarge
	}
	b := make([]byte, m.size)
	if _, err := io.ReadFull(a.open(m), b); err != nil {
		return nil, fmt.Errorf("read %s: %w", m.name, err)
	}
	return b, nil
}
