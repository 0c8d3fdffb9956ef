package rights

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/identity"
)

// RightChangeView is a change of rights.
type RightChangeView struct {
	ID         identity.ChangeID `json:"id" format:"uuid"`
	Kind       string            `json:"kind" enum:"roles,profile,clearance"`
	Account    shiheng.AccountID `json:"accountId,omitzero" format:"uuid" doc:"Whose roles"`
	Login      string            `json:"login,omitempty"`
	Name       string            `json:"name,omitempty"`
	Had        []AskedRole       `json:"had" nullable:"false" doc:"What was held when it was asked for"`
	Want       []AskedRole       `json:"want" nullable:"false"`
	Profile    string            `json:"profile,omitempty" enum:"bureau,site"`
	Clearance  *ClearanceBody    `json:"clearance,omitempty" doc:"Of a clearance: what is given"`
	Uncleared  bool              `json:"uncleared" doc:"Of a clearance: it is taken back"`
	Reason     string            `json:"reason"`
	Digest     string            `json:"digest" doc:"Of all it would do; sent back on confirming"`
	State      string            `json:"state" enum:"proposed,done,withdrawn,expired"`
	TwoPersons bool              `json:"twoPersons" doc:"A second person confirmed it"`
	Proposer   string            `json:"proposer" doc:"Name; empty: the house itself"`
	ProposedAt time.Time         `json:"proposedAt"`
	Expires    time.Time         `json:"expiresAt" doc:"Until when it may be confirmed"`
	Decider    string            `json:"decider"`
	DecidedAt  time.Time         `json:"decidedAt,omitzero"`
	Told       bool              `json:"told" doc:"One person made it: the auditor has to take note"`
	Noted      time.Time         `json:"notedAt,omitzero"`
	NotedBy    string            `json:"notedBy"`
	Can        route.Can         `json:"can" doc:"confirm, withdraw, acknowledge"`
}

// AskedRole is a role in a change of rights, with what it is over as that is
// called now; what is no longer there has no name.
type AskedRole struct {
	Role       string                 `json:"role"`
	Place      shiheng.PlaceID        `json:"placeId,omitzero" format:"uuid"`
	System     shiheng.SystemID       `json:"systemId,omitzero" format:"uuid"`
	Camera     shiheng.CameraID       `json:"cameraId,omitzero" format:"uuid"`
	Unit       shiheng.OrganisationID `json:"organisationId,omitzero" format:"uuid"`
	PlaceName  string                 `json:"place,omitempty" doc:"Its name"`
	SystemName string                 `json:"system,omitempty"`
	CameraName string                 `json:"camera,omitempty"`
	UnitName   string                 `json:"organisation,omitempty"`
	Until      time.Time              `json:"until,omitzero"`
}

// ClearanceBody is what somebody is cleared by.
type ClearanceBody struct {
	Level    string    `json:"level" enum:"secret,confidential,top-secret"`
	Issuer   string    `json:"issuer" minLength:"1" maxLength:"200" doc:"Who determined it"`
	Document string    `json:"document" minLength:"1" maxLength:"100" doc:"Number of the document"`
	Until    time.Time `json:"until"`
}

func clearanceBody(c identity.Clearance) *ClearanceBody {
	return &ClearanceBody{Level: string(c.Level), Issuer: c.Issuer, Document: c.Document, Until: c.Until}
}

// ClearanceView is what an account holds now.
type ClearanceView struct {
	Held      bool           `json:"held"`
	Clearance *ClearanceBody `json:"clearance,omitempty"`
	From      time.Time      `json:"from,omitzero"`
	By        string         `json:"by"`
	Can       route.Can      `json:"can" doc:"give, withdraw"`
}

// ProfileView is how far duties are kept apart.
type ProfileView struct {
	Profile string    `json:"profile" enum:"bureau,site"`
	Can     route.Can `json:"can"`
}

// HeldRightView is one right with what a quarter's review said of it.
type HeldRightView struct {
	AskedRole
	ID         identity.AssignmentID `json:"id" format:"uuid"`
	Account    shiheng.AccountID     `json:"accountId" format:"uuid"`
	Login      string                `json:"login"`
	Name       string                `json:"name" doc:"Whose it is"`
	Disabled   bool                  `json:"disabled"`
	From       time.Time             `json:"from"`
	GivenBy    string                `json:"givenBy" doc:"Empty: the house itself"`
	Reason     string                `json:"reason" doc:"Why it was given"`
	Quarter    string                `json:"quarter"`
	State      string                `json:"state" enum:"open,overdue,kept,withdrawn" doc:"Of the quarter's review"`
	Note       string                `json:"note"`
	Reviewer   string                `json:"reviewer"`
	ReviewedAt time.Time             `json:"reviewedAt,omitzero"`
	Can        route.Can             `json:"can" doc:"review"`
}

