package rows

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/retain"
	"shiheng.internal/civic/retain/term"
)

// Retention keeps how long footage is kept. It implements [term.Store].
type Retention struct{ db *DB }

// NewRetention returns the register of terms kept in db.
func NewRetention(db *DB) *Retention { return &Retention{db} }

// Write implements term.Store.
func (r *Retention) Write(ctx context.Context, f func(term.Tx) error) error {
	return r.db.Write(ctx, func(tx bun.Tx) error { return f(retentionTx{newRegistryTx(ctx, tx, r.db)}) })
}

// retentionTx implements term.Tx.
type retentionTx struct{ registryTx }

// PutKept implements term.Tx.
func (t retentionTx) PutKept(k term.Kept) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO retention_camera (camera, outcome, short, turned, matures, body) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (camera) DO UPDATE SET outcome = excluded.outcome, short = excluded.short, turned = excluded.turned,
			matures = excluded.matures, body = excluded.body`,
		k.Camera, string(k.Outcome), k.Short, k.Turned.UnixMicro(), k.Matures.UnixMicro(), jsonText(k))
	return err
}

// Owed implements term.Tx.
func (t retentionTx) Owed(system shiheng.SystemID) error {
	return await(t.ctx, t.tx, "system", system.String())
}

// Kept implements term.Store.
func (r *Retention) Kept(ctx context.Context, cameras ...shiheng.CameraID) ([]term.Kept, error) {
	if len(cameras) == 0 {
		return nil, nil
	}
	out, err := list(ctx, r.db.read, scanRecord[term.Kept], "SELECT body FROM retention_camera WHERE camera IN (?)", bun.List(cameras))
	return out, r.db.fault(err)
}

func purposes(db *DB) records[term.Purpose] {
	return records[term.Purpose]{db: db, table: "retention_purpose", what: "retention.purpose"}
}

// Purposes implements term.Store.
func (r *Retention) Purposes() registry.Records[term.Purpose] { return purposes(r.db) }

// Purposes implements term.Tx.
func (t retentionTx) Purposes() registry.RecordsTx[term.Purpose] {
	return in(t.ctx, t.tx, purposes(t.db))
}

// ceilingSetting is the name under which the ceiling stands among the settings.
const ceilingSetting = "retention.ceiling"

func ceilingOf(ctx context.Context, from bun.IDB) (c term.KeptCeiling, err error) {
	got, err := list(ctx, from, scanSetting, "SELECT "+settingColumns+" FROM setting WHERE name = ?", ceilingSetting)
	if err != nil || len(got) == 0 {
		return c, err
	}
	c.Version, c.Changed, c.By = got[0].Version, got[0].ChangedAt, got[0].ChangedBy
	return c, json.Unmarshal(got[0].Value, &c.Ceiling)
}

// Ceiling implements term.Store.
func (r *Retention) Ceiling(ctx context.Context) (term.KeptCeiling, error) {
	c, err := ceilingOf(ctx, r.db.read)
	return c, r.db.fault(err)
}

// Ceiling implements term.Tx.
func (t retentionTx) Ceiling() (term.KeptCeiling, error) { return ceilingOf(t.ctx, t.tx) }

// PutCeiling implements term.Tx.
func (t retentionTx) PutCeiling(c term.KeptCeiling) error {
	res, err := t.tx.ExecContext(t.ctx, `INSERT INTO setting (name, value, changed_at, changed_by, version) VALUES (?, ?, ?, ?, 1)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by,
			version = setting.version + 1 WHERE setting.version = ?`,
		ceilingSetting, jsonText(c.Ceiling), usec(c.Changed), c.By, c.Version-1)
	return changed(res, err, shiheng.Conflict("retention.ceiling-changed"))
}

// A LogSize is how far the log had come when the store had run for so long.
type LogSize struct {
	Origin string
	Size   uint64
	Wall   time.Time
	Tally  time.Duration
}

// Marks reads what proves age, in order: the cosignatures of witnesses and the
// sizes of the log.
func (r *Retention) Marks(ctx context.Context) (marks []retain.Mark, sizes []LogSize, err error) {
	_, err = list(ctx, r.db.read, func(r row) (struct{}, error) {
		var m retain.Mark
		var s LogSize
		if err := r.Scan(&m.Witness, &s.Origin, &s.Size, instant{&m.At}, instant{&m.Wall}, &m.Tally, &m.Ran, &m.Proven); err != nil {
			return struct{}{}, err
		}
		if m.Witness == "" {
			s.Wall, s.Tally = m.Wall, m.Tally
			sizes = append(sizes, s)
		} else {
			marks = append(marks, m)
		}
		return struct{}{}, nil
	}, "SELECT witness, origin, size, at, wall, tally, ran, proven FROM retention_mark ORDER BY witness, tally, at")
	return marks, sizes, r.db.fault(err)
}

// PutMark keeps a cosignature over the log at a size.
func (r *Retention) PutMark(ctx context.Context, m retain.Mark, s LogSize) error {
	return r.db.Write(ctx, func(tx bun.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO retention_mark (witness, origin, size, at, wall, tally, ran, proven) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (witness, tally, at) DO NOTHING`, m.Witness, s.Origin, int64(s.Size), m.At.UnixMicro(), m.Wall.UnixMicro(), int64(m.Tally), int64(m.Ran), int64(m.Proven)) //nolint:gosec // a log is no larger
		return err
	})
}

