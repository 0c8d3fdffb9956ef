package rows_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/store/rows"
)

// accounts finds accounts by login, as app does.
type accounts struct{ w *world }

func (a accounts) AccountOf(ctx context.Context, login string) (identity.Account, error) {
	got, err := a.w.identity.Accounts(ctx, audit.Paging{Limit: 500})
	for _, x := range got.Items {
		if x.Login == login {
			return x, err
		}
	}
	return identity.Account{}, errors.Join(err, shiheng.NotFound("account.none"))
}

// openDesk opens the counter. Whoever is called 保安 is of every site.
func (w *world) openDesk() {
	w.t.Helper()
	var err error
	w.desk, err = official.New(official.Config{
		Basic: basicOf,
		Store: rows.NewOfficial(w.db), Access: w.access, Clauses: w.clauses, Papers: w.papers, Cameras: w.registry.Read(),
		Units: rows.NewParties(w.db), People: accounts{w}, Now: w.clock.Now,
		Site: func(_ context.Context, o official.Officer, _ []registry.Linked) (bool, error) {
			return strings.HasPrefix(o.Name, "保安"), nil
		},
		Secure: func(ctx context.Context, k official.Clerk, want official.Securing) error {
			_, err := w.holds.Place(ctx, w.hand(k.Principal), evidence.Placing{
				Cameras: want.Cameras, From: want.Span.From, To: want.Span.To, Matter: want.Matter, Reason: want.Reason,
				Application: want.Application.String(), Organ: want.Organ,
			})
			return err
		},
		Held: func(context.Context, official.ApplicationID) ([]official.Secured, error) { return nil, nil },
	})
	w.ok(err)
}

// counter is somebody at the counter who may know of everything.
func (w *world) counter(login string) official.Clerk {
	w.t.Helper()
	p := w.person(login, watch(identity.WatchKeeper, identity.Target{}))
	return official.Clerk{Principal: p, Scope: registry.Scope{All: true}}
}

// asks is what two officers of 梁溪分局 ask for.
func (w *world) asks(cameras ...shiheng.CameraID) official.Asked {
	return official.Asked{
		Authority: official.Investigation, Organ: "梁溪分局", Case: "锡公（刑）立字〔2026〕1号", Purpose: "查找嫌疑车辆",
		Acts: []clause.Act{clause.View}, Cameras: cameras, From: w.clock.Now().Add(-2 * time.Hour), To: w.clock.Now().Add(-time.Hour),
	}
}

// shows is all the evidence there must be.
func (w *world) shows(by audit.Actor) official.Evidence {
	scan := w.attach(by, "jieshaoxin.txt", "介绍信").ID
	officer := func(name, card string) official.OfficerEvidence {
		return official.OfficerEvidence{OfficerEntry: official.OfficerEntry{Name: name, Unit: "梁溪分局", Card: card}, Shown: true}
	}
	return official.Evidence{
		Officers: []official.OfficerEvidence{officer("王建国", "032001"), officer("李敏", "032002")},
		Letter: &official.LetterEntry{
			Unit: "梁溪分局", Number: "介2026-7", Matter: "锡公（刑）立字〔2026〕1号", From: w.today(), Until: w.today().Add(6), Scan: scan,
		},
		Registered: true, Served: &official.ServedEntry{Signed: true},
	}
}

// granted is an application with all of it granted.
func (w *world) granted(k official.Clerk, cameras ...shiheng.CameraID) official.Application {
	w.t.Helper()
	a, err := w.desk.Register(w.t.Context(), k, w.asks(cameras...), w.shows(k.Actor()))
	w.ok(err)
	a, err = w.desk.Grant(w.t.Context(), k, a.ID, a.Version, official.Granting{})
	w.ok(err)
	return a
}

// refusedFor checks that an error is a refusal that names the codes.
func refusedFor(t *testing.T, err error, codes ...string) {
	t.Helper()
	r, ok := errors.AsType[*access.Refusal](err)
	var got []string
	if ok {
		for _, c := range r.Unmet {
			got = append(got, c.Code)
		}
	}
	if !slices.Equal(got, codes) {
		t.Errorf("refused for %q (%v), want %q", got, err, codes)
	}
}

