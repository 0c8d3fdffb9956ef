package rows

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/oversight"
)

// Oversight keeps what the watchers over the watchers found, and sums up the
// record for them. It implements [oversight.Store].
type Oversight struct{ db *DB }

// NewOversight returns the oversight kept in db.
func NewOversight(db *DB) *Oversight { return &Oversight{db} }

// Write implements oversight.Store.
func (s *Oversight) Write(ctx context.Context, f func(oversight.Tx) error) error {
	return s.db.Write(ctx, func(tx bun.Tx) error { return f(oversightTx{ctx, tx}) })
}

// Hours and days of the law in microseconds. Shanghai has known no other offset
// since 1991, and no footage is older.
const (
	hourMicros   = int64(time.Hour / time.Microsecond)
	dayMicros    = 24 * hourMicros
	ahead        = 8 * hourMicros
	retryMicros  = int64(10 * time.Minute / time.Microsecond)
	nightBegins  = 22
	nightEnds    = 6
	purposeLeast = 2 // a purpose given once is nobody's habit
)

// looked are the acts on footage of the past, as events and as grants name them.
func looked() any {
	return bun.List([]audit.Act{audit.FootagePlayback, audit.FootageExport})
}

func lookedFor() any {
	return bun.List([]shiheng.Act{shiheng.ActPlayback, shiheng.ActExport})
}

