package manscdp_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/manscdp"
)

func gb(s string) string {
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

const keepalive = `<Notify><CmdType>Keepalive</CmdType><SN>7</SN><DeviceID>34020000001320000001</DeviceID><Status>OK</Status></Notify>`

// One table feeds parse, repair and fuzz: bodies as equipment sends them.
var bodies = []struct {
	name, in string
	cmd      string // "" means that it cannot be read
	sn       uint32
	repairs  string
}{
	{"clean", `<?xml version="1.0" encoding="GB2312"?>` + "\r\n" + keepalive, "Keepalive", 7, ""},
	{"no declaration, blanks and BOM", "\xef\xbb\xbf\r\n  " + keepalive, "Keepalive", 7, ""},
	{"quirk 7: NUL bytes", strings.ReplaceAll(keepalive, "OK", "O\x00K") + "\x00\x00", "Keepalive", 7, "control×1"},
	{"wrong case", strings.ToLower(keepalive), "Keepalive", 7, "case×5"},
	{"2022 text's small letters", strings.ReplaceAll(keepalive, "CmdType", "cmdType"), "Keepalive", 7, "case×1"},
	{"quirk 7: attribute form", `<Notify CmdType="Keepalive" SN="7" DeviceID='34020000001320000001' Status=OK></Notify>`, "Keepalive", 7, "attribute×1"},
	{"attribute form, empty element", `<Notify CmdType="Keepalive" SN="7"/>`, "Keepalive", 7, "attribute×1"},
	{"second document", keepalive + `<?xml version="1.0"?><Notify><CmdType>Alarm</CmdType></Notify>`, "Keepalive", 7, "second×1"},
	{"truncated in a tag", keepalive[:len(keepalive)-5], "Keepalive", 7, "closing×1 truncated×1"},
	{"truncated in an element", keepalive[:strings.Index(keepalive, "<Status>")+10], "Keepalive", 7, "truncated×1"},
	{"doubled closing tag", strings.ReplaceAll(keepalive, "</SN>", "</SN></SN>"), "Keepalive", 7, "closing×1"},
	{"CR CR LF", strings.ReplaceAll(keepalive, "><", ">\r\r\n<"), "Keepalive", 7, ""},
	{"junk before", "xyz" + keepalive, "Keepalive", 7, "leading×1"},
	{"comment and CDATA", `<!-- x --><Notify><CmdType><![CDATA[Keepalive]]></CmdType><SN>7</SN></Notify>`, "Keepalive", 7, ""},
	{"document type", `<!DOCTYPE a [<!ENTITY b "c">]>` + keepalive, "Keepalive", 7, "doctype×1 leading×1"},
	{"label UTF-8, bytes GB18030", `<?xml version="1.0" encoding="UTF-8"?><Notify><CmdType>Alarm</CmdType><SN>7</SN><AlarmDescription>` + gb("门口") + `</AlarmDescription></Notify>`, "Alarm", 7, "charset×1"},
	{"label GB2312, bytes UTF-8", `<?xml version="1.0" encoding="GB2312"?><Notify><CmdType>Alarm</CmdType><SN>7</SN><AlarmDescription>门口</AlarmDescription></Notify>`, "Alarm", 7, "charset×1"},
	{"SN missing", `<Notify><CmdType>MobilePosition</CmdType></Notify>`, "MobilePosition", 0, ""},
	{"SN out of range", `<Notify><CmdType>Alarm</CmdType><SN>99999999999</SN></Notify>`, "Alarm", 0, ""},
	{"unknown command", `<Notify><CmdType>TimeSync</CmdType><SN>1</SN></Notify>`, "TimeSync", 1, ""},
	{"not XML", "jaK", "", 0, ""},
	{"empty", "", "", 0, ""},
	{"no command", `<Notify><SN>7</SN></Notify>`, "", 0, ""},
	{"another root", `<html><CmdType>Keepalive</CmdType></html>`, "", 0, ""},
	{"deep nesting", strings.Repeat("<a>", 10_000), "", 0, ""},
}

func TestDecode(t *testing.T) {
	for _, tt := range bodies {
		t.Run(tt.name, func(t *testing.T) {
			m, err := manscdp.Decode([]byte(tt.in), manscdp.CharsetAuto)
			if tt.cmd == "" {
				if !errors.Is(err, shiheng.ErrInvalid) {
					t.Fatalf("%+v, %v", m, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if m.CmdType != tt.cmd || m.SN != tt.sn || m.Repairs.String() != tt.repairs {
				t.Errorf("%s %d, repairs %q, want %q", m.CmdType, m.SN, m.Repairs, tt.repairs)
			}
			if tt.cmd == "Alarm" && strings.Contains(tt.in, "Description") && m.Body.Value("AlarmDescription") != "门口" {
				t.Errorf("text %q", m.Body.Value("AlarmDescription"))
			}
		})
	}
}

// Text with damage inside: what stands between the tags must come out.
var texts = []struct{ name, in, want string }{
	{"bare ampersand (Hikvision)", "A&B 楼", "A&B 楼"},
	{"escaped", "A&amp;B &lt;1&gt; &quot;&apos;", `A&B <1> "'`},
	{"numeric", "&#22823;&#x95E8;", "大门"},
	{"unknown entity", "&nbsp;x", "&nbsp;x"},
	{"reference out of range", "&#x99999999;", "&#x99999999;"},
	{"stray less-than", "高<低", "高<低"},
	{"less-than and number", "t<5 m", "t<5 m"},
	{"less-than and prose", "a <b and c", "a <b and c"},
	{"blanks around", "  x  ", "x"},
	{"control bytes", "a\x01\x02b", "ab"},
	{"four-byte character", "𠮷野家", "𠮷野家"},
}

func TestText(t *testing.T) {
	for _, tt := range texts {
		for _, cs := range []manscdp.Charset{manscdp.CharsetUTF8, manscdp.CharsetGB18030} {
			t.Run(tt.name+" "+string(cs), func(t *testing.T) {
				doc := "<Response><CmdType>DeviceInfo</CmdType><SN>1</SN><DeviceName>" + tt.in + "</DeviceName><Model>M</Model></Response>"
				if cs == manscdp.CharsetGB18030 {
					doc = gb(doc)
				}
				m, err := manscdp.Decode([]byte(doc), manscdp.CharsetAuto)
				if err != nil {
					t.Fatal(err)
				}
				if in := manscdp.ParseInfo(m); in.Name != tt.want || in.Model != "M" {
					t.Errorf("got %q, %q; want %q", in.Name, in.Model, tt.want)
				}
			})
		}
	}
}

// TestLastCharacterCut is quirk 7: a GBK pair cut in half at the end.
func TestLastCharacterCut(t *testing.T) {
	doc := gb("<Response><CmdType>DeviceInfo</CmdType><SN>1</SN><DeviceName>大厅")
	m, err := manscdp.Decode([]byte(doc[:len(doc)-1]), manscdp.CharsetAuto)
	if err != nil || !strings.HasPrefix(m.Body.Value("DeviceName"), "大") {
		t.Fatalf("%+v, %v", m, err)
	}
}

func TestCharsetOverride(t *testing.T) {
	// Bytes that are valid in both sets: the two-byte GBK text "涓" reads as half
	// of a UTF-8 sequence when it is UTF-8, so only a setting can decide.
	utf := []byte("<Notify><CmdType>Alarm</CmdType><AlarmDescription>中</AlarmDescription></Notify>")
	m, err := manscdp.Decode(utf, manscdp.CharsetGB18030)
	if err != nil || m.Body.Value("AlarmDescription") == "中" {
		t.Errorf("the setting was not obeyed: %q, %v", m.Body.Value("AlarmDescription"), err)
	}
}

// TestTimeLinear feeds shapes that made a quadratic reader stand still.
func TestTimeLinear(t *testing.T) {
	for name, piece := range map[string]string{
		"stray": "<a<", "amp": "&&&&", "quote": `<a b="`, "close": "</a", "cdata": "<![CDATA[", "comment": "<!--", "less": "<",
		"open": "<a>", "item": "<Item>", "pi": "<?",
	} {
		t.Run(name, func(t *testing.T) {
			doc := "<Notify>" + strings.Repeat(piece, (256<<10)/len(piece))
			if _, _, err := manscdp.Parse(doc); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestEncode(t *testing.T) {
	for _, cs := range []manscdp.Charset{manscdp.CharsetAuto, manscdp.CharsetGB18030, manscdp.CharsetUTF8} {
		name := "门口 & <西> \"𠮷\"\x01"
		b := manscdp.Encode(manscdp.Response, manscdp.DeviceInfo, 9, "34020000001320000001", cs,
			manscdp.Info{Name: name, OK: true, Channels: 4}.Fields()...)
		if !strings.Contains(string(b), `encoding="`+cs.Label()+`"`) {
			t.Errorf("label of %q: %.60q", cs, b)
		}
		if cs == manscdp.CharsetUTF8 != utf8.Valid(b) {
			t.Errorf("%q: wrong bytes", cs)
		}
		m, err := manscdp.Decode(b, manscdp.CharsetAuto)
		if err != nil {
			t.Fatal(err)
		}
		m.Repairs = nil // a label of GB2312 over UTF-8 is not ours to judge here
		in := manscdp.ParseInfo(m)
		if in.Name != "门口 & <西> \"𠮷\"" || in.Channels != 4 || m.SN != 9 || m.Device != "34020000001320000001" {
			t.Errorf("%q: %+v %+v", cs, m, in)
		}
	}
}

func TestParseTime(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"2026-11-23T16:02:03", "2026-11-23T08:02:03Z"},
		{"2026-11-23T16:02:03.250", "2026-11-23T08:02:03.25Z"},
		{"2026-11-23 16:02:03", "2026-11-23T08:02:03Z"},
		{"2026-11-23T08:02:03Z", "2026-11-23T08:02:03Z"},
		{"2026-11-23T16:02:03+08:00", "2026-11-23T08:02:03Z"},
		{" 2026-11-23T16:02:03 ", "2026-11-23T08:02:03Z"},
		{"", ""}, {"yesterday", ""}, {"2026-13-40T00:00:00", ""},
	} {
		got, ok := manscdp.ParseTime(tt.in)
		if ok != (tt.want != "") || ok && got.Format("2006-01-02T15:04:05.999Z07:00") != tt.want {
			t.Errorf("ParseTime(%q) = %v, %v", tt.in, got, ok)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, tt := range bodies {
		f.Add([]byte(tt.in))
	}
	for _, tt := range texts {
		f.Add([]byte("<Response><CmdType>Catalog</CmdType><DeviceList><Item><DeviceID>1</DeviceID><Name>" + tt.in + "</Name></Item></DeviceList></Response>"))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		for _, cs := range []manscdp.Charset{manscdp.CharsetAuto, manscdp.CharsetGB18030, manscdp.CharsetUTF8} {
			m, err := manscdp.Decode(in, cs)
			if err != nil {
				continue
			}
			part := manscdp.ParseCatalog(m)
			manscdp.ParseInfo(m)
			manscdp.ParseStatus(m)
			for _, it := range part.Items {
				if !utf8.ValidString(it.Name) || it.Code == "" {
					t.Errorf("item %+v", it)
				}
				b := manscdp.Encode(manscdp.Response, manscdp.Catalog, 1, "1", cs, manscdp.Field{Name: "DeviceList", Children: []manscdp.Field{it.Fields(true)}})
				again, err := manscdp.Decode(b, cs)
				if err != nil {
					t.Fatalf("what we wrote cannot be read: %v\n%s", err, b)
				}
				if got := manscdp.ParseCatalog(again); len(got.Items) != 1 || got.Items[0].Code != it.Code {
					t.Errorf("%+v became %+v", it, got)
				}
			}
		}
	})
}

func FuzzCharset(f *testing.F) {
	for _, tt := range texts {
		f.Add([]byte(tt.in))
		f.Add([]byte(gb(tt.in)))
	}
	f.Add([]byte{0x81})
	f.Add([]byte{0xff, 0xfe, 0x00})
	f.Fuzz(func(t *testing.T, in []byte) {
		text := manscdp.CharsetAuto.Text(in)
		if !utf8.ValidString(text) {
			t.Errorf("%q is not UTF-8", text)
		}
		if back := manscdp.CharsetGB18030.Text(manscdp.CharsetGB18030.Bytes(text)); back != text && !strings.HasPrefix(text, "\uFEFF") {
			t.Errorf("%q became %q", text, back)
		}
	})
}

func BenchmarkDecodeKeepalive(b *testing.B) {
	body := []byte(`<?xml version="1.0" encoding="GB2312"?>` + "\r\n" + keepalive)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := manscdp.Decode(body, manscdp.CharsetAuto); err != nil {
			b.Fatal(err)
		}
	}
}
