package oversight

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"
	"unicode/utf8"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// Config is what a Service needs. All but Now and Logger are required.
type Config struct {
	Store   Store
	Cameras Cameras
	Now     func() time.Time
	Logger  *slog.Logger
}

// Service is the room's desk. Safe for concurrent use.
type Service struct{ cfg Config }

// New makes a service. Run must run for anything to be found.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Cameras == nil {
		return nil, errors.New("oversight: Store and Cameras are required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	return &Service{cfg}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Read gives what the room keeps.
func (s *Service) Read() Store { return s.cfg.Store }

// noteLeast and noteMost bound the words of a decision, in characters.
const (
	noteLeast = 4
	noteMost  = 1000
)

// tidy checks a decision.
func (d *Decision) tidy() error {
	d.Note = strings.TrimSpace(d.Note)
	switch n := utf8.RuneCountInString(d.Note); {
	case d.Verdict != Justified && d.Verdict != Concern:
		return shiheng.Invalid("oversight.verdict")
	case n < noteLeast || n > noteMost:
		return shiheng.Invalid("oversight.note")
	}
	return nil
}

// Decide puts an auditor's verdict on an alarm on record. Nobody decides on
// their own acts, and a verdict is given once: later knowledge is another
// alarm, or a case.
func (s *Service) Decide(ctx context.Context, actor audit.Actor, id AlarmID, d Decision) (Alarm, error) {
	var after Alarm
	err := s.decide(ctx, actor, audit.On("alarm", id), &d, func(tx Tx) (Decision, shiheng.AccountID, error) {
		a, err := tx.Alarm(id)
		after = a
		return a.Decision, a.Account, err
	}, func(tx Tx) error {
		after.Decision = d
		return tx.DecideAlarm(id, d)
	})
	return after, err
}

// Review puts a verdict on a sample on record. It was opened before.
func (s *Service) Review(ctx context.Context, actor audit.Actor, seq int64, d Decision) (Sample, error) {
	var after Sample
	entry, err := s.cfg.Store.Entry(ctx, seq)
	if err != nil {
		return after, err
	}
	err = s.decide(ctx, actor, act(seq), &d, func(tx Tx) (Decision, shiheng.AccountID, error) {
		m, err := tx.Sample(seq)
		if err == nil && m.Opened.IsZero() {
			err = shiheng.Conflict("oversight.unopened")
		}
		after = m
		return m.Decision, entry.Actor.Account, err
	}, func(tx Tx) error {
		after.Decision = d
		return tx.DecideSample(seq, d)
	})
	return after, err
}

func act(seq int64) audit.Object { return audit.Object{Kind: "act", ID: fmt.Sprint(seq)} }

// decide is what decisions have in common: find tells what was decided before
// and whose acts it is about.
func (s *Service) decide(ctx context.Context, actor audit.Actor, on audit.Object, d *Decision, find func(Tx) (Decision, shiheng.AccountID, error), keep func(Tx) error) error {
	if err := d.tidy(); err != nil {
		return err
	}
	d.By, d.At = actor.Account, s.now()
	e := audit.New(d.At, actor, audit.OversightDecide, on).Because("W168/29/1", string(d.Verdict)).With("note", d.Note)
	return audit.Under(ctx, s.cfg.Store.Write, e, func(tx Tx) error {
		before, whose, err := find(tx)
		switch {
		case err != nil:
			return err
		case whose == actor.Account:
			return shiheng.Forbidden("oversight.own").By("W168/29/1")
		case before.Verdict != Pending:
			return shiheng.Conflict("oversight.decided")
		}
		if err := keep(tx); err != nil {
			return err
		}
		return tx.Append(e)
	})
}

// Open shows a sample's act to its reviewer, and notes when it was first looked
// at. The look is on record.
func (s *Service) Open(ctx context.Context, actor audit.Actor, seq int64) (Sample, audit.Entry, error) {
	var after Sample
	now := s.now()
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		var err error
		if after, err = tx.Sample(seq); err != nil {
			return err
		}
		if after.Opened.IsZero() {
			after.Opened = now
			if err := tx.OpenSample(seq, now); err != nil {
				return err
			}
		}
		return tx.Append(audit.New(now, actor, audit.AuditRead, act(seq)).With("sample", after.Week.String()))
	})
	if err != nil {
		return Sample{}, audit.Entry{}, fmt.Errorf("open a sample: %w", err)
	}
	entry, err := s.cfg.Store.Entry(ctx, seq)
	return after, entry, err
}

// SetCanary makes a camera a canary, or changes its note. DropCanary makes it a
// camera like any other again. Both are on record, which auditors alone read.
func (s *Service) SetCanary(ctx context.Context, actor audit.Actor, camera shiheng.CameraID, note string) (Canary, error) {
	c := Canary{Camera: camera, Note: strings.TrimSpace(note), By: actor.Account, At: s.now()}
	if utf8.RuneCountInString(c.Note) > noteMost {
		return c, shiheng.Invalid("oversight.note")
	}
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.PutCanary(c); err != nil {
			return err
		}
		return tx.Append(audit.New(c.At, actor, audit.OversightCanary, audit.On("camera", camera)).Because("W168/29/1", "on"))
	})
	if err != nil {
		return Canary{}, fmt.Errorf("set a canary: %w", err)
	}
	return c, nil
}

// DropCanary makes a canary a camera like any other again.
func (s *Service) DropCanary(ctx context.Context, actor audit.Actor, camera shiheng.CameraID) error {
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		was, err := tx.DropCanary(camera)
		switch {
		case err != nil:
			return err
		case !was:
			return shiheng.NotFound("canary.none", "camera", camera.String())
		}
		return tx.Append(audit.New(s.now(), actor, audit.OversightCanary, audit.On("camera", camera)).Because("W168/29/1", "off"))
	})
	if err != nil {
		return fmt.Errorf("drop a canary: %w", err)
	}
	return nil
}

// WeekOf is the Monday of the week of a day.
func WeekOf(d law.Day) law.Day {
	back := (int(d.Start().In(law.Shanghai()).Weekday()) + 6) % 7 // Sunday ends the week
	return d.Add(-back)
}
