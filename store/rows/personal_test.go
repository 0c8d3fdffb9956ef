package rows_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/book"
	"shiheng.internal/civic/access/personal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
)

func (w *world) rightsDesk() *personal.Service {
	w.t.Helper()
	out, err := personal.New(personal.Config{Store: rows.NewPersonal(w.db), Papers: w.papers, Law: w.law, Cameras: rows.NewRegistry(w.db), Now: w.clock.Now})
	w.ok(err)
	return out
}

// asksFor is what somebody asks for of an hour ago.
func (w *world) asksFor(kind personal.Kind, v registry.VideoSystem, cameras ...shiheng.CameraID) personal.Asked {
	now := w.clock.Now()
	return personal.Asked{
		Kind: kind, System: v.ID, Cameras: cameras, From: now.Add(-2 * time.Hour), To: now.Add(-time.Hour), What: "穿红色外套，骑电动自行车",
		Person: personal.Claimant{Name: "周某", Document: "id-card", Tail: "123x"},
	}
}

// contractPersonal: what people may ask for about their own image is received,
// decided in time with reasons, and never opens an unmasked file (PIPL/45 to
// 50, W168/26, 28).
func contractPersonal(t *testing.T, w *world) {
	ctx := t.Context()
	_, v, c := w.site("广场")
	other, _, _ := w.site("别处")
	s := w.rightsDesk()
	k := personal.Clerk{Principal: w.person("clerk", watch(identity.WatchKeeper, identity.Target{})), Scope: registry.Scope{All: true}}
	receive := func(a personal.Asked, checked bool) personal.Request {
		t.Helper()
		r, err := s.Receive(ctx, k, a, checked)
		w.ok(err)
		return r
	}

	look := receive(w.asksFor(personal.Look, v, c.ID), false)
	due, _, err := w.law.Due("D-PERSONAL", w.today())
	if err != nil || look.Due != due || look.State != personal.Received || look.Person.Tail != "123X" || look.Number == "" || look.Head().Due != due {
		t.Errorf("%+v, %v", look, err)
	}
	_, err = s.Grant(ctx, k, look.ID, 0, "本人图像")
	wantCode(t, err, shiheng.ErrForbidden, "personal.identity")
	if w.refusedBy(audit.PersonalGrant, "PIPL/50", "personal.identity") != 1 {
		t.Error("the refusal is not on record")
	}
	look, err = s.Check(ctx, k, look.ID)
	w.ok(err)
	_, err = s.Grant(ctx, k, look.ID, look.Version+1, "本人图像")
	wantCode(t, err, shiheng.ErrConflict, "personal.changed")
	look, err = s.Grant(ctx, k, look.ID, look.Version, "本人图像")
	w.ok(err)
	look, err = s.Finish(ctx, k, look.ID, "已陪同查看，看到本人")
	w.ok(err)
	if look.State != personal.Done || look.Answer.IsZero() || !look.Head().Due.IsZero() {
		t.Errorf("%+v", look)
	}

	copied := receive(w.asksFor(personal.Copy, v, c.ID), true)
	copied, err = s.Grant(ctx, k, copied.ID, 0, "遮挡他人后提供")
	w.ok(err)
	if copied.State != personal.ToMask {
		t.Errorf("a copy is %s", copied.State)
	}
	_, err = s.Finish(ctx, k, copied.ID, "已提供")
	wantCode(t, err, shiheng.ErrForbidden, "personal.to-mask")
	if again, err := s.Read().Requests().One(ctx, copied.ID.String()); err != nil || again.State != personal.ToMask {
		t.Errorf("%v, %v", again.State, err)
	}
	if n := len(w.events(audit.FootageExport)) + len(w.events(audit.FootagePlayback)); n != 0 {
		t.Errorf("the desk opened footage %d times", n)
	}

	young := receive(w.asksFor(personal.Erase, v, c.ID), true)
	_, err = s.Grant(ctx, k, young.ID, 0, "同意")
	wantCode(t, err, shiheng.ErrForbidden, "personal.young")
	fix := w.asksFor(personal.Correct, v, c.ID)
	fix.Footage = true
	_, err = s.Grant(ctx, k, receive(fix, true).ID, 0, "同意")
	wantCode(t, err, shiheng.ErrForbidden, "personal.footage-true")
	_, err = s.Refuse(ctx, k, young.ID, 0, "busy", "没有人手")
	wantCode(t, err, shiheng.ErrForbidden, "personal.ground")
	_, err = s.Refuse(ctx, k, young.ID, 0, "true", "与删除无关")
	wantCode(t, err, shiheng.ErrForbidden, "personal.ground")
	_, err = s.Refuse(ctx, k, young.ID, 0, "kept", " ")
	wantCode(t, err, shiheng.ErrForbidden, "personal.refuse-reason")
	young, err = s.Refuse(ctx, k, young.ID, 0, "kept", "留存不足30日")
	w.ok(err)
	note, err := w.papers.Read().Record(ctx, young.Answer)
	if err != nil || note.Kind != papers.PersonalRefusal || !strings.Contains(string(note.HTML), "法定留存期限未届满") || !strings.Contains(string(note.HTML), "人民法院") {
		t.Errorf("%v %s", err, note.Title)
	}
	_, err = s.Withdraw(ctx, k, young.ID, "不办了")
	wantCode(t, err, shiheng.ErrConflict, "personal.state")
	w.clock.Add(40 * 24 * time.Hour)
	old := w.asksFor(personal.Erase, v, c.ID)
	old.From, old.To = old.From.AddDate(0, 0, -40), old.To.AddDate(0, 0, -40)
	_, err = s.Grant(ctx, k, receive(old, true).ID, 0, "期限已过")
	w.ok(err)

	w.personalEdges(t, s, k, v, other)
	w.personalForgotten(t, s, young)
	lines, err := w.register().Lines(ctx, book.Reader{Actor: house}, book.Filter{Scope: k.Scope, Regime: book.Citizen, Act: audit.PersonalRefuse, Camera: c.ID, To: law.DayOf(start())}, audit.Paging{})
	if err != nil || len(lines.Items) != 4 || lines.Items[0].Applicant != young.Number || lines.Items[0].Article != "PIPL/47" {
		t.Errorf("%+v, %v", lines.Items, err)
	}
}

