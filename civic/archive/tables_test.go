package archive_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shiheng.internal/civic/archive"
)

func tables(t testing.TB) *archive.Tables {
	t.Helper()
	out, err := archive.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestTablesAreWhole: every table names its source, its version and how sure
// we are; the fields of regulation section 7 are all there.
func TestTablesAreWhole(t *testing.T) {
	tb := tables(t)
	for _, d := range tb.Dictionaries {
		if d.Version == 0 || (d.Certainty != "sure" && d.Certainty != "probable" && d.Certainty != "unverified") {
			t.Errorf("%s: version %d, certainty %q", d.ID, d.Version, d.Certainty)
		}
		for _, v := range d.Values {
			if got, ok := d.Find(v.Code); !ok || got != v.Code {
				t.Errorf("%s: %s is read as %q", d.ID, v.Code, got)
			}
		}
	}
	for _, code := range strings.Fields(`device_code name common_name manufacturer model serial firmware parent_code system_id civil_code
		block grassroots_code police_code address community street longitude latitude w168_category r799_class room_use room_type
		position_types point_type ptz_type imaging_type function_types function_gb supply_light encode_type resolution has_audio
		direction h_fov v_fov max_distance mount_height reference_image fov_polygon privacy_masks home_preset ipv4 ipv6 mac port
		gateway network_type connected security_level secrecy management_unit contact builder maintainer industry_code department
		install_time record_save_days status purpose sign_id impact_assessment_id photos`) {
		if _, ok := tb.Field(archive.Code(code)); !ok {
			t.Errorf("no field %s", code)
		}
	}
	for _, f := range tb.Fields {
		if strings.Contains(string(f.Code), "pass") || strings.Contains(f.Zh, "密码") || strings.Contains(f.Zh, "口令") {
			t.Errorf("%s: the archive keeps no secret", f.Code)
		}
	}
}

// TestEveryFaultIsWorded: whatever can be wrong with a value has its sentence
// and says what to do.
func TestEveryFaultIsWorded(t *testing.T) {
	said := map[string]bool{}
	for _, s := range tables(t).Sayings {
		if s.Zh == "" || s.En == "" || s.DoZh == "" || s.DoEn == "" || said[s.Code] {
			t.Errorf("%q is doubled or not whole", s.Code)
		}
		said[s.Code] = true
	}
	for _, file := range []string{"forms.go", "complete.go", "plan.go"} {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`fault\(f, "([a-z0-9-]+)"|Code: "([a-z0-9-]+)"`).FindAllStringSubmatch(string(src), -1) {
			if code := m[1] + m[2]; !said[code] {
				t.Errorf("%s: %q has no sentence", file, code)
			}
		}
	}
	if got := tables(t).Say(archive.Fault{Code: "digits", Params: map[string]string{"n": "20"}}); !strings.HasPrefix(got, "应为 20 位数字。") {
		t.Error(got)
	}
}

func TestColumns(t *testing.T) {
	tb := tables(t)
	for head, want := range map[string]archive.Code{
		"设备编码": "device_code", " * 设备名称 ": "name", "IP地址": "ipv4", "MAC 地址": "mac", "经度": "longitude", "longitude": "longitude",
		"行政区划代码": "civil_code", "水平视场角(度)": "h_fov", "摄像机类型": "ptz_type", "安装日期": "install_time", "维保单位": "maintainer",
		"DeviceID": "device_code", "存储天数": "record_save_days",
	} {
		if f, ok := tb.Column(head); !ok || f.Code != want {
			t.Errorf("column %q is %q, want %q", head, f.Code, want)
		}
	}
	for _, head := range []string{"", "备注", "口令", "密码"} {
		if f, ok := tb.Column(head); ok {
			t.Errorf("column %q is %q", head, f.Code)
		}
	}
}

