package rows_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shiheng.internal/store/rows"
)

// emptyURL is the address of a SQLite database that is not there yet.
func emptyURL(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "rows.db") }

// TestSameTables applies both directories of migrations and compares what came
// of them.
func TestSameTables(t *testing.T) {
	lite, post := emptyURL(t), postgres(t).empty(t)
	for _, url := range []string{lite, post} {
		db, err := rows.Open(t.Context(), rows.Config{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(columns(t, lite), columns(t, post)); diff != "" {
		t.Errorf("the engines' tables differ (-sqlite +postgres):\n%s", diff)
	}
}

// TestOpenAgain opens what is of the right version without a backup.
func TestOpenAgain(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		url := fresh()
		for range 2 {
			w := newWorld(t, url, false)
			if v, err := w.db.Version(t.Context()); err != nil || v < 1 {
				t.Fatalf("version %d, %v", v, err)
			}
		}
	})
}

// TestBackupFirst takes a database back to an earlier version by hand and
// looks that opening it makes a whole copy before it migrates.
func TestBackupFirst(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "rows.db")
	old, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := old.ExecContext(t.Context(), "CREATE TABLE precious (word TEXT); INSERT INTO precious VALUES ('留存')"); err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := rows.Open(t.Context(), rows.Config{URL: "sqlite:" + path})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	copies, _ := filepath.Glob(path + ".before-*")
	if len(copies) != 1 {
		t.Fatalf("backups: %v", copies)
	}
	if info, err := os.Stat(copies[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("backup %v, %v", info, err)
	}
	back, err := sql.Open("sqlite", copies[0])
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = back.Close() }()
	var word string
	if err := back.QueryRowContext(t.Context(), "SELECT word FROM precious").Scan(&word); err != nil || word != "留存" {
		t.Errorf("backup holds %q, %v", word, err)
	}
}

// TestBackupPostgres does the same on a server.
func TestBackupPostgres(t *testing.T) {
	url := postgres(t).empty(t)
	old, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = old.Close() }()
	if _, err := old.ExecContext(t.Context(), "CREATE TABLE precious (word TEXT); INSERT INTO precious VALUES ('留存')"); err != nil {
		t.Fatal(err)
	}
	db, err := rows.Open(t.Context(), rows.Config{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var schema, word string
	if err := old.QueryRowContext(t.Context(), "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'shiheng_before%'").Scan(&schema); err != nil {
		t.Fatal(err)
	}
	if err := old.QueryRowContext(t.Context(), "SELECT word FROM "+schema+".precious").Scan(&word); err != nil || word != "留存" {
		t.Errorf("backup holds %q, %v", word, err)
	}
}

// openRefused changes which migrations a database says it has, and looks that
// it is then not opened, for a reason that holds the word.
func openRefused(t *testing.T, url, statement, word string) {
	t.Helper()
	driver, source := "pgx", url
	if path, is := strings.CutPrefix(url, "sqlite:"); is {
		driver, source = "sqlite", path
	}
	raw, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
	if err := raw.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err := rows.Open(t.Context(), rows.Config{URL: url}); err == nil || !strings.Contains(err.Error(), word) {
		t.Errorf("opened after %q: %v", statement, err)
		if err == nil {
			_ = db.Close()
		}
	}
}

// TestNewerIsRefused leaves a database of a newer program alone and says so.
func TestNewerIsRefused(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		url := fresh()
		db, err := rows.Open(t.Context(), rows.Config{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		openRefused(t, url, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, TRUE)", "9999")
	})
}

// TestLeftOutIsRefused does not open a database that lacks a migration below
// the newest one it has.
func TestLeftOutIsRefused(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		url := fresh()
		openRefused(t, url, "DELETE FROM goose_db_version WHERE version_id = 3", "version 3")
	})
}
