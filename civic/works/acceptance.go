package works

import (
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

type acceptanceKind struct{}

// AcceptanceID names one acceptance.
type AcceptanceID = shiheng.ID[acceptanceKind]

// A Conclusion is what became of an acceptance.
type Conclusion string

// The conclusions.
const (
	Open   Conclusion = "open"   // 验收中
	Passed Conclusion = "passed" // 合格
	Basic  Conclusion = "basic"  // 基本合格
	Failed Conclusion = "failed" // 不合格
)

// The parts of a checklist (form 6.2). Each must hold at least one item before
// an acceptance is passed.
const (
	Construction = "construction" // 施工验收
	Technical    = "technical"    // 技术验收
	Documents    = "documents"    // 资料审查
	Sign         = "sign"         // 提示标志
	Privacy      = "privacy"      // 隐私保护
)

// Parts lists the parts of a checklist.
func Parts() []string { return []string{Construction, Technical, Documents, Sign, Privacy} }

// A CheckItem is one item of the checklist.
type CheckItem struct {
	Part        string `json:"part" enum:"construction,technical,documents,sign,privacy"`
	Requirement string `json:"requirement" maxLength:"300"`
	Method      string `json:"method,omitempty" maxLength:"300"`
	Result      string `json:"result,omitempty" maxLength:"300"`
	Passed      bool   `json:"passed"`
	// MeasuredAt is when the running system gave the result by itself; zero
	// when a person stated it.
	MeasuredAt time.Time `json:"measuredAt,omitzero"`
}

// A PanelMember is one person of the panel that accepts.
type PanelMember struct {
	Name      string `json:"name" maxLength:"100"`
	Unit      string `json:"unit,omitempty" maxLength:"200"`
	Title     string `json:"title,omitempty" maxLength:"100"`
	Specialty string `json:"specialty,omitempty" maxLength:"100"`
	Signed    bool   `json:"signed"`
}

// An ImageSample is a picture of one camera by day and by night.
type ImageSample struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	Day    FileID           `json:"day,omitzero" format:"uuid"`
	Night  FileID           `json:"night,omitzero" format:"uuid"`
}

// A Rectification is one fault that is to be put right, with its day.
type Rectification struct {
	What string  `json:"what" maxLength:"300"`
	Due  law.Day `json:"due"`
	Done law.Day `json:"done,omitzero"`
	How  string  `json:"how,omitempty" maxLength:"300"`
}

// An AcceptanceEntry is what people write on an acceptance while it is open.
type AcceptanceEntry struct {
	Project     string   `json:"project,omitempty" maxLength:"300"`
	Contract    string   `json:"contract,omitempty" maxLength:"300"`
	Builder     string   `json:"builder,omitempty" maxLength:"200" doc:"Who arranges it: the building unit"`
	DesignBasis string   `json:"designBasis,omitempty" maxLength:"4000"`
	Standards   []string `json:"standards,omitempty" nullable:"false" maxItems:"60"`
	StartedOn   law.Day  `json:"startedOn,omitzero"`
	FinishedOn  law.Day  `json:"finishedOn,omitzero"`
	// GB55029 says that the standard applies, which asks for a trial of at
	// least as many days as the house limit trial-days.
	GB55029        bool            `json:"gb55029,omitempty"`
	TrialFrom      law.Day         `json:"trialFrom,omitzero"`
	TrialTo        law.Day         `json:"trialTo,omitzero"`
	TrialRecord    string          `json:"trialRecord,omitempty" maxLength:"4000"`
	InspectionNo   string          `json:"inspectionNo,omitempty" maxLength:"200"`
	InspectionBody string          `json:"inspectionBody,omitempty" maxLength:"200"`
	Panel          []PanelMember   `json:"panel,omitempty" nullable:"false" maxItems:"60"`
	Items          []CheckItem     `json:"items,omitempty" nullable:"false" maxItems:"200"`
	Samples        []ImageSample   `json:"samples,omitempty" nullable:"false" maxItems:"200"`
	StorageDays    int             `json:"storageDays,omitempty" minimum:"0" maximum:"3650" doc:"Tested"`
	ClockTest      string          `json:"clockTest,omitempty" maxLength:"300" doc:"Result of the test of time accuracy"`
	InterfaceTest  string          `json:"interfaceTest,omitempty" maxLength:"200" doc:"Number of the interface test (W168/11)"`
	Rectify        []Rectification `json:"rectify,omitempty" nullable:"false" maxItems:"200"`
	Files          []FileID        `json:"files,omitempty" nullable:"false" maxItems:"60"`
	Opinion        string          `json:"opinion,omitempty" maxLength:"4000"`
}

// An Acceptance 验收 is arranged by the building unit when the works are
// completed (W168/15/1). Once it is concluded it never changes.
type Acceptance struct {
	Base[acceptanceKind]
	State Conclusion `json:"state" enum:"open,passed,basic,failed"`
	// Round is 1 for the first one of a system and one more for each re-check
	// 复验, which names the one it follows.
	Round   int          `json:"round"`
	Follows AcceptanceID `json:"follows,omitzero" format:"uuid"`
	// Stated: it took place before the system was entered here; its paper is
	// handed in, or owed by a day.
	Stated bool            `json:"stated,omitempty"`
	Entry  AcceptanceEntry `json:"entry"`
	// Measured are the items that the running system measured itself.
	Measured    []CheckItem `json:"measured,omitempty" nullable:"false"`
	ConcludedOn law.Day     `json:"concludedOn,omitzero"`
	Document    DocumentID  `json:"documentId,omitzero" format:"uuid"`
}

