package ledger

import (
	"encoding/base64"
	"net/url"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
)

// A WitnessAt is a witness as the platform it watches knows it: its public key,
// and where it answers. Without a URL it is asked by files.
type WitnessAt struct {
	note.Verifier
	Key string
	URL string // up to where "/add-checkpoint" follows; empty for a witness without a line
}

// ParseWitness reads a line of the settings: the public key of a witness, and
// its address where it has one. Errors are ErrInvalid.
func ParseWitness(line string) (w WitnessAt, err error) {
	parts := strings.Fields(line)
	if len(parts) < 1 || len(parts) > 2 {
		return w, shiheng.Invalid("witness.setting")
	}
	w.Key = parts[0]
	if w.Verifier, err = ParseKey(w.Key); err != nil || !cosigns(w.Key) {
		return WitnessAt{}, shiheng.Invalid("witness.setting-key", "key", clip(w.Key)).From(err)
	}
	if len(parts) == 2 {
		u, err := url.Parse(parts[1])
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
			return WitnessAt{}, shiheng.Invalid("witness.setting-address", "address", clip(parts[1])).From(err)
		}
		w.URL = strings.TrimSuffix(parts[1], "/")
	}
	return w, nil
}

// cosigns reports whether a key that was parsed is a witness's.
func cosigns(key string) bool {
	parts := strings.SplitN(key, "+", 3) // base64 has plus signs of its own
	b, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	return err == nil && len(b) > 0 && b[0] == kindCosigner
}

// A Seen is how far a witness has seen a log.
type Seen struct {
	Witness WitnessAt
	Size    uint64
	At      time.Time // of the cosignature, by the witness's clock; zero before the first
	Note    []byte    // the checkpoint with the cosignature
	// Failed is why the last time of asking brought nothing, nil when it did.
	Failed error
	// Ahead says that the witness has seen a larger log than there is: one that
	// was put back, or another.
	Ahead bool
}
