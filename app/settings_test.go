package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"shiheng.internal"
	"shiheng.internal/app"
)

func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "shiheng.yaml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestPrintedSettingsAreTheDefaults(t *testing.T) {
	printed := app.PrintSettings(app.DefaultSettings())
	got, err := app.LoadSettings(write(t, printed), nil)
	if err != nil {
		t.Fatalf("%v in\n%s", err, printed)
	}
	if diff := cmp.Diff(app.DefaultSettings(), got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("printed settings read back differ:\n%s", diff)
	}
	for line := range strings.Lines(printed) {
		if strings.TrimSpace(line) == "#" {
			t.Errorf("a key has no explanation in\n%s", printed)
		}
	}
}

func TestLoadSettings(t *testing.T) {
	tests := []struct {
		name, file string
		env        []string
		check      func(app.Settings) bool
	}{
		{"empty file", "", nil, func(s app.Settings) bool { return s.Data == "./data" }},
		{"comments only", "# nothing\n", nil, func(s app.Settings) bool { return s.Data == "./data" }},
		{"a key", "data: /srv/shiheng\n", nil, func(s app.Settings) bool { return s.Data == "/srv/shiheng" && s.Log.Level == "info" }},
		{"environment wins", "data: a\n", []string{"SHIHENG_DATA=b"}, func(s app.Settings) bool { return s.Data == "b" }},
		{"size", "footage:\n  spill: 64MB\n", nil, func(s app.Settings) bool { return s.Footage.Spill == 64*app.MB }},
		{"size from environment", "", []string{"SHIHENG_PRACTICE_SIZE=2GB"}, func(s app.Settings) bool { return s.Practice.Size == 2*app.GB }},
		{"list from environment", "", []string{`SHIHENG_FOOTAGE_VOLUMES=[{path: /a, size: 1TB}]`}, func(s app.Settings) bool {
			return len(s.Footage.Volumes) == 1 && s.Footage.Volumes[0].Size == app.TB
		}},
		{"duration", "practice:\n  law_day: 30s\n", nil, func(s app.Settings) bool { return s.Practice.LawDay.Seconds() == 30 }},
		{"responder", "certificates: {listen: '127.0.0.1:0', authorities: a, revoked: b, responder: none, unanswered: list}\n", nil, func(s app.Settings) bool { return s.Certificates.Responder == "none" }},
		{"foreign variables", "", []string{"HOME=/", "SHIHENG_BIN=x"}, func(app.Settings) bool { return true }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := app.LoadSettings(write(t, tt.file), tt.env)
			if err != nil || !tt.check(got) {
				t.Errorf("LoadSettings = %+v, %v", got, err)
			}
		})
	}
}

func TestLoadSettingsRefuses(t *testing.T) {
	tests := []struct {
		name, file, want string
		env              []string
	}{
		{"unknown key", "dat: x\n", "dat", nil},
		{"unknown key below", "console:\n  lissen: x\n", "lissen", nil},
		{"unknown variable", "", "SHIHENG_DATTA", []string{"SHIHENG_DATTA=1"}},
		{"plain beyond loopback", "console: {listen: '0.0.0.0:80', plain: true}\n", "console.plain", nil},
		{"code of 19 digits", "signalling: {id: '3202000000200000000'}\n", "signalling.id", nil},
		{"no port in range", "media: {port_first: 9, port_last: 8}\n", "media.port_first", nil},
		{"half a certificate", "console: {cert: a.pem}\n", "console.key", nil},
		{"negative size", "footage: {spill: -1GB}\n", "settings.size", nil},
		{"size beyond 64 bits", "footage: {spill: 9999999999TB}\n", "settings.size", nil},
		{"foreign database", "database: mysql://x\n", "database", nil},
		{"level", "log: {level: loud}\n", "log.level", nil},
		{"responder without scheme", "certificates: {listen: '127.0.0.1:0', authorities: a, revoked: b, responder: ocsp.example.cn}\n", "certificates.responder", nil},
		{"responder that may be missing, perhaps", "certificates: {listen: '127.0.0.1:0', authorities: a, revoked: b, unanswered: maybe}\n", "certificates.unanswered", nil},
		{"not YAML", "a: [\n", "settings.form", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := app.LoadSettings(write(t, tt.file), tt.env)
			if !errors.Is(err, shiheng.ErrInvalid) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("LoadSettings = %v, want ErrInvalid naming %q", err, tt.want)
			}
		})
	}
	if _, err := app.LoadSettings(filepath.Join(t.TempDir(), "none.yaml"), nil); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("a missing file gives %v, want ErrNotFound", err)
	}
}
