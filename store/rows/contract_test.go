package rows_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
)

// TestContract holds both engines to what the rooms were promised.
func TestContract(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		for _, tt := range []struct {
			name string
			test func(*testing.T, *world)
		}{
			{"accounts", contractAccounts},
			{"sessions", contractSessions},
			{"places and scope", contractScope},
			{"cameras", contractCameras},
			{"what counts when space runs out", contractSpace},
			{"instructions of the head", contractInstructions},
			{"devices and catalogue", contractDevices},
			{"findings", contractFindings},
			{"record", contractRecord},
			{"record under contention", contractContention},
			{"settings", contractSettings},
			{"registrations", contractRegistrations},
			{"last administrator under contention", contractLastAdministrator},
			{"odd words", contractOddWords},
			{"a camera that was there before its channel", contractTie},
			{"building plans", contractPlans},
			{"points that are there already", contractDuplicates},
			{"who must build", contractResponsibility},
			{"what should be built", contractDuties},
			{"projects, certificates, conferences", contractProjects},
			{"pages of records", contractRecordPages},
			{"binder of a system", contractBinder},
			{"signs", contractSigns},
			{"obstructions", contractObstruction},
			{"upgrades", contractUpgrades},
			{"neighbours", contractNeighbours},
			{"sound and secrecy", contractSound},
			{"attachments", contractAttachments},
			{"documents", contractDocuments},
			{"templates", contractTemplates},
			{"numbers", contractNumbers},
			{"connection catalogue", contractCatalogue},
			{"interface tests", contractInterface},
			{"official access", contractOfficial},
			{"lists of official access", contractOfficialLists},
			{"missing persons", contractMissing},
			{"persons concerned", contractRelated},
			{"workstations", contractStations},
			{"forwarding", contractForward},
			{"control", contractSteer},
			{"oversight", contractOversight},
			{"register of every access", contractBook},
			{"rights desk", contractPersonal},
			{"clearances", contractClearances},
			{"holds", contractHolds},
			{"terms", contractRetention},
			{"erased", contractErased},
			{"second copies", contractSecond},
			{"longer purposes", contractPurposes},
			{"marks of age", contractMarks},
			{"custody", contractCustody},
		} {
			t.Run(tt.name, func(t *testing.T) {
				t.Parallel() // they wait for the disk
				tt.test(t, newWorld(t, fresh(), false))
			})
		}
	})
}

func contractAccounts(t *testing.T, w *world) {
	ctx := t.Context()
	store := rows.NewIdentity(w.db)
	if claimed, err := store.Claimed(ctx); err != nil || claimed {
		t.Fatalf("a new house is claimed: %v, %v", claimed, err)
	}
	a, _, err := w.identity.Create(ctx, house, identity.NewAccount{Login: "Wang.Fang", Name: "王芳"})
	w.ok(err)
	got, err := store.Account(ctx, a.ID)
	if err != nil || cmp.Diff(got, a) != "" {
		t.Errorf("read back: %v\n%s", err, cmp.Diff(got, a))
	}
	_, _, err = w.identity.Create(ctx, house, identity.NewAccount{Login: "WANG.fang", Name: "另一个"})
	wantCode(t, err, shiheng.ErrConflict, "account.login-taken")
	_, err = w.identity.Change(ctx, house, a.ID, identity.AccountChange{Version: a.Version + 1})
	wantCode(t, err, shiheng.ErrConflict, "account.changed")
	_, err = store.Account(ctx, shiheng.NewID[shiheng.AccountID](start()))
	wantCode(t, err, shiheng.ErrNotFound, "account.none")
	for n := range 4 {
		_, _, err = w.identity.Create(ctx, house, identity.NewAccount{Login: fmt.Sprintf("p%d", n), Name: "某"})
		w.ok(err)
	}
	var logins []string
	for p := (audit.Paging{Limit: 2}); ; {
		part, err := store.Accounts(ctx, p)
		w.ok(err)
		for _, a := range part.Items {
			logins = append(logins, a.Login)
		}
		if p.Cursor = part.Next; p.Cursor == "" {
			break
		}
	}
	slices.Sort(logins)
	if want := []string{"p0", "p1", "p2", "p3", "wang.fang"}; !slices.Equal(logins, want) {
		t.Errorf("paged accounts %v, want %v", logins, want)
	}
}

