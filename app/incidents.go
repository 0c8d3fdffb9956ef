package app

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/api"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/retain"
	"shiheng.internal/video/ingest/wire"
)

// A condition is something that holds now and that somebody must look after.
type condition struct {
	code   string
	params map[string]string
	after  time.Duration // how long it must hold before it counts
	record bool          // its begin and end are put on record
}

// incidents remembers since when conditions hold. Each is logged once when it
// begins and once when it ends. Safe for concurrent use.
type incidents struct {
	log    *slog.Logger
	append func(context.Context, ...audit.Event) error

	mu    sync.Mutex
	known map[string]*incident // by code; guarded by mu
	owed  []audit.Event        // not yet on record; of the goroutine that looks
}

type incident struct {
	condition
	since time.Time
	open  bool // held for long enough
}

// owedMost bounds the events kept while the rows are down.
const owedMost = 256

func newIncidents(log *slog.Logger, append func(context.Context, ...audit.Event) error) *incidents {
	return &incidents{log: log, append: append, known: map[string]*incident{}}
}

// look takes in all that holds now. What held before and is not among it has
// ended. One goroutine looks.
func (i *incidents) look(ctx context.Context, now time.Time, holds []condition) {
	i.compare(ctx, now, holds)
	i.settle(ctx)
}

func (i *incidents) compare(ctx context.Context, now time.Time, holds []condition) {
	i.mu.Lock()
	defer i.mu.Unlock()
	ended := maps.Clone(i.known)
	for _, c := range holds {
		delete(ended, c.code)
		known := i.known[c.code]
		if known == nil {
			known = &incident{since: now}
			i.known[c.code] = known
		}
		known.condition = c
		if !known.open && now.Sub(known.since) >= c.after {
			known.open = true
			i.log.WarnContext(ctx, "incident begins", "code", c.code, "params", c.params)
			i.owe(now, audit.IncidentOpen, known)
		}
	}
	for code, known := range ended {
		delete(i.known, code)
		if known.open {
			i.log.InfoContext(ctx, "incident ends", "code", code, "since", known.since)
			i.owe(now, audit.IncidentClose, known)
		}
	}
}

// owe notes an event to be put on record.
func (i *incidents) owe(now time.Time, act audit.Act, about *incident) {
	if !about.record {
		return
	}
	e := audit.New(now, audit.House("app"), act, audit.Object{Kind: "incident", ID: about.code}).
		With("since", about.since.UTC().Format(time.RFC3339))
	for k, v := range about.params {
		e = e.With(k, v)
	}
	if len(i.owed) == owedMost {
		i.owed = i.owed[1:]
	}
	i.owed = append(i.owed, e)
}

// settle puts on record what is owed; what fails is tried again at the next look.
func (i *incidents) settle(ctx context.Context) {
	if len(i.owed) == 0 {
		return
	}
	if err := i.append(ctx, i.owed...); err != nil {
		if ctx.Err() == nil {
			i.log.ErrorContext(ctx, "incidents not on record", slog.Any("error", err))
		}
		return
	}
	i.owed = nil
}

// List returns the incidents that last, the oldest first.
func (i *incidents) List() []api.IncidentView {
	i.mu.Lock()
	defer i.mu.Unlock()
	out := make([]api.IncidentView, 0, len(i.known))
	for _, known := range i.known {
		if known.open {
			out = append(out, api.IncidentView{Code: known.code, Since: known.since.UTC(), Params: maps.Clone(known.params)})
		}
	}
	slices.SortFunc(out, func(a, b api.IncidentView) int {
		return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.Code, b.Code))
	})
	return out
}

// A refusals tells whether footage was lost lately because no memory was left
// for it to wait in. It belongs to one goroutine.
type refusals struct {
	count uint64
	grew  time.Time
}

// lately is how long a refusal stays an incident.
const lately = time.Minute

