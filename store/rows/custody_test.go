package rows_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shiheng.internal"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/evidence/custody"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
)

func (w *world) exportsOf(c *handouts, f custody.Filter) []custody.Export {
	w.t.Helper()
	f.Scope = registry.Scope{All: true}
	got, err := c.Read().Exports(w.t.Context(), f, pagingOf(100))
	w.ok(err)
	return got.Items
}

// contractCustody is one lawful story: asked for, made, fetched, handed over,
// destroyed, erased; with its papers and its record.
func contractCustody(t *testing.T, w *world) {
	ctx := t.Context()
	c := w.openCopies()
	_, _, camera := w.site("东门")
	k := w.copier("custodian")
	e, err := c.Request(ctx, k, w.ownCopy(camera.ID))
	w.ok(err)
	if got := w.exportsOf(c, custody.Filter{ID: e.ID}); len(got) != 1 || cmp.Diff(got[0], e, days) != "" || e.State != custody.Queued || e.Chunks != 60 {
		t.Fatalf("read back: %s", cmp.Diff(got, []custody.Export{e}, days))
	}
	if err := c.MayFetch(ctx, k, e); !errors.Is(err, shiheng.ErrConflict) {
		t.Errorf("fetched before it was made: %v", err)
	}
	w.ok(c.Round(ctx))
	e, err = c.One(ctx, k.Scope, e.ID)
	w.ok(err)
	b := e.Bundle
	if e.State != custody.Ready || b == nil || b.Digest == "" || b.List.IsZero() || !b.Sealed || b.Stamped || b.Unstamped == "" || e.KeepUntil.Sub(w.clock.Now()) != 7*24*time.Hour {
		t.Fatalf("%+v %+v", e, b)
	}
	made := w.events(audit.ExportMade)
	if len(made) != 1 || made[0].Object != (audit.Object{Kind: "bundle", ID: b.Digest}) || made[0].ID != b.Act || made[0].Article != "R799/16" {
		t.Errorf("on record: %+v", made)
	}
	f, err := c.Fetch(ctx, k, e.ID, "bytes=10-")
	w.ok(err)
	if page, err := fetched(f); err != nil || !strings.Contains(string(page), "电子数据清单") || !strings.Contains(string(page), "SM3 cd") {
		t.Errorf("%v, %.300s", err, page)
	}
	if got := w.events(audit.ExportFetch); len(got) != 1 || got[0].Details["range"] != "bytes=10-" {
		t.Errorf("%+v", got)
	}
	h := custody.HandingEntry{Name: "李四", Unit: "安保部", Card: "A1", Medium: "光盘", On: w.today().String(), Scan: w.attach(k.Actor(), "huizhi.txt", "回执").ID}
	e, err = c.Hand(ctx, k, e.ID, e.Version, h)
	w.ok(err)
	if e.State != custody.Handed || e.Handing.Receipt.IsZero() || e.Due() != w.today().Add(10) {
		t.Errorf("%+v", e.Handing)
	}
	for name, tt := range map[string]struct {
		f    custody.Filter
		want int
	}{
		"handed over":       {custody.Filter{State: custody.Handed}, 1},
		"ready":             {custody.Filter{State: custody.Ready}, 0},
		"due":               {custody.Filter{DueBy: w.today().Add(10)}, 1},
		"not due":           {custody.Filter{DueBy: w.today().Add(9)}, 0},
		"by who took it":    {custody.Filter{Text: "李四"}, 1},
		"by nobody":         {custody.Filter{Text: "100%"}, 0},
		"of an application": {custody.Filter{Application: "x"}, 0},
		"of what is to be":  {custody.Filter{States: []custody.State{custody.Queued, custody.Running}}, 0},
		"of either two":     {custody.Filter{States: []custody.State{custody.Queued, custody.Handed}}, 1},
	} {
		if got := w.exportsOf(c, tt.f); len(got) != tt.want {
			t.Errorf("%s: %d exports, want %d", name, len(got), tt.want)
		}
	}
	e, err = c.End(ctx, k, e.ID, e.Version, custody.EndingEntry{How: "destroyed", On: w.today().String(), Remark: "当面粉碎光盘"})
	w.ok(err)
	if e.State != custody.Destroyed || len(e.History) != 4 {
		t.Errorf("%s, %+v", e.State, e.History)
	}
	w.clock.Add(8 * 24 * time.Hour)
	w.ok(c.Expire(ctx))
	w.ok(c.Expire(ctx)) // twice is once
	e, err = c.One(ctx, k.Scope, e.ID)
	w.ok(err)
	if e.Gone.IsZero() || e.State != custody.Destroyed || c.mill.files[e.ID] != nil || len(w.events(audit.ExportLapse)) != 1 {
		t.Errorf("its file is there: %+v", e)
	}
}