// contractOfficial is one lawful story, from arrival to the last receipt.
func contractOfficial(t *testing.T, w *world) {
	ctx := t.Context()
	_, _, c := w.site("广场")
	k := w.counter("clerk")
	a, err := w.desk.Register(ctx, k, w.asks(c.ID), official.Evidence{})
	w.ok(err)
	if a.State != official.Received || a.Version != 1 {
		t.Errorf("%+v", a)
	}
	_, err = w.desk.Grant(ctx, k, a.ID, 0, official.Granting{})
	refusedFor(t, err, "clause.officials-two", "clause.officials-cards", "clause.officials-letter", "clause.officials-registered", "clause.officials-rules")
	if w.refusedBy(audit.OfficialGrant, "W168/24/1/1", "clause.officials-two") != 1 {
		t.Error("the refusal is not on record")
	}
	ev := w.shows(k.Actor())
	a, err = w.desk.Supplement(ctx, k, a.ID, a.Version, ev)
	w.ok(err)
	if a.State != official.Completing || a.Version != 2 || len(a.Officers) != 2 {
		t.Errorf("%+v", a)
	}
	_, err = w.desk.Grant(ctx, k, a.ID, 1, official.Granting{})
	wantCode(t, err, shiheng.ErrConflict, "official.changed")
	a, err = w.desk.Grant(ctx, k, a.ID, a.Version, official.Granting{Acts: []clause.Act{clause.View}})
	w.ok(err)
	if a.State != official.Granted || a.Form.IsZero() || a.Ruling.Part || a.Ruling.Minutes != 240 || a.Ruling.Clauses != w.clauses.Digest().String() {
		t.Errorf("%+v", a.Ruling)
	}
	g, a, err := w.desk.Open(ctx, k, a.ID)
	w.ok(err)
	if g.Basis != "W168/24" || g.Act != shiheng.ActPlayback || !slices.Equal(g.Cameras, []shiheng.CameraID{c.ID}) || g.Footage != a.Span() ||
		g.Quota != 240*60 || len(a.Viewings) != 1 || !strings.Contains(g.Mark, "032001") {
		t.Errorf("%+v", g)
	}
	if got, err := w.access.Redeem(ctx, k.Principal, g.ID); err != nil || got.Quota != g.Quota {
		t.Errorf("%+v, %v", got, err)
	}
	if e := w.events(audit.FootagePlayback); len(e) != 1 || e[0].Article != "W168/24" || e[0].Object != audit.On("grant", g.ID) {
		t.Errorf("opened, on record: %+v", e)
	}
	w.ok(w.desk.Served(g, c.ID, shiheng.Served{Chunks: 3, Bytes: 1000, Footage: 6 * time.Second}))
	w.ok(w.desk.Receipt(ctx))
	w.ok(w.desk.Served(g, c.ID, shiheng.Served{Chunks: 1, Bytes: 500, Footage: 2 * time.Second}))
	w.ok(w.desk.Receipt(ctx))
	w.ok(w.desk.Receipt(ctx)) // nothing is nothing
	used, err := w.desk.Read().Used(ctx, a.ID)
	if err != nil || len(used) != 1 || used[0] != (official.Used{Grant: g.ID, Chunks: 4, Bytes: 1500, Seconds: 8}) {
		t.Errorf("%+v, %v", used, err)
	}
	if e := w.events(audit.OfficialReceipt); len(e) != 2 || e[0].Details["chunks"] != "1" || e[0].Details["sumSeconds"] != "8.0" {
		t.Errorf("%+v", e)
	}
	again, err := w.desk.Read().Application(ctx, a.ID)
	if err != nil || again.Label() != a.Label() || len(again.Viewings) != 1 || again.Letter != a.Letter {
		t.Errorf("%+v, %v", again, err)
	}
	a, err = w.desk.Close(ctx, k, a.ID)
	w.ok(err)
	if a.State != official.Closed || len(w.events(audit.GrantEnd)) != 1 {
		t.Error("closed, and a grant still runs")
	}
}

