package registry

import (
	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// SaveCameraIn is [Service.SaveCamera] within a transaction of another room's
// that spans both rooms' rows: it makes a camera (zero ID) or changes one, under
// the same gates, and returns the event for the caller to append. A refusal is
// returned as it is and nothing was written.
func (s *Service) SaveCameraIn(tx Tx, actor audit.Actor, c *Camera) (audit.Event, error) {
	now := s.now()
	isNew := c.ID.IsZero()
	if isNew {
		c.ID, c.CreatedAt, c.Version = shiheng.NewID[shiheng.CameraID](now), now, 1
	}
	if err := c.tidy(); err != nil {
		return audit.Event{}, err
	}
	event, err := s.putCamera(tx, actor, c, isNew, now)
	if err == nil && !isNew {
		c.Version++
	}
	return event, err
}
