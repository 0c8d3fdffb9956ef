package agenda

import (
	"encoding/json"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	room "shiheng.internal/civic/agenda"
	"shiheng.internal/civic/papers"
)

const readObligations = access.ReadAgenda

// TextView is a sentence in both languages.
type TextView struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

// ObligationView is one duty of one subject as it stands.
type ObligationView struct {
	Kind      string     `json:"subjectKind" enum:"system,place,organisation"`
	Subject   string     `json:"subjectId" format:"uuid"`
	Name      string     `json:"name"`
	Duty      string     `json:"duty" doc:"Code of the duty"`
	Title     TextView   `json:"title"`
	If        TextView   `json:"if" doc:"Whom the duty binds"`
	State     string     `json:"state" enum:"met,not-due,due,overdue,no-record,not-applicable"`
	Side      string     `json:"side" enum:"unit,bureau,government"`
	Who       []string   `json:"who" nullable:"false"`
	Article   string     `json:"article" doc:"The clause to cite"`
	Articles  []string   `json:"articles" nullable:"false"`
	Certainty string     `json:"certainty"`
	House     bool       `json:"houseRule" doc:"The article gives no number; how often is a house rule"`
	Standing  bool       `json:"standing" doc:"Kept all the time, by measurement"`
	Due       string     `json:"due,omitempty" doc:"Last day in time, such as 2026-11-26"`
	DaysLeft  *int       `json:"daysLeft,omitempty" doc:"Until then; negative when it is past"`
	Since     string     `json:"since,omitempty"`
	Late      bool       `json:"late" doc:"Done, but after its last day"`
	Why       TextView   `json:"why"`
	Evidence  string     `json:"evidence" doc:"Code of what fulfils it"`
	Proof     *ProofView `json:"proof,omitempty"`
	Can       route.Can  `json:"can"`
}

// ProofView is the record that meets a duty, or the last there is.
type ProofView struct {
	Day    string `json:"day,omitempty"`
	Until  string `json:"until,omitempty"`
	Kind   string `json:"objectKind,omitempty"`
	Object string `json:"objectId,omitempty"`
	Value  string `json:"value,omitempty"`
	Manual bool   `json:"manual"`
}

// ObligationsView is the page of one subject.
type ObligationsView struct {
	Kind    string           `json:"subjectKind"`
	Subject string           `json:"subjectId" format:"uuid"`
	Name    string           `json:"name"`
	Day     string           `json:"day" doc:"As of"`
	Gone    bool             `json:"gone" doc:"Removed: nothing is owed any more"`
	Items   []ObligationView `json:"items" nullable:"false"`
	Can     route.Can        `json:"can"`
}

// StateCounts is how many obligations there are by state.
type StateCounts struct {
	Overdue  int `json:"overdue"`
	Due      int `json:"due"`
	NotDue   int `json:"notDue"`
	Met      int `json:"met"`
	NoRecord int `json:"noRecord"`
}

// DutyCounts counts the caller's own obligations and those of others that the
// caller may know of.
type DutyCounts struct {
	Mine   StateCounts `json:"mine"`
	Others StateCounts `json:"others"`
}

// DutyProofView is a proof that a person recorded.
type DutyProofView struct {
	ID          string    `json:"id" format:"uuid"`
	Duty        string    `json:"duty"`
	Day         string    `json:"day"`
	Until       string    `json:"until,omitempty"`
	Note        string    `json:"note"`
	Attachments []string  `json:"attachmentIds" nullable:"false"`
	By          string    `json:"by"`
	At          time.Time `json:"at"`
	Superseded  bool      `json:"superseded"`
}

// DutyProofBody records one.
type DutyProofBody struct {
	Kind        string                `json:"subjectKind" enum:"system,place,organisation"`
	Subject     string                `json:"subjectId" format:"uuid"`
	Duty        string                `json:"duty" maxLength:"64"`
	Day         string                `json:"day" format:"date"`
	Until       string                `json:"until,omitempty" doc:"Last day it counts" maxLength:"10"`
	Note        string                `json:"note" maxLength:"1000"`
	Attachments []papers.AttachmentID `json:"attachmentIds,omitempty" maxItems:"20"`
}

// SheetBody asks for the sheet of a subject; SheetView is what was issued.
type SheetBody struct {
	Kind    string `json:"subjectKind" enum:"system,place,organisation"`
	Subject string `json:"subjectId" format:"uuid"`
}

// SheetView names the document that was issued.
type SheetView struct {
	Document string `json:"documentId" format:"uuid"`
	Number   string `json:"number"`
}

// NoticeView is one notice of an inbox.
type NoticeView struct {
	ID        string    `json:"id" format:"uuid"`
	Kind      string    `json:"subjectKind,omitempty"`
	Subject   string    `json:"subjectId,omitempty"`
	Name      string    `json:"name,omitempty"`
	Duty      string    `json:"duty,omitempty"`
	Title     TextView  `json:"title"`
	Article   string    `json:"article,omitempty"`
	Due       string    `json:"due,omitempty"`
	Threshold int       `json:"threshold" doc:"Days before the last day; -1 when it is past"`
	Digest    bool      `json:"digest" doc:"Stands for several"`
	Count     int       `json:"count"`
	At        time.Time `json:"at"`
	Read      time.Time `json:"readAt,omitzero"`
}

// UnreadView counts unread notices.
type UnreadView struct {
	Unread int `json:"unread"`
}