func contractSessions(t *testing.T, w *world) {
	ctx := t.Context()
	store := rows.NewIdentity(w.db)
	p := w.person("li")
	w.clock.Add(5 * time.Minute)
	w.ok(store.Touch(ctx, p.Session.ID, w.clock.Now()))
	w.ok(store.Touch(ctx, p.Session.ID, start())) // never back
	got, err := store.Session(ctx, p.Session.ID)
	if err != nil || !got.LastSeen.Equal(w.clock.Now()) {
		t.Errorf("last seen %v, want %v (%v)", got.LastSeen, w.clock.Now(), err)
	}
	live, err := store.Sessions(ctx, p.Account.ID, audit.Paging{})
	if err != nil || len(live.Items) != 1 { // the one from before the password change ended
		t.Errorf("live sessions %v, %v", live.Items, err)
	}
	w.ok(w.identity.Logout(ctx, p))
	if live, err = store.Sessions(ctx, shiheng.AccountID{}, audit.Paging{}); err != nil || len(live.Items) != 0 {
		t.Errorf("after logout: %v, %v", live.Items, err)
	}
	if got, err = store.Session(ctx, p.Session.ID); err != nil || got.Cause != "session.logout" {
		t.Errorf("ended session %+v, %v", got, err)
	}
}

func contractScope(t *testing.T, w *world) {
	ctx := t.Context()
	district, sys, c1 := w.site("滨湖区")
	street, err := w.registry.SavePlace(ctx, house, registry.Place{Name: "街道", Parent: district.ID})
	w.ok(err)
	school, err := w.registry.SavePlace(ctx, house, registry.Place{Name: "学校", Parent: street.ID})
	w.ok(err)
	c2 := w.camera(school, sys, "100%_school!")
	other, sys2, c3 := w.site("锡山区")
	store := w.registry.Read()

	district.Parent, district.Version = school.ID, 1
	_, err = w.registry.SavePlace(ctx, house, district)
	wantCode(t, err, shiheng.ErrInvalid, "place.ring")

	for _, tt := range []struct {
		name string
		f    registry.CameraFilter
		want []registry.Camera
	}{
		{"all", registry.CameraFilter{Scope: registry.Scope{All: true}}, []registry.Camera{c1, c2, c3}},
		{"nothing", registry.CameraFilter{}, nil},
		{"a place with what lies below", registry.CameraFilter{Scope: registry.Scope{Places: []shiheng.PlaceID{district.ID}}}, []registry.Camera{c1, c2}},
		{"a leaf", registry.CameraFilter{Scope: registry.Scope{Places: []shiheng.PlaceID{school.ID}}}, []registry.Camera{c2}},
		{"places and a camera", registry.CameraFilter{Scope: registry.Scope{Places: []shiheng.PlaceID{school.ID}, Cameras: []shiheng.CameraID{c3.ID}}}, []registry.Camera{c2, c3}},
		{"a system", registry.CameraFilter{Scope: registry.Scope{Systems: []shiheng.SystemID{sys2.ID}}}, []registry.Camera{c3}},
		{"filtered by place", registry.CameraFilter{Scope: registry.Scope{All: true}, Place: other.ID}, []registry.Camera{c3}},
		{"scope and filter", registry.CameraFilter{Scope: registry.Scope{Cameras: []shiheng.CameraID{c1.ID}}, Place: other.ID}, nil},
		{"signs of LIKE are letters", registry.CameraFilter{Scope: registry.Scope{All: true}, Text: "0%_S"}, []registry.Camera{c2}},
		{"and match nothing else", registry.CameraFilter{Scope: registry.Scope{All: true}, Text: "1__s"}, nil},
	} {
		got, err := store.Cameras(ctx, tt.f, audit.Paging{})
		if err != nil || !slices.Equal(names(got.Items), names(tt.want)) {
			t.Errorf("%s: %v, want %v (%v)", tt.name, names(got.Items), names(tt.want), err)
		}
	}
	linked, err := store.Linked(ctx, c2.ID)
	if err != nil || len(linked) != 1 || !slices.Equal(linked[0].Path, []shiheng.PlaceID{school.ID, street.ID, district.ID}) {
		t.Errorf("way up of a camera: %+v, %v", linked, err)
	}
}

