package rows_test

import (
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/identity"
)

func TestThin(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	p, _, c := w.site("梁溪小区")
	keeper := w.person("keeper", watch(identity.WatchKeeper, identity.Target{Place: p.ID}))
	g, err := w.access.Open(t.Context(), access.Request{Principal: keeper, Act: shiheng.ActLive, Cameras: []shiheng.CameraID{c.ID}})
	w.ok(err)
	t.Logf("%+v", g)
	wants, err := w.registry.Wanted(t.Context())
	w.ok(err)
	t.Logf("%+v %+v", wants[0].Main.RTSP, wants[0].Path)
	for _, e := range must(w.log.After(t.Context(), 0, 100)) {
		t.Logf("%d %s %s %v %v", e.Seq, e.Act, e.Outcome, e.Actor.Name, e.Details)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
