package catalogue

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/catalogue"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

// CatalogueRule says which systems must connect. What is left empty is not
// asked; what is named must all hold.
type CatalogueRule struct {
	Code        string   `json:"code" minLength:"1" maxLength:"40" doc:"Unique within the edition"`
	Title       string   `json:"title" minLength:"1" maxLength:"200"`
	Categories  []string `json:"categories" nullable:"false" maxItems:"10" doc:"Any of W8-01 … W8-10"`
	Classes     []string `json:"classes" nullable:"false" maxItems:"4" doc:"Any of A7G, A7O, A9, A33"`
	KeyTarget   bool     `json:"keyTarget"`
	KeySecurity bool     `json:"keySecurityUnit"`
	Trades      []string `json:"trades" nullable:"false" maxItems:"30"`
	Divisions   []string `json:"divisions" nullable:"false" maxItems:"10" doc:"Division codes; empty for the whole city"`
	Due         string   `json:"due" format:"date" doc:"The day by which the systems are connected"`
}

// CatalogueException adds one system or leaves it out, for a reason.
type CatalogueException struct {
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	Add    bool             `json:"add"`
	Reason string           `json:"reason" minLength:"1" maxLength:"500"`
	Due    string           `json:"due,omitempty" doc:"Of an added one, YYYY-MM-DD"`
}

// CatalogueDraftBody is what a draft says. A new one without rules begins as
// the published edition stands.
type CatalogueDraftBody struct {
	Title      string               `json:"title" minLength:"1" maxLength:"200"`
	Note       string               `json:"note,omitempty" maxLength:"2000"`
	Rules      []CatalogueRule      `json:"rules" nullable:"false" maxItems:"100"`
	Exceptions []CatalogueException `json:"exceptions" nullable:"false" maxItems:"5000"`
}

func (b CatalogueDraftBody) into(v *catalogue.Version) error {
	v.Title, v.Note = b.Title, b.Note
	for _, r := range b.Rules {
		due, err := day(r.Due)
		if err != nil {
			return err
		}
		v.Rules = append(v.Rules, catalogue.Rule{
			Code: r.Code, Title: r.Title, Categories: r.Categories, Classes: r.Classes, AntiTerrorTarget: r.KeyTarget,
			KeySecurityUnit: r.KeySecurity, Trades: r.Trades, Divisions: r.Divisions, Due: due,
		})
	}
	for _, e := range b.Exceptions {
		due, err := day(e.Due)
		if err != nil {
			return err
		}
		v.Exceptions = append(v.Exceptions, catalogue.Exception{System: e.System, Add: e.Add, Reason: e.Reason, Due: due})
	}
	return nil
}

// day reads a day that may be left out.
func day(s string) (law.Day, error) {
	if s == "" {
		return law.Day{}, nil
	}
	d, err := law.ParseDay(s)
	if err != nil {
		return law.Day{}, shiheng.Invalid("request.day", "value", s)
	}
	return d, nil
}

func ruleView(r catalogue.Rule) CatalogueRule {
	list := func(s []string) []string { return append([]string{}, s...) }
	return CatalogueRule{
		Code: r.Code, Title: r.Title, Categories: list(r.Categories), Classes: list(r.Classes), KeyTarget: r.AntiTerrorTarget,
		KeySecurity: r.KeySecurityUnit, Trades: list(r.Trades), Divisions: list(r.Divisions), Due: r.Due.String(),
	}
}

func exceptionView(e catalogue.Exception) CatalogueException {
	return CatalogueException{System: e.System, Add: e.Add, Reason: e.Reason, Due: e.Due.String()}
}

// CatalogueVersionView is one edition of the catalogue.
type CatalogueVersionView struct {
	ID          catalogue.VersionID  `json:"id" format:"uuid"`
	ETag        string               `json:"etag"`
	Number      int                  `json:"number"`
	Title       string               `json:"title"`
	Note        string               `json:"note"`
	Status      string               `json:"status" enum:"draft,published,superseded"`
	Rules       []CatalogueRule      `json:"rules" nullable:"false"`
	Exceptions  []CatalogueException `json:"exceptions" nullable:"false"`
	DraftedAt   time.Time            `json:"draftedAt"`
	PublishedAt time.Time            `json:"publishedAt,omitzero"`
	Items       int                  `json:"items" doc:"Systems a published edition lists"`
	Can         route.Can            `json:"can"`
}

// CatalogueItemView is one system that must connect.
type CatalogueItemView struct {
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	Name   string           `json:"name"`
	Rule   string           `json:"rule" doc:"Code of the rule; empty for one that was added"`
	Reason string           `json:"reason"`
	Due    string           `json:"due" format:"date"`
}

// CatalogueChange is how one system's item would change; empty days mean that
// it comes in or goes out.
type CatalogueChange struct {
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	Name   string           `json:"name"`
	Before string           `json:"before"`
	After  string           `json:"after"`
	Rule   string           `json:"rule"`
}

func changeView(c catalogue.Change, name string) CatalogueChange {
	out := CatalogueChange{System: c.System, Name: name}
	if c.Before != nil {
		out.Before, out.Rule = c.Before.Due.String(), c.Before.Rule
	}
	if c.After != nil {
		out.After, out.Rule = c.After.Due.String(), c.After.Rule
	}
	return out
}

