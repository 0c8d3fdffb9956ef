package rows_test

import (
	"database/sql"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry/party"
)

// rulers are the people of a bureau: one runs the house, one gives its rights,
// one reads the record.
func (w *world) rulers() (admin, security, auditor identity.Principal) {
	w.t.Helper()
	return w.person("admin", watch(identity.SystemAdministrator, identity.Target{})),
		w.person("security", watch(identity.SecurityAdministrator, identity.Target{})),
		w.person("auditor", watch(identity.Auditor, identity.Target{}))
}

// roles lists what an account holds.
func (w *world) roles(id shiheng.AccountID) (out []identity.Role) {
	w.t.Helper()
	held, err := w.identity.Assignments(w.t.Context(), id)
	w.ok(err)
	for _, a := range held {
		out = append(out, a.Role)
	}
	return out
}

// TestTwoPersonRoleChange: in a bureau rights change by two people over one
// digest, and by no shortcut around the second.
func TestTwoPersonRoleChange(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		w.policy.Profile = identity.Bureau
		admin, security, _ := w.rulers()
		p := w.person("wang")
		keeper := []identity.Grantable{watch(identity.WatchKeeper, identity.Target{})}
		_, err := w.identity.SetRoles(ctx, security.Actor(), p.Account.ID, keeper, " ")
		wantCode(t, err, shiheng.ErrInvalid, "change.reason")
		c, err := w.identity.SetRoles(ctx, security.Actor(), p.Account.ID, keeper, "值班")
		w.ok(err)
		if c.State != identity.ChangeProposed || len(w.roles(p.Account.ID)) != 0 {
			t.Fatalf("one person gave a right: %+v", c)
		}
		_, err = w.identity.SetRoles(ctx, security.Actor(), p.Account.ID, nil, "又")
		wantCode(t, err, shiheng.ErrConflict, "change.waiting")
		_, err = w.identity.ConfirmChange(ctx, security, c.ID, c.Digest)
		wantCode(t, err, shiheng.ErrForbidden, "change.same-person")
		_, err = w.identity.ConfirmChange(ctx, p, c.ID, c.Digest)
		wantCode(t, err, shiheng.ErrForbidden, "rights.own")
		_, err = w.identity.ConfirmChange(ctx, admin, c.ID, "00"+c.Digest[2:])
		wantCode(t, err, shiheng.ErrConflict, "change.other")
		got, err := w.identity.ConfirmChange(ctx, admin, c.ID, c.Digest)
		w.ok(err)
		held, err := w.identity.Assignments(ctx, p.Account.ID)
		w.ok(err)
		if !got.TwoPersons() || len(held) != 1 || held[0].Reason != "值班" {
			t.Errorf("confirmed %+v, held %+v", got, held)
		}
		_, err = w.identity.ConfirmChange(ctx, admin, c.ID, c.Digest)
		wantCode(t, err, shiheng.ErrConflict, "change.decided")
		if e := w.events(audit.RightConfirm); e[0].Details["proposer"] != "security" || e[0].Details["digest"] != c.Digest || len(e) != 3 {
			t.Errorf("on record: %+v", e)
		}

		// What was held moved meanwhile: the second person saw something else.
		c, err = w.identity.SetRoles(ctx, security.Actor(), p.Account.ID, nil, "离岗")
		w.ok(err)
		w.set(ctx, house, p.Account.ID, []identity.Grantable{watch(identity.CopyOfficer, identity.Target{})})
		_, err = w.identity.ConfirmChange(ctx, admin, c.ID, c.Digest)
		wantCode(t, err, shiheng.ErrConflict, "change.moved")
		_, err = w.identity.WithdrawChange(ctx, security.Actor(), c.ID)
		w.ok(err)

		// And nobody confirms for ever.
		c, err = w.identity.SetRoles(ctx, security.Actor(), p.Account.ID, nil, "离岗")
		w.ok(err)
		w.clock.Add(24 * time.Hour)
		_, err = w.identity.ConfirmChange(ctx, admin, c.ID, c.Digest)
		wantCode(t, err, shiheng.ErrExpired, "change.expired")
		w.ok(w.identity.Sweep(ctx))
		open, err := w.identity.Changes(ctx, true, audit.Paging{})
		w.ok(err)
		if len(open.Items) != 0 || len(w.events(audit.RightExpire)) != 1 {
			t.Errorf("still open: %+v", open.Items)
		}
	})
}