func (r *refusals) holds(now time.Time, count uint64) bool {
	if count > r.count {
		r.count, r.grew = count, now
	}
	return !r.grew.IsZero() && now.Sub(r.grew) < lately
}

// behindAfter is how long a stream may be without footage before it is an
// incident: cameras need some seconds to begin.
const behindAfter = 10 * time.Second

// look has the incidents take in what holds now.
func (h *House) look(ctx context.Context, lost *refusals) {
	now := time.Now()
	h.incidents.look(ctx, now, h.conditions(ctx, now, lost))
}

// conditions reads from the rooms what holds now.
func (h *House) conditions(ctx context.Context, now time.Time, lost *refusals) []condition {
	store, recording, streams := h.slots.Stats(), h.recording.Stats(), h.ingest.Stats()
	h.pace.note(now, store.Bytes)
	var out []condition
	add := func(when bool, c condition) {
		if when {
			out = append(out, c)
		}
	}
	if down := h.acts.Failing(); down != nil {
		add(true, condition{code: "log.down", after: 5 * time.Second, record: true, params: map[string]string{"error": down.Error()}})
	}
	if down := h.minutes.Failing(); down != nil && h.acts.Failing() == nil {
		add(true, condition{code: "log.footage", after: 2 * time.Minute, record: true, params: map[string]string{"error": down.Error()}})
	}
	h.watch(ctx, add)
	if c, amiss := h.watcher.mismatch(); amiss {
		add(true, c)
	}
	h.secondConditions(add)
	if c, old := h.backups.old(); old {
		add(true, c)
	}
	relief := h.shortage.Relief()
	add(relief.Step != retain.Normal, condition{code: "store.shortage", record: true, params: map[string]string{
		"step": relief.Step.String(), "lesser": strconv.Itoa(len(relief.Lesser)), "keysOnly": strconv.Itoa(len(relief.KeysOnly)),
		"left": strconv.Itoa(len(relief.Leave)), "stopped": strconv.Itoa(len(relief.Stop)),
	}})
	add(relief.Step >= retain.KeysOnly && !h.directory.Ordered(), condition{code: "store.no-order", record: true, params: map[string]string{}})
	add(store.Quarantined > 0, condition{code: "store.quarantined", record: true, params: count("volumes", store.Quarantined)})
	add(store.Missing > 0, condition{code: "store.missing", record: true, params: count("volumes", store.Missing)})
	add(lost.holds(now, store.NoMemory), condition{code: "store.overrun", record: true, params: map[string]string{
		"chunks": strconv.FormatUint(store.NoMemory, 10),
	}})
	if v, short := h.forecast(); short {
		add(true, condition{code: "store.short", record: true, params: map[string]string{"room": days(v.Room), "floor": days(v.Floor)}})
	}
	behind := recording.Wanted - recording.Recording
	add(behind > 0, condition{code: "record.behind", after: behindAfter, params: count("cameras", behind)})
	add(streams.Buffer > 0 && streams.Buffer < wire.ReceiveBuffer, condition{code: "media.small-buffer", params: count("bytes", streams.Buffer)})
	if h.lacking != nil {
		c := condition{code: "picture.missing", params: map[string]string{}}
		var known *shiheng.Error
		if errors.As(h.lacking, &known) {
			c.code, c.params = known.Code, known.Params
		}
		add(true, c)
	}
	if lacks := h.press.Lacking(); lacks != nil {
		add(true, condition{code: lacks.Code, params: lacks.Params})
	}
	if bad := h.papers.Templates().Refused(); len(bad) > 0 { // each was logged
		add(true, condition{code: "papers.template", params: map[string]string{"files": strconv.Itoa(len(bad)), "file": bad[0].File, "reason": bad[0].Reason}})
	}
	return out
}

func count(name string, n int) map[string]string { return map[string]string{name: strconv.Itoa(n)} }

func days(n float64) string { return strconv.FormatFloat(n, 'f', 1, 64) }
