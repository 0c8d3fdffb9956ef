package catalogue

import (
	"context"
	"errors"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/catalogue"
	"shiheng.internal/civic/registry"
)

// Config is what the desk stands in front of. Both are required to serve;
// neither to describe.
type Config struct {
	Catalogue *catalogue.Service
	Systems   registry.Systems
	Cameras   catalogue.Cameras
}

// A Desk answers the operations of the area.
type Desk struct{ cfg Config }

// New makes a desk.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers the operations on t.
func (d *Desk) Operations(t *route.Table) {
	read, manage, test := route.Duty(access.ReadCatalogue), route.Duty(access.ManageCatalogue), route.Duty(access.TestInterface)
	route.Add(t, "GET", "/catalogue/versions", read, "Editions of the connection catalogue", d.versions)
	route.Add(t, "POST", "/catalogue/versions", manage, "Draft an edition", d.draft)
	route.Add(t, "GET", "/catalogue/versions/{id}", read, "One edition", d.version)
	route.Add(t, "PATCH", "/catalogue/versions/{id}", manage, "Change the draft", d.change)
	route.Add(t, "DELETE", "/catalogue/versions/{id}", manage, "Throw the draft away", d.drop)
	route.Add(t, "GET", "/catalogue/versions/{id}/preview", read, "What the edition would change", d.preview)
	route.Add(t, "POST", "/catalogue/versions/{id}/publish", manage, "Publish the draft", d.publish)
	route.Add(t, "GET", "/catalogue/versions/{id}/items", read, "Systems an edition lists", d.items)
	route.Add(t, "GET", "/catalogue/versions/{id}/changes", read, "How a published edition differs from an earlier one", d.changes)
	route.Add(t, "GET", "/connect-tasks", read, "Systems that must connect, and whether they have", d.tasks)
	route.Add(t, "GET", "/connect-tasks/counts", read, "Connection tasks, counted", d.counts)
	route.Add(t, "GET", "/interface-tests", read, "Interface tests", d.tests)
	route.Add(t, "POST", "/interface-tests", test, "Begin an interface test", d.beginTest)
	route.Add(t, "GET", "/interface-tests/{id}", read, "One interface test", d.test)
	route.Add(t, "POST", "/interface-tests/{id}/report", test, "Issue the report of a test that has none", d.report)
	route.Add(t, "POST", "/systems/{id}/connection-record", test, "Issue the connection record of a system", d.record)
}

func (d *Desk) versionView(who route.Caller, v catalogue.Version) CatalogueVersionView {
	can := who.Can(access.ManageCatalogue, "change", "publish", "drop")
	if v.Status != catalogue.Draft {
		for act, why := range can {
			if why == "" {
				can[act] = "catalogue.not-a-draft W168/21/3"
			}
		}
	}
	out := CatalogueVersionView{
		ID: v.ID, ETag: route.ETag(v.Version), Number: v.Number, Title: v.Title, Note: v.Note, Status: string(v.Status),
		Rules: []CatalogueRule{}, Exceptions: []CatalogueException{}, DraftedAt: v.DraftedAt, PublishedAt: v.PublishedAt, Items: v.Items, Can: can,
	}
	for _, r := range v.Rules {
		out.Rules = append(out.Rules, ruleView(r))
	}
	for _, e := range v.Exceptions {
		out.Exceptions = append(out.Exceptions, exceptionView(e))
	}
	return out
}

func (d *Desk) versions(ctx context.Context, who route.Caller, in *route.Paged) (*route.Out[route.Page[CatalogueVersionView]], error) {
	got, err := d.cfg.Catalogue.Read().Versions(ctx, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(v catalogue.Version) CatalogueVersionView { return d.versionView(who, v) }), nil
}

func (d *Desk) versionOut(who route.Caller, v catalogue.Version) *route.Out[CatalogueVersionView] {
	view := d.versionView(who, v)
	return &route.Out[CatalogueVersionView]{ETag: view.ETag, Body: view}
}

