package verify

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"

	"github.com/emmansun/gmsm/sm3"
)

// list reads the lines of a camera-minute's chunks, and checks them against its
// roots.
func (s *streamCheck) list(m *minute) error {
	at := m.place()
	at.File = strings.TrimSuffix(m.file, ".json") + ".chunks"
	file := s.zip.byName[at.File]
	if file == nil {
		return nil // whether it is needed is seen when all are known
	}
	b, err := s.zip.text(file, mostTexts)
	if errors.Is(err, errLarge) {
		s.find("file.large", at, "")
		return nil
	}
	if err != nil {
		return err
	}
	if m.lines, err = parseLines(b); err != nil {
		s.find("file.form", at, err.Error())
		m.lines = nil
		return nil
	}
	if s.lines += len(m.lines); s.lines > mostTotal {
		s.find("limit", at, "")
		m.lines = nil
		return nil
	}
	m.heads = make([]*header, len(m.lines))
	if m.rooted = s.roots(m); !m.rooted && !m.partial {
		s.find("chunks.root", at, "")
	}
	s.toldOf(m, at)
	return nil
}

// toldOf checks the headers of chunks that are not here.
func (s *streamCheck) toldOf(m *minute, at Place) {
	for i := range m.lines {
		l := &m.lines[i]
		if l.here {
			continue
		}
		s.res.Told++
		at.Line, at.Chunk, at.Kind = i+1, l.seq, declaration(l.kind)
		if sha256.Sum256(l.told) != l.sha {
			s.find("chunk.line", at, "")
			continue
		}
		h, err := parseHeader(l.told)
		m.heads[i] = s.header(m, l, h, err, at)
	}
}

func declaration(kind string) string {
	if kind == kindMedia {
		return ""
	}
	return kind
}

// header holds a header against its line; nil when it does not fit.
func (s *streamCheck) header(m *minute, l *line, h header, err error, at Place) *header {
	switch {
	case errors.Is(err, errVersion):
		s.find("chunk.version", at, "")
	case err != nil:
		s.find("chunk.header", at, "")
	case h.stream != m.Stream || h.camera != m.Camera:
		s.find("chunk.digest", at, h.stream)
	case !l.says(h):
		s.find("chunk.line", at, "")
	default:
		return &h
	}
	return nil
}

// mostBatch bounds the chunks in memory at once, in bytes, but for a single one
// that is larger.
const mostBatch = 24 << 20

// A reel is one file of footage on its way: chunk by chunk, each byte through
// all hashes once.
type reel struct {
	m      *minute
	name   string
	r      io.Reader
	left   []int // lines of chunks still to be read
	offset int64
	sha    hash.Hash
	sm3    hash.Hash // nil: in a lane
	run    *sm3Run
}

// reel opens the footage of a camera-minute; nil when there is none to read.
func (s *streamCheck) reel(m *minute) *reel {
	at, size, even := m.place(), int64(0), haveLanes()
	at.File = "data/original/" + m.Stream + "/" + m.number + ".boxes"
	o := &reel{m: m, name: at.File, sha: sha256.New(), run: newSM3Run()}
	for i := range m.lines {
		if l := &m.lines[i]; l.here {
			o.left, size, even = append(o.left, i), size+l.length, even && l.length%sm3Block == 0
		}
	}
	file := s.zip.byName[at.File]
	switch {
	case file == nil && size == 0:
		return nil
	case file == nil || file.size != size:
		s.find("chunk.size", at, "")
		m.bad = true
		return nil
	}
	if o.r = s.zip.open(file); !even {
		o.sm3 = sm3.New()
	}
	return o
}

// footage reads the chunks of some camera-minutes side by side, and checks each
// one's sums then.
func (s *streamCheck) footage(minutes []*minute) error {
	var all []*reel
	for _, m := range minutes {
		if o := s.reel(m); o != nil {
			all = append(all, o)
		}
	}
	for active, start := slices.Clone(all), 0; len(active) > 0; {
		var taken []*reel
		bytes := int64(0)
		for k := range max(len(active), lanes) {
			o := active[(start+k)%len(active)]
			if k >= len(active) && len(active) > 1 { // more of one file only when it is alone
				break
			}
			n := k / len(active)
			if n >= len(o.left) || len(taken) > 0 && bytes+o.m.lines[o.left[n]].length > mostBatch {
				break
			}
			taken, bytes = append(taken, o), bytes+o.m.lines[o.left[n]].length
		}
		if err := s.batch(taken); err != nil {
			return err
		}
		start += len(taken)
		s.told(s.done + bytes)
		if err := s.ctx.Err(); err != nil {
			return err
		}
		active = slices.DeleteFunc(active, func(o *reel) bool { return len(o.left) == 0 })
	}
	for _, o := range all {
		s.reeled(o)
	}
	for _, m := range minutes {
		if m.rooted && !m.bad && !s.sums(m) {
			s.find("minute.sums", m.place(), "")
		}
	}
	return nil
}

