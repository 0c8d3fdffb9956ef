package rows

import (
	"context"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

const findingColumns = `f.id, f.fault, f.article, f.place, f.system, f.camera, f.organisation, f.room_use, f.note,
	f.source, f.finder, f.finder_phone, f.spot, f.handler, f.due, f.found_by, f.at, f.closed, f.closed_by, f.verdict, f.outcome, f.reply`

func scanFinding(r row) (f registry.Finding, err error) {
	return f, r.Scan(&f.ID, &f.Fault, &f.Article, &f.Place, &f.System, &f.Camera, &f.Organisation, &f.RoomUse, &f.Note,
		&f.Source, &f.Finder, &f.FinderPhone, &f.Spot, &f.Handler, lawDay{&f.Due}, &f.By, instant{&f.At},
		instant{&f.Closed}, &f.ClosedBy, &f.Verdict, &f.Outcome, &f.Reply)
}

// findingsIn are the conditions on a finding f: what it is about lies in the
// scope. One about nothing in the registers is seen by those only who see all.
func findingsIn(s registry.Scope) (w where) {
	standing(&w, "f.place", s)
	systems, cameras := systemsIn(s), camerasIn(s)
	w.and("f.system IN (SELECT v.id FROM video_system v WHERE "+systems.either()+")", systems.args...)
	w.and("f.camera IN (SELECT c.id FROM camera c JOIN video_system v ON v.id = c.system WHERE "+cameras.either()+")", cameras.args...)
	among(&w, "f.organisation IN (?)", s.Organisations)
	return w
}

// Findings implements registry.Store.
func (r *Registry) Findings(ctx context.Context, f registry.FindingFilter, p audit.Paging) (audit.Page[registry.Finding], error) {
	var w where
	if !f.Scope.All {
		bounds := findingsIn(f.Scope)
		w.and(bounds.either(), bounds.args...)
	}
	if f.Open {
		w.and("f.closed IS NULL")
	}
	if !f.Place.IsZero() {
		w.and(under("f.place", named), bun.List([]shiheng.PlaceID{f.Place}))
	}
	equal(&w, "f.id = ?", f.ID)
	equal(&w, "f.system = ?", f.System)
	equal(&w, "f.camera = ?", f.Camera)
	equal(&w, "f.organisation = ?", f.Organisation)
	equal(&w, "f.fault = ?", f.Fault)
	equal(&w, "f.source = ?", f.Source)
	if p.Cursor != "" {
		w.and("f.id < ?", p.Cursor)
	}
	items, err := list(ctx, r.db.read, scanFinding,
		"SELECT "+findingColumns+" FROM finding f"+w.String()+" ORDER BY f.id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[registry.Finding]{}, r.db.fault(err)
	}
	return page(items, p, func(f registry.Finding) string { return f.ID.String() }), nil
}

// equal adds a condition unless the value is the zero one, which does not
// narrow.
func equal[T comparable](w *where, cond string, v T) {
	var zero T
	if v != zero {
		w.and(cond, v)
	}
}

// Finding implements registry.Store.
func (r *Registry) Finding(ctx context.Context, id registry.FindingID) (registry.Finding, error) {
	return oneFinding(ctx, r.db, r.db.read, id)
}

func oneFinding(ctx context.Context, db *DB, from bun.IDB, id registry.FindingID) (registry.Finding, error) {
	f, err := scanFinding(from.QueryRowContext(ctx, "SELECT "+findingColumns+" FROM finding f WHERE f.id = ?", id))
	return f, db.lookup(err, "finding")
}

// OpenFindings implements registry.Store.
func (r *Registry) OpenFindings(ctx context.Context, fault registry.Fault) ([]registry.Finding, error) {
	items, err := list(ctx, r.db.read, scanFinding,
		"SELECT "+findingColumns+" FROM finding f WHERE f.closed IS NULL AND f.fault = ? ORDER BY f.id", string(fault))
	return items, r.db.fault(err)
}

func (t registryTx) Finding(id registry.FindingID) (registry.Finding, error) {
	return oneFinding(t.ctx, t.db, t.tx, id)
}

// FindingTx lets a room open and close findings in a transaction of its own,
// as with [Append]. It implements [registry.FindingTx].
type FindingTx struct {
	ctx context.Context //nolint:containedctx // the transaction's own, bound so that rules need not pass it
	tx  bun.Tx
}

// NewFindingTx returns the findings in a transaction, which must be one of
// [DB.Write].
func NewFindingTx(ctx context.Context, tx bun.Tx) FindingTx { return FindingTx{ctx: ctx, tx: tx} }

// Append implements registry.FindingTx.
func (t FindingTx) Append(e audit.Event) error { return Append(t.ctx, t.tx, e) }

// alike are the conditions that an open finding is of one fault on just these
// things. They are written so that an index serves them: the keeper asks for
// each finding of a city.
func alike(f registry.Finding) *where {
	w := &where{}
	w.and("closed IS NULL AND fault = ?", string(f.Fault))
	just(w, "place", f.Place)
	just(w, "system", f.System)
	just(w, "camera", f.Camera)
	just(w, "organisation", f.Organisation)
	return w
}

// just is the condition that a column holds the identity, or nothing when it is
// zero.
func just[K any](w *where, column string, id shiheng.ID[K]) {
	if id.IsZero() {
		w.and(column + " IS NULL")
		return
	}
	w.and(column+" = ?", id)
}

// OpenFinding implements registry.FindingTx.
func (t FindingTx) OpenFinding(f registry.Finding) (bool, error) {
	if f.By.IsZero() { // the house says a thing once
		var n int
		w := alike(f)
		w.and("found_by IS NULL")
		err := t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM finding"+w.String(), w.args...).Scan(&n)
		if err != nil || n > 0 {
			return false, err
		}
	}
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO finding
		(id, fault, article, place, system, camera, organisation, room_use, note, photo, source, finder, finder_phone, spot,
		handler, due, found_by, at, outcome)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, '')`,
		f.ID, string(f.Fault), f.Article, f.Place, f.System, f.Camera, f.Organisation, f.RoomUse, text(f.Note),
		string(f.Source), text(f.Finder), text(f.FinderPhone), text(f.Spot), text(f.Handler), f.Due.String(), f.By, usec(f.At))
	return err == nil, err
}

// OpenFindingsOf implements registry.FindingTx.
func (t FindingTx) OpenFindingsOf(f registry.Finding) ([]registry.Finding, error) {
	w := alike(f)
	return list(t.ctx, t.tx, scanFinding, "SELECT "+findingColumns+" FROM finding f"+w.String()+" ORDER BY f.id", w.args...)
}

// CloseFinding implements registry.FindingTx.
func (t FindingTx) CloseFinding(id registry.FindingID, c registry.Closing) error {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE finding SET closed = ?, closed_by = ?, verdict = ?, outcome = ?, reply = ?
		WHERE id = ? AND closed IS NULL`, usec(c.Closed), c.ClosedBy, string(c.Verdict), text(c.Outcome), text(c.Reply), id)
	return changed(res, err, shiheng.Conflict("finding.closed"))
}

