package bundle_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/store/bundle"
	logs "shiheng.internal/store/ledger"
	"shiheng.internal/store/rows"
	"shiheng.internal/store/rows/footage"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

// world is a platform's record, log and footage, as app wires them, with a
// witness that a test can have go away.
type world struct {
	t       *testing.T
	dir     string
	db      *rows.DB
	audit   *rows.Audit
	leaves  *rows.Leaves
	acts    *logs.Acts
	slots   *slots.Store
	pool    *media.Pool
	minutes *logs.Minutes
	eraser  *logs.Eraser
	witness *ledger.Witness
	at      ledger.WitnessAt
	cosign  *logs.Cosigning
	seal    *bundle.Seal
	began   time.Time

	mu  sync.Mutex
	now time.Time // guarded by mu
	cut bool      // the line to the witness; guarded by mu
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) advance(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// newWorld opens one at a time.
func newWorld(t *testing.T, now time.Time) *world {
	t.Helper()
	w := &world{t: t, dir: t.TempDir(), now: now, began: now, pool: media.NewPool()}
	ctx := t.Context()
	var err error
	w.db, err = rows.Open(ctx, rows.Config{URL: "sqlite:" + filepath.Join(w.dir, "rows.db"), Now: w.clock})
	w.ok(err)
	t.Cleanup(func() { _ = w.db.Close() })
	w.audit, w.leaves = rows.NewAudit(w.db), rows.NewLeaves(w.db)
	sealer, err := rows.OpenSeal(filepath.Join(w.dir, "key"))
	w.ok(err)
	_, keys, err := logs.OpenKeys(filepath.Join(w.dir, "log.key"), "node/log", sealer)
	w.ok(err)
	w.seal, err = bundle.OpenSeal(filepath.Join(w.dir, "bundle.key"), "node", sealer, now)
	w.ok(err)
	w.acts, err = logs.OpenActs(ctx, logs.ActsConfig{
		Dir: filepath.Join(w.dir, "log"), Name: "node/log", Keys: keys, Rows: w.leaves, Boot: ledger.Boot{Program: "test"}, Now: w.clock,
	})
	w.ok(err)
	running, cancel := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- w.acts.Run(running) }()
	t.Cleanup(func() {
		cancel()
		if err := errors.Join(<-done, w.acts.Close()); err != nil {
			t.Error(err)
		}
	})
	w.slots, err = slots.Open(ctx, slots.Config{
		Places: []slots.Place{{Disk: disk.Dir{Path: w.dir, Buffered: true}, Capacity: 64 << 20}}, Index: footage.New(w.db), Pool: w.pool,
		SlotSize: 1 << 18, Floor: 30, Keep: 30, Now: w.clock, Boot: func() time.Duration { return w.clock().Sub(w.began) },
		Erasable:  func() error { return w.eraser.Erasable() },
		Condemned: func(ctx context.Context, gone []slots.Condemned) error { return w.eraser.Condemned(ctx, gone) },
	})
	w.ok(err)
	t.Cleanup(func() { _ = w.slots.Close() })
	w.minutes, err = logs.OpenMinutes(ctx, logs.MinutesConfig{
		Dir: filepath.Join(w.dir, "log", "minutes"), Store: w.slots.ID(), Acts: w.acts, Rows: w.leaves, Footage: w.slots, Now: w.clock,
	})
	w.ok(err)
	t.Cleanup(func() { _ = w.minutes.Close() })
	w.eraser = logs.NewEraser(logs.EraserConfig{Acts: w.acts, Minutes: w.minutes, Rows: w.leaves, Now: w.clock})
	w.appoint(keys)
	return w
}

// appoint makes a witness of the logs of two years.
func (w *world) appoint(keys logs.Keys) {
	public, key, err := ed25519.GenerateKey(rand.Reader)
	w.ok(err)
	w.at, err = ledger.ParseWitness(ledger.CosignerKey("agency.example", public) + " http://agency.example")
	w.ok(err)
	memory, err := logs.OpenMemory(w.t.TempDir())
	w.ok(err)
	var known []note.Verifier
	for _, year := range []string{"2026", "2027"} {
		v, err := ledger.ParseKey(keys.Public("node/log/" + year)[0])
		w.ok(err)
		known = append(known, v)
	}
	w.witness, err = ledger.NewWitness(ledger.NewCosigner("agency.example", key, w.clock), memory, w.clock, known...)
	w.ok(err)
	w.cosign = logs.NewCosigning(logs.CosignConfig{
		Acts: w.acts, Now: w.clock, Log: slog.New(slog.DiscardHandler),
		Witnesses: func(context.Context) ([]ledger.WitnessAt, error) { return []ledger.WitnessAt{w.at}, nil },
		Ask: func(ctx context.Context, _ string, r ledger.Request) ([]byte, error) {
			w.mu.Lock()
			cut := w.cut
			w.mu.Unlock()
			if cut {
				return nil, shiheng.Unavailable("witness.unreached")
			}
			return w.witness.Cosign(ctx, r)
		},
	})
}

