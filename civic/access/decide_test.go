package access

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

func at() time.Time { return time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC) }

// builtinLaw is read once: it never changes.
var builtinLaw = sync.OnceValues(func() (*law.Law, error) { return law.Builtin() })

func builtin(t testing.TB) *law.Law {
	t.Helper()
	l, err := builtinLaw()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// builtinClauses are read once as well.
var builtinClauses = sync.OnceValues(func() (*clause.Set, error) {
	l, err := builtinLaw()
	if err != nil {
		return nil, err
	}
	return clause.Builtin(l)
})

func clauses(t testing.TB) *clause.Set {
	t.Helper()
	s, err := builtinClauses()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// atoms are the facts a decision about one camera turns on.
type atoms struct {
	roles    []identity.Role
	act      shiheng.Act
	covered  bool
	state    registry.State
	enabled  bool
	source   bool
	room     string
	must     bool
	disabled bool
	tried    bool // the time of trying out is over
	secret   bool // secrecy rules are kept for its system
	cleared  bool
}

// String is without what would have it print itself again.
func (a atoms) String() string {
	type plain atoms
	return fmt.Sprintf("%+v", plain(a))
}

// each runs f over every combination of the atoms.
func each(f func(atoms)) {
	yesno := []bool{false, true}
	// Those over the registers alone open no footage; they come and go together.
	roles := [][]identity.Role{
		{identity.SystemAdministrator}, {identity.WatchKeeper}, {identity.Commissioning}, {identity.Auditor}, {identity.CopyOfficer},
		{identity.Supervisor, identity.Department, identity.SiteOperator},
	}
	for set := range 1 << len(roles) {
		var held []identity.Role
		for i, r := range roles {
			if set&(1<<i) != 0 {
				held = append(held, r...)
			}
		}
		for _, act := range Acts() {
			for _, state := range []registry.State{registry.Planned, registry.Trial, registry.InService, registry.Removed} { // every mix of watched and testable
				for _, room := range []string{"corridor", "toilet"} {
					for bits := range 1 << 6 {
						a := atoms{held, act, yesno[bits&1], state, yesno[bits>>1&1], yesno[bits>>2&1], room, yesno[bits>>3&1], yesno[bits>>4&1], yesno[bits>>5&1], false, false}
						f(a)
						if a.must || a.disabled || a.tried {
							continue // what bars everything, or is no law, was seen without secrecy
						}
						for _, more := range [][2]bool{{true, false}, {true, true}, {false, true}} {
							a.secret, a.cleared = more[0], more[1]
							f(a)
						}
					}
				}
			}
		}
	}
}

// decideOn decides one combination.
func decideOn(t *testing.T, a atoms) []Condition {
	t.Helper()
	cam := shiheng.NewID[shiheng.CameraID](at())
	target := identity.Target{Camera: cam}
	if !a.covered {
		target = identity.Target{Camera: shiheng.NewID[shiheng.CameraID](at())}
	}
	p := identity.Principal{Account: identity.Account{MustChange: a.must, Disabled: a.disabled}}
	p.Session.Until = at().Add(time.Hour)
	var held []identity.Assignment
	for _, role := range a.roles {
		as := identity.Assignment{Role: role, From: at()}
		if role.Scoped() {
			as.Target = target
		}
		held = append(held, as)
	}
	c := registry.Linked{Camera: registry.Camera{ID: cam, Enabled: a.enabled, RoomUse: a.room}, System: registry.VideoSystem{State: a.state}}
	if a.source {
		c.Main = &registry.Source{}
	}
	if a.tried {
		c.TryUntil = at()
	}
	q := Request{Principal: p, Act: a.act, Cameras: []shiheng.CameraID{cam}}
	if a.act == shiheng.ActPlayback || a.act == shiheng.ActExport || a.act == shiheng.ActSnapshot {
		q.Footage = shiheng.Span{From: at().Add(-time.Hour), To: at()}
	}
	if a.act == shiheng.ActExport {
		q.Purpose, q.Recipient, q.Approver, q.Expires = "内部培训", "保卫科", "张科长", law.DayOf(at()).Add(30)
	}
	r := rightsAs(t, p, held...)
	if a.secret {
		c.Grade = registry.Secret
	}
	if a.cleared {
		r = r.with(clearedUntil(at().Add(time.Hour)))
	}
	return decide(q, r, []registry.Linked{c}).unmet
}

// reading is what the articles ask of one combination, without policies: the
// codes of all that is unmet.
func reading(a atoms) (unmet []string) {
	has := func(r identity.Role) bool { return slices.Contains(a.roles, r) }
	say := func(when bool, code string) {
		if when {
			unmet = append(unmet, code)
		}
	}
	scoped := slices.ContainsFunc(a.roles, identity.Role.Scoped)
	switch {
	case a.disabled:
		return []string{"account.disabled"}
	case a.must:
		return []string{"account.must-change-password"}
	case !has(identity.SystemAdministrator) && (!scoped || !a.covered): // is not known to him
		return []string{"access.scope"}
	case !has(acts(a.act)):
		unmet = append(unmet, "access.role")
	case !a.covered:
		unmet = append(unmet, "access.scope")
	}
	say(has(identity.SystemAdministrator), "clause.administrator-apart")
	say(has(identity.Auditor), "clause.auditor-apart")
	say(a.room == "toilet", "camera.room-forbidden")
	say(a.secret && !a.cleared, "clause.secret-staff")
	if a.act != shiheng.ActLive && a.act != shiheng.ActTest {
		return unmet
	}
	say(a.act == shiheng.ActLive && !a.state.Watched(), "system.not-watched")
	say(a.act == shiheng.ActTest && !a.state.Testable(), "system.test-in-service")
	switch {
	case !a.enabled:
		unmet = append(unmet, "camera.disabled")
	case !a.source:
		unmet = append(unmet, "camera.no-source")
	default:
		say(a.tried, "camera.practice-over")
	}
	return unmet
}

// TestDecide asserts over all combinations what must never happen, and that
// each decision, with all its reasons, is that of the reading.
func TestDecide(t *testing.T) {
	granted, n := 0, 0
	each(func(a atoms) {
		if t.Failed() {
			return // the first counter-example is enough
		}
		n++
		unmet := decideOn(t, a)
		ok := len(unmet) == 0
		has := func(r identity.Role) bool { return slices.Contains(a.roles, r) }
		fail := func(what string) { t.Errorf("%s:%v: %v", what, a, unmet) }
		var codes []string
		for _, c := range unmet {
			codes = append(codes, c.Code)
			law := strings.HasPrefix(c.Code, "access.") || strings.HasPrefix(c.Code, "clause.") || strings.HasPrefix(c.Code, "system.") || c.Code == "camera.room-forbidden"
			if law && (c.Article == "" || c.Clause == "") {
				fail("拒绝没有指明条款")
			}
		}
		want := reading(a)
		slices.Sort(codes)
		slices.Sort(want)
		switch {
		case ok && (has(identity.SystemAdministrator) || has(identity.Auditor)):
			fail("系统管理员或审计员看到了图像")
		case ok && !has(acts(a.act)):
			fail("没有相应角色却获准")
		case ok && !a.covered:
			fail("超出授权范围")
		case ok && a.secret && !a.cleared:
			fail("涉密系统的图像被无涉密授权的人打开")
		case ok && a.room == "toilet":
			fail("禁止安装部位的图像被打开")
		case ok && (a.must || a.disabled):
			fail("未改初始密码或已停用的账号获准")
		case !slices.Equal(codes, want):
			fail(fmt.Sprintf("理由应为 %q", want))
		}
		if ok {
			granted++
		}
	})
	if granted == 0 || granted == n {
		t.Errorf("%d of %d granted", granted, n)
	}
	t.Logf("%d of %d combinations granted", granted, n)
}

// TestStillIsLive: a snapshot of now asks what a live picture asks.
func TestStillIsLive(t *testing.T) {
	cam := shiheng.NewID[shiheng.CameraID](at())
	r := rightsOf(t, identity.Assignment{Role: identity.WatchKeeper, From: at()})
	c := registry.Linked{Camera: registry.Camera{ID: cam, RoomUse: "hall", Main: &registry.Source{}}, System: registry.VideoSystem{State: registry.Planned}}
	unmet := decide(Request{Principal: r.principal, Act: shiheng.ActSnapshot, Cameras: []shiheng.CameraID{cam}}, r, []registry.Linked{c}).unmet
	if len(unmet) != 2 || unmet[0].Code != "system.not-watched" || unmet[1].Code != "camera.disabled" {
		t.Errorf("a still of a disabled camera in a planned system: %v", unmet)
	}
}

// TestUnmetAreAllNamed: a refusal names every condition, not the first.
func TestUnmetAreAllNamed(t *testing.T) {
	cam := shiheng.NewID[shiheng.CameraID](at())
	r := rightsOf(t, identity.Assignment{Role: identity.CopyOfficer, From: at(), Target: identity.Target{Camera: cam}})
	stranger := shiheng.NewID[shiheng.CameraID](at())
	q := Request{Act: shiheng.ActExport, Cameras: []shiheng.CameraID{cam, stranger}, Footage: shiheng.Span{From: at().Add(-48 * time.Hour), To: at()}}
	a := decide(q, r, []registry.Linked{{Camera: registry.Camera{ID: cam, RoomUse: "toilet"}}, {Camera: registry.Camera{ID: stranger}}})
	var got []string
	for _, c := range a.unmet {
		got = append(got, c.Code+" "+c.Article+" "+c.Clause)
	}
	want := []string{
		"export.approver W168/31/2 own-export-approved", "export.purpose R799/16/3 own-export-registered",
		"export.recipient R799/16/3 own-export-registered", "export.expires R799/16/3 own-export-registered",
		"camera.room-forbidden W168/9 forbidden-room", "access.scope W168/29/1 own-export", "grant.span-long  ",
	}
	if spoke := []string{"own-export-approved", "own-export-registered", "forbidden-room", "own-export"}; !slices.Equal(a.clauses, spoke) {
		t.Errorf("the clauses that spoke are %q, want %q", a.clauses, spoke)
	}
	if !slices.Equal(got, want) {
		t.Errorf("unmet %q, want %q", got, want)
	}
}

// TestSpans: what may be asked of the past.
func TestSpans(t *testing.T) {
	hour := shiheng.Span{From: at().Add(-time.Hour), To: at()}
	for _, tt := range []struct {
		act  shiheng.Act
		span shiheng.Span
		want string
	}{
		{shiheng.ActLive, shiheng.Span{}, ""},
		{shiheng.ActLive, hour, "grant.span-live"},
		{shiheng.ActTest, hour, "grant.span-live"},
		{shiheng.ActPlayback, hour, ""},
		{shiheng.ActPlayback, shiheng.Span{}, "grant.span"},
		{shiheng.ActPlayback, shiheng.Span{From: hour.From}, "grant.span"},
		{shiheng.ActPlayback, shiheng.Span{From: hour.To, To: hour.From}, "grant.span"},
		{shiheng.ActPlayback, shiheng.Span{From: at().Add(time.Minute), To: at().Add(time.Hour)}, "grant.span-future"},
		{shiheng.ActSnapshot, shiheng.Span{}, ""},
		{shiheng.ActSnapshot, hour, ""},
		{shiheng.ActSnapshot, shiheng.Span{From: hour.From}, "grant.span"},
	} {
		unmet := Request{Act: tt.act, Footage: tt.span}.span(at())
		got := ""
		if len(unmet) > 0 {
			got = unmet[0].Code
		}
		if got != tt.want {
			t.Errorf("%s of %v: %q, want %q", tt.act, tt.span, got, tt.want)
		}
	}
}

// TestUntil: a grant ends with the session, the role, or the time of trying
// out, whichever is first.
func TestUntil(t *testing.T) {
	cam := shiheng.NewID[shiheng.CameraID](at())
	for _, tt := range []struct {
		name                string
		session, role, test time.Duration // from now; 0: none
		want                time.Duration
	}{
		{"a shift", 100 * time.Hour, 0, 0, 12 * time.Hour},
		{"the session", time.Hour, 0, 0, time.Hour},
		{"the role", 3 * time.Hour, 2 * time.Hour, 0, 2 * time.Hour},
		{"trying out", 3 * time.Hour, 2 * time.Hour, time.Minute, time.Minute},
	} {
		var p identity.Principal
		p.Session.Until = at().Add(tt.session)
		as := identity.Assignment{Role: identity.WatchKeeper, From: at(), Target: identity.Target{Camera: cam}}
		if tt.role > 0 {
			as.Until = at().Add(tt.role)
		}
		r := rightsAs(t, p, as)
		c := registry.Linked{Camera: registry.Camera{ID: cam, RoomUse: "hall", Enabled: true, Main: &registry.Source{}}, System: registry.VideoSystem{State: registry.Trial}}
		if tt.test > 0 {
			c.TryUntil = at().Add(tt.test)
		}
		a := decide(Request{Principal: p, Act: shiheng.ActLive, Cameras: []shiheng.CameraID{cam}}, r, []registry.Linked{c})
		if len(a.unmet) > 0 || !a.until.Equal(at().Add(tt.want)) {
			t.Errorf("%s: until %v after, want %v (%v)", tt.name, a.until.Sub(at()), tt.want, a.unmet)
		}
	}
}

// TestDuties: role by duty, as docs/reference/roles.md prints it.
func TestDuties(t *testing.T) {
	for duty, roles := range Duties() {
		for _, role := range identity.Roles() {
			r := rightsOf(t, identity.Assignment{Role: role, From: at()})
			if got, want := r.May(duty) == (Reason{}), slices.Contains(roles, role); got != want {
				t.Errorf("%s may %s: %v", role, duty, got)
			}
			r.principal.Account.MustChange = true
			if r.May(duty) == (Reason{}) {
				t.Errorf("%s may %s with a one-time password", role, duty)
			}
		}
		if slices.Contains(roles, identity.Auditor) && !slices.Contains([]Duty{
			ReadAudit, ReadStatus, ReadFindings, ReadWorks, ReadAgenda, ReadRights, ReviewRights, ReviewActs, ReadOfficials, ReadRegisterBook, ReadFigures, ReadCitizens, ReadPersonal,
			ReadForwards, ReadHolds, ReadRetention, ReadExports,
		}, duty) {
			t.Errorf("an auditor has the duty %s", duty)
		}
	}
	if got := (Reason{Code: "access.role", Article: "W168/29/1"}).String(); got != "access.role W168/29/1" {
		t.Errorf("reason reads %q", got)
	}
}

// TestOver_W168_29: a duty reaches as far as the roles that have it, not as far
// as everything one knows of.
func TestOver_W168_29(t *testing.T) {
	mine, watched := shiheng.NewID[shiheng.SystemID](at()), shiheng.NewID[shiheng.SystemID](at())
	r := rightsOf(t,
		identity.Assignment{Role: identity.SiteOperator, Target: identity.Target{System: mine}},
		identity.Assignment{Role: identity.WatchKeeper, Target: identity.Target{System: watched}})
	in := func(id shiheng.SystemID) registry.Linked {
		return registry.Linked{System: registry.VideoSystem{ID: id}}
	}
	for _, tt := range []struct {
		scope          registry.Scope
		mine, watching bool
	}{
		{r.Over(ManageWorks), true, false},
		{r.Over(ManageArchive), true, false},
		{r.Over(PushSystems), false, false},
		{r.Scope(), true, true},
	} {
		if tt.scope.Covers(in(mine)) != tt.mine || tt.scope.Covers(in(watched)) != tt.watching || tt.scope.All {
			t.Errorf("%+v, want %v for the own system and %v for the watched one", tt.scope, tt.mine, tt.watching)
		}
	}
	if !rightsOf(t, identity.Assignment{Role: identity.SystemAdministrator}).Over(ManageWorks).All {
		t.Error("whoever keeps the register does not reach all of it")
	}
}

// TestAnothersCameraTellsNothing_W168_29: what keeps one from a camera outside
// one's scope is that it is outside, and nothing of what it is.
func TestAnothersCameraTellsNothing_W168_29(t *testing.T) {
	mine, other := shiheng.NewID[shiheng.CameraID](at()), shiheng.NewID[shiheng.CameraID](at())
	r := rightsOf(t, identity.Assignment{Role: identity.WatchKeeper, Target: identity.Target{Camera: mine}})
	q := Request{Principal: r.principal, Act: shiheng.ActLive, Cameras: []shiheng.CameraID{other}}
	there := registry.Linked{Camera: registry.Camera{ID: other, RoomUse: "toilet"}, System: registry.VideoSystem{State: registry.Planned}}
	for name, linked := range map[string][]registry.Linked{"there": {there}, "not there": nil} {
		unmet := decide(q, r, linked).unmet
		if len(unmet) != 1 || unmet[0].Code != "access.scope" || unmet[0].Article != "W168/29/1" {
			t.Errorf("another's camera, %s: %+v", name, unmet)
		}
	}
}
