package ledger

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// Footage is what is recorded. *slots.Store is one.
type Footage interface {
	Sources() []ledger.Source
	Pieces(ctx context.Context, stream shiheng.StreamID, w ledger.Wanted) (out []ledger.Piece, more bool, err error)
}

// MinuteRows are the rows of node-minutes. *rows.Leaves does what this asks.
type MinuteRows interface {
	// PutMinutes notes node-minutes that stand in the log. Noting one again
	// changes nothing.
	PutMinutes(ctx context.Context, m []ledger.Logged) error
	// LastMinute is the largest index of a node-minute in the log of an origin,
	// false when there is none; NewestMinute the one that lies furthest behind
	// beside the log, ErrNotFound when there is none.
	LastMinute(ctx context.Context, origin string) (index uint64, any bool, err error)
	NewestMinute(ctx context.Context) (ledger.Logged, error)
	// Parts is how many parts a minute has; MinutesOf lists those of the minutes
	// from one to another, both included.
	Parts(ctx context.Context, minute time.Time) (int, error)
	MinutesOf(ctx context.Context, from, to time.Time) ([]ledger.Logged, error)
	// MinutesBehind and MinutesBefore list those that lie behind one beside the
	// log, and before it, the nearest first, at most limit.
	MinutesBehind(ctx context.Context, of ledger.Logged, limit int) ([]ledger.Logged, error)
	MinutesBefore(ctx context.Context, of ledger.Logged, limit int) ([]ledger.Logged, error)
}

// How minutes go into the log: a minute is looked at so long after its end,
// when its last chunk is durable and digested; while much waits, as after the
// log was down, so many minutes of a stream at a time and so many
// camera-minutes in all.
const (
	minuteGrace   = 5 * time.Second
	minuteLook    = time.Second
	minutesAtOnce = 60
	camerasAtOnce = 1 << 18
	headsEvery    = 10 * time.Minute
)

// MinutesConfig is what Minutes needs. Clock and Log may be missing.
type MinutesConfig struct {
	Dir     string // of the camera-minutes, a file a day
	Store   shiheng.StoreID
	Acts    *Acts // whose log the leaves go into
	Rows    MinuteRows
	Footage Footage
	Now     func() time.Time
	// Clock tells how the node's clock stands: one of the states of a leaf, and
	// how far it may be off.
	Clock func() (state string, most time.Duration)
	Log   *slog.Logger
}

// A head is how far a stream is in the log.
type head struct {
	Digest ledger.Digest `json:"digest"` // of its newest camera-minute
	Known  ledger.Spans  `json:"known"`
}

// Minutes puts footage into the log: for each minute a leaf over what each
// stream has of it. Recording does not wait for it. What is not in the log yet
// lies in the footage store, and is found there after any crash.
//
// Write order: camera-minutes durable in the file of the day, then the leaf,
// then the row. Safe for concurrent use. Run must run.
type Minutes struct {
	cfg    MinutesConfig
	beside *beside

	mu     sync.Mutex
	heads  map[shiheng.StreamID]head // guarded by mu
	all    bool                      // every slot is looked at, once; of the goroutine of Run
	until  time.Time                 // minutes before were looked at; guarded by mu, written by Run
	kept   time.Time                 // when heads were last written; of the goroutine of Run
	waits  []waiting                 // beside the log, not in it yet; of the goroutine of Run
	absent []uint64                  // leaves of this log whose camera-minutes are not there; guarded by mu
	err    error                     // why the last pass failed; guarded by mu
}

// OpenMinutes finds how far each stream is in the log, and puts into it what
// lies beside it already.
func OpenMinutes(ctx context.Context, c MinutesConfig) (*Minutes, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Clock == nil {
		c.Clock = func() (string, time.Duration) { return ledger.ClockUnknown, 0 }
	}
	m := &Minutes{cfg: c, heads: map[shiheng.StreamID]head{}, all: true}
	var err error
	if m.beside, err = openBeside(c.Dir); err != nil {
		return nil, err
	}
	if err := m.recover(ctx); err != nil {
		return nil, errors.Join(err, m.beside.Close())
	}
	return m, nil
}

