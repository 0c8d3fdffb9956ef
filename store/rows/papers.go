package rows

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
)

// Papers keeps documents and attachments. It implements [papers.Store].
type Papers struct{ db *DB }

// NewPapers returns the papers kept in db.
func NewPapers(db *DB) *Papers { return &Papers{db} }

// Write implements papers.Store.
func (p *Papers) Write(ctx context.Context, f func(papers.Tx) error) error {
	return p.db.Write(ctx, func(tx bun.Tx) error { return f(NewPapersTx(ctx, tx)) })
}

// PapersTx implements [papers.Tx] in a transaction of [DB.Write]. The Tx of a
// room that issues documents or links attachments embeds it, so that those are
// written with the room's own change.
type PapersTx struct {
	ctx context.Context //nolint:containedctx // the transaction's own, bound so that rules need not pass it
	tx  bun.Tx
}

// NewPapersTx is the papers' view of a transaction of another room.
func NewPapersTx(ctx context.Context, tx bun.Tx) PapersTx { return PapersTx{ctx: ctx, tx: tx} }

// Append implements papers.Tx.
func (t PapersTx) Append(e audit.Event) error { return Append(t.ctx, t.tx, e) }

// Attachments.

const attachmentColumns = `id, sha256, name, media_type, size, added_by, adder, added_at, subject_kind, subject_id,
	confidential, supersedes, superseded_by, retired_at, retire_reason`

func scanAttachment(r row) (a papers.Attachment, err error) {
	return a, r.Scan(&a.ID, &a.SHA256, &a.Name, &a.Type, &a.Size, &a.AddedBy, &a.Adder, instant{&a.AddedAt},
		&a.Subject.Kind, &a.Subject.ID, &a.Confidential, &a.Supersedes, &a.SupersededBy, instant{&a.RetiredAt}, &a.RetireReason)
}

const oneAttachment = "SELECT " + attachmentColumns + " FROM attachment WHERE id = ?"

// Attachment implements papers.Store.
func (p *Papers) Attachment(ctx context.Context, id papers.AttachmentID) (papers.Attachment, error) {
	a, err := scanAttachment(p.db.read.QueryRowContext(ctx, oneAttachment, id))
	return a, p.db.lookup(err, "attachment")
}

// Attachments implements papers.Store.
func (p *Papers) Attachments(ctx context.Context, subject audit.Object, all bool, paging audit.Paging) (audit.Page[papers.Attachment], error) {
	var w where
	w.and("subject_kind = ? AND subject_id = ?", subject.Kind, subject.ID)
	w.and("id > ?", paging.Cursor)
	if !all {
		w.and("superseded_by IS NULL AND retired_at IS NULL")
	}
	items, err := list(ctx, p.db.read, scanAttachment,
		"SELECT "+attachmentColumns+" FROM attachment"+w.String()+" ORDER BY id LIMIT ?", append(w.args, paging.Size()+1)...)
	if err != nil {
		return audit.Page[papers.Attachment]{}, p.db.fault(err)
	}
	return page(items, paging, func(a papers.Attachment) string { return a.ID.String() }), nil
}

// Strays implements papers.Store.
func (p *Papers) Strays(ctx context.Context, before time.Time) ([]papers.Attachment, error) {
	items, err := list(ctx, p.db.read, scanAttachment, "SELECT "+attachmentColumns+` FROM attachment
		WHERE subject_kind = '' AND added_at < ? ORDER BY id LIMIT 500`, usec(before))
	return items, p.db.fault(err)
}

// Attachment implements papers.Tx.
func (t PapersTx) Attachment(id papers.AttachmentID) (papers.Attachment, error) {
	a, err := scanAttachment(t.tx.QueryRowContext(t.ctx, oneAttachment, id))
	return a, none(err, "attachment")
}

