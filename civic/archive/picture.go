package archive

import (
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
)

// PictureKind is the kind of subject that the attachments of a field belong
// to; its id is the camera's. Each field has its own, so that gate L8 knows of
// an attachment which field it is of, also when it stands there no longer.
func PictureKind(field Code) string { return "camera." + string(field) }

// PictureFields lists the fields whose values are attachments.
func PictureFields() []Code { return []Code{Reference, SignPhoto, Photos} }

// PictureKinds lists the kinds of subject of those attachments.
func PictureKinds() []string {
	var out []string
	for _, code := range PictureFields() {
		out = append(out, PictureKind(code))
	}
	return out
}

// pictures takes the pictures that came onto the record to it, and those that
// went off it out of use, in the transaction of the change. A picture that was
// replaced stays as the earlier version of the one that took its place.
func (s *Service) pictures(tx Tx, actor audit.Actor, in saving, diff map[Code][2]string) error {
	for _, code := range PictureFields() {
		pair, changed := diff[code]
		if !changed {
			continue
		}
		f, _ := s.cfg.Tables.Field(code)
		if !in.batch.IsZero() {
			return Refused(*fault(f, "file-page"))
		}
		if err := s.picturesOf(tx, actor, in, f, pair); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) picturesOf(tx Tx, actor audit.Actor, in saving, f Field, pair [2]string) error {
	was, now := strings.Split(pair[0], "/"), strings.Split(pair[1], "/")
	subject := audit.Object{Kind: PictureKind(f.Code), ID: in.camera.ID.String()}
	var come []papers.AttachmentID
	for _, text := range now {
		if text == "" || slices.Contains(was, text) {
			continue
		}
		id, err := shiheng.ParseID[papers.AttachmentID](text)
		if err != nil {
			return Refused(*fault(f, "file"))
		}
		a, err := tx.Attachment(id)
		switch {
		case err != nil:
			return err
		case !a.Type.Picture():
			return shiheng.Invalid("archive.picture-type", "field", string(f.Code), "name", a.Name)
		case f.Confidential && !a.Confidential:
			return shiheng.Invalid("archive.picture-open", "field", string(f.Code), "name", a.Name)
		case a.Linked() && !a.Current():
			return shiheng.Conflict("attachment.not-current", "name", a.Name)
		}
		come = append(come, id)
	}
	if err := s.cfg.Papers.Link(tx, actor, subject, come...); err != nil {
		return err
	}
	var gone []papers.AttachmentID
	for _, text := range was {
		// What stood there before pictures were kept here is a text and no more.
		if id, err := shiheng.ParseID[papers.AttachmentID](text); err == nil && !slices.Contains(now, text) {
			gone = append(gone, id)
		}
	}
	var by papers.AttachmentID
	if f.Form == "file" && len(come) == 1 {
		by = come[0]
	} else if len(gone) > 0 && strings.TrimSpace(in.why) == "" {
		return shiheng.Invalid("archive.picture-reason", "field", string(f.Code))
	}
	return s.cfg.Papers.Withdraw(tx, actor, by, in.why, gone...)
}
