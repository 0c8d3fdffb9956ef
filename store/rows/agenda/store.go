package agenda

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

// Store keeps the agenda's own rows. It implements agenda.Store.
type Store struct {
	rows   Rows
	papers Papers
}

var _ agenda.Store = (*Store)(nil)

// NewStore returns the rows kept in a migrated database.
func NewStore(rows Rows, papers Papers) *Store { return &Store{rows: rows, papers: papers} }

// tx implements agenda.Tx.
type tx struct {
	papers.Tx
	ctx context.Context //nolint:containedctx // the transaction's own, bound so that rules need not pass it
	tx  bun.Tx
}

// Write implements agenda.Store.
func (s *Store) Write(ctx context.Context, f func(agenda.Tx) error) error {
	return s.rows.Write(ctx, func(t bun.Tx) error { return f(tx{s.papers(ctx, t), ctx, t}) })
}

func (t tx) exec(query string, args ...any) error {
	_, err := t.tx.ExecContext(t.ctx, query, args...)
	return err
}

// mostRows is how many rows one statement writes: its text stays far below
// what an engine reads of one statement (1 MB in SQLite).
const mostRows = 400

// put writes or strikes rows by a statement that holds "VALUES ?", many rows in
// each. A statement a row costs a round trip each: most of the time a city
// takes on a server.
func (t tx) put(rows []bun.TupleValues, query string) error {
	for some := range slices.Chunk(rows, mostRows) {
		if err := t.exec(query, bun.List(some)); err != nil {
			return err
		}
	}
	return nil
}

// eachOf reads rows of all the subjects, by one statement a kind of them, which
// an index on kind and subject serves. The query ends where its condition is to
// stand; its table is called o.
func (t tx) eachOf(owed []agenda.Owed, query string, do func(*sql.Rows) error) error {
	ids := map[agenda.Kind][]string{}
	for _, s := range owed {
		ids[s.Subject.Kind] = append(ids[s.Subject.Kind], s.Subject.ID)
	}
	for kind, of := range ids {
		if err := each(t.ctx, t.tx, do, query+"o.subject_kind = ? AND o.subject IN (?)", string(kind), bun.List(of)); err != nil {
			return err
		}
	}
	return nil
}

// place is where one thing of a subject stands: an obligation under its duty,
// a measure under its indicator.
type place struct {
	agenda.Subject
	code string
}

// places are the keys as tuples of kind, subject and code.
func places[V any](of map[place]V) (out []bun.TupleValues) {
	for p := range of {
		out = append(out, bun.Tuple([]any{string(p.Kind), p.ID, p.code}))
	}
	return out
}

// The cursor.

func readCursor(ctx context.Context, db bun.IDB) (c agenda.Cursor, err error) {
	var day string
	var swept sql.NullInt64
	err = one(ctx, db, "SELECT seq, day, rules, swept FROM agenda_cursor", nil, &c.Seq, &day, &c.Rules, &swept)
	if errors.Is(err, sql.ErrNoRows) {
		return agenda.Cursor{}, nil
	}
	c.Day, c.Swept = dayOf(day), at(swept)
	return c, err
}

// Cursor implements agenda.Store.
func (s *Store) Cursor(ctx context.Context) (agenda.Cursor, error) {
	c, err := readCursor(ctx, s.rows.Reader())
	return c, s.rows.Fault(err)
}

func (t tx) Cursor() (agenda.Cursor, error) { return readCursor(t.ctx, t.tx) }

func (t tx) SetCursor(c agenda.Cursor) error {
	return t.exec(`INSERT INTO agenda_cursor (only_one, seq, day, rules, swept) VALUES (1, ?, ?, ?, ?)
		ON CONFLICT (only_one) DO UPDATE SET seq = excluded.seq, day = excluded.day, rules = excluded.rules, swept = excluded.swept`,
		c.Seq, c.Day.String(), c.Rules, c.Swept.UnixMicro())
}

// Newest implements agenda.Store.
func (s *Store) Newest(ctx context.Context) (seq int64, err error) {
	err = one(ctx, s.rows.Reader(), "SELECT coalesce(max(seq), 0) FROM audit_event", nil, &seq)
	return seq, s.rows.Fault(err)
}

// Obligations.

const obligationColumns = `o.subject_kind, o.subject, o.duty, o.state, o.side, o.article, o.due, o.since, o.late, o.why, o.proof, o.turns`

// written is an obligation as it stands in its row.
type written struct {
	o                 agenda.Obligation
	due, since, turns string
	why, proof, sort  string
}

func scanObligation(r *sql.Rows) (agenda.Obligation, error) {
	var w written
	o := &w.o
	err := r.Scan(&o.Subject.Kind, &o.Subject.ID, &o.Duty, &o.State, &o.Side, &o.Article, &w.due, &w.since, &o.Late, &w.why, &w.proof, &w.turns)
	if err != nil {
		return *o, err
	}
	o.Due, o.Since, o.Turns = dayOf(w.due), dayOf(w.since), dayOf(w.turns)
	if w.why != "" {
		err = json.Unmarshal([]byte(w.why), &o.Why)
	}
	if w.proof != "" {
		o.Proof = &agenda.Proof{}
		err = errors.Join(err, json.Unmarshal([]byte(w.proof), o.Proof))
	}
	return *o, err
}

