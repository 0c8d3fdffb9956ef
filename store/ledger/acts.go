package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/ledger"
)

// Rows are the rows of acts. *rows.Leaves does what this asks.
type Rows interface {
	Unlogged(ctx context.Context, origin string, limit int) ([]ledger.Unlogged, error)
	Logged(ctx context.Context, origin string, at map[int64]uint64) error
	Last(ctx context.Context, origin string) (index uint64, any bool, err error)
	Newest(ctx context.Context) (seq, unlogged int64, err error)
	Explained(ctx context.Context, id shiheng.EventID) (u ledger.Unlogged, index uint64, err error)
	Origins(ctx context.Context) ([]string, error)
}

// How acts go into the log: at least that often it is looked whether there are
// any, so many at a time; after a failure it is tried again so much later. The
// tree by SM3 gets its leaf once a minute. Who waits for the log waits at most
// that long.
const (
	lookEvery  = 200 * time.Millisecond
	atATime    = 256
	retryAfter = 2 * time.Second
	sm3Every   = time.Minute
	settleMost = 5 * time.Second
)

// ActsConfig is what Acts needs. All but Log, Down and what tells of epochs are
// required.
type ActsConfig struct {
	Dir  string // of the logs, one directory a year
	Name string // of the node: its logs are called NAME/YEAR
	// Epoch is the leaf that the first log of the NAME begins with, nil for the
	// first epoch. Past are the epochs before.
	Epoch []byte
	Past  []Past
	Keys  Keys
	Rows  Rows
	Boot  ledger.Boot // what ran, without its time
	Now   func() time.Time
	Log   *slog.Logger
	// Down is told when the log is down, and with nil when it is up again.
	Down func(error)
}

// Acts puts every act on record into the log, in its order: the act's row is
// committed first, and its leaf follows within a second (design, invariant 2).
// Safe for concurrent use. Run must run.
type Acts struct {
	cfg  ActsConfig
	wake chan struct{}

	putting sync.Mutex // held while leaves are appended, and while the log changes

	mu     sync.Mutex
	log    *Log          // guarded by mu
	origin string        // of log; guarded by mu
	sm3    ledger.Range  // the tree by SM3; guarded by mu
	done   int64         // every act up to this number has its index; guarded by mu
	down   error         // why not; guarded by mu
	moved  chan struct{} // closed when done or down changes; guarded by mu
}

