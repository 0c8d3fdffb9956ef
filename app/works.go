package app

import (
	"context"
	"math"

	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/binder"
	"shiheng.internal/civic/works/plan"
	"shiheng.internal/civic/works/upkeep"
	"shiheng.internal/store/rows"
)

// openWorks opens the rooms around the works: what comes before a system is
// built, its binder, its upkeep.
func (h *House) openWorks() error {
	var err error
	if h.plans, err = plan.New(plan.Config{Store: rows.NewPlans(h.db), Papers: h.papers, Existing: existing{h}}); err != nil {
		return err
	}
	if h.binders, err = binder.New(binder.Config{Store: rows.NewBinders(h.db), Papers: h.papers, Law: h.law}); err != nil {
		return err
	}
	h.upkeep, err = upkeep.New(upkeep.Config{Store: rows.NewUpkeep(h.db), Papers: h.papers, Law: h.law, Changed: func() { h.directory.Changed() }})
	return err
}

// existing tells the plans room which cameras of the archive stand near a
// point. It implements [plan.Existing]; the archive is opened later, and asked
// when somebody plans.
type existing struct{ h *House }

// Bounds of one look around a point.
const (
	cardsAround = 5000
	mostNear    = 100
)

// Near implements plan.Existing.
func (e existing) Near(ctx context.Context, lon, lat, metres float64) ([]plan.Standing, error) {
	at := archive.Point{Lon: lon, Lat: lat}
	box := archive.Around(at, metres)
	cards, _, err := e.h.archive.Read().Within(ctx, archive.Filter{Scope: registry.Scope{All: true}, Box: &box}, cardsAround)
	if err != nil {
		return nil, err
	}
	hits := archive.Nearby(cards, at, metres, archive.AllRound)
	out := make([]plan.Standing, 0, min(len(hits), mostNear))
	for _, hit := range hits[:min(len(hits), mostNear)] {
		p, _ := hit.Record.Values.Point()
		facing := plan.AllRound // so does one of which nobody noted where it looks
		if b, known := hit.Record.Values.Facing(); known {
			facing = int(math.Round(b)) % 360
		}
		out = append(out, plan.Standing{Kind: "camera", Camera: hit.Camera.ID, PlannedPoint: plan.PlannedPoint{
			Name: hit.Camera.Name, Lon: p.Lon, Lat: p.Lat, Facing: facing,
		}})
	}
	return out, nil
}
