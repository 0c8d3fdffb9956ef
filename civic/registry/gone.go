package registry

import (
	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// Gone says that a camera no longer stands at its point, and how that came.
// Its row, its past and its footage stay.
type Gone string

// How a camera may be gone. Empty: it stands.
const (
	Dismantled Gone = "removed" // 已拆除, by an executed notice
	Lost       Gone = "lost"    // 灭失, stolen or destroyed
)

// keepPast holds an edit of a camera to its past: one that is gone is not
// edited, one that people rely on does not go dark without an outage on record
// (W168/30/6) and does not move without an approved change (W168/30/7). Being
// removed is never an edit (W168/17).
func (s *Service) keepPast(tx Tx, old Camera, c *Camera) error {
	c.Gone, c.GoneOn = old.Gone, old.GoneOn
	if old.Gone != "" {
		return shiheng.Forbidden("camera.gone", "gone", string(old.Gone)).By("W168/17")
	}
	v, err := tx.System(old.System)
	if err != nil || !v.State.InUse() || !s.Bound(v) {
		return err
	}
	if old.System != c.System || old.Place != c.Place {
		return shiheng.Forbidden("camera.needs-change").By("W168/30/7")
	}
	if dark := (old.Enabled && !c.Enabled) || (old.Main != nil && c.Main == nil); !dark {
		return nil
	}
	covered, err := tx.Interrupted(v.ID, c.ID)
	if err == nil && !covered {
		err = shiheng.Forbidden("camera.needs-outage").By("W168/30/6")
	}
	return err
}

// TakeAway marks a camera as gone since a day and stops connecting it, within
// the caller's transaction. Only civic/works calls it, which has the notice or
// the incident. Doing it again changes nothing.
func (s *Service) TakeAway(tx Tx, actor audit.Actor, id shiheng.CameraID, how Gone, on law.Day) error {
	c, err := tx.Camera(id)
	if err != nil || c.Gone == how {
		return err
	}
	c.Gone, c.GoneOn, c.Enabled = how, on, false
	return s.restate(tx, actor, c, audit.CameraDisable, "W168/17")
}

// Replace has a camera stand again at its point, on the same terms as before:
// a lost or worn one was replaced like for like.
func (s *Service) Replace(tx Tx, actor audit.Actor, id shiheng.CameraID) error {
	c, err := tx.Camera(id)
	if err != nil || c.Gone == "" {
		return err
	}
	c.Gone, c.GoneOn, c.Enabled = "", law.Day{}, true
	return s.restate(tx, actor, c, audit.CameraEnable, "W168/30/3")
}

// Shift moves a camera to another place or another room use, by an approved
// change or an executed notice. Gate L1 stands here as everywhere.
func (s *Service) Shift(tx Tx, actor audit.Actor, id shiheng.CameraID, place shiheng.PlaceID, roomUse string) error {
	c, err := tx.Camera(id)
	if err != nil {
		return err
	}
	if roomUse != "" {
		c.RoomUse = roomUse
	}
	if !place.IsZero() {
		if _, err := tx.Place(place); err != nil {
			return err
		}
		c.Place = place
	}
	if err := s.cfg.Law.CheckRoom(c.RoomUse, law.DayOf(s.now())); err != nil {
		return err
	}
	return s.restate(tx, actor, c, audit.CameraChange, "W168/30/7")
}

// restate writes a camera that another room changed.
func (s *Service) restate(tx Tx, actor audit.Actor, c Camera, act audit.Act, article string) error {
	if err := tx.UpdateCamera(c, c.Main.key()); err != nil {
		return err
	}
	return tx.Append(audit.New(s.now(), actor, act, audit.On("camera", c.ID)).About(c.ID).Because(article, "works").
		With("name", c.Name).With("roomUse", c.RoomUse).With("gone", string(c.Gone)))
}