// personalForgotten: the record of an application is kept for the term of the
// law and then has nobody in it; what was decided stays (PIPL/47, 56).
func (w *world) personalForgotten(t *testing.T, s *personal.Service, refused personal.Request) {
	ctx := t.Context()
	until, rule, err := w.law.Due("D-PIA", law.DayOf(refused.Ruling.By.At))
	w.ok(err)
	wantCode(t, refused.MayForget(w.law, until), shiheng.ErrForbidden, "personal.kept")
	if rule.Article != "PIPL/56" {
		t.Errorf("kept by %s", rule.Article)
	}
	w.ok(s.Round(ctx))
	all := func() (out []personal.Request) {
		got, err := s.Read().Requests().List(ctx, registry.RecordFilter{Scope: registry.Scope{All: true}}, audit.Paging{Limit: 500})
		w.ok(err)
		return got.Items
	}
	before := all()
	if slices.ContainsFunc(before, func(r personal.Request) bool { return r.State == personal.Forgotten }) || len(w.events(audit.PersonalForget)) != 0 {
		t.Error("forgotten before the term is over")
	}
	w.clock.Add(until.Add(1).Start().Sub(w.clock.Now()))
	w.ok(s.Round(ctx))
	w.ok(s.Round(ctx)) // once a day
	gone := 0
	for _, r := range all() {
		switch r.State {
		case personal.Refused, personal.Done, personal.Withdrawn:
			if law.DayOf(r.CreatedAt).Before(law.DayOf(refused.CreatedAt).Add(1)) {
				t.Errorf("%s is still %s", r.Number, r.State)
			}
		case personal.Forgotten:
			if gone++; r.Person != (personal.Claimant{}) || r.Agent != nil || r.What != "" || r.Outcome != "" || r.Head().Label != r.Number+" " {
				t.Errorf("somebody is left in %+v", r)
			}
		case personal.Received, personal.Accepted, personal.ToMask: // not ended
			if r.Person.Name == "" {
				t.Errorf("%s has not ended and has nobody in it", r.Number)
			}
		}
	}
	one, err := s.Read().Requests().One(ctx, refused.ID.String())
	if err != nil || one.State != personal.Forgotten || one.Ruling.Ground != "kept" || one.Ruling.Reason != "" || len(w.events(audit.PersonalForget)) != gone {
		t.Errorf("%+v, %v, %d gone", one, err, gone)
	}
}

