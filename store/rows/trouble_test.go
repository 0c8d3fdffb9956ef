package rows_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
)

// TestDiskFull: when the file cannot grow the caller is told so, nothing is
// half written, reading goes on, and with space again so does writing.
func TestDiskFull(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	w.site("甲")
	w.ok(w.db.Pragma(ctx, "PRAGMA max_page_count = 1")) // becomes what it has
	var err error
	n := 0
	for ; n < 2000 && err == nil; n++ {
		_, err = w.registry.SavePlace(ctx, house, registry.Place{Name: fmt.Sprint("地点", n), Address: strings.Repeat("长", 100)})
	}
	if !errors.Is(err, shiheng.ErrExhausted) {
		t.Fatalf("a full disk says %v after %d places", err, n)
	}
	events, rest := w.dump()
	if places := strings.Count(rest, "place|"); places != n || events != n+4 { // one from site, less the one refused; site writes five events
		t.Errorf("%d places, %d events after %d writes", places, events, n)
	}
	w.ok(w.db.Pragma(ctx, "PRAGMA max_page_count = 1000000"))
	_, err = w.registry.SavePlace(ctx, house, registry.Place{Name: "又有空间"})
	w.ok(err)
}

// TestServerGone: a PostgreSQL that went away is unavailable, not an internal
// error, and nothing hangs.
func TestServerGone(t *testing.T) {
	c, err := startCluster() // one of its own, since it is stopped
	orSkip(t, err)
	t.Cleanup(c.stop)
	w := newWorld(t, c.fresh(t), false)
	w.site("甲")
	c.stop()
	if err := w.db.Ping(t.Context()); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("ping: %v", err)
	}
	_, err = w.registry.SavePlace(t.Context(), house, registry.Place{Name: "乙"})
	if !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("write: %v", err)
	}
	_, err = w.identity.Accounts(t.Context(), pagingOf(10))
	if !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("read: %v", err)
	}
}

// TestBadAddress: what cannot be opened says so without showing a password.
func TestBadAddress(t *testing.T) {
	dir := t.TempDir()
	notADatabase := filepath.Join(dir, "words.db")
	if err := os.WriteFile(notADatabase, []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{
		"", "mysql://u:s3cret@h/db", "sqlite:", "sqlite:" + notADatabase,
		"postgres://u:s3cret@127.0.0.1:1/db?connect_timeout=2", "postgres://u:s3cret@[bad/db",
	} {
		db, err := rows.Open(t.Context(), rows.Config{URL: url})
		if err == nil {
			t.Errorf("opened %q", url)
			_ = db.Close()
			continue
		}
		if strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%q shows the password: %v", url, err)
		}
	}
}

// TestOddPath: a file name is a file name, whatever signs it has.
func TestOddPath(t *testing.T) {
	w := newWorld(t, "sqlite:"+filepath.Join(t.TempDir(), "数据 #1?mode=memory&x=%41", "行.db"), false)
	w.person("wang", identity.Grantable{Role: identity.Auditor})
	path := strings.TrimPrefix(w.url, "sqlite:")
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 || info.Size() == 0 {
		t.Errorf("%v, %v", info, err)
	}
}
