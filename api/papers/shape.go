package papers

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	room "shiheng.internal/civic/papers"
)

// SubjectView is what a paper belongs to.
type SubjectView struct {
	Kind string `json:"kind" doc:"Such as finding, system, filing"`
	ID   string `json:"id"`
}

// AttachmentView is a file that belongs to a subject.
type AttachmentView struct {
	ID           room.AttachmentID `json:"id" format:"uuid"`
	Name         string            `json:"name"`
	Type         string            `json:"type" doc:"Media type, told from the bytes"`
	Picture      bool              `json:"picture" doc:"A browser may show it in place"`
	Size         int64             `json:"size"`
	SHA256       string            `json:"sha256"`
	Adder        string            `json:"adder"`
	AddedAt      time.Time         `json:"addedAt"`
	Subject      *SubjectView      `json:"subject,omitempty" doc:"Nothing: not linked yet"`
	Confidential bool              `json:"confidential" doc:"Each reading is on record"`
	Supersedes   room.AttachmentID `json:"supersedes,omitzero" format:"uuid"`
	SupersededBy room.AttachmentID `json:"supersededBy,omitzero" format:"uuid"`
	RetiredAt    time.Time         `json:"retiredAt,omitzero"`
	RetireReason string            `json:"retireReason,omitempty"`
	Can          route.Can         `json:"can" doc:"retire"`
}

func (d *Desk) attachmentView(who route.Caller, a room.Attachment) AttachmentView {
	v := AttachmentView{
		ID: a.ID, Name: a.Name, Type: string(a.Type), Picture: a.Type.Picture(), Size: a.Size, SHA256: a.SHA256.String(),
		Adder: a.Adder, AddedAt: a.AddedAt, Confidential: a.Confidential, Supersedes: a.Supersedes, SupersededBy: a.SupersededBy,
		RetiredAt: a.RetiredAt, RetireReason: a.RetireReason, Can: who.Can(access.ManagePapers, "retire"),
	}
	if a.Linked() {
		v.Subject = &SubjectView{Kind: a.Subject.Kind, ID: a.Subject.ID}
	}
	if v.Can["retire"] == "" && !a.Current() {
		v.Can["retire"] = "attachment.not-current"
	}
	if v.Can["retire"] == "" && d.cfg.Papers.Bound(a) != nil {
		v.Can["retire"] = "attachment.bound"
	}
	return v
}

// DocumentView is an issued document.
type DocumentView struct {
	ID           room.DocumentID   `json:"id" format:"uuid"`
	Kind         string            `json:"kind"`
	KindName     string            `json:"kindName" doc:"What the city calls the kind, in Chinese"`
	KindNameEn   string            `json:"kindNameEn"`
	Number       string            `json:"number"`
	Title        string            `json:"title"`
	Subject      SubjectView       `json:"subject"`
	Date         string            `json:"date" doc:"The day it bears, YYYY-MM-DD"`
	State        string            `json:"state" enum:"valid,superseded,voided"`
	CheckCode    string            `json:"checkCode"`
	SHA256       string            `json:"sha256" doc:"Of the electronic original; it stands on the paper"`
	Issuer       string            `json:"issuer"`
	IssuedAt     time.Time         `json:"issuedAt"`
	Supersedes   room.DocumentID   `json:"supersedes,omitzero" format:"uuid"`
	SupersededBy room.DocumentID   `json:"supersededBy,omitzero" format:"uuid"`
	VoidedAt     time.Time         `json:"voidedAt,omitzero"`
	VoidReason   string            `json:"voidReason,omitempty"`
	VoidedBy     shiheng.AccountID `json:"voidedBy,omitzero" format:"uuid"`
	Templates    string            `json:"templates,omitempty" doc:"What of its page did not come from the program: the city's templates, each with its version"`
	Can          route.Can         `json:"can" doc:"pdf, void"`
}

func (d *Desk) documentView(who route.Caller, i room.Issued) DocumentView {
	v := DocumentView{
		ID: i.ID, Kind: string(i.Kind), KindName: string(i.Kind), KindNameEn: string(i.Kind), Number: i.Number, Title: i.Title,
		Subject: SubjectView{Kind: i.Subject.Kind, ID: i.Subject.ID}, Date: i.Date.String(), State: string(i.State()),
		CheckCode: string(i.CheckCode), SHA256: i.SHA256.String(), Issuer: i.Issuer, IssuedAt: i.IssuedAt, Supersedes: i.Supersedes,
		SupersededBy: i.SupersededBy, VoidedAt: i.VoidedAt, VoidReason: i.VoidReason, VoidedBy: i.VoidedBy, Templates: i.Templates,
		Can: who.Can(access.ManagePapers, "void"),
	}
	if s, err := d.cfg.Papers.Templates().Spec(i.Kind); err == nil {
		v.KindName, v.KindNameEn = s.Title, s.En
	}
	if v.Can["void"] == "" && i.State() == room.Voided {
		v.Can["void"] = "document.voided"
	}
	v.Can["pdf"] = d.cfg.Papers.CannotPrint()
	if i.State() == room.Valid && !i.PDF.IsZero() {
		v.Can["pdf"] = "" // it was made when there was a press
	}
	return v
}

// DocumentKindView is a kind of document.
type DocumentKindView struct {
	Kind   string `json:"kind"`
	Title  string `json:"title" doc:"In Chinese"`
	En     string `json:"en"`
	Form   string `json:"form" doc:"Number of the form, empty for letters"`
	Number string `json:"number" doc:"How its numbers are written"`
}

// DocumentCheckView is what the platform holds under a check code: enough to
// compare with a paper, and no more.
type DocumentCheckView struct {
	CheckCode  string          `json:"checkCode"`
	Number     string          `json:"number"`
	Title      string          `json:"title"`
	Date       string          `json:"date"`
	SHA256     string          `json:"sha256"`
	State      string          `json:"state" enum:"valid,superseded,voided"`
	Successor  string          `json:"successor,omitempty" doc:"Number of the document that took its place"`
	VoidedAt   time.Time       `json:"voidedAt,omitzero"`
	VoidReason string          `json:"voidReason,omitempty"`
	IssuedAt   time.Time       `json:"issuedAt"`
	Practice   bool            `json:"practice" doc:"Issued in a practice store: it proves nothing"`
	Document   room.DocumentID `json:"documentId,omitzero" format:"uuid" doc:"Only for those who may read it"`
}

// ReasonBody is why something is taken out of use.
type ReasonBody struct {
	Reason string `json:"reason" minLength:"1" maxLength:"600"`
}

type attachmentList struct {
	route.Paged
	SubjectKind string `query:"subjectKind" required:"true" minLength:"1" maxLength:"64"`
	SubjectID   string `query:"subjectId" required:"true" minLength:"1" maxLength:"200"`
	All         bool   `query:"all" doc:"With superseded and retired ones"`
}

type documentList struct {
	route.Paged
	SubjectKind string `query:"subjectKind" maxLength:"64"`
	SubjectID   string `query:"subjectId" maxLength:"200"`
	Kind        string `query:"kind" maxLength:"64" doc:"Kind of document"`
}

type attachmentPath struct {
	ID room.AttachmentID `path:"id" format:"uuid"`
}

type documentPath struct {
	ID room.DocumentID `path:"id" format:"uuid"`
}

type retireIn struct {
	ID   room.AttachmentID `path:"id" format:"uuid"`
	Body ReasonBody
}

type voidIn struct {
	ID   room.DocumentID `path:"id" format:"uuid"`
	Body ReasonBody
}

type codePath struct {
	Code string `path:"code" maxLength:"40"`
}
