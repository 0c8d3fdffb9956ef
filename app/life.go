package app

import (
	"context"
	"time"

	"shiheng.internal"
	worksapi "shiheng.internal/api/works"
	"shiheng.internal/civic/works"
	"shiheng.internal/store/rows"
	"shiheng.internal/video/ingest"
)

// openLife opens the room that leads systems through their life.
func (h *House) openLife() (err error) {
	h.works, err = works.New(works.Config{
		Store: rows.NewWorks(h.db), Registry: h.registry, Papers: h.papers, Law: h.law, Meter: meter{h},
		Lacks: func(ctx context.Context, id shiheng.SystemID, closing bool) ([]int, error) {
			return h.binders.Lacks(ctx, id, closing)
		},
		BasicServes: h.switched(basicServes),
	})
	return err
}

// worksDesk makes the desk of the works area.
func (h *House) worksDesk() *worksapi.Desk {
	return worksapi.New(worksapi.Config{Works: h.works, Registry: h.registry, Access: h.access, Changed: h.systemsChanged})
}

// systemsChanged has what hangs on a system looked at anew and at once: how
// long its footage is kept, and which pictures of it may be open.
func (h *House) systemsChanged() {
	h.directory.Changed()
	h.access.CamerasChanged()
}

// meter tells the works room what the running system measures of cameras. It
// implements [works.Meter]. Device clocks are not known to the platform yet,
// so none is told.
type meter struct{ h *House }

// recent is how old durable footage of a camera may be that is being recorded.
const recent = time.Minute

// Measure implements works.Meter.
func (m meter) Measure(ctx context.Context, cameras []shiheng.CameraID) (map[shiheng.CameraID]works.Reading, error) {
	mains := m.h.recording.Mains()
	now := time.Now()
	out := make(map[shiheng.CameraID]works.Reading, len(cameras))
	for _, id := range cameras {
		facts := m.h.recording.Camera(id, mains)
		r := works.Reading{
			Online:    m.h.ingest.State(id, ingest.Main).Phase == ingest.Playing,
			Recording: facts.Recording && now.Sub(facts.DurableTo) < recent,
		}
		line, err := m.h.past.Timeline(ctx, id, shiheng.Span{From: now.Add(-time.Minute), To: now}, 0)
		if err != nil {
			return nil, err
		}
		r.First = line.First
		out[id] = r
	}
	return out, nil
}
