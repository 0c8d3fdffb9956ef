package citizen

import (
	"context"
	"errors"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/citizen"
)

// MissingBody registers a missing person.
type MissingBody struct {
	Person citizen.MissingPerson `json:"person"`
	citizen.Coverage
	Here     bool            `json:"here" doc:"The viewer is at the desk: the clock to the first picture runs"`
	Evidence citizen.Brought `json:"evidence,omitzero"`
}

// RelatedBody receives a person concerned.
type RelatedBody struct {
	Interest citizen.Interest `json:"interest"`
	citizen.Coverage
	Evidence citizen.Brought `json:"evidence,omitzero"`
}

// CitizenLine is one line of a register.
type CitizenLine struct {
	ID        citizen.CaseID   `json:"id" format:"uuid"`
	Flow      citizen.Flow     `json:"flow" enum:"missing,related"`
	State     citizen.State    `json:"state" enum:"called,received,admitted,refused,closed"`
	CreatedAt time.Time        `json:"createdAt"`
	About     string           `json:"about" doc:"Who is missing, or what happened"`
	Category  citizen.Category `json:"category,omitempty" enum:"elderly,child,intellectual-disability,other"`
	Stake     string           `json:"stake,omitempty" enum:"life,health,property,other"`
	Viewer    string           `json:"viewer"`
	Cameras   int              `json:"cameras"`
	From      time.Time        `json:"from"`
	To        time.Time        `json:"to"`
	Arrived   time.Time        `json:"arrivedAt,omitzero"`
	First     time.Time        `json:"firstPictureAt,omitzero"`
	Result    string           `json:"result,omitempty" enum:"found,not-found,handed-over,looked,withdrawn"`
	By        string           `json:"by"`
}

func line(c citizen.Case) CitizenLine {
	out := CitizenLine{
		ID: c.ID, Flow: c.Flow, State: c.State, CreatedAt: c.CreatedAt, Cameras: len(c.Cameras), From: c.From, To: c.To, Arrived: c.Arrived, First: c.First, By: c.By.Name,
	}
	if c.Person != nil {
		out.About, out.Category = c.Person.Name, c.Person.Category
	}
	if c.Interest != nil {
		out.About, out.Stake = c.Interest.What, c.Interest.Stake
	}
	if c.Viewer != nil {
		out.Viewer = c.Viewer.Name
	}
	if c.Outcome != nil {
		out.Result = c.Outcome.Result
	}
	return out
}

// CitizenView is one case, with what it lacks and what is in the way of
// opening footage on this workstation.
type CitizenView struct {
	citizen.Case
	ETag   string         `json:"etag"`
	Lacks  []citizen.Want `json:"lacks" nullable:"false" doc:"What is missing before it may be admitted"`
	Barred []citizen.Want `json:"barred" nullable:"false" doc:"Why footage cannot be opened here and now"`
	Seen   []citizen.Seen `json:"seen" nullable:"false" doc:"What was shown, a stretch of a camera each"`
	Points []LookPoint    `json:"points" nullable:"false"`
	Goal   int            `json:"goalMinutes" doc:"How soon after arrival the first picture should be there"`
	Can    route.Can      `json:"can" doc:"evidence, admit, consent, refuse, decline, extend, open, sight, mask, revoke, close"`
}

// LookPoint names a camera of a case.
type LookPoint struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	Name   string           `json:"name"`
	System string           `json:"system"`
}

type caseList struct {
	route.Paged
	Flow  string `query:"flow" enum:"missing,related"`
	State string `query:"state" enum:"called,received,admitted,refused,closed"`
	Q     string `query:"q" maxLength:"100" doc:"Part of a name, a place, a matter"`
}

type casePath struct {
	ID citizen.CaseID `path:"id" format:"uuid"`
}

type caseMatched struct {
	route.Matched
	ID citizen.CaseID `path:"id" format:"uuid"`
}

type caseAct[B any] struct {
	route.Matched
	ID   citizen.CaseID `path:"id" format:"uuid"`
	Body B
}

// CitizenReason says why.
type CitizenReason struct {
	Why string `json:"why" minLength:"1" maxLength:"500"`
}

// CitizenRemark may say more.
type CitizenRemark struct {
	Why string `json:"why,omitempty" maxLength:"500"`
}

// ExtendBody follows a track.
type ExtendBody struct {
	Cameras []shiheng.CameraID `json:"cameraIds" nullable:"false" maxItems:"64" format:"uuid" doc:"Further ones; those there are stay"`
	From    time.Time          `json:"from,omitzero"`
	To      time.Time          `json:"to,omitzero"`
	Why     string             `json:"why" minLength:"1" maxLength:"500"`
}

// StreamBody is the stream a token is for.
type StreamBody struct {
	Grant  shiheng.GrantID  `json:"grantId" format:"uuid"`
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
}

// MaskBody says whether others in the picture are to be covered.
type MaskBody struct {
	Others bool `json:"others"`
}

// CitizenBookBody is the flow and period of a printed register.
type CitizenBookBody struct {
	Flow citizen.Flow `json:"flow" enum:"missing,related"`
	From string       `json:"from" minLength:"10" maxLength:"10" doc:"YYYY-MM-DD"`
	To   string       `json:"to" minLength:"10" maxLength:"10"`
}