// texts are what people write, and how the archive writes it; "!" is a fault.
var texts = []struct {
	field archive.Code
	in    string
	want  string
}{
	{"name", "  东门\n入口 ", "东门 入口"},
	{"device_code", "32021300001320000001", "32021300001320000001"},
	{"device_code", "3202130000132000001", "!digits"},
	{"device_code", "3202130000132000000A", "!digits"},
	{"direction", "东", "1"},
	{"direction", "3", "3"},
	{"direction", "上", "!dictionary"},
	{"position_types", "车站码头、中心广场", "3/4"},
	{"position_types", "3/4/3", "3/4"},
	{"position_types", "重点水域、航道", "15"},
	{"position_types", "重点水域、航道/中心广场、车站码头", "15/4/3"},
	{"position_types", "/", "!dictionary"},
	{"function_gb", "1/2", "01/02"},
	{"civil_code", "320203", "320213"},
	{"civil_code", "梁溪区", "320213"},
	{"civil_code", "320213004", "320213004"},
	{"civil_code", "320202004", "320213004"},
	{"civil_code", "310101", "!dictionary"},
	{"industry_code", "0", "00"},
	{"industry_code", "55", "55"},
	{"industry_code", "abc", "!dictionary"},
	{"has_audio", "有", "true"},
	{"has_audio", "FALSE", "false"},
	{"has_audio", "也许", "!flag"},
	{"install_time", "2024/3/5", "2024-03-05"},
	{"install_time", "20240305", "2024-03-05"},
	{"install_time", "2024年3月5日", "2024-03-05"},
	{"install_time", "2024-02-30", "!day"},
	{"h_fov", "90°", "90"},
	{"h_fov", "361", "!range"},
	{"mount_height", "4.50米", "4.5"},
	{"longitude", "120.31000000001", "120.31"},
	{"latitude", "abc", "!degrees"},
	{"latitude", "NaN", "!degrees"},
	{"ipv4", "010.0.0.1", "!ipv4"},
	{"ipv4", "10.0.0.1", "10.0.0.1"},
	{"ipv4", "127.0.0.1", "!ipv4"},
	{"ipv4", "::1", "!ipv4"},
	{"ipv6", "2001:DB8::1", "2001:db8::1"},
	{"ipv6", "fe80::1%eth0", "!ipv6"},
	{"mac", "a4:14:37:00:00:01", "A4-14-37-00-00-01"},
	{"mac", "a414.3700.0001", "A4-14-37-00-00-01"},
	{"mac", "00-00-00-00-00-00", "!mac"},
	{"port", "70000", "!range"},
	{"contact", "13900000000，0510-82220000", "13900000000/0510-82220000"},
	{"contact", "张三", "!phones"},
	{"record_save_days", "30天", "30"},
	{"record_save_days", "30.5", "!range"},
	{"resolution", "1920*1080", "1920x1080"},
	{"privacy_masks", "[[[0,0],[1,0],[1,1]]]", "[[[0,0],[1,0],[1,1]]]"},
	{"privacy_masks", "[[[0,0],[1.1,0],[1,1]]]", "!masks"},
	{"privacy_masks", "[[[0,0],[1],[1,1]]]", "!masks"},
	{"privacy_masks", "{}", "!masks"},
	{"fov_polygon", "[[120.3,31.5],[120.31,31.5],[120.31,31.51]]", "[[120.3,31.5],[120.31,31.5],[120.31,31.51]]"},
	{"fov_polygon", "[[120.3,31.5]]", "!polygon"},
	{"track", "120.3,31.5;120.31,31.5", "[[120.3,31.5],[120.31,31.5]]"},
	{"track", "去市中心", "!track"},
	{"ptz_envelope", `{"panFrom":-30,"panTo":60,"tiltFrom":-45,"tiltTo":0}`, `{"panFrom":-30,"panTo":60,"tiltFrom":-45,"tiltTo":0}`},
	{"ptz_envelope", `{"panFrom":60,"panTo":-30,"tiltFrom":-45,"tiltTo":0}`, "!envelope"},
	{"ptz_envelope", `{"password":1}`, "!envelope"},
	{"point_kind", "移动点位", "mobile"},
	{"grassroots_code", "000000", "000000"},
	{"parent_code", "32021300002000000001", "32021300002000000001"},
	{"parent_code", "a b", "!code"},
}

func TestRead(t *testing.T) {
	tb := tables(t)
	for _, tt := range texts {
		f, ok := tb.Field(tt.field)
		if !ok {
			t.Fatalf("no field %s", tt.field)
		}
		got, bad := tb.Read(f, tt.in)
		if bad != nil {
			got = "!" + bad.Code
		}
		if got != tt.want {
			t.Errorf("%s: %q is read as %q, want %q", tt.field, tt.in, got, tt.want)
		}
	}
}

// TestReadTwiceIsOnce: what was read reads as itself, whatever came in.
func TestReadTwiceIsOnce(t *testing.T) {
	tb := tables(t)
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(tb.Fields).Draw(t, "field")
		in := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"1/2", "3", "是", "2024/1/2", "[[0,0],[1,1],[0,1]]", "12:34:56:78:9a:bc", "120.3", "10.0.0.1"})).Draw(t, "text")
		once, bad := tb.Read(f, in)
		if bad != nil {
			return
		}
		if twice, bad := tb.Read(f, once); bad != nil || twice != once {
			t.Fatalf("%s: %q is read as %q, and that as %q, %v", f.Code, in, once, twice, bad)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, tt := range texts {
		f.Add(string(tt.field), tt.in)
	}
	tb := tables(f)
	f.Fuzz(func(t *testing.T, code, in string) {
		field, ok := tb.Field(archive.Code(code))
		if !ok {
			return
		}
		once, bad := tb.Read(field, in)
		if bad != nil {
			return
		}
		if twice, bad := tb.Read(field, once); bad != nil || twice != once {
			t.Errorf("%s: %q → %q → %q, %v", code, in, once, twice, bad)
		}
	})
}

// TestPictureFields: what is kept as attachments is what the table calls files.
func TestPictureFields(t *testing.T) {
	tables, err := archive.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	got := map[archive.Code]bool{}
	for _, f := range tables.Fields {
		if f.Form == "file" || f.Form == "files" {
			got[f.Code] = true
		}
	}
	for _, code := range archive.PictureFields() {
		if !got[code] {
			t.Errorf("%s is no field of files", code)
		}
		delete(got, code)
	}
	if len(got) > 0 {
		t.Errorf("fields of files that no attachment can be linked to: %v", got)
	}
}
