package registry

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

func errorOf(err error) (*shiheng.Error, bool) { return errors.AsType[*shiheng.Error](err) }

// A Found is a camera somebody found where none may be.
type Found struct {
	Place   shiheng.PlaceID
	RoomUse string
	Note    string
	Photo   string // name of the blob with its photo, if there is one
}

// ReportForbidden records a camera found in a forbidden room (L1). It makes a
// finding and nothing else: such a device never becomes a camera and never a
// stream. A lawful room use is refused with ErrInvalid.
func (s *Service) ReportForbidden(ctx context.Context, actor audit.Actor, in Found) (Finding, error) {
	p, forbidden := s.cfg.Law.ForbiddenRoom(in.RoomUse, law.DayOf(s.now()))
	in.Note = strings.TrimSpace(in.Note)
	switch {
	case !forbidden:
		return Finding{}, shiheng.Invalid("finding.lawful-room", "roomUse", in.RoomUse)
	case in.Note == "" || len(in.Note) > 2000 || len(in.Photo) > 200:
		return Finding{}, shiheng.Invalid("finding.note")
	}
	f := Finding{
		ID: shiheng.NewID[FindingID](s.now()), Fault: ForbiddenRoom, Article: p.Article,
		Place: in.Place, RoomUse: in.RoomUse, Note: in.Note, Photo: in.Photo,
	}
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		if _, err := tx.Place(in.Place); err != nil {
			return err
		}
		return s.find(tx, actor, f)
	})
	if err != nil {
		return Finding{}, fmt.Errorf("report forbidden camera: %w", err)
	}
	f.At, f.By = s.now(), actor.Account
	return f, nil
}

// find stores a finding with its event. One the house already has open is not
// doubled.
func (s *Service) find(tx Tx, actor audit.Actor, f Finding) error {
	now := s.now()
	if f.ID.IsZero() {
		f.ID = shiheng.NewID[FindingID](now)
	}
	f.At, f.By = now, actor.Account
	fresh, err := tx.OpenFinding(f)
	if err != nil || !fresh {
		return err
	}
	e := audit.New(now, actor, audit.FindingOpen, audit.On("finding", f.ID)).Because(f.Article, string(f.Fault))
	if !f.Camera.IsZero() {
		e = e.About(f.Camera)
	}
	return tx.Append(e)
}

// CloseFinding closes a finding with what came of it.
func (s *Service) CloseFinding(ctx context.Context, actor audit.Actor, id FindingID, outcome string) error {
	if outcome = strings.TrimSpace(outcome); outcome == "" || len(outcome) > 2000 {
		return shiheng.Invalid("finding.outcome")
	}
	now := s.now()
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		f, err := tx.Finding(id)
		if err != nil {
			return err
		}
		if !f.Closed.IsZero() {
			return shiheng.Conflict("finding.closed")
		}
		if err := tx.CloseFinding(id, now, outcome); err != nil {
			return err
		}
		return tx.Append(audit.New(now, actor, audit.FindingClose, audit.On("finding", id)).
			Because(f.Article, string(f.Fault)).With("outcome", outcome))
	})
	if err != nil {
		return fmt.Errorf("close finding: %w", err)
	}
	return nil
}
