package app

import (
	"time"

	"shiheng.internal/api/route"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
)

// openArchive opens the camera archive and the list of long work that its
// sheets are brought in by.
func (h *House) openArchive() error {
	tables, err := archive.Builtin()
	if err != nil {
		return err
	}
	h.jobs = route.NewJobs(time.Now, h.log)
	h.archive, err = archive.New(archive.Config{Store: rows.NewArchive(h.db), Register: h.registry, Papers: h.papers, Law: h.law, Tables: tables})
	return err
}

// liveWord is what a camera is doing now, in one word.
func (h *House) liveWord(c registry.Camera) string {
	v, ok := h.feed.Live(c.ID)
	switch {
	case !c.Enabled:
		return "disabled"
	case !ok:
		return "idle"
	}
	return v.State
}
