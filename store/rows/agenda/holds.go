package agenda

import (
	"database/sql"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/law"
)

// held: footage that is evidence is on hold until it is lifted, and somebody
// looks at each hold by its day of review (W168/29/2). A hold over cameras of
// several systems is a case of each.
func (g *gathering) held(ids []string) error {
	return each(g.ctx, g.db(), func(r *sql.Rows) error {
		var id, text string
		if err := r.Scan(&id, &text); err != nil {
			return err
		}
		var h evidence.Hold
		if err := unmarshal(text, &h); err != nil {
			return err
		}
		c := agenda.Case{Ref: auditObject("hold", h.ID.String()), From: law.DayOf(h.Placed.At), Due: h.ReviewOn}
		if h.State == evidence.Lifted {
			c.Done = law.DayOf(h.Lifting.Confirmed.At)
		}
		if k := g.known[system(id)]; k != nil {
			k.Cases["evidence-held"] = append(k.Cases["evidence-held"], c)
		}
		return nil
	}, `SELECT DISTINCT c.system, h.body FROM evidence_hold h JOIN evidence_pin p ON p.hold = h.id JOIN camera c ON c.id = p.camera
		WHERE c.system IN (?) ORDER BY c.system, h.body`, bun.List(ids))
}
