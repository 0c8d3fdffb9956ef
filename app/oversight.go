package app

import (
	"context"

	"shiheng.internal/civic/oversight"
	"shiheng.internal/store/rows"
)

// openOversight opens the room that watches over the watchers.
func (h *House) openOversight(context.Context) (err error) {
	h.oversight, err = oversight.New(oversight.Config{Store: rows.NewOversight(h.db), Cameras: h.registry.Read(), Logger: h.log})
	return err
}
