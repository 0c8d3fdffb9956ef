package oversight

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
)

// How the room paces itself: canaries are looked after each minute, patterns
// summed up each hour. A share of each week's acts is drawn for review.
const (
	turnEvery  = time.Minute
	judgeEvery = time.Hour
	share      = 0.02
	touchedLot = 500
)

// Run looks at the record until ctx ends. No setting stops it.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(turnEvery)
	defer tick.Stop()
	var judged time.Time
	failing := false
	for {
		now := s.now()
		err := s.Canaries(ctx)
		if err == nil && now.Sub(judged) >= judgeEvery {
			if err = s.Look(ctx); err == nil {
				judged = now
			}
		}
		if err != nil && ctx.Err() == nil && !failing { // once, not every minute
			s.cfg.Logger.ErrorContext(ctx, "acts not looked over", slog.Any("error", err))
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Canaries raises an alarm for every act on a canary since it was called last.
func (s *Service) Canaries(ctx context.Context) error {
	for {
		more := false
		err := s.cfg.Store.Write(ctx, func(tx Tx) error {
			touched, err := tx.Touched(touchedLot)
			if err != nil {
				return err
			}
			more = len(touched) > 0
			sums := map[Alarm]float64{}
			for _, t := range touched {
				sums[Alarm{Account: t.Account, Pattern: Opened, Week: WeekOf(law.DayOf(t.At)), About: t.Camera.String()}]++
			}
			for a, acts := range sums {
				a.Value = acts
				if err := s.raise(tx, a); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("look after canaries: %w", err)
		}
		if !more {
			return nil
		}
	}
}

// raise keeps an alarm. One that waits for its verdict gets the new figures;
// one that was decided on is raised anew when the figure has doubled since, and
// a canary's at once. A new alarm is on record.
func (s *Service) raise(tx Tx, a Alarm) error {
	last, err := tx.Latest(a)
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
	case err != nil:
		return err
	case last.Verdict == Pending && a.Pattern == Opened:
		return tx.RefigureAlarm(last.ID, last.Value+a.Value, 0)
	case last.Verdict == Pending:
		return tx.RefigureAlarm(last.ID, a.Value, a.Peers)
	case a.Pattern != Opened && a.Value < 2*last.Value:
		return nil
	}
	a.At = s.now()
	a.ID = shiheng.NewID[AlarmID](a.At)
	if err := tx.InsertAlarm(a); err != nil {
		return err
	}
	e := audit.New(a.At, audit.House("oversight"), audit.OversightAlarm, audit.On("alarm", a.ID)).
		Because("W168/29/1", string(a.Pattern)).With("account", a.Account.String()).With("week", a.Week.String())
	return tx.Append(e)
}

// Look judges the running week and the one before, and draws the samples of
// the weeks that are over.
func (s *Service) Look(ctx context.Context) error {
	this := WeekOf(law.DayOf(s.now()))
	for _, week := range []law.Day{this.Add(-7), this} {
		if err := s.judge(ctx, week); err != nil {
			return fmt.Errorf("judge the week of %s: %w", week, err)
		}
	}
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		last, err := tx.Drawn()
		if err != nil {
			return err
		}
		if last.IsZero() {
			last = this.Add(-14)
		}
		for week := last.Add(7); week.Before(this); week = week.Add(7) {
			if _, err := tx.Draw(week, share, s.now()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("draw samples: %w", err)
	}
	return nil
}

func (s *Service) judge(ctx context.Context, week law.Day) error {
	tallies, err := s.cfg.Store.Tallies(ctx, week.Start(), week.Add(7).Start())
	if err != nil {
		return err
	}
	if err := s.place(ctx, tallies); err != nil {
		return err
	}
	found := Judge(tallies)
	if len(found) == 0 {
		return nil
	}
	return s.cfg.Store.Write(ctx, func(tx Tx) error {
		for _, a := range found {
			a.Week = week
			if err := s.raise(tx, a); err != nil {
				return err
			}
		}
		return nil
	})
}

// linkedLot is how many cameras are read at a time.
const linkedLot = 500

// place tells where the cameras of tallies stand.
func (s *Service) place(ctx context.Context, tallies []Tally) error {
	stands := map[shiheng.CameraID]string{}
	var ids []shiheng.CameraID
	for _, t := range tallies {
		for _, c := range t.Cameras {
			if _, known := stands[c.Camera]; !known {
				stands[c.Camera] = ""
				ids = append(ids, c.Camera)
			}
		}
	}
	for lot := range slices.Chunk(ids, linkedLot) {
		linked, err := s.cfg.Cameras.Linked(ctx, lot...)
		if err != nil {
			return err
		}
		for _, l := range linked {
			stands[l.ID] = l.Division
		}
	}
	for _, t := range tallies {
		for i := range t.Cameras {
			t.Cameras[i].Division = stands[t.Cameras[i].Camera]
		}
	}
	return nil
}
