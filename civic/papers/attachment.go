package papers

import (
	"path"
	"strings"
	"time"
	"unicode"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

type attachmentKind struct{}

// AttachmentID names one attachment.
type AttachmentID = shiheng.ID[attachmentKind]

// MaxAttachment bounds one attachment, in bytes.
const MaxAttachment = 30 << 20

// An Attachment is a file that belongs to a subject: a photo, a scan, a table.
// Until it is linked it belongs to whoever added it.
type Attachment struct {
	ID      AttachmentID      `json:"id"`
	SHA256  shiheng.Digest    `json:"sha256"`
	Name    string            `json:"name"`
	Type    MediaType         `json:"type"`
	Size    int64             `json:"size"`
	AddedBy shiheng.AccountID `json:"addedBy,omitzero"` // zero: the house
	Adder   string            `json:"adder"`
	AddedAt time.Time         `json:"addedAt"`
	Subject audit.Object      `json:"subject,omitzero"`
	// Confidential: each reading is on record.
	Confidential bool `json:"confidential"`
	// Supersedes is the attachment this one is a newer version of.
	Supersedes   AttachmentID `json:"supersedes,omitzero"`
	SupersededBy AttachmentID `json:"supersededBy,omitzero"`
	RetiredAt    time.Time    `json:"retiredAt,omitzero"`
	RetireReason string       `json:"retireReason,omitempty"`
}

// Linked reports whether the attachment belongs to a subject yet.
func (a Attachment) Linked() bool { return a.Subject != (audit.Object{}) }

// Current reports whether it is the newest version and not retired.
func (a Attachment) Current() bool { return a.SupersededBy.IsZero() && a.RetiredAt.IsZero() }

// listed is the attachment as a paper lists it.
func (a Attachment) listed() Listed {
	return Listed{ID: a.ID, Name: a.Name, Type: a.Type, Size: a.Size, SHA256: a.SHA256}
}

// maxName bounds a file's name, in bytes.
const maxName = 200

// fileName makes a safe name of what a browser sent: the last part of the
// path, without what cannot be seen.
func fileName(s string) (string, error) {
	s = path.Base(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), `\`, "/"))
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) { // Cf: marks that turn the direction of writing
			return -1
		}
		return r
	}, s))
	if strings.Trim(s, "./") == "" || len(s) > maxName {
		return "", shiheng.Invalid("attachment.name")
	}
	return s, nil
}
