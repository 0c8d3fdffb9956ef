package ledger_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/ledger"
	store "shiheng.internal/store/ledger"
	"shiheng.internal/store/rows"
)

// office is the record of acts with its log, as app wires them.
type office struct {
	t     *testing.T
	dir   string
	db    *rows.DB
	audit *rows.Audit
	rows  *trouble
	name  string // of the node
	keys  store.Keys
	mu    sync.Mutex
	now   time.Time // guarded by mu
	down  []error   // guarded by mu
	acts  *store.Acts
	stop  func()
}

// trouble is the rows, of which a test makes some fail.
type trouble struct {
	*rows.Leaves
	mu     sync.Mutex
	logged error        // guarded by mu
	read   error        // guarded by mu
	minute error        // guarded by mu
	step   func(string) // told before and after a change; not changed once something runs
}

func (r *trouble) at(what string) {
	if r.step != nil {
		r.step(what)
	}
}

func (r *trouble) Erase(ctx context.Context, events []audit.Event, what []ledger.Erasure) error {
	r.at("before a certificate")
	err := r.Leaves.Erase(ctx, events, what)
	r.at("after a certificate")
	return err
}

func (r *trouble) PutMinutes(ctx context.Context, m []ledger.Logged) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.minute != nil {
		return r.minute
	}
	r.at("before rows of minutes")
	err := r.Leaves.PutMinutes(ctx, m)
	r.at("after rows of minutes")
	return err
}

func (r *trouble) failMinutes(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.minute = err
}

func (r *trouble) Logged(ctx context.Context, origin string, at map[int64]uint64) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.logged != nil {
		return r.logged
	}
	r.at("before indices of acts")
	err := r.Leaves.Logged(ctx, origin, at)
	r.at("after indices of acts")
	return err
}

func (r *trouble) Unlogged(ctx context.Context, origin string, limit int) ([]ledger.Unlogged, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.read != nil {
		return nil, r.read
	}
	return r.Leaves.Unlogged(ctx, origin, limit)
}

func (r *trouble) fail(logged, read error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.logged, r.read = logged, read
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := officeIn(t, t.TempDir())
	t.Cleanup(o.close)
	return o
}

// officeIn opens the record of acts in a directory.
func officeIn(t *testing.T, dir string) *office {
	t.Helper()
	o := &office{t: t, dir: dir, name: "node", now: time.Date(2026, 12, 31, 15, 50, 0, 0, time.UTC)}
	db, err := rows.Open(t.Context(), rows.Config{URL: "sqlite:" + filepath.Join(o.dir, "rows.db"), Now: o.clock})
	if err != nil {
		t.Fatal(err)
	}
	seal, err := rows.OpenSeal(filepath.Join(o.dir, "key"))
	if err != nil {
		t.Fatal(err)
	}
	if o.name, o.keys, err = store.OpenKeys(filepath.Join(o.dir, "log.key"), "node", seal); err != nil {
		t.Fatal(err)
	}
	o.db, o.audit, o.rows = db, rows.NewAudit(db), &trouble{Leaves: rows.NewLeaves(db)}
	return o
}

func (o *office) close() {
	if err := o.db.Close(); err != nil {
		o.t.Error(err)
	}
}

func (o *office) clock() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.now
}

