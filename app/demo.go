package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/civic/works"
)

// The practice district 演练: a school, a hotel, a residential compound, a
// mall, a bridge and a station, their units and the systems they run, each at
// another point of its life; one is overdue, one was refused. It is made through
// the rooms' own desks, by their rules, so that everything in it is as it would
// be in earnest, the record included.

// demoDivision is the district the practice world lies in.
const demoDivision = "320213"

// A demoUnit is one organisation of the practice world.
type demoUnit struct {
	key, name, short string
	functions        []party.Function
	level            party.Level
	division, trade  string
}

// demoUnits lists them, those above before those below.
func demoUnits() []demoUnit {
	site := []party.Function{party.SiteOperator}
	return []demoUnit{
		{"bureau", "演练市公安局", "市局", []party.Function{party.Supervisor}, party.CityLevel, party.City, ""},
		{"branch", "演练市公安局梁溪分局", "梁溪分局", []party.Function{party.Supervisor}, party.DistrictLevel, demoDivision, ""},
		{"transport", "演练市交通运输局", "交通局", []party.Function{party.Department}, party.CityLevel, party.City, "transport"},
		{"school", "演练第一小学", "一小", site, party.UnitLevel, demoDivision, "public-service"},
		{"hotel", "演练湖滨酒店有限公司", "湖滨酒店", site, party.UnitLevel, demoDivision, ""},
		{"estate", "演练花园物业服务有限公司", "花园物业", site, party.UnitLevel, demoDivision, "housing-construction"},
		{"mall", "演练购物中心管理有限公司", "购物中心", site, party.UnitLevel, demoDivision, ""},
		{"bridge", "演练市政设施养护管理处", "市政养护处", site, party.UnitLevel, demoDivision, "municipal-gardens"},
		{"station", "演练客运站有限公司", "客运站", site, party.UnitLevel, demoDivision, "transport"},
		{"builder", "演练安防工程有限公司", "安防工程", []party.Function{party.Contractor}, party.UnitLevel, demoDivision, ""},
	}
}

// A demoSite is one place of the practice world with the system it has.
type demoSite struct {
	unit, place string
	facts       registry.Facts
	funding     registry.Funding
	lon, lat    float64
	address     string
	// lead takes the system, planned or entered, to where the story has it.
	lead func(*furnisher, context.Context, registry.VideoSystem) error
	// usedDays and acceptedDays are how many days ago a system that stands was
	// put to use and accepted; zero for never.
	usedDays, acceptedDays int
}

func demoSites() []demoSite {
	facts := func(category, class string) registry.Facts {
		return registry.Facts{W168Category: category, R799Class: class}
	}
	station := facts("W8-05", "A7O")
	station.AntiTerrorTarget, station.KeySecurityUnit = true, true
	return []demoSite{
		{"mall", "演练购物中心", facts("W8-07", "A7O"), registry.PrivateFunding, 120.310, 31.570, "演练路2号", (*furnisher).mallTries, 0, 0},
		{"school", "演练第一小学", facts("W8-01", "A7O"), registry.PublicFunding, 120.303, 31.574, "演练路1号", (*furnisher).schoolFiled, 400, 420},
		{"station", "演练客运站", station, registry.MixedFunding, 120.298, 31.588, "演练路3号", (*furnisher).stationReports, 900, 920},
		{"hotel", "演练湖滨酒店", facts("W8-08", "A9"), registry.PrivateFunding, 120.292, 31.566, "演练路4号", (*furnisher).hotelFails, 0, 0},
		{"estate", "演练花园小区", facts("W8-09", "A9"), registry.PrivateFunding, 120.316, 31.580, "演练路5号", nil, 200, 0},
		{"bridge", "演练大桥", facts("W8-06", "A7G"), registry.PublicFunding, 120.285, 31.579, "演练路6号", (*furnisher).bridgeBuilds, 0, 0},
	}
}

// watched lists the sites whose cameras move in the practice world, in turn.
func watched() []string { return []string{"mall", "school", "station", "school"} }

