package papers

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

type documentKind struct{}

// DocumentID names one issued document.
type DocumentID = shiheng.ID[documentKind]

// A Document is what a room wants to see on paper. Only Kind and Subject are
// required; what is empty is left blank on the form, to be filled in by hand.
type Document struct {
	Kind Kind `json:"kind"`
	// Subject is what the document is about; whoever may read that may read
	// the document.
	Subject audit.Object `json:"subject"`
	Date    law.Day      `json:"date,omitzero"`   // the day of issue when zero
	Title   string       `json:"title,omitempty"` // the kind's when empty
	To      string       `json:"to,omitempty"`    // whom a letter addresses
	Header  Header       `json:"header"`
	// Sections stand in the order given, numbered 一、二、三….
	Sections []Section `json:"sections,omitempty"`
	// Signatures are the boxes at the end: who signs, and where a seal goes.
	Signatures []Signature `json:"signatures,omitempty"`
	// Attachments are listed with their digests; they must exist.
	Attachments []AttachmentID `json:"attachments,omitempty"`
	// Articles are quoted in Chinese as they stand on Date, after those of the
	// kind ("W168/15/2").
	Articles []string `json:"articles,omitempty"`
	// Supersedes is an issued document of the same kind and subject that this
	// one takes the place of.
	Supersedes DocumentID `json:"supersedes,omitzero"`
}

// Header is what every form bears at its top.
type Header struct {
	// Organ is the name of the organ that issues a letter; the kind's default
	// when empty.
	Organ      string `json:"organ,omitempty"`
	System     string `json:"system,omitempty"`
	SystemCode string `json:"systemCode,omitempty"`
	Unit       string `json:"unit,omitempty"`
	CreditCode string `json:"creditCode,omitempty"` // 统一社会信用代码
	// District is the division code (GB/T 2260); it also picks the series a
	// number is taken from.
	District string `json:"district,omitempty"`
	FilledBy string `json:"filledBy,omitempty"`
	Contact  string `json:"contact,omitempty"`
}

// A Section is one part of a form: any of fields, a table, text, pictures and
// signatures, printed in this order.
type Section struct {
	Title      string      `json:"title,omitempty"`
	Fields     []Field     `json:"fields,omitempty"`
	Table      *Table      `json:"table,omitempty"`
	Text       string      `json:"text,omitempty"` // paragraphs divided by \n
	Pictures   []Picture   `json:"pictures,omitempty"`
	Signatures []Signature `json:"signatures,omitempty"`
}

// A Field is a name with its value. Two short ones share a row.
type Field struct {
	Label string `json:"label"`
	Value string `json:"value,omitempty"`
	// Choices are printed as boxes, ticked or not, before the value.
	Choices []Choice `json:"choices,omitempty"`
	Wide    bool     `json:"wide,omitempty"` // takes a whole row
}

// A Choice is one box of a field.
type Choice struct {
	Label  string `json:"label"`
	Chosen bool   `json:"chosen,omitempty"`
}

// Choose makes the boxes of a field: one for each label, the chosen ticked.
func Choose(chosen string, labels ...string) []Choice {
	out := make([]Choice, len(labels))
	for i, l := range labels {
		out[i] = Choice{Label: l, Chosen: l == chosen}
	}
	return out
}

// A Table has a head and rows of as many cells.
type Table struct {
	Head []string   `json:"head"`
	Rows [][]string `json:"rows,omitempty"`
	// Blank asks for that many empty rows after the others, to be filled in by
	// hand.
	Blank int `json:"blank,omitempty"`
}

// A Picture is an attachment that is shown, not only listed: JPEG, PNG or WebP.
type Picture struct {
	Attachment AttachmentID `json:"attachmentId"`
	Caption    string       `json:"caption,omitempty"`
}

// A Signature is a place to sign, with a seal or without. Name and Day are
// printed when known.
type Signature struct {
	Role string  `json:"role"` // 建设单位负责人
	Name string  `json:"name,omitempty"`
	Day  law.Day `json:"day,omitzero"`
	Seal bool    `json:"seal,omitempty"`
}

// Bounds of one document.
const (
	maxSections = 60
	maxRows     = 20_000
	maxPictures = 60
	maxText     = 64 << 10
	maxListed   = 500
)