func names(list []registry.Camera) (out []string) {
	for _, c := range list {
		out = append(out, c.Name)
	}
	slices.Sort(out)
	return out
}

func contractCameras(t *testing.T, w *world) {
	ctx := t.Context()
	_, _, c := w.site("太湖广场")
	if c.Main.RTSP.URL == "" || strings.Contains(c.Main.RTSP.URL, "pass") || c.Main.RTSP.User != "admin" || c.Main.RTSP.Password != "" {
		t.Errorf("credentials were not taken out of the address: %+v", c.Main.RTSP)
	}
	if b, _ := json.Marshal(c); strings.Contains(string(b), "pass word") || strings.Contains(strings.ToLower(string(b)), "sealed") {
		t.Errorf("a camera shows its secret: %s", b)
	}
	c.Name = "改名"
	saved, err := w.registry.SaveCamera(ctx, house, c)
	w.ok(err)
	_, err = w.registry.SaveCamera(ctx, house, c) // of the old version
	wantCode(t, err, shiheng.ErrConflict, "camera.changed")
	wants, err := w.registry.Wanted(ctx)
	if err != nil || len(wants) != 1 || wants[0].Main.RTSP.Password != "pass word" || wants[0].Name != "改名" {
		t.Errorf("wanted %+v, %v", wants, err)
	}
	saved.Main.RTSP.URL = "rtsp://192.0.2.66/evil" // the password does not go elsewhere
	saved, err = w.registry.SaveCamera(ctx, house, saved)
	w.ok(err)
	if wants, err = w.registry.Wanted(ctx); err != nil || wants[0].Main.RTSP.Password != "" {
		t.Errorf("the password followed to another address: %+v, %v", wants[0].Main.RTSP, err)
	}
	saved.Enabled = false
	saved.Plan = registry.Plan{}
	saved, err = w.registry.SaveCamera(ctx, house, saved)
	w.ok(err)
	if wants, err = w.registry.Wanted(ctx); err != nil || len(wants) != 0 {
		t.Errorf("a disabled camera is wanted: %+v, %v", wants, err)
	}
	if got := w.events(audit.CameraDisable); len(got) != 1 || got[0].Cameras[0] != saved.ID {
		t.Errorf("disabling on record: %+v", got)
	}
}