// TestCustodyRefusals_R799_16: own use of a copy names purpose, recipient,
// approver and the last day; whoever has no business with copies gets none, and
// each refusal is on record with its article.
func TestCustodyRefusals_R799_16(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	c := w.openCopies()
	_, _, camera := w.site("东门")
	_, _, other := w.site("别处")
	k := w.copier("copier")
	bare := w.ownCopy(camera.ID)
	bare.Purpose, bare.Recipient, bare.UseUntil = "", "", ""
	_, err := c.Request(ctx, k, bare)
	refusedFor(t, err, "export.purpose", "export.recipient", "export.expires")
	tech := w.taker(w.person("tech", identity.Grantable{Role: identity.Commissioning, Until: w.clock.Now().Add(24 * time.Hour)}))
	tech.Scope = registry.Scope{All: true} // as if maintenance had the duty
	_, err = c.Request(ctx, tech, w.ownCopy(camera.ID))
	if !errors.Is(err, shiheng.ErrForbidden) || len(w.exportsOf(c, custody.Filter{})) != 0 {
		t.Errorf("maintenance took a copy: %v", err)
	}
	narrow := k
	narrow.Scope = registry.Scope{Cameras: []shiheng.CameraID{camera.ID}}
	_, err = c.Request(ctx, narrow, w.ownCopy(camera.ID, other.ID))
	refusedFor(t, err, "access.scope")
	if w.refusedBy(audit.ExportRequest, "W168/29/1", "access.scope") != 1 {
		t.Error("the refusal is not on record")
	}
	var many []shiheng.CameraID
	for range 100 {
		many = append(many, shiheng.NewID[shiheng.CameraID](w.clock.Now()))
	}
	for code, change := range map[string]func(*custody.ExportWanted){
		"evidence.cameras": func(q *custody.ExportWanted) { q.Cameras = many },
		"evidence.span":    func(q *custody.ExportWanted) { q.To = q.From },
		"request.day":      func(q *custody.ExportWanted) { q.UseUntil = "bald" },
	} {
		q := w.ownCopy(camera.ID)
		change(&q)
		_, err := c.Request(ctx, k, q)
		wantCode(t, err, shiheng.ErrInvalid, code)
	}
	twice := w.ownCopy(camera.ID, camera.ID)
	_, err = c.Request(ctx, k, twice)
	wantCode(t, err, shiheng.ErrInvalid, "evidence.cameras")
	c.mill.free = 1<<30 + 1
	_, err = c.Request(ctx, k, w.ownCopy(camera.ID))
	wantCode(t, err, shiheng.ErrExhausted, "evidence.space")
	c.mill.free = 1 << 40
	w.shelf.amiss = []evidence.Amiss{{Camera: camera.ID, Kind: "slot", Where: "v/1"}}
	_, err = c.Request(ctx, k, w.ownCopy(camera.ID))
	wantCode(t, err, shiheng.ErrForbidden, "evidence.amiss")
	if w.refusedBy(audit.ExportRequest, "W168/28/1", "evidence.amiss") != 1 || len(w.exportsOf(c, custody.Filter{})) != 0 {
		t.Error("not on record, or made")
	}
	w.shelf.amiss = nil
	e, err := c.Request(ctx, k, w.ownCopy(camera.ID))
	w.ok(err)
	w.shelf.amiss = []evidence.Amiss{{Camera: camera.ID, Kind: "slot", Where: "v/1"}}
	w.ok(c.Round(ctx))
	if e, err = c.One(ctx, k.Scope, e.ID); err != nil || e.State != custody.Failed || e.Failure.Code != "evidence.amiss" {
		t.Errorf("a mismatch that was found meanwhile: %+v, %v", e.Failure, err)
	}
}

