package app_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"shiheng.internal/api"
	"shiheng.internal/api/route"
	"shiheng.internal/app"
)

// TestAutomaticBackups: with a directory and a key in the settings the platform
// backs itself up when one is due, on record, and not again before; where
// nothing is mounted it makes nothing, and the last backup grows old.
func TestAutomaticBackups(t *testing.T) {
	w := newWorld(t)
	admin, auditor := w.as("admin"), w.as("auditor")
	key, err := app.BackupKey("two custodians know this one")
	if err != nil {
		t.Fatal(err)
	}
	set := func(name string, v any, status int, code string) {
		t.Helper()
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := admin.wants(status, "PUT", "/settings/"+name, map[string]any{"value": string(b)}).problem(); got != code {
			t.Errorf("%s %v: %q, want %q", name, v, got, code)
		}
	}
	set("backup.directory", "relative", 422, "backup.directory")
	set("backup.key", "none", 422, "backup.key")
	set("backup.hours", 0, 422, "setting.number")
	dir := filepath.Join(t.TempDir(), "mounted")
	look := func(fails bool) []os.DirEntry {
		t.Helper()
		if err := w.house.LookAtBackups(t.Context()); (err != nil) != fails {
			t.Fatalf("failed %v, %v", fails, err)
		}
		made, err := os.ReadDir(dir)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		return made
	}
	if len(look(false)) != 0 {
		t.Error("a backup without a setting")
	}
	set("backup.key", key, 200, "")
	set("backup.directory", dir, 200, "")
	if made := look(true); len(made) != 0 || !w.house.BackupIsOld() {
		t.Errorf("where nothing is mounted: %v", made)
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if len(look(false)) != 0 {
		t.Error("tried again at once")
	}
	w.house.ForgetTries()
	made := look(false)
	if len(made) != 1 || w.house.BackupIsOld() {
		t.Fatalf("made %v", made)
	}
	if m, bad, err := app.CheckBackup(t.Context(), filepath.Join(dir, made[0].Name()), nil); err != nil || len(bad) > 0 || !m.Complete || !m.Practice {
		t.Errorf("%+v, %v, %v", m.Rows, bad, err)
	}
	if len(look(false)) != 1 {
		t.Error("another one at once")
	}
	var seen route.Page[api.AuditView]
	auditor.wants(200, "GET", "/audit?act=backup.made", nil).into(t, &seen)
	if len(seen.Items) != 1 || len(seen.Items[0].Object) != 64 {
		t.Errorf("on record: %+v", seen.Items)
	}
}