func contractDevices(t *testing.T, w *world) {
	ctx := t.Context()
	store := w.registry.Read()
	const code = "32021300001180000001"
	w.ok(w.registry.Knocked(ctx, code, registry.DeviceReport{Address: "192.0.2.20:5060"}))
	d, err := store.DeviceByCode(ctx, code)
	if err != nil || d.Admitted || d.Report.State != registry.Discovered {
		t.Fatalf("discovered %+v, %v", d, err)
	}
	_, _, err = w.registry.Credentials(ctx, code)
	wantCode(t, err, shiheng.ErrNotFound, "device.not-admitted")
	_, err = w.registry.AdmitDevice(ctx, house, code, registry.DeviceEdit{})
	wantCode(t, err, shiheng.ErrInvalid, "device.password")
	d, err = w.registry.AdmitDevice(ctx, house, code, registry.DeviceEdit{Name: "门口录像机", Password: "s3cret",
		Options: registry.DeviceOptions{Digest: "SM3", Transport: registry.MediaTCPPassive, Dialect: registry.DialectStreamMode, KeepaliveSeconds: 5}})
	w.ok(err)
	_, err = w.registry.AdmitDevice(ctx, house, code, registry.DeviceEdit{Password: "x"})
	wantCode(t, err, shiheng.ErrConflict, "device.admitted")
	got, pass, err := w.registry.Credentials(ctx, code)
	if err != nil || pass != "s3cret" || got.Options != d.Options {
		t.Errorf("credentials %q %+v, %v", pass, got, err)
	}
	w.ok(store.SaveReports(ctx, map[string]registry.DeviceReport{
		code: {State: registry.Registered, Manufacturer: "某厂", LastSeen: start()}, "nobody": {State: registry.Offline},
	}))
	w.ok(w.registry.Knocked(ctx, code, registry.DeviceReport{})) // an admitted peer is not discovered again
	if d, err = store.Device(ctx, d.ID); err != nil || d.Report.State != registry.Registered || d.Report.Manufacturer != "某厂" || d.Version != got.Version {
		t.Errorf("report %+v, %v", d, err)
	}

	list := func(n int) (out []registry.Channel) {
		for i := range n {
			out = append(out, registry.Channel{Code: fmt.Sprintf("3402000000131%07d", i), Name: fmt.Sprintf("通道%d", i), Status: "ON", Longitude: 120.3})
		}
		return out
	}
	w.ok(store.SaveCatalogue(ctx, d.ID, list(5), true, start()))
	w.ok(store.SaveCatalogue(ctx, d.ID, list(2), false, start().Add(time.Minute)))  // a part changes nothing of the rest
	w.ok(store.SaveCatalogue(ctx, d.ID, list(3), true, start().Add(2*time.Minute))) // the whole one does
	page, err := store.Channels(ctx, d.ID, audit.Paging{})
	w.ok(err)
	missing := 0
	for _, c := range page.Items {
		if !c.MissingSince.IsZero() {
			missing++
		}
	}
	if len(page.Items) != 5 || missing != 2 || page.Items[0].Longitude != 120.3 || !page.Items[0].FirstSeen.Equal(start()) {
		t.Errorf("%d channels, %d missing: %+v", len(page.Items), missing, page.Items[0])
	}

	p, v, _ := w.site("小区")
	ch := page.Items[1]
	_, err = w.registry.AdmitChannel(ctx, house, ch.ID, registry.Admission{RoomUse: "corridor"})
	wantCode(t, err, shiheng.ErrInvalid, "camera.system")
	_, err = w.registry.AdmitChannel(ctx, house, ch.ID, registry.Admission{System: v.ID})
	wantCode(t, err, shiheng.ErrInvalid, "camera.room-use")
	c, err := w.registry.AdmitChannel(ctx, house, ch.ID, registry.Admission{System: v.ID, RoomUse: "entrance", Sub: true, Enabled: true})
	w.ok(err)
	if c.Name != ch.Name || c.Code != ch.Code || c.Place != p.ID || c.Sub.GB28181.Stream != 1 {
		t.Errorf("admitted %+v", c)
	}
	_, err = w.registry.AdmitChannel(ctx, house, ch.ID, registry.Admission{System: v.ID, RoomUse: "entrance"})
	wantCode(t, err, shiheng.ErrConflict, "channel.admitted")
	wantCode(t, w.registry.DismissDevice(ctx, house, d.ID), shiheng.ErrConflict, "device.has-cameras")
	wants, err := w.registry.Wanted(ctx)
	w.ok(err)
	i := slices.IndexFunc(wants, func(x registry.Want) bool { return x.ID == c.ID })
	if i < 0 || wants[i].Device == nil || wants[i].Device.Code != code {
		t.Errorf("wanted %+v", wants)
	}
	for _, of := range []string{code, "34020000001110009999"} {
		w.ok(w.registry.Read().CountRefusal(ctx, registry.RefusedRegistration{At: start(), Code: of, Source: "192.0.2.1", Reason: "device.password"}))
	}
	for _, tt := range []struct {
		scope registry.Scope
		want  int
	}{
		{registry.Scope{All: true}, 2}, {registry.Scope{Cameras: []shiheng.CameraID{c.ID}}, 1}, {registry.Scope{Systems: []shiheng.SystemID{v.ID}}, 1},
		{registry.Scope{Cameras: []shiheng.CameraID{shiheng.NewID[shiheng.CameraID](start())}}, 0}, {registry.Scope{}, 0},
	} {
		if got, err := w.registry.Read().Refusals(ctx, tt.scope, audit.Paging{}); err != nil || len(got.Items) != tt.want {
			t.Errorf("registrations refused within %+v: %d, %v, want %d", tt.scope, len(got.Items), err, tt.want)
		}
	}
}

