package ledger

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/ledger"
)

// besideSuffix ends the name of a day's file; headsFile tells how far each
// stream was at a place in these files.
const (
	besideSuffix = ".jsonl"
	headsFile    = "heads.json"
)

// A place is one in the files beside the log.
type place struct {
	File   string `json:"file"`
	Offset int64  `json:"offset"`
}

func (p place) before(o place) bool {
	return p.File < o.File || p.File == o.File && p.Offset < o.Offset
}

// beside keeps the camera-minutes of regions in files, one for each day in
// Wuxi on which they were written. A region is a line with the leaf and a line
// for each camera-minute. Safe for concurrent use; one goroutine writes.
type beside struct {
	dir string

	mu   sync.Mutex
	file *os.File // of the day that is written; guarded by mu
	end  place    // guarded by mu
}

func openBeside(dir string) (*beside, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("camera-minutes: %w", err)
	}
	return &beside{dir: dir}, nil
}

// files lists the days' files from one on.
func (b *beside) files(from string) ([]string, error) {
	entries, err := os.ReadDir(b.dir)
	if err != nil {
		return nil, fmt.Errorf("camera-minutes: %w", err)
	}
	var out []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), besideSuffix) && e.Name() >= from {
			out = append(out, e.Name())
		}
	}
	slices.Sort(out)
	return out, nil
}

// replay reads the regions from a place on, and cuts off what was being
// written when the program ended: it tells how many bytes that were.
func (b *beside) replay(ctx context.Context, from place, do func(p place, size int64, r ledger.Region) error) (cut int64, err error) {
	files, err := b.files(from.File)
	if err != nil {
		return 0, err
	}
	for i, name := range files {
		p := place{File: name}
		if name == from.File {
			p = from
		}
		path := filepath.Join(b.dir, name)
		end, err := readRegions(ctx, path, p.Offset, func(offset, size int64, r ledger.Region) error {
			return do(place{name, offset}, size, r)
		})
		if err != nil {
			return cut, err
		}
		info, err := os.Stat(path)
		if err != nil {
			return cut, fmt.Errorf("camera-minutes: %w", err)
		}
		b.end = place{name, end}
		if info.Size() > end && i == len(files)-1 {
			cut = info.Size() - end
			if err := os.Truncate(path, end); err != nil {
				return cut, fmt.Errorf("camera-minutes: %w", err)
			}
		}
	}
	return cut, nil
}

// readRegions reads a day's file from an offset on, and returns where what is
// whole ends.
func readRegions(ctx context.Context, path string, from int64, do func(offset, size int64, r ledger.Region) error) (end int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return from, fmt.Errorf("camera-minutes: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	if _, err := f.Seek(from, io.SeekStart); err != nil {
		return from, fmt.Errorf("camera-minutes: %w", err)
	}
	lines := bufio.NewReaderSize(f, 1<<20)
	for at := from; ; {
		if err := context.Cause(ctx); err != nil {
			return at, err
		}
		r, size, err := readRegion(lines)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, shiheng.ErrInvalid) {
			return at, nil
		}
		if err != nil {
			return at, fmt.Errorf("camera-minutes: %w", err)
		}
		if err := do(at, size, r); err != nil {
			return at, err
		}
		at += size
	}
}

// mostLine bounds a line: a region's head that is none must not be read for ever.
const mostLine = 1 << 20

func readLine(lines *bufio.Reader) ([]byte, error) {
	line, err := lines.ReadBytes('\n')
	if errors.Is(err, io.EOF) && len(line) > 0 {
		return nil, io.ErrUnexpectedEOF
	}
	if err == nil && len(line) > mostLine {
		return nil, shiheng.Invalid("log.form")
	}
	return bytes.TrimSuffix(line, []byte("\n")), err
}

// readRegion reads a leaf and as many lines as it tells of.
func readRegion(lines *bufio.Reader) (r ledger.Region, size int64, err error) {
	if r.Leaf, err = readLine(lines); err != nil {
		return r, 0, err
	}
	size = int64(len(r.Leaf)) + 1
	n, err := ledger.ParseNodeMinute(r.Leaf)
	if err != nil {
		return r, 0, err
	}
	for range n.CameraMinutes {
		text, err := readLine(lines)
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return r, 0, err
		}
		size += int64(len(text)) + 1
		r.Minutes = append(r.Minutes, text)
	}
	return r, size, nil
}

// write puts a region at the end of the day's file. It is durable after sync.
func (b *beside) write(now time.Time, r ledger.Region) (p place, size int64, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	name := max(law.DayOf(now).String()+besideSuffix, b.end.File) // a clock set back begins no new file
	if b.file == nil || b.end.File != name {
		if err := b.turn(name); err != nil {
			return p, 0, err
		}
	}
	raw, p := r.Bytes(), b.end
	if _, err := b.file.WriteAt(raw, p.Offset); err != nil { // written again at the same place
		return p, 0, fmt.Errorf("camera-minutes: %w", err)
	}
	b.end.Offset += int64(len(raw))
	return p, int64(len(raw)), nil
}

// turn begins to write into a day's file; the one before is durable by then.
func (b *beside) turn(name string) error {
	if b.file != nil {
		if err := errors.Join(b.file.Sync(), b.file.Close()); err != nil {
			return fmt.Errorf("camera-minutes: %w", err)
		}
		b.file = nil
	}
	f, err := os.OpenFile(filepath.Join(b.dir, name), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("camera-minutes: %w", err)
	}
	dir, err := os.Open(b.dir)
	if err == nil {
		err = errors.Join(dir.Sync(), dir.Close())
	}
	if err != nil {
		return fmt.Errorf("camera-minutes: %w", errors.Join(err, f.Close()))
	}
	if b.end.File != name {
		b.end = place{File: name}
	}
	b.file = f
	return nil
}

