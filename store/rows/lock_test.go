package rows_test

import (
	"context"
	"slices"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
)

// TestLock_W168_29: a post is locked and freed once each on record, for its own
// session only; what is tried at it is refused by the article, on record.
func TestLock_W168_29(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		a, b := w.person("aa", watch(identity.WatchKeeper, identity.Target{})), w.person("bb", watch(identity.WatchKeeper, identity.Target{}))
		w.ok(w.access.Lock(ctx, a))
		w.ok(w.access.Lock(ctx, a))
		for p, want := range map[*identity.Principal]bool{&a: true, &b: false} {
			if got, err := w.access.Locked(ctx, p.Session.ID); err != nil || got != want {
				t.Errorf("%s locked: %t, %v", p.Account.Login, got, err)
			}
		}
		wantCode(t, w.access.Unattended(ctx, a, "POST /ptz", true), shiheng.ErrForbidden, "session.locked")
		wantCode(t, w.access.Unattended(ctx, a, "GET /notices", false), shiheng.ErrForbidden, "session.locked")
		w.ok(w.access.Unlock(ctx, a))
		w.ok(w.access.Unlock(ctx, a))
		if got, err := w.access.Locked(ctx, a.Session.ID); err != nil || got {
			t.Errorf("still locked: %t, %v", got, err)
		}
		if l, u := w.events(audit.SessionLock), w.events(audit.SessionUnlock); len(l) != 1 || len(u) != 1 || l[0].Actor.Account != a.Account.ID {
			t.Errorf("on record %+v, %+v", l, u)
		}
		if got := w.events(audit.ManagementAct); len(got) != 1 || got[0].Article != "W168/29/1" || got[0].Reason != "session.locked" || got[0].Details["tried"] != "POST /ptz" {
			t.Errorf("attempts on record: %+v", got)
		}
	})
}

// TestHandOver_W168_29: at a change of shift what is watched goes on under a
// grant of the next person, bounded by what they may watch; the end of the
// session before does not touch it, and the end of theirs ends it.
func TestHandOver_W168_29(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		_, v, c1 := w.site("东门")
		_, _, c2 := w.site("西门")
		day := w.person("day", watch(identity.WatchKeeper, identity.Target{}))
		night := w.person("night", watch(identity.WatchKeeper, identity.Target{System: v.ID}))
		both, err := w.open(day, shiheng.ActLive, c1.ID, c2.ID)
		w.ok(err)
		west, err := w.open(day, shiheng.ActLive, c2.ID)
		w.ok(err)
		past, err := w.open(day, shiheng.ActPlayback, c1.ID)
		w.ok(err)
		looks := map[shiheng.GrantID]context.Context{}
		for _, g := range []shiheng.Grant{both, west, past} {
			under, stop, err := w.access.Watch(ctx, g.ID)
			w.ok(err)
			defer stop()
			looks[g.ID] = under
		}
		handed, err := w.access.HandOver(ctx, day, night)
		w.ok(err)
		if len(handed) != 1 || handed[0].From != both.ID || !slices.Equal(handed[0].To.Cameras, []shiheng.CameraID{c1.ID}) || handed[0].To.Account != night.Account.ID || handed[0].To.Session != night.Session.ID {
			t.Fatalf("handed over %+v, want the one picture the next shift may watch", handed)
		}
		w.ok(w.identity.Logout(ctx, day))
		if err := looks[both.ID].Err(); err != nil {
			t.Errorf("the picture stopped with the session before: %v", context.Cause(looks[both.ID]))
		}
		for _, g := range []shiheng.Grant{west, past} {
			wantCode(t, context.Cause(looks[g.ID]), shiheng.ErrExpired, "session.logout")
		}
		_, err = w.access.Redeem(ctx, day, handed[0].To.ID)
		wantCode(t, err, shiheng.ErrNotFound, "grant.none")
		w.ok(w.access.Release(ctx, night, handed[0].To.ID))
		wantCode(t, context.Cause(looks[both.ID]), shiheng.ErrExpired, "grant.released")
		got := w.events(audit.SessionHandOver)
		if len(got) != 1 || got[0].Actor.Account != night.Account.ID || got[0].Object != audit.On("session", day.Session.ID) || got[0].Details["from"] != "day" || got[0].Details["to"] != "night" {
			t.Errorf("on record: %+v", got)
		}
		if live := w.events(audit.FootageLive); live[0].Actor.Account != night.Account.ID && live[len(live)-1].Actor.Account != night.Account.ID {
			t.Errorf("the grant of the next shift is not on record as theirs: %+v", live)
		}
	})
}
