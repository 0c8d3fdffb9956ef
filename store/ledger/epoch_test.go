package ledger_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	store "shiheng.internal/store/ledger"
	"shiheng.internal/store/rows"
	"shiheng.internal/store/rows/footage"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/media"
)

// A course is an archive that was backed up twice on its way, and then lost but
// for its disks of footage.
type course struct {
	t    *testing.T
	dir  string // as it was in the end
	back [3]string
	at   [3]time.Time
	now  time.Time
	keys store.Keys
}

// newCourse lives through it: acts and footage, a copy, more of both, another
// copy, and more. The first hour's footage is erased lawfully behind the second.
func newCourse(t *testing.T) course {
	t.Helper()
	a := newArchive(t)
	c := course{t: t, dir: a.dir}
	for i := range c.back {
		for range 2 + i {
			a.act("某")
		}
		a.record(1, 70)
		if i > 0 {
			a.record(2, 70)
		}
		a.advance(time.Hour)
		a.house()
		a.pass(0)
		a.settle()
		c.back[i], c.at[i] = t.TempDir(), a.clock()
		a.copyTo(c.back[i])
	}
	a.advance(31 * 24 * time.Hour)
	a.house() // erases
	if s := a.slots.Stats(); s.SlotsFree == 0 {
		t.Fatal("nothing was erased")
	}
	a.act("丢失的")
	a.record(1, 70)
	a.advance(time.Hour)
	a.house()
	a.settle()
	a.stop()
	if err := errors.Join(a.minutes.Close(), a.slots.Close(), a.db.Close()); err != nil {
		t.Fatal(err)
	}
	c.now, c.keys = a.clock(), a.keys
	return c
}

// copyTo copies rows and log as they stand, while both are in use.
func (a *archive) copyTo(dir string) {
	a.t.Helper()
	a.checkpointAt(a.size())
	if err := a.db.Snapshot(a.t.Context(), filepath.Join(dir, "rows.db")); err != nil {
		a.t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "log"), os.DirFS(filepath.Join(a.dir, "log"))); err != nil {
		a.t.Fatal(err)
	}
}

// size is how many leaves are known to stand in the log.
func (a *archive) size() uint64 {
	a.t.Helper()
	acts, _, err := a.rows.Last(a.t.Context(), "node/2026")
	minutes, _, failed := a.rows.LastMinute(a.t.Context(), "node/2026")
	if err := errors.Join(err, failed); err != nil {
		a.t.Fatal(err)
	}
	return max(acts, minutes) + 1
}

