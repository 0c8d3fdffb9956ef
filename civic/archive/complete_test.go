package archive_test

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/law"
)

func today() law.Day { return law.NewDay(2026, time.November, 26) }

func facts() archive.Facts {
	return archive.Facts{Today: today(), Floor: law.Floor{Days: 30, Articles: []string{"W168/28"}}}
}

// whole is a record of a fixed point with nothing missing.
func whole() archive.Values {
	return archive.Values{
		"device_code": "32021300001320000001", "name": "崇安寺广场东口", "osd_name": "崇安寺广场东口", "manufacturer": "甲厂", "model": "X1",
		"parent_code": "32021300002000000001", "system_id": "崇安寺广场视频系统", "point_kind": "fixed", "civil_code": "320213",
		"police_code": "320213520000", "address": "人民中路 1 号", "longitude": "120.301", "latitude": "31.575", "w168_category": "W8-07",
		"r799_class": "A7G", "room_use": "outdoor", "room_type": "1", "position_types": "4", "point_type": "1", "ptz_type": "3",
		"function_types": "5", "has_audio": "false", "direction": "1", "reference_image": "0199abcd", "ipv4": "10.2.3.4",
		"mac": "A4-14-37-00-00-01", "network_type": "0", "connected": "true", "secrecy": "false", "management_unit": "梁溪分局",
		"contact": "0510-82220000", "builder": "梁溪区政府", "builder_contact": "0510-82220001", "maintainer": "某维保公司",
		"maintainer_contact": "13900000000", "industry_code": "00", "department": "公安", "install_time": "2024-03-05",
		"record_save_days": "30", "status": "1", "purpose": "维护公共安全", "sign_id": "BZ-1", "impact_assessment_id": "PIA-1",
	}
}

// TestFacing: the bearing that was measured goes before the coded direction; what
// looks all round has none.
func TestFacing(t *testing.T) {
	for _, tt := range []struct {
		direction, bearing string
		want               float64
	}{{"1", "", 90}, {"1", "101.5", 101.5}, {"", "0", 0}, {"4", "360", 0}, {"9", "30", archive.AllRound}, {"9", "", archive.AllRound}, {"", "", archive.AllRound}} {
		v := archive.Values{archive.Direction: tt.direction, archive.Bearing: tt.bearing}
		if got := v.Toward(); got != tt.want {
			t.Errorf("direction %q, bearing %q: %v, want %v", tt.direction, tt.bearing, got, tt.want)
		}
	}
}

func codesOf(faults []archive.Fault) []string {
	var out []string
	for _, f := range faults {
		out = append(out, string(f.Field)+":"+f.Code)
	}
	slices.Sort(out)
	return out
}

// TestCompleteness_7_3 is regulation 7.3 as a table: each way in which a
// required field is not valid.
func TestCompleteness_7_3(t *testing.T) {
	tb := tables(t)
	full := tb.Check(whole(), facts())
	if full.Score() != archive.Whole || len(full.Faults) > 0 || full.Required < 40 {
		t.Fatalf("a whole record scores %d of %d: %v", full.Valid, full.Required, codesOf(full.Faults))
	}
	for _, tt := range []struct {
		name  string
		set   archive.Values
		facts func(*archive.Facts)
		want  []string
	}{
		{"nothing typed", archive.Values{"address": ""}, nil, []string{"address:missing"}},
		{"format", archive.Values{"mac": "x"}, nil, []string{"mac:mac"}},
		{"dictionary", archive.Values{"direction": "12"}, nil, []string{"direction:dictionary"}},
		{"code of another district", archive.Values{"device_code": "32028200001320000001"}, nil, []string{"device_code:district"}},
		{"code of a district merged in 2015", archive.Values{"device_code": "32020200001320000001"}, nil, nil},
		{"code with an unknown type", archive.Values{"device_code": "32021300009990000001"}, nil, []string{"device_code:type"}},
		{"in another district", archive.Values{"longitude": "119.8", "latitude": "31.35"}, nil, []string{"latitude:outside-district", "longitude:outside-district"}},
		{"in another city", archive.Values{"longitude": "116.4", "latitude": "39.9"}, nil, []string{"latitude:outside-city", "longitude:outside-city"}},
		{"picture shows another name", archive.Values{"osd_name": "西口"}, nil, []string{"name:osd-differs"}},
		{"nobody read the picture", archive.Values{"osd_name": ""}, nil, []string{"name:osd-unknown"}},
		{"installed tomorrow", archive.Values{"install_time": today().Add(1).String()}, nil, []string{"install_time:future"}},
		{"installed today", archive.Values{"install_time": today().String()}, nil, nil},
		{"kept too short", archive.Values{"record_save_days": "29"}, nil, []string{"record_save_days:short"}},
		{"kept too short for a key target", nil, func(f *archive.Facts) { f.Floor.Days = 90 }, []string{"record_save_days:short"}},
		{"MAC of another camera", nil, func(f *archive.Facts) { f.Taken = []archive.Code{"mac"} }, []string{"mac:taken"}},
		{"IP of another camera", nil, func(f *archive.Facts) { f.Taken = []archive.Code{"ipv4"} }, []string{"ipv4:taken"}},
		{"no IP but a code", archive.Values{"ipv4": ""}, nil, nil},
		{"no IP and no code", archive.Values{"ipv4": "", "device_code": ""}, nil, []string{"device_code:missing", "ipv4:missing"}},
		{"an IPv6 address does", archive.Values{"ipv4": "", "ipv6": "2001:db8::1"}, nil, nil},
		{"no category, no reason", archive.Values{"w168_category": "", "r799_class": ""}, nil, []string{"r799_class:missing", "w168_category:missing"}},
		{"no category, for a reason", archive.Values{"w168_category": "", "r799_class": ""}, func(f *archive.Facts) { f.NoDuty = true }, nil},
		{"a forbidden room", nil, func(f *archive.Facts) { f.Room = errors.New("W168/9") }, []string{"room_use:forbidden"}},
		{"sounds like a toilet", archive.Values{"name": "一楼卫生间", "osd_name": "一楼卫生间"}, nil, []string{"name:review"}},
		{"sounds like one, and was reviewed", archive.Values{"name": "一楼卫生间", "osd_name": "一楼卫生间", "privacy_review": "仅照门外走廊"}, nil, nil},
		{"mobile", archive.Values{"point_kind": "mobile", "longitude": "", "latitude": "", "address": ""}, nil, []string{"plate_no:missing", "route:missing", "track:missing"}},
		{"mobile, with all it takes", archive.Values{"point_kind": "mobile", "longitude": "", "latitude": "", "address": "", "plate_no": "苏B12345", "route": "1 路", "track": "[[120.3,31.5],[120.31,31.5]]"}, nil, nil},
		{"temporary", archive.Values{"point_kind": "temporary"}, nil, []string{"checklist_accepted:missing", "deployment_purpose:missing", "end_date:missing"}},
	} {
		v := whole()
		maps.Copy(v, tt.set)
		for code, text := range tt.set {
			if text == "" {
				delete(v, code)
			}
		}
		f := facts()
		if tt.facts != nil {
			tt.facts(&f)
		}
		r := tb.Check(v, f)
		if got := codesOf(r.Faults); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
		if r.Required-r.Valid != len(r.Faults) {
			t.Errorf("%s: %d of %d valid, %d faults", tt.name, r.Valid, r.Required, len(r.Faults))
		}
	}
}

