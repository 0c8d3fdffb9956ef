package rows_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/oversight"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/store/rows"
)

// watched is a world with the watchers over the watchers.
type watched struct {
	*world
	over    *oversight.Service
	auditor identity.Principal
	grants  *rows.Access
}

func newWatched(t *testing.T, w *world) *watched {
	t.Helper()
	out := &watched{world: w, grants: rows.NewAccess(w.db), auditor: w.person("auditor", identity.Grantable{Role: identity.Auditor})}
	var err error
	out.over, err = oversight.New(oversight.Config{Store: rows.NewOversight(w.db), Cameras: w.registry.Read(), Now: w.clock.Now})
	w.ok(err)
	return out
}

// looks puts on record what somebody did with an hour of footage, granted
// unless refused is a code, and returns the act's number.
func (w *watched) looks(p identity.Principal, act audit.Act, camera shiheng.CameraID, purpose, approver, refused string) int64 {
	w.t.Helper()
	now := w.clock.Now()
	g := shiheng.Grant{
		ID: shiheng.NewID[shiheng.GrantID](now), Account: p.Account.ID, Session: p.Session.ID, Act: shiheng.ActPlayback,
		Cameras: []shiheng.CameraID{camera}, Footage: shiheng.Span{From: now.Add(-2 * time.Hour), To: now.Add(-time.Hour)}, Until: now.Add(time.Hour),
	}
	if act == audit.FootageExport {
		g.Act = shiheng.ActExport
	}
	e := audit.New(now, p.Actor(), act, audit.On("grant", g.ID)).About(camera)
	if refused != "" {
		w.ok(w.log.Append(w.t.Context(), e.Refuse("W168/29/1", refused)))
	} else {
		w.ok(w.grants.Write(w.t.Context(), func(tx access.Tx) error {
			return errors.Join(tx.InsertGrant(access.Minted{Grant: g, At: now, Purpose: purpose, Approver: approver}), tx.Append(e))
		}))
	}
	got := w.events(act)
	return slices.MaxFunc(got, func(a, b audit.Entry) int { return int(a.Seq - b.Seq) }).Seq
}

// alarms are those that wait, as "who pattern value".
func (w *watched) alarms(f oversight.Filter) []oversight.Alarm {
	w.t.Helper()
	got, err := w.over.Read().Alarms(w.t.Context(), f, audit.Paging{})
	w.ok(err)
	return got.Items
}

func (w *watched) waiting(names map[shiheng.AccountID]string) (out []string) {
	w.t.Helper()
	for _, a := range w.alarms(oversight.Filter{}) {
		out = append(out, fmt.Sprintf("%s %s %g", names[a.Account], a.Pattern, a.Value))
	}
	slices.Sort(out)
	return out
}

// contractOversight: what the record shows of a week's acts (W168/29/1,
// R799/16), the alarms of it, and what becomes of them.
func contractOversight(t *testing.T, world *world) {
	ctx := t.Context()
	w := newWatched(t, world)
	branch := w.organisation(party.Organisation{Name: "滨湖分局", Functions: []party.Function{party.Supervisor}, Level: party.DistrictLevel, Division: "320211"})
	_, _, here := w.site("滨湖")
	far, v, there := w.site("梁溪")
	far.Division = "320213"
	_, err := w.registry.SavePlace(ctx, house, far)
	w.ok(err)
	night, far4, words, again, own := w.person("night"), w.person("far"), w.person("words"), w.person("again"), w.person("own")
	_, err = w.identity.Change(ctx, house, far4.Account.ID, identity.AccountChange{Of: &identity.Belonging{Organisation: branch.ID}, Version: far4.Account.Version})
	w.ok(err)
	names := map[shiheng.AccountID]string{
		night.Account.ID: "night", far4.Account.ID: "far", words.Account.ID: "words", again.Account.ID: "again", own.Account.ID: "own",
	}
	w.clock.Add(14 * time.Hour) // 23:00 in Wuxi
	for range 5 {
		w.looks(night, audit.FootagePlayback, here.ID, "", "", "")
	}
	w.clock.Add(10 * time.Hour) // the morning after
	for range 3 {
		w.looks(far4, audit.FootagePlayback, there.ID, "", "", "")
		w.looks(again, audit.FootagePlayback, there.ID, "", "", "access.scope")
		w.clock.Add(9 * time.Minute)
		w.looks(again, audit.FootagePlayback, there.ID, "", "", "")
		w.clock.Add(20 * time.Minute)
	}
	for range 10 {
		w.looks(words, audit.FootagePlayback, here.ID, "工作需要", "", "")
	}
	w.looks(own, audit.FootageExport, here.ID, "核查", "own", "")
	guesser := w.person("guesser")
	names[guesser.Account.ID] = "guesser"
	for n := range 5 {
		if n == 4 {
			w.ok(w.over.Look(ctx)) // four are nobody's alarm
			if got := w.waiting(names); slices.Contains(got, "guesser proofs 4") {
				t.Errorf("%q", got)
			}
		}
		w.clock.Add(time.Hour)
		var err error
		if n%2 == 0 { // at the door as well as behind it
			_, err = w.identity.Login(ctx, identity.Credentials{Login: "guesser", Password: "wrong wrong wrong"})
		} else {
			_, err = w.identity.StepUp(ctx, guesser, "wrong wrong wrong", "")
		}
		wantCode(t, err, shiheng.ErrForbidden, "login.wrong")
	}
	w.ok(w.over.Look(ctx))
	w.ok(w.over.Look(ctx)) // a second look finds nothing more
	want := []string{"again retried 3", "far outside 3", "guesser proofs 5", "night night 5", "own own-name 1", "words volume 10", "words words 10"}
	if got := w.waiting(names); !slices.Equal(got, want) {
		t.Errorf("waiting %q, want %q", got, want)
	}
	if n := len(w.events(audit.OversightAlarm)); n != len(want) {
		t.Errorf("%d alarms on record, want %d", n, len(want))
	}
	w.decided(t, words)
	w.canaries(t, far4, w.camera(far, v, "没有人要看的相机"))
	w.samples(t)
	w.stays(t)
}

