// Package citizen is the area of the API for citizens who look: the family of a
// missing person (W168/25) and persons concerned (R799/21), and for the
// workstations at which they do. Lists and single cases end with the caller's
// duty; what is another unit's is not there. There is no operation that gives a
// file: asking for one is an operation that is always refused, and on record.
package citizen

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/citizen"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// Config is what the desk stands in front of. Both are required to serve;
// neither to describe.
type Config struct {
	Citizen  *citizen.Service
	Register Register
}

// Register is what the desk asks of the registers of places and cameras.
type Register interface {
	Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error)
	Places(ctx context.Context, f registry.PlaceFilter, p audit.Paging) (audit.Page[registry.Place], error)
}

// A Desk answers the operations of the area.
type Desk struct{ cfg Config }

// New makes a desk.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers the operations on t.
//
//house:long a flat table of operations
func (d *Desk) Operations(t *route.Table) {
	read, attend, decide, stations := route.Duty(access.ReadCitizens), route.Duty(access.AttendCitizens), route.Duty(access.DecideCitizens), route.Duty(access.ManageStations)
	route.Add(t, "GET", "/citizen/cases", read, "The registers of citizens who look", d.list)
	route.Add(t, "POST", "/citizen/missing", attend, "Register a missing person, by telephone or at the desk", d.missing)
	route.Add(t, "POST", "/citizen/related", attend, "Receive a person concerned", d.related)
	route.Add(t, "GET", "/citizen/suggestions", attend, "Cameras worth a look, by distance and time", d.suggest)
	route.Add(t, "GET", "/citizen/cases/{id}", read, "One case", d.one)
	route.Add(t, "POST", "/citizen/cases/{id}/evidence", attend, "The viewer came, or brought evidence", d.evidence)
	route.Add(t, "POST", "/citizen/cases/{id}/admit", attend, "Admit a search whose every condition is met", d.admit)
	route.Add(t, "POST", "/citizen/cases/{id}/consent", decide, "The managing unit consents, with reasons", d.consent)
	route.Add(t, "POST", "/citizen/cases/{id}/refuse", attend, "Refuse a search by the missing item", d.refuse)
	route.Add(t, "POST", "/citizen/cases/{id}/decline", decide, "The managing unit does not consent, with reasons", d.decline)
	route.Add(t, "POST", "/citizen/cases/{id}/extend", attend, "Follow the track to further cameras", d.extend)
	route.Add(t, "POST", "/citizen/cases/{id}/open", attend, "Open footage on this workstation, accompanied", d.open)
	route.Add(t, "POST", "/citizen/cases/{id}/tokens", attend, "A token for one stream, once", d.token)
	route.Add(t, "POST", "/citizen/cases/{id}/copy", attend, "The viewer asks for a copy: refused, and on record", d.copied)
	route.Add(t, "POST", "/citizen/cases/{id}/sightings", attend, "Note what was seen", d.sight)
	route.Add(t, "POST", "/citizen/cases/{id}/mask", attend, "Whether others in the picture are to be covered", d.mask)
	route.Add(t, "POST", "/citizen/cases/{id}/revoke", attend, "Stop the looking for a reason", d.revoke)
	route.Add(t, "POST", "/citizen/cases/{id}/close", attend, "Close with an outcome", d.close)
	route.Add(t, "POST", "/citizen/book", read, "Issue a register of a period", d.book)

	route.Add(t, "GET", "/workstations", stations, "Workstations at which citizens look", d.stations)
	route.AddSensitive(t, "POST", "/workstations", stations, "Register a workstation; answers with the code that binds it", d.register)
	route.AddSensitive(t, "POST", "/workstations/{id}/remove", stations, "Take a workstation out of use", d.remove)
	route.Add(t, "POST", "/workstations/bind", route.Member, "Bind this browser by the code", d.bind)
	route.Add(t, "GET", "/workstations/here", route.Member, "Which workstation this browser is", d.here)
}

// clerk is the caller with what a duty of his is over.
func clerk(who route.Caller, d access.Duty) citizen.Clerk {
	return citizen.Clerk{Principal: who.Principal, Scope: who.Rights.Over(d)}
}

func attending(who route.Caller) citizen.Clerk { return clerk(who, access.AttendCitizens) }

func (d *Desk) list(ctx context.Context, who route.Caller, in *caseList) (*route.Out[route.Page[CitizenLine]], error) {
	f := citizen.Filter{Scope: who.Rights.Over(access.ReadCitizens), Flow: citizen.Flow(in.Flow), State: citizen.State(in.State), Text: in.Q}
	got, err := d.cfg.Citizen.Read().Cases(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, line), nil
}

func (d *Desk) missing(ctx context.Context, who route.Caller, in *route.In[MissingBody]) (*route.Out[CitizenView], error) {
	b := in.Body
	c, err := d.cfg.Citizen.Receive(ctx, attending(who), citizen.Coming{Person: &b.Person, Coverage: b.Coverage, Here: b.Here, Evidence: b.Evidence})
	return d.out(ctx, who, c, err)
}

