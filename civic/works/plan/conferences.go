package plan

import (
	"context"
	"slices"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// SaveConference calls a joint conference (zero ID) or changes one whose
// minutes do not stand yet; then version must be the one that was read.
func (s *Service) SaveConference(ctx context.Context, actor audit.Actor, id ConferenceID, version int64, edit ConferenceEdit) (Conference, error) {
	if err := edit.tidy(); err != nil {
		return Conference{}, err
	}
	c := Conference{Kept: registry.Fresh[conferenceKind](s.now()), State: Called, Tasks: []FollowUp{}}
	if !id.IsZero() {
		c.ID = id
	}
	err := s.act(ctx, s.event(actor, audit.ConferenceSave, "conference", c.ID.String()), func(tx Tx, e audit.Event) error {
		if !id.IsZero() {
			old, err := tx.Conferences().One(id.String())
			switch {
			case err != nil:
				return err
			case old.State != Called:
				return shiheng.Forbidden("conference.minuted").By("W168/4/2")
			case version != 0 && version != old.Version:
				return shiheng.Conflict("conference.changed")
			}
			c = old
			c.Version++
		}
		c.ConferenceEdit = edit
		if err := s.link(tx, actor, e, edit.Files...); err != nil {
			return err
		}
		if err := tx.Conferences().Put(c); err != nil {
			return err
		}
		return tx.Append(e.With("title", c.Title).With("on", c.On.String()))
	})
	return c, err
}

// MinuteConference lets the minutes of a conference that was held stand.
func (s *Service) MinuteConference(ctx context.Context, actor audit.Actor, id ConferenceID) (Conference, error) {
	return s.changeConference(ctx, actor, audit.ConferenceMinute, id, func(c *Conference, e audit.Event) (audit.Event, error) {
		if err := c.minute(s.today()); err != nil {
			return e, err
		}
		c.State = Minuted
		return e.Because("W168/4/2", "conference.minuted").With("title", c.Title), nil
	})
}

// SaveTask adds a follow-up task (empty key) or changes one: what was done and
// when, or a new day it is due by, which is on record.
func (s *Service) SaveTask(ctx context.Context, actor audit.Actor, id ConferenceID, t FollowUp) (Conference, error) {
	if err := t.tidy(); err != nil {
		return Conference{}, err
	}
	return s.changeConference(ctx, actor, audit.ConferenceTask, id, func(c *Conference, e audit.Event) (audit.Event, error) {
		e = e.With("what", t.What).With("who", t.Who).With("due", t.Due.String()).With("done", t.Done.String())
		if t.Key == "" {
			if len(c.Tasks) >= 200 {
				return e, shiheng.Exhausted("conference.tasks")
			}
			t.Key = "t" + itoa(len(c.Tasks)+1)
			c.Tasks = append(c.Tasks, t)
			return e, nil
		}
		n := slices.IndexFunc(c.Tasks, func(o FollowUp) bool { return o.Key == t.Key })
		if n < 0 {
			return e, shiheng.NotFound("conference.task-none")
		}
		if c.Tasks[n].Due != t.Due {
			e = e.With("dueBefore", c.Tasks[n].Due.String())
		}
		c.Tasks[n] = t
		return e, nil
	})
}

func (s *Service) changeConference(ctx context.Context, actor audit.Actor, act audit.Act, id ConferenceID, f func(c *Conference, e audit.Event) (audit.Event, error)) (Conference, error) {
	var out Conference
	err := s.act(ctx, s.event(actor, act, "conference", id.String()), func(tx Tx, e audit.Event) error {
		c, err := tx.Conferences().One(id.String())
		if err != nil {
			return err
		}
		if e, err = f(&c, e); err != nil {
			return err
		}
		c.Version++
		out = c
		if err := tx.Conferences().Put(c); err != nil {
			return err
		}
		return tx.Append(e)
	})
	return out, err
}