func contractFindings(t *testing.T, w *world) {
	ctx := t.Context()
	p, v, _ := w.site("商场")
	photo := w.attach(house, "现场.txt", "门后")
	f, err := w.registry.Report(ctx, house, registry.Found{Place: p.ID, RoomUse: "fitting-room", Note: "试衣间内发现摄像头", Attachments: []papers.AttachmentID{photo.ID}})
	w.ok(err)
	w.clock.Add(31 * 24 * time.Hour)
	w.ok(w.works.Round(ctx))
	w.ok(w.works.Round(ctx))
	open, err := w.registry.Read().Findings(ctx, registry.FindingFilter{Scope: registry.Scope{All: true}, Open: true}, audit.Paging{})
	if err != nil || len(open.Items) != 2 {
		t.Fatalf("open findings %+v, %v", open.Items, err)
	}
	if got := open.Items[1]; got.Article != "R799/8" || got.Fault != registry.ForbiddenRoom {
		t.Errorf("finding %+v", got)
	}
	if got := open.Items[0]; got.System != v.ID || got.Fault != registry.NotAccepted {
		t.Errorf("finding %+v", got)
	}
	form, err := w.papers.Read().Documents(ctx, papers.DocumentFilter{Subject: audit.On("finding", f.ID)}, audit.Paging{})
	if err != nil || len(form.Items) != 1 || form.Items[0].Kind != papers.ForbiddenRecord {
		t.Fatalf("the form of the finding: %+v, %v", form.Items, err)
	}
	_, page, err := w.papers.Print(ctx, house, form.Items[0].ID)
	for _, want := range []string{"商场", "试衣间", "现场.txt", photo.SHA256.String(), "☑ 检查发现"} {
		if err != nil || !strings.Contains(string(page), want) {
			t.Errorf("the form does not say %q: %v", want, err)
		}
	}
	w.ok(w.registry.CloseFinding(ctx, house, f.ID, registry.Close{Outcome: "已拆除"}))
	wantCode(t, w.registry.CloseFinding(ctx, house, f.ID, registry.Close{Outcome: "再次"}), shiheng.ErrConflict, "finding.closed")
	if open, err = w.registry.Read().Findings(ctx, registry.FindingFilter{Scope: registry.Scope{All: true}, Open: true}, audit.Paging{}); err != nil || len(open.Items) != 1 {
		t.Errorf("open findings %+v, %v", open.Items, err)
	}
}