// TestOnePersonWithTwoAccounts is one person.
func TestOnePersonWithTwoAccounts(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	w.policy.Profile = identity.Bureau
	admin, security, _ := w.rulers()
	unit := w.unit("分局", party.Supervisor)
	who, err := w.party.SavePerson(ctx, house, party.Person{Organisation: unit.ID, Name: "一人"})
	w.ok(err)
	for _, a := range []identity.Principal{admin, security} {
		now, err := w.identity.Account(ctx, a.Account.ID)
		w.ok(err)
		_, err = w.identity.Change(ctx, house, now.ID, identity.AccountChange{Of: &identity.Belonging{Person: who.ID}, Version: now.Version})
		w.ok(err)
	}
	c, err := w.identity.SetRoles(ctx, security.Actor(), w.person("wang").Account.ID, nil, "试")
	w.ok(err)
	_, err = w.identity.ConfirmChange(ctx, admin, c.ID, c.Digest)
	wantCode(t, err, shiheng.ErrForbidden, "change.same-person")
}

// TestSiteProfile: at a site one person changes rights, and the auditor has to
// take note; system and security may be one person.
func TestSiteProfile(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	both := []identity.Grantable{watch(identity.SystemAdministrator, identity.Target{}), watch(identity.SecurityAdministrator, identity.Target{})}
	boss := w.person("boss", both...)
	auditor := w.person("auditor", watch(identity.Auditor, identity.Target{}))
	p := w.person("wang")
	c, err := w.identity.SetRoles(ctx, boss.Actor(), p.Account.ID, []identity.Grantable{watch(identity.WatchKeeper, identity.Target{})}, "值班")
	w.ok(err)
	if c.State != identity.ChangeDone || !c.Told || len(w.roles(p.Account.ID)) != 1 {
		t.Errorf("change %+v", c)
	}
	open, err := w.identity.Changes(ctx, true, audit.Paging{})
	w.ok(err)
	if len(open.Items) != 1 || open.Items[0].ID != c.ID {
		t.Errorf("the auditor is told of %+v", open.Items)
	}
	_, err = w.identity.AcknowledgeChange(ctx, auditor.Actor(), c.ID)
	w.ok(err)
	_, err = w.identity.AcknowledgeChange(ctx, auditor.Actor(), c.ID)
	wantCode(t, err, shiheng.ErrConflict, "change.noted")
	_, err = w.identity.SetProfile(ctx, boss.Actor(), identity.Bureau, "升级")
	wantCode(t, err, shiheng.ErrConflict, "profile.joined")
	second := w.person("second", both[1])
	w.set(ctx, house, boss.Account.ID, both[:1])
	_, err = w.identity.SetProfile(ctx, second.Actor(), identity.Bureau, "升级")
	w.ok(err)
	w.policy.Profile = identity.Bureau // as app reads it from the setting

	// Joining duties again takes two.
	back, err := w.identity.SetProfile(ctx, second.Actor(), identity.Site, "合并")
	w.ok(err)
	if back.State != identity.ChangeProposed {
		t.Errorf("one person joined the duties: %+v", back)
	}
	_, err = w.identity.ConfirmChange(ctx, boss, back.ID, back.Digest)
	w.ok(err)
	_, err = w.identity.SetRoles(ctx, second.Actor(), p.Account.ID, both, "合并")
	wantCode(t, err, shiheng.ErrForbidden, "role.separate")
}

// TestBureauNeedsItsPeople: nobody keeps apart what there are no people for.
func TestBureauNeedsItsPeople(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	w.person("admin", watch(identity.SystemAdministrator, identity.Target{}))
	security := w.person("security", watch(identity.SecurityAdministrator, identity.Target{}))
	_, err := w.identity.SetProfile(t.Context(), security.Actor(), identity.Bureau, "升级")
	wantCode(t, err, shiheng.ErrConflict, "profile.people")
	_, err = w.identity.SetProfile(t.Context(), security.Actor(), "loose", "试")
	wantCode(t, err, shiheng.ErrInvalid, "profile.unknown")
	_, err = w.identity.SetProfile(t.Context(), security.Actor(), identity.Site, "试")
	wantCode(t, err, shiheng.ErrConflict, "profile.same")
}

