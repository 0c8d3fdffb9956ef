package agenda

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func digits(n int64) string { return strconv.FormatInt(n, 10) }

const sumColumns = `o.num, o.den, o.counted, o.short, o.excluded`

func into(s *agenda.Sum) []any { return []any{&s.Num, &s.Den, &s.Counted, &s.Short, &s.Excluded} }

func scanMeasure(r *sql.Rows) (m agenda.Measure, err error) {
	return m, r.Scan(append([]any{&m.Indicator, &m.Subject.Kind, &m.Subject.ID}, into(&m.Sum)...)...)
}

// measure stores what is counted of subjects in the place of what was before.
func (t tx) measure(owed []agenda.Owed) error {
	before := map[place]agenda.Sum{}
	err := t.eachOf(owed, "SELECT o.indicator, o.subject_kind, o.subject, "+sumColumns+" FROM measure o WHERE ", func(r *sql.Rows) error {
		m, err := scanMeasure(r)
		before[place{m.Subject, m.Indicator}] = m.Sum
		return err
	})
	if err != nil {
		return err
	}
	var rows []bun.TupleValues
	for _, s := range owed {
		for _, m := range s.Measures {
			at := place{s.Subject, m.Indicator}
			was, there := before[at]
			delete(before, at)
			if there && was == m.Sum {
				continue
			}
			rows = append(rows, bun.Tuple([]any{m.Indicator, string(s.Subject.Kind), s.Subject.ID, m.Num, m.Den, m.Counted, m.Short, m.Excluded}))
		}
	}
	err = t.put(rows, `INSERT INTO measure (indicator, subject_kind, subject, num, den, counted, short, excluded)
		VALUES ? ON CONFLICT (indicator, subject_kind, subject) DO UPDATE SET num = excluded.num, den = excluded.den,
			counted = excluded.counted, short = excluded.short, excluded = excluded.excluded`)
	if err != nil {
		return err
	}
	return t.put(places(before), "DELETE FROM measure WHERE (subject_kind, subject, indicator) IN (VALUES ?)")
}

// Sums implements agenda.Store.
func (s *Store) Sums(ctx context.Context, scope agenda.Scope) (map[string]agenda.Sum, error) {
	var w where
	within(&w, scope)
	out := map[string]agenda.Sum{}
	err := each(ctx, s.rows.Reader(), func(r *sql.Rows) error {
		var code string
		var sum agenda.Sum
		err := r.Scan(append([]any{&code}, into(&sum)...)...)
		out[code] = sum
		return err
	}, `SELECT o.indicator, sum(o.num), sum(o.den), CAST(sum(o.counted) AS BIGINT), CAST(sum(o.short) AS BIGINT), CAST(sum(o.excluded) AS BIGINT)
		FROM measure o`+w.String()+" GROUP BY o.indicator", w.args...)
	return out, s.rows.Fault(err)
}

// SumsBelow implements agenda.Store. It means what [within] does of a scope of
// one place: a system lies below a place when it stands there or one of its
// cameras does.
func (s *Store) SumsBelow(ctx context.Context, places []shiheng.PlaceID) (map[shiheng.PlaceID]map[string]agenda.Sum, error) {
	out := make(map[shiheng.PlaceID]map[string]agenda.Sum, len(places))
	err := each(ctx, s.rows.Reader(), func(r *sql.Rows) error {
		var top shiheng.PlaceID
		var code string
		var sum agenda.Sum
		err := r.Scan(append([]any{&top, &code}, into(&sum)...)...)
		if out[top] == nil {
			out[top] = map[string]agenda.Sum{}
		}
		out[top][code] = sum
		return err
	}, `WITH RECURSIVE below (top, id) AS (
			SELECT id, id FROM place WHERE id IN (?) UNION SELECT b.top, p.id FROM below b JOIN place p ON p.parent = b.id),
		lies (top, kind, id) AS (
			SELECT top, 'place', id FROM below
			UNION SELECT b.top, 'system', v.id FROM below b JOIN video_system v ON v.place = b.id
			UNION SELECT b.top, 'system', c.system FROM below b JOIN (SELECT DISTINCT place, system FROM camera) c ON c.place = b.id)
		SELECT l.top, o.indicator, sum(o.num), sum(o.den), CAST(sum(o.counted) AS BIGINT), CAST(sum(o.short) AS BIGINT), CAST(sum(o.excluded) AS BIGINT)
		FROM lies l JOIN measure o ON o.subject_kind = l.kind AND o.subject = l.id GROUP BY l.top, o.indicator`, texts(places))
	return out, s.rows.Fault(err)
}

// Measures implements agenda.Store. Those that fall short come first.
func (s *Store) Measures(ctx context.Context, f agenda.MeasureFilter, p audit.Paging) (audit.Page[agenda.Measured], error) {
	var w where
	w.and("o.indicator = ?", f.Indicator)
	within(&w, f.Scope)
	if f.Missed {
		w.and("o.short > 0")
	}
	if short, subject, ok := strings.Cut(p.Cursor, "|"); ok {
		w.and("o.short < ? OR o.short = ? AND o.subject > ?", number(short), number(short), subject)
	} else if p.Cursor != "" {
		return audit.Page[agenda.Measured]{}, shiheng.Invalid("page.cursor")
	}
	items, err := list(ctx, s.rows.Reader(), func(r *sql.Rows) (agenda.Measured, error) {
		m, err := scanMeasure(r)
		return agenda.Measured{Measure: m}, err
	}, "SELECT o.indicator, o.subject_kind, o.subject, "+sumColumns+" FROM measure o"+w.String()+" ORDER BY o.short DESC, o.subject LIMIT ?",
		append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[agenda.Measured]{}, s.rows.Fault(err)
	}
	subjects := make([]agenda.Subject, len(items))
	for i, m := range items {
		subjects[i] = m.Subject
	}
	called, err := names(ctx, s.rows, subjects)
	for i := range items {
		items[i].Name = called[items[i].Subject]
	}
	return page(items, p, func(m agenda.Measured) string { return strconv.Itoa(m.Short) + "|" + m.Subject.ID }), s.rows.Fault(err)
}

// placeText is a place as points name it, ” for the house.
func placeText(place shiheng.PlaceID) string {
	if place.IsZero() {
		return ""
	}
	return place.String()
}

// SetPoint implements agenda.Tx.
func (t tx) SetPoint(indicator string, place shiheng.PlaceID, p agenda.Point) error {
	return t.exec(`INSERT INTO indicator_point (indicator, place, day, num, den, counted, short, excluded) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (indicator, place, day) DO UPDATE SET num = excluded.num, den = excluded.den, counted = excluded.counted,
			short = excluded.short, excluded = excluded.excluded`,
		indicator, placeText(place), p.Day.String(), p.Num, p.Den, p.Counted, p.Short, p.Excluded)
}

// Trend implements agenda.Store.
func (s *Store) Trend(ctx context.Context, indicator string, place shiheng.PlaceID, from law.Day) ([]agenda.Point, error) {
	got, err := list(ctx, s.rows.Reader(), func(r *sql.Rows) (p agenda.Point, err error) {
		var day string
		err = r.Scan(append([]any{&day}, into(&p.Sum)...)...)
		p.Day = dayOf(day)
		return p, err
	}, "SELECT o.day, "+sumColumns+" FROM indicator_point o WHERE o.indicator = ? AND o.place = ? AND o.day >= ? ORDER BY o.day",
		indicator, placeText(place), from.String())
	return got, s.rows.Fault(err)
}
