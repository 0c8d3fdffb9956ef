package app

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"strconv"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/store/slots"
)

// How the archive is watched while the platform runs: every byte of footage is
// read within thirty law-days, of held footage within seven; the log is held
// against rows and footage once a day, the first time a while after the start.
const (
	watchEvery     = time.Minute
	watchAllIn     = 30
	watchHeldIn    = 7
	watchLogEvery  = 24 * time.Hour
	watchLogFirst  = 10 * time.Minute
	watchAtOnce    = 64
	mismatchesKept = 100
)

// watchFile keeps in the data directory how far the watch is and what it found,
// so that a restart forgets neither.
const watchFile = "integrity.json"

// A watcher is the monitor of the archive. Safe for concurrent use.
type watcher struct {
	path   string
	store  *slots.Store
	check  func(context.Context) (*ledger.CheckReport, error)
	lawDay time.Duration
	now    func() time.Time
	log    *slog.Logger
	began  time.Time

	mu    sync.Mutex
	state watchState // guarded by mu
}

type watchState struct {
	Version int          `json:"version"`
	Log     logWatch     `json:"log"`
	All     watchRound   `json:"all"`
	Held    watchRound   `json:"held"`
	Found   []foundAmiss `json:"found"`
	// More says where more was found than is listed, and when last: in slots, or
	// in the log.
	More map[string]time.Time `json:"more,omitempty"`
}

// logWatch is how the last check of the log ended.
type logWatch struct {
	Ended         time.Time `json:"ended"`
	Leaves        uint64    `json:"leaves"`
	CameraMinutes uint64    `json:"cameraMinutes"`
}

// A watchRound is one turn through all slots.
type watchRound struct {
	Began  time.Time    `json:"began"`
	Behind slots.SlotAt `json:"behind"`
	Read   int          `json:"read"`
	Bytes  uint64       `json:"bytes"`
	Last   time.Time    `json:"last"` // when the round before ended
}

// A foundAmiss is a mismatch that lasts. Those of slots last until the slot is
// read again and found good, or a whole round found no such slot any more; those
// of the log until its next check.
type foundAmiss struct {
	ledger.Mismatch
	Seen time.Time `json:"seen"`
	Of   string    `json:"of"` // ofLog or ofSlots
	// Whose footage it is, as far as it is known; see evidence.Amiss.
	Camera shiheng.CameraID `json:"camera,omitzero"`
	From   time.Time        `json:"from,omitzero"`
	To     time.Time        `json:"to,omitzero"`
}

// What a mismatch was found in.
const (
	ofLog   = "log"
	ofSlots = "slots"
)

func newWatcher(h *House) *watcher {
	w := &watcher{
		path: h.path(watchFile), store: h.slots, lawDay: h.slots.LawDay(), now: time.Now, log: h.log, began: time.Now(),
		check: func(ctx context.Context) (*ledger.CheckReport, error) {
			return h.integrity(ctx, ledger.CheckMedium, nil)
		},
	}
	w.load()
	return w
}

// load reads what an earlier run found. A file that is broken is begun anew: it
// only saves reading.
func (w *watcher) load() {
	b, err := os.ReadFile(w.path)
	if err == nil {
		err = json.Unmarshal(b, &w.state)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.log.Error("what the watch over the archive knew is lost", "error", err)
		w.state = watchState{}
	}
	for i, f := range w.state.Found { // of versions that told slots of the two rounds apart
		if f.Of != ofLog && f.Of != ofSlots {
			camera, span := w.store.Whose(f.At)
			w.state.Found[i] = foundAmiss{f.Mismatch, f.Seen, ofSlots, camera, span.From, span.To}
		}
	}
	w.state.Version = 1
}

// Run watches until ctx ends.
func (w *watcher) Run(ctx context.Context) error {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if err := w.look(ctx); err != nil && ctx.Err() == nil {
			w.log.ErrorContext(ctx, "the archive cannot be watched", slog.Any("error", err))
		}
	}
}

// look does what is due now.
func (w *watcher) look(ctx context.Context) error {
	if err := w.turn(ctx, false, watchAllIn); err != nil {
		return err
	}
	if err := w.turn(ctx, true, watchHeldIn); err != nil {
		return err
	}
	now := w.now()
	w.mu.Lock()
	due := now.Sub(w.state.Log.Ended) >= watchLogEvery && now.Sub(w.began) >= watchLogFirst
	w.mu.Unlock()
	if due {
		r, err := w.check(ctx)
		if err != nil {
			return err
		}
		w.note(ofLog, r, nil)
		w.mu.Lock()
		w.state.Log = logWatch{Ended: w.now(), Leaves: r.Leaves, CameraMinutes: r.CameraMinutes}
		w.mu.Unlock()
	}
	return w.keep()
}

