package agenda

import (
	"shiheng.internal/civic/access/personal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/law"
)

// answered: what a person asked about their own image was decided by its day
// (PIPL/50). One that was taken back asks for nothing.
func (g *gathering) answered(ids []string) error {
	all, err := bodies[personal.Request](g.ctx, g.db(), "personal_request", ids)
	if err != nil {
		return err
	}
	for id, list := range all {
		k := g.known[system(id)]
		if k == nil {
			continue
		}
		for _, r := range list {
			if r.State == personal.Withdrawn {
				continue
			}
			c := agenda.Case{Ref: auditObject("personal", r.ID.String()), From: law.DayOf(r.CreatedAt), Due: r.Due}
			if r.Ruling != nil {
				c.Done = law.DayOf(r.Ruling.By.At)
			}
			k.Cases["personal-answered"] = append(k.Cases["personal-answered"], c)
		}
	}
	return nil
}
