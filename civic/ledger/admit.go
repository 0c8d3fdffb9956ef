package ledger

import (
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
)

// An Admission is a witness's decision to go on with a log that takes the place
// of one it watched: its operator's act, on its own record.
type Admission struct {
	Version int    `json:"version"`
	At      string `json:"at"`
	Reason  string `json:"reason"` // the operator's
	Old     string `json:"old"`
	New     string `json:"new"`
	Key     string `json:"key"`  // of the new log
	Kept    uint64 `json:"kept"` // leaves of the old log that are left
	Seen    uint64 `json:"seen"` // leaves of it that this witness cosigned
	Vouched bool   `json:"vouched"`
	Leaf    string `json:"leaf"` // the epoch
}

// Missing is how many leaves this witness saw that are not there any more.
func (a Admission) Missing() uint64 { return a.Seen - min(a.Seen, a.Kept) }

// Admit judges the statement of an epoch by what a witness knows: the key of
// the old log and the checkpoint cosigned last, zero when there was none. It is
// an error
//
//	ErrInvalid  epoch.key       of a log with other keys than the one watched
//	ErrConflict epoch.fork      the old log is another than the one cosigned
//	ErrConflict epoch.behind    keys are changed, and leaves are missing
//	ErrConflict epoch.unvouched the old keys did not sign, and the operator did not say that this is known
func Admit(s Statement, watched note.Verifier, last Checkpoint, knownUnvouched bool) (Admission, error) {
	a := Admission{Version: 1, Old: s.Last.Origin, New: s.Origin(), Key: s.Keys[0], Kept: s.Last.Size, Seen: last.Size, Vouched: s.Vouched, Leaf: string(s.Text)}
	same := slices.ContainsFunc(s.Last.Keys, func(k string) bool {
		v, err := ParseKey(k)
		return err == nil && v.Name() == watched.Name() && v.KeyHash() == watched.KeyHash()
	})
	switch {
	case !same:
		return a, shiheng.Invalid("epoch.key", "origin", a.Old)
	case last.Size > 0 && last.Size == s.Last.Size && last.Root != Digest(s.Last.Root):
		return a, shiheng.Conflict("epoch.fork", "origin", a.Old, "size", fmt.Sprint(last.Size))
	case s.Cause == Rotated && last.Size > s.Last.Size:
		return a, shiheng.Conflict("epoch.behind", "origin", a.Old, "seen", fmt.Sprint(last.Size), "kept", fmt.Sprint(s.Last.Size))
	case !s.Vouched && !knownUnvouched:
		return a, shiheng.Conflict("epoch.unvouched", "origin", a.Old)
	}
	return a, nil
}
