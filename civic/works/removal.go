package works

import (
	"slices"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

type removalKind struct{}

// RemovalID names one report of a removal.
type RemovalID = shiheng.ID[removalKind]

// The states of a report. The acknowledgement stands beside them: the police
// acknowledge, they do not approve.
const (
	RemovalReported  = "reported"  // 已报告
	RemovalExecuted  = "executed"  // 已拆除(迁移), to be verified
	RemovalVerified  = "verified"  // 已核验
	RemovalWithdrawn = "withdrawn" // 已撤回
)

// What is to become of the points, and why.
const (
	Removing     = "removal"    // 拆除
	Relocating   = "relocation" // 迁移
	CityBuilding = "city-building"
	ChangeOfUse  = "change-of-use"
	OtherReason  = "other"
)

// A PointMove is where a camera goes that is relocated.
type PointMove struct {
	Camera   shiheng.CameraID `json:"cameraId" format:"uuid"`
	Place    shiheng.PlaceID  `json:"placeId,omitzero" format:"uuid"`
	RoomUse  string           `json:"roomUse" minLength:"1" maxLength:"50"`
	Position string           `json:"position,omitempty" maxLength:"300"`
}

// A RemovalEntry is form 6.3 as it is reported.
type RemovalEntry struct {
	Kind    string             `json:"kind" enum:"removal,relocation"`
	Whole   bool               `json:"whole,omitempty" doc:"The whole system"`
	Cameras []shiheng.CameraID `json:"cameraIds,omitempty" nullable:"false" maxItems:"500" doc:"Left out for a whole system"`
	Moves   []PointMove        `json:"moves,omitempty" nullable:"false" maxItems:"500" doc:"Where relocated cameras go"`
	Reason  string             `json:"reason" enum:"city-building,change-of-use,other"`
	Why     string             `json:"why" minLength:"1" maxLength:"4000"`
	// Basis is the legal or project document behind it.
	Basis     string  `json:"basis,omitempty" maxLength:"300"`
	PlannedOn law.Day `json:"plannedOn"`
	Cover     string  `json:"cover,omitempty" maxLength:"4000" doc:"Temporary and replacement cover"`
	// HoldLast asks that the last footage be held before the devices go.
	HoldLast  string   `json:"holdLast,omitempty" maxLength:"300" doc:"What of the last footage is to be held, and for whom"`
	Media     string   `json:"media,omitempty" maxLength:"300" doc:"What becomes of storage media: how erased, who witnesses"`
	Executor  string   `json:"executor,omitempty" maxLength:"200" doc:"Who takes the devices down"`
	Contact   string   `json:"contact,omitempty" maxLength:"100"`
	Connected bool     `json:"connected,omitempty" doc:"Stands in the connection catalogue"`
	Files     []FileID `json:"files,omitempty" nullable:"false" maxItems:"60"`
}

// An Acknowledgement 签收 is that the police took note, with what they have to
// say. It permits and forbids nothing.
type Acknowledgement struct {
	On     law.Day `json:"on,omitzero"`
	By     string  `json:"by,omitempty"`
	Advice string  `json:"advice,omitempty" doc:"Objection or advice"`
}

// A TakenDevice is one device as it was taken down.
type TakenDevice struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	Serial string           `json:"serial" minLength:"1" maxLength:"100"`
}

// An Execution is how a removal was carried out.
type Execution struct {
	On      law.Day       `json:"on,omitzero"`
	By      string        `json:"by,omitempty" maxLength:"200"`
	Devices []TakenDevice `json:"devices,omitempty" nullable:"false" maxItems:"500"`
	Before  []FileID      `json:"before,omitempty" nullable:"false" maxItems:"60" doc:"Photos before"`
	After   []FileID      `json:"after,omitempty" nullable:"false" maxItems:"60" doc:"Photos after"`
}

