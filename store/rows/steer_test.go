package rows_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/citizen"
	"shiheng.internal/civic/access/steer"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
)

// steering is the room of who moves which camera.
func (w *world) steering() *steer.Service {
	w.t.Helper()
	s, err := steer.New(steer.Config{Store: rows.NewSteer(w.db), Access: w.access, People: colleagues{accounts{w}}, Now: w.clock.Now})
	w.ok(err)
	return s
}

// taking is what the machine answers, and keeps what it was asked.
type taking struct {
	turns []steer.Turn
	back  int
	err   error
}

func (t *taking) take(turn steer.Turn) (shiheng.ControlID, error) {
	t.turns = append(t.turns, turn)
	return shiheng.ControlID{7}, t.err
}

func (t *taking) give(shiheng.ControlID) { t.back++ }

// linked is a camera as lists know it.
func (w *world) linkedCamera(id shiheng.CameraID) registry.Linked {
	w.t.Helper()
	got, err := w.registry.Read().Linked(w.t.Context(), id)
	w.ok(err)
	return got[0]
}

// contractSteer is one lawful story: home set, control taken, what happened,
// home changed and dropped.
func contractSteer(t *testing.T, w *world) {
	ctx, s := t.Context(), w.steering()
	_, _, c := w.site("广场")
	keeper := w.person("zhang", watch(identity.WatchKeeper, identity.Target{}))
	_, err := s.Read().Home(ctx, c.ID)
	wantCode(t, err, shiheng.ErrNotFound, "home.none")
	w.ok(s.Read().SetAway(ctx, c.ID, w.clock.Now())) // without a home it is noted nowhere
	h, err := s.SetHome(ctx, keeper.Actor(), w.linkedCamera(c.ID), steer.Home{Preset: 1, After: 180, Reason: " 大门全景 "}, 0)
	w.ok(err)
	for name, bad := range map[string]steer.Home{
		"home.view":           {Preset: 256, After: 180},
		"home.after":          {Preset: 1, After: 10},
		"control.reason-long": {Preset: 1, After: 60, Reason: strings.Repeat("长", 201)},
	} {
		_, err := s.SetHome(ctx, keeper.Actor(), w.linkedCamera(c.ID), bad, h.Version)
		wantCode(t, err, shiheng.ErrInvalid, name)
	}
	_, err = s.SetHome(ctx, keeper.Actor(), w.linkedCamera(c.ID), steer.Home{Cruise: 2, After: 60}, 0)
	wantCode(t, err, shiheng.ErrConflict, "home.changed")
	if got, err := s.Read().Home(ctx, c.ID); err != nil || got != h || got.Reason != "大门全景" || got.Version != 1 {
		t.Errorf("%+v, %v; want %+v", got, err, h)
	}
	w.ok(s.Read().SetAway(ctx, c.ID, w.clock.Now()))
	if got, err := s.Read().Home(ctx, c.ID); err != nil || !got.Away.Equal(w.clock.Now()) {
		t.Errorf("%+v, %v", got, err)
	}
	h, err = s.SetHome(ctx, keeper.Actor(), w.linkedCamera(c.ID), steer.Home{Cruise: 2, After: 60}, 1)
	w.ok(err)
	if away, err := s.Read().Away(ctx); err != nil || len(away) != 1 || away[0] != c.ID {
		t.Errorf("%v, %v", away, err)
	}
	w.ok(s.Read().SetAway(ctx, c.ID, time.Time{}))
	if away, err := s.Read().Away(ctx); err != nil || len(away) != 0 {
		t.Errorf("%v, %v", away, err)
	}
	wantCode(t, s.DropHome(ctx, keeper.Actor(), w.linkedCamera(c.ID), 1), shiheng.ErrConflict, "home.changed")
	w.ok(s.DropHome(ctx, keeper.Actor(), w.linkedCamera(c.ID), h.Version))
	if len(w.events(audit.HomeSet)) != 2 || len(w.events(audit.HomeDrop)) != 1 {
		t.Error("homes are not on record")
	}

	g, err := w.open(keeper, shiheng.ActLive, c.ID)
	w.ok(err)
	var m taking
	id, err := s.Take(ctx, keeper, steer.Asking{Camera: c.ID, Grant: g.ID}, m.take, m.give)
	if err != nil || id != (shiheng.ControlID{7}) || len(m.turns) != 1 || m.turns[0].Test {
		t.Fatalf("%v %v %+v", id, err, m.turns)
	}
	if e := w.events(audit.CameraControl); len(e) != 1 || e[0].Article != "W168/29/1" || e[0].Cameras[0] != c.ID ||
		e[0].Details["grant"] != g.ID.String() || e[0].Details["clauses"] != "own-control" || e[0].Details["control"] != id.String() {
		t.Errorf("on record: %+v", e)
	}
	s.Note(ctx, steer.Happening{
		Act: audit.ControlEnd, Control: id, Camera: c.ID, Account: keeper.Account.ID, At: w.clock.Now(), Since: w.clock.Now().Add(-time.Minute),
		Counts: map[string]int{"move": 12, "preset-call": 1}, Cause: "control.released",
	})
	s.Note(ctx, steer.Happening{Act: audit.CameraHomed, Camera: c.ID, At: w.clock.Now(), Cause: "gb28181.offline"})
	if e := w.events(audit.ControlEnd); len(e) != 1 || e[0].Reason != "control.released" || e[0].Actor.Name != "zhang" || e[0].Details["move"] != "12" || e[0].Details["preset-call"] != "1" {
		t.Errorf("end on record: %+v", e)
	}
	if e := w.events(audit.CameraHomed); len(e) != 1 || e[0].Actor.Name != "house:control" || e[0].Reason != "gb28181.offline" {
		t.Errorf("homecoming on record: %+v", e)
	}
}

