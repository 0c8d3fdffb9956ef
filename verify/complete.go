package verify

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// apart is how far footage may be apart whose numbers join: more is told.
const apart = 2_000_000 // microseconds

// An item is one thing of a stream in the order of its numbers: a media chunk,
// or a camera-minute of which no chunks are listed.
type item struct {
	m           *minute
	first, last uint64
	from, to    int64
	line        *line // nil of a camera-minute
	head        *header
}

// complete checks that nothing of the claimed span is left out.
func (s *streamCheck) complete() {
	start, end := s.bounds()
	if len(s.minutes) == 0 {
		return
	}
	needed := s.minutes[start:end]
	s.chain(start, end)
	s.epochs(needed)
	items := s.items(needed)
	s.walk(items)
	s.declaredGaps(needed)
	s.declared()
	for _, m := range s.minutes {
		s.within(m)
		if m.partial && slices.ContainsFunc(m.lines, func(l line) bool { return l.here && l.kind != kindMedia }) {
			s.find("declaration.loose", m.place(), "")
		}
	}
}

// bounds are the camera-minutes that the span needs: from the last that begins
// at or before it, to the first that begins behind it.
func (s *streamCheck) bounds() (start, end int) {
	start = -1
	for i, m := range s.minutes {
		if m.from > s.from {
			break
		}
		start = i
	}
	if start < 0 {
		start = 0
		if len(s.minutes) > 0 {
			s.begun(s.minutes[0])
		}
	}
	for i := start; i < len(s.minutes); i++ {
		if s.minutes[i].from >= s.to {
			return start, i + 1
		}
	}
	s.find("anchor.missing", Place{Stream: s.res.Stream}, "")
	return start, len(s.minutes)
}

// begun tells of a first camera-minute that begins within the span.
func (s *streamCheck) begun(m *minute) {
	switch {
	case strings.Trim(m.Previous, "0") != "":
		s.find("start.missing", m.place(), "")
	case m.leaf != nil && s.epochName(m.leaf) != "":
		// told by the epoch
	default:
		s.gap("gap", m.place(), s.from, m.from, "begun")
	}
}

// gap tells of a stretch without footage, as far as it is in the span.
func (s *streamCheck) gap(code string, at Place, from, to int64, cause string) {
	from, to = max(from, s.from), min(to, s.to)
	if from >= to {
		return
	}
	g := Gap{From: instant(from), To: instant(to), Cause: cause}
	if slices.Contains(s.res.Gaps, g) {
		return
	}
	s.res.Gaps = append(s.res.Gaps, g)
	s.check.res.find(Finding{Code: code, Place: at, From: g.From, To: g.To, Cause: cause})
}

// chain checks that each camera-minute names the one before it.
func (s *streamCheck) chain(start, end int) {
	by := map[string]int{}
	for i, m := range s.minutes {
		by[fmt.Sprintf("%x", m.digest)] = i
	}
	for i := start + 1; i < end; i++ {
		m := s.minutes[i]
		if m.Previous == fmt.Sprintf("%x", s.minutes[i-1].digest) {
			continue
		}
		if _, there := by[m.Previous]; there {
			s.find("minute.order", m.place(), "")
		} else if m.leaf == nil || strings.Trim(m.Previous, "0") != "" || s.epochName(m.leaf) == "" {
			s.find("minute.missing", m.place(), m.Previous)
		}
	}
}

