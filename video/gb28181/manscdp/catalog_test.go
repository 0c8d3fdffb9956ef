package manscdp_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"shiheng.internal/video/gb28181/manscdp"
)

func catalog(t *testing.T, sum string, items ...string) *manscdp.Message {
	t.Helper()
	doc := "<Response><CmdType>Catalog</CmdType><SN>1</SN><DeviceID>34020000001180000001</DeviceID>"
	if sum != "" {
		doc += "<SumNum>" + sum + "</SumNum>"
	}
	doc += `<DeviceList Num="` + fmt.Sprint(len(items)) + `">` + strings.Join(items, "\r\n") + "</DeviceList></Response>"
	m, err := manscdp.Decode([]byte(doc), manscdp.CharsetAuto)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func id(n int) string { return fmt.Sprintf("3402000000132%07d", n) }

func item(n int) string {
	return fmt.Sprintf("<Item><DeviceID>%s</DeviceID><Name>通道%d</Name><ParentID>34020000001180000001</ParentID></Item>", id(n), n)
}

// Items as equipment writes them (quirk 8 and clause 6.1).
func TestItems(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		check    func(it manscdp.Item) bool
	}{
		{"status missing is on", "", func(it manscdp.Item) bool { return it.Online && it.Status == "" }},
		{"Status On", "<Status>On</Status>", func(it manscdp.Item) bool { return it.Online }},
		{"Status ONLINE", "<Status>ONLINE</Status>", func(it manscdp.Item) bool { return it.Online }},
		{"Status OK", "<Status>OK</Status>", func(it manscdp.Item) bool { return it.Online }},
		{"Status empty", "<Status></Status>", func(it manscdp.Item) bool { return it.Online }},
		{"Status OFF", "<Status>OFF</Status>", func(it manscdp.Item) bool { return !it.Online }},
		{"Status offline", "<Status>offline</Status>", func(it manscdp.Item) bool { return !it.Online }},
		{"CivilCode text", "<CivilCode>CivilCode</CivilCode><Owner>Owner</Owner><Name/>", func(it manscdp.Item) bool {
			return it.CivilCode == "CivilCode" && it.Owner == "Owner" && it.Name == ""
		}},
		{"several parents", "<ParentID>34020000001180000001/34020000002160000001/</ParentID>", func(it manscdp.Item) bool { return len(it.Parents) == 2 }},
		{"parent nonsense", "<ParentID>a b</ParentID><Parental></Parental>", func(it manscdp.Item) bool { return it.Parents == nil && !it.Parental }},
		{"bare & and <", "<Name>A&B</Name><Address>1<2 路</Address>", func(it manscdp.Item) bool { return it.Name == "A&B" && it.Address == "1<2 路" }},
		{"wrong case", "<name>x</name><PARENTAL>1</PARENTAL>", func(it manscdp.Item) bool { return it.Name == "x" && it.Parental }},
		{"Info and unknown kept", "<Info><PTZType>1</PTZType></Info><RecordSaveDays>30</RecordSaveDays>", func(it manscdp.Item) bool {
			return it.Info["PTZType"] == "1" && it.Info["RecordSaveDays"] == "30"
		}},
		{"password never kept", "<Password>geheim</Password><Info><Password>geheim</Password></Info>", func(it manscdp.Item) bool {
			return !strings.Contains(fmt.Sprint(it), "geheim")
		}},
		{"coordinates as text", "<Longitude>东经</Longitude><Latitude></Latitude>", func(it manscdp.Item) bool { return it.Longitude == "东经" }},
		{"Event in an answer", "<Event>off</Event>", func(it manscdp.Item) bool { return it.Event == "OFF" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := manscdp.ParseCatalog(catalog(t, "1", "<Item><DeviceID>"+id(1)+"</DeviceID>"+tt.in+"</Item>"))
			if len(p.Items) != 1 || !tt.check(p.Items[0]) {
				t.Errorf("%+v", p)
			}
		})
	}
}

// TestBrokenItem holds that one broken entry never loses the others.
func TestBrokenItem(t *testing.T) {
	for _, tt := range []struct{ name, broken string }{
		{"no code", "<Item><Name>x</Name></Item>"},
		{"empty code", "<Item><DeviceID></DeviceID></Item>"},
		{"code of blanks and Chinese", "<Item><DeviceID>通 道</DeviceID></Item>"},
		{"closing tag lost", "<Item><Name>x</Name>"},
		{"all closing tags lost", "<Item><Name>x"},
		{"stray closing", "</Foo><Item></Item>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := catalog(t, "3", item(1), tt.broken, item(2), item(3))
			p := manscdp.ParseCatalog(m)
			if len(p.Items) != 3 || p.Broken != 1 || m.Repairs[manscdp.RepairItem] != 1 {
				t.Errorf("%d items, %d broken, %s", len(p.Items), p.Broken, m.Repairs)
			}
		})
	}
	t.Run("truncated", func(t *testing.T) {
		whole := "<Response><CmdType>Catalog</CmdType><SN>1</SN><SumNum>2</SumNum><DeviceList>" + item(1) + "<Item><DeviceID>" + id(2)
		m, err := manscdp.Decode([]byte(whole[:len(whole)-3]), manscdp.CharsetAuto)
		if err != nil {
			t.Fatal(err)
		}
		p := manscdp.ParseCatalog(m)
		if len(p.Items) != 1 || p.Broken != 1 || m.Repairs[manscdp.RepairTruncated] != 1 {
			t.Errorf("a cut code was believed: %+v %s", p, m.Repairs)
		}
	})
	t.Run("attribute form", func(t *testing.T) {
		m := catalog(t, "1", `<Item DeviceID="`+id(1)+`" Name="门" Status="OFF"/>`)
		p := manscdp.ParseCatalog(m)
		if len(p.Items) != 1 || p.Items[0].Name != "门" || p.Items[0].Online || m.Repairs[manscdp.RepairAttribute] == 0 {
			t.Errorf("%+v %s", p, m.Repairs)
		}
	})
}

