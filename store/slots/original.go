package slots

import (
	"context"
	"fmt"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/video/record"
)

// Original reads a chunk byte for byte, as it lies in its slot, into b when it
// is long enough. What it read is the chunk that the piece names: by its CRC,
// by the digest of its payload and by that of the chunk. ErrNotFound when it
// was erased meanwhile, ErrUnavailable when its volume is away, ErrInvalid when
// its bytes are others.
func (s *Store) Original(ctx context.Context, p ledger.Piece, b []byte) ([]byte, error) {
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	sl := s.slotAt(p.Place)
	if sl == nil {
		return nil, shiheng.NotFound("footage.deleted", "seq", fmt.Sprint(p.Seq))
	}
	if len(b) < int(p.Bytes) {
		b = make([]byte, p.Bytes)
	}
	b = b[:p.Bytes]
	h, err := readInto(sl.vol, sl.number, &dirEntry{at: p.Place.Offset, seq: p.Seq, length: p.Bytes}, b)
	if s.slotAt(p.Place) == nil { // erased while it was read
		return nil, shiheng.NotFound("footage.deleted", "seq", fmt.Sprint(p.Seq))
	}
	if err != nil {
		return nil, err
	}
	if err := h.Verify(b, true); err != nil {
		return nil, err
	}
	if h.Digest() != record.Digest(p.SHA) {
		return nil, shiheng.Invalid("chunk.hash", "seq", fmt.Sprint(p.Seq))
	}
	return b, nil
}

// Head reads the digested part of a chunk's header: that of the chunk that the
// piece names. Its errors are those of [Store.Original].
func (s *Store) Head(ctx context.Context, p ledger.Piece) ([]byte, error) {
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	sl := s.slotAt(p.Place)
	if sl == nil {
		return nil, shiheng.NotFound("footage.deleted", "seq", fmt.Sprint(p.Seq))
	}
	b := make([]byte, record.HeaderSize)
	_, err := sl.vol.file.ReadAt(b, sl.vol.data(sl.number)+int64(p.Place.Offset))
	if s.slotAt(p.Place) == nil {
		return nil, shiheng.NotFound("footage.deleted", "seq", fmt.Sprint(p.Seq))
	}
	if err != nil {
		return nil, shiheng.Unavailable("footage.unreadable", "seq", fmt.Sprint(p.Seq)).From(err)
	}
	h, err := record.ParseHeader(b)
	if err != nil {
		return nil, fmt.Errorf("chunk %d: %w", p.Seq, err)
	}
	if h.Digest() != record.Digest(p.SHA) {
		return nil, shiheng.Invalid("chunk.hash", "seq", fmt.Sprint(p.Seq))
	}
	head, _ := record.Digested(b)
	return head, nil
}

// slotAt is the slot at a place while readers may see it.
func (s *Store) slotAt(p ledger.Place) *slot {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range s.volumes {
		if v.volume != p.Volume {
			continue
		}
		if sl := v.slots[p.Slot]; sl != nil && sl.seen() && sl.state != record.SlotFree {
			return sl
		}
	}
	return nil
}

// Declaring finds the declaration of tracks that holds for a media chunk: it
// lies before it in the same slot. ErrNotFound when it was erased meanwhile.
func (s *Store) Declaring(p ledger.Piece) (ledger.Piece, error) {
	sl := s.slotAt(p.Place)
	if sl == nil {
		return ledger.Piece{}, shiheng.NotFound("footage.deleted", "seq", fmt.Sprint(p.Seq))
	}
	dir, err := s.directory(sl)
	if err != nil {
		return ledger.Piece{}, err
	}
	for i := len(dir) - 1; i >= 0; i-- {
		if d := &dir[i]; d.kind == record.KindInit && d.at < p.Place.Offset {
			return pieceOf(sl, d), nil
		}
	}
	return ledger.Piece{}, shiheng.Invalid("slot.tracks", "slot", fmt.Sprint(sl.number))
}