// A Removal is a report that devices are to go, made at least ten days before
// (W168/17), or the disclosure that they had to go at once because of danger.
type Removal struct {
	Base[removalKind]
	State      string             `json:"state" enum:"reported,executed,verified,withdrawn"`
	Entry      RemovalEntry       `json:"entry"`
	Cameras    []shiheng.CameraID `json:"cameraIds" nullable:"false"`
	Whole      bool               `json:"whole"`
	ReportedOn law.Day            `json:"reportedOn"`
	Earliest   law.Day            `json:"earliest,omitzero"`
	// Danger is why the devices went before the report.
	Danger       string          `json:"danger,omitempty"`
	Acknowledged Acknowledgement `json:"acknowledged,omitzero"`
	Executed     Execution       `json:"executed,omitzero"`
	VerifiedOn   law.Day         `json:"verifiedOn,omitzero"`
	VerifiedBy   string          `json:"verifiedBy,omitempty"`
	// FootageUntil is the day until which the last footage is kept at least.
	FootageUntil law.Day    `json:"footageUntil,omitzero"`
	Withdrawn    string     `json:"withdrawnWhy,omitempty"`
	Report       DocumentID `json:"reportId,omitzero" format:"uuid"`
	Receipt      DocumentID `json:"receiptId,omitzero" format:"uuid"`
}

// Head implements [registry.Record]. A report that was executed is due for
// nothing but its verification.
func (r Removal) Head() registry.Head {
	var due law.Day
	if r.State == RemovalReported {
		due = r.Entry.PlannedOn
	}
	return r.head(r.State, due, r.Entry.Why)
}

// open reports whether the report is still to be carried out.
func (r Removal) open() bool { return r.State == RemovalReported || r.State == RemovalExecuted }

// fact is what gate L3 asks of the report.
func (r Removal) fact() registry.NoticeFact {
	return registry.NoticeFact{
		Reported: !r.ReportedOn.IsZero() && r.Danger == "", Earliest: r.Earliest, Executed: r.Executed.On,
		Verified: r.State == RemovalVerified, Danger: r.Danger != "",
	}
}

func (e *RemovalEntry) tidy() error {
	lines := []*string{&e.Basis, &e.HoldLast, &e.Media, &e.Executor, &e.Contact}
	for i := range e.Moves {
		lines = append(lines, &e.Moves[i].RoomUse, &e.Moves[i].Position)
	}
	if err := words(maxLine, lines...); err != nil {
		return err
	}
	if err := words(maxText, &e.Why, &e.Cover); err != nil {
		return err
	}
	slices.SortFunc(e.Cameras, func(a, b shiheng.CameraID) int { return slices.Compare(a[:], b[:]) })
	e.Cameras = slices.Compact(e.Cameras)
	switch {
	case e.Why == "":
		return shiheng.Invalid("removal.why").By("W168/17")
	case e.Kind != Removing && e.Kind != Relocating:
		return shiheng.Invalid("removal.kind")
	case e.Reason != CityBuilding && e.Reason != ChangeOfUse && e.Reason != OtherReason:
		return shiheng.Invalid("removal.reason")
	case e.Whole == (len(e.Cameras) > 0):
		return shiheng.Invalid("removal.scope")
	case e.Kind == Relocating && (e.Whole || len(e.Moves) != len(e.Cameras)):
		return shiheng.Invalid("removal.moves")
	case e.Kind == Removing && len(e.Moves) > 0:
		return shiheng.Invalid("removal.moves")
	case len(e.Files) > maxFiles:
		return shiheng.Invalid("removal.size")
	}
	for _, m := range e.Moves {
		if !slices.Contains(e.Cameras, m.Camera) {
			return shiheng.Invalid("removal.moves")
		}
	}
	return nil
}

// check refuses an execution that lacks proof: photos before and after and the
// serial number of every device.
func (x *Execution) check(cameras []shiheng.CameraID, today law.Day) error {
	lines := []*string{&x.By}
	for i := range x.Devices {
		lines = append(lines, &x.Devices[i].Serial)
	}
	if err := words(maxLine, lines...); err != nil {
		return err
	}
	switch {
	case x.On.IsZero() || today.Before(x.On):
		return shiheng.Invalid("removal.executed-on").By("W168/17")
	case len(x.Before) == 0 || len(x.After) == 0:
		return shiheng.Forbidden("removal.photos").By("W168/17")
	case len(x.Before)+len(x.After) > maxFiles:
		return shiheng.Invalid("removal.size")
	}
	for _, c := range cameras {
		if !slices.ContainsFunc(x.Devices, func(d TakenDevice) bool { return d.Camera == c && d.Serial != "" }) {
			return shiheng.Forbidden("removal.serials", "camera", c.String()).By("W168/17")
		}
	}
	return nil
}
