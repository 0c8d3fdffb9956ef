package agenda

import (
	"context"
	"database/sql"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/upkeep"
)

// keptCard is the card of a camera as the indicators count it.
type keptCard struct {
	id, name, system, code string
	state                  registry.State
	enabled                bool
	version                int64
	valid, required        float64
	record                 string
}

// sampleCards gives what the camera archive tells: K11, K12 and K13.
func (s *Sources) sampleCards(ctx context.Context, out sampling, systems []string) error {
	var cards []keptCard
	err := each(ctx, s.rows.Reader(), func(r *sql.Rows) error {
		var c keptCard
		err := r.Scan(&c.id, &c.name, &c.system, &c.code, &c.state, &c.enabled, &c.version, &c.valid, &c.required, &c.record)
		cards = append(cards, c)
		return err
	}, `SELECT c.id, c.name, c.system, c.code, v.state, c.enabled, coalesce(a.version, 0), coalesce(a.valid, 0), coalesce(a.required, 0),
			coalesce(r.record, '')
		FROM camera c JOIN video_system v ON v.id = c.system LEFT JOIN camera_archive a ON a.camera = c.id
		LEFT JOIN camera_archive_record r ON r.camera = c.id WHERE c.system IN (?) AND c.gone = '' ORDER BY c.id`, bun.List(systems))
	if err != nil {
		return err
	}
	same, err := s.compared(ctx, systems, cards)
	if err != nil {
		return err
	}
	for _, c := range cards {
		put := func(code string, num, den float64, excluded string) {
			v := agenda.Sample{Indicator: code, Object: auditObject("camera", c.id), Name: c.name, Excluded: excluded}
			if excluded == "" {
				v.Num, v.Den = num, den
			}
			out.add(system(c.system), v)
		}
		gone := nothing(c.state == registry.Removed || c.state == registry.Archived, "system-removed")
		put("K11", yes(c.version > 0), 1, gone)
		put("K12", c.valid, c.required, first(gone, nothing(c.version == 0 || c.required == 0, "no-archive")))
		agrees, compared := same[c.id]
		put("K13", yes(agrees), 1, first(gone, nothing(!compared, "not-compared")))
	}
	return s.sampleStrays(ctx, out, systems)
}

// sampleStrays adds to K11 the cameras that a device announces and nobody
// entered: they count for the system that the device's other cameras are of,
// the first entered when there are several. What is secret is not counted.
func (s *Sources) sampleStrays(ctx context.Context, out sampling, systems []string) error {
	return each(ctx, s.rows.Reader(), func(r *sql.Rows) error {
		var device, code, name, of string
		if err := r.Scan(&device, &code, &name, &of); err != nil {
			return err
		}
		out.add(system(of), agenda.Sample{Indicator: "K11", Object: auditObject("device", device), Name: name + " " + code, Den: 1})
		return nil
	}, `SELECT ch.device, ch.code, ch.name, min(c.system) FROM channel ch
			JOIN camera c ON c.main_device = ch.device AND c.gone = ''
			JOIN video_system v ON v.id = c.system AND v.state NOT IN (?)
		WHERE ch.device IN (SELECT main_device FROM camera WHERE system IN (?) AND main_device IS NOT NULL)
			AND ch.camera IS NULL AND ch.missing_since IS NULL AND NOT ch.secrecy AND substr(ch.code, 11, 3) IN (?)
		GROUP BY ch.device, ch.code, ch.name HAVING min(c.system) IN (?) ORDER BY ch.device, ch.code`,
		bun.List([]registry.State{registry.Removed, registry.Archived}), bun.List(systems), bun.List([]string{"131", "132"}), bun.List(systems))
}

