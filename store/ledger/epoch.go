package ledger

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/ledger"
)

// EpochRows are the rows of a platform whose log is to be taken the place of.
// *rows.Leaves does what this asks.
type EpochRows interface {
	CheckRows
	Rows
	Unlog(ctx context.Context, origin string, from uint64) error
	PutEpoch(ctx context.Context, leaf []byte, by []ledger.Custodian, event audit.Event) error
}

// EpochConfig says of which log another takes the place, and why. The platform
// is not running. Footage is not asked when the keys are changed; Witnessed may
// be missing.
type EpochConfig struct {
	Dir, Minutes string // of the logs, and of the camera-minutes
	KeyFile      string
	Seal         Sealer
	Rows         EpochRows
	Footage      CheckFootage
	Cause        string // ledger.Restored or ledger.Rotated
	Why          string
	By           [2]ledger.Custodian
	// Acts is the number of the last act in the rows before anybody proved who
	// he is for this; Read when these rows were read, zero when nobody knows.
	Acts      int64
	Read      time.Time
	Witnessed *ledger.Cosigned
	Now       func() time.Time
}

// nextDir is where a new epoch is made ready; under readyDir it is whole, and
// is begun whatever happens.
const (
	nextDir     = "next"
	readyDir    = "ready"
	keysName    = "log.key"
	peopleFile  = "custodians.json"
	minutesBack = 4096 // leaves that are looked through for the newest minute
)

// An epochWork is one ceremony. It belongs to one goroutine.
type epochWork struct {
	EpochConfig
	name  string
	keys  Keys
	log   *tree // the newest log of the old NAME, nil when there is none
	at    ledger.Checkpoint
	lost  int   // acts of the old log whose rows are gone
	acts  int64 // number of the last that is kept
	until time.Time
}

// BeginEpoch makes a new epoch ready and begins it: afterwards the old logs are
// laid aside, the node has another NAME and other keys, and the next start
// opens the log with the epoch's leaf. Cut off, it is to be called again; from
// some point on [FinishEpoch] ends it at the next start.
func BeginEpoch(ctx context.Context, c EpochConfig) (ledger.Statement, error) {
	w := &epochWork{EpochConfig: c, acts: c.Acts}
	name, keys, err := readKeys(c.KeyFile, c.Seal)
	if err != nil {
		return ledger.Statement{}, err
	}
	w.name, w.keys = name, keys
	next, err := w.stageKeys()
	if err != nil {
		return ledger.Statement{}, err
	}
	if c.Cause == ledger.Rotated {
		err = w.settled(ctx)
		if err == nil {
			err = w.close(ctx, next)
		}
	}
	if err == nil {
		err = w.look(ctx)
	}
	if err == nil && c.Cause == ledger.Restored {
		err = w.join(ctx)
	}
	if err == nil {
		err = w.stage(ctx, next)
	}
	if err != nil {
		return ledger.Statement{}, err
	}
	return FinishEpoch(ctx, c.Dir, c.KeyFile, c.Rows)
}

// nextKeys are the NAME and the keys of the epoch to come.
type nextKeys struct {
	name   string
	origin string
	Keys
}

// stageKeys draws NAME and keys, or takes those of a ceremony that was cut off:
// the old log may name them already.
func (w *epochWork) stageKeys() (n nextKeys, err error) {
	dir := filepath.Join(w.Dir, nextDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return n, err
	}
	var some [5]byte
	rand.Read(some[:])
	n.name, n.Keys, err = OpenKeys(filepath.Join(dir, keysName), ledger.NextName(w.name, hex.EncodeToString(some[:])), w.Seal)
	n.origin = fmt.Sprintf("%s/%d", n.name, yearOf(w.Now()))
	return n, err
}

// settled gives what the old log has its place in the rows, as every start does:
// the program may have ended between a leaf and its row, and what the rows take
// for unlogged would stand in the new log once more. Rows that know less than
// the log are a case for a restore.
func (w *epochWork) settled(ctx context.Context) error {
	if err := w.look(ctx); err != nil || w.log == nil {
		return err
	}
	if err := w.joinActs(ctx); err != nil {
		return err
	}
	if w.lost > 0 {
		return shiheng.Conflict("log.rows-older", "origin", w.log.origin)
	}
	return w.joinMinutes(ctx)
}

