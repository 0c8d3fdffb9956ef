package rows_test

import (
	"testing"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/registry"
)

// evidenceRequests: what officials asked for counts in K21 and K22 once it is
// decided, at one system, and follows the record.
func evidenceRequests(t *testing.T, d *desktop) {
	p, v, c := d.site("街口")
	other, err := d.registry.SaveSystem(t.Context(), house, registry.VideoSystem{Place: p.ID, Name: "另一系统", W168Category: "W8-09"})
	d.ok(err)
	beside := d.camera(p, other, "旁边")
	k := d.counter("clerk")
	wants := func(code string, num, den float64, out int) {
		t.Helper()
		d.turn()
		f := d.figure(code)
		if f.Num != num || f.Den != den || f.Excluded != out {
			t.Errorf("%s: %g of %g, %d left out, want %g of %g, %d", code, f.Num, f.Den, f.Excluded, num, den, out)
		}
	}
	wants("K21", 0, 0, 0)
	a, err := d.desk.Register(t.Context(), k, d.asks(c.ID, beside.ID), official.Evidence{})
	d.ok(err)
	wants("K21", 0, 0, 1)
	wants("K22", 0, 0, 1)
	a, err = d.desk.Refuse(t.Context(), k, a.ID, a.Version, official.Refusing{Reason: "缺少介绍信"}, false)
	d.ok(err)
	wants("K21", 0, 0, 1)
	wants("K22", 1, 1, 0)
	d.granted(k, c.ID)
	wants("K21", 1, 1, 1)
	wants("K22", 1, 2, 0)
	samples, err := d.sources.Samples(t.Context(), []agenda.Subject{{Kind: agenda.System, ID: v.ID.String()}, {Kind: agenda.System, ID: other.ID.String()}}, d.clock.Now())
	d.ok(err)
	for _, s := range samples {
		for _, one := range s {
			if one.Indicator == "K22" && one.Name != d.today().String() {
				t.Errorf("a request is called %q", one.Name)
			}
		}
	}

	// A request that lost its evidence in the rows counts as what it is.
	d.ok(d.db.Write(t.Context(), func(tx bun.Tx) error {
		_, err := tx.ExecContext(t.Context(), `UPDATE official_application SET body = replace(body, '"notice"', '"was"')`)
		return err
	}))
	d.ok(d.agenda.Full(t.Context()))
	wants("K21", 0, 1, 1)
	d.days(366)
	d.ok(d.agenda.Full(t.Context()))
	wants("K22", 0, 0, 0)
}