// PutLogSize keeps how far the log had come.
func (r *Retention) PutLogSize(ctx context.Context, s LogSize) error {
	return r.PutMark(ctx, retain.Mark{At: s.Wall, Wall: s.Wall, Tally: s.Tally, Ran: s.Tally}, s)
}

// retentionFrom joins the cameras c of the register that were judged, k.
const retentionFrom = ` FROM retention_camera k JOIN camera c ON c.id = k.camera AND c.gone = '' JOIN video_system v ON v.id = c.system`

func retentionWhere(f term.Filter) where {
	var w where
	if !f.Scope.All {
		bounds := camerasIn(f.Scope)
		w.and(bounds.either(), bounds.args...)
	}
	if !f.Camera.IsZero() {
		w.and("c.id = ?", f.Camera)
	}
	if !f.System.IsZero() {
		w.and("c.system = ?", f.System)
	}
	if f.Outcome != "" {
		w.and("k.outcome = ?", string(f.Outcome))
	}
	if f.Text != "" {
		w.and(`lower(c.name) LIKE lower(?) ESCAPE '!'`, "%"+likely(f.Text)+"%")
	}
	return w
}

// Lines implements term.Store.
func (r *Retention) Lines(ctx context.Context, f term.Filter, p audit.Paging) (audit.Page[term.Line], error) {
	w := retentionWhere(f)
	if p.Cursor != "" {
		short, camera, _ := strings.Cut(p.Cursor, ".")
		n, err := strconv.ParseInt(short, 10, 64)
		if err != nil {
			return audit.Page[term.Line]{}, shiheng.Invalid("request.cursor").From(err)
		}
		w.and("k.short < ? OR k.short = ? AND k.camera > ?", n, n, camera)
	}
	items, err := list(ctx, r.db.read, func(r row) (l term.Line, err error) {
		return l, r.Scan(jsonInto{&l.Kept}, &l.Name, &l.System, &l.SystemName)
	}, "SELECT k.body, c.name, v.id, v.name"+retentionFrom+w.String()+" ORDER BY k.short DESC, k.camera LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[term.Line]{}, r.db.fault(err)
	}
	return page(items, p, func(l term.Line) string { return strconv.FormatInt(l.Short, 10) + "." + l.Camera.String() }), nil
}

// Count implements term.Store.
func (r *Retention) Count(ctx context.Context, scope registry.Scope) (term.Counts, error) {
	w := retentionWhere(term.Filter{Scope: scope})
	out := term.Counts{}
	_, err := list(ctx, r.db.read, func(r row) (struct{}, error) {
		var outcome retain.Outcome
		var n int
		err := r.Scan(&outcome, &n)
		out[outcome] = n
		return struct{}{}, err
	}, "SELECT k.outcome, count(*)"+retentionFrom+w.String()+" GROUP BY k.outcome", w.args...)
	return out, r.db.fault(err)
}

// Erased implements term.Store. A slot ends at midnight at the latest, so the
// last day before has the end that is asked for.
func (r *Retention) Erased(ctx context.Context, camera shiheng.CameraID, before time.Time) (last time.Time, err error) {
	got, err := list(ctx, r.db.read, scanErasure, erasureColumns+`WHERE camera = ? AND day <= ? AND stream IN (SELECT id FROM footage_stream WHERE role = 'main')
		ORDER BY day DESC, seq DESC LIMIT 8`, camera, law.DayOf(before).String())
	if err != nil {
		return last, r.db.fault(err)
	}
	return last, eachErased(got, func(from, to time.Time) {
		if to.After(last) && !to.After(before) {
			last = to
		}
	})
}

// FirstErased implements term.Store.
func (r *Retention) FirstErased(ctx context.Context, camera shiheng.CameraID) (first time.Time, err error) {
	got, err := list(ctx, r.db.read, scanErasure, erasureColumns+"WHERE camera = ? ORDER BY day, seq LIMIT 8", camera)
	if err != nil {
		return first, r.db.fault(err)
	}
	return first, eachErased(got, func(from, to time.Time) {
		if first.IsZero() || from.Before(first) {
			first = from
		}
	})
}

// eachErased calls f for the span of every slot that certificates name.
func eachErased(all []ledger.Certificate, f func(from, to time.Time)) error {
	for _, c := range all {
		e, err := ledger.ParseErasure(c.Text)
		if err != nil {
			return err
		}
		for _, s := range e.Slots {
			from, ferr := time.Parse(time.RFC3339Nano, s.From)
			to, terr := time.Parse(time.RFC3339Nano, s.To)
			if ferr != nil || terr != nil {
				return shiheng.Invalid("log.form")
			}
			f(from, to)
		}
	}
	return nil
}