// personalEdges: an agent has a proof; a camera is the system's; what is
// another's is not there.
func (w *world) personalEdges(t *testing.T, s *personal.Service, k personal.Clerk, v registry.VideoSystem, other registry.Place) {
	ctx := t.Context()
	a := w.asksFor(personal.Complain, v)
	a.From, a.To = time.Time{}, time.Time{}
	a.Agent = &personal.Agent{Claimant: personal.Claimant{Name: "律师", Document: "other", Tail: "0001"}, Relation: "authorised"}
	_, err := s.Receive(ctx, k, a, true)
	wantCode(t, err, shiheng.ErrForbidden, "personal.agent-proof")
	a.Agent.Proof = w.attach(k.Actor(), "weituo.txt", "委托书").ID
	one, err := s.Receive(ctx, k, a, true)
	w.ok(err)
	_, err = s.Withdraw(ctx, k, one.ID, "不再投诉")
	w.ok(err)
	b := w.asksFor(personal.Look, v)
	b.Cameras = []shiheng.CameraID{shiheng.NewID[shiheng.CameraID](start())}
	_, err = s.Receive(ctx, k, b, true)
	wantCode(t, err, shiheng.ErrNotFound, "camera.none")
	b = w.asksFor(personal.Look, v)
	b.To = b.From
	_, err = s.Receive(ctx, k, b, true)
	wantCode(t, err, shiheng.ErrInvalid, "personal.span")
	elsewhere := personal.Clerk{Principal: k.Principal, Scope: registry.Scope{Places: []shiheng.PlaceID{other.ID}}}
	_, err = s.Receive(ctx, elsewhere, w.asksFor(personal.Look, v), true)
	wantCode(t, err, shiheng.ErrNotFound, "system.none")
	_, err = s.Check(ctx, elsewhere, one.ID)
	wantCode(t, err, shiheng.ErrNotFound, "personal.none")
	got, err := s.Read().Requests().List(ctx, registry.RecordFilter{Scope: elsewhere.Scope}, audit.Paging{})
	if err != nil || len(got.Items) != 0 {
		t.Errorf("%d of another's, %v", len(got.Items), err)
	}
}

// TestPersonalGrounds: each ground is an article of the law, and each kind has
// one to be refused by.
func TestPersonalGrounds(t *testing.T) {
	l, err := builtinLaw()
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range personal.Grounds() {
		if _, ok := l.Article(g.Article, law.DayOf(start())); !ok {
			t.Errorf("%s: %s is no article", g.Code, g.Article)
		}
	}
	for _, k := range personal.Kinds() {
		if _, ok := l.Article(k.Article(), law.DayOf(start())); !ok {
			t.Errorf("%s: %s is no article", k, k.Article())
		}
		if !slices.ContainsFunc(personal.Grounds(), func(g personal.Ground) bool { return slices.Contains(g.Of, k) }) {
			t.Errorf("%s has no ground of its own", k)
		}
	}
}

// personalFaults are the write paths of the rights desk.
func personalFaults() []staged {
	clerk := func(s stage) personal.Clerk {
		return personal.Clerk{Principal: s.keeper, Scope: registry.Scope{All: true}}
	}
	on := func(name string, do func(*world, personal.Clerk, personal.RequestID) error) staged {
		return staged{name, func(w *world, s stage) func() error {
			r, err := w.rightsDesk().Receive(w.t.Context(), clerk(s), w.asksFor(personal.Copy, s.system, s.camera.ID), true)
			w.ok(err)
			return func() error { return do(w, clerk(s), r.ID) }
		}, false}
	}
	return []staged{
		{"forget an application of a person", func(w *world, s stage) func() error {
			r, err := w.rightsDesk().Receive(w.t.Context(), clerk(s), w.asksFor(personal.Copy, s.system, s.camera.ID), true)
			w.ok(err)
			_, err = w.rightsDesk().Refuse(w.t.Context(), clerk(s), r.ID, 0, "others", "无法遮挡")
			w.ok(err)
			w.clock.Add(4 * 365 * 24 * time.Hour)
			return func() error { return w.rightsDesk().Round(w.t.Context()) }
		}, false},
		{"receive an application of a person", func(w *world, s stage) func() error {
			return func() error {
				_, err := w.rightsDesk().Receive(w.t.Context(), clerk(s), w.asksFor(personal.Copy, s.system, s.camera.ID), true)
				return err
			}
		}, false},
		on("grant an application of a person", func(w *world, k personal.Clerk, id personal.RequestID) error {
			_, err := w.rightsDesk().Grant(w.t.Context(), k, id, 0, "同意")
			return err
		}),
		on("refuse an application of a person", func(w *world, k personal.Clerk, id personal.RequestID) error {
			_, err := w.rightsDesk().Refuse(w.t.Context(), k, id, 0, "others", "无法遮挡")
			return err
		}),
		on("withdraw an application of a person", func(w *world, k personal.Clerk, id personal.RequestID) error {
			_, err := w.rightsDesk().Withdraw(w.t.Context(), k, id, "不办了")
			return err
		}),
	}
}