// Tallies implements oversight.Store.
//
//house:long seven sums, one after the other
func (s *Oversight) Tallies(ctx context.Context, from, to time.Time) ([]oversight.Tally, error) {
	by := map[shiheng.AccountID]*oversight.Tally{}
	of := func(id shiheng.AccountID) *oversight.Tally {
		if by[id] == nil {
			by[id] = &oversight.Tally{Account: id}
		}
		return by[id]
	}
	db, lo, hi := s.db.read, from.UnixMicro(), to.UnixMicro()
	sum := func(scan func(row) error, query string, args ...any) error {
		_, err := list(ctx, db, func(r row) (struct{}, error) { return struct{}{}, scan(r) }, query, args...)
		return s.db.fault(err)
	}
	count := func(set func(*oversight.Tally, int), query string, args ...any) error {
		return sum(func(r row) error {
			var id shiheng.AccountID
			var n int
			err := r.Scan(&id, &n)
			set(of(id), n)
			return err
		}, query, args...)
	}
	err := sum(func(r row) error {
		var id shiheng.AccountID
		var acts, night int
		err := r.Scan(&id, &acts, &night)
		of(id).Acts, of(id).Night = acts, night
		return err
	}, `SELECT account, count(*), count(CASE WHEN hour >= ? OR hour < ? THEN 1 END)
		FROM (SELECT account, ((at + ?) % ?) / ? AS hour FROM audit_event
			WHERE account IS NOT NULL AND outcome = 'granted' AND act IN (?) AND at >= ? AND at < ?) e
		GROUP BY account`, nightBegins, nightEnds, ahead, dayMicros, hourMicros, looked(), lo, hi)
	if err != nil {
		return nil, err
	}
	err = sum(func(r row) error {
		var id shiheng.AccountID
		var micros int64
		err := r.Scan(&id, &micros)
		of(id).Footage = time.Duration(micros) * time.Microsecond
		return err
	}, `SELECT e.account, CAST(sum(g.to_at - g.from_at) AS BIGINT) FROM audit_event e
			JOIN access_grant g ON g.id = e.object_id AND g.from_at IS NOT NULL AND g.to_at IS NOT NULL
			JOIN audit_camera c ON c.seq = e.seq
		WHERE e.account IS NOT NULL AND e.object_kind = 'grant' AND e.outcome = 'granted' AND e.act IN (?) AND e.at >= ? AND e.at < ?
		GROUP BY e.account`, looked(), lo, hi)
	if err != nil {
		return nil, err
	}
	err = sum(func(r row) error {
		var id shiheng.AccountID
		var c oversight.Seen
		err := r.Scan(&id, &c.Camera, &c.Acts, &c.Days)
		of(id).Cameras = append(of(id).Cameras, c)
		return err
	}, `SELECT e.account, c.camera, count(*), count(DISTINCT (e.at + ?) / ?) FROM audit_event e JOIN audit_camera c ON c.seq = e.seq
		WHERE e.account IS NOT NULL AND e.outcome = 'granted' AND e.act IN (?) AND e.at >= ? AND e.at < ?
		GROUP BY e.account, c.camera ORDER BY e.account, c.camera`, ahead, dayMicros, looked(), lo, hi)
	if err != nil {
		return nil, err
	}
	err = sum(func(r row) error {
		var id shiheng.AccountID
		var purpose string
		var times int
		err := r.Scan(&id, &purpose, &times)
		if t := of(id); times > t.Same {
			t.Purpose, t.Same = purpose, times
		}
		return err
	}, `SELECT account, purpose, count(*) FROM access_grant WHERE purpose <> '' AND act IN (?) AND at >= ? AND at < ?
		GROUP BY account, purpose HAVING count(*) >= ? ORDER BY account, purpose`, lookedFor(), lo, hi, purposeLeast)
	if err != nil {
		return nil, err
	}
	err = count(func(t *oversight.Tally, n int) { t.Own = n }, `SELECT g.account, count(*) FROM access_grant g JOIN account a ON a.id = g.account
		WHERE g.act = ? AND g.at >= ? AND g.at < ? AND (lower(trim(g.approver)) IN (lower(a.name), a.login)
			OR lower(trim(g.recipient)) IN (lower(a.name), a.login))
		GROUP BY g.account`, shiheng.ActExport, lo, hi)
	if err != nil {
		return nil, err
	}
	err = count(func(t *oversight.Tally, n int) { t.Retried = n }, `SELECT r.account, count(DISTINCT r.seq) FROM audit_event r
			JOIN audit_camera rc ON rc.seq = r.seq
			JOIN audit_camera gc ON gc.camera = rc.camera AND gc.seq > r.seq
			JOIN audit_event g ON g.seq = gc.seq AND g.account = r.account AND g.outcome = 'granted' AND g.act IN (?) AND g.at <= r.at + ?
		WHERE r.account IS NOT NULL AND r.outcome = 'refused' AND r.act IN (?) AND r.at >= ? AND r.at < ?
		GROUP BY r.account`, looked(), retryMicros, looked(), lo, hi)
	if err != nil {
		return nil, err
	}
	err = count(func(t *oversight.Tally, n int) { t.Proofs = n }, `SELECT account, count(*) FROM audit_event
		WHERE account IS NOT NULL AND outcome = 'refused' AND act IN (?) AND at >= ? AND at < ? GROUP BY account`,
		bun.List([]audit.Act{audit.SessionStepUp, audit.Login}), lo, hi)
	if err != nil {
		return nil, err
	}
	if err := s.divisions(ctx, by); err != nil {
		return nil, err
	}
	out := make([]oversight.Tally, 0, len(by))
	for _, t := range by {
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b oversight.Tally) int { return strings.Compare(a.Account.String(), b.Account.String()) })
	return out, nil
}

// divisions tells where the units of accounts are.
func (s *Oversight) divisions(ctx context.Context, by map[shiheng.AccountID]*oversight.Tally) error {
	_, err := list(ctx, s.db.read, func(r row) (struct{}, error) {
		var id shiheng.AccountID
		var division string
		err := r.Scan(&id, &division)
		if t := by[id]; t != nil {
			t.Division = division
		}
		return struct{}{}, err
	}, "SELECT a.id, o.division FROM account a JOIN organisation o ON o.id = a.organisation")
	return s.db.fault(err)
}

const alarmColumns = "id, account, pattern, week, about, value, peers, at, verdict, note, decided_by, decided"

func scanAlarm(r row) (a oversight.Alarm, err error) {
	var week string
	err = r.Scan(&a.ID, &a.Account, &a.Pattern, &week, &a.About, &a.Value, &a.Peers, instant{&a.At}, &a.Verdict, &a.Note, &a.By, instant{&a.Decision.At})
	if err == nil {
		a.Week, err = law.ParseDay(week)
	}
	return a, err
}

const sampleColumns = "seq, week, drawn, opened, verdict, note, decided_by, decided"