// NoticesRead names the notices to be marked as read.
type NoticesRead struct {
	IDs []string `json:"ids,omitempty" maxItems:"500"`
	All bool     `json:"all,omitempty"`
}

// HookView is the webhook, without its secret.
type HookView struct {
	ETag      string    `json:"etag"`
	URL       string    `json:"url"`
	Enabled   bool      `json:"enabled"`
	HasSecret bool      `json:"hasSecret"`
	Changed   time.Time `json:"changedAt,omitzero"`
	By        string    `json:"changedBy,omitempty"`
}

// HookBody changes the webhook; without a secret the old one stays.
type HookBody struct {
	URL     string `json:"url" maxLength:"500"`
	Enabled bool   `json:"enabled"`
	Secret  string `json:"secret,omitempty" maxLength:"200"`
}

// HookTested names the delivery of a test.
type HookTested struct {
	Key string `json:"key"`
}

// DeliveryView is one message of the outbox.
type DeliveryView struct {
	Key    string          `json:"key"`
	Kind   string          `json:"kind"`
	State  string          `json:"state" enum:"pending,taken,given-up"`
	Made   time.Time       `json:"madeAt"`
	Tries  int             `json:"tries"`
	Next   time.Time       `json:"nextAt,omitzero"`
	Done   time.Time       `json:"doneAt,omitzero"`
	GaveUp time.Time       `json:"gaveUpAt,omitzero"`
	Status int             `json:"status" doc:"HTTP status of the last try; 0: no answer"`
	Fault  string          `json:"fault,omitempty"`
	Body   json.RawMessage `json:"body"`
}

// SumView is what an indicator counted, added up.
type SumView struct {
	Num      float64 `json:"num"`
	Den      float64 `json:"den"`
	Counted  int     `json:"counted"`
	Short    int     `json:"short" doc:"Of these fall short"`
	Excluded int     `json:"excluded"`
}

// IndicatorView is an indicator with its figure.
type IndicatorView struct {
	Code        string   `json:"code"`
	Title       TextView `json:"title"`
	Numerator   TextView `json:"numerator"`
	Denominator TextView `json:"denominator"`
	Excludes    TextView `json:"excludes"`
	Source      TextView `json:"source"`
	Period      TextView `json:"period"`
	Of          string   `json:"of" enum:"place,system,camera,house,record"`
	Aim         TextView `json:"aim"`
	Target      *float64 `json:"target,omitempty"`
	Least       bool     `json:"least" doc:"The lower the better"`
	Certainty   string   `json:"certainty"`
	Article     string   `json:"article"`
	Partial     TextView `json:"partial"`
	Later       TextView `json:"later"`
	State       string   `json:"state" enum:"figured,no-data,not-kept"`
	Value       *float64 `json:"value,omitempty"`
	Good        *bool    `json:"good,omitempty"`
	Sum         SumView  `json:"sum"`
}

// IndicatorsView is all of them, and when everything was last looked at.
type IndicatorsView struct {
	Swept time.Time       `json:"sweptAt,omitzero"`
	Items []IndicatorView `json:"items" nullable:"false"`
}

// MeasureView is one subject behind a figure.
type MeasureView struct {
	Kind    string  `json:"subjectKind"`
	Subject string  `json:"subjectId" format:"uuid"`
	Name    string  `json:"name"`
	Sum     SumView `json:"sum"`
}

// MemberView is one thing that was counted, or left out with why.
type MemberView struct {
	Kind     string  `json:"kind"`
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Num      float64 `json:"num"`
	Den      float64 `json:"den"`
	Excluded string  `json:"excluded,omitempty"`
}

// PointView is an indicator on one day.
type PointView struct {
	Day   string   `json:"day"`
	Value *float64 `json:"value,omitempty"`
	Sum   SumView  `json:"sum"`
}

// SubjectIn names the subject asked about; it is exported so that requests can
// embed it.
type SubjectIn struct {
	Kind    string `query:"subjectKind" enum:"system,place,organisation" required:"true"`
	Subject string `query:"subjectId" format:"uuid" required:"true"`
}

func (in SubjectIn) subject() room.Subject {
	return room.Subject{Kind: room.Kind(in.Kind), ID: in.Subject}
}

type dueIn struct {
	route.Paged
	Side  string          `query:"side" enum:"mine,others,all" default:"mine"`
	State string          `query:"state" enum:"met,not-due,due,overdue,no-record,all" doc:"What is due and overdue when absent"`
	Kind  string          `query:"subjectKind" enum:"system,place,organisation"`
	Duty  string          `query:"duty" maxLength:"64"`
	Place shiheng.PlaceID `query:"place" format:"uuid" doc:"With all below it"`
}

type proofsIn struct {
	SubjectIn
	Duty string `query:"duty" maxLength:"64" required:"true"`
}

type noticesIn struct {
	route.Paged
	Unread bool `query:"unread"`
}

type hookPut struct {
	route.Matched
	Body HookBody
}

// KeyIn names the indicator asked about.
type KeyIn struct {
	Key string `path:"key" maxLength:"16"`
}

type measuresIn struct {
	route.Paged
	KeyIn
	Short bool `query:"short" doc:"Only those that fall short"`
}

type membersIn struct {
	KeyIn
	SubjectIn
}

type trendIn struct {
	KeyIn
	Place shiheng.PlaceID `query:"place" format:"uuid"`
}
