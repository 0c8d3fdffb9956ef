package app

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/civic/retain"
	"shiheng.internal/store/rows"
)

// keeping is what the footage store keeps by beyond the terms of the law: the
// ceiling, longer purposes and the ages that witnesses prove. It is read anew
// when told that it changed, and from time to time. Safe for concurrent use; what
// the store asks is answered from memory.
type keeping struct {
	floor     func(shiheng.CameraID) int
	ceiling   func(context.Context) (int, error)
	purposed  func(context.Context) (map[shiheng.CameraID]bool, error)
	witnesses func(context.Context) ([]ledger.Seen, error)
	grown     func(context.Context) (origin string, size uint64, err error) // the log
	tally     func() time.Duration
	rows      ageRows
	now       func() time.Time
	log       *slog.Logger
	wake      chan struct{}

	mu    sync.Mutex
	extra int                       // law-days past the term; guarded by mu
	of    map[shiheng.CameraID]bool // with a longer purpose; nil before the first reading; guarded by mu
	proof retain.Proof              // guarded by mu
	sizes []rows.LogSize            // in order of the running time; guarded by mu
}

// ageRows are the rows of what proves age. *rows.Retention does what this asks.
type ageRows interface {
	Marks(ctx context.Context) ([]retain.Mark, []rows.LogSize, error)
	PutMark(ctx context.Context, m retain.Mark, s rows.LogSize) error
	PutLogSize(ctx context.Context, s rows.LogSize) error
}

// keepingEvery is how often the ceiling, purposes and witnesses are looked at;
// sizesEvery how often the size of the log is taken down.
const (
	keepingEvery = 30 * time.Second
	sizesEvery   = time.Hour
)

func newKeeping(k *keeping) *keeping { //nolint:unparam // its fields are required
	k.wake = make(chan struct{}, 1)
	return k
}

// Changed asks for a fresh reading. It never blocks.
func (k *keeping) Changed() {
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// Keep is slots.Config's KeepOf: the ceiling of a camera.
func (k *keeping) Keep(camera shiheng.CameraID) int {
	k.mu.Lock()
	extra := k.extra
	k.mu.Unlock()
	return k.floor(camera) + extra
}

// Purposed is slots.Config's. Before the first reading everything is: nothing
// goes by mistake.
func (k *keeping) Purposed(camera shiheng.CameraID) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.of == nil || k.of[camera]
}

// Attested is slots.Config's.
func (k *keeping) Attested(ended time.Duration) time.Duration {
	k.mu.Lock()
	proof := k.proof
	k.mu.Unlock()
	return proof.Age(ended)
}

// Run keeps the view fresh until ctx ends.
func (k *keeping) Run(ctx context.Context) error {
	tick := time.NewTicker(keepingEvery)
	defer tick.Stop()
	for {
		if err := k.look(ctx); err != nil && ctx.Err() == nil {
			k.log.ErrorContext(ctx, "what footage is kept by was not read", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-k.wake:
		case <-tick.C:
		}
	}
}

// open reads what was kept of ages.
func (k *keeping) open(ctx context.Context) error {
	marks, sizes, err := k.rows.Marks(ctx)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.proof, k.sizes = retain.NewProof(marks), sizes
	return err
}

// look reads everything once.
func (k *keeping) look(ctx context.Context) error {
	extra, err := k.ceiling(ctx)
	if err != nil {
		return err
	}
	of, err := k.purposed(ctx)
	if err != nil {
		return err
	}
	k.mu.Lock()
	k.extra, k.of = extra, of
	k.mu.Unlock()
	return k.prove(ctx)
}

// prove takes down how far the log has come, and what witnesses signed of it.
// Only this goroutine changes the proof and the sizes.
func (k *keeping) prove(ctx context.Context) error {
	tally, wall := k.tally(), k.now().UTC()
	origin, size, err := k.grown(ctx)
	if err != nil {
		return err
	}
	if n := len(k.sizes); size > 0 && (n == 0 || tally-k.sizes[n-1].Tally >= sizesEvery || k.sizes[n-1].Origin != origin) {
		s := rows.LogSize{Origin: origin, Size: size, Wall: wall, Tally: tally}
		if err := k.rows.PutLogSize(ctx, s); err != nil {
			return err
		}
		k.mu.Lock()
		k.sizes = append(k.sizes, s)
		k.mu.Unlock()
	}
	seen, err := k.witnesses(ctx)
	if err != nil {
		return err
	}
	for _, w := range seen {
		if w.At.IsZero() {
			continue
		}
		was, ok := k.sizeUnder(origin, w.Size)
		if !ok {
			continue // it signed nothing of which we know when it was
		}
		next, m, keep := k.proof.Take(retain.Mark{Witness: w.Witness.Name(), At: w.At, Tally: was.Tally, Wall: wall, Ran: tally})
		if keep {
			if err := k.rows.PutMark(ctx, m, was); err != nil {
				return err
			}
		}
		k.mu.Lock()
		k.proof = next
		k.mu.Unlock()
	}
	return nil
}

// sizeUnder is the last time the log was known to be no larger: all that the
// store held then was there when the size was signed.
func (k *keeping) sizeUnder(origin string, size uint64) (rows.LogSize, bool) {
	for i := len(k.sizes) - 1; i >= 0; i-- {
		if s := k.sizes[i]; s.Origin == origin && s.Size <= size {
			return s, true
		}
	}
	return rows.LogSize{}, false
}
