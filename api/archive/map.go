package archive

import (
	"context"
	"slices"
	"strconv"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/archive"
)

// MapCameraView is one camera on the map.
type MapCameraView struct {
	ID        shiheng.CameraID `json:"id" format:"uuid"`
	Name      string           `json:"name"`
	Lon       float64          `json:"lon"`
	Lat       float64          `json:"lat"`
	Bearing   float64          `json:"bearing" doc:"Of the optical axis, degrees from north; -1 when all round or unknown"`
	FOV       float64          `json:"fov" doc:"Horizontal field of view, degrees; 0 when unknown, 360 all round"`
	Reach     float64          `json:"reach" doc:"Farthest view, metres; 0 when unknown"`
	Kind      string           `json:"kind" enum:"fixed,mobile,temporary"`
	PointType string           `json:"pointType"`
	Area      [][2]float64     `json:"area,omitempty" nullable:"false" doc:"What it captures on the ground, where it was drawn and the caller may read it (a drawing)"`
	Live      string           `json:"live"`
}

// MapCellView is one square of the map with how many cameras stand in it.
type MapCellView struct {
	Lon   float64 `json:"lon" doc:"Middle of its cameras"`
	Lat   float64 `json:"lat"`
	Count int     `json:"count"`
}

// MapView is a stretch of the map: cameras, or, when there are too many to
// draw, cells with counts.
type MapView struct {
	Cameras []MapCameraView `json:"cameras" nullable:"false"`
	Cells   []MapCellView   `json:"cells" nullable:"false"`
	Total   int             `json:"total"`
}

// MapOutlinesView are the rough shapes of the districts.
type MapOutlinesView struct {
	Source    string           `json:"source"`
	Certainty string           `json:"certainty"`
	Districts []MapOutlineView `json:"districts" nullable:"false"`
}

// MapOutlineView is the rough shape of one district; corners in WGS-84.
type MapOutlineView struct {
	Code  string         `json:"code"`
	Zh    string         `json:"zh"`
	Rings [][][2]float64 `json:"rings" nullable:"false"`
}

type mapQuery struct {
	West  float64 `query:"west" required:"true" minimum:"-180" maximum:"180"`
	South float64 `query:"south" required:"true" minimum:"-90" maximum:"90"`
	East  float64 `query:"east" required:"true" minimum:"-180" maximum:"180"`
	North float64 `query:"north" required:"true" minimum:"-90" maximum:"90"`
	Kind  string  `query:"kind" enum:"fixed,mobile,temporary"`
	Class string  `query:"pointType" maxLength:"3"`
}

// What one answer of the map holds.
const (
	mapCamerasAtOnce = 600
	mapCellsAcross   = 28
	mapPickAtOnce    = 500
)

// positions is the filter for cameras whose position the caller may read;
// nobody else's are on the map (W168/29, L8).
func (d *Desk) positions(ctx context.Context, who route.Caller) (archive.Filter, error) {
	f := archive.Filter{Scope: who.Rights.Shows(access.BasicPosition), Equal: map[archive.Code]string{}, Veiled: true, Cleared: who.Rights.Cleared()}
	s := f.Scope
	if !s.All && len(s.Places)+len(s.Systems)+len(s.Cameras)+len(s.Divisions)+len(s.Trades)+len(s.Organisations)+len(s.Departments) == 0 {
		return f, d.cfg.Access.AuthorizeFields(ctx, who.Principal, string(archive.Longitude))
	}
	return f, nil
}