// contractOfficialLists: an application is seen by whoever may know of every
// camera it is about, and is narrowed by what it is searched by.
func contractOfficialLists(t *testing.T, w *world) {
	ctx := t.Context()
	p, _, here := w.site("东")
	_, other, there := w.site("西")
	k := w.counter("clerk")
	one := w.granted(k, here.ID)
	w.clock.Add(time.Second)
	ask := w.asks(here.ID, there.ID)
	ask.Organ = "市应急管理局"
	both, err := w.desk.Register(ctx, k, ask, official.Evidence{})
	w.ok(err)
	list := func(f official.Filter) (out []official.ApplicationID) {
		t.Helper()
		for next := ""; ; {
			got, err := w.desk.Read().Applications(ctx, f, audit.Paging{Cursor: next, Limit: 1})
			w.ok(err)
			for _, a := range got.Items {
				out = append(out, a.ID)
			}
			if next = got.Next; next == "" {
				return out
			}
		}
	}
	all := registry.Scope{All: true}
	for name, tt := range map[string]struct {
		f    official.Filter
		want []official.ApplicationID
	}{
		"all":                {official.Filter{Scope: all}, []official.ApplicationID{both.ID, one.ID}},
		"nothing":            {official.Filter{}, nil},
		"one place":          {official.Filter{Scope: registry.Scope{Places: []shiheng.PlaceID{p.ID}}}, []official.ApplicationID{one.ID}},
		"the other system":   {official.Filter{Scope: registry.Scope{Systems: []shiheng.SystemID{other.ID}}}, nil},
		"both":               {official.Filter{Scope: registry.Scope{Cameras: []shiheng.CameraID{here.ID, there.ID}}}, []official.ApplicationID{both.ID, one.ID}},
		"state":              {official.Filter{Scope: all, State: official.Granted}, []official.ApplicationID{one.ID}},
		"text":               {official.Filter{Scope: all, Text: "应急"}, []official.ApplicationID{both.ID}},
		"officer's name":     {official.Filter{Scope: all, Text: "李敏"}, []official.ApplicationID{one.ID}},
		"letter":             {official.Filter{Scope: all, Letter: one.Letter}, []official.ApplicationID{one.ID}},
		"today":              {official.Filter{Scope: all, From: w.today(), To: w.today()}, []official.ApplicationID{both.ID, one.ID}},
		"tomorrow":           {official.Filter{Scope: all, From: w.today().Add(1)}, nil},
		"nothing is due":     {official.Filter{Scope: all, DueBy: w.today().Add(99)}, nil},
		"nobody's own":       {official.Filter{Scope: all, Officer: k.Account.ID}, nil},
		"one that is not so": {official.Filter{Scope: all, ID: one.ID, State: official.Refused}, nil},
	} {
		if got := list(tt.f); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
	local := official.Clerk{Principal: k.Principal, Scope: registry.Scope{Places: []shiheng.PlaceID{p.ID}}}
	_, err = w.desk.Supplement(ctx, local, both.ID, 0, official.Evidence{Registered: true})
	wantCode(t, err, shiheng.ErrNotFound, "official.none")
	_, err = w.desk.Register(ctx, local, ask, official.Evidence{})
	refusedFor(t, err, "access.scope")
}

// TestOfficialLetter_W168_24_1_2: a letter serves several visits for its
// matter and no other matter.
func TestOfficialLetter_W168_24_1_2(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("码头")
	k := w.counter("clerk")
	first := w.granted(k, c.ID)
	again, err := w.desk.Register(ctx, k, w.asks(c.ID), w.shows(k.Actor()))
	w.ok(err)
	if again.Letter != first.Letter {
		t.Error("the second visit made another letter")
	}
	_, err = w.desk.Grant(ctx, k, again.ID, 0, official.Granting{})
	w.ok(err)
	other := w.asks(c.ID)
	other.Case = "锡公（刑）立字〔2026〕2号"
	ev := w.shows(k.Actor())
	_, err = w.desk.Register(ctx, k, other, ev)
	wantCode(t, err, shiheng.ErrForbidden, "official.letter-other-matter")
	if w.refusedBy(audit.OfficialRegister, "W168/24/1/2", "official.letter-other-matter") != 1 {
		t.Error("not on record")
	}
	_, err = w.desk.Grant(ctx, k, w.registered(k, c.ID).ID, 0, official.Granting{Until: w.clock.Now().Add(30 * 24 * time.Hour)})
	wantCode(t, err, shiheng.ErrForbidden, "official.until-letter")
}

// registered is an application with all its evidence and no ruling.
func (w *world) registered(k official.Clerk, cameras ...shiheng.CameraID) official.Application {
	w.t.Helper()
	a, err := w.desk.Register(w.t.Context(), k, w.asks(cameras...), w.shows(k.Actor()))
	w.ok(err)
	return a
}

// TestOfficialRefusal_W168_24_2: a missing item is named, on a note; a clerk
// cannot refuse what has everything, whoever answers for the unit can, in his
// own name and under W168/38.
func TestOfficialRefusal_W168_24_2(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("车站")
	k := w.counter("clerk")
	ev := w.shows(k.Actor())
	ev.Officers = ev.Officers[:1]
	a, err := w.desk.Register(ctx, k, w.asks(c.ID), ev)
	w.ok(err)
	a, err = w.desk.Refuse(ctx, k, a.ID, a.Version, official.Refusing{}, false)
	w.ok(err)
	if a.State != official.Refused || !slices.Equal(a.Ruling.Unmet, []string{"clause.officials-two"}) || a.Note.IsZero() {
		t.Errorf("%+v", a)
	}
	note, err := w.papers.Read().Record(ctx, a.Note)
	if err != nil || note.Kind != papers.AccessRefusal || !strings.Contains(string(note.HTML), "工作人员不得少于2人") {
		t.Errorf("%v, %s", err, note.Title)
	}
	full := w.registered(k, c.ID)
	_, err = w.desk.Refuse(ctx, k, full.ID, 0, official.Refusing{Reason: "领导不在", Head: "张总"}, false)
	refusedFor(t, err, "clause.must-cooperate")
	if w.refusedBy(audit.OfficialRefuse, "W168/38/2", "clause.must-cooperate") != 1 {
		t.Error("Article 38 is not on record")
	}
	_, err = w.desk.Refuse(ctx, k, full.ID, 0, official.Refusing{Reason: "领导不在"}, true)
	wantCode(t, err, shiheng.ErrInvalid, "official.refuse-reason")
	full, err = w.desk.Refuse(ctx, k, full.ID, 0, official.Refusing{Reason: "领导不在", Head: "张总"}, true)
	w.ok(err)
	note, err = w.papers.Read().Record(ctx, full.Note)
	if err != nil || !strings.Contains(string(note.HTML), "第三十八条") || !strings.Contains(string(note.HTML), "张总") {
		t.Errorf("%v: no word of Article 38", err)
	}
}

// TestOfficialPart_W168_23: less than was asked is granted with a reason, and
// the grant carries it as its bounds; more is refused.
func TestOfficialPart_W168_23(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p, v, c := w.site("商场")
	d := w.camera(p, v, "商场2")
	k := w.counter("clerk")
	a := w.registered(k, c.ID, d.ID)
	_, err := w.desk.Grant(ctx, k, a.ID, 0, official.Granting{To: a.To.Add(time.Minute)})
	refusedFor(t, err, "clause.officials-bounds")
	_, err = w.desk.Grant(ctx, k, a.ID, 0, official.Granting{Acts: []clause.Act{clause.View, clause.Copy}})
	refusedFor(t, err, "clause.officials-asked")
	less := official.Granting{Cameras: []shiheng.CameraID{d.ID}, From: a.From.Add(30 * time.Minute)}
	_, err = w.desk.Grant(ctx, k, a.ID, 0, less)
	wantCode(t, err, shiheng.ErrInvalid, "official.part-reason")
	less.Reason = "其余与本案无关"
	a, err = w.desk.Grant(ctx, k, a.ID, 0, less)
	w.ok(err)
	g, _, err := w.desk.Open(ctx, k, a.ID)
	w.ok(err)
	if !a.Ruling.Part || !slices.Equal(g.Cameras, less.Cameras) || !g.Footage.From.Equal(less.From) || g.Quota != 4*30*60 {
		t.Errorf("%+v", g)
	}
}

// TestOfficialFresh_W168_24: a granted application opens only while both
// confirmations are fresh; the clerk confirms anew, or an officer by their own
// account, signed in just now. Nobody confirms for another.
func TestOfficialFresh_W168_24(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("公园")
	k := w.counter("clerk")
	remote := official.Clerk{Principal: w.person("limin")}
	ev := w.shows(k.Actor())
	ev.Officers[1].Login, ev.Officers[1].Shown = "limin", false
	a, err := w.desk.Register(ctx, k, w.asks(c.ID), ev)
	w.ok(err)
	_, err = w.desk.Grant(ctx, k, a.ID, 0, official.Granting{})
	refusedFor(t, err, "clause.officials-cards")
	_, err = w.desk.Confirm(ctx, k, a.ID)
	wantCode(t, err, shiheng.ErrNotFound, "official.none")
	a, err = w.desk.Confirm(ctx, remote, a.ID)
	w.ok(err)
	if o := a.Officers[1]; o.Confirmed == nil || o.Confirmed.How != official.ByAccount || o.Confirmed.Account != remote.Account.ID {
		t.Errorf("%+v", o)
	}
	_, err = w.desk.Grant(ctx, k, a.ID, 0, official.Granting{})
	w.ok(err)
	_, _, err = w.desk.Open(ctx, k, a.ID)
	w.ok(err)
	w.clock.Add(16 * time.Minute)
	_, _, err = w.desk.Open(ctx, k, a.ID)
	refusedFor(t, err, "clause.officials-cards")
	if w.refusedBy(audit.OfficialOpen, "W168/24/1/2", "clause.officials-cards") != 1 {
		t.Error("not on record")
	}
	_, err = w.desk.Confirm(ctx, remote, a.ID)
	wantCode(t, err, shiheng.ErrForbidden, "session.step-up")
	for i := range ev.Officers {
		ev.Officers[i].Shown = true
	}
	_, err = w.desk.Supplement(ctx, k, a.ID, 0, official.Evidence{Officers: ev.Officers})
	w.ok(err)
	_, _, err = w.desk.Open(ctx, k, a.ID)
	w.ok(err)
}

// TestOfficialSite_W168_24_1_1: staff of the site is none of the two, nor is
// the clerk who confirms.
func TestOfficialSite_W168_24_1_1(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("学校")
	k := w.counter("clerk")
	for _, change := range []func(*official.OfficerEvidence){
		func(o *official.OfficerEvidence) { o.Name = "保安刘" },
		func(o *official.OfficerEvidence) { o.Login = "clerk" },
	} {
		ev := w.shows(k.Actor())
		change(&ev.Officers[1])
		a, err := w.desk.Register(ctx, k, w.asks(c.ID), ev)
		w.ok(err)
		_, err = w.desk.Grant(ctx, k, a.ID, 0, official.Granting{})
		refusedFor(t, err, "clause.officials-two")
	}
	unit := w.unit("梁溪分局", party.SiteOperator) // not a unit that requests
	ev := w.shows(k.Actor())
	ev.Officers[0].UnitID = unit.ID
	_, err := w.desk.Register(ctx, k, w.asks(c.ID), ev)
	wantCode(t, err, shiheng.ErrInvalid, "official.unit")
}

// TestOfficialRevoked_W168_29: what runs ends within a second, with its cause,
// when the permission is taken back; and when the quota is used up.
func TestOfficialRevoked_W168_29(t *testing.T) {
	for _, tt := range []struct {
		name, code string
		do         func(*world, official.Clerk, official.Application, shiheng.Grant) error
	}{
		{"taken back", "official.revoked", func(w *world, k official.Clerk, a official.Application, _ shiheng.Grant) error {
			_, err := w.desk.Revoke(w.t.Context(), k, a.ID, "案件已撤销")
			return err
		}},
		{"used up", "official.quota", func(w *world, _ official.Clerk, _ official.Application, g shiheng.Grant) error {
			err := w.desk.Served(g, g.Cameras[0], shiheng.Served{Chunks: 1, Footage: time.Duration(g.Quota+1) * time.Second})
			if !errors.Is(err, shiheng.ErrExhausted) {
				w.t.Errorf("served past the quota: %v", err)
			}
			return w.desk.Receipt(w.t.Context())
		}},
		{"session over", "session.revoked", func(w *world, k official.Clerk, _ official.Application, _ shiheng.Grant) error {
			return w.identity.Revoke(w.t.Context(), house, k.Session.ID)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, sqliteURL(t), false)
				w.clock.Tick()
				w.run()
				_, _, c := w.site("桥")
				k := w.counter("clerk")
				g, a, err := w.desk.Open(t.Context(), k, w.granted(k, c.ID).ID)
				w.ok(err)
				under, stop, err := w.access.Watch(t.Context(), g.ID)
				w.ok(err)
				defer stop()
				time.Sleep(30 * time.Second) // it is looked at again and again, and runs; longer without a beat it would not
				if under.Err() != nil {
					t.Fatalf("ended early: %v", context.Cause(under))
				}
				began := time.Now()
				w.ok(tt.do(w, k, a, g))
				if tt.code != "session.revoked" && under.Err() == nil {
					t.Error("it runs on when the act is over")
				}
				<-under.Done()
				if took := time.Since(began); took > time.Second {
					t.Errorf("took %v", took)
				}
				if cause, ok := errors.AsType[*shiheng.Error](context.Cause(under)); !ok || cause.Code != tt.code {
					t.Errorf("ended with %v", context.Cause(under))
				}
			})
		})
	}
}