// compared holds what devices announce of cameras with a card against it: true
// when nothing differs that nobody decided on.
func (s *Sources) compared(ctx context.Context, systems []string, cards []keptCard) (map[string]bool, error) {
	said := map[string][]archive.Decision{}
	err := each(ctx, s.rows.Reader(), func(r *sql.Rows) error {
		var id string
		var d archive.Decision
		err := r.Scan(&id, &d.Field, &d.Device)
		said[id] = append(said[id], d)
		return err
	}, `SELECT d.camera, d.field, d.device FROM camera_archive_decision d JOIN camera c ON c.id = d.camera WHERE c.system IN (?)`, bun.List(systems))
	if err != nil {
		return nil, err
	}
	by := make(map[string]keptCard, len(cards))
	for _, c := range cards {
		by[c.id] = c
	}
	out := map[string]bool{}
	return out, each(ctx, s.rows.Reader(), func(r *sql.Rows) error {
		var id, code, name, info string
		if err := r.Scan(&id, &code, &name, &info); err != nil {
			return err
		}
		c, there := by[id]
		if !there || c.version == 0 {
			return nil
		}
		var ch registry.Channel
		values := archive.Values{}
		if err := unmarshal(info, &ch); err != nil {
			return err
		}
		if err := unmarshal(c.record, &values); err != nil {
			return err
		}
		ch.Code, ch.Name = code, name
		values[archive.Name], values[archive.DeviceCode] = c.name, c.code
		agrees := true
		for _, d := range s.tables.Compare(ch, values, said[id]) {
			agrees = agrees && d.Decision != nil
		}
		if before, seen := out[id]; seen {
			agrees = agrees && before
		}
		out[id] = agrees
		return nil
	}, `SELECT ch.camera, ch.code, ch.name, ch.info FROM channel ch JOIN camera c ON c.id = ch.camera
		WHERE c.system IN (?) AND c.gone = '' AND ch.missing_since IS NULL ORDER BY ch.id`, bun.List(systems))
}

// sampleSigns gives K23: cameras in use, of systems that owe signs, that a sign
// covers which is up and was looked at in time.
func (s *Sources) sampleSigns(ctx context.Context, out sampling, cameras []*camera, of map[string]registry.VideoSystem, today law.Day) error {
	ids := make([]string, 0, len(of))
	for id := range of {
		ids = append(ids, id)
	}
	signs, err := bodies[upkeep.Sign](ctx, s.rows.Reader(), "sign", ids)
	if err != nil {
		return err
	}
	by := map[string][]string{}
	for _, c := range cameras {
		by[c.system] = append(by[c.system], c.id)
	}
	owed, uncovered := map[string]bool{}, map[string]bool{}
	for id, v := range of {
		owed[id] = s.binds(v.Facts(), today, "sign")
		for _, c := range upkeep.Uncovered(parse(by[id], shiheng.ParseID[shiheng.CameraID]), signs[id], today) {
			uncovered[c.String()] = true
		}
	}
	for _, c := range cameras {
		v := agenda.Sample{Indicator: "K23", Object: auditObject("camera", c.id), Name: c.name, Excluded: first(c.counts(), nothing(!owed[c.system], "no-sign-duty"))}
		if v.Excluded == "" {
			v.Num, v.Den = yes(!uncovered[c.id]), 1
		}
		out.add(system(c.system), v)
	}
	return nil
}

// binds reports whether a duty binds whom the facts describe.
func (s *Sources) binds(f law.Facts, on law.Day, duty string) bool {
	for _, d := range s.law.Duties(f, on) {
		if d.Code == duty {
			return d.Applies
		}
	}
	return false
}

// sampleFilings gives K19 for each filing a system owes: filed by its day, of
// those whose day has come or that were filed before.
func (s *Sources) sampleFilings(ctx context.Context, out sampling, systems []string, now time.Time) error {
	subjects := make([]agenda.Subject, len(systems))
	for i, id := range systems {
		subjects[i] = system(id)
	}
	g := gathering{ctx: ctx, s: s, now: now, today: law.DayOf(now), known: map[agenda.Subject]*agenda.Known{}, of: map[string]registry.VideoSystem{}}
	if err := g.registers(systems); err != nil {
		return err
	}
	if err := g.works(systems); err != nil {
		return err
	}
	for _, subject := range subjects {
		k := g.known[subject]
		if k == nil {
			continue
		}
		owes := false
		for _, o := range agenda.Assess(s.law, s.law.Duties(k.Facts, g.today), *k, map[string]bool{"filing-receipt": true}, g.today) {
			if o.State == agenda.NotApplicable || o.Duty != "file-new" && o.Duty != "file-legacy-wuxi" && o.Duty != "file-legacy-national" {
				continue
			}
			owes = true
			v := agenda.Sample{Indicator: "K19", Object: subject.Object(), Name: k.Name}
			switch {
			case o.State == agenda.Met:
				v.Num, v.Den = yes(!o.Late), 1
			case o.State == agenda.Overdue:
				v.Den = 1
			default:
				v.Excluded = "not-due-yet"
			}
			out.add(subject, v)
		}
		if !owes {
			out.add(subject, agenda.Sample{Indicator: "K19", Object: subject.Object(), Name: k.Name, Excluded: "no-filing-duty"})
		}
	}
	return nil
}
