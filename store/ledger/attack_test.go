package ledger_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
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

// A copy is the closed archive of one attack, on which it is carried out and
// which is checked then.
type copied struct {
	t    *testing.T
	dir  string
	now  time.Time
	name string
	keys store.Keys
	// bad are chunks of camera 1 and of camera 2 to spoil; each lies in a sealed
	// slot that is in the log.
	bad [2]ledger.Piece
}

// closed makes the archive that all attacks are carried out on: two cameras,
// of whose first day some was erased lawfully a month later, acts between, and a
// checkpoint from before.
func closed(t *testing.T) (c copied, early []byte) {
	t.Helper()
	a := newArchive(t)
	a.act("一")
	a.record(1, 100)
	a.advance(time.Hour)
	a.house()
	a.pass(0)
	a.settle()
	early = a.checkpointAt(2)
	a.advance(31 * 24 * time.Hour)
	a.house() // erases
	if s := a.slots.Stats(); s.SlotsFree == 0 {
		t.Fatal("nothing was erased")
	}
	for range 3 {
		a.act("二")
		a.record(1, 70)
		a.record(2, 70)
		a.advance(time.Hour)
		a.house()
		a.pass(0)
	}
	a.act("三")
	a.settle()
	c = copied{dir: a.dir, now: a.clock(), name: a.name, keys: a.keys}
	for i, s := range a.slots.List() {
		held, err := a.slots.Held(t.Context(), s.Stream.ID, ledger.SeqSpan{First: s.FirstSeq, Last: s.LastSeq}, func(at ledger.Position, err error) { t.Error(at, err) })
		if err != nil || len(held) < 100 {
			t.Fatal(len(held), err)
		}
		c.bad[i] = held[20]
	}
	a.stop()
	if err := errors.Join(a.minutes.Close(), a.slots.Close(), a.db.Close()); err != nil {
		t.Fatal(err)
	}
	return c, early
}

// checkpointAt reads the checkpoint once it covers so many leaves.
func (a *archive) checkpointAt(size uint64) []byte {
	a.t.Helper()
	for {
		s, err := a.acts.State(a.t.Context())
		if err != nil {
			a.t.Fatal(err)
		}
		if s.Checkpoint.Size >= size {
			return s.Note
		}
		time.Sleep(time.Millisecond)
	}
}

func (c copied) again(t *testing.T) copied {
	t.Helper()
	c.t = t
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(c.dir)); err != nil {
		t.Fatal(err)
	}
	c.dir = to
	return c
}

// check checks it as a platform that does not run is checked.
func (c copied) check(level ledger.CheckLevel) *ledger.CheckReport {
	c.t.Helper()
	now := func() time.Time { return c.now }
	db, err := rows.Open(c.t.Context(), rows.Config{URL: "sqlite:" + filepath.Join(c.dir, "rows.db"), Now: now})
	if err != nil {
		c.t.Fatal(err)
	}
	began := c.now
	s, err := slots.Open(c.t.Context(), slots.Config{
		Places: []slots.Place{{Disk: disk.Dir{Path: c.dir, Buffered: true}, Capacity: 64 << 20}}, Index: footage.New(db), Pool: media.NewPool(),
		SlotSize: 1 << 18, Floor: 30, Keep: 30, Now: now, Boot: func() time.Duration { return c.now.Sub(began) },
	})
	if err != nil {
		c.t.Fatal(err)
	}
	past, err := store.ReadPast(filepath.Join(c.dir, "log"), c.name)
	if err != nil {
		c.t.Fatal(err)
	}
	r, err := store.Check(c.t.Context(), store.CheckConfig{
		Dir: filepath.Join(c.dir, "log"), Minutes: filepath.Join(c.dir, "log", "minutes"), Name: c.name, Keys: c.keys, Past: past,
		Rows: rows.NewLeaves(db), Footage: s, Now: now,
	}, level)
	if err = errors.Join(err, s.Close(), db.Close()); err != nil {
		c.t.Fatal(err)
	}
	return r
}

