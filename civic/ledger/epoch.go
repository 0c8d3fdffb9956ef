package ledger

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
)

// Kinds of leaf about the log itself.
const (
	KindEpoch  = "epoch"  // the first leaf of a log that takes the place of another
	KindClosed = "closed" // the last leaf of a log whose keys were changed
	kindGone   = "gone"   // no leaf: the list of what is gone
)

// Why a log takes the place of another.
const (
	Restored = "restore"  // rows, log or both are those of an earlier time
	Rotated  = "rotation" // the keys were changed, and nothing else
)

// An Epoch is the first leaf of a log that takes the place of another: where
// that one ended, what was lost between, and by whose act
// (docs/reference/log-format.md). Its fields stand in the order of their names.
type Epoch struct {
	Acts       int64      `json:"acts"` // number of the last act that was kept
	At         string     `json:"at"`
	Cause      string     `json:"cause"`
	Custodians []Hex      `json:"custodians"`
	Gone       *Hex       `json:"gone,omitempty"` // digest of the list of what is gone
	Keys       []string   `json:"keys"`           // of the new log
	Kind       string     `json:"kind"`
	Last       LastLog    `json:"last"`
	Lost       *LostRange `json:"lost,omitempty"`
	Version    int        `json:"version"`
	Why        string     `json:"why"`
	Witnessed  *Cosigned  `json:"witnessed,omitempty"`
}

// A LastLog is the old log as it was kept.
type LastLog struct {
	Keys   []string `json:"keys"`
	Origin string   `json:"origin"`
	Root   Hex      `json:"root"`
	Size   uint64   `json:"size"`
}

// A LostRange is the time of which acts are lost and footage is not proven.
type LostRange struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// A Cosigned is the last checkpoint of the old log that a witness is known to
// have cosigned. It may be larger than what was kept.
type Cosigned struct {
	At      string `json:"at"`
	Origin  string `json:"origin"`
	Root    Hex    `json:"root"`
	Size    uint64 `json:"size"`
	Witness string `json:"witness"`
}

// A Custodian is one of the two persons whose act an epoch is. The leaf holds
// its digest under the salt.
type Custodian struct {
	Account string `json:"account"`
	Name    string `json:"name"`
	Salt    Salt   `json:"-"`
}

// Digest is what the leaf says of the custodian.
func (c Custodian) Digest() (Hex, error) {
	b, err := canonical(c)
	return Hex(SHA256().Of(c.Salt[:], b)), err
}

// Leaf is the leaf's bytes.
func (e Epoch) Leaf() ([]byte, error) {
	e.Kind, e.Version = KindEpoch, Version
	e.Custodians = slices.SortedFunc(slices.Values(e.Custodians), func(a, b Hex) int { return bytes.Compare(a[:], b[:]) })
	return canonical(e)
}

// ParseEpoch reads a leaf of that kind, and refuses what is none.
func ParseEpoch(leaf []byte) (e Epoch, err error) {
	if err := exactly(leaf, &e, func() ([]byte, error) { return canonical(e) }); err != nil {
		return e, err
	}
	whole := e.Kind == KindEpoch && e.Version == Version && len(e.Custodians) == 2 && len(e.Keys) == 2 && len(e.Last.Keys) == 2 &&
		(e.Cause == Restored) == (e.Lost != nil) && (e.Cause == Restored || e.Cause == Rotated)
	if !whole {
		return e, shiheng.Invalid("log.form")
	}
	return e, nil
}

// Origin is the log that begins with the epoch.
func (e Epoch) Origin() string {
	if len(e.Keys) == 0 {
		return ""
	}
	name, _, _ := strings.Cut(e.Keys[0], "+")
	return name
}

// A Closed is the last leaf of a log whose keys were changed.
type Closed struct {
	At      string   `json:"at"`
	Keys    []string `json:"keys"` // of the next log
	Kind    string   `json:"kind"`
	Next    string   `json:"next"` // its origin
	Version int      `json:"version"`
}

// Leaf is the leaf's bytes.
func (c Closed) Leaf() ([]byte, error) {
	c.Kind, c.Version = KindClosed, Version
	return canonical(c)
}

