package rows_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
)

// drawn is a text of the grant's mark as a page draws it.
func drawn(g shiheng.Grant) string {
	id := g.ID.String()
	return g.Mark + "  2026-07-01 10:00:00  " + id[len(id)-8:]
}

// TestBeat_W168_29: a page that shows footage under the full mark proves that it
// stands. Wrong proofs end the grant at once, and so does their absence after a
// while, a longer one in the background; what shows nothing owes none.
func TestBeat_W168_29(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, sqliteURL(t), false)
		w.clock.Tick()
		w.run()
		beats(t, w)
	})
}

func beats(t *testing.T, w *world) {
	ctx := t.Context()
	_, _, c := w.site("水印")
	all := watch(identity.WatchKeeper, identity.Target{})
	a, b := w.person("aa", all), w.person("bb", all)
	wall, err := w.open(a, shiheng.ActLive, c.ID)
	w.ok(err)
	if p, err := w.access.Beat(ctx, a, wall.ID, access.Beat{}); err != nil || p.Every != 0 {
		t.Errorf("duty watching owes no proof: %+v, %v", p, err)
	}
	_, keep, err := w.access.Watch(ctx, wall.ID)
	w.ok(err)
	defer keep()
	open := func() (shiheng.Grant, context.Context) {
		t.Helper()
		g, err := w.open(a, shiheng.ActPlayback, c.ID)
		w.ok(err)
		under, stop, err := w.access.Watch(ctx, g.ID)
		w.ok(err)
		t.Cleanup(stop)
		return g, under
	}
	beat := func(g shiheng.Grant, nonce, text string, hidden bool) string {
		t.Helper()
		p, err := w.access.Beat(ctx, a, g.ID, access.Beat{Nonce: nonce, Drawn: text, Hidden: hidden})
		w.ok(err)
		return p.Nonce
	}
	g, under := open()
	if _, err := w.access.Beat(ctx, b, g.ID, access.Beat{}); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("another's grant: %v", err)
	}
	n := beat(g, "", "", false)
	time.Sleep(39 * time.Second)
	n = beat(g, n, drawn(g), false)
	time.Sleep(39 * time.Second)
	old := n
	beat(g, n, drawn(g), false)
	time.Sleep(30 * time.Second)
	n = beat(g, old, drawn(g), false) // an answer that was lost: no harm, and no proof
	if n == old {
		t.Error("a word is given twice")
	}
	if under.Err() != nil {
		t.Fatalf("ended early: %v", context.Cause(under))
	}
	time.Sleep(12 * time.Second)
	wantCode(t, context.Cause(under), shiheng.ErrForbidden, "grant.silent")
	_, err = w.access.Redeem(ctx, a, g.ID)
	if err == nil {
		t.Error("a silent grant opens footage")
	}

	g, under = open()
	n = beat(g, "", "", false)
	n = beat(g, n, drawn(g), true) // the page goes to the background
	time.Sleep(149 * time.Second)
	if under.Err() != nil {
		t.Fatalf("ended in the background: %v", context.Cause(under))
	}
	beat(g, n, drawn(g), false)
	for _, text := range []string{"", "somebody else  2026-07-01 10:00:00  " + drawn(g)[len(drawn(g))-8:], g.Mark, drawn(wall)} {
		h, _ := open()
		m := beat(h, "", "", false)
		_, err := w.access.Beat(ctx, a, h.ID, access.Beat{Nonce: m, Drawn: text})
		w.ok(err)
		_, err = w.access.Redeem(ctx, a, h.ID)
		if err == nil {
			t.Errorf("%q passes for the mark", text)
		}
	}
	if got := w.events(audit.GrantTampered); len(got) != 4 || got[0].Reason != "grant.mark" || got[0].Article != "W168/29/1" || got[0].Actor.Name != "aa" {
		t.Errorf("on record: %+v", got)
	}
	silent := 0
	for _, e := range w.events(audit.GrantEnd) {
		if e.Reason == "grant.silent" && e.Article == "W168/29/1" {
			silent++
		}
	}
	if silent != 1 {
		t.Errorf("%d grants on record as silent", silent)
	}
	_, err = w.access.Redeem(ctx, a, wall.ID)
	w.ok(err)
}

// TestOutputs: how each way out is marked is what its grants say.
func TestOutputs(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	_, v, c := w.site("水印")
	keeper := w.person("aa", watch(identity.WatchKeeper, identity.Target{System: v.ID}))
	now := w.clock.Now()
	acts := map[shiheng.Act]bool{}
	for _, o := range access.Outputs() {
		acts[o.Act] = true
		g := shiheng.Grant{Act: o.Act, Mark: "aa", Faint: o.Mark == access.DrawnFaint}
		if o.Own && (o.Act == shiheng.ActLive || o.Act == shiheng.ActPlayback) {
			span := shiheng.Span{}
			if o.Act == shiheng.ActPlayback {
				span = shiheng.Span{From: now.Add(-10 * time.Minute), To: now}
			}
			if o.Past {
				span.From = now.Add(-2 * time.Hour)
			}
			var err error
			g, err = w.access.Open(t.Context(), access.Request{Principal: keeper, Act: o.Act, Cameras: []shiheng.CameraID{c.ID}, Footage: span, Purpose: "核对"})
			w.ok(err)
		}
		if g.Faint != (o.Mark == access.DrawnFaint) || access.Beats(g) != o.Beats {
			t.Errorf("%s: the grant is faint %t, beats %t; the list says %s, %t", o.Code, g.Faint, access.Beats(g), o.Mark, o.Beats)
		}
		if o.Beats != (o.Mark == access.DrawnFull) {
			t.Errorf("%s: a full mark is proved, and nothing else", o.Code)
		}
	}
	for _, act := range []shiheng.Act{shiheng.ActLive, shiheng.ActTest, shiheng.ActPlayback, shiheng.ActSnapshot, shiheng.ActExport} {
		if !acts[act] {
			t.Errorf("%s has no line", act)
		}
	}
}
