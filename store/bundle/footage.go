package bundle

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	logs "shiheng.internal/store/ledger"
	"shiheng.internal/video/record"
)

// A Written bundle is one whose footage is whole.
type Written struct {
	Digest ledger.Digest // of both manifests and the claim: what the act of the export names
	Chunks int64
	Bytes  int64
	// Unanchored: no camera-minute behind the end of a portion is logged, so
	// that nobody can prove that nothing is missing at its end.
	Unanchored bool
	Files      []File
}

// A File is one below data/, as the list of electronic data names it.
type File struct {
	Path     string
	Size     int64
	SHA, SM3 ledger.Digest
}

// Footage writes the footage of a bundle in a directory, or goes on with it.
// step is asked before each chunk is read: what it returns ends the writing,
// and what is whole by then stays.
func (w *Writer) Footage(ctx context.Context, o Order, dir string, step func(Step) error) (out Written, err error) {
	m, err := w.open(o, dir)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, m.close()) }()
	if m.plan.Version == 0 {
		if err := m.find(ctx); err != nil {
			return out, err
		}
	}
	if err := m.begin(); err != nil {
		return out, err
	}
	for _, s := range m.plan.Streams {
		for n := range s.Minutes {
			if err := m.minute(ctx, s, n, step); err != nil {
				return out, err
			}
		}
	}
	digest, err := m.digest()
	if err != nil {
		return out, err
	}
	out = Written{Digest: digest, Chunks: m.chunks, Bytes: m.bytes, Unanchored: !m.plan.Anchored}
	for _, one := range m.members {
		if payload(one.Name) {
			out.Files = append(out.Files, File{one.Name, one.Size, ledger.Digest(one.SHA), ledger.Digest(one.SM3)})
		}
	}
	return out, nil
}

// find plans the bundle: which camera-minutes, from which declaration of tracks
// on.
func (m *making) find(ctx context.Context) error {
	m.plan.Anchored = true
	total := 0
	for _, p := range m.order.Portions {
		one := planned{Portion: p, Needs: 1 << 62}
		all, anchored, err := m.w.cfg.Minutes.Stretch(ctx, p.Stream, p.Span, one.Needs)
		if err != nil {
			return err
		}
		if one.Needs, err = m.needs(ctx, p, all); err != nil {
			return err
		}
		if len(all) > 0 && one.Needs < all[0].Minute.First {
			if all, anchored, err = m.w.cfg.Minutes.Stretch(ctx, p.Stream, p.Span, one.Needs); err != nil {
				return err
			}
		}
		one.Minutes, one.Anchored = all, anchored
		m.plan.Anchored = m.plan.Anchored && anchored
		m.plan.Streams = append(m.plan.Streams, one)
		if total += len(all); total > m.w.cfg.Most {
			return tooLong()
		}
	}
	return m.keepPlan()
}

// needs is the number of the declaration of tracks that the first chunk within
// needs.
func (m *making) needs(ctx context.Context, p Portion, all []logs.Standing) (uint64, error) {
	for _, s := range all {
		pieces, err := m.w.held(ctx, p.Stream, s.Minute)
		if err != nil {
			return 0, err
		}
		for i := range pieces {
			if pieces[i].Beside || !within(&pieces[i], p.Span) {
				continue
			}
			d, err := m.w.cfg.Footage.Declaring(pieces[i])
			if errors.Is(err, shiheng.ErrNotFound) {
				continue
			}
			return d.Seq, err
		}
	}
	return 1 << 62, nil
}

// begin writes what stands before the footage.
func (m *making) begin() error {
	if m.have["bundle.json"] {
		return nil
	}
	claim, err := m.order.claim().Text()
	if err != nil {
		return err
	}
	bagit, err := m.text("bagit.txt", []byte("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"))
	if err != nil {
		return err
	}
	said, err := m.text("bundle.json", claim)
	if err != nil {
		return err
	}
	return m.note(line{Members: []member{bagit, said}})
}

