package app

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/ledger"
	ledgers "shiheng.internal/store/ledger"
	"shiheng.internal/store/rows"
	"shiheng.internal/store/slots"
)

// The log's place in the data directory: a directory a year, one for the
// camera-minutes beside it, and the node's keys, sealed.
const (
	logDir     = "log"
	logKeys    = "log.key"
	minutesDir = "minutes"
)

// openLog opens the log of acts, and has everything in it that is on record
// already, what somebody did while the platform was not running among it:
// nobody is served before.
func (h *House) openLog(ctx context.Context) error {
	seal, err := rows.OpenSeal(h.path("seal.key"))
	if err != nil {
		return err
	}
	var some [5]byte
	rand.Read(some[:])
	h.leaves = rows.NewLeaves(h.db)
	if _, err := ledgers.FinishEpoch(ctx, h.path(logDir), h.path(logKeys), h.leaves); err != nil && !errors.Is(err, shiheng.ErrNotFound) { // one that was cut off
		return err
	}
	_, had := os.Stat(h.path(logKeys))
	name, keys, err := ledgers.OpenKeys(h.path(logKeys), "shiheng-"+hex.EncodeToString(some[:])+"/log", seal)
	if err != nil {
		return err
	}
	if had != nil {
		if err := h.audit.Append(ctx, audit.New(time.Now(), audit.House("ledger"), audit.LogKeysMade, audit.Object{Kind: "log", ID: name})); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(h.path(logDir), 0o700); err != nil {
		return err
	}
	past, err := ledgers.ReadPast(h.path(logDir), name)
	if err != nil {
		return err
	}
	var epoch []byte
	if n := len(past); n > 0 {
		epoch = past[n-1].By.Text
	}
	began := time.Now()
	h.acts, err = ledgers.OpenActs(ctx, ledgers.ActsConfig{
		Dir: h.path(logDir), Name: name, Keys: keys, Rows: h.leaves, Epoch: epoch, Past: past, Now: time.Now, Log: h.log,
		Boot: ledger.Boot{Program: "shiheng " + h.start.Version, Binary: digestOf(os.Executable), Settings: ledger.Hex(sha256.Sum256([]byte(PrintSettings(h.start.Settings))))},
	})
	if err != nil {
		return err
	}
	if err := h.acts.CatchUp(ctx); err != nil {
		return err
	}
	h.openCosigning()
	if took := time.Since(began); took > 5*time.Second {
		h.log.InfoContext(ctx, "log caught up with the record", "took", took.Round(time.Second))
	}
	h.minutes, err = ledgers.OpenMinutes(ctx, ledgers.MinutesConfig{
		Dir: filepath.Join(h.path(logDir), minutesDir), Store: h.slots.ID(), Acts: h.acts, Rows: h.leaves, Footage: h.slots,
		Now: time.Now, Clock: kernelClock, Log: h.log,
	})
	h.watcher = newWatcher(h)
	if err != nil {
		return err
	}
	h.backups = &backups{house: h, now: time.Now}
	h.eraser = ledgers.NewEraser(ledgers.EraserConfig{Acts: h.acts, Minutes: h.minutes, Rows: h.leaves, Now: time.Now})
	return h.openBundles()
}

// erasable and condemned have the footage store ask the log before it erases.
// Tools that work while the platform does not run have none, and erase nothing.
func (h *House) erasable() error {
	if h.eraser == nil {
		return shiheng.Unavailable("log.down")
	}
	return h.eraser.Erasable()
}

func (h *House) condemned(ctx context.Context, gone []slots.Condemned) error {
	if h.eraser == nil {
		return shiheng.Unavailable("log.down")
	}
	return h.eraser.Condemned(ctx, gone)
}

// kernelClock tells whether the kernel holds its clock for synchronised, and how
// far off it may be at most by what it knows.
func kernelClock() (string, time.Duration) {
	var t unix.Timex
	state, err := unix.Adjtimex(&t)
	switch {
	case err != nil:
		return ledger.ClockUnknown, 0
	case state == unix.TIME_ERROR || t.Status&unix.STA_UNSYNC != 0:
		return ledger.ClockUnsynchronised, time.Duration(t.Maxerror) * time.Microsecond
	}
	return ledger.ClockSynchronised, time.Duration(t.Maxerror) * time.Microsecond
}

// digestOf is the digest of the file that runs; zero when it cannot be read.
func digestOf(path func() (string, error)) (d ledger.Hex) {
	name, err := path()
	if err != nil {
		return d
	}
	f, err := os.Open(name)
	if err != nil {
		return d
	}
	defer func() { _ = f.Close() }() // only read
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return d
	}
	return ledger.Hex(sum.Sum(nil))
}

// logged waits until what is committed stands in the log. Tools that work while
// the platform does not run have no log: the next start puts what they did into
// it before it serves anybody.
func (h *House) logged(ctx context.Context) error {
	if h.acts == nil {
		return nil
	}
	return h.acts.Settle(ctx)
}
