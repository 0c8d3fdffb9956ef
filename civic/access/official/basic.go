package official

import (
	"context"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// A BasicValue is one field of basic information 基础信息, worded.
type BasicValue struct {
	Zh    string `json:"zh"`
	En    string `json:"en"`
	Value string `json:"value"`
}

// A BasicLine is what is known of one camera.
type BasicLine struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	Name   string           `json:"name"`
	Values []BasicValue     `json:"values" nullable:"false"`
}

// A BasicShown is basic information as it was shown or handed out.
type BasicShown struct {
	Lines []BasicLine       `json:"lines" nullable:"false"`
	Paper papers.DocumentID `json:"paperId,omitzero" format:"uuid" doc:"The sheet that is handed out; absent when it was only looked at"`
}

// BasicTaking asks for the basic information that was granted: to look at it
// (viewBasic), or as a sheet to take along (retrieveBasic, copyBasic).
type BasicTaking struct {
	Act clause.Act `json:"act" enum:"viewBasic,retrieveBasic,copyBasic"`
}

// Basic shows the basic information of the cameras of a granted application, or
// hands it out as a sheet, with both officers confirmed just now: by the very
// act that was granted. A *[access.Refusal] names what is in the way. It is on
// record before anything is shown.
func (s *Service) Basic(ctx context.Context, k Clerk, id ApplicationID, t BasicTaking) (BasicShown, error) {
	var shown BasicShown
	switch t.Act {
	case clause.ViewBasic, clause.RetrieveBasic, clause.CopyBasic:
	default:
		return shown, shiheng.Invalid("official.acts").By("W168/23")
	}
	a, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return shown, err
	}
	now := s.now()
	e := audit.New(now, k.Actor(), audit.OfficialBasic, audit.On("official", id)).About(a.Cameras...).Because(Basis, string(audit.OfficialBasic))
	if a.State != Granted {
		return shown, s.refused(ctx, e, notGranted())
	}
	linked, err := s.cfg.Cameras.Linked(ctx, a.Ruling.Cameras...)
	if err != nil {
		return shown, err
	}
	if shown.Lines, err = s.cfg.Basic(ctx, linked); err != nil {
		return shown, fmt.Errorf("read basic information: %w", err)
	}
	_, err = s.on(ctx, k, audit.OfficialBasic, id, 0, func(j *job, c *Case) error {
		if c.State != Granted {
			return notGranted()
		}
		if lacks := Unbasic(s.cfg.Clauses, *c, t.Act, now); len(lacks) > 0 {
			return unmet(string(t.Act), lacks)
		}
		j.note("act", string(t.Act))
		shown.Paper = papers.DocumentID{}
		if t.Act == clause.ViewBasic {
			return nil
		}
		issued, err := s.cfg.Papers.Issue(j.ctx, j.tx, k.Actor(), c.basicSheet(linked, shown.Lines, t.Act, k.Account.Name))
		shown.Paper = issued.ID
		return err
	})
	if err != nil {
		return BasicShown{}, err
	}
	return shown, nil
}

// Unbasic lists what is in the way of an act on basic information, nothing when
// it may be done.
func Unbasic(set *clause.Set, c Case, act clause.Act, now time.Time) []Lack {
	r := c.Ruling
	extent := Extent{Acts: []clause.Act{act}, Cameras: r.Cameras, From: r.From, To: r.To}
	return decide(set, c, question{extent, r.bounds(), now, now.Add(-freshFor)})
}

// Unbasic is [Unbasic] of a case now.
func (s *Service) Unbasic(c Case, act clause.Act) []Lack {
	if c.Ruling == nil || !c.Ruling.Granted {
		return nil // what is not granted opens nothing either
	}
	return Unbasic(s.cfg.Clauses, c, act, s.now())
}

// basicSheet is the paper that is taken along.
func (c Case) basicSheet(linked []registry.Linked, lines []BasicLine, act clause.Act, by string) papers.Document {
	d := papers.Document{
		Kind: papers.BasicSheet, Subject: audit.On("official", c.ID), Header: header(linked, by),
		Sections: []papers.Section{c.applicant(), c.officers(), {Title: "提供方式", Fields: []papers.Field{wide("方式", wordOf(act))}}},
	}
	for _, l := range lines {
		s := papers.Section{Title: l.Name}
		for _, v := range l.Values {
			s.Fields = append(s.Fields, field(v.Zh, v.Value))
		}
		d.Sections = append(d.Sections, s)
	}
	return d
}

// wordOf is an act as papers call it.
func wordOf(act clause.Act) string {
	for _, w := range actWords() {
		if w[0] == string(act) {
			return w[1]
		}
	}
	return string(act)
}

// GivenBasic reports whether officials get a field of basic information under a
// grant for it: position, equipment and codes. Network data is the
// maintainer's, drawings go by approval, passwords to nobody (design L8).
func GivenBasic(field string) bool {
	switch access.BasicFields()[field] {
	case access.BasicPosition, access.BasicEquipment, access.BasicCode:
		return true
	case access.BasicOpen, access.BasicNetwork, access.BasicDrawing, access.BasicSecret:
	}
	return false
}