func (t registryTx) findings() FindingTx { return NewFindingTx(t.ctx, t.tx) }

func (t registryTx) OpenFinding(f registry.Finding) (bool, error) { return t.findings().OpenFinding(f) }

func (t registryTx) OpenFindingsOf(f registry.Finding) ([]registry.Finding, error) {
	return t.findings().OpenFindingsOf(f)
}

func (t registryTx) CloseFinding(id registry.FindingID, c registry.Closing) error {
	return t.findings().CloseFinding(id, c)
}

// Pushes.

// Pushes implements registry.Store.
func (r *Registry) Pushes(ctx context.Context, f registry.PushFilter, p audit.Paging) (audit.Page[registry.Push], error) {
	var w where
	if !f.Scope.All {
		bounds := systemsIn(f.Scope)
		w.and("system IN (SELECT v.id FROM video_system v WHERE "+bounds.either()+")", bounds.args...)
	}
	equal(&w, "system = ?", f.System)
	equal(&w, "addressee = ?", f.Addressee)
	equal(&w, "by_account IN (SELECT a.id FROM account a WHERE a.organisation = ?)", f.Sender)
	if p.Cursor != "" {
		w.and("id < ?", p.Cursor)
	}
	items, err := list(ctx, r.db.read, func(from row) (v registry.Push, err error) {
		return v, from.Scan(&v.ID, &v.System, &v.Addressee, &v.Note, lawDay{&v.Until}, &v.Article, instant{&v.At}, &v.By)
	}, "SELECT id, system, addressee, note, by_day, article, at, by_account FROM push"+w.String()+" ORDER BY id DESC LIMIT ?",
		append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[registry.Push]{}, r.db.fault(err)
	}
	return page(items, p, func(v registry.Push) string { return v.ID.String() }), nil
}

func (t registryTx) InsertPush(p registry.Push) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO push (id, system, addressee, note, by_day, article, at, by_account)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, p.ID, p.System, p.Addressee, text(p.Note), p.Until.String(), p.Article, usec(p.At), p.By)
	return err
}
