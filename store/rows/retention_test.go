package rows_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/retain"
	"shiheng.internal/civic/retain/term"
	"shiheng.internal/store/rows"
	"shiheng.internal/store/rows/footage"
	"shiheng.internal/video/record"
)

// strips is a footage store of which only the index is there. It implements
// [term.Footage] as app does.
type strips struct{ w *world }

// Past implements term.Footage.
func (s strips) Past(ctx context.Context, camera shiheng.CameraID) (runs, lost []shiheng.Span, gaps []retain.Hole, err error) {
	index := footage.New(s.w.db)
	streams, err := index.Streams(ctx, camera)
	if err != nil || len(streams) == 0 {
		return nil, nil, nil, err
	}
	ever := shiheng.Span{From: time.Unix(0, 0)}
	rr, err := index.Runs(ctx, streams[0].ID, ever, 0, 500)
	for _, r := range rr {
		if r.Open {
			r.To = s.w.clock.Now()
		}
		runs = append(runs, shiheng.Span{From: r.From, To: r.To})
	}
	if err != nil {
		return nil, nil, nil, err
	}
	gg, err := index.Gaps(ctx, streams[0].ID, ever, 0, 500)
	for _, g := range gg {
		gaps = append(gaps, retain.Hole{From: g.From, To: g.To, Cause: string(g.Cause)})
	}
	return runs, nil, gaps, err
}

// terms opens the register of terms.
func (w *world) terms() *term.Service {
	w.t.Helper()
	s, err := term.New(term.Config{
		Store: rows.NewRetention(w.db), Cameras: w.registry.Read(), Footage: strips{w}, Law: w.law, LawDay: law.RealLawDay, Now: w.clock.Now,
	})
	w.ok(err)
	return s
}

// recorded puts footage of a camera into the index.
func (w *world) recorded(c shiheng.CameraID, spans ...shiheng.Span) shiheng.StreamID {
	w.t.Helper()
	stream := record.Stream{ID: shiheng.NewID[shiheng.StreamID](start()), Camera: c, Role: record.Main}
	change := record.Change{Streams: []record.Stream{stream}}
	for i, s := range spans {
		seq := uint64(i)*10 + 1
		change.Runs = append(change.Runs, record.RunRow{
			ID: shiheng.NewID[shiheng.RunID](s.From), Stream: stream.ID, From: s.From, To: s.To, FirstSeq: seq, LastSeq: seq + 8,
		})
	}
	w.ok(footage.New(w.db).Apply(w.t.Context(), change))
	return stream.ID
}

