package rows

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/access/book"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// Book reads the register of every access out of the record. It implements
// [book.Store].
type Book struct{ db *DB }

// NewBook returns the register read from db.
func NewBook(db *DB) *Book { return &Book{db} }

// Write implements book.Store.
func (b *Book) Write(ctx context.Context, f func(papers.Tx) error) error {
	return b.db.Write(ctx, func(tx bun.Tx) error { return f(newRegistryTx(ctx, tx, b.db)) })
}

// lineRegime says which regime an act e is of; lineArgs are its arguments.
func lineRegime() (string, []any) {
	var out strings.Builder
	var args []any
	out.WriteString("CASE")
	for _, base := range book.Bases() {
		out.WriteString(" WHEN (e.act LIKE 'footage.%' OR e.act LIKE 'forward.%') AND e.outcome = 'granted' AND e.article = ? THEN ?")
		args = append(args, base.Article, string(base.Regime))
	}
	acts := book.Acts()
	for _, r := range book.Regimes() {
		if len(acts[r]) == 0 {
			continue
		}
		out.WriteString(" WHEN e.act IN (?) THEN ?")
		args = append(args, bun.List(acts[r]), string(r))
	}
	return out.String() + " END", args
}

// lineOutcome is how an act e came out: an act that is itself a refusal counts
// as one. Opening footage under a permission is the grant's line already.
const (
	lineOutcome = "CASE WHEN e.act LIKE '%.refuse' THEN 'refused' ELSE e.outcome END"
	lineOnce    = "NOT ((e.act LIKE '%.open' OR e.act LIKE '%.still') AND e.outcome = 'granted')"
	lineJoins   = ` LEFT JOIN access_grant g ON e.object_kind = 'grant' AND g.id = e.object_id
		LEFT JOIN official_grant og ON og.access_grant = g.id
		LEFT JOIN official_application a ON a.id = COALESCE(og.application, CASE WHEN e.object_kind = 'official' THEN e.object_id END)
		LEFT JOIN account p ON p.id = e.account`
)

// lineActs are all acts that are lines.
func lineActs() (out []audit.Act) {
	acts := book.Acts()
	for _, r := range book.Regimes() {
		out = append(out, acts[r]...)
	}
	return out
}

// lineWhere is the condition of a filter on an act e, with lineJoins.
func lineWhere(f book.Filter, regime string, regimeArgs []any) where {
	var w where
	w.and("e.act IN (?)", bun.List(lineActs()))
	w.and(lineOnce)
	if !f.Scope.All {
		bounds := camerasIn(f.Scope)
		const of = "FROM audit_camera ac JOIN camera c ON c.id = ac.camera JOIN video_system v ON v.id = c.system WHERE ac.seq = e.seq AND "
		w.and("EXISTS (SELECT 1 "+of+bounds.either()+")", bounds.args...)
		w.and("("+regime+") IN ('own', 'platform') OR NOT EXISTS (SELECT 1 "+of+"NOT "+bounds.either()+")", append(slices.Clone(regimeArgs), bounds.args...)...)
	}
	if f.Regime != "" {
		w.and("("+regime+") = ?", append(slices.Clone(regimeArgs), string(f.Regime))...)
	}
	if !f.From.IsZero() {
		w.and("e.at >= ?", usec(f.From.Start()))
	}
	if !f.To.IsZero() {
		w.and("e.at < ?", usec(f.To.Add(1).Start()))
	}
	if !f.Camera.IsZero() {
		w.and("e.seq IN (SELECT seq FROM audit_camera WHERE camera = ?)", f.Camera)
	}
	if !f.System.IsZero() {
		w.and("e.seq IN (SELECT ac.seq FROM audit_camera ac JOIN camera c ON c.id = ac.camera WHERE c.system = ?)", f.System)
	}
	if !f.Account.IsZero() {
		w.and("e.account = ?", f.Account)
	}
	if f.Act != "" {
		w.and("e.act = ?", string(f.Act))
	}
	if f.Outcome != "" {
		w.and("("+lineOutcome+") = ?", string(f.Outcome))
	}
	if f.Text != "" {
		like := "%" + likely(f.Text) + "%"
		w.and("lower(e.name) LIKE lower(?) ESCAPE '!' OR lower(COALESCE(p.name, '')) LIKE lower(?) ESCAPE '!' OR lower(COALESCE(a.label, '')) LIKE lower(?) ESCAPE '!'", like, like, like)
	}
	return w
}

