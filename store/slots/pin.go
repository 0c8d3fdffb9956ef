package slots

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/record"
)

// Pin keeps all footage of a camera in the span from deletion, whatever its
// age, until Unpin. When it returns nil the pin is durable and holds: what was
// not condemned before stays. It is also marked in the slot tables. Pinning
// again under the same identity replaces the span.
func (s *Store) Pin(ctx context.Context, p record.Pin) error {
	if p.ID.IsZero() || p.Camera.IsZero() || p.Span.Empty() {
		return shiheng.Invalid("pin")
	}
	s.mu.Lock()
	was, had := s.pins[p.ID]
	s.pins[p.ID] = p // from here on nothing under it is condemned
	s.mu.Unlock()
	if err := s.cfg.Index.Apply(ctx, record.Change{Pins: []record.Pin{p}}); err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if had {
			s.pins[p.ID] = was
		} else {
			delete(s.pins, p.ID)
		}
		return fmt.Errorf("pin footage: %w", err)
	}
	s.markPinned()
	return nil
}

// Unpin lifts a pin. Lifting one that is not there succeeds.
func (s *Store) Unpin(ctx context.Context, id shiheng.HoldID) error {
	err := s.cfg.Index.Apply(ctx, record.Change{Unpinned: []shiheng.HoldID{id}})
	if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
		return fmt.Errorf("unpin footage: %w", err)
	}
	s.mu.Lock()
	delete(s.pins, id)
	s.mu.Unlock()
	s.markPinned()
	return nil
}

// recoverPins makes pins anew from the marks in the table of a volume that the
// index does not know: the index was lost, and the holds with it. Each lasts
// until somebody lifts it.
func (s *Store) recoverPins(v *volume) {
	byCamera := map[shiheng.CameraID]shiheng.Span{}
	for _, sl := range v.slots {
		if !sl.held || sl.state == record.SlotCondemned || s.pinned(sl) {
			continue
		}
		span, from := byCamera[sl.camera], earliest(sl.from, sl.opened)
		span.From = earliest(span.From, from)
		span.To = latest(span.To, latest(sl.to, sl.opened.Add(time.Hour)))
		byCamera[sl.camera] = span
	}
	for camera, span := range byCamera {
		now := s.cfg.Now()
		p := record.Pin{ID: shiheng.NewID[shiheng.HoldID](now), Camera: camera, Span: span, Placed: now}
		s.pins[p.ID] = p
		s.dirty.pins = append(s.dirty.pins, p)
		s.cfg.Log.Warn("hold recovered from the slot table", "camera", camera, "hold", p.ID)
	}
}

// markPinned brings the marks in the slot tables up to date.
func (s *Store) markPinned() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range s.volumes {
		for _, sl := range v.slots {
			if sl.st == nil || sl.state == record.SlotCondemned || v.bad != nil {
				continue
			}
			if held := s.pinned(sl); held != sl.held {
				sl.held = held
				s.writeEntry(sl, nil)
			}
		}
	}
}

// pinned reports whether a pin covers any of the slot. An open slot counts as
// reaching into the future.
func (s *Store) pinned(sl *slot) bool {
	span := shiheng.Span{From: earliest(sl.from, sl.opened), To: sl.to}
	if sl.open != nil {
		span.To = shiheng.Span{}.To
	}
	for _, p := range s.pins {
		if p.Camera == sl.camera && p.Span.Overlaps(span) {
			return true
		}
	}
	return false
}

// Missing implements record.Library.
func (s *Store) Missing(ctx context.Context, id shiheng.StreamID, span shiheng.Span) ([]shiheng.Span, error) {
	s.mu.Lock()
	missing := s.missing
	s.mu.Unlock()
	var out []shiheng.Span
	for _, v := range missing {
		rows, err := s.cfg.Index.StreamSlots(ctx, v.ID, id, span)
		if err != nil {
			return nil, fmt.Errorf("slots of missing volume %s: %w", v.ID, err)
		}
		for _, r := range rows {
			out = append(out, shiheng.Span{From: r.From, To: r.To})
		}
	}
	return out, nil
}
