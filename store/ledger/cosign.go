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
	"slices"
	"strconv"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// How often witnesses are asked, and how old the newest cosignature may be
// before it is an incident (integrity: alarm after ten minutes).
const (
	cosignEvery = 30 * time.Second
	cosignLate  = 10 * time.Minute
)

// CosignConfig is what Cosigning needs. Every is 30 s when it is zero; all
// others are required.
type CosignConfig struct {
	Acts *Acts
	// Witnesses are those of the settings as they stand.
	Witnesses func(context.Context) ([]ledger.WitnessAt, error)
	// Ask brings a request to a witness at an address and returns its line. A
	// witness that cosigned another size last answers with an ErrConflict
	// "witness.size" whose "size" tells it.
	Ask   func(ctx context.Context, url string, r ledger.Request) ([]byte, error)
	Now   func() time.Time
	Log   *slog.Logger
	Every time.Duration
}

// Cosigning has the checkpoints of the node's logs cosigned by witnesses, and
// keeps what they signed beside the log. The log never waits for it. Safe for
// concurrent use.
type Cosigning struct {
	cfg   CosignConfig
	begun time.Time
	wake  chan struct{}
	round sync.Mutex // one round, or one answer from a file, at a time

	mu     sync.Mutex
	failed map[string]error // why a witness gave nothing, by name; guarded by mu
	ahead  map[string]bool  // guarded by mu
}

// NewCosigning makes one.
func NewCosigning(c CosignConfig) *Cosigning {
	if c.Every == 0 {
		c.Every = cosignEvery
	}
	return &Cosigning{cfg: c, begun: c.Now(), wake: make(chan struct{}, 1), failed: map[string]error{}, ahead: map[string]bool{}}
}

// Run asks the witnesses until ctx ends.
func (c *Cosigning) Run(ctx context.Context) error {
	tick := time.NewTicker(c.cfg.Every)
	defer tick.Stop()
	failing := false
	for {
		err := c.Round(ctx)
		if err != nil && ctx.Err() == nil && !failing {
			c.cfg.Log.WarnContext(ctx, "checkpoint not cosigned", slog.Any("error", err))
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-c.wake:
		}
	}
}

// Wake has the witnesses asked at once: they are others now.
func (c *Cosigning) Wake() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// Round asks every witness that has an address once: of the log of this year,
// and of the logs of years before until their last checkpoint is cosigned.
func (c *Cosigning) Round(ctx context.Context) error {
	c.round.Lock()
	defer c.round.Unlock()
	all, err := c.cfg.Witnesses(ctx)
	if err != nil {
		return fmt.Errorf("read witnesses: %w", err)
	}
	asked := all[:0:0]
	for _, w := range all {
		if w.URL != "" {
			asked = append(asked, w)
		}
	}
	if len(asked) == 0 {
		return nil
	}
	origins, err := logsIn(c.cfg.Acts.cfg.Dir, c.cfg.Acts.cfg.Name)
	if err != nil {
		return err
	}
	if n := len(c.cfg.Acts.cfg.Past); n > 0 && c.cfg.Acts.cfg.Past[n-1].By.Cause == ledger.Rotated { // its end is to be cosigned as well
		origins = append(origins, c.cfg.Acts.cfg.Past[n-1].By.Last.Origin)
	}
	for _, origin := range origins {
		err = errors.Join(err, c.cosign(ctx, origin, asked))
	}
	return err
}

// cosign has one log's newest checkpoint cosigned: the same one by all, so that
// one note carries all their lines.
func (c *Cosigning) cosign(ctx context.Context, origin string, witnesses []ledger.WitnessAt) error {
	kept, err := c.cfg.Acts.readSeen(origin)
	if err != nil {
		return err
	}
	if c.cfg.Acts.closed(origin) && kept.final(witnesses) {
		return nil
	}
	return c.cfg.Acts.with(ctx, origin, func(l *view) error {
		point, signed, err := l.Checkpoint(ctx)
		if errors.Is(err, shiheng.ErrNotFound) {
			return nil // nothing to be cosigned yet
		}
		if err != nil {
			return err
		}
		var failed error
		for _, w := range witnesses {
			line, err := c.ask(ctx, l, w, kept.Seen[w.Name()].Size, point, signed)
			var more []byte
			if err == nil {
				more, err = ledger.AddCosignature(signed, line, w)
			}
			c.said(w, err)
			if err != nil {
				failed = errors.Join(failed, fmt.Errorf("witness %s: %w", w.Name(), err))
				continue
			}
			signed = more
			kept.take(w, point, more, c.cfg.Acts.closed(origin))
		}
		return errors.Join(failed, c.cfg.Acts.keepSeen(origin, kept))
	})
}

