package rows_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
)

// TestRegisters holds both engines to what the registers were promised.
func TestRegisters(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		for _, tt := range []struct {
			name string
			test func(*testing.T, *world)
		}{
			{"organisations and people", registerParties},
			{"who sees which systems", registerScopes},
			{"facts of place and system", registerFacts},
			{"names that sound forbidden", registerNames},
			{"findings of the house and of others", registerFindings},
			{"reminders", registerPushes},
		} {
			t.Run(tt.name, func(t *testing.T) {
				t.Parallel() // they wait for the disk
				tt.test(t, newWorld(t, fresh(), false))
			})
		}
	})
}

func (w *world) organisation(o party.Organisation) party.Organisation {
	w.t.Helper()
	o, err := w.party.SaveOrganisation(w.t.Context(), house, o)
	w.ok(err)
	return o
}

func registerParties(t *testing.T, w *world) {
	ctx := t.Context()
	store := w.party.Read()
	top := w.organisation(party.Organisation{
		Name: "市交通运输局", ShortName: "市交通局", Code: "91350100M000100Y43", Functions: []party.Function{party.Department, party.SiteOperator},
		Level: party.CityLevel, Division: party.City, Trade: "transport", Legal: "甲", Head: party.Contact{Name: "乙", Phone: "0510-81234567"},
		Contacts: []party.Contact{{Name: "丙", Post: "科员"}}, Address: "滨湖区",
	})
	low := w.organisation(party.Organisation{Name: "客运站", Parent: top.ID, Functions: []party.Function{party.SiteOperator}, Level: party.UnitLevel, Division: "320202"})
	if low.Division != "320213" {
		t.Errorf("the old code of Chong'an is kept as %s", low.Division)
	}
	got, err := store.OrganisationByCode(ctx, "91350100M000100Y43")
	if err != nil || cmp.Diff(got, top) != "" {
		t.Errorf("read back: %v\n%s", err, cmp.Diff(got, top))
	}
	_, err = w.party.SaveOrganisation(ctx, house, party.Organisation{Name: "另一个", Code: top.Code, Functions: low.Functions, Level: low.Level, Division: "320211"})
	wantCode(t, err, shiheng.ErrConflict, "organisation.code-taken")
	top.Parent = low.ID
	_, err = w.party.SaveOrganisation(ctx, house, top)
	wantCode(t, err, shiheng.ErrInvalid, "organisation.ring")
	if below, err := store.Below(ctx, top.ID); err != nil || len(below) != 2 {
		t.Errorf("below: %v, %v", below, err)
	}
	for _, tt := range []struct {
		f    party.OrganisationFilter
		want int
	}{
		{party.OrganisationFilter{}, 0},
		{party.OrganisationFilter{Scope: party.Scope{All: true}}, 2},
		{party.OrganisationFilter{Scope: party.Scope{All: true}, Function: party.Department}, 1},
		{party.OrganisationFilter{Scope: party.Scope{All: true}, Text: "交通"}, 1},
		{party.OrganisationFilter{Scope: party.Scope{All: true}, Text: "m0001"}, 1},
		{party.OrganisationFilter{Scope: party.Scope{Divisions: []string{"320213"}}}, 1},
		{party.OrganisationFilter{Scope: party.Scope{Trades: []party.TradeScope{{Trade: "transport"}}}}, 1},
		{party.OrganisationFilter{Scope: party.Scope{Trades: []party.TradeScope{{Trade: "transport", Division: "320211"}}}}, 0},
	} {
		if got, err := store.Organisations(ctx, tt.f, audit.Paging{}); err != nil || len(got.Items) != tt.want {
			t.Errorf("%+v: %d units, want %d (%v)", tt.f, len(got.Items), tt.want, err)
		}
	}

	const number = "11010519491231002X"
	p, err := w.party.SavePerson(ctx, house, party.Person{Organisation: low.ID, Name: "王芳", IdentityNumber: number})
	w.ok(err)
	if p.Masked != "11**************2X" || len(p.Sealed) == 0 || strings.Contains(string(p.Sealed), number) || p.IdentityNumber != "" {
		t.Errorf("kept as %+v", p)
	}
	p.Post = "站长" // and no number: it is kept
	p, err = w.party.SavePerson(ctx, house, p)
	w.ok(err)
	if plain, err := w.party.IdentityNumber(ctx, house, p.ID); err != nil || plain != number {
		t.Errorf("opened as %q, %v", plain, err)
	}
	if n := len(w.events(audit.PersonOpen)); n != 1 {
		t.Errorf("%d events of opening it", n)
	}
	entries, err := w.log.Entries(ctx, audit.Filter{}, audit.Paging{Limit: 500})
	w.ok(err)
	for _, e := range entries.Items {
		for _, v := range e.Details {
			if strings.Contains(v, number) {
				t.Errorf("the number stands in %s", e.Act)
			}
		}
	}
}

