package clause

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"shiheng.internal/civic/law"
)

func builtinLaw(t testing.TB) *law.Law {
	t.Helper()
	l, err := law.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func builtinSet(t testing.TB) *Set {
	t.Helper()
	s, err := Builtin(builtinLaw(t))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestBuiltin: every policy of the program loads, each regime has some, and
// each clause can be read.
func TestBuiltin(t *testing.T) {
	s := builtinSet(t)
	have := map[Regime]int{}
	for _, c := range s.Clauses() {
		have[c.Regime]++
		if c.Line == 0 || c.File == "" || !strings.HasPrefix(c.Policy, map[bool]string{true: "forbid", false: "permit"}[c.Forbids]) || !strings.HasSuffix(c.Policy, ";") {
			t.Errorf("%s at %s:%d reads %q", c.ID, c.File, c.Line, c.Policy)
		}
		if strings.Count(c.Policy, "permit (")+strings.Count(c.Policy, "forbid (") != 1 {
			t.Errorf("%s has more than one policy in its text", c.ID)
		}
	}
	for _, r := range Regimes() {
		if have[r] == 0 {
			t.Errorf("no clause of %s", r)
		}
	}
	if s.Digest().IsZero() {
		t.Error("no digest")
	}
}

// TestActsAreTheSchema: the acts of the program are those of the schema.
func TestActsAreTheSchema(t *testing.T) {
	types, err := model()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for uid := range types.Actions {
		got = append(got, string(uid.ID))
	}
	var want []string
	for _, a := range Acts() {
		want = append(want, string(a))
		if factsOf(a) == "" {
			t.Errorf("%s has no facts", a)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("acts %q, schema %q", want, got)
	}
}

// A forbid of a city, with its annotations; body follows the scope.
func cityPolicy(head, body string) string {
	return `@id("city-night") @article("W168/29/1") @zh("夜间不得查看") @en("not at night")` + "\n" + head + " " + body + ";\n"
}

const cityHead = `forbid (principal is Shiheng::Staff, action == Shiheng::Action::"playback", resource is Shiheng::Camera)`

// unfit are files of a city that are refused, and by what words.
func unfit() []struct{ name, text, want string } {
	return []struct{ name, text, want string }{
		{"syntax", "forbid (principal;", "parser error"},
		{"no id", `@article("W168/29/1") @zh("甲") @en("a")` + "\n" + cityHead + ";", "@id is missing"},
		{"id of another form", strings.Replace(cityPolicy(cityHead, ""), "city-night", "City Night", 1), "@id is missing"},
		{"no article", `@id("city-night") @zh("甲") @en("a")` + "\n" + cityHead + ";", "@article, @zh and @en"},
		{"no Chinese", `@id("city-night") @article("W168/29/1") @en("a")` + "\n" + cityHead + ";", "@article, @zh and @en"},
		{"no English", `@id("city-night") @article("W168/29/1") @zh("甲")` + "\n" + cityHead + ";", "@article, @zh and @en"},
		{"unknown annotation", `@note("x") ` + cityPolicy(cityHead, ""), "@note is not known"},
		{"article nobody declares", strings.Replace(cityPolicy(cityHead, ""), "W168/29/1", "W168/99", 1), "W168/99 is not in the law"},
		{"clause nobody declares", strings.Replace(cityPolicy(cityHead, ""), "W168/29/1", "W168/29/9", 1), "W168/29/9 is not in the law"},
		{"taken id", strings.Replace(cityPolicy(cityHead, ""), "city-night", "held", 1), "same @id"},
		{"permit", cityPolicy(strings.Replace(cityHead, "forbid", "permit", 1), ""), "may only forbid"},
		{"needs of a forbid", `@needszh("甲") @needsen("a") ` + cityPolicy(cityHead, ""), "a forbid has no @needszh"},
		{"unequal needs", `@needszh("甲|乙") @needsen("a") ` + cityPolicy(cityHead, ""), "different numbers"},
		{"empty need", `@needszh("甲|") @needsen("a|") ` + cityPolicy(cityHead, ""), "an empty condition"},
		{"unknown attribute", cityPolicy(cityHead, "when { resource.colour }"), "colour"},
		{"unknown context", cityPolicy(cityHead, "when { context.moon }"), "moon"},
		{"unguarded optional", cityPolicy(cityHead, `when { context.purpose == "x" }`), "purpose"},
		{"unknown action", cityPolicy(strings.Replace(cityHead, "playback", "zoom", 1), ""), "zoom"},
		{"unknown type", cityPolicy(strings.Replace(cityHead, "::Staff", "::Ghost", 1), ""), "Ghost"},
		{"types that do not compare", cityPolicy(cityHead, "when { context.now < 3 }"), "city-night"},
		{"act of others", cityPolicy(strings.Replace(cityHead, "::Staff", "::Citizen", 1), ""), "applicable action"},
		{"not a condition", cityPolicy(cityHead, "when { 1 }"), "city-night"},
	}
}

// TestLoadRefuses: what is not well-formed, not annotated, not known to the
// schema, or may fail when evaluated is refused with file and policy named.
func TestLoadRefuses(t *testing.T) {
	for _, tt := range unfit() {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(builtinLaw(t), fstest.MapFS{"night.cedar": {Data: []byte(tt.text)}})
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "night.cedar") {
				t.Errorf("%v, want %q and the file", err, tt.want)
			}
			if err != nil && strings.Contains(tt.text, `@id("city-night")`) && !strings.Contains(err.Error(), `"city-night"`) {
				t.Errorf("%v does not name the policy", err)
			}
		})
	}
}

// FuzzLoad: a city's file is read or refused; what is read only forbids, and
// decides without a fault.
func FuzzLoad(f *testing.F) {
	for _, tt := range unfit() {
		f.Add(tt.text)
	}
	f.Add(cityForms)
	f.Add(cityPolicy(cityHead, `unless { context has purpose && context.purpose == "交接班" }`))
	l := builtinLaw(f)
	before := builtinSet(f)
	q := livePermitted()
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Load(l, fstest.MapFS{"city.cedar": {Data: []byte(text)}})
		if err != nil {
			return
		}
		for _, c := range s.Clauses()[len(before.Clauses()):] {
			if !c.Forbids || c.Regime != City || !c.Text.Full() {
				t.Errorf("read %+v", c)
			}
		}
		if d := s.Decide(q); len(d.Faults) > 0 {
			t.Errorf("faults %v", d.Faults)
		}
		q := q
		q.Act, q.Who = Copy, Citizen{"z"}.Principal()
		if s.Decide(q).Allowed {
			t.Error("a city let a citizen copy")
		}
	})
}
