package registry

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/registry/party"
)

// A Place is where cameras stand: an area, place or key part 区域、场所和重点部位
// of W168/8. Places form a tree; what a place is in law holds for all below it.
type Place struct {
	ID      shiheng.PlaceID `json:"id"`
	Parent  shiheng.PlaceID `json:"parentId,omitzero"`
	Name    string          `json:"name"`
	Address string          `json:"address,omitempty"`
	// The four facts as they are stated of the place itself. Category is the
	// item of W168/8.
	Category         string `json:"category,omitempty"`
	R799Class        string `json:"r799Class,omitempty"`
	AntiTerrorTarget bool   `json:"antiTerrorTarget"`
	KeySecurityUnit  bool   `json:"keySecurityUnit"`
	// KeyPart is the kind of key part 重点部位 the place is, empty for none.
	KeyPart string `json:"keyPart,omitempty"`
	// Division is the GB/T 2260 code, empty for that of the place above.
	Division string                 `json:"division,omitempty"`
	Position Position               `json:"position,omitzero"`
	Owner    shiheng.OrganisationID `json:"ownerId,omitzero"`   // 所有者 (W168/10)
	Manager  shiheng.OrganisationID `json:"managerId,omitzero"` // 管理者
	// Around is what holds because of the places above; the store fills it in.
	Around Facts `json:"-"`
	// Reason says why a fact is lowered. It is asked for then and stands in
	// the event; the row does not keep it.
	Reason    string    `json:"-"`
	CreatedAt time.Time `json:"createdAt"`
	Version   int64     `json:"version"`
}

// Own are the facts of the place itself.
func (p Place) Own() Facts {
	return Facts{
		W168Category: p.Category, R799Class: p.R799Class,
		AntiTerrorTarget: p.AntiTerrorTarget, KeySecurityUnit: p.KeySecurityUnit,
	}
}

// Effective is what holds for the place: its own facts and those around it.
func (p Place) Effective() Facts { return p.Own().Stricter(p.Around) }

// KeyParts lists the kinds of key part.
func KeyParts() []string {
	return []string{
		"entrance", "control-room", "utilities", "dangerous-goods", "valuables", "archives", "server-room",
		"crowd", "evacuation", "perimeter", "other",
	}
}

// A Position is a point in WGS-84 or CGCS2000, in degrees; the zero Position
// is not known. GCJ-02 and BD-09 are never kept.
type Position struct {
	Longitude float64 `json:"longitude"`
	Latitude  float64 `json:"latitude"`
}

// The box the city lies in.
const (
	west, east   = 119.4, 120.7
	south, north = 31.0, 32.1
)

// Known reports whether there is a position.
func (p Position) Known() bool { return p != Position{} }

// Check refuses a point that is not in the city: it was exchanged, mistyped,
// or measured in another system of coordinates.
func (p Position) Check() error {
	inside := func(lon, lat float64) bool { return lon >= west && lon <= east && lat >= south && lat <= north }
	degrees := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	switch {
	case !p.Known() || inside(p.Longitude, p.Latitude):
		return nil
	case inside(p.Latitude, p.Longitude):
		return shiheng.Invalid("position.exchanged", "longitude", degrees(p.Longitude), "latitude", degrees(p.Latitude))
	}
	return shiheng.Invalid("position.outside", "longitude", degrees(p.Longitude), "latitude", degrees(p.Latitude))
}

// maxDepth bounds the tree of places.
const maxDepth = 16

const maxReason = 500

func (p *Place) tidy() (err error) {
	for _, s := range []*string{&p.Name, &p.Address, &p.Division, &p.Reason} {
		*s = strings.TrimSpace(*s)
	}
	switch {
	case !named(p.Name):
		return shiheng.Invalid("place.name")
	case len(p.Address) > 500:
		return shiheng.Invalid("place.address")
	case p.KeyPart != "" && !slices.Contains(KeyParts(), p.KeyPart):
		return shiheng.Invalid("place.key-part", "kind", p.KeyPart)
	case len(p.Reason) > maxReason:
		return shiheng.Invalid("facts.lower-reason")
	}
	if err := p.Own().check(); err != nil {
		return err
	}
	if p.Division != "" {
		if p.Division, err = party.ParseDivision(p.Division); err != nil {
			return err
		}
	}
	return p.Position.Check()
}

// named reports whether a name is there and of bearable length.
func named(s string) bool { return s != "" && len(s) <= 200 && !strings.ContainsAny(s, "\x00\n\r") }
