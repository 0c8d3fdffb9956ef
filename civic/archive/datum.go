package archive

import (
	"math"

	"shiheng.internal"
)

// A Point is a place on the ground in WGS-84 degrees. CGCS2000 counts as the
// same: the two lie centimetres apart.
type Point struct {
	Lon float64 `json:"lon"`
	Lat float64 `json:"lat"`
}

// A Datum is what coordinates are given in.
type Datum string

// The data of coordinates. GCJ-02 is the shifted datum of public maps in
// China, BD-09 a further shift of one of them.
const (
	WGS84    Datum = "wgs84"
	CGCS2000 Datum = "cgcs2000"
	GCJ02    Datum = "gcj02"
	BD09     Datum = "bd09"
)

// Data lists the data that coordinates may be declared in.
func Data() []Datum { return []Datum{WGS84, CGCS2000, GCJ02, BD09} }

// Convert turns a point given in the datum into WGS-84, to within a
// millimetre. An unknown datum is an ErrInvalid.
func Convert(p Point, from Datum) (Point, error) {
	switch from {
	case WGS84, CGCS2000, "":
		return p, nil
	case GCJ02:
		return invert(p, Shift), nil
	case BD09:
		return invert(fromBD(p), Shift), nil
	}
	return Point{}, shiheng.Invalid("archive.datum", "datum", string(from))
}

// The ellipsoid of Krasovsky 1940, which the shift is defined on.
const (
	semiMajor = 6378245.0
	eccentric = 0.006693421622965823
)

// Shift turns a WGS-84 point into GCJ-02.
func Shift(p Point) Point {
	x, y := p.Lon-105, p.Lat-35
	rad := p.Lat / 180 * math.Pi
	magic := 1 - eccentric*math.Sin(rad)*math.Sin(rad)
	root := math.Sqrt(magic)
	return Point{
		Lon: p.Lon + shiftLon(x, y)*180/(semiMajor/root*math.Cos(rad)*math.Pi),
		Lat: p.Lat + shiftLat(x, y)*180/(semiMajor*(1-eccentric)/(magic*root)*math.Pi),
	}
}

func shiftLat(x, y float64) float64 {
	out := -100 + 2*x + 3*y + 0.2*y*y + 0.1*x*y + 0.2*math.Sqrt(math.Abs(x))
	out += (20*math.Sin(6*x*math.Pi) + 20*math.Sin(2*x*math.Pi)) * 2 / 3
	out += (20*math.Sin(y*math.Pi) + 40*math.Sin(y/3*math.Pi)) * 2 / 3
	return out + (160*math.Sin(y/12*math.Pi)+320*math.Sin(y*math.Pi/30))*2/3
}

func shiftLon(x, y float64) float64 {
	out := 300 + x + 2*y + 0.1*x*x + 0.1*x*y + 0.1*math.Sqrt(math.Abs(x))
	out += (20*math.Sin(6*x*math.Pi) + 20*math.Sin(2*x*math.Pi)) * 2 / 3
	out += (20*math.Sin(x*math.Pi) + 40*math.Sin(x/3*math.Pi)) * 2 / 3
	return out + (150*math.Sin(x/12*math.Pi)+300*math.Sin(x/30*math.Pi))*2/3
}

// ShiftBD turns a WGS-84 point into BD-09.
func ShiftBD(p Point) Point {
	g := Shift(p)
	z := math.Hypot(g.Lon, g.Lat) + 0.00002*math.Sin(g.Lat*bdTurn)
	theta := math.Atan2(g.Lat, g.Lon) + 0.000003*math.Cos(g.Lon*bdTurn)
	return Point{Lon: z*math.Cos(theta) + 0.0065, Lat: z*math.Sin(theta) + 0.006}
}

const bdTurn = math.Pi * 3000 / 180

// fromBD turns BD-09 into GCJ-02.
func fromBD(p Point) Point {
	x, y := p.Lon-0.0065, p.Lat-0.006
	z := math.Hypot(x, y) - 0.00002*math.Sin(y*bdTurn)
	theta := math.Atan2(y, x) - 0.000003*math.Cos(x*bdTurn)
	return Point{Lon: z * math.Cos(theta), Lat: z * math.Sin(theta)}
}

// invert finds what forward turns into p. The shift changes slowly, so a few
// steps do.
func invert(p Point, forward func(Point) Point) Point {
	out := p
	for range 30 {
		got := forward(out)
		dx, dy := p.Lon-got.Lon, p.Lat-got.Lat
		out.Lon, out.Lat = out.Lon+dx, out.Lat+dy
		if math.Abs(dx) < 1e-10 && math.Abs(dy) < 1e-10 {
			break
		}
	}
	return out
}

// sameSpot is how near two readings of one camera's place lie.
const sameSpot = 30 // metres

// Shifted reports whether p is known, a place in WGS-84, as a shifted map
// would show it, and in which datum. The shifts are some 500 and 1,200 m in
// Wuxi, so a camera that was truly moved is not mistaken for one.
func Shifted(p, known Point) (Datum, bool) {
	switch {
	case Metres(p, Shift(known)) <= sameSpot:
		return GCJ02, true
	case Metres(p, ShiftBD(known)) <= sameSpot:
		return BD09, true
	}
	return "", false
}

// earth is its mean radius in metres.
const earth = 6371008.8

// Metres is the distance of two points on the ground.
func Metres(a, b Point) float64 {
	la, lb := a.Lat*math.Pi/180, b.Lat*math.Pi/180
	dLat, dLon := (lb-la)/2, (b.Lon-a.Lon)*math.Pi/360
	h := math.Sin(dLat)*math.Sin(dLat) + math.Cos(la)*math.Cos(lb)*math.Sin(dLon)*math.Sin(dLon)
	return 2 * earth * math.Asin(math.Min(1, math.Sqrt(h)))
}
