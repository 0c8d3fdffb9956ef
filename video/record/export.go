package record

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"sort"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/fmp4"
	"shiheng.internal/video/media"
)

// An Export is a span of a stream as one MP4 file: a moov box, then one
// fragment for each chunk, its payload byte for byte. The file's clock begins
// with its first picture and runs with the server's: a gap is a hole of its
// true length in which the last picture stands. Chunks count only when they
// lie wholly within the span; each stretch begins with a key frame.
//
// It takes about 150 bytes of memory for each chunk of the span, and one chunk
// while it is read. It is safe for concurrent use.
type Export struct {
	r      *Reader
	stream shiheng.StreamID
	head   []byte
	parts  []exportPart
	size   int64
	digest string
	span   shiheng.Span
	tracks []exportTrack
}

type exportPart struct {
	ref   Ref
	off   int64 // in the file
	shift int64 // from the chunk's media time to the file's
}

func (p *exportPart) size() int64 { return int64(p.ref.Length) - HeaderSize }

// exportTrack is one track of the file: the tracks of a stream that share
// number and coding.
type exportTrack struct {
	id    uint8 // in the stream
	codec media.Codec
	track media.Track // as the file declares it, with its number there
}

// maxExport bounds the chunks of one file: two days at one each second.
const maxExport = 200_000

// errNoFootage says that nothing of a span is left.
var errNoFootage = shiheng.NotFound("export.empty")

// Export prepares the file. ErrNotFound when the span holds no whole chunk,
// ErrExhausted when it is longer than one file may be.
func (r *Reader) Export(ctx context.Context, stream shiheng.StreamID, span shiheng.Span) (*Export, error) {
	if span.Empty() {
		return nil, shiheng.Invalid("export.span")
	}
	e := &Export{r: r, stream: stream, span: span}
	if err := e.collect(ctx); err != nil {
		return nil, err
	}
	if err := e.place(ctx); err != nil {
		return nil, err
	}
	if err := e.describe(); err != nil {
		return nil, err
	}
	sum := sha256.New()
	sum.Write(e.head)
	e.size = int64(len(e.head))
	for i := range e.parts {
		p := &e.parts[i]
		p.off = e.size
		e.size += p.size()
		fmt.Fprintf(sum, "%d %d %d %d\n", p.ref.Seq, p.ref.Length, p.ref.Wall.UnixMicro(), p.shift)
	}
	e.digest = hex.EncodeToString(sum.Sum(nil)[:16])
	return e, nil
}

// collect finds the chunks.
func (e *Export) collect(ctx context.Context) error {
	lib := e.r.Library
	ref, err := lib.Seek(ctx, e.stream, e.span.From, false)
	for ; err == nil; ref, err = lib.After(ctx, e.stream, ref.Seq) {
		if !e.span.Open() && ref.End().After(e.span.To) {
			if !ref.Wall.Before(e.span.To) {
				break
			}
			continue
		}
		fresh := len(e.parts) == 0 || e.parts[len(e.parts)-1].ref.Run != ref.Run
		if ref.Wall.Before(e.span.From) || fresh && ref.Flags&FlagKey == 0 {
			continue
		}
		if len(e.parts) == maxExport {
			return shiheng.Exhausted("export.length")
		}
		if err := e.enlist(ctx, ref); err != nil {
			return err
		}
		e.parts = append(e.parts, exportPart{ref: ref})
	}
	if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
		return err
	}
	if len(e.parts) == 0 {
		return errNoFootage
	}
	return nil
}

// enlist adds the tracks of a chunk to those of the file.
func (e *Export) enlist(ctx context.Context, ref Ref) error {
	tracks, err := e.r.Library.Tracks(ctx, e.stream, ref)
	if err != nil {
		return err
	}
	for _, t := range tracks {
		if e.track(t.ID, t.Codec) != nil {
			continue
		}
		if _, err := fmp4.AppendSampleEntry(nil, t); err != nil {
			continue // opaque to players: it stays out, and is kept in the store
		}
		nt := exportTrack{id: t.ID, codec: t.Codec, track: *t}
		nt.track.ID = uint8(len(e.tracks) + 1)
		e.tracks = append(e.tracks, nt)
	}
	return nil
}