// TestCustodyOfficial_W168_24: a copy for officials is of what was granted, where
// copying was, by officers confirmed just now, as far as the quota goes.
func TestCustodyOfficial_W168_24(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	c := w.openCopies()
	_, _, one := w.site("广场")
	_, _, two := w.site("车站")
	desk := w.counter("clerk")
	k := custody.Hand{Principal: desk.Principal, Scope: desk.Scope}
	want := func(a official.Application, cameras ...shiheng.CameraID) custody.ExportWanted {
		return custody.ExportWanted{Application: a.ID.String(), Cameras: cameras, From: a.From, To: a.From.Add(30 * time.Minute)}
	}
	viewed := w.granted(desk, one.ID)
	_, err := c.Request(ctx, k, want(viewed, one.ID))
	refusedFor(t, err, "clause.officials-asked")
	_, err = c.Request(ctx, k, want(w.registered(desk, one.ID), one.ID))
	wantCode(t, err, shiheng.ErrForbidden, "official.not-granted")
	a := w.copied(desk, one.ID)
	wider := want(a, one.ID)
	wider.From = wider.From.Add(-time.Second)
	for name, q := range map[string]custody.ExportWanted{"another camera": want(a, two.ID), "before the window": wider} {
		if _, err := c.Request(ctx, k, q); !errors.Is(err, shiheng.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if w.refusedBy(audit.OfficialCopy, "W168/29/1", "clause.officials-asked") != 1 || w.refusedBy(audit.OfficialCopy, "W168/24/1", "official.not-granted") != 1 {
		t.Error("not on record")
	}
	e, err := c.Request(ctx, k, want(a, one.ID))
	w.ok(err)
	if e.Regime != custody.Official || e.Basis != "W168/24" || e.Unit != "梁溪分局" || e.Recipient != "王建国" || e.Case == "" {
		t.Errorf("%+v", e)
	}
	w.ok(c.Round(ctx))
	if e, err = c.One(ctx, k.Scope, e.ID); err != nil || e.State != custody.Ready {
		t.Fatalf("%+v, %v", e.Failure, err)
	}
	w.ok(w.desk.Receipt(ctx))
	if used, err := w.desk.Read().Used(ctx, a.ID); err != nil || len(used) != 1 || used[0].Seconds != 1800 || used[0].Chunks != 1800 {
		t.Errorf("counted %+v, %v", used, err)
	}
	for range a.Ruling.Minutes/30 - 1 { // until what was granted is used up
		w.clock.Add(time.Second)
		_, err = c.Request(ctx, k, want(a, one.ID))
		w.ok(err)
		w.ok(c.Round(ctx))
		w.ok(w.desk.Receipt(ctx))
	}
	_, err = c.Request(ctx, k, want(a, one.ID))
	wantCode(t, err, shiheng.ErrExhausted, "official.quota")
	if w.refusedBy(audit.OfficialCopy, "W168/29/1", "official.quota") != 1 {
		t.Error("not on record")
	}
	w.clock.Add(16 * time.Minute)
	b := w.copied(desk, two.ID)
	w.clock.Add(16 * time.Minute)
	_, err = c.Request(ctx, k, want(b, two.ID))
	refusedFor(t, err, "clause.officials-cards")
}

// TestCustodyRevoked_W168_29_1: a grant that ends in the middle ends the making.
// Whoever asked goes on under another one, and nobody else; what was whole is
// not read again.
func TestCustodyRevoked_W168_29_1(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	c := w.openCopies()
	_, _, camera := w.site("东门")
	k := w.copier("copier")
	e, err := c.Request(ctx, k, w.ownCopy(camera.ID))
	w.ok(err)
	c.mill.step = func(n int) {
		if n == 20 {
			w.ok(w.access.Release(ctx, k.Principal, e.Grant))
		}
	}
	w.ok(c.Round(ctx))
	c.mill.step = nil
	e, err = c.One(ctx, k.Scope, e.ID)
	w.ok(err)
	if e.State != custody.Failed || e.Failure.Code != "grant.released" || c.mill.done(e.ID) != 20 || len(w.events(audit.ExportMade)) != 0 {
		t.Fatalf("%s %+v, %d chunks", e.State, e.Failure, c.mill.done(e.ID))
	}
	other := w.copier("other")
	_, err = c.Again(ctx, other, e.ID)
	wantCode(t, err, shiheng.ErrForbidden, "evidence.another")
	if w.refusedBy(audit.ExportAgain, "W168/29/1", "evidence.another") != 1 {
		t.Error("not on record")
	}
	again := 0
	c.mill.step = func(int) { again++ }
	e, err = c.Again(ctx, k, e.ID)
	w.ok(err)
	w.ok(c.Round(ctx))
	e, err = c.One(ctx, k.Scope, e.ID)
	w.ok(err)
	if e.State != custody.Ready || again != 40 {
		t.Fatalf("%s, %d chunks read again", e.State, again)
	}
	_, err = c.Fetch(ctx, other, e.ID, "")
	wantCode(t, err, shiheng.ErrForbidden, "evidence.another")
	in, err := w.identity.Login(ctx, identity.Credentials{Login: "copier", Password: password, Remote: desk})
	w.ok(err)
	elsewhere := custody.Hand{Principal: in.Principal, Scope: k.Scope}
	_, err = c.Fetch(ctx, elsewhere, e.ID, "")
	wantCode(t, err, shiheng.ErrExpired, "evidence.grant")
	if w.refusedBy(audit.ExportFetch, "W168/29/1", "evidence.another") != 1 || w.refusedBy(audit.ExportFetch, "W168/29/1", "evidence.grant") != 1 {
		t.Error("not on record")
	}
	f, err := c.Fetch(ctx, k, e.ID, "")
	w.ok(err)
	w.ok(w.access.Release(ctx, k.Principal, e.Grant))
	if context.Cause(f.Under) == nil {
		t.Error("the fetching goes on without its grant")
	}
	f.Stop()
	w.ok(f.Close())
	_, err = c.Fetch(ctx, k, e.ID, "")
	wantCode(t, err, shiheng.ErrExpired, "grant.released")
}

// TestCustodyLog_L9: while the log is down nothing can be fetched, and the making
// waits; the act is there once.
func TestCustodyLog_L9(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	c := w.openCopies()
	_, _, camera := w.site("东门")
	k := w.copier("copier")
	e, err := c.Request(ctx, k, w.ownCopy(camera.ID))
	w.ok(err)
	w.logged = shiheng.Unavailable("log.down")
	for range 2 {
		if err := c.Round(ctx); !errors.Is(err, shiheng.ErrUnavailable) {
			t.Error(err)
		}
		if e, err = c.One(ctx, k.Scope, e.ID); err != nil || e.State != custody.Running || c.mill.files[e.ID] != nil {
			t.Fatalf("%s, %v", e.State, err)
		}
	}
	w.logged = nil
	c.mill.finish = shiheng.Unavailable("log.checkpoint")
	if err := c.Round(ctx); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Error(err)
	}
	c.mill.finish = nil
	w.ok(c.Round(ctx))
	if e, err = c.One(ctx, k.Scope, e.ID); err != nil || e.State != custody.Ready || len(w.events(audit.ExportMade)) != 1 {
		t.Fatalf("%s, %v", e.State, err)
	}
	w.logged = shiheng.Unavailable("log.down")
	if _, err := c.Fetch(ctx, k, e.ID, ""); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("fetched without the log: %v", err)
	}
}