// begin opens the log and puts acts into it until end.
func (o *office) begin() {
	o.t.Helper()
	past, err := store.ReadPast(filepath.Join(o.dir, "log"), o.name)
	if err != nil {
		o.t.Fatal(err)
	}
	var epoch []byte
	if n := len(past); n > 0 {
		epoch = past[n-1].By.Text
	}
	o.acts, err = store.OpenActs(o.t.Context(), store.ActsConfig{
		Dir: filepath.Join(o.dir, "log"), Name: o.name, Keys: o.keys, Rows: o.rows, Epoch: epoch, Past: past, Boot: ledger.Boot{Program: "test"}, Now: o.clock,
		Down: func(err error) {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.down = append(o.down, err)
		},
	})
	if err != nil {
		o.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(o.t.Context())
	done := make(chan error, 1)
	go func() { done <- o.acts.Run(ctx) }()
	o.stop = sync.OnceFunc(func() {
		cancel()
		if err := errors.Join(<-done, o.acts.Close()); err != nil {
			o.t.Error(err)
		}
	})
	o.t.Cleanup(o.stop)
}

// act puts something on record that names somebody.
func (o *office) act(name string) audit.Event {
	o.t.Helper()
	camera := shiheng.NewID[shiheng.CameraID](o.clock())
	e := audit.New(o.clock(), audit.Actor{Account: shiheng.NewID[shiheng.AccountID](o.clock()), Name: name, Remote: "192.0.2.7"},
		audit.FootageLive, audit.On("camera", camera)).About(camera).Because("W168/29/1", "").With("purpose", "找"+name)
	if err := o.audit.Append(o.t.Context(), e); err != nil {
		o.t.Fatal(err)
	}
	return e
}

func (o *office) settle() {
	o.t.Helper()
	if err := o.acts.Settle(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
}

// leaves reads the log as somebody does who has nothing but its files.
func (o *office) leaves(year string) (all [][]byte, acts []ledger.Act) {
	o.t.Helper()
	l, err := store.Open(o.t.Context(), store.Config{Dir: filepath.Join(o.dir, "log", year), Origin: "node/" + year, Key: o.keys.Key, National: o.keys.National})
	if err != nil {
		o.t.Fatal(err)
	}
	defer func() {
		if err := l.Close(); err != nil {
			o.t.Error(err)
		}
	}()
	size, err := l.Size(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	for at := range size {
		leaf, err := l.Leaf(o.t.Context(), at, size)
		if err != nil {
			o.t.Fatal(err)
		}
		all = append(all, leaf)
		var a ledger.Act
		if ledger.KindOf(leaf) == ledger.KindAct {
			if err := json.Unmarshal(leaf, &a); err != nil {
				o.t.Fatal(err)
			}
			acts = append(acts, a)
		}
	}
	return all, acts
}

// TestActsAreInTheLog: each act has its index when Settle returns, its leaf is
// what the row and the salt make, names nobody, and the order is that of the
// record.
func TestActsAreInTheLog(t *testing.T) {
	o := newOffice(t)
	before := o.act("之前")
	o.begin()
	o.settle()
	var events []audit.Event
	for range 300 {
		events = append(events, o.act("张三"))
	}
	o.settle()
	for _, e := range append(events, before) {
		u, index, err := o.rows.Explained(t.Context(), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		leaf, err := u.Leaf()
		if err != nil || u.Act.Event != e.ID.String() || u.Origin != "node/2026" || index == 0 {
			t.Fatalf("%+v at %d, %v", u, index, err)
		}
		if bytes.Contains(leaf, []byte("张三")) || bytes.Contains(leaf, []byte("192.0.2.7")) || bytes.Contains(leaf, []byte(e.Actor.Account.String())) {
			t.Fatalf("a leaf names somebody: %s", leaf)
		}
	}
	if _, _, err := o.rows.Explained(t.Context(), shiheng.NewID[shiheng.EventID](o.clock())); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("an act that was not: %v", err)
	}
	s, err := o.acts.State(t.Context())
	if err != nil || s.Origin != "node/2026" || s.Waiting != 0 || s.Down != nil || len(s.Keys) != 2 {
		t.Errorf("state %+v, %v", s, err)
	}
	o.stop()
	all, acts := o.leaves("2026")
	if len(acts) != 301 || ledger.KindOf(all[0]) != ledger.KindBoot {
		t.Fatalf("%d acts, the first leaf is %s", len(acts), all[0])
	}
	for i, a := range acts {
		if a.Seq != int64(i+1) {
			t.Fatalf("act %d stands at place %d", a.Seq, i)
		}
	}
	for at, leaf := range all {
		var r ledger.SM3Root
		if ledger.KindOf(leaf) != ledger.KindSM3 {
			continue
		}
		if err := json.Unmarshal(leaf, &r); err != nil {
			t.Fatal(err)
		}
		var tree ledger.Range
		for _, before := range all[:at] {
			tree = ledger.SM3().Append(tree, ledger.SM3().Leaf(before))
		}
		if r.Size != uint64(at) || ledger.Digest(r.Root) != ledger.SM3().Root(tree) {
			t.Errorf("the root by SM3 at %d is %+v, want %s", at, r, ledger.SM3().Root(tree))
		}
		return
	}
	t.Error("there is no root by SM3")
}

// TestActsAfterACrash cuts the program off between the leaf and the row: what
// stands in the log is found there, once.
func TestActsAfterACrash(t *testing.T) {
	o := newOffice(t)
	o.begin()
	o.act("一")
	o.settle()
	o.rows.fail(errors.New("power cut"), nil)
	for range 5 {
		o.act("二")
	}
	if err := o.acts.Settle(t.Context()); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Fatalf("settled without rows: %v", err)
	}
	o.stop()
	o.rows.fail(nil, nil)
	if err := os.Remove(filepath.Join(o.dir, "log", "2026.sm3")); err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	o.begin()
	o.act("三")
	o.settle()
	o.stop()
	_, acts := o.leaves("2026")
	seen := map[int64]int{}
	for _, a := range acts {
		seen[a.Seq]++
	}
	for seq := int64(1); seq <= 7; seq++ {
		if seen[seq] != 1 {
			t.Errorf("act %d stands %d times in the log", seq, seen[seq])
		}
	}
}

// TestOlderRows: rows from a backup know less than the log. That is said and
// nothing is begun; with the log laid aside, a new one of another name begins,
// and the acts that were never logged go into it.
func TestOlderRows(t *testing.T) {
	o := newOffice(t)
	if _, err := o.rows.Unlogged(t.Context(), "node/2026", 1); err != nil {
		t.Fatal(err)
	}
	o.act("备份之前")
	old, err := rows.Open(t.Context(), rows.Config{URL: "sqlite:" + filepath.Join(o.dir, "old.db"), Now: o.clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := old.Close(); err != nil {
			t.Error(err)
		}
	})
	o.begin()
	o.settle()
	o.stop()
	config := store.ActsConfig{Dir: filepath.Join(o.dir, "log"), Name: "node", Keys: o.keys, Rows: rows.NewLeaves(old), Now: o.clock}
	if _, err := store.OpenActs(t.Context(), config); !errors.Is(err, shiheng.ErrConflict) {
		t.Fatalf("older rows over a log: %v", err)
	}
	e := audit.New(o.clock(), audit.House("test"), audit.FootageLive, audit.Object{Kind: "camera"})
	if err := rows.NewAudit(old).Append(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	if _, err := rows.NewLeaves(old).Unlogged(t.Context(), "node/2026", 1); err != nil { // meant for the old log
		t.Fatal(err)
	}
	seal, err := rows.OpenSeal(filepath.Join(o.dir, "key"))
	if err != nil {
		t.Fatal(err)
	}
	config.Dir = filepath.Join(o.dir, "log2")
	if config.Name, config.Keys, err = store.OpenKeys(filepath.Join(o.dir, "log2.key"), "node-after", seal); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(config.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	acts, err := store.OpenActs(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := acts.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := acts.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	p, err := acts.Proof(t.Context(), e.ID)
	if err != nil || p.Origin != "node-after/2026" {
		t.Errorf("proof under %q, %v", p.Origin, err)
	}
}

// TestLogDown: while the log is down nobody who waits for it goes on, it is
// told once, and what was on record meanwhile follows in order.
func TestLogDown(t *testing.T) {
	o := newOffice(t)
	o.begin()
	o.settle()
	o.rows.fail(nil, errors.New("disk gone"))
	for range 3 {
		o.act("某")
	}
	if err := o.acts.Settle(t.Context()); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Fatalf("settled while down: %v", err)
	}
	told := func() []error {
		o.mu.Lock()
		defer o.mu.Unlock()
		return slices.Clone(o.down)
	}
	for end := time.Now().Add(10 * time.Second); len(told()) == 0 && time.Now().Before(end); { // whoever waits may hear of it first
		time.Sleep(time.Millisecond)
	}
	if down := told(); len(down) != 1 || down[0] == nil {
		t.Errorf("told %v", down)
	}
	if s, err := o.acts.State(t.Context()); err != nil || s.Down == nil || s.Waiting != 3 {
		t.Errorf("state %+v, %v", s, err)
	}
	o.rows.fail(nil, nil)
	end := time.Now().Add(20 * time.Second)
	for {
		settled := o.acts.Settle(t.Context())
		s, err := o.acts.State(t.Context())
		if settled == nil && err == nil && s.Down == nil {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("the log does not come up again: %v, %+v, %v", settled, s, err)
		}
	}
	o.stop()
	o.mu.Lock()
	if len(o.down) != 2 || o.down[1] != nil {
		t.Errorf("told %v", o.down)
	}
	o.mu.Unlock()
	if _, acts := o.leaves("2026"); len(acts) != 3 {
		t.Errorf("%d acts in the log", len(acts))
	}
}

// TestNewYear: with the new year in Wuxi acts go into a new log, and the old
// one holds all of the old.
func TestNewYear(t *testing.T) {
	o := newOffice(t)
	o.begin()
	o.act("旧")
	o.settle()
	o.mu.Lock()
	o.now = o.now.Add(20 * time.Minute) // 2027 in Wuxi, not yet in UTC
	o.mu.Unlock()
	end := time.Now().Add(20 * time.Second)
	for {
		if s, err := o.acts.State(t.Context()); err == nil && s.Origin == "node/2027" {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the year does not turn")
		}
		time.Sleep(20 * time.Millisecond) //nolint:forbidigo // what runs beside looks every 200 ms
	}
	o.act("新")
	o.settle()
	o.stop()
	if _, acts := o.leaves("2026"); len(acts) != 1 || acts[0].Seq != 1 {
		t.Errorf("2026: %+v", acts)
	}
	if _, acts := o.leaves("2027"); len(acts) != 1 || acts[0].Seq != 2 {
		t.Errorf("2027: %+v", acts)
	}
}

// TestKeys: made once, sealed on the disk, refused when they do not fit.
func TestKeys(t *testing.T) {
	dir := t.TempDir()
	seal, err := rows.OpenSeal(filepath.Join(dir, "key"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "log.key")
	name, keys, err := store.OpenKeys(path, "node", seal)
	if err != nil || name != "node" {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil || bytes.Contains(b, keys.Key.Seed()) {
		t.Error("the key lies open")
	}
	again, same, err := store.OpenKeys(path, "another", seal)
	if err != nil || again != "node" || !keys.Key.Equal(same.Key) || !keys.National.Equal(same.National) {
		t.Errorf("opened again: %q, %v", again, err)
	}
	other, err := rows.OpenSeal(filepath.Join(dir, "other"))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := store.OpenKeys(path, "node", other); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("opened with another seal: %v", err)
	}
	if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := store.OpenKeys(path, "node", seal); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("junk: %v", err)
	}
}
