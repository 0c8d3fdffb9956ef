package access

import (
	"context"
	"fmt"
	"slices"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// CamerasFor lists the cameras of f on which an act may be done now. The rows
// are found by what the clauses leave open and decided once more, each; one
// that has no picture is left out of live acts. A page may come out short, and
// still have a next one, when a city's policy cannot be asked of rows.
func (s *Service) CamerasFor(ctx context.Context, r Rights, act shiheng.Act, f registry.CameraFilter, p audit.Paging) (audit.Page[registry.Linked], error) {
	none := audit.Page[registry.Linked]{Items: []registry.Linked{}}
	q := question{act: act, how: r.plain}
	may := r.clauses.Filter(q.clauseAct(), r.who, clause.Cameras, r.plain)
	if f.Scope = r.Scope(); r.barred() != nil || may.Nothing() {
		return none, nil
	}
	f.Pictured = f.Pictured || act == shiheng.ActLive || act == shiheng.ActTest
	got, err := s.cfg.Cameras.CamerasMay(ctx, f, may, r.forbiddenRooms(), p)
	if err != nil {
		return none, fmt.Errorf("list cameras for %s: %w", act, err)
	}
	got.Items = slices.DeleteFunc(got.Items, func(c registry.Linked) bool {
		return !r.Knows(c) || len(r.camera(q, r.look(c)).unmet) > 0
	})
	return got, nil
}

// forbiddenRooms are the uses of rooms that are forbidden now.
func (r Rights) forbiddenRooms() (uses []string) {
	for _, room := range r.law.Rooms() {
		if _, forbidden := r.law.ForbiddenRoom(room.Use, law.DayOf(r.now)); forbidden {
			uses = append(uses, room.Use)
		}
	}
	return uses
}