// close ends the old log with a leaf that names what comes behind it.
func (w *epochWork) close(ctx context.Context, next nextKeys) (err error) {
	origins, err := logsIn(w.Dir, w.name)
	if err != nil {
		return err
	}
	if len(origins) == 0 {
		return shiheng.NotFound("log.none", "name", w.name)
	}
	origin := origins[len(origins)-1]
	l, err := Open(ctx, Config{Dir: filepath.Join(w.Dir, filepath.Base(origin)), Origin: origin, Key: w.keys.Key, National: w.keys.National})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	size, err := l.Size(ctx)
	if err != nil {
		return err
	}
	if size > 0 {
		if _, _, err := l.Published(ctx, size-1); err != nil {
			return err
		}
		last, err := l.Leaf(ctx, size-1, size)
		if err != nil || ledger.KindOf(last) == ledger.KindClosed { // by a ceremony that was cut off
			return err
		}
	}
	leaf, err := ledger.Closed{At: ledger.Time(w.Now()), Keys: next.Public(next.origin), Next: next.origin}.Leaf()
	if err != nil {
		return err
	}
	at, err := l.Append(ctx, leaf)
	if err == nil {
		_, _, err = l.Published(ctx, at[0])
	}
	return err
}

// look reads the old log as it is kept.
func (w *epochWork) look(ctx context.Context) error {
	logs, err := trees(w.Dir, w.name, w.keys.verifiers)
	if err != nil || len(logs) == 0 {
		return err
	}
	w.log = logs[len(logs)-1]
	if w.at, err = w.log.checkpoint(ctx); err != nil {
		return shiheng.Invalid("log.broken", "origin", w.log.origin).From(err)
	}
	if err := w.log.whole(ctx, w.at); err != nil {
		return shiheng.Invalid("log.broken", "origin", w.log.origin).From(err)
	}
	from := w.at.Size - min(w.at.Size, minutesBack)
	return eachLeaf(ctx, w.log.files.ReadEntryBundle, from, w.at.Size, func(_ uint64, leaf []byte) error {
		if ledger.KindOf(leaf) != ledger.KindMinute {
			return nil
		}
		n, err := ledger.ParseNodeMinute(leaf)
		if err != nil {
			return err
		}
		minute, err := ledger.ParseMinute(n.Minute)
		if end := minute.Add(time.Minute); err == nil && end.After(w.until) {
			w.until = end
		}
		return err
	})
}

// join brings rows and the old log to one state: what rows say of leaves that
// are lost is taken back, and leaves that the rows can know get their rows.
func (w *epochWork) join(ctx context.Context) error {
	origins, err := w.Rows.Origins(ctx)
	if err != nil {
		return err
	}
	for _, o := range origins {
		if ledger.NameOf(o) != w.name {
			continue
		}
		size := uint64(0)
		if t, err := w.treeOf(o); err != nil {
			return err
		} else if t != nil {
			c, err := t.checkpoint(ctx)
			if err != nil {
				return shiheng.Invalid("log.broken", "origin", o).From(err)
			}
			size = c.Size
		}
		if err := w.Rows.Unlog(ctx, o, size); err != nil {
			return err
		}
	}
	if w.log == nil {
		return nil
	}
	if err := w.joinActs(ctx); err != nil {
		return err
	}
	return w.joinMinutes(ctx)
}

func (w *epochWork) treeOf(origin string) (*tree, error) {
	logs, err := trees(w.Dir, w.name, w.keys.verifiers)
	for _, t := range logs {
		if t.origin == origin {
			return t, err
		}
	}
	return nil, err
}

// joinActs gives acts their index; those without a row, or whose number another
// act has in the rows, are lost, and all behind them.
func (w *epochWork) joinActs(ctx context.Context) error {
	from, any, err := w.Rows.Last(ctx, w.log.origin)
	if err != nil {
		return err
	}
	if any {
		from++
	}
	found := map[int64]uint64{}
	err = eachLeaf(ctx, w.log.files.ReadEntryBundle, from, w.at.Size, func(index uint64, leaf []byte) error {
		if ledger.KindOf(leaf) != ledger.KindAct {
			return nil
		}
		var said ledger.Act
		if err := json.Unmarshal(leaf, &said); err != nil {
			return err
		}
		row, err := w.Rows.ActOf(ctx, said.Seq)
		if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
			return err
		}
		same := false
		if err == nil && !row.Has && said.Seq <= w.acts {
			b, err := row.Leaf()
			same = err == nil && bytes.Equal(b, leaf)
		}
		if !same {
			w.lost++
			w.acts = min(w.acts, said.Seq-1)
			return nil
		}
		found[said.Seq] = index
		return nil
	})
	if err != nil || len(found) == 0 {
		return err
	}
	return w.Rows.Logged(ctx, w.log.origin, found)
}

