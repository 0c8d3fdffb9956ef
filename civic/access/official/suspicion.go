package official

import (
	"context"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

type suspicionKind struct{}

// SuspicionID names one report.
type SuspicionID = shiheng.ID[suspicionKind]

// A Suspicion is suspicious information that the site reports to the police on
// its own initiative (W168/30/9): what was found where, to whom it was told,
// and the receipt. It asks for no application; it may come from one.
type Suspicion struct {
	registry.Kept[suspicionKind]
	SuspicionEntry
	System   shiheng.SystemID  `json:"systemId" format:"uuid"`
	State    string            `json:"state" enum:"reported,receipted"`
	By       Attested          `json:"by"`
	Minutes  int               `json:"minutes" doc:"From finding to reporting"`
	Document papers.DocumentID `json:"documentId,omitzero" format:"uuid"`
	Receipt  SuspicionReceipt  `json:"receipt,omitzero"`
}

// SuspicionEntry is what is noted of a report. The clip is named by camera and
// span: the footage itself stays where it is.
type SuspicionEntry struct {
	Camera     shiheng.CameraID `json:"cameraId" format:"uuid"`
	From       time.Time        `json:"from"`
	To         time.Time        `json:"to"`
	FoundAt    time.Time        `json:"foundAt"`
	ReportedAt time.Time        `json:"reportedAt"`
	What       string           `json:"what" minLength:"1" maxLength:"2000"`
	Unit       string           `json:"unit" minLength:"1" maxLength:"200" doc:"The public security organ it was reported to"`
	Officer    string           `json:"officer,omitempty" maxLength:"100"`
	Channel    string           `json:"channel" enum:"110,telephone,platform,in-person"`
	// Application it was found during, if any.
	Application ApplicationID `json:"applicationId,omitzero" format:"uuid"`
}

// SuspicionReceipt is what the police gave for a report.
type SuspicionReceipt struct {
	Number string              `json:"number" minLength:"1" maxLength:"100"`
	On     law.Day             `json:"on"`
	Scan   papers.AttachmentID `json:"scanId,omitzero" format:"uuid"`
}

// The states of a report.
const (
	Reported  = "reported"
	Receipted = "receipted"
)

// Head implements registry.Record. A receipt is waited for from the day of the
// report on.
func (r Suspicion) Head() registry.Head {
	h := registry.Head{ID: r.ID.String(), System: r.System, State: r.State, Label: r.Unit + " " + r.What, Version: r.Version, CreatedAt: r.CreatedAt}
	if r.State == Reported {
		h.Due = day(r.ReportedAt)
	}
	return h
}

func (e *SuspicionEntry) tidy(now time.Time) error {
	for _, s := range []*string{&e.What, &e.Unit, &e.Officer} {
		*s = strings.TrimSpace(*s)
	}
	for _, t := range []*time.Time{&e.From, &e.To, &e.FoundAt, &e.ReportedAt} {
		*t = t.UTC().Truncate(time.Millisecond)
	}
	switch {
	case e.What == "" || e.Unit == "" || e.Camera.IsZero():
		return shiheng.Invalid("suspicion.what").By("W168/30/9")
	case !e.From.Before(e.To) || e.From.After(now):
		return shiheng.Invalid("suspicion.span")
	case e.ReportedAt.Before(e.FoundAt) || e.ReportedAt.After(now.Add(time.Minute)) || e.FoundAt.IsZero():
		return shiheng.Invalid("suspicion.time").By("W168/30/9")
	}
	return nil
}

// Report puts a report to the police on record and issues its sheet.
func (s *Service) Report(ctx context.Context, k Clerk, e SuspicionEntry) (Suspicion, error) {
	now := s.now()
	if err := e.tidy(now); err != nil {
		return Suspicion{}, err
	}
	linked, err := s.mine(ctx, k, []shiheng.CameraID{e.Camera})
	if err != nil {
		return Suspicion{}, err
	}
	if !e.Application.IsZero() {
		if _, err := s.One(ctx, k.Scope, e.Application); err != nil {
			return Suspicion{}, err
		}
	}
	fresh := Suspicion{
		Kept: registry.Fresh[suspicionKind](now), SuspicionEntry: e, System: linked[0].System.ID, State: Reported, By: k.attest(now),
		Minutes: int(e.ReportedAt.Sub(e.FoundAt) / time.Minute),
	}
	var out Suspicion
	ev := audit.New(now, k.Actor(), audit.SuspicionReport, audit.On("suspicion", fresh.ID)).About(e.Camera).
		Because("W168/30/9", string(audit.SuspicionReport)).With("unit", e.Unit).With("channel", e.Channel)
	err = s.do(ctx, k, ev, func(j *job) error {
		out = fresh
		issued, err := s.cfg.Papers.Issue(j.ctx, j.tx, k.Actor(), out.paper(linked[0], k.Account.Name))
		if err != nil {
			return err
		}
		out.Document = issued.ID
		return j.tx.Suspicions().Put(out)
	})
	return out, err
}

// Receive notes the receipt the police gave for a report.
func (s *Service) Receive(ctx context.Context, k Clerk, id SuspicionID, r SuspicionReceipt) (Suspicion, error) {
	r.Number = strings.TrimSpace(r.Number)
	now := s.now()
	if r.Number == "" || r.On.IsZero() || day(now).Before(r.On) {
		return Suspicion{}, shiheng.Invalid("suspicion.receipt")
	}
	var out Suspicion
	ev := audit.New(now, k.Actor(), audit.SuspicionReceipt, audit.On("suspicion", id)).
		Because("W168/30/9", string(audit.SuspicionReceipt)).With("number", r.Number)
	err := s.do(ctx, k, ev, func(j *job) (err error) {
		if out, err = j.tx.Suspicions().One(id.String()); err != nil {
			return err
		}
		if out.State != Reported {
			return shiheng.Conflict("suspicion.receipted")
		}
		if !r.Scan.IsZero() {
			if err := s.cfg.Papers.Link(j.tx, k.Actor(), audit.On("suspicion", id), r.Scan); err != nil {
				return err
			}
		}
		j.event = j.event.About(out.Camera)
		out.State, out.Receipt, out.Version = Receipted, r, out.Version+1
		return j.tx.Suspicions().Put(out)
	})
	return out, err
}
