package archive

import (
	"context"
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
)

// A Hit is a camera near a point, or like another one.
type Hit struct {
	Card
	Metres float64 // from the point asked about
	// Apart is the angle between the two optical axes, degrees; -1 when one of
	// them looks all round or is not known.
	Apart float64
	// Same are the fields in which it is like the one asked about.
	Same []Code
}

// sameView is how far two axes may differ for the cameras to look the same
// way.
const sameView = 90

// Nearby picks of some cards those within metres of a point that look the same
// way as toward, degrees from north, nearest first: the pure part of
// [Service.Near]. What is [AllRound] looks every way.
func Nearby(cards []Card, at Point, metres, toward float64) []Hit {
	var out []Hit
	for _, c := range cards {
		if c.Record == nil {
			continue
		}
		p, ok := c.Record.Values.Point()
		d := Metres(at, p)
		if !ok || d > metres || c.Record.Values[Status] == "3" {
			continue
		}
		h := Hit{Card: c, Metres: d, Apart: -1}
		if b, known := c.Record.Values.Facing(); known && toward != AllRound {
			if h.Apart = apart(toward, b); h.Apart >= sameView {
				continue
			}
		}
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b Hit) int {
		switch {
		case a.Metres < b.Metres:
			return -1
		case a.Metres > b.Metres:
			return 1
		}
		return strings.Compare(a.Camera.ID.String(), b.Camera.ID.String())
	})
	return out
}

// maxNear bounds how far around a point is looked, and how much is read.
const (
	MaxNear   = 2000 // metres
	nearCards = 5000
)

// Near finds the cameras within metres of a point that look the same way as
// toward ([AllRound]: whichever way): what is asked before another one is planned
// or filed there (W168/7/3, no duplicate building).
func (s *Service) Near(ctx context.Context, scope registry.Scope, at Point, metres, toward float64) ([]Hit, error) {
	if metres <= 0 || metres > MaxNear || !s.cfg.Tables.Outlines.InCity(at) {
		return nil, shiheng.Invalid("archive.near")
	}
	box := Around(at, metres)
	cards, _, err := s.cfg.Store.Within(ctx, Filter{Scope: scope, Box: &box}, nearCards)
	if err != nil {
		return nil, err
	}
	return Nearby(cards, at, metres, toward), nil
}

// alike is the share of pieces two names have in common to be called alike.
const alike = 0.5

// Alike reports whether two names are alike: most of their pieces are the same.
func Alike(a, b string) bool {
	x, y := Pairs(a), Pairs(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	both := 0
	for _, g := range x {
		if slices.Contains(y, g) {
			both++
		}
	}
	return float64(both) >= alike*float64(len(x)+len(y)-both)
}

// TwinMetres is how near two points lie to be looked at as perhaps the same.
const TwinMetres = 15

// Twins finds what may be the same camera filed twice: one that stands as near
// and looks the same way, has its code, MAC or IP address, or a name alike.
func (s *Service) Twins(ctx context.Context, scope registry.Scope, l registry.Linked) ([]Hit, error) {
	view, _, _, err := s.Judge(ctx, l)
	if err != nil {
		return nil, err
	}
	found := map[shiheng.CameraID]*Hit{}
	mark := func(h Hit, field Code) {
		if h.Camera.ID == l.ID {
			return
		}
		if found[h.Camera.ID] == nil {
			found[h.Camera.ID] = &h
		}
		kept := found[h.Camera.ID]
		kept.Same = append(kept.Same, field)
	}
	if at, ok := view.Point(); ok && s.cfg.Tables.Outlines.InCity(at) {
		near, err := s.Near(ctx, scope, at, TwinMetres, view.Toward())
		if err != nil {
			return nil, err
		}
		for _, h := range near {
			mark(h, Longitude)
		}
	}
	for _, field := range []Code{DeviceCode, MAC, IPv4} {
		value := view[field]
		if value == "" {
			continue
		}
		equal := map[Code]string{field: value}
		if field == IPv4 && view[NetworkType] != "" {
			equal[NetworkType] = view[NetworkType]
		}
		cards, _, err := s.cfg.Store.Within(ctx, Filter{Scope: scope, Equal: equal}, 50)
		if err != nil {
			return nil, err
		}
		for _, c := range cards {
			mark(Hit{Card: c, Apart: -1, Metres: -1}, field)
		}
	}
	names, err := s.cfg.Store.NamedAlike(ctx, scope, l.Name, 50)
	if err != nil {
		return nil, err
	}
	for _, c := range names {
		if Alike(c.Camera.Name, l.Name) && c.Camera.System == l.System.ID {
			mark(Hit{Card: c, Apart: -1, Metres: -1}, Name)
		}
	}
	out := make([]Hit, 0, len(found))
	for _, h := range found {
		out = append(out, *h)
	}
	slices.SortFunc(out, func(a, b Hit) int {
		if d := len(b.Same) - len(a.Same); d != 0 {
			return d
		}
		return strings.Compare(a.Camera.ID.String(), b.Camera.ID.String())
	})
	return out, nil
}
