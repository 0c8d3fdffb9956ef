package citizen

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// A meter collects what one grant showed and is not on record yet.
type meter struct {
	grant shiheng.Grant
	since map[shiheng.CameraID][]Seen
	total float64 // seconds of footage over all of the grant
	first time.Time
	last  time.Time
}

// Served counts what was shown under a grant of this room, and returns an
// error when its quota is used up. It does not wait for rows. What other rooms
// minted is none of its business.
func (s *Service) Served(g shiheng.Grant, camera shiheng.CameraID, n shiheng.Served) error {
	if !Ours(g) {
		return nil
	}
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.shown[g.ID]
	if m == nil {
		m = &meter{grant: g, since: map[shiheng.CameraID][]Seen{}, first: now}
		s.shown[g.ID] = m
	}
	m.add(camera, n)
	m.last = now
	if g.Quota > 0 && m.total > float64(g.Quota) {
		return usedUp(flowOf(g))
	}
	return nil
}

func flowOf(g shiheng.Grant) Flow {
	if g.Basis == Missing.Basis() {
		return Missing
	}
	return Related
}

// add joins what was shown to the newest stretch of the camera that is not on
// record yet, or begins another: somebody went elsewhere.
func (m *meter) add(camera shiheng.CameraID, n shiheng.Served) {
	m.total += n.Footage.Seconds()
	list := m.since[camera]
	if last := len(list) - 1; last >= 0 && list[last].continued(n) {
		list[last].join(n)
		return
	}
	next := Seen{Grant: m.grant.ID, Camera: camera, From: n.From, To: n.To}
	next.join(n)
	m.since[camera] = append(list, next)
}

// continued reports whether what was shown lies in a stretch or follows it.
func (s *Seen) continued(n shiheng.Served) bool {
	return !n.From.Before(s.From) && !n.From.After(s.To.Add(JoinWithin))
}

func (s *Seen) join(n shiheng.Served) {
	if s.To.Before(n.To) {
		s.To = n.To
	}
	s.Chunks += n.Chunks
	s.Bytes += n.Bytes
	s.Seconds += n.Footage.Seconds()
}

// receiptEvery is how often what was shown goes on record.
const receiptEvery = 5 * time.Second

// Run puts on record what was shown, until ctx ends.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(receiptEvery)
	defer tick.Stop()
	for {
		if err := s.Receipt(ctx); err != nil && ctx.Err() == nil {
			s.cfg.Log.ErrorContext(ctx, "looks of citizens not on record", "error", err)
		}
		select {
		case <-ctx.Done():
			return s.Receipt(context.WithoutCancel(ctx))
		case <-tick.C:
		}
	}
}

// Receipt puts on record what was shown since it was called last: a stretch a
// camera, and one act a grant. What cannot be written is tried again.
func (s *Service) Receipt(ctx context.Context) error {
	now := s.now()
	var due []*meter
	s.mu.Lock()
	for id, m := range s.shown {
		if len(m.since) > 0 {
			due = append(due, &meter{grant: m.grant, since: m.since, first: m.first})
			m.since = map[shiheng.CameraID][]Seen{}
		} else if now.Sub(m.last) > longest {
			delete(s.shown, id) // nothing is shown under it any more
		}
	}
	s.mu.Unlock()
	var failed []error
	for _, m := range due {
		if err := s.receipt(ctx, m); err != nil {
			failed = append(failed, err)
			s.giveBack(m)
		}
	}
	return errors.Join(failed...)
}

// giveBack returns to a meter what could not be written.
func (s *Service) giveBack(m *meter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.shown[m.grant.ID]
	if now == nil {
		return
	}
	for camera, list := range m.since {
		now.since[camera] = append(list, now.since[camera]...)
	}
}

func (s *Service) receipt(ctx context.Context, m *meter) error {
	c, err := s.cfg.Store.OfGrant(ctx, m.grant.ID)
	if err != nil {
		return fmt.Errorf("receipt of %s: %w", m.grant.ID, err)
	}
	e := audit.New(s.now(), audit.House("citizen"), audit.CitizenReceipt, audit.On("citizen", c.ID)).Because(m.grant.Basis, string(audit.CitizenReceipt)).
		With("grant", m.grant.ID.String())
	var cameras []shiheng.CameraID
	var sum Seen
	for camera, list := range m.since {
		cameras = append(cameras, camera)
		for _, seen := range list {
			sum.Chunks, sum.Bytes, sum.Seconds = sum.Chunks+seen.Chunks, sum.Bytes+seen.Bytes, sum.Seconds+seen.Seconds
		}
	}
	e = e.About(cameras...).With("chunks", fmt.Sprint(sum.Chunks)).With("bytes", fmt.Sprint(sum.Bytes)).With("seconds", fmt.Sprintf("%.1f", sum.Seconds))
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		for _, list := range m.since {
			for i, seen := range list { // a millisecond each: they are kept in order
				if err := tx.AddSeen(c.ID, seen, e.At.Add(time.Duration(i)*time.Millisecond)); err != nil {
					return err
				}
			}
		}
		if c.First.IsZero() {
			now, err := tx.Case(c.ID)
			if err != nil {
				return err
			}
			now.First, now.Version = m.first, now.Version+1
			if err := tx.PutCase(now); err != nil {
				return err
			}
		}
		return tx.Append(e)
	})
	if err != nil {
		return fmt.Errorf("receipt of %s: %w", m.grant.ID, err)
	}
	return nil
}