// TestOfficialHold_W168_29_2: one person secures footage before any condition
// is met. It becomes a hold of the one register, of the organ that asked.
func TestOfficialHold_W168_29_2(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("河岸")
	k := w.counter("clerk")
	a, err := w.desk.Register(ctx, k, w.asks(c.ID), official.Evidence{})
	w.ok(err)
	w.shelf.broken = true
	_, err = w.desk.Hold(ctx, k, a.ID, official.Holding{Reason: "涉及违法犯罪证据"})
	if !errors.Is(err, shiheng.ErrUnavailable) || len(w.shelf.pins) != 0 || len(w.holdsOf(evidence.Filter{})) != 0 {
		t.Errorf("%v, %v", err, w.shelf.pins)
	}
	w.shelf.broken = false
	_, err = w.desk.Hold(ctx, k, a.ID, official.Holding{Reason: "涉及违法犯罪证据"})
	w.ok(err)
	got := w.holdsOf(evidence.Filter{Application: a.ID.String()})
	if len(got) != 1 || !got[0].Outside() || got[0].Organ != a.Organ || got[0].Matter != a.Asked.Matter() || got[0].Span() != a.Span() {
		t.Errorf("%+v", got)
	}
	if e := w.events(audit.HoldPlace); len(e) != 1 || e[0].Details["application"] != a.ID.String() {
		t.Errorf("on record: %+v", e)
	}
	a, err = w.desk.Withdraw(ctx, k, a.ID, "不再需要")
	w.ok(err)
	_, err = w.desk.Hold(ctx, k, a.ID, official.Holding{Reason: "证据"})
	wantCode(t, err, shiheng.ErrConflict, "official.state")
	if got := w.holdsOf(evidence.Filter{State: evidence.InForce}); len(got) != 1 {
		t.Errorf("a withdrawn application leaves %d holds", len(got))
	}
}

