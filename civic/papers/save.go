package papers

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// A TemplateEdit is a text that somebody wants a template to have. Version is
// the newest one he knew of, 0 for none.
type TemplateEdit struct {
	Name    string
	Version int
	Text    string
	Why     string
}

// SaveTemplate saves a text for a template. One that fails on a sample of any
// kind is refused with its line, and what is in force stays. Documents issued
// before keep the page they have; those issued from then on name the version.
func (s *Service) SaveTemplate(ctx context.Context, actor audit.Actor, e TemplateEdit) (TemplateState, error) {
	err := s.Templates().Try(e.Name, e.Text)
	if err == nil {
		err = s.saveTemplate(ctx, actor, audit.TemplateSave, e)
	}
	if err != nil {
		return TemplateState{}, fmt.Errorf("save template %s: %w", e.Name, err)
	}
	return s.Templates().State(e.Name)
}

// ResetTemplate goes back to what stands below a saved template: the city's
// file, or the program's own. It is refused where another saved one needs it.
func (s *Service) ResetTemplate(ctx context.Context, actor audit.Actor, e TemplateEdit) (TemplateState, error) {
	err := s.resettable(ctx, e.Name)
	if err == nil {
		e.Text = ""
		err = s.saveTemplate(ctx, actor, audit.TemplateReset, e)
	}
	if err != nil {
		return TemplateState{}, fmt.Errorf("reset template %s: %w", e.Name, err)
	}
	return s.Templates().State(e.Name)
}

func (s *Service) resettable(ctx context.Context, name string) error {
	now, err := s.Templates().State(name)
	if err != nil {
		return err
	}
	saved, err := s.cfg.Store.SavedTemplates(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(saved, func(t SavedTemplate) bool { return t.Name == name && !t.Reset }) {
		return shiheng.Conflict("template.not-saved", "source", string(now.Source))
	}
	without := s.cfg.Templates.over(slices.DeleteFunc(saved, func(t SavedTemplate) bool { return t.Name == name }))
	for _, r := range without.Refused() {
		if before, err := s.Templates().State(r.File); err == nil && before.Refused == "" {
			return shiheng.Conflict("template.needed", "file", r.File, "reason", r.Reason)
		}
	}
	return nil
}

func (s *Service) saveTemplate(ctx context.Context, actor audit.Actor, act audit.Act, e TemplateEdit) error {
	why, err := reason(e.Why)
	if err != nil {
		return err
	}
	now := s.now()
	next := SavedTemplate{
		Name: e.Name, Version: e.Version + 1, Text: e.Text, Reset: act == audit.TemplateReset, Why: why,
		SHA256: sha256.Sum256([]byte(e.Text)), SavedBy: actor.Account, Saver: actor.Called(), SavedAt: now,
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		last, err := tx.LastTemplate(e.Name)
		switch {
		case err != nil:
			return err
		case last != e.Version:
			return shiheng.Conflict("template.changed", "version", strconv.Itoa(last))
		}
		if err := tx.InsertTemplate(next); err != nil {
			return err
		}
		return tx.Append(audit.New(now, actor, act, audit.Object{Kind: "template", ID: e.Name}).With("version", strconv.Itoa(next.Version)).
			With("sha256", next.SHA256.String()).With("why", why))
	})
	if err != nil {
		return err
	}
	return s.Refresh(ctx)
}

// Refresh lays what was saved over the configured templates. It is called once
// before the room is used, after each change, and by the minute's round, so
// that what another process saved is taken too.
func (s *Service) Refresh(ctx context.Context) error {
	saved, err := s.cfg.Store.SavedTemplates(ctx)
	if err != nil {
		return fmt.Errorf("read saved templates: %w", err)
	}
	if !s.Templates().holds(saved) {
		s.templates.Store(s.cfg.Templates.over(saved))
	}
	return nil
}

// Base is the template without what was saved: what a reset goes back to.
func (s *Service) Base() *Templates { return s.cfg.Templates }
