package desk

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access/book"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
)

type registerQuery struct {
	route.Paged
	Regime  string `query:"regime" enum:"own,official,platform,citizen" doc:"One of the four regimes"`
	From    string `query:"from" maxLength:"10" doc:"On that day or later, YYYY-MM-DD"`
	To      string `query:"to" maxLength:"10" doc:"On that day or earlier"`
	Camera  string `query:"camera" maxLength:"36"`
	System  string `query:"system" maxLength:"36"`
	Account string `query:"account" maxLength:"36" doc:"In whose session"`
	Act     string `query:"act" maxLength:"40"`
	Outcome string `query:"outcome" enum:"granted,refused"`
	Q       string `query:"q" maxLength:"100" doc:"Part of a login or name, an organ, a case or an officer's name"`
}

// AccessLine is one line of the register of every access.
type AccessLine struct {
	Seq        int64             `json:"seq" doc:"Number of the act on record"`
	At         time.Time         `json:"at"`
	Regime     string            `json:"regime" enum:"own,official,platform,citizen"`
	Act        string            `json:"act"`
	Outcome    string            `json:"outcome" enum:"granted,refused"`
	Article    string            `json:"article,omitempty"`
	Reason     string            `json:"reason,omitempty" doc:"Code of a refusal"`
	Account    shiheng.AccountID `json:"accountId,omitzero" format:"uuid"`
	Login      string            `json:"login"`
	Name       string            `json:"name"`
	Remote     string            `json:"remote,omitempty" doc:"For auditors"`
	Applicant  string            `json:"applicant,omitempty"`
	Authority  string            `json:"authority,omitempty"`
	Matter     string            `json:"matter,omitempty"`
	Officers   []AccessOfficer   `json:"officers" nullable:"false"`
	Purpose    string            `json:"purpose,omitempty"`
	Recipient  string            `json:"recipient,omitempty"`
	Approver   string            `json:"approver,omitempty"`
	From       time.Time         `json:"from,omitzero" doc:"Footage"`
	To         time.Time         `json:"to,omitzero"`
	Ended      time.Time         `json:"endedAt,omitzero"`
	Seconds    float64           `json:"servedSeconds"`
	Bytes      int64             `json:"servedBytes"`
	Cameras    []AccessCamera    `json:"cameras" nullable:"false" doc:"Those of the caller's scope"`
	OtherCount int               `json:"otherCameras" doc:"How many more there were"`
}

// AccessOfficer is one of those who came under Article 24. The number of the
// card is veiled for most readers.
type AccessOfficer struct {
	Name string `json:"name"`
	Unit string `json:"unit"`
	Card string `json:"card"`
}

// AccessCamera names a camera of a line.
type AccessCamera struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	Name   string           `json:"name"`
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	Of     string           `json:"system"`
}

func accessLine(l book.Line) AccessLine {
	out := AccessLine{
		Seq: l.Seq, At: l.At, Regime: string(l.Regime), Act: string(l.Act), Outcome: string(l.Outcome), Article: l.Article, Reason: l.Reason,
		Account: l.Account, Login: l.Login, Name: l.Name, Remote: l.Remote, Applicant: l.Applicant, Authority: l.Authority, Matter: l.Matter,
		Officers: []AccessOfficer{}, Purpose: l.Purpose, Recipient: l.Recipient, Approver: l.Approver, From: l.From, To: l.To, Ended: l.Ended,
		Seconds: l.Served.Seconds, Bytes: l.Served.Bytes, Cameras: []AccessCamera{}, OtherCount: l.Others,
	}
	for _, o := range l.Officers {
		out.Officers = append(out.Officers, AccessOfficer(o))
	}
	for _, c := range l.Cameras {
		out.Cameras = append(out.Cameras, AccessCamera{c.ID, c.Name, c.System, c.Of})
	}
	return out
}

type choiceQuery struct {
	System string `query:"system" maxLength:"36" doc:"Cameras of this system only"`
	Q      string `query:"q" maxLength:"100" doc:"Part of a name"`
}

// RegisterChoices is what the register can be narrowed by, within the caller's
// scope: the first of each in the order of their names.
type RegisterChoices struct {
	Acts    []RegisterAct  `json:"acts" nullable:"false"`
	Systems []AccessSystem `json:"systems" nullable:"false"`
	Cameras []AccessCamera `json:"cameras" nullable:"false"`
}