func (e *Export) track(id uint8, codec media.Codec) *exportTrack {
	for i := range e.tracks {
		if t := &e.tracks[i]; t.id == id && t.codec == codec {
			return t
		}
	}
	return nil
}

// place gives each run its time in the file.
func (e *Export) place(ctx context.Context) error {
	start, end := e.parts[0].ref.Wall, int64(0)
	for i := 0; i < len(e.parts); {
		j := i
		for j < len(e.parts) && e.parts[j].ref.Run == e.parts[i].ref.Run {
			j++
		}
		first, _, err := e.times(ctx, e.parts[i].ref)
		if err != nil {
			return err
		}
		at := max(ticks(e.parts[i].ref.Wall.Sub(start)), end)
		for k := i; k < j; k++ {
			e.parts[k].shift = at - first
		}
		if _, end, err = e.times(ctx, e.parts[j-1].ref); err != nil {
			return err
		}
		end += at - first
		i = j
	}
	return nil
}

// times returns the first DTS of a chunk and the end of its last frame.
func (e *Export) times(ctx context.Context, ref Ref) (first, end int64, err error) {
	c, err := e.r.Library.Read(ctx, e.stream, ref)
	if err != nil {
		return 0, 0, err
	}
	defer c.Slab.Release()
	first = 1 << 62
	err = c.fragments(func(f *fragment, _ []byte) error {
		at := f.base
		first = min(first, at)
		for i := range f.count {
			at += int64(f.sample(i).duration)
		}
		end = max(end, at)
		return nil
	})
	return first, end, err
}

func ticks(d time.Duration) int64 {
	return int64(d/time.Second)*media.TimeScale + int64(d%time.Second)*media.TimeScale/int64(time.Second)
}

// describe writes the head of the file.
func (e *Export) describe() error {
	if len(e.tracks) == 0 {
		return errNoFootage
	}
	tracks := make([]*media.Track, len(e.tracks))
	for i := range e.tracks {
		tracks[i] = &e.tracks[i].track
	}
	b, err := fmp4.AppendInit(nil, tracks...)
	if err != nil {
		return err
	}
	last := e.parts[len(e.parts)-1].ref
	e.head, err = withDuration(b, ticks(last.End().Sub(e.parts[0].ref.Wall)))
	return err
}

// withDuration puts an mehd box, which tells players how long the file lasts,
// into the mvex box of an init segment.
func withDuration(b []byte, duration int64) ([]byte, error) {
	at := 0
	for _, want := range []string{"moov", "mvex"} {
		for {
			kind, body, _, err := nextBox(b[at:])
			if err != nil {
				return nil, fmt.Errorf("init segment without %s: %w", want, err)
			}
			if kind == want {
				size := binary.BigEndian.Uint32(b[at:])
				binary.BigEndian.PutUint32(b[at:], size+20)
				at += 8
				break
			}
			at += 8 + len(body)
		}
	}
	box := make([]byte, 20)
	putBox(box, 20, "mehd")
	box[8] = 1
	binary.BigEndian.PutUint64(box[12:], uint64(max(duration, 0)))
	return append(b[:at:at], append(box, b[at:]...)...), nil
}

// Size is the file's length in bytes.
func (e *Export) Size() int64 { return e.size }

// Digest names the content: the same span of the same footage has the same.
func (e *Export) Digest() string { return e.digest }

// Span is from the first frame in the file to the end of the last.
func (e *Export) Span() shiheng.Span {
	return shiheng.Span{From: e.parts[0].ref.Wall, To: e.parts[len(e.parts)-1].ref.End()}
}

// At returns the file to be read at any place until ctx ends. It waits for
// the disk.
func (e *Export) At(ctx context.Context) io.ReaderAt {
	return readerAt(func(b []byte, off int64) (int, error) { return e.readAt(ctx, b, off) })
}