// InsertAttachment implements papers.Tx.
func (t PapersTx) InsertAttachment(a papers.Attachment) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO attachment (`+attachmentColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.ID, a.SHA256, text(a.Name), string(a.Type), a.Size, a.AddedBy, text(a.Adder), usec(a.AddedAt), a.Subject.Kind,
		text(a.Subject.ID), a.Confidential, a.Supersedes, a.SupersededBy, usec(a.RetiredAt), text(a.RetireReason))
	return err
}

// LinkAttachment implements papers.Tx.
func (t PapersTx) LinkAttachment(id papers.AttachmentID, subject audit.Object) error {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE attachment SET subject_kind = ?, subject_id = ? WHERE id = ? AND subject_kind = ''`,
		subject.Kind, text(subject.ID), id)
	return changed(res, err, shiheng.Conflict("attachment.linked"))
}

// ReplaceAttachment implements papers.Tx.
func (t PapersTx) ReplaceAttachment(id, by papers.AttachmentID) error {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE attachment SET superseded_by = ?
		WHERE id = ? AND superseded_by IS NULL AND retired_at IS NULL`, by, id)
	if err := changed(res, err, shiheng.Conflict("attachment.not-current")); err != nil {
		return err
	}
	_, err = t.tx.ExecContext(t.ctx, "UPDATE attachment SET supersedes = ? WHERE id = ? AND supersedes IS NULL", id, by)
	return err
}

// RetireAttachment implements papers.Tx.
func (t PapersTx) RetireAttachment(id papers.AttachmentID, at time.Time, reason string) error {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE attachment SET retired_at = ?, retire_reason = ?
		WHERE id = ? AND superseded_by IS NULL AND retired_at IS NULL`, usec(at), text(reason), id)
	return changed(res, err, shiheng.Conflict("attachment.not-current"))
}

// DropAttachment implements papers.Tx.
func (t PapersTx) DropAttachment(id papers.AttachmentID) (last bool, err error) {
	a, err := t.Attachment(id)
	if err != nil {
		return false, err
	}
	res, err := t.tx.ExecContext(t.ctx, "DELETE FROM attachment WHERE id = ? AND subject_kind = ''", id)
	if err := changed(res, err, shiheng.Conflict("attachment.linked")); err != nil {
		return false, err
	}
	var n int
	err = t.tx.QueryRowContext(t.ctx, `SELECT (SELECT count(*) FROM attachment WHERE sha256 = ?)
		+ (SELECT count(*) FROM document WHERE pdf = ?)`, a.SHA256, a.SHA256).Scan(&n)
	return n == 0, err
}

// Documents.

const documentColumns = `id, kind, number, title, subject_kind, subject_id, day, check_code, sha256, html_sha256, pdf,
	issued_by, issuer, issued_at, supersedes, superseded_by, voided_at, voided_by, void_reason, templates`

func documentInto(d *papers.Issued) []any {
	return []any{
		&d.ID, &d.Kind, &d.Number, &d.Title, &d.Subject.Kind, &d.Subject.ID, lawDay{&d.Date}, &d.CheckCode, &d.SHA256,
		&d.HTMLSHA256, &d.PDF, &d.IssuedBy, &d.Issuer, instant{&d.IssuedAt}, &d.Supersedes, &d.SupersededBy,
		instant{&d.VoidedAt}, &d.VoidedBy, &d.VoidReason, &d.Templates,
	}
}

func scanDocument(r row) (d papers.Issued, err error) { return d, scanInto(r, documentInto(&d)) }

const documentBy = "SELECT " + documentColumns + " FROM document WHERE "

// Document implements papers.Store.
func (p *Papers) Document(ctx context.Context, id papers.DocumentID) (papers.Issued, error) {
	d, err := scanDocument(p.db.read.QueryRowContext(ctx, documentBy+"id = ?", id))
	return d, p.db.lookup(err, "document")
}

// DocumentByCode implements papers.Store.
func (p *Papers) DocumentByCode(ctx context.Context, code papers.CheckCode) (papers.Issued, error) {
	d, err := scanDocument(p.db.read.QueryRowContext(ctx, documentBy+"check_code = ?", string(code)))
	return d, p.db.lookup(err, "document")
}

