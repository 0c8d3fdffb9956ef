package archive

import (
	"math"
	"strconv"

	"shiheng.internal/civic/law"
)

// Values are the values of a record by field, each written as [Tables.Read]
// writes it. Fields without a value are not in it.
type Values map[Code]string

// Kind is the kind of point, fixed when nothing is said.
func (v Values) Kind() Kind {
	if v[PointKind] == "" {
		return Fixed
	}
	return Kind(v[PointKind])
}

// Point is where the camera stands, when both coordinates are there.
func (v Values) Point() (Point, bool) {
	lon, okLon := number(v[Longitude])
	lat, okLat := number(v[Latitude])
	return Point{lon, lat}, okLon && okLat
}

// Facts are what a judgement about a record needs besides its values.
type Facts struct {
	Today law.Day
	Floor law.Floor // how long the system's footage must be kept
	// NoDuty says that the system has a stated reason for falling under none of
	// the four facts; then no category is missing.
	NoDuty bool
	// Room is what gate L1 says of the room use, nil when it is lawful.
	Room error
	// Taken are fields whose value another camera has as well: the code and
	// the MAC anywhere, the IP address on the same network.
	Taken []Code
}

// A Report says how complete a record is (regulation 7.3): Valid of Required
// fields are filled and right; Faults says for each other one why it is not.
// Doubts are faults of fields that do not count.
type Report struct {
	Valid    int     `json:"valid"`
	Required int     `json:"required"`
	Faults   []Fault `json:"faults"`
	Doubts   []Fault `json:"doubts"`
}

// Whole is the score of a complete record.
const Whole = 10000

// Score is the completeness in hundredths of a per cent, rounded down: only a
// record with nothing missing has [Whole].
func (r Report) Score() int {
	if r.Required == 0 {
		return 0
	}
	return r.Valid * Whole / r.Required
}

// Check judges a record. It is a pure function.
func (t *Tables) Check(v Values, facts Facts) Report {
	out := Report{Faults: []Fault{}, Doubts: []Fault{}}
	kind := v.Kind()
	for _, f := range t.Fields {
		if !f.For(kind) {
			continue
		}
		bad := t.judge(f, v, facts)
		counts := f.Counts(kind)
		if f.Code == IPv4 && (v[IPv6] != "" || (v[IPv4] == "" && v[DeviceCode] != "")) {
			bad, counts = valueFault(bad), true // an IPv6 address or the code does as well
		}
		if counts {
			out.Required++
		}
		switch {
		case bad == nil && counts:
			out.Valid++
		case bad != nil && counts:
			out.Faults = append(out.Faults, *bad)
		case bad != nil && bad.Code != "missing":
			out.Doubts = append(out.Doubts, *bad)
		}
	}
	return out
}

// valueFault lets pass that a value is missing.
func valueFault(bad *Fault) *Fault {
	if bad != nil && bad.Code == "missing" {
		return nil
	}
	return bad
}

// judge says what is wrong with one field: nothing there, its form, or what it
// says beside the other values.
func (t *Tables) judge(f Field, v Values, facts Facts) *Fault {
	text := v[f.Code]
	if text == "" {
		if (f.Code == Category || f.Code == PublicClass) && facts.NoDuty {
			return nil
		}
		return fault(f, "missing")
	}
	if _, bad := t.Read(f, text); bad != nil {
		return bad
	}
	if contains(codes(facts.Taken), string(f.Code)) {
		return fault(f, "taken")
	}
	return t.cross(f, v, facts)
}

func codes(list []Code) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = string(c)
	}
	return out
}

// cross holds one value against the others.
func (t *Tables) cross(f Field, v Values, facts Facts) *Fault {
	text := v[f.Code]
	switch {
	case f.Code == DeviceCode:
		return t.judgeCode(f, v)
	case f.Code == Name:
		return judgeName(f, v)
	case f.Code == Longitude || f.Code == Latitude:
		return t.judgePoint(f, v)
	case f.Code == RoomUse && facts.Room != nil:
		return fault(f, "forbidden")
	case f.Form == "pastday":
		if d, err := law.ParseDay(text); err != nil || facts.Today.Before(d) {
			return fault(f, "future", "today", facts.Today.String())
		}
	case f.Code == SaveDays:
		if n, err := strconv.Atoi(text); err != nil || n < facts.Floor.Days {
			return fault(f, "short", "days", strconv.Itoa(facts.Floor.Days), "article", first(facts.Floor.Articles))
		}
	}
	return nil
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// judgeCode holds the 20 digits to the coding rule: district as the division
// says, a known type (regulation 7.1).
func (t *Tables) judgeCode(f Field, v Values) *Fault {
	code, civil := v[DeviceCode], v[CivilCode]
	district := t.byID["civil_code"]
	head := code[:6]
	if now, ok := district.Former[head]; ok {
		head = now
	}
	if len(civil) >= 6 && head != civil[:6] && civil[:6] != "320200" {
		return fault(f, "district", "code", head, "division", civil[:6])
	}
	if _, known := t.byID["code_type"].Find(code[10:13]); !known {
		return fault(f, "type", "type", code[10:13])
	}
	return nil
}

// judgeName: the name is right when the picture shows the same one, and when
// it does not sound like a room no camera may look at without a review.
func judgeName(f Field, v Values) *Fault {
	if word, _, suspicious := Sounds(v[Name]); suspicious && v[PrivacyReview] == "" {
		return fault(f, "review", "word", word)
	}
	switch v[OSDName] {
	case v[Name]:
		return nil
	case "":
		return fault(f, "osd-unknown")
	}
	return fault(f, "osd-differs")
}

func (t *Tables) judgePoint(f Field, v Values) *Fault {
	p, ok := v.Point()
	switch {
	case !ok:
		return nil // the other one is missing, and says so
	case !t.Outlines.InCity(p):
		return fault(f, "outside-city")
	case v[CivilCode] != "" && !t.Outlines.In(p, v[CivilCode]):
		return fault(f, "outside-district", "division", t.byID["civil_code"].Name(v[CivilCode][:6]))
	}
	return nil
}

// Facing is the bearing of the optical axis in degrees from north, clockwise;
// false for all round or unknown.
func Facing(direction string) (float64, bool) {
	bearing, ok := map[string]float64{"1": 90, "2": 270, "3": 180, "4": 0, "5": 135, "6": 45, "7": 225, "8": 315}[direction]
	return bearing, ok
}

// Facing is where the optical axis of a record points, degrees from north,
// clockwise: the bearing that was measured, or else that of the coded direction;
// false for all round or unknown.
func (v Values) Facing() (float64, bool) {
	if v[Direction] != "9" {
		if b, ok := number(v[Bearing]); ok && v[Bearing] != "" {
			return math.Mod(b, 360), true
		}
	}
	return Facing(v[Direction])
}

// AllRound is the bearing of what looks every way, or of which nobody knows.
const AllRound = -1

// Toward is where a record points, or [AllRound].
func (v Values) Toward() float64 {
	if b, ok := v.Facing(); ok {
		return b
	}
	return AllRound
}

// apart is the angle between two bearings, 0…180.
func apart(a, b float64) float64 {
	d := math.Mod(math.Abs(a-b), 360)
	return math.Min(d, 360-d)
}
