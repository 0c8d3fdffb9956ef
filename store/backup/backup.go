package backup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	ledgers "shiheng.internal/store/ledger"
)

// The parts of a backup.
const (
	manifestFile = "manifest.json"
	keysFile     = "keys.sealed"
	rowsFile     = "rows/rows.db"
	logPlace     = "log"   // as the directory of the logs
	filesPlace   = "files" // as the data directory
)

// A Manifest says what a backup holds.
type Manifest struct {
	Version   int       `json:"version"`
	Began     time.Time `json:"began"`
	Ended     time.Time `json:"ended"`
	Program   string    `json:"program"`
	Practice  bool      `json:"practice"`
	Complete  bool      `json:"complete"` // false: the rows are backed up by the means of their own database
	Rows      Rows      `json:"rows"`
	Log       Log       `json:"log"`
	Recipient string    `json:"recipient"` // whom the keys are sealed for
	Files     []File    `json:"files"`     // all but this one, in order of their names
}

// Rows are the rows of a backup.
type Rows struct {
	Engine string    `json:"engine"`
	Schema int64     `json:"schema"`
	Acts   int64     `json:"acts"` // number of the newest act when they were read
	Read   time.Time `json:"read"` // before this nothing is missing
}

// Log is the log of a backup: its newest checkpoint.
type Log struct {
	Origin string `json:"origin"`
	Size   uint64 `json:"size"`
	Root   string `json:"root"`
}

// A File is one file of a backup. One that is Whole never changes at the
// platform: the next backup may share it.
type File struct {
	Path   string     `json:"path"`
	Size   int64      `json:"size"`
	SHA256 ledger.Hex `json:"sha256"`
	Whole  bool       `json:"whole,omitempty"`
}

// Database is the rows to be copied. *rows.DB is one.
type Database interface {
	Engine() string
	Version(ctx context.Context) (int64, error)
	Snapshot(ctx context.Context, path string) error
}

// Config says what is backed up. Previous and Progress may be missing.
type Config struct {
	Data      string // data directory
	Database  Database
	Newest    func(ctx context.Context) (seq int64, err error) // number of the newest act
	Log       ledgers.CopyConfig                               // without Put and Progress
	Secrets   []string                                         // files and directories of the data directory that are sealed
	Plain     []string                                         // those that are copied as they are
	Settings  []byte                                           // in force, sealed as well: they may hold a password
	Recipient Recipient
	Previous  string // backup whose files that never change are shared
	Program   string
	Practice  bool
	Now       func() time.Time
	Progress  func(what string, done, all uint64)
}

// SettingsName is the name of the settings among what is sealed.
const SettingsName = "settings.yaml"

// A maker makes one backup. It belongs to one goroutine.
type maker struct {
	Config
	to   string // while it grows
	m    Manifest
	had  map[string]File // of the backup before
	made map[string]bool // directories
}

// Make makes a backup in a directory that is not there yet, and reads it back.
// The platform may run. ErrConflict "backup.exists".
func Make(ctx context.Context, c Config, to string) (Manifest, ledger.Hex, error) {
	if c.Progress == nil {
		c.Progress = func(string, uint64, uint64) {}
	}
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return Manifest{}, ledger.Hex{}, shiheng.Conflict("backup.exists", "dir", to)
	}
	k := &maker{Config: c, to: to + ".partial", had: map[string]File{}, made: map[string]bool{}}
	if err := errors.Join(os.RemoveAll(k.to), os.MkdirAll(k.to, 0o700)); err != nil {
		return Manifest{}, ledger.Hex{}, fmt.Errorf("make backup: %w", err)
	}
	digest, err := k.make(ctx)
	if err == nil {
		err = k.readBack(ctx)
	}
	if err == nil {
		err = errors.Join(os.Rename(k.to, to), syncDir(filepath.Dir(to)))
	}
	if err != nil {
		return k.m, digest, errors.Join(fmt.Errorf("make backup: %w", err), os.RemoveAll(k.to))
	}
	return k.m, digest, nil
}

