package registry

import (
	"errors"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// soundsLike are words in the names of cameras and channels that speak of a
// room where none may be (W168/9, R799/8).
func soundsLike() []string {
	return []string{"客房", "宿舍", "浴室", "更衣", "卫生间", "厕所", "洗手间", "哺乳", "试衣", "包间", "包厢", "母婴"}
}

// SoundsForbidden returns the word of a name that speaks of a forbidden room,
// empty when there is none.
func SoundsForbidden(names ...string) string {
	for _, name := range names {
		for _, w := range soundsLike() {
			if strings.Contains(name, w) {
				return w
			}
		}
	}
	return ""
}

// checkName asks for a statement when a camera's name, or that of a channel it
// comes from, sounds like a forbidden room though its room use is lawful. It
// never overrides a forbidden use: that was refused before.
func checkName(tx Tx, c *Camera) error {
	names := []string{c.Name}
	for _, src := range []*Source{c.Main, c.Sub} {
		if src == nil || src.GB28181 == nil {
			continue
		}
		ch, err := tx.ChannelOf(src.GB28181.Device, src.GB28181.Channel)
		if err != nil && !errors.Is(err, shiheng.ErrNotFound) { // a peer may not have told of it yet
			return err
		}
		names = append(names, ch.Name)
	}
	word := SoundsForbidden(names...)
	switch {
	case word == "":
		c.NameStatement = ""
	case c.NameStatement == "":
		return shiheng.Invalid("camera.name-suspicious", "word", word).By("W168/9")
	}
	return nil
}

// review has a person look at the field of view of a camera that stands beside
// a forbidden room, or whose name sounds like one: when it is registered, and
// when its room use, place or name changes.
func (s *Service) review(tx Tx, c, old Camera, now time.Time) error {
	beside := ""
	for _, r := range s.cfg.Law.Rooms() {
		if r.Use == c.RoomUse {
			beside = r.Beside
		}
	}
	same := old.RoomUse == c.RoomUse && old.Place == c.Place && old.NameStatement == c.NameStatement
	if same || beside == "" && c.NameStatement == "" {
		return nil
	}
	_, err := Find(tx, now, audit.House("registry"), Finding{
		Fault: PrivacyReview, Place: c.Place, System: c.System, Camera: c.ID, RoomUse: c.RoomUse, Note: c.NameStatement,
	})
	return err
}
