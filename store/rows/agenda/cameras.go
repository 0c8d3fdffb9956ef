package agenda

import (
	"context"
	"database/sql"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/retain"
)

func auditObject(kind, id string) audit.Object { return audit.Object{Kind: kind, ID: id} }

// camera is what the index of footage tells of one camera, from rows alone.
type camera struct {
	id, name, system string
	state            registry.State // of its system
	enabled, always  bool
	windows          []window
	floor            time.Duration

	first     time.Time // beginning of the footage there is
	recording bool
	dark      time.Time // since when nothing is recorded; zero while it is
	cause     string    // of that
	recorded  time.Duration
	offline   time.Duration // yesterday, for want of a signal
	bytes     int64
	aged      int64 // bytes older than the floor and under no hold

	// How its footage stands against its term, by civic/retain/term; empty while
	// it was not judged.
	outcome retain.Outcome
	turned  time.Time // since when it stands so
	matures time.Time
}

// window is a stretch of one weekday that is recorded, in minutes.
type window struct {
	Weekday int `json:"weekday"`
	From    int `json:"from"`
	To      int `json:"to"`
}

// counts reports whether the camera counts, and if not, why.
func (c camera) counts() string {
	switch {
	case c.state == registry.Removed || c.state == registry.Archived:
		return "system-removed"
	case c.state == registry.Suspended:
		return "system-suspended"
	case c.state != registry.Trial && c.state != registry.InAcceptance && c.state != registry.Accepted && !c.state.InUse():
		return "system-planned"
	case !c.enabled:
		return "camera-disabled"
	}
	return ""
}

// mature reports whether the camera was recorded for as long as its term, and
// was judged at all.
func (c *camera) mature() bool { return c.outcome != "" && c.outcome != retain.Immature }

// planned is how much of the day should have been recorded, from the first
// footage on.
func (c camera) planned(day law.Day) time.Duration {
	if c.first.IsZero() {
		return 0
	}
	begin, end := day.Start(), day.Add(1).Start()
	if c.always {
		return overlap(begin, end, c.first, end)
	}
	var sum time.Duration
	for _, w := range c.windows {
		if w.Weekday == int(day.Weekday()) {
			sum += overlap(begin.Add(time.Duration(w.From)*time.Minute), begin.Add(time.Duration(w.To)*time.Minute), c.first, end)
		}
	}
	return sum
}

// overlap is how long two spans have in common.
func overlap(a, b, from, to time.Time) time.Duration {
	if a.Before(from) {
		a = from
	}
	if b.After(to) {
		b = to
	}
	return max(0, b.Sub(a))
}

// cameras reads the cameras of systems, with what the index of footage tells,
// and the systems.
func (s *Sources) cameras(ctx context.Context, systems []string, now time.Time) ([]*camera, map[string]registry.VideoSystem, error) {
	r := cameraReading{ctx: ctx, s: s, now: now, today: law.DayOf(now), by: map[string]*camera{}, systems: bun.List(systems)}
	all, err := s.register.Systems(ctx, registry.SystemFilter{
		Scope: registry.Scope{All: true}, Systems: parse(systems, shiheng.ParseID[shiheng.SystemID]),
	}, audit.Paging{Limit: 500})
	if err != nil {
		return nil, nil, err
	}
	r.of = make(map[string]registry.VideoSystem, len(all.Items))
	for _, v := range all.Items {
		r.of[v.ID.String()] = v
	}
	for _, step := range []func() error{r.register, r.runs, r.gaps, r.yesterday, r.slots, r.terms} {
		if err := step(); err != nil {
			return nil, nil, err
		}
	}
	return r.all, r.of, nil
}

type cameraReading struct {
	ctx     context.Context //nolint:containedctx // that of the one reading
	s       *Sources
	now     time.Time
	today   law.Day
	systems any
	of      map[string]registry.VideoSystem
	all     []*camera
	by      map[string]*camera
}

func (r *cameraReading) each(f func(*sql.Rows) error, query string, args ...any) error {
	return each(r.ctx, r.s.rows.Reader(), f, query, args...)
}

// known hands on the rows of cameras that are in the register.
func (r *cameraReading) known(id string, f func(*camera)) {
	if c := r.by[id]; c != nil {
		f(c)
	}
}