// registerScopes holds three things together: what a role is over, what a list
// shows and what a single decision says.
func registerScopes(t *testing.T, w *world) {
	ctx := t.Context()
	police := w.organisation(party.Organisation{Name: "滨湖分局", Functions: []party.Function{party.Supervisor}, Level: party.DistrictLevel, Division: "320211"})
	transport := w.organisation(party.Organisation{Name: "市交通局", Functions: []party.Function{party.Department}, Level: party.CityLevel, Division: party.City, Trade: "transport"})
	bank := w.organisation(party.Organisation{Name: "滨湖金融局", Functions: []party.Function{party.Department}, Level: party.DistrictLevel, Division: "320211", Trade: "finance"})
	group := w.organisation(party.Organisation{Name: "集团", Functions: []party.Function{party.SiteOperator}, Level: party.UnitLevel, Division: party.City})
	branch := w.organisation(party.Organisation{Name: "分公司", Parent: group.ID, Functions: []party.Function{party.SiteOperator}, Level: party.UnitLevel, Division: "320213"})
	keeper := w.organisation(party.Organisation{Name: "维保公司", Functions: []party.Function{party.Contractor, party.SiteOperator}, Level: party.UnitLevel, Division: party.City})

	place := func(name, division string) registry.Place {
		p, err := w.registry.SavePlace(ctx, house, registry.Place{Name: name, Division: division, Category: "W8-07"})
		w.ok(err)
		return p
	}
	binhu, liangxi := place("滨湖", "320211"), place("梁溪", "320213")
	street, err := w.registry.SavePlace(ctx, house, registry.Place{Name: "街道", Parent: binhu.ID})
	w.ok(err)
	_, err = w.registry.SavePlace(ctx, house, registry.Place{Name: "飞地", Parent: binhu.ID, Division: "320213"})
	wantCode(t, err, shiheng.ErrInvalid, "place.division")

	system := func(name string, v registry.VideoSystem) registry.Camera {
		v.Name = name
		v, err := w.registry.SaveSystem(ctx, house, v)
		w.ok(err)
		return w.camera(registry.Place{ID: v.Place}, v, name)
	}
	cams := []registry.Camera{
		system("客运", registry.VideoSystem{Place: street.ID, Trade: "transport", Parties: registry.Parties{Operator: branch.ID, Maintainer: keeper.ID}}),
		system("公交", registry.VideoSystem{Place: liangxi.ID, Trade: "transport"}),
		system("滨湖银行", registry.VideoSystem{Place: binhu.ID, Trade: "finance", Parties: registry.Parties{Owner: group.ID}}),
		system("梁溪银行", registry.VideoSystem{Place: liangxi.ID, Trade: "finance", Department: transport.ID}),
	}
	ids := []shiheng.CameraID{cams[0].ID, cams[1].ID, cams[2].ID, cams[3].ID}

	for n, tt := range []struct {
		role identity.Role
		over identity.Target
		want []bool
	}{
		{identity.Supervisor, identity.Target{Organisation: police.ID}, []bool{true, false, true, false}},
		{identity.Supervisor, identity.Target{Place: liangxi.ID}, []bool{false, true, false, true}},
		{identity.Supervisor, identity.Target{}, []bool{true, true, true, true}},
		{identity.Department, identity.Target{Organisation: transport.ID}, []bool{true, true, false, true}},
		{identity.Department, identity.Target{Organisation: bank.ID}, []bool{false, false, true, false}},
		{identity.SiteOperator, identity.Target{Organisation: group.ID}, []bool{true, false, true, false}},
		{identity.SiteOperator, identity.Target{Organisation: branch.ID}, []bool{true, false, false, false}},
		{identity.SiteOperator, identity.Target{Organisation: keeper.ID}, []bool{false, false, false, false}},
		{identity.WatchKeeper, identity.Target{Organisation: branch.ID}, []bool{true, false, false, false}},
	} {
		who := w.person("p"+string(rune('a'+n)), watch(tt.role, tt.over))
		rights, err := w.access.Rights(ctx, who)
		w.ok(err)
		linked, err := w.registry.Read().Linked(ctx, ids...)
		w.ok(err)
		for _, l := range linked {
			i := slices.Index(ids, l.ID)
			if rights.Knows(l) != tt.want[i] {
				t.Errorf("%s over %s: knows %s: %v", tt.role, tt.over, l.Name, !tt.want[i])
			}
			cameras, err := w.registry.Read().Cameras(ctx, registry.CameraFilter{Scope: rights.Scope(), System: l.System.ID}, audit.Paging{})
			if err != nil || (len(cameras.Items) == 1) != tt.want[i] {
				t.Errorf("%s over %s: the list has %s: %v (%v)", tt.role, tt.over, l.Name, !tt.want[i], err)
			}
			_, err = registry.SystemIn(ctx, w.registry.Read(), rights.Scope(), l.System.ID)
			if (err == nil) != tt.want[i] {
				t.Errorf("%s over %s: reads system %s: %v", tt.role, tt.over, l.Name, err)
			}
			if _, err = w.access.AuthorizeSystem(ctx, who, access.ReadRegister, l.System.ID); (err == nil) != tt.want[i] {
				t.Errorf("%s over %s: authorised for %s: %v", tt.role, tt.over, l.Name, err)
			}
		}
	}

	// A duty reaches as far as the roles that have it, and no further; the
	// attempt is on record.
	both := w.person("both", watch(identity.WatchKeeper, identity.Target{Place: liangxi.ID}), watch(identity.Department, identity.Target{Organisation: bank.ID}))
	linked, err := w.registry.Read().Linked(ctx, cams[1].ID)
	w.ok(err)
	before := len(w.events(audit.ManagementAct))
	held, err := w.access.Rights(ctx, both)
	w.ok(err)
	may, err := w.access.MayOn(ctx, held, access.PushSystems, linked[0].System.ID)
	if err != nil || may[linked[0].System.ID].Code != "access.scope" {
		t.Errorf("a push outside the trade may be tried: %+v, %v", may, err)
	}
	if may, err = w.access.MayOn(ctx, held, access.ManageWorks, linked[0].System.ID); err != nil || may[linked[0].System.ID].Code != "access.role" {
		t.Errorf("works without the role: %+v, %v", may, err)
	}
	_, err = w.access.AuthorizeSystem(ctx, both, access.PushSystems, linked[0].System.ID)
	if err == nil || !strings.Contains(err.Error(), "access.scope") {
		t.Errorf("a push outside the trade: %v", err)
	}
	if n := len(w.events(audit.ManagementAct)); n != before+1 {
		t.Errorf("%d refusals on record, want one more than %d", n, before)
	}

	// A role is held only over what it is for.
	_, _, err = w.identity.Create(ctx, house, identity.NewAccount{Login: "wrong", Name: "错", Roles: []identity.Grantable{watch(identity.Department, identity.Target{Organisation: group.ID})}})
	wantCode(t, err, shiheng.ErrInvalid, "role.function")
	for _, g := range []identity.Grantable{watch(identity.Department, identity.Target{}), watch(identity.SiteOperator, identity.Target{Place: binhu.ID}), watch(identity.Auditor, identity.Target{Organisation: group.ID})} {
		_, _, err = w.identity.Create(ctx, house, identity.NewAccount{Login: "wrong", Name: "错", Roles: []identity.Grantable{g}})
		wantCode(t, err, shiheng.ErrInvalid, "role.target")
	}
	// One that lost its function reaches nothing.
	bank.Functions = []party.Function{party.Requester}
	_, err = w.party.SaveOrganisation(ctx, house, bank)
	w.ok(err)
	rights, err := w.access.Rights(ctx, both)
	w.ok(err)
	if got := rights.Over(access.PushSystems); len(got.Trades) != 0 || got.All {
		t.Errorf("a department that is none any more reaches %+v", got)
	}
}

