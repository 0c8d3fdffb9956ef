package law

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed packs/*.yaml
var builtin embed.FS

// A Law is a set of packs joined into one body of rules.
type Law struct {
	articles map[string][]Article // by id, oldest first
	rank     map[string]Rank      // of an article id
	rooms    []Room
	bans     map[string][]string // room use → article ids, in order of loading
	floors   []floor
	limits   map[string]int
}

// Builtin loads the packs compiled into the program.
func Builtin() (*Law, error) {
	sub, err := fs.Sub(builtin, "packs")
	if err != nil {
		return nil, fmt.Errorf("law packs: %w", err)
	}
	return Load(sub)
}

// Load joins the *.yaml packs of the file systems, in order. It fails on the
// first pack that is malformed, that names an article or room use nobody
// declares, or that is looser than what was loaded before it.
func Load(sources ...fs.FS) (*Law, error) {
	l := &Law{articles: map[string][]Article{}, rank: map[string]Rank{}, bans: map[string][]string{}, limits: map[string]int{}}
	var packs []pack
	for _, src := range sources {
		names, err := fs.Glob(src, "*.yaml")
		if err != nil {
			return nil, fmt.Errorf("law packs: %w", err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(src, name)
			if err != nil {
				return nil, fmt.Errorf("law pack %s: %w", name, err)
			}
			p, err := parsePack(name, data)
			if err != nil {
				return nil, err
			}
			packs = append(packs, p)
		}
	}
	for _, declare := range []func(pack) error{l.addArticles, l.addRooms, l.addRules} {
		for _, p := range packs {
			if err := declare(p); err != nil {
				return nil, fmt.Errorf("law pack %s: %w", p.Pack, err)
			}
		}
	}
	return l, l.checkFloors()
}

func (l *Law) addArticles(p pack) error {
	for _, a := range p.Articles {
		for _, old := range l.articles[a.ID] {
			if old.To.IsZero() || a.From.Before(old.To) {
				return fmt.Errorf("article %s: overlaps its earlier text; end that one first", a.ID)
			}
		}
		l.articles[a.ID] = append(l.articles[a.ID], a)
		l.rank[a.ID] = p.Rank
	}
	return nil
}

func (l *Law) addRooms(p pack) error {
	for _, r := range p.Rooms {
		if l.room(r.Use) != nil {
			return fmt.Errorf("room use %s: declared twice", r.Use)
		}
		l.rooms = append(l.rooms, r)
	}
	return nil
}

func (l *Law) addRules(p pack) error {
	for _, b := range p.Forbid {
		switch {
		case l.room(b.Use) == nil:
			return fmt.Errorf("forbidden use %q: no such room use", b.Use)
		case l.articles[b.Article] == nil:
			return fmt.Errorf("forbidden use %s: no article %q", b.Use, b.Article)
		}
		l.bans[b.Use] = append(l.bans[b.Use], b.Article)
	}
	for _, f := range p.Floors {
		if l.articles[f.Article] == nil {
			return fmt.Errorf("floor: no article %q", f.Article)
		}
		l.floors = append(l.floors, f)
	}
	for _, m := range p.Limits {
		if old, ok := l.limits[m.Name]; ok && m.Value > old {
			return fmt.Errorf("limit %s: %d is looser than %d", m.Name, m.Value, old)
		}
		l.limits[m.Name] = m.Value
	}
	for _, r := range p.Rooms {
		if r.Beside != "" && l.room(r.Beside) == nil {
			return fmt.Errorf("room use %s: no neighbour %q", r.Use, r.Beside)
		}
	}
	return nil
}

// checkFloors refuses a floor rule that is looser than one loaded before it
// that always speaks when it does: a pack may only tighten. There must be a
// general floor.
func (l *Law) checkFloors() error {
	if !slices.ContainsFunc(l.floors, func(f floor) bool { return f.When == nil }) {
		return fmt.Errorf("law packs: no general floor")
	}
	for i, a := range l.floors {
		for _, b := range l.floors[:i] {
			if a.Days < b.Days && b.When.within(a.When) {
				return fmt.Errorf("floor by %s: %d days is looser than %d by %s", a.Article, a.Days, b.Days, b.Article)
			}
		}
	}
	return nil
}

func (l *Law) room(use string) *Room {
	for i := range l.rooms {
		if l.rooms[i].Use == use {
			return &l.rooms[i]
		}
	}
	return nil
}

// Article returns the text of an article as it stands on the day. The id may
// name a paragraph or item of it ("W168/24/1").
func (l *Law) Article(id string, on Day) (Article, bool) {
	for {
		for _, a := range l.articles[id] {
			if a.In(on) {
				return a, true
			}
		}
		cut := strings.LastIndexByte(id, '/')
		if cut < 0 {
			return Article{}, false
		}
		id = id[:cut]
	}
}

// Articles lists every article in force on the day, by id.
func (l *Law) Articles(on Day) []Article {
	var out []Article
	for _, texts := range l.articles {
		for _, a := range texts {
			if a.In(on) {
				out = append(out, a)
			}
		}
	}
	slices.SortFunc(out, func(a, b Article) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// Limit returns a house rule's number by name, 0 when there is none.
func (l *Law) Limit(name string) int { return l.limits[name] }

// Names of the limits that rooms ask for.
const (
	TrialDays         = "trial-days"
	CommissioningDays = "commissioning-days"
)
