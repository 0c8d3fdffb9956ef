package bundle

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	logs "shiheng.internal/store/ledger"
)

// What lies in the directory of a making.
const (
	planFile    = "plan.json"
	journalFile = "journal.jsonl"
	partFile    = "bundle.part"
	// Suffix ends the name of a bundle.
	Suffix = ".evb.zip"
)

// A plan is what is going to be in the bundle, found out once.
type plan struct {
	Version  int       `json:"version"`
	Streams  []planned `json:"streams"`
	Anchored bool      `json:"anchored"`
}

type planned struct {
	Portion Portion         `json:"portion"`
	Minutes []logs.Standing `json:"minutes"`
	// Needs is the first declaration of tracks that a chunk within needs.
	Needs uint64 `json:"needs"`
	// Anchored: the last camera-minute begins behind the end.
	Anchored bool `json:"anchored"`
}

// A line of the journal names what is whole on the disk.
type line struct {
	Members []member `json:"members"`
	Chunks  int64    `json:"chunks"`
	Bytes   int64    `json:"bytes"`
}

// A making is a bundle under way in its directory.
type making struct {
	w       *Writer
	order   Order
	dir     string
	plan    plan
	zip     *archive
	file    *os.File
	journal *os.File
	have    map[string]bool
	members []member
	chunks  int64
	bytes   int64
}

// open goes on with what lies in the directory.
func (w *Writer) open(o Order, dir string) (*making, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("bundle: %w", err)
	}
	m := &making{w: w, order: o, dir: dir, have: map[string]bool{}}
	if err := m.readPlan(); err != nil {
		return nil, err
	}
	good, err := m.readJournal()
	if err != nil {
		return nil, err
	}
	if m.file, err = os.OpenFile(filepath.Join(dir, partFile), os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return nil, fmt.Errorf("bundle: %w", err)
	}
	if m.journal, err = os.OpenFile(filepath.Join(dir, journalFile), os.O_RDWR|os.O_CREATE, 0o600); err == nil {
		err = m.journal.Truncate(good)
	}
	if err == nil {
		_, err = m.journal.Seek(good, 0)
	}
	if err == nil {
		err = syncDir(dir)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("bundle: %w", err), m.close())
	}
	m.zip = newArchive(m.file, o.Name, o.Created, 0)
	if n := len(m.members); n > 0 {
		m.zip.at = m.zip.end(m.members[n-1])
	}
	if info, err := m.file.Stat(); err != nil || info.Size() < m.zip.at {
		return nil, errors.Join(shiheng.Conflict("evidence.part", "dir", dir).From(err), m.close())
	}
	return m, nil
}

// close gives the files back. It is idempotent.
func (m *making) close() error {
	var failed error
	for _, f := range []**os.File{&m.file, &m.journal} {
		if *f != nil {
			failed = errors.Join(failed, (*f).Close())
			*f = nil
		}
	}
	return failed
}

func (m *making) readPlan() error {
	b, err := os.ReadFile(filepath.Join(m.dir, planFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = json.Unmarshal(b, &m.plan)
	}
	if err != nil {
		return shiheng.Conflict("evidence.part", "dir", m.dir).From(err)
	}
	return nil
}

func (m *making) keepPlan() error {
	m.plan.Version = 1
	b, err := json.Marshal(m.plan)
	if err != nil {
		return err
	}
	return writeWhole(filepath.Join(m.dir, planFile), b)
}

// readJournal reads what is whole, and returns where the last whole line ends.
func (m *making) readJournal() (good int64, err error) {
	b, err := os.ReadFile(filepath.Join(m.dir, journalFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("bundle: %w", err)
	}
	for lines := bufio.NewReader(bytes.NewReader(b)); ; {
		text, err := lines.ReadBytes('\n')
		var l line
		if err != nil || json.Unmarshal(text, &l) != nil {
			return good, nil // it was being written
		}
		good += int64(len(text))
		m.take(l)
	}
}

func (m *making) take(l line) {
	for _, one := range l.Members {
		m.have[one.Name] = true
	}
	m.members = append(m.members, l.Members...)
	m.chunks, m.bytes = m.chunks+l.Chunks, m.bytes+l.Bytes
}

// note makes members durable, and then says so.
func (m *making) note(l line) error {
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	m.w.cfg.Step("sync")
	if err := m.file.Sync(); err != nil {
		return fmt.Errorf("bundle: %w", err)
	}
	m.w.cfg.Step("journal")
	if _, err := m.journal.Write(append(text, '\n')); err != nil {
		return fmt.Errorf("bundle: %w", err)
	}
	if err := m.journal.Sync(); err != nil {
		return fmt.Errorf("bundle: %w", err)
	}
	m.w.cfg.Step("noted")
	m.take(l)
	return nil
}

// digest names a bundle: SHA-256 over both manifests and the claim.
func (m *making) digest() (ledger.Digest, error) {
	claim, err := m.order.claim().Text()
	return ledger.SHA256().Of(manifest(m.members, payload, sha), manifest(m.members, payload, gm), claim), err
}

// writeWhole writes a file that is there whole or not at all.
func writeWhole(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("bundle: %w", err)
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		return fmt.Errorf("bundle: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Done tells what of a making is on the disk already.
func (w *Writer) Done(dir string) (chunks, bytes int64, err error) {
	m := &making{w: w, dir: dir, have: map[string]bool{}}
	_, err = m.readJournal()
	return m.chunks, m.bytes, err
}