// registerFacts: a key target's footage is kept 90 days whether the system,
// its place, a place above it or the camera's own place carries the flag.
func registerFacts(t *testing.T, w *world) {
	ctx := t.Context()
	for bits := range 16 {
		flag := func(n int) bool { return bits>>n&1 == 1 }
		top, err := w.registry.SavePlace(ctx, house, registry.Place{Name: "车站", AntiTerrorTarget: flag(0)})
		w.ok(err)
		hall, err := w.registry.SavePlace(ctx, house, registry.Place{Name: "候车室", Parent: top.ID, AntiTerrorTarget: flag(1)})
		w.ok(err)
		gate, err := w.registry.SavePlace(ctx, house, registry.Place{Name: "检票口", AntiTerrorTarget: flag(2)})
		w.ok(err)
		v, err := w.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: hall.ID, Name: "系统", AntiTerrorTarget: flag(3), NoDutyReason: "测试"})
		w.ok(err)
		c := w.camera(gate, v, "检票")
		linked, err := w.registry.Read().Linked(ctx, c.ID)
		w.ok(err)
		want, wantSystem := 30, 30
		if flag(0) || flag(1) || flag(3) {
			wantSystem = 90
		}
		if wantSystem == 90 || flag(2) {
			want = 90
		}
		today := day(t, "2026-11-23")
		if got := w.law.Floor(linked[0].Facts(), today).Days; got != want {
			t.Errorf("flags %04b: the camera's floor is %d, want %d", bits, got, want)
		}
		if got := w.law.Floor(v.Facts(), today).Days; got != wantSystem {
			t.Errorf("flags %04b: the system's floor is %d, want %d", bits, got, wantSystem)
		}
	}

	hotel, err := w.registry.SavePlace(ctx, house, registry.Place{Name: "酒店", AntiTerrorTarget: true, Category: "W8-08"})
	w.ok(err)
	v, err := w.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: hotel.ID, Name: "酒店系统"})
	w.ok(err)
	c := w.camera(hotel, v, "大堂")
	low := hotel
	low.AntiTerrorTarget = false
	_, err = w.registry.SavePlace(ctx, house, low)
	wantArticle(t, err, "W168/28/1", "facts.lower-reason")
	elsewhere, err := w.registry.SavePlace(ctx, house, registry.Place{Name: "街角"})
	w.ok(err)
	moved := v
	moved.Place, moved.NoDutyReason = elsewhere.ID, "搬离"
	_, err = w.registry.SaveSystem(ctx, house, moved)
	wantArticle(t, err, "W168/28/1", "facts.lower-reason")
	free, err := w.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: elsewhere.ID, Name: "街角系统", NoDutyReason: "自愿安装"})
	w.ok(err)
	c.System, c.Place = free.ID, elsewhere.ID
	_, err = w.registry.SaveCamera(ctx, house, c)
	wantArticle(t, err, "W168/28/1", "facts.lower-reason")
	c.Reason = "点位移交街道"
	_, err = w.registry.SaveCamera(ctx, house, c)
	w.ok(err)
	low.Reason = "公安机关撤销认定,文号 2026-3"
	_, err = w.registry.SavePlace(ctx, house, low)
	w.ok(err)
	if e := w.events(audit.PlaceChange); len(e) != 1 || e[0].Details["why"] != low.Reason || e[0].Details["lowered"] != "antiTerrorTarget" {
		t.Errorf("on record: %+v", e)
	}
	for _, at := range []registry.Position{{Longitude: 31.5, Latitude: 120.3}, {Longitude: 121.47, Latitude: 31.23}} {
		_, err = w.registry.SavePlace(ctx, house, registry.Place{Name: "远方", Position: at})
		if err == nil || !strings.Contains(err.Error(), "position.") {
			t.Errorf("a place at %v: %v", at, err)
		}
	}
}

