package access

import (
	"slices"
	"sync"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
)

// told keeps what the clauses answered of cameras alone, so that a list of ten
// thousand is decided as often as there are cameras that differ in what the
// clauses look at. It lives as long as the rights it belongs to.
type told struct {
	cameras map[shiheng.CameraID]bool // that rights were given for one by one

	mu sync.Mutex
	by map[kin][]Reason // for each of Acts, and of what is beside them; guarded by mu
}

// mostKin bounds what is kept.
const mostKin = 4096

// A kin is what the clauses can tell apart: where a camera and its system
// stand is the same for all of one system at one place. Camera is zero unless
// somebody speaks of just this one.
type kin struct {
	camera shiheng.CameraID
	system shiheng.SystemID
	place  shiheng.PlaceID
	state  registry.State
	room   string
	grade  registry.Grade
}

func newTold(held []holding) *told {
	t := &told{cameras: map[shiheng.CameraID]bool{}, by: map[kin][]Reason{}}
	for _, h := range held {
		for _, id := range h.reach.Cameras {
			t.cameras[id] = true
		}
	}
	return t
}

// beside are the acts that open no footage by themselves: forwarding a live
// picture, and moving the camera it comes from.
func beside() []shiheng.Act { return []shiheng.Act{forwards, controls} }

// alike returns for each of Acts, and then of those beside them, the first
// reason of the clauses, zero for what may be done.
func (t *told) alike(r Rights, c registry.Linked) []Reason {
	k := kin{system: c.System.ID, place: c.Place, state: c.System.State, room: c.RoomUse, grade: c.Grade}
	if t.cameras[c.ID] || r.clauses.Names(c.ID) || c.System.ID.IsZero() || c.Place.IsZero() {
		k.camera = c.ID
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if by, ok := t.by[k]; ok {
		return by
	}
	if len(t.by) >= mostKin {
		clear(t.by)
	}
	t.by[k] = r.reasons(c)
	return t.by[k]
}

// reasons asks the clauses about a camera alone: the first reason for each of
// Acts, a single picture being one of the past, and of those beside them.
func (r Rights) reasons(c registry.Linked) []Reason {
	out, on := make([]Reason, len(Acts())+len(beside())), r.look(c)
	playback := slices.Index(Acts(), shiheng.ActPlayback)
	for i, act := range Acts() {
		if act == shiheng.ActSnapshot {
			continue
		}
		if unmet := r.lawful(question{act: act, how: r.plain}, on).unmet; len(unmet) > 0 {
			out[i] = because(unmet[0])
		}
	}
	out[slices.Index(Acts(), shiheng.ActSnapshot)] = out[playback]
	for i, act := range beside() {
		if unmet := r.lawful(question{act: act, how: r.plain}, on).unmet; len(unmet) > 0 {
			out[len(Acts())+i] = because(unmet[0])
		}
	}
	return out
}
