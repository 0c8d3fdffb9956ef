package api

import (
	"context"
	"maps"
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

func factsView(f registry.Facts) FactsView {
	return FactsView{Category: f.W168Category, PublicClass: f.R799Class, KeyTarget: f.AntiTerrorTarget, KeySecurity: f.KeySecurityUnit}
}

// placeView shows a place as far as the caller may see it: where it is goes to
// whoever may read positions of all he knows of (W168/29, gate L8), and who is
// cleared for what stands there.
func placeView(who route.Caller, p registry.Place, g registry.Grade, can route.Can) PlaceView {
	if who.Rights.Veils(g) {
		can = maps.Clone(can)
		withhold(can, "change")
	}
	v := PlaceView{
		ID: p.ID, ETag: route.ETag(p.Version), Parent: p.Parent, Name: p.Name, Address: p.Address,
		FactsView: factsView(p.Own()), Effective: factsView(p.Effective()), KeyPart: p.KeyPart, Division: p.Division,
		Owner: p.Owner, Manager: p.Manager, Can: can,
	}
	if veilsAddress(who, g) {
		v.Address = ""
		return v
	}
	if p.Position.Known() {
		v.Position = &PositionView{Longitude: p.Position.Longitude, Latitude: p.Position.Latitude}
	}
	return v
}

// veilsAddress reports whether the caller may not know where a place is.
func veilsAddress(who route.Caller, g registry.Grade) bool {
	return who.Rights.Veils(g) || who.Rights.Asks("place.address") != (access.Reason{})
}

// gradedPlaces reads how secret what stands at places is.
func (d *Door) gradedPlaces(ctx context.Context, places ...registry.Place) (map[shiheng.PlaceID]registry.Grade, error) {
	ids := make([]shiheng.PlaceID, len(places))
	for i, p := range places {
		ids[i] = p.ID
	}
	return d.cfg.Registry.Read().GradedPlaces(ctx, ids...)
}

// places lists the places one may know of: all, or those in one's scope and
// what lies above them.
func (d *Door) places(ctx context.Context, who route.Caller, in *placeList) (*route.Out[route.Page[PlaceView]], error) {
	got, err := d.cfg.Registry.Read().Places(ctx, registry.PlaceFilter{Scope: who.Rights.Scope(), Text: in.Q}, in.Paging())
	if err != nil {
		return nil, err
	}
	graded, err := d.gradedPlaces(ctx, got.Items...)
	if err != nil {
		return nil, err
	}
	if in.Q != "" {
		// What was found by its address would tell it.
		got.Items = slices.DeleteFunc(got.Items, func(p registry.Place) bool {
			return veilsAddress(who, graded[p.ID]) && !strings.Contains(strings.ToLower(p.Name), strings.ToLower(in.Q))
		})
	}
	can := who.Can(access.ManageRegister, "change")
	return route.PageOf(got.Items, got.Next, func(p registry.Place) PlaceView { return placeView(who, p, graded[p.ID], can) }), nil
}

func (d *Door) place(ctx context.Context, who route.Caller, in *placePath) (*route.Out[PlaceView], error) {
	p, err := registry.PlaceIn(ctx, d.cfg.Registry.Read(), who.Rights.Scope(), in.ID)
	if err != nil {
		return nil, err
	}
	return d.placeOut(ctx, who, p)
}

func (d *Door) placeOut(ctx context.Context, who route.Caller, p registry.Place) (*route.Out[PlaceView], error) {
	graded, err := d.gradedPlaces(ctx, p)
	if err != nil {
		return nil, err
	}
	v := placeView(who, p, graded[p.ID], who.Can(access.ManageRegister, "change"))
	return &route.Out[PlaceView]{ETag: v.ETag, Body: v}, nil
}

func (d *Door) makePlace(ctx context.Context, who route.Caller, in *route.In[placeBody]) (*route.Out[PlaceView], error) {
	return d.savePlace(ctx, who, in.Body, shiheng.PlaceID{}, 0)
}

func (d *Door) changePlace(ctx context.Context, who route.Caller, in *placePatch) (*route.Out[PlaceView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return d.savePlace(ctx, who, in.Body, in.ID, version)
}

// position reads a point. One measured for a map of the internet is refused:
// those are moved on purpose, and moving them back is guessing.
func (v *PositionView) position() (registry.Position, error) {
	switch {
	case v == nil:
		return registry.Position{}, nil
	case v.Datum == "gcj02" || v.Datum == "bd09":
		return registry.Position{}, shiheng.Invalid("position.datum", "datum", v.Datum)
	}
	return registry.Position{Longitude: v.Longitude, Latitude: v.Latitude}, nil
}

func (d *Door) savePlace(ctx context.Context, who route.Caller, b placeBody, id shiheng.PlaceID, version int64) (*route.Out[PlaceView], error) {
	at, err := b.Position.position()
	if err != nil {
		return nil, err
	}
	graded, err := d.gradedPlaces(ctx, registry.Place{ID: id})
	if err != nil {
		return nil, err
	}
	if err := d.cfg.Access.AuthorizeGrade(ctx, who.Principal, audit.On("place", id), graded[id]); err != nil {
		return nil, err // what he is not shown he would write over
	}
	saved, err := d.cfg.Registry.SavePlace(ctx, who.Actor(), registry.Place{
		ID: id, Parent: b.Parent, Name: b.Name, Address: b.Address, Category: b.Category, R799Class: b.PublicClass,
		AntiTerrorTarget: b.KeyTarget, KeySecurityUnit: b.KeySecurity, KeyPart: b.KeyPart, Division: b.Division,
		Position: at, Owner: b.Owner, Manager: b.Manager, Reason: b.Reason, Version: version,
	})
	if err != nil {
		return nil, err
	}
	d.cfg.SystemsChanged() // what a place is in law holds for what stands in it
	return d.placeOut(ctx, who, saved)
}

func (d *Door) systemView(s registry.VideoSystem, can route.Can) SystemView {
	floor := d.cfg.Law.Floor(s.Facts(), law.DayOf(d.cfg.Now()))
	v := SystemView{
		ID: s.ID, ETag: route.ETag(s.Version), Name: s.Name, Code: s.Code, Place: s.Place, State: string(s.State),
		StateSince: s.StateSince, TrialUntil: s.TrialUntil, FactsView: factsView(s.Own()), Effective: factsView(s.Effective()),
		NoDutyReason: s.NoDutyReason, PartiesView: PartiesView(s.Parties), Funding: string(s.Funding), Trade: s.Trade,
		Department: s.Department, Completed: s.Completed.String(), PutIntoUse: s.PutIntoUse.String(),
		Functions:  sixView(s.Functions),
		Protection: ProtectionView{Grade: s.Protection.Grade, Number: s.Protection.Number, Assessed: s.Protection.Assessed.String()},
		Reserved: ReservedView{
			Protocol: s.Reserved.Protocol, CodeFrom: s.Reserved.CodeFrom, CodeTo: s.Reserved.CodeTo, Network: s.Reserved.Network,
			Tested: s.Reserved.Tested.String(), Result: s.Reserved.Result,
		},
		FloorDays: floor.Days, FloorArticles: floor.Articles, Can: can,
	}
	if len(floor.Articles) > 0 {
		v.FloorArticle = floor.Articles[0]
	}
	return v
}

func sixView(f registry.SixFunctions) SixFunctionsView {
	return SixFunctionsView{
		Capture: EquipmentView(f.Capture), Transmission: EquipmentView(f.Transmission), Control: EquipmentView(f.Control),
		Display: EquipmentView(f.Display), Processing: EquipmentView(f.Processing), Storage: EquipmentView(f.Storage),
	}
}

func (v SixFunctionsView) functions() registry.SixFunctions {
	return registry.SixFunctions{
		Capture: registry.Equipment(v.Capture), Transmission: registry.Equipment(v.Transmission), Control: registry.Equipment(v.Control),
		Display: registry.Equipment(v.Display), Processing: registry.Equipment(v.Processing), Storage: registry.Equipment(v.Storage),
	}
}

// canSystem says what may be done to a system. Codes of its devices and its
// network are basic information, see unlessBasic.
func canSystem(who route.Caller) route.Can { return who.Can(access.ManageRegister, "change") }

// unlessBasic takes out of a view what is basic information, for whoever may
// not see that (W168/29, gate L8), or whom secrecy rules keep it from: what is
// installed, codes, the network.
func unlessBasic(who route.Caller, v SystemView, g registry.Grade) SystemView {
	veiled := who.Rights.Veils(g)
	if veiled {
		v.Can = maps.Clone(v.Can)
		withhold(v.Can, "change")
	}
	if veiled || who.Rights.Asks("device_code") != (access.Reason{}) {
		v.Reserved.CodeFrom, v.Reserved.CodeTo = "", ""
	}
	if veiled || who.Rights.Asks("network_type") != (access.Reason{}) {
		v.Reserved.Network = ""
	}
	if veiled || who.Rights.Asks("model") != (access.Reason{}) {
		f := &v.Functions
		for _, e := range []*EquipmentView{&f.Capture, &f.Transmission, &f.Control, &f.Display, &f.Processing, &f.Storage} {
			e.What = ""
		}
	}
	return v
}

// systems lists the systems one may know of.
func (d *Door) systems(ctx context.Context, who route.Caller, in *systemList) (*route.Out[route.Page[SystemView]], error) {
	f := registry.SystemFilter{Scope: who.Rights.Scope(), State: registry.State(in.State), Trade: in.Trade, Text: in.Q}
	var err error
	if in.Place != "" {
		if f.Place, err = shiheng.ParseID[shiheng.PlaceID](in.Place); err != nil {
			return nil, err
		}
	}
	if in.Unit != "" {
		if f.Organisation, err = shiheng.ParseID[shiheng.OrganisationID](in.Unit); err != nil {
			return nil, err
		}
	}
	got, err := d.cfg.Registry.Read().Systems(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	graded, err := d.graded(ctx, got.Items...)
	if err != nil {
		return nil, err
	}
	can := canSystem(who)
	page := route.PageOf(got.Items, got.Next, func(s registry.VideoSystem) SystemView {
		return unlessBasic(who, d.systemView(s, can), graded[s.ID])
	})
	return page, d.nameParties(ctx, page.Body.Items)
}

// graded reads how secret systems are.
func (d *Door) graded(ctx context.Context, systems ...registry.VideoSystem) (map[shiheng.SystemID]registry.Grade, error) {
	ids := make([]shiheng.SystemID, len(systems))
	for i, s := range systems {
		ids[i] = s.ID
	}
	return d.cfg.Registry.Read().Graded(ctx, ids...)
}

// nameParties tells the names of the parties of systems: who knows a system
// knows who answers for it, whether or not he may open the unit's own page.
func (d *Door) nameParties(ctx context.Context, systems []SystemView) error {
	var ids []shiheng.OrganisationID
	for _, v := range systems {
		ids = append(ids, append(registry.Parties(v.PartiesView).All(), v.Department)...)
	}
	ids = slices.DeleteFunc(ids, shiheng.OrganisationID.IsZero)
	if len(ids) == 0 {
		return nil
	}
	named, err := d.cfg.Party.Read().Names(ctx, ids...)
	if err != nil {
		return err
	}
	for i, v := range systems {
		systems[i].Names = map[string]string{}
		for _, id := range append(registry.Parties(v.PartiesView).All(), v.Department) {
			if name := named[id]; name != "" {
				systems[i].Names[id.String()] = name
			}
		}
	}
	return nil
}

// systemOut answers with one system and the names of its parties.
func (d *Door) systemOut(ctx context.Context, who route.Caller, s registry.VideoSystem) (*route.Out[SystemView], error) {
	graded, err := d.graded(ctx, s)
	if err != nil {
		return nil, err
	}
	one := []SystemView{unlessBasic(who, d.systemView(s, canSystem(who)), graded[s.ID])}
	err = d.nameParties(ctx, one)
	return &route.Out[SystemView]{ETag: one[0].ETag, Body: one[0]}, err
}

func (d *Door) system(ctx context.Context, who route.Caller, in *systemPath) (*route.Out[SystemView], error) {
	s, err := registry.SystemIn(ctx, d.cfg.Registry.Read(), who.Rights.Scope(), in.ID)
	if err != nil {
		return nil, err
	}
	return d.systemOut(ctx, who, s)
}

func (b systemBody) system(id shiheng.SystemID, version int64) (registry.VideoSystem, error) {
	s := registry.VideoSystem{
		ID: id, Place: b.Place, Name: b.Name, Code: b.Code, W168Category: b.Category, R799Class: b.PublicClass,
		AntiTerrorTarget: b.KeyTarget, KeySecurityUnit: b.KeySecurity, NoDutyReason: b.NoDutyReason, Reason: b.Reason,
		Parties: registry.Parties(b.PartiesView), Funding: registry.Funding(b.Funding), Trade: b.Trade, Department: b.Department,
		Functions:  b.Functions.functions(),
		Protection: registry.Protection{Grade: b.Protection.Grade, Number: b.Protection.Number},
		Reserved: registry.Reservation{
			Protocol: b.Reserved.Protocol, CodeFrom: b.Reserved.CodeFrom, CodeTo: b.Reserved.CodeTo, Network: b.Reserved.Network,
			Result: b.Reserved.Result,
		},
		Version: version,
	}
	for _, d := range []struct {
		text string
		to   *law.Day
	}{
		{b.Completed, &s.Completed}, {b.PutIntoUse, &s.PutIntoUse},
		{b.Protection.Assessed, &s.Protection.Assessed}, {b.Reserved.Tested, &s.Reserved.Tested},
	} {
		if err := d.to.UnmarshalText([]byte(d.text)); err != nil {
			return s, shiheng.Invalid("request.day", "day", d.text)
		}
	}
	return s, nil
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
	graded, err := d.graded(ctx, s)
	if err != nil {
		return nil, err
	}
	if err := d.cfg.Access.AuthorizeGrade(ctx, who.Principal, audit.On("system", id), graded[id]); err != nil {
		return nil, err
	}
	saved, err := d.cfg.Registry.SaveSystem(ctx, who.Actor(), s)
	if err != nil {
		return nil, err
	}
	d.cfg.SystemsChanged()
	return d.systemOut(ctx, who, saved)
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
