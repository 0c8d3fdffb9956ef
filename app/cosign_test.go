package app_test

import (
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shiheng.internal/api"
	"shiheng.internal/api/record"
	"shiheng.internal/api/route"
	"shiheng.internal/app"
	"shiheng.internal/civic/ledger"
)

// TestLogIsWitnessed: a platform whose setting names two witnesses, one with an
// address and one without, has its log cosigned by both: by the first within
// the round, by the other over a file. What is no witness is not taken into the
// setting, and only who reads the audit may carry requests.
func TestLogIsWitnessed(t *testing.T) {
	w := newWorld(t)
	auditor := w.as("auditor")
	state := func() (s record.LogView) {
		t.Helper()
		auditor.wants(200, "GET", "/log", nil).into(t, &s)
		return s
	}
	if s := state(); len(s.Witnesses) != 0 {
		t.Fatalf("witnesses of nobody: %+v", s.Witnesses)
	}
	var keys []string
	var all []*app.Witness
	for _, name := range []string{"court.example", "archive.example"} {
		dir := filepath.Join(t.TempDir(), name)
		v, err := app.MakeWitness(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		if err := v.Watch(state().Keys[0]); err != nil {
			t.Fatal(err)
		}
		if v, err = app.OpenWitness(dir); err != nil {
			t.Fatal(err)
		}
		keys, all = append(keys, v.Key()), append(all, v)
	}
	server := httptest.NewServer(all[0].Handler(slog.New(slog.DiscardHandler)))
	t.Cleanup(server.Close)

	admin := w.as("admin")
	set := func(code string, lines ...string) {
		t.Helper()
		v, err := json.Marshal(lines)
		if err != nil {
			t.Fatal(err)
		}
		status := 422
		if code == "" {
			status = 200
		}
		if got, _ := admin.wants(status, "PUT", "/settings/log.witnesses", map[string]any{"value": string(v)}).problem(); got != code {
			t.Errorf("%q: %s, want %s", lines, got, code)
		}
	}
	set("witness.setting-key", state().Keys[0])
	set("witness.setting-address", keys[0]+" ftp://192.0.2.10")
	set("witness.setting-twice", keys[0], keys[0])
	set("witness.setting", "a b c")
	set("", keys[0]+" "+server.URL, keys[1])

	name := "archive.example"
	w.as("keeper").wants(403, "GET", "/log/witnesses/"+name+"/request", nil)
	auditor.wants(404, "GET", "/log/witnesses/nobody/request", nil)
	auditor.wants(409, "POST", "/log/witnesses/"+name+"/answer", map[string]any{"answer": "— archive.example AAAA"})
	var asked record.RequestView
	auditor.wants(200, "GET", "/log/witnesses/"+name+"/request", nil).into(t, &asked)
	r, err := ledger.ParseRequest([]byte(asked.Request))
	if err != nil {
		t.Fatal(err)
	}
	line, err := all[1].Cosign(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	auditor.wants(422, "POST", "/log/witnesses/"+name+"/answer", map[string]any{"answer": strings.Replace(string(line), "A", "B", 9)})
	auditor.wants(200, "POST", "/log/witnesses/"+name+"/answer", map[string]any{"answer": string(line)})
	var brought route.Page[api.AuditView]
	auditor.wants(200, "GET", "/audit?act=log.cosigned", nil).into(t, &brought)
	if len(brought.Items) != 1 || brought.Items[0].Object != name {
		t.Errorf("on record: %+v", brought.Items)
	}

	s := state()
	for end := time.Now().Add(20 * time.Second); len(s.Witnesses) == 2 && s.Witnesses[0].At.IsZero() && time.Now().Before(end); s = state() {
		time.Sleep(50 * time.Millisecond)
	}
	if len(s.Witnesses) != 2 || !s.Witnesses[0].Online || s.Witnesses[1].Online {
		t.Fatalf("witnesses %+v", s.Witnesses)
	}
	for _, v := range s.Witnesses {
		if v.Size == 0 || time.Since(v.At) > time.Minute || v.Failed != "" || v.Ahead {
			t.Errorf("%+v", v)
		}
	}
	if _, err := os.Stat(filepath.Join(w.data, "log", "2026.witnessed")); err != nil && time.Now().Year() == 2026 {
		t.Error(err)
	}
}