// Run puts minutes into the log until ctx ends.
func (m *Minutes) Run(ctx context.Context) error {
	tick := time.NewTicker(minuteLook)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return m.beside.writeHeads(m.state())
		case <-tick.C:
		}
		err := m.Pass(ctx)
		if ctx.Err() != nil {
			continue
		}
		m.mu.Lock()
		first := err != nil && m.err == nil
		m.err = err
		m.mu.Unlock()
		if first {
			m.cfg.Log.ErrorContext(ctx, "footage does not go into the log", "error", err)
		}
	}
}

// Pass puts into the log all minutes that are over and were not looked at. While
// the log is down it does nothing: what is not in it waits in the store.
func (m *Minutes) Pass(ctx context.Context) error {
	if err := m.cfg.Acts.Failing(); err != nil {
		return err
	}
	if err := m.append(ctx); err != nil { // what was left over when it failed
		return err
	}
	until := m.cfg.Now().Add(-minuteGrace).Truncate(time.Minute)
	for until.After(m.until) {
		more, err := m.look(ctx, until)
		if err != nil {
			return err
		}
		if !more {
			m.mu.Lock()
			m.until = until
			m.mu.Unlock()
			m.all = false
		}
	}
	if now := m.cfg.Now(); now.Sub(m.kept) >= headsEvery {
		m.kept = now
		return m.beside.writeHeads(m.state())
	}
	return nil
}

// look takes in what streams have of minutes before until, as much as is good
// at once, and logs it minute by minute.
func (m *Minutes) look(ctx context.Context, until time.Time) (more bool, err error) {
	for most := minutesAtOnce; ; most /= 2 {
		all, sum, end, err := m.gather(ctx, until, most)
		if err != nil {
			return false, err
		}
		if sum > camerasAtOnce && most > 1 {
			continue
		}
		if !end.Before(until) {
			return false, m.log(ctx, all)
		}
		// A stream has more than that at once: all are taken as far as it, so that a
		// minute is not torn into parts. Where the clock was set back nothing may be
		// left then; parts are better than that.
		if cut := before(all, end); len(cut) > 0 {
			all = cut
		}
		return true, m.log(ctx, all)
	}
}

// gather makes camera-minutes of all streams, at most so many minutes of each,
// and tells up to where every stream was looked at.
func (m *Minutes) gather(ctx context.Context, until time.Time, most int) (all [][]ledger.CameraMinute, sum int, end time.Time, err error) {
	end = until
	for _, s := range m.cfg.Footage.Sources() {
		h := m.head(s.Stream)
		pieces, more, err := m.cfg.Footage.Pieces(ctx, s.Stream, ledger.Wanted{Known: h.Known, Until: until, Most: most, All: m.all})
		if err != nil {
			return nil, 0, end, fmt.Errorf("chunks of stream %s: %w", s.Stream, err)
		}
		if len(pieces) == 0 {
			continue
		}
		if last := pieces[len(pieces)-1].Minute().Add(time.Minute); more && last.Before(end) {
			end = last
		}
		cut, err := ledger.Cut(s, h.Digest, pieces)
		if err != nil {
			return nil, 0, end, err
		}
		all, sum = append(all, cut), sum+len(cut)
		if sum > camerasAtOnce && most > 1 {
			break
		}
	}
	return all, sum, end, nil
}

// before are the camera-minutes of each stream as far as they are of minutes
// before one.
func before(all [][]ledger.CameraMinute, end time.Time) (out [][]ledger.CameraMinute) {
	text := ledger.MinuteText(end)
	for _, cut := range all {
		n := slices.IndexFunc(cut, func(c ledger.CameraMinute) bool { return c.Minute >= text })
		if n < 0 {
			n = len(cut)
		}
		if n > 0 {
			out = append(out, cut[:n])
		}
	}
	return out
}

// log writes what was found beside the log, and then into it.
func (m *Minutes) log(ctx context.Context, all [][]ledger.CameraMinute) error {
	byMinute := map[string][]ledger.CameraMinute{}
	for _, c := range slices.Concat(all...) {
		byMinute[c.Minute] = append(byMinute[c.Minute], c)
	}
	state, most := m.cfg.Clock()
	for _, text := range slices.Sorted(maps.Keys(byMinute)) {
		at, err := ledger.ParseMinute(text)
		if err != nil {
			return err
		}
		parts, err := m.cfg.Rows.Parts(ctx, at)
		if err != nil {
			return err
		}
		r, err := ledger.NewRegion(ledger.NodeMinute{
			At: ledger.Time(m.cfg.Now()), Clock: state, ClockError: most.Microseconds(), Minute: text, Part: parts + 1, Store: m.cfg.Store.String(),
		}, byMinute[text])
		if err != nil {
			return err
		}
		if err := m.put(r); err != nil {
			return err
		}
	}
	if err := m.beside.sync(); err != nil {
		return err
	}
	return m.append(ctx)
}

