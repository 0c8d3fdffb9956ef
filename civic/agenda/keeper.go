package agenda

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

// How the keeper paces itself.
const (
	turnEvery = 2 * time.Second
	// lot is how many subjects are looked at in one transaction, follows how
	// many events are read at a time.
	lot     = 200
	follows = 500
	// mostAtOnce is how many single deliveries one lot makes; more than that are
	// told as a number.
	mostAtOnce = 20
)

// Run keeps the obligations true and sends what is to be sent, until ctx ends.
// It begins by looking at everything: another program may have written since.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(turnEvery)
	defer tick.Stop()
	failing := false
	for fresh := true; ; {
		err := s.Turn(ctx, fresh)
		switch {
		case err == nil:
			fresh, failing = false, false
		case ctx.Err() == nil && !failing: // once, not every two seconds
			failing = true
			s.cfg.Logger.ErrorContext(ctx, "obligations not kept", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.wake:
		case <-tick.C:
		}
	}
}

// Turn does once what there is to do: it follows the record of acts, turns the
// day, looks at everything when that is due or all is asked for, and sends.
// What fails is done again at the next turn.
func (s *Service) Turn(ctx context.Context, all bool) error {
	return errors.Join(s.cfg.Store.Beat(ctx, s.now()), s.keep(ctx, all), s.Deliver(ctx))
}

func (s *Service) keep(ctx context.Context, all bool) error {
	c, err := s.cfg.Store.Cursor(ctx)
	if err != nil {
		return fmt.Errorf("read how far the obligations are: %w", err)
	}
	now := s.now()
	today := law.DayOf(now)
	switch {
	case s.again.Swap(false) || all || c.Day.IsZero() || c.Rules != s.rules(today) || now.Sub(c.Swept) >= s.cfg.Sweep:
		return s.Full(ctx)
	case c.Day.Before(today):
		if err := s.turnDay(ctx, today); err != nil {
			return fmt.Errorf("turn to %s: %w", today, err)
		}
	}
	return s.follow(ctx)
}

