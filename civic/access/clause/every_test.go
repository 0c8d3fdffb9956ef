package clause

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// An atom is one thing a rule turns on, with what may be the case. The first
// value is one with which the rule is content, if there is such a one.
type atom struct {
	name   string
	values []string
}

// A combo is a value for each atom. A test names them as a person reads them,
// so that a counter-example can be printed as it is.
type combo struct {
	atoms []atom
	v     []int
}

// is reports whether an atom has one of the values.
func (c combo) is(name string, values ...string) bool {
	for i, a := range c.atoms {
		if a.name == name {
			return slices.Contains(values, a.values[c.v[i]])
		}
	}
	panic("no atom " + name)
}

// String is the combination in Chinese.
func (c combo) String() string {
	var parts []string
	for i, a := range c.atoms {
		parts = append(parts, a.name+"="+a.values[c.v[i]])
	}
	return strings.Join(parts, "，")
}

// kept keeps what was made ready for some of the atoms.
type kept[T any] map[string]T

// of makes it ready once for each combination of the atoms named.
func (k kept[T]) of(c combo, names []string, ready func() T) T {
	key := make([]byte, 0, 16)
	for i, a := range c.atoms {
		if slices.Contains(names, a.name) {
			key = append(key, byte(c.v[i]))
		}
	}
	got, ok := k[string(key)]
	if !ok {
		got = ready()
		k[string(key)] = got
	}
	return got
}

// each goes through every combination, those nearest to the first values
// first: a counter-example is then as short as it can be. It stops when f says.
func each(atoms []atom, f func(combo) bool) {
	c := combo{atoms, make([]int, len(atoms))}
	for weight := range len(atoms) + 1 {
		if !c.weigh(0, weight, f) {
			return
		}
	}
}

// weigh sets weight of the atoms from i on to other values than their first.
func (c combo) weigh(i, weight int, f func(combo) bool) bool {
	if len(c.atoms)-i < weight {
		return true
	}
	if i == len(c.atoms) {
		return f(c)
	}
	c.v[i] = 0
	if !c.weigh(i+1, weight, f) {
		return false
	}
	if weight == 0 {
		return true
	}
	for n := 1; n < len(c.atoms[i].values); n++ {
		c.v[i] = n
		if !c.weigh(i+1, weight-1, f) {
			return false
		}
	}
	c.v[i] = 0
	return true
}

// An invariant is what must never happen.
type invariant struct {
	zh     string
	broken func(c combo, allowed bool) bool
}

// A regime under test: its atoms, the request a combination makes, what must
// never happen, and the reasons of refusal, none when it is to be allowed.
// The reasons are written down from the articles, not from the policies.
type regimeTest struct {
	name    string // of the test
	atoms   []atom
	ask     func(c combo) Request
	never   []invariant
	reasons func(c combo) []string
}

// breaks looks for a counter-example and describes it in Chinese, with what
// it breaks; "" when there is none. most bounds the combinations, 0 for all.
func (r regimeTest) breaks(s *Set, most int) (what, example string, allowed, n int) {
	each(r.atoms, func(c combo) bool {
		n++
		d := s.Decide(r.ask(c))
		if d.Allowed {
			allowed++
		}
		if what = r.judge(c, d); what != "" {
			example = fmt.Sprintf("反例（%s）：%s；结果：%s", what, c, verdict(d))
			return false
		}
		return most == 0 || n < most
	})
	return what, example, allowed, n
}

// judge names what a decision breaks.
func (r regimeTest) judge(c combo, d Decision) string {
	for _, i := range r.never {
		if i.broken(c, d.Allowed) {
			return i.zh
		}
	}
	want := r.reasons(c)
	got := codes(d)
	slices.Sort(want)
	switch {
	case d.Allowed && len(want) > 0:
		return "应当拒绝而准许：" + strings.Join(want, " ")
	case !d.Allowed && len(want) == 0:
		return "条件齐备而拒绝"
	case !slices.Equal(got, want):
		return "拒绝理由不符，应为：" + strings.Join(want, " ")
	case len(d.Faults) > 0:
		return "条款无法判断"
	}
	return ""
}

// codes are the reasons of a decision, in order and without the prefix.
func codes(d Decision) []string {
	var out []string
	for _, u := range d.Unmet() {
		out = append(out, strings.TrimPrefix(u.Code, "clause."))
	}
	slices.Sort(out)
	return out
}

