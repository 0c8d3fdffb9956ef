package papers

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// Print returns the frozen page of a document as it is shown today: with its
// pictures, and marked when it is no longer in force. The reading is on
// record first.
func (s *Service) Print(ctx context.Context, actor audit.Actor, id DocumentID) (Issued, []byte, error) {
	r, err := s.cfg.Store.Record(ctx, id)
	if err == nil {
		err = s.read(ctx, actor, r.Issued, "page")
	}
	var html []byte
	if err == nil {
		html, err = s.page(ctx, r)
	}
	if err != nil {
		return Issued{}, nil, fmt.Errorf("print document: %w", err)
	}
	return r.Issued, html, nil
}

// Original returns the electronic original of a document, byte for byte. The
// reading is on record first.
func (s *Service) Original(ctx context.Context, actor audit.Actor, id DocumentID) (Issued, []byte, error) {
	r, err := s.cfg.Store.Record(ctx, id)
	if err == nil {
		err = errors.Join(r.intact(), s.read(ctx, actor, r.Issued, "original"))
	}
	if err != nil {
		return Issued{}, nil, fmt.Errorf("original of document: %w", err)
	}
	return r.Issued, r.Original, nil
}

// PDF is Print as PDF. The first PDF of a document in force is kept; without a
// press it is an ErrUnavailable with code "press.missing".
func (s *Service) PDF(ctx context.Context, actor audit.Actor, id DocumentID) (Issued, []byte, error) {
	r, err := s.cfg.Store.Record(ctx, id)
	if err == nil {
		err = s.read(ctx, actor, r.Issued, "pdf")
	}
	var pdf []byte
	if err == nil {
		pdf, err = s.pdf(ctx, r)
	}
	if err != nil {
		return Issued{}, nil, fmt.Errorf("print document: %w", err)
	}
	return r.Issued, pdf, nil
}

// read puts on record that somebody reads a document.
func (s *Service) read(ctx context.Context, actor audit.Actor, d Issued, as string) error {
	return s.cfg.Store.Write(ctx, func(tx Tx) error {
		return tx.Append(audit.New(s.now(), actor, audit.DocumentRead, audit.On("document", d.ID)).With("number", d.Number).With("as", as))
	})
}

// intact refuses a document that is not what was issued: nobody is shown it.
func (r Record) intact() error {
	if sha256.Sum256(r.Original) != r.SHA256 || sha256.Sum256(r.HTML) != r.HTMLSHA256 {
		return fmt.Errorf("document %s is not what was issued", r.ID)
	}
	return nil
}

// page is the frozen page as it is shown.
func (s *Service) page(ctx context.Context, r Record) ([]byte, error) {
	if err := r.intact(); err != nil {
		return nil, err
	}
	html := r.HTML
	switch r.State() {
	case Voided:
		html = marked(html, voidMark)
	case Superseded:
		html = marked(html, supersededMark)
	case Valid:
	}
	return s.withPictures(ctx, html)
}

func (s *Service) pdf(ctx context.Context, r Record) ([]byte, error) {
	if !r.PDF.IsZero() && r.State() == Valid {
		b, err := s.bytesOf(ctx, r.PDF)
		if err == nil {
			return b, nil
		}
		return nil, err
	}
	if s.cfg.Press == nil {
		return nil, shiheng.Unavailable("press.missing")
	}
	html, err := s.page(ctx, r)
	if err != nil {
		return nil, err
	}
	pdf, err := s.cfg.Press.PDF(ctx, html)
	if err != nil || r.State() != Valid {
		return pdf, err
	}
	return pdf, s.keepPDF(ctx, r.ID, pdf)
}

// keepPDF keeps a PDF that was made: bytes first, then the row.
func (s *Service) keepPDF(ctx context.Context, id DocumentID, pdf []byte) error {
	s.gone.RLock()
	defer s.gone.RUnlock()
	d, _, err := s.cfg.Blobs.Keep(ctx, bytes.NewReader(pdf), int64(len(pdf)), nil)
	if err != nil {
		return err
	}
	return s.cfg.Store.KeepPDF(ctx, id, d)
}

// CannotPrint is the code of why no PDF can be made, empty when one can.
func (s *Service) CannotPrint() string {
	if s.cfg.Press == nil {
		return "press.missing"
	}
	if lacks := s.cfg.Press.Lacking(); lacks != nil && lacks.Code == "press.missing" {
		return lacks.Code
	}
	return ""
}

func (s *Service) bytesOf(ctx context.Context, d shiheng.Digest) (b []byte, err error) {
	blob, err := s.cfg.Blobs.Open(ctx, d)
	if err != nil {
		return nil, err
	}
	defer func() {
		if cerr := blob.Close(); err == nil {
			err = cerr
		}
	}()
	return io.ReadAll(blob)
}

// maxPictureBytes bounds what the pictures of one page may weigh together.
const maxPictureBytes = 64 << 20

// withPictures puts the bytes of attachments where the page shows them, so
// that it needs nothing from elsewhere. What does not fit, or is gone, is left
// out; the list of attachments still names it.
func (s *Service) withPictures(ctx context.Context, html []byte) ([]byte, error) {
	var failed error
	left := int64(maxPictureBytes)
	out := pictureSource.ReplaceAllFunc(html, func(m []byte) []byte {
		id, err := shiheng.ParseID[AttachmentID](string(pictureSource.FindSubmatch(m)[1]))
		if err != nil || failed != nil {
			return nil
		}
		a, err := s.cfg.Store.Attachment(ctx, id)
		if err == nil && a.Size > left {
			return nil
		}
		var b []byte
		if err == nil {
			b, err = s.bytesOf(ctx, a.SHA256)
		}
		if err != nil {
			failed = err
			return nil
		}
		left -= a.Size
		return []byte(`src="data:` + string(a.Type) + `;base64,` + base64.StdEncoding.EncodeToString(b) + `"`)
	})
	return out, failed
}

// Sweep drops attachments that nobody linked to anything for a day, and takes
// templates that another process saved. Twice is once; it is the minute's
// round.
func (s *Service) Sweep(ctx context.Context, log *slog.Logger) error {
	if err := s.Refresh(ctx); err != nil {
		return err
	}
	strays, err := s.cfg.Store.Strays(ctx, s.now().Add(-strayFor))
	if err != nil {
		return fmt.Errorf("sweep attachments: %w", err)
	}
	for _, a := range strays {
		if err := s.drop(ctx, audit.House("papers"), a); err != nil {
			return fmt.Errorf("sweep attachments: %w", err)
		}
	}
	if len(strays) > 0 {
		log.InfoContext(ctx, "attachments dropped that belonged to nothing", slog.Int("count", len(strays)))
	}
	return nil
}
