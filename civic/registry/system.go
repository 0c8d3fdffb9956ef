package registry

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry/party"
)

// A VideoSystem is one set of equipment in the sense of W168/2. The four facts
// that decide which rules bind it are kept apart.
type VideoSystem struct {
	ID    shiheng.SystemID `json:"id"`
	Place shiheng.PlaceID  `json:"placeId"`
	Name  string           `json:"name"`
	// Code is the number the system goes by in papers, unique; empty when it
	// has none yet.
	Code string `json:"code,omitempty"`

	// The system's own facts; Effective joins them with those of its place.
	W168Category     string `json:"w168Category,omitempty"` // W8-01 … W8-10 or none
	R799Class        string `json:"r799Class,omitempty"`    // A7G, A7O, A9, A33 or not known yet
	AntiTerrorTarget bool   `json:"antiTerrorTarget"`
	KeySecurityUnit  bool   `json:"keySecurityUnit"`
	// NoDutyReason says why none of the four facts holds; required then.
	NoDutyReason string `json:"noDutyReason,omitempty"`
	// Around is what holds because of the places the system stands in; the
	// store fills it in.
	Around Facts `json:"-"`
	// Reason says why a fact is lowered. It is asked for then and stands in
	// the event; the row does not keep it.
	Reason string `json:"-"`

	Parties Parties `json:"parties"`
	Funding Funding `json:"funding,omitempty"`
	// Trade is the code of the trade the system is of, Department the one that
	// answers for it when it was named (W168/5).
	Trade      string                 `json:"trade,omitempty"`
	Department shiheng.OrganisationID `json:"departmentId,omitzero"`

	Completed  law.Day `json:"completed,omitzero"`  // completion of the works, when known
	PutIntoUse law.Day `json:"putIntoUse,omitzero"` // when it was first used

	Functions  SixFunctions `json:"functions"`
	Protection Protection   `json:"protection"`
	Reserved   Reservation  `json:"reserved"`

	State      State     `json:"state"`
	StateSince time.Time `json:"stateSince"`
	// TrialUntil is when the trial ends, zero outside one.
	TrialUntil time.Time `json:"trialUntil,omitzero"`

	CreatedAt time.Time `json:"createdAt"`
	Version   int64     `json:"version"`
}

// Parties are who has to do with a system. They are kept apart even where one
// company is all of them.
type Parties struct {
	Owner      shiheng.OrganisationID `json:"ownerId,omitzero"`      // 所有者
	User       shiheng.OrganisationID `json:"userId,omitzero"`       // 使用者 of the place (W168/10)
	Builder    shiheng.OrganisationID `json:"builderId,omitzero"`    // 建设单位: keeps the archive, arranges acceptance
	Operator   shiheng.OrganisationID `json:"operatorId,omitzero"`   // 使用单位: runs it day to day
	Maintainer shiheng.OrganisationID `json:"maintainerId,omitzero"` // 维护单位 (W168/27)
	Management shiheng.OrganisationID `json:"managementId,omitzero"` // 系统管理单位 (R799)
}