// verdict is a decision in Chinese.
func verdict(d Decision) string {
	if d.Allowed {
		var by []string
		for _, c := range d.By {
			by = append(by, c.ID+"（"+strings.Join(c.Articles, "、")+"）")
		}
		return "准许，依据" + strings.Join(by, "、")
	}
	var why []string
	for _, u := range d.Unmet() {
		why = append(why, u.Code+"（"+strings.Join(u.Articles, "、")+"）"+u.Text.Zh)
	}
	return "拒绝：" + strings.Join(why, "；")
}

// run asks every combination; the race detector is content with some.
func (r regimeTest) run(t *testing.T) {
	t.Helper()
	_, example, allowed, n := r.breaks(builtinSet(t), most)
	if example != "" {
		t.Fatal(example)
	}
	if allowed == 0 || allowed == n {
		t.Errorf("%d of %d combinations allowed", allowed, n)
	}
	t.Logf("%d of %d combinations allowed", allowed, n)
}

func TestOfficials_W168_23_24(t *testing.T)   { officials().run(t) }
func TestRefusing_W168_24_2(t *testing.T)     { refusing().run(t) }
func TestOwnUse_W168_29_R799_16(t *testing.T) { ownUse().run(t) }
func TestCitizens_W168_25_R799_21(t *testing.T) {
	citizens().run(t)
}
func TestPlatform_W168_21(t *testing.T)           { platforms().run(t) }
func TestErasing_W168_28_29_R799_17(t *testing.T) { erasing().run(t) }
func TestHolds_W168_29_2(t *testing.T)            { holds().run(t) }
func TestPublication_W168_26_R799_22(t *testing.T) {
	publication().run(t)
}

// keepers says which test falls when a policy is dropped.
func keepers() map[string]regimeTest {
	out := map[string]regimeTest{}
	for test, ids := range map[*regimeTest]string{
		new(ownUse()): `own-live own-playback own-purpose own-export own-export-approved own-export-registered
			own-test own-test-ticket own-test-time own-accepted own-case-work barred administrator-apart auditor-apart forbidden-room secret-staff`,
		new(forwarding()):  "own-forward own-forward-registered own-forward-once own-receive own-receive-time",
		new(controlling()): "own-control own-control-urgent",
		new(officials()): `officials officials-two officials-cards officials-letter officials-registered officials-rules officials-asked officials-bounds
			secret-officials`,
		new(refusing()):    "may-refuse must-cooperate",
		new(platforms()):   "platform-relay platform-registered platform-accepted secret-platform",
		new(citizens()):    "missing-look related-look related-consent look-only look-accompanied look-registered look-bounds secret-citizens",
		new(erasing()):     "erase-served erase-ordered young held",
		new(holds()):       "hold-staff hold-officer lift-hold lift-two lift-organisations",
		new(publication()): "publish publish-masked publish-names publish-checked",
	} {
		for _, id := range strings.Fields(ids) {
			out[id] = *test
		}
	}
	return out
}

// without is the set with one policy dropped.
func (s *Set) without(t testing.TB, id string) *Set {
	t.Helper()
	types, err := model()
	if err != nil {
		t.Fatal(err)
	}
	left := slices.DeleteFunc(slices.Clone(s.policies), func(p *policy) bool { return p.ID == id })
	if len(left) != len(s.policies)-1 {
		t.Fatalf("no policy %s", id)
	}
	return &Set{policies: left, groups: index(types, left), digest: s.digest}
}

// TestEveryPolicyIsNeeded drops each policy in turn: the named test falls,
// with its counter-example.
func TestEveryPolicyIsNeeded(t *testing.T) {
	s, tests := builtinSet(t), keepers()
	for _, c := range s.Clauses() {
		test, ok := tests[c.ID]
		if !ok {
			t.Errorf("no test falls without %s", c.ID)
			continue
		}
		const near = 5000 // a dropped policy shows near the first values
		_, example, _, _ := test.breaks(s.without(t, c.ID), near)
		if example == "" {
			t.Errorf("%s stands without %s", test.name, c.ID)
			continue
		}
		t.Logf("without %s %s says: %s", c.ID, test.name, example)
	}
	if len(tests) != len(s.Clauses()) {
		t.Errorf("%d policies have a test, there are %d", len(tests), len(s.Clauses()))
	}
}