// ask asks one witness, from the size it names when it remembers another than
// we do.
func (c *Cosigning) ask(ctx context.Context, l *view, w ledger.WitnessAt, old uint64, point ledger.Checkpoint, signed []byte) ([]byte, error) {
	for again := false; ; again = true {
		if old > point.Size {
			return nil, shiheng.Conflict("log.behind-witness", "witness", w.Name(), "witnessed", fmt.Sprint(old), "size", fmt.Sprint(point.Size))
		}
		path, err := l.ProveGrown(ctx, old, point.Size)
		if err != nil {
			return nil, err
		}
		line, err := c.cfg.Ask(ctx, w.URL, ledger.Request{Old: old, Path: path, Note: signed})
		e, ours := errors.AsType[*shiheng.Error](err)
		if err == nil || again || !ours || e.Code != "witness.size" {
			return line, err
		}
		if old, err = strconv.ParseUint(e.Params["size"], 10, 64); err != nil {
			return nil, shiheng.Invalid("witness.answer").From(err)
		}
	}
}

// said notes what came of asking.
func (c *Cosigning) said(w ledger.WitnessAt, err error) {
	e, ours := errors.AsType[*shiheng.Error](err)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.failed[w.Name()] = err
	c.ahead[w.Name()] = ours && e.Code == "log.behind-witness"
}

// Witnesses tells how far each has seen the log of this year.
func (c *Cosigning) Witnesses(ctx context.Context) ([]ledger.Seen, error) {
	all, err := c.cfg.Witnesses(ctx)
	if err != nil {
		return nil, err
	}
	origin := c.cfg.Acts.named()
	kept, err := c.cfg.Acts.readSeen(origin)
	if err != nil {
		return nil, err
	}
	keys, err := c.cfg.Acts.cfg.Keys.verifiers(origin)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	out := make([]ledger.Seen, len(all))
	for i, w := range all {
		s := ledger.Seen{Witness: w, Failed: c.failed[w.Name()], Ahead: c.ahead[w.Name()]}
		if _, n, err := ledger.OpenCheckpoint(kept.Seen[w.Name()].Note, append(slices.Clip(keys), w)...); err == nil {
			for _, sig := range n.Sigs {
				if at := ledger.CosignedAt(sig); sig.Name == w.Name() && !at.IsZero() {
					s.At, s.Note, s.Size = at, kept.Seen[w.Name()].Note, kept.Seen[w.Name()].Size
				}
			}
		}
		out[i] = s
	}
	return out, nil
}

// A Watch is what is wrong with the witnessing.
type Watch struct {
	// Late: witnesses with an address are there, and none has cosigned for more
	// than ten minutes. Since is when one did last, or when the program began.
	Late  bool
	Since time.Time
	// Ahead names the witness that has seen a larger log than there is.
	Ahead string
	// Unadmitted names the witness that does not know the log of this epoch yet:
	// its operator decides, by the epoch's statement.
	Unadmitted, Old, Origin string
}

// Watching tells what is wrong now.
func (c *Cosigning) Watching(ctx context.Context) (w Watch, err error) {
	all, err := c.Witnesses(ctx)
	if err != nil {
		return w, err
	}
	w.Since = c.begun
	asked := false
	for _, s := range all {
		if s.Ahead {
			w.Ahead = s.Witness.Name()
		}
		e, ours := errors.AsType[*shiheng.Error](s.Failed)
		if past := c.cfg.Acts.cfg.Past; ours && e.Code == "witness.log" && len(past) > 0 {
			w.Unadmitted, w.Origin, w.Old = s.Witness.Name(), c.cfg.Acts.named(), past[len(past)-1].By.Last.Origin
		}
		asked = asked || s.Witness.URL != ""
		if s.Witness.URL != "" && s.At.After(w.Since) {
			w.Since = s.At
		}
	}
	w.Late = asked && c.cfg.Now().Sub(w.Since) > cosignLate
	return w, nil
}

// Request makes what is carried to a witness without a line: the newest
// checkpoint, from the size it cosigned last as far as we know, or from the one
// it named. The answer is taken to this request only.
func (c *Cosigning) Request(ctx context.Context, name string, old *uint64) ([]byte, error) {
	c.round.Lock()
	defer c.round.Unlock()
	w, err := c.named(ctx, name)
	if err != nil {
		return nil, err
	}
	origin := c.cfg.Acts.named()
	kept, err := c.cfg.Acts.readSeen(origin)
	if err != nil {
		return nil, err
	}
	from := kept.Seen[w.Name()].Size
	if old != nil {
		from = *old
	}
	var text []byte
	err = c.cfg.Acts.with(ctx, origin, func(l *view) error {
		r, err := l.Request(ctx, from)
		if err != nil {
			return err
		}
		one := kept.Seen[w.Name()]
		one.Asked = r.Note
		kept.Seen[w.Name()], text = one, r.Text()
		return c.cfg.Acts.keepSeen(origin, kept)
	})
	return text, err
}