func (r *cameraReading) register() error {
	return r.each(func(row *sql.Rows) error {
		c := &camera{}
		var plan string
		if err := row.Scan(&c.id, &c.name, &c.system, &c.enabled, &plan); err != nil {
			return err
		}
		var p struct {
			Windows []window `json:"windows"`
		}
		if err := unmarshal(plan, &p); err != nil {
			return err
		}
		v := r.of[c.system]
		floor := r.s.law.Floor(v.Facts(), r.today)
		c.state = v.State
		c.windows, c.always = p.Windows, len(p.Windows) == 0
		c.floor = floor.For(r.s.lawDay)
		r.all, r.by[c.id] = append(r.all, c), c
		return nil
	}, `SELECT c.id, c.name, c.system, c.enabled, c.plan FROM camera c WHERE c.system IN (?) AND c.gone = '' ORDER BY c.id`, r.systems)
}

// ofThese joins the main streams of the systems' cameras as f.
const ofThese = ` JOIN footage_stream f ON f.id = x.stream AND f.role = 'main' JOIN camera c ON c.id = f.camera WHERE c.system IN (?)`

func (r *cameraReading) runs() error {
	return r.each(func(row *sql.Rows) error {
		var id string
		var first sql.NullInt64
		var recording int
		err := row.Scan(&id, &first, &recording)
		r.known(id, func(c *camera) { c.first, c.recording = at(first), recording > 0 })
		return err
	}, `SELECT f.camera, min(x.begun), max(CASE WHEN x.recording THEN 1 ELSE 0 END) FROM run x`+ofThese+` GROUP BY f.camera`, r.systems)
}

// gaps reads since when cameras are dark.
func (r *cameraReading) gaps() error {
	return r.each(func(row *sql.Rows) error {
		var id, cause string
		var begun sql.NullInt64
		err := row.Scan(&id, &begun, &cause)
		r.known(id, func(c *camera) {
			if since := at(begun); !c.recording && (c.dark.IsZero() || since.Before(c.dark)) {
				c.dark, c.cause = since, cause
			}
		})
		return err
	}, `SELECT f.camera, x.begun, x.cause FROM gap x`+ofThese+` AND x.ended IS NULL`, r.systems)
}

// terms reads how footage stands against its term.
func (r *cameraReading) terms() error {
	return r.each(func(row *sql.Rows) error {
		var id, outcome string
		var turned, matures sql.NullInt64
		err := row.Scan(&id, &outcome, &turned, &matures)
		r.known(id, func(c *camera) { c.outcome, c.turned, c.matures = retain.Outcome(outcome), at(turned), at(matures) })
		return err
	}, `SELECT k.camera, k.outcome, k.turned, k.matures FROM retention_camera k JOIN camera c ON c.id = k.camera WHERE c.system IN (?)`, r.systems)
}

// yesterday reads how much was recorded of the day before, and for how long
// there was no signal.
func (r *cameraReading) yesterday() error {
	from, to := r.today.Add(-1).Start().UnixMicro(), r.today.Start().UnixMicro()
	const within = ` AND x.begun < ? AND (x.ended IS NULL OR x.ended > ?)`
	const length = `CAST(sum((CASE WHEN x.ended IS NULL OR x.ended > ? THEN ? ELSE x.ended END) - (CASE WHEN x.begun < ? THEN ? ELSE x.begun END)) AS BIGINT)`
	for _, part := range []struct {
		table string
		into  func(*camera, time.Duration)
	}{
		{"run x", func(c *camera, d time.Duration) { c.recorded = d }},
		{"(SELECT * FROM gap WHERE cause = 'no-signal') x", func(c *camera, d time.Duration) { c.offline = d }},
	} {
		err := r.each(func(row *sql.Rows) error {
			var id string
			var us int64
			err := row.Scan(&id, &us)
			r.known(id, func(c *camera) { part.into(c, time.Duration(us)*time.Microsecond) })
			return err
		}, `SELECT f.camera, `+length+` FROM `+part.table+ofThese+within+` GROUP BY f.camera`, to, to, from, from, r.systems, to, from)
		if err != nil {
			return err
		}
	}
	return nil
}

// slots reads how much footage there is, and how much of it is past its floor
// and under no hold. A slot is let off for its own length.
func (r *cameraReading) slots() error {
	return r.each(func(row *sql.Rows) error {
		var id string
		var ended, size int64
		var held bool
		if err := row.Scan(&id, &ended, &size, &held); err != nil {
			return err
		}
		r.known(id, func(c *camera) {
			c.bytes += size
			if !held && time.UnixMicro(ended).Before(r.now.Add(-c.floor-r.s.lawDay)) {
				c.aged += size
			}
		})
		return nil
	}, `SELECT f.camera, x.ended, x.size, EXISTS (SELECT 1 FROM footage_pin p WHERE p.camera = f.camera AND p.begun < x.ended
			AND (p.ended IS NULL OR p.ended > x.begun))
		FROM slot x`+ofThese+` AND x.state IN (1, 2)`, r.systems)
}
