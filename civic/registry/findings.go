package registry

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
)

func errorOf(err error) (*shiheng.Error, bool) { return errors.AsType[*shiheng.Error](err) }

// FindingTx is what a transaction of any room needs to open and close
// findings: they are kept or lost with the rest of what it does. Rows give it
// to other rooms as rows.FindingTx.
type FindingTx interface {
	// OpenFinding stores a finding; when one of the same fault on the same
	// place, system, camera and organisation by the house is open it reports
	// false.
	OpenFinding(f Finding) (bool, error)
	// OpenFindingsOf returns the open findings of a fault on just these things.
	OpenFindingsOf(f Finding) ([]Finding, error)
	// CloseFinding fails with ErrConflict when it is closed already.
	CloseFinding(id FindingID, c Closing) error
	Append(e audit.Event) error
}

// Find opens a finding with its event, in whatever transaction the caller is
// in. One the house already has open is not doubled; it reports whether it is
// new. An empty article is that of the kind; an unknown kind is an ErrInvalid.
func Find(tx FindingTx, now time.Time, actor audit.Actor, f Finding) (bool, error) {
	kind, ok := KindOf(f.Fault)
	if !ok {
		return false, shiheng.Invalid("finding.fault", "fault", string(f.Fault))
	}
	if f.ID.IsZero() {
		f.ID = shiheng.NewID[FindingID](now)
	}
	if f.Article == "" {
		f.Article = kind.Article
	}
	f.At, f.By = now, actor.Account
	if f.Source == "" {
		f.Source = ByStaff
		if f.By.IsZero() {
			f.Source = ByHouse
		}
	}
	fresh, err := tx.OpenFinding(f)
	if err != nil || !fresh {
		return false, err
	}
	return true, tx.Append(aboutFinding(audit.New(now, actor, audit.FindingOpen, audit.On("finding", f.ID)), f).
		With("source", string(f.Source)))
}

// Settle closes every open finding of a fault on just the things f names, with
// their events: the room that opened them sees that they are over.
func Settle(tx FindingTx, now time.Time, actor audit.Actor, f Finding, outcome string) error {
	open, err := tx.OpenFindingsOf(f)
	if err != nil {
		return err
	}
	for _, o := range open {
		if err := Mend(tx, now, actor, o, outcome); err != nil {
			return err
		}
	}
	return nil
}

// Mend closes one open finding, with its event: what it is about is as it
// should be.
func Mend(tx FindingTx, now time.Time, actor audit.Actor, f Finding, outcome string) error {
	return shut(tx, now, actor, f, Closing{Verdict: Corrected, Outcome: outcome})
}

func shut(tx FindingTx, now time.Time, actor audit.Actor, f Finding, c Closing) error {
	c.Closed, c.ClosedBy = now, actor.Account
	if err := tx.CloseFinding(f.ID, c); err != nil {
		return err
	}
	return tx.Append(aboutFinding(audit.New(now, actor, audit.FindingClose, audit.On("finding", f.ID)), f).
		With("verdict", string(c.Verdict)).With("outcome", c.Outcome))
}

func aboutFinding(e audit.Event, f Finding) audit.Event {
	e = e.Because(f.Article, string(f.Fault))
	if !f.Camera.IsZero() {
		e = e.About(f.Camera)
	}
	return e
}

// A Found is what somebody found or reports.
type Found struct {
	Fault        Fault // ForbiddenRoom when empty
	Place        shiheng.PlaceID
	System       shiheng.SystemID
	Camera       shiheng.CameraID
	Organisation shiheng.OrganisationID
	RoomUse      string
	Note, Spot   string
	Source       FindingSource // ByStaff when empty
	Finder       string        // of a citizen or inspector; empty for an anonymous one
	FinderPhone  string
	Handler      string
	Due          law.Day
	// Attachments are photos and other files that the finder added.
	Attachments []papers.AttachmentID
}