func registerNames(t *testing.T, w *world) {
	ctx := t.Context()
	p, v, _ := w.site("宾馆")
	c := registry.Camera{Name: "三楼客房走廊", System: v.ID, Place: p.ID, RoomUse: "hotel-corridor"}
	_, err := w.registry.SaveCamera(ctx, house, c)
	wantArticle(t, err, "W168/9", "camera.name-suspicious")
	d, err := w.registry.AdmitDevice(ctx, house, "32021300001180000001", registry.DeviceEdit{Password: "x"})
	w.ok(err)
	w.ok(w.registry.Read().SaveCatalogue(ctx, d.ID, []registry.Channel{{Code: "32021300001320000001", Name: "女更衣室门口"}}, true, start()))
	channels, err := w.registry.Read().Channels(ctx, d.ID, audit.Paging{})
	w.ok(err)
	admission := registry.Admission{Name: "门口", System: v.ID, RoomUse: "corridor"} // renamed, and still caught
	_, err = w.registry.AdmitChannel(ctx, house, channels.Items[0].ID, admission)
	wantArticle(t, err, "W168/9", "camera.name-suspicious")
	_, err = w.registry.SaveCamera(ctx, house, registry.Camera{Name: "门口", System: v.ID, Place: p.ID, RoomUse: "corridor",
		Main: &registry.Source{GB28181: &registry.GB28181Source{Device: d.ID, Channel: "32021300001320000001"}}})
	wantArticle(t, err, "W168/9", "camera.name-suspicious")
	admission.NameStatement = "镜头对走廊,看不到门内,现场核对"
	_, err = w.registry.AdmitChannel(ctx, house, channels.Items[0].ID, admission)
	w.ok(err)
	// A statement opens no forbidden room.
	c.RoomUse, c.NameStatement = "hotel-guest-room", "说明"
	_, err = w.registry.SaveCamera(ctx, house, c)
	wantArticle(t, err, "W168/9", "camera.room-forbidden")
	c.RoomUse = "hotel-corridor"
	saved, err := w.registry.SaveCamera(ctx, house, c)
	w.ok(err)
	reviews, err := w.registry.Read().Findings(ctx, registry.FindingFilter{Scope: registry.Scope{All: true}, Open: true, Fault: registry.PrivacyReview}, audit.Paging{})
	i := slices.IndexFunc(reviews.Items, func(f registry.Finding) bool { return f.Camera == saved.ID })
	if err != nil || len(reviews.Items) != 2 || i < 0 || reviews.Items[i].Source != registry.ByHouse {
		t.Fatalf("reviews due: %+v, %v", reviews.Items, err)
	}
	id := reviews.Items[i].ID
	err = w.registry.CloseFinding(ctx, house, id, registry.Close{Outcome: "看过"})
	wantArticle(t, err, "W168/9", "finding.review-picture")
	photo := w.attach(house, "视野.txt", "画面")
	w.ok(w.registry.CloseFinding(ctx, house, id, registry.Close{Outcome: "只见走廊", Attachments: []papers.AttachmentID{photo.ID}}))
}

