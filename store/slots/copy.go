package slots

import (
	"fmt"
	"io"

	"shiheng.internal"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/record"
)

// A Sealed is a sealed slot as it can be copied elsewhere: its bytes from the
// first chunk through the footer.
type Sealed struct {
	SlotAt
	Use    uint64
	Camera shiheng.CameraID
	Span   shiheng.Span
	Size   int64
	Root   record.Digest
}

// Sealed lists the sealed slots of a camera that a span touches, and how many
// of its slots in it are open. An open one that holds footage of a span that is
// over is closed, so that it need not wait for its hour.
func (s *Store) Sealed(camera shiheng.CameraID, span shiheng.Span) (out []Sealed, open int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	over := !span.Open() && span.To.Before(s.cfg.Now())
	for _, st := range s.streams {
		if st.Camera != camera {
			continue
		}
		for _, sl := range st.slots {
			within := shiheng.Span{From: earliest(sl.from, sl.opened), To: sl.to}
			if sl.open != nil {
				within.To = shiheng.Span{}.To
			}
			if sl.state == record.SlotCondemned || sl.firstSeq == 0 || !within.Overlaps(span) {
				continue
			}
			if sl.state == record.SlotSealed {
				out = append(out, sl.sealed())
				continue
			}
			open++
			if over && sl.open != nil && len(sl.open.dir) > 0 {
				s.close(sl.open)
			}
		}
	}
	return out, open
}

func (sl *slot) sealed() Sealed {
	return Sealed{
		SlotAt: SlotAt{sl.volume, sl.number}, Use: sl.use, Camera: sl.camera, Span: shiheng.Span{From: sl.from, To: sl.to},
		Size: int64(sl.footerAt) + int64(sl.footerSize), Root: sl.sha,
	}
}

// Raw reads a sealed slot as it lies on disk. One that holds something else by
// now, or lies on a volume that is away, is an ErrNotFound. Who reads it checks
// it: [VerifySlot].
func (s *Store) Raw(at SlotAt, use uint64) (*io.SectionReader, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	sl := s.named(at.String())
	if sl == nil || sl.use != use || sl.state != record.SlotSealed {
		return nil, shiheng.NotFound("footage.slot-gone", "slot", at.String())
	}
	one := sl.sealed()
	return io.NewSectionReader(sl.vol.file, sl.vol.data(sl.number), one.Size), nil
}

// VerifySlot reads the bytes of a sealed slot to their end, by themselves:
// every chunk's digests, the chain between them, and the footer with its roots.
// What does not fit is an ErrInvalid.
func VerifySlot(r io.ReaderAt, size int64) (Sealed, error) {
	var out Sealed
	var dir []dirEntry
	var chain record.Digest
	head := make([]byte, record.HeaderSize)
	for at := int64(0); ; {
		if at+int64(len(head)) > size {
			return out, shiheng.Invalid("slot.footer-none")
		}
		if _, err := r.ReadAt(head, at); err != nil {
			return out, fmt.Errorf("read slot: %w", err)
		}
		if string(head[4:8]) == "uuid" && string(head[8:24]) == footerType {
			return verifyFooter(r, at, size, dir, out)
		}
		h, err := record.ParseHeader(head)
		if err != nil || h.Length < record.Align || at+int64(h.Length) > size {
			return out, shiheng.Invalid("slot.chunk", "byte", fmt.Sprint(at)).From(err)
		}
		b := make([]byte, h.Length)
		if _, err := r.ReadAt(b, at); err != nil {
			return out, fmt.Errorf("read slot: %w", err)
		}
		if err := h.Verify(b, true); err != nil {
			return out, err
		}
		if chain != (record.Digest{}) && h.Prev != chain {
			return out, shiheng.Invalid("slot.chain", "byte", fmt.Sprint(at))
		}
		if h.Kind == record.KindMedia {
			chain = h.Digest()
		}
		out.Camera, out.Use = h.Camera, h.Use
		out.Span.From, out.Span.To = earliest(out.Span.From, h.Wall), latest(out.Span.To, h.End())
		dir = append(dir, dirEntry{seq: h.Seq, at: uint32(at), length: h.Length, sha: h.Digest(), sm3: sm3Of(b)}) //nolint:gosec // within a slot
		at += int64(h.Length)
	}
}

// verifyFooter holds a footer against the chunks that were read before it.
func verifyFooter(r io.ReaderAt, at, size int64, chunks []dirEntry, out Sealed) (Sealed, error) {
	if size-at > maxSlot || size%disk.Page != 0 {
		return out, shiheng.Invalid("footer.place")
	}
	b := make([]byte, size-at)
	if _, err := r.ReadAt(b, at); err != nil {
		return out, fmt.Errorf("read slot: %w", err)
	}
	f, err := parseFooter(b)
	if err != nil {
		return out, err
	}
	if len(f.dir) != len(chunks) || f.use != out.Use {
		return out, shiheng.Invalid("footer.stranger", "slot", fmt.Sprint(f.number))
	}
	for i, d := range f.dir {
		c := chunks[i]
		if d.seq != c.seq || d.at != c.at || d.length != c.length || d.sha != c.sha || d.sm3 != (record.Digest{}) && d.sm3 != c.sm3 {
			return out, shiheng.Invalid("slot.chunk", "byte", fmt.Sprint(c.at))
		}
	}
	out.Volume, out.Number, out.Root, out.Size = f.volume, f.number, f.sha, size
	return out, nil
}