// CataloguePreview is what an edition would change if it were published now.
type CataloguePreview struct {
	Items   int               `json:"items"`
	Changed int               `json:"changed" doc:"How many systems; those of the own scope among the first 500 are named"`
	ByRule  map[string]int    `json:"byRule"`
	Changes []CatalogueChange `json:"changes" nullable:"false"`
}

// CatalogueChanges is how two editions differ.
type CatalogueChanges struct {
	Changed int               `json:"changed" doc:"How many systems; those of the own scope among the first 500 are named"`
	In      int               `json:"in"`
	Out     int               `json:"out"`
	Moved   int               `json:"moved" doc:"Their day is another"`
	Changes []CatalogueChange `json:"changes" nullable:"false"`
}

// ConnectTaskView is one system that must connect, and whether it has. The link
// is measured; nobody sets it.
type ConnectTaskView struct {
	System  shiheng.SystemID `json:"systemId" format:"uuid"`
	Name    string           `json:"name"`
	Rule    string           `json:"rule"`
	Due     string           `json:"due" format:"date"`
	Overdue bool             `json:"overdue" doc:"Its day has passed and it was never connected (W168/34/2)"`
	Link    string           `json:"link" enum:"not-connected,partly,connected,interrupted"`
	Since   time.Time        `json:"since"`
	Probed  time.Time        `json:"probedAt,omitzero" doc:"When it was measured last"`
	First   time.Time        `json:"firstAt,omitzero" doc:"When it was connected for the first time"`
	Lacking []string         `json:"lacking" nullable:"false" doc:"no-cameras, not-linked, peer-away, not-listed, no-picture, not-tested"`
	Cameras int              `json:"cameras"`
	Linked  int              `json:"linked"`
	Peers   int              `json:"peers"`
	Listed  int              `json:"listed"`
	Picture int              `json:"picture"`
	Tested  string           `json:"tested" doc:"Day of the newest interface test that passed, empty for none"`
	Can     route.Can        `json:"can" doc:"record"`
}

func taskView(who route.Caller, t catalogue.Task, name string, today law.Day) ConnectTaskView {
	out := ConnectTaskView{
		System: t.System, Name: name, Rule: t.Rule, Due: t.Due.String(), Overdue: t.Overdue(today), Link: string(t.Link),
		Since: t.Since, Probed: t.Probed, First: t.First, Lacking: []string{}, Cameras: t.Reach.Cameras, Linked: t.Reach.Linked,
		Peers: t.Reach.Peers, Listed: t.Reach.Listed, Picture: t.Reach.Picture, Tested: t.Reach.Tested.String(),
		Can: who.Can(access.TestInterface, "record"),
	}
	for _, l := range t.Lacking {
		out.Lacking = append(out.Lacking, string(l))
	}
	return out
}

// ConnectCounts counts the connection tasks of the caller's scope.
type ConnectCounts struct {
	All     int            `json:"all"`
	Overdue int            `json:"overdue"`
	ByLink  map[string]int `json:"byLink"`
}

// InterfaceTestBody asks for a test.
type InterfaceTestBody struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
}

// InterfaceStepView is one check of a test.
type InterfaceStepView struct {
	Check  string            `json:"check" enum:"register,keepalive,catalog,play,records,playback,ptz,time"`
	Result string            `json:"result" enum:"passed,failed,unproven,not-applicable"`
	At     time.Time         `json:"at"`
	TookMs int64             `json:"tookMs"`
	Code   string            `json:"code" doc:"Why it is not passed"`
	Facts  map[string]string `json:"facts" doc:"What was measured"`
}

// InterfaceTestView is one run against a site's device or platform.
type InterfaceTestView struct {
	ID      catalogue.InterfaceTestID `json:"id" format:"uuid"`
	System  shiheng.SystemID          `json:"systemId" format:"uuid"`
	Camera  shiheng.CameraID          `json:"cameraId" format:"uuid"`
	Began   time.Time                 `json:"began"`
	Ended   time.Time                 `json:"ended,omitzero"`
	Verdict string                    `json:"verdict" enum:"running,passed,failed,unproven,broken-off"`
	Steps   []InterfaceStepView       `json:"steps" nullable:"false"`
	// Document is its report; it is issued by itself when the test ends.
	Document papers.DocumentID `json:"documentId,omitzero" format:"uuid"`
	Can      route.Can         `json:"can" doc:"report"`
}

func testView(who route.Caller) func(t catalogue.InterfaceTest) InterfaceTestView {
	return func(t catalogue.InterfaceTest) InterfaceTestView { return testOf(who, t) }
}

func testOf(who route.Caller, t catalogue.InterfaceTest) InterfaceTestView {
	out := InterfaceTestView{
		ID: t.ID, System: t.System, Camera: t.Camera, Began: t.Began, Ended: t.Ended, Verdict: string(t.Verdict), Steps: []InterfaceStepView{},
		Document: t.Document, Can: who.Barred(access.TestInterface, map[string]error{"report": t.Reportable()}),
	}
	for _, s := range t.Steps {
		facts := s.Facts
		if facts == nil {
			facts = map[string]string{}
		}
		out.Steps = append(out.Steps, InterfaceStepView{Check: s.Check, Result: s.Result, At: s.At, TookMs: s.TookMs, Code: s.Code, Facts: facts})
	}
	return out
}