// reeled holds the digests of a file that was read against the manifests.
func (s *streamCheck) reeled(o *reel) {
	if o.sm3 != nil {
		s.hashed(o.name, sumOf(o.sha), sumOf(o.sm3))
		return
	}
	s.hashed(o.name, sumOf(o.sha), o.run.sum())
}

// batch reads the next chunk of each file, of one that is alone the next ones,
// and checks them.
func (s *streamCheck) batch(taken []*reel) error {
	chunks, which := make([][]byte, len(taken)), make([]int, len(taken))
	for k, o := range taken {
		which[k], o.left = o.left[0], o.left[1:]
		n := o.m.lines[which[k]].length
		if cap(s.buffers[k]) < int(n) {
			s.buffers[k] = make([]byte, n+n/4)
		}
		chunks[k] = s.buffers[k][:n]
		if _, err := io.ReadFull(o.r, chunks[k]); err != nil {
			return fmt.Errorf("read footage: %w", err)
		}
	}
	// Where there is a second processor it takes the files' own digests meanwhile.
	done := make(chan struct{})
	go func() {
		defer close(done)
		ofFiles(taken, chunks)
	}()
	defer func() { <-done }()
	for k, national := range sm3Of(chunks) {
		o, l := taken[k], &taken[k].m.lines[which[k]]
		start := o.offset
		o.offset += l.length
		at := Place{
			File: o.name, Offset: &start, Length: l.length, Stream: o.m.Stream, Minute: o.m.Minute, Chunk: l.seq, Kind: declaration(l.kind),
		}
		if !s.chunk(o.m, which[k], chunks[k], national, at) {
			o.m.bad = true
		}
	}
	return nil
}

// ofFiles takes the digests of files on by a chunk each.
func ofFiles(taken []*reel, chunks [][]byte) {
	var runs []*sm3Run
	var parts [][]byte
	for k, o := range taken {
		o.sha.Write(chunks[k])
		switch {
		case o.sm3 != nil:
			o.sm3.Write(chunks[k])
		case len(taken) > 1 && taken[0] == taken[len(taken)-1]: // one file: part after part
			sm3On([]*sm3Run{o.run}, chunks[k:k+1])
		default:
			runs, parts = append(runs, o.run), append(parts, chunks[k])
		}
	}
	sm3On(runs, parts)
}

// chunk checks the bytes of one chunk; the first thing that is wrong is told.
func (s *streamCheck) chunk(m *minute, i int, b []byte, national digest, at Place) bool {
	l := &m.lines[i]
	h, err := parseHeader(b)
	code := ""
	switch approved := sha256.Sum256(b[:headerProof]); {
	case err == nil:
		if code = h.whole(b); code == "" && (approved != l.sha || national != l.sm3) {
			code = "chunk.digest"
		}
	case approved != l.sha:
		code = "chunk.header"
	}
	if code != "" {
		s.find(code, at, "")
		return false
	}
	if m.heads[i] = s.header(m, l, h, err, at); m.heads[i] == nil {
		return false
	}
	s.res.Chunks++
	s.check.res.Figures.Chunks++
	s.res.Bytes += l.length
	s.res.Frames += uint64(h.frames)
	switch l.kind {
	case kindInit:
		s.tracks.declare(b[headerLen:])
	case kindMedia:
		s.tracks.look(b[headerLen:])
	case kindGap:
		if g, ok := gapOf(b); !ok || !slices.Contains(m.Gaps, g) {
			s.find("gap.differs", at, "")
		}
	}
	return true
}

// sums checks a camera-minute's own figures against the headers of all its
// chunks, which its roots have proven.
func (s *streamCheck) sums(m *minute) bool {
	var got cameraMinute
	from, to, gaps := int64(0), int64(0), 0
	for i := range m.lines {
		l, h := &m.lines[i], m.heads[i]
		if h == nil {
			return true // told already
		}
		got.Bytes += uint64(l.length) //nolint:gosec // never negative
		if i == 0 {
			got.First = l.seq
		}
		got.Last = l.seq
		if l.kind != kindMedia {
			got.Declarations++
			if l.kind == kindGap {
				gaps++
			}
			continue
		}
		if got.Chunks++; got.Chunks == 1 {
			from, to = l.from, l.to
		}
		from, to = min(from, l.from), max(to, l.to)
		got.Frames += uint64(h.frames)
		for _, f := range []struct {
			flag byte
			n    *int
		}{{flagLost, &got.Lost}, {flagKeysOnly, &got.KeysOnly}, {flagClockSet, &got.ClockSet}, {flagDamaged, &got.Damaged}, {flagLesser, &got.Lesser}} {
			if h.flags&f.flag != 0 {
				*f.n++
			}
		}
	}
	return got.Bytes == m.Bytes && got.Chunks == m.Chunks && got.Declarations == m.Declarations && got.Frames == m.Frames &&
		got.First == m.First && got.Last == m.Last && got.Lost == m.Lost && got.KeysOnly == m.KeysOnly && got.ClockSet == m.ClockSet &&
		got.Damaged == m.Damaged && got.Lesser == m.Lesser && instant(from) == m.From && instant(to) == m.To && gaps == len(m.Gaps)
}
