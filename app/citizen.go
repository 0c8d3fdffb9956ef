package app

import (
	"cmp"
	"context"
	"slices"

	"shiheng.internal"
	citizenapi "shiheng.internal/api/citizen"
	"shiheng.internal/civic/access/citizen"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
)

// openCitizens opens the desk for citizens who look, after the room that mints.
func (h *House) openCitizens() (err error) {
	h.citizens, err = citizen.New(citizen.Config{
		Store: rows.NewCitizen(h.db), Access: h.access, Clauses: h.clauses, Law: h.law, Papers: h.papers, Cameras: h.registry.Read(),
		Platform: h.switched(platformSharing), Near: h.near, Log: h.log,
	})
	return err
}

// citizenDesk is the area of the API in front of it.
func (h *House) citizenDesk() *citizenapi.Desk {
	return citizenapi.New(citizenapi.Config{Citizen: h.citizens, Register: h.registry.Read()})
}

// Around a point so many places are looked into, and so many cameras of each.
const (
	placesNear  = 500
	camerasNear = 50
)

// near lists cameras near a point: those whose position the archive knows, and
// of the others those of registered places with one.
func (h *House) near(ctx context.Context, scope registry.Scope, at registry.Position, metres float64) ([]citizen.Nearby, error) {
	here := archive.Point{Lon: at.Longitude, Lat: at.Latitude}
	hits, err := h.archive.Near(ctx, scope, here, metres, archive.AllRound)
	if err != nil {
		return nil, err
	}
	found := make(map[shiheng.CameraID]float64, len(hits))
	for _, hit := range hits {
		found[hit.Camera.ID] = hit.Metres
	}
	if err := h.nearByPlace(ctx, scope, here, metres, found); err != nil {
		return nil, err
	}
	ids := make([]shiheng.CameraID, 0, len(found))
	for id := range found {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b shiheng.CameraID) int { return cmp.Compare(found[a], found[b]) })
	linked, err := h.registry.Read().Linked(ctx, ids[:min(len(ids), citizen.Most)]...)
	if err != nil {
		return nil, err
	}
	var out []citizen.Nearby
	for _, l := range linked {
		if scope.Covers(l) && l.Gone == "" {
			out = append(out, citizen.Nearby{Camera: l.ID, Name: l.Name, System: l.System.Name, Metres: found[l.ID]})
		}
	}
	return out, nil
}

// nearByPlace adds cameras the archive has no position of, by their place's.
func (h *House) nearByPlace(ctx context.Context, scope registry.Scope, here archive.Point, metres float64, found map[shiheng.CameraID]float64) error {
	places, err := h.registry.Read().Places(ctx, registry.PlaceFilter{Scope: scope}, audit.Paging{Limit: placesNear})
	if err != nil {
		return err
	}
	for _, p := range places.Items {
		d := archive.Metres(here, archive.Point{Lon: p.Position.Longitude, Lat: p.Position.Latitude})
		if !p.Position.Known() || d > metres {
			continue
		}
		cameras, err := h.registry.Read().Cameras(ctx, registry.CameraFilter{Scope: scope, Place: p.ID}, audit.Paging{Limit: camerasNear})
		if err != nil {
			return err
		}
		for _, c := range cameras.Items {
			if _, known := found[c.ID]; !known {
				found[c.ID] = d
			}
		}
	}
	return nil
}

// meters hand what is served of the past to each room that counts it.
type meters struct {
	official *official.Service
	citizens *citizen.Service
}

// Served implements deliver.Meter.
func (m meters) Served(g shiheng.Grant, camera shiheng.CameraID, n shiheng.Served) error {
	if citizen.Ours(g) {
		return m.citizens.Served(g, camera, n)
	}
	return m.official.Served(g, camera, n)
}