// TestControlRefused_W168_29_1: who may not move a camera is refused by the
// clause, and on record; the machine is not even asked.
func TestControlRefused_W168_29_1(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx, s := t.Context(), w.steering()
	_, _, c := w.site("码头")
	_, _, d := w.site("车站")
	keeper := w.person("zhang", watch(identity.WatchKeeper, identity.Target{}))
	g, err := w.open(keeper, shiheng.ActLive, c.ID)
	w.ok(err)
	var m taking
	refused := func(name string, who identity.Principal, a steer.Asking, code string) {
		t.Helper()
		before := len(w.events(audit.CameraControl))
		_, err := s.Take(ctx, who, a, m.take, m.give)
		if code == "grant.camera" || code == "control.own-use" {
			wantCode(t, err, shiheng.ErrForbidden, code)
		} else {
			refusedFor(t, err, code)
		}
		if e := w.events(audit.CameraControl); len(e) != before+1 || e[0].Outcome != audit.Refused || e[0].Reason != code {
			t.Errorf("%s is not on record: %+v", name, e)
		}
	}
	refused("another camera", keeper, steer.Asking{Camera: d.ID, Grant: g.ID}, "grant.camera")
	refused("taken away without a reason", keeper, steer.Asking{Camera: c.ID, Grant: g.ID, Urgent: true, Reason: " "}, "control.reason")

	k := w.attendant("clerk")
	_, token := w.bound(k, "接待室1")
	look := w.looking(k, token, w.admitted(k, w.lost(c.ID)).ID)
	if !citizen.Ours(look) {
		t.Fatal("no citizen's grant")
	}
	refused("what a citizen looks at", k.Principal, steer.Asking{Camera: c.ID, Grant: look.ID}, "control.own-use")
	w.receiver("lisi")
	by := w.forwarder("wang")
	to := w.forwarder("zhao")
	f := w.forwarded(by, "zhao", c.ID)
	handed, err := w.forwards.Open(ctx, to, f.ID)
	w.ok(err)
	refused("what was forwarded to one", to.Principal, steer.Asking{Camera: c.ID, Grant: handed.ID}, "control.own-use")

	_, err = s.Take(ctx, w.person("stranger"), steer.Asking{Camera: c.ID, Grant: g.ID}, m.take, m.give)
	wantCode(t, err, shiheng.ErrNotFound, "grant.none")
	_, err = s.Take(ctx, keeper, steer.Asking{Camera: c.ID, Grant: g.ID, Reason: strings.Repeat("长", 201)}, m.take, m.give)
	wantCode(t, err, shiheng.ErrInvalid, "control.reason-long")
	if len(m.turns) != 0 {
		t.Errorf("the machine was asked: %+v", m.turns)
	}
	m.err = shiheng.Conflict("control.held")
	before := len(w.events(audit.CameraControl))
	_, err = s.Take(ctx, keeper, steer.Asking{Camera: c.ID, Grant: g.ID}, m.take, m.give)
	wantCode(t, err, shiheng.ErrConflict, "control.held")
	if len(w.events(audit.CameraControl)) != before {
		t.Error("a control that was not given is on record as taken")
	}
}

// down is a store that takes nothing.
type down struct{ steer.Store }

func (down) Write(context.Context, func(steer.Tx) error) error {
	return shiheng.Unavailable("rows.down")
}

// TestControlNotOnRecord_L9: a control that cannot be put on record is given
// back before anybody can use it.
func TestControlNotOnRecord_L9(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	_, _, c := w.site("码头")
	keeper := w.person("zhang", watch(identity.WatchKeeper, identity.Target{}))
	g, err := w.open(keeper, shiheng.ActLive, c.ID)
	w.ok(err)
	s, err := steer.New(steer.Config{Store: down{rows.NewSteer(w.db)}, Access: w.access, People: colleagues{accounts{w}}, Now: w.clock.Now})
	w.ok(err)
	var m taking
	if _, err := s.Take(t.Context(), keeper, steer.Asking{Camera: c.ID, Grant: g.ID}, m.take, m.give); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("taken without a record: %v", err)
	}
	if len(m.turns) != 1 || m.back != 1 {
		t.Errorf("taken %d times, given back %d times", len(m.turns), m.back)
	}
}

// steerFaults are the write paths of homes.
func steerFaults() []staged {
	return []staged{
		{"set a home", func(w *world, s stage) func() error {
			c := w.linkedCamera(s.camera.ID)
			return func() error {
				_, err := w.steering().SetHome(w.t.Context(), s.keeper.Actor(), c, steer.Home{Preset: 1, After: 60}, 0)
				return err
			}
		}, false},
		{"drop a home", func(w *world, s stage) func() error {
			c := w.linkedCamera(s.camera.ID)
			h, err := w.steering().SetHome(w.t.Context(), s.keeper.Actor(), c, steer.Home{Preset: 1, After: 60}, 0)
			w.ok(err)
			return func() error { return w.steering().DropHome(w.t.Context(), s.keeper.Actor(), c, h.Version) }
		}, false},
	}
}
