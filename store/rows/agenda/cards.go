package agenda

import (
	"database/sql"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/agenda"
)

// card is what the camera archive says of one camera that stands.
type card struct {
	id      string
	filed   bool
	purpose string
	image   string // the reference view
	audio   bool
}

// cards reads the archive of the cameras that stand, once for all readings.
func (g *gathering) cards(ids []string) (map[string][]card, error) {
	if g.archive != nil {
		return g.archive, nil
	}
	out := map[string][]card{}
	err := each(g.ctx, g.db(), func(r *sql.Rows) error {
		var c card
		var system, text string
		var version int64
		if err := r.Scan(&system, &c.id, &version, &text); err != nil {
			return err
		}
		var v struct {
			Purpose string `json:"purpose"`
			Image   string `json:"reference_image"`
			Audio   string `json:"has_audio"`
		}
		if err := unmarshal(text, &v); err != nil {
			return err
		}
		c.filed, c.purpose, c.image, c.audio = version > 0, v.Purpose, v.Image, v.Audio == "true"
		out[system] = append(out[system], c)
		return nil
	}, `SELECT c.system, c.id, coalesce(a.version, 0), coalesce(r.record, '') FROM camera c
		LEFT JOIN camera_archive a ON a.camera = c.id LEFT JOIN camera_archive_record r ON r.camera = c.id
		WHERE c.system IN (?) AND c.gone = '' ORDER BY c.id`, bun.List(ids))
	if err == nil {
		g.archive = out
	}
	return out, err
}

// filed: what the archive says of each camera: why it is there (R799/7/3,
// 9/1), its reference view (W168/14), and whether it takes up sound.
func (g *gathering) filed(ids []string) error {
	cards, err := g.cards(ids)
	if err != nil {
		return err
	}
	for id, all := range cards {
		g.every(id, "necessity-stated", all, func(c card) bool { return c.purpose != "" })
		g.every(id, "view-fixed", all, func(c card) bool { return c.image != "" })
		if k := g.known[system(id)]; k != nil {
			for _, c := range all {
				k.Facts.Microphone = k.Facts.Microphone || c.audio
			}
		}
	}
	return each(g.ctx, g.db(), func(r *sql.Rows) error {
		var id string
		err := r.Scan(&id)
		if k := g.known[system(id)]; k != nil {
			k.Facts.Microphone = true
		}
		return err
	}, "SELECT DISTINCT system FROM sound_switch WHERE state = 'on' AND system IN (?)", bun.List(ids))
}

// every proves what must hold of each camera; the first that lacks it is where
// the page leads to.
func (g *gathering) every(id, evidence string, cards []card, holds func(card) bool) {
	p := agenda.Proof{Ref: auditObject("system", id)}
	good := 0
	for _, c := range cards {
		if holds(c) {
			good++
		} else if !p.Short {
			p.Short, p.Ref = true, auditObject("camera", c.id)
		}
	}
	p.Value = share(good, len(cards))
	g.prove(system(id), evidence, p)
}
