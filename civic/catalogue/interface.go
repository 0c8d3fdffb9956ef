package catalogue

import (
	"crypto/sha256"
	"encoding/json"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/papers"
)

type (
	interfaceKind struct{}
	// InterfaceTestID names one interface test.
	InterfaceTestID = shiheng.ID[interfaceKind]
)

// A Verdict is what came of an interface test.
type Verdict string

// The verdicts. A test that runs has none yet; one that a restart broke off is
// BrokenOff and proves nothing.
const (
	Running   Verdict = "running"
	Passed    Verdict = "passed"
	Failed    Verdict = "failed"
	Unproven  Verdict = "unproven"
	BrokenOff Verdict = "broken-off"
)

// An InterfaceTest is one run against a site's device or platform (W168/11):
// registration, catalogue, play, playback, PTZ, time.
type InterfaceTest struct {
	ID      InterfaceTestID   `json:"id"`
	System  shiheng.SystemID  `json:"systemId"`
	Camera  shiheng.CameraID  `json:"cameraId"`
	Device  shiheng.DeviceID  `json:"deviceId"`
	By      shiheng.AccountID `json:"by"`
	Began   time.Time         `json:"began"`
	Ended   time.Time         `json:"ended,omitzero"`
	Verdict Verdict           `json:"verdict"`
	// Document is its report, once it was issued.
	Document papers.DocumentID `json:"documentId,omitzero"`
	// Steps are those made so far, as the machine wing told them.
	Steps []InterfaceStep `json:"steps"`
}

// An InterfaceStep is one check of a test.
type InterfaceStep struct {
	Check  string            `json:"check"`
	Result string            `json:"result"`
	At     time.Time         `json:"at"`
	TookMs int64             `json:"tookMs"`
	Code   string            `json:"code,omitempty"`
	Facts  map[string]string `json:"facts,omitempty"`
}

// sum is the digest of the test's steps as the record keeps them: what its
// report is held against.
func (t InterfaceTest) sum() shiheng.Digest {
	b, err := json.Marshal(t.Steps)
	if err != nil {
		panic("catalogue: steps are plain values: " + err.Error())
	}
	return sha256.Sum256(b)
}
