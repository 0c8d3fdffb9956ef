package custody

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// ExportWanted is what is asked for. An Application makes it an export for officials,
// of what was granted there; without one it is own use, with purpose,
// recipient, approver and the last day of use (R799/16).
type ExportWanted struct {
	Application string             `json:"applicationId,omitempty" format:"uuid"`
	Cameras     []shiheng.CameraID `json:"cameraIds" minItems:"1" maxItems:"64" nullable:"false" format:"uuid"`
	From        time.Time          `json:"from"`
	To          time.Time          `json:"to"`
	Recipient   string             `json:"recipient,omitempty" maxLength:"200"`
	Purpose     string             `json:"purpose,omitempty" maxLength:"500"`
	Approver    string             `json:"approver,omitempty" maxLength:"100"`
	UseUntil    string             `json:"useUntil,omitempty" maxLength:"10" doc:"Last day of use, YYYY-MM-DD"`
}

// maxCameras bounds the cameras of one export.
const maxCameras = 64

// reserve is what an export leaves free on its disk.
const reserve = 1 << 30

func (w *ExportWanted) tidy(now time.Time) error {
	for _, t := range []*string{&w.Recipient, &w.Purpose, &w.Approver, &w.UseUntil} {
		*t = strings.TrimSpace(*t)
	}
	w.From, w.To = w.From.UTC().Truncate(time.Millisecond), w.To.UTC().Truncate(time.Millisecond)
	switch {
	case len(w.Cameras) == 0 || len(w.Cameras) > maxCameras:
		return shiheng.Invalid("evidence.cameras", "most", fmt.Sprint(maxCameras))
	case !w.From.Before(w.To) || w.To.After(now):
		return shiheng.Invalid("evidence.span")
	}
	for i, c := range w.Cameras {
		for _, o := range w.Cameras[:i] {
			if o == c {
				return shiheng.Invalid("evidence.cameras", "most", fmt.Sprint(maxCameras))
			}
		}
	}
	if w.UseUntil != "" {
		if _, err := law.ParseDay(w.UseUntil); err != nil {
			return shiheng.Invalid("request.day", "value", w.UseUntil)
		}
	}
	return nil
}

func (w ExportWanted) span() shiheng.Span { return shiheng.Span{From: w.From, To: w.To} }

// Request asks for an export. It is in the queue when Request returns, under a
// grant of its own. Errors are ErrInvalid for what cannot be right,
// *[access.Refusal] for what a regime refuses, ErrForbidden for footage of
// which a mismatch is known, ErrNotFound where nothing was recorded,
// ErrExhausted for what is too much for one file, for the permission or for the
// disk; nothing is made then, and the grant is given back.
func (s *Service) Request(ctx context.Context, k Hand, w ExportWanted) (Export, error) {
	now := s.now()
	if err := w.tidy(now); err != nil {
		return Export{}, err
	}
	if err := s.mine(ctx, k, w.Cameras); err != nil {
		return Export{}, s.refused(ctx, audit.New(now, k.Actor(), audit.ExportRequest, audit.Object{Kind: "evidence"}).About(w.Cameras...), err)
	}
	e := Export{
		ID: shiheng.NewID[ExportID](now), Version: 1, State: Queued, Regime: Own, Basis: "R799/16", Application: w.Application, From: w.From, To: w.To,
		Recipient: w.Recipient, Purpose: w.Purpose, Approver: w.Approver, By: k.attest(now), Portions: []ExportPortion{}, History: []CustodyLine{},
	}
	e.Name = "evidence-" + now.In(law.Shanghai()).Format("20060102-150405") + "-" + e.ID.String()[24:]
	p, err := s.permit(ctx, k, &e, w)
	if err != nil {
		return Export{}, err
	}
	if err := s.fits(ctx, &e, w); err != nil {
		ev := s.event(k.Actor(), audit.ExportRequest, e).About(w.Cameras...)
		return Export{}, errors.Join(s.refused(ctx, ev, err), s.cfg.Permits.Release(ctx, k.Principal, p.Grant.ID))
	}
	e.step(audit.ExportRequest, e.By, "")
	ev := s.event(k.Actor(), audit.ExportRequest, e).With("grant", e.Grant.String()).With("from", e.From.Format(time.RFC3339)).With("to", e.To.Format(time.RFC3339)).
		With("purpose", e.Purpose).With("recipient", e.Recipient).With("chunks", fmt.Sprint(e.Chunks)).With("bytes", fmt.Sprint(e.Bytes))
	if e.Application != "" {
		ev = ev.With("application", e.Application)
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.PutExport(e); err != nil {
			return err
		}
		return tx.Append(ev)
	})
	if err != nil {
		return Export{}, errors.Join(fmt.Errorf("%s: %w", ev.Act, err), s.cfg.Permits.Release(ctx, k.Principal, p.Grant.ID))
	}
	s.poke()
	return e, nil
}

