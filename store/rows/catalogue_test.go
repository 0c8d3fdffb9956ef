package rows_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/catalogue"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/binder"
	"shiheng.internal/store/rows"
)

// reach is what the machine wing would have measured, set by the test.
type reach map[shiheng.SystemID]catalogue.Reach

func (r reach) Probe(context.Context) (map[shiheng.SystemID]catalogue.Reach, error) { return r, nil }

// exam is an interface test that goes as the test says.
type exam struct {
	verdict catalogue.Verdict
	hold    chan struct{} // closed to let it end
}

func (e exam) TestInterface(ctx context.Context, _ shiheng.CameraID, tell func(catalogue.InterfaceStep)) (catalogue.Verdict, error) {
	tell(catalogue.InterfaceStep{Check: "register", Result: "passed", Facts: map[string]string{"channels": "4"}})
	select {
	case <-e.hold:
		return e.verdict, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (w *world) catalogue(r reach, e exam) *catalogue.Service {
	w.t.Helper()
	c, err := catalogue.New(catalogue.Config{
		Store: rows.NewCatalogue(w.db), Papers: w.papers, Cameras: w.registry.Read(), Prober: r, Tester: e, File: w.file,
		Log: slog.New(slog.DiscardHandler), Now: w.clock.Now,
	})
	w.ok(err)
	return c
}

// edition is an edition that lists the compounds.
func edition(due law.Day) catalogue.Version {
	return catalogue.Version{Title: "无锡市接入目录", Rules: []catalogue.Rule{{Code: "R1", Title: "住宅小区", Categories: []string{"W8-09"}, Due: due}}}
}

func contractCatalogue(t *testing.T, w *world) {
	ctx := t.Context()
	measured := reach{}
	c := w.catalogue(measured, exam{})
	_, v, _ := w.site("太湖花园")
	_, other, _ := w.site("运河花园")
	today := law.DayOf(start())

	_, err := c.SaveDraft(ctx, house, catalogue.Version{Title: "x", Rules: []catalogue.Rule{{Code: "R", Title: "全部", Due: today}}})
	wantCode(t, err, shiheng.ErrInvalid, "catalogue.rule-asks-nothing")
	d, err := c.SaveDraft(ctx, house, edition(today.Add(10)))
	w.ok(err)
	if d.Number != 1 || d.Status != catalogue.Draft || d.Rules[0].Due != today.Add(10) {
		t.Errorf("%+v", d)
	}
	_, err = c.SaveDraft(ctx, house, edition(today))
	wantCode(t, err, shiheng.ErrConflict, "catalogue.draft-exists")
	stale := d
	d.Exceptions = []catalogue.Exception{{System: other.ID, Reason: "正在改造"}}
	d, err = c.SaveDraft(ctx, house, d)
	w.ok(err)
	_, err = c.SaveDraft(ctx, house, stale)
	wantCode(t, err, shiheng.ErrConflict, "catalogue.changed")

	p, err := c.Preview(ctx, d.ID)
	if err != nil || p.Items != 1 || len(p.Changes) != 1 || p.ByRule["R1"] != 1 {
		t.Errorf("%+v, %v", p, err)
	}
	pub, err := c.Publish(ctx, house, d.ID, d.Version)
	w.ok(err)
	if pub.Status != catalogue.Published || pub.Items != 1 || pub.PublishedAt.IsZero() {
		t.Errorf("%+v", pub)
	}
	_, err = c.SaveDraft(ctx, house, pub)
	wantCode(t, err, shiheng.ErrConflict, "catalogue.not-a-draft")
	wantCode(t, c.DropDraft(ctx, house, pub.ID), shiheng.ErrConflict, "catalogue.not-a-draft")

	probedOnce(t, w, c, measured, v)
	republished(t, w, c, v, other)
}

func (w *world) task(c *catalogue.Service, id shiheng.SystemID) catalogue.Task {
	w.t.Helper()
	page, err := c.Read().Tasks(w.t.Context(), catalogue.TaskFilter{Scope: registry.Scope{All: true}, System: id}, audit.Paging{})
	w.ok(err)
	if len(page.Items) != 1 {
		w.t.Fatalf("%d tasks", len(page.Items))
	}
	return page.Items[0]
}

// probedOnce follows one task from its opening over its day.
func probedOnce(t *testing.T, w *world, c *catalogue.Service, measured reach, v registry.VideoSystem) {
	ctx := t.Context()
	if k := w.task(c, v.ID); k.Link != catalogue.NotConnected || !k.Probed.IsZero() {
		t.Errorf("a fresh task: %+v", k)
	}
	measured[v.ID] = catalogue.Reach{Peers: 1, Picture: 1}
	w.ok(c.Probe(ctx))
	k := w.task(c, v.ID)
	if k.Link != catalogue.Partly || len(k.Lacking) != 1 || k.Lacking[0] != catalogue.NotTested || k.Reach.Cameras != 1 || k.Reach.Listed != 1 {
		t.Errorf("one camera with a picture: %+v", k)
	}
	w.ok(c.Probe(ctx))
	if got := w.events(audit.ConnectChange); len(got) != 1 || got[0].Object.ID != v.ID.String() || got[0].Article != "W168/21" {
		t.Errorf("the change on record: %+v", got)
	}
	all := registry.Scope{All: true}
	n, err := c.Read().Counts(ctx, all, c.Today())
	if err != nil || n.All != 1 || n.Overdue != 0 || n.ByLink[catalogue.Partly] != 1 {
		t.Errorf("%+v, %v", n, err)
	}
	w.clock.Add(12 * 24 * time.Hour)
	n, err = c.Read().Counts(ctx, all, c.Today())
	if err != nil || n.Overdue != 1 {
		t.Errorf("after its day: %+v, %v", n, err)
	}
	late, err := c.Read().Tasks(ctx, catalogue.TaskFilter{Scope: all, OverdueOn: c.Today()}, audit.Paging{})
	if err != nil || len(late.Items) != 1 {
		t.Errorf("%d overdue, %v", len(late.Items), err)
	}
	none, err := c.Read().Tasks(ctx, catalogue.TaskFilter{Scope: registry.Scope{Divisions: []string{"320281"}}}, audit.Paging{})
	if err != nil || len(none.Items) != 0 {
		t.Errorf("another district sees %d, %v", len(none.Items), err)
	}
}

// republished: the next edition takes one system in and lets the other go, and
// what a task knows stays.
func republished(t *testing.T, w *world, c *catalogue.Service, v, other registry.VideoSystem) {
	ctx := t.Context()
	before := w.task(c, v.ID)
	d, err := c.SaveDraft(ctx, house, catalogue.Version{Title: "第二版"})
	w.ok(err)
	if d.Number != 2 || len(d.Rules) != 1 || len(d.Exceptions) != 1 {
		t.Errorf("a new draft begins as the published one stands: %+v", d)
	}
	d.Exceptions = nil
	d.Rules[0].Due = c.Today().Add(30)
	d, err = c.SaveDraft(ctx, house, d)
	w.ok(err)
	pub, err := c.Publish(ctx, house, d.ID, 0)
	w.ok(err)
	if k := w.task(c, v.ID); k.Link != before.Link || k.Since != before.Since || k.Due != d.Rules[0].Due || k.Edition != pub.ID {
		t.Errorf("%+v, before %+v", k, before)
	}
	if k := w.task(c, other.ID); k.Link != catalogue.NotConnected {
		t.Errorf("%+v", k)
	}
	all, err := c.Read().Versions(ctx, audit.Paging{})
	if err != nil || len(all.Items) != 2 || all.Items[0].Status != catalogue.Published || all.Items[1].Status != catalogue.Superseded {
		t.Errorf("%+v, %v", all, err)
	}
	old, err := c.Read().Items(ctx, all.Items[1].ID, registry.Scope{All: true}, audit.Paging{})
	if err != nil || len(old.Items) != 1 {
		t.Errorf("the superseded edition keeps its items: %+v, %v", old, err)
	}
	empty, err := c.SaveDraft(ctx, house, catalogue.Version{Title: "空", Rules: []catalogue.Rule{{Code: "R", Title: "无", Classes: []string{"A33"}, Due: c.Today()}}})
	w.ok(err)
	_, err = c.Compare(ctx, all.Items[1].ID, empty.ID)
	wantCode(t, err, shiheng.ErrConflict, "catalogue.draft-has-no-items")
	changes, err := c.Compare(ctx, all.Items[1].ID, pub.ID)
	if err != nil || len(changes) != 2 {
		t.Fatalf("compared %+v, %v", changes, err)
	}
	for _, x := range changes {
		comes, moves := x.System == other.ID && x.Before == nil && x.After != nil, x.System == v.ID && x.Before != nil && x.After != nil && x.After.Due == d.Rules[0].Due
		if !comes && !moves {
			t.Errorf("compared %+v", x)
		}
	}
	_, err = c.Publish(ctx, house, empty.ID, 0)
	wantCode(t, err, shiheng.ErrInvalid, "catalogue.empty")
	w.ok(c.DropDraft(ctx, house, empty.ID))
	if got := w.events(audit.CataloguePublish); len(got) != 2 {
		t.Errorf("%d publications on record", len(got))
	}
}

// contractInterface: a test is on record before it runs, keeps its steps, and
// one that a restart broke off says so.
func contractInterface(t *testing.T, w *world) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	hold := make(chan struct{})
	c := w.catalogue(reach{}, exam{verdict: catalogue.Passed, hold: hold})
	_, v, plain := w.site("太湖花园")
	_, err := c.StartTest(ctx, house, plain.ID)
	wantCode(t, err, shiheng.ErrInvalid, "interface.not-gb28181")
	_, err = c.StartTest(ctx, house, shiheng.NewID[shiheng.CameraID](start()))
	wantCode(t, err, shiheng.ErrNotFound, "camera.none")
	camera := w.gbCamera(v)
	begun, err := c.StartTest(ctx, house, camera.ID)
	w.ok(err)
	_, err = c.StartTest(ctx, house, camera.ID)
	wantCode(t, err, shiheng.ErrConflict, "interface.under-test")

	done := make(chan error)
	go func() { done <- c.Run(ctx) }()
	close(hold)
	ended := w.until(c, begun.ID, over)
	if ended.Verdict != catalogue.Passed || len(ended.Steps) != 1 || ended.Steps[0].Facts["channels"] != "4" || ended.Ended.IsZero() {
		t.Errorf("%+v", ended)
	}
	ended = w.until(c, begun.ID, func(t catalogue.InterfaceTest) bool { return !t.Document.IsZero() })
	contractReport(t, w, c, ended, v)
	known, err := c.Read().Known(ctx, []shiheng.SystemID{v.ID})
	if err != nil || known[v.ID].Tested != law.DayOf(start()) || known[v.ID].Cameras != 2 || known[v.ID].Listed != 1 {
		t.Errorf("%+v, %v", known[v.ID], err)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	brokenOff(t, w, camera)
}

// over reports whether a test ended.
func over(t catalogue.InterfaceTest) bool { return t.Verdict != catalogue.Running }

// until waits until something holds of a test.
func (w *world) until(c *catalogue.Service, id catalogue.InterfaceTestID, holds func(catalogue.InterfaceTest) bool) catalogue.InterfaceTest {
	w.t.Helper()
	deadline, cancel := context.WithTimeout(w.t.Context(), 30*time.Second)
	defer cancel()
	for {
		got, err := c.Read().Test(w.t.Context(), id)
		w.ok(err)
		if holds(got) {
			return got
		}
		select {
		case <-deadline.Done():
			w.t.Fatalf("the test stays %+v", got)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// file puts a report into the binder, as app does.
func (w *world) file(tx catalogue.Tx, r catalogue.Report) error {
	in := tx.(interface{ Binder() binder.Tx }).Binder()
	return w.binders().FileIssued(in, binder.Filing{Actor: r.Actor, Name: r.Actor.Name, System: r.Test.System}, "trial", r.Issued)
}

// contractReport: the report of a test is a document, is filed and sealed by
// itself, and there is one of it (W168/11, W168/16); the connection record
// takes the place of the one before (W168/21).
func contractReport(t *testing.T, w *world, c *catalogue.Service, ended catalogue.InterfaceTest, v registry.VideoSystem) {
	ctx := t.Context()
	report, err := w.papers.Read().Record(ctx, ended.Document)
	w.ok(err)
	for _, shown := range []string{"联网共享平台接口测试报告", v.Name, "设备注册", "通道数：4", "34020000001310000001", "第十一条"} {
		if !strings.Contains(string(report.HTML), shown) {
			t.Errorf("the report does not show %q", shown)
		}
	}
	kept, err := w.binders().Binder(ctx, v.ID)
	w.ok(err)
	if len(kept.Entries) != 1 || !kept.Whole || len(kept.Broken) != 0 {
		t.Fatalf("filed %+v", kept.Entries)
	}
	e := kept.Entries[0]
	if e.Slot != "trial" || e.Document != ended.Document || e.SHA256 != report.SHA256 || !kept.Sealed[e.ID] || e.Location != report.Number {
		t.Errorf("filed %+v, sealed %v", e, kept.Sealed)
	}
	_, err = w.binders().SaveEntry(ctx, binder.Filing{Actor: house, Name: "资料员", System: v.ID}, e.ID, 0, e.EntryEdit)
	wantArticle(t, err, "W168/16", "binder.sealed")
	_, err = c.Report(ctx, house, ended.ID)
	wantCode(t, err, shiheng.ErrConflict, "interface.reported")

	first, err := c.IssueRecord(ctx, house, v.ID)
	w.ok(err)
	second, err := c.IssueRecord(ctx, house, v.ID)
	if err != nil || second.Supersedes != first.ID || second.Kind != papers.Connection {
		t.Errorf("issued again %+v, %v", second, err)
	}
	record, err := w.papers.Read().Record(ctx, second.ID)
	w.ok(err)
	for _, shown := range []string{"联网接入登记表", "未列入接入目录", "34020000001310000001 至 34020000001310000001", "设备注册", "通道数：4"} {
		if !strings.Contains(string(record.HTML), shown) {
			t.Errorf("the connection record does not show %q", shown)
		}
	}
}

func brokenOff(t *testing.T, w *world, camera registry.Camera) {
	ctx, stop := context.WithCancel(t.Context())
	c := w.catalogue(reach{}, exam{hold: make(chan struct{})})
	begun, err := c.StartTest(ctx, house, camera.ID)
	w.ok(err)
	again := w.catalogue(reach{}, exam{}) // as after a restart
	done := make(chan error)
	go func() { done <- again.Run(ctx) }()
	got := w.until(again, begun.ID, over)
	stop()
	if err := <-done; err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if got.Verdict != catalogue.BrokenOff {
		t.Errorf("%+v", got)
	}
	if n := len(w.events(audit.InterfaceTest)); n != 4 {
		t.Errorf("%d events of two tests", n)
	}
}

// gbCamera admits a device and makes a camera of one of its channels.
func (w *world) gbCamera(v registry.VideoSystem) registry.Camera {
	w.t.Helper()
	ctx := w.t.Context()
	d, err := w.registry.AdmitDevice(ctx, house, "34020000001320000001", registry.DeviceEdit{
		Name: "录像机", Password: "secret-enough", Options: registry.DeviceOptions{Transport: registry.MediaUDP, KeepaliveSeconds: 60},
	})
	w.ok(err)
	c, err := w.registry.SaveCamera(ctx, house, registry.Camera{
		Name: "大门", System: v.ID, Place: v.Place, RoomUse: "entrance", Enabled: true,
		Main: &registry.Source{GB28181: &registry.GB28181Source{Device: d.ID, Channel: "34020000001310000001"}},
	})
	w.ok(err)
	return c
}
