package rows_test

import (
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/audit"
)

// copied is an application with viewing and copying granted.
func (w *world) copied(k official.Clerk, cameras ...shiheng.CameraID) official.Application {
	w.t.Helper()
	ask := w.asks(cameras...)
	ask.Acts = []clause.Act{clause.View, clause.Copy}
	a, err := w.desk.Register(w.t.Context(), k, ask, w.shows(k.Actor()))
	w.ok(err)
	a, err = w.desk.Grant(w.t.Context(), k, a.ID, 0, official.Granting{})
	w.ok(err)
	return a
}

// TestOfficialStill_W168_29: a still picture is a copy, taken only where copying
// was granted, of what was granted, by officers confirmed just now.
func TestOfficialStill_W168_29(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("广场")
	_, _, d := w.site("车站")
	k := w.counter("clerk")
	viewed := w.granted(k, c.ID)
	_, err := w.desk.Still(ctx, k, viewed.ID, official.Taking{Camera: c.ID, At: viewed.From})
	refusedFor(t, err, "clause.officials-asked")
	if w.refusedBy(audit.OfficialStill, "W168/29/1", "clause.officials-asked") != 1 {
		t.Error("not on record")
	}
	_, err = w.desk.Still(ctx, k, w.registered(k, c.ID).ID, official.Taking{Camera: c.ID, At: viewed.From})
	wantCode(t, err, shiheng.ErrForbidden, "official.not-granted")
	a := w.copied(k, c.ID)
	for name, bad := range map[string]official.Taking{
		"another camera": {Camera: d.ID, At: a.From}, "before the window": {Camera: c.ID, At: a.From.Add(-time.Second)}, "after it": {Camera: c.ID, At: a.To.Add(time.Second)},
	} {
		if _, err := w.desk.Still(ctx, k, a.ID, bad); err == nil {
			t.Errorf("%s: a still was taken", name)
		}
	}
	g, err := w.desk.Still(ctx, k, a.ID, official.Taking{Camera: c.ID, At: a.From.Add(time.Minute)})
	w.ok(err)
	if g.Act != shiheng.ActSnapshot || g.Basis != official.Basis || g.Footage.From.Before(a.From) || g.Until.Sub(w.clock.Now()) != time.Minute {
		t.Errorf("%+v", g)
	}
	if e := w.events(audit.FootageSnapshot); len(e) != 1 || e[0].Article != "W168/24" {
		t.Errorf("on record: %+v", e)
	}
	w.clock.Add(16 * time.Minute)
	_, err = w.desk.Still(ctx, k, a.ID, official.Taking{Camera: c.ID, At: a.From})
	refusedFor(t, err, "clause.officials-cards")
}
