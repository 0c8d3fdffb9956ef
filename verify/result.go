package verify

import (
	"slices"
	"time"
)

// A Verdict is what can be said of a bundle, a stream, or one finding: the
// larger, the worse.
type Verdict int

// The verdicts.
const (
	Complete Verdict = iota // complete and unaltered
	Gaps                    // unaltered, with declared gaps
	Unproven                // nothing contradicts, but something is wanting
	Altered                 // something does not fit
)

// String is the verdict's word in results.
func (v Verdict) String() string {
	return [...]string{"complete", "gaps", "unproven", "altered"}[v]
}

// MarshalText writes it.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// Words are the verdict's words.
func (v Verdict) Words() (zh, en string) {
	return [...]string{"完整且未被改动", "未被改动，有已声明的缺失", "无法证明", "已被改动"}[v],
		[...]string{"COMPLETE AND UNALTERED", "UNALTERED WITH DECLARED GAPS", "CANNOT BE PROVEN", "ALTERED"}[v]
}

// Exit is the code a program ends with.
func (v Verdict) Exit() int { return [...]int{0, 0, 2, 1}[v] }

// ExitUnreadable is the code for what is no bundle.
const ExitUnreadable = 3

// A Place is where something was found, as far as it is known.
type Place struct {
	File   string `json:"file,omitempty"`
	Offset *int64 `json:"offset,omitempty"` // first byte in that file
	Length int64  `json:"length,omitempty"` // how many bytes from there it is about
	Line   int    `json:"line,omitempty"`   // of a text, from 1
	Stream string `json:"stream,omitempty"`
	Minute string `json:"minute,omitempty"`
	Chunk  uint64 `json:"chunk,omitempty"` // sequence number
	Kind   string `json:"kind,omitempty"`  // of the chunk, when it is a declaration
	Log    string `json:"log,omitempty"`
	Leaf   string `json:"leaf,omitempty"` // index in the log
	Key    string `json:"key,omitempty"`
}

// A Finding is one thing that was found. Codes are listed in words.go.
type Finding struct {
	Code    string  `json:"code"`
	Verdict Verdict `json:"verdict"` // what this alone would make of the bundle
	ZH      string  `json:"zh"`
	EN      string  `json:"en"`
	Place   Place   `json:"place"`
	From    string  `json:"from,omitempty"` // of what is missing
	To      string  `json:"to,omitempty"`
	Cause   string  `json:"cause,omitempty"` // of a gap
	Detail  string  `json:"detail,omitempty"`
}

// mostFindings bounds the findings of one code that are listed; all count.
const mostFindings = 100

// A Gap is a stretch of a claimed span without footage, as the log declares it.
type Gap struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Cause string `json:"cause"`
}

// A Stream is what was found of one claimed span.
type Stream struct {
	Stream     string  `json:"stream"`
	Camera     string  `json:"camera"`
	CameraName string  `json:"cameraName"`
	Role       string  `json:"role"`
	From       string  `json:"from"`
	To         string  `json:"to"`
	Verdict    Verdict `json:"verdict"`
	Minutes    int     `json:"minutes"`
	Chunks     int     `json:"chunks"` // whose bytes are here
	Told       int     `json:"told"`   // of which the bundle tells only
	Bytes      int64   `json:"bytes"`
	Frames     uint64  `json:"frames"`
	Gaps       []Gap   `json:"gaps,omitempty"`
	// Clock is the worst that the nodes said of their clocks, ClockError how far
	// they might be off, in microseconds.
	Clock      string `json:"clock,omitempty"`
	ClockError int64  `json:"clockError,omitempty"`
	// Signed are the kinds of signature by the camera itself that were seen.
	// They are not checked here.
	Signed []string `json:"signed,omitempty"`
}

// A Key is one whose signature was looked for.
type Key struct {
	Name     string `json:"name"`
	ID       string `json:"id"`
	Kind     string `json:"kind"` // "ed25519", "sm2", "witness"
	Log      string `json:"log"`
	Held     bool   `json:"held"` // its signature is there and right
	Cosigned string `json:"cosigned,omitempty"`
	Size     uint64 `json:"size"` // of the tree signed
}

// A Seal is what is known of the seal over the bundle.
type Seal struct {
	Present     bool   `json:"present"`
	Holds       bool   `json:"holds"`
	Subject     string `json:"subject,omitempty"`
	Issuer      string `json:"issuer,omitempty"`
	Fingerprint string `json:"fingerprint,omitempty"` // SHA-256 of the certificate
	Signed      string `json:"signed,omitempty"`      // when, by the seal's own word
	Stamped     string `json:"stamped,omitempty"`     // when, by the time stamping authority
	StampedBy   string `json:"stampedBy,omitempty"`
}

// An Act is one opened act around the bundle.
type Act struct {
	Index    uint64   `json:"index"`
	Log      string   `json:"log"`
	At       string   `json:"at"`
	Act      string   `json:"act"`
	Article  string   `json:"article,omitempty"`
	Object   string   `json:"object,omitempty"`
	Outcome  string   `json:"outcome"`
	Cameras  []string `json:"cameras,omitempty"`
	Personal string   `json:"personal,omitempty"`
}

// About is what the bundle says of itself.
type About struct {
	Case      string `json:"case"`
	Request   string `json:"request"`
	Recipient string `json:"recipient"`
	Unit      string `json:"unit"`
	Purpose   string `json:"purpose"`
	Created   string `json:"created"`
	Export    string `json:"export"`
	Program   string `json:"program"`
}

// Figures are what was gone through.
type Figures struct {
	Files   int   `json:"files"`
	Bytes   int64 `json:"bytes"`
	Leaves  int   `json:"leaves"`
	Minutes int   `json:"minutes"`
	Chunks  int   `json:"chunks"`
}

// A Result is what can be said of a bundle.
type Result struct {
	Verdict  Verdict   `json:"verdict"`
	Practice bool      `json:"practice"` // a drill 演练, not a case
	About    About     `json:"about"`
	Streams  []Stream  `json:"streams"`
	Findings []Finding `json:"findings"`
	// Found counts findings by code, those not listed included.
	Found map[string]int `json:"found"`
	// Policy is "outside" when the checking person's own keys were compared with,
	// "inside" when there were only those of the bundle.
	Policy  string  `json:"policy"`
	Keys    []Key   `json:"keys"`
	Seal    Seal    `json:"seal"`
	Acts    []Act   `json:"acts"`
	Figures Figures `json:"figures"`
}

// find notes a finding and lets the verdict follow.
func (r *Result) find(f Finding) {
	w := words[f.Code]
	f.Verdict, f.ZH, f.EN = w.verdict, w.zh, w.en
	r.Verdict = max(r.Verdict, f.Verdict)
	if r.Found == nil {
		r.Found = map[string]int{}
	}
	if r.Found[f.Code]++; r.Found[f.Code] <= mostFindings {
		r.Findings = append(r.Findings, f)
	}
	for i := range r.Streams {
		if s := &r.Streams[i]; f.Place.Stream == "" && f.Verdict > Gaps || s.Stream == f.Place.Stream {
			s.Verdict = max(s.Verdict, f.Verdict)
		}
	}
}

// sorted puts the worst first; those of one verdict stay as they were found.
func (r *Result) sorted() {
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return int(b.Verdict) - int(a.Verdict) })
}

// instant writes microseconds since 1970 as leaves write times.
func instant(micros int64) string {
	return time.UnixMicro(micros).UTC().Format("2006-01-02T15:04:05.000000Z")
}
