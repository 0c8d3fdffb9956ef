package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shiheng.internal"
	"shiheng.internal/api"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// stricter is a city's policy as an operator would write it.
const stricter = `@id("city-no-live")
@article("W168/29/1")
@zh("本市规定：暂停实时监看")
@en("rule of the city: nobody watches live for now")
forbid (principal is Shiheng::Staff, action == Shiheng::Action::"live", resource is Shiheng::Camera);
`

// policies writes a city's directory of policies.
func policies(t *testing.T, dir string, files map[string]string) string {
	t.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestBadPoliciesKeepTheHouseShut: what a city wrote wrongly, or more loosely
// than the law, stops the start with file, line and policy.
func TestBadPoliciesKeepTheHouseShut(t *testing.T) {
	dir := t.TempDir()
	looser := strings.Replace(stricter, "forbid (", "permit (", 1)
	for _, tt := range []struct {
		name, in, code, says string
		files                map[string]string
	}{
		{"a directory that is not there", filepath.Join(dir, "none"), "clause.policies", "none", nil},
		{"looser", "", "clause.policy", `night.cedar:9: policy "city-no-live": a city's policy may only forbid`,
			map[string]string{"night.cedar": strings.Repeat("// 夜间\n", 8) + looser}},
		{"an unknown attribute", "", "clause.policy", `a.cedar:1: policy "city-no-live"`,
			map[string]string{"a.cedar": strings.TrimSuffix(stricter, ";\n") + "\nwhen { resource.colour };\n"}},
		{"not Cedar", "", "clause.policy", "b.cedar", map[string]string{"b.cedar": "forbid nobody;"}},
	} {
		s := smallSettings(t)
		if s.Clauses.Policies = tt.in; tt.in == "" {
			s.Clauses.Policies = policies(t, t.TempDir(), tt.files)
		}
		h, err := opened(t, s)
		if err == nil {
			_ = h.Close()
		}
		var e *shiheng.Error
		if !errors.As(err, &e) || e.Code != tt.code || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, want %s with %q", tt.name, err, tt.code, tt.says)
		}
	}
}

// TestPoliciesInForceAreOnRecord: the start of the house says by which policies
// it decides; a city's own lie in the data directory unless a setting says
// otherwise.
func TestPoliciesInForceAreOnRecord(t *testing.T) {
	l, err := law.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	own, err := clause.Builtin(l)
	if err != nil {
		t.Fatal(err)
	}
	s := smallSettings(t)
	dir := policies(t, filepath.Join(s.Data, "policies"), map[string]string{"live.cedar": stricter})
	with, err := clause.Load(l, os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	w := openWorld(t, s)
	var events route.Page[api.AuditView]
	w.as("auditor").wants(200, "GET", "/audit?act="+string(audit.HouseStart), nil).into(t, &events)
	if len(events.Items) != 1 {
		t.Fatalf("%d starts on record", len(events.Items))
	}
	if got := events.Items[0].Details["policies"]; got != with.Digest().String() || got == own.Digest().String() {
		t.Errorf("the start names the policies %q, want %v", got, with.Digest())
	}
}
