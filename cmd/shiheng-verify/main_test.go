package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// fixtures have the verifier's own tests write bundles of every verdict.
func fixtures(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), "go", "test", "-count=1", "-run", "^TestFixtures$", "shiheng.internal/verify")
	cmd.Env = append(os.Environ(), "SHIHENG_FIXTURES="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return dir
}

// TestProgram: what it says and what it ends with, for each verdict.
func TestProgram(t *testing.T) {
	dir := fixtures(t)
	in := func(name string) string { return filepath.Join(dir, name) }
	for _, tt := range []struct {
		args string
		exit int
		says []string
	}{
		{"complete.evb.zip --policy keys.txt", 0, []string{"完整且未被改动  COMPLETE AND UNALTERED", "太湖大道北口", "procuratorate.example", "A3202002026110001"}},
		{"complete.evb.zip", 0, []string{"没有与外部比对"}},
		{"--lang=en --policy=keys.txt gaps.evb.zip", 0, []string{"VERDICT  UNALTERED WITH DECLARED GAPS", "gap  2026-11-23T09:43:10.000000Z – 2026-11-23T09:43:30.000000Z  restart"}},
		{"--lang zh flipped.evb.zip", 1, []string{"已被改动", "[file.digest]"}},
		{"careful.evb.zip", 1, []string{"[chunk.payload]", "chunk 106", "byte 0"}},
		{"twice.evb.zip", 1, []string{"[zip.twice]"}},
		{"tail.evb.zip --lang en", 2, []string{"CANNOT BE PROVEN", "[anchor.missing]"}},
		{"complete.evb.zip --policy other-keys.txt", 2, []string{"[checkpoint.unsigned]", "[witness.unknown]"}},
		{"practice.evb.zip", 1, []string{"演练"}},
		{"none.evb.zip", 3, nil},
		{"absent.evb.zip", 3, nil},
		{"", 4, nil},
		{"complete.evb.zip gaps.evb.zip", 4, nil},
		{"complete.evb.zip --lang fr", 4, nil},
		{"complete.evb.zip --policy absent.txt", 4, nil},
		{"complete.evb.zip --policy", 4, nil},
		{"--what complete.evb.zip", 4, nil},
	} {
		var out, errs bytes.Buffer
		args := strings.Fields(tt.args)
		for i, a := range args {
			if name, value, has := strings.Cut(a, "="); has {
				if strings.HasSuffix(value, ".txt") {
					args[i] = name + "=" + in(value)
				}
			} else if strings.HasSuffix(a, ".zip") || strings.HasSuffix(a, ".txt") {
				args[i] = in(a)
			}
		}
		if got := run(t.Context(), args, &out, &errs); got != tt.exit {
			t.Errorf("%s: ends with %d, want %d\n%s%s", tt.args, got, tt.exit, out.String(), errs.String())
		}
		for _, s := range tt.says {
			if !strings.Contains(out.String(), s) {
				t.Errorf("%s: does not say %q:\n%s", tt.args, s, out.String())
			}
		}
	}
	var out, errs bytes.Buffer
	var r struct{ Verdict string }
	if run(t.Context(), []string{in("gaps.evb.zip"), "--json"}, &out, &errs) != 0 || json.Unmarshal(out.Bytes(), &r) != nil || r.Verdict != "gaps" {
		t.Errorf("as JSON: %s", out.String())
	}
}