func (d *Desk) version(ctx context.Context, who route.Caller, in *versionPath) (*route.Out[CatalogueVersionView], error) {
	v, err := d.cfg.Catalogue.Read().Version(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return d.versionOut(who, v), nil
}

func (d *Desk) draft(ctx context.Context, who route.Caller, in *route.In[CatalogueDraftBody]) (*route.Out[CatalogueVersionView], error) {
	return d.save(ctx, who, in.Body, catalogue.Version{})
}

func (d *Desk) change(ctx context.Context, who route.Caller, in *versionPatch) (*route.Out[CatalogueVersionView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	if version == 0 {
		return nil, shiheng.Invalid("request.if-match")
	}
	return d.save(ctx, who, in.Body, catalogue.Version{ID: in.ID, Version: version})
}

func (d *Desk) save(ctx context.Context, who route.Caller, b CatalogueDraftBody, v catalogue.Version) (*route.Out[CatalogueVersionView], error) {
	if err := b.into(&v); err != nil {
		return nil, err
	}
	saved, err := d.cfg.Catalogue.SaveDraft(ctx, who.Actor(), v)
	if err != nil {
		return nil, err
	}
	return d.versionOut(who, saved), nil
}

func (d *Desk) drop(ctx context.Context, who route.Caller, in *versionPath) (*route.None, error) {
	return &route.None{}, d.cfg.Catalogue.DropDraft(ctx, who.Actor(), in.ID)
}

func (d *Desk) publish(ctx context.Context, who route.Caller, in *versionMatch) (*route.Out[CatalogueVersionView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	v, err := d.cfg.Catalogue.Publish(ctx, who.Actor(), in.ID, version)
	if err != nil {
		return nil, err
	}
	return d.versionOut(who, v), nil
}

// shown bounds the changes of a preview that are told one by one.
const shown = 500

// preview shows what an edition would change. Systems outside the caller's
// scope are counted, not named.
func (d *Desk) preview(ctx context.Context, who route.Caller, in *versionPath) (*route.Out[CataloguePreview], error) {
	p, err := d.cfg.Catalogue.Preview(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := CataloguePreview{Items: p.Items, Changed: len(p.Changes), ByRule: p.ByRule}
	if out.Changes, err = d.changed(ctx, who, p.Changes); err != nil {
		return nil, err
	}
	return &route.Out[CataloguePreview]{Body: out}, nil
}

// changed tells changes one by one, those of systems of the caller's scope
// among the first.
func (d *Desk) changed(ctx context.Context, who route.Caller, all []catalogue.Change) ([]CatalogueChange, error) {
	out := []CatalogueChange{}
	all = all[:min(len(all), shown)]
	ids := make([]shiheng.SystemID, len(all))
	for i, c := range all {
		ids[i] = c.System
	}
	names, err := d.names(ctx, who, ids)
	for _, c := range all {
		if name, known := names[c.System]; known {
			out = append(out, changeView(c, name))
		}
	}
	return out, err
}

// changes holds an edition against an earlier one. Systems outside the
// caller's scope are counted, not named.
func (d *Desk) changes(ctx context.Context, who route.Caller, in *changesOf) (*route.Out[CatalogueChanges], error) {
	from, err := shiheng.ParseID[catalogue.VersionID](in.From)
	if err != nil {
		return nil, err
	}
	all, err := d.cfg.Catalogue.Compare(ctx, from, in.ID)
	if err != nil {
		return nil, err
	}
	out := CatalogueChanges{Changed: len(all)}
	for _, c := range all {
		switch {
		case c.Before == nil:
			out.In++
		case c.After == nil:
			out.Out++
		default:
			out.Moved++
		}
	}
	if out.Changes, err = d.changed(ctx, who, all); err != nil {
		return nil, err
	}
	return &route.Out[CatalogueChanges]{Body: out}, nil
}

// names returns what the systems of the caller's scope among ids are called.
func (d *Desk) names(ctx context.Context, who route.Caller, ids []shiheng.SystemID) (map[shiheng.SystemID]string, error) {
	out := map[shiheng.SystemID]string{}
	if len(ids) == 0 {
		return out, nil
	}
	got, err := d.cfg.Systems.Systems(ctx, registry.SystemFilter{Scope: who.Rights.Over(access.ReadCatalogue), Systems: ids}, audit.Paging{Limit: 500})
	for _, v := range got.Items {
		out[v.ID] = v.Name
	}
	return out, err
}

func (d *Desk) items(ctx context.Context, who route.Caller, in *itemList) (*route.Out[route.Page[CatalogueItemView]], error) {
	got, err := d.cfg.Catalogue.Read().Items(ctx, in.ID, who.Rights.Over(access.ReadCatalogue), in.Paging())
	if err != nil {
		return nil, err
	}
	ids := make([]shiheng.SystemID, len(got.Items))
	for i, it := range got.Items {
		ids[i] = it.System
	}
	names, err := d.names(ctx, who, ids)
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(it catalogue.Item) CatalogueItemView {
		return CatalogueItemView{System: it.System, Name: names[it.System], Rule: it.Rule, Reason: it.Reason, Due: it.Due.String()}
	}), nil
}

func (d *Desk) tasks(ctx context.Context, who route.Caller, in *taskList) (*route.Out[route.Page[ConnectTaskView]], error) {
	f := catalogue.TaskFilter{Scope: who.Rights.Over(access.ReadCatalogue), Link: catalogue.Link(in.Link)}
	var err error
	if f.System, err = route.OptionalID[shiheng.SystemID](in.System); err != nil {
		return nil, err
	}
	today := d.cfg.Catalogue.Today()
	if in.Overdue {
		f.OverdueOn = today
	}
	got, err := d.cfg.Catalogue.Read().Tasks(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	ids := make([]shiheng.SystemID, len(got.Items))
	for i, t := range got.Items {
		ids[i] = t.System
	}
	names, err := d.names(ctx, who, ids)
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(t catalogue.Task) ConnectTaskView {
		return taskView(who, t, names[t.System], today)
	}), nil
}

func (d *Desk) counts(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[ConnectCounts], error) {
	c, err := d.cfg.Catalogue.Read().Counts(ctx, who.Rights.Over(access.ReadCatalogue), d.cfg.Catalogue.Today())
	if err != nil {
		return nil, err
	}
	out := ConnectCounts{All: c.All, Overdue: c.Overdue, ByLink: map[string]int{}}
	for link, n := range c.ByLink {
		out.ByLink[string(link)] = n
	}
	return &route.Out[ConnectCounts]{Body: out}, nil
}

func (d *Desk) tests(ctx context.Context, who route.Caller, in *testList) (*route.Out[route.Page[InterfaceTestView]], error) {
	f := catalogue.TestFilter{Scope: who.Rights.Over(access.ReadCatalogue)}
	var err error
	if f.System, err = route.OptionalID[shiheng.SystemID](in.System); err != nil {
		return nil, err
	}
	if f.Camera, err = route.OptionalID[shiheng.CameraID](in.Camera); err != nil {
		return nil, err
	}
	got, err := d.cfg.Catalogue.Read().Tests(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, testView(who)), nil
}

// camera returns a camera of the caller's scope.
func (d *Desk) camera(ctx context.Context, who route.Caller, id shiheng.CameraID, under access.Duty) (registry.Linked, error) {
	got, err := d.cfg.Cameras.Linked(ctx, id)
	if err != nil {
		return registry.Linked{}, err
	}
	if len(got) == 0 || !who.Rights.Over(under).Covers(got[0]) {
		return registry.Linked{}, shiheng.NotFound("camera.none", "camera", id.String())
	}
	return got[0], nil
}

func (d *Desk) beginTest(ctx context.Context, who route.Caller, in *route.In[InterfaceTestBody]) (*route.Out[InterfaceTestView], error) {
	if _, err := d.camera(ctx, who, in.Body.Camera, access.TestInterface); err != nil {
		return nil, err
	}
	t, err := d.cfg.Catalogue.StartTest(ctx, who.Actor(), in.Body.Camera)
	if err != nil {
		return nil, err
	}
	return &route.Out[InterfaceTestView]{Body: testView(who)(t)}, nil
}

func (d *Desk) test(ctx context.Context, who route.Caller, in *testPath) (*route.Out[InterfaceTestView], error) {
	t, err := d.cfg.Catalogue.Read().Test(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if _, err := registry.SystemIn(ctx, d.cfg.Systems, who.Rights.Over(access.ReadCatalogue), t.System); err != nil {
		if errors.Is(err, shiheng.ErrNotFound) {
			return nil, shiheng.NotFound("interface-test.none", "test", in.ID.String())
		}
		return nil, err
	}
	return &route.Out[InterfaceTestView]{Body: testView(who)(t)}, nil
}

func (d *Desk) report(ctx context.Context, who route.Caller, in *testPath) (*route.Out[InterfaceTestView], error) {
	t, err := d.cfg.Catalogue.Read().Test(ctx, in.ID)
	if err == nil {
		_, err = registry.SystemIn(ctx, d.cfg.Systems, who.Rights.Over(access.TestInterface), t.System)
	}
	if err == nil {
		t, err = d.cfg.Catalogue.Report(ctx, who.Actor(), in.ID)
	}
	if err != nil {
		return nil, err
	}
	return &route.Out[InterfaceTestView]{Body: testView(who)(t)}, nil
}

func (d *Desk) record(ctx context.Context, who route.Caller, in *systemPath) (*route.Out[route.ListDocument], error) {
	if _, err := registry.SystemIn(ctx, d.cfg.Systems, who.Rights.Over(access.TestInterface), in.ID); err != nil {
		return nil, err
	}
	doc, err := d.cfg.Catalogue.IssueRecord(ctx, who.Actor(), in.ID)
	return route.Issued(doc, err)
}

// Reads says whether the caller may read a document of the area, as the papers
// ask: reports and connection records name codes, so they are for those who
// test (W168/29).
func (d *Desk) Reads(ctx context.Context, who route.Caller, kind, text string) error {
	if why := who.Rights.May(access.TestInterface); why != (access.Reason{}) {
		return shiheng.Forbidden(why.Code).By(why.Article)
	}
	var system shiheng.SystemID
	var err error
	if kind == "interface-test" {
		var id catalogue.InterfaceTestID
		if id, err = shiheng.ParseID[catalogue.InterfaceTestID](text); err != nil {
			return err
		}
		t, err := d.cfg.Catalogue.Read().Test(ctx, id)
		if err != nil {
			return err
		}
		system = t.System
	} else if system, err = shiheng.ParseID[shiheng.SystemID](text); err != nil {
		return err
	}
	_, err = registry.SystemIn(ctx, d.cfg.Systems, who.Rights.Over(access.TestInterface), system)
	return err
}
