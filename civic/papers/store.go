package papers

import (
	"context"
	"io"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// Store keeps the rows of documents and attachments. It is safe for concurrent
// use. What is not there is an ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once.
	Write(ctx context.Context, f func(Tx) error) error

	// Attachment and the lists return what is committed.
	Attachment(ctx context.Context, id AttachmentID) (Attachment, error)
	// Attachments lists what belongs to a subject, the oldest first: only what
	// is current, or all.
	Attachments(ctx context.Context, subject audit.Object, all bool, p audit.Paging) (audit.Page[Attachment], error)
	// Strays lists attachments that were added before the time and linked to
	// nothing since, at most 500.
	Strays(ctx context.Context, before time.Time) ([]Attachment, error)

	Document(ctx context.Context, id DocumentID) (Issued, error)
	DocumentByCode(ctx context.Context, code CheckCode) (Issued, error)
	// Documents lists what was issued about a subject, the newest first; every
	// kind and subject when those are zero.
	Documents(ctx context.Context, f DocumentFilter, p audit.Paging) (audit.Page[Issued], error)
	// Record returns a document with its original and its frozen page.
	Record(ctx context.Context, id DocumentID) (Record, error)
	// SavedTemplates returns the newest version of each template that was
	// saved, with its text, by name.
	SavedTemplates(ctx context.Context) ([]SavedTemplate, error)
	// TemplateVersions lists the versions of one template, the newest first,
	// without their texts.
	TemplateVersions(ctx context.Context, name string, p audit.Paging) (audit.Page[SavedTemplate], error)
	TemplateVersion(ctx context.Context, name string, version int) (SavedTemplate, error)
	// KeepPDF notes where the PDF of a frozen page is; the first one stays.
	KeepPDF(ctx context.Context, id DocumentID, pdf shiheng.Digest) error
}

// A DocumentFilter narrows a list of documents. Zero fields do not narrow.
type DocumentFilter struct {
	Subject audit.Object
	Kind    Kind
}

// Tx is one transaction's view. Another room whose transactions issue
// documents or link attachments embeds it in its own Tx; its rows embed what
// implements it.
type Tx interface {
	// NextNumber counts on in a series, from 1. A transaction that is rolled
	// back leaves no hole.
	NextNumber(series string) (int64, error)
	// InsertDocument fails with ErrConflict when number or code is taken.
	InsertDocument(r Record) error
	Document(id DocumentID) (Issued, error)
	// Supersede and Void mark a document that is neither yet, or fail with
	// ErrConflict.
	Supersede(id, by DocumentID) error
	Void(id DocumentID, by shiheng.AccountID, at time.Time, reason string) error

	// LastTemplate is the number of the newest version of a template, 0 for
	// none. InsertTemplate fails with ErrConflict when its version is taken.
	LastTemplate(name string) (int, error)
	InsertTemplate(t SavedTemplate) error

	Attachment(id AttachmentID) (Attachment, error)
	InsertAttachment(a Attachment) error
	// LinkAttachment gives a stray one its subject, or fails with ErrConflict.
	LinkAttachment(id AttachmentID, subject audit.Object) error
	// ReplaceAttachment marks a current one as superseded by another, and that
	// as its next version; RetireAttachment marks it as retired. Both fail with
	// ErrConflict when it is not current.
	ReplaceAttachment(id, by AttachmentID) error
	RetireAttachment(id AttachmentID, at time.Time, reason string) error
	// DropAttachment removes the row of a stray one and reports whether no
	// other row has its bytes.
	DropAttachment(id AttachmentID) (last bool, err error)

	Append(e audit.Event) error
}

// Blobs keeps the bytes of attachments and PDF, each under its SHA-256. It is
// safe for concurrent use.
type Blobs interface {
	// Keep reads r to its end and, when admit (nil: all) has nothing against
	// it, keeps it. When it returns nil the bytes are durable. The same bytes
	// again succeed. More than most bytes are an ErrInvalid; that and an error
	// of admit leave nothing behind.
	Keep(ctx context.Context, r io.Reader, most int64, admit func(b io.ReaderAt, size int64) error) (shiheng.Digest, int64, error)
	// Open returns an object for reading, or ErrNotFound.
	Open(ctx context.Context, d shiheng.Digest) (Blob, error)
	// Forget removes an object; one that is not there is no error.
	Forget(ctx context.Context, d shiheng.Digest) error
}

// A Blob is an object open for reading.
type Blob interface {
	io.ReadSeekCloser
	io.ReaderAt
	Size() int64
}

// Press turns a page into PDF. It is safe for concurrent use.
type Press interface {
	// PDF is bounded in time and memory. Without the program it needs it is an
	// ErrUnavailable with code "press.missing".
	PDF(ctx context.Context, html []byte) ([]byte, error)
	// Lacking is what is known to be missing for it, nil when nothing.
	Lacking() *shiheng.Error
}
