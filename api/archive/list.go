package archive

import (
	"context"
	"slices"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// ArchiveQuery narrows the list of the archive. A field the caller may not
// read cannot be asked for (W168/29/1).
type ArchiveQuery struct {
	Q         string `query:"q" maxLength:"100" doc:"Part of the name, and of the address for those who may read it"`
	System    string `query:"system" maxLength:"36"`
	Place     string `query:"place" maxLength:"36" doc:"With all below it"`
	Kind      string `query:"kind" enum:"fixed,mobile,temporary"`
	Division  string `query:"division" maxLength:"12"`
	PointType string `query:"pointType" maxLength:"3"`
	PTZType   string `query:"ptzType" maxLength:"3"`
	Direction string `query:"direction" maxLength:"3"`
	Status    string `query:"status" maxLength:"3"`
	Network   string `query:"network" maxLength:"3"`
	Code      string `query:"code" maxLength:"20" doc:"The whole 20-digit code"`
	MAC       string `query:"mac" maxLength:"17"`
	IP        string `query:"ip" maxLength:"45"`
	Below     int    `query:"below" minimum:"0" maximum:"10000" doc:"Completeness below it, hundredths of a per cent"`
	Archived  string `query:"archived" enum:"yes,no"`
	Sound     bool   `query:"sound" doc:"Only those that take up sound"`
	Due       bool   `query:"due" doc:"Temporary points past their last day"`
	Sort      string `query:"sort" enum:"name,completeness,civil_code,-name,-completeness,-civil_code"`
}

// filter is the query as the room takes it, with the fields it asks for.
func (q ArchiveQuery) filter(who route.Caller, today law.Day) (f archive.Filter, asked []string, err error) {
	f = archive.Filter{Scope: who.Rights.Scope(), Text: q.Q, Below: q.Below, Equal: map[archive.Code]string{}}
	f.Positions = who.Rights.Asks("address") == (access.Reason{})
	if q.System != "" {
		if f.System, err = shiheng.ParseID[shiheng.SystemID](q.System); err != nil {
			return f, nil, err
		}
	}
	if q.Place != "" {
		if f.Place, err = shiheng.ParseID[shiheng.PlaceID](q.Place); err != nil {
			return f, nil, err
		}
	}
	for code, text := range map[archive.Code]string{
		archive.PointKind: q.Kind, archive.CivilCode: q.Division, archive.PointType: q.PointType, archive.PTZType: q.PTZType,
		archive.Direction: q.Direction, archive.Status: q.Status, archive.NetworkType: q.Network, archive.DeviceCode: q.Code,
		archive.MAC: q.MAC, archive.IPv4: q.IP,
	} {
		if text != "" {
			f.Equal[code] = text
			asked = append(asked, string(code))
		}
	}
	if q.Archived != "" {
		yes := q.Archived == "yes"
		f.Archived = &yes
	}
	if q.Sound {
		f.Sound, asked = true, append(asked, "has_audio")
	}
	if q.Due {
		f.EndedBefore = today
	}
	sort, down := q.Sort, false
	if sort != "" && sort[0] == '-' {
		sort, down = sort[1:], true
	}
	if f.Sort, f.Descending = archive.Sort(sort), down; sort != "" {
		asked = append(asked, sort)
	}
	told := q.Q != "" && f.Positions || slices.ContainsFunc(asked, access.Confidential)
	f.Veiled, f.Cleared = told, who.Rights.Cleared()
	return f, asked, nil
}

type archiveList struct {
	route.Paged
	ArchiveQuery
}

func (d *Desk) list(ctx context.Context, who route.Caller, in *archiveList) (*route.Out[route.Page[ArchiveCardView]], error) {
	f, asked, err := in.filter(who, law.DayOf(d.cfg.Now()))
	if err != nil {
		return nil, err
	}
	if err := d.cfg.Access.AuthorizeFields(ctx, who.Principal, asked...); err != nil {
		return nil, err
	}
	if mac, bad := d.written(archive.MAC, f.Equal[archive.MAC]); bad {
		return nil, shiheng.Invalid("archive.fault.mac", "field", string(archive.MAC))
	} else if mac != "" {
		f.Equal[archive.MAC] = mac
	}
	got, err := d.cfg.Archive.Read().Cards(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	items, err := d.cards(ctx, who, got.Items)
	if err != nil {
		return nil, err
	}
	return &route.Out[route.Page[ArchiveCardView]]{Body: route.Page[ArchiveCardView]{Items: items, Next: got.Next}}, nil
}

// written is a value in the one way the archive writes it.
func (d *Desk) written(code archive.Code, text string) (string, bool) {
	f, _ := d.cfg.Archive.Tables().Field(code)
	v, bad := d.cfg.Archive.Tables().Read(f, text)
	return v, bad != nil
}

// shown are the fields a list shows.
func shown() []archive.Code {
	return []archive.Code{
		archive.DeviceCode, archive.PointKind, archive.CivilCode, archive.PointType, archive.PTZType, archive.Direction,
		archive.Status, archive.Address, archive.Longitude, archive.Latitude,
	}
}

// linkedOf reads what decisions about cards need.
func (d *Desk) linkedOf(ctx context.Context, cards []archive.Card) (map[shiheng.CameraID]registry.Linked, error) {
	ids := make([]shiheng.CameraID, len(cards))
	for i, c := range cards {
		ids[i] = c.Camera.ID
	}
	got, err := d.cfg.Registry.Read().Linked(ctx, ids...)
	out := make(map[shiheng.CameraID]registry.Linked, len(got))
	for _, l := range got {
		out[l.ID] = l
	}
	return out, err
}

func (d *Desk) cards(ctx context.Context, who route.Caller, cards []archive.Card) ([]ArchiveCardView, error) {
	linked, err := d.linkedOf(ctx, cards)
	if err != nil {
		return nil, err
	}
	today := law.DayOf(d.cfg.Now())
	out := make([]ArchiveCardView, 0, len(cards))
	for _, c := range cards {
		l, there := linked[c.Camera.ID]
		if !there || !who.Rights.Knows(l) {
			continue
		}
		v := ArchiveCardView{
			ID: l.ID, Name: l.Name, System: l.System.ID, Place: l.Place, Live: d.cfg.Live(l.Camera), Values: map[string]string{}, Can: d.can(who, l),
		}
		var values archive.Values
		if c.Record != nil {
			v.Archived, v.Score, v.Valid, v.Required = true, c.Record.Score(), c.Record.Valid, c.Record.Required
			values = c.Record.Values
			v.Due = archive.DueForRemoval(values, today)
		}
		all := archive.Overlay(values, l)
		for _, code := range shown() {
			if all[code] != "" && sees(who, l, code) {
				v.Values[string(code)] = all[code]
			}
		}
		out = append(out, v)
	}
	return out, nil
}

func hitView(h archive.Hit) ArchiveHitView {
	v := ArchiveHitView{
		ID: h.Camera.ID, Name: h.Camera.Name, System: h.Camera.System, Metres: h.Metres, Bearing: archive.AllRound, Apart: h.Apart, Same: []string{},
	}
	if h.Record != nil {
		v.Bearing = h.Record.Values.Toward()
	}
	for _, s := range h.Same {
		v.Same = append(v.Same, string(s))
	}
	return v
}

// twins lists what may be the same camera. Which fields are alike tells of
// them, so a field the caller may not read is left out, and with it a camera
// that is alike in nothing else.
func (d *Desk) twins(ctx context.Context, who route.Caller, in *archivePath) (*route.Out[route.Page[ArchiveHitView]], error) {
	l, err := d.linked(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	got, err := d.cfg.Archive.Twins(ctx, who.Rights.Scope(), l)
	if err != nil {
		return nil, err
	}
	cards := make([]archive.Card, len(got))
	for i, h := range got {
		cards[i] = h.Card
	}
	others, err := d.linkedOf(ctx, cards)
	if err != nil {
		return nil, err
	}
	views := []ArchiveHitView{}
	for _, h := range got {
		both := func(f archive.Code) bool { return sees(who, l, f) && sees(who, others[h.Camera.ID], f) }
		h.Same = slices.DeleteFunc(h.Same, func(f archive.Code) bool { return !both(f) })
		if len(h.Same) == 0 {
			continue
		}
		if !both(archive.Longitude) {
			h.Metres, h.Apart = -1, -1
		}
		v := hitView(h)
		if !sees(who, others[h.Camera.ID], archive.Bearing) {
			v.Bearing = archive.AllRound
		}
		views = append(views, v)
	}
	return &route.Out[route.Page[ArchiveHitView]]{Body: route.Page[ArchiveHitView]{Items: views}}, nil
}

type nearQuery struct {
	Lon       float64 `query:"lon" required:"true" minimum:"-180" maximum:"180"`
	Lat       float64 `query:"lat" required:"true" minimum:"-90" maximum:"90"`
	Metres    float64 `query:"metres" minimum:"1" maximum:"2000" default:"50"`
	Direction string  `query:"direction" enum:"1,2,3,4,5,6,7,8,9" doc:"Of the optical axis; left out: whichever way"`
	Bearing   float64 `query:"bearing" minimum:"-1" maximum:"360" default:"-1" doc:"Of the optical axis in degrees from north, instead of the direction"`
}

// near asks among the cameras whose position the caller may read.
func (d *Desk) near(ctx context.Context, who route.Caller, in *nearQuery) (*route.Out[route.Page[ArchiveHitView]], error) {
	toward := in.Bearing
	if b, ok := archive.Facing(in.Direction); ok && toward < 0 {
		toward = b
	}
	got, err := d.cfg.Archive.Near(ctx, who.Rights.Shows(access.BasicPosition), archive.Point{Lon: in.Lon, Lat: in.Lat}, in.Metres, toward)
	if err != nil {
		return nil, err
	}
	if got, err = d.open(ctx, who, got); err != nil {
		return nil, err
	}
	return route.PageOf(got, "", hitView), nil
}

// open leaves out of hits what secrecy rules keep from the caller (W168/29/2).
func (d *Desk) open(ctx context.Context, who route.Caller, hits []archive.Hit) ([]archive.Hit, error) {
	kept := hits[:0]
	for _, h := range hits {
		open, err := d.openCards(ctx, who, h.Card)
		if err != nil {
			return nil, err
		}
		if open {
			kept = append(kept, h)
		}
	}
	return kept, nil
}

// openCards reports whether secrecy rules keep none of the cards from the
// caller.
func (d *Desk) openCards(ctx context.Context, who route.Caller, cards ...archive.Card) (bool, error) {
	linked, err := d.linkedOf(ctx, cards)
	for _, l := range linked {
		if who.Rights.Veils(l.Grade) {
			return false, err
		}
	}
	return true, err
}

type repeatList struct {
	route.Paged
	Field string `query:"field" enum:"device_code,mac,ipv4,name" default:"device_code"`
}

// repeats shows values that several of the cameras have that the caller
// manages.
func (d *Desk) repeats(ctx context.Context, who route.Caller, in *repeatList) (*route.Out[route.Page[ArchiveRepeatView]], error) {
	if err := d.cfg.Access.AuthorizeFields(ctx, who.Principal, in.Field); err != nil {
		return nil, err
	}
	p := in.Paging()
	if p.Cursor != "" {
		text, err := route.CursorText(p.Cursor)
		if err != nil {
			return nil, err
		}
		p.Cursor = text
	}
	got, err := d.cfg.Archive.Read().Repeats(ctx, who.Rights.Over(access.ManageArchive), archive.Code(in.Field), p)
	if err != nil {
		return nil, err
	}
	page := route.Page[ArchiveRepeatView]{Items: []ArchiveRepeatView{}, Next: route.TextCursor(got.Next)}
	for _, r := range got.Items {
		cards, err := d.cfg.Archive.Read().CardsOf(ctx, r.Cameras...)
		if err != nil {
			return nil, err
		}
		if open, err := d.openCards(ctx, who, cards...); err != nil || !open {
			if err != nil {
				return nil, err
			}
			continue
		}
		v := ArchiveRepeatView{Value: r.Value, Count: r.Count, Cameras: []ArchiveHitView{}}
		for _, c := range cards {
			v.Cameras = append(v.Cameras, hitView(archive.Hit{Card: c, Metres: -1, Apart: -1}))
		}
		page.Items = append(page.Items, v)
	}
	return &route.Out[route.Page[ArchiveRepeatView]]{Body: page}, nil
}

type pairList struct {
	route.Paged
	Metres float64 `query:"metres" minimum:"1" maximum:"100" default:"15"`
}

func (d *Desk) pairs(ctx context.Context, who route.Caller, in *pairList) (*route.Out[route.Page[ArchivePairView]], error) {
	got, err := d.cfg.Archive.Read().Pairs(ctx, who.Rights.Over(access.ManageArchive), in.Metres, in.Paging())
	if err != nil {
		return nil, err
	}
	kept := got.Items[:0]
	for _, p := range got.Items {
		open, err := d.openCards(ctx, who, p.A, p.B)
		if err != nil {
			return nil, err
		}
		if open {
			kept = append(kept, p)
		}
	}
	return route.PageOf(kept, got.Next, func(p archive.Pair) ArchivePairView {
		return ArchivePairView{A: hitView(archive.Hit{Card: p.A, Metres: -1, Apart: p.Apart}), B: hitView(archive.Hit{Card: p.B, Metres: -1, Apart: p.Apart}), Metres: p.Metres}
	}), nil
}
