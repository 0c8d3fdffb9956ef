package custody

import (
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

type exportKind struct{}

// ExportID names one export.
type ExportID = shiheng.ID[exportKind]

// A Regime is what an export rests on.
type Regime string

// The regimes in which footage may be copied.
const (
	Official Regime = "official" // an application under Articles 23 and 24
	Own      Regime = "own"      // the unit's own lawful purpose (R799/16)
)

// Custodian is who did something, and when.
type Custodian struct {
	Account shiheng.AccountID `json:"accountId,omitzero" format:"uuid"`
	Name    string            `json:"name"`
	At      time.Time         `json:"at"`
}

// An Export is a line of the register.
type Export struct {
	ID      ExportID `json:"id" format:"uuid"`
	Version int64    `json:"version"`
	State   State    `json:"state" enum:"queued,running,ready,handed-over,returned,destroyed,failed,cancelled,lapsed"`
	Regime  Regime   `json:"regime" enum:"official,own"`
	Basis   string   `json:"basis" doc:"Article, such as W168/24"`
	// Application is the one for official access; empty for own use.
	Application string `json:"applicationId,omitempty"`
	Case        string `json:"case,omitempty" doc:"Number of the case, or what it is about"`
	Unit        string `json:"unit,omitempty" doc:"The organ that gets it"`
	Recipient   string `json:"recipient"`
	Purpose     string `json:"purpose"`
	Approver    string `json:"approver,omitempty"`
	// UseUntil is the last day on which it may be used: by then it is returned
	// or destroyed.
	UseUntil law.Day         `json:"useUntil,omitzero"`
	From     time.Time       `json:"from"`
	To       time.Time       `json:"to"`
	Portions []ExportPortion `json:"portions" nullable:"false"`
	Name     string          `json:"name" doc:"Of the file, without what ends it"`
	Grant    shiheng.GrantID `json:"grantId" format:"uuid" doc:"Under which it is made and fetched"`
	By       Custodian       `json:"by"`
	Chunks   int64           `json:"chunks" doc:"Of footage"`
	Bytes    int64           `json:"bytes"`
	// Failure is why it was not made; Bundle what was made.
	Failure *ExportFailure `json:"failure,omitempty"`
	Bundle  *Bundle        `json:"bundle,omitempty"`
	// KeepUntil is when the file is erased, Gone when it was.
	KeepUntil time.Time     `json:"keepUntil,omitzero"`
	Gone      time.Time     `json:"gone,omitzero"`
	Handing   *Handing      `json:"handing,omitempty"`
	Ending    *ExportEnding `json:"ending,omitempty"`
	History   []CustodyLine `json:"history" nullable:"false" doc:"What was done with it, the oldest first"`
}

// An ExportPortion is the footage of one stream.
type ExportPortion struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	Name   string           `json:"name"`
	Stream shiheng.StreamID `json:"streamId" format:"uuid"`
	Role   string           `json:"role"`
}

// An ExportFailure is why an export was not made.
type ExportFailure struct {
	Code    string            `json:"code"`
	Article string            `json:"article,omitempty"`
	Params  map[string]string `json:"params,omitempty"`
	At      time.Time         `json:"at"`
}

// A Bundle is what was made.
type Bundle struct {
	// Digest is what its act names: of its manifests and of what it claims.
	Digest string            `json:"digest"`
	Act    shiheng.EventID   `json:"eventId" format:"uuid"`
	List   papers.DocumentID `json:"listId" format:"uuid" doc:"The list of electronic data"`
	// From here on it is a file.
	SHA256     string    `json:"sha256,omitempty" doc:"Of the whole file"`
	Size       int64     `json:"size,omitempty"`
	Made       time.Time `json:"made,omitzero"`
	Witnesses  []string  `json:"witnesses" nullable:"false" doc:"Who cosigned the log it is proven by; none: the log alone signed"`
	Sealed     bool      `json:"sealed"`
	Stamped    bool      `json:"stamped"`
	Unstamped  string    `json:"unstamped,omitempty" doc:"Why there is no time stamp though an authority is set"`
	Unanchored bool      `json:"unanchored" doc:"Nothing recorded behind its end is in the log yet: that nothing is missing there cannot be proven"`
}

// A Handing is how it was handed over.
type Handing struct {
	HandingEntry
	By      Custodian         `json:"by"`
	Receipt papers.DocumentID `json:"receiptId" format:"uuid"`
}

// HandingEntry is what is noted of a handing over.
type HandingEntry struct {
	Name   string              `json:"name" minLength:"1" maxLength:"100" doc:"Who took it"`
	Unit   string              `json:"unit" minLength:"1" maxLength:"200"`
	Card   string              `json:"card" minLength:"1" maxLength:"60" doc:"Number of the work identity card, or of another paper"`
	Medium string              `json:"medium" minLength:"1" maxLength:"100" doc:"On what: a disc, a drive, a line"`
	Serial string              `json:"serial,omitempty" maxLength:"100" doc:"Of the medium"`
	On     string              `json:"on" minLength:"10" maxLength:"10" doc:"The day, YYYY-MM-DD"`
	Scan   papers.AttachmentID `json:"scanId,omitzero" format:"uuid" doc:"The receipt, signed"`
}

// An ExportEnding is its return or destruction.
type ExportEnding struct {
	EndingEntry
	By Custodian `json:"by"`
}

// EndingEntry is what is noted of an end.
type EndingEntry struct {
	How    string              `json:"how" enum:"returned,destroyed"`
	On     string              `json:"on" minLength:"10" maxLength:"10" doc:"The day, YYYY-MM-DD"`
	Remark string              `json:"remark" minLength:"1" maxLength:"500" doc:"By whom, how, before whom"`
	Scan   papers.AttachmentID `json:"scanId,omitzero" format:"uuid"`
}

// A CustodyLine is one thing done with an export.
type CustodyLine struct {
	Act  audit.Act `json:"act"`
	By   Custodian `json:"by"`
	Note string    `json:"note,omitempty"`
}

// Span is the footage that was asked for.
func (e Export) Span() shiheng.Span { return shiheng.Span{From: e.From, To: e.To} }

// Cameras are those whose footage is copied, each once.
func (e Export) Cameras() (out []shiheng.CameraID) {
	for _, p := range e.Portions {
		if !slices.Contains(out, p.Camera) {
			out = append(out, p.Camera)
		}
	}
	return out
}

// Label is what people search for.
func (e Export) Label() string {
	words := []string{e.Case, e.Unit, e.Recipient, e.Purpose, e.By.Name, e.Name}
	if e.Handing != nil {
		words = append(words, e.Handing.Name, e.Handing.Unit)
	}
	return strings.Join(words, " ")
}

// Due is the day by which it is returned or destroyed; zero when nothing is to
// follow.
func (e Export) Due() law.Day {
	if e.State != Handed {
		return law.Day{}
	}
	return e.UseUntil
}

// Overdue reports whether it should have been returned or destroyed.
func (e Export) Overdue(today law.Day) bool {
	d := e.Due()
	return !d.IsZero() && d.Before(today)
}

// There reports whether the file can be fetched.
func (e Export) There() bool { return (e.State == Ready || e.State == Handed) && e.Gone.IsZero() }