// turn reads as many slots as are due for a round to end in so many law-days.
func (w *watcher) turn(ctx context.Context, held bool, days int) error {
	w.mu.Lock()
	round := &w.state.All
	if held {
		round = &w.state.Held
	}
	was := *round
	w.mu.Unlock()
	now, all := w.now(), w.store.InTurn(held)
	if was.Began.IsZero() {
		was.Began = now
	}
	within := time.Duration(days) * w.lawDay
	due := int(float64(all)*min(float64(now.Sub(was.Began))/float64(within), 1)) - was.Read
	if all > 0 && now.Sub(was.Began) >= within {
		due = max(due, all)
	}
	r := &ledger.CheckReport{}
	read, err := w.store.AuditInTurn(ctx, was.Behind, min(due, watchAtOnce), held, r)
	if err != nil {
		return err
	}
	if n := len(read); n > 0 {
		was.Behind, was.Read, was.Bytes = read[n-1], was.Read+n, was.Bytes+r.Bytes
	}
	w.note(ofSlots, r, read)
	if due > 0 && len(read) < min(due, watchAtOnce) { // nothing is behind: the round is over
		if !held {
			w.forget(was.Began)
		}
		was = watchRound{Began: now, Last: now}
	}
	w.mu.Lock()
	*round = was
	w.mu.Unlock()
	return nil
}

// note keeps what was found. Of the log, and of the slots that were read, nothing
// else is wrong any more.
func (w *watcher) note(of string, r *ledger.CheckReport, read []slots.SlotAt) {
	over := map[string]bool{}
	for _, at := range read {
		over[at.String()] = true
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state.Found = slices.DeleteFunc(w.state.Found, func(f foundAmiss) bool { return f.Of == of && (of == ofLog || over[f.At.Slot]) })
	if of == ofLog {
		delete(w.state.More, of)
	}
	for _, m := range r.Mismatches {
		w.state.Found = slices.DeleteFunc(w.state.Found, func(f foundAmiss) bool { return f.String() == m.String() })
		if len(w.state.Found) < mismatchesKept {
			camera, span := w.store.Whose(m.At)
			w.state.Found = append(w.state.Found, foundAmiss{m, w.now(), of, camera, span.From, span.To})
		} else {
			w.more(of)
		}
		w.log.Error("the archive does not fit", "code", m.Code, "at", m.At.String(), "detail", m.Detail)
	}
	if r.Bad > len(r.Mismatches) {
		w.more(of)
	}
}

// more notes that what is listed is not all; w.mu is held.
func (w *watcher) more(of string) {
	if w.state.More == nil {
		w.state.More = map[string]time.Time{}
	}
	w.state.More[of] = w.now()
}

// forget drops what a whole round through all slots did not find again.
func (w *watcher) forget(before time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state.Found = slices.DeleteFunc(w.state.Found, func(f foundAmiss) bool { return f.Of != ofLog && f.Seen.Before(before) })
	if w.state.More[ofSlots].Before(before) {
		delete(w.state.More, ofSlots)
	}
}

// Amiss implements [evidence.Watch]. What cannot be told whose it is touches
// everything, and so does what is wrong with the log itself: what is called
// unaltered rests on it. Acts and certificates are no footage.
func (w *watcher) Amiss(_ context.Context, camera shiheng.CameraID, span shiheng.Span) (out []evidence.Amiss, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, f := range w.state.Found {
		a := evidence.Amiss{
			Camera: f.Camera, From: f.From, To: f.To, Kind: f.Code, Slot: f.At.Slot, Where: f.At.String(), Detail: f.Detail, Seen: f.Seen,
		}
		if f.Code != ledger.BadAct && f.Code != ledger.BadErasure && a.Touches(camera, span) {
			out = append(out, a)
		}
	}
	for of, seen := range w.state.More {
		out = append(out, evidence.Amiss{Kind: "more", Where: of, Seen: seen})
	}
	return out, nil
}

func (w *watcher) keep() error {
	w.mu.Lock()
	b, err := json.MarshalIndent(w.state, "", "  ")
	w.mu.Unlock()
	if err != nil {
		return err
	}
	return writeFile(w.path, append(b, '\n'), 0o600)
}

// Watch tells how the watch stands.
func (w *watcher) Watch() ledger.Watch {
	all, held := w.store.InTurn(false), w.store.InTurn(true)
	w.mu.Lock()
	defer w.mu.Unlock()
	out := ledger.Watch{
		LogChecked: w.state.Log.Ended, Leaves: w.state.Log.Leaves, CameraMinutes: w.state.Log.CameraMinutes,
		Began: w.state.All.Began, Slots: all, Read: min(w.state.All.Read, all), Last: w.state.All.Last,
		HeldBegan: w.state.Held.Began, HeldSlots: held, HeldRead: min(w.state.Held.Read, held), HeldLast: w.state.Held.Last,
	}
	for _, f := range w.state.Found {
		out.Found = append(out.Found, ledger.Amiss{Mismatch: f.Mismatch, Seen: f.Seen})
	}
	return out
}

// mismatch is the incident of what does not fit, while anything does not.
func (w *watcher) mismatch() (c condition, holds bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.state.Found) == 0 {
		return c, false
	}
	first := w.state.Found[0]
	return condition{code: "integrity.mismatch", record: true, params: map[string]string{
		"kind": first.Code, "at": first.At.String(), "mismatches": strconv.Itoa(len(w.state.Found)),
	}}, true
}
