package ledger

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Version is that of the leaves written now. Leaves of every version before are
// read for ever.
const Version = 1

// Kinds of leaf.
const (
	KindAct  = "act"  // one act on record
	KindBoot = "boot" // the program began
	KindSM3  = "sm3"  // the root of the same tree by SM3
)

// An Act is the leaf of one event of the record of acts. Its fields stand in
// the order of their names, so that one act is always the same bytes.
type Act struct {
	Act     string   `json:"act"`
	Article string   `json:"article,omitempty"`
	At      string   `json:"at"`
	Cameras []string `json:"cameras,omitempty"`
	Event   string   `json:"event"`
	Kind    string   `json:"kind"`
	Object  string   `json:"object,omitempty"` // kind and identity
	Outcome string   `json:"outcome"`
	Reason  string   `json:"reason,omitempty"`
	// Record is the salted digest of what may name a person. The salt stands
	// beside the row; when it is erased the digest tells nothing any more, and
	// the tree is whole.
	Record  Hex   `json:"record"`
	Seq     int64 `json:"seq"`
	Version int   `json:"version"`
}

// A Personal is what of an act may name a person: it is in the log as a salted
// digest only.
type Personal struct {
	Account string            `json:"account,omitempty"`
	Details map[string]string `json:"details,omitempty"`
	Name    string            `json:"name"`
	Remote  string            `json:"remote,omitempty"`
	Session string            `json:"session,omitempty"`
}

// An Unlogged is an act with all its leaf is made of.
type Unlogged struct {
	Seq      int64
	Origin   string // the log it is for
	Act      Act    // without its digest
	Personal Personal
	Salt     Salt
}

// An Indexed is an act with its index in the log, when it has one.
type Indexed struct {
	Unlogged
	Index uint64
	Has   bool
}

// Leaf is the act's bytes, the same each time.
func (u Unlogged) Leaf() ([]byte, error) {
	d, err := u.Personal.Under(u.Salt)
	if err != nil {
		return nil, err
	}
	a := u.Act
	a.Record = d
	return a.Leaf()
}

// A Boot is the leaf of a start: what ran, on which settings.
type Boot struct {
	At       string `json:"at"`
	Binary   Hex    `json:"binary"`
	Kind     string `json:"kind"`
	Program  string `json:"program"`
	Settings Hex    `json:"settings"`
	Version  int    `json:"version"`
}

// An SM3Root is the root of the tree of the first Size leaves by SM3.
type SM3Root struct {
	At      string `json:"at"`
	Kind    string `json:"kind"`
	Root    Hex    `json:"root"`
	Size    uint64 `json:"size"`
	Version int    `json:"version"`
}

// Hex is a digest that leaves write in hexadecimal.
type Hex Digest

// MarshalText writes it.
func (h Hex) MarshalText() ([]byte, error) { return []byte(Digest(h).String()), nil }

// UnmarshalText reads it.
func (h *Hex) UnmarshalText(b []byte) error {
	raw, err := hex.DecodeString(string(b))
	if err != nil || len(raw) != len(h) {
		return errors.New("ledger: no digest")
	}
	*h = Hex(raw)
	return nil
}

// Time is an instant as leaves write it: UTC, to the microsecond.
func Time(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

// Salt is what keeps a digest from being guessed.
type Salt [16]byte

// Text is what the digest is made over, behind the salt.
func (p Personal) Text() ([]byte, error) { return canonical(p) }

// Under is the digest of what may name a person under a salt.
func (p Personal) Under(s Salt) (Hex, error) {
	b, err := canonical(p)
	return Hex(SHA256().Of(s[:], b)), err
}

// Leaf is the act's bytes.
func (a Act) Leaf() ([]byte, error) {
	a.Kind, a.Version = KindAct, Version
	return canonical(a)
}

// Leaf is the start's bytes.
func (b Boot) Leaf() ([]byte, error) {
	b.Kind, b.Version = KindBoot, Version
	return canonical(b)
}

// Leaf is the root's bytes.
func (r SM3Root) Leaf() ([]byte, error) {
	r.Kind, r.Version = KindSM3, Version
	return canonical(r)
}

// KindOf is the kind of a leaf, "" of what is none.
func KindOf(leaf []byte) string {
	var k struct {
		Kind string `json:"kind"`
	}
	if json.Unmarshal(leaf, &k) != nil {
		return ""
	}
	return k.Kind
}

// State is what people are told of a log.
type State struct {
	Origin     string
	Keys       []string // as a witness wants them
	Checkpoint Checkpoint
	Note       []byte
	SM3        Digest
	Waiting    int64 // acts without an index
	Down       error
}

// A Proof is a leaf of an act with all that is needed to check it.
type Proof struct {
	Origin   string
	Index    uint64
	Leaf     []byte
	Salt     Salt
	Personal []byte
	Path     []Digest
	Note     []byte // the checkpoint
	Keys     []string
}

// canonical writes a value with its keys in order and nothing escaped that
// need not be.
func canonical(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("ledger: leaf: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