// TestCompletenessHolds: for any record the sum is right, only a record
// without faults is whole, and filling a field never makes it worse.
func TestCompletenessHolds(t *testing.T) {
	tb := tables(t)
	rapid.Check(t, func(t *rapid.T) {
		v := archive.Values{}
		for code, text := range whole() {
			if rapid.Bool().Draw(t, string(code)) {
				v[code] = text
			}
		}
		r := tb.Check(v, facts())
		if r.Valid+len(r.Faults) != r.Required || (r.Score() == archive.Whole) != (len(r.Faults) == 0) {
			t.Fatalf("%d of %d, %d faults, score %d", r.Valid, r.Required, len(r.Faults), r.Score())
		}
		seen := map[archive.Code]bool{}
		for _, f := range r.Faults {
			if seen[f.Field] {
				t.Fatalf("%s is at fault twice", f.Field)
			}
			seen[f.Field] = true
		}
		full := whole()
		maps.Copy(full, v)
		if tb.Check(full, facts()).Score() < r.Score() {
			t.Fatal("filling fields made it worse")
		}
	})
}

// TestSounds_W168_9: names that sound like a forbidden room, and lawful
// neighbours of one.
func TestSounds_W168_9(t *testing.T) {
	for name, use := range map[string]string{
		"一楼卫生间": "toilet", "女更衣室": "changing-room", "3号宿舍": "dormitory-room", "302客房内": "hotel-guest-room", "泳池浴室": "public-bath",
		"VIP包间": "restaurant-private-room", "母婴室": "nursing-room", "员工休息室": "staff-rest-room", "试衣间2": "fitting-room", "宿舍楼宿舍": "dormitory-room",
		"一楼卫生间门口": "", "宿舍走廊": "", "客房过道": "", "浴室大厅": "", "更衣室外": "", "公厕门口": "", "宿舍楼东侧": "", "人民路": "", "": "",
	} {
		if _, got, _ := archive.Sounds(name); got != use {
			t.Errorf("%q sounds like %q, want %q", name, got, use)
		}
	}
}

func TestDueForRemoval(t *testing.T) {
	for _, tt := range []struct {
		v    archive.Values
		want bool
	}{
		{archive.Values{"point_kind": "temporary", "end_date": "2026-11-25"}, true},
		{archive.Values{"point_kind": "temporary", "end_date": "2026-11-26"}, false},
		{archive.Values{"point_kind": "temporary", "end_date": "2026-11-25", "status": "3"}, false},
		{archive.Values{"point_kind": "temporary"}, false},
		{archive.Values{"end_date": "2026-11-25"}, false},
	} {
		if got := archive.DueForRemoval(tt.v, today()); got != tt.want {
			t.Errorf("%v: %v", tt.v, got)
		}
	}
}