// write is an obligation as a row.
func write(o agenda.Obligation) written {
	w := written{o: o, due: o.Due.String(), since: o.Since.String(), turns: o.Turns.String()}
	if o.Why != (law.Text{}) {
		w.why = jsonText(o.Why)
	}
	if o.Proof != nil {
		w.proof = words(jsonText(o.Proof))
	}
	due := w.due
	if due == "" {
		due = "9999-12-31"
	}
	w.sort = strings.Join([]string{strconv.Itoa(slices.Index(agenda.States(), o.State)), due, string(o.Subject.Kind), o.Subject.ID, o.Duty}, "/")
	return w
}

func (w written) args() []any {
	o := w.o
	return []any{string(o.Subject.Kind), o.Subject.ID, o.Duty, string(o.State), string(o.Side), o.Article, w.due, w.since, o.Late, w.why, w.proof, w.turns, w.sort}
}

// same reports whether two obligations stand in the same row.
func (w written) same(b written) bool {
	w.o.Why, w.o.Proof, b.o.Why, b.o.Proof = law.Text{}, nil, law.Text{}, nil // told by their texts
	return w == b
}

// Replace implements agenda.Tx.
func (t tx) Replace(owed []agenda.Owed) ([]agenda.Obligation, error) {
	if err := t.measure(owed); err != nil {
		return nil, err
	}
	before := map[place]written{}
	err := t.eachOf(owed, "SELECT "+obligationColumns+" FROM obligation o WHERE ", func(r *sql.Rows) error {
		o, err := scanObligation(r)
		before[place{o.Subject, o.Duty}] = write(o)
		return err
	})
	if err != nil {
		return nil, err
	}
	var changed []agenda.Obligation
	var rows []bun.TupleValues
	for _, s := range owed {
		for _, o := range s.Obligations {
			w, at := write(o), place{o.Subject, o.Duty}
			was, there := before[at]
			delete(before, at)
			if there && was.same(w) {
				continue
			}
			changed, rows = append(changed, o), append(rows, bun.Tuple(w.args()))
		}
	}
	err = t.put(rows, `INSERT INTO obligation (subject_kind, subject, duty, state, side, article, due, since, late, why, proof, turns, sort)
		VALUES ? ON CONFLICT (subject_kind, subject, duty) DO UPDATE SET state = excluded.state, side = excluded.side,
			article = excluded.article, due = excluded.due, since = excluded.since, late = excluded.late, why = excluded.why,
			proof = excluded.proof, turns = excluded.turns, sort = excluded.sort`)
	if err != nil {
		return nil, err
	}
	return changed, t.put(places(before), "DELETE FROM obligation WHERE (subject_kind, subject, duty) IN (VALUES ?)")
}

// Turning implements agenda.Store.
func (s *Store) Turning(ctx context.Context, day law.Day, limit int) ([]agenda.Subject, error) {
	got, err := list(ctx, s.rows.Reader(), scanSubject, `SELECT DISTINCT subject_kind, subject FROM obligation
		WHERE turns <> '' AND turns <= ? ORDER BY subject_kind, subject LIMIT ?`, day.String(), limit)
	return got, s.rows.Fault(err)
}

func scanSubject(r *sql.Rows) (s agenda.Subject, err error) { return s, r.Scan(&s.Kind, &s.ID) }

func filter(f agenda.Filter) *where {
	w := &where{}
	within(w, f.Scope)
	atPlace(w, f.Place)
	if f.Kind != "" {
		w.and("o.subject_kind = ?", string(f.Kind))
	}
	if len(f.Sides) > 0 {
		w.and("o.side IN (?)", bun.List(f.Sides))
	}
	if len(f.States) > 0 {
		w.and("o.state IN (?)", bun.List(f.States))
	}
	if f.Duty != "" {
		w.and("o.duty = ?", f.Duty)
	}
	if !f.Before.IsZero() {
		w.and("o.due <> '' AND o.due < ?", f.Before.String())
	}
	return w
}

// Obligations implements agenda.Store.
func (s *Store) Obligations(ctx context.Context, f agenda.Filter, p audit.Paging) (audit.Page[agenda.Listed], error) {
	w := filter(f)
	if p.Cursor != "" {
		w.and("o.sort > ?", p.Cursor)
	}
	items, err := list(ctx, s.rows.Reader(), func(r *sql.Rows) (agenda.Listed, error) {
		o, err := scanObligation(r)
		return agenda.Listed{Obligation: o}, err
	}, "SELECT "+obligationColumns+" FROM obligation o"+w.String()+" ORDER BY o.sort LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[agenda.Listed]{}, s.rows.Fault(err)
	}
	subjects := make([]agenda.Subject, len(items))
	for i, o := range items {
		subjects[i] = o.Subject
	}
	called, err := names(ctx, s.rows, subjects)
	for i := range items {
		items[i].Name = called[items[i].Subject]
	}
	return page(items, p, func(o agenda.Listed) string { return write(o.Obligation).sort }), s.rows.Fault(err)
}