func registerFindings(t *testing.T, w *world) {
	ctx := t.Context()
	p, v, c := w.site("商场")
	_, err := w.registry.Report(ctx, house, registry.Found{Fault: registry.NotAccepted, Place: p.ID, Note: "x"})
	wantCode(t, err, shiheng.ErrInvalid, "finding.fault")
	_, err = w.registry.Report(ctx, house, registry.Found{Fault: registry.NoSign, Note: "没有标识"})
	wantCode(t, err, shiheng.ErrInvalid, "finding.where")
	f, err := w.registry.Report(ctx, house, registry.Found{
		Fault: registry.Suspected, Place: p.ID, RoomUse: "toilet", Note: "镜子后面有亮点", Source: registry.ByCitizen, FinderPhone: "0510-1",
	})
	w.ok(err)
	if f.Article != "W168/9" || f.Source != registry.ByCitizen || f.Finder != "" {
		t.Errorf("an anonymous report is %+v", f)
	}
	for _, e := range w.events(audit.FindingOpen) {
		for _, word := range e.Details {
			if strings.Contains(word, "0510-1") {
				t.Error("the finder's number is on record")
			}
		}
	}
	w.ok(w.registry.CloseFinding(ctx, house, f.ID, registry.Close{Verdict: registry.Confirmed, Outcome: "现场查实", Reply: "已答复"}))
	found, err := w.registry.Read().Findings(ctx, registry.FindingFilter{Scope: registry.Scope{Places: []shiheng.PlaceID{p.ID}}, Open: true}, audit.Paging{})
	if err != nil || len(found.Items) != 1 || found.Items[0].Fault != registry.ForbiddenRoom {
		t.Errorf("confirmed: %+v, %v", found.Items, err)
	}

	// A room opens and settles its own, in its own transaction, once.
	mine := registry.Finding{Fault: registry.NoSign, System: v.ID, Camera: c.ID}
	for range 2 {
		w.ok(w.registry.Read().Write(ctx, func(tx registry.Tx) error {
			_, err := registry.Find(tx, start(), audit.House("works"), mine)
			return err
		}))
	}
	of := registry.FindingFilter{Scope: registry.Scope{Systems: []shiheng.SystemID{v.ID}}, Open: true, Fault: registry.NoSign}
	if got, err := w.registry.Read().Findings(ctx, of, audit.Paging{}); err != nil || len(got.Items) != 1 {
		t.Errorf("said twice: %+v, %v", got.Items, err)
	}
	w.ok(w.registry.Read().Write(ctx, func(tx registry.Tx) error {
		return registry.Settle(tx, start(), audit.House("works"), mine, "已设置标识")
	}))
	if got, err := w.registry.Read().Findings(ctx, of, audit.Paging{}); err != nil || len(got.Items) != 0 {
		t.Errorf("settled: %+v, %v", got.Items, err)
	}
	if got, err := w.registry.Read().Findings(ctx, registry.FindingFilter{}, audit.Paging{}); err != nil || len(got.Items) != 0 {
		t.Errorf("no scope shows %+v, %v", got.Items, err)
	}
}