// stays: the last auditor is neither disabled nor relieved; one of two is.
func (w *watched) stays(t *testing.T) {
	ctx := t.Context()
	dismiss := func() error {
		a, err := w.identity.Account(ctx, w.auditor.Account.ID)
		w.ok(err)
		yes := true
		_, err = w.identity.Change(ctx, house, a.ID, identity.AccountChange{Disabled: &yes, Version: a.Version})
		return err
	}
	wantCode(t, dismiss(), shiheng.ErrForbidden, "role.last-auditor")
	if n := w.refusedBy(audit.AccountChange, "W168/29/1", "role.last-auditor"); n != 1 {
		t.Errorf("%d refusals on record", n)
	}
	w.person("second-auditor", identity.Grantable{Role: identity.Auditor})
	w.ok(dismiss())
}

// decided: a verdict is given once, with words, by somebody else; what doubles
// afterwards is an alarm again.
func (w *watched) decided(t *testing.T, words identity.Principal) {
	ctx := t.Context()
	f := oversight.Filter{Pattern: oversight.Words, Account: words.Account.ID}
	a := w.alarms(f)[0]
	d := oversight.Decision{Verdict: oversight.Justified, Note: "内勤批量核查"}
	_, err := w.over.Decide(ctx, w.auditor.Actor(), a.ID, oversight.Decision{Verdict: oversight.Justified, Note: "好"})
	wantCode(t, err, shiheng.ErrInvalid, "oversight.note")
	_, err = w.over.Decide(ctx, w.auditor.Actor(), a.ID, oversight.Decision{Note: "内勤批量核查"})
	wantCode(t, err, shiheng.ErrInvalid, "oversight.verdict")
	_, err = w.over.Decide(ctx, words.Actor(), a.ID, d)
	wantCode(t, err, shiheng.ErrForbidden, "oversight.own")
	if n := w.refusedBy(audit.OversightDecide, "W168/29/1", "oversight.own"); n != 1 {
		t.Errorf("%d refusals on record", n)
	}
	got, err := w.over.Decide(ctx, w.auditor.Actor(), a.ID, d)
	if err != nil || got.By != w.auditor.Account.ID || got.Verdict != oversight.Justified {
		t.Errorf("%+v, %v", got, err)
	}
	_, err = w.over.Decide(ctx, w.auditor.Actor(), a.ID, d)
	wantCode(t, err, shiheng.ErrConflict, "oversight.decided")
	_, err = w.over.Decide(ctx, w.auditor.Actor(), shiheng.NewID[oversight.AlarmID](start()), d)
	wantCode(t, err, shiheng.ErrNotFound, "alarm.none")
	for range 9 {
		w.looks(words, audit.FootagePlayback, shiheng.CameraID(a.ID), "工作需要", "", "")
	}
	w.ok(w.over.Look(ctx))
	if got := w.alarms(f); len(got) != 0 {
		t.Errorf("raised anew though not doubled: %+v", got)
	}
	w.looks(words, audit.FootagePlayback, shiheng.CameraID(a.ID), "工作需要", "", "")
	w.ok(w.over.Look(ctx))
	if got := w.alarms(f); len(got) != 1 || got[0].Value != 20 || got[0].ID == a.ID {
		t.Errorf("not raised anew though doubled: %+v", got)
	}
	f.Decided = true
	if got := w.alarms(f); len(got) != 1 || got[0].Note != d.Note || !got[0].Decision.At.Equal(w.clock.Now()) {
		t.Errorf("decided: %+v", got)
	}
}

