package manscdp

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Recording is one entry of a RecordInfo answer (reference clause 6.2).
type Recording struct {
	Code     string // the channel
	Name     string
	From, To time.Time
	Secrecy  string
	Type     string // time, alarm, manual
	FilePath string
	Size     int64 // bytes; 0 when not said
}

// maxRecordings bounds one answer: a day in one-minute files is 1,440 of them.
const maxRecordings = 100_000

// parseRecording reads one Item; ok is false when it has no times in order.
func parseRecording(e *Element) (r Recording, ok bool) {
	r = Recording{
		Code: e.Value("DeviceID"), Name: e.Value("Name"), Secrecy: e.Value("Secrecy"),
		Type: strings.ToLower(e.Value("Type")), FilePath: e.Value("FilePath"),
	}
	var begin, end bool
	r.From, begin = ParseTime(e.Value("StartTime"))
	r.To, end = ParseTime(e.Value("EndTime"))
	if n, err := strconv.ParseInt(e.Value("FileSize"), 10, 64); err == nil && n > 0 {
		r.Size = n
	}
	return r, begin && end && r.From.Before(r.To)
}

// Fields writes r as an Item.
func (r Recording) Fields() Field {
	fs := []Field{F("DeviceID", r.Code), F("Name", r.Name)}
	if r.FilePath != "" {
		fs = append(fs, F("FilePath", r.FilePath))
	}
	fs = append(fs, F("StartTime", FormatTime(r.From)), F("EndTime", FormatTime(r.To)),
		F("Secrecy", or(r.Secrecy, "0")), F("Type", or(r.Type, "time")))
	if r.Size > 0 {
		fs = append(fs, F("FileSize", strconv.FormatInt(r.Size, 10)))
	}
	return Field{Name: "Item", Children: fs}
}

// RecordFields writes one message of a RecordInfo answer with the grand total.
func RecordFields(name string, total int, part []Recording) []Field {
	fs := []Field{F("Name", name), F("SumNum", strconv.Itoa(total))}
	if len(part) == 0 {
		return fs // annex M: no list when there is nothing
	}
	list := Field{Name: "RecordList", Attrs: []Attr{{Name: "Num", Value: strconv.Itoa(len(part))}}}
	for _, r := range part {
		list.Children = append(list.Children, r.Fields())
	}
	return append(fs, list)
}

// A RecordCollector puts one RecordInfo answer together. Entries of real
// recorders overlap, are unsorted, told twice, cross midnight or end before
// they begin; what is left is distinct and in order. It is not safe for
// concurrent use.
type RecordCollector struct {
	Waiting

	broken int
	seen   map[[2]int64]struct{}
	items  []Recording
}

// NewRecordCollector begins to collect at now with the default waiting times.
func NewRecordCollector(now time.Time) *RecordCollector {
	return &RecordCollector{Waiting: newWaiting(now), seen: map[[2]int64]struct{}{}}
}

// Add takes one RecordInfo message that came at now.
func (c *RecordCollector) Add(m *Message, now time.Time) {
	sum, err := strconv.Atoi(m.Body.Value("SumNum"))
	if err != nil || sum < 0 {
		sum = -1
	}
	c.part(now, sum)
	for _, e := range m.Body.Child("RecordList").All("Item") {
		r, ok := parseRecording(e)
		key := [2]int64{r.From.Unix(), r.To.Unix()}
		if _, again := c.seen[key]; again {
			continue
		}
		if len(c.seen) >= maxRecordings {
			c.wrong = true
			continue
		}
		c.have++
		if !ok {
			c.broken++
			continue
		}
		c.seen[key] = struct{}{}
		c.items = append(c.items, r)
	}
}

// Recordings are what a channel says it has recorded.
type Recordings struct {
	Items   []Recording // by beginning, each once
	SumNum  int         // announced total; -1 when none was
	Parts   int
	Broken  int // entries without times in order, left out
	Partial bool
}

// Result returns what is there now. It is partial unless every announced entry
// came whole.
func (c *RecordCollector) Result() Recordings {
	slices.SortFunc(c.items, func(a, b Recording) int { return a.From.Compare(b.From) })
	return Recordings{
		Items: c.items, SumNum: c.sum, Parts: c.parts, Broken: c.broken,
		Partial: c.parts == 0 || !c.reached() || c.broken > 0,
	}
}