func registerPushes(t *testing.T, w *world) {
	ctx := t.Context()
	_, v, _ := w.site("车站")
	unit := w.unit("运营公司", party.SiteOperator)
	push := registry.Push{System: v.ID, Addressee: unit.ID, Note: "请于月底前完成升级改造", Article: "W168/19", Until: day(t, "2026-12-31")}
	_, err := w.registry.Push(ctx, house, push)
	wantCode(t, err, shiheng.ErrInvalid, "push.addressee")
	v.Parties.Operator = unit.ID
	_, err = w.registry.SaveSystem(ctx, house, v)
	w.ok(err)
	sent, err := w.registry.Push(ctx, house, push)
	w.ok(err)
	all := registry.Scope{All: true}
	for _, tt := range []struct {
		name   string
		filter registry.PushFilter
		want   bool
	}{
		{"of its system", registry.PushFilter{Scope: all, System: v.ID}, true},
		{"of another system", registry.PushFilter{Scope: all, System: shiheng.NewID[shiheng.SystemID](start())}, false},
		{"to its addressee", registry.PushFilter{Scope: all, Addressee: unit.ID}, true},
		{"to another", registry.PushFilter{Scope: all, Addressee: w.unit("别的公司", party.SiteOperator).ID}, false},
		{"within its operator's scope", registry.PushFilter{Scope: registry.Scope{Organisations: []shiheng.OrganisationID{unit.ID}}}, true},
		{"within a foreign district", registry.PushFilter{Scope: registry.Scope{Divisions: []string{"320281"}}}, false},
		{"within no scope", registry.PushFilter{}, false},
	} {
		got, err := w.registry.Read().Pushes(ctx, tt.filter, audit.Paging{})
		if err != nil || (len(got.Items) == 1) != tt.want || tt.want && got.Items[0] != sent {
			t.Errorf("%s: %+v, %v; sent %+v", tt.name, got.Items, err, sent)
		}
	}
	writer := w.person("writer")
	a, err := w.identity.Account(ctx, writer.Account.ID)
	w.ok(err)
	_, err = w.identity.Change(ctx, house, a.ID, identity.AccountChange{Of: &identity.Belonging{Organisation: unit.ID}, Version: a.Version})
	w.ok(err)
	own, err := w.registry.Push(ctx, writer.Actor(), push)
	w.ok(err)
	if got, err := w.registry.Read().Pushes(ctx, registry.PushFilter{Scope: all, Sender: unit.ID}, audit.Paging{}); err != nil || len(got.Items) != 1 || got.Items[0] != own {
		t.Errorf("written by its people: %+v, %v", got.Items, err)
	}
	if e := w.events(audit.SystemPush); len(e) != 2 || e[0].Article != "W168/19" {
		t.Errorf("on record: %+v", e)
	}
}
