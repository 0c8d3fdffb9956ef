package second

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
)

// A turn is one round's work on copies.
type turn struct {
	*Service
	v      Vault
	terms  Terms
	serves bool
}

// errRows marks that rows were not written, or not known to be: that stops the
// round.
var errRows = errors.New("second: rows")

// steps does what is due to every copy: first what takes no time, so that locks
// are prolonged and let go however much there is to copy.
func (s *Service) steps(ctx context.Context, v Vault, terms Terms, holds []evidence.Hold, serves bool) error {
	t := turn{s, v, terms, serves}
	type job struct {
		Copy
		until time.Time
	}
	var long []job
	within := reread * s.cfg.LawDay
	err := s.each(ctx, Filter{Going: true}, func(c Copy) error {
		if c.Object.Version != "" && c.Bucket != v.Name() {
			return nil // in another bucket: it stays as it is there
		}
		until := c.Wanted(holds)
		for range 3 { // prolonged, then put under a legal hold
			switch c.Due(until, s.now(), within) {
			case Nothing:
				return nil
			case Make, Reread:
				long = append(long, job{c, until})
				return nil
			}
			if err := t.quick(ctx, &c, until, within); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, j := range long {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		step := t.reread
		if j.State == Waiting {
			step = t.make
			if !serves {
				continue
			}
		}
		if err := t.do(ctx, &j.Copy, j.until, step); err != nil {
			return err
		}
	}
	return nil
}

// do takes a step and keeps what became of the copy. Only rows stop the round.
func (t turn) do(ctx context.Context, c *Copy, until time.Time, step func(context.Context, *Copy, time.Time) ([]audit.Event, error)) error {
	events, err := step(ctx, c, until)
	if errors.Is(err, errRows) {
		return err // what is kept may be what was to be kept
	}
	if err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		c.failed(err, t.now())
		t.cfg.Log.WarnContext(ctx, "second copy", "slot", c.Key(), "error", err)
	} else {
		c.worked()
	}
	return t.keep(ctx, *c, events...)
}

func (t turn) keep(ctx context.Context, c Copy, events ...audit.Event) error {
	return t.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.PutCopy(c); err != nil {
			return err
		}
		for _, e := range events {
			if err := tx.Append(e); err != nil {
				return err
			}
		}
		return nil
	})
}

// event is what an act on a copy puts on record.
func (t turn) event(act audit.Act, c Copy) audit.Event {
	return audit.New(t.now(), audit.House("evidence"), act, audit.Object{Kind: "slot", ID: c.Key()}).About(c.Camera).
		Because(evidence.Article, string(act)).With("bucket", t.v.Name()).With("object", c.Name()).With("digest", c.Digest)
}

// quick takes a step that moves no footage.
func (t turn) quick(ctx context.Context, c *Copy, until time.Time, within time.Duration) error {
	due := c.Due(until, t.now(), within)
	return t.do(ctx, c, until, func(ctx context.Context, c *Copy, until time.Time) ([]audit.Event, error) {
		switch due {
		case Prolong:
			if err := t.v.Prolong(ctx, c.Object, until); err != nil {
				return nil, err
			}
			c.Until = until
			return []audit.Event{t.event(audit.SecondProlong, *c).With("until", until.Format(time.RFC3339))}, nil
		case Hold, Release:
			if err := t.v.Hold(ctx, c.Object, due == Hold); err != nil {
				return nil, err
			}
			c.Held = due == Hold
			if c.Held {
				return nil, nil
			}
			return []audit.Event{t.event(audit.SecondRelease, *c).With("until", c.Until.Format(time.RFC3339))}, nil
		case Remove:
			if err := t.v.Remove(ctx, c.Object); err != nil {
				return nil, err
			}
			c.State = Ended
			return []audit.Event{t.event(audit.SecondEnd, *c)}, nil
		case Drop:
			if c.Digest != "" && c.Bucket == t.v.Name() { // an attempt may have stored it: it ends with its lock
				all, err := t.v.Versions(ctx, c.Name())
				if err != nil {
					return nil, err
				}
				for _, o := range all {
					if err := t.v.Hold(ctx, o, false); err != nil {
						return nil, err
					}
				}
			}
			c.State = Ended
		}
		return nil, nil
	})
}