// Documents implements papers.Store.
func (p *Papers) Documents(ctx context.Context, f papers.DocumentFilter, paging audit.Paging) (audit.Page[papers.Issued], error) {
	var w where
	if f.Subject != (audit.Object{}) {
		w.and("subject_kind = ? AND subject_id = ?", f.Subject.Kind, f.Subject.ID)
	}
	if f.Kind != "" {
		w.and("kind = ?", string(f.Kind))
	}
	if paging.Cursor != "" {
		w.and("id < ?", paging.Cursor)
	}
	items, err := list(ctx, p.db.read, scanDocument,
		"SELECT "+documentColumns+" FROM document"+w.String()+" ORDER BY id DESC LIMIT ?", append(w.args, paging.Size()+1)...)
	if err != nil {
		return audit.Page[papers.Issued]{}, p.db.fault(err)
	}
	return page(items, paging, func(d papers.Issued) string { return d.ID.String() }), nil
}

// Record implements papers.Store.
func (p *Papers) Record(ctx context.Context, id papers.DocumentID) (papers.Record, error) {
	d, err := p.Document(ctx, id)
	if err != nil {
		return papers.Record{}, err
	}
	out := papers.Record{Issued: d}
	var html []byte
	err = p.db.read.QueryRowContext(ctx, "SELECT original, html FROM document_original WHERE document = ?", id).Scan(&out.Original, &html)
	if err != nil {
		return papers.Record{}, p.db.lookup(err, "document")
	}
	out.HTML, err = unpacked(html)
	return out, err
}

// KeepPDF implements papers.Store.
func (p *Papers) KeepPDF(ctx context.Context, id papers.DocumentID, pdf shiheng.Digest) error {
	return p.db.Write(ctx, func(tx bun.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE document SET pdf = ? WHERE id = ? AND pdf IS NULL", pdf, id)
		return err
	})
}

// NextNumber implements papers.Tx.
func (t PapersTx) NextNumber(series string) (n int64, err error) {
	err = t.tx.QueryRowContext(t.ctx, `INSERT INTO document_series (series, last) VALUES (?, 1)
		ON CONFLICT (series) DO UPDATE SET last = document_series.last + 1 RETURNING last`, text(series)).Scan(&n)
	return n, err
}

// InsertDocument implements papers.Tx.
func (t PapersTx) InsertDocument(r papers.Record) error {
	html, err := packed(r.HTML)
	if err != nil {
		return err
	}
	_, err = t.tx.ExecContext(t.ctx, `INSERT INTO document (`+documentColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.ID, string(r.Kind), text(r.Number), text(r.Title), r.Subject.Kind, text(r.Subject.ID), r.Date.String(), string(r.CheckCode),
		r.SHA256, r.HTMLSHA256, r.PDF, r.IssuedBy, text(r.Issuer), usec(r.IssuedAt), r.Supersedes, r.SupersededBy,
		usec(r.VoidedAt), r.VoidedBy, text(r.VoidReason), r.Templates)
	if err != nil {
		return err
	}
	_, err = t.tx.ExecContext(t.ctx, "INSERT INTO document_original (document, original, html) VALUES (?, ?, ?)", r.ID, r.Original, html)
	return err
}

// Document implements papers.Tx.
func (t PapersTx) Document(id papers.DocumentID) (papers.Issued, error) {
	d, err := scanDocument(t.tx.QueryRowContext(t.ctx, documentBy+"id = ?", id))
	return d, none(err, "document")
}

// Supersede implements papers.Tx.
func (t PapersTx) Supersede(id, by papers.DocumentID) error {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE document SET superseded_by = ?
		WHERE id = ? AND superseded_by IS NULL AND voided_at IS NULL`, by, id)
	return changed(res, err, shiheng.Conflict("document.superseded"))
}

// Void implements papers.Tx.
func (t PapersTx) Void(id papers.DocumentID, by shiheng.AccountID, at time.Time, reason string) error {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE document SET voided_at = ?, voided_by = ?, void_reason = ?
		WHERE id = ? AND voided_at IS NULL`, usec(at), by, text(reason), id)
	return changed(res, err, shiheng.Conflict("document.voided"))
}

// packed is a page as rows keep it: it shrinks to an eighth.
func packed(html []byte) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(html); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func unpacked(b []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("frozen page: %w", err)
	}
	html, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("frozen page: %w", err)
	}
	return html, z.Close()
}
