package agenda

import (
	"database/sql"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// works reads what the life of a system left on record: its acceptance
// (W168/15/1) and the receipt of its filing (W168/15/3, R799/14). Of several
// the first one counts: it says whether the thing was done in time.
func (g *gathering) works(ids []string) error {
	return g.firsts(ids,
		earliest{"acceptance", "acceptance-passed", `SELECT system, id, body FROM acceptance WHERE system IN (?) AND state IN ('passed', 'basic') ORDER BY id DESC`},
		earliest{"filing", "filing-receipt", `SELECT system, id, body FROM filing WHERE system IN (?) AND state = 'received' ORDER BY id DESC`})
}

// earliest is one kind of record whose first one is the evidence.
type earliest struct{ kind, evidence, query string }

func (g *gathering) firsts(ids []string, kinds ...earliest) error {
	for _, k := range kinds {
		err := each(g.ctx, g.db(), func(r *sql.Rows) error {
			var id, record, text string
			if err := r.Scan(&id, &record, &text); err != nil {
				return err
			}
			var body struct {
				Concluded law.Day `json:"concludedOn"` // of an acceptance
				Submitted law.Day `json:"submittedOn"` // of a filing: that day counts
			}
			if err := unmarshal(text, &body); err != nil {
				return err
			}
			day := body.Concluded
			if day.IsZero() {
				day = body.Submitted
			}
			if known := g.known[system(id)]; known != nil { // the oldest comes last and stays
				known.Proofs[k.evidence] = agenda.Proof{Day: day, Ref: auditObject(k.kind, record)}
			}
			return nil
		}, k.query, bun.List(ids))
		if err != nil {
			return err
		}
	}
	return nil
}

// catalogued reads the connection catalogue: which systems must connect, since
// when, and whether they have (W168/21).
func (g *gathering) catalogued(ids []string) error {
	return each(g.ctx, g.db(), func(r *sql.Rows) error {
		var id, due, link string
		var opened, since sql.NullInt64
		if err := r.Scan(&id, &due, &link, &opened, &since); err != nil {
			return err
		}
		k := g.known[system(id)]
		if k == nil {
			return nil
		}
		k.Facts.Catalogued = true
		k.Milestones[agenda.Catalogued] = law.DayOf(at(opened))
		if d := dayOf(due); !d.IsZero() {
			k.Milestones[agenda.Catalogued] = d
		}
		if link == "connected" {
			k.Proofs["connected"] = agenda.Proof{Day: law.DayOf(at(since)), Ref: audit.Object{Kind: "system", ID: id}}
		}
		return nil
	}, `SELECT system, due, link, opened, since FROM connect_task WHERE system IN (?)`, bun.List(ids))
}

// outages reads which cameras are dark under an outage on record: nil for a
// system means none, "" all of it.
func (g *gathering) outages(ids []string) (map[string]map[string]bool, error) {
	out := map[string]map[string]bool{}
	return out, each(g.ctx, g.db(), func(r *sql.Rows) error {
		var id, text string
		if err := r.Scan(&id, &text); err != nil {
			return err
		}
		var body struct {
			Entry struct {
				Whole   bool     `json:"whole"`
				Cameras []string `json:"cameraIds"`
			} `json:"entry"`
		}
		if err := unmarshal(text, &body); err != nil {
			return err
		}
		if out[id] == nil {
			out[id] = map[string]bool{}
		}
		out[id][""] = out[id][""] || body.Entry.Whole
		for _, c := range body.Entry.Cameras {
			out[id][c] = true
		}
		return nil
	}, `SELECT system, body FROM outage WHERE system IN (?) AND state = 'open'`, bun.List(ids))
}