// TestOfficialCopy_W168_24: a copy is a line of the register; the application
// is not closed before its receipt is in and its day was kept.
func TestOfficialCopy_W168_24(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("医院")
	k := w.counter("clerk")
	ask := w.asks(c.ID)
	ask.Acts = []clause.Act{clause.View, clause.Copy}
	a, err := w.desk.Register(ctx, k, ask, w.shows(k.Actor()))
	w.ok(err)
	a, err = w.desk.Grant(ctx, k, a.ID, 0, official.Granting{ReturnBy: w.today().Add(30).String()})
	w.ok(err)
	if len(a.Copies) != 1 || a.Copies[0].Act != clause.Copy || a.Due() != w.today().Add(7) {
		t.Errorf("%+v, due %v", a.Copies, a.Due())
	}
	_, err = w.desk.Close(ctx, k, a.ID)
	wantCode(t, err, shiheng.ErrForbidden, "official.follow-open")
	line := a.Copies[0]
	line.ReceivedOn, line.Receipt = w.today(), w.attach(k.Actor(), "huizhi.txt", "签收").ID
	a, err = w.desk.Follow(ctx, k, a.ID, 0, line)
	w.ok(err)
	if a.Due() != w.today().Add(30) {
		t.Errorf("due %v", a.Due())
	}
	got, err := w.desk.Read().Applications(ctx, official.Filter{Scope: registry.Scope{All: true}, DueBy: w.today().Add(30)}, audit.Paging{})
	if err != nil || len(got.Items) != 1 {
		t.Errorf("%d to follow up, %v", len(got.Items), err)
	}
	_, err = w.desk.Follow(ctx, k, a.ID, 1, line)
	wantCode(t, err, shiheng.ErrNotFound, "official.no-copy")
	line.Done, line.DoneOn = "destroyed", w.today()
	_, err = w.desk.Follow(ctx, k, a.ID, 0, line)
	w.ok(err)
	_, err = w.desk.Close(ctx, k, a.ID)
	w.ok(err)
}

