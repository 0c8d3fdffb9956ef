package registry

import (
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

// A VideoSystem is one set of equipment in the sense of W168/2. The four facts
// that decide which rules bind it are kept apart (regulation, section 5).
type VideoSystem struct {
	ID    shiheng.SystemID `json:"id"`
	Place shiheng.PlaceID  `json:"placeId"`
	Name  string           `json:"name"`

	W168Category     string `json:"w168Category,omitempty"` // W8-01 … W8-10 or none
	R799Class        string `json:"r799Class,omitempty"`    // A7G, A7O, A9, A33 or not known yet
	AntiTerrorTarget bool   `json:"antiTerrorTarget"`
	KeySecurityUnit  bool   `json:"keySecurityUnit"`
	// NoDutyReason says why none of the four facts holds; required then.
	NoDutyReason string  `json:"noDutyReason,omitempty"`
	Completed    law.Day `json:"completed,omitzero"` // completion of the works, when known

	State      State     `json:"state"`
	StateSince time.Time `json:"stateSince"`
	// TrialUntil is when the trial ends, zero outside one.
	TrialUntil time.Time `json:"trialUntil,omitzero"`

	CreatedAt time.Time `json:"createdAt"`
	Version   int64     `json:"version"`
}

// Classes lists the R799 classes.
func Classes() []string { return []string{"A7G", "A7O", "A9", "A33"} }

// Facts are the facts of the system that decide which rules bind it, as far as
// the register knows them.
func (v VideoSystem) Facts() law.Facts {
	return law.Facts{
		W168Category: v.W168Category, R799Class: v.R799Class, AntiTerrorTarget: v.AntiTerrorTarget,
		KeySecurityUnit: v.KeySecurityUnit, Completed: v.Completed,
	}
}

func (v *VideoSystem) tidy() error {
	v.Name, v.NoDutyReason = strings.TrimSpace(v.Name), strings.TrimSpace(v.NoDutyReason)
	none := v.W168Category == "" && v.R799Class == "" && !v.AntiTerrorTarget && !v.KeySecurityUnit
	switch {
	case !named(v.Name):
		return shiheng.Invalid("system.name")
	case v.Place.IsZero():
		return shiheng.Invalid("system.place")
	case v.W168Category != "" && !slices.Contains(Categories(), v.W168Category):
		return shiheng.Invalid("system.w168-category", "category", v.W168Category)
	case v.R799Class != "" && !slices.Contains(Classes(), v.R799Class):
		return shiheng.Invalid("system.r799-class", "class", v.R799Class)
	case none && v.NoDutyReason == "":
		return shiheng.Invalid("system.no-duty-reason").By("W168/8")
	case len(v.NoDutyReason) > 500:
		return shiheng.Invalid("system.no-duty-reason")
	}
	return nil
}
