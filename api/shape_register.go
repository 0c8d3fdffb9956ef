package api

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
)

// FactsView are the four facts that decide which gates and duties bind. They
// are four, and never one level.
type FactsView struct {
	Category    string `json:"category,omitempty" maxLength:"10" doc:"Item of W168/8: W8-01 … W8-10, or empty"`
	PublicClass string `json:"publicClass,omitempty" maxLength:"10" doc:"Class under R799: A7G, A7O, A9, A33, or empty"`
	KeyTarget   bool   `json:"keyTarget,omitempty" doc:"Anti-terror key target"`
	KeySecurity bool   `json:"keySecurityUnit,omitempty" doc:"Key security unit"`
}

// PlaceView is an area, place or key part cameras stand in.
type PlaceView struct {
	ID      shiheng.PlaceID `json:"id" format:"uuid"`
	ETag    string          `json:"etag"`
	Parent  shiheng.PlaceID `json:"parentId,omitzero" format:"uuid"`
	Name    string          `json:"name"`
	Address string          `json:"address"`
	FactsView
	Effective FactsView              `json:"effective" doc:"With what holds because of the places above"`
	KeyPart   string                 `json:"keyPart" doc:"Kind of key part, empty for none"`
	Division  string                 `json:"division" doc:"GB/T 2260 code, empty for that of the place above"`
	Position  *PositionView          `json:"position,omitempty"`
	Owner     shiheng.OrganisationID `json:"ownerId,omitzero" format:"uuid"`
	Manager   shiheng.OrganisationID `json:"managerId,omitzero" format:"uuid"`
	Can       route.Can              `json:"can"`
}

// PositionView is a point in the city.
type PositionView struct {
	Longitude float64 `json:"longitude" doc:"Degrees, WGS-84 or CGCS2000"`
	Latitude  float64 `json:"latitude"`
	Datum     string  `json:"datum,omitempty" enum:"wgs84,cgcs2000,gcj02,bd09" doc:"What it was measured in; wgs84 when left out. gcj02 and bd09 are refused, never converted"`
}

// SystemView is a video system in the sense of the order.
type SystemView struct {
	ID         shiheng.SystemID `json:"id" format:"uuid"`
	ETag       string           `json:"etag"`
	Name       string           `json:"name"`
	Code       string           `json:"code" doc:"The number it goes by in papers"`
	Place      shiheng.PlaceID  `json:"placeId" format:"uuid"`
	State      string           `json:"state" doc:"Where it stands in its life"`
	StateSince time.Time        `json:"stateSince"`
	TrialUntil time.Time        `json:"trialUntil,omitzero" doc:"When the trial ends"`
	FactsView
	Effective    FactsView `json:"effective" doc:"The stricter of its own facts and those of its place"`
	NoDutyReason string    `json:"noDutyReason" doc:"Why none of the four facts applies"`
	PartiesView
	Funding       string                 `json:"funding" doc:"public, private, mixed or empty: where the money came from (W168/27)"`
	Trade         string                 `json:"trade" doc:"Code of the trade or department (W168/5)"`
	Department    shiheng.OrganisationID `json:"departmentId,omitzero" format:"uuid"`
	Completed     string                 `json:"completed" doc:"Day the works were completed, YYYY-MM-DD, empty when not known"`
	PutIntoUse    string                 `json:"putIntoUse" doc:"Day it was first used, YYYY-MM-DD, empty when not known"`
	Functions     SixFunctionsView       `json:"functions"`
	Protection    ProtectionView         `json:"protection"`
	Reserved      ReservedView           `json:"reserved"`
	FloorDays     int                    `json:"floorDays" doc:"How long footage must be kept"`
	FloorArticle  string                 `json:"floorArticle"`
	FloorArticles []string               `json:"floorArticles" nullable:"false"`
	Names         map[string]string      `json:"names,omitempty" doc:"Names of its parties and its department, by id"`
	Can           route.Can              `json:"can"`
}

// PartiesView is who has to do with a system, kept apart even where one
// company is all of them.
type PartiesView struct {
	Owner      shiheng.OrganisationID `json:"ownerId,omitzero" format:"uuid"`
	User       shiheng.OrganisationID `json:"userId,omitzero" format:"uuid" doc:"User of the place (W168/10)"`
	Builder    shiheng.OrganisationID `json:"builderId,omitzero" format:"uuid"`
	Operator   shiheng.OrganisationID `json:"operatorId,omitzero" format:"uuid" doc:"Using unit: runs it day to day"`
	Maintainer shiheng.OrganisationID `json:"maintainerId,omitzero" format:"uuid" doc:"Needed before it is put into service (W168/27)"`
	Management shiheng.OrganisationID `json:"managementId,omitzero" format:"uuid" doc:"System management unit (R799)"`
}

// SixFunctionsView are the six functions of W168/2.
type SixFunctionsView struct {
	Capture      EquipmentView `json:"capture"`
	Transmission EquipmentView `json:"transmission"`
	Control      EquipmentView `json:"control"`
	Display      EquipmentView `json:"display"`
	Processing   EquipmentView `json:"processing"`
	Storage      EquipmentView `json:"storage"`
}

// EquipmentView is what a system has for one function.
type EquipmentView struct {
	Present bool   `json:"present,omitempty"`
	What    string `json:"what,omitempty" maxLength:"500"`
	Count   int    `json:"count,omitempty" minimum:"0" maximum:"10000000"`
}

// ProtectionView is the security protection of a system (W168/11).
type ProtectionView struct {
	Grade    int    `json:"grade,omitempty" minimum:"0" maximum:"5" doc:"MLPS grade; 0 when not graded"`
	Number   string `json:"number,omitempty" maxLength:"100" doc:"Of the filing"`
	Assessed string `json:"assessed,omitempty" maxLength:"10" doc:"Day of the last assessment, YYYY-MM-DD"`
}

// ReservedView is the interface to the sharing platform that was reserved.
type ReservedView struct {
	Protocol string `json:"protocol,omitempty" maxLength:"100"`
	CodeFrom string `json:"codeFrom,omitempty" maxLength:"20"`
	CodeTo   string `json:"codeTo,omitempty" maxLength:"20"`
	Network  string `json:"network,omitempty" maxLength:"100"`
	Tested   string `json:"tested,omitempty" maxLength:"10" doc:"YYYY-MM-DD"`
	Result   string `json:"result,omitempty" enum:"passed,failed"`
}