// district furnishes units, places and systems, and returns what happens to
// them in the story, which is told once the cameras stand. What is there
// already is left alone.
func (f *furnisher) district(ctx context.Context) (tell func(context.Context) error, err error) {
	if err := f.demoUnits(ctx); err != nil {
		return nil, fmt.Errorf("units: %w", err)
	}
	top, fresh, err := f.demoPlace(ctx, registry.Place{Name: "演练区", Division: demoDivision})
	if err != nil {
		return nil, fmt.Errorf("district: %w", err)
	}
	f.sites = map[string]registry.VideoSystem{}
	var stories []demoSite
	for _, s := range demoSites() {
		made, err := f.demoSite(ctx, top, s)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.place, err)
		}
		if s.lead != nil && (made || f.sites[s.unit].State == registry.Planned) { // a start may have been cut short
			stories = append(stories, s)
		}
	}
	return func(ctx context.Context) error {
		for _, s := range stories {
			if err := s.lead(f, ctx, f.sites[s.unit]); err != nil {
				return fmt.Errorf("%s: %w", s.place, err)
			}
		}
		if !fresh {
			return nil
		}
		return f.refusedCamera(ctx)
	}, nil
}

func (f *furnisher) demoUnits(ctx context.Context) error {
	f.units = map[string]shiheng.OrganisationID{}
	known := map[string]shiheng.OrganisationID{}
	page, err := f.house.party.Read().Organisations(ctx, party.OrganisationFilter{Scope: party.Scope{All: true}}, audit.Paging{Limit: 500})
	if err != nil {
		return err
	}
	for _, o := range page.Items {
		known[o.Name] = o.ID
	}
	for _, u := range demoUnits() {
		id, there := known[u.name]
		if !there {
			o, err := f.house.party.SaveOrganisation(ctx, f.actor, party.Organisation{
				Name: u.name, ShortName: u.short, Functions: u.functions, Level: u.level, Division: u.division, Trade: u.trade,
				Parent: f.units[map[string]string{"branch": "bureau"}[u.key]],
			})
			if err != nil {
				return err
			}
			id = o.ID
		}
		f.units[u.key] = id
	}
	return nil
}

// demoPlace finds or makes a place by its name.
func (f *furnisher) demoPlace(ctx context.Context, p registry.Place) (place registry.Place, fresh bool, err error) {
	page, err := f.house.registry.Read().Places(ctx, registry.PlaceFilter{Scope: registry.Scope{All: true}, Text: p.Name}, audit.Paging{Limit: 500})
	if err != nil {
		return p, false, err
	}
	for _, got := range page.Items {
		if got.Name == p.Name && got.Parent == p.Parent {
			return got, false, nil
		}
	}
	place, err = f.house.registry.SavePlace(ctx, f.actor, p)
	return place, true, err
}

// demoSite finds or makes one place and its system, and reports whether it made
// the system.
func (f *furnisher) demoSite(ctx context.Context, top registry.Place, s demoSite) (made bool, err error) {
	unit := f.units[s.unit]
	place, _, err := f.demoPlace(ctx, registry.Place{
		Parent: top.ID, Name: s.place, Category: s.facts.W168Category, R799Class: s.facts.R799Class,
		AntiTerrorTarget: s.facts.AntiTerrorTarget, KeySecurityUnit: s.facts.KeySecurityUnit,
		Position: registry.Position{Longitude: s.lon, Latitude: s.lat}, Owner: unit, Manager: unit, Address: s.address,
	})
	if err != nil {
		return false, err
	}
	there, err := f.house.registry.Read().Systems(ctx, registry.SystemFilter{Scope: registry.Scope{All: true}, Place: place.ID}, audit.Paging{Limit: 1})
	if err != nil {
		return false, err
	}
	if len(there.Items) > 0 {
		f.sites[s.unit] = there.Items[0]
		return false, nil
	}
	v := registry.VideoSystem{
		Place: place.ID, Name: s.place + "视频系统", W168Category: s.facts.W168Category, R799Class: s.facts.R799Class,
		AntiTerrorTarget: s.facts.AntiTerrorTarget, KeySecurityUnit: s.facts.KeySecurityUnit, Funding: s.funding,
		Parties: registry.Parties{Owner: unit, User: unit, Builder: unit, Operator: unit, Maintainer: f.units["builder"], Management: unit},
	}
	for _, u := range demoUnits() {
		if u.key == s.unit {
			v.Trade = u.trade // so that its department sees it (W168/5)
		}
	}
	f.sites[s.unit], err = f.enter(ctx, v, s)
	return true, err
}