func (c copied) sql(query string, args ...any) {
	c.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(c.dir, "rows.db"))
	if err != nil {
		c.t.Fatal(err)
	}
	res, err := db.ExecContext(c.t.Context(), query, args...)
	if err != nil {
		c.t.Fatal(err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		c.t.Fatalf("%s: %d rows, %v", query, n, err)
	}
	if err := db.Close(); err != nil {
		c.t.Fatal(err)
	}
}

// flip changes one bit of a file.
func (c copied) flip(path string, at int64) {
	c.t.Helper()
	c.write(path, at, func(b []byte) { b[0] ^= 1 }, 1)
}

func (c copied) write(path string, at int64, change func([]byte), n int) {
	c.t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		c.t.Fatal(err)
	}
	b := make([]byte, n)
	if _, err := f.ReadAt(b, at); err != nil {
		c.t.Fatal(err)
	}
	change(b)
	_, err = f.WriteAt(b, at)
	if err := errors.Join(err, f.Close()); err != nil {
		c.t.Fatal(err)
	}
}

// in is where a chunk lies: the volume's file, the byte in it, and where the two
// copies of its slot's entry are (docs/reference/footage-format.md).
func (c copied) in(p ledger.Piece) (path string, at int64, entries [2]int64) {
	c.t.Helper()
	path = filepath.Join(c.dir, p.Place.Volume.String()+".shv")
	b, err := os.ReadFile(path)
	if err != nil {
		c.t.Fatal(err)
	}
	n, size := int64(binary.BigEndian.Uint32(b[56:])), int64(binary.BigEndian.Uint64(b[48:]))
	data := (65536 + 2*n*4096 + 1<<20 - 1) / (1 << 20) * (1 << 20)
	slot := int64(p.Place.Slot)
	return path, data + slot*size + int64(p.Place.Offset), [2]int64{65536 + slot*4096, 65536 + (n+slot)*4096}
}

// file is the newest of some files of the copy.
func (c copied) file(pattern string) string {
	c.t.Helper()
	found, err := filepath.Glob(filepath.Join(c.dir, pattern))
	if err != nil || len(found) == 0 {
		c.t.Fatal(pattern, found, err)
	}
	return found[len(found)-1]
}

// newest is the largest of the partial tiles in a directory.
func (c copied) newest(dir string) string {
	c.t.Helper()
	entries, err := os.ReadDir(filepath.Join(c.dir, dir))
	if err != nil {
		c.t.Fatal(err)
	}
	most := 0
	for _, e := range entries {
		n, err := strconv.Atoi(e.Name())
		if err != nil {
			c.t.Fatal(err)
		}
		most = max(most, n)
	}
	return filepath.Join(c.dir, dir, strconv.Itoa(most))
}

// dropSlot makes a slot one that was never used.
func (c copied) dropSlot(p ledger.Piece) {
	path, _, entries := c.in(p)
	for _, at := range entries {
		c.write(path, at, func(b []byte) { clear(b) }, 4096)
	}
	c.sql("DELETE FROM slot WHERE volume = ? AND number = ?", p.Place.Volume.String(), p.Place.Slot)
}

// leaves are the logs' leaves, as they stand there.
func (c copied) leaves() [][]byte {
	c.t.Helper()
	l, err := store.Open(c.t.Context(), store.Config{Dir: filepath.Join(c.dir, "log", "2026"), Origin: "node/2026", Key: c.keys.Key, National: c.keys.National})
	if err != nil {
		c.t.Fatal(err)
	}
	size, err := l.Size(c.t.Context())
	var out [][]byte
	if err == nil {
		err = l.Each(c.t.Context(), 0, size, func(_ uint64, leaf []byte) error {
			out = append(out, bytes.Clone(leaf))
			return nil
		})
	}
	if err := errors.Join(err, l.Close()); err != nil {
		c.t.Fatal(err)
	}
	return out
}

