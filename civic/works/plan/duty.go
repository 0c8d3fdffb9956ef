package plan

import (
	"shiheng.internal"
	"shiheng.internal/civic/registry"
)

// A Duty is a place that W168/8 says must have a video system, and what there
// is of one.
type Duty struct {
	Place registry.Place
	// Systems counts those at the place or below it that are not removed,
	// Working those of them that watch it.
	Systems, Working int
	// Responsible is the finding in force of who must build; nil when nobody
	// looked.
	Responsible *Responsibility
}

// The standings of a place under W168/8.
const (
	DutyBuilt    = "built"    // 已建
	DutyUnderWay = "building" // 在建
	DutyMissing  = "missing"  // 应建未建
)

// Standing is how a place stands: built when a system watches it, building
// when one is planned or on its way, else missing, which is what W168/34(1)
// speaks of.
func (d Duty) Standing() string {
	switch {
	case d.Working > 0:
		return DutyBuilt
	case d.Systems > 0:
		return DutyUnderWay
	}
	return DutyMissing
}

// A DutyFilter narrows the list of places that must have a system.
type DutyFilter struct {
	Scope    registry.Scope
	Place    shiheng.PlaceID // with all below it
	Category string
	Standing string
}

// GoneStates are the states of a system that is no longer there.
func GoneStates() []string { return []string{"removed", "archived"} }

// IdleStates are those in which a system does not watch its place: it is gone,
// or not there yet.
func IdleStates() []string {
	return append(GoneStates(), "planned", "designed", "under-construction", "completed")
}