// items lists what there is in the order of numbers.
func (s *streamCheck) items(minutes []*minute) (out []item) {
	for _, m := range minutes {
		if m.lines == nil {
			out = append(out, item{m: m, first: m.First, last: m.Last, from: m.from, to: m.to})
			s.unlisted(m)
			continue
		}
		for i := range m.lines {
			if l := &m.lines[i]; l.kind == kindMedia {
				out = append(out, item{m: m, first: l.seq, last: l.seq, from: l.from, to: l.to, line: l, head: m.heads[i]})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b item) int { return cmp.Compare(a.first, b.first) })
	return out
}

// unlisted tells of a camera-minute without a list of its chunks.
func (s *streamCheck) unlisted(m *minute) {
	switch {
	case m.whole:
		s.gap("erased", Place{File: m.why.file, Stream: m.Stream, Minute: m.Minute}, m.from, m.to, m.why.said())
	case m.from < s.to && m.to > s.from:
		s.find("chunks.missing", m.place(), "")
	}
}

// walk goes from number to number.
func (s *streamCheck) walk(items []item) {
	for i := 1; i < len(items); i++ {
		a, b := &items[i-1], &items[i]
		at := b.m.place()
		at.Chunk = b.first
		switch {
		case b.first <= a.last:
			s.find("minute.overlap", at, a.m.file)
		case b.first > a.last+1:
			s.leap(a, b, at)
		default:
			s.join(a, b, at)
		}
	}
	for i := range items {
		if items[i].m.partial && items[i].line != nil {
			s.hangs(items, i)
		}
	}
}

// hangs tells of what is left of a camera-minute that was erased in part: its
// chunks are proven by the chunk behind them only.
func (s *streamCheck) hangs(items []item, i int) {
	it := &items[i]
	if i == 0 && it.first > it.m.First {
		s.gap("erased", Place{File: it.m.why.file, Stream: it.m.Stream, Minute: it.m.Minute}, it.m.from, it.from, it.m.why.said())
	}
	proven := i+1 < len(items) && items[i+1].first == it.last+1 && items[i+1].head != nil
	if !proven && it.to > s.from && it.from < s.to {
		at := it.m.place()
		at.Chunk = it.first
		s.find("minute.partial", at, "")
	}
}

// leap looks for what was said of numbers that are left out.
func (s *streamCheck) leap(a, b *item, at Place) {
	for _, g := range b.m.Gaps {
		if g.After >= a.last && g.After < b.first {
			return // told with all that are declared
		}
	}
	for _, m := range []*minute{a.m, b.m} {
		if m.partial {
			s.gap("erased", Place{File: m.why.file, Stream: m.Stream, Minute: m.Minute}, a.to, b.from, m.why.said())
			return
		}
	}
	if a.to < s.to && b.from > s.from {
		s.find("leap", at, fmt.Sprintf("%d-%d", a.last+1, b.first-1))
	}
}

// join checks two things whose numbers follow one another.
func (s *streamCheck) join(a, b *item, at Place) {
	if a.line != nil && b.head != nil && b.head.previous != a.line.sha {
		s.find("chunk.chain", at, "")
	}
	if a.m.whole || b.m.whole || b.from-a.to <= apart {
		return
	}
	for _, g := range b.m.Gaps {
		if g.After == a.last {
			return
		}
	}
	cause := "silent"
	if b.head != nil && b.head.flags&flagLost != 0 {
		cause = "lost"
	}
	s.gap("gap", at, a.to, b.from, cause)
}

// declaredGaps tells of every gap that a camera-minute declares.
func (s *streamCheck) declaredGaps(minutes []*minute) {
	for _, m := range minutes {
		for _, g := range m.Gaps {
			from, err := micros(g.From)
			to, also := micros(g.To)
			if err != nil || also != nil {
				s.find("minute.form", m.place(), "gaps")
				continue
			}
			s.gap("gap", m.place(), from, to, g.Cause)
		}
	}
}

// declared checks that the tracks are declared before the first footage.
func (s *streamCheck) declared() {
	for _, m := range s.minutes {
		for i := range m.lines {
			l := &m.lines[i]
			switch {
			case !l.here:
			case l.kind == kindInit:
				return
			case l.kind == kindMedia:
				at := m.place()
				at.Chunk = l.seq
				s.find("tracks.missing", at, "")
				return
			}
		}
	}
}

// within checks that what lies wholly within the span is here, and nothing else.
func (s *streamCheck) within(m *minute) {
	for i := range m.lines {
		l := &m.lines[i]
		if l.kind != kindMedia {
			continue
		}
		at := m.place()
		at.Chunk = l.seq
		switch in := l.from >= s.from && l.to <= s.to; {
		case in && !l.here:
			s.find("chunk.withheld", at, "")
		case !in && l.here:
			s.find("chunk.outside", at, "")
		}
	}
}

// epochName is the name of the log without its year, when it took the place of
// another; "" of a first one.
func (s *streamCheck) epochName(l *leaf) string {
	cp := s.byLog[l.log]
	if cp == nil {
		return ""
	}
	name := cp.origin[:max(0, strings.LastIndexByte(cp.origin, '/'))]
	last := name[strings.LastIndexByte(name, '/')+1:]
	if !strings.HasPrefix(last, "log-") {
		return ""
	}
	return name
}

// epochs tells what cannot be proven since the log was restored: what it says of
// the time before it began.
func (s *streamCheck) epochs(minutes []*minute) {
	first := map[string]*leaf{}
	for _, l := range s.logged {
		if l.epoch != nil && l.index == 0 {
			first[s.epochName(l)] = l
		}
	}
	done := map[string]bool{}
	for _, m := range minutes {
		if m.leaf == nil {
			continue
		}
		name := s.epochName(m.leaf)
		if name == "" || done[name] {
			continue
		}
		done[name] = true
		l := first[name]
		if l == nil {
			s.find("epoch.missing", m.place(), name)
			continue
		}
		from, err := micros(l.epoch.Lost.From)
		to, also := micros(l.epoch.Lost.To)
		switch {
		case l.epoch.Cause == "rotation":
		case err != nil || also != nil || l.epoch.Cause != "restore":
			s.find("leaf.form", Place{File: l.file, Log: l.log}, "")
		case from < s.to && to > s.from || m.from < to && m.to > s.from:
			s.check.res.find(Finding{Code: "epoch.lost", Place: Place{File: l.file, Stream: s.res.Stream, Log: l.log, Leaf: "0"}, From: instant(max(from, s.from)), To: instant(min(to, s.to))})
		}
	}
}