// rebuild makes the log anew with the real keys, of other leaves.
func (c copied) rebuild(leaves [][]byte) {
	c.t.Helper()
	dir := filepath.Join(c.dir, "log", "2026")
	if err := os.RemoveAll(dir); err != nil {
		c.t.Fatal(err)
	}
	l, err := store.Open(context.WithoutCancel(c.t.Context()), store.Config{Dir: dir, Origin: "node/2026", Key: c.keys.Key, National: c.keys.National})
	if err != nil {
		c.t.Fatal(err)
	}
	at, err := l.Append(c.t.Context(), leaves...)
	if err == nil {
		_, _, err = l.Published(c.t.Context(), at[len(at)-1])
	}
	if err := errors.Join(err, l.Close()); err != nil {
		c.t.Fatal(err)
	}
}

// An attack is what somebody does who holds the machine, and what of the first
// mismatch has to be named.
type attack struct {
	name  string
	level ledger.CheckLevel
	do    func(copied)
	code  string
	at    func(copied, ledger.Position) bool
}

func atLeaf(_ copied, p ledger.Position) bool { return p.Leaf != nil }

func chunk(i int) func(copied, ledger.Position) bool {
	return func(c copied, p ledger.Position) bool {
		return p.Seq == c.bad[i].Seq && p.Offset != nil && *p.Offset == int64(c.bad[i].Place.Offset) && p.Camera != "" &&
			p.Slot == fmt.Sprintf("%s/%d", c.bad[i].Place.Volume, c.bad[i].Place.Slot)
	}
}

func attacks(early []byte) []attack {
	const fast, medium, full = ledger.CheckFast, ledger.CheckMedium, ledger.CheckFull
	return []attack{
		{"a byte of a chunk", full, func(c copied) { path, at, _ := c.in(c.bad[0]); c.flip(path, at+300) }, ledger.BadSlot, chunk(0)},
		{"a byte of a chunk's header", full, func(c copied) { path, at, _ := c.in(c.bad[1]); c.flip(path, at+104) }, ledger.BadSlot, chunk(1)},
		{"a row of an act", medium, func(c copied) { c.sql("UPDATE audit_event SET name = '别人' WHERE seq = 3") }, ledger.BadAct,
			func(_ copied, p ledger.Position) bool { return p.Act == 3 && p.Event != "" && p.Leaf != nil }},
		{"a row of a slot", medium, func(c copied) {
			c.sql("UPDATE slot SET ended = ended + 1 WHERE volume = ? AND number = ?", c.bad[0].Place.Volume.String(), c.bad[0].Place.Slot)
		}, ledger.BadSlot, func(c copied, p ledger.Position) bool {
			return strings.HasSuffix(p.Slot, fmt.Sprint("/", c.bad[0].Place.Slot))
		}},
		{"a row of a minute", medium, func(c copied) { c.sql("UPDATE footage_leaf SET camera_minutes = 7 WHERE part = 1") }, ledger.BadMinute, atLeaf},
		{"a tile", fast, func(c copied) { c.flip(c.newest("log/2026/tile/0/000.p"), 40) }, ledger.BadTree, atLeaf},
		{"a leaf", medium, func(c copied) { c.flip(c.newest("log/2026/tile/entries/000.p"), 60) }, ledger.BadLeaf, atLeaf},
		{"a camera-minute", medium, func(c copied) { c.flip(c.file("log/minutes/*.jsonl"), 600) }, ledger.BadMinute,
			func(_ copied, p ledger.Position) bool { return p.Leaf != nil && p.Minute != "" && p.Offset != nil }},
		{"an act is dropped", fast, func(c copied) { c.drop(3) }, ledger.BadAct, nil},
		{"an act is dropped and the others close up", medium, func(c copied) { c.drop(3); c.closeUp(3) }, ledger.BadAct, atLeaf},
		{"the last act is dropped", medium, func(c copied) { c.drop(c.acts()) }, ledger.BadAct, atLeaf},
		{"a row of a minute is dropped", medium, func(c copied) { c.sql("DELETE FROM footage_leaf WHERE leaf = (SELECT min(leaf) FROM footage_leaf)") }, ledger.BadMinute, atLeaf},
		{"a slot is dropped", medium, func(c copied) { c.dropSlot(c.bad[0]) }, ledger.BadFootage,
			func(c copied, p ledger.Position) bool {
				return p.Camera != "" && p.Minute != "" && p.Seq != 0 && p.Seq <= c.bad[0].Seq
			}},
		{"the tail of a day", medium, func(c copied) { c.dropTail() }, ledger.BadMinute,
			func(_ copied, p ledger.Position) bool { return p.Leaf != nil && p.Minute != "" }},
		{"a certificate is dropped", medium, func(c copied) { c.sql("DELETE FROM footage_erasure") }, ledger.BadFootage,
			func(_ copied, p ledger.Position) bool { return p.Seq == 1 }},
		{"a certificate for more", medium, func(c copied) {
			c.sql("UPDATE footage_erasure SET text = CAST(replace(CAST(text AS TEXT), '\"first\":1,', '\"first\":0,') AS BLOB)")
		}, ledger.BadErasure, func(_ copied, p ledger.Position) bool { return p.Act != 0 }},
		{"a forged minute in the footage", medium, func(c copied) { c.forge() }, ledger.BadFootage,
			func(_ copied, p ledger.Position) bool { return p.Slot != "" && p.Seq != 0 && p.Minute != "" }},
		{"a forged minute in the rows", medium, func(c copied) {
			c.sql(`INSERT INTO footage_leaf SELECT origin, 0, minute, part + 1, camera_minutes, root, file, begun, size FROM footage_leaf
				WHERE leaf = (SELECT min(leaf) FROM footage_leaf)`)
		}, ledger.BadMinute, atLeaf},
		{"a leaf is dropped, with the real keys", medium, func(c copied) { l := c.leaves(); c.rebuild(append(l[:3:3], l[4:]...)) }, "", atLeaf},
		{"an older checkpoint", fast, func(c copied) {
			if err := os.WriteFile(filepath.Join(c.dir, "log", "2026", "checkpoint"), early, 0o600); err != nil {
				c.t.Fatal(err)
			}
		}, ledger.BadCheckpoint, atLeaf},
		{"a checkpoint by others", fast, func(c copied) { c.flip(filepath.Join(c.dir, "log", "2026", "checkpoint"), 12) }, ledger.BadCheckpoint, nil},
		{"the log is dropped", fast, func(c copied) {
			if err := os.RemoveAll(filepath.Join(c.dir, "log", "2026")); err != nil {
				c.t.Fatal(err)
			}
		}, ledger.BadCheckpoint, func(_ copied, p ledger.Position) bool { return p.Origin == "node/2026" }},
	}
}

