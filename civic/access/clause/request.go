package clause

import (
	"strings"
	"time"

	"github.com/cedar-policy/cedar-go/types"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
)

// An Act is what somebody wants to do, in the words of the order: to view,
// retrieve and copy are three permissions, to look is a fourth (W168/24, 25).
type Act string

// The acts policies speak of. Those of own use are named as in [shiheng.Act]; a
// single picture is Live when it is of now, else Playback.
const (
	Live     Act = "live"
	Playback Act = "playback"
	Export   Act = "export" // a copy for the unit's own lawful purpose
	Forward  Act = "forward"
	Receive  Act = "receive" // to watch what was forwarded to one
	Test     Act = "test"
	Control  Act = "control" // move the camera that is watched

	View          Act = "view"
	Retrieve      Act = "retrieve"
	Copy          Act = "copy"
	ViewBasic     Act = "viewBasic" // the same three of basic information
	RetrieveBasic Act = "retrieveBasic"
	CopyBasic     Act = "copyBasic"
	ForwardLive   Act = "forwardLive" // to have the live picture forwarded
	Refuse        Act = "refuse"      // to refuse an application under Articles 23 and 24

	Relay   Act = "relay" // to an upper platform
	Look    Act = "look"
	Erase   Act = "erase"
	Hold    Act = "hold"
	Lift    Act = "lift"
	Publish Act = "publish"
)

// Acts lists every act.
func Acts() []Act {
	return []Act{Live, Playback, Export, Forward, Receive, Test, Control, View, Retrieve, Copy, ViewBasic, RetrieveBasic, CopyBasic, ForwardLive,
		Refuse, Relay, Look, Erase, Hold, Lift, Publish}
}

// A Request asks whether Who may do Act On something, under the facts of How.
type Request struct {
	Act Act
	Who Principal
	On  Resource
	How Facts
}

// A Principal is who asks, made ready once and asked with many times.
type Principal struct{ entity types.Entity }

// A Resource is what is asked about, made ready once.
type Resource struct{ entity types.Entity }

// Facts are the circumstances of a request.
type Facts struct {
	kind   string // of the acts they belong to
	record types.Record
}

// An Area is a thing cameras belong to: a place, a system, a division, a unit.
// A camera belongs to all places above its own.
type Area string

// Everywhere is the area that every camera, slot and application belongs to.
const Everywhere Area = "all"

// AreaOf names an area by its kind ("place", "system") and identity.
func AreaOf(kind, id string) Area { return Area(kind + ":" + id) }

// Kind is the kind of area: the part before the colon.
func (a Area) Kind() string {
	kind, _, _ := strings.Cut(string(a), ":")
	return kind
}

const space = "Shiheng::"

func entityType(name string) types.EntityType { return types.EntityType(space + name) }

func uid(kind, id string) types.EntityUID {
	return types.NewEntityUID(entityType(kind), types.String(id))
}

func areaSet(areas []Area) types.Set {
	out := make([]types.Value, len(areas))
	for i, a := range areas {
		out[i] = word(string(a))
	}
	return types.NewSet(out...)
}

// lies are the areas a thing lies in, Everywhere among them.
func lies(areas []Area) types.Set { return areaSet(append(areas[:len(areas):len(areas)], Everywhere)) }

func yes(b bool) types.Boolean          { return types.Boolean(b) }
func grade(g registry.Grade) types.Long { return types.Long(g) }
func word(s string) types.String        { return types.String(s) }
func at(t time.Time) types.Datetime     { return types.NewDatetime(t) }

// say puts an optional word into a record; an empty one is not there.
func say(m types.RecordMap, name, value string) {
	if value != "" {
		m[types.String(name)] = word(value)
	}
}

// Staff is an account of the unit that runs the system, with what its roles
// are over now: rights whose time is over are not in it.
type Staff struct {
	Account       shiheng.AccountID
	Barred        bool // disabled, one-time password not changed, contract over
	Administrator bool
	Auditor       bool
	Cleared       registry.Grade // up to which grade it may know of what is secret
	Publishes     bool
	Watches       []Area
	Copies        []Area
	Forwards      []Area
	Tests         []Area
	Keeps         []Area // holds, refusals, ordered deletion
}