type readerAt func([]byte, int64) (int, error)

func (f readerAt) ReadAt(b []byte, off int64) (int, error) { return f(b, off) }

// WriteTo writes the whole file, chunk after chunk.
func (e *Export) WriteTo(ctx context.Context, w io.Writer) error {
	if _, err := w.Write(e.head); err != nil {
		return err
	}
	for i := range e.parts {
		c, err := e.fragment(ctx, i)
		if err != nil {
			return err
		}
		_, err = w.Write(c.Bytes()[HeaderSize:])
		c.Slab.Release()
		if err != nil {
			return err
		}
	}
	return nil
}

func (e *Export) readAt(ctx context.Context, b []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, shiheng.Invalid("export.offset")
	}
	if off < int64(len(e.head)) {
		n = copy(b, e.head[off:])
	}
	i := sort.Search(len(e.parts), func(i int) bool { return e.parts[i].off+e.parts[i].size() > off+int64(n) })
	for ; n < len(b) && i < len(e.parts); i++ {
		c, err := e.fragment(ctx, i)
		if err != nil {
			return n, err
		}
		n += copy(b[n:], c.Bytes()[HeaderSize+off+int64(n)-e.parts[i].off:])
		c.Slab.Release()
	}
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

// fragment reads chunk i and makes a fragment of the file of it, in memory of
// its own: the times and track numbers are the file's, and what no player
// knows becomes padding.
func (e *Export) fragment(ctx context.Context, i int) (*Chunk, error) {
	p := &e.parts[i]
	shared, err := e.r.Library.Read(ctx, e.stream, p.ref)
	if err != nil {
		return nil, fmt.Errorf("export chunk %d: %w", p.ref.Seq, err)
	}
	defer shared.Slab.Release()
	c, err := shared.clone(e.r.Pool)
	if err != nil {
		return nil, err
	}
	be := binary.BigEndian
	err = c.fragments(func(f *fragment, moof []byte) error {
		var to *exportTrack
		for _, t := range c.Tracks {
			if t.ID == f.track {
				to = e.track(t.ID, t.Codec)
			}
		}
		if to == nil {
			return hide(moof)
		}
		be.PutUint32(moof[20:], uint32(i+1))
		be.PutUint32(moof[44:], uint32(to.track.ID))
		be.PutUint64(moof[60:], uint64(f.base+p.shift))
		return nil
	})
	if err != nil {
		c.Slab.Release()
		return nil, err
	}
	return c, nil
}

// hide turns a moof and the mdat that follows it into free boxes.
func hide(moof []byte) error {
	for rest := moof; len(rest) > 0; {
		kind, _, next, err := nextBox(rest)
		if err != nil {
			return err
		}
		copy(rest[4:8], "free")
		if kind == "mdat" {
			return nil
		}
		rest = next
	}
	return nil
}

// clone copies a chunk into memory of its own.
func (c *Chunk) clone(pool *media.Pool) (*Chunk, error) {
	slab, err := pool.Get(int(c.Header.Length))
	if err != nil {
		return nil, err
	}
	copy(slab.Bytes(), c.Bytes())
	return &Chunk{Header: c.Header, Slab: slab, Tracks: c.Tracks}, nil
}

// fragments calls f for each moof of a media chunk with the bytes from there on.
func (c *Chunk) fragments(f func(*fragment, []byte) error) error {
	b := c.Bytes()
	for at := HeaderSize; at < len(b); {
		kind, body, _, err := nextBox(b[at:])
		if err != nil {
			return fmt.Errorf("chunk %d: %w", c.Header.Seq, err)
		}
		if kind == "moof" {
			frag, err := parseMoof(body)
			if err != nil {
				return fmt.Errorf("chunk %d: %w", c.Header.Seq, err)
			}
			if err := f(&frag, b[at:]); err != nil {
				return err
			}
		}
		at += 8 + len(body)
	}
	return nil
}
