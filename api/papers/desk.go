// Package papers is the area of the API for attachments and documents. It asks
// the room of each subject who may read what belongs to it, sends what was
// attached only as what it is, and never lets a page of a document run
// anything. Rules of the papers themselves are in civic/papers.
package papers

import (
	"context"
	"errors"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	room "shiheng.internal/civic/papers"
)

// A Reader says whether a caller may read the subject of an id: nil when they
// may, ErrForbidden or ErrNotFound when not.
type Reader func(ctx context.Context, who route.Caller, id string) error

// Duty is the reader of subjects that everybody with a duty may read.
func Duty(d access.Duty) Reader {
	return func(_ context.Context, who route.Caller, _ string) error {
		if why := who.Rights.May(d); why != (access.Reason{}) {
			return shiheng.Forbidden(why.Code).By(why.Article)
		}
		return nil
	}
}

// Config is what the desk stands in front of. All fields are required.
type Config struct {
	Papers *room.Service
	Audit  audit.Log
	// Readers are asked by the kind of a subject. What belongs to a kind
	// without one is for those only who may read every paper.
	Readers map[string]Reader
	// Named are asked as well for documents of a kind that name people whom
	// not every reader of the subject may know of.
	Named map[room.Kind]Reader
	Now   func() time.Time
}

// A Desk answers for attachments and documents.
type Desk struct{ cfg Config }

// New makes a desk. One of the zero Config only describes its operations.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers the area.
func (d *Desk) Operations(t *route.Table) {
	add, manage := route.Duty(access.AddPapers), route.Duty(access.ManagePapers)
	route.Add(t, "GET", "/attachments", route.Member, "What is attached to a subject", d.attachments)
	route.Add(t, "POST", "/attachments", add, "Bring in a file, raw or as multipart/form-data", d.add)
	route.Add(t, "GET", "/attachments/{id}", route.Member, "One attachment", d.attachment)
	route.Add(t, "DELETE", "/attachments/{id}", add, "Take back a file that belongs to nothing yet", d.drop)
	route.Add(t, "GET", "/attachments/{id}/content", route.Member, "Its bytes", d.content)
	route.Add(t, "POST", "/attachments/{id}/retire", manage, "Take an attachment out of use", d.retire)
	route.Add(t, "GET", "/document-kinds", route.Member, "Kinds of documents", d.kinds)
	route.Add(t, "GET", "/documents", route.Member, "Documents, of a subject or all", d.documents)
	route.Add(t, "GET", "/documents/{id}", route.Member, "One document", d.document)
	route.Add(t, "GET", "/documents/{id}/original", route.Member, "Its electronic original", d.original)
	route.Add(t, "GET", "/documents/{id}/print", route.Member, "Its page, for print", d.print)
	route.Add(t, "GET", "/documents/{id}/pdf", route.Member, "Its page as PDF", d.pdf)
	route.Add(t, "POST", "/documents/{id}/void", manage, "Take a document out of force", d.void)
	d.templateOperations(t)
	route.Add(t, "GET", "/document-checks/{code}", route.Member, "What the platform holds under a check code", d.check)
}

// mayRead refuses whoever may neither read every paper nor the subject. The
// refusal is on record. A subject one may not know of looks like any other
// that one may not read.
func (d *Desk) mayRead(ctx context.Context, who route.Caller, subject audit.Object, act audit.Act, on audit.Object) error {
	why := who.Rights.May(access.ReadPapers)
	if why == (access.Reason{}) {
		return nil
	}
	if read := d.cfg.Readers[subject.Kind]; read != nil {
		err := read(ctx, who, subject.ID)
		if !errors.Is(err, shiheng.ErrForbidden) && !errors.Is(err, shiheng.ErrNotFound) {
			return err
		}
	}
	return d.refuse(ctx, who, subject, act, on)
}

// refuse puts on record that somebody may not read of a subject.
func (d *Desk) refuse(ctx context.Context, who route.Caller, subject audit.Object, act audit.Act, on audit.Object) error {
	refused := shiheng.Forbidden("papers.subject").By(who.Rights.May(access.ReadPapers).Article)
	e := audit.New(d.cfg.Now(), who.Actor(), act, on).With("subject", subject.Kind+" "+subject.ID).Refuse(refused.Article, refused.Code)
	return errors.Join(refused, d.cfg.Audit.Append(ctx, e))
}

// mayReadAttachment is mayRead of an attachment; one that belongs to nothing
// yet is for whoever added it.
func (d *Desk) mayReadAttachment(ctx context.Context, who route.Caller, id room.AttachmentID) (room.Attachment, error) {
	a, err := d.cfg.Papers.Read().Attachment(ctx, id)
	if err != nil || (!a.Linked() && a.AddedBy == who.Account.ID) {
		return a, err
	}
	return a, d.mayRead(ctx, who, a.Subject, audit.AttachmentRead, audit.On("attachment", id))
}

func (d *Desk) mayReadDocument(ctx context.Context, who route.Caller, id room.DocumentID) (room.Issued, error) {
	doc, err := d.cfg.Papers.Read().Document(ctx, id)
	if err != nil {
		return doc, err
	}
	if named := d.cfg.Named[doc.Kind]; named != nil && who.Rights.May(access.ReadPapers) != (access.Reason{}) {
		if err := named(ctx, who, doc.Subject.ID); err != nil {
			return doc, d.refuse(ctx, who, doc.Subject, audit.DocumentRead, audit.On("document", id))
		}
	}
	return doc, d.mayRead(ctx, who, doc.Subject, audit.DocumentRead, audit.On("document", id))
}
