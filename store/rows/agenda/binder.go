package agenda

import (
	"context"
	"database/sql"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/works"
	"shiheng.internal/civic/works/binder"
)

// bodies reads the records of a kind about systems, the oldest first.
func bodies[T any](ctx context.Context, db bun.IDB, table string, ids []string) (map[string][]T, error) {
	out := map[string][]T{}
	return out, each(ctx, db, func(r *sql.Rows) error {
		var id, text string
		if err := r.Scan(&id, &text); err != nil {
			return err
		}
		var v T
		err := unmarshal(text, &v)
		out[id] = append(out[id], v)
		return err
	}, "SELECT system, body FROM "+table+" WHERE system IN (?) ORDER BY id", bun.List(ids))
}

// binders: the archive of a system is complete when each slot that must be
// filled is, and each camera has its card (W168/16). Its papers show more: the
// assessment of impact (PIPL/55) and the last maintenance (W168/30/3).
func (g *gathering) binders(ids []string) error {
	contents, err := g.contents(ids)
	if err != nil {
		return err
	}
	cards, err := g.cards(ids)
	if err != nil {
		return err
	}
	for id, c := range contents {
		got := binder.Measure(binder.FactsOf(c, g.s.law), c.Entries, len(c.Persons))
		p := agenda.Proof{Ref: auditObject("binder", id), Value: share(got.Filled, got.Mandatory), Short: !got.Complete()}
		filed := 0
		for _, card := range cards[id] {
			if card.filed {
				filed++
			} else if !p.Short {
				p.Short, p.Ref = true, auditObject("camera", card.id)
			}
		}
		if p.Ref.Kind == "camera" {
			p.Value = share(filed, len(cards[id]))
		}
		g.prove(system(id), "archive-complete", p)
		g.filedPapers(id, c.Entries)
	}
	return nil
}

// filedPapers are duties of which the paper in the binder is the evidence.
func (g *gathering) filedPapers(id string, entries []binder.Entry) {
	old := binder.Superseded(entries)
	for _, e := range entries {
		evidence := map[string]string{"impact": "impact-assessment", "maintenance": "maintenance-done"}[e.Slot]
		if _, is := old[e.ID]; is || evidence == "" || g.today.Before(e.Date) {
			continue
		}
		g.prove(system(id), evidence, agenda.Proof{Day: e.Date, Ref: auditObject("binder", id), Value: e.Title})
	}
}

// contents reads the binders of systems, as [binder.Contents] has them.
func (g *gathering) contents(ids []string) (map[string]binder.Contents, error) {
	out := make(map[string]binder.Contents, len(ids))
	entries, err := bodies[binder.Entry](g.ctx, g.db(), "binder_entry", ids)
	if err != nil {
		return nil, err
	}
	persons, err := bodies[binder.Person](g.ctx, g.db(), "binder_person", ids)
	if err != nil {
		return nil, err
	}
	changed, err := bodies[works.Change](g.ctx, g.db(), "camera_change", ids)
	if err != nil {
		return nil, err
	}
	for id, v := range g.of {
		c := binder.Contents{System: v, Entries: entries[id], Persons: persons[id]}
		for _, x := range changed[id] {
			c.Changed = c.Changed || x.Alters()
		}
		out[id] = c
	}
	return out, each(g.ctx, g.db(), func(r *sql.Rows) error {
		var id string
		var upgraded, inspected bool
		err := r.Scan(&id, &upgraded, &inspected)
		if c, has := out[id]; has {
			c.Upgraded, c.Inspected = upgraded, inspected
			out[id] = c
		}
		return err
	}, `SELECT v.id, EXISTS (SELECT 1 FROM upgrade u WHERE u.system = v.id AND u.state = 'done'),
			EXISTS (SELECT 1 FROM finding f WHERE f.system = v.id AND f.source <> 'house')
		FROM video_system v WHERE v.id IN (?)`, bun.List(ids))
}