func askedRole(r identity.Role, t identity.Target, until time.Time, n identity.Names) AskedRole {
	return AskedRole{
		Role: string(r), Place: t.Place, System: t.System, Camera: t.Camera, Unit: t.Organisation, Until: until,
		PlaceName: n.Places[t.Place], SystemName: n.Systems[t.System], CameraName: n.Cameras[t.Camera], UnitName: n.Organisations[t.Organisation],
	}
}

func askedRoles(list []identity.Grantable, n identity.Names) []AskedRole {
	out := make([]AskedRole, 0, len(list))
	for _, g := range list {
		out = append(out, askedRole(g.Role, g.Target, g.Until, n))
	}
	return out
}

// targets are what the rights of changes are over.
func targets(changes []identity.RightChange) (out []identity.Target) {
	for _, c := range changes {
		for _, list := range [][]identity.Grantable{c.Ask.Had, c.Ask.Want} {
			for _, g := range list {
				out = append(out, g.Target)
			}
		}
	}
	return out
}

// changeViews are changes as the caller reads them.
func (d *Desk) changeViews(ctx context.Context, who route.Caller, changes []identity.RightChange) ([]RightChangeView, error) {
	over, err := d.cfg.Identity.Names(ctx, targets(changes)...)
	if err != nil {
		return nil, err
	}
	people, out := d.names(), make([]RightChangeView, 0, len(changes))
	for _, c := range changes {
		v, err := d.changeView(ctx, who, c, people)
		if err != nil {
			return nil, err
		}
		v.Had, v.Want = askedRoles(c.Ask.Had, over), askedRoles(c.Ask.Want, over)
		out = append(out, v)
	}
	return out, nil
}

func (d *Desk) changeView(ctx context.Context, who route.Caller, c identity.RightChange, name func(context.Context, shiheng.AccountID) (identity.Account, error)) (RightChangeView, error) {
	var people [4]identity.Account
	for i, id := range []shiheng.AccountID{c.Account, c.Proposer, c.Decider, c.Acknowledger} {
		var err error
		if people[i], err = name(ctx, id); err != nil {
			return RightChangeView{}, err
		}
	}
	v := RightChangeView{
		ID: c.ID, Kind: string(c.Kind), Account: c.Account, Login: people[0].Login, Name: people[0].Name,
		Profile: string(c.Ask.Profile), Reason: c.Ask.Reason, Digest: c.Digest,
		State: string(c.State), TwoPersons: c.TwoPersons(), Proposer: people[1].Name, ProposedAt: c.ProposedAt, Expires: c.Expires,
		Decider: people[2].Name, DecidedAt: c.DecidedAt, Told: c.Told, Noted: c.Acknowledged, NotedBy: people[3].Name,
	}
	if v.Uncleared = c.Ask.Uncleared; c.Ask.Clearance != nil {
		v.Clearance = clearanceBody(*c.Ask.Clearance)
	}
	v.Can = who.Barred(access.ConfirmRights, map[string]error{"confirm": c.MayConfirm(who.Account, people[1], d.cfg.Now())})
	v.Can["withdraw"] = who.Barred(access.ManageAccounts, map[string]error{"withdraw": c.MayWithdraw()})["withdraw"]
	v.Can["acknowledge"] = who.Barred(access.ReviewRights, map[string]error{"acknowledge": c.MayAcknowledge()})["acknowledge"]
	return v, nil
}

func heldRightView(who route.Caller, h identity.HeldRight, n identity.Names, q identity.Quarter, now time.Time) HeldRightView {
	v := HeldRightView{
		AskedRole: askedRole(h.Role, h.Target, h.Until, n), ID: h.ID, Account: h.Account, Login: h.Login, Name: h.Name, Disabled: h.Disabled,
		From: h.From, GivenBy: h.GivenBy, Reason: h.Reason, Quarter: string(q), State: "open", Note: h.Review.Note,
		Reviewer: h.Review.Name, ReviewedAt: h.Review.At,
	}
	switch {
	case h.Overdue(q, now):
		v.State = "overdue"
	case h.Review.At.IsZero():
	case h.Review.Keep:
		v.State = "kept"
	default:
		v.State = "withdrawn"
	}
	v.Can = who.Barred(access.ReviewRights, map[string]error{"review": h.MayReview(who.Account.ID, q, now)})
	return v
}