// RegisterAct is an act that is a line of the register.
type RegisterAct struct {
	Regime string `json:"regime" enum:"own,official,platform,citizen"`
	Act    string `json:"act"`
}

// AccessSystem names a system.
type AccessSystem struct {
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	Name   string           `json:"name"`
}

func registerChoices(systems, cameras []book.Point) RegisterChoices {
	out := RegisterChoices{Acts: []RegisterAct{}, Systems: []AccessSystem{}, Cameras: []AccessCamera{}}
	acts := book.Acts()
	for _, r := range book.Regimes() {
		for _, a := range acts[r] {
			out.Acts = append(out.Acts, RegisterAct{string(r), string(a)})
		}
	}
	for _, p := range systems {
		out.Systems = append(out.Systems, AccessSystem{p.System, p.Of})
	}
	for _, c := range cameras {
		out.Cameras = append(out.Cameras, AccessCamera{c.ID, c.Name, c.System, c.Of})
	}
	return out
}

// RegisterPrintBody is what a printed register is about.
type RegisterPrintBody struct {
	From    string `json:"from" minLength:"10" maxLength:"10" doc:"YYYY-MM-DD"`
	To      string `json:"to" minLength:"10" maxLength:"10"`
	Regime  string `json:"regime,omitempty" enum:"own,official,platform,citizen"`
	System  string `json:"systemId,omitempty" maxLength:"36"`
	Camera  string `json:"cameraId,omitempty" maxLength:"36"`
	Account string `json:"accountId,omitempty" maxLength:"36"`
	Act     string `json:"act,omitempty" maxLength:"40"`
	Q       string `json:"q,omitempty" maxLength:"100"`
	Outcome string `json:"outcome,omitempty" enum:"granted,refused"`
}

type figureQuery struct {
	Quarter string `query:"quarter" maxLength:"6" doc:"Such as 2026Q3; left out: the last one that is over"`
}

func (q figureQuery) quarter(now time.Time) (identity.Quarter, error) {
	if q.Quarter == "" {
		return identity.QuarterOf(now).Before(), nil
	}
	return identity.ParseQuarter(q.Quarter)
}

// FiguresPrintBody names the quarter.
type FiguresPrintBody struct {
	Quarter string `json:"quarter" minLength:"6" maxLength:"6"`
}

// AccessFiguresView are the statistics of a quarter.
type AccessFiguresView struct {
	Quarter string              `json:"quarter"`
	Least   int                 `json:"least" doc:"Smaller figures are not published"`
	Tables  []AccessFigureTable `json:"tables" nullable:"false"`
}

// AccessFigureTable is what is published of one regime.
type AccessFigureTable struct {
	Regime string             `json:"regime" enum:"own,official,platform,citizen"`
	Few    bool               `json:"few" doc:"Fewer than least, or none"`
	Total  int                `json:"total" doc:"0 when few"`
	Rest   int                `json:"rest" doc:"Sum of what is not shown by itself"`
	Cells  []AccessFigureCell `json:"cells" nullable:"false"`
}

// AccessFigureCell is one figure.
type AccessFigureCell struct {
	Authority string        `json:"authority,omitempty"`
	Act       audit.Act     `json:"act"`
	Outcome   audit.Outcome `json:"outcome" enum:"granted,refused"`
	Clause    string        `json:"clause,omitempty" doc:"Article it was refused by"`
	Count     int           `json:"count"`
}

func figuresView(f book.Figures) AccessFiguresView {
	out := AccessFiguresView{Quarter: string(f.Quarter), Least: book.Least, Tables: []AccessFigureTable{}}
	for _, t := range f.Tables {
		v := AccessFigureTable{Regime: string(t.Regime), Few: t.Few, Total: t.Total, Rest: t.Rest, Cells: []AccessFigureCell{}}
		for _, c := range t.Cells {
			v.Cells = append(v.Cells, AccessFigureCell{c.Authority, c.Act, c.Outcome, c.Clause, c.Count})
		}
		out.Tables = append(out.Tables, v)
	}
	return out
}
