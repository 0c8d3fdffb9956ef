package official

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
)

// Basis is what a grant under this regime rests on.
const Basis = "W168/24"

// longest is how long one viewing lasts at most.
const longest = 2 * time.Hour

// Open opens the footage of a granted application in the session of whoever
// asks: the clerk with both officers before him, or an officer by their own
// account. Both must have been confirmed just now, and the permission must
// run; a *[access.Refusal] names what is in the way. The grant carries what was
// granted as its bounds.
func (s *Service) Open(ctx context.Context, k Clerk, id ApplicationID) (shiheng.Grant, Application, error) {
	a, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return shiheng.Grant{}, a, err
	}
	used, err := s.cfg.Store.Used(ctx, id)
	if err != nil {
		return shiheng.Grant{}, a, err
	}
	now := s.now()
	w := access.Warrant{
		Principal: k.Principal, Act: shiheng.ActPlayback, Basis: Basis, Purpose: a.Organ + " " + a.Asked.Matter(),
		Mark: mark(a, k),
	}
	if a.Ruling != nil {
		w.Cameras, w.Footage = a.Ruling.Cameras, shiheng.Span{From: a.Ruling.From, To: a.Ruling.To}
		w.Until, w.Quota = earlier(a.Ruling.Until, now.Add(longest)), a.Ruling.Minutes*60
	}
	for _, u := range used {
		w.Quota -= int64(u.Seconds)
	}
	e := audit.New(now, k.Actor(), audit.OfficialOpen, audit.On("official", id)).About(a.Cameras...).Because(Basis, string(audit.OfficialOpen))
	w.Write = func(ctx context.Context, mint func(access.Tx) error, g shiheng.Grant) error {
		var err error
		a, err = s.on(ctx, k, audit.OfficialOpen, id, 0, func(j *job, c *Case) error {
			if err := s.openable(*c, g.Quota, now); err != nil {
				return err
			}
			c.Viewings = append(c.Viewings, Viewing{Grant: g.ID, By: k.attest(now), Until: g.Until, Quota: g.Quota})
			j.note("grant", g.ID.String())
			return mint(j.tx)
		})
		return err
	}
	if a.State != Granted {
		return shiheng.Grant{}, a, s.refused(ctx, e, notGranted())
	}
	g, err := s.cfg.Access.Mint(ctx, w)
	if err != nil {
		return g, a, err
	}
	return g, a, nil
}

func notGranted() error { return shiheng.Forbidden("official.not-granted").By("W168/24/1") }

// openable says why footage may not be opened, nil when it may.
func (s *Service) openable(c Case, left int64, now time.Time) error {
	if c.State != Granted {
		return notGranted()
	}
	if lacks := Barred(s.cfg.Clauses, c, now); len(lacks) > 0 {
		return unmet(string(clause.View), lacks)
	}
	if left <= 0 {
		return shiheng.Forbidden("official.quota", "minutes", fmt.Sprint(c.Ruling.Minutes)).By("W168/29/1")
	}
	return nil
}

// mark is drawn over the picture: whose matter, which officers, before whom.
func mark(a Application, k Clerk) string {
	out := a.Organ
	for _, o := range a.Officers {
		out += " " + o.Card
	}
	return out + " " + access.MarkOf(k.Principal)
}

// Warranted says why a grant of this room may run no longer, nil while it may.
// Confirmations are asked for when it is opened; a permission is looked at all
// the time.
func (s *Service) Warranted(ctx context.Context, g shiheng.Grant) (cause, err error) {
	a, err := s.cfg.Store.OfGrant(ctx, g.ID)
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
		return shiheng.Forbidden("official.none").By("W168/24/1"), nil
	case err != nil:
		return nil, fmt.Errorf("recheck official grant: %w", err)
	case a.State == Closed:
		return shiheng.Forbidden("official.revoked").By("W168/29/1"), nil
	case a.State != Granted:
		return notGranted(), nil
	}
	return nil, nil //nolint:nilnil // no cause, no error
}