// canaries: opening one is an alarm at once, refused or not; what was done
// before it was one is not.
func (w *watched) canaries(t *testing.T, p identity.Principal, c registry.Camera) {
	ctx := t.Context()
	w.looks(p, audit.FootagePlayback, c.ID, "", "", "")
	w.clock.Add(time.Second)
	_, err := w.over.SetCanary(ctx, w.auditor.Actor(), shiheng.NewID[shiheng.CameraID](start()), "")
	wantCode(t, err, shiheng.ErrNotFound, "camera.none")
	_, err = w.over.SetCanary(ctx, w.auditor.Actor(), c.ID, "仓库角落")
	w.ok(err)
	w.ok(w.over.Canaries(ctx))
	f := oversight.Filter{Pattern: oversight.Opened}
	if got := w.alarms(f); len(got) != 0 {
		t.Errorf("alarms before anybody touched it: %+v", got)
	}
	w.looks(p, audit.FootageLive, c.ID, "", "", "access.scope")
	w.ok(w.over.Canaries(ctx))
	w.looks(p, audit.FootagePlayback, c.ID, "", "", "")
	w.ok(w.over.Canaries(ctx))
	w.ok(w.over.Canaries(ctx))
	got := w.alarms(f)
	if len(got) != 1 || got[0].Account != p.Account.ID || got[0].Value != 2 || got[0].About != c.ID.String() {
		t.Fatalf("after two touches: %+v", got)
	}
	_, err = w.over.Decide(ctx, w.auditor.Actor(), got[0].ID, oversight.Decision{Verdict: oversight.Concern, Note: "约谈当事人"})
	w.ok(err)
	w.looks(p, audit.FootagePlayback, c.ID, "", "", "")
	w.ok(w.over.Canaries(ctx))
	if got := w.alarms(f); len(got) != 1 || got[0].Value != 1 {
		t.Errorf("touched again after the verdict: %+v", got)
	}
	list, err := w.over.Read().Canaries(ctx)
	if err != nil || len(list) != 1 || list[0].Note != "仓库角落" || list[0].By != w.auditor.Account.ID {
		t.Errorf("canaries %+v, %v", list, err)
	}
	w.ok(w.over.DropCanary(ctx, w.auditor.Actor(), c.ID))
	wantCode(t, w.over.DropCanary(ctx, w.auditor.Actor(), c.ID), shiheng.ErrNotFound, "canary.none")
	if n := len(w.events(audit.OversightCanary)); n != 2 {
		t.Errorf("%d changes of canaries on record", n)
	}
}

// samples: a share of a week that is over is drawn once, and each is reviewed
// by somebody who opened it.
func (w *watched) samples(t *testing.T) {
	ctx := t.Context()
	list := func(f oversight.Filter) []oversight.Sample {
		t.Helper()
		got, err := w.over.Read().Samples(ctx, f, audit.Paging{})
		w.ok(err)
		return got.Items
	}
	if got := list(oversight.Filter{}); len(got) != 0 {
		t.Errorf("the week is not over: %+v", got)
	}
	w.days(7)
	w.ok(w.over.Look(ctx))
	w.ok(w.over.Look(ctx))
	got := list(oversight.Filter{})
	if len(got) != 1 || got[0].Week.String() != "2026-11-23" { // some 30 acts
		t.Fatalf("drawn: %+v", got)
	}
	seq := got[0].Seq
	d := oversight.Decision{Verdict: oversight.Justified, Note: "与派工单一致"}
	_, err := w.over.Review(ctx, w.auditor.Actor(), seq, d)
	wantCode(t, err, shiheng.ErrConflict, "oversight.unopened")
	m, e, err := w.over.Open(ctx, w.auditor.Actor(), seq)
	if err != nil || m.Opened.IsZero() || e.Seq != seq || e.Actor.Account.IsZero() {
		t.Errorf("opened %+v, %+v, %v", m, e, err)
	}
	_, err = w.over.Review(ctx, e.Actor, seq, d)
	wantCode(t, err, shiheng.ErrForbidden, "oversight.own")
	w.clock.Add(90 * time.Second)
	_, _, err = w.over.Open(ctx, w.auditor.Actor(), seq) // the first look counts
	w.ok(err)
	_, err = w.over.Review(ctx, w.auditor.Actor(), seq, d)
	w.ok(err)
	_, err = w.over.Review(ctx, w.auditor.Actor(), seq, d)
	wantCode(t, err, shiheng.ErrConflict, "oversight.decided")
	figures, err := w.over.Read().Figures(ctx)
	if err != nil || len(figures) != 1 || figures[0] != (oversight.Figures{By: w.auditor.Account.ID, Decided: 1, Median: 90}) {
		t.Errorf("figures %+v, %v", figures, err)
	}
	if _, _, err := w.over.Open(ctx, w.auditor.Actor(), 1<<40); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("a sample that is not there: %v", err)
	}
	if len(list(oversight.Filter{})) != 0 || len(list(oversight.Filter{Decided: true})) != 1 {
		t.Error("the sample still waits")
	}
}
