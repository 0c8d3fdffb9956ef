package evidence

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// How often holds and the footage store are held against each other, and how
// old a pin is before it counts as one that nobody has a row for: one that is
// younger may be about to get it.
const (
	every    = 30 * time.Second
	allEvery = time.Hour
	graceFor = time.Minute
)

// Run holds the register against the footage store until ctx ends: at once,
// and every half minute.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for all := (time.Time{}); ; {
		now := s.now()
		full := now.Sub(all) >= allEvery
		if full {
			all = now
		}
		if err := s.Round(ctx, full); err != nil && ctx.Err() == nil {
			s.cfg.Log.ErrorContext(ctx, "holds not kept up", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Round holds the register against the footage store once: what is in force is
// pinned, what was lifted is let go, a pin that nobody knows becomes a hold. It
// looks anew at what is not secured yet, at everything when all is set, and asks
// the watch over the archive what of it does not fit.
func (s *Service) Round(ctx context.Context, all bool) error {
	pins, err := s.cfg.Keeper.Pins(ctx)
	if err != nil {
		return fmt.Errorf("read pins: %w", err)
	}
	have := map[shiheng.HoldID]bool{}
	for _, p := range pins {
		have[p.ID] = true
	}
	known, lost := s.repin(ctx, have)
	pins = slices.DeleteFunc(pins, func(p Pin) bool { return known[p.ID] })
	return errors.Join(lost, s.know(ctx, pins), s.look(ctx, all), s.mind(ctx))
}

// each calls f for every hold that a filter lets through.
func (s *Service) each(ctx context.Context, f Filter, do func(Hold) error) error {
	f.Scope = registry.Scope{All: true}
	var failed []error
	for p := (audit.Paging{Limit: 500}); ; {
		got, err := s.cfg.Store.Holds(ctx, f, p)
		if err != nil {
			return errors.Join(append(failed, err)...)
		}
		for _, h := range got.Items {
			failed = append(failed, do(h))
		}
		if p.Cursor = got.Next; p.Cursor == "" {
			return errors.Join(failed...)
		}
	}
}

// repin pins what is in force and is not pinned: the index was lost. It
// returns the pins of all holds in force.
func (s *Service) repin(ctx context.Context, have map[shiheng.HoldID]bool) (map[shiheng.HoldID]bool, error) {
	known := map[shiheng.HoldID]bool{}
	err := s.each(ctx, Filter{State: InForce}, func(h Hold) error {
		var failed []error
		for _, it := range h.Items {
			for _, p := range it.Pins {
				known[p] = true
			}
			if len(it.Pins) > 0 && !have[it.Pins[0]] {
				failed = append(failed, s.cfg.Keeper.Pin(ctx, Pin{ID: it.Pins[0], Camera: it.Camera, Span: h.Span(), Placed: h.Placed.At}))
			}
		}
		return errors.Join(failed...)
	})
	return known, err
}

// know looks up pins that no hold in force has. One of a lifted hold goes.
func (s *Service) know(ctx context.Context, pins []Pin) error {
	var failed []error
	for _, p := range pins {
		h, err := s.cfg.Store.PinOf(ctx, p.ID)
		switch {
		case errors.Is(err, shiheng.ErrNotFound):
			if s.now().Sub(p.Placed) >= graceFor {
				failed = append(failed, s.adopt(ctx, p))
			}
		case err != nil:
			failed = append(failed, err)
		case h.State == Lifted:
			failed = append(failed, s.cfg.Keeper.Unpin(ctx, p.ID))
		}
	}
	return errors.Join(failed...)
}

// adopt takes a pin that no hold is known for into the register: to the hold
// in force that it overlaps, or as one of its own, to be looked at today. The
// footage store made it from the marks of its slots when the index was lost,
// or the row of a placing was.
func (s *Service) adopt(ctx context.Context, p Pin) error {
	now := s.now()
	got, err := s.cfg.Store.Holds(ctx, Filter{Scope: registry.Scope{All: true}, State: InForce, Camera: p.Camera, Span: p.Span}, audit.Paging{Limit: 1})
	if err != nil {
		return err
	}
	house := audit.House("evidence")
	if len(got.Items) > 0 {
		h := got.Items[0]
		e := audit.New(now, house, audit.HoldFound, audit.On("hold", h.ID)).About(p.Camera).Because(Article, "hold.pin-found").With("pin", p.ID.String())
		return s.change(ctx, e, h.ID, 0, &h, func(j *job) error {
			i := slices.IndexFunc(h.Items, func(it HeldFootage) bool { return it.Camera == p.Camera })
			if i < 0 || h.State != InForce {
				return shiheng.Conflict("hold.changed")
			}
			h.Items[i].Pins = append(h.Items[i].Pins, p.ID)
			j.step(Doer{Name: house.Name, At: now}, "")
			return nil
		})
	}
	by := Doer{Name: house.Name, At: now}
	h := Hold{
		ID: shiheng.NewID[shiheng.HoldID](now), Version: 1, State: InForce, Origin: Found, Matter: p.ID.String(), Basis: Article,
		From: p.Span.From, To: p.Span.To, Placed: by, ReviewOn: law.DayOf(now).Add(1), History: []CustodyStep{{Act: audit.HoldFound, By: by}},
		Items: []HeldFootage{{Camera: p.Camera, Pins: []shiheng.HoldID{p.ID}, State: NotYet, Owed: []Stretch{}}},
	}
	if h.To.IsZero() {
		h.To = now
	}
	s.assess(ctx, &h)
	e := audit.New(now, house, audit.HoldFound, audit.On("hold", h.ID)).About(p.Camera).Because(Article, "hold.pin-found").With("pin", p.ID.String())
	return s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.PutHold(h); err != nil {
			return err
		}
		return tx.Append(e)
	})
}

// look asks the footage store anew where held footage is, and puts on record
// when a hold became secured, or no longer is.
func (s *Service) look(ctx context.Context, all bool) error {
	return s.each(ctx, Filter{State: InForce, Insecure: !all}, func(h Hold) error {
		fresh := h
		fresh.Items = slices.Clone(h.Items)
		s.assess(ctx, &fresh)
		same := slices.EqualFunc(h.Items, fresh.Items, func(a, b HeldFootage) bool {
			return a.State == b.State && slices.Equal(a.Owed, b.Owed)
		})
		if same {
			return nil
		}
		now := s.now()
		act := audit.HoldLoose
		if !fresh.Insecure() {
			act = audit.HoldSecured
		}
		e := audit.New(now, audit.House("evidence"), act, audit.On("hold", h.ID)).About(h.Cameras()...).Because(h.Basis, string(act))
		return s.change(ctx, e, h.ID, h.Version, &h, func(j *job) error {
			j.quiet = h.Insecure() == fresh.Insecure()
			h.Items = fresh.Items
			if !j.quiet {
				j.step(Doer{Name: j.event.Actor.Name, At: now}, "")
			}
			return nil
		})
	})
}
