package catalogue

import (
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry/party"
)

type (
	versionKind struct{}
	// VersionID names one version of the catalogue.
	VersionID = shiheng.ID[versionKind]
)

// A Status is where a version stands.
type Status string

// The statuses of a version. There is at most one draft and one published one.
const (
	Draft      Status = "draft"      // 编制中
	Published  Status = "published"  // 已公布
	Superseded Status = "superseded" // 已被替代
)

// A Version is one edition of the catalogue.
type Version struct {
	ID     VersionID `json:"id"`
	Number int       `json:"number"` // from 1, in the order of drafting
	Title  string    `json:"title"`
	Note   string    `json:"note,omitempty"`
	Status Status    `json:"status"`
	Rules  []Rule    `json:"rules"`
	// Exceptions are systems added or left out against the rules.
	Exceptions []Exception `json:"exceptions"`

	DraftedBy   shiheng.AccountID `json:"draftedBy"`
	DraftedAt   time.Time         `json:"draftedAt"`
	PublishedBy shiheng.AccountID `json:"publishedBy,omitzero"`
	PublishedAt time.Time         `json:"publishedAt,omitzero"`
	// Items is how many systems a published version lists.
	Items   int   `json:"items"`
	Version int64 `json:"version"`
}

// A Rule says which systems must connect, by facts of the register. What it
// leaves empty it does not ask; what it names must all hold.
type Rule struct {
	Code  string `json:"code"` // unique within the version
	Title string `json:"title"`

	Categories       []string `json:"categories,omitempty"` // any of W8-01 … W8-10
	Classes          []string `json:"classes,omitempty"`    // any of the R799 classes
	AntiTerrorTarget bool     `json:"antiTerrorTarget,omitempty"`
	KeySecurityUnit  bool     `json:"keySecurityUnit,omitempty"`
	Trades           []string `json:"trades,omitempty"`
	Divisions        []string `json:"divisions,omitempty"` // districts; empty for the whole city

	// Due is the day by which the systems are connected.
	Due law.Day `json:"due"`
}

// An Exception adds one system to the catalogue or leaves it out.
type Exception struct {
	System shiheng.SystemID `json:"systemId"`
	Add    bool             `json:"add"`
	Reason string           `json:"reason"`
	Due    law.Day          `json:"due,omitzero"` // of an added one
}

// Bounds of one version.
const (
	maxRules      = 100
	maxExceptions = 5000
)

// asksNothing reports whether a rule would take every system there is.
func (r Rule) asksNothing() bool {
	return len(r.Categories) == 0 && len(r.Classes) == 0 && !r.AntiTerrorTarget && !r.KeySecurityUnit && len(r.Trades) == 0
}

func (r *Rule) tidy() error {
	r.Code, r.Title = strings.TrimSpace(r.Code), strings.TrimSpace(r.Title)
	bad := func(field, value string) error {
		return shiheng.Invalid("catalogue.rule", "rule", r.Code, "field", field, "value", value)
	}
	switch {
	case r.Code == "" || len(r.Code) > 40:
		return bad("code", r.Code)
	case r.Title == "" || len(r.Title) > 200:
		return bad("title", r.Title)
	case r.Due.IsZero():
		return bad("due", "")
	case r.asksNothing():
		return shiheng.Invalid("catalogue.rule-asks-nothing", "rule", r.Code)
	}
	for _, l := range []struct {
		field string
		has   []string
		known func(string) bool
	}{
		{"categories", r.Categories, func(s string) bool { return slices.Contains(law.W168Categories(), s) }},
		{"classes", r.Classes, func(s string) bool { return slices.Contains(law.R799Classes(), s) }},
		{"trades", r.Trades, party.KnownTrade},
		{"divisions", r.Divisions, func(s string) bool { d, err := party.ParseDivision(s); return err == nil && d == s }},
	} {
		for _, v := range l.has {
			if !l.known(v) {
				return bad(l.field, v)
			}
		}
	}
	return nil
}

func (v *Version) tidy() error {
	v.Title, v.Note = strings.TrimSpace(v.Title), strings.TrimSpace(v.Note)
	switch {
	case v.Title == "" || len(v.Title) > 200:
		return shiheng.Invalid("catalogue.title")
	case len(v.Note) > 2000:
		return shiheng.Invalid("catalogue.note")
	case len(v.Rules) > maxRules || len(v.Exceptions) > maxExceptions:
		return shiheng.Invalid("catalogue.large")
	}
	seen := map[string]bool{}
	for i := range v.Rules {
		if err := v.Rules[i].tidy(); err != nil {
			return err
		}
		if seen[v.Rules[i].Code] {
			return shiheng.Invalid("catalogue.rule-twice", "rule", v.Rules[i].Code)
		}
		seen[v.Rules[i].Code] = true
	}
	systems := map[shiheng.SystemID]bool{}
	for i := range v.Exceptions {
		e := &v.Exceptions[i]
		e.Reason = strings.TrimSpace(e.Reason)
		switch {
		case e.System.IsZero() || systems[e.System]:
			return shiheng.Invalid("catalogue.exception-twice")
		case e.Reason == "" || len(e.Reason) > 500:
			return shiheng.Invalid("catalogue.exception-reason")
		case e.Add && e.Due.IsZero():
			return shiheng.Invalid("catalogue.exception-due")
		}
		systems[e.System] = true
	}
	return nil
}
