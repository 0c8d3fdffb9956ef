package dialog

import (
	"strings"
	"sync"
	"time"
)

// Bounds of one transcript.
const (
	maxEntries   = 64
	maxEntryBody = 4 << 10
)

// An Entry is one message of a session as it was sent or received: enough for a
// technician, never a password.
type Entry struct {
	At   time.Time `json:"at"`
	Sent bool      `json:"sent"`
	// Peer is the address it went to or came from.
	Peer string `json:"peer"`
	// Line is the first line of the message, or a note of ours in plain words
	// when Note is set.
	Line    string   `json:"line"`
	Note    bool     `json:"note,omitempty"`
	Headers []string `json:"headers,omitempty"`
	Body    string   `json:"body,omitempty"`
}

// A Transcript is the bounded record of one session. The first half of what it
// can hold is never overwritten, since the beginning tells most. It is safe for
// concurrent use.
type Transcript struct {
	mu      sync.Mutex // guards entries and dropped
	entries []Entry
	dropped int
}

// Entries returns a copy of what was recorded, in order.
func (t *Transcript) Entries() []Entry {
	if t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]Entry(nil), t.entries...)
}

// Note adds words of ours, such as why an answer was taken as it was.
func (t *Transcript) Note(words string) {
	t.add(Entry{At: time.Now(), Line: words, Note: true})
}

func (t *Transcript) add(e Entry) {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.entries) >= maxEntries {
		copy(t.entries[maxEntries/2:], t.entries[maxEntries/2+1:])
		t.entries = t.entries[:maxEntries-1]
		t.dropped++
	}
	t.entries = append(t.entries, e)
}

// shown lists the headers worth a technician's eye. Authorization is not there.
var shown = [...]string{"Via", "From", "To", "Call-ID", "CSeq", "Contact", "Subject", "Warning", "Reason",
	"User-Agent", "Content-Type", "Expires", "X-GB-Ver", "Retry-After"}

// entry makes a record of a message.
func (e *Endpoint) entry(sent bool, peer, line string, headers func(string) []string, body []byte) Entry {
	out := Entry{At: time.Now(), Sent: sent, Peer: peer, Line: clip(line, 300)}
	for _, name := range shown {
		for _, v := range headers(name) {
			out.Headers = append(out.Headers, name+": "+clip(v, 300))
		}
	}
	if e.cfg.Redact != nil {
		body = e.cfg.Redact(body)
	}
	out.Body = clip(strings.ToValidUTF8(string(body), "\uFFFD"), maxEntryBody)
	return out
}