// make copies a slot: on record first, then stored under its lock, then read
// back, bytes and lock.
func (t turn) make(ctx context.Context, c *Copy, until time.Time) ([]audit.Event, error) {
	r, err := t.cfg.Footage.Read(ctx, c.Slot)
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, r); err != nil {
		return nil, fmt.Errorf("read slot: %w", err)
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("read slot: %w", err)
	}
	digest, again := hex.EncodeToString(sum.Sum(nil)), true
	if digest != c.Digest || t.v.Name() != c.Bucket {
		told := *c
		told.Digest, told.Bucket = digest, t.v.Name()
		if err := t.keep(ctx, told, t.event(audit.SecondCopy, told).With("until", until.Format(time.RFC3339))); err != nil {
			return nil, errors.Join(errRows, err)
		}
		*c, again = told, false
	}
	if err := t.cfg.Logged(ctx); err != nil {
		return nil, err
	}
	var o Object
	if again { // an earlier attempt may have stored it, and not come to note it
		if o, err = t.stored(ctx, *c); err != nil {
			return nil, err
		}
	}
	if o.Version == "" {
		if o, err = t.v.Put(ctx, c.Name(), c.Size, &paced{ctx: ctx, r: r, rate: t.terms.Rate}, Lock{Until: until, Held: true}); err != nil {
			return nil, err
		}
	}
	c.Object, c.Copied = o, t.now()
	if err := t.same(ctx, *c); err != nil {
		return nil, err
	}
	got, err := t.v.Lock(ctx, o)
	if err != nil {
		return nil, err
	}
	if again && got.Until.Before(until) { // it was stored for a hold that has another day of review by now
		if err := errors.Join(t.v.Prolong(ctx, o, until), t.v.Hold(ctx, o, true)); err != nil {
			return nil, err
		}
		if got, err = t.v.Lock(ctx, o); err != nil {
			return nil, err
		}
	}
	if got.Until.Before(until) || !got.Held {
		return nil, shiheng.Conflict("second.lock-lost", "until", got.Until.Format(time.RFC3339))
	}
	c.Until, c.Held, c.State, c.Verified = until, true, Kept, t.now()
	return nil, nil
}

// stored finds the version of an object that is what a copy should be; none
// when there is none. Other versions end with their locks.
func (t turn) stored(ctx context.Context, c Copy) (found Object, err error) {
	all, err := t.v.Versions(ctx, c.Name())
	if err != nil {
		return found, err
	}
	for _, o := range all {
		c.Object = o
		err := t.same(ctx, c)
		switch {
		case err == nil && found.Version == "":
			found = o
			continue
		case errors.Is(err, shiheng.ErrUnavailable):
			return Object{}, err
		}
		if err := t.v.Hold(ctx, o, false); err != nil && !errors.Is(err, shiheng.ErrNotFound) {
			return Object{}, err
		}
	}
	return found, nil
}

// reread reads an object and its lock again. One that is not what was stored
// is on record, and made anew.
func (t turn) reread(ctx context.Context, c *Copy, until time.Time) ([]audit.Event, error) {
	err := t.same(ctx, *c)
	if err == nil {
		var l Lock
		if l, err = t.v.Lock(ctx, c.Object); err == nil && (l.Until.Before(c.Until) || !l.Held) {
			err = shiheng.Conflict("second.lock-lost", "until", l.Until.Format(time.RFC3339))
		}
	}
	if err == nil {
		c.Verified = t.now()
		return nil, nil
	}
	if errors.Is(err, shiheng.ErrUnavailable) {
		return nil, err // it tells nothing of the object
	}
	c.State = Waiting
	return []audit.Event{t.event(audit.SecondAmiss, *c).With("what", err.Error())}, err
}

// same reads an object to its end and compares its digest.
func (t turn) same(ctx context.Context, c Copy) error {
	body, err := t.v.Get(ctx, c.Object)
	if err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(sum, &paced{ctx: ctx, r: io.LimitReader(body, c.Size+1), rate: t.terms.Rate})
	if err := errors.Join(err, body.Close()); err != nil {
		return err
	}
	got := hex.EncodeToString(sum.Sum(nil))
	if n != c.Size || got != c.Digest {
		return shiheng.Conflict("second.differs", "size", strconv.FormatInt(n, 10), "digest", got)
	}
	return nil
}

// paced reads no faster than a rate. It belongs to one goroutine.
type paced struct {
	ctx   context.Context //nolint:containedctx // of the one copy it is made for
	r     io.Reader
	rate  int64
	began time.Time
	read  int64
}

// Read implements io.Reader.
func (p *paced) Read(b []byte) (int, error) {
	if err := context.Cause(p.ctx); err != nil {
		return 0, err
	}
	if p.rate <= 0 {
		return p.r.Read(b)
	}
	if p.began.IsZero() {
		p.began = time.Now()
	}
	wait := time.Duration(float64(p.read)/float64(p.rate)*float64(time.Second)) - time.Since(p.began)
	if wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-p.ctx.Done():
			return 0, context.Cause(p.ctx)
		case <-timer.C:
		}
	}
	n, err := p.r.Read(b[:min(int64(len(b)), max(p.rate/4, 4096))])
	p.read += int64(n)
	return n, err
}