// TestCustodyCancel: calling off stops the making and frees the disk; a file that
// nobody took is erased after its days, a queue survives a start, and what lies
// on the disk of no line goes.
func TestCustodyCancel(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	c := w.openCopies()
	_, _, camera := w.site("东门")
	k := w.copier("copier")
	ask := func() custody.Export {
		w.clock.Add(time.Second)
		e, err := c.Request(ctx, k, w.ownCopy(camera.ID))
		w.ok(err)
		return e
	}
	e := ask()
	c.mill.step = func(n int) {
		if n == 10 {
			if p, is := c.Progress(e); !is || p.Stage != "footage" || p.Chunks != 10 || p.Bytes != 10<<10 {
				t.Errorf("%+v", p)
			}
			_, err := c.Cancel(ctx, k, e.ID, " ")
			wantCode(t, err, shiheng.ErrInvalid, "evidence.why")
			_, err = c.Cancel(ctx, k, e.ID, "不再需要")
			w.ok(err)
		}
	}
	w.ok(c.Round(ctx))
	c.mill.step = nil
	if e, err := c.One(ctx, k.Scope, e.ID); err != nil || e.State != custody.Cancelled || c.mill.done(e.ID) != 0 {
		t.Errorf("%s, %v, %d chunks left", e.State, err, c.mill.done(e.ID))
	}
	if _, err := c.Cancel(ctx, k, e.ID, "不再需要"); !errors.Is(err, shiheng.ErrConflict) {
		t.Error(err)
	}
	e = ask()
	c.mill.waiting = true // recorded a moment ago
	if err := c.Round(ctx); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Error(err)
	}
	w.clock.Add(4 * time.Minute) // nothing comes behind it
	again := w.openCopies()      // a start
	again.mill = c.mill
	w.ok(c.Round(ctx))
	if e, err := c.One(ctx, k.Scope, e.ID); err != nil || e.State != custody.Ready {
		t.Errorf("%s, %v", e.State, err)
	}
	stray := shiheng.NewID[custody.ExportID](w.clock.Now())
	c.mill.whole[stray] = 1
	w.clock.Add(7 * 24 * time.Hour)
	w.ok(c.Expire(ctx))
	if e, err := c.One(ctx, k.Scope, e.ID); err != nil || e.State != custody.Lapsed || len(c.mill.whole) != 0 {
		t.Errorf("%s, %v, %v", e.State, err, c.mill.whole)
	}
	if _, err := c.Fetch(ctx, k, e.ID, ""); !errors.Is(err, shiheng.ErrConflict) {
		t.Error(err)
	}
}

