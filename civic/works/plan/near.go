package plan

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"shiheng.internal"
)

// A NearRule is how close, in metres, and how alike in facing, in degrees, two
// points are that are taken for the same (W168/7/3 gives no number: a house
// rule).
type NearRule struct {
	Metres  float64 `json:"metres"`
	Degrees int     `json:"degrees"`
}

// HouseNear is what counts as near where nobody said otherwise.
func HouseNear() NearRule { return NearRule{Metres: 30, Degrees: 60} }

// A Standing point is one that is there already, or planned elsewhere.
type Standing struct {
	Kind   string           `json:"kind" enum:"camera,planned"`
	Camera shiheng.CameraID `json:"cameraId,omitzero" format:"uuid"`
	Plan   ID               `json:"planId,omitzero" format:"uuid"`
	Item   string           `json:"item,omitempty"`
	PlannedPoint
}

// Existing finds what stands near a position. app hands over one that knows
// the camera archive; planned points are found by the room itself.
type Existing interface {
	// Near returns the cameras within metres of the position, at most 100. It
	// may return more than that circle holds, never less.
	Near(ctx context.Context, lon, lat, metres float64) ([]Standing, error)
}

// A DuplicateCheck is one look for duplicates, with what was found and answered.
type DuplicateCheck struct {
	At    time.Time        `json:"at"`
	Near  NearRule         `json:"near"`
	Of    string           `json:"of" doc:"Digest of the points that were looked at"`
	Found []PointDuplicate `json:"found" nullable:"false"`
}

// A PointDuplicate is a planned point with one that seems to be the same, and why
// the planner keeps it.
type PointDuplicate struct {
	Key    string           `json:"key" doc:"Stable: the same pair has the same key"`
	Item   string           `json:"item"`
	Point  string           `json:"point"`
	Kind   string           `json:"kind" enum:"camera,planned"`
	Camera shiheng.CameraID `json:"cameraId,omitzero" format:"uuid"`
	Plan   ID               `json:"planId,omitzero" format:"uuid"`
	Other  string           `json:"other" doc:"Name of the other point; empty when the reader may not know it"`
	Metres int              `json:"metres"`
	// Bearing is the way from the planned point to the other, Facing and
	// OtherFacing where the two look: degrees from north, -1 for all round.
	Bearing     int    `json:"bearing" doc:"Degrees from north to the other point, -1 when the reader may not know it or both stand on one spot"`
	Facing      int    `json:"facing" doc:"Where the planned point looks, -1 all round"`
	OtherFacing int    `json:"otherFacing" doc:"Where the other looks, -1 all round"`
	Answer      string `json:"answer,omitempty"`
}

// earth is the mean radius in metres.
const earth = 6_371_008.8

// metres is the distance of two points on the ground.
func metres(a, b PlannedPoint) float64 {
	rad := math.Pi / 180
	dLat, dLon := (b.Lat-a.Lat)*rad, (b.Lon-a.Lon)*rad
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * earth * math.Asin(math.Min(1, math.Sqrt(h)))
}

// Bearing is the way from one point to another, degrees from north; -1 when
// they stand on one spot.
func Bearing(a, b PlannedPoint) int {
	if metres(a, b) < 1 {
		return -1
	}
	east := (b.Lon - a.Lon) * math.Cos(a.Lat*math.Pi/180)
	d := int(math.Round(math.Atan2(east, b.Lat-a.Lat) * 180 / math.Pi))
	return (d + 360) % 360
}

// Veil leaves of a duplicate only that a camera stands within the distance of
// the rule: what is left for a reader who may not know where it stands
// (W168/26).
func (d PointDuplicate) Veil(near NearRule) PointDuplicate {
	d.Camera, d.Other, d.Metres, d.Bearing, d.OtherFacing = shiheng.CameraID{}, "", int(near.Metres), -1, AllRound
	return d
}

// turn is the angle between two facings; one that looks all round faces the
// same way as any.
func turn(a, b int) int {
	if a == AllRound || b == AllRound {
		return 0
	}
	d := (a - b) % 360
	if d < 0 {
		d += 360
	}
	return min(d, 360-d)
}

// Same reports whether two points are near each other and face the same way.
func (n NearRule) Same(a, b PlannedPoint) bool {
	return metres(a, b) <= n.Metres && turn(a.Facing, b.Facing) <= n.Degrees
}

// box is a square of degrees that holds the circle around a point.
func box(p PlannedPoint, m float64) (lonFrom, lonTo, latFrom, latTo float64) {
	lat := m / earth * 180 / math.Pi
	lon := lat / math.Max(0.01, math.Cos(p.Lat*math.Pi/180))
	return p.Lon - lon, p.Lon + lon, p.Lat - lat, p.Lat + lat
}

// compare finds the duplicates of a plan's points among what stands and among
// each other. Answers given before to the same pair are kept.
func (p Plan) compare(near NearRule, standing func(PlannedPoint) ([]Standing, error)) ([]PointDuplicate, error) {
	out := []PointDuplicate{}
	var own []Standing
	for _, i := range p.Items {
		for _, pt := range i.Points {
			others, err := standing(pt)
			if err != nil {
				return nil, err
			}
			for _, o := range append(others, own...) {
				if near.Same(pt, o.PlannedPoint) {
					out = append(out, p.duplicate(i, pt, o))
				}
			}
			own = append(own, Standing{Kind: "planned", Plan: p.ID, Item: i.Key, PlannedPoint: pt})
		}
	}
	return out, nil
}

func (p Plan) duplicate(i WorkItem, pt PlannedPoint, o Standing) PointDuplicate {
	d := PointDuplicate{
		Item: i.Key, Point: pt.Name, Kind: o.Kind, Camera: o.Camera, Plan: o.Plan, Other: o.Name,
		Metres: int(math.Round(metres(pt, o.PlannedPoint))), Bearing: Bearing(pt, o.PlannedPoint), Facing: pt.Facing, OtherFacing: o.Facing,
	}
	sum := sha256.Sum256(fmt.Append(nil, d.Item, "|", at(pt), "|", o.Camera, "|", o.Plan, "|", o.Item, "|", at(o.PlannedPoint)))
	d.Key = hex.EncodeToString(sum[:8])
	if p.Check != nil {
		if n := slices.IndexFunc(p.Check.Found, func(x PointDuplicate) bool { return x.Key == d.Key }); n >= 0 {
			d.Answer = p.Check.Found[n].Answer
		}
	}
	return d
}

func at(p PlannedPoint) string { return fmt.Sprintf("%s %.7f %.7f %d", p.Name, p.Lon, p.Lat, p.Facing) }

// pointsDigest changes when a point is added, moved or turned, so that a check
// made before is seen to be stale.
func (p Plan) pointsDigest() string {
	h := sha256.New()
	for _, i := range p.Items {
		for _, pt := range i.Points {
			fmt.Fprintln(h, i.Key, at(pt))
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func itoa(n int) string { return strconv.Itoa(n) }