// rules names the body of rules in force on the day: when it changes, anything
// may have changed.
func (s *Service) rules(on law.Day) string {
	h := sha256.New()
	for _, a := range s.cfg.Law.Articles(on) {
		fmt.Fprintf(h, "%s %s\n", a.ID, a.From)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Full reckons every subject anew. What was committed before it began is in
// it; what came after is followed from the record.
func (s *Service) Full(ctx context.Context) error {
	seq, err := s.cfg.Store.Newest(ctx)
	if err != nil {
		return fmt.Errorf("read the end of the record: %w", err)
	}
	p, err := s.pass(ctx)
	if err != nil {
		return err
	}
	var last Subject
	for {
		subjects, err := s.cfg.Sources.Subjects(ctx, last, lot)
		if err != nil {
			return fmt.Errorf("list subjects: %w", err)
		}
		if len(subjects) == 0 {
			break
		}
		last = subjects[len(subjects)-1]
		if err := s.reckon(ctx, p, subjects, nil); err != nil {
			return err
		}
	}
	return s.swept(ctx, p, seq)
}

// swept notes that everything was looked at, and keeps the day's points.
func (s *Service) swept(ctx context.Context, p pass, seq int64) error {
	points, err := s.points(ctx, p.today)
	if err != nil {
		return fmt.Errorf("add up indicators: %w", err)
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		for _, pt := range points {
			if err := tx.SetPoint(pt.indicator, pt.place, Point{Day: p.today, Sum: pt.sum}); err != nil {
				return err
			}
		}
		if err := tx.Prune(p.now.Add(-keepDelivered)); err != nil {
			return err
		}
		return tx.SetCursor(Cursor{Seq: seq, Day: p.today, Rules: s.rules(p.today), Swept: p.now})
	})
	if err != nil {
		return fmt.Errorf("note the sweep: %w", err)
	}
	return nil
}

// turnDay looks at the subjects on which something turns with the new day.
func (s *Service) turnDay(ctx context.Context, today law.Day) error {
	p, err := s.pass(ctx)
	if err != nil {
		return err
	}
	for {
		subjects, err := s.cfg.Store.Turning(ctx, today, lot)
		if err != nil {
			return err
		}
		if len(subjects) == 0 {
			break
		}
		if err := s.reckon(ctx, p, subjects, nil); err != nil {
			return err
		}
	}
	return s.cfg.Store.Write(ctx, func(tx Tx) error {
		c, err := tx.Cursor()
		if err != nil {
			return err
		}
		c.Day = today
		return tx.SetCursor(c)
	})
}

// follow reckons the subjects that the record of acts names, in its order, and
// moves the cursor in the same transaction; then those that a machine changed.
func (s *Service) follow(ctx context.Context) error {
	if err := s.events(ctx); err != nil {
		return err
	}
	for {
		waiting, err := s.cfg.Store.Waiting(ctx, lot)
		if err != nil || len(waiting) == 0 {
			return err
		}
		p, err := s.pass(ctx)
		if err != nil {
			return err
		}
		subjects := make([]Subject, len(waiting))
		for i, w := range waiting {
			subjects[i] = w.Subject
		}
		if err := s.reckon(ctx, p, subjects, func(tx Tx) error { return tx.Served(waiting) }); err != nil {
			return err
		}
	}
}

// events follows the record of acts to its end.
func (s *Service) events(ctx context.Context) error {
	for {
		c, err := s.cfg.Store.Cursor(ctx)
		if err != nil {
			return err
		}
		events, err := s.cfg.Log.After(ctx, c.Seq, follows)
		if err != nil || len(events) == 0 {
			return err
		}
		subjects, err := s.cfg.Sources.Touched(ctx, events)
		if err != nil {
			return fmt.Errorf("look what %d events touch: %w", len(events), err)
		}
		p, err := s.pass(ctx)
		if err != nil {
			return err
		}
		for len(subjects) > lot {
			if err := s.reckon(ctx, p, subjects[:lot], nil); err != nil {
				return err
			}
			subjects = subjects[lot:]
		}
		upTo := events[len(events)-1].Seq
		if err := s.reckon(ctx, p, subjects, func(tx Tx) error { return moveTo(tx, upTo) }); err != nil {
			return err
		}
		if len(events) < follows {
			return nil
		}
	}
}

// moveTo moves the cursor to an event, never back.
func moveTo(tx Tx, seq int64) error {
	c, err := tx.Cursor()
	if err != nil {
		return err
	}
	c.Seq = max(c.Seq, seq)
	return tx.SetCursor(c)
}

// pass is what one looking-over of subjects shares.
type pass struct {
	now    time.Time
	today  law.Day
	hook   bool
	duties map[law.Facts][]law.Duty
	kept   map[string]bool
}

func (s *Service) pass(ctx context.Context) (pass, error) {
	h, err := s.cfg.Store.Hook(ctx)
	if err != nil {
		return pass{}, fmt.Errorf("read webhook: %w", err)
	}
	now := s.now()
	return pass{
		now: now, today: law.DayOf(now), hook: h.Enabled, duties: map[law.Facts][]law.Duty{},
		kept: s.cfg.Sources.Kept(),
	}, nil
}

// reckoned is one subject looked at.
type reckoned struct {
	Owed
	name    string
	readers []Reader // those in whose scope it is, where something is to be told
}

// reckon looks at subjects and stores what was found, with the notices that
// follow from it and the findings, in one transaction, together with what else
// belongs there.
func (s *Service) reckon(ctx context.Context, p pass, subjects []Subject, also func(Tx) error) error {
	found, err := s.look(ctx, p, subjects)
	if err == nil {
		err = s.address(ctx, p, found)
	}
	if err != nil {
		return err
	}
	owed, at := make([]Owed, len(found)), make(map[Subject]reckoned, len(found))
	for i, r := range found {
		owed[i], at[r.Subject] = r.Owed, r
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		changed, err := tx.Replace(owed)
		if err != nil {
			return err
		}
		if err := tx.Find(owed, p.now); err != nil {
			return err
		}
		deliveries, err := notify(tx, p, at, changed)
		if err != nil {
			return err
		}
		if err := enqueue(tx, p, deliveries); err != nil || also == nil {
			return err
		}
		return also(tx)
	})
	if err != nil {
		return fmt.Errorf("store obligations: %w", err)
	}
	return nil
}

