package law

import (
	"slices"

	"shiheng.internal"
)

// Rooms lists every coded room use, lawful ones first as declared.
func (l *Law) Rooms() []Room { return slices.Clone(l.rooms) }

// A Prohibition says that a room use is forbidden, and by what. Article is the
// one to cite; Also are the others that say the same.
type Prohibition struct {
	Use     string   `json:"use"`
	Article string   `json:"article"`
	Zh      string   `json:"zh"`
	En      string   `json:"en"`
	Also    []string `json:"also,omitempty"`
}

// ForbiddenRoom reports whether no camera may look at a room of this use on
// the day (W168/9, R799/8), with the article and its text. The Wuxi order is
// cited where it names the use itself; there is no override and no consent.
// A use that nobody declared is not judged here; see [Law.KnownRoom].
func (l *Law) ForbiddenRoom(use string, on Day) (Prohibition, bool) {
	var in []Article
	for _, id := range l.bans[use] {
		if a, ok := l.Article(id, on); ok {
			in = append(in, a)
		}
	}
	if len(in) == 0 {
		return Prohibition{}, false
	}
	first := slices.IndexFunc(in, func(a Article) bool { return l.sources[l.source[a.ID]].Rank == LocalRule })
	if first < 0 {
		first = 0
	}
	p := Prohibition{Use: use, Article: in[first].ID, Zh: in[first].Zh, En: in[first].En}
	for i, a := range in {
		if i != first {
			p.Also = append(p.Also, a.ID)
		}
	}
	return p, true
}

// KnownRoom reports whether use is on the closed list.
func (l *Law) KnownRoom(use string) bool { return l.room(use) != nil }

// CheckRoom is gate L1: it returns nil when a camera may look at a room of
// this use on the day, an ErrInvalid when the use is not on the closed list,
// and an ErrForbidden by the article when the use is forbidden.
func (l *Law) CheckRoom(use string, on Day) error {
	if !l.KnownRoom(use) {
		return shiheng.Invalid("camera.room-use", "roomUse", use)
	}
	if p, forbidden := l.ForbiddenRoom(use, on); forbidden {
		return shiheng.Forbidden("camera.room-forbidden", "roomUse", use).By(p.Article)
	}
	return nil
}
