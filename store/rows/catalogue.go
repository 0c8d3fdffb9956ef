package rows

import (
	"context"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/catalogue"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/binder"
)

// Catalogue keeps the connection catalogue and interface tests. It implements
// [catalogue.Store].
type Catalogue struct{ db *DB }

// NewCatalogue returns the catalogue kept in db.
func NewCatalogue(db *DB) *Catalogue { return &Catalogue{db} }

// Write implements catalogue.Store.
func (c *Catalogue) Write(ctx context.Context, f func(catalogue.Tx) error) error {
	return c.db.Write(ctx, func(tx bun.Tx) error { return f(catalogueTx{newRegistryTx(ctx, tx, c.db)}) })
}

// catalogueTx implements catalogue.Tx.
type catalogueTx struct{ registryTx }

// Binder is the binders' view of the same transaction, for the reports that go
// into them.
func (t catalogueTx) Binder() binder.Tx {
	return bindersTx{PapersTx: t.PapersTx, ctx: t.ctx, tx: t.tx, store: NewBinders(t.db)}
}

const editionColumns = `id, number, title, note, status, rules, exceptions, drafted_by, drafted_at, published_by,
	published_at, items, version`

func scanEdition(r row) (v catalogue.Version, err error) {
	return v, r.Scan(&v.ID, &v.Number, &v.Title, &v.Note, &v.Status, jsonInto{&v.Rules}, jsonInto{&v.Exceptions},
		&v.DraftedBy, instant{&v.DraftedAt}, &v.PublishedBy, instant{&v.PublishedAt}, &v.Items, &v.Version)
}

func oneEdition(ctx context.Context, db *DB, from bun.IDB, cond string, args ...any) (catalogue.Version, error) {
	v, err := scanEdition(from.QueryRowContext(ctx, "SELECT "+editionColumns+" FROM catalogue_version WHERE "+cond, args...))
	return v, db.lookup(err, "catalogue")
}

// Versions implements catalogue.Store.
func (c *Catalogue) Versions(ctx context.Context, p audit.Paging) (audit.Page[catalogue.Version], error) {
	var w where
	if p.Cursor != "" {
		w.and("id < ?", p.Cursor)
	}
	items, err := list(ctx, c.db.read, scanEdition, "SELECT "+editionColumns+" FROM catalogue_version"+w.String()+
		" ORDER BY id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[catalogue.Version]{}, c.db.fault(err)
	}
	return page(items, p, func(v catalogue.Version) string { return v.ID.String() }), nil
}

// Version implements catalogue.Store.
func (c *Catalogue) Version(ctx context.Context, id catalogue.VersionID) (catalogue.Version, error) {
	return oneEdition(ctx, c.db, c.db.read, "id = ?", id)
}

// Current implements catalogue.Store.
func (c *Catalogue) Current(ctx context.Context) (catalogue.Version, error) {
	return oneEdition(ctx, c.db, c.db.read, "status = ?", string(catalogue.Published))
}

func (t catalogueTx) Version(id catalogue.VersionID) (catalogue.Version, error) {
	return oneEdition(t.ctx, t.db, t.tx, "id = ?", id)
}

func (t catalogueTx) Draft() (catalogue.Version, error) {
	return oneEdition(t.ctx, t.db, t.tx, "status = ?", string(catalogue.Draft))
}

func (t catalogueTx) Current() (catalogue.Version, error) {
	return oneEdition(t.ctx, t.db, t.tx, "status = ?", string(catalogue.Published))
}

func (t catalogueTx) LastNumber() (n int, err error) {
	return n, t.tx.QueryRowContext(t.ctx, "SELECT coalesce(max(number), 0) FROM catalogue_version").Scan(&n)
}

func (t catalogueTx) InsertVersion(v catalogue.Version) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO catalogue_version
		(id, number, title, note, status, rules, exceptions, drafted_by, drafted_at, published_by, published_at, items, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, v.ID, v.Number, text(v.Title), text(v.Note), string(v.Status),
		text(jsonText(v.Rules)), text(jsonText(v.Exceptions)), v.DraftedBy, usec(v.DraftedAt), v.PublishedBy,
		usec(v.PublishedAt), v.Items, v.Version)
	return err
}

