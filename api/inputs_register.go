package api

import (
	"shiheng.internal"
	"shiheng.internal/api/route"
)

type placeBody struct {
	Parent  shiheng.PlaceID `json:"parentId,omitzero" format:"uuid"`
	Name    string          `json:"name" minLength:"1" maxLength:"200"`
	Address string          `json:"address,omitempty" maxLength:"500"`
	FactsView
	KeyPart  string                 `json:"keyPart,omitempty" maxLength:"30"`
	Division string                 `json:"division,omitempty" maxLength:"6"`
	Position *PositionView          `json:"position,omitempty"`
	Owner    shiheng.OrganisationID `json:"ownerId,omitzero" format:"uuid"`
	Manager  shiheng.OrganisationID `json:"managerId,omitzero" format:"uuid"`
	Reason   string                 `json:"reason,omitempty" maxLength:"500" doc:"Needed when one of the four facts is lowered"`
}

type placePath struct {
	ID shiheng.PlaceID `path:"id" format:"uuid"`
}

type placeList struct {
	route.Paged
	Q string `query:"q" maxLength:"100" doc:"Part of the name or address"`
}

type placePatch struct {
	route.Matched
	ID   shiheng.PlaceID `path:"id" format:"uuid"`
	Body placeBody
}

type systemBody struct {
	Name  string          `json:"name" minLength:"1" maxLength:"100"`
	Code  string          `json:"code,omitempty" maxLength:"40"`
	Place shiheng.PlaceID `json:"placeId" format:"uuid"`
	FactsView
	NoDutyReason string `json:"noDutyReason,omitempty" maxLength:"500"`
	PartiesView
	Funding    string                 `json:"funding,omitempty" enum:"public,private,mixed"`
	Trade      string                 `json:"trade,omitempty" maxLength:"40"`
	Department shiheng.OrganisationID `json:"departmentId,omitzero" format:"uuid"`
	Completed  string                 `json:"completed,omitempty" maxLength:"10" doc:"YYYY-MM-DD"`
	PutIntoUse string                 `json:"putIntoUse,omitempty" maxLength:"10" doc:"YYYY-MM-DD"`
	Functions  SixFunctionsView       `json:"functions,omitzero"`
	Protection ProtectionView         `json:"protection,omitzero"`
	Reserved   ReservedView           `json:"reserved,omitzero"`
	Reason     string                 `json:"reason,omitempty" maxLength:"500" doc:"Needed when one of the four facts is lowered"`
}

type systemPath struct {
	ID shiheng.SystemID `path:"id" format:"uuid"`
}

type systemList struct {
	route.Paged
	Place string `query:"place" maxLength:"36" doc:"With all below it"`
	State string `query:"state" maxLength:"40"`
	Trade string `query:"trade" maxLength:"40"`
	Unit  string `query:"organisation" maxLength:"36" doc:"Any party of it"`
	Q     string `query:"q" maxLength:"100" doc:"Part of the name or code"`
}

type systemPatch struct {
	route.Matched
	ID   shiheng.SystemID `path:"id" format:"uuid"`
	Body systemBody
}
