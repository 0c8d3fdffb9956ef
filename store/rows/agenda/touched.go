package agenda

import (
	"context"
	"strings"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/audit"
)

// owners tells, for each kind of object on record, the query that finds the
// systems it concerns, given identities.
func owners() map[string]string {
	return map[string]string{
		"system":  "SELECT id FROM video_system WHERE id IN (?)",
		"camera":  "SELECT system FROM camera WHERE id IN (?)",
		"device":  "SELECT system FROM camera WHERE main_device IN (?)",
		"finding": "SELECT v.id FROM finding f " + concerned + " WHERE f.id IN (?)",
		// what a place is in law, and where it lies, decides for what stands in it
		"place":          "SELECT id FROM video_system WHERE place IN (" + below + ")",
		"sign":           "SELECT system FROM sign WHERE id IN (?)",
		"obstruction":    "SELECT system FROM obstruction WHERE id IN (?)",
		"upgrade":        "SELECT system FROM upgrade WHERE id IN (?)",
		"official":       "SELECT system FROM camera WHERE id IN (SELECT min(camera) FROM official_camera WHERE application IN (?) GROUP BY application)",
		"neighbour":      "SELECT system FROM neighbour WHERE id IN (?)",
		"personal":       "SELECT system FROM personal_request WHERE id IN (?)",
		"interface-test": "SELECT system FROM interface_test WHERE id IN (?)",
		"project":        "SELECT part FROM project_part WHERE kind = 'system' AND project IN (?)",
		"certificate": `SELECT s.part FROM project_part c JOIN project_part s ON s.project = c.project AND s.kind = 'system'
			WHERE c.kind = 'certificate' AND c.part IN (?)`,
		// of an edition that was published, those it lists and those the one
		// before listed
		"catalogue": `SELECT i.system FROM catalogue_item i JOIN catalogue_version x ON x.id = i.edition
			JOIN catalogue_version v ON v.id IN (?) AND (x.id = v.id OR x.number = (
				SELECT max(o.number) FROM catalogue_version o WHERE o.status = 'superseded' AND o.number < v.number))`,
	}
}

// Which organisations carry duties of government that an act may have changed:
// departments answer for the systems of their trade, public security organs
// for plans, conferences and the catalogue.
const (
	departments = `SELECT id FROM organisation WHERE functions LIKE '%"department"%'`
	bureaux     = `SELECT id FROM organisation WHERE functions LIKE '%"supervisor"%'`
)

// governing finds the queries for organisations whose duties an act changes.
func governing(act audit.Act) []string {
	room, _, _ := strings.Cut(string(act), ".")
	switch {
	case act == audit.CataloguePublish:
		return []string{departments, bureaux}
	case room == "plan" || room == "conference":
		return []string{bureaux}
	case room == "system" || room == "place" || room == "upgrade" || act == audit.ConnectChange, act == audit.RemovalVerify:
		return []string{departments}
	}
	return nil
}

// ignored are the beginnings of acts that change nothing that is owed.
func ignored(act audit.Act) bool {
	for _, prefix := range []string{"footage.", "grant.", "session.", "control.", "password", "audit."} {
		if strings.HasPrefix(string(act), prefix) {
			return true
		}
	}
	return false
}

// Touched implements agenda.Sources: the systems an object belongs to, those it
// belonged to before where the event says so, and the places a system's state
// counts for.
func (s *Sources) Touched(ctx context.Context, events []audit.Entry) ([]agenda.Subject, error) {
	objects, units := map[string][]string{}, map[string]bool{}
	for _, e := range events {
		if e.Outcome != audit.Granted || ignored(e.Act) || e.Actor == keeper() {
			continue // what the keeper found follows from what it looked at
		}
		for _, query := range governing(e.Act) {
			units[query] = true
		}
		if e.Object.ID != "" {
			objects[e.Object.Kind] = append(objects[e.Object.Kind], e.Object.ID)
		}
		for _, c := range e.Cameras {
			objects["camera"] = append(objects["camera"], c.String())
		}
		for key, kind := range map[string]string{"system": "system", "systemBefore": "system", "placeBefore": "place"} {
			if id := e.Details[key]; id != "" && isID(id) {
				objects[kind] = append(objects[kind], id)
			}
		}
	}
	found := map[agenda.Subject]bool{}
	var out []agenda.Subject
	add := func(kind agenda.Kind, ids []string) {
		for _, id := range ids {
			if subject := (agenda.Subject{Kind: kind, ID: id}); !found[subject] {
				found[subject] = true
				out = append(out, subject)
			}
		}
	}
	for kind, query := range owners() {
		if len(objects[kind]) == 0 {
			continue
		}
		ids, err := s.ids(ctx, query, objects[kind])
		if err != nil {
			return nil, s.rows.Fault(err)
		}
		add(agenda.System, ids)
	}
	add(agenda.Organisation, objects["organisation"])
	for _, query := range []string{departments, bureaux} {
		if !units[query] {
			continue
		}
		ids, err := s.ids(ctx, query)
		if err != nil {
			return nil, s.rows.Fault(err)
		}
		add(agenda.Organisation, ids)
	}
	places, err := s.above(ctx, objects["place"], objects["system"])
	if err != nil {
		return nil, s.rows.Fault(err)
	}
	add(agenda.Place, places)
	return out, nil
}

// above finds the places named and those of systems, with all above them: what
// is in service below counts for each.
func (s *Sources) above(ctx context.Context, places, systems []string) ([]string, error) {
	if len(places)+len(systems) == 0 {
		return nil, nil
	}
	return s.ids(ctx, `WITH RECURSIVE up (id) AS (
		SELECT id FROM place WHERE id IN (?) OR id IN (SELECT place FROM video_system WHERE id IN (?))
		UNION SELECT p.parent FROM up JOIN place p ON p.id = up.id WHERE p.parent IS NOT NULL)
		SELECT id FROM up`, append(places, ""), append(systems, ""))
}

func (s *Sources) ids(ctx context.Context, query string, lists ...[]string) ([]string, error) {
	args := make([]any, len(lists))
	for i, l := range lists {
		args[i] = bun.List(l)
	}
	return list(ctx, s.rows.Reader(), scanText, query, args...)
}

// isID reports whether a detail is an identity: some name a system by its name.
func isID(s string) bool {
	_, err := shiheng.ParseID[shiheng.SystemID](s)
	return err == nil
}
