package verify

import (
	"bytes"
	"encoding/json"
	"errors"
)

// A gapText is a declared gap as a camera-minute tells it.
type gapText struct {
	After uint64 `json:"after"`
	Cause string `json:"cause"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// A cameraMinute is what a stream has of one minute
// (docs/reference/log-format.md). Its fields stand in the order of their names.
type cameraMinute struct {
	Bytes        uint64    `json:"bytes"`
	Camera       string    `json:"camera"`
	Chunks       uint64    `json:"chunks"`
	ClockSet     int       `json:"clockSet,omitempty"`
	Damaged      int       `json:"damaged,omitempty"`
	Declarations int       `json:"declarations,omitempty"`
	First        uint64    `json:"first"`
	Frames       uint64    `json:"frames"`
	From         string    `json:"from"`
	Gaps         []gapText `json:"gaps,omitempty"`
	KeysOnly     int       `json:"keysOnly,omitempty"`
	Last         uint64    `json:"last"`
	Lesser       int       `json:"lesser,omitempty"`
	Lost         int       `json:"lost,omitempty"`
	Minute       string    `json:"minute"`
	Previous     string    `json:"previous"`
	Role         string    `json:"role"`
	SHA          string    `json:"sha256"`
	SM3          string    `json:"sm3"`
	Stream       string    `json:"stream"`
	To           string    `json:"to"`
	Version      int       `json:"version"`
}

// A nodeMinute is the leaf over camera-minutes.
type nodeMinute struct {
	At            string `json:"at"`
	Bytes         uint64 `json:"bytes"`
	CameraMinutes int    `json:"cameraMinutes"`
	Chunks        uint64 `json:"chunks"`
	Clock         string `json:"clock"`
	ClockError    int64  `json:"clockError"`
	Kind          string `json:"kind"`
	Minute        string `json:"minute"`
	Part          int    `json:"part"`
	Root          string `json:"root"`
	SM3           string `json:"sm3Root"`
	Store         string `json:"store"`
	Version       int    `json:"version"`
}

// An actLeaf is the leaf of one act.
type actLeaf struct {
	Act     string   `json:"act"`
	Article string   `json:"article,omitempty"`
	At      string   `json:"at"`
	Cameras []string `json:"cameras,omitempty"`
	Event   string   `json:"event"`
	Kind    string   `json:"kind"`
	Object  string   `json:"object,omitempty"`
	Outcome string   `json:"outcome"`
	Reason  string   `json:"reason,omitempty"`
	Record  string   `json:"record"`
	Seq     int64    `json:"seq"`
	Version int      `json:"version"`
}

// An epochLeaf begins the log that takes the place of another.
type epochLeaf struct {
	At    string `json:"at"`
	Cause string `json:"cause"`
	Lost  struct {
		From string `json:"from"`
		To   string `json:"to"`
	} `json:"lost"`
}

// An erasure is a certificate of what was erased.
type erasure struct {
	Camera  string         `json:"camera"`
	Day     string         `json:"day"`
	Kind    string         `json:"kind"`
	Minutes []erasedMinute `json:"minutes"`
	Reason  string         `json:"reason"`
	Slots   []erasedSlot   `json:"slots"`
	Stream  string         `json:"stream"`
	Version int            `json:"version"`
}

type erasedMinute struct {
	Digest string `json:"digest"`
	First  uint64 `json:"first"`
	Last   uint64 `json:"last"`
	Minute string `json:"minute"`
}

type erasedSlot struct {
	First uint64 `json:"first"`
	From  string `json:"from"`
	Last  uint64 `json:"last"`
	SHA   string `json:"sha256"`
	Slot  string `json:"slot"`
	SM3   string `json:"sm3"`
	To    string `json:"to"`
}

var (
	errForm    = errors.New("not in its form")
	errVersion = errors.New("of another version")
)

// exactly reads a value and refuses other bytes than those it would be written
// as: no member that this program does not know, nothing twice, nothing in
// another order. Another version is told apart.
func exactly(text []byte, v any) error {
	var head struct {
		Version int `json:"version"`
	}
	if json.Unmarshal(text, &head) == nil && head.Version != 1 {
		return errVersion
	}
	if json.Unmarshal(text, v) != nil {
		return errForm
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(v) != nil || !bytes.Equal(bytes.TrimSuffix(b.Bytes(), []byte("\n")), text) {
		return errForm
	}
	return nil
}

// A leaf is one of a log that was proven.
type leaf struct {
	log    string // LOG
	index  uint64
	file   string
	digest digest // SHA-256 of its bytes
	kind   string
	minute *nodeMinute
	act    *actLeaf
	epoch  *epochLeaf
}

// parseLeaf reads a leaf whose bytes were proven. Kinds that nothing here asks
// of are taken as they are; of the others a version or a form that is not known
// is an error.
func parseLeaf(b []byte) (l leaf, err error) {
	var head struct {
		Kind    string `json:"kind"`
		Version int    `json:"version"`
	}
	if json.Unmarshal(b, &head) != nil {
		return l, errForm
	}
	if head.Version != 1 {
		return l, errVersion
	}
	l.kind = head.Kind
	switch head.Kind {
	case "minute":
		l.minute = &nodeMinute{}
		return l, exactly(b, l.minute)
	case "act":
		l.act = &actLeaf{}
		return l, json.Unmarshal(b, l.act)
	case "epoch":
		l.epoch = &epochLeaf{}
		return l, json.Unmarshal(b, l.epoch)
	case "boot", "sm3", "closed":
		return l, nil
	}
	return l, errForm
}
