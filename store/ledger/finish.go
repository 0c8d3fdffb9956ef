package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/ledger"
)

// yearOf is the year of a log.
func yearOf(t time.Time) int { return t.In(law.Shanghai()).Year() }

// FinishEpoch begins the epoch that was made ready in the directory of the
// logs, and may be repeated after a crash. ErrNotFound "epoch.none" when none
// was.
//
// Write order: the row and the act, the logs laid aside, the keys.
func FinishEpoch(ctx context.Context, dir, keyFile string, rows EpochRows) (s ledger.Statement, err error) {
	ready := filepath.Join(dir, readyDir)
	b, err := os.ReadFile(filepath.Join(ready, statementFile))
	if errors.Is(err, fs.ErrNotExist) {
		return s, shiheng.NotFound("epoch.none")
	}
	if err != nil {
		return s, err
	}
	if s, err = ledger.ParseStatement(b); err != nil {
		return s, err
	}
	var p people
	if b, err = os.ReadFile(filepath.Join(ready, peopleFile)); err == nil {
		err = json.Unmarshal(b, &p)
	}
	if err != nil {
		return s, fmt.Errorf("custodians of the epoch: %w", err)
	}
	for i := range p.By {
		copy(p.By[i].Salt[:], p.Salt[i])
	}
	if err := rows.PutEpoch(ctx, s.Text, p.By[:], epochEvent(s, p)); err != nil {
		return s, err
	}
	return s, layAside(dir, keyFile, s)
}

// epochEvent is the act of both custodians.
func epochEvent(s ledger.Statement, p people) audit.Event {
	at, err := time.Parse(time.RFC3339Nano, s.At)
	if err != nil {
		at = time.Time{}
	}
	account, err := shiheng.ParseID[shiheng.AccountID](p.By[0].Account)
	if err != nil {
		account = shiheng.AccountID{}
	}
	act := audit.LogRestored
	if s.Cause == ledger.Rotated {
		act = audit.LogRotated
	}
	e := audit.New(at, audit.Actor{Account: account, Name: p.By[0].Name}, act, audit.Object{Kind: "log", ID: s.Origin()}).
		With("second", p.By[1].Name).With("secondAccount", p.By[1].Account).With("why", s.Why).With("last", s.Last.Origin).With("size", strconv.FormatUint(s.Last.Size, 10))
	if s.Epoch.Lost != nil {
		e = e.With("from", s.Epoch.Lost.From).With("to", s.Epoch.Lost.To).With("lostActs", strconv.Itoa(p.Lost))
	}
	return e
}

// layAside moves the old logs under their number, and puts statement and keys
// in their place.
func layAside(dir, keyFile string, s ledger.Statement) error {
	aside := epochDir(dir, ledger.NameOf(s.Last.Origin))
	if err := os.MkdirAll(aside, 0o700); err != nil {
		return err
	}
	ready := filepath.Join(dir, readyDir)
	done := filepath.Join(ready, asideFile)
	if _, err := os.Stat(done); errors.Is(err, fs.ErrNotExist) {
		if err := errors.Join(moveLogs(dir, aside), syncDir(aside), writeBytes(done, []byte("done\n"))); err != nil {
			return err
		}
	}
	for _, f := range []struct{ from, to string }{
		{filepath.Join(ready, goneFile), filepath.Join(dir, goneFile)}, {filepath.Join(ready, keysName), keyFile},
	} {
		if err := os.Rename(f.from, f.to); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	// The statement goes last: while it is here everything is done again.
	if err := os.Rename(filepath.Join(ready, statementFile), filepath.Join(dir, statementFile)); err != nil {
		return err
	}
	return errors.Join(os.RemoveAll(ready), syncDir(dir), syncDir(filepath.Dir(keyFile)))
}

// asideFile says that the old logs were laid aside: what lies there then is of
// the new epoch.
const asideFile = "aside"

// moveLogs moves the logs of a NAME with what lies beside them.
func moveLogs(dir, aside string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := e.Name()
		year, _, _ := strings.Cut(name, ".")
		if _, err := strconv.Atoi(year); err != nil && name != statementFile && name != goneFile {
			continue
		}
		if err := os.Rename(filepath.Join(dir, name), filepath.Join(aside, name)); err != nil {
			return err
		}
	}
	return nil
}

func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
