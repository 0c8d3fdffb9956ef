package rows

import (
	"context"
	"strconv"
	"strings"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
)

const importColumns = "id, account, name, file, state, datum, columns, ignored, counts, at, committed_at, undone_at, version"

func scanImport(r row) (i archive.Import, err error) {
	return i, r.Scan(&i.ID, &i.Account, &i.Name, &i.File, &i.State, &i.Datum, jsonInto{&i.Columns}, jsonInto{&i.Ignored}, jsonInto{&i.Counts},
		instant{&i.At}, instant{&i.CommittedAt}, instant{&i.UndoneAt}, &i.Version)
}

func oneImport(ctx context.Context, db *DB, from bun.IDB, id archive.ImportID) (archive.Import, error) {
	i, err := scanImport(from.QueryRowContext(ctx, "SELECT "+importColumns+" FROM archive_import WHERE id = ?", id))
	return i, db.lookup(err, "archive.import")
}

// Import implements archive.Store.
func (a *Archive) Import(ctx context.Context, id archive.ImportID) (archive.Import, error) {
	return oneImport(ctx, a.db, a.db.read, id)
}

// Imports implements archive.Store.
func (a *Archive) Imports(ctx context.Context, account shiheng.AccountID, p audit.Paging) (audit.Page[archive.Import], error) {
	var w where
	w.and("account = ?", account)
	if p.Cursor != "" {
		w.and("id < ?", p.Cursor)
	}
	items, err := list(ctx, a.db.read, scanImport,
		"SELECT "+importColumns+" FROM archive_import"+w.String()+" ORDER BY id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[archive.Import]{}, a.db.fault(err)
	}
	return page(items, p, func(i archive.Import) string { return i.ID.String() }), nil
}

func (t archiveTx) Import(id archive.ImportID) (archive.Import, error) {
	return oneImport(t.ctx, t.db, t.tx, id)
}

func (t archiveTx) InsertImport(i archive.Import) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO archive_import ("+importColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		i.ID, i.Account, text(i.Name), text(i.File), string(i.State), string(i.Datum), jsonText(i.Columns), text(jsonText(i.Ignored)),
		jsonText(i.Counts), usec(i.At), usec(i.CommittedAt), usec(i.UndoneAt), i.Version)
	return err
}

func (t archiveTx) UpdateImport(i archive.Import) error {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE archive_import SET state = ?, counts = ?, committed_at = ?, undone_at = ?, version = version + 1
		WHERE id = ? AND version = ?`, string(i.State), jsonText(i.Counts), usec(i.CommittedAt), usec(i.UndoneAt), i.ID, i.Version)
	return changed(res, err, shiheng.Conflict("archive.import-changed"))
}

func (t archiveTx) InsertRows(id archive.ImportID, rows []archive.Row) error {
	const together = 100
	for len(rows) > 0 {
		some := rows[:min(together, len(rows))]
		rows = rows[len(some):]
		args := make([]any, 0, 4*len(some))
		for _, r := range some {
			args = append(args, id, r.Line, string(r.Status), text(jsonText(r)))
		}
		values := strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?), ", len(some)), ", ")
		if _, err := t.tx.ExecContext(t.ctx, "INSERT INTO archive_import_row (import, line, status, body) VALUES "+values, args...); err != nil {
			return err
		}
	}
	return nil
}

func (t archiveTx) UpdateRow(id archive.ImportID, r archive.Row) error {
	res, err := t.tx.ExecContext(t.ctx, "UPDATE archive_import_row SET status = ?, body = ? WHERE import = ? AND line = ?",
		string(r.Status), text(jsonText(r)), id, r.Line)
	return changed(res, err, shiheng.NotFound("archive.import-none"))
}

func (t archiveTx) DropRows(id archive.ImportID) error {
	_, err := t.tx.ExecContext(t.ctx, "DELETE FROM archive_import_row WHERE import = ?", id)
	return err
}

// Rows implements archive.Store.
func (a *Archive) Rows(ctx context.Context, id archive.ImportID, status archive.RowStatus, p audit.Paging) (audit.Page[archive.Row], error) {
	var w where
	w.and("import = ?", id)
	if status != "" {
		w.and("status = ?", string(status))
	}
	if p.Cursor != "" {
		after, err := strconv.Atoi(p.Cursor)
		if err != nil {
			return audit.Page[archive.Row]{}, shiheng.Invalid("page.cursor")
		}
		w.and("line > ?", after)
	}
	items, err := list(ctx, a.db.read, func(from row) (r archive.Row, err error) { return r, from.Scan(jsonInto{&r}) },
		"SELECT body FROM archive_import_row"+w.String()+" ORDER BY line LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[archive.Row]{}, a.db.fault(err)
	}
	return page(items, p, func(r archive.Row) string { return strconv.Itoa(r.Line) }), nil
}