func (d *Desk) related(ctx context.Context, who route.Caller, in *route.In[RelatedBody]) (*route.Out[CitizenView], error) {
	b := in.Body
	c, err := d.cfg.Citizen.Receive(ctx, attending(who), citizen.Coming{Interest: &b.Interest, Coverage: b.Coverage, Here: true, Evidence: b.Evidence})
	return d.out(ctx, who, c, err)
}

// suggest looks around a point, or around a registered place.
func (d *Desk) suggest(ctx context.Context, who route.Caller, in *suggestIn) (*route.Out[Suggestions], error) {
	at := registry.Position{Longitude: in.Longitude, Latitude: in.Latitude}
	place, err := route.OptionalID[shiheng.PlaceID](in.Place)
	if err != nil {
		return nil, err
	}
	if !place.IsZero() {
		got, err := d.cfg.Register.Places(ctx, registry.PlaceFilter{Scope: who.Rights.Over(access.AttendCitizens), Places: []shiheng.PlaceID{place}}, audit.Paging{Limit: 1})
		if err != nil {
			return nil, err
		}
		if len(got.Items) == 0 {
			return nil, shiheng.NotFound("place.none")
		}
		at = got.Items[0].Position
	}
	got, err := d.cfg.Citizen.Suggest(ctx, attending(who), at, in.Seen)
	if err != nil {
		return nil, err
	}
	return &route.Out[Suggestions]{Body: Suggestions{Items: got}}, nil
}

func (d *Desk) one(ctx context.Context, who route.Caller, in *casePath) (*route.Out[CitizenView], error) {
	c, err := d.cfg.Citizen.One(ctx, who.Rights.Over(access.ReadCitizens), in.ID)
	return d.out(ctx, who, c, err)
}

