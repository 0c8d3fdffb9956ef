package units

import (
	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/registry/party"
)

// OrganisationView is a unit in the register. Nothing in it recommends a
// maker, seller or contractor (W168/12).
type OrganisationView struct {
	ID   shiheng.OrganisationID `json:"id" format:"uuid"`
	ETag string                 `json:"etag"`
	OrganisationFields
	Can route.Can `json:"can"`
}

// OrganisationFields is what is stated of a unit.
type OrganisationFields struct {
	Parent    shiheng.OrganisationID `json:"parentId,omitzero" format:"uuid" doc:"The one above"`
	Name      string                 `json:"name" minLength:"1" maxLength:"200"`
	ShortName string                 `json:"shortName,omitempty" maxLength:"100"`
	Code      string                 `json:"code,omitempty" maxLength:"30" doc:"Unified social credit code, its check digit right (GB 32100-2015)"`
	Functions []string               `json:"functions" nullable:"false" minItems:"1" maxItems:"6" doc:"supervisor, department, site-operator, contractor, requester, overseer"`
	Level     string                 `json:"level" enum:"city,district,county-level-city,township,unit"`
	Division  string                 `json:"division" maxLength:"6" doc:"GB/T 2260 code; 320202, 320203, 320204 are read as 320213"`
	Trade     string                 `json:"trade,omitempty" maxLength:"40" doc:"A kind of department or a trade of W168/5; needed by a department"`
	Legal     string                 `json:"legalRepresentative,omitempty" maxLength:"100"`
	Head      *UnitContact           `json:"head,omitempty" doc:"Head of the unit"`
	VideoLead *UnitContact           `json:"videoLead,omitempty" doc:"In charge of video"`
	Contacts  []UnitContact          `json:"contacts,omitempty" maxItems:"20"`
	Address   string                 `json:"address,omitempty" maxLength:"500"`
}

// UnitContact is somebody of a unit as they are reached.
type UnitContact struct {
	Name  string `json:"name,omitempty" maxLength:"100"`
	Post  string `json:"post,omitempty" maxLength:"100"`
	Phone string `json:"phone,omitempty" maxLength:"60"`
}

// UnitKindsView is the closed lists organisations are described with.
type UnitKindsView struct {
	Functions []string       `json:"functions" nullable:"false"`
	Levels    []string       `json:"levels" nullable:"false"`
	Divisions []DivisionView `json:"divisions" nullable:"false"`
	Trades    []TradeView    `json:"trades" nullable:"false"`
}

// DivisionView is a code with its words.
type DivisionView struct {
	Code string `json:"code"`
	Zh   string `json:"zh"`
	En   string `json:"en"`
}

// TradeView is a kind of department or a trade, in the order's own terms.
type TradeView struct {
	Code    string `json:"code"`
	Article string `json:"article"`
	Zh      string `json:"zh"`
	En      string `json:"en"`
}

// PersonView is a person in the register.
type PersonView struct {
	ID   shiheng.PersonID `json:"id" format:"uuid"`
	ETag string           `json:"etag"`
	PersonFields
	Masked string    `json:"identityMasked" doc:"The identity number as it is shown, empty when none is kept"`
	Can    route.Can `json:"can"`
}

// PersonFields is what is stated of a person.
type PersonFields struct {
	Organisation shiheng.OrganisationID `json:"organisationId" format:"uuid"`
	Name         string                 `json:"name" minLength:"1" maxLength:"100"`
	Post         string                 `json:"post,omitempty" maxLength:"100"`
	Phone        string                 `json:"phone,omitempty" maxLength:"60"`
	Certificates []PersonCertificate    `json:"certificates,omitempty" maxItems:"10"`
	Left         bool                   `json:"left,omitempty" doc:"No longer works there"`
}

// PersonCertificate is a paper a person works under.
type PersonCertificate struct {
	Kind   string `json:"kind" minLength:"1" maxLength:"100"`
	Number string `json:"number" minLength:"1" maxLength:"100"`
}

type organisationList struct {
	route.Paged
	Function string `query:"function" maxLength:"20"`
	Level    string `query:"level" maxLength:"20"`
	Division string `query:"division" maxLength:"6"`
	Trade    string `query:"trade" maxLength:"40"`
	Q        string `query:"q" maxLength:"100" doc:"Part of the name, short name or code"`
}

type organisationPath struct {
	ID shiheng.OrganisationID `path:"id" format:"uuid"`
}

type organisationPatch struct {
	route.Matched
	ID   shiheng.OrganisationID `path:"id" format:"uuid"`
	Body OrganisationFields
}

type personList struct {
	route.Paged
	Organisation string `query:"organisation" maxLength:"36"`
	Q            string `query:"q" maxLength:"100" doc:"Part of the name"`
	Left         bool   `query:"left" doc:"With those who left"`
}

type personPath struct {
	ID shiheng.PersonID `path:"id" format:"uuid"`
}

// PersonBody is a person to be registered or changed.
type PersonBody struct {
	PersonFields
	Identity string `json:"identityNumber,omitempty" maxLength:"30" doc:"Only written; an empty one keeps the one there was"`
}

type personPatch struct {
	route.Matched
	ID   shiheng.PersonID `path:"id" format:"uuid"`
	Body PersonBody
}

func contactView(c party.Contact) *UnitContact {
	if c == (party.Contact{}) {
		return nil
	}
	v := UnitContact(c)
	return &v
}

func (v *UnitContact) contact() party.Contact {
	if v == nil {
		return party.Contact{}
	}
	return party.Contact(*v)
}