func (in *Found) tidy() error {
	if in.Fault == "" {
		in.Fault = ForbiddenRoom
	}
	if in.Source == "" {
		in.Source = ByStaff
	}
	for _, w := range []*string{&in.Note, &in.Spot, &in.Finder, &in.FinderPhone, &in.Handler} {
		*w = strings.TrimSpace(*w)
	}
	kind, ok := KindOf(in.Fault)
	switch {
	case !ok || !kind.Reportable:
		return shiheng.Invalid("finding.fault", "fault", string(in.Fault))
	case in.Note == "" || len(in.Note) > 2000:
		return shiheng.Invalid("finding.note")
	case len(in.Spot) > 500 || len(in.Finder) > 200 || len(in.FinderPhone) > 60 || len(in.Handler) > 200:
		return shiheng.Invalid("finding.words")
	case !slices.Contains([]FindingSource{ByStaff, ByCitizen, ByInspector}, in.Source):
		return shiheng.Invalid("finding.source", "source", string(in.Source))
	case in.Place.IsZero() && in.System.IsZero() && in.Camera.IsZero() && in.Organisation.IsZero() && in.Spot == "":
		return shiheng.Invalid("finding.where")
	}
	return nil
}

// Report records what somebody found. It makes a finding and nothing else: a
// camera found in a forbidden room never becomes a camera and never a stream
// (L1), so such a finding names the forbidden use; a lawful one is refused
// with ErrInvalid.
func (s *Service) Report(ctx context.Context, actor audit.Actor, in Found) (Finding, error) {
	if err := in.tidy(); err != nil {
		return Finding{}, err
	}
	now := s.now()
	f := Finding{
		ID: shiheng.NewID[FindingID](now), Fault: in.Fault, Place: in.Place, System: in.System, Camera: in.Camera,
		Organisation: in.Organisation, RoomUse: in.RoomUse, Note: in.Note, Spot: in.Spot, Source: in.Source,
		Finder: in.Finder, FinderPhone: in.FinderPhone, Handler: in.Handler, Due: in.Due,
	}
	if in.Fault == ForbiddenRoom {
		p, forbidden := s.cfg.Law.ForbiddenRoom(in.RoomUse, law.DayOf(now))
		if !forbidden {
			return Finding{}, shiheng.Invalid("finding.lawful-room", "roomUse", in.RoomUse)
		}
		f.Article = p.Article
	}
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		var place Place
		var err error
		if !in.Place.IsZero() {
			if place, err = tx.Place(in.Place); err != nil {
				return err
			}
		}
		if _, err := Find(tx, now, actor, f); err != nil {
			return err
		}
		if err := s.cfg.Papers.Link(tx, actor, audit.On("finding", f.ID), in.Attachments...); err != nil {
			return err
		}
		if f.Fault != ForbiddenRoom && f.Fault != Suspected {
			return nil
		}
		_, err = s.cfg.Papers.Issue(ctx, tx, actor, s.forbiddenRecord(f, place, in.Attachments))
		return err
	})
	if err != nil {
		return Finding{}, fmt.Errorf("report finding: %w", err)
	}
	return s.cfg.Store.Finding(ctx, f.ID)
}