// scanLine reads a line, with the cameras of the act in commit order.
func scanLine(r row) (l book.Line, err error) {
	var e audit.Entry
	var asked official.Application
	var millis int64
	err = r.Scan(&e.Seq, instant{&e.At}, &e.Actor.Account, &e.Actor.Name, &e.Actor.Remote, &e.Act, &e.Article, &e.Reason, jsonInto{&e.Cameras}, jsonInto{&e.Details},
		&l.Regime, &l.Outcome, &l.Name, instant{&l.From}, instant{&l.To}, instant{&l.Ended}, &l.Purpose, &l.Recipient, &l.Approver, jsonInto{&asked}, &millis, &l.Served.Bytes)
	if err != nil {
		return l, err
	}
	l.Seq, l.At, l.Act, l.Article = e.Seq, e.At, e.Act, e.Article
	l.Account, l.Login, l.Remote = e.Actor.Account, e.Actor.Name, e.Actor.Remote
	if l.Outcome == audit.Refused {
		l.Reason = e.Reason
	}
	l.Served.Seconds = float64(millis) / 1000
	l.Tell(e.Details)
	if asked.Organ != "" {
		l.Applicant, l.Authority, l.Matter, l.Purpose = asked.Organ, string(asked.Authority), asked.Asked.Matter(), asked.Purpose
		if l.From.IsZero() {
			l.From, l.To = asked.From, asked.To
		}
		for _, o := range asked.Officers {
			l.Officers = append(l.Officers, book.Officer{Name: o.Name, Unit: o.Unit, Card: o.Card})
		}
	}
	for _, c := range e.Cameras {
		l.Cameras = append(l.Cameras, book.Point{ID: c})
	}
	return l, nil
}

// Lines implements book.Store.
func (b *Book) Lines(ctx context.Context, f book.Filter, p audit.Paging) (audit.Page[book.Line], error) {
	regime, args := lineRegime()
	w := lineWhere(f, regime, args)
	if p.Cursor != "" {
		before, err := strconv.ParseInt(p.Cursor, 10, 64)
		if err != nil {
			return audit.Page[book.Line]{}, shiheng.Invalid("page.cursor")
		}
		w.and("e.seq < ?", before)
	}
	query := `SELECT e.seq, e.at, e.account, e.name, e.remote, e.act, e.article, e.reason, e.cameras, e.details, ` + regime + ", " + lineOutcome + `,
		COALESCE(p.name, ''), g.from_at, g.to_at, g.ended, COALESCE(g.purpose, ''), COALESCE(g.recipient, ''), COALESCE(g.approver, ''),
		COALESCE(a.body, ''), COALESCE(og.millis, 0), COALESCE(og.bytes, 0)
		FROM audit_event e` + lineJoins + w.String() + " ORDER BY e.seq DESC LIMIT ?"
	items, err := list(ctx, b.db.read, scanLine, query, append(append(args, w.args...), p.Size()+1)...)
	if err != nil {
		return audit.Page[book.Line]{}, b.db.fault(err)
	}
	out := page(items, p, func(l book.Line) string { return strconv.FormatInt(l.Seq, 10) })
	return out, b.name(ctx, f.Scope, out.Items)
}

