package agenda

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/store/rows"
)

// below is some places with all that lie below them.
const below = `WITH RECURSIVE below (id) AS (
	SELECT id FROM place WHERE id IN (?) UNION SELECT p.id FROM place p JOIN below b ON p.parent = b.id)
	SELECT id FROM below`

// within is the condition that the subject of a row of o is in a scope. What a
// scope means is the register's to say.
func within(w *where, scope agenda.Scope) {
	if scope.All {
		return
	}
	of := registry.Scope{
		Places: scope.Places, Systems: scope.Systems, Divisions: scope.Divisions, Organisations: scope.Organisations, Departments: scope.Departments,
	}
	for _, t := range scope.Trades {
		of.Trades = append(of.Trades, party.TradeScope(t))
	}
	var either where
	cond, args := rows.SystemsIn(of)
	either.and("o.subject_kind = 'system' AND o.subject IN (SELECT v.id FROM video_system v WHERE "+cond+")", args...)
	cond, args = rows.PlacesIn(of)
	either.and("o.subject_kind = 'place' AND o.subject IN (SELECT id FROM place WHERE "+cond+")", args...)
	if units := slices.Concat(scope.Organisations, scope.Departments); len(units) > 0 {
		either.and("o.subject_kind = 'organisation' AND o.subject IN (?)", texts(units))
	}
	if len(scope.Divisions) > 0 {
		either.and("o.subject_kind = 'organisation' AND o.subject IN (SELECT id FROM organisation WHERE division IN (?))", bun.List(scope.Divisions))
	}
	w.and(strings.Join(either.parts, " OR "), either.args...)
}

// atPlace is the condition that it stands in a place or below it.
func atPlace(w *where, place shiheng.PlaceID) {
	if !place.IsZero() {
		within(w, agenda.Scope{Places: []shiheng.PlaceID{place}})
	}
}

// tables are where the subjects of each kind stand, with their names.
func tables() map[agenda.Kind]string {
	return map[agenda.Kind]string{agenda.System: "video_system", agenda.Place: "place", agenda.Organisation: "organisation"}
}

// Within implements agenda.Sources.
func (s *Sources) Within(ctx context.Context, scope agenda.Scope, subjects ...agenda.Subject) ([]agenda.Subject, error) {
	var out []agenda.Subject
	for kind, ids := range byKind(subjects) {
		table, there := tables()[kind]
		if !there {
			continue
		}
		var w where
		w.and("o.subject IN (?)", bun.List(ids))
		within(&w, scope)
		got, err := list(ctx, s.rows.Reader(), scanSubject,
			"SELECT o.subject_kind, o.subject FROM (SELECT '"+string(kind)+"' AS subject_kind, id AS subject FROM "+table+") o"+w.String(), w.args...)
		if err != nil {
			return nil, s.rows.Fault(err)
		}
		out = append(out, got...)
	}
	return out, nil
}

// names reads what subjects are called.
func names(ctx context.Context, r Rows, subjects []agenda.Subject) (map[agenda.Subject]string, error) {
	out := make(map[agenda.Subject]string, len(subjects))
	for kind, ids := range byKind(subjects) {
		table, there := tables()[kind]
		if !there {
			continue
		}
		err := each(ctx, r.Reader(), func(row *sql.Rows) error {
			var id, name string
			err := row.Scan(&id, &name)
			out[agenda.Subject{Kind: kind, ID: id}] = name
			return err
		}, "SELECT id, name FROM "+table+" WHERE id IN (?)", bun.List(ids))
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func byKind(subjects []agenda.Subject) map[agenda.Kind][]string {
	out := map[agenda.Kind][]string{}
	for _, s := range subjects {
		out[s.Kind] = append(out[s.Kind], s.ID)
	}
	return out
}