func (t catalogueTx) UpdateVersion(v catalogue.Version) error {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE catalogue_version SET title = ?, note = ?, status = ?, rules = ?, exceptions = ?,
		published_by = ?, published_at = ?, items = ?, version = version + 1 WHERE id = ? AND version = ?`,
		text(v.Title), text(v.Note), string(v.Status), text(jsonText(v.Rules)), text(jsonText(v.Exceptions)), v.PublishedBy,
		usec(v.PublishedAt), v.Items, v.ID, v.Version)
	return changed(res, err, shiheng.Conflict("catalogue.changed"))
}

func (t catalogueTx) DeleteVersion(id catalogue.VersionID) error {
	_, err := t.tx.ExecContext(t.ctx, "DELETE FROM catalogue_version WHERE id = ? AND status = ?", id, string(catalogue.Draft))
	return err
}

// PutItems implements catalogue.Tx.
func (t catalogueTx) PutItems(of catalogue.VersionID, items []catalogue.Item) error {
	for _, it := range items {
		_, err := t.tx.ExecContext(t.ctx, "INSERT INTO catalogue_item (edition, system, rule, reason, due) VALUES (?, ?, ?, ?, ?)",
			of, it.System, text(it.Rule), text(it.Reason), it.Due.String())
		if err != nil {
			return err
		}
	}
	return nil
}

// Items implements catalogue.Store.
func (c *Catalogue) Items(ctx context.Context, of catalogue.VersionID, scope registry.Scope, p audit.Paging) (audit.Page[catalogue.Item], error) {
	var w where
	w.and("i.edition = ?", of)
	if p.Cursor != "" {
		w.and("i.system > ?", p.Cursor)
	}
	w.systems(scope)
	items, err := list(ctx, c.db.read, func(r row) (it catalogue.Item, err error) {
		return it, r.Scan(&it.System, &it.Rule, &it.Reason, lawDay{&it.Due})
	}, "SELECT i.system, i.rule, i.reason, i.due FROM catalogue_item i JOIN video_system v ON v.id = i.system"+w.String()+
		" ORDER BY i.system LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[catalogue.Item]{}, c.db.fault(err)
	}
	return page(items, p, func(it catalogue.Item) string { return it.System.String() }), nil
}

// Subjects implements catalogue.Store.
func (c *Catalogue) Subjects(ctx context.Context, p audit.Paging) (audit.Page[catalogue.Subject], error) {
	systems, err := NewRegistry(c.db).Systems(ctx, registry.SystemFilter{Scope: registry.Scope{All: true}}, p)
	if err != nil {
		return audit.Page[catalogue.Subject]{}, err
	}
	places := make([]shiheng.PlaceID, len(systems.Items))
	for i, v := range systems.Items {
		places[i] = v.Place
	}
	up, err := ways(ctx, c.db.read, places)
	if err != nil {
		return audit.Page[catalogue.Subject]{}, c.db.fault(err)
	}
	secret, err := list(ctx, c.db.read, func(r row) (id shiheng.SystemID, err error) { return id, r.Scan(&id) },
		"SELECT m.id FROM secrecy_mark m WHERE "+graded)
	out := audit.Page[catalogue.Subject]{Items: make([]catalogue.Subject, len(systems.Items)), Next: systems.Next}
	for i, v := range systems.Items {
		out.Items[i] = catalogue.Subject{
			System: v.ID, Name: v.Name, Facts: v.Effective(), Trade: v.Trade, Division: up[v.Place].division, State: v.State,
			Secret: slices.Contains(secret, v.ID),
		}
	}
	return out, c.db.fault(err)
}

// Tasks.

const taskColumns = `k.system, k.edition, k.rule, k.due, k.opened, k.link, k.since, k.probed, k.lacking, k.reach, k.first`

func scanTask(r row) (t catalogue.Task, err error) {
	return t, r.Scan(&t.System, &t.Edition, &t.Rule, lawDay{&t.Due}, instant{&t.Opened}, &t.Link, instant{&t.Since},
		instant{&t.Probed}, jsonInto{&t.Lacking}, jsonInto{&t.Reach}, instant{&t.First})
}

// Tasks implements catalogue.Store.
func (c *Catalogue) Tasks(ctx context.Context, f catalogue.TaskFilter, p audit.Paging) (audit.Page[catalogue.Task], error) {
	var w where
	if !f.System.IsZero() {
		w.and("k.system = ?", f.System)
	}
	if f.Link != "" {
		w.and("k.link = ?", string(f.Link))
	}
	if !f.OverdueOn.IsZero() {
		w.and("k.first IS NULL AND k.due < ?", f.OverdueOn.String())
	}
	if p.Cursor != "" {
		w.and("k.system > ?", p.Cursor)
	}
	w.systems(f.Scope)
	items, err := list(ctx, c.db.read, scanTask, "SELECT "+taskColumns+" FROM connect_task k JOIN video_system v ON v.id = k.system"+
		w.String()+" ORDER BY k.system LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[catalogue.Task]{}, c.db.fault(err)
	}
	return page(items, p, func(t catalogue.Task) string { return t.System.String() }), nil
}

// Counts implements catalogue.Store.
func (c *Catalogue) Counts(ctx context.Context, scope registry.Scope, on law.Day) (catalogue.Counts, error) {
	var w where
	w.systems(scope)
	out := catalogue.Counts{ByLink: map[catalogue.Link]int{}}
	_, err := list(ctx, c.db.read, func(r row) (none struct{}, err error) {
		var link catalogue.Link
		var n, overdue int
		if err := r.Scan(&link, &n, &overdue); err != nil {
			return none, err
		}
		out.All, out.Overdue = out.All+n, out.Overdue+overdue
		out.ByLink[link] = n
		return none, nil
	}, `SELECT k.link, count(*), coalesce(sum(CASE WHEN k.first IS NULL AND k.due < ? THEN 1 ELSE 0 END), 0)
		FROM connect_task k JOIN video_system v ON v.id = k.system`+w.String()+` GROUP BY k.link`, append([]any{on.String()}, w.args...)...)
	return out, c.db.fault(err)
}

func (t catalogueTx) Tasks() ([]catalogue.Task, error) {
	return list(t.ctx, t.tx, scanTask, "SELECT "+taskColumns+" FROM connect_task k ORDER BY k.system")
}

func (t catalogueTx) PutTask(k catalogue.Task) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO connect_task
		(system, edition, rule, due, opened, link, since, probed, lacking, reach, first) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (system) DO UPDATE SET edition = excluded.edition, rule = excluded.rule, due = excluded.due,
		link = excluded.link, since = excluded.since, probed = excluded.probed, lacking = excluded.lacking,
		reach = excluded.reach, first = excluded.first`,
		k.System, k.Edition, text(k.Rule), k.Due.String(), usec(k.Opened), string(k.Link), usec(k.Since), usec(k.Probed),
		jsonText(k.Lacking), jsonText(k.Reach), usec(k.First))
	return err
}

