package law

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

//go:embed packs/*.yaml
var builtin embed.FS

// A Law is a set of packs joined into one body of rules.
type Law struct {
	sources    []Source
	articles   map[string][]Article // by id, oldest first
	source     map[string]int       // of an article id, in sources
	rooms      []Room
	bans       map[string][]string // room use → article ids, in order of loading
	floors     []floor
	limits     map[string]int
	deadlines  []Rule
	calendar   calendar
	evidence   []Evidence
	duties     []Duty
	conditions map[string][]Condition // by article
	penalties  []Penalty
	noPenalty  []NoPenalty
	grounds    []Condition
}

// A Source is a pack as people know it: an order, a regulation, a law.
type Source struct {
	Pack     string `json:"pack"`
	Title    Text   `json:"title"`
	Short    Text   `json:"short"` // as it is cited; the title when it has none
	Rank     Rank   `json:"rank"`
	Citation string `json:"citation"`
	InForce  Day    `json:"inForce"`
	Articles int    `json:"articles"` // texts of articles in the pack
}

// compiled is the law of the packs compiled into the program; it never changes.
var compiled = sync.OnceValues(func() (*Law, error) {
	sub, err := fs.Sub(builtin, "packs")
	if err != nil {
		return nil, fmt.Errorf("law packs: %w", err)
	}
	return Load(sub)
})

// Builtin is the law of the packs compiled into the program.
func Builtin() (*Law, error) { return compiled() }

// WithCity is the law of the packs compiled into the program and, after them,
// the city's own, which may only tighten.
func WithCity(city fs.FS) (*Law, error) {
	sub, err := fs.Sub(builtin, "packs")
	if err != nil {
		return nil, fmt.Errorf("law packs: %w", err)
	}
	return Load(sub, city)
}

// Load joins the *.yaml packs of the file systems, in order. It fails on the
// first pack that is malformed, that names an article, room use, deadline or
// evidence nobody declares, or that is looser than what was loaded before it;
// the error names file and line.
func Load(sources ...fs.FS) (*Law, error) {
	l := &Law{
		articles: map[string][]Article{}, source: map[string]int{}, bans: map[string][]string{}, limits: map[string]int{},
		calendar: calendar{work: map[Day]bool{}, years: map[int]Certainty{}}, conditions: map[string][]Condition{},
	}
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
	for _, declare := range []func(*pack) error{l.addArticles, l.addRooms, l.addLists, l.addRules, l.addDuties} {
		for i := range packs {
			if err := declare(&packs[i]); err != nil {
				return nil, err
			}
		}
	}
	if err := l.checkFloors(); err != nil {
		return nil, err
	}
	// The highest source speaks first, so that it is the one to cite.
	slices.SortStableFunc(l.floors, func(a, b floor) int { return l.height(b.Article) - l.height(a.Article) })
	return l, nil
}

// height is the rank of an article's source as a number.
func (l *Law) height(article string) int {
	s, _ := l.Source(article)
	return slices.Index(ranks(), s.Rank)
}

// Sources lists the packs as people read them: the local order first, then the
// national rules, the later before the earlier, house rules last.
func (l *Law) Sources() []Source {
	place := []Rank{LocalRule, Regulation, Statute, MinistryRule, Standard, House}
	out := slices.Clone(l.sources)
	slices.SortStableFunc(out, func(a, b Source) int {
		if c := slices.Index(place, a.Rank) - slices.Index(place, b.Rank); c != 0 {
			return c
		}
		return int(b.InForce.days - a.InForce.days)
	})
	return out
}

// Source returns the pack an article stands in.
func (l *Law) Source(article string) (Source, bool) {
	for {
		if i, ok := l.source[article]; ok {
			return l.sources[i], true
		}
		cut := strings.LastIndexByte(article, '/')
		if cut < 0 {
			return Source{}, false
		}
		article = article[:cut]
	}
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
// name a paragraph or item of it ("W168/24/1"); [Article.Clause] finds that.
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

// Articles lists every article in force on the day, source by source as
// [Law.Sources] has them, and each source in the order of its numbers.
func (l *Law) Articles(on Day) []Article {
	place := map[string]int{}
	for i, s := range l.Sources() {
		place[s.Pack] = i
	}
	var out []Article
	for _, texts := range l.articles {
		for _, a := range texts {
			if a.In(on) {
				out = append(out, a)
			}
		}
	}
	slices.SortFunc(out, func(a, b Article) int {
		if c := place[l.sources[l.source[a.ID]].Pack] - place[l.sources[l.source[b.ID]].Pack]; c != 0 {
			return c
		}
		return slices.Compare(numbers(a.ID), numbers(b.ID))
	})
	return out
}

// Texts lists every text an article has had, the oldest first.
func (l *Law) Texts(id string) []Article { return slices.Clone(l.articles[id]) }

// numbers are the numbers in an article's id.
func numbers(id string) []int {
	var out []int
	for part := range strings.SplitSeq(id, "/") {
		n := 0
		for _, c := range part {
			if c >= '0' && c <= '9' {
				n = 10*n + int(c-'0')
			}
		}
		out = append(out, n)
	}
	return out[1:]
}

// Limit returns a house rule's number by name, 0 when there is none.
func (l *Law) Limit(name string) int { return l.limits[name] }

// Names of the limits that rooms ask for.
const (
	TrialDays         = "trial-days"
	CommissioningDays = "commissioning-days"
)