func contractRecord(t *testing.T, w *world) {
	ctx := t.Context()
	cam := shiheng.NewID[shiheng.CameraID](start())
	acct := shiheng.NewID[shiheng.AccountID](start())
	for n := range 7 {
		e := audit.New(start().Add(time.Duration(n)*time.Minute), audit.Actor{Account: acct, Name: "wang", Remote: "192.0.2.1"},
			audit.FootageLive, audit.Object{Kind: "grant", ID: fmt.Sprint(n)})
		if n%2 == 0 {
			e = e.About(cam, cam)
		}
		if n == 6 {
			e = e.Refuse("W168/29/1", "access.role").With("purpose", "巡查 '; DROP TABLE audit_event; --")
		}
		w.ok(w.log.Append(ctx, e))
	}
	for _, tt := range []struct {
		name string
		f    audit.Filter
		want string
	}{
		{"all, newest first", audit.Filter{}, "6543210"},
		{"camera", audit.Filter{Camera: cam}, "6420"},
		{"span is half open", audit.Filter{Span: shiheng.Span{From: start().Add(time.Minute), To: start().Add(3 * time.Minute)}}, "21"},
		{"refused", audit.Filter{Outcome: audit.Refused}, "6"},
		{"object", audit.Filter{Object: audit.Object{Kind: "grant", ID: "3"}}, "3"},
		{"another act", audit.Filter{Act: audit.Login}, ""},
		{"another account", audit.Filter{Account: shiheng.NewID[shiheng.AccountID](start())}, ""},
		{"account", audit.Filter{Account: acct}, "6543210"},
	} {
		got := ""
		for p := (audit.Paging{Limit: 3}); ; {
			part, err := w.log.Entries(ctx, tt.f, p)
			w.ok(err)
			for _, e := range part.Items {
				got += e.Object.ID
			}
			if p.Cursor = part.Next; p.Cursor == "" {
				break
			}
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	last, err := w.log.After(ctx, 6, 10)
	if err != nil || len(last) != 1 || last[0].Seq != 7 || last[0].Leaf != nil || last[0].Details["purpose"] != "巡查 '; DROP TABLE audit_event; --" {
		t.Errorf("last entry %+v, %v", last, err)
	}
	bad := audit.New(start(), house, audit.Login, audit.Object{}).With("oldPassword", "x")
	wantCode(t, w.log.Append(ctx, bad), shiheng.ErrInvalid, "audit.secret")
}

// contractContention writes from many sides, some of whose transactions fail:
// numbers have no holes, and commit order is number order.
func contractContention(t *testing.T, w *world) {
	ctx := t.Context()
	broken := errors.New("on purpose")
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			for i := range 10 {
				err := rows.NewRegistry(w.db).Write(ctx, func(tx registry.Tx) error {
					if err := tx.Append(audit.New(start(), house, audit.HouseStart, audit.Object{})); err != nil {
						return err
					}
					if (i+n)%3 == 0 {
						return broken
					}
					return nil
				})
				if err != nil && !errors.Is(err, broken) {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	got, err := w.log.After(ctx, 0, 1000)
	w.ok(err)
	if len(got) < 40 {
		t.Fatalf("%d entries", len(got))
	}
	for i, e := range got {
		if e.Seq != int64(i+1) {
			t.Fatalf("entry %d has number %d", i+1, e.Seq)
		}
	}
}

func contractSettings(t *testing.T, w *world) {
	ctx := t.Context()
	s := rows.NewSettings(w.db)
	_, err := s.Get(ctx, "wall.tiles")
	wantCode(t, err, shiheng.ErrNotFound, "setting.none")
	v, err := s.Put(ctx, house, rows.Setting{Name: "wall.tiles", Value: json.RawMessage(`{"max":16}`)})
	if err != nil || v.Version != 1 {
		t.Fatalf("%+v, %v", v, err)
	}
	v.Value = json.RawMessage(`{"max":9}`)
	v2, err := s.Put(ctx, house, v)
	if err != nil || v2.Version != 2 || string(v2.Value) != `{"max":9}` {
		t.Errorf("%+v, %v", v2, err)
	}
	_, err = s.Put(ctx, house, v) // of the old version
	wantCode(t, err, shiheng.ErrConflict, "setting.changed")
	_, err = s.Put(ctx, house, rows.Setting{Name: "wall.tiles", Version: 2, Value: json.RawMessage(`{`)})
	wantCode(t, err, shiheng.ErrInvalid, "setting.value")
	if got := w.events(audit.SettingChange); len(got) != 2 {
		t.Errorf("%d changes on record", len(got))
	}
}

func contractRegistrations(t *testing.T, w *world) {
	ctx := t.Context()
	r := rows.NewRegistrations(w.db)
	a := registry.Registration{Code: "a", Source: "192.0.2.1:5060", Contact: "sip:a@10.0.0.1", Local: "192.0.2.100:5060",
		Transport: "udp", Network: "video", UserAgent: "Embedded Net DVR", Version: "3.0", Registered: start(), Expires: start().Add(time.Hour)}
	b := registry.Registration{Code: "b", Transport: "tcp", Registered: start(), Expires: start()}
	w.ok(r.Save(ctx, []registry.Registration{a, b}, nil))
	a.Source = "192.0.2.2:1234"
	w.ok(r.Save(ctx, []registry.Registration{a}, []string{"b"}))
	got, err := r.Load(ctx)
	if err != nil || cmp.Diff(got, []registry.Registration{a}) != "" {
		t.Errorf("loaded %v: %s", err, cmp.Diff(got, []registry.Registration{a}))
	}
}

// contractLastAdministrator has two administrators disable each other at the
// same time, many times: one of them always stays.
func contractLastAdministrator(t *testing.T, w *world) {
	ctx := t.Context()
	admin := watch(identity.SystemAdministrator, identity.Target{})
	a, b := w.person("a1", admin).Account, w.person("b1", admin).Account
	yes := true
	var both sync.WaitGroup
	errs := make([]error, 2)
	for i, id := range []shiheng.AccountID{a.ID, b.ID} {
		both.Go(func() {
			now, err := w.identity.Account(ctx, id)
			if err == nil {
				_, err = w.identity.Change(ctx, house, id, identity.AccountChange{Disabled: &yes, Version: now.Version})
			}
			errs[i] = err
		})
	}
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("both or neither: %v", errs)
	}
	wantCode(t, errors.Join(errs...), shiheng.ErrConflict, "role.last-administrator")
}

// contractTie registers a camera before its device tells a catalogue: the
// channel then knows its camera and is not admitted twice.
func contractTie(t *testing.T, w *world) {
	ctx := t.Context()
	place, system, _ := w.site("早")
	d, err := w.registry.AdmitDevice(ctx, house, "34020000001180000009", registry.DeviceEdit{Password: "long enough"})
	w.ok(err)
	const channel = "34020000001320000009"
	cam, err := w.registry.SaveCamera(ctx, house, registry.Camera{
		Name: "早到", System: system.ID, Place: place.ID, RoomUse: "outdoor", Enabled: true,
		Main: &registry.Source{GB28181: &registry.GB28181Source{Device: d.ID, Channel: channel}},
	})
	w.ok(err)
	w.ok(w.registry.Read().SaveCatalogue(ctx, d.ID, []registry.Channel{{Code: channel, Name: "甲"}, {Code: "34020000001320000010", Name: "乙"}}, true, start()))
	for range 2 {
		w.ok(w.registry.TieChannels(ctx, d.ID))
	}
	got, err := w.registry.Read().Channels(ctx, d.ID, audit.Paging{})
	w.ok(err)
	if got.Items[0].Camera != cam.ID || !got.Items[1].Camera.IsZero() {
		t.Errorf("channels %+v", got.Items)
	}
	_, err = w.registry.AdmitChannel(ctx, house, got.Items[0].ID, registry.Admission{RoomUse: "outdoor", System: system.ID})
	wantCode(t, err, shiheng.ErrConflict, "channel.admitted")
}

// contractOddWords stores what cameras really send as names.
func contractOddWords(t *testing.T, w *world) {
	ctx := t.Context()
	d, err := w.registry.AdmitDevice(ctx, house, "odd", registry.DeviceEdit{Password: "x'); --?"})
	w.ok(err)
	odd := []string{"\xfe\xff", "a\x00b", `O'Neil "q" \ ? ?? ?0 $1 :x`, "𠮷野家", strings.Repeat("长", 1000)}
	var list []registry.Channel
	for i, s := range odd {
		list = append(list, registry.Channel{Code: fmt.Sprint(i), Name: s, Address: s})
	}
	w.ok(w.registry.Read().SaveCatalogue(ctx, d.ID, list, true, start()))
	got, err := w.registry.Read().Channels(ctx, d.ID, audit.Paging{})
	w.ok(err)
	for i, want := range []string{"\uFFFD", "ab", odd[2], odd[3], odd[4]} {
		if got.Items[i].Name != want || got.Items[i].Address != want && i > 1 {
			t.Errorf("%q came back as %q, %q", odd[i], got.Items[i].Name, got.Items[i].Address)
		}
	}
	_, pass, err := w.registry.Credentials(ctx, "odd")
	if err != nil || pass != "x'); --?" {
		t.Errorf("password %q, %v", pass, err)
	}
	for n := range 1100 {
		w.ok(w.registry.Read().CountRefusal(ctx, registry.RefusedRegistration{At: start().Add(time.Duration(n) * time.Second), Code: fmt.Sprint(n), Reason: "device.unknown"}))
		if testing.Short() || n > 1010 {
			break
		}
	}
	w.ok(w.registry.Read().CountRefusal(ctx, registry.RefusedRegistration{At: start().Add(time.Hour), Code: "x", Source: "192.0.2.1", Reason: "device.password", Count: 3}))
	w.ok(w.registry.Read().CountRefusal(ctx, registry.RefusedRegistration{At: start().Add(2 * time.Hour), Code: "x", Source: "192.0.2.1", Reason: "device.password"}))
	refused, err := w.registry.Read().Refusals(ctx, registry.Scope{All: true}, audit.Paging{Limit: 500})
	if err != nil || refused.Items[0].Count != 4 || refused.Items[0].Code != "x" {
		t.Errorf("refusals %+v, %v", refused.Items[0], err)
	}
}

// wantCode checks the kind and the code of one of our errors.
func wantCode(t testing.TB, err, kind error, code string) {
	t.Helper()
	e, ok := errors.AsType[*shiheng.Error](err)
	if !ok || !errors.Is(err, kind) || e.Code != code {
		t.Errorf("error %v, want %s (%v)", err, code, kind)
	}
}
