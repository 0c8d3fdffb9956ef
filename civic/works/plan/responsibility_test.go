package plan_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shiheng.internal"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/works/plan"
)

// TestW168_10 asks in the article's own order: one row a way through it.
func TestW168_10(t *testing.T) {
	agreement := shiheng.NewID[papers.AttachmentID](time.UnixMilli(1))
	names := plan.BuilderCase{Government: "梁溪区人民政府", Owner: "业主公司", User: "承租公司", Manager: "市政中心"}
	with := func(f func(*plan.BuilderCase)) plan.BuilderCase { c := names; f(&c); return c }
	listed := plan.BuilderStep{Article: "W168/10/1", Ask: "listed-site"}
	agreed := plan.BuilderStep{Article: "W168/10/2", Ask: "agreement"}
	state := plan.BuilderStep{Article: "W168/10/2", Ask: "state-public"}
	owner := plan.BuilderStep{Article: "W168/10/2", Ask: "owner", Yes: true}
	yes := func(s plan.BuilderStep) plan.BuilderStep { s.Yes = true; return s }

	for _, tt := range []struct {
		name  string
		in    plan.BuilderCase
		party plan.Party
		to    string
		by    string
		steps []plan.BuilderStep
	}{
		{"10(1) city road", with(func(c *plan.BuilderCase) { c.Site = "city-road" }), plan.Government, "梁溪区人民政府", "W168/10/1", []plan.BuilderStep{yes(listed)}},
		{"10(1) rail transit", with(func(c *plan.BuilderCase) { c.Site = "rail-transit" }), plan.Government, "梁溪区人民政府", "W168/10/1", []plan.BuilderStep{yes(listed)}},
		{"10(1) bridge", with(func(c *plan.BuilderCase) { c.Site = "bridge" }), plan.Government, "梁溪区人民政府", "W168/10/1", []plan.BuilderStep{yes(listed)}},
		{"10(1) tunnel", with(func(c *plan.BuilderCase) { c.Site = "tunnel" }), plan.Government, "梁溪区人民政府", "W168/10/1", []plan.BuilderStep{yes(listed)}},
		{"10(1) pedestrian crossing", with(func(c *plan.BuilderCase) { c.Site = "pedestrian-crossing" }), plan.Government, "梁溪区人民政府", "W168/10/1", []plan.BuilderStep{yes(listed)}},
		{"10(1) large square", with(func(c *plan.BuilderCase) { c.Site = "large-square" }), plan.Government, "梁溪区人民政府", "W168/10/1", []plan.BuilderStep{yes(listed)}},
		{"10(1) comes before an agreement", with(func(c *plan.BuilderCase) {
			c.Site, c.Agreed, c.Agreement, c.StatePublic = "bridge", plan.User, agreement, true
		}), plan.Government, "梁溪区人民政府", "W168/10/1", []plan.BuilderStep{yes(listed)}},
		{"10(2) agreed: the user", with(func(c *plan.BuilderCase) { c.Site, c.Agreed, c.Agreement = "other", plan.User, agreement }),
			plan.User, "承租公司", "W168/10/2", []plan.BuilderStep{listed, yes(agreed)}},
		{"10(2) agreed: the owner", with(func(c *plan.BuilderCase) { c.Site, c.Agreed, c.Agreement = "other", plan.Owner, agreement }),
			plan.Owner, "业主公司", "W168/10/2", []plan.BuilderStep{listed, yes(agreed)}},
		{"10(2) an agreement comes before state ownership", with(func(c *plan.BuilderCase) {
			c.Site, c.Agreed, c.Agreement, c.StatePublic = "other", plan.User, agreement, true
		}), plan.User, "承租公司", "W168/10/2", []plan.BuilderStep{listed, yes(agreed)}},
		{"10(2) public and the state's: the manager", with(func(c *plan.BuilderCase) { c.Site, c.StatePublic = "other", true }),
			plan.Manager, "市政中心", "W168/10/2", []plan.BuilderStep{listed, agreed, yes(state)}},
		{"10(2) no agreement: the owner", with(func(c *plan.BuilderCase) { c.Site = "other" }),
			plan.Owner, "业主公司", "W168/10/2", []plan.BuilderStep{listed, agreed, state, owner}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := plan.Decide(tt.in)
			want := plan.BuilderResult{Party: tt.party, Addressee: tt.to, Article: tt.by, Steps: tt.steps}
			if err != nil || cmp.Diff(want, got) != "" {
				t.Errorf("%v\n%s", err, cmp.Diff(want, got))
			}
		})
	}
	for _, tt := range []struct {
		name string
		in   plan.BuilderCase
		kind error
		code string
		by   string
	}{
		{"no such site", with(func(c *plan.BuilderCase) { c.Site = "beach" }), shiheng.ErrInvalid, "responsibility.site", "W168/10/1"},
		{"agreed with somebody else", with(func(c *plan.BuilderCase) { c.Site, c.Agreed, c.Agreement = "other", plan.Manager, agreement }),
			shiheng.ErrInvalid, "responsibility.agreed", "W168/10/2"},
		{"an agreement that is not at hand", with(func(c *plan.BuilderCase) { c.Site, c.Agreed = "other", plan.User }),
			shiheng.ErrForbidden, "responsibility.no-agreement", "W168/10/2"},
		{"nobody's name is known", with(func(c *plan.BuilderCase) { c.Site, c.Owner = "other", "  " }),
			shiheng.ErrInvalid, "responsibility.addressee", "W168/10/2"},
		{"no name of the government", with(func(c *plan.BuilderCase) { c.Site, c.Government = "tunnel", "" }),
			shiheng.ErrInvalid, "responsibility.addressee", "W168/10/1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := plan.Decide(tt.in)
			wantRefusal(t, err, tt.kind, tt.code, tt.by)
		})
	}
}

func wantRefusal(t *testing.T, err, kind error, code, by string) {
	t.Helper()
	e, ok := errors.AsType[*shiheng.Error](err)
	if !ok || !errors.Is(err, kind) || e.Code != code || e.Article != by {
		t.Errorf("error %v, want %s by %s (%v)", err, code, by, kind)
	}
}
