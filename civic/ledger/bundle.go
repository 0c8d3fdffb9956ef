package ledger

import (
	"bytes"
	"fmt"
	"strings"
)

// KindBundle is what an evidence bundle says it is.
const KindBundle = "bundle"

// A Claim is what an evidence bundle claims to hold, for machines: its
// bundle.json. Its fields stand in the order of their names.
type Claim struct {
	Case      string      `json:"case,omitempty"`
	Created   string      `json:"created"`
	Export    string      `json:"export"` // identity of the export
	Kind      string      `json:"kind"`
	Practice  bool        `json:"practice,omitempty"`
	Program   string      `json:"program"`
	Purpose   string      `json:"purpose,omitempty"`
	Recipient string      `json:"recipient,omitempty"`
	Request   string      `json:"request,omitempty"`
	Spans     []ClaimSpan `json:"spans"`
	Unit      string      `json:"unit,omitempty"`
	Version   int         `json:"version"`
}

// A ClaimSpan is the footage of one stream that is claimed.
type ClaimSpan struct {
	Camera     string `json:"camera"`
	CameraName string `json:"cameraName,omitempty"`
	From       string `json:"from"`
	Role       string `json:"role"`
	Stream     string `json:"stream"`
	To         string `json:"to"`
}

// Text is the claim's bytes, the same each time.
func (c Claim) Text() ([]byte, error) {
	c.Kind, c.Version = KindBundle, Version
	return canonical(c)
}

// A MinutePlace says where a camera-minute stands in its node-minute: the leaf,
// the place among its camera-minutes, and the paths to both roots.
type MinutePlace struct {
	Index   uint64 `json:"index"`
	Log     string `json:"log"`
	Path    []Hex  `json:"path"`
	Place   int    `json:"place"`
	SM3Path []Hex  `json:"sm3Path"`
}

// Text is the place's bytes, the same each time.
func (p MinutePlace) Text() ([]byte, error) { return canonical(p) }

// PlaceOf says where a camera-minute stands, by its place in a region.
func (r Region) PlaceOf(at int, origin string, index uint64) (p MinutePlace, err error) {
	p = MinutePlace{Index: index, Log: LogName(origin), Place: at, Path: []Hex{}, SM3Path: []Hex{}}
	for _, by := range []struct {
		h  Hash
		to *[]Hex
	}{{SHA256(), &p.Path}, {SM3(), &p.SM3Path}} {
		leaves := make([]Digest, len(r.Minutes))
		for i, m := range r.Minutes {
			leaves[i] = by.h.Leaf(m)
		}
		path, err := by.h.Prove(leaves, at)
		if err != nil {
			return p, err
		}
		for _, d := range path {
			*by.to = append(*by.to, Hex(d))
		}
	}
	return p, nil
}

// An Opened act is one whose digest is opened: what was hashed, and the salt.
type Opened struct {
	Index    uint64 `json:"index"`
	Log      string `json:"log"`
	Personal string `json:"personal"`
	Salt     string `json:"salt"`
}

// OpenedText is the list of acts that a bundle opens.
func OpenedText(acts []Opened) ([]byte, error) {
	if acts == nil {
		acts = []Opened{}
	}
	return canonical(acts)
}

// LogName is what a bundle calls a log: the last part of its origin with its
// name.
func LogName(origin string) string {
	parts := strings.Split(origin, "/")
	return strings.Join(parts[max(0, len(parts)-2):], "-")
}

// ProofText is the proof of a leaf as one file (C2SP tlog-proof): its index, the
// path to the root, and the checkpoint.
func ProofText(index uint64, path []Digest, note []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "c2sp.org/tlog-proof@v1\nindex %d\n", index)
	for _, d := range path {
		b.WriteString(d.Base64() + "\n")
	}
	b.WriteString("\n")
	b.Write(note)
	return b.Bytes()
}

// PolicyText is the keys of logs and witnesses as one file (C2SP tlog-policy):
// one witness of those named is enough, and none is asked for when there is none.
func PolicyText(logs, witnesses []string) []byte {
	var b bytes.Buffer
	for _, key := range logs {
		fmt.Fprintf(&b, "log %s\n", key)
	}
	names := make([]string, len(witnesses))
	for i, key := range witnesses {
		names[i] = fmt.Sprintf("w%d", i+1)
		fmt.Fprintf(&b, "witness %s %s\n", names[i], key)
	}
	if len(names) == 0 {
		b.WriteString("quorum none\n")
		return b.Bytes()
	}
	fmt.Fprintf(&b, "group witnesses any %s\nquorum witnesses\n", strings.Join(names, " "))
	return b.Bytes()
}
