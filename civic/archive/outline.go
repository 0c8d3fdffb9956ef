package archive

import (
	"math"

	"shiheng.internal"
)

// A Box is a stretch of the ground in WGS-84 degrees.
type Box struct {
	West  float64 `yaml:"west" json:"west"`
	South float64 `yaml:"south" json:"south"`
	East  float64 `yaml:"east" json:"east"`
	North float64 `yaml:"north" json:"north"`
}

// Holds reports whether the box holds a point.
func (b Box) Holds(p Point) bool {
	return p.Lon >= b.West && p.Lon <= b.East && p.Lat >= b.South && p.Lat <= b.North
}

// Around is a box that holds every point within metres of p.
func Around(p Point, metres float64) Box {
	dLat := metres / (math.Pi * earth / 180)
	dLon := dLat / math.Max(0.01, math.Cos(p.Lat*math.Pi/180))
	return Box{West: p.Lon - dLon, South: p.Lat - dLat, East: p.Lon + dLon, North: p.Lat + dLat}
}

// Bounds say where the city lies and when a point is doubted.
type Bounds struct {
	Box Box `yaml:"box"`
	// Doubt is how far outside its district's outline a point may lie, metres:
	// the outlines are thinned and no boundaries.
	Doubt float64 `yaml:"doubtBeyondMetres"`
}

// Outlines are the rough shapes of the districts.
type Outlines struct {
	Source    string    `json:"source"`
	Datum     string    `json:"datum"`
	Certainty string    `json:"certainty"`
	Districts []Outline `json:"districts"`
	Bounds    Bounds    `json:"-"`
}

// An Outline is the rough shape of one district.
type Outline struct {
	Code  string         `json:"code"`
	Zh    string         `json:"zh"`
	Rings [][][2]float64 `json:"rings"`
}

// InCity reports whether a point lies in the sanity box of the city.
func (o *Outlines) InCity(p Point) bool { return o.Bounds.Box.Holds(p) }

// In reports whether a point may lie in the district of a civil code, six
// digits or more. A code without an outline, such as the city's own, is not
// doubted inside the box.
func (o *Outlines) In(p Point, civil string) bool {
	if len(civil) < 6 {
		return false
	}
	for i := range o.Districts {
		if d := &o.Districts[i]; d.Code == civil[:6] {
			return d.holds(p) || d.distance(p) <= o.Bounds.Doubt
		}
	}
	return o.InCity(p)
}

func (d *Outline) holds(p Point) bool {
	in := false
	for _, ring := range d.Rings {
		for i, j := 0, len(ring)-1; i < len(ring); j, i = i, i+1 {
			a, b := ring[i], ring[j]
			if (a[1] > p.Lat) != (b[1] > p.Lat) && p.Lon < (b[0]-a[0])*(p.Lat-a[1])/(b[1]-a[1])+a[0] {
				in = !in
			}
		}
	}
	return in
}

// distance is how far a point lies from the outline, in metres.
func (d *Outline) distance(p Point) float64 {
	best := math.Inf(1)
	for _, ring := range d.Rings {
		for i := 1; i < len(ring); i++ {
			best = math.Min(best, toLine(p, ring[i-1], ring[i]))
		}
	}
	return best
}

// toLine is the distance from p to a line, on the plane that touches p.
func toLine(p Point, a, b [2]float64) float64 {
	scale := math.Pi * earth / 180
	flat := func(c [2]float64) (x, y float64) {
		return (c[0] - p.Lon) * scale * math.Cos(p.Lat*math.Pi/180), (c[1] - p.Lat) * scale
	}
	ax, ay := flat(a)
	bx, by := flat(b)
	dx, dy := bx-ax, by-ay
	u := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		u = math.Max(0, math.Min(1, -(ax*dx+ay*dy)/l))
	}
	return math.Hypot(ax+u*dx, ay+u*dy)
}

// BoxOf is the box around a polygon; one with fewer than three corners, or with
// a corner that is no place on earth, is an ErrInvalid.
func BoxOf(polygon [][2]float64) (Box, error) {
	if len(polygon) < 3 {
		return Box{}, shiheng.Invalid("map.polygon")
	}
	b := Box{West: 180, South: 90, East: -180, North: -90}
	for _, p := range polygon {
		if !onEarth(p[0], p[1]) {
			return Box{}, shiheng.Invalid("map.polygon")
		}
		b.West, b.East = math.Min(b.West, p[0]), math.Max(b.East, p[0])
		b.South, b.North = math.Min(b.South, p[1]), math.Max(b.North, p[1])
	}
	return b, nil
}

// Inside reports whether a point lies in a polygon.
func Inside(polygon [][2]float64, p Point) bool {
	return (&Outline{Rings: [][][2]float64{polygon}}).holds(p)
}