func (d *Desk) evidence(ctx context.Context, who route.Caller, in *caseAct[citizen.Brought]) (*route.Out[CitizenView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	c, err := d.cfg.Citizen.Supplement(ctx, attending(who), in.ID, version, in.Body)
	return d.out(ctx, who, c, err)
}

func (d *Desk) admit(ctx context.Context, who route.Caller, in *caseMatched) (*route.Out[CitizenView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	c, err := d.cfg.Citizen.Admit(ctx, attending(who), in.ID, version, false, "")
	return d.out(ctx, who, c, err)
}

func (d *Desk) consent(ctx context.Context, who route.Caller, in *caseAct[CitizenReason]) (*route.Out[CitizenView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	c, err := d.cfg.Citizen.Admit(ctx, clerk(who, access.DecideCitizens), in.ID, version, true, in.Body.Why)
	return d.out(ctx, who, c, err)
}

// refuse refuses a search. A person concerned is declined, by whoever decides
// for the managing unit.
func (d *Desk) refuse(ctx context.Context, who route.Caller, in *caseAct[CitizenRemark]) (*route.Out[CitizenView], error) {
	return d.turnDown(ctx, who, attending(who), citizen.Missing, in.ID, in.Matched, in.Body.Why)
}

func (d *Desk) decline(ctx context.Context, who route.Caller, in *caseAct[CitizenReason]) (*route.Out[CitizenView], error) {
	return d.turnDown(ctx, who, clerk(who, access.DecideCitizens), citizen.Related, in.ID, in.Matched, in.Body.Why)
}

func (d *Desk) turnDown(ctx context.Context, who route.Caller, k citizen.Clerk, f citizen.Flow, id citizen.CaseID, m route.Matched, why string) (*route.Out[CitizenView], error) {
	version, err := m.Version()
	if err != nil {
		return nil, err
	}
	c, err := d.cfg.Citizen.One(ctx, k.Scope, id)
	if err != nil {
		return nil, err
	}
	if c.Flow != f { // the other one's cases are not turned down here
		return nil, shiheng.NotFound("citizen.none")
	}
	c, err = d.cfg.Citizen.Refuse(ctx, k, id, version, why)
	return d.out(ctx, who, c, err)
}

func (d *Desk) extend(ctx context.Context, who route.Caller, in *caseAct[ExtendBody]) (*route.Out[CitizenView], error) {
	c, err := d.cfg.Citizen.Extend(ctx, attending(who), in.ID, citizen.Coverage{Cameras: in.Body.Cameras, From: in.Body.From, To: in.Body.To}, in.Body.Why)
	return d.out(ctx, who, c, err)
}

func (d *Desk) open(ctx context.Context, who route.Caller, in *caseAct[citizen.Opening]) (*route.Out[shiheng.Grant], error) {
	g, _, err := d.cfg.Citizen.Open(ctx, attending(who), route.Station(ctx), in.ID, in.Body)
	if err != nil {
		return nil, err
	}
	return &route.Out[shiheng.Grant]{Body: g}, nil
}

func (d *Desk) token(ctx context.Context, who route.Caller, in *caseAct[StreamBody]) (*route.Out[citizen.Token], error) {
	tok, err := d.cfg.Citizen.Token(ctx, attending(who), route.Station(ctx), in.ID, in.Body.Grant, in.Body.Camera)
	if err != nil {
		return nil, err
	}
	return &route.Out[citizen.Token]{Body: tok}, nil
}

func (d *Desk) copied(ctx context.Context, who route.Caller, in *casePath) (*route.None, error) {
	return nil, d.cfg.Citizen.Ask(ctx, attending(who), in.ID, "copy")
}

func (d *Desk) sight(ctx context.Context, who route.Caller, in *caseAct[citizen.SightingEntry]) (*route.Out[CitizenView], error) {
	c, err := d.cfg.Citizen.Sight(ctx, attending(who), in.ID, in.Body)
	return d.out(ctx, who, c, err)
}

func (d *Desk) mask(ctx context.Context, who route.Caller, in *caseAct[MaskBody]) (*route.Out[CitizenView], error) {
	c, err := d.cfg.Citizen.Mask(ctx, attending(who), in.ID, in.Body.Others)
	return d.out(ctx, who, c, err)
}

func (d *Desk) revoke(ctx context.Context, who route.Caller, in *caseAct[CitizenReason]) (*route.Out[CitizenView], error) {
	c, err := d.cfg.Citizen.Revoke(ctx, attending(who), in.ID, in.Body.Why)
	return d.out(ctx, who, c, err)
}

func (d *Desk) close(ctx context.Context, who route.Caller, in *caseAct[citizen.Ending]) (*route.Out[CitizenView], error) {
	c, err := d.cfg.Citizen.Close(ctx, attending(who), in.ID, in.Body)
	return d.out(ctx, who, c, err)
}

func (d *Desk) book(ctx context.Context, who route.Caller, in *route.In[CitizenBookBody]) (*route.Out[route.ListDocument], error) {
	from, err := law.ParseDay(in.Body.From)
	if err != nil {
		return nil, shiheng.Invalid("request.day", "value", in.Body.From)
	}
	to, err := law.ParseDay(in.Body.To)
	if err != nil {
		return nil, shiheng.Invalid("request.day", "value", in.Body.To)
	}
	return route.Issued(d.cfg.Citizen.Book(ctx, clerk(who, access.ReadCitizens), in.Body.Flow, from, to))
}

// Reads says whether the caller may read what hangs on a case, as the papers
// ask.
func (d *Desk) Reads(ctx context.Context, who route.Caller, kind, text string) error {
	if kind == citizen.BookSubject { // a book is its maker's: it lists what was his to read
		if text == who.Account.ID.String() {
			return nil
		}
		return shiheng.NotFound("document.none")
	}
	if why := who.Rights.May(access.ReadCitizens); why != (access.Reason{}) {
		return shiheng.Forbidden(why.Code).By(why.Article)
	}
	id, err := shiheng.ParseID[citizen.CaseID](text)
	if err != nil {
		return err
	}
	_, err = d.cfg.Citizen.One(ctx, who.Rights.Over(access.ReadCitizens), id)
	return err
}

func (d *Desk) stations(ctx context.Context, _ route.Caller, in *route.Paged) (*route.Out[route.Page[StationView]], error) {
	got, err := d.cfg.Citizen.Read().Stations(ctx, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, stationView), nil
}

func (d *Desk) register(ctx context.Context, who route.Caller, in *route.In[citizen.StationEntry]) (*route.Out[StationMade], error) {
	st, code, err := d.cfg.Citizen.RegisterStation(ctx, citizen.Clerk{Principal: who.Principal}, in.Body)
	if err != nil {
		return nil, err
	}
	return &route.Out[StationMade]{Body: StationMade{stationView(st), code}}, nil
}

func (d *Desk) remove(ctx context.Context, who route.Caller, in *stationPath) (*route.Out[StationView], error) {
	st, err := d.cfg.Citizen.RemoveStation(ctx, citizen.Clerk{Principal: who.Principal}, in.ID)
	if err != nil {
		return nil, err
	}
	return &route.Out[StationView]{Body: stationView(st)}, nil
}

func (d *Desk) bind(ctx context.Context, who route.Caller, in *route.In[BindBody]) (*stationBound, error) {
	st, token, err := d.cfg.Citizen.Bind(ctx, citizen.Clerk{Principal: who.Principal}, in.Body.Code)
	if err != nil {
		return nil, err
	}
	return &stationBound{SetCookie: route.StationCookie(ctx, token), Body: StationHere{Bound: true, Name: st.Name, Where: st.Where}}, nil
}

// here says which workstation the browser is. That it is none is an answer, and
// no error: the page says what to do.
func (d *Desk) here(ctx context.Context, _ route.Caller, _ *route.None) (*route.Out[StationHere], error) {
	st, err := d.hereOf(ctx)
	if err != nil {
		return nil, err
	}
	platform, err := d.cfg.Citizen.Platform(ctx)
	if err != nil {
		return nil, err
	}
	return &route.Out[StationHere]{Body: StationHere{Bound: !st.ID.IsZero(), Name: st.Name, Where: st.Where, Platform: platform}}, nil
}