// TestLeaver: who left loses everything at once, what waits on his word too,
// and gets nothing back; a restart in between changes nothing.
func TestLeaver(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		w.policy.Profile = identity.Bureau
		admin, _, _ := w.rulers()
		leaver := w.person("leaver", watch(identity.SecurityAdministrator, identity.Target{}))
		p := w.person("wang")
		_, _, cam := w.site("甲")
		keeper := w.person("keeper", watch(identity.WatchKeeper, identity.Target{}))
		unit := w.unit("分局", party.Supervisor)
		who, err := w.party.SavePerson(ctx, house, party.Person{Organisation: unit.ID, Name: "走的人"})
		w.ok(err)
		for _, id := range []shiheng.AccountID{leaver.Account.ID, keeper.Account.ID} {
			now, err := w.identity.Account(ctx, id)
			w.ok(err)
			_, err = w.identity.Change(ctx, house, id, identity.AccountChange{Of: &identity.Belonging{Person: who.ID}, Version: now.Version})
			w.ok(err)
		}
		g, err := w.open(keeper, shiheng.ActLive, cam.ID)
		w.ok(err)
		c, err := w.identity.SetRoles(ctx, leaver.Actor(), p.Account.ID, nil, "试")
		w.ok(err)

		who.Left = true
		_, err = w.party.SavePerson(ctx, house, who)
		w.ok(err)
		for _, id := range []shiheng.AccountID{leaver.Account.ID, keeper.Account.ID} {
			a, err := w.identity.Account(ctx, id)
			w.ok(err)
			live, err := w.identity.Sessions(ctx, id, audit.Paging{})
			w.ok(err)
			if !a.Disabled || len(live.Items) != 0 || len(w.roles(id)) != 0 {
				t.Errorf("%s keeps something: %+v, %d sessions", a.Login, a, len(live.Items))
			}
			no := false
			_, err = w.identity.Change(ctx, admin.Actor(), id, identity.AccountChange{Disabled: &no, Version: a.Version})
			wantCode(t, err, shiheng.ErrConflict, "account.left")
		}
		if _, err := w.access.Redeem(ctx, keeper, g.ID); err == nil {
			t.Error("a picture goes on")
		}
		_, err = w.identity.ConfirmChange(ctx, admin, c.ID, c.Digest)
		wantCode(t, err, shiheng.ErrConflict, "change.decided")
		if e := w.events(audit.AccountDisable); len(e) != 2 || e[0].Details["cause"] != "account.left" {
			t.Errorf("on record: %+v", e)
		}
		w.ok(w.identity.Leave(ctx, house, who.ID)) // twice is once
		if e := w.events(audit.AccountDisable); len(e) != 2 {
			t.Errorf("dismissed again: %+v", e)
		}
	})
}

// TestAccountEnds: a contractor's account has an end, and ends by itself.
func TestAccountEnds(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	w.rulers()
	firm, site := w.unit("弱电公司", party.Contractor), w.unit("商场", party.SiteOperator, party.Contractor)
	p := w.person("tech", identity.Grantable{Role: identity.WatchKeeper})
	change := func(c identity.AccountChange) error {
		now, err := w.identity.Account(ctx, p.Account.ID)
		w.ok(err)
		c.Version = now.Version
		_, err = w.identity.Change(ctx, house, now.ID, c)
		return err
	}
	wantCode(t, change(identity.AccountChange{Of: &identity.Belonging{Organisation: firm.ID}}), shiheng.ErrInvalid, "account.contract-end")
	w.ok(change(identity.AccountChange{Of: &identity.Belonging{Organisation: site.ID}})) // here for more than a contract
	past, end, never := start(), w.clock.Now().Add(time.Hour), time.Time{}
	wantCode(t, change(identity.AccountChange{Ends: &past}), shiheng.ErrInvalid, "account.ends")
	w.ok(change(identity.AccountChange{Of: &identity.Belonging{Organisation: firm.ID}, Ends: &end}))
	wantCode(t, change(identity.AccountChange{Ends: &never}), shiheng.ErrInvalid, "account.contract-end")
	in, err := login(w, "tech", password)
	w.ok(err)
	w.clock.Add(time.Hour)
	_, err = w.identity.Authenticate(ctx, in.Token, desk)
	wantCode(t, err, shiheng.ErrExpired, "session.idle")
	_, err = login(w, "tech", password)
	wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
	w.ok(w.identity.Sweep(ctx))
	a, err := w.identity.Account(ctx, p.Account.ID)
	w.ok(err)
	if e := w.events(audit.AccountDisable); !a.Disabled || len(w.roles(a.ID)) != 0 || len(e) != 1 || e[0].Details["cause"] != "account.over" {
		t.Errorf("account %+v, on record %+v", a, e)
	}
}

