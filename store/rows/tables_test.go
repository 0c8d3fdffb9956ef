package rows_test

import (
	"os"
	"strings"
	"testing"
)

// tables lists every table of the database but the migration's own.
func (w *world) tables() []string {
	w.t.Helper()
	found, err := w.db.Reader().QueryContext(w.t.Context(),
		"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%' ORDER BY name")
	w.ok(err)
	defer func() { w.ok(found.Close()) }()
	var out []string
	for found.Next() {
		var name string
		w.ok(found.Scan(&name))
		out = append(out, name)
	}
	w.ok(found.Err())
	return out
}

// TestTablesAreDescribed holds docs/reference/rows.md to the database: every
// table stands in its list.
func TestTablesAreDescribed(t *testing.T) {
	text, err := os.ReadFile("../../docs/reference/rows.md")
	if err != nil {
		t.Fatal(err)
	}
	described := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		first, _, _ := strings.Cut(strings.TrimPrefix(line, "| "), " | ")
		for _, name := range strings.Split(first, ", ") {
			described[strings.Trim(name, "`")] = true
		}
	}
	all := newWorld(t, "sqlite:"+t.TempDir()+"/rows.db", false).tables()
	if len(all) < 50 {
		t.Fatalf("only %d tables found: %v", len(all), all)
	}
	for _, name := range all {
		if !described[name] {
			t.Errorf("docs/reference/rows.md does not describe %s", name)
		}
	}
}