// restored puts rows of one copy and the log of another beside the disks that
// are left.
func (c course) restored(t *testing.T, rowsOf, logOf int) copied {
	t.Helper()
	to := t.TempDir()
	volumes, err := filepath.Glob(filepath.Join(c.dir, "*.shv"))
	if err != nil || len(volumes) == 0 {
		t.Fatal(volumes, err)
	}
	for _, v := range append(volumes, filepath.Join(c.dir, "key"), filepath.Join(c.dir, "log.key"), filepath.Join(c.back[rowsOf], "rows.db")) {
		b, err := os.ReadFile(v)
		if err == nil {
			err = os.WriteFile(filepath.Join(to, filepath.Base(v)), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := os.CopyFS(filepath.Join(to, "log"), os.DirFS(filepath.Join(c.back[logOf], "log"))); err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(filepath.Join(to, "log", "minutes", "heads.json"))
	return copied{t: t, dir: to, now: c.now, name: "node", keys: c.keys}
}

// newEpoch has two custodians begin a new epoch.
func (c *copied) newEpoch(cause string, read time.Time, acts int64) (ledger.Statement, error) {
	c.t.Helper()
	now := func() time.Time { return c.now }
	db, err := rows.Open(c.t.Context(), rows.Config{URL: "sqlite:" + filepath.Join(c.dir, "rows.db"), Now: now})
	if err != nil {
		c.t.Fatal(err)
	}
	began := c.now
	config := slots.Config{
		Places: []slots.Place{{Disk: disk.Dir{Path: c.dir, Buffered: true}, Capacity: 64 << 20}}, Index: footage.New(db), Pool: media.NewPool(),
		SlotSize: 1 << 18, Floor: 30, Keep: 30, Now: now, Boot: func() time.Duration { return c.now.Sub(began) },
	}
	if cause == ledger.Restored {
		if _, err := slots.Rebuild(c.t.Context(), config); err != nil {
			c.t.Fatal(err)
		}
	}
	s, err := slots.Open(c.t.Context(), config)
	if err != nil {
		c.t.Fatal(err)
	}
	seal, err := rows.OpenSeal(filepath.Join(c.dir, "key"))
	if err != nil {
		c.t.Fatal(err)
	}
	if acts == 0 {
		if _, acts, err = rows.NewLeaves(db).Count(c.t.Context()); err != nil {
			c.t.Fatal(err)
		}
	}
	statement, failed := store.BeginEpoch(c.t.Context(), store.EpochConfig{
		Dir: filepath.Join(c.dir, "log"), Minutes: filepath.Join(c.dir, "log", "minutes"), KeyFile: filepath.Join(c.dir, "log.key"), Seal: seal,
		Rows: rows.NewLeaves(db), Footage: s, Cause: cause, Why: "演练", Read: read, Acts: acts, Now: now,
		By: [2]ledger.Custodian{{Account: "a", Name: "甲"}, {Account: "b", Name: "乙"}},
	})
	if failed == nil {
		c.name, c.keys, err = store.OpenKeys(filepath.Join(c.dir, "log.key"), "", seal)
	}
	if err = errors.Join(err, s.Close(), db.Close()); err != nil {
		c.t.Fatal(err)
	}
	return statement, failed
}

// goOn starts what lies there, lets it do more, and stops it.
func (c *copied) goOn() {
	c.t.Helper()
	a := &archive{office: officeIn(c.t, c.dir)}
	a.now = c.now
	a.start()
	a.pass(0)
	a.act("新的")
	a.record(1, 70)
	a.advance(time.Hour)
	a.house()
	a.pass(0)
	a.settle()
	c.now = a.clock()
	a.stop()
	if err := errors.Join(a.minutes.Close(), a.slots.Close()); err != nil {
		c.t.Fatal(err)
	}
	a.close()
}

// TestRestored: whatever of rows and log is the older, after the ceremony the
// platform goes on, a check accepts it and names what was lost, and says so
// still when it was changed behind.
func TestRestored(t *testing.T) {
	life := newCourse(t)
	for _, tt := range []struct {
		name      string
		rows, log int
		lost      int // acts
	}{
		{"both of one time", 1, 1, 0},
		{"the log is newer", 0, 2, 7},
		{"the rows are newer", 2, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := life.restored(t, tt.rows, tt.log)
			s, err := c.newEpoch(ledger.Restored, life.at[tt.rows], 0)
			if err != nil {
				t.Fatal(err)
			}
			if s.Cause != ledger.Restored || !s.Vouched || s.Last.Origin != "node/2026" || s.Last.Size == 0 || s.Epoch.Gone == nil || ledger.NumberOf(c.name) != 2 {
				t.Errorf("%+v of %s", s.Epoch, c.name)
			}
			if want := life.at[min(tt.rows, tt.log)]; s.Epoch.Lost.From > ledger.Time(want) || s.Epoch.Lost.To != ledger.Time(life.now) {
				t.Errorf("lost %+v, want from before %s", s.Epoch.Lost, want)
			}
			c.goOn()
			for _, level := range []ledger.CheckLevel{ledger.CheckFast, ledger.CheckFull} {
				r := c.check(level)
				if r.Bad != 0 || r.Waiting != 0 {
					t.Fatalf("%s: %d mismatches, %d waiting: %v", level, r.Bad, r.Waiting, r.Mismatches)
				}
				if len(r.Breaks) != 1 || r.Breaks[0].GoneChunks == 0 || level == ledger.CheckFull && r.Breaks[0].LostActs != tt.lost {
					t.Errorf("%s: %+v", level, r.Breaks)
				}
			}
			c.spoiled()
		})
	}
}

// spoiled changes what the epoch rests on; each is named.
func (c copied) spoiled() {
	for what, spoil := range map[string]func(copied){
		"the old checkpoint": func(c copied) {
			early, err := os.ReadFile(filepath.Join(c.dir, "log", "epoch-1", "2026", "checkpoint"))
			if err != nil {
				c.t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(c.dir, "log", "epoch-1", "2026", "checkpoint"), bytes.Replace(early, []byte("\n"), []byte("x\n"), 1), 0o600); err != nil {
				c.t.Fatal(err)
			}
		},
		"the row of the epoch": func(c copied) { c.sql("UPDATE log_epoch SET leaf = replace(leaf, '演练', '练习')") },
		"the epoch's row gone": func(c copied) { c.sql("DELETE FROM log_epoch") },
		"a row of a kept act":  func(c copied) { c.sql("UPDATE audit_event SET reason = 'x' WHERE seq = 1") },
		"the old log": func(c copied) {
			if err := os.RemoveAll(filepath.Join(c.dir, "log", "epoch-1", "2026")); err != nil {
				c.t.Fatal(err)
			}
		},
	} {
		bad := c.again(c.t)
		spoil(bad)
		if r := bad.check(ledger.CheckMedium); r.Bad == 0 {
			c.t.Errorf("%s was changed, and nothing is found", what)
		}
	}
}

// TestNoEpoch: rows of a backup beside a log that was laid aside, and nobody
// answers for it: the platform does not begin another log.
func TestNoEpoch(t *testing.T) {
	o := newOffice(t)
	o.begin()
	o.act("某")
	o.settle()
	o.stop()
	if err := os.Rename(filepath.Join(o.dir, "log"), filepath.Join(o.dir, "aside")); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(o.dir, "log"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := store.OpenActs(t.Context(), store.ActsConfig{Dir: filepath.Join(o.dir, "log"), Name: "another", Keys: o.keys, Rows: o.rows, Now: o.clock})
	e, ours := errors.AsType[*shiheng.Error](err)
	if !ours || e.Code != "log.no-epoch" {
		t.Fatalf("a log of another name begins: %v", err)
	}
}

// TestRotated: with other keys another log begins, which the old one names in
// its last leaf; nothing is lost, and the old keys are nowhere any more.
func TestRotated(t *testing.T) {
	a := newArchive(t)
	a.act("某")
	a.record(1, 70)
	a.advance(time.Hour)
	a.house()
	a.pass(0)
	first := a.act("证")
	a.settle()
	a.stop()
	if err := errors.Join(a.minutes.Close(), a.slots.Close(), a.db.Close()); err != nil {
		t.Fatal(err)
	}
	c := copied{t: t, dir: a.dir, now: a.clock(), name: a.name, keys: a.keys}
	old, err := os.ReadFile(filepath.Join(c.dir, "log.key"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := c.newEpoch(ledger.Rotated, time.Time{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if s.Cause != ledger.Rotated || !s.Vouched || s.Epoch.Lost != nil || s.Epoch.Gone != nil {
		t.Errorf("%+v", s.Epoch)
	}
	c.goOn()
	if _, err := c.newEpoch(ledger.Rotated, time.Time{}, 0); err != nil { // and once more
		t.Fatal(err)
	}
	c.goOn()
	r := c.check(ledger.CheckFull)
	if r.Bad != 0 || len(r.Breaks) != 2 || r.Logs != 3 || ledger.NumberOf(c.name) != 3 {
		t.Fatalf("%d mismatches in %d logs, %d breaks: %v", r.Bad, r.Logs, len(r.Breaks), r.Mismatches)
	}
	kept := slices.Concat(c.all(".key"), c.all(".note"), c.all(".json"))
	for _, f := range kept {
		if b, err := os.ReadFile(f); err != nil || bytes.Contains(b, old[50:100]) {
			t.Errorf("%s holds the old key: %v", f, err)
		}
	}
	o := officeIn(t, c.dir)
	defer o.close()
	o.now = c.now
	o.begin()
	p, err := o.acts.Proof(t.Context(), first.ID)
	if err != nil || p.Origin != "node/2026" || len(p.Keys) != 2 {
		t.Fatalf("an act under the old keys: %+v, %v", p, err)
	}
	v, err := ledger.ParseKey(p.Keys[0])
	if err != nil {
		t.Fatal(err)
	}
	point, _, err := ledger.OpenCheckpoint(p.Note, v)
	if err == nil {
		err = ledger.SHA256().Included(ledger.SHA256().Leaf(p.Leaf), p.Index, point.Size, p.Path, point.Root)
	}
	if err != nil {
		t.Error(err)
	}
	o.stop()
}

// TestRotatedAtOnce: a program that ended between a leaf and its row left an act
// that the rows take for unlogged. Its leaf is found before the keys are changed,
// and does not stand in the new log once more.
func TestRotatedAtOnce(t *testing.T) {
	a := newArchive(t)
	a.act("某")
	a.record(1, 70)
	a.advance(time.Hour)
	a.house()
	a.pass(0)
	last := a.act("证")
	a.settle()
	a.stop()
	leaves := rows.NewLeaves(a.db)
	at, _, err := leaves.Last(t.Context(), "node/2026")
	if err != nil {
		t.Fatal(err)
	}
	_, acts, err := leaves.Count(t.Context())
	if err == nil {
		err = leaves.Unlog(t.Context(), "node/2026", at)
	}
	if err := errors.Join(err, a.minutes.Close(), a.slots.Close(), a.db.Close()); err != nil {
		t.Fatal(err)
	}
	c := copied{t: t, dir: a.dir, now: a.clock(), name: a.name, keys: a.keys}
	if _, err := c.newEpoch(ledger.Rotated, time.Time{}, acts); err != nil {
		t.Fatal(err)
	}
	c.goOn()
	if r := c.check(ledger.CheckFull); r.Bad != 0 {
		t.Errorf("%v", r.Mismatches)
	}
	o := officeIn(t, c.dir)
	defer o.close()
	o.now = c.now
	o.begin()
	if p, err := o.acts.Proof(t.Context(), last.ID); err != nil || p.Origin != "node/2026" || p.Index != at {
		t.Errorf("the act stands in %s at %d, want node/2026 at %d: %v", p.Origin, p.Index, at, err)
	}
	o.stop()
}

// TestClosedLog: cut off between the last leaf of the old log and the new one,
// nothing is appended behind it, and the ceremony is carried to its end with
// the keys that it named.
func TestClosedLog(t *testing.T) {
	o := newOffice(t)
	o.begin()
	o.act("某")
	o.settle()
	o.stop()
	next := filepath.Join(o.dir, "log", "next")
	seal, err := rows.OpenSeal(filepath.Join(o.dir, "key"))
	if err != nil {
		t.Fatal(err)
	}
	config := store.EpochConfig{
		Dir: filepath.Join(o.dir, "log"), Minutes: filepath.Join(o.dir, "log", "minutes"), KeyFile: filepath.Join(o.dir, "log.key"), Seal: seal,
		Rows: o.rows.Leaves, Cause: ledger.Rotated, Now: o.clock, Acts: 1, By: [2]ledger.Custodian{{Account: "a", Name: "甲"}, {Account: "b", Name: "乙"}},
	}
	if err := os.MkdirAll(filepath.Join(next, "epoch.note"), 0o700); err != nil { // what cannot be written ends it there
		t.Fatal(err)
	}
	if _, err := store.BeginEpoch(t.Context(), config); err == nil {
		t.Fatal("it ended well")
	}
	named, err := os.ReadFile(filepath.Join(next, "log.key"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = store.OpenActs(t.Context(), store.ActsConfig{Dir: config.Dir, Name: o.name, Keys: o.keys, Rows: o.rows, Now: o.clock})
	if e, ours := errors.AsType[*shiheng.Error](err); !ours || e.Code != "log.closed" {
		t.Fatalf("a closed log is opened: %v", err)
	}
	if err := os.Remove(filepath.Join(next, "epoch.note")); err != nil {
		t.Fatal(err)
	}
	if _, err := store.BeginEpoch(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	if now, err := os.ReadFile(config.KeyFile); err != nil || !bytes.Equal(now, named) {
		t.Errorf("other keys than the old log names: %v", err)
	}
}

// all are the files of the copy whose names end so.
func (c copied) all(suffix string) (out []string) {
	c.t.Helper()
	err := filepath.WalkDir(c.dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, suffix) {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return out
}
