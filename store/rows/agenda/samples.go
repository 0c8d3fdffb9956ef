package agenda

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/retain"
)

// Samples implements agenda.Sources.
func (s *Sources) Samples(ctx context.Context, subjects []agenda.Subject, now time.Time) (map[agenda.Subject][]agenda.Sample, error) {
	out := sampling{}
	for kind, ids := range byKind(subjects) {
		var err error
		switch kind {
		case agenda.System:
			if err = s.sampleCameras(ctx, out, ids, now); err == nil {
				err = errors.Join(s.sampleSystems(ctx, out, ids), s.sampleLinks(ctx, out, ids), s.sampleCards(ctx, out, ids), s.sampleFilings(ctx, out, ids, now),
					s.sampleRequests(ctx, out, ids, now))
			}
		case agenda.Place:
			err = s.samplePlaces(ctx, out, ids)
		case agenda.Organisation:
		}
		if err != nil {
			return nil, s.rows.Fault(err)
		}
	}
	return out, nil
}

// sampling collects samples by subject.
type sampling map[agenda.Subject][]agenda.Sample

func (s sampling) add(subject agenda.Subject, v agenda.Sample) { s[subject] = append(s[subject], v) }

// sampleCameras gives what the index of footage tells: K3, K4, K6, K8, K25;
// and of the same cameras K23.
func (s *Sources) sampleCameras(ctx context.Context, out sampling, systems []string, now time.Time) error {
	all, of, err := s.cameras(ctx, systems, now)
	if err != nil {
		return err
	}
	if err := s.sampleSigns(ctx, out, all, of, law.DayOf(now)); err != nil {
		return err
	}
	yesterday := law.DayOf(now).Add(-1)
	for _, c := range all {
		put := func(code string, num, den float64, excluded string) {
			v := agenda.Sample{Indicator: code, Object: auditObject("camera", c.id), Name: c.name, Excluded: excluded}
			if excluded == "" {
				v.Num, v.Den = num, den
			}
			out.add(system(c.system), v)
		}
		why := c.counts()
		put("K3", yes(c.recording && c.dark.IsZero()), 1, why)
		planned := c.planned(yesterday)
		put("K4", max(0, planned-c.offline).Minutes(), planned.Minutes(), first(why, nothing(planned == 0, "no-footage-yet")))
		put("K6", min(planned, c.recorded).Seconds(), planned.Seconds(), first(why, nothing(planned == 0, "no-footage-yet")))
		put("K8", yes(c.outcome == retain.Fulfilled), 1, first(why, nothing(!c.mature(), "not-mature")))
		put("K25", float64(c.aged), float64(c.bytes), first(why, nothing(c.bytes == 0, "no-footage-yet")))
	}
	return nil
}

func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// nothing is the code when the condition holds.
func nothing(when bool, code string) string {
	if when {
		return code
	}
	return ""
}

// first is the first code there is.
func first(codes ...string) string {
	for _, c := range codes {
		if c != "" {
			return c
		}
	}
	return ""
}

// sampleSystems gives K20.
func (s *Sources) sampleSystems(ctx context.Context, out sampling, systems []string) error {
	return each(ctx, s.rows.Reader(), func(r *sql.Rows) error {
		var id, name, state, completed string
		if err := r.Scan(&id, &name, &state, &completed); err != nil {
			return err
		}
		v := agenda.Sample{Indicator: "K20", Object: auditObject("system", id), Name: name}
		switch {
		case s.law.Legacy(dayOf(completed)):
			v.Excluded = "legacy"
		case !registry.State(state).InUse():
			v.Excluded = "not-in-use"
		default:
			v.Num, v.Den = yes(state != "in-use-not-accepted"), 1
		}
		out.add(system(id), v)
		return nil
	}, "SELECT id, name, state, completed FROM video_system WHERE id IN (?)", bun.List(systems))
}

// sampleLinks gives K2.
func (s *Sources) sampleLinks(ctx context.Context, out sampling, systems []string) error {
	return each(ctx, s.rows.Reader(), func(r *sql.Rows) error {
		var id, name, link string
		err := r.Scan(&id, &name, &link)
		out.add(system(id), agenda.Sample{Indicator: "K2", Object: auditObject("system", id), Name: name, Num: yes(link == "connected"), Den: 1})
		return err
	}, "SELECT t.system, v.name, t.link FROM connect_task t JOIN video_system v ON v.id = t.system WHERE t.system IN (?)", bun.List(systems))
}

// samplePlaces gives K1.
func (s *Sources) samplePlaces(ctx context.Context, out sampling, places []string) error {
	built := map[string]bool{}
	err := each(ctx, s.rows.Reader(), func(r *sql.Rows) error {
		var place, system string
		var since sql.NullInt64
		err := r.Scan(&place, &system, &since)
		built[place] = true
		return err
	}, builtQuery, bun.List(places))
	if err != nil {
		return err
	}
	return each(ctx, s.rows.Reader(), func(r *sql.Rows) error {
		var id, name, category string
		if err := r.Scan(&id, &name, &category); err != nil {
			return err
		}
		v := agenda.Sample{Indicator: "K1", Object: auditObject("place", id), Name: name, Excluded: nothing(category == "", "no-category")}
		if v.Excluded == "" {
			v.Num, v.Den = yes(built[id]), 1
		}
		out.add(agenda.Subject{Kind: agenda.Place, ID: id}, v)
		return nil
	}, "SELECT id, name, category FROM place WHERE id IN (?)", bun.List(places))
}