func (m *making) text(name string, b []byte) (member, error) {
	return m.zip.put(name, false, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// minute writes one camera-minute: what of its chunks may be shown, its exact
// bytes, all its chunks by their digests, and its place in the log.
func (m *making) minute(ctx context.Context, s planned, n int, step func(Step) error) error {
	at := fmt.Sprintf("%s/%06d", s.Portion.Stream, n+1)
	if m.have["minutes/"+at+".json"] {
		return nil
	}
	begun := m.zip.at
	for again := false; ; again = true {
		l, err := m.chunksOf(ctx, s, n, step)
		if errors.Is(err, shiheng.ErrNotFound) && !again { // erased while it was read
			m.zip.at = begun
			continue
		}
		if err != nil {
			return err
		}
		one := s.Minutes[n]
		said, err := m.text("minutes/"+at+".json", one.Text)
		if err != nil {
			return err
		}
		place, err := m.place(one)
		if err != nil {
			return err
		}
		stands, err := m.text("minutes/"+at+".place", place)
		if err != nil {
			return err
		}
		l.Members = append(l.Members, said, stands)
		return m.note(l)
	}
}

// place says where a camera-minute stands in its node-minute.
func (m *making) place(one logs.Standing) ([]byte, error) {
	r, err := m.w.cfg.Minutes.Region(one.In)
	if err != nil {
		return nil, err
	}
	for i, text := range r.Minutes {
		if bytes.Equal(text, one.Text) {
			p, err := r.PlaceOf(i, one.In.Origin, one.In.Index)
			if err != nil {
				return nil, err
			}
			return p.Text()
		}
	}
	return nil, shiheng.NotFound("log.region", "minute", one.Minute.Minute)
}

// chunksOf writes the chunks of a camera-minute. The right-hand anchor shows
// nothing; of a camera-minute of which a part was erased there is the rest.
func (m *making) chunksOf(ctx context.Context, s planned, n int, step func(Step) error) (l line, err error) {
	one := s.Minutes[n]
	if s.Anchored && n == len(s.Minutes)-1 {
		return l, nil
	}
	pieces, err := m.w.held(ctx, s.Portion.Stream, one.Minute)
	if err != nil || len(pieces) == 0 {
		return l, err
	}
	for i := range pieces {
		if err := m.digested(ctx, &pieces[i]); err != nil {
			return l, err
		}
	}
	if err := fits(one.Minute, pieces); err != nil {
		return l, err
	}
	at := fmt.Sprintf("%s/%06d", s.Portion.Stream, n+1)
	here := make([]bool, len(pieces))
	some := false
	for i := range pieces {
		here[i] = s.shows(&pieces[i])
		some = some || here[i]
	}
	if some {
		boxes, err := m.zip.put("data/original/"+at+".boxes", false, func(w io.Writer) error {
			var buf []byte
			for i := range pieces {
				if !here[i] {
					continue
				}
				if buf, err = m.original(ctx, s.Portion, &pieces[i], buf, step); err != nil {
					return err
				}
				if _, err := w.Write(buf); err != nil {
					return err
				}
				l.Bytes += int64(len(buf))
				if !pieces[i].Beside {
					l.Chunks++
				}
			}
			return nil
		})
		if err != nil {
			return l, err
		}
		l.Members = append(l.Members, boxes)
	}
	text, err := m.lines(ctx, pieces, here)
	if err != nil {
		return l, err
	}
	told, err := m.text("minutes/"+at+".chunks", text)
	l.Members = append(l.Members, told)
	return l, err
}

// original reads a chunk that may be shown.
func (m *making) original(ctx context.Context, p Portion, c *ledger.Piece, buf []byte, step func(Step) error) ([]byte, error) {
	if !c.Beside {
		if err := step(Step{Camera: p.Camera, Bytes: int64(c.Bytes), From: c.From, To: c.To}); err != nil {
			return nil, err
		}
	}
	m.w.cfg.Step("chunk")
	return m.w.cfg.Footage.Original(ctx, *c, buf[:cap(buf)])
}

// shows reports whether a chunk is in the bundle: footage that lies wholly
// within the span, gaps that touch it, and declarations of tracks from the
// first that is needed.
func (s planned) shows(p *ledger.Piece) bool {
	switch {
	case !p.Beside:
		return within(p, s.Portion.Span)
	case p.Gap == nil:
		return p.Seq >= s.Needs
	}
	from, err := time.Parse(time.RFC3339Nano, p.Gap.From)
	to, failed := time.Parse(time.RFC3339Nano, p.Gap.To)
	return err == nil && failed == nil && from.Before(s.Portion.Span.To) && to.After(s.Portion.Span.From)
}

// digested fills in a chunk's SM3 where the store does not know it any more.
func (m *making) digested(ctx context.Context, p *ledger.Piece) error {
	if p.SM3 != (ledger.Digest{}) {
		return nil
	}
	b, err := m.w.cfg.Footage.Original(ctx, *p, nil)
	if err != nil {
		return err
	}
	head, body := record.Digested(b)
	p.SM3 = ledger.SM3().Of(head, body)
	return nil
}

// fits checks chunks against the roots of their camera-minute. Of one of which
// a part was erased the roots cannot be made any more; others under its numbers
// are an ErrConflict: the archive is not what the log says.
func fits(m ledger.CameraMinute, pieces []ledger.Piece) error {
	media := uint64(0)
	for i := range pieces {
		if !pieces[i].Beside {
			media++
		}
	}
	sha, gm := ledger.Roots(pieces)
	if (ledger.Hex(sha) != m.SHA || ledger.Hex(gm) != m.SM3) && media == m.Chunks {
		return shiheng.Conflict("evidence.mismatch", "camera", m.Camera, "minute", m.Minute).By("W168/29/2")
	}
	return nil
}

// lines are all chunks of a camera-minute by their digests; of one that is not
// shown stands the digested part of its header there, which proves when it was.
func (m *making) lines(ctx context.Context, pieces []ledger.Piece, here []bool) ([]byte, error) {
	var b strings.Builder
	for i := range pieces {
		p := &pieces[i]
		kind, is := "media", "here"
		switch {
		case p.Gap != nil:
			kind = "gap"
		case p.Beside:
			kind = "init"
		}
		if !here[i] {
			head, err := m.w.cfg.Footage.Head(ctx, *p)
			if err != nil {
				return nil, err
			}
			is = fmt.Sprintf("told %x", head)
		}
		fmt.Fprintf(&b, "%s %s %s %d %d %d %d %s\n", p.SHA, p.SM3, kind, p.Seq, p.From.UnixMicro(), p.To.UnixMicro(), p.Bytes, is)
	}
	return []byte(b.String()), nil
}
