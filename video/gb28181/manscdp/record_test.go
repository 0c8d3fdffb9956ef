package manscdp_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"shiheng.internal/video/gb28181/manscdp"
)

// recordInfo is one message of a RecordInfo answer; items are "start/end".
func recordInfo(t testing.TB, sum string, items ...string) *manscdp.Message {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "<Response><CmdType>RecordInfo</CmdType><SN>7</SN><DeviceID>34020000001310000001</DeviceID><SumNum>%s</SumNum>", sum)
	if len(items) > 0 {
		fmt.Fprintf(&b, `<RecordList Num="%d">`, len(items))
		for _, it := range items {
			from, to, _ := strings.Cut(it, "/")
			fmt.Fprintf(&b, "<Item><DeviceID>34020000001310000001</DeviceID><StartTime>%s</StartTime><EndTime>%s</EndTime></Item>", from, to)
		}
		b.WriteString("</RecordList>")
	}
	b.WriteString("</Response>")
	m, err := manscdp.Decode([]byte(b.String()), manscdp.CharsetAuto)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestRecordings: what real recorders answer (reference clause 6.2).
func TestRecordings(t *testing.T) {
	now := time.Date(2026, 11, 26, 8, 0, 0, 0, time.UTC)
	const (
		first  = "2026-11-26T10:00:00/2026-11-26T10:10:00"
		second = "2026-11-26T10:10:00/2026-11-26T10:20:00"
		third  = "2026-11-26T23:55:00/2026-11-27T00:05:00"
	)
	for _, tt := range []struct {
		name     string
		messages []*manscdp.Message
		want     int
		partial  bool
		broken   int
	}{
		{"none", []*manscdp.Message{recordInfo(t, "0")}, 0, false, 0},
		{"one message", []*manscdp.Message{recordInfo(t, "2", first, second)}, 2, false, 0},
		{"unsorted, in two messages", []*manscdp.Message{recordInfo(t, "3", third, second), recordInfo(t, "3", first)}, 3, false, 0},
		{"told twice", []*manscdp.Message{recordInfo(t, "2", first), recordInfo(t, "2", first), recordInfo(t, "2", second)}, 2, false, 0},
		{"a message lost", []*manscdp.Message{recordInfo(t, "3", first, second)}, 2, true, 0},
		{"ends before it begins", []*manscdp.Message{recordInfo(t, "2", first, "2026-11-26T11:00:00/2026-11-26T10:00:00")}, 1, true, 1},
		{"times that are none", []*manscdp.Message{recordInfo(t, "1", "yesterday/today")}, 0, true, 1},
		{"no total", []*manscdp.Message{recordInfo(t, "", first)}, 1, true, 0},
		{"totals that differ", []*manscdp.Message{recordInfo(t, "1", first), recordInfo(t, "2", second)}, 2, true, 0},
	} {
		c := manscdp.NewRecordCollector(now)
		for _, m := range tt.messages {
			c.Add(m, now)
		}
		got := c.Result()
		if len(got.Items) != tt.want || got.Partial != tt.partial || got.Broken != tt.broken {
			t.Errorf("%s: %d files, partial %v, broken %d; want %d, %v, %d", tt.name, len(got.Items), got.Partial, got.Broken, tt.want, tt.partial, tt.broken)
		}
		for i := 1; i < len(got.Items); i++ {
			if got.Items[i].From.Before(got.Items[i-1].From) {
				t.Errorf("%s: not in order", tt.name)
			}
		}
	}
}

// TestRecordFieldsRoundTrip: what a device of ours writes is read back.
func TestRecordFieldsRoundTrip(t *testing.T) {
	from := time.Date(2026, 11, 26, 2, 0, 0, 0, time.UTC)
	want := manscdp.Recording{Code: "34020000001310000001", Name: "街口 & 大门", From: from, To: from.Add(time.Hour), Type: "alarm", Size: 12, FilePath: "/a"}
	body := manscdp.Encode(manscdp.Response, manscdp.RecordInfo, 3, want.Code, manscdp.CharsetGB18030, manscdp.RecordFields(want.Name, 1, []manscdp.Recording{want})...)
	m, err := manscdp.Decode(body, manscdp.CharsetAuto)
	if err != nil {
		t.Fatal(err)
	}
	c := manscdp.NewRecordCollector(from)
	c.Add(m, from)
	got := c.Result()
	want.Secrecy = "0"
	if len(got.Items) != 1 || got.Items[0] != want || got.Partial {
		t.Errorf("%+v", got)
	}
}

// FuzzRecordings: whatever a recorder answers, nothing panics and the result
// is in order and distinct.
func FuzzRecordings(f *testing.F) {
	f.Add("2", "2026-11-26T10:00:00", "2026-11-26T10:10:00")
	f.Add("-1", "", "")
	f.Add("999999999999", "2026-11-26 10:00:00", "2026-11-27T00:00:00Z")
	now := time.Date(2026, 11, 26, 8, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, sum, from, to string) {
		body := manscdp.Encode(manscdp.Response, manscdp.RecordInfo, 1, "34020000001310000001", manscdp.CharsetAuto,
			manscdp.F("SumNum", sum), manscdp.Field{Name: "RecordList", Children: []manscdp.Field{
				{Name: "Item", Children: []manscdp.Field{manscdp.F("StartTime", from), manscdp.F("EndTime", to)}},
				{Name: "Item", Children: []manscdp.Field{manscdp.F("StartTime", to), manscdp.F("EndTime", from)}},
			}})
		m, err := manscdp.Decode(body, manscdp.CharsetAuto)
		if err != nil {
			return
		}
		c := manscdp.NewRecordCollector(now)
		c.Add(m, now)
		for _, r := range c.Result().Items {
			if !r.From.Before(r.To) {
				t.Errorf("%v", r)
			}
		}
	})
}
