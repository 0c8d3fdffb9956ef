package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// readAdmitted reads what the operator admitted, in order.
func readAdmitted(path string) (out []ledger.Admission, err error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read admissions: %w", err)
	}
	for line := range bytes.Lines(b) {
		var a ledger.Admission
		if err := json.Unmarshal(line, &a); err != nil || a.Version != 1 {
			return nil, shiheng.Invalid("witness.admissions", "file", path).From(err)
		}
		out = append(out, a)
	}
	return out, nil
}

// Admit goes on with the log of a statement in the place of the one it names:
// the operator's act, which is put on the witness's own record before the log
// is watched. An old log that is another than the one cosigned is a fork; it is
// reported and not admitted.
func (w *Witness) Admit(ctx context.Context, statement []byte, reason string, knownUnvouched bool) (ledger.Admission, error) {
	s, err := ledger.ParseStatement(statement)
	if err != nil {
		return ledger.Admission{}, err
	}
	if reason == "" {
		return ledger.Admission{}, shiheng.Invalid("witness.reason")
	}
	if _, err := w.current(); err != nil {
		return ledger.Admission{}, err
	}
	old := w.watched(s.Last.Origin)
	if old == nil {
		return ledger.Admission{}, shiheng.NotFound("witness.log", "origin", s.Last.Origin)
	}
	if w.watched(s.Origin()) != nil {
		return ledger.Admission{}, shiheng.Conflict("witness.watched", "log", s.Origin())
	}
	last, err := w.memory.Last(ctx, s.Last.Origin)
	if err != nil {
		return ledger.Admission{}, err
	}
	a, err := ledger.Admit(s, old, last, knownUnvouched)
	if e, ours := errors.AsType[*shiheng.Error](err); ours && e.Code == "epoch.fork" {
		offered := ledger.Checkpoint{Origin: s.Last.Origin, Size: s.Last.Size, Root: ledger.Digest(s.Last.Root)}
		err = errors.Join(err, w.memory.Report(ctx, ledger.Attempt{At: time.Now().UTC(), Kind: ledger.Fork, Last: last, Offered: offered, Note: statement}))
	}
	if err != nil {
		return a, err
	}
	a.At, a.Reason = ledger.Time(time.Now()), reason
	line, err := json.Marshal(a)
	if err != nil {
		return a, err
	}
	if err := addLine(filepath.Join(w.dir, witnessAdmitted), string(line)); err != nil {
		return a, err
	}
	return a, addLine(filepath.Join(w.dir, witnessLogs), a.Key)
}

// Admitted lists what the operator admitted.
func (w *Witness) Admitted() []ledger.Admission {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.admitted
}

// LastNote is the newest checkpoint of a log with this witness's cosignature.
// ErrNotFound before the first.
func (w *Witness) LastNote(origin string) ([]byte, error) { return w.memory.Note(origin) }