func scanSample(r row) (m oversight.Sample, err error) {
	var week string
	err = r.Scan(&m.Seq, &week, instant{&m.Drawn}, instant{&m.Opened}, &m.Verdict, &m.Note, &m.By, instant{&m.At})
	if err == nil {
		m.Week, err = law.ParseDay(week)
	}
	return m, err
}

// waiting is the condition that something was decided on, or was not.
func waiting(f oversight.Filter) (w where) {
	if f.Decided {
		w.and("verdict <> ''")
	} else {
		w.and("verdict = ''")
	}
	return w
}

// Alarms implements oversight.Store.
func (s *Oversight) Alarms(ctx context.Context, f oversight.Filter, p audit.Paging) (audit.Page[oversight.Alarm], error) {
	w := waiting(f)
	if f.Pattern != "" {
		w.and("pattern = ?", f.Pattern)
	}
	if !f.Account.IsZero() {
		w.and("account = ?", f.Account)
	}
	if p.Cursor != "" {
		before, err := shiheng.ParseID[oversight.AlarmID](p.Cursor)
		if err != nil {
			return audit.Page[oversight.Alarm]{}, shiheng.Invalid("page.cursor")
		}
		w.and("id < ?", before)
	}
	items, err := list(ctx, s.db.read, scanAlarm, "SELECT "+alarmColumns+" FROM oversight_alarm"+w.String()+" ORDER BY id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	return page(items, p, func(a oversight.Alarm) string { return a.ID.String() }), s.db.fault(err)
}

// Samples implements oversight.Store.
func (s *Oversight) Samples(ctx context.Context, f oversight.Filter, p audit.Paging) (audit.Page[oversight.Sample], error) {
	w := waiting(f)
	if p.Cursor != "" {
		before, err := strconv.ParseInt(p.Cursor, 10, 64)
		if err != nil {
			return audit.Page[oversight.Sample]{}, shiheng.Invalid("page.cursor")
		}
		w.and("seq < ?", before)
	}
	items, err := list(ctx, s.db.read, scanSample, "SELECT "+sampleColumns+" FROM oversight_sample"+w.String()+" ORDER BY seq DESC LIMIT ?", append(w.args, p.Size()+1)...)
	return page(items, p, func(m oversight.Sample) string { return strconv.FormatInt(m.Seq, 10) }), s.db.fault(err)
}

// Canaries implements oversight.Store.
func (s *Oversight) Canaries(ctx context.Context) ([]oversight.Canary, error) {
	out, err := list(ctx, s.db.read, func(r row) (c oversight.Canary, err error) {
		return c, r.Scan(&c.Camera, &c.Note, &c.By, instant{&c.At})
	}, "SELECT camera, note, set_by, at FROM oversight_canary ORDER BY at, camera")
	return out, s.db.fault(err)
}

// Figures implements oversight.Store.
func (s *Oversight) Figures(ctx context.Context) ([]oversight.Figures, error) {
	type one struct {
		by      shiheng.AccountID
		verdict oversight.Verdict
		seconds float64
	}
	all, err := list(ctx, s.db.read, func(r row) (o one, err error) {
		var opened, decided time.Time
		err = r.Scan(&o.by, &o.verdict, instant{&opened}, instant{&decided})
		o.seconds = decided.Sub(opened).Seconds()
		return o, err
	}, "SELECT decided_by, verdict, opened, decided FROM oversight_sample WHERE verdict <> '' ORDER BY decided_by, decided - opened")
	if err != nil {
		return nil, s.db.fault(err)
	}
	var out []oversight.Figures
	for i := 0; i < len(all); {
		j := i
		f := oversight.Figures{By: all[i].by}
		for ; j < len(all) && all[j].by == f.By; j++ {
			f.Decided++
			if all[j].verdict == oversight.Concern {
				f.Concern++
			}
		}
		f.Median = (all[(i+j-1)/2].seconds + all[(i+j)/2].seconds) / 2
		out = append(out, f)
		i = j
	}
	return out, nil
}

// Entry implements oversight.Store.
func (s *Oversight) Entry(ctx context.Context, seq int64) (audit.Entry, error) {
	e, err := scanEntry(s.db.read.QueryRowContext(ctx, "SELECT "+auditColumns+" FROM audit_event WHERE seq = ?", seq))
	return e, s.db.lookup(err, "act")
}