// joinMinutes gives node-minutes their rows.
func (w *epochWork) joinMinutes(ctx context.Context) error {
	from, any, err := w.Rows.LastMinute(ctx, w.log.origin)
	if err != nil {
		return err
	}
	if any {
		from++
	}
	want := map[string]uint64{}
	err = eachLeaf(ctx, w.log.files.ReadEntryBundle, from, w.at.Size, func(index uint64, leaf []byte) error {
		if ledger.KindOf(leaf) == ledger.KindMinute {
			want[string(leaf)] = index
		}
		return nil
	})
	if err != nil || len(want) == 0 {
		return err
	}
	newest, err := w.Rows.NewestMinute(ctx)
	if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
		return err
	}
	var found []ledger.Logged
	err = eachRegion(ctx, w.Minutes, newest.File, func(p place, size int64, r ledger.Region) error {
		index, ok := want[string(r.Leaf)]
		n, err := r.Whole()
		if !ok || err != nil {
			return nil //nolint:nilerr // a check names it
		}
		minute, err := ledger.ParseMinute(n.Minute)
		if err == nil {
			found = append(found, ledger.Logged{
				Origin: w.log.origin, Index: index, Minute: minute, Part: n.Part, CameraMinutes: n.CameraMinutes, Root: ledger.Digest(n.Root),
				File: p.File, Offset: p.Offset, Size: size,
			})
		}
		return err
	})
	if err != nil {
		return err
	}
	return w.Rows.PutMinutes(ctx, found)
}

// eachRegion reads what lies beside the log from a day's file on.
func eachRegion(ctx context.Context, dir, from string, do func(p place, size int64, r ledger.Region) error) error {
	b := &beside{dir: dir}
	files, err := b.files(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, name := range files {
		_, err := readRegions(ctx, filepath.Join(dir, name), 0, func(offset, size int64, r ledger.Region) error {
			return do(place{name, offset}, size, r)
		})
		if err != nil {
			return err
		}
	}
	return err
}

// people is what a staged epoch keeps of its custodians until rows have it.
type people struct {
	By   [2]ledger.Custodian `json:"by"`
	Salt [2][]byte           `json:"salt"`
	Lost int                 `json:"lost"`
}

// stage writes the new epoch and makes it ready in one step.
func (w *epochWork) stage(ctx context.Context, next nextKeys) error {
	e := ledger.Epoch{Acts: w.acts, At: ledger.Time(w.Now()), Cause: w.Cause, Keys: next.Public(next.origin), Why: w.Why, Witnessed: w.Witnessed}
	e.Last = ledger.LastLog{Root: ledger.Hex(ledger.SHA256().Of()), Origin: fmt.Sprintf("%s/%d", w.name, yearOf(w.Now()))}
	if w.log != nil {
		e.Last = ledger.LastLog{Origin: w.log.origin, Root: ledger.Hex(w.at.Root), Size: w.at.Size}
	}
	e.Last.Keys = w.keys.Public(e.Last.Origin)
	p := people{By: w.By, Lost: w.lost}
	for i := range w.By {
		rand.Read(p.By[i].Salt[:])
		p.Salt[i] = p.By[i].Salt[:]
		d, err := p.By[i].Digest()
		if err != nil {
			return err
		}
		e.Custodians = append(e.Custodians, d)
	}
	dir := filepath.Join(w.Dir, nextDir)
	if w.Cause == ledger.Restored {
		if err := w.losses(ctx, &e, dir); err != nil {
			return err
		}
	}
	leaf, err := e.Leaf()
	if err != nil {
		return err
	}
	signers, err := signersOf(next.origin, next.Keys, e.Last.Origin, w.keys)
	if err != nil {
		return err
	}
	signed, err := ledger.SignEpoch(leaf, signers...)
	if err == nil {
		err = errors.Join(writeBytes(filepath.Join(dir, statementFile), signed), write(filepath.Join(dir, peopleFile), p))
	}
	if err == nil {
		err = os.Rename(dir, filepath.Join(w.Dir, readyDir))
	}
	return err
}

// signersOf are all keys of both logs.
func signersOf(origin string, k Keys, old string, o Keys) (out []note.Signer, err error) {
	for _, of := range []struct {
		origin string
		Keys
	}{{origin, k}, {old, o}} {
		first, _ := ledger.NewEd25519(of.origin, of.Key)
		second, _, err := ledger.NewSM2(of.origin, of.National)
		if err != nil {
			return nil, err
		}
		out = append(out, first, second)
	}
	return out, nil
}
