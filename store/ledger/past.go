package ledger

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/transparency-dev/tessera/client"
	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// What lies beside a log of a NAME: the statement of its epoch with the list of
// what is gone. The logs of epochs before lie in a directory of their number.
const (
	statementFile = "epoch.note"
	goneFile      = "epoch.gone"
	epochPrefix   = "epoch-"
)

func epochDir(dir, name string) string {
	return filepath.Join(dir, epochPrefix+strconv.Itoa(ledger.NumberOf(name)))
}

// A Past is an epoch that is over: its NAME, where its logs lie, and its keys
// as the epoch behind it names them.
type Past struct {
	Name string
	Dir  string
	Keys []string
	// By is the epoch that took its place.
	By ledger.Statement
	// Gone is what was not there any more at that time.
	Gone ledger.Gone
}

// ReadPast reads the epochs of a directory before the one of the name, the
// oldest first. What it says rests on the statements; a check holds these
// against the logs.
func ReadPast(dir, name string) (past []Past, err error) {
	in := dir
	for {
		p, ok, err := readPast(dir, in, name)
		if err != nil {
			return nil, err
		}
		if !ok {
			return past, nil
		}
		past = append([]Past{p}, past...)
		in, name = p.Dir, p.Name
		if len(past) > mostEpochs {
			return nil, shiheng.Invalid("log.epochs", "dir", dir)
		}
	}
}

// mostEpochs bounds the chain: statements that lead in a circle are none.
const mostEpochs = 1000

func readPast(dir, in, name string) (p Past, ok bool, err error) {
	file := filepath.Join(in, statementFile)
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) && ledger.NumberOf(name) == 1 {
		return p, false, nil
	}
	if err != nil {
		return p, false, shiheng.Invalid("log.epochs", "file", file).From(err)
	}
	if p.By, err = ledger.ParseStatement(b); err != nil || ledger.NameOf(p.By.Origin()) != name {
		return p, false, shiheng.Invalid("log.epochs", "file", file).From(err)
	}
	p.Name, p.Keys = ledger.NameOf(p.By.Last.Origin), p.By.Last.Keys
	p.Dir = epochDir(dir, p.Name)
	if p.By.Epoch.Gone == nil {
		return p, true, nil
	}
	file = filepath.Join(in, goneFile)
	b, err = os.ReadFile(file)
	if err == nil && ledger.Hex(ledger.SHA256().Of(b)) != *p.By.Epoch.Gone {
		err = errors.New("it is another than the epoch names")
	}
	if err == nil {
		p.Gone, err = ledger.ParseGone(b)
	}
	if err != nil {
		return p, false, shiheng.Invalid("log.epochs", "file", file).From(err)
	}
	return p, true, nil
}

// public are the keys of one log of a NAME, made from those of another.
func public(keys []string, origin string) (out []string, err error) {
	for _, k := range keys {
		renamed, err := ledger.Renamed(k, origin)
		if err != nil {
			return nil, err
		}
		out = append(out, renamed)
	}
	return out, nil
}

func verifiersOf(keys []string, origin string) (out []note.Verifier, err error) {
	named, err := public(keys, origin)
	if err != nil {
		return nil, err
	}
	for _, k := range named {
		v, err := ledger.ParseKey(k)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// trees are the logs of the epoch.
func (p Past) trees() ([]*tree, error) {
	return trees(p.Dir, p.Name, func(origin string) ([]note.Verifier, error) { return verifiersOf(p.Keys, origin) })
}

// past finds the epoch of a log, nil when it is of the current one.
func (a *Acts) past(origin string) *Past {
	for i := range a.cfg.Past {
		if a.cfg.Past[i].Name == ledger.NameOf(origin) {
			return &a.cfg.Past[i]
		}
	}
	return nil
}

// dirOf is where a log lies, and the files beside it.
func (a *Acts) dirOf(origin string) string {
	if p := a.past(origin); p != nil {
		return p.Dir
	}
	return a.cfg.Dir
}

// publicOf are the public keys of a log.
func (a *Acts) publicOf(origin string) ([]string, error) {
	if p := a.past(origin); p != nil {
		return public(p.Keys, origin)
	}
	return a.cfg.Keys.Public(origin), nil
}

// read does something with a log that is over: it is read, and never written.
func (p *Past) read(origin string, do func(*view) error) error {
	keys, err := verifiersOf(p.Keys, origin)
	if err != nil {
		return err
	}
	return do(&view{keys[0], &client.FileFetcher{Root: filepath.Join(p.Dir, filepath.Base(origin))}})
}

// begin puts the first leaf into the log of a new epoch. A log of a new NAME
// without one is refused where rows stand in another: they are those of a
// backup, and nobody answered for what was lost.
func (a *Acts) begin(ctx context.Context, l *Log, origin string) error {
	size, err := l.Size(ctx)
	if err != nil || size > 0 {
		return err
	}
	if logs, err := logsIn(a.cfg.Dir, a.cfg.Name); err != nil || len(logs) > 1 {
		return err
	}
	if a.cfg.Epoch == nil {
		origins, err := a.cfg.Rows.Origins(ctx)
		if err != nil {
			return err
		}
		for _, o := range origins {
			return shiheng.Conflict("log.no-epoch", "origin", o)
		}
		return nil
	}
	e, err := ledger.ParseEpoch(a.cfg.Epoch)
	if err != nil {
		return err
	}
	if ledger.NameOf(e.Origin()) != a.cfg.Name {
		return shiheng.Invalid("log.epochs", "origin", e.Origin())
	}
	_, err = l.Append(ctx, a.cfg.Epoch)
	if err != nil {
		return fmt.Errorf("begin epoch in %s: %w", origin, err)
	}
	return nil
}

func (p Past) goneOf(stream string) (out ledger.Spans) {
	for _, s := range p.Gone.Streams {
		if s.Stream == stream {
			for _, span := range s.Spans {
				out = append(out, ledger.SeqSpan{First: span[0], Last: span[1]})
			}
		}
	}
	return out
}