func (c copied) acts() (n int) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(c.dir, "rows.db"))
	if err == nil {
		err = db.QueryRowContext(c.t.Context(), "SELECT max(seq) FROM audit_event").Scan(&n)
	}
	if err := errors.Join(err, db.Close()); err != nil {
		c.t.Fatal(err)
	}
	return n
}

func (c copied) drop(seq int) {
	c.sql("DELETE FROM audit_salt WHERE seq = ?", seq)
	c.sql("DELETE FROM audit_event WHERE seq = ?", seq)
}

// closeUp gives the acts behind one the numbers before theirs.
func (c copied) closeUp(seq int) {
	for n := seq + 1; n <= c.acts(); n++ {
		c.sql("UPDATE audit_event SET seq = ? WHERE seq = ?", n-1, n)
		c.sql("UPDATE audit_salt SET seq = ? WHERE seq = ?", n-1, n)
	}
}

// dropTail removes the last minutes: rows, camera-minutes, slots.
func (c copied) dropTail() {
	c.sql("DELETE FROM footage_leaf WHERE minute >= (SELECT max(minute) - 60000000 FROM footage_leaf)")
	c.dropSlot(c.bad[1])
	path := c.file("log/minutes/*.jsonl")
	b, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, b[:bytes.LastIndex(b, []byte(`{"at"`))], 0o600)
	}
	if err != nil {
		c.t.Fatal(err)
	}
}

