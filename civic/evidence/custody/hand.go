package custody

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// Cancel calls an export off: its making stops, and the disk is free again.
func (s *Service) Cancel(ctx context.Context, k Hand, id ExportID, why string) (Export, error) {
	why = strings.TrimSpace(why)
	e, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return e, err
	}
	ev := s.event(k.Actor(), audit.ExportCancel, e).With("reason", why)
	e, err = s.change(ctx, ev, id, 0, func(_ Tx, e *Export, _ *audit.Event) error {
		if why == "" {
			return shiheng.Invalid("evidence.why")
		}
		e.Gone = ev.At
		e.step(audit.ExportCancel, k.attest(ev.At), why)
		return e.move(Cancel)
	})
	if err != nil {
		return e, s.refused(ctx, ev, err)
	}
	s.mu.Lock()
	j := s.jobs[id]
	s.mu.Unlock()
	if j != nil {
		j.cancel(errCancelled) // whoever makes it erases it
		return e, nil
	}
	return e, s.cfg.Maker.Erase(id)
}

// A Fetched file is one that is being fetched: it ends with the grant.
type Fetched struct {
	File
	Export Export
	Under  context.Context //nolint:containedctx // of the fetching, ended by the grant
	Stop   context.CancelFunc
}

// Fetch opens the file to whoever asked for it, under the grant it was made
// under: the fetching is on record, and in the log, before it is opened. from
// tells where it goes on. The caller closes the file and calls Stop.
func (s *Service) Fetch(ctx context.Context, k Hand, id ExportID, from string) (out Fetched, err error) {
	e, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return out, err
	}
	ev := s.event(k.Actor(), audit.ExportFetch, e).With("grant", e.Grant.String())
	if from != "" {
		ev = ev.With("range", from)
	}
	if err := s.MayFetch(ctx, k, e); err != nil {
		return out, s.refused(ctx, ev, err)
	}
	if err := s.cfg.Unaltered(ctx, e.Span(), e.Cameras()...); err != nil {
		return out, s.refused(ctx, ev, err)
	}
	_, out.Under, out.Stop, err = s.cfg.Permits.Under(ctx, e.Grant)
	if err != nil {
		return out, s.refused(ctx, ev, err)
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error { return tx.Append(ev) })
	if err == nil {
		err = s.cfg.Logged(ctx)
	}
	if err == nil {
		out.File, err = s.cfg.Maker.Open(e)
	}
	if err != nil {
		out.Stop()
		return Fetched{}, fmt.Errorf("%s: %w", ev.Act, err)
	}
	out.Export = e
	return out, nil
}

// MayFetch says why the caller cannot fetch the file of an export now.
func (s *Service) MayFetch(ctx context.Context, k Hand, e Export) error {
	switch {
	case e.By.Account != k.Account.ID:
		return errNotYours()
	case !e.There():
		if e.State == Ready || e.State == Handed {
			return errGone()
		}
		return shiheng.Conflict("evidence.not-ready", "state", string(e.State))
	}
	g, err := s.cfg.Permits.Redeem(ctx, k.Principal, e.Grant)
	if err != nil {
		if errors.Is(err, shiheng.ErrNotFound) { // of another session
			err = shiheng.Expired("evidence.grant").By("W168/29/1")
		}
		return err
	}
	for _, c := range e.Cameras() {
		if err := g.Permits(shiheng.ActExport, c, s.cfg.Now()); err != nil {
			return err
		}
	}
	return nil
}

// day reads a day that is not after today.
func day(text string, today law.Day) (law.Day, error) {
	d, err := law.ParseDay(text)
	if err != nil || today.Before(d) {
		return d, shiheng.Invalid("evidence.day", "value", text)
	}
	return d, nil
}