// Count implements agenda.Store.
func (s *Store) Count(ctx context.Context, f agenda.Filter) (agenda.Counted, error) {
	w, out := filter(f), agenda.Counted{}
	err := each(ctx, s.rows.Reader(), func(r *sql.Rows) error {
		var state agenda.State
		var n int
		err := r.Scan(&state, &n)
		out[state] = n
		return err
	}, "SELECT o.state, count(*) FROM obligation o"+w.String()+" GROUP BY o.state", w.args...)
	return out, s.rows.Fault(err)
}

// Recorded proofs.

func scanRecord(r *sql.Rows) (p agenda.Record, err error) {
	var day, until, attached string
	var made sql.NullInt64
	err = r.Scan(&p.ID, &p.Subject.Kind, &p.Subject.ID, &p.Duty, &p.Evidence, &day, &until, &p.Note, &attached, &p.By, &made, &p.Superseded)
	if err != nil {
		return p, err
	}
	p.Day, p.Until, p.At = dayOf(day), dayOf(until), at(made)
	return p, json.Unmarshal([]byte(attached), &p.Attachments)
}

const recordColumns = `id, subject_kind, subject, duty, evidence, day, until_day, note, attachments, by_account, at, superseded`

// Records implements agenda.Store.
func (s *Store) Records(ctx context.Context, subject agenda.Subject, duty string) ([]agenda.Record, error) {
	got, err := list(ctx, s.rows.Reader(), scanRecord, "SELECT "+recordColumns+` FROM duty_proof
		WHERE subject_kind = ? AND subject = ? AND duty = ? ORDER BY id DESC LIMIT 500`, string(subject.Kind), subject.ID, duty)
	return got, s.rows.Fault(err)
}

// Record implements agenda.Store.
func (s *Store) Record(ctx context.Context, id agenda.ProofID) (agenda.Record, error) {
	got, err := list(ctx, s.rows.Reader(), scanRecord, "SELECT "+recordColumns+" FROM duty_proof WHERE id = ?", id)
	switch {
	case err != nil:
		return agenda.Record{}, s.rows.Fault(err)
	case len(got) == 0:
		return agenda.Record{}, shiheng.NotFound("agenda.proof")
	}
	return got[0], nil
}

// InsertRecord implements agenda.Tx.
func (t tx) InsertRecord(r agenda.Record) error {
	attached := r.Attachments
	if attached == nil {
		attached = []papers.AttachmentID{}
	}
	err := t.exec("UPDATE duty_proof SET superseded = ? WHERE subject_kind = ? AND subject = ? AND duty = ? AND superseded IS NULL",
		r.ID, string(r.Subject.Kind), r.Subject.ID, r.Duty)
	if err != nil {
		return err
	}
	return t.exec("INSERT INTO duty_proof ("+recordColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
		r.ID, string(r.Subject.Kind), r.Subject.ID, r.Duty, r.Evidence, r.Day.String(), r.Until.String(), words(r.Note),
		jsonText(attached), r.By, usec(r.At))
}

// Beat implements agenda.Store.
func (s *Store) Beat(ctx context.Context, now time.Time) error {
	return s.rows.Write(ctx, func(tx bun.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO house_beat (day, from_at, last_at, minutes) VALUES (?, ?, ?, 1)
			ON CONFLICT (day) DO UPDATE SET last_at = excluded.last_at, minutes = house_beat.minutes + 1
			WHERE excluded.last_at > house_beat.last_at`, law.DayOf(now).String(), minute(now), minute(now))
		return err
	})
}

func minute(t time.Time) int64 { return t.Truncate(time.Minute).UnixMicro() }

// Beats implements agenda.Store.
func (s *Store) Beats(ctx context.Context, from, to law.Day) (up, all int, err error) {
	var first sql.NullInt64
	err = one(ctx, s.rows.Reader(), "SELECT min(from_at) FROM house_beat", nil, &first)
	if err == nil && first.Valid {
		err = one(ctx, s.rows.Reader(), "SELECT coalesce(sum(minutes), 0) FROM house_beat WHERE day >= ? AND day < ?",
			[]any{from.String(), to.String()}, &up)
	}
	begun := from.Start()
	if b := at(first); begun.Before(b) {
		begun = b
	}
	if first.Valid && begun.Before(to.Start()) {
		all = int(to.Start().Sub(begun) / time.Minute)
	}
	return up, all, s.rows.Fault(err)
}

// Districts implements agenda.Store.
func (s *Store) Districts(ctx context.Context) ([]shiheng.PlaceID, error) {
	got, err := list(ctx, s.rows.Reader(), func(r *sql.Rows) (id shiheng.PlaceID, err error) { return id, r.Scan(&id) },
		`SELECT id FROM place WHERE parent IS NULL OR parent IN (SELECT id FROM place WHERE parent IS NULL) ORDER BY id LIMIT 500`)
	return got, s.rows.Fault(err)
}