// TestOfficialNotYet_W168_24: nothing opens that is not granted, whatever is
// evidenced, and the attempt is on record.
func TestOfficialNotYet_W168_24(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	_, _, c := w.site("机场")
	k := w.counter("clerk")
	_, _, err := w.desk.Open(t.Context(), k, w.registered(k, c.ID).ID)
	wantCode(t, err, shiheng.ErrForbidden, "official.not-granted")
	if w.refusedBy(audit.OfficialOpen, "W168/24/1", "official.not-granted") != 1 {
		t.Error("not on record")
	}
}

// TestOfficialQuota_W168_29: what was served under earlier grants of an
// application counts; used up is used up.
func TestOfficialQuota_W168_29(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("港口")
	k := w.counter("clerk")
	a := w.registered(k, c.ID)
	_, err := w.desk.Grant(ctx, k, a.ID, 0, official.Granting{Minutes: 2})
	w.ok(err)
	g, _, err := w.desk.Open(ctx, k, a.ID)
	w.ok(err)
	w.ok(w.desk.Served(g, c.ID, shiheng.Served{Chunks: 50, Footage: 100 * time.Second}))
	w.ok(w.desk.Receipt(ctx))
	g, _, err = w.desk.Open(ctx, k, a.ID)
	if err != nil || g.Quota != 20 {
		t.Errorf("%d seconds left, %v", g.Quota, err)
	}
	w.ok(w.desk.Served(g, c.ID, shiheng.Served{Chunks: 10, Footage: 20 * time.Second}))
	w.ok(w.desk.Receipt(ctx))
	_, _, err = w.desk.Open(ctx, k, a.ID)
	wantCode(t, err, shiheng.ErrForbidden, "official.quota")
}