// forbiddenRecord is the form on which a camera in a forbidden place is
// registered (form 6.28): what was found or is said, and room for what comes of
// it. Who reported it stands on it, unless they would not say.
func (s *Service) forbiddenRecord(f Finding, place Place, files []papers.AttachmentID) papers.Document {
	room := f.RoomUse
	for _, r := range s.cfg.Law.Rooms() {
		if r.Use == f.RoomUse {
			room = r.Zh
		}
	}
	article := f.Article
	if article == "" {
		article = "W168/9"
	}
	source, finder := "检查发现", f.Finder
	if f.Source == ByCitizen {
		source = "举报"
		if finder == "" {
			finder = "匿名"
		}
	}
	return papers.Document{
		Kind: papers.ForbiddenRecord, Subject: audit.On("finding", f.ID), Attachments: files, Articles: []string{article},
		Sections: []papers.Section{
			{Title: "登记情况", Fields: []papers.Field{
				{Label: "场所", Value: place.Name}, {Label: "部位", Value: room}, {Label: "地址", Value: place.Address, Wide: true},
				{Label: "具体位置", Value: f.Spot, Wide: true},
				{Label: "来源", Choices: papers.Choose(source, "举报", "检查发现"), Wide: true},
				{Label: "发现人(举报人)", Value: finder}, {Label: "联系电话", Value: f.FinderPhone},
				{Label: "情况", Value: f.Note, Wide: true},
			}},
			{Title: "办理情况", Fields: []papers.Field{
				{Label: "承办人", Value: f.Handler}, {Label: "办理期限", Value: f.Due.String()}, {Label: "办理结果", Wide: true}, {Label: "答复情况", Wide: true},
			}},
		},
	}
}

// A Close is what a person says of a finding that is over.
type Close struct {
	Verdict Verdict // Corrected when empty
	Outcome string
	Reply   string // to whoever reported it
	// Attachments are pictures of how it is now.
	Attachments []papers.AttachmentID
}

// CloseFinding closes a finding with what came of it. A review of a field of
// view is closed with a picture of it. A suspected camera that is confirmed
// becomes a finding of a forbidden room in the same transaction; then the
// room's use must be known and forbidden.
func (s *Service) CloseFinding(ctx context.Context, actor audit.Actor, id FindingID, in Close) error {
	in.Outcome, in.Reply = strings.TrimSpace(in.Outcome), strings.TrimSpace(in.Reply)
	if in.Verdict == "" {
		in.Verdict = Corrected
	}
	switch {
	case in.Outcome == "" || len(in.Outcome) > 2000 || len(in.Reply) > 2000:
		return shiheng.Invalid("finding.outcome")
	case !slices.Contains(verdicts(), in.Verdict):
		return shiheng.Invalid("finding.verdict", "verdict", string(in.Verdict))
	}
	now := s.now()
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		f, err := tx.Finding(id)
		switch {
		case err != nil:
			return err
		case !f.Closed.IsZero():
			return shiheng.Conflict("finding.closed")
		case f.Fault == PrivacyReview && len(in.Attachments) == 0:
			return shiheng.Invalid("finding.review-picture").By("W168/9")
		case in.Verdict == Confirmed && f.Fault != Suspected:
			return shiheng.Invalid("finding.verdict", "verdict", string(in.Verdict))
		}
		if err := shut(tx, now, actor, f, Closing{Verdict: in.Verdict, Outcome: in.Outcome, Reply: in.Reply}); err != nil {
			return err
		}
		if err := s.cfg.Papers.Link(tx, actor, audit.On("finding", id), in.Attachments...); err != nil || in.Verdict != Confirmed {
			return err
		}
		return s.confirm(tx, actor, f, now)
	})
	if err != nil {
		return fmt.Errorf("close finding: %w", err)
	}
	return nil
}

// confirm makes a finding of its own of a suspected camera that is there.
func (s *Service) confirm(tx Tx, actor audit.Actor, f Finding, now time.Time) error {
	p, forbidden := s.cfg.Law.ForbiddenRoom(f.RoomUse, law.DayOf(now))
	if !forbidden {
		return shiheng.Invalid("finding.lawful-room", "roomUse", f.RoomUse)
	}
	_, err := Find(tx, now, actor, Finding{
		Fault: ForbiddenRoom, Article: p.Article, Place: f.Place, System: f.System, Camera: f.Camera, Organisation: f.Organisation,
		RoomUse: f.RoomUse, Note: f.Note, Spot: f.Spot, Source: ByInspector,
	})
	return err
}

// Find is [Find] in a transaction of the registers.
func (s *Service) Find(tx Tx, actor audit.Actor, f Finding) error {
	_, err := Find(tx, s.now(), actor, f)
	return err
}