// ago is the day so many days before today.
func ago(days int) law.Day { return law.DayOf(time.Now()).Add(-days) }

// enter registers a system: one that stands already as it stands, another one
// as planned.
func (f *furnisher) enter(ctx context.Context, v registry.VideoSystem, s demoSite) (registry.VideoSystem, error) {
	if s.usedDays == 0 {
		return f.house.registry.SaveSystem(ctx, f.actor, v)
	}
	v.PutIntoUse, v.Completed = ago(s.usedDays), ago(s.usedDays+60)
	in := works.Existing{System: v, Builder: "演练安防工程有限公司"}
	if s.acceptedDays > 0 {
		in.AcceptedOn, in.Report = ago(s.acceptedDays), "演验〔"+ago(s.acceptedDays).String()[:4]+"〕07号"
		in.Papers = []works.OwedPaper{{What: "acceptance.paper", Due: ago(-30)}}
	}
	// It was entered before anything that the story tells of it.
	entered := f.house.works.At(func() time.Time { return time.Now().AddDate(0, 0, -20) })
	got, err := entered.Enter(ctx, f.actor, in)
	return got.System, err
}

// schoolFiled: the school filed, and the police received it.
func (f *furnisher) schoolFiled(ctx context.Context, v registry.VideoSystem) error {
	filed, err := f.house.works.File(ctx, f.actor, v.ID, works.FilingEntry{
		Kind: "new", UsedSince: v.PutIntoUse, Declared: true, Builder: "演练第一小学", Maintainer: "演练安防工程有限公司", Funding: "public",
		Unit:  works.FilingUnit{Name: "演练第一小学", Handler: "王老师", Phone: "0510-80000001", Address: "演练路1号"},
		Scale: works.FilingScale{Cameras: 2, StorageDays: 30, Network: "private", Connected: true},
	})
	if err != nil {
		return err
	}
	_, err = f.house.works.ReceiveFiling(ctx, f.actor, filed.ID, "演公视备〔2026〕0001号")
	return err
}

// stationReports: twelve days ago the station reported a removal, which may be
// executed since two days; an earlier day was refused.
func (f *furnisher) stationReports(ctx context.Context, v registry.VideoSystem) error {
	then := f.house.works.At(func() time.Time { return time.Now().AddDate(0, 0, -12) })
	report := works.RemovalEntry{
		Kind: "removal", Whole: true, Reason: "city-building", Why: "站前广场改造，候车楼拆除重建", Basis: "演练区建设计划",
		PlannedOn: ago(7), Cover: "改造期间设置临时布设点位", Executor: "演练安防工程有限公司", Contact: "0510-80000002",
	}
	if _, err := then.Report(ctx, f.actor, v.ID, report); !errors.Is(err, shiheng.ErrForbidden) {
		return fmt.Errorf("a removal before ten days was not refused: %w", err)
	}
	report.PlannedOn = ago(-3)
	_, err := then.Report(ctx, f.actor, v.ID, report)
	return err
}

// mallTries: the mall's system stands and is in its trial, which has an end.
func (f *furnisher) mallTries(ctx context.Context, v registry.VideoSystem) error {
	if err := f.built(ctx, v.ID, 10); err != nil {
		return err
	}
	_, err := f.house.works.Step(ctx, f.actor, v.ID, registry.BeginTrial, "")
	return err
}

