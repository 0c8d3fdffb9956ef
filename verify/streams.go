package verify

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A minute is one camera-minute of a stream in the bundle.
type minute struct {
	cameraMinute

	number   string // NNNNNN
	file     string
	digest   digest
	from, to int64
	leaf     *leaf  // of its node-minute, proven; nil when it is not
	lines    []line // nil: no list of its chunks
	heads    []*header
	rooted   bool // its lines lead to its roots
	whole    bool // erased, all of it
	partial  bool // erased in part
	why      *erasedOf
	bad      bool // something of its footage was told already
}

func (m *minute) place() Place { return Place{File: m.file, Stream: m.Stream, Minute: m.Minute} }

// A streamCheck is one claimed span on its way.
type streamCheck struct {
	*check

	res      *Stream
	from, to int64
	minutes  []*minute
	read     int // camera-minutes whose footage was read
	tracks   tracks
	buffers  [lanes][]byte
}

// streams checks every claimed span.
func (c *check) streams() error {
	files := map[string][]string{} // by stream: numbers of its camera-minutes
	for i := range c.zip.members {
		p := strings.Split(c.zip.members[i].name, "/")
		if len(p) == 3 && p[0] == "minutes" {
			if number, is := strings.CutSuffix(p[2], ".json"); is {
				files[p[1]] = append(files[p[1]], number)
			}
		}
	}
	for i := range c.res.Streams {
		r := &c.res.Streams[i]
		s := &streamCheck{check: c, res: r}
		var err, also error
		s.from, err = micros(r.From)
		s.to, also = micros(r.To)
		numbers, there := files[r.Stream]
		switch {
		case slices.ContainsFunc(c.res.Streams[:i], func(o Stream) bool { return o.Stream == r.Stream }):
			s.find("stream.twice", Place{Stream: r.Stream}, "")
			continue
		case err != nil || also != nil || s.from >= s.to || !goodIdentity(r.Stream):
			s.find("bundle.span", Place{File: "bundle.json", Stream: r.Stream}, "")
			continue
		case !there:
			s.find("stream.none", Place{Stream: r.Stream}, "")
			continue
		}
		slices.Sort(numbers)
		if err := s.check1(numbers); err != nil {
			return err
		}
		delete(files, r.Stream)
	}
	for stream := range files {
		if !slices.ContainsFunc(c.res.Streams, func(s Stream) bool { return s.Stream == stream }) {
			c.find("stream.extra", Place{File: "minutes/" + stream}, "")
		}
	}
	return nil
}

// check1 goes through the camera-minutes of one stream.
func (s *streamCheck) check1(numbers []string) error {
	for i, n := range numbers {
		at := Place{File: "minutes/" + s.res.Stream + "/" + n + ".json", Stream: s.res.Stream}
		if n != fmt.Sprintf("%06d", i+1) {
			s.find("minute.missing", at, fmt.Sprintf("%06d", i+1))
		}
		m, err := s.minute(n, at)
		if err != nil {
			return err
		}
		if m == nil {
			continue
		}
		s.minutes = append(s.minutes, m)
		if err := s.list(m); err != nil {
			return err
		}
		if read := s.minutes[s.read:]; len(read) == sideBySide() {
			if err := s.footage(read); err != nil {
				return err
			}
			s.read = len(s.minutes)
		}
	}
	if err := s.footage(s.minutes[s.read:]); err != nil {
		return err
	}
	s.res.Minutes = len(s.minutes)
	s.check.res.Figures.Minutes += len(s.minutes)
	s.res.Signed = s.tracks.signed()
	s.complete()
	return nil
}

// sideBySide is how many files of footage are read at once: as many as there are
// lanes, one after the other where there are none.
func sideBySide() int {
	if haveLanes() {
		return lanes
	}
	return 1
}

// minute reads a camera-minute and proves it.
func (s *streamCheck) minute(number string, at Place) (*minute, error) {
	b, err := s.zip.text(s.zip.byName[at.File], mostJSON)
	if errors.Is(err, errLarge) {
		s.find("minute.form", at, "")
		return nil, nil //nolint:nilnil // told
	}
	if err != nil {
		return nil, err
	}
	m := &minute{number: number, file: at.File, digest: sha256.Sum256(b)}
	form := exactly(b, &m.cameraMinute)
	at.Minute = m.Minute
	if m.leaf, err = s.placed(b, m, at); err != nil {
		return nil, err
	}
	var also error
	m.from, err = micros(m.From)
	m.to, also = micros(m.To)
	switch {
	case form != nil || err != nil || also != nil || m.First > m.Last || m.Last > math.MaxInt64:
		s.find("minute.form", at, "")
		return nil, nil //nolint:nilnil // told
	case m.Stream != s.res.Stream || m.Camera != s.res.Camera || m.Role != s.res.Role:
		s.find("minute.stream", at, m.Stream)
		return nil, nil //nolint:nilnil // told
	case m.leaf != nil && m.leaf.minute.Minute != m.Minute:
		s.find("minute.path", at, "")
	}
	if m.leaf != nil {
		s.clock(m.leaf.minute)
	}
	s.erasedOf(m)
	return m, nil
}