// mine refuses cameras that are not the caller's; another's looks like none.
func (s *Service) mine(ctx context.Context, k Hand, cameras []shiheng.CameraID) error {
	linked, err := s.cfg.Cameras.Linked(ctx, cameras...)
	if err != nil {
		return err
	}
	known := map[shiheng.CameraID]bool{}
	for _, l := range linked {
		known[l.ID] = k.Scope.Covers(l)
	}
	for _, c := range cameras {
		if !known[c] {
			return &access.Refusal{Act: string(audit.ExportRequest), Unmet: []access.Condition{{Code: "access.scope", Article: "W168/29/1", Camera: c}}}
		}
	}
	return nil
}

// permit asks the regime for a grant, and takes over what it knows.
func (s *Service) permit(ctx context.Context, k Hand, e *Export, w ExportWanted) (p Permit, err error) {
	if w.Application != "" {
		e.Regime, e.Basis = Official, "W168/24"
		p, err = s.cfg.Permits.Official(ctx, k, w.Application, w.Cameras, w.span())
	} else {
		p, err = s.cfg.Permits.Own(ctx, k, w, w.Cameras, w.span())
	}
	if err != nil {
		return p, err
	}
	e.Grant, e.Case, e.Unit, e.UseUntil = p.Grant.ID, p.Case, p.Unit, p.UseUntil
	if p.Recipient != "" {
		e.Recipient = p.Recipient
	}
	if p.Purpose != "" {
		e.Purpose = p.Purpose
	}
	return p, nil
}

// fits fills in what an export would hold, and refuses one that cannot be made.
func (s *Service) fits(ctx context.Context, e *Export, w ExportWanted) error {
	if err := s.cfg.Unaltered(ctx, w.span(), w.Cameras...); err != nil {
		return err
	}
	linked, err := s.cfg.Cameras.Linked(ctx, w.Cameras...)
	if err != nil {
		return err
	}
	if e.Portions, err = s.cfg.Maker.Portions(ctx, linked, w.span()); err != nil {
		return err
	}
	return s.room(ctx, e)
}

// room asks how much it is, and whether there is room for it.
func (s *Service) room(ctx context.Context, e *Export) error {
	est, err := s.cfg.Maker.Estimate(ctx, *e)
	if err != nil {
		return err
	}
	e.Chunks, e.Bytes = est.Chunks, est.Bytes
	need := est.Bytes + est.Bytes/20
	switch {
	case est.Chunks == 0 && !est.Waiting: // what was recorded a moment ago is not in the log yet
		return shiheng.NotFound("evidence.empty")
	case est.Free-reserve < need:
		return shiheng.Exhausted("evidence.space", "need", fmt.Sprint(need), "free", fmt.Sprint(max(0, est.Free-reserve)))
	}
	return nil
}

// Again asks for another grant of an export, by whoever asked for it first: one
// that failed goes on where it was, one that is ready can be fetched again. What
// the regime asks for is asked anew.
func (s *Service) Again(ctx context.Context, k Hand, id ExportID) (Export, error) {
	e, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return e, err
	}
	ev := s.event(k.Actor(), audit.ExportAgain, e)
	if err := s.again(e, k); err != nil {
		return e, s.refused(ctx, ev, err)
	}
	w := ExportWanted{
		Application: e.Application, Cameras: e.Cameras(), From: e.From, To: e.To, Recipient: e.Recipient, Purpose: e.Purpose,
		Approver: e.Approver, UseUntil: e.UseUntil.String(),
	}
	var p Permit
	if e.Regime == Official {
		p, err = s.cfg.Permits.Official(ctx, k, e.Application, w.Cameras, w.span())
	} else {
		p, err = s.cfg.Permits.Own(ctx, k, w, w.Cameras, w.span())
	}
	if err != nil {
		return e, err
	}
	out, err := s.change(ctx, ev.With("grant", p.Grant.ID.String()), id, 0, func(_ Tx, e *Export, _ *audit.Event) error {
		if err := s.again(*e, k); err != nil {
			return err
		}
		e.Grant, e.Failure = p.Grant.ID, nil
		e.step(audit.ExportAgain, k.attest(ev.At), "")
		return e.move(Again)
	})
	if err != nil {
		return out, errors.Join(s.refused(ctx, ev, err), s.cfg.Permits.Release(ctx, k.Principal, p.Grant.ID))
	}
	s.poke()
	return out, nil
}

// again says why an export cannot get another grant.
func (s *Service) again(e Export, k Hand) error {
	switch {
	case e.By.Account != k.Account.ID:
		return errNotYours()
	case e.State == Handed && !e.There():
		return errGone()
	}
	return e.May(Again)
}

func errNotYours() error {
	return shiheng.Forbidden("evidence.another").By("W168/29/1")
}

func errGone() error { return shiheng.Expired("evidence.gone") }

// MayAgain says why the caller cannot get another grant of an export.
func (s *Service) MayAgain(k Hand, e Export) error { return s.again(e, k) }