// Answer takes the line that a witness without a line gave to the last request
// made for it.
func (c *Cosigning) Answer(ctx context.Context, name string, line []byte) error {
	c.round.Lock()
	defer c.round.Unlock()
	w, err := c.named(ctx, name)
	if err != nil {
		return err
	}
	origin := c.cfg.Acts.named()
	kept, err := c.cfg.Acts.readSeen(origin)
	if err != nil {
		return err
	}
	asked := kept.Seen[w.Name()].Asked
	if len(asked) == 0 {
		return shiheng.Conflict("witness.not-asked", "witness", name)
	}
	signed, err := ledger.AddCosignature(asked, line, w)
	if err != nil {
		return err
	}
	keys, err := c.cfg.Acts.cfg.Keys.verifiers(origin)
	if err != nil {
		return err
	}
	point, _, err := ledger.OpenCheckpoint(signed, keys...)
	if err != nil {
		return err
	}
	kept.take(w, point, signed, false)
	c.said(w, nil)
	return c.cfg.Acts.keepSeen(origin, kept)
}

func (c *Cosigning) named(ctx context.Context, name string) (w ledger.WitnessAt, err error) {
	all, err := c.cfg.Witnesses(ctx)
	if err != nil {
		return w, err
	}
	for _, w := range all {
		if w.Name() == name {
			return w, nil
		}
	}
	return w, shiheng.NotFound("witness.unknown", "witness", name)
}

// witnessed is the file of what witnesses signed of one log.
type witnessed struct {
	Version int                 `json:"version"`
	Origin  string              `json:"origin"`
	Seen    map[string]seenLast `json:"seen"` // by name of the witness
}

type seenLast struct {
	Key   string `json:"key"`
	Size  uint64 `json:"size"`
	Note  []byte `json:"note"`            // signed by log and witness
	Asked []byte `json:"asked,omitempty"` // the checkpoint of the last request made for a file
	Final bool   `json:"final,omitempty"` // the last checkpoint of a closed log
}

// final reports whether every witness cosigned the end of a closed log.
func (f witnessed) final(by []ledger.WitnessAt) bool {
	for _, w := range by {
		if s := f.Seen[w.Name()]; !s.Final || s.Key != w.Key {
			return false
		}
	}
	return true
}

func (f witnessed) take(w ledger.WitnessAt, c ledger.Checkpoint, signed []byte, final bool) {
	f.Seen[w.Name()] = seenLast{Key: w.Key, Size: c.Size, Note: signed, Final: final}
}

// The logs of the node, for the cosigning of them.

// named is the name of the log that is written.
func (a *Acts) named() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.origin
}

// closed reports whether a log gets no leaf any more.
func (a *Acts) closed(origin string) bool { return origin != a.named() }

// openLog opens one of the node's logs.
func (a *Acts) openLog(ctx context.Context, origin string) (*Log, error) {
	return Open(ctx, Config{Dir: filepath.Join(a.cfg.Dir, filepath.Base(origin)), Origin: origin, Key: a.cfg.Keys.Key, National: a.cfg.Keys.National, Log: a.cfg.Log})
}

// with does something with a log: that of this year is open, another is opened
// for it, one of an epoch before is read.
func (a *Acts) with(ctx context.Context, origin string, do func(*view) error) (err error) {
	if p := a.past(origin); p != nil {
		return p.read(origin, do)
	}
	a.mu.Lock()
	l, is := a.log, origin == a.origin
	a.mu.Unlock()
	if !is {
		if l, err = a.openLog(ctx, origin); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, l.Close()) }()
	}
	return do(&l.view)
}

func (a *Acts) seenFile(origin string) string {
	return filepath.Join(a.dirOf(origin), filepath.Base(origin)+".witnessed")
}

func (a *Acts) readSeen(origin string) (witnessed, error) {
	f := witnessed{Version: 1, Origin: origin, Seen: map[string]seenLast{}}
	b, err := os.ReadFile(a.seenFile(origin))
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &f)
	}
	if err != nil || f.Version != 1 || f.Origin != origin || f.Seen == nil {
		return f, shiheng.Invalid("log.witnessed", "file", a.seenFile(origin)).From(err)
	}
	return f, nil
}

func (a *Acts) keepSeen(origin string, f witnessed) error { return write(a.seenFile(origin), f) }
