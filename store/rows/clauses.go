package rows

import (
	"context"
	"strings"

	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
)

// cameraClauses name for a camera c of a system v what policies look at; the
// areas mean what [clause.CameraOf] says. Rooms are the uses that are forbidden
// now. They and the states are words of our own and of the law packs, not of
// whoever asks; the shared platform is not asked about by any act of own use.
func cameraClauses(rooms []string) clause.Columns {
	states := func(is func(registry.State) bool) string {
		var in []string
		for _, s := range registry.States() {
			if is(s) {
				in = append(in, string(s))
			}
		}
		return "v.state IN (" + quoted(in) + ")"
	}
	within := map[string]string{
		"place":      under("c.place", named),
		"division":   under("c.place", dividing),
		"system":     "v.id IN (?)",
		"camera":     "c.id IN (?)",
		"department": "v.department IN (?)",
		"trade":      "v.trade IN (?)",
		"unit": `v.id IN (SELECT s.id FROM video_system s JOIN organisation o
			ON o.id IN (s.owner, s.user_unit, s.builder, s.operator, s.management) WHERE o.id IN (?))`,
	}
	for _, d := range party.Divisions() {
		within["trade@"+d.Code] = "v.trade IN (?) AND " + under("c.place", "SELECT id FROM place WHERE division = '"+d.Code+"'")
	}
	return clause.Columns{
		ID: "c.id",
		Fields: map[string]string{
			"watched": states(registry.State.Watched), "testable": states(registry.State.Testable),
			"forbiddenRoom": "c.room_use IN (" + quoted(rooms) + ")", "secret": markedSecret, "secrecy": markedGrade, "shared": "1 = 0",
		},
		Within: within,
	}
}

// quoted writes words as literals of SQL; there is always one, which is none.
func quoted(words []string) string {
	out := []string{"''"}
	for _, w := range words {
		out = append(out, "'"+strings.ReplaceAll(w, "'", "''")+"'")
	}
	return strings.Join(out, ", ")
}

// CamerasMay implements access.Cameras.
func (r *Registry) CamerasMay(ctx context.Context, f registry.CameraFilter, may clause.Filter, rooms []string, p audit.Paging) (audit.Page[registry.Linked], error) {
	cond, err := may.Where(cameraClauses(rooms))
	if err != nil {
		return audit.Page[registry.Linked]{}, err
	}
	w := camerasOf(f, p)
	w.and(cond.SQL, cond.Args...)
	items, err := list(ctx, r.db.read, scanLinked, linkedColumns+strings.Join(w.parts, " AND ")+" ORDER BY c.id LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[registry.Linked]{}, r.db.fault(err)
	}
	out := page(items, p, func(l registry.Linked) string { return l.ID.String() })
	return out, r.db.fault(standAll(ctx, r.db.read, out.Items))
}
