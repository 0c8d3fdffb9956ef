package plan_test

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/plan"
)

func day(s string) law.Day {
	d, err := law.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// TestW168_13 holds the four stages of the main works against the system's.
func TestW168_13(t *testing.T) {
	today := day("2026-11-26")
	pair := func(s plan.Stage, main, video string) plan.StagePair {
		p := plan.StagePair{Stage: s}
		if main != "" {
			p.Main = day(main)
		}
		if video != "" {
			p.Video = day(video)
		}
		return p
	}
	for _, tt := range []struct {
		name string
		in   []plan.StagePair
		want []plan.StageLag
	}{
		{"nothing begun", nil, []plan.StageLag{}},
		{"in step", []plan.StagePair{pair(plan.Design, "2025-01-10", "2025-01-10"), pair(plan.Use, "2026-10-01", "2026-10-01")}, []plan.StageLag{}},
		{"the system was earlier", []plan.StagePair{pair(plan.Build, "2025-06-01", "2025-05-20")}, []plan.StageLag{}},
		{"designed a day late", []plan.StagePair{pair(plan.Design, "2025-01-10", "2025-01-11")}, []plan.StageLag{{Stage: plan.Design, Days: 1}}},
		{"built late", []plan.StagePair{pair(plan.Build, "2025-06-01", "2025-07-01")}, []plan.StageLag{{Stage: plan.Build, Days: 30}}},
		{"main works accepted, the system not", []plan.StagePair{pair(plan.Acceptance, "2026-11-20", "")}, []plan.StageLag{{Stage: plan.Acceptance, Missing: true, Days: 6}}},
		{"the system is planned for later", []plan.StagePair{pair(plan.Use, "2026-11-20", "2026-12-20")}, []plan.StageLag{{Stage: plan.Use, Missing: true, Days: 6}}},
		{"main works not there yet", []plan.StagePair{pair(plan.Use, "2027-03-01", "")}, []plan.StageLag{}},
		{"only the system", []plan.StagePair{pair(plan.Use, "", "2026-01-01")}, []plan.StageLag{}},
		{"reached today", []plan.StagePair{pair(plan.Use, "2026-11-26", "")}, []plan.StageLag{{Stage: plan.Use, Missing: true}}},
		{"all four, in order", []plan.StagePair{
			pair(plan.Use, "2026-11-01", ""), pair(plan.Acceptance, "2026-10-01", "2026-10-02"),
			pair(plan.Build, "2026-01-01", "2026-01-01"), pair(plan.Design, "2025-01-01", "2025-01-03"),
		}, []plan.StageLag{{Stage: plan.Design, Days: 2}, {Stage: plan.Acceptance, Days: 1}, {Stage: plan.Use, Missing: true, Days: 25}}},
	} {
		if diff := cmp.Diff(tt.want, plan.Compare(tt.in, today)); diff != "" {
			t.Errorf("%s:\n%s", tt.name, diff)
		}
	}
}

// TestW168_12 says which certificates count on a day, and when one that does
// not is refused by its number.
func TestW168_12(t *testing.T) {
	cert := func(number, issued, expires string) plan.Certificate {
		c := plan.Certificate{CertificateEdit: plan.CertificateEdit{Number: number, Holder: "某公司", Issued: day(issued)}}
		if expires != "" {
			c.Expires = day(expires)
		}
		return c
	}
	today := day("2026-11-26")
	for _, tt := range []struct {
		name string
		c    plan.Certificate
		want plan.Validity
	}{
		{"without end", cert("1", "2020-01-01", ""), plan.Valid},
		{"far from its end", cert("1", "2020-01-01", "2027-11-26"), plan.Valid},
		{"61 days to go", cert("1", "2020-01-01", "2027-01-26"), plan.Valid},
		{"60 days to go", cert("1", "2020-01-01", "2027-01-25"), plan.Expiring},
		{"its last day", cert("1", "2020-01-01", "2026-11-26"), plan.Expiring},
		{"the day after", cert("1", "2020-01-01", "2026-11-25"), plan.Expired},
		{"not issued yet", cert("1", "2026-11-27", ""), plan.NotYet},
	} {
		if got := tt.c.On(today); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	withdrawn := cert("撤1", "2020-01-01", "")
	withdrawn.Withdrawn = true
	gone := cert("京1", "2020-01-01", "2026-06-30")
	good := cert("苏1", "2020-01-01", "2028-01-01")

	_, err := plan.Choose([]plan.Certificate{good, gone}, law.Day{}, today)
	wantRefusal(t, err, shiheng.ErrForbidden, "certificate.expired", "W168/12/1")
	if !strings.Contains(err.Error(), "京1") {
		t.Errorf("the refusal does not name the certificate: %v", err)
	}
	_, err = plan.Choose([]plan.Certificate{withdrawn}, today.Add(10), today)
	wantRefusal(t, err, shiheng.ErrForbidden, "certificate.withdrawn", "W168/12/1")
	_, err = plan.Choose([]plan.Certificate{good}, day("2028-02-01"), today) // ends before the works begin
	wantRefusal(t, err, shiheng.ErrForbidden, "certificate.expired", "W168/12/1")
	for _, tt := range []struct {
		begins string
		want   int
	}{{"2026-07-01", 1}, {"2026-06-30", 0}} { // what has begun is a fact
		lapsed, err := plan.Choose([]plan.Certificate{good, gone}, day(tt.begins), today)
		if err != nil || len(lapsed) != tt.want {
			t.Errorf("works begun %s: %v lapsed, %v", tt.begins, lapsed, err)
		}
	}
}

// TestW168_12_NotYet: a certificate of a later day does not count before it.
func TestW168_12_NotYet(t *testing.T) {
	early := plan.Certificate{CertificateEdit: plan.CertificateEdit{Number: "苏9", Holder: "某公司", Issued: day("2026-12-01")}}
	today := day("2026-11-26")
	_, err := plan.Choose([]plan.Certificate{early}, law.Day{}, today)
	wantRefusal(t, err, shiheng.ErrForbidden, "certificate.not-yet", "W168/12/1")
	if lapsed, err := plan.Choose([]plan.Certificate{early}, day("2026-12-01"), today); err != nil || len(lapsed) > 0 {
		t.Errorf("from its day on: %v, %v", lapsed, err)
	}
}

// TestW168_12_2: nothing in the schema, the records, the API or the words of
// the console names makers to buy from or leaves others out.
func TestW168_12_2(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	banned := regexp.MustCompile(`(?i)white_?list|black_?list|recommended|preferred_?(brand|vendor|supplier)|designated_?(brand|vendor|supplier)|` +
		`approved_?(brand|vendor|supplier)|\bbrand|vendor_?list|推荐品牌|指定品牌|推荐厂商|指定厂商|指定供应商|入围厂商|品牌库|白名单|黑名单`)
	var files []string
	for _, pattern := range []string{
		"store/rows/migrations/*/*.sql", "civic/works/*/*.go", "api/plans/*.go", "api/openapi.json", "web/src/words/*.ts", "civic/papers/templates/*",
	} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 20 {
		t.Fatalf("only %d files were looked at", len(files))
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for n, line := range strings.Split(string(b), "\n") {
			if got := banned.FindString(line); got != "" {
				t.Errorf("%s:%d speaks of %q", f, n+1, got)
			}
		}
	}
}

// TestNear is what W168/7(3) takes for the same point.
func TestNear(t *testing.T) {
	at := func(lon, lat float64, facing int) plan.PlannedPoint {
		return plan.PlannedPoint{Name: "p", Lon: lon, Lat: lat, Facing: facing}
	}
	here := at(120.3000, 31.5700, 10)
	for _, tt := range []struct {
		name string
		b    plan.PlannedPoint
		want bool
	}{
		{"the same", here, true},
		{"20 m east", at(120.30021, 31.5700, 10), true},
		{"40 m east", at(120.30043, 31.5700, 10), false},
		{"20 m north", at(120.3000, 31.57018, 10), true},
		{"turned by 60", at(120.3000, 31.5700, 70), true},
		{"turned by 61", at(120.3000, 31.5700, 71), false},
		{"across north", at(120.3000, 31.5700, 320), true},
		{"opposite", at(120.3000, 31.5700, 190), false},
		{"all round", at(120.3000, 31.5700, plan.AllRound), true},
	} {
		if got := plan.HouseNear().Same(here, tt.b); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
		if got := plan.HouseNear().Same(tt.b, here); got != tt.want {
			t.Errorf("%s, the other way round: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestBearing: where the other point stands, as a person with a compass would
// say.
func TestBearing(t *testing.T) {
	here := plan.PlannedPoint{Lon: 120.3, Lat: 31.57}
	for _, tt := range []struct {
		lon, lat float64
		want     int
	}{
		{120.3, 31.571, 0}, {120.301, 31.57, 90}, {120.3, 31.569, 180}, {120.299, 31.57, 270},
		{120.3 + 0.001/math.Cos(31.57*math.Pi/180), 31.571, 45}, {120.3, 31.57, -1},
	} {
		if got := plan.Bearing(here, plan.PlannedPoint{Lon: tt.lon, Lat: tt.lat}); got != tt.want {
			t.Errorf("to %v, %v: %d, want %d", tt.lon, tt.lat, got, tt.want)
		}
	}
}

// TestW168_26_Veil: who may not know where a camera stands is told no more than
// that there is one.
func TestW168_26_Veil(t *testing.T) {
	d := plan.PointDuplicate{Key: "k", Item: "i1", Point: "计划点", Kind: "camera", Camera: shiheng.NewID[shiheng.CameraID](time.UnixMilli(1)), Other: "东门1", Metres: 7, Bearing: 93, Facing: 10, OtherFacing: 20, Answer: "朝向不同"}
	want := plan.PointDuplicate{Key: "k", Item: "i1", Point: "计划点", Kind: "camera", Metres: 30, Bearing: -1, Facing: 10, OtherFacing: -1, Answer: "朝向不同"}
	if got := d.Veil(plan.HouseNear()); got != want {
		t.Errorf("%+v", got)
	}
}

// TestW168_8 is how a place stands that must have a system.
func TestW168_8(t *testing.T) {
	for _, tt := range []struct {
		systems, working int
		want             string
	}{{0, 0, plan.DutyMissing}, {1, 0, plan.DutyUnderWay}, {2, 1, plan.DutyBuilt}} {
		if got := (plan.Duty{Systems: tt.systems, Working: tt.working}).Standing(); got != tt.want {
			t.Errorf("%d systems, %d working: %s, want %s", tt.systems, tt.working, got, tt.want)
		}
	}
	for _, s := range []registry.State{registry.Trial, registry.InUseNotAcc, registry.Accepted, registry.InService, registry.Suspended} {
		if slices.Contains(plan.IdleStates(), string(s)) {
			t.Errorf("a system that is %s watches its place", s)
		}
	}
}

// TestConferenceDue: a conference is due when its first open task is.
func TestConferenceDue(t *testing.T) {
	c := plan.Conference{Tasks: []plan.FollowUp{
		{What: "a", Due: day("2026-12-20")}, {What: "b", Due: day("2026-12-01"), Done: day("2026-11-20")}, {What: "c", Due: day("2026-12-10")},
	}}
	if got := c.Head().Due; got != day("2026-12-10") {
		t.Errorf("due %s", got)
	}
}
