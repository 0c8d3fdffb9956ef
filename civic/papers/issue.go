package papers

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// Issue gives a document its number and code, freezes it and writes it with
// its event, in the transaction of the room that asks: it is issued when that
// commits, and leaves no hole in the numbers when it does not. tx is that
// room's own Tx, which embeds [Tx].
func (s *Service) Issue(ctx context.Context, tx Tx, actor audit.Actor, d Document) (Issued, error) {
	out, err := s.issue(ctx, tx, actor, d)
	if err != nil {
		return Issued{}, fmt.Errorf("issue %s: %w", d.Kind, err)
	}
	return out, nil
}

func (s *Service) issue(ctx context.Context, tx Tx, actor audit.Actor, d Document) (Issued, error) {
	sheet, err := s.sheet(tx.Attachment, d)
	if err != nil {
		return Issued{}, err
	}
	if err := replaces(tx, sheet.Document); err != nil {
		return Issued{}, err
	}
	now := s.now()
	sheet.ID, sheet.CheckCode, sheet.IssuedAt, sheet.IssuedBy = shiheng.NewID[DocumentID](now), newCheckCode(), now, actor.Called()
	if sheet.Number, err = s.number(tx, sheet); err != nil {
		return Issued{}, err
	}
	record, err := s.freeze(ctx, sheet)
	if err != nil {
		return Issued{}, err
	}
	record.IssuedBy = actor.Account
	if err := tx.InsertDocument(record); err != nil {
		return Issued{}, err
	}
	if !record.Supersedes.IsZero() {
		if err := tx.Supersede(record.Supersedes, record.ID); err != nil {
			return Issued{}, err
		}
	}
	e := audit.New(now, actor, audit.DocumentIssue, audit.On("document", record.ID)).With("kind", string(record.Kind)).
		With("number", record.Number).With("sha256", record.SHA256.String()).With("subject", record.Subject.Kind+" "+record.Subject.ID)
	if !record.Supersedes.IsZero() {
		e = e.With("supersedes", record.Supersedes.String())
	}
	return record.Issued, tx.Append(e)
}

// InForce finds the newest document of a kind about a subject that is in
// force: what the next one supersedes. Zero for none.
func (s *Service) InForce(ctx context.Context, k Kind, subject audit.Object) (DocumentID, error) {
	got, err := s.cfg.Store.Documents(ctx, DocumentFilter{Kind: k, Subject: subject}, audit.Paging{Limit: 20})
	if err != nil {
		return DocumentID{}, fmt.Errorf("look for %s: %w", k, err)
	}
	for _, d := range got.Items {
		if d.State() == Valid {
			return d.ID, nil
		}
	}
	return DocumentID{}, nil
}

// replaces checks that what a document supersedes is of its kind and subject,
// and in force.
func replaces(tx Tx, d Document) error {
	if d.Supersedes.IsZero() {
		return nil
	}
	old, err := tx.Document(d.Supersedes)
	switch {
	case err != nil:
		return err
	case old.Kind != d.Kind || old.Subject != d.Subject:
		return shiheng.Invalid("document.supersedes")
	case old.State() == Voided:
		return shiheng.Conflict("document.voided")
	case old.State() == Superseded:
		return shiheng.Conflict("document.superseded")
	}
	return nil
}

// sheet fills in what does not depend on issuing: the day, attachments, quotes.
func (s *Service) sheet(attachment func(AttachmentID) (Attachment, error), d Document) (Sheet, error) {
	if err := d.check(); err != nil {
		return Sheet{}, err
	}
	templates := s.Templates()
	spec, err := templates.Spec(d.Kind)
	if err != nil {
		return Sheet{}, err
	}
	if d.Date.IsZero() {
		d.Date = law.DayOf(s.now())
	}
	c := templates.sources.kinds
	out := Sheet{Original: Original{Form: originalForm, Practice: s.cfg.Practice, Document: d}, Spec: spec, Organ: d.Header.Organ, templates: templates}
	if out.Organ == "" {
		out.Organ = c.organ(d.Header.District).Name
	}
	for _, id := range d.Attachments {
		a, err := attachment(id)
		if err != nil {
			return Sheet{}, err
		}
		out.Listed = append(out.Listed, a.listed())
	}
	for _, section := range d.Sections {
		for _, p := range section.Pictures {
			a, err := attachment(p.Attachment)
			switch {
			case err != nil:
				return Sheet{}, err
			case !a.Type.Picture():
				return Sheet{}, shiheng.Invalid("document.picture", "name", a.Name)
			}
			out.Pictures = append(out.Pictures, a.listed())
		}
	}
	quoted := map[string]bool{}
	for _, id := range append(append([]string(nil), spec.Articles...), d.Articles...) {
		if quoted[id] {
			continue
		}
		quoted[id] = true
		q := Quote{Article: id, Cite: c.cite(id)}
		if a, ok := s.cfg.Articles.Article(id, d.Date); ok {
			q.Text = strings.ReplaceAll(a.Zh, "\n", "")
		}
		out.Quotes = append(out.Quotes, q)
	}
	return out, nil
}

