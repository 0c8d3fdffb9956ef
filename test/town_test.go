package test_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"shiheng.internal/test/house"
)

// A town is a real platform with two units, each with a place, a system and a
// camera, and people of every role who have to do with the one or the other.
// Every confidential field of either holds a value that is found nowhere else.
type town struct {
	*house.House
	admin  *house.Person
	people map[string]*house.Person
	sides  [2]side
}

// A side is one of the two units with what it has.
type side struct {
	n                           string // "1" or "2", in every value of it
	unit, place, system, camera string
}

// said is the value of a field of this side.
func (s side) said(field string) string { return "Q" + s.n + field + "Q" + s.n }

// Values that must have a form.
func (s side) code() string      { return "3202131300132000077" + s.n }
func (s side) host() string      { return "192.0.2.17" + s.n }
func (s side) mac() string       { return "AA-BB-CC-DD-77-0" + s.n }
func (s side) longitude() string { return "120.31717" + s.n }
func (s side) latitude() string  { return "31.57717" + s.n }
func (s side) police() string    { return "32021177717" + s.n }
func (s side) corner() string    { return "120.41919" + s.n }
func (s side) phone() string     { return "0510-7717717" + s.n }

// identity is an identity number whose check digit is right.
func (s side) identity() string {
	return map[string]string{"1": "320211198001010018", "2": "320211198001010026"}[s.n]
}

// A canary is a confidential value, with who may read it.
type canary struct {
	what, value string
	readers     string
}

// canaries are the values of a side with the people who may read each: the
// matrix of field and role said a second time (W168/26, W168/29, design L8).
func (s side) canaries() []canary {
	who := func(kinds string) string {
		out := "admin"
		for _, k := range strings.Fields(kinds) {
			switch {
			case k == "police" || k == "auditor":
				out += " " + k
			case k == "trade" && s.n == "1" || k == "branch" && s.n == "2":
				out += " " + k
			case k != "trade" && k != "branch":
				out += " " + k + s.n
			}
		}
		return out
	}
	position, equipment := who("keeper tester police branch trade site"), who("tester police branch trade site")
	code, network, drawing := who("tester police branch site"), who("tester site"), who("site")
	upkeep, works := who("police branch trade site"), who("police branch trade site auditor")
	people := who("police branch site")
	return []canary{
		{"a place's address", s.said("address"), position},
		{"a longitude", s.longitude(), position},
		{"a latitude", s.latitude(), position},
		{"where a camera is put", s.said("siting"), position},
		{"a camera's common name", s.said("common"), position},
		{"a model", s.said("model"), equipment},
		{"a serial number", s.said("serial"), equipment},
		{"a firmware", s.said("firmware"), equipment},
		{"a camera's code", s.code(), code},
		{"a police code", s.police(), code},
		{"a source's address", s.host(), network},
		{"a source's path", s.said("path"), network},
		{"a source's user", s.said("user"), network},
		{"a MAC address", s.mac(), network},
		{"a reserved network", s.said("net"), network},
		{"a field of view drawn", s.corner(), drawing},
		{"a camera's password", s.said("password"), ""},
		{"a device's password", s.said("device"), ""},
		{"an identity number", s.identity(), ""},
		{"a person's phone", s.phone(), people},
		{"a unit's contact", s.said("contact"), who("police branch trade site")},
		{"a contact's phone", "0510-8800880" + s.n, who("police branch trade site")},
		{"what a neighbour hides", s.said("neighbour"), upkeep},
		{"why a system is secret", s.said("basis"), upkeep},
		{"a technician's certificate", s.said("certificate"), upkeep},
		{"a filing's phone", s.said("filing"), works},
		{"who found a camera", s.said("finder"), who("police branch")},
	}
}

// newTown starts the platform and furnishes both sides.
func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{people: map[string]*house.Person{}}
	w.House = newHouse(t, t.TempDir())
	start(t, w.House)
	ctx := t.Context()
	w.admin = must(w.Claim(ctx))(t)
	ok(t, w.admin.Accept(ctx))
	unit := func(body map[string]any) string { return must(w.admin.Make(ctx, "/organisations", body))(t) }
	bureau := unit(map[string]any{"name": "市局", "functions": []string{"supervisor"}, "level": "city", "division": "320200"})
	branch := unit(map[string]any{"name": "分局", "functions": []string{"supervisor"}, "level": "district", "division": "320211", "parentId": bureau})
	trade := unit(map[string]any{"name": "交通局", "functions": []string{"department"}, "level": "city", "division": "320200", "trade": "transport"})
	for i := range w.sides {
		w.sides[i].n = string(rune('1' + i))
		w.furnish(t, &w.sides[i])
	}
	hire := func(login string, roles ...house.Role) {
		w.people[login] = must(w.HireAs(ctx, w.admin, login, roles...))(t)
	}
	w.people["admin"] = w.admin
	for _, s := range w.sides {
		hire("keeper"+s.n, house.Role{Role: "watch-keeper", System: s.system})
		hire("tester"+s.n, house.Role{Role: "commissioning", Camera: s.camera, Until: time.Now().Add(24 * time.Hour)})
		hire("site"+s.n, house.Role{Role: "site-operator", Unit: s.unit})
	}
	hire("copier", house.Role{Role: "copy-officer", System: w.sides[0].system})
	hire("auditor", house.Role{Role: "auditor"})
	hire("police", house.Role{Role: "supervisor", Unit: bureau})
	hire("branch", house.Role{Role: "supervisor", Unit: branch})
	hire("trade", house.Role{Role: "department", Unit: trade})
	hire("nobody")
	return w
}