// TestCustodyScope_W168_29: an export is seen by whoever may know of every camera
// it is of; and a handing over that says too little is none.
func TestCustodyScope_W168_29(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	c := w.openCopies()
	_, _, camera := w.site("东门")
	_, _, other := w.site("别处")
	k := w.copier("copier")
	e, err := c.Request(ctx, k, w.ownCopy(camera.ID, other.ID))
	w.ok(err)
	for name, scope := range map[string]registry.Scope{"of one": {Cameras: []shiheng.CameraID{other.ID}}, "none": {}} {
		if _, err := c.One(ctx, scope, e.ID); !errors.Is(err, shiheng.ErrNotFound) {
			t.Errorf("seen by a scope %s: %v", name, err)
		}
	}
	w.ok(c.Round(ctx))
	full := custody.HandingEntry{Name: "李四", Unit: "安保部", Card: "A1", Medium: "光盘", On: w.today().String()}
	for code, change := range map[string]func(*custody.HandingEntry){
		"evidence.handing": func(h *custody.HandingEntry) { h.Card = " " },
		"evidence.day":     func(h *custody.HandingEntry) { h.On = w.today().Add(1).String() },
	} {
		h := full
		change(&h)
		_, err := c.Hand(ctx, k, e.ID, 0, h)
		wantCode(t, err, shiheng.ErrInvalid, code)
	}
	_, err = c.Hand(ctx, k, e.ID, 1, full)
	wantCode(t, err, shiheng.ErrConflict, "evidence.changed")
	e, err = c.Hand(ctx, k, e.ID, 0, full)
	w.ok(err)
	_, err = c.End(ctx, k, e.ID, 0, custody.EndingEntry{How: "returned", On: w.today().String(), Remark: " "})
	wantCode(t, err, shiheng.ErrInvalid, "evidence.why")
	e, err = c.End(ctx, k, e.ID, 0, custody.EndingEntry{How: "returned", On: w.today().String(), Remark: "原盘归还"})
	w.ok(err)
	if _, err := c.Hand(ctx, k, e.ID, 0, full); !errors.Is(err, shiheng.ErrConflict) || e.State != custody.Returned {
		t.Errorf("%s, %v", e.State, err)
	}
}

// custodyFaults are the write paths of the register.
func custodyFaults() []staged {
	on := func(name string, ready bool, do func(*world, *handouts, custody.Hand, custody.Export) func() error) staged {
		return staged{name, func(w *world, s stage) func() error {
			c, k := w.openCopies(), w.copier("custodian")
			e, err := c.Request(w.t.Context(), k, w.ownCopy(s.camera.ID))
			w.ok(err)
			if ready {
				w.ok(c.Round(w.t.Context()))
			}
			return do(w, c, k, e)
		}, false}
	}
	handing := func(w *world) custody.HandingEntry {
		return custody.HandingEntry{Name: "李四", Unit: "安保部", Card: "A1", Medium: "光盘", On: w.today().String()}
	}
	return []staged{
		on("cancel an export", false, func(w *world, c *handouts, k custody.Hand, e custody.Export) func() error {
			return func() error { _, err := c.Cancel(w.t.Context(), k, e.ID, "不再需要"); return err }
		}),
		on("hand an export over", true, func(w *world, c *handouts, k custody.Hand, e custody.Export) func() error {
			h := handing(w)
			return func() error { _, err := c.Hand(w.t.Context(), k, e.ID, 0, h); return err }
		}),
		on("note its destruction", true, func(w *world, c *handouts, k custody.Hand, e custody.Export) func() error {
			_, err := c.Hand(w.t.Context(), k, e.ID, 0, handing(w))
			w.ok(err)
			end := custody.EndingEntry{How: "destroyed", On: w.today().String(), Remark: "粉碎"}
			return func() error { _, err := c.End(w.t.Context(), k, e.ID, 0, end); return err }
		}),
		on("fetch it", true, func(w *world, c *handouts, k custody.Hand, e custody.Export) func() error {
			return func() error {
				f, err := c.Fetch(w.t.Context(), k, e.ID, "")
				if err == nil {
					f.Stop()
				}
				return err
			}
		}),
	}
}