func camera(n byte) shiheng.CameraID { return shiheng.CameraID{n, 1} }

func (w *world) stream(n byte) record.Stream {
	w.t.Helper()
	st, err := w.slots.Stream(w.t.Context(), camera(n), record.Main, 1)
	w.ok(err)
	return st
}

// record records n seconds of a camera from now on, and makes them durable.
func (w *world) record(n byte, seconds int) {
	w.t.Helper()
	src := &recordtest.Source{Pool: w.pool, Start: w.clock(), Tag: n, FrameSize: 100}
	from := hub.NewStream()
	r := record.NewRecorder(record.RecorderConfig{Stream: w.stream(n), Store: w.slots, Pool: w.pool, QueueBytes: 1 << 30})
	done := make(chan error)
	go func() { done <- r.Run(context.Background(), from) }()
	for from.Stats().Subscribers == 0 {
		time.Sleep(time.Millisecond)
	}
	for range seconds * 25 {
		for _, f := range src.Next() {
			from.Publish(f)
			f.Slab.Release()
		}
	}
	src.Close()
	from.Close(nil)
	w.ok(errors.Join(<-done, w.slots.Sync(w.t.Context())))
}

// pass moves the clock on and puts into the log what is over.
func (w *world) pass(d time.Duration) {
	w.t.Helper()
	w.advance(d)
	w.ok(w.minutes.Pass(w.t.Context()))
}

// act puts something on record, and waits until the log has it.
func (w *world) act(act audit.Act, on audit.Object, name string) shiheng.EventID {
	w.t.Helper()
	e := audit.New(w.clock(), audit.Actor{Name: name}, act, on).Because("W168/24", "").With("purpose", "侦查")
	w.ok(w.audit.Append(w.t.Context(), e))
	w.ok(w.acts.Settle(w.t.Context()))
	return e.ID
}

// writer writes bundles; waiting for a witness has it asked, and moves the
// clock on.
func (w *world) writer(change func(*bundle.Config)) *bundle.Writer {
	w.t.Helper()
	c := bundle.Config{
		Minutes: w.minutes, Log: w.acts, Witnesses: w.cosign, Footage: w.slots, Rows: w.leaves, Now: w.clock, Seal: w.seal,
		Wait: func(ctx context.Context) error {
			w.advance(10 * time.Second)
			_ = w.cosign.Round(ctx) // a line that is cut tells nothing here
			return context.Cause(ctx)
		},
	}
	if change != nil {
		change(&c)
	}
	out, err := bundle.New(c)
	w.ok(err)
	return out
}

func (w *world) portion(n byte, from time.Time, d time.Duration) bundle.Portion {
	return bundle.Portion{Stream: w.stream(n).ID, Camera: camera(n), Name: "东门", Role: "main", Span: shiheng.Span{From: from, To: from.Add(d)}}
}

func (w *world) order(p ...bundle.Portion) bundle.Order {
	return bundle.Order{
		Export: "0190-export", Name: "evidence-20261123-1", Portions: p, Case: "锡公（立）字〔2026〕7号", Request: "0190-request", Recipient: "无锡市公安局",
		Unit: "无锡市某单位", Purpose: "侦查", Contact: "王芳", Program: "shiheng test", Created: w.clock(),
	}
}

func everything(bundle.Step) error { return nil }

// make makes a bundle as the platform does, and returns the file.
func (w *world) make(wr *bundle.Writer, o bundle.Order, dir string) (bundle.Written, bundle.Finished) {
	w.t.Helper()
	ctx := w.t.Context()
	request := w.act(audit.OfficialRegister, audit.Object{Kind: "official", ID: o.Request}, "clerk")
	got, err := wr.Footage(ctx, o, dir, everything)
	w.ok(err)
	act := w.act(audit.FootageExport, audit.Object{Kind: "bundle", ID: got.Digest.String()}, "clerk")
	done, err := wr.Finish(ctx, o, dir, bundle.Closing{Act: act, Acts: []shiheng.EventID{request}, List: []byte("<html>清单</html>")})
	w.ok(err)
	return got, done
}

// origin is the log that is written now.
func (w *world) origin() string {
	w.t.Helper()
	s, err := w.acts.State(w.t.Context())
	w.ok(err)
	return s.Origin
}

// house keeps house in the footage store: slots are sealed, and erased when
// their time has come.
func (w *world) house() {
	w.t.Helper()
	w.slots.House(w.t.Context())
	w.ok(w.slots.Sync(w.t.Context()))
}
