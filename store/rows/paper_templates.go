package rows

import (
	"context"
	"strconv"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
)

const templateColumns = "name, version, body, reset, why, sha256, saved_by, saver, saved_at"

func scanTemplate(r row) (t papers.SavedTemplate, err error) {
	return t, r.Scan(&t.Name, &t.Version, &t.Text, &t.Reset, &t.Why, &t.SHA256, &t.SavedBy, &t.Saver, instant{&t.SavedAt})
}

// SavedTemplates implements papers.Store.
func (p *Papers) SavedTemplates(ctx context.Context) ([]papers.SavedTemplate, error) {
	items, err := list(ctx, p.db.read, scanTemplate, "SELECT "+templateColumns+` FROM paper_template t
		WHERE version = (SELECT max(version) FROM paper_template n WHERE n.name = t.name) ORDER BY name`)
	return items, p.db.fault(err)
}

// TemplateVersions implements papers.Store.
func (p *Papers) TemplateVersions(ctx context.Context, name string, paging audit.Paging) (audit.Page[papers.SavedTemplate], error) {
	var w where
	w.and("name = ?", name)
	if before, err := strconv.ParseInt(paging.Cursor, 10, 64); err == nil {
		w.and("version < ?", before)
	}
	items, err := list(ctx, p.db.read, scanTemplate, "SELECT name, version, '', reset, why, sha256, saved_by, saver, saved_at FROM paper_template"+
		w.String()+" ORDER BY version DESC LIMIT ?", append(w.args, paging.Size()+1)...)
	if err != nil {
		return audit.Page[papers.SavedTemplate]{}, p.db.fault(err)
	}
	return page(items, paging, func(t papers.SavedTemplate) string { return strconv.Itoa(t.Version) }), nil
}

// TemplateVersion implements papers.Store.
func (p *Papers) TemplateVersion(ctx context.Context, name string, version int) (papers.SavedTemplate, error) {
	t, err := scanTemplate(p.db.read.QueryRowContext(ctx, "SELECT "+templateColumns+" FROM paper_template WHERE name = ? AND version = ?", name, version))
	return t, p.db.lookup(err, "template")
}

// LastTemplate implements papers.Tx.
func (t PapersTx) LastTemplate(name string) (last int, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT COALESCE(max(version), 0) FROM paper_template WHERE name = ?", name).Scan(&last)
	return last, err
}

// InsertTemplate implements papers.Tx.
func (t PapersTx) InsertTemplate(s papers.SavedTemplate) error {
	res, err := t.tx.ExecContext(t.ctx, "INSERT INTO paper_template ("+templateColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		s.Name, s.Version, text(s.Text), s.Reset, text(s.Why), s.SHA256, s.SavedBy, text(s.Saver), usec(s.SavedAt))
	return changed(res, err, shiheng.Conflict("template.changed"))
}