func (k *maker) make(ctx context.Context) (digest ledger.Hex, err error) {
	k.m = Manifest{Version: 1, Began: k.Now().UTC(), Program: k.Program, Practice: k.Practice, Recipient: k.Recipient.String()}
	if k.Previous != "" {
		before, err := ReadManifest(k.Previous)
		if err != nil {
			return digest, err
		}
		for _, f := range before.Files {
			k.had[f.Path] = f
		}
	}
	for _, step := range []func(context.Context) error{k.rows, k.log, k.files, k.secrets} {
		if err := step(ctx); err != nil {
			return digest, err
		}
	}
	k.m.Ended = k.Now().UTC()
	slices.SortFunc(k.m.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	text, err := json.MarshalIndent(k.m, "", " ")
	if err != nil {
		return digest, err
	}
	if err := writeFile(filepath.Join(k.to, manifestFile), text); err != nil {
		return digest, err
	}
	dirs := []string{k.to}
	for d := range k.made {
		dirs = append(dirs, d)
	}
	for _, d := range dirs {
		if err := syncDir(d); err != nil {
			return digest, err
		}
	}
	return ledger.Hex(ledger.SHA256().Of(text)), nil
}

// rows copies the rows, where that is our business.
func (k *maker) rows(ctx context.Context) (err error) {
	k.m.Rows = Rows{Engine: k.Database.Engine(), Read: k.Now().UTC()}
	if k.m.Rows.Schema, err = k.Database.Version(ctx); err != nil {
		return err
	}
	if k.m.Rows.Acts, err = k.Newest(ctx); err != nil {
		return err
	}
	if k.m.Complete = k.m.Rows.Engine == "sqlite"; !k.m.Complete {
		return nil
	}
	k.Progress("rows", 0, 1)
	path := filepath.Join(k.to, filepath.FromSlash(rowsFile))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	k.made[filepath.Dir(path)] = true
	if err := k.Database.Snapshot(ctx, path); err != nil {
		return err
	}
	f, err := digestOf(path)
	f.Path = rowsFile
	k.m.Files = append(k.m.Files, f)
	k.Progress("rows", 1, 1)
	return err
}

func (k *maker) log(ctx context.Context) error {
	c := k.Log
	c.Progress = func(done, all uint64) { k.Progress("leaves", done, all) }
	c.Put = func(p ledgers.Part) error { return k.put(logPlace+"/"+p.Path, p.Whole, p.Open) }
	last, err := ledgers.CopyLogs(ctx, c)
	if err == nil && last.Origin != "" {
		k.m.Log = Log{Origin: last.Origin, Size: last.Size, Root: last.Root.Base64()}
	}
	return err
}

// files copies what is no secret: papers, templates, rules of the city.
func (k *maker) files(ctx context.Context) error {
	var done uint64
	return k.each(ctx, k.Plain, func(name string) error {
		done++
		k.Progress("files", done, done)
		whole := strings.HasPrefix(name, "blobs/") // written once
		err := k.put(filesPlace+"/"+name, whole, func() (io.ReadCloser, error) { return os.Open(filepath.Join(k.Data, filepath.FromSlash(name))) })
		if errors.Is(err, fs.ErrNotExist) { // dropped meanwhile, as uploads are that nobody used
			return nil
		}
		return err
	})
}

// secrets seals the keys.
func (k *maker) secrets(ctx context.Context) error {
	secret := map[string][]byte{SettingsName: k.Settings}
	err := k.each(ctx, k.Secrets, func(name string) (err error) {
		secret[name], err = os.ReadFile(filepath.Join(k.Data, filepath.FromSlash(name)))
		return err
	})
	if err != nil {
		return err
	}
	sealed, err := k.Recipient.Seal(secret)
	if err != nil {
		return err
	}
	return k.put(keysFile, false, func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(string(sealed))), nil })
}

// each lists the files of some names in the data directory, which may be
// directories or missing.
func (k *maker) each(ctx context.Context, names []string, do func(name string) error) error {
	for _, n := range names {
		err := filepath.WalkDir(filepath.Join(k.Data, n), func(path string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			if err := context.Cause(ctx); err != nil {
				return err
			}
			in, err := filepath.Rel(k.Data, path)
			if err != nil {
				return err
			}
			return do(filepath.ToSlash(in))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// put copies one file, or shares that of the backup before.
func (k *maker) put(name string, whole bool, open func() (io.ReadCloser, error)) error {
	path := filepath.Join(k.to, filepath.FromSlash(name))
	for d := filepath.Dir(path); d != k.to && !k.made[d]; d = filepath.Dir(d) {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return err
		}
		k.made[d] = true
	}
	if before, ok := k.had[name]; whole && ok && before.Whole && os.Link(filepath.Join(k.Previous, filepath.FromSlash(name)), path) == nil {
		k.m.Files = append(k.m.Files, before)
		return nil
	}
	from, err := open()
	if err != nil {
		return err
	}
	f, err := copyFile(path, from)
	if err = errors.Join(err, from.Close()); err != nil {
		return err
	}
	f.Path, f.Whole = name, whole
	k.m.Files = append(k.m.Files, f)
	return nil
}

// readBack looks whether everything is on the disk as it was meant.
func (k *maker) readBack(ctx context.Context) error {
	_, bad, err := Check(ctx, k.to, k.Progress)
	if err == nil && len(bad) > 0 {
		err = shiheng.Invalid("backup.broken", "file", bad[0].File, "what", bad[0].What)
	}
	return err
}
