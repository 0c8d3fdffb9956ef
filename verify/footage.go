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

// A fileHash is a file of footage on its way through both hashes.
type fileHash struct{ sha, sm3 hash.Hash }

func (f *fileHash) write(b []byte) {
	f.sha.Write(b)
	f.sm3.Write(b)
}

// chunks checks a camera-minute's chunks: their lines against its roots, their
// bytes against their lines, its sums against both.
func (s *streamCheck) chunks(m *minute) error {
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
	bad, err := s.footage(m)
	if err != nil {
		return err
	}
	if m.rooted && !bad && !s.sums(m) {
		s.find("minute.sums", m.place(), "")
	}
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

// mostBatch bounds the chunks in memory at once, in bytes.
const mostBatch = 24 << 20

// footage reads the file of a camera-minute's chunks, once: chunk by chunk, each
// byte through all hashes. It reports whether anything was wrong.
func (s *streamCheck) footage(m *minute) (bad bool, err error) {
	at := m.place()
	at.File = "data/original/" + m.Stream + "/" + m.number + ".boxes"
	size := int64(0)
	for i := range m.lines {
		if m.lines[i].here {
			size += m.lines[i].length
		}
	}
	file := s.zip.byName[at.File]
	switch {
	case file == nil && size == 0:
		return false, nil
	case file == nil || file.size != size:
		s.find("chunk.size", at, "")
		return true, nil
	}
	r, sums, offset := s.zip.open(file), &fileHash{sha256.New(), sm3.New()}, int64(0)
	for i := 0; i < len(m.lines); {
		n, bytes := 0, int64(0)
		var batch []int
		for ; i+n < len(m.lines) && len(batch) < lanes; n++ {
			if l := &m.lines[i+n]; l.here {
				if len(batch) > 0 && bytes+l.length > mostBatch {
					break
				}
				batch, bytes = append(batch, i+n), bytes+l.length
			}
		}
		wrong, err := s.batch(m, batch, r, offset, sums)
		if err != nil {
			return true, err
		}
		bad, i, offset = bad || wrong, i+n, offset+bytes
		s.told(s.done + bytes)
		if err := s.ctx.Err(); err != nil {
			return true, err
		}
	}
	s.hashed(at.File, sumOf(sums.sha), sumOf(sums.sm3))
	return bad, nil
}

// batch reads some chunks that follow one another and checks each.
func (s *streamCheck) batch(m *minute, which []int, r io.Reader, offset int64, sums *fileHash) (bad bool, err error) {
	chunks := make([][]byte, len(which))
	for k, i := range which {
		n := m.lines[i].length
		if cap(s.buffers[k]) < int(n) {
			s.buffers[k] = make([]byte, n+n/4)
		}
		chunks[k] = s.buffers[k][:n]
		if _, err := io.ReadFull(r, chunks[k]); err != nil {
			return true, fmt.Errorf("read footage: %w", err)
		}
	}
	// Where there is a second processor it takes the file's own digests meanwhile.
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, c := range chunks {
			sums.write(c)
		}
	}()
	defer func() { <-done }()
	national := sm3Of(chunks)
	for k, i := range which {
		l, start := &m.lines[i], offset
		at := Place{
			File: "data/original/" + m.Stream + "/" + m.number + ".boxes", Offset: &start, Length: l.length,
			Stream: m.Stream, Minute: m.Minute, Chunk: l.seq, Kind: declaration(l.kind),
		}
		if !s.chunk(m, i, chunks[k], national[k], at) {
			bad = true
		}
		offset += l.length
	}
	return bad, nil
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
		s.declared = true
		s.tracks.declare(b[headerLen:])
	case kindMedia:
		if !s.declared {
			s.find("tracks.missing", at, "")
			s.declared = true
		}
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