func (t catalogueTx) DeleteTask(system shiheng.SystemID) error {
	_, err := t.tx.ExecContext(t.ctx, "DELETE FROM connect_task WHERE system = ?", system)
	return err
}

// Known implements catalogue.Store.
func (c *Catalogue) Known(ctx context.Context, systems []shiheng.SystemID) (map[shiheng.SystemID]catalogue.Reach, error) {
	out := map[shiheng.SystemID]catalogue.Reach{}
	_, err := list(ctx, c.db.read, func(r row) (none struct{}, err error) {
		var k catalogue.Reach
		if err := r.Scan(&k.System, &k.Cameras, &k.Linked, &k.Listed); err != nil {
			return none, err
		}
		out[k.System] = k
		return none, nil
	}, `SELECT c.system, count(*), sum(CASE WHEN c.main IS NOT NULL THEN 1 ELSE 0 END),
		sum(CASE WHEN c.main IS NOT NULL AND (c.main_device IS NULL OR EXISTS (
			SELECT 1 FROM channel ch WHERE ch.camera = c.id AND ch.device = c.main_device AND ch.missing_since IS NULL)) THEN 1 ELSE 0 END)
		FROM camera c WHERE c.system IN (?) GROUP BY c.system`, bun.List(systems))
	if err != nil {
		return nil, c.db.fault(err)
	}
	_, err = list(ctx, c.db.read, func(r row) (none struct{}, err error) {
		var id shiheng.SystemID
		var at time.Time
		if err := r.Scan(&id, instant{&at}); err != nil {
			return none, err
		}
		k := out[id]
		k.System, k.Tested = id, law.DayOf(at)
		out[id] = k
		return none, nil
	}, "SELECT system, max(ended) FROM interface_test WHERE verdict = ? AND system IN (?) GROUP BY system",
		string(catalogue.Passed), bun.List(systems))
	return out, c.db.fault(err)
}

