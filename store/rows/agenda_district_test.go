package rows_test

import (
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// agendaDistricts: the day's points of districts, added up in one reading, are
// what the figures over each district say: with what lies below, and with
// systems of elsewhere that have a camera there.
func agendaDistricts(t *testing.T, d *desktop) {
	ctx := t.Context()
	liangxi, sys, _ := d.site("梁溪")
	binhu, _, _ := d.site("滨湖")
	below, err := d.registry.SavePlace(ctx, house, registry.Place{Name: "湖边", Parent: binhu.ID, Category: "W8-09"})
	d.ok(err)
	under, err := d.registry.SavePlace(ctx, house, registry.Place{Name: "码头", Parent: below.ID, Category: "W8-09"})
	d.ok(err)
	v, err := d.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: under.ID, Name: "码头系统", W168Category: "W8-09"})
	d.ok(err)
	d.camera(under, v, "码头1")
	d.camera(below, sys, "梁溪系统在湖边的摄像机")
	d.ok(d.agenda.Full(ctx))
	seen := 0
	for _, place := range []registry.Place{liangxi, binhu, below} {
		figures, err := d.agenda.Figures(ctx, agenda.Scope{Places: []shiheng.PlaceID{place.ID}})
		d.ok(err)
		for _, f := range figures {
			points, err := d.agenda.Trend(ctx, f.Code, place.ID)
			d.ok(err)
			switch {
			case f.State != agenda.Figured && f.State != agenda.NoData:
			case len(points) == 0 && f.Sum == (agenda.Sum{}):
			case len(points) != 1 || points[0].Sum != f.Sum:
				t.Errorf("%s %s is %+v, its points are %+v", place.Name, f.Code, f.Sum, points)
			default:
				seen++
			}
		}
	}
	if points, err := d.agenda.Trend(ctx, "K11", binhu.ID); err != nil || len(points) != 1 || points[0].Counted != 4 {
		t.Errorf("cameras of systems that lie in 滨湖: %+v, %v", points, err)
	}
	if seen < 15 {
		t.Errorf("only %d figures were compared", seen)
	}
}

// agendaOwnFindings: what the keeper found by looking at everything is no
// reason to look again.
func agendaOwnFindings(t *testing.T, d *desktop) {
	ctx := t.Context()
	v := d.late("逾期未备案") // built and used long before, and never filed
	v.Completed, v.PutIntoUse, v.Reason = law.NewDay(2018, 3, 1), law.NewDay(2018, 6, 1), "补录"
	v, err := d.registry.SaveSystem(ctx, house, v)
	d.ok(err)
	d.ok(d.agenda.Full(ctx))
	events, err := d.log.After(ctx, 0, 500)
	d.ok(err)
	touched, err := d.sources.Touched(ctx, events)
	d.ok(err)
	if len(touched) == 0 {
		t.Fatal("the register's own events touch nothing")
	}
	own := events[:0:0]
	for _, e := range events {
		if e.Act == audit.FindingOpen && e.Actor == audit.House("obligations") {
			own = append(own, e)
		}
	}
	if len(own) == 0 {
		t.Fatalf("nothing was found about %s", v.Name)
	}
	if touched, err = d.sources.Touched(ctx, own); err != nil || len(touched) > 0 {
		t.Errorf("the keeper's findings touch %v, %v", touched, err)
	}
}