// number takes the next number of the series that the kind, the organ and the
// year pick.
func (s *Service) number(tx Tx, sheet Sheet) (string, error) {
	p, err := parsePattern(sheet.Spec.Number)
	if err != nil {
		return "", err
	}
	district := sheet.Document.Header.District
	if district == "" {
		district = homeDistrict
	}
	year, err := strconv.Atoi(sheet.Document.Date.String()[:4])
	if err != nil {
		return "", err
	}
	series := p.series(sheet.templates.sources.kinds.organ(district), district, year)
	n, err := tx.NextNumber(series)
	if err != nil {
		return "", err
	}
	return p.number(series, n), nil
}

// homeDistrict is the city's own division code, for documents that name none.
const homeDistrict = "320200"

// freeze makes the original and the page of a sheet.
func (s *Service) freeze(ctx context.Context, sheet Sheet) (Record, error) {
	original, err := json.Marshal(sheet.Original)
	if err != nil {
		return Record{}, err
	}
	sheet.SHA256 = sha256.Sum256(original)
	sheet.QR = qrSVG(s.qrText(ctx, sheet))
	html, err := sheet.templates.Render(sheet)
	if err != nil {
		return Record{}, err
	}
	return Record{
		Issued: Issued{
			ID: sheet.ID, Kind: sheet.Document.Kind, Number: sheet.Number, Title: sheet.Title(), Subject: sheet.Document.Subject,
			Date: sheet.Date(), CheckCode: sheet.CheckCode, SHA256: sheet.SHA256, HTMLSHA256: sha256.Sum256(html),
			Issuer: sheet.IssuedBy, IssuedAt: sheet.IssuedAt, Supersedes: sheet.Document.Supersedes,
			Templates: sheet.templates.printed(sheet.Document.Kind),
		},
		Original: original, HTML: html,
	}, nil
}

// qrText is what a scanner reads: a link where the platform has an address,
// else the number, the code and the beginning of the digest.
func (s *Service) qrText(ctx context.Context, sheet Sheet) string {
	if address := s.cfg.Address(ctx); address != "" {
		return strings.TrimSuffix(address, "/") + "/check/" + string(sheet.CheckCode)
	}
	return sheet.Number + " " + string(sheet.CheckCode) + " " + sheet.SHA256.String()[:16]
}

// Preview renders a document that is not issued: without number and code, and
// with 草稿 across every page.
func (s *Service) Preview(ctx context.Context, d Document) ([]byte, error) {
	sheet, err := s.sheet(func(id AttachmentID) (Attachment, error) { return s.cfg.Store.Attachment(ctx, id) }, d)
	if err == nil {
		sheet.Draft = true
		var html []byte
		if html, err = sheet.templates.Render(sheet); err == nil {
			return s.withPictures(ctx, marked(html, draftMark))
		}
	}
	return nil, fmt.Errorf("preview %s: %w", d.Kind, err)
}

// maxReason bounds why something is voided or retired, in bytes.
const maxReason = 2000

func reason(text string) (string, error) {
	text = tidy(text)
	if text == "" || len(text) > maxReason || !utf8.ValidString(text) {
		return "", shiheng.Invalid("papers.reason")
	}
	return text, nil
}

// Void takes a document out of force, with the reason; the frozen original
// stays.
func (s *Service) Void(ctx context.Context, actor audit.Actor, id DocumentID, why string) (Issued, error) {
	why, err := reason(why)
	if err != nil {
		return Issued{}, err
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		d, err := tx.Document(id)
		if err != nil {
			return err
		}
		if d.State() == Voided {
			return shiheng.Conflict("document.voided")
		}
		now := s.now()
		if err := tx.Void(id, actor.Account, now, why); err != nil {
			return err
		}
		return tx.Append(audit.New(now, actor, audit.DocumentVoid, audit.On("document", id)).
			With("number", d.Number).With("why", why))
	})
	if err != nil {
		return Issued{}, fmt.Errorf("void document: %w", err)
	}
	return s.cfg.Store.Document(ctx, id)
}