// OpenActs opens the log of this year, or the one that acts were meant for when
// the program was cut off. What stands in the log already gets its index.
func OpenActs(ctx context.Context, c ActsConfig) (*Acts, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Down == nil {
		c.Down = func(error) {}
	}
	a := &Acts{cfg: c, wake: make(chan struct{}, 1), moved: make(chan struct{})}
	left, err := c.Rows.Unlogged(ctx, a.current(), 1)
	if err != nil {
		return nil, err
	}
	origin := a.current()
	if len(left) > 0 && strings.HasPrefix(left[0].Origin, c.Name+"/") { // of another node's log nothing is known here
		origin = left[0].Origin
	}
	if err := a.open(ctx, origin); err != nil {
		return nil, err
	}
	b := c.Boot
	b.At = ledger.Time(c.Now())
	leaf, err := b.Leaf()
	if err == nil {
		err = a.append(ctx, leaf)
	}
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// current is the name of the log of this year.
func (a *Acts) current() string {
	return fmt.Sprintf("%s/%d", a.cfg.Name, a.cfg.Now().In(law.Shanghai()).Year())
}

// open opens a log, and finds in it what the rows do not know of.
func (a *Acts) open(ctx context.Context, origin string) error {
	l, err := a.openLog(ctx, origin)
	if err != nil {
		return err
	}
	a.mu.Lock()
	a.log, a.origin = l, origin
	a.mu.Unlock()
	if err = a.begin(ctx, l, origin); err == nil {
		err = a.recover(ctx)
	}
	if err != nil {
		return errors.Join(err, l.Close())
	}
	return nil
}

// recover reads the end of the log: acts that the rows believe to be without a
// leaf get the index they have, and the tree by SM3 is brought to the end.
func (a *Acts) recover(ctx context.Context) error {
	size, err := a.log.Size(ctx)
	if err != nil {
		return err
	}
	last, any, err := a.cfg.Rows.Last(ctx, a.origin)
	if err != nil {
		return err
	}
	a.sm3 = a.readSM3()
	if a.sm3.Size > size {
		return shiheng.Conflict("log.shrank", "size", fmt.Sprint(size), "known", fmt.Sprint(a.sm3.Size))
	}
	if any && last >= size {
		return shiheng.Conflict("log.shrank", "size", fmt.Sprint(size), "known", fmt.Sprint(last+1))
	}
	from := min(a.sm3.Size, last)
	found := map[int64]uint64{}
	err = a.log.Each(ctx, from, size, func(at uint64, leaf []byte) error {
		if at >= a.sm3.Size {
			a.sm3 = ledger.SM3().Append(a.sm3, ledger.SM3().Leaf(leaf))
		}
		if ledger.KindOf(leaf) == ledger.KindClosed {
			return shiheng.Conflict("log.closed", "origin", a.origin)
		}
		if any && at <= last || ledger.KindOf(leaf) != ledger.KindAct {
			return nil
		}
		var act ledger.Act
		if err := json.Unmarshal(leaf, &act); err != nil {
			return fmt.Errorf("leaf %d of %s: %w", at, a.origin, err)
		}
		found[act.Seq] = at
		return nil
	})
	if err != nil {
		return err
	}
	if len(found) > 0 {
		err := a.cfg.Rows.Logged(ctx, a.origin, found)
		if errors.Is(err, shiheng.ErrConflict) { // acts that the rows do not know of
			return shiheng.Conflict("log.rows-older", "origin", a.origin).From(err)
		}
		if err != nil {
			return fmt.Errorf("indices found in the log: %w", err)
		}
	}
	return a.keepSM3()
}

// append puts leaves into the log that no row waits for.
func (a *Acts) append(ctx context.Context, leaves ...[]byte) error {
	_, err := a.put(ctx, leaves)
	return err
}

// put appends leaves of acts.
func (a *Acts) put(ctx context.Context, leaves [][]byte) ([]uint64, error) {
	_, at, err := a.add(ctx, leaves)
	return at, err
}

// add appends leaves, brings the tree by SM3 on, and tells which log they stand
// in.
func (a *Acts) add(ctx context.Context, leaves [][]byte) (origin string, at []uint64, err error) {
	a.putting.Lock()
	defer a.putting.Unlock()
	return a.addHeld(ctx, leaves)
}

// addHeld is add with putting held.
func (a *Acts) addHeld(ctx context.Context, leaves [][]byte) (origin string, at []uint64, err error) {
	if at, err = a.log.Append(ctx, leaves...); err != nil {
		return a.origin, nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for i, leaf := range leaves {
		if at[i] != a.sm3.Size {
			return a.origin, nil, fmt.Errorf("leaf %d was given index %d: another writes into %s", a.sm3.Size, at[i], a.origin)
		}
		a.sm3 = ledger.SM3().Append(a.sm3, ledger.SM3().Leaf(leaf))
	}
	return a.origin, at, nil
}

// Run puts acts into the log until ctx ends.
func (a *Acts) Run(ctx context.Context) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var sm3 time.Time
	for {
		err := a.drain(ctx)
		if err == nil && a.cfg.Now().Sub(sm3) >= sm3Every {
			sm3, err = a.cfg.Now(), a.bySM3(ctx)
		}
		if err == nil {
			err = a.turn(ctx)
		}
		if ctx.Err() != nil {
			return nil
		}
		a.tell(err)
		wait := tick.C
		if err != nil {
			wait = time.After(retryAfter)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-wait:
		case <-a.wake:
		}
	}
}

// CatchUp puts into the log what is on record, before Run does.
func (a *Acts) CatchUp(ctx context.Context) error { return a.drain(ctx) }

// drain puts into the log what has no index yet.
func (a *Acts) drain(ctx context.Context) error {
	newest, unlogged, err := a.cfg.Rows.Newest(ctx)
	if err != nil {
		return err
	}
	if unlogged == 0 {
		a.reached(newest)
		return nil
	}
	for {
		acts, err := a.cfg.Rows.Unlogged(ctx, a.origin, atATime)
		if err != nil {
			return err
		}
		if len(acts) == 0 {
			return nil
		}
		leaves := make([][]byte, len(acts))
		for i, u := range acts {
			if leaves[i], err = u.Leaf(); err != nil {
				return err
			}
		}
		at, err := a.put(ctx, leaves)
		if err != nil {
			return err
		}
		index := make(map[int64]uint64, len(acts))
		for i, u := range acts {
			index[u.Seq] = at[i]
		}
		if err := a.cfg.Rows.Logged(ctx, a.origin, index); err != nil {
			return err
		}
		a.reached(acts[len(acts)-1].Seq)
		if len(acts) < atATime {
			return nil
		}
	}
}

// turn changes to the log of a new year, once the old one holds everything.
func (a *Acts) turn(ctx context.Context) error {
	if a.origin == a.current() {
		return nil
	}
	if err := a.bySM3(ctx); err != nil {
		return err
	}
	a.putting.Lock()
	defer a.putting.Unlock()
	if err := a.log.Close(); err != nil {
		return err
	}
	return a.open(ctx, a.current())
}

// bySM3 appends the root of the tree by SM3, when it grew by more than such a
// leaf.
func (a *Acts) bySM3(ctx context.Context) error {
	a.putting.Lock()
	defer a.putting.Unlock()
	a.mu.Lock()
	r := ledger.SM3Root{At: ledger.Time(a.cfg.Now()), Root: ledger.Hex(ledger.SM3().Root(a.sm3)), Size: a.sm3.Size}
	a.mu.Unlock()
	if last, err := a.log.Leaf(ctx, max(r.Size, 1)-1, r.Size); r.Size == 0 || err == nil && ledger.KindOf(last) == ledger.KindSM3 {
		return nil
	}
	leaf, err := r.Leaf()
	if err != nil {
		return err
	}
	if _, _, err := a.addHeld(ctx, [][]byte{leaf}); err != nil {
		return err
	}
	return a.keepSM3()
}

// The file with the tree by SM3, beside the log. It only saves reading the log
// anew: without it that is done.
func (a *Acts) sm3File() string {
	return filepath.Join(a.cfg.Dir, filepath.Base(a.origin)+".sm3")
}

type sm3State struct {
	Origin string          `json:"origin"`
	Size   uint64          `json:"size"`
	Peaks  []ledger.Digest `json:"peaks"`
}

func (a *Acts) readSM3() ledger.Range {
	var s sm3State
	b, err := os.ReadFile(a.sm3File())
	if errors.Is(err, fs.ErrNotExist) || err != nil || json.Unmarshal(b, &s) != nil || s.Origin != a.origin {
		return ledger.Range{}
	}
	if r := (ledger.Range{Size: s.Size, Peaks: s.Peaks}); r.Whole() {
		return r
	}
	return ledger.Range{}
}

func (a *Acts) keepSM3() error {
	a.mu.Lock()
	s := sm3State{a.origin, a.sm3.Size, a.sm3.Peaks}
	a.mu.Unlock()
	return write(a.sm3File(), s)
}

// reached notes that every act up to a number has its index.
func (a *Acts) reached(seq int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if seq > a.done {
		a.done = seq
		close(a.moved)
		a.moved = make(chan struct{})
	}
}

// tell notes whether the log is down.
func (a *Acts) tell(err error) {
	a.mu.Lock()
	before := a.down
	a.down = err
	if (before == nil) != (err == nil) {
		close(a.moved)
		a.moved = make(chan struct{})
	}
	a.mu.Unlock()
	if (before == nil) != (err == nil) {
		a.cfg.Down(err)
	}
}

// Settle waits until every act that is committed now stands in the log. It is
// ErrUnavailable "log.down" when the log is down or does not come to it in
// time: what must not happen unlogged does not happen then (design, L9).
func (a *Acts) Settle(ctx context.Context) error {
	newest, unlogged, err := a.cfg.Rows.Newest(ctx)
	if err != nil {
		return err
	}
	if unlogged == 0 {
		return nil
	}
	select {
	case a.wake <- struct{}{}:
	default:
	}
	late := time.NewTimer(settleMost)
	defer late.Stop()
	for {
		a.mu.Lock()
		done, down, moved := a.done, a.down, a.moved
		a.mu.Unlock()
		switch {
		case done >= newest:
			return nil
		case down != nil:
			return shiheng.Unavailable("log.down").From(down)
		}
		select {
		case <-moved:
		case <-late.C:
			return shiheng.Unavailable("log.down")
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Failing is why the log is down, nil while it is up.
func (a *Acts) Failing() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.down
}

// State tells of the log.
func (a *Acts) State(ctx context.Context) (s ledger.State, err error) {
	a.mu.Lock()
	log := a.log
	s = ledger.State{Origin: a.origin, Keys: a.cfg.Keys.Public(a.origin), SM3: ledger.SM3().Root(a.sm3), Down: a.down}
	a.mu.Unlock()
	if s.Checkpoint, s.Note, err = log.Checkpoint(ctx); err != nil && !errors.Is(err, shiheng.ErrNotFound) {
		return s, err
	}
	_, s.Waiting, err = a.cfg.Rows.Newest(ctx)
	return s, err
}

// Close puts nothing more into the log.
func (a *Acts) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.log.Close()
}
