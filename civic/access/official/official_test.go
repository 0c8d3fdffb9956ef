package official

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

var builtin = sync.OnceValues(func() (*clause.Set, error) { //nolint:gochecknoglobals // read once
	l, err := law.Builtin()
	if err != nil {
		return nil, err
	}
	return clause.Builtin(l)
})

func set(t *testing.T) *clause.Set {
	t.Helper()
	s, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func now() time.Time { return time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC) }

// complete is an application with nothing missing.
func complete() Case {
	at := now()
	clerk := Attested{Name: "值守员", At: at}
	officer := func(name, card string) Officer {
		return Officer{
			OfficerEntry: OfficerEntry{Name: name, Unit: "梁溪分局", Card: card}, Confirmed: &Confirmed{How: AtCounter, Attested: clerk},
		}
	}
	letter := Letter{Kept: registry.Fresh[letterKind](at), By: clerk, LetterEntry: LetterEntry{
		Unit: "梁溪分局", Number: "介2026-7", Matter: "锡公（刑）立字〔2026〕1号", From: day(at), Until: day(at).Add(6),
		Scan: shiheng.NewID[papers.AttachmentID](at),
	}}
	return Case{
		Introduction: &letter,
		Application: Application{
			Kept: registry.Fresh[applicationKind](at), State: Completing, Letter: letter.ID, By: clerk,
			Asked: Asked{
				Authority: Investigation, Organ: "梁溪分局", Case: letter.Matter, Purpose: "查找嫌疑车辆", Acts: []clause.Act{clause.View},
				Cameras: []shiheng.CameraID{shiheng.NewID[shiheng.CameraID](at)}, From: at.Add(-2 * time.Hour), To: at.Add(-time.Hour),
			},
			Officers:   []Officer{officer("王建国", "032001"), officer("李敏", "032002")},
			Registered: &clerk, Notice: &Served{ServedEntry: ServedEntry{Signed: true}, By: clerk},
		},
	}
}

// unmetOf lists the codes that stand in the way, without their prefix.
func unmetOf(t *testing.T, c Case, e Extent) string {
	t.Helper()
	return strings.ReplaceAll(strings.Join(codes(Unmet(set(t), c, e, now())), " "), "clause.", "")
}

// lacksOf is unmetOf for the whole of what is asked.
func lacksOf(t *testing.T, c Case) string { return unmetOf(t, c, asked(c.Asked, now())) }

func want(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("missing: %q, want %q", got, want)
	}
}

func TestW168_24_AllMet(t *testing.T) {
	c := complete()
	want(t, lacksOf(t, c), "")
	list := Checklist(set(t), c, now())
	if len(list) != 5 || slices.ContainsFunc(list, func(s ConditionState) bool { return !s.Met }) {
		t.Errorf("%+v", list)
	}
}

func TestW168_24_1_1_OneOfficer(t *testing.T) {
	c := complete()
	c.Officers = c.Officers[:1]
	want(t, lacksOf(t, c), "officials-two")
	list := Checklist(set(t), c, now())
	if list[1].Met || list[1].Article != ConditionTwo || list[1].Lacks[0].Zh == "" || !list[2].Met {
		t.Errorf("the checklist names another item: %+v", list)
	}
}

func TestW168_24_1_1_NobodyYet(t *testing.T) {
	c := complete()
	c.Officers = nil
	want(t, lacksOf(t, c), "officials-two officials-cards officials-letter")
}

func TestW168_24_1_1_SamePersonTwice(t *testing.T) {
	c := complete()
	c.Officers[1].OfficerEntry = c.Officers[0].OfficerEntry
	want(t, lacksOf(t, c), "officials-two officials-cards")
	c = complete() // by one account under two names
	account := shiheng.NewID[shiheng.AccountID](now())
	c.Officers[0].Account, c.Officers[1].Account = account, account
	want(t, lacksOf(t, c), "officials-two")
}

func TestW168_24_1_1_SiteStaff(t *testing.T) {
	c := complete()
	c.Officers[1].Site = true
	want(t, lacksOf(t, c), "officials-two")
}

func TestW168_24_1_1_TwoUnits(t *testing.T) {
	c := complete()
	c.Officers[1].Unit = "滨湖分局"
	want(t, lacksOf(t, c), "")
}

func TestW168_24_1_2_WorkIdentityNumber(t *testing.T) {
	c := complete()
	c.Officers[1].Card = ""
	want(t, lacksOf(t, c), "officials-cards")
	c = complete() // one card for two
	c.Officers[1].Card = c.Officers[0].Card
	want(t, lacksOf(t, c), "officials-cards")
	c = complete() // certificate numbers are not asked for
	c.Officers[0].Certificate, c.Officers[1].Certificate = "", ""
	want(t, lacksOf(t, c), "")
}

