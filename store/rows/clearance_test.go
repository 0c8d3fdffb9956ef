package rows_test

import (
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
)

// contractClearances: a system that is secret opens to a cleared person within
// scope only (W168/29/2); two persons clear in a bureau, nobody themselves, and
// what runs ends with the clearance.
func contractClearances(t *testing.T, w *world) {
	ctx := t.Context()
	_, v, c := w.site("指挥中心")
	_, elsewhere, _ := w.site("别处")
	w.raw("INSERT INTO secrecy_mark (id, system, state, due, label, body, created_at, version) VALUES ('" + v.ID.String() + "', '" + v.ID.String() + "', 'secret', '', '', '{}', 0, 1)")
	keeper := w.person("keeper", watch(identity.WatchKeeper, identity.Target{System: v.ID}))
	stranger := w.person("stranger", watch(identity.WatchKeeper, identity.Target{System: elsewhere.ID}))
	open := func(p identity.Principal) (shiheng.Grant, error) {
		return w.access.Open(ctx, access.Request{Principal: p, Act: shiheng.ActLive, Cameras: []shiheng.CameraID{c.ID}})
	}
	_, err := open(keeper)
	refusedFor(t, err, "clause.secret-staff")
	want := identity.Clearance{Level: identity.Secret, Issuer: "无锡市国家保密局", Document: "锡保〔2026〕3号", Until: w.clock.Now().Add(2 * time.Hour)}

	security := w.person("security", identity.Grantable{Role: identity.SecurityAdministrator})
	second := w.person("second", identity.Grantable{Role: identity.SystemAdministrator})
	w.person("auditor", identity.Grantable{Role: identity.Auditor})
	w.policy.Profile = identity.Bureau
	_, err = w.identity.SetClearance(ctx, security.Actor(), security.Account.ID, &want, "岗位需要")
	wantCode(t, err, shiheng.ErrForbidden, "account.self")
	for name, bad := range map[string]identity.Clearance{
		"clearance.level": {Level: "best", Issuer: "甲", Document: "1", Until: want.Until}, "clearance.document": {Level: identity.Secret, Until: want.Until},
		"clearance.until": {Level: identity.Secret, Issuer: "甲", Document: "1", Until: w.clock.Now()},
	} {
		_, err = w.identity.SetClearance(ctx, security.Actor(), keeper.Account.ID, &bad, "岗位需要")
		wantCode(t, err, shiheng.ErrInvalid, name)
	}
	change, err := w.identity.SetClearance(ctx, security.Actor(), keeper.Account.ID, &want, "岗位需要")
	w.ok(err)
	_, err = open(keeper)
	refusedFor(t, err, "clause.secret-staff") // proposed is not given
	_, err = w.identity.ConfirmChange(ctx, security, change.ID, change.Digest)
	wantCode(t, err, shiheng.ErrForbidden, "change.same-person")
	_, err = w.identity.ConfirmChange(ctx, second, change.ID, change.Digest)
	w.ok(err)
	held, err := w.identity.Clearance(ctx, keeper.Account.ID)
	if err != nil || held.Clearance != want || held.By != second.Account.ID || len(w.events(audit.ClearanceGive)) != 1 {
		t.Errorf("%+v, %v", held, err)
	}
	g, err := open(keeper)
	if err != nil || g.Until.After(want.Until) {
		t.Errorf("until %v, %v", g.Until, err)
	}
	_, err = open(stranger) // cleared or not, out of scope
	refusedFor(t, err, "access.scope")
	w.veiled(t, keeper, stranger, c)

	w.policy.Profile = identity.Site
	_, err = w.identity.SetClearance(ctx, security.Actor(), keeper.Account.ID, nil, "调离岗位")
	w.ok(err)
	if held, err := w.identity.Clearance(ctx, keeper.Account.ID); err != nil || !held.ID.IsZero() || len(w.events(audit.ClearanceEnd)) != 1 {
		t.Errorf("%+v, %v", held, err)
	}
	_, err = open(keeper)
	refusedFor(t, err, "clause.secret-staff")
	_, err = w.identity.SetClearance(ctx, security.Actor(), keeper.Account.ID, &want, "回岗")
	w.ok(err)
	w.clock.Add(3 * time.Hour) // it ends by itself
	if held, err := w.identity.Clearance(ctx, keeper.Account.ID); err != nil || !held.ID.IsZero() {
		t.Errorf("%+v, %v", held, err)
	}
}

// veiled: lists of footage hold a secret camera for the cleared only, and lists
// that are narrowed by basic information leave it out for the others.
func (w *world) veiled(t *testing.T, cleared, other identity.Principal, c registry.Camera) {
	ctx := t.Context()
	list := func(p identity.Principal) int {
		r, err := w.access.Rights(ctx, p)
		w.ok(err)
		got, err := w.access.CamerasFor(ctx, r, shiheng.ActPlayback, registry.CameraFilter{}, audit.Paging{})
		w.ok(err)
		return len(got.Items)
	}
	if n, m := list(cleared), list(other); n != 1 || m != 1 { // each its own system's, the secret one and the other
		t.Errorf("lists of footage: %d and %d", n, m)
	}
	for _, open := range []bool{false, true} {
		got, err := rows.NewArchive(w.db).Cards(ctx, archive.Filter{Scope: registry.Scope{Cameras: []shiheng.CameraID{c.ID}}, Veiled: open, Cleared: registry.Unmarked}, audit.Paging{})
		if want := map[bool]int{false: 1, true: 0}[open]; err != nil || len(got.Items) != want {
			t.Errorf("open %v: %d cards, %v", open, len(got.Items), err)
		}
	}
}

// clearanceFaults are the write paths of clearances.
func clearanceFaults() []staged {
	want := func(w *world) identity.Clearance {
		return identity.Clearance{Level: identity.Confidential, Issuer: "无锡市国家保密局", Document: "锡保〔2026〕3号", Until: w.clock.Now().Add(time.Hour)}
	}
	boss := func(w *world) identity.Principal {
		return w.person("security", watch(identity.SecurityAdministrator, identity.Target{}))
	}
	return []staged{
		{"clear a person", func(w *world, s stage) func() error {
			by, c := boss(w), want(w)
			return func() error {
				_, err := w.identity.SetClearance(w.t.Context(), by.Actor(), s.keeper.Account.ID, &c, "岗位需要")
				return err
			}
		}, false},
		{"take a clearance back", func(w *world, s stage) func() error {
			by, c := boss(w), want(w)
			_, err := w.identity.SetClearance(w.t.Context(), by.Actor(), s.keeper.Account.ID, &c, "岗位需要")
			w.ok(err)
			return func() error {
				_, err := w.identity.SetClearance(w.t.Context(), by.Actor(), s.keeper.Account.ID, nil, "调离")
				return err
			}
		}, false},
	}
}