// All lists the parties there are, each once.
func (p Parties) All() []shiheng.OrganisationID {
	var out []shiheng.OrganisationID
	for _, id := range []shiheng.OrganisationID{p.Owner, p.User, p.Builder, p.Operator, p.Maintainer, p.Management} {
		if !id.IsZero() && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// Answering lists those that answer for the system, and so see and keep what
// concerns it. One that only maintains it does not.
func (p Parties) Answering() []shiheng.OrganisationID {
	p.Maintainer = shiheng.OrganisationID{}
	return p.All()
}

// Funding is where the money came from; it decides who maintains (W168/27).
type Funding string

// The sources of money.
const (
	PublicFunding  Funding = "public"  // 财政
	PrivateFunding Funding = "private" // 非财政
	MixedFunding   Funding = "mixed"
)

// SixFunctions are the six functions of W168/2: what there is of each.
type SixFunctions struct {
	Capture      Equipment `json:"capture"`      // 采集
	Transmission Equipment `json:"transmission"` // 传输
	Control      Equipment `json:"control"`      // 控制
	Display      Equipment `json:"display"`      // 显示
	Processing   Equipment `json:"processing"`   // 处理
	Storage      Equipment `json:"storage"`      // 存储
}

// Each lists the six in the order of the article, so that they may be changed.
func (f *SixFunctions) Each() []*Equipment {
	return []*Equipment{&f.Capture, &f.Transmission, &f.Control, &f.Display, &f.Processing, &f.Storage}
}

// Equipment is what a system has for one function.
type Equipment struct {
	Present bool   `json:"present"`
	What    string `json:"what,omitempty"`
	Count   int    `json:"count,omitempty"`
}

// Protection is the security protection of the system, MLPS 等保 (W168/11).
type Protection struct {
	Grade    int     `json:"grade,omitempty"`  // 1 … 5, 0 when not graded
	Number   string  `json:"number,omitempty"` // of the filing
	Assessed law.Day `json:"assessed,omitzero"`
}

// A Reservation is the interface to the sharing platform that was reserved
// (W168/11).
type Reservation struct {
	Protocol string  `json:"protocol,omitempty"`
	CodeFrom string  `json:"codeFrom,omitempty"` // first and last code of its devices
	CodeTo   string  `json:"codeTo,omitempty"`
	Network  string  `json:"network,omitempty"`
	Tested   law.Day `json:"tested,omitzero"`
	Result   string  `json:"result,omitempty"` // passed, failed
}

// Own are the facts of the system itself.
func (v VideoSystem) Own() Facts {
	return Facts{
		W168Category: v.W168Category, R799Class: v.R799Class,
		AntiTerrorTarget: v.AntiTerrorTarget, KeySecurityUnit: v.KeySecurityUnit,
	}
}

// Effective are the facts that hold: the stricter of the system's own and
// those of its place and the places above.
func (v VideoSystem) Effective() Facts { return v.Own().Stricter(v.Around) }

// Facts are what the rules are asked with, as far as the register knows it:
// the effective facts, and what else of the system decides.
func (v VideoSystem) Facts() law.Facts { return v.law(v.Effective()) }

func (v VideoSystem) law(f Facts) law.Facts {
	return law.Facts{
		W168Category: f.W168Category, R799Class: f.R799Class, AntiTerrorTarget: f.AntiTerrorTarget,
		KeySecurityUnit: f.KeySecurityUnit, Completed: v.Completed, PutIntoUse: v.PutIntoUse,
		PublicFunded: v.Funding == PublicFunding,
	}
}

// Maintained reports whether somebody maintains the system (W168/27).
func (v VideoSystem) Maintained() bool { return !v.Parties.Maintainer.IsZero() }

func (v *VideoSystem) tidy() error {
	for _, s := range []*string{&v.Name, &v.NoDutyReason, &v.Code, &v.Reason} {
		*s = strings.TrimSpace(*s)
	}
	switch {
	case !named(v.Name):
		return shiheng.Invalid("system.name")
	case v.Place.IsZero():
		return shiheng.Invalid("system.place")
	case len(v.NoDutyReason) > maxReason:
		return shiheng.Invalid("system.no-duty-reason")
	case len(v.Reason) > maxReason:
		return shiheng.Invalid("facts.lower-reason")
	case v.Code != "" && !peerCode(v.Code):
		return shiheng.Invalid("system.code", "code", v.Code)
	case v.Trade != "" && !party.KnownTrade(v.Trade):
		return shiheng.Invalid("system.trade", "trade", v.Trade)
	case !slices.Contains([]Funding{"", PublicFunding, PrivateFunding, MixedFunding}, v.Funding):
		return shiheng.Invalid("system.funding", "funding", string(v.Funding))
	case !v.Completed.IsZero() && !v.PutIntoUse.IsZero() && v.PutIntoUse.Before(v.Completed):
		return shiheng.Invalid("system.used-before-complete")
	}
	if err := v.Own().check(); err != nil {
		return err
	}
	return v.tidyEquipment()
}

// maxCount is more pieces of equipment than any system has.
const maxCount = 10_000_000

func (v *VideoSystem) tidyEquipment() error {
	for _, e := range v.Functions.Each() {
		e.What = strings.TrimSpace(e.What)
		if len(e.What) > 500 || e.Count < 0 || e.Count > maxCount {
			return shiheng.Invalid("system.functions")
		}
	}
	p, r := &v.Protection, &v.Reserved
	for _, s := range []*string{&p.Number, &r.Protocol, &r.CodeFrom, &r.CodeTo, &r.Network} {
		if *s = strings.TrimSpace(*s); len(*s) > 200 {
			return shiheng.Invalid("system.words")
		}
	}
	switch {
	case p.Grade < 0 || p.Grade > 5:
		return shiheng.Invalid("system.protection-grade", "grade", strconv.Itoa(p.Grade))
	case r.CodeFrom != "" && !fullCode(r.CodeFrom), r.CodeTo != "" && !fullCode(r.CodeTo):
		return shiheng.Invalid("system.reserved-codes")
	case r.CodeTo != "" && (r.CodeFrom == "" || r.CodeTo < r.CodeFrom):
		return shiheng.Invalid("system.reserved-codes")
	case !slices.Contains([]string{"", "passed", "failed"}, r.Result):
		return shiheng.Invalid("system.reserved-result", "result", r.Result)
	}
	return nil
}