// built leads a planned system to its completion so many days ago.
func (f *furnisher) built(ctx context.Context, id shiheng.SystemID, days int) error {
	if err := f.building(ctx, id); err != nil {
		return err
	}
	v, err := f.house.registry.Read().System(ctx, id)
	if err != nil {
		return err
	}
	v.Completed = ago(days)
	if _, err := f.house.registry.SaveSystem(ctx, f.actor, v); err != nil {
		return err
	}
	_, err = f.house.works.Step(ctx, f.actor, id, registry.Complete, "")
	return err
}

// building leads a planned system to where it is being built.
func (f *furnisher) building(ctx context.Context, id shiheng.SystemID) error {
	for _, on := range []registry.Happening{registry.Design, registry.StartBuilding} {
		if _, err := f.house.works.Step(ctx, f.actor, id, on, ""); err != nil {
			return err
		}
	}
	return nil
}

// hotelFails: the hotel's acceptance failed, and it is rectifying.
func (f *furnisher) hotelFails(ctx context.Context, v registry.VideoSystem) error {
	if err := f.built(ctx, v.ID, 20); err != nil {
		return err
	}
	a, err := f.house.works.OpenAcceptance(ctx, f.actor, v.ID, works.AcceptanceEntry{
		Project: "湖滨酒店视频系统工程", Builder: "演练湖滨酒店有限公司", StartedOn: ago(90), FinishedOn: ago(20),
		Panel: []works.PanelMember{{Name: "李工", Unit: "演练安防工程有限公司", Title: "高级工程师", Specialty: "安防", Signed: true}},
		Items: []works.CheckItem{
			{Part: works.Construction, Requirement: "设备安装牢固，线缆标识清楚", Method: "现场检查", Result: "符合", Passed: true},
			{Part: works.Technical, Requirement: "录像保存不少于30日", Method: "查询最早录像", Result: "实测12日", Passed: false},
			{Part: works.Documents, Requirement: "竣工图与现场一致", Method: "核对", Result: "一处点位与图不符", Passed: false},
			{Part: works.Sign, Requirement: "出入口设置明显标志", Method: "现场检查", Result: "符合", Passed: true},
			{Part: works.Privacy, Requirement: "客房走廊画面不含客房内部", Method: "逐路查看", Result: "符合", Passed: true},
		},
		Rectify: []works.Rectification{{What: "增加存储容量，满足30日保存", Due: ago(-20)}, {What: "修订竣工图", Due: ago(-10)}},
		Opinion: "存储天数不足，竣工图与现场不一致，不予通过。",
	})
	if err != nil {
		return err
	}
	if _, err := f.house.works.Conclude(ctx, f.actor, a.ID, a.Version, works.Failed); err != nil {
		return err
	}
	_, err = f.house.works.Step(ctx, f.actor, v.ID, registry.Rectify, "")
	return err
}

// bridgeBuilds: the bridge's system is under construction.
func (f *furnisher) bridgeBuilds(ctx context.Context, v registry.VideoSystem) error {
	return f.building(ctx, v.ID)
}

// refusedCamera: a camera in a guest room was refused, and one that was found
// there is a finding (W168/9).
func (f *furnisher) refusedCamera(ctx context.Context) error {
	hotel := f.sites["hotel"]
	_, err := f.house.registry.SaveCamera(ctx, f.actor, registry.Camera{
		Name: "305室", System: hotel.ID, Place: hotel.Place, RoomUse: "hotel-guest-room",
	})
	if !errors.Is(err, shiheng.ErrForbidden) {
		return fmt.Errorf("a camera in a guest room was not refused: %w", err)
	}
	_, err = f.house.registry.Report(ctx, f.actor, registry.Found{
		Place: hotel.Place, RoomUse: "hotel-guest-room", Note: "检查时发现305室装饰钟内装有摄像头，已通知辖区派出所。",
	})
	return err
}
