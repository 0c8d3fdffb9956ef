package api

import (
	"context"
	"slices"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

func placeView(p registry.Place, can route.Can) PlaceView {
	return PlaceView{
		ID: p.ID, ETag: route.ETag(p.Version), Parent: p.Parent, Name: p.Name, Category: p.Category,
		Address: p.Address, Can: can,
	}
}

// places lists the places one may know of: all, or those one's cameras stand
// in and what lies above them. A page may then hold fewer than asked for.
func (d *Door) places(ctx context.Context, who route.Caller, in *route.Paged) (*route.Out[route.Page[PlaceView]], error) {
	got, err := d.cfg.Registry.Read().Places(ctx, in.Paging())
	if err != nil {
		return nil, err
	}
	if !who.Rights.Scope().All {
		tree, err := d.tree(ctx, who, nil)
		if err != nil {
			return nil, err
		}
		got.Items = slices.DeleteFunc(got.Items, func(p registry.Place) bool {
			return !slices.ContainsFunc(tree.Body.Places, func(v PlaceView) bool { return v.ID == p.ID })
		})
	}
	can := who.Can(access.ManageRegister, "change")
	return route.PageOf(got.Items, got.Next, func(p registry.Place) PlaceView { return placeView(p, can) }), nil
}

func (d *Door) makePlace(ctx context.Context, who route.Caller, in *route.In[placeBody]) (*route.Out[PlaceView], error) {
	return d.savePlace(ctx, who, in.Body.place(shiheng.PlaceID{}, 0))
}

func (d *Door) changePlace(ctx context.Context, who route.Caller, in *placePatch) (*route.Out[PlaceView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return d.savePlace(ctx, who, in.Body.place(in.ID, version))
}

func (b placeBody) place(id shiheng.PlaceID, version int64) registry.Place {
	return registry.Place{ID: id, Parent: b.Parent, Name: b.Name, Category: b.Category, Address: b.Address, Version: version}
}

func (d *Door) savePlace(ctx context.Context, who route.Caller, p registry.Place) (*route.Out[PlaceView], error) {
	saved, err := d.cfg.Registry.SavePlace(ctx, who.Actor(), p)
	if err != nil {
		return nil, err
	}
	v := placeView(saved, who.Can(access.ManageRegister, "change"))
	return &route.Out[PlaceView]{ETag: v.ETag, Body: v}, nil
}

func (d *Door) systemView(s registry.VideoSystem, can route.Can) SystemView {
	floor := d.cfg.Law.Floor(s.Facts(), law.DayOf(d.cfg.Now()))
	v := SystemView{
		ID: s.ID, ETag: route.ETag(s.Version), Name: s.Name, Place: s.Place, State: string(s.State), StateSince: s.StateSince,
		TrialUntil: s.TrialUntil, Category: s.W168Category, PublicClass: s.R799Class, KeyTarget: s.AntiTerrorTarget,
		KeySecurity: s.KeySecurityUnit, NoDutyReason: s.NoDutyReason, FloorDays: floor.Days, Can: can, Moves: []string{},
	}
	if len(floor.Articles) > 0 {
		v.FloorArticle = floor.Articles[0]
	}
	if !s.Completed.IsZero() {
		v.Completed = s.Completed.String()
	}
	for _, t := range registry.Transitions() {
		if t.From == s.State && t.On != registry.TrialOver && t.On != registry.PassAcceptance {
			v.Moves = append(v.Moves, string(t.On))
		}
	}
	return v
}

// systems lists the systems one may know of; see places.
func (d *Door) systems(ctx context.Context, who route.Caller, in *route.Paged) (*route.Out[route.Page[SystemView]], error) {
	got, err := d.cfg.Registry.Read().Systems(ctx, in.Paging())
	if err != nil {
		return nil, err
	}
	if !who.Rights.Scope().All {
		tree, err := d.tree(ctx, who, nil)
		if err != nil {
			return nil, err
		}
		got.Items = slices.DeleteFunc(got.Items, func(s registry.VideoSystem) bool {
			return !slices.ContainsFunc(tree.Body.Systems, func(v SystemView) bool { return v.ID == s.ID })
		})
	}
	can := who.Can(access.ManageRegister, "change", "move")
	return route.PageOf(got.Items, got.Next, func(s registry.VideoSystem) SystemView { return d.systemView(s, can) }), nil
}

func (b systemBody) system(id shiheng.SystemID, version int64) (registry.VideoSystem, error) {
	s := registry.VideoSystem{
		ID: id, Place: b.Place, Name: b.Name, W168Category: b.Category, R799Class: b.PublicClass,
		AntiTerrorTarget: b.KeyTarget, KeySecurityUnit: b.KeySecurity, NoDutyReason: b.NoDutyReason, Version: version,
	}
	if b.Completed == "" {
		return s, nil
	}
	day, err := law.ParseDay(b.Completed)
	s.Completed = day
	return s, err
}

func (d *Door) makeSystem(ctx context.Context, who route.Caller, in *route.In[systemBody]) (*route.Out[SystemView], error) {
	return d.saveSystem(ctx, who, in.Body, shiheng.SystemID{}, 0)
}

func (d *Door) changeSystem(ctx context.Context, who route.Caller, in *systemPatch) (*route.Out[SystemView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return d.saveSystem(ctx, who, in.Body, in.ID, version)
}

func (d *Door) saveSystem(ctx context.Context, who route.Caller, b systemBody, id shiheng.SystemID, version int64) (*route.Out[SystemView], error) {
	s, err := b.system(id, version)
	if err != nil {
		return nil, err
	}
	saved, err := d.cfg.Registry.SaveSystem(ctx, who.Actor(), s)
	if err != nil {
		return nil, err
	}
	d.systemsChanged()
	v := d.systemView(saved, who.Can(access.ManageRegister, "change", "move"))
	return &route.Out[SystemView]{ETag: v.ETag, Body: v}, nil
}

// systemsChanged has what hangs on a system looked at anew and at once: how
// long its footage is kept, and which pictures of it may be open.
func (d *Door) systemsChanged() {
	d.cfg.CamerasChanged()
	d.cfg.Access.CamerasChanged()
}

func (d *Door) moveSystem(ctx context.Context, who route.Caller, in *systemEvent) (*route.Out[SystemView], error) {
	read, err := d.cfg.Registry.Read().System(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if err := in.Current(read.Version, "system.changed"); err != nil {
		return nil, err
	}
	moved, err := d.cfg.Registry.Move(ctx, who.Actor(), in.ID, registry.Happening(in.Body.Event), in.Body.Note)
	if err != nil {
		return nil, err
	}
	d.systemsChanged()
	v := d.systemView(moved, who.Can(access.ManageRegister, "change", "move"))
	return &route.Out[SystemView]{ETag: v.ETag, Body: v}, nil
}

func (d *Door) roomUses(_ context.Context, _ route.Caller, _ *route.None) (*route.Out[route.Page[RoomUseView]], error) {
	return route.PageOf(d.cfg.Registry.RoomUses(), "", func(r registry.RoomUse) RoomUseView {
		v := RoomUseView{Code: r.Use, Zh: r.Zh, En: r.En}
		if r.Forbidden != nil {
			v.Forbidden, v.Article = true, r.Forbidden.Article
			v.TextZh, v.TextEn = r.Forbidden.Zh, r.Forbidden.En
		}
		return v
	}), nil
}

func findingView(f registry.Finding) FindingView {
	return FindingView{
		ID: f.ID.String(), Fault: string(f.Fault), Article: f.Article, Place: f.Place, System: f.System, Camera: f.Camera,
		RoomUse: f.RoomUse, Note: f.Note, ByHouse: f.By.IsZero(), At: f.At, Closed: f.Closed, Outcome: f.Outcome,
	}
}

func (d *Door) findings(ctx context.Context, _ route.Caller, in *findingList) (*route.Out[route.Page[FindingView]], error) {
	got, err := d.cfg.Registry.Read().Findings(ctx, in.Open, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, findingView), nil
}