type suggestIn struct {
	Place     string    `query:"place" maxLength:"36" doc:"A registered place; else a point"`
	Longitude float64   `query:"longitude"`
	Latitude  float64   `query:"latitude"`
	Seen      time.Time `query:"seen" required:"true" doc:"When the person was last seen"`
}

// Suggestions are cameras worth a look, nearest first.
type Suggestions struct {
	Items []citizen.Suggestion `json:"items" nullable:"false"`
}

// StationView is one workstation.
type StationView struct {
	citizen.Station
}

func stationView(s citizen.Station) StationView { return StationView{s} }

// StationMade is a workstation as it was registered, with the code that is
// shown once.
type StationMade struct {
	Station StationView `json:"station"`
	Code    string      `json:"code"`
}

type stationPath struct {
	ID citizen.StationID `path:"id" format:"uuid"`
}

// BindBody is the code of a workstation.
type BindBody struct {
	Code string `json:"code" minLength:"1" maxLength:"60"`
}

// StationHere says which workstation a browser is, and whether the house is
// the networked sharing platform.
type StationHere struct {
	Bound    bool   `json:"bound"`
	Name     string `json:"name,omitempty"`
	Where    string `json:"where,omitempty"`
	Platform bool   `json:"platform"`
}

type stationBound struct {
	SetCookie string `header:"Set-Cookie"`
	Body      StationHere
}

// hereOf is the workstation the caller's browser is; the zero one when it is
// none.
func (d *Desk) hereOf(ctx context.Context) (citizen.Station, error) {
	st, err := d.cfg.Citizen.Here(ctx, route.Station(ctx))
	if errors.Is(err, shiheng.ErrNotFound) {
		return citizen.Station{}, nil
	}
	return st, err
}

// out is the view of a case.
func (d *Desk) out(ctx context.Context, who route.Caller, c citizen.Case, err error) (*route.Out[CitizenView], error) {
	if err != nil {
		return nil, err
	}
	v := CitizenView{Case: c, ETag: route.ETag(c.Version), Lacks: []citizen.Want{}, Barred: []citizen.Want{}, Seen: []citizen.Seen{}, Points: []LookPoint{}, Goal: citizen.Goal}
	here, err := d.hereOf(ctx)
	if err != nil {
		return nil, err
	}
	switch c.State {
	case citizen.Called, citizen.Received:
		lacks, err := d.cfg.Citizen.Lacks(ctx, c)
		if err != nil {
			return nil, err
		}
		v.Lacks = append(v.Lacks, lacks...)
	case citizen.Admitted:
		barred, err := d.cfg.Citizen.Barred(ctx, c, !here.ID.IsZero())
		if err != nil {
			return nil, err
		}
		v.Barred = append(v.Barred, barred...)
	case citizen.Refused, citizen.Closed:
	}
	seen, err := d.cfg.Citizen.Read().Seen(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	v.Seen = append(v.Seen, seen...)
	linked, err := d.cfg.Register.Linked(ctx, c.Cameras...)
	if err != nil {
		return nil, err
	}
	for _, id := range c.Cameras { // in the order of the case
		for _, l := range linked {
			if l.ID == id {
				v.Points = append(v.Points, LookPoint{Camera: l.ID, Name: l.Name, System: l.System.Name})
			}
		}
	}
	v.can(who)
	return &route.Out[CitizenView]{ETag: v.ETag, Body: v}, nil
}

// can says what the caller may do to the case, and why not.
func (v *CitizenView) can(who route.Caller) {
	first := func(err error, lacks []citizen.Want) error {
		if err == nil && len(lacks) > 0 {
			err = shiheng.Forbidden(lacks[0].Code).By(lacks[0].Article)
		}
		return err
	}
	over := func(err error) error { // what stands open until the case is over
		if v.State == citizen.Refused || v.State == citizen.Closed {
			return v.May(citizen.Note)
		}
		return err
	}
	none := shiheng.NotFound("citizen.none")
	admit, consent, refuse, decline := first(v.May(citizen.Admit), v.Lacks), error(none), v.May(citizen.Refuse), error(none)
	if v.Flow == citizen.Related {
		admit, consent, refuse, decline = shiheng.Forbidden("clause.related-consent").By("R799/21"), admit, none, refuse
	} else if refuse == nil && len(v.Lacks) == 0 {
		refuse = shiheng.Forbidden("citizen.nothing-missing").By("W168/25")
	}
	evidence := v.May(citizen.Note)
	if v.State == citizen.Called {
		evidence = v.May(citizen.Arrive)
	}
	open := error(nil)
	if v.State != citizen.Admitted {
		open = shiheng.Forbidden("citizen.not-admitted").By(v.Flow.Basis())
	}
	v.Can = who.Barred(access.AttendCitizens, map[string]error{
		"evidence": evidence, "admit": admit, "refuse": refuse, "extend": v.May(citizen.Extend), "open": first(open, v.Barred),
		"sight": over(nil), "mask": over(nil), "revoke": v.May(citizen.Revoke), "close": v.May(citizen.Close),
	})
	for act, why := range who.Barred(access.DecideCitizens, map[string]error{"consent": consent, "decline": decline}) {
		v.Can[act] = why
	}
}