// Gone is what camera-minutes of the old log name, no certificate names and no
// slot held when the platform was restored.
type Gone struct {
	Kind    string       `json:"kind"`
	Streams []GoneStream `json:"streams"`
	Version int          `json:"version"`
}

// A GoneStream is what is gone of one stream.
type GoneStream struct {
	Camera string      `json:"camera"`
	Spans  [][2]uint64 `json:"spans"`
	Stream string      `json:"stream"`
}

// Text is the list's bytes; nil when nothing is gone.
func (g Gone) Text() ([]byte, error) {
	if len(g.Streams) == 0 {
		return nil, nil
	}
	g.Kind, g.Version = kindGone, Version
	g.Streams = slices.SortedFunc(slices.Values(g.Streams), func(a, b GoneStream) int { return cmp.Compare(a.Stream, b.Stream) })
	return canonical(g)
}

// ParseGone reads such a list.
func ParseGone(text []byte) (g Gone, err error) {
	if err := exactly(text, &g, func() ([]byte, error) { return canonical(g) }); err != nil {
		return g, err
	}
	if g.Kind != kindGone {
		return g, shiheng.Invalid("log.form")
	}
	return g, nil
}

// NumberOf is the number of the epoch that a NAME is of: 1 for the first.
func NumberOf(name string) int {
	at := strings.LastIndexByte(name, '-')
	n, err := strconv.Atoi(name[at+1:])
	if at < 0 || err != nil || n < 2 || !strings.HasSuffix(name[:at], "/log") || strconv.Itoa(n) != name[at+1:] {
		return 1
	}
	return n
}

// NextName is the NAME of the epoch behind one, made from something that no
// log was called by.
func NextName(name, drawn string) string {
	return fmt.Sprintf("shiheng-%s/log-%d", drawn, NumberOf(name)+1)
}

// NameOf is the NAME of a log by its origin.
func NameOf(origin string) string {
	return origin[:max(strings.LastIndexByte(origin, '/'), 0)]
}

// SignEpoch makes the statement of an epoch: its leaf, signed by all keys there
// are.
func SignEpoch(leaf []byte, by ...note.Signer) ([]byte, error) {
	signed, err := note.Sign(&note.Note{Text: string(leaf) + "\n"}, by...)
	if err != nil {
		return nil, fmt.Errorf("sign epoch: %w", err)
	}
	return signed, nil
}

// A Statement is an epoch as a witness is shown it.
type Statement struct {
	Epoch
	Text []byte // the leaf
	// Vouched: both keys of the old log signed as well.
	Vouched bool
}

// ParseStatement reads one. Its new keys must have signed.
func ParseStatement(signed []byte) (s Statement, err error) {
	leaf, _, ok := bytes.Cut(signed, []byte("\n"))
	if s.Epoch, err = ParseEpoch(leaf); err != nil || !ok {
		return s, shiheng.Invalid("epoch.statement").From(err)
	}
	s.Text = leaf
	var wanted, old []note.Verifier
	for i, keys := range [][]string{s.Keys, s.Last.Keys} {
		for _, k := range keys {
			v, err := ParseKey(k)
			if err != nil {
				return s, shiheng.Invalid("epoch.statement").From(err)
			}
			if i == 0 {
				wanted = append(wanted, v)
			} else {
				old = append(old, v)
			}
		}
	}
	for _, v := range wanted {
		if v.Name() != s.Origin() {
			return s, shiheng.Invalid("epoch.statement")
		}
		if err := signedBy(signed, v); err != nil {
			return s, shiheng.Invalid("epoch.statement").From(err)
		}
	}
	s.Vouched = true
	for _, v := range old {
		s.Vouched = s.Vouched && v.Name() == s.Last.Origin && signedBy(signed, v) == nil
	}
	return s, nil
}

func signedBy(signed []byte, v note.Verifier) error {
	n, err := note.Open(signed, note.VerifierList(v))
	if err == nil && len(n.Sigs) == 0 {
		err = errors.New("ledger: not signed")
	}
	return err
}

// A KeptEpoch is an epoch as rows keep it.
type KeptEpoch struct {
	Leaf []byte
	By   []Custodian
}
