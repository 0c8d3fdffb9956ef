package rows_test

import (
	"errors"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
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