func (d *Desk) mapCameras(ctx context.Context, who route.Caller, in *mapQuery) (*route.Out[MapView], error) {
	f, err := d.positions(ctx, who)
	if err != nil {
		return nil, err
	}
	if in.West >= in.East || in.South >= in.North {
		return nil, shiheng.Invalid("map.box")
	}
	f.Box = &archive.Box{West: in.West, South: in.South, East: in.East, North: in.North}
	for code, text := range map[archive.Code]string{archive.PointKind: in.Kind, archive.PointType: in.Class} {
		if text != "" {
			f.Equal[code] = text
		}
	}
	out := MapView{Cameras: []MapCameraView{}, Cells: []MapCellView{}}
	cards, more, err := d.cfg.Archive.Read().Within(ctx, f, mapCamerasAtOnce)
	if err != nil {
		return nil, err
	}
	if !more {
		drawn, err := d.drawn(ctx, who, cards)
		if err != nil {
			return nil, err
		}
		for _, c := range cards {
			v := d.mapCamera(c)
			v.Area = drawn[c.Camera.ID]
			out.Cameras = append(out.Cameras, v)
		}
		out.Total = len(cards)
		return &route.Out[MapView]{Body: out}, nil
	}
	cells, err := d.cfg.Archive.Read().Grid(ctx, f, (in.East-in.West)/mapCellsAcross)
	if err != nil {
		return nil, err
	}
	for _, c := range cells {
		out.Cells = append(out.Cells, MapCellView{Lon: c.Lon, Lat: c.Lat, Count: c.Count})
		out.Total += c.Count
	}
	return &route.Out[MapView]{Body: out}, nil
}

// drawn are the areas captured that were drawn, of the cameras whose drawings
// the caller may read.
func (d *Desk) drawn(ctx context.Context, who route.Caller, cards []archive.Card) (map[shiheng.CameraID][][2]float64, error) {
	cards = slices.DeleteFunc(slices.Clone(cards), func(c archive.Card) bool { return c.Record.Values[archive.Captured] == "" })
	linked, err := d.linkedOf(ctx, cards)
	if err != nil {
		return nil, err
	}
	out := map[shiheng.CameraID][][2]float64{}
	for _, c := range cards {
		if sees(who, linked[c.Camera.ID], archive.Captured) {
			out[c.Camera.ID] = c.Record.Values.Area()
		}
	}
	return out, nil
}

func (d *Desk) mapCamera(c archive.Card) MapCameraView {
	v := c.Record.Values
	p, _ := v.Point()
	out := MapCameraView{
		ID: c.Camera.ID, Name: c.Camera.Name, Lon: p.Lon, Lat: p.Lat, Kind: string(v.Kind()),
		PointType: v[archive.PointType], Live: d.cfg.Live(c.Camera),
	}
	out.Bearing = v.Toward()
	out.FOV, _ = strconv.ParseFloat(v[archive.HFOV], 64) // as read: a number or nothing
	out.Reach, _ = strconv.ParseFloat(v[archive.MaxDistance], 64)
	if v[archive.Direction] == "9" {
		out.FOV = 360
	}
	return out
}

type pickIn struct {
	Body struct {
		Polygon [][2]float64 `json:"polygon" minItems:"3" maxItems:"200" nullable:"false" doc:"Corners, longitude and latitude"`
	}
}

// MapPickView are the cameras within a polygon.
type MapPickView struct {
	Items []ArchiveCardView `json:"items" nullable:"false" doc:"At most 500"`
	More  bool              `json:"more" doc:"There are more than are shown"`
}

func (d *Desk) mapPick(ctx context.Context, who route.Caller, in *pickIn) (*route.Out[MapPickView], error) {
	f, err := d.positions(ctx, who)
	if err != nil {
		return nil, err
	}
	box, err := archive.BoxOf(in.Body.Polygon)
	if err != nil {
		return nil, err
	}
	f.Box = &box
	cards, more, err := d.cfg.Archive.Read().Within(ctx, f, 20*mapPickAtOnce)
	if err != nil {
		return nil, err
	}
	var inside []archive.Card
	for _, c := range cards {
		if p, ok := c.Record.Values.Point(); ok && archive.Inside(in.Body.Polygon, p) {
			if len(inside) == mapPickAtOnce {
				more = true
				break
			}
			inside = append(inside, c)
		}
	}
	items, err := d.cards(ctx, who, inside)
	if err != nil {
		return nil, err
	}
	return &route.Out[MapPickView]{Body: MapPickView{Items: items, More: more}}, nil
}

func (d *Desk) outlines(_ context.Context, _ route.Caller, _ *route.None) (*route.Out[MapOutlinesView], error) {
	o := d.cfg.Archive.Tables().Outlines
	v := MapOutlinesView{Source: o.Source, Certainty: o.Certainty, Districts: []MapOutlineView{}}
	for _, x := range o.Districts {
		v.Districts = append(v.Districts, MapOutlineView{Code: x.Code, Zh: x.Zh, Rings: x.Rings})
	}
	return &route.Out[MapOutlinesView]{Body: v}, nil
}
