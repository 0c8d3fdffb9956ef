package plan

import (
	"context"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// The states of a project.
const (
	ProjectOpen   = "open"
	ProjectClosed = "closed"
)

// SaveProject makes a construction project (zero ID) or changes one; then
// version must be the one that was read. Certificates that do not count are
// refused by [Choose] when the works they are for are still to begin.
func (s *Service) SaveProject(ctx context.Context, actor audit.Actor, id ProjectID, version int64, edit ProjectEdit) (Project, error) {
	if err := edit.tidy(); err != nil {
		return Project{}, err
	}
	p := Project{Kept: registry.Fresh[projectKind](s.now())}
	if !id.IsZero() {
		p.ID = id
	}
	err := s.act(ctx, s.event(actor, audit.ProjectSave, "project", p.ID.String()), func(tx Tx, e audit.Event) error {
		var before []CertificateID
		if !id.IsZero() {
			old, err := tx.Projects().One(id.String())
			if err != nil {
				return err
			}
			if version != 0 && version != old.Version {
				return shiheng.Conflict("project.changed")
			}
			p, before = old, old.Certificates
			p.Version++
		}
		p.ProjectEdit, p.State = edit, ProjectOpen
		if edit.Closed {
			p.State = ProjectClosed
		}
		if _, err := tx.Place(edit.Place); err != nil {
			return err
		}
		for _, v := range edit.Systems {
			if _, err := tx.System(v); err != nil {
				return err
			}
		}
		lapsed, err := s.chosen(tx, p, before)
		if err != nil {
			return err
		}
		if err := s.link(tx, actor, e, edit.Attachments...); err != nil {
			return err
		}
		if err := tx.Projects().Put(p); err != nil {
			return err
		}
		e = e.With("name", p.Name)
		if len(lapsed) > 0 {
			e = e.Because("W168/12/1", "certificate.lapsed").With("lapsed", strings.Join(lapsed, " "))
		}
		if lags := Compare(p.Pairs, s.today()); len(lags) > 0 {
			e = e.Because("W168/13", "project.out-of-step").With("stages", lagWords(lags))
		}
		return tx.Append(e)
	})
	return p, err
}

// chosen reads the certificates of a project that were not chosen before, and
// refuses or names those that do not count.
func (s *Service) chosen(tx Tx, p Project, before []CertificateID) (lapsed []string, err error) {
	known := map[CertificateID]bool{}
	for _, id := range before {
		known[id] = true
	}
	var fresh []Certificate
	for _, id := range p.Certificates {
		c, err := tx.Certificates().One(id.String())
		if err != nil {
			return nil, err
		}
		if !known[id] {
			fresh = append(fresh, c)
		}
	}
	began := pairOf(p.Pairs, Build).Video
	late, err := Choose(fresh, began, s.today())
	for _, c := range late {
		lapsed = append(lapsed, c.Number)
	}
	return lapsed, err
}

func lagWords(lags []StageLag) string {
	out := make([]string, 0, len(lags))
	for _, l := range lags {
		out = append(out, string(l.Stage))
	}
	return strings.Join(out, " ")
}

// Lapsed are the certificates of a project that do not count on the day its
// works began, or today when they have not.
func (s *Service) Lapsed(ctx context.Context, p Project) ([]Certificate, error) {
	on := pairOf(p.Pairs, Build).Video
	if on.IsZero() || s.today().Before(on) {
		on = s.today()
	}
	var out []Certificate
	for _, id := range p.Certificates {
		c, err := s.cfg.Store.Certificates().One(ctx, id.String())
		if err != nil {
			return nil, err
		}
		if !c.On(on).holds() {
			out = append(out, c)
		}
	}
	return out, nil
}

// SaveCertificate makes a certificate (zero ID) or changes one; then version
// must be the one that was read.
func (s *Service) SaveCertificate(ctx context.Context, actor audit.Actor, id CertificateID, version int64, edit CertificateEdit) (Certificate, error) {
	if err := edit.tidy(); err != nil {
		return Certificate{}, err
	}
	c := Certificate{Kept: registry.Fresh[certificateKind](s.now())}
	if !id.IsZero() {
		c.ID = id
	}
	err := s.act(ctx, s.event(actor, audit.CertificateSave, "certificate", c.ID.String()), func(tx Tx, e audit.Event) error {
		if !id.IsZero() {
			old, err := tx.Certificates().One(id.String())
			if err != nil {
				return err
			}
			if version != 0 && version != old.Version {
				return shiheng.Conflict("certificate.changed")
			}
			c = old
			c.Version++
		}
		c.CertificateEdit = edit
		if err := s.link(tx, actor, e, edit.Attachment); err != nil {
			return err
		}
		if err := tx.Certificates().Put(c); err != nil {
			return err
		}
		return tx.Append(e.With("holder", c.Holder).With("number", c.Number).With("expires", c.Expires.String()))
	})
	return c, err
}

// Today is the law's day now, for whoever shows how certificates and projects
// stand.
func (s *Service) Today() law.Day { return s.today() }