// Hand notes that a file was handed over, and issues the receipt to be signed.
func (s *Service) Hand(ctx context.Context, k Hand, id ExportID, version int64, h HandingEntry) (Export, error) {
	for _, t := range []*string{&h.Name, &h.Unit, &h.Card, &h.Medium, &h.Serial} {
		*t = strings.TrimSpace(*t)
	}
	e, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return e, err
	}
	linked, err := s.cfg.Cameras.Linked(ctx, e.Cameras()...)
	if err != nil {
		return e, err
	}
	ev := s.event(k.Actor(), audit.ExportHand, e).With("name", h.Name).With("unit", h.Unit).With("card", h.Card).With("medium", h.Medium).With("on", h.On)
	out, err := s.change(ctx, ev, id, version, func(tx Tx, e *Export, _ *audit.Event) error {
		if err := e.move(HandOn); err != nil {
			return err
		}
		if slices.Contains([]string{h.Name, h.Unit, h.Card, h.Medium}, "") {
			return shiheng.Invalid("evidence.handing").By("W168/24/1/3")
		}
		if _, err := day(h.On, law.DayOf(ev.At)); err != nil {
			return err
		}
		if err := s.attach(tx, k, e.ID, h.Scan); err != nil {
			return err
		}
		e.Handing = &Handing{HandingEntry: h, By: k.attest(ev.At)}
		issued, err := s.cfg.Papers.Issue(ctx, tx, k.Actor(), e.receipt(linked))
		if err != nil {
			return err
		}
		e.Handing.Receipt = issued.ID
		e.step(audit.ExportHand, e.Handing.By, h.Unit+" "+h.Name)
		return nil
	})
	return out, s.refused(ctx, ev, err)
}

// attach links a scan to an export.
func (s *Service) attach(tx Tx, k Hand, id ExportID, scan papers.AttachmentID) error {
	if scan.IsZero() {
		return nil
	}
	return s.cfg.Papers.Link(tx, k.Actor(), audit.On("evidence", id), scan)
}

// End notes that what was handed over was returned, or destroyed.
func (s *Service) End(ctx context.Context, k Hand, id ExportID, version int64, end EndingEntry) (Export, error) {
	end.Remark = strings.TrimSpace(end.Remark)
	e, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return e, err
	}
	act, on := audit.ExportReturn, Return
	if end.How == "destroyed" {
		act, on = audit.ExportDestroy, Destroy
	}
	ev := s.event(k.Actor(), act, e).With("on", end.On).With("remark", end.Remark)
	out, err := s.change(ctx, ev, id, version, func(tx Tx, e *Export, _ *audit.Event) error {
		if err := e.move(on); err != nil {
			return err
		}
		if end.Remark == "" {
			return shiheng.Invalid("evidence.why")
		}
		if _, err := day(end.On, law.DayOf(ev.At)); err != nil {
			return err
		}
		if err := s.attach(tx, k, e.ID, end.Scan); err != nil {
			return err
		}
		e.Ending = &ExportEnding{EndingEntry: end, By: k.attest(ev.At)}
		e.step(act, e.Ending.By, end.On+" "+end.Remark)
		return nil
	})
	return out, s.refused(ctx, ev, err)
}

// Expire erases files that were kept their days; their lines stay. What lies on
// the disk of no export that needs it goes as well.
func (s *Service) Expire(ctx context.Context) error {
	kept, err := s.cfg.Maker.Kept()
	if err != nil {
		return err
	}
	now := s.now()
	var failed error
	for _, id := range kept {
		e, err := s.One(ctx, registry.Scope{All: true}, id)
		if errors.Is(err, shiheng.ErrNotFound) {
			failed = errors.Join(failed, s.cfg.Maker.Erase(id)) // its row was never written
			continue
		}
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		if err := s.expire(ctx, e, now); err != nil {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

// expire erases the file of an export when its time has come: the line first,
// then the bytes.
func (s *Service) expire(ctx context.Context, e Export, now time.Time) error {
	switch {
	case e.State == Queued || e.State == Running:
		return nil
	case !e.Gone.IsZero():
		return s.cfg.Maker.Erase(e.ID)
	case now.Before(e.KeepUntil):
		return nil
	}
	ev := s.event(audit.House("evidence"), audit.ExportLapse, e).Because("R799/17", string(audit.ExportLapse))
	_, err := s.change(ctx, ev, e.ID, 0, func(_ Tx, e *Export, _ *audit.Event) error {
		if !e.Gone.IsZero() || now.Before(e.KeepUntil) {
			return shiheng.Conflict("evidence.changed")
		}
		e.Gone = now
		e.step(audit.ExportLapse, Custodian{Name: ev.Actor.Name, At: now}, "")
		if e.May(Lapse) == nil {
			return e.move(Lapse)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.cfg.Maker.Erase(e.ID)
}
