package rows_test

import (
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/citizen"
	"shiheng.internal/civic/audit"
)

// citizenWorld is a world with a camera, somebody who accompanies, and a bound
// workstation.
func citizenWorld(t *testing.T) (w *world, k citizen.Clerk, camera shiheng.CameraID, token string) {
	t.Helper()
	w = newWorld(t, sqliteURL(t), false)
	_, _, c := w.site("广场")
	k = w.attendant("clerk")
	_, token = w.bound(k, "接待室1")
	return w, k, c.ID, token
}

// looking opens the footage of an admitted search.
func (w *world) looking(k citizen.Clerk, token string, id citizen.CaseID) shiheng.Grant {
	w.t.Helper()
	g, _, err := w.citizens.Open(w.t.Context(), k, token, id, citizen.Opening{Beside: true})
	w.ok(err)
	return g
}

// TestMissingWho_W168_25: only the elderly, children and people with
// intellectual disability; only whoever is interested and proves it; only on
// the sharing platform.
func TestMissingWho_W168_25(t *testing.T) {
	w, k, camera, _ := citizenWorld(t)
	ctx := t.Context()
	for name, tt := range map[string]struct {
		change func(*citizen.Coming)
		codes  []string
	}{
		"an adult":               {func(a *citizen.Coming) { a.Person.Category = citizen.Other }, []string{"clause.missing-look.2"}},
		"not related":            {func(a *citizen.Coming) { a.Evidence.Viewer.Relation = "none" }, []string{"clause.missing-look.3"}},
		"the person itself":      {func(a *citizen.Coming) { a.Evidence.Viewer.Relation = "self" }, []string{"clause.missing-look.3"}},
		"no proof":               {func(a *citizen.Coming) { a.Evidence.Viewer.ProofID = [16]byte{} }, []string{"clause.missing-look.3"}},
		"identity not seen":      {func(a *citizen.Coming) { a.Evidence.Shown = false }, []string{"clause.look-registered"}},
		"notice not handed over": {func(a *citizen.Coming) { a.Evidence.Served = nil }, []string{"clause.look-registered"}},
	} {
		a := w.lost(camera)
		a.Evidence = w.proves(k.Actor(), "relative")
		tt.change(&a)
		c, err := w.citizens.Receive(ctx, k, a)
		w.ok(err)
		t.Log(name)
		_, err = w.citizens.Admit(ctx, k, c.ID, 0, false, "")
		refusedFor(t, err, tt.codes...)
		c, err = w.citizens.Refuse(ctx, k, c.ID, 0, "")
		w.ok(err)
		if c.State != citizen.Refused || c.Note.IsZero() || c.Ruling.Unmet[0] != tt.codes[0] {
			t.Errorf("%s: %+v", name, c.Ruling)
		}
	}
	w.private = true
	a := w.lost(camera)
	a.Evidence = w.proves(k.Actor(), "relative")
	c, err := w.citizens.Receive(ctx, k, a)
	w.ok(err)
	_, err = w.citizens.Admit(ctx, k, c.ID, 0, false, "")
	refusedFor(t, err, "clause.missing-look.4")
	w.private = false
	_, err = w.citizens.Refuse(ctx, k, c.ID, 0, "领导不在")
	wantCode(t, err, shiheng.ErrForbidden, "citizen.nothing-missing")
	if w.refusedBy(audit.CitizenRefuse, "W168/25", "citizen.nothing-missing") != 1 {
		t.Error("the refusal without a reason is not on record")
	}
}

// TestLookOnly_R799_21_W168_25: a relative who asks for a copy gets none, by no
// door, and the record says by which article.
func TestLookOnly_W168_25_R799_21(t *testing.T) {
	w, k, camera, token := citizenWorld(t)
	ctx := t.Context()
	m := w.admitted(k, w.lost(camera))
	g := w.looking(k, token, m.ID)
	for _, what := range []string{"export", "snapshot", "retrieve"} {
		refusedFor(t, w.citizens.Taking(ctx, k.Actor(), g, camera, what), "clause.look-only")
	}
	refusedFor(t, w.citizens.Ask(ctx, k, m.ID, "copy"), "clause.look-only")
	if n := w.refusedBy(audit.CitizenCopy, "W168/25", "clause.look-only"); n != 4 {
		t.Errorf("%d refusals on record", n)
	}
	r := w.admitted(k, w.hurt(camera))
	refusedFor(t, w.citizens.Ask(ctx, k, r.ID, "copy"), "clause.look-only")
	if w.refusedBy(audit.CitizenCopy, "R799/21", "clause.look-only") != 1 {
		t.Error("a person concerned is refused by the wrong article")
	}
}

