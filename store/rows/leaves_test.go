package rows_test

import (
	"errors"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/store/rows"
)

// TestL9_TheLogFirst: with the log down nothing opens the past, and the grant
// that was committed is ended on record; duty watching goes on.
func TestL9_TheLogFirst(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	_, v, c := w.site("广场")
	keeper := w.person("keeper", watch(identity.WatchKeeper, identity.Target{System: v.ID}))
	w.logged = shiheng.Unavailable("log.down")
	if _, err := w.open(keeper, shiheng.ActPlayback, c.ID); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Fatalf("the past opens while the log is down: %v", err)
	}
	if _, err := w.open(keeper, shiheng.ActLive, c.ID); err != nil {
		t.Errorf("duty watching stops with the log: %v", err)
	}
	given := w.events(audit.FootagePlayback)
	if len(given) != 1 {
		t.Fatalf("%d events", len(given))
	}
	id, err := shiheng.ParseID[shiheng.GrantID](given[0].Object.ID)
	w.ok(err)
	if _, err := w.access.Redeem(t.Context(), keeper, id); err == nil {
		t.Error("the grant is redeemed")
	}
	w.logged = nil
	if _, err := w.open(keeper, shiheng.ActPlayback, c.ID); err != nil {
		t.Errorf("with the log up again: %v", err)
	}
}

// TestLeaves: acts without an index come in their order, each with a salt that
// stays; an index is given once.
func TestLeaves(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		w.site("广场")
		ctx := t.Context()
		l := rows.NewLeaves(w.db)
		first, err := l.Unlogged(ctx, "node/2026", 3)
		w.ok(err)
		again, err := l.Unlogged(ctx, "node/2027", 500)
		w.ok(err)
		if len(first) != 3 || len(again) < 4 {
			t.Fatalf("%d and %d acts", len(first), len(again))
		}
		for i, u := range again {
			want := "node/2027"
			if i < 3 {
				want = "node/2026"
				if u.Salt != first[i].Salt || u.Seq != first[i].Seq {
					t.Errorf("act %d got another salt", u.Seq)
				}
			}
			if u.Origin != want || i > 0 && u.Salt == again[i-1].Salt || u.Seq != int64(i+1) {
				t.Errorf("act %d for %q", u.Seq, u.Origin)
			}
		}
		if _, any, err := l.Last(ctx, "node/2026"); err != nil || any {
			t.Errorf("an index before any was given: %v", err)
		}
		w.ok(l.Logged(ctx, "node/2026", map[int64]uint64{1: 10, 2: 11}))
		if err := l.Logged(ctx, "node/2026", map[int64]uint64{2: 12}); !errors.Is(err, shiheng.ErrConflict) {
			t.Errorf("a second index: %v", err)
		}
		if at, any, err := l.Last(ctx, "node/2026"); err != nil || !any || at != 11 {
			t.Errorf("the last index is %d, %v, %v", at, any, err)
		}
		newest, unlogged, err := l.Newest(ctx)
		if err != nil || newest != int64(len(again)) || unlogged != newest-2 {
			t.Errorf("newest %d, %d without an index, %v", newest, unlogged, err)
		}
		entries, err := w.log.After(ctx, 0, 2)
		w.ok(err)
		u, at, err := l.Explained(ctx, entries[1].ID)
		if err != nil || at != 11 || u.Salt != first[1].Salt || u.Act.Event != entries[1].ID.String() {
			t.Errorf("explained %+v at %d, %v", u, at, err)
		}
		if _, _, err := l.Explained(ctx, shiheng.EventID(again[3].Salt)); !errors.Is(err, shiheng.ErrNotFound) {
			t.Errorf("an act that is not there: %v", err)
		}
	})
}

// TestMinuteRows: node-minutes are noted once, found by minute, by log and by
// place.
func TestMinuteRows(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx, l := t.Context(), rows.NewLeaves(w.db)
		if _, err := l.NewestMinute(ctx); !errors.Is(err, shiheng.ErrNotFound) {
			t.Errorf("newest of none: %v", err)
		}
		if _, any, err := l.LastMinute(ctx, "node/2026"); any || err != nil {
			t.Errorf("last of none: %v, %v", any, err)
		}
		at := time.Date(2026, 11, 23, 9, 41, 0, 0, time.UTC)
		put := []ledger.Logged{
			{Origin: "node/2026", Index: 7, Minute: at, Part: 1, CameraMinutes: 3, Root: ledger.Digest{1}, File: "2026-11-23.jsonl", Offset: 0, Size: 900},
			{Origin: "node/2026", Index: 8, Minute: at.Add(time.Minute), Part: 1, CameraMinutes: 2, Root: ledger.Digest{2}, File: "2026-11-23.jsonl", Offset: 900, Size: 700},
			{Origin: "node/2027", Index: 1, Minute: at, Part: 2, CameraMinutes: 1, Root: ledger.Digest{3}, File: "2026-11-24.jsonl", Offset: 0, Size: 300},
		}
		for range 2 {
			w.ok(l.PutMinutes(ctx, put))
		}
		of, err := l.MinutesOf(ctx, at.Add(20*time.Second), at.Add(59*time.Second))
		w.ok(err)
		if len(of) != 2 || of[0] != put[0] || of[1] != put[2] {
			t.Errorf("of a minute: %+v", of)
		}
		newest, err := l.NewestMinute(ctx)
		w.ok(err)
		last, any, err := l.LastMinute(ctx, "node/2026")
		w.ok(err)
		parts, err := l.Parts(ctx, at)
		w.ok(err)
		page, err := l.Minutes(ctx, "node/2026", 8, 10)
		w.ok(err)
		if newest != put[2] || last != 8 || !any || parts != 2 || len(page) != 1 || page[0] != put[1] {
			t.Errorf("newest %+v, last %d, %d parts, page %+v", newest, last, parts, page)
		}
		other := put[1]
		other.Index = 9
		if err := l.PutMinutes(ctx, []ledger.Logged{other}); !errors.Is(err, shiheng.ErrConflict) {
			t.Errorf("a part of a minute twice: %v", err)
		}
	})
}
