package archive

import (
	"context"
	"errors"
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// A planner reads the rows of a sheet against the register and the archive.
type planner struct {
	s  *Service
	up Upload

	systems map[string][]registry.VideoSystem // by name and by identity
	places  map[string][]shiheng.PlaceID      // by name and by identity
	above   map[shiheng.PlaceID]registry.Place
	rooms   map[string]string // code and Chinese name → code

	byCode  map[string][]shiheng.CameraID
	byName  map[string][]registry.Camera
	linked  map[shiheng.CameraID]registry.Linked
	records map[shiheng.CameraID]Record
	seen    map[shiheng.CameraID]int // line that named a camera first
	codes   map[string]int           // line that named a code first
}

func (s *Service) newPlanner(ctx context.Context, up Upload) (*planner, error) {
	p := &planner{
		s: s, up: up, systems: map[string][]registry.VideoSystem{}, places: map[string][]shiheng.PlaceID{},
		above: map[shiheng.PlaceID]registry.Place{}, rooms: map[string]string{},
		linked: map[shiheng.CameraID]registry.Linked{}, records: map[shiheng.CameraID]Record{}, seen: map[shiheng.CameraID]int{}, codes: map[string]int{},
	}
	err := walk(ctx, s.everySystem, func(v registry.VideoSystem) {
		for _, key := range []string{v.Name, v.ID.String()} {
			p.systems[key] = append(p.systems[key], v)
		}
	})
	if err != nil {
		return nil, err
	}
	err = walk(ctx, s.everyPlace, func(v registry.Place) {
		for _, key := range []string{v.Name, v.ID.String()} {
			p.places[key] = append(p.places[key], v.ID)
		}
		p.above[v.ID] = v
	})
	for _, r := range s.cfg.Register.RoomUses() {
		p.rooms[r.Use], p.rooms[r.Zh] = r.Use, r.Use
	}
	return p, err
}

func (s *Service) everySystem(ctx context.Context, p audit.Paging) (audit.Page[registry.VideoSystem], error) {
	return s.cfg.Register.Read().Systems(ctx, registry.SystemFilter{Scope: registry.Scope{All: true}}, p)
}

func (s *Service) everyPlace(ctx context.Context, p audit.Paging) (audit.Page[registry.Place], error) {
	return s.cfg.Register.Read().Places(ctx, registry.PlaceFilter{Scope: registry.Scope{All: true}}, p)
}

// walk reads a whole paged list.
func walk[T any](ctx context.Context, read func(context.Context, audit.Paging) (audit.Page[T], error), each func(T)) error {
	for next := ""; ; {
		page, err := read(ctx, audit.Paging{Cursor: next, Limit: 500})
		if err != nil {
			return err
		}
		for _, v := range page.Items {
			each(v)
		}
		if next = page.Next; next == "" {
			return nil
		}
	}
}

// plan says of each row what would become of it.
func (p *planner) plan(ctx context.Context, rows []Row) error {
	for i := range rows {
		p.read(&rows[i])
	}
	if err := p.find(ctx, rows); err != nil {
		return err
	}
	for i := range rows {
		p.decide(&rows[i])
	}
	return nil
}

// read reads the cells of a row.
func (p *planner) read(r *Row) {
	for code, text := range r.Cells {
		f, ok := p.s.cfg.Tables.Field(code)
		if !ok {
			continue // our own columns
		}
		v, bad := p.s.cfg.Tables.Read(f, text)
		if bad == nil && v != "" {
			v, bad = p.resolve(f, v)
		}
		switch {
		case bad != nil:
			r.refuse(*bad, "")
		case v != "":
			r.Values[code] = v
		}
	}
	slices.SortFunc(r.Faults, func(a, b Fault) int { return strings.Compare(string(a.Field), string(b.Field)) })
	if err := p.s.toWGS(r.Values, p.up.Datum); err != nil {
		r.refuse(Fault{Field: Longitude, Code: "datum-pair"}, "")
	}
}

// resolve finds the coded room use; other values stay.
func (p *planner) resolve(f Field, v string) (string, *Fault) {
	if f.Form != "roomuse" {
		return v, nil
	}
	if use, ok := p.rooms[v]; ok {
		return use, nil
	}
	return "", fault(f, "dictionary", "value", clip(v))
}

// find looks up the cameras that rows speak of, many at a time.
func (p *planner) find(ctx context.Context, rows []Row) error {
	var codes, names []string
	for _, r := range rows {
		if c := r.Values[DeviceCode]; c != "" {
			codes = append(codes, c)
		}
		if n := r.Values[Name]; n != "" {
			names = append(names, n)
		}
	}
	var err error
	if p.byCode, err = p.s.cfg.Store.ByCode(ctx, codes); err != nil {
		return err
	}
	if p.byName, err = p.s.cfg.Store.ByName(ctx, names); err != nil {
		return err
	}
	var ids []shiheng.CameraID
	for i := range rows {
		if id := p.camera(&rows[i]); !id.IsZero() {
			rows[i].Camera = id
			ids = append(ids, id)
		}
	}
	for some := range slices.Chunk(ids, 500) {
		got, err := p.s.cfg.Register.Read().Linked(ctx, some...)
		if err != nil {
			return err
		}
		for _, l := range got {
			p.linked[l.ID] = l
		}
		cards, err := p.s.cfg.Store.CardsOf(ctx, some...)
		if err != nil {
			return err
		}
		for _, c := range cards {
			if c.Record != nil {
				p.records[c.Camera.ID] = *c.Record
			}
		}
	}
	return nil
}

// camera is the camera a row speaks of: by our identity, by its code, or by
// its name within the system; zero for a new one.
func (p *planner) camera(r *Row) shiheng.CameraID {
	if text := r.Cells[CameraColumn]; text != "" {
		id, err := shiheng.ParseID[shiheng.CameraID](strings.TrimSpace(text))
		if err != nil {
			r.refuse(Fault{Field: CameraColumn, Code: "camera-none"}, "")
		}
		return id
	}
	if ids := p.byCode[r.Values[DeviceCode]]; r.Values[DeviceCode] != "" && len(ids) > 0 {
		if len(ids) > 1 {
			r.refuse(Fault{Field: DeviceCode, Code: "ambiguous"}, "")
		}
		return ids[0]
	}
	systems := p.systems[r.Values[System]]
	for _, c := range p.byName[r.Values[Name]] {
		if len(systems) == 1 && c.System == systems[0].ID && (c.Code == "" || r.Values[DeviceCode] == "") {
			return c.ID
		}
	}
	return shiheng.CameraID{}
}

// decide says what would become of a row whose cells were read.
func (p *planner) decide(r *Row) {
	if r.Camera.IsZero() {
		p.decideNew(r)
	} else {
		p.decideKnown(r)
	}
	if r.Status == RowRefused {
		return
	}
	p.gates(r)
}

func (p *planner) decideNew(r *Row) {
	r.Status = statusOf(r, RowNew)
	for _, need := range []Code{Name, RoomUse, System} {
		if r.Values[need] == "" && !faulty(r, need) {
			r.refuse(Fault{Field: need, Code: "missing"}, "")
		}
	}
	if code := r.Values[DeviceCode]; code != "" {
		if line, twice := p.codes[code]; twice {
			r.refuse(Fault{Field: DeviceCode, Code: "twice", Params: map[string]string{"line": itoa(line)}}, "")
		}
		p.codes[code] = r.Line
	}
	systems := p.systems[r.Values[System]]
	switch {
	case r.Values[System] == "":
		return
	case len(systems) == 0:
		r.refuse(Fault{Field: System, Code: "system-none"}, "")
		return
	case len(systems) > 1:
		r.refuse(Fault{Field: System, Code: "ambiguous"}, "")
		return
	}
	v := systems[0]
	r.System, r.Place = v.ID, v.Place
	if text := strings.TrimSpace(r.Cells[PlaceColumn]); text != "" {
		places := p.places[text]
		if len(places) != 1 {
			r.refuse(Fault{Field: PlaceColumn, Code: "place-none"}, "")
			return
		}
		r.Place = places[0]
	}
	l := registry.Linked{Camera: registry.Camera{System: v.ID, Place: r.Place}, System: v}
	l.Around = p.above[r.Place].Effective()
	for at := r.Place; !at.IsZero(); at = p.above[at].Parent {
		if l.Path = append(l.Path, at); l.Division == "" {
			l.Division = p.above[at].Division
		}
	}
	if err := p.up.May(l); err != nil {
		r.refuse(Fault{Field: System, Code: "scope"}, articleOf(err))
		return
	}
	if err := v.State.Grows(); err != nil {
		r.refuse(Fault{Field: System, Code: "system-closed"}, articleOf(err))
	}
	r.Changes = Diff(Values{}, r.Values)
	p.pictures(r)
}

// pictures refuses a row that would change which pictures a record has: they
// come in on its page.
func (p *planner) pictures(r *Row) {
	for _, code := range PictureFields() {
		if pair, changed := r.Changes[code]; changed && pair[1] != "" {
			r.refuse(Fault{Field: code, Code: "file-page"}, "")
		}
	}
}

func (p *planner) decideKnown(r *Row) {
	l, there := p.linked[r.Camera]
	switch {
	case !there:
		r.refuse(Fault{Field: CameraColumn, Code: "camera-none"}, "")
		return
	case p.up.May(l) != nil:
		// What one may not know of is not there; see the scope of every list.
		r.Camera = shiheng.CameraID{}
		r.refuse(Fault{Field: CameraColumn, Code: "camera-none"}, "")
		return
	}
	if line, twice := p.seen[r.Camera]; twice {
		r.refuse(Fault{Field: Name, Code: "twice", Params: map[string]string{"line": itoa(line)}}, "")
		return
	}
	p.seen[r.Camera] = r.Line
	if r.Name == "" {
		r.Name = l.Name
	}
	rec := p.records[r.Camera]
	r.System, r.Place, r.Version, r.CameraVersion = l.System.ID, l.Place, rec.Version, l.Camera.Version
	if text := r.Values[System]; text != "" && text != l.System.Name && text != l.System.ID.String() {
		r.refuse(Fault{Field: System, Code: "system-other"}, "")
	}
	now := Overlay(rec.Values, l)
	r.Changes = map[Code][2]string{}
	for code, text := range r.Values {
		f, _ := p.s.cfg.Tables.Field(code)
		writable := !f.OfRegister() || code == Name || code == DeviceCode || code == RoomUse
		if writable && now[code] != text {
			r.Changes[code] = [2]string{now[code], text}
		}
	}
	p.pictures(r)
	r.Status = statusOf(r, RowChanged)
	if r.Status == RowChanged && len(r.Changes) == 0 {
		r.Status = RowUnchanged
	}
}

// statusOf keeps a refusal.
func statusOf(r *Row, s RowStatus) RowStatus {
	if r.Status == RowRefused {
		return RowRefused
	}
	return s
}

func faulty(r *Row, code Code) bool {
	return slices.ContainsFunc(r.Faults, func(f Fault) bool { return f.Field == code })
}

// gates asks the rules of a save of a row that would be written.
func (p *planner) gates(r *Row) {
	l := p.linked[r.Camera]
	c := l.Camera
	c, _ = applied(c, r.Values)
	today := law.DayOf(p.s.now())
	if err := p.s.cfg.Law.CheckRoom(c.RoomUse, today); err != nil {
		r.refuse(Fault{Field: RoomUse, Code: "forbidden"}, articleOf(err))
	}
	before := p.records[r.Camera].Values
	review := r.Values[PrivacyReview]
	if review == "" {
		review = before[PrivacyReview]
	}
	if word, _, suspicious := Sounds(c.Name); suspicious && review == "" {
		r.refuse(Fault{Field: Name, Code: "review", Params: map[string]string{"word": word}}, "W168/9")
	}
	if r.Values[Secrecy] == "true" {
		r.refuse(Fault{Field: Secrecy, Code: "secrecy"}, "W168/29/2")
	}
	at, given := r.Values.Point()
	if !given || r.Status == RowRefused {
		return
	}
	if !p.s.cfg.Tables.Outlines.InCity(at) {
		r.refuse(Fault{Field: Longitude, Code: "outside-city"}, "")
	}
	if old, had := before.Point(); had {
		if datum, shifted := Shifted(at, old); shifted {
			r.refuse(Fault{Field: Longitude, Code: "shifted", Params: map[string]string{"datum": string(datum)}}, "")
		}
	}
}

func articleOf(err error) string {
	if e, ok := errors.AsType[*shiheng.Error](err); ok {
		return e.Article
	}
	return ""
}

func itoa(n int) string { return trim(float64(n)) }