// TestLookPlace_W168_29_1: accompanied, and on a bound workstation.
func TestLookPlace_W168_29_1(t *testing.T) {
	w, k, camera, token := citizenWorld(t)
	ctx := t.Context()
	m := w.admitted(k, w.lost(camera))
	for name, try := range map[string]struct {
		token string
		how   citizen.Opening
	}{
		"unbound": {"", citizen.Opening{Beside: true}}, "made up": {"abc", citizen.Opening{Beside: true}}, "alone": {token, citizen.Opening{}},
	} {
		_, c, err := w.citizens.Open(ctx, k, try.token, m.ID, try.how)
		t.Log(name)
		refusedFor(t, err, "clause.look-accompanied")
		if len(c.Looks) != 0 {
			t.Errorf("%s: %+v", name, c.Looks)
		}
	}
	if w.refusedBy(audit.CitizenOpen, "W168/29/1", "clause.look-accompanied") != 3 {
		t.Error("refusals are not on record")
	}
	g := w.looking(k, token, m.ID)
	_, err := w.citizens.Token(ctx, k, "", m.ID, g.ID, camera)
	wantCode(t, err, shiheng.ErrForbidden, "citizen.unbound")
}

// TestLookToken_W168_25: a token opens one stream, of one camera and grant, on
// one workstation, once, within a minute.
func TestLookToken_W168_25(t *testing.T) {
	w, k, camera, token := citizenWorld(t)
	_, _, other := w.site("路口")
	_, elsewhere := w.bound(k, "接待室2")
	ctx := t.Context()
	m := w.admitted(k, w.lost(camera, other.ID))
	g := w.looking(k, token, m.ID)
	fresh := func() string {
		tok, err := w.citizens.Token(ctx, k, token, m.ID, g.ID, camera)
		w.ok(err)
		return tok.Token
	}
	stream := func(tok, at string, camera shiheng.CameraID) error {
		return w.citizens.Stream(ctx, k.Actor(), g, camera, tok, at)
	}
	used := fresh()
	w.ok(stream(used, token, camera))
	wantCode(t, stream(used, token, camera), shiheng.ErrForbidden, "citizen.token-used")
	wantCode(t, stream("", token, camera), shiheng.ErrForbidden, "citizen.token")
	wantCode(t, stream(fresh(), token, other.ID), shiheng.ErrForbidden, "citizen.token")
	wantCode(t, stream(fresh(), elsewhere, camera), shiheng.ErrForbidden, "citizen.elsewhere")
	wantCode(t, stream(fresh(), "", camera), shiheng.ErrForbidden, "citizen.unbound")
	old := fresh()
	w.clock.Add(time.Minute)
	wantCode(t, stream(old, token, camera), shiheng.ErrExpired, "citizen.token-late")
	for _, code := range []string{"citizen.token-used", "citizen.token-late"} {
		if w.refusedBy(audit.CitizenStream, "W168/25", code) != 1 {
			t.Errorf("%s is not on record", code)
		}
	}
	n := w.admitted(k, w.lost(camera))
	_, err := w.citizens.Token(ctx, k, token, n.ID, g.ID, camera) // another case's grant
	wantCode(t, err, shiheng.ErrNotFound, "grant.none")
	_, err = w.citizens.Token(ctx, k, token, m.ID, g.ID, w.other().ID)
	wantCode(t, err, shiheng.ErrForbidden, "grant.camera")
}

// TestLookBounds_W168_25: not outside the cameras and the window, not after the
// admission ends, not beyond the quota, not under a closed case.
func TestLookBounds_W168_25(t *testing.T) {
	w, k, camera, token := citizenWorld(t)
	ctx := t.Context()
	m := w.admitted(k, w.lost(camera))
	open := func(o citizen.Opening) error {
		o.Beside = true
		_, _, err := w.citizens.Open(ctx, k, token, m.ID, o)
		return err
	}
	refusedFor(t, open(citizen.Opening{From: m.From.Add(-time.Second)}), "clause.look-bounds")
	refusedFor(t, open(citizen.Opening{To: m.To.Add(time.Second)}), "clause.look-bounds")
	refusedFor(t, open(citizen.Opening{Cameras: []shiheng.CameraID{w.other().ID}}), "clause.look-bounds")
	g := w.looking(k, token, m.ID)
	w.showed(g, camera, m.From, time.Duration(g.Quota)*time.Second)
	wantCode(t, w.citizens.Served(g, camera, shiheng.Served{Footage: time.Second}), shiheng.ErrExhausted, "citizen.quota")
	wantCode(t, open(citizen.Opening{}), shiheng.ErrExhausted, "citizen.quota")
	w.clock.Add(31 * time.Minute)
	_, err := w.access.Redeem(ctx, k.Principal, g.ID)
	wantCode(t, err, shiheng.ErrExpired, "grant.expired")
	w.clock.Add(24 * time.Hour)
	refusedFor(t, open(citizen.Opening{}), "clause.look-bounds")

	m = w.admitted(k, w.lost(camera))
	running := w.looking(k, token, m.ID)
	_, err = w.citizens.Close(ctx, k, m.ID, citizen.Ending{Result: citizen.Found})
	w.ok(err)
	_, err = w.access.Redeem(ctx, k.Principal, running.ID)
	wantCode(t, err, shiheng.ErrExpired, "citizen.closed")
	wantCode(t, open(citizen.Opening{}), shiheng.ErrForbidden, "citizen.not-admitted")
	if w.refusedBy(audit.CitizenOpen, "W168/25", "citizen.not-admitted") != 1 {
		t.Error("a second look under a closed case is not on record")
	}
}