// TestReview: each right is looked at again in its quarter, by somebody else
// than its owner; what is not needed goes at once.
func TestReview(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		_, _, auditor := w.rulers()
		p := w.person("wang", watch(identity.WatchKeeper, identity.Target{}))
		q := identity.QuarterOf(w.clock.Now())
		rights := func(q identity.Quarter) map[string]identity.HeldRight {
			got, err := w.identity.Rights(ctx, q, audit.Paging{})
			w.ok(err)
			out := map[string]identity.HeldRight{}
			for _, h := range got.Items {
				out[h.Login] = h
			}
			return out
		}
		if q != "2026Q4" || len(rights(q)) != 4 || len(rights(q.Before())) != 0 {
			t.Fatalf("%s: %+v", q, rights(q))
		}
		say := func(login string, keep bool, note string) error {
			return w.identity.ReviewRight(ctx, auditor.Actor(), identity.Review{Quarter: q, Assignment: rights(q)[login].ID, Keep: keep, Note: note})
		}
		w.ok(say("admin", true, ""))
		wantCode(t, say("admin", false, "不需要"), shiheng.ErrConflict, "review.done")
		wantCode(t, say("auditor", true, ""), shiheng.ErrForbidden, "review.own")
		wantCode(t, say("wang", false, ""), shiheng.ErrInvalid, "review.note")
		wantCode(t, say("security", false, "不需要"), shiheng.ErrConflict, "role.last-administrator")
		w.ok(say("wang", false, "已调离岗位"))
		if len(w.roles(p.Account.ID)) != 0 {
			t.Error("a right that was withdrawn is held")
		}
		end := q.Span().To
		for name, h := range rights(q) {
			if late := h.Overdue(q, end); late != (name == "auditor" || name == "security") {
				t.Errorf("%s overdue %v", name, late)
			}
			if h.Overdue(q, end.Add(-time.Second)) {
				t.Errorf("%s overdue within the quarter", name)
			}
		}
		if h := rights(q)["wang"]; h.Review.Note != "已调离岗位" || h.Review.Name != "人员auditor" || h.Review.Keep {
			t.Errorf("review %+v", h.Review)
		}
		w.clock.Add(200 * 24 * time.Hour)
		wantCode(t, say("security", true, ""), shiheng.ErrConflict, "review.over")
		if e := w.events(audit.RightReview); len(e) != 3 || e[0].Details["keep"] != "false" || e[2].Outcome != audit.Granted {
			t.Errorf("on record: %+v", e)
		}
	})
}

// TestNamesOfTargets: who reads of rights reads what they are over, as it is
// called now; what was removed has no name.
func TestNamesOfTargets(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		place, system, camera := w.site("车站")
		gone := shiheng.NewID[shiheng.SystemID](w.clock.Now())
		unit := w.unit("轨道公司", party.SiteOperator).ID
		n, err := w.identity.Names(t.Context(), identity.Target{Place: place.ID}, identity.Target{System: system.ID}, identity.Target{Camera: camera.ID},
			identity.Target{Organisation: unit}, identity.Target{System: gone}, identity.Target{Place: place.ID}, identity.Target{})
		w.ok(err)
		if n.Places[place.ID] != place.Name || n.Systems[system.ID] != system.Name || n.Cameras[camera.ID] != camera.Name || n.Organisations[unit] != "轨道公司" {
			t.Errorf("%+v", n)
		}
		if n.Systems[gone] != "" || n.Places[shiheng.PlaceID{}] != "" || len(n.Places) != 1 {
			t.Errorf("%+v", n)
		}
	})
}