// TestSuspicion_W168_30_9: the site reports on its own initiative, with the
// clip named and a sheet issued; the receipt is noted once.
func TestSuspicion_W168_30_9(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, v, c := w.site("银行")
	k := w.counter("clerk")
	e := official.SuspicionEntry{
		Camera: c.ID, From: w.clock.Now().Add(-time.Hour), To: w.clock.Now().Add(-50 * time.Minute), FoundAt: w.clock.Now().Add(-20 * time.Minute),
		ReportedAt: w.clock.Now(), What: "有人反复试探车门", Unit: "滨湖分局", Channel: "110",
	}
	r, err := w.desk.Report(ctx, k, e)
	w.ok(err)
	if r.System != v.ID || r.Minutes != 20 || r.Document.IsZero() || r.State != official.Reported {
		t.Errorf("%+v", r)
	}
	got := official.SuspicionReceipt{Number: "回执1", On: w.today(), Scan: w.attach(k.Actor(), "huizhi.txt", "回执").ID}
	r, err = w.desk.Receive(ctx, k, r.ID, got)
	w.ok(err)
	if r.State != official.Receipted || r.Receipt != got {
		t.Errorf("%+v", r)
	}
	_, err = w.desk.Receive(ctx, k, r.ID, official.SuspicionReceipt{Number: "回执2", On: w.today()})
	wantCode(t, err, shiheng.ErrConflict, "suspicion.receipted")
	e.ReportedAt = e.FoundAt.Add(-time.Second)
	_, err = w.desk.Report(ctx, k, e)
	wantCode(t, err, shiheng.ErrInvalid, "suspicion.time")
}