// Head implements [registry.Record].
func (a Acceptance) Head() registry.Head {
	var due law.Day
	for _, r := range a.Entry.Rectify {
		if r.Done.IsZero() && (due.IsZero() || r.Due.Before(due)) {
			due = r.Due
		}
	}
	return a.head(string(a.State), due, a.Entry.Project)
}

func (e *AcceptanceEntry) tidy() error {
	lines := []*string{
		&e.Project, &e.Contract, &e.Builder, &e.InspectionNo, &e.InspectionBody, &e.ClockTest, &e.InterfaceTest,
	}
	for i := range e.Panel {
		m := &e.Panel[i]
		lines = append(lines, &m.Name, &m.Unit, &m.Title, &m.Specialty)
	}
	for i := range e.Items {
		it := &e.Items[i]
		lines = append(lines, &it.Requirement, &it.Method, &it.Result)
		it.MeasuredAt = time.Time{} // nobody but the house measures
		if !slices.Contains(Parts(), it.Part) || strings.TrimSpace(it.Requirement) == "" {
			return shiheng.Invalid("acceptance.item", "part", it.Part)
		}
	}
	for i := range e.Rectify {
		lines = append(lines, &e.Rectify[i].What, &e.Rectify[i].How)
	}
	for i := range e.Standards {
		lines = append(lines, &e.Standards[i])
	}
	if len(e.Panel)+len(e.Standards)+len(e.Rectify)+len(e.Items)+len(e.Samples) > 5*maxRows || len(e.Files) > maxFiles || e.StorageDays < 0 {
		return shiheng.Invalid("acceptance.size")
	}
	if err := words(maxLine, lines...); err != nil {
		return err
	}
	return words(maxText, &e.DesignBasis, &e.TrialRecord, &e.Opinion)
}

// demands are what the law and the house ask of an acceptance of a system.
type demands struct {
	floor     law.Floor
	trialDays int
	today     law.Day
}

// conclude says why the acceptance may not be concluded so, nil when it may.
func (a Acceptance) conclude(c Conclusion, d demands) error {
	e := a.Entry
	if len(e.Panel) == 0 || slices.ContainsFunc(e.Panel, func(m PanelMember) bool { return m.Name == "" || !m.Signed }) {
		return shiheng.Invalid("acceptance.panel").By("W168/15/1")
	}
	switch c {
	case Failed:
		if len(e.Rectify) == 0 {
			return shiheng.Invalid("acceptance.rectify-list").By("W168/15/1")
		}
		return a.dated(d.today)
	case Basic:
		if len(e.Rectify) == 0 {
			return shiheng.Invalid("acceptance.rectify-list").By("W168/15/1")
		}
		if err := a.dated(d.today); err != nil {
			return err
		}
		return a.complete(d)
	case Passed:
		if err := a.complete(d); err != nil {
			return err
		}
		return a.flawless()
	case Open:
	}
	return shiheng.Invalid("acceptance.conclusion", "conclusion", string(c))
}

// complete refuses an acceptance that left something out.
func (a Acceptance) complete(d demands) error {
	e := a.Entry
	for _, part := range Parts() {
		if !slices.ContainsFunc(e.Items, func(i CheckItem) bool { return i.Part == part && i.Result != "" }) {
			return shiheng.Forbidden("acceptance.part", "part", part).By("W168/15/1")
		}
	}
	switch {
	case len(a.Measured) == 0 || law.DayOf(a.Measured[0].MeasuredAt) != d.today:
		return shiheng.Forbidden("acceptance.not-measured").By("W168/15/1")
	case e.GB55029 && (e.TrialFrom.IsZero() || e.TrialTo.IsZero() || between(e.TrialFrom, e.TrialTo) < d.trialDays || d.today.Before(e.TrialTo)):
		return shiheng.Forbidden("acceptance.trial-short", "days", itoa(d.trialDays)).By("W168/11")
	case e.StorageDays < d.floor.Days:
		return shiheng.Forbidden("acceptance.storage-short", "days", itoa(d.floor.Days)).By(d.floor.Articles[0])
	}
	return nil
}

// flawless refuses a clean pass while an item, stated or measured, failed or
// something is still to be put right.
func (a Acceptance) flawless() error {
	for _, it := range append(slices.Clone(a.Entry.Items), a.Measured...) {
		if !it.Passed {
			return shiheng.Forbidden("acceptance.item-failed", "item", it.Requirement).By("W168/15/2")
		}
	}
	if slices.ContainsFunc(a.Entry.Rectify, func(r Rectification) bool { return r.Done.IsZero() }) {
		return shiheng.Forbidden("acceptance.rectify-open").By("W168/15/2")
	}
	return nil
}

// dated refuses a rectification without its day, or with one that is over.
func (a Acceptance) dated(today law.Day) error {
	for _, r := range a.Entry.Rectify {
		if r.What == "" || (r.Done.IsZero() && (r.Due.IsZero() || r.Due.Before(today))) {
			return shiheng.Invalid("acceptance.rectify-dates").By("W168/15/1")
		}
	}
	return nil
}

// fact is what gate L2 asks of a concluded acceptance. overdue: a paper or a
// rectification it rests on was not there by its day.
func (a Acceptance) fact(basicServes, overdue bool) registry.AcceptanceFact {
	return registry.AcceptanceFact{
		Passed: a.State == Passed && !overdue, Basic: a.State == Basic, BasicServes: basicServes, Dated: !overdue, On: a.ConcludedOn,
	}
}

// files are the attachments that are named on the acceptance.
func (a Acceptance) files() []FileID {
	out := append([]FileID(nil), a.Entry.Files...)
	for _, m := range a.Entry.Samples {
		out = append(out, m.Day, m.Night)
	}
	return out
}