// forge records into the footage store what the log never heard of.
func (c copied) forge() {
	now := c.now.Add(-100 * time.Minute)
	o := &office{t: c.t, dir: c.dir, now: now}
	db, err := rows.Open(c.t.Context(), rows.Config{URL: "sqlite:" + filepath.Join(c.dir, "rows.db"), Now: o.clock})
	if err != nil {
		c.t.Fatal(err)
	}
	a := &archive{office: o, pool: media.NewPool(), began: now}
	a.slots, err = slots.Open(c.t.Context(), slots.Config{
		Places: []slots.Place{{Disk: disk.Dir{Path: c.dir, Buffered: true}, Capacity: 64 << 20}}, Index: footage.New(db), Pool: a.pool,
		SlotSize: 1 << 18, Floor: 30, Keep: 30, Now: o.clock, Boot: func() time.Duration { return 0 },
	})
	if err != nil {
		c.t.Fatal(err)
	}
	a.record(2, 60)
	if err := errors.Join(a.slots.Close(), db.Close()); err != nil {
		c.t.Fatal(err)
	}
}

// TestAttacks carries out what somebody can who holds the machine and its keys.
// The check names each, and where.
func TestAttacks(t *testing.T) {
	whole, early := closed(t)
	t.Run("nothing", func(t *testing.T) {
		c := whole.again(t)
		for _, level := range []ledger.CheckLevel{ledger.CheckFast, ledger.CheckMedium, ledger.CheckFull} {
			r := c.check(level)
			for _, m := range r.Mismatches {
				t.Errorf("%s: %s", level, m)
			}
			if r.Leaves == 0 || r.Acts == 0 || level != ledger.CheckFast && (r.CameraMinutes == 0 || r.Chunks < 400) || level == ledger.CheckFull && r.Bytes == 0 {
				t.Errorf("%s looked at %+v", level, r)
			}
		}
	})
	for _, a := range attacks(early) {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			c := whole.again(t)
			a.do(c)
			r := c.check(a.level)
			if r.Bad == 0 {
				t.Fatal("everything fits")
			}
			named := false
			for _, m := range r.Mismatches {
				named = named || (a.code == "" || m.Code == a.code) && (a.at == nil || a.at(c, m.At))
			}
			if !named {
				t.Errorf("named: %v", r.Mismatches)
			}
			t.Log(r.Mismatches[0])
		})
	}
}

// TestRebuiltWithTheRealKeys: who holds the keys can make a log in which all
// fits. The witness, who cosigned the one before, refuses it and keeps the proof.
func TestRebuiltWithTheRealKeys(t *testing.T) {
	whole, _ := closed(t)
	c := whole.again(t)
	w, memory := witnessOf(t, c.keys)
	cosign := func(old uint64) error {
		l, err := store.Open(t.Context(), store.Config{Dir: filepath.Join(c.dir, "log", "2026"), Origin: "node/2026", Key: c.keys.Key, National: c.keys.National})
		if err != nil {
			t.Fatal(err)
		}
		r, err := l.Request(t.Context(), old)
		if err == nil {
			_, err = w.Cosign(t.Context(), r)
		}
		return errors.Join(err, l.Close())
	}
	if err := cosign(0); err != nil {
		t.Fatal(err)
	}
	last, err := memory.Last(t.Context(), "node/2026")
	if err != nil || last.Size == 0 {
		t.Fatal(last, err)
	}
	leaves := c.leaves()
	leaves[3] = bytes.Replace(leaves[3], []byte("2026"), []byte("2027"), 1)
	c.rebuild(append(leaves, []byte(`{"kind":"boot"}`)))
	if err := cosign(last.Size); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("a rebuilt log is cosigned: %v", err)
	}
	if caught, err := memory.Attempts(); err != nil || len(caught) != 1 || caught[0].Kind != ledger.Fork {
		t.Errorf("caught %v, %v", caught, err)
	}
}

func witnessOf(t *testing.T, keys store.Keys) (*ledger.Witness, *store.Memory) {
	t.Helper()
	memory, err := store.OpenMemory(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	key, err := ledger.ParseKey(keys.Public("node/2026")[0])
	if err != nil {
		t.Fatal(err)
	}
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	return witness(t, private, memory, key), memory
}