// name finds what the cameras of lines are called, and leaves out those that do
// not lie in the scope.
func (b *Book) name(ctx context.Context, scope registry.Scope, lines []book.Line) error {
	ids := map[shiheng.CameraID]book.Point{}
	for _, l := range lines {
		for _, c := range l.Cameras {
			ids[c.ID] = c
		}
	}
	var all []shiheng.CameraID
	for id := range ids {
		all = append(all, id)
	}
	for lot := range slices.Chunk(all, 500) {
		var w where
		w.and("c.id IN (?)", bun.List(lot))
		if !scope.All {
			bounds := camerasIn(scope)
			w.and(bounds.either(), bounds.args...)
		}
		found, err := list(ctx, b.db.read, func(r row) (p book.Point, err error) { return p, r.Scan(&p.ID, &p.Name, &p.System, &p.Of) },
			"SELECT c.id, c.name, v.id, v.name FROM camera c JOIN video_system v ON v.id = c.system"+w.String(), w.args...)
		if err != nil {
			return b.db.fault(err)
		}
		for _, p := range found {
			ids[p.ID] = p
		}
	}
	for i := range lines {
		var seen []book.Point
		for _, c := range lines[i].Cameras {
			if p := ids[c.ID]; !p.System.IsZero() {
				seen = append(seen, p)
			}
		}
		lines[i].Others, lines[i].Cameras = len(lines[i].Cameras)-len(seen), seen
	}
	return nil
}

// Systems implements book.Store.
func (b *Book) Systems(ctx context.Context, scope registry.Scope, text string, limit int) ([]book.Point, error) {
	var w where
	w.systems(scope)
	if text != "" {
		w.and("lower(v.name) LIKE lower(?) ESCAPE '!'", "%"+likely(text)+"%")
	}
	got, err := list(ctx, b.db.read, func(r row) (p book.Point, err error) { return p, r.Scan(&p.System, &p.Of) },
		"SELECT v.id, v.name FROM video_system v"+w.String()+" ORDER BY v.name, v.id LIMIT ?", append(w.args, limit)...)
	return got, b.db.fault(err)
}

// Cameras implements book.Store.
func (b *Book) Cameras(ctx context.Context, scope registry.Scope, system shiheng.SystemID, text string, limit int) ([]book.Point, error) {
	var w where
	if !scope.All {
		bounds := camerasIn(scope)
		w.and(bounds.either(), bounds.args...)
	}
	if !system.IsZero() {
		w.and("v.id = ?", system)
	}
	if text != "" {
		w.and("lower(c.name) LIKE lower(?) ESCAPE '!'", "%"+likely(text)+"%")
	}
	got, err := list(ctx, b.db.read, func(r row) (p book.Point, err error) { return p, r.Scan(&p.ID, &p.Name, &p.System, &p.Of) },
		"SELECT c.id, c.name, v.id, v.name FROM camera c JOIN video_system v ON v.id = c.system"+w.String()+" ORDER BY c.name, c.id LIMIT ?", append(w.args, limit)...)
	return got, b.db.fault(err)
}

// Counted implements book.Store.
func (b *Book) Counted(ctx context.Context, span shiheng.Span) ([]book.Cell, error) {
	regime, args := lineRegime()
	query := "SELECT regime, authority, act, outcome, clause, count(*) FROM (SELECT " + regime + ` AS regime, COALESCE(a.authority, '') AS authority,
		e.act AS act, ` + lineOutcome + ` AS outcome, CASE WHEN ` + lineOutcome + ` = 'refused' THEN e.article ELSE '' END AS clause
		FROM audit_event e` + lineJoins + " WHERE e.act IN (?) AND " + lineOnce + " AND e.at >= ? AND e.at < ?) x GROUP BY regime, authority, act, outcome, clause"
	cells, err := list(ctx, b.db.read, func(r row) (c book.Cell, err error) {
		return c, r.Scan(&c.Regime, &c.Authority, &c.Act, &c.Outcome, &c.Clause, &c.Count)
	}, query, append(args, bun.List(lineActs()), usec(span.From), usec(span.To))...)
	return cells, b.db.fault(err)
}