// check refuses what could not be printed.
func (d Document) check() error {
	switch {
	case d.Subject.Kind == "" || len(d.Subject.Kind) > 64 || len(d.Subject.ID) > 200:
		return shiheng.Invalid("document.subject")
	case len(d.Sections) > maxSections || len(d.Attachments) > maxListed || len(d.Articles) > maxListed:
		return shiheng.Invalid("document.size")
	}
	rows, pictures := 0, 0
	for _, s := range d.Sections {
		if err := s.check(); err != nil {
			return err
		}
		pictures += len(s.Pictures)
		if s.Table != nil {
			rows += len(s.Table.Rows) + s.Table.Blank
		}
	}
	if rows > maxRows || pictures > maxPictures {
		return shiheng.Invalid("document.size")
	}
	return nil
}

func (s Section) check() error {
	if len(s.Text) > maxText || !utf8.ValidString(s.Text) {
		return shiheng.Invalid("document.text", "section", s.Title)
	}
	if s.Table == nil {
		return nil
	}
	if len(s.Table.Head) == 0 || s.Table.Blank < 0 {
		return shiheng.Invalid("document.table", "section", s.Title)
	}
	for i, r := range s.Table.Rows {
		if len(r) != len(s.Table.Head) {
			return shiheng.Invalid("document.table", "section", s.Title, "row", strconv.Itoa(i+1))
		}
	}
	return nil
}

// A Listed is an attachment as the paper lists it.
type Listed struct {
	ID     AttachmentID   `json:"id"`
	Name   string         `json:"name"`
	Type   MediaType      `json:"type"`
	Size   int64          `json:"size"`
	SHA256 shiheng.Digest `json:"sha256"`
}

// A Quote is an article as the paper quotes it.
type Quote struct {
	Article string `json:"article"`
	Cite    string `json:"cite"` // 《无锡市公共安全视频图像信息系统管理办法》第十五条第二款
	Text    string `json:"text,omitempty"`
}

// An Original is the electronic original: the document with all that issuing
// it added. Its canonical JSON is kept for ever; the SHA-256 of that JSON
// stands on the paper.
type Original struct {
	Form      int        `json:"form"` // version of this structure
	ID        DocumentID `json:"id"`
	Number    string     `json:"number"`
	CheckCode CheckCode  `json:"checkCode"`
	IssuedAt  time.Time  `json:"issuedAt"`
	IssuedBy  string     `json:"issuedBy"`
	Practice  bool       `json:"practice"`
	Document  Document   `json:"document"`
	Listed    []Listed   `json:"listed,omitempty"`
	Pictures  []Listed   `json:"pictures,omitempty"`
	Quotes    []Quote    `json:"quotes,omitempty"`
}

// originalForm is the version of [Original] that is written.
const originalForm = 1

// An Issued is a document in force, superseded or voided, without its text.
type Issued struct {
	ID           DocumentID        `json:"id"`
	Kind         Kind              `json:"kind"`
	Number       string            `json:"number"`
	Title        string            `json:"title"`
	Subject      audit.Object      `json:"subject"`
	Date         law.Day           `json:"date"`
	CheckCode    CheckCode         `json:"checkCode"`
	SHA256       shiheng.Digest    `json:"sha256"`     // of the original's JSON
	HTMLSHA256   shiheng.Digest    `json:"htmlSha256"` // of the frozen page
	PDF          shiheng.Digest    `json:"pdf,omitzero"`
	IssuedBy     shiheng.AccountID `json:"issuedBy,omitzero"`
	Issuer       string            `json:"issuer"`
	IssuedAt     time.Time         `json:"issuedAt"`
	Supersedes   DocumentID        `json:"supersedes,omitzero"`
	SupersededBy DocumentID        `json:"supersededBy,omitzero"`
	VoidedAt     time.Time         `json:"voidedAt,omitzero"`
	VoidedBy     shiheng.AccountID `json:"voidedBy,omitzero"`
	VoidReason   string            `json:"voidReason,omitempty"`
	// Templates names what of its page did not come from the program: the
	// city's templates it was printed with, each with its version.
	Templates string `json:"templates,omitempty"`
}

// A State is whether a document is in force.
type State string

// The states of an issued document.
const (
	Valid      State = "valid"
	Superseded State = "superseded"
	Voided     State = "voided"
)

// State says whether the document is in force.
func (i Issued) State() State {
	switch {
	case !i.VoidedAt.IsZero():
		return Voided
	case !i.SupersededBy.IsZero():
		return Superseded
	}
	return Valid
}

// A Record is an issued document with its original and frozen page, as rows
// keep it.
type Record struct {
	Issued
	Original []byte // the canonical JSON
	HTML     []byte
}

// tidy trims a short text of people.
func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }
