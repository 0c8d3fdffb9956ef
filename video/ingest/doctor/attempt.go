package doctor

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Diagnosis names the cause of a failure, or of an oddity that was put up
// with. Code is one of those in [Explanations]; Params fill its sentence.
type Diagnosis struct {
	Code   string            `json:"code"`
	Params map[string]string `json:"params,omitempty"`
}

// Of makes a diagnosis; pairs are parameter names and values in turn.
func Of(code string, pairs ...string) Diagnosis {
	d := Diagnosis{Code: code}
	for i := 0; i+1 < len(pairs); i += 2 {
		if d.Params == nil {
			d.Params = make(map[string]string, len(pairs)/2)
		}
		d.Params[pairs[i]] = pairs[i+1]
	}
	return d
}

// IsZero reports that nothing is wrong.
func (d Diagnosis) IsZero() bool { return d.Code == "" }

// Error lets a diagnosis travel as an error inside ingest.
func (d Diagnosis) Error() string {
	out := d.Code
	for _, k := range slices.Sorted(maps.Keys(d.Params)) {
		out += " " + k + "=" + d.Params[k]
	}
	return out
}

// A Step is something that happened, with its time.
type Step struct {
	At     time.Time         `json:"at"`
	Name   string            `json:"name"` // "invite", "answer", "ack", "connect", "first-packet", …
	Params map[string]string `json:"params,omitempty"`
}

// A Message is one message of the exchange with the device, without secrets.
type Message struct {
	At   time.Time `json:"at"`
	Sent bool      `json:"sent"`           // by us
	Note bool      `json:"note,omitempty"` // not a message: words of ours
	Peer string    `json:"peer,omitempty"` // address
	Text string    `json:"text"`
}

// An Endpoint is one side's idea of where media go, as its SDP or Transport
// header says it.
type Endpoint struct {
	Transport string `json:"transport,omitempty"` // udp, tcp-passive, tcp-active (in our terms)
	Address   string `json:"address,omitempty"`
	Port      int    `json:"port,omitempty"`
	SSRC      string `json:"ssrc,omitempty"` // ten digits, as in y=
}

// A Stranger is a source of packets that did not belong to the stream, or not
// at first.
type Stranger struct {
	From    string    `json:"from"`
	SSRC    string    `json:"ssrc"`    // ten digits
	Payload string    `json:"payload"` // what the bytes look like: ps, ts, imkh, es, rtcp, noise
	Why     string    `json:"why"`     // wrong-ssrc, wrong-source, not-rtp, …
	Packets uint64    `json:"packets"`
	Bytes   uint64    `json:"bytes"`
	First   time.Time `json:"first"`
	Last    time.Time `json:"last"`
	Adopted bool      `json:"adopted,omitempty"` // later taken for the stream
}

// Traffic is what arrived at the port.
type Traffic struct {
	Packets   uint64            `json:"packets"` // that belonged to the stream
	Bytes     uint64            `json:"bytes"`
	Lost      uint64            `json:"lost"` // sequence numbers that never came
	Strangers []Stranger        `json:"strangers,omitempty"`
	Dropped   map[string]uint64 `json:"dropped,omitempty"` // by cause
}