// rightFaults are the write paths of changing, reviewing and losing rights.
func rightFaults() []staged {
	proposed := func(w *world, s stage) (identity.RightChange, identity.Principal) {
		security := w.person("security", watch(identity.SecurityAdministrator, identity.Target{}))
		second := w.person("second", watch(identity.SystemAdministrator, identity.Target{}))
		w.policy.Profile = identity.Bureau
		c, err := w.identity.SetRoles(w.t.Context(), security.Actor(), s.keeper.Account.ID, nil, "离岗")
		w.ok(err)
		return c, second
	}
	return []staged{
		{"confirm rights", func(w *world, s stage) func() error {
			c, second := proposed(w, s)
			return func() error {
				_, err := w.identity.ConfirmChange(w.t.Context(), second, c.ID, c.Digest)
				return err
			}
		}, false},
		{"withdraw a change", func(w *world, s stage) func() error {
			c, second := proposed(w, s)
			return func() error {
				_, err := w.identity.WithdrawChange(w.t.Context(), second.Actor(), c.ID)
				return err
			}
		}, false},
		{"leave", func(w *world, s stage) func() error {
			who, err := w.party.SavePerson(w.t.Context(), house, party.Person{Organisation: s.unit.ID, Name: "走的人"})
			w.ok(err)
			a, err := w.identity.Account(w.t.Context(), s.keeper.Account.ID)
			w.ok(err)
			_, err = w.identity.Change(w.t.Context(), house, a.ID, identity.AccountChange{Of: &identity.Belonging{Person: who.ID}, Version: a.Version})
			w.ok(err)
			return func() error { return w.identity.Leave(w.t.Context(), house, who.ID) }
		}, false},
		{"review a right", func(w *world, s stage) func() error {
			auditor := w.person("auditor", watch(identity.Auditor, identity.Target{}))
			held, err := w.identity.Assignments(w.t.Context(), s.keeper.Account.ID)
			w.ok(err)
			q := identity.QuarterOf(w.clock.Now())
			return func() error {
				return w.identity.ReviewRight(w.t.Context(), auditor.Actor(), identity.Review{Quarter: q, Assignment: held[0].ID, Note: "离岗"})
			}
		}, false},
	}
}

// TestAdministratorsKeepWhatTheyHad: before security administration was a role
// of its own, the system administrator did it; the update leaves nobody out.
func TestAdministratorsKeepWhatTheyHad(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		url := fresh()
		w := newWorld(t, url, false)
		admin := w.person("admin", watch(identity.SystemAdministrator, identity.Target{}))
		gone := w.person("gone", watch(identity.SystemAdministrator, identity.Target{}))
		w.set(t.Context(), house, gone.Account.ID, nil)
		engine, driver, source := "postgres", "pgx", url
		if path, is := strings.CutPrefix(url, "sqlite:"); is {
			engine, driver, source = "sqlite", "sqlite", path
		}
		text, err := os.ReadFile("migrations/" + engine + "/0031_rights.sql")
		w.ok(err)
		at := strings.LastIndex(string(text), "INSERT INTO assignment")
		raw, err := sql.Open(driver, source)
		w.ok(err)
		_, err = raw.ExecContext(t.Context(), string(text[at:]))
		w.ok(err)
		w.ok(raw.Close())
		got := w.roles(admin.Account.ID)
		slices.Sort(got)
		if !slices.Equal(got, []identity.Role{identity.SecurityAdministrator, identity.SystemAdministrator}) || len(w.roles(gone.Account.ID)) != 0 {
			t.Errorf("the administrator holds %v, who was one %v", got, w.roles(gone.Account.ID))
		}
		if err := w.access.Authorize(t.Context(), admin, access.ManageAccounts); err != nil {
			t.Errorf("manages accounts no more: %v", err)
		}
	})
}