// A meter counts what one grant served.
type meter struct {
	quota   int64 // seconds
	written Used  // on record
	since   Used  // not yet
	flushed time.Time
}

// Served counts what was served under a grant of this room, and returns an
// error when its quota is used up. It does not wait for rows. What other rooms
// minted is none of its business.
func (s *Service) Served(g shiheng.Grant, _ shiheng.CameraID, n shiheng.Served) error {
	if g.Basis != Basis {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.used[g.ID]
	if m == nil {
		m = &meter{quota: g.Quota}
		s.used[g.ID] = m
	}
	m.since.Chunks += n.Chunks
	m.since.Bytes += n.Bytes
	m.since.Seconds += n.Footage.Seconds()
	if m.written.Seconds+m.since.Seconds > float64(m.quota) {
		return spent(m.quota)
	}
	return nil
}

// spent ends a grant whose quota is used up.
func spent(quota int64) error {
	return shiheng.Exhausted("official.quota", "minutes", fmt.Sprint(quota/60)).By("W168/29/1")
}

// receiptEvery is how often what was served goes on record.
const receiptEvery = 5 * time.Second

// Run puts on record what was served, and has the footage store take what is
// to be held, until ctx ends.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(receiptEvery)
	defer tick.Stop()
	for {
		if err := s.Receipt(ctx); err != nil && ctx.Err() == nil {
			s.cfg.Log.ErrorContext(ctx, "official access not kept up", "error", err)
		}
		select {
		case <-ctx.Done():
			return s.Receipt(context.WithoutCancel(ctx))
		case <-tick.C:
		}
	}
}

// Receipt puts on record what was served since it was called last: one act a
// grant, with chunks, bytes and seconds of footage, and the sums.
func (s *Service) Receipt(ctx context.Context) error {
	s.mu.Lock()
	due := map[shiheng.GrantID]Used{}
	for id, m := range s.used {
		if m.since != (Used{}) {
			due[id] = m.since
		}
	}
	s.mu.Unlock()
	var failed []error
	for id, u := range due {
		sum, err := s.receipt(ctx, id, u)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		s.mu.Lock()
		m := s.used[id]
		m.since = Used{Chunks: m.since.Chunks - u.Chunks, Bytes: m.since.Bytes - u.Bytes, Seconds: m.since.Seconds - u.Seconds}
		m.written, m.flushed = sum, s.now()
		quota := m.quota
		s.mu.Unlock()
		if sum.Seconds > float64(quota) {
			failed = append(failed, s.cfg.Access.End(ctx, spent(quota), id))
		}
	}
	s.forget()
	return errors.Join(failed...)
}

// forget drops meters that nobody added to for long; a grant lasts no longer.
func (s *Service) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, m := range s.used {
		if m.since == (Used{}) && s.now().Sub(m.flushed) > longest {
			delete(s.used, id)
		}
	}
}

func (s *Service) receipt(ctx context.Context, id shiheng.GrantID, u Used) (sum Used, err error) {
	a, err := s.cfg.Store.OfGrant(ctx, id)
	if err != nil {
		return sum, fmt.Errorf("receipt of %s: %w", id, err)
	}
	now := s.now()
	u.Grant = id
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		if sum, err = tx.AddUsed(a.ID, u); err != nil {
			return err
		}
		e := audit.New(now, audit.House("official"), audit.OfficialReceipt, audit.On("official", a.ID)).About(a.Ruling.Cameras...).
			Because(Basis, string(audit.OfficialReceipt)).With("grant", id.String()).With("chunks", fmt.Sprint(u.Chunks)).
			With("bytes", fmt.Sprint(u.Bytes)).With("seconds", fmt.Sprintf("%.1f", u.Seconds)).With("sumChunks", fmt.Sprint(sum.Chunks)).
			With("sumBytes", fmt.Sprint(sum.Bytes)).With("sumSeconds", fmt.Sprintf("%.1f", sum.Seconds))
		return tx.Append(e)
	})
	if err != nil {
		return sum, fmt.Errorf("receipt of %s: %w", id, err)
	}
	return sum, nil
}