// furnish makes a unit with all it has, its confidential fields filled.
func (w *town) furnish(t *testing.T, s *side) {
	t.Helper()
	ctx := t.Context()
	make := func(path string, body map[string]any) string { return must(w.admin.Make(ctx, path, body))(t) }
	division, trade := map[string]string{"1": "320213", "2": "320211"}[s.n], map[string]string{"1": "transport", "2": ""}[s.n]
	s.unit = make("/organisations", map[string]any{
		"name": "单位" + s.n, "functions": []string{"site-operator"}, "level": "unit", "division": division, "trade": trade,
		"contacts": []any{map[string]any{"name": s.said("contact"), "phone": "0510-8800880" + s.n}}, "address": s.said("contact"),
	})
	make("/people", map[string]any{"organisationId": s.unit, "name": "人员" + s.n, "phone": s.phone(), "identityNumber": s.identity()})
	s.place = make("/places", map[string]any{
		"name": "场所" + s.n, "division": division, "address": s.said("address"),
		"position": map[string]any{"longitude": json.Number(s.longitude()), "latitude": json.Number(s.latitude())},
	})
	s.system = make("/systems", map[string]any{
		"name": "系统" + s.n, "placeId": s.place, "category": "W8-09", "publicClass": "A7O", "operatorId": s.unit, "trade": trade, "completed": "2018-05-01",
		"maintainerId": s.unit, "reserved": map[string]any{"codeFrom": s.code(), "network": s.said("net")},
		"functions": map[string]any{
			"capture": map[string]any{"present": true, "what": s.said("model")}, "transmission": map[string]any{}, "control": map[string]any{},
			"display": map[string]any{}, "processing": map[string]any{}, "storage": map[string]any{},
		},
	})
	s.camera = make("/cameras", map[string]any{
		"name": "相机" + s.n, "roomUse": house.RoomUse, "systemId": s.system, "placeId": s.place, "kbps": 10, "code": s.code(),
		"main": map[string]any{"kind": "rtsp", "url": "rtsp://" + s.host() + ":554/" + s.said("path"), "user": s.said("user"), "password": s.said("password")},
	})
	var rec struct{ ETag string }
	ok(t, w.admin.Get(ctx, "/cameras/"+s.camera+"/archive", nil, &rec))
	ok(t, w.admin.Patch(ctx, "/cameras/"+s.camera+"/archive", rec.ETag, map[string]any{"values": map[string]any{
		"longitude": s.longitude(), "latitude": s.latitude(), "address": s.said("address"), "common_name": s.said("common"), "siting_reason": s.said("siting"),
		"model": s.said("model"), "serial": s.said("serial"), "firmware": s.said("firmware"), "police_code": s.police(), "mac": s.mac(), "ipv4": s.host(),
		"fov_polygon": "[[" + s.corner() + ",31.57],[120.42,31.57],[120.42,31.58]]",
	}}, nil))
	make("/devices", map[string]any{"code": "3202131100118000077" + s.n, "name": "设备" + s.n, "options": map[string]any{"password": s.said("device")}})
	make("/neighbours", map[string]any{"systemId": s.system, "unit": "邻居" + s.n, "kind": "military", "what": s.said("neighbour")})
	make("/works/filings", map[string]any{
		"systemId": s.system, "kind": "legacy-w168", "declared": true, "usedSince": "2018-06-01", "scale": map[string]any{"cameras": 1, "storageDays": 30},
		"unit": map[string]any{"name": "单位" + s.n, "handler": "王某", "phone": s.said("filing")},
	})
	make("/systems/"+s.system+"/binder/technicians", map[string]any{"name": "李工", "role": "design", "unit": "设计院", "from": "2024-01-01", "certificateNo": s.said("certificate")})
	make("/findings", map[string]any{"placeId": s.place, "systemId": s.system, "roomUse": "hotel-guest-room", "note": "发现", "finder": s.said("finder"), "finderPhone": s.said("finder"), "source": "citizen"})
	ok(t, w.admin.Put(ctx, "/systems/"+s.system+"/secrecy", map[string]any{"secret": false, "basis": s.said("basis")}))
}