func TestW168_24_1_2_NotConfirmed(t *testing.T) {
	c := complete()
	c.Officers[1].Confirmed = nil
	want(t, lacksOf(t, c), "officials-cards")
	c.Officers[1].Confirmed = &Confirmed{How: ByAccount, Attested: Attested{Name: "李敏", At: now()}}
	want(t, lacksOf(t, c), "")
}

func TestW168_24_1_2_Letter(t *testing.T) {
	for name, change := range map[string]func(*Case){
		"none":            func(c *Case) { c.Introduction = nil },
		"no scan":         func(c *Case) { c.Introduction.Scan = papers.AttachmentID{} },
		"over":            func(c *Case) { c.Introduction.From, c.Introduction.Until = day(now()).Add(-9), day(now()).Add(-1) },
		"of tomorrow":     func(c *Case) { c.Introduction.From = day(now()).Add(1) },
		"other matter":    func(c *Case) { c.Introduction.Matter = "另案" },
		"neither's unit":  func(c *Case) { c.Introduction.Unit = "惠山分局" },
		"no longer this":  func(c *Case) { c.Case = "另案" },
		"units moved off": func(c *Case) { c.Officers[0].Unit, c.Officers[1].Unit = "甲", "乙" },
	} {
		c := complete()
		change(&c)
		if got := lacksOf(t, c); got != "officials-letter" {
			t.Errorf("%s: %q", name, got)
		}
	}
	for name, change := range map[string]func(*Case){
		"of the second's unit": func(c *Case) { c.Officers[1].Unit, c.Introduction.Unit = "滨湖分局", "滨湖分局" },
		"electronic":           func(c *Case) { c.Introduction.Electronic = true },
		"its last day":         func(c *Case) { c.Introduction.Until = day(now()) },
		"other brackets":       func(c *Case) { c.Introduction.Unit, c.Officers[0].Unit = "公安(一)局", "公安（一）局" },
	} {
		c := complete()
		change(&c)
		if got := lacksOf(t, c); got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestW168_24_1_3_NotRegistered(t *testing.T) {
	c := complete()
	c.Registered = nil
	want(t, lacksOf(t, c), "officials-registered")
}

func TestW168_24_1_4_RulesNotServed(t *testing.T) {
	c := complete()
	c.Notice = nil
	want(t, lacksOf(t, c), "officials-rules")
}

// TestW168_24_1_4_RefusalToSign: a refusal to sign is noted and never alone
// permits refusing.
func TestW168_24_1_4_RefusalToSign(t *testing.T) {
	c := complete()
	c.Notice.Signed, c.Notice.Remark = false, "称须请示"
	want(t, lacksOf(t, c), "")
	if got := Refusable(set(t), c, false, now()); len(got) != 1 || got[0].Code != "clause.must-cooperate" {
		t.Errorf("refused for want of a signature: %+v", got)
	}
}

func TestW168_23_Matter(t *testing.T) {
	c := complete()
	c.Case, c.About, c.Introduction.Matter = "", "查找嫌疑车辆", "查找嫌疑车辆"
	want(t, lacksOf(t, c), "officials-letter officials.2") // judicial work has a case
	for _, a := range []Authority{Administrative, Emergency} {
		c.Authority = a
		want(t, lacksOf(t, c), "")
	}
	c = complete()
	c.Authority = Statutory
	want(t, lacksOf(t, c), "officials.1")
	c.Law = "《监察法》第十八条"
	want(t, lacksOf(t, c), "")
}

func TestW168_23_OutOfTown(t *testing.T) {
	c := complete()
	for i := range c.Officers {
		c.Officers[i].Unit = "上海市公安局徐汇分局"
	}
	c.Organ, c.Introduction.Unit = "上海市公安局徐汇分局", "上海市公安局徐汇分局"
	want(t, lacksOf(t, c), "")
}

func TestW168_29_1_WiderWindow(t *testing.T) {
	c := complete()
	e := asked(c.Asked, now())
	e.To = e.To.Add(time.Second)
	want(t, unmetOf(t, c, e), "officials-bounds")
	e = asked(c.Asked, now())
	e.Cameras = append(e.Cameras[:1:1], shiheng.NewID[shiheng.CameraID](now()))
	want(t, unmetOf(t, c, e), "officials-bounds")
	e = asked(c.Asked, now())
	e.Acts = []clause.Act{clause.View, clause.Copy}
	want(t, unmetOf(t, c, e), "officials-asked")
	e = asked(c.Asked, now()) // less is no question
	e.From = e.From.Add(time.Minute)
	want(t, unmetOf(t, c, e), "")
}

func TestW168_29_2_Secret(t *testing.T) {
	c := complete()
	c.Secret = map[shiheng.CameraID]registry.Grade{c.Cameras[0]: registry.Confidential}
	want(t, lacksOf(t, c), "secret-officials")
	if list := Checklist(set(t), c, now()); len(list) != 6 || list[5].Article != "W168/29/2" || list[5].Met {
		t.Errorf("%+v", list)
	}
	c.Clearance = "涉密授权〔2026〕3号" // says no grade: the lowest
	want(t, lacksOf(t, c), "secret-officials")
	c.Level = "confidential"
	want(t, lacksOf(t, c), "")
}

func TestW168_38_RefusingThoughAllMet(t *testing.T) {
	c := complete()
	got := Refusable(set(t), c, false, now())
	if len(got) != 1 || got[0].Code != "clause.must-cooperate" || got[0].Article != "W168/38/2" {
		t.Errorf("%+v", got)
	}
	if got := Refusable(set(t), c, true, now()); len(got) != 0 {
		t.Errorf("whoever answers for the unit: %+v", got)
	}
	c.Officers = c.Officers[:1]
	if got := Refusable(set(t), c, false, now()); len(got) != 0 {
		t.Errorf("an item is missing: %+v", got)
	}
}

// granted is complete with the whole of it granted.
func granted() Case {
	c := complete()
	c.State = Granted
	c.Ruling = &Ruling{Granted: true, Extent: Granting{}.extent(c, now())}
	return c
}

func TestW168_24_1_2_ConfirmedJustNow(t *testing.T) {
	c := granted()
	for _, tt := range []struct {
		after time.Duration
		want  int
	}{{0, 0}, {freshFor, 0}, {freshFor + time.Millisecond, 1}} {
		got := Barred(set(t), c, now().Add(tt.after))
		if len(got) != tt.want || tt.want == 1 && got[0].Code != "clause.officials-cards" {
			t.Errorf("%v after: %+v", tt.after, got)
		}
	}
}

func TestW168_29_1_Expiry(t *testing.T) {
	c := granted()
	at := c.Ruling.Until
	for i := range c.Officers {
		c.Officers[i].Confirmed.At = at
	}
	c.Introduction.Until = day(at).Add(9)
	if got := Barred(set(t), c, at.Add(-time.Millisecond)); len(got) != 0 {
		t.Errorf("its last moment: %+v", got)
	}
	if got := Barred(set(t), c, at); len(got) != 1 || got[0].Code != "clause.officials-bounds" {
		t.Errorf("over: %+v", got)
	}
}

func TestViewingIsPermittedByItself_W168_24(t *testing.T) {
	c := granted()
	c.Ruling.Acts = []clause.Act{clause.Copy}
	if got := Barred(set(t), c, now()); len(got) != 1 || got[0].Code != "clause.officials-asked" {
		t.Errorf("a copy opens the picture: %+v", got)
	}
}

func TestGrantingFillsIn(t *testing.T) {
	c := complete()
	e := Granting{}.extent(c, now())
	if e.part(c.Asked) || e.Minutes != 4*60 || !e.Until.Equal(c.Introduction.Until.Add(1).Start()) || e.check(c, now()) != nil {
		t.Errorf("%+v", e)
	}
	e.Until = e.Until.Add(time.Second)
	if err := e.check(c, now()); err == nil {
		t.Error("runs longer than the letter")
	}
}

// TestTableIsPrinted keeps docs/design/lawful-access.md and the table the same.
func TestTableIsPrinted(t *testing.T) {
	text, err := os.ReadFile("../../../docs/design/lawful-access.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, l := range Transitions() {
		row := strings.Join([]string{"| " + string(l.From), string(l.On), string(l.To), l.If, l.Article + " |"}, " | ")
		if strings.Count(string(text), row+"\n") != 1 {
			t.Errorf("not printed once: %s", row)
		}
	}
	for l := range strings.Lines(string(text)) {
		for _, s := range States() {
			if strings.HasPrefix(l, "| "+string(s)+" |") {
				lines++
			}
		}
	}
	if lines != len(Transitions()) {
		t.Errorf("%d lines are printed, %d are in the table", lines, len(Transitions()))
	}
}