func (b *beside) sync() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.file == nil {
		return nil
	}
	if err := b.file.Sync(); err != nil {
		return fmt.Errorf("camera-minutes: %w", err)
	}
	return nil
}

// Close closes the day's file. It is idempotent.
func (b *beside) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.file == nil {
		return nil
	}
	err := errors.Join(b.file.Sync(), b.file.Close())
	b.file = nil
	return err
}

// headsState is what the heads were at a place.
type headsState struct {
	Version int                       `json:"version"`
	Place   place                     `json:"place"`
	Heads   map[shiheng.StreamID]head `json:"heads"`
}

// writeHeads saves reading the files anew at the next start: without it that is
// done.
func (b *beside) writeHeads(heads map[shiheng.StreamID]head) error {
	b.mu.Lock()
	at := b.end
	b.mu.Unlock()
	return write(filepath.Join(b.dir, headsFile), headsState{1, at, heads})
}

// readHeads reads them; nothing when they do not fit the files.
func (b *beside) readHeads() (place, map[shiheng.StreamID]head) {
	var s headsState
	raw, err := os.ReadFile(filepath.Join(b.dir, headsFile))
	if err != nil || json.Unmarshal(raw, &s) != nil || s.Version != 1 || s.Heads == nil {
		return place{}, nil
	}
	info, err := os.Stat(filepath.Join(b.dir, s.Place.File))
	if err != nil || info.Size() < s.Place.Offset {
		return place{}, nil
	}
	return s.Place, s.Heads
}

// region reads the region of a node-minute.
func (b *beside) region(l ledger.Logged) (r ledger.Region, err error) {
	raw, err := b.raw(l)
	if err != nil {
		return r, err
	}
	lines := bytes.Split(bytes.TrimSuffix(raw, []byte("\n")), []byte("\n"))
	return ledger.Region{Leaf: lines[0], Minutes: lines[1:]}, nil
}

func (b *beside) open(l ledger.Logged) (*os.File, error) {
	if filepath.Base(l.File) != l.File {
		return nil, shiheng.Invalid("log.region", "file", l.File)
	}
	f, err := os.Open(filepath.Join(b.dir, l.File))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, shiheng.NotFound("log.region", "file", l.File)
	}
	return f, err
}

// mostRegion bounds a region: a hundred thousand streams and more.
const mostRegion = 256 << 20

func (b *beside) raw(l ledger.Logged) ([]byte, error) {
	if l.Size < 0 || l.Size > mostRegion || l.Offset < 0 {
		return nil, shiheng.Invalid("log.region", "file", l.File)
	}
	f, err := b.open(l)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	raw := make([]byte, l.Size)
	if _, err := f.ReadAt(raw, l.Offset); errors.Is(err, io.EOF) {
		return nil, shiheng.NotFound("log.region", "file", l.File, "offset", fmt.Sprint(l.Offset))
	} else if err != nil {
		return nil, fmt.Errorf("camera-minutes: %w", err)
	}
	return raw, nil
}

// made is when a node-minute was made: as its leaf says, or else its minute.
func (b *beside) made(l ledger.Logged) time.Time {
	f, err := b.open(l)
	if err != nil {
		return l.Minute
	}
	defer func() { _ = f.Close() }() // only read
	line, _, err := lineFrom(io.NewSectionReader(f, l.Offset, l.Size), 0)
	if err != nil {
		return l.Minute
	}
	n, err := ledger.ParseNodeMinute(line)
	if err != nil {
		return l.Minute
	}
	at, err := time.Parse(time.RFC3339Nano, n.At)
	if err != nil {
		return l.Minute
	}
	return at
}

// find returns a stream's lines of a region by halving: regions of a large node
// are long, and each deletion looks into some of them.
func (b *beside) find(l ledger.Logged, id shiheng.StreamID) (out [][]byte, err error) {
	f, err := b.open(l)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	section := io.NewSectionReader(f, l.Offset, l.Size)
	_, low, err := lineFrom(section, 0) // the leaf
	want := id.String()
	for high := l.Size; err == nil && low < high; { // lines before low are of lesser streams, those from high on are not
		start, mid := low, low+(high-low)/2
		if mid > low {
			if _, start, err = lineFrom(section, mid-1); err != nil || start >= high {
				high = mid
				continue
			}
		}
		text, next, failed := lineFrom(section, start)
		if err = failed; streamOf(text) < want {
			low = next
		} else {
			high = start
		}
	}
	for err == nil && low < l.Size {
		var text []byte
		if text, low, err = lineFrom(section, low); err != nil || streamOf(text) > want {
			break
		}
		if streamOf(text) == want {
			out = append(out, text)
		}
	}
	return out, err
}

// lineFrom reads to the end of the line that a place is in, and tells where the
// next one begins.
func lineFrom(r *io.SectionReader, at int64) ([]byte, int64, error) {
	for size := int64(2048); ; size *= 2 {
		b := make([]byte, min(size, r.Size()-at))
		if _, err := r.ReadAt(b, at); err != nil && !errors.Is(err, io.EOF) {
			return nil, at, fmt.Errorf("camera-minutes: %w", err)
		}
		if n := bytes.IndexByte(b, '\n'); n >= 0 {
			return b[:n], at + int64(n) + 1, nil
		}
		if size > mostLine || size >= r.Size()-at {
			return nil, at, shiheng.Invalid("log.region")
		}
	}
}

// streamOf is the stream of a camera-minute's text.
func streamOf(text []byte) string {
	_, rest, _ := bytes.Cut(text, []byte(`"stream":"`))
	id, _, _ := bytes.Cut(rest, []byte(`"`))
	return string(id)
}