// Principal makes the account ready to ask.
func (s Staff) Principal() Principal {
	return Principal{types.Entity{UID: uid("Staff", s.Account.String()), Attributes: types.NewRecord(types.RecordMap{
		"barred": yes(s.Barred), "administrator": yes(s.Administrator), "auditor": yes(s.Auditor), "cleared": yes(s.Cleared > 0), "clearance": grade(s.Cleared),
		"publishes": yes(s.Publishes), "watches": areaSet(s.Watches), "copies": areaSet(s.Copies), "forwards": areaSet(s.Forwards),
		"tests": areaSet(s.Tests), "keeps": areaSet(s.Keeps),
	})}}
}

// Officer is the first of the officers of an application under Articles 23 and
// 24; who both are stands in the [Matter].
type Officer struct {
	ID      string // of the person, salted
	Cleared registry.Grade
}

// Principal makes the officer ready to ask.
func (o Officer) Principal() Principal {
	return Principal{types.Entity{UID: uid("Officer", o.ID), Attributes: types.NewRecord(types.RecordMap{"cleared": yes(o.Cleared > 0), "clearance": grade(o.Cleared)})}}
}

// Platform is an upper platform under its standing grant (W168/21).
type Platform struct {
	Code    string
	Areas   []Area
	Until   time.Time
	Cleared registry.Grade
}

// Principal makes the platform ready to ask.
func (p Platform) Principal() Principal {
	return Principal{types.Entity{UID: uid("Platform", p.Code), Attributes: types.NewRecord(types.RecordMap{
		"areas": areaSet(p.Areas), "until": at(p.Until), "cleared": yes(p.Cleared > 0), "clearance": grade(p.Cleared),
	})}}
}

// Citizen is a person who looks under W168/25 or R799/21.
type Citizen struct{ ID string }

// Principal makes the person ready to ask.
func (c Citizen) Principal() Principal { return Principal{types.Entity{UID: uid("Citizen", c.ID)}} }

// Keeper is the house itself, when it deletes what has served its purpose.
func Keeper() Principal { return Principal{types.Entity{UID: uid("Keeper", "house")}} }

// Camera is a camera as policies see it.
type Camera struct {
	ID            shiheng.CameraID
	Areas         []Area
	Watched       bool // its system is on trial, in service, suspended or in use
	Testable      bool // its system is not yet in service
	ForbiddenRoom bool
	Shared        bool // on the networked sharing platform
	Secret        registry.Grade
}

// Resource makes the camera ready to be asked about.
func (c Camera) Resource() Resource {
	return Resource{types.Entity{UID: uid("Camera", c.ID.String()), Attributes: types.NewRecord(types.RecordMap{
		"areas": lies(c.Areas), "watched": yes(c.Watched), "testable": yes(c.Testable), "forbiddenRoom": yes(c.ForbiddenRoom), "shared": yes(c.Shared), "secret": yes(c.Secret > 0), "secrecy": grade(c.Secret),
	})}}
}

// Slot is a piece of recorded footage.
type Slot struct {
	ID        string
	Areas     []Area
	FloorEnds time.Time // until then the law keeps it (W168/28, from the law packs)
	Held      bool
	Served    bool // no purpose is left
}

// Resource makes the slot ready to be asked about. The floor is rounded up to
// what the evaluator can tell apart, never down.
func (s Slot) Resource() Resource {
	floor := s.FloorEnds.Add(time.Millisecond - time.Nanosecond)
	return Resource{types.Entity{UID: uid("Slot", s.ID), Attributes: types.NewRecord(types.RecordMap{
		"areas": lies(s.Areas), "floorEnds": at(floor), "held": yes(s.Held), "served": yes(s.Served),
	})}}
}

// Release is a file made for the public.
type Release struct {
	ID                              string
	Features, Plates, Tracks, Names bool // protected
	Maker, Checker                  string
}

// Resource makes the file ready to be asked about.
func (r Release) Resource() Resource {
	m := types.RecordMap{
		"features": yes(r.Features), "plates": yes(r.Plates), "tracks": yes(r.Tracks), "names": yes(r.Names), "maker": word(r.Maker),
	}
	say(m, "checker", r.Checker)
	return Resource{types.Entity{UID: uid("Release", r.ID), Attributes: types.NewRecord(m)}}
}

// Application is a request of officials that is to be refused.
type Application struct {
	ID    string
	Areas []Area
}

// Resource makes the application ready to be asked about.
func (a Application) Resource() Resource {
	return Resource{types.Entity{UID: uid("Application", a.ID), Attributes: types.NewRecord(types.RecordMap{"areas": lies(a.Areas)})}}
}
