// Package retention is the area of the API for how long footage is kept: each
// camera against the term the law gives it (W168/28/2, R799/17).
package retention

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/retain"
	"shiheng.internal/civic/retain/term"
)

// Config is what the desk stands in front of. All are required to serve; none
// to describe.
type Config struct {
	Terms   *term.Service
	Cameras term.Cameras
	// Name is what somebody is called.
	Name func(ctx context.Context, id shiheng.AccountID) string
	// Verdicts adds up the sealed footage by what is decided of it now.
	Verdicts func() map[retain.Reason]Amount
}

// A Desk answers the operations of the area.
type Desk struct{ cfg Config }

// New makes a desk.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers the operations on t.
func (d *Desk) Operations(t *route.Table) {
	read := route.Duty(access.ReadRetention)
	route.Add(t, "GET", "/retention", read, "Cameras against the term their footage is kept for, the shortest first", d.list)
	route.Add(t, "GET", "/retention/counts", read, "How many cameras stand how", d.counts)
	route.Add(t, "GET", "/retention/cameras/{id}", read, "One camera against its term, to the second, judged now", d.one)
	d.keeping(t)
}

type retentionList struct {
	route.Paged
	Outcome string `query:"outcome" enum:"met,short,not-mature"`
	System  string `query:"systemId" format:"uuid"`
	Q       string `query:"q" maxLength:"100" doc:"Part of the camera's name"`
}

// RetentionLine is one camera of the register of terms.
type RetentionLine struct {
	term.Kept
	Name       string           `json:"name"`
	System     shiheng.SystemID `json:"systemId" format:"uuid"`
	SystemName string           `json:"systemName"`
	Days       int              `json:"days" doc:"The term that counts now"`
	Articles   []string         `json:"articles" nullable:"false" doc:"That set it"`
}

func line(l term.Line) RetentionLine {
	t := l.Term()
	v := RetentionLine{Kept: l.Kept, Name: l.Name, System: l.System, SystemName: l.SystemName, Days: t.Days, Articles: t.Articles}
	if v.Articles == nil {
		v.Articles = []string{}
	}
	return v
}

func (d *Desk) list(ctx context.Context, who route.Caller, in *retentionList) (*route.Out[route.Page[RetentionLine]], error) {
	f := term.Filter{Scope: who.Rights.Over(access.ReadRetention), Outcome: retain.Outcome(in.Outcome), Text: in.Q}
	var err error
	if f.System, err = route.OptionalID[shiheng.SystemID](in.System); err != nil {
		return nil, err
	}
	got, err := d.cfg.Terms.Read().Lines(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, line), nil
}

// RetentionCounts are how many cameras stand how.
type RetentionCounts struct {
	Met       int `json:"met"`
	Short     int `json:"short"`
	NotMature int `json:"notMature"`
}

func (d *Desk) counts(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[RetentionCounts], error) {
	n, err := d.cfg.Terms.Read().Count(ctx, who.Rights.Over(access.ReadRetention))
	if err != nil {
		return nil, err
	}
	return &route.Out[RetentionCounts]{Body: RetentionCounts{Met: n[retain.Fulfilled], Short: n[retain.Shorter], NotMature: n[retain.Immature]}}, nil
}

type retentionCamera struct {
	ID shiheng.CameraID `path:"id" format:"uuid"`
}

// RetentionView is one camera, with every hole within its term, and what is
// known of it at other places of storage.
type RetentionView struct {
	RetentionLine
	HoleList []retain.Hole    `json:"holeList" nullable:"false" doc:"Within the term, oldest first, planned ones among them; the first thousand"`
	Places   []RetentionPlace `json:"places" nullable:"false" doc:"Where its footage may be, each judged by itself"`
	LawDay   float64          `json:"lawDaySeconds" doc:"A day of the law: shorter in a practice store"`
	At       time.Time        `json:"at" doc:"When it was judged"`
	Can      route.Can        `json:"can" doc:"purpose"`
}

// RetentionPlace is a place of storage. One of which nothing is heard is not
// known, which is neither kept nor missing.
type RetentionPlace struct {
	Place   string         `json:"place" enum:"store,device,lower"`
	Known   bool           `json:"known" doc:"Whether anything tells what lies there"`
	Relied  bool           `json:"relied" doc:"The register says that the footage is kept there"`
	Outcome retain.Outcome `json:"outcome,omitempty" enum:"met,short,not-mature" doc:"Missing when it is not known"`
}

// mostHoles bounds one answer: a camera that breaks off every minute has
// thousands.
const mostHoles = 1000

func (d *Desk) one(ctx context.Context, who route.Caller, in *retentionCamera) (*route.Out[RetentionView], error) {
	l, j, err := d.cfg.Terms.One(ctx, who.Rights.Over(access.ReadRetention), in.ID)
	if err != nil {
		return nil, err
	}
	v := RetentionView{RetentionLine: line(l), HoleList: j.Holes, LawDay: d.cfg.Terms.LawDay().Seconds(), At: l.Judged, Can: who.Can(access.ManageRetention, "purpose")}
	if v.HoleList == nil {
		v.HoleList = []retain.Hole{}
	}
	v.HoleList = v.HoleList[:min(len(v.HoleList), mostHoles)]
	linked, err := d.cfg.Cameras.Linked(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	edge := len(linked) == 1 && linked[0].Redundancy == registry.Edge
	// What lies on devices and lower platforms is told by no patrol of records yet.
	v.Places = []RetentionPlace{{Place: "store", Known: true, Relied: true, Outcome: l.Outcome}, {Place: "device", Relied: edge}, {Place: "lower"}}
	return &route.Out[RetentionView]{Body: v}, nil
}