// look assesses subjects; one that is not there any more has nothing.
func (s *Service) look(ctx context.Context, p pass, subjects []Subject) ([]reckoned, error) {
	if len(subjects) == 0 {
		return nil, nil
	}
	known, err := s.cfg.Sources.Known(ctx, subjects, p.now)
	if err != nil {
		return nil, fmt.Errorf("read what is on record: %w", err)
	}
	samples, err := s.cfg.Sources.Samples(ctx, subjects, p.now)
	if err != nil {
		return nil, fmt.Errorf("read what is counted: %w", err)
	}
	out := make([]reckoned, 0, len(subjects))
	for _, subject := range subjects {
		i := slices.IndexFunc(known, func(k Known) bool { return k.Subject == subject })
		if i < 0 {
			out = append(out, reckoned{Owed: Owed{Subject: subject}})
			continue
		}
		k := known[i]
		duties, seen := p.duties[k.Facts]
		if !seen {
			duties = s.cfg.Law.Duties(k.Facts, p.today)
			p.duties[k.Facts] = duties
		}
		r := reckoned{Owed: Owed{Subject: subject, Measures: measuresOf(subject, samples[subject])}, name: k.Name}
		for _, o := range Assess(s.cfg.Law, duties, k, p.kept, p.today) {
			if o.State != NotApplicable {
				r.Obligations = append(r.Obligations, o)
			}
		}
		r.Breaches = Breaches(k, r.Obligations)
		out = append(out, r)
	}
	return out, nil
}

// address finds, for the subjects of which something is to be told for the
// first time, in whose scope they are.
func (s *Service) address(ctx context.Context, p pass, found []reckoned) error {
	var keys []string
	of := map[string]int{}
	for i, r := range found {
		for _, o := range r.Obligations {
			if threshold, passed := o.threshold(p.today); passed {
				key := markKey(o, threshold)
				keys, of[key] = append(keys, key), i
			}
		}
	}
	if len(keys) == 0 {
		return nil
	}
	fresh, err := s.cfg.Store.Unmarked(ctx, keys)
	if err != nil {
		return fmt.Errorf("read what was told: %w", err)
	}
	at := map[Subject]int{}
	var subjects []Subject
	for _, key := range fresh {
		subject := found[of[key]].Subject
		if _, seen := at[subject]; !seen {
			at[subject], subjects = of[key], append(subjects, subject)
		}
	}
	if len(subjects) == 0 {
		return nil
	}
	readers, err := s.cfg.Readers(ctx)
	if err != nil {
		return fmt.Errorf("read who is told: %w", err)
	}
	for _, r := range readers {
		within, err := s.cfg.Sources.Within(ctx, r.Scope, subjects...)
		if err != nil {
			return fmt.Errorf("look in whose scope subjects are: %w", err)
		}
		for _, subject := range within {
			found[at[subject]].readers = append(found[at[subject]].readers, r)
		}
	}
	return nil
}

// notify tells whom it concerns that obligations passed a threshold, each once,
// and returns what the hook is told.
func notify(tx Tx, p pass, at map[Subject]reckoned, changed []Obligation) ([]Delivery, error) {
	var keys []string
	for _, o := range changed {
		if threshold, passed := o.threshold(p.today); passed {
			keys = append(keys, markKey(o, threshold))
		}
	}
	fresh, err := tx.Mark(p.now, keys...)
	if err != nil {
		return nil, err
	}
	var deliveries []Delivery
	for _, o := range changed {
		threshold, passed := o.threshold(p.today)
		if !passed || !fresh[markKey(o, threshold)] {
			continue
		}
		deliveries = append(deliveries, dutyMessage(o, threshold, p.now))
		r := at[o.Subject]
		for _, t := range tell(r.readers, o, threshold) {
			if err := inbox(tx, p, r.name, o, threshold, t); err != nil {
				return nil, err
			}
		}
	}
	return deliveries, nil
}

// inbox puts one notice into an account's inbox, or counts it in the digest.
func inbox(tx Tx, p pass, name string, o Obligation, threshold int, t told) error {
	n := Notice{
		ID: shiheng.NewID[NoticeID](p.now), Account: t.account, Subject: o.Subject, Name: name, Duty: o.Duty, Article: o.Article,
		Due: o.Due, Threshold: threshold, Count: 1, At: p.now,
	}
	if !t.digest {
		had, err := tx.NoticesOn(t.account, p.today)
		if err != nil {
			return err
		}
		if had < MostNotices {
			return tx.InsertNotice(n)
		}
	}
	return tx.AddToDigest(Notice{ID: n.ID, Account: t.account, Count: 1, At: p.now}, p.today)
}

// enqueue puts deliveries into the outbox: singly, or, when they are many, as
// their number.
func enqueue(tx Tx, p pass, deliveries []Delivery) error {
	if !p.hook {
		return nil
	}
	if n := len(deliveries); n > mostAtOnce {
		key := "many/" + shiheng.NewID[NoticeID](p.now).String()
		return tx.Enqueue(message{Key: key, Kind: DeliverMany, Count: n}.delivery(p.now))
	}
	for _, d := range deliveries {
		if err := tx.Enqueue(d); err != nil {
			return err
		}
	}
	return nil
}