// put writes a region beside the log. It is durable after sync.
func (m *Minutes) put(r ledger.Region) error {
	n, err := r.Whole()
	if err != nil {
		return err
	}
	p, size, err := m.beside.write(m.cfg.Now(), r)
	if err != nil {
		return err
	}
	if err := m.learn(r); err != nil {
		return err
	}
	m.wait(r, n, p, size)
	return nil
}

// append gives what lies beside the log its leaves, and notes them.
func (m *Minutes) append(ctx context.Context) error {
	for len(m.waits) > 0 {
		n := min(len(m.waits), atATime)
		leaves := make([][]byte, n)
		for i, w := range m.waits[:n] {
			leaves[i] = w.Leaf
		}
		origin, at, err := m.cfg.Acts.add(ctx, leaves)
		if err != nil {
			return err
		}
		rows := make([]ledger.Logged, n)
		for i, w := range m.waits[:n] {
			rows[i] = w.logged
			rows[i].Origin, rows[i].Index = origin, at[i]
		}
		if err := m.cfg.Rows.PutMinutes(ctx, rows); err != nil {
			return err
		}
		m.waits = m.waits[n:]
	}
	return nil
}

func (m *Minutes) head(id shiheng.StreamID) head {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.heads[id]
}

func (m *Minutes) state() map[shiheng.StreamID]head {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make(map[shiheng.StreamID]head, len(m.heads))
	for id, h := range m.heads {
		out[id] = h
	}
	return out
}

// Has reports whether chunks of a stream are all in the log.
func (m *Minutes) Has(id shiheng.StreamID, span ledger.SeqSpan) bool {
	return m.head(id).Known.Covers(span)
}

// LookedAt reports whether all that could be read of minutes before a time is in
// the log.
func (m *Minutes) LookedAt(t time.Time) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return !t.After(m.until)
}

// Failing is why footage does not go into the log, nil while it does.
func (m *Minutes) Failing() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.err
}

// Absent are leaves whose camera-minutes were not there at the start.
func (m *Minutes) Absent() []uint64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.absent)
}

// Of lists the camera-minutes of a stream with numbers in a span, recorded
// between two times, in the order in which they were logged.
func (m *Minutes) Of(ctx context.Context, id shiheng.StreamID, span ledger.SeqSpan, within shiheng.Span) (out []ledger.CameraMinute, err error) {
	logged, err := m.cfg.Rows.MinutesOf(ctx, within.From, within.To)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(logged, func(a, b ledger.Logged) int { return cmp.Or(a.Minute.Compare(b.Minute), cmp.Compare(a.Part, b.Part)) })
	for _, l := range logged {
		lines, err := m.beside.find(l, id)
		if err != nil {
			return nil, err
		}
		for _, text := range lines {
			c, err := ledger.ParseCameraMinute(text)
			if err != nil {
				return nil, err
			}
			if c.First <= span.Last && c.Last >= span.First {
				out = append(out, c)
			}
		}
	}
	return out, nil
}

// Region reads the camera-minutes of a node-minute. ErrNotFound when they are
// not there.
func (m *Minutes) Region(l ledger.Logged) (ledger.Region, error) { return m.beside.region(l) }

// Proof returns a camera-minute of a node-minute, by its place, with the paths
// to a checkpoint.
func (m *Minutes) Proof(ctx context.Context, l ledger.Logged, at int) (p ledger.MinuteProof, err error) {
	r, err := m.beside.region(l)
	if err != nil {
		return p, err
	}
	if _, err := r.Whole(); err != nil {
		return p, err
	}
	if p.Inner, err = r.Prove(at); err != nil {
		return p, err
	}
	p.Text, p.Place = r.Minutes[at], at
	p.Leaf, err = m.cfg.Acts.prove(ctx, l.Origin, l.Index)
	if err == nil && !bytes.Equal(p.Leaf.Leaf, r.Leaf) {
		err = shiheng.Conflict("log.differs", "index", fmt.Sprint(l.Index))
	}
	return p, err
}

// Close puts nothing more into the log.
func (m *Minutes) Close() error { return m.beside.Close() }