// A TrackFact says what was found in the stream.
type TrackFact struct {
	Codec  string `json:"codec"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
}

// An Attempt is everything known about one try to open a stream. The zero
// Ended means that it still runs.
type Attempt struct {
	Number      uint64      `json:"number"` // counts up per camera and role
	Kind        string      `json:"kind"`   // gb28181, rtsp
	Began       time.Time   `json:"began"`
	Ended       time.Time   `json:"ended,omitzero"`
	Steps       []Step      `json:"steps"`
	Exchange    []Message   `json:"exchange,omitempty"`
	Offered     Endpoint    `json:"offered,omitzero"`
	Answered    Endpoint    `json:"answered,omitzero"`
	Traffic     Traffic     `json:"traffic"`
	FirstPacket time.Time   `json:"firstPacket,omitzero"`
	FirstFrame  time.Time   `json:"firstFrame,omitzero"`
	FirstKey    time.Time   `json:"firstKey,omitzero"`
	Tracks      []TrackFact `json:"tracks,omitempty"`
	// Notes are oddities that were put up with; Diagnosis is why it ended.
	Notes     []Diagnosis `json:"notes,omitempty"`
	Diagnosis Diagnosis   `json:"diagnosis,omitzero"`
}

// Bounds of one attempt's memory.
const (
	maxSteps    = 64
	maxMessages = 16
	maxText     = 4 << 10
	maxNotes    = 16
)

// A Record is an attempt being written. Its methods are safe for concurrent
// use; after End they change nothing.
type Record struct {
	now func() time.Time

	mu      sync.Mutex
	attempt Attempt // guarded by mu
	// traffic is asked for the present figures while the attempt runs.
	traffic  func() Traffic     // guarded by mu
	exchange []func() []Message // guarded by mu
}

// edit runs f on the attempt unless it has ended.
func (r *Record) edit(f func(a *Attempt)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.attempt.Ended.IsZero() {
		f(&r.attempt)
	}
}

// Step writes down that something happened now; beyond 64 steps it is left out.
func (r *Record) Step(name string, pairs ...string) {
	params := Of("", pairs...).Params
	r.edit(func(a *Attempt) {
		if len(a.Steps) < maxSteps {
			a.Steps = append(a.Steps, Step{At: r.now(), Name: name, Params: params})
		}
	})
}

// Message writes down one message of the exchange; secrets are taken out.
func (r *Record) Message(at time.Time, sent bool, text string) {
	r.edit(func(a *Attempt) {
		if len(a.Exchange) < maxMessages {
			a.Exchange = append(a.Exchange, clean(Message{At: at, Sent: sent, Text: text}))
		}
	})
}

// clean takes secrets out of m and cuts it to its bound.
func clean(m Message) Message {
	m.Text = Redact(m.Text)
	if len(m.Text) > maxText {
		m.Text = strings.ToValidUTF8(m.Text[:maxText], "") + "…"
	}
	return m
}

// Exchange names who can tell the messages of the exchange while the attempt
// runs, instead of [Record.Message]. It is called without a lock of ours.
func (r *Record) Exchange(read func() []Message) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.exchange = append(r.exchange, read)
}

// messages asks everybody who was named by Exchange.
func messages(readers []func() []Message) []Message {
	var out []Message
	for _, read := range readers {
		for _, m := range read() {
			if len(out) == 2*maxMessages {
				return out
			}
			out = append(out, clean(m))
		}
	}
	return out
}

// Offer and Answer write down both sides' media addresses.
func (r *Record) Offer(e Endpoint) { r.edit(func(a *Attempt) { a.Offered = e }) }

// Answer writes down where the device says it sends from.
func (r *Record) Answer(e Endpoint) { r.edit(func(a *Attempt) { a.Answered = e }) }

// Note writes down an oddity once per code.
func (r *Record) Note(d Diagnosis) {
	r.edit(func(a *Attempt) {
		known := slices.ContainsFunc(a.Notes, func(n Diagnosis) bool { return n.Code == d.Code })
		if !known && len(a.Notes) < maxNotes {
			a.Notes = append(a.Notes, d)
		}
	})
}

// Watch names who can tell the traffic while the attempt runs. It is called
// without a lock of the caller's.
func (r *Record) Watch(traffic func() Traffic) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.traffic = traffic
}

// SawPacket, SawFrame and SawKey keep the first time of each.
func (r *Record) SawPacket(at time.Time) { r.edit(func(a *Attempt) { first(&a.FirstPacket, at) }) }

// SawFrame keeps when the first frame was complete.
func (r *Record) SawFrame(at time.Time) { r.edit(func(a *Attempt) { first(&a.FirstFrame, at) }) }

// SawKey keeps when the first key frame was complete.
func (r *Record) SawKey(at time.Time) { r.edit(func(a *Attempt) { first(&a.FirstKey, at) }) }

func first(t *time.Time, at time.Time) {
	if t.IsZero() {
		*t = at
	}
}

// Tracks writes down what the stream holds now.
func (r *Record) Tracks(tracks []TrackFact) { r.edit(func(a *Attempt) { a.Tracks = tracks }) }

// End closes the attempt with its diagnosis; the zero Diagnosis means that
// nobody wanted the stream any more.
func (r *Record) End(d Diagnosis) {
	r.mu.Lock()
	traffic, readers := r.traffic, slices.Clone(r.exchange)
	r.mu.Unlock()
	var t Traffic
	if traffic != nil {
		t = traffic()
	}
	said := messages(readers)
	r.edit(func(a *Attempt) {
		a.Diagnosis, a.Ended = d, r.now()
		a.Exchange = append(a.Exchange, said...)
		if traffic != nil {
			a.Traffic = t
		}
	})
	r.mu.Lock()
	defer r.mu.Unlock()
	r.traffic, r.exchange = nil, nil // they hold on to sockets and sessions
}

// Attempt returns a copy of what is known now.
func (r *Record) Attempt() Attempt {
	r.mu.Lock()
	traffic, out, readers := r.traffic, r.attempt, slices.Clone(r.exchange)
	out.Steps = slices.Clone(out.Steps)
	out.Exchange = slices.Clone(out.Exchange)
	out.Notes = slices.Clone(out.Notes)
	out.Tracks = slices.Clone(out.Tracks)
	r.mu.Unlock()
	if out.Ended.IsZero() {
		out.Exchange = append(out.Exchange, messages(readers)...)
		if traffic != nil {
			out.Traffic = traffic()
		}
	}
	return out
}

// A History keeps the latest attempts of one source. Safe for concurrent use.
type History struct {
	mu     sync.Mutex
	ring   []*Record // oldest first; guarded by mu
	number uint64    // guarded by mu
}

// Kept is how many attempts a history remembers.
const Kept = 20

// Begin opens the record of a new attempt; now tells the time for it.
func (h *History) Begin(kind string, now func() time.Time) *Record {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.number++
	r := &Record{now: now, attempt: Attempt{Number: h.number, Kind: kind, Began: now()}}
	if len(h.ring) == Kept {
		copy(h.ring, h.ring[1:])
		h.ring = h.ring[:Kept-1]
	}
	h.ring = append(h.ring, r)
	return r
}

// Attempts returns what is remembered, the latest first.
func (h *History) Attempts() []Attempt {
	h.mu.Lock()
	ring := slices.Clone(h.ring)
	h.mu.Unlock()
	out := make([]Attempt, 0, len(ring))
	for _, r := range slices.Backward(ring) {
		out = append(out, r.Attempt())
	}
	return out
}