// clock keeps the worst that was said of clocks.
func (s *streamCheck) clock(n *nodeMinute) {
	order := []string{"", "synchronised", "unsynchronised", "unknown"}
	if slices.Index(order, n.Clock) > slices.Index(order, s.res.Clock) {
		s.res.Clock = n.Clock
	}
	s.res.ClockError = max(s.res.ClockError, n.ClockError)
}

// A placeText is NNNNNN.place.
type placeText struct {
	Index   uint64   `json:"index"`
	Log     string   `json:"log"`
	Path    []string `json:"path"`
	Place   uint64   `json:"place"`
	SM3Path []string `json:"sm3Path"`
}

// placed leads a camera-minute's bytes to the leaf of its node-minute; nil when
// they cannot be.
func (s *streamCheck) placed(text []byte, m *minute, at Place) (*leaf, error) {
	at.File = strings.TrimSuffix(m.file, ".json") + ".place"
	file := s.zip.byName[at.File]
	if file == nil {
		s.find("minute.noplace", at, "")
		return nil, nil //nolint:nilnil // told
	}
	b, err := s.zip.text(file, mostProof)
	if err != nil && !errors.Is(err, errLarge) {
		return nil, err
	}
	var p placeText
	if json.Unmarshal(b, &p) != nil || len(p.Path) > 64 || len(p.SM3Path) > 64 {
		s.find("minute.place", at, "")
		return nil, nil //nolint:nilnil // told
	}
	at.Log, at.Leaf = p.Log, strconv.FormatUint(p.Index, 10)
	l := s.logged[p.Log+"/"+at.Leaf]
	if l == nil {
		if s.zip.byName["log/"+p.Log+"/"+at.Leaf+".json"] == nil {
			s.find("leaf.missing", at, "")
		}
		return nil, nil //nolint:nilnil // told, here or there
	}
	if l.minute == nil || l.minute.CameraMinutes < 0 {
		s.find("minute.place", at, l.kind)
		return nil, nil //nolint:nilnil // told
	}
	n := uint64(l.minute.CameraMinutes)
	for _, way := range []struct {
		by   tree
		path []string
		root string
	}{{byApproved(), p.Path, l.minute.Root}, {byNational(), p.SM3Path, l.minute.SM3}} {
		path, err := digests(way.path)
		root, also := parseDigest(way.root)
		if err != nil || also != nil || !way.by.leads(way.by.leaf(text), p.Place, n, path, root) {
			at.File = m.file
			s.find("minute.path", at, "")
			return nil, nil //nolint:nilnil // told
		}
	}
	return l, nil
}

func digests(list []string) ([]digest, error) {
	out := make([]digest, len(list))
	for i, t := range list {
		var err error
		if out[i], err = parseDigest(t); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// erasedOf says what of a camera-minute is erased, by certificates.
func (s *streamCheck) erasedOf(m *minute) {
	gone := map[[2]uint64]bool{}
	name := fmt.Sprintf("%x", m.digest)
	for _, e := range s.erased {
		for _, x := range e.Minutes {
			if x.Digest == name && e.Stream == m.Stream && x.First >= m.First && x.Last <= m.Last && x.First <= x.Last {
				gone[[2]uint64{x.First, x.Last}], m.why = true, e
			}
		}
	}
	if len(gone) == 0 {
		return
	}
	spans := make([][2]uint64, 0, len(gone))
	for g := range gone {
		spans = append(spans, g)
	}
	slices.SortFunc(spans, func(a, b [2]uint64) int { return int(min(1, max(-1, int64(a[0])-int64(b[0])))) }) //nolint:gosec // below the largest of 63 bits
	next := m.First
	for _, g := range spans {
		if g[0] > next {
			break
		}
		next = max(next, g[1]+1)
	}
	m.whole, m.partial = next > m.Last, next <= m.Last
}

// roots checks that the lines are those of the camera-minute.
func (s *streamCheck) roots(m *minute) bool {
	a, b := make([]digest, len(m.lines)), make([]digest, len(m.lines))
	for i := range m.lines {
		a[i], b[i] = byApproved().leaf(m.lines[i].sha[:]), byNational().leaf(m.lines[i].sm3[:])
	}
	return fmt.Sprintf("%x", byApproved().root(a)) == m.SHA && fmt.Sprintf("%x", byNational().root(b)) == m.SM3
}
