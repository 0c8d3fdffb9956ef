package rows_test

import (
	"context"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// basicOf is what a test house tells of cameras.
func basicOf(_ context.Context, cameras []registry.Linked) (out []official.BasicLine, err error) {
	for _, l := range cameras {
		out = append(out, official.BasicLine{Camera: l.ID, Name: l.Name, Values: []official.BasicValue{{Zh: "安装地址", En: "Address", Value: "人民路1号"}}})
	}
	return out, nil
}

// acted is an application that asked for some acts and was granted them.
func (w *world) acted(k official.Clerk, camera shiheng.CameraID, acts ...clause.Act) official.Application {
	w.t.Helper()
	asked := w.asks(camera)
	asked.Acts = acts
	a, err := w.desk.Register(w.t.Context(), k, asked, w.shows(k.Actor()))
	w.ok(err)
	a, err = w.desk.Grant(w.t.Context(), k, a.ID, a.Version, official.Granting{})
	w.ok(err)
	return a
}

// TestOfficialBasic_W168_23_29: basic information is shown by the very act that
// was granted, to officers confirmed just now, and on record; a sheet is handed
// out only where retrieving or copying it was granted.
func TestOfficialBasic_W168_23_29(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("广场")
	k := w.counter("clerk")
	ask := func(a official.Application, act clause.Act) (official.BasicShown, error) {
		return w.desk.Basic(ctx, k, a.ID, official.BasicTaking{Act: act})
	}
	_, err := ask(w.granted(k, c.ID), clause.ViewBasic) // footage only
	refusedFor(t, err, "clause.officials-asked")
	if w.refusedBy(audit.OfficialBasic, "W168/29/1", "clause.officials-asked") != 1 {
		t.Error("not on record")
	}
	_, err = ask(w.registered(k, c.ID), clause.ViewBasic)
	wantCode(t, err, shiheng.ErrForbidden, "official.not-granted")
	a := w.acted(k, c.ID, clause.ViewBasic)
	got, err := ask(a, clause.ViewBasic)
	w.ok(err)
	if len(got.Lines) != 1 || got.Lines[0].Camera != c.ID || got.Lines[0].Values[0].Value != "人民路1号" || !got.Paper.IsZero() {
		t.Errorf("shown %+v", got)
	}
	if e := w.events(audit.OfficialBasic); len(e) == 0 || e[0].Outcome != audit.Granted || e[0].Details["act"] != "viewBasic" {
		t.Errorf("on record: %+v", e)
	}
	_, err = ask(a, clause.CopyBasic)
	refusedFor(t, err, "clause.officials-asked")
	_, err = ask(a, clause.View)
	wantCode(t, err, shiheng.ErrInvalid, "official.acts")

	taken := w.acted(k, c.ID, clause.RetrieveBasic)
	got, err = ask(taken, clause.RetrieveBasic)
	w.ok(err)
	d, err := w.papers.Read().Document(ctx, got.Paper)
	if err != nil || d.Kind != papers.BasicSheet || d.Subject != audit.On("official", taken.ID) {
		t.Errorf("the sheet: %+v %v", d, err)
	}
	w.clock.Add(16 * time.Minute)
	_, err = ask(a, clause.ViewBasic)
	refusedFor(t, err, "clause.officials-cards")
}

// TestGivenBasic: officials get no network data, drawings or passwords.
func TestGivenBasic(t *testing.T) {
	for field, given := range map[string]bool{
		"address": true, "longitude": true, "manufacturer": true, "device_code": true,
		"ipv4": false, "source.url": false, "fov_polygon": false, "name": false, "password": false,
	} {
		if official.GivenBasic(field) != given {
			t.Errorf("%s is given: %v", field, !given)
		}
	}
}