// TestLookRevoked_W168_29_1: revoked, or without its watermark, a look ends.
func TestLookRevoked_W168_29_1(t *testing.T) {
	w, k, camera, token := citizenWorld(t)
	ctx := t.Context()
	m := w.admitted(k, w.lost(camera))
	g := w.looking(k, token, m.ID)
	w.ok(w.access.Tampered(ctx, k.Principal, g.ID, access.MarkRemoved))
	_, err := w.access.Redeem(ctx, k.Principal, g.ID)
	if err == nil {
		t.Error("a look goes on without its watermark")
	}
	g = w.looking(k, token, m.ID)
	_, err = w.citizens.Revoke(ctx, k, m.ID, "用手机拍摄屏幕")
	w.ok(err)
	_, err = w.access.Redeem(ctx, k.Principal, g.ID)
	wantCode(t, err, shiheng.ErrExpired, "citizen.revoked")
	masked := w.admitted(k, w.lost(camera))
	g = w.looking(k, token, masked.ID)
	masked, err = w.citizens.Mask(ctx, k, masked.ID, true)
	w.ok(err)
	_, err = w.access.Redeem(ctx, k.Principal, g.ID)
	wantCode(t, err, shiheng.ErrExpired, "citizen.masking")
	if g = w.looking(k, token, masked.ID); !g.Masked {
		t.Error("the grant asks for no masks")
	}
}

// TestCitizenScope_W168_29_1: nobody opens a case about another's camera.
func TestCitizenScope_W168_29_1(t *testing.T) {
	w, k, camera, _ := citizenWorld(t)
	ctx := t.Context()
	mine := k
	mine.Scope.All, mine.Scope.Cameras = false, []shiheng.CameraID{w.other().ID}
	_, err := w.citizens.Receive(ctx, mine, w.lost(camera))
	refusedFor(t, err, "access.scope")
	m := w.admitted(k, w.lost(camera))
	_, _, err = w.citizens.Open(ctx, mine, "", m.ID, citizen.Opening{Beside: true})
	wantCode(t, err, shiheng.ErrNotFound, "citizen.none")
	narrow := k
	narrow.Scope.All, narrow.Scope.Cameras = false, []shiheng.CameraID{camera}
	_, err = w.citizens.Extend(ctx, narrow, m.ID, citizen.Coverage{Cameras: []shiheng.CameraID{w.other().ID}, From: m.From, To: m.To}, "续看")
	refusedFor(t, err, "access.scope")
}

// TestCitizenEntries_W168_25 refuses what cannot be a case whoever asks.
func TestCitizenEntries_W168_25(t *testing.T) {
	w, k, camera, _ := citizenWorld(t)
	for code, change := range map[string]func(*citizen.Coming){
		"citizen.cameras":     func(a *citizen.Coming) { a.Cameras = nil },
		"citizen.span":        func(a *citizen.Coming) { a.From = a.From.Add(-25 * time.Hour) },
		"citizen.span-future": func(a *citizen.Coming) { a.From, a.To = w.clock.Now().Add(time.Hour), w.clock.Now().Add(2*time.Hour) },
		"citizen.person":      func(a *citizen.Coming) { a.Person.Where = " " },
		"citizen.category":    func(a *citizen.Coming) { a.Person.Category = "adult" },
		"citizen.last-seen":   func(a *citizen.Coming) { a.Person.LastSeen = w.clock.Now().Add(time.Minute) },
		"citizen.here":        func(a *citizen.Coming) { a.Here, a.Evidence.Shown = false, true },
		"citizen.flow":        func(a *citizen.Coming) { a.Person = nil },
		"citizen.viewer":      func(a *citizen.Coming) { a.Evidence.Viewer = &citizen.ViewerEntry{Name: "赵"} },
	} {
		a := w.lost(camera)
		change(&a)
		_, err := w.citizens.Receive(t.Context(), k, a)
		wantCode(t, err, shiheng.ErrInvalid, code)
	}
	a := w.hurt(camera)
	a.Interest.Happened = time.Time{}
	_, err := w.citizens.Receive(t.Context(), k, a)
	wantCode(t, err, shiheng.ErrInvalid, "citizen.happened")
	m := w.admitted(k, w.lost(camera))
	for _, e := range []citizen.Ending{{}, {Result: citizen.Looked}} {
		_, err = w.citizens.Close(t.Context(), k, m.ID, e)
		wantCode(t, err, shiheng.ErrInvalid, "citizen.result")
	}
	_, err = w.citizens.Close(t.Context(), k, m.ID, citizen.Ending{Result: citizen.HandedOver})
	wantCode(t, err, shiheng.ErrInvalid, "citizen.hand-over")
}