// A collection is played from steps: a message, or silence.
func TestCollector(t *testing.T) {
	part := func(sum string, ns ...int) *manscdp.Message {
		var in []string
		for _, n := range ns {
			in = append(in, item(n))
		}
		return catalog(t, sum, in...)
	}
	for _, tt := range []struct {
		name    string
		parts   []*manscdp.Message
		items   int
		partial bool
		quick   bool // ends after Settle, not after Gap
	}{
		{"one part", []*manscdp.Message{part("2", 1, 2)}, 2, false, true},
		{"out of order", []*manscdp.Message{part("4", 3, 4), part("4", 1, 2)}, 4, false, true},
		{"repeated", []*manscdp.Message{part("3", 1), part("3", 1), part("3", 2), part("3", 3), part("3", 2)}, 3, false, true},
		{"lost", []*manscdp.Message{part("4", 1, 2), part("4", 4)}, 3, true, false},
		{"empty with zero", []*manscdp.Message{part("0")}, 0, false, true},
		{"nothing came", nil, 0, true, false},
		{"quirk 6: SumNum counts the device itself", []*manscdp.Message{part("3", 1, 2)}, 2, true, false},
		{"quirk 6: SumNum is 1 in every message", []*manscdp.Message{part("1", 1), part("1", 2), part("1", 3)}, 3, true, false},
		{"quirk 6: SumNum changes", []*manscdp.Message{part("2", 1), part("3", 2), part("3", 3)}, 3, true, false},
		{"no SumNum", []*manscdp.Message{part("", 1, 2)}, 2, true, false},
		{"broken entry", []*manscdp.Message{catalog(t, "2", item(1), "<Item/>")}, 1, true, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			now := time.Unix(1_800_000_000, 0)
			c := manscdp.NewCollector(now)
			for _, m := range tt.parts {
				now = now.Add(100 * time.Millisecond)
				if now.After(c.Next()) {
					t.Fatal("ended too early")
				}
				c.Add(m, now)
			}
			got := c.Result()
			if len(got.Items) != tt.items || got.Partial != tt.partial {
				t.Errorf("%d items, partial %v", len(got.Items), got.Partial)
			}
			if quick := c.Next().Sub(now) <= c.Settle; quick != tt.quick {
				t.Errorf("ends in %v", c.Next().Sub(now))
			}
		})
	}
}

// TestCollectorTwoParents is a node told under its device and its virtual
// organisation: one channel, counted twice by the peer.
func TestCollectorTwoParents(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	c := manscdp.NewCollector(now)
	other := strings.Replace(item(1), "<ParentID>34020000001180000001", "<ParentID>34020000002160000001", 1)
	c.Add(catalog(t, "2", item(1), other), now)
	if got := c.Result(); got.Partial || len(got.Items) != 1 || len(got.Items[0].Parents) != 2 {
		t.Errorf("%+v", got)
	}
}

// TestCollector10000 collects 10,000 channels, one to a message, shuffled, with
// every tenth repeated.
func TestCollector10000(t *testing.T) {
	const n = 10_000
	now := time.Unix(1_800_000_000, 0)
	c := manscdp.NewCollector(now)
	for i, k := range rand.New(rand.NewPCG(1, 2)).Perm(n) {
		m := catalog(t, fmt.Sprint(n), item(k))
		c.Add(m, now)
		if i%10 == 0 {
			c.Add(m, now)
		}
	}
	got := c.Result()
	if len(got.Items) != n || got.Partial || got.Parts != n+n/10 {
		t.Errorf("%d items, partial %v, %d parts", len(got.Items), got.Partial, got.Parts)
	}
}

func BenchmarkCatalog1000(b *testing.B) {
	var in []string
	for k := range 1000 {
		in = append(in, item(k))
	}
	doc := []byte(gb("<Response><CmdType>Catalog</CmdType><SN>1</SN><SumNum>1000</SumNum><DeviceList>" + strings.Join(in, "") + "</DeviceList></Response>"))
	b.ReportAllocs()
	b.SetBytes(int64(len(doc)))
	for b.Loop() {
		m, err := manscdp.Decode(doc, manscdp.CharsetAuto)
		if err != nil || len(manscdp.ParseCatalog(m).Items) != 1000 {
			b.Fatal(err)
		}
	}
}