// contractRetention: what is judged of each camera is kept, listed with the
// shortest first within a scope, and follows the law (W168/28/2).
func contractRetention(t *testing.T, w *world) {
	ctx := t.Context()
	terms := w.terms()
	p, sys, whole := w.site("江阴")
	short := w.camera(p, sys, "二")
	began := w.clock.Now()
	w.days(40)
	now := w.clock.Now()
	fresh := w.camera(p, sys, "三")
	day := 24 * time.Hour
	w.recorded(whole.ID, shiheng.Span{From: began, To: now})
	w.recorded(short.ID, shiheng.Span{From: began, To: began.Add(day)}, shiheng.Span{From: now.Add(-20 * day), To: now})
	w.recorded(fresh.ID, shiheng.Span{From: now.Add(-time.Hour), To: now})
	w.ok(terms.Round(ctx))
	list := func(f term.Filter) (out []shiheng.CameraID) {
		t.Helper()
		for pg := (audit.Paging{Limit: 1}); ; {
			got, err := terms.Read().Lines(ctx, f, pg)
			w.ok(err)
			for _, l := range got.Items {
				out = append(out, l.Camera)
			}
			if pg.Cursor = got.Next; pg.Cursor == "" {
				return out
			}
		}
	}
	all := registry.Scope{All: true}
	ids := func(c ...registry.Camera) (out []shiheng.CameraID) {
		for _, c := range c {
			out = append(out, c.ID)
		}
		return out
	}
	for name, tt := range map[string]struct {
		f    term.Filter
		want []shiheng.CameraID
	}{
		"the shortest first": {term.Filter{Scope: all}, ids(short, whole, fresh)},
		"short":              {term.Filter{Scope: all, Outcome: retain.Shorter}, ids(short)},
		"not mature":         {term.Filter{Scope: all, Outcome: retain.Immature}, ids(fresh)},
		"by name":            {term.Filter{Scope: all, Text: "二"}, ids(short)},
		"of one's own":       {term.Filter{Scope: registry.Scope{Cameras: ids(whole)}}, ids(whole)},
		"of nobody":          {term.Filter{}, nil},
	} {
		if got := list(tt.f); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
	n, err := terms.Read().Count(ctx, all)
	if err != nil || n[retain.Fulfilled] != 1 || n[retain.Shorter] != 1 || n[retain.Immature] != 1 {
		t.Errorf("counts %v, %v", n, err)
	}
	l, j, err := terms.One(ctx, all, short.ID)
	if err != nil || l.ShortDays != 10 || l.Term().Days != 30 || !slices.Contains(l.Term().Articles, "W168/28/2") || len(j.Holes) != 1 {
		t.Errorf("%+v, %+v, %v", l, j, err)
	}
	if _, _, err := terms.One(ctx, registry.Scope{Cameras: ids(whole)}, short.ID); err == nil {
		t.Error("another's camera is shown")
	}

	// The place becomes a key target: ninety days from now on, which is on record.
	p.AntiTerrorTarget = true
	_, err = w.registry.SavePlace(ctx, house, p)
	w.ok(err)
	w.ok(terms.Round(ctx))
	l, _, err = terms.One(ctx, all, whole.ID)
	if err != nil || l.Term().Days != 90 || len(l.Terms) != 2 || l.Outcome != retain.Immature || !l.Due.Equal(now.Add(-30*day)) {
		t.Errorf("raised: %+v, %v", l, err)
	}
	got, err := w.log.Entries(ctx, audit.Filter{Act: audit.RetentionTerm, Camera: whole.ID}, audit.Paging{})
	if err != nil || len(got.Items) != 1 || got.Items[0].Details["was"] != "30" || got.Items[0].Details["days"] != "90" {
		t.Errorf("on record %+v, %v", got.Items, err)
	}
}

// contractErased: where footage of a camera ended that is gone, by its
// certificates.
func contractErased(t *testing.T, w *world) {
	ctx := t.Context()
	_, _, cam := w.site("宜兴")
	from := start()
	stream := w.recorded(cam.ID, shiheng.Span{From: from, To: from.Add(time.Hour)})
	store, leaves := rows.NewRetention(w.db), rows.NewLeaves(w.db)
	if at, err := store.FirstErased(ctx, cam.ID); err != nil || !at.IsZero() {
		t.Errorf("nothing erased: %s, %v", at, err)
	}
	at := func(h int) time.Time { return from.Add(time.Duration(h) * time.Hour) }
	for _, h := range []int{0, 30, 60} {
		e := ledger.Erasure{Camera: cam.ID.String(), Stream: stream.String(), Day: law.DayOf(at(h)).String(), Reason: "expired", Minutes: []ledger.ErasedMinute{}, Slots: []ledger.Erased{
			{First: uint64(h) + 1, Last: uint64(h) + 2, From: ledger.Time(at(h)), To: ledger.Time(at(h + 1)), Slot: "x"},
			{First: uint64(h) + 3, Last: uint64(h) + 4, From: ledger.Time(at(h + 1)), To: ledger.Time(at(h + 2)), Slot: "y"},
		}}
		ev := audit.New(at(h), audit.House("footage"), audit.FootageDelete, audit.Object{Kind: "erasure", ID: e.Day})
		w.ok(leaves.Erase(ctx, []audit.Event{ev}, []ledger.Erasure{e}))
	}
	first, err := store.FirstErased(ctx, cam.ID)
	if err != nil || !first.Equal(from) {
		t.Errorf("first %s, %v", first, err)
	}
	for before, want := range map[int]time.Time{62: at(62), 61: at(61), 60: at(32), 1: at(1), 0: {}} {
		if got, err := store.Erased(ctx, cam.ID, at(before)); err != nil || !got.Equal(want) {
			t.Errorf("before hour %d: %s, %v, want %s", before, got, err, want)
		}
	}
}
