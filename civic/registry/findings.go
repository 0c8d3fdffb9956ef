package registry

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

func errorOf(err error) (*shiheng.Error, bool) { return errors.AsType[*shiheng.Error](err) }

// A Found is a camera somebody found where none may be.
type Found struct {
	Place   shiheng.PlaceID
	RoomUse string
	Note    string
	// Attachments are photos and other files that the finder added.
	Attachments []papers.AttachmentID
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
	case in.Note == "" || len(in.Note) > 2000:
		return Finding{}, shiheng.Invalid("finding.note")
	}
	f := Finding{
		ID: shiheng.NewID[FindingID](s.now()), Fault: ForbiddenRoom, Article: p.Article,
		Place: in.Place, RoomUse: in.RoomUse, Note: in.Note,
	}
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		place, err := tx.Place(in.Place)
		if err != nil {
			return err
		}
		if err := s.Find(tx, actor, f); err != nil {
			return err
		}
		if err := s.cfg.Papers.Link(tx, actor, audit.On("finding", f.ID), in.Attachments...); err != nil {
			return err
		}
		_, err = s.cfg.Papers.Issue(ctx, tx, actor, s.forbiddenRecord(f, place, p, in.Attachments))
		return err
	})
	if err != nil {
		return Finding{}, fmt.Errorf("report forbidden camera: %w", err)
	}
	f.At, f.By = s.now(), actor.Account
	return f, nil
}

// forbiddenRecord is the form on which a camera in a forbidden place is
// registered (form 6.28): what was found, and room for what comes of it.
func (s *Service) forbiddenRecord(f Finding, place Place, ban law.Prohibition, files []papers.AttachmentID) papers.Document {
	room := f.RoomUse
	for _, r := range s.cfg.Law.Rooms() {
		if r.Use == f.RoomUse {
			room = r.Zh
		}
	}
	return papers.Document{
		Kind: papers.ForbiddenRecord, Subject: audit.On("finding", f.ID), Attachments: files, Articles: []string{ban.Article},
		Sections: []papers.Section{
			{Title: "登记情况", Fields: []papers.Field{
				{Label: "场所", Value: place.Name}, {Label: "部位", Value: room}, {Label: "地址", Value: place.Address, Wide: true},
				{Label: "来源", Choices: papers.Choose("检查发现", "举报", "检查发现"), Wide: true}, {Label: "情况", Value: f.Note, Wide: true},
			}},
			{Title: "办理情况", Fields: []papers.Field{
				{Label: "承办人"}, {Label: "办理期限"}, {Label: "办理结果", Wide: true}, {Label: "答复情况", Wide: true},
			}},
		},
	}
}

// Find stores a finding with its event, in the caller's transaction: a room on
// a higher step found it. One the house already has open is not doubled.
func (s *Service) Find(tx Tx, actor audit.Actor, f Finding) error {
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