// Interface tests.

const testColumns = `i.id, i.system, i.camera, i.device, i.by_account, i.began, i.ended, i.verdict, i.steps, i.document`

func scanTest(r row) (t catalogue.InterfaceTest, err error) {
	return t, r.Scan(&t.ID, &t.System, &t.Camera, &t.Device, &t.By, instant{&t.Began}, instant{&t.Ended}, &t.Verdict, jsonInto{&t.Steps}, &t.Document)
}

// Tests implements catalogue.Store.
func (c *Catalogue) Tests(ctx context.Context, f catalogue.TestFilter, p audit.Paging) (audit.Page[catalogue.InterfaceTest], error) {
	var w where
	if !f.System.IsZero() {
		w.and("i.system = ?", f.System)
	}
	if !f.Camera.IsZero() {
		w.and("i.camera = ?", f.Camera)
	}
	if p.Cursor != "" {
		w.and("i.id < ?", p.Cursor)
	}
	w.systems(f.Scope)
	items, err := list(ctx, c.db.read, scanTest, "SELECT "+testColumns+" FROM interface_test i JOIN video_system v ON v.id = i.system"+
		w.String()+" ORDER BY i.id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[catalogue.InterfaceTest]{}, c.db.fault(err)
	}
	return page(items, p, func(t catalogue.InterfaceTest) string { return t.ID.String() }), nil
}

// Test implements catalogue.Store.
func (c *Catalogue) Test(ctx context.Context, id catalogue.InterfaceTestID) (catalogue.InterfaceTest, error) {
	t, err := scanTest(c.db.read.QueryRowContext(ctx, "SELECT "+testColumns+" FROM interface_test i WHERE i.id = ?", id))
	return t, c.db.lookup(err, "interface-test")
}

func (t catalogueTx) InsertTest(i catalogue.InterfaceTest) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO interface_test (id, system, camera, device, by_account, began, ended, verdict, steps)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, i.ID, i.System, i.Camera, i.Device, i.By, usec(i.Began), usec(i.Ended), string(i.Verdict),
		text(jsonText(i.Steps)))
	return err
}

func (t catalogueTx) UpdateTest(i catalogue.InterfaceTest) error {
	res, err := t.tx.ExecContext(t.ctx, "UPDATE interface_test SET ended = ?, verdict = ?, steps = ? WHERE id = ? AND verdict = ?",
		usec(i.Ended), string(i.Verdict), text(jsonText(i.Steps)), i.ID, string(catalogue.Running))
	return changed(res, err, shiheng.Conflict("interface.ended"))
}

func (t catalogueTx) Test(id catalogue.InterfaceTestID) (catalogue.InterfaceTest, error) {
	i, err := scanTest(t.tx.QueryRowContext(t.ctx, "SELECT "+testColumns+" FROM interface_test i WHERE i.id = ?", id))
	return i, t.db.lookup(err, "interface-test")
}

func (t catalogueTx) KeepReport(id catalogue.InterfaceTestID, report papers.DocumentID) error {
	res, err := t.tx.ExecContext(t.ctx, "UPDATE interface_test SET document = ? WHERE id = ? AND document IS NULL", report, id)
	return changed(res, err, shiheng.Conflict("interface.reported"))
}

func (t catalogueTx) RunningTests() ([]catalogue.InterfaceTest, error) {
	return list(t.ctx, t.tx, scanTest, "SELECT "+testColumns+" FROM interface_test i WHERE i.verdict = ?", string(catalogue.Running))
}
