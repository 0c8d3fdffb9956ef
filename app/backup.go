package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/store/backup"
	ledgers "shiheng.internal/store/ledger"
	"shiheng.internal/store/rows"
)

// What of the data directory is sealed in a backup, and what is copied as it
// is. Rows and log have ways of their own; footage is not in a backup.
func secretParts() []string { return []string{"seal.key", logKeys, markFile, "practice.key", "tls"} }

func plainParts() []string {
	return []string{kindFile, blobsDir, templatesDir, "law", "policies"}
}

// A BackupOrder says where a backup goes and who can open its keys.
type BackupOrder struct {
	To        string
	Recipient backup.Recipient
	Previous  string // shares what never changes; empty: nothing
	Progress  func(what string, done, all uint64)
}

// A Backup is one that was made.
type Backup struct {
	backup.Manifest
	Dir    string
	Digest ledger.Hex // of the manifest; the act on record names it
}

// MakeBackup backs up the platform of a data directory, which may be running.
// That it was made is on record there.
func MakeBackup(ctx context.Context, s Start, o BackupOrder) (Backup, error) {
	h := &House{start: s, log: s.Log, began: time.Now()}
	url := s.Settings.Database
	if url == "" {
		if _, err := os.Stat(h.path("rows.db")); err != nil {
			return Backup{}, shiheng.NotFound("store.none", "data", s.Settings.Data).From(err)
		}
		url = "sqlite:" + h.path("rows.db")
	}
	db, err := rows.Open(ctx, rows.Config{URL: url, Logger: h.log, AsIs: true})
	if err != nil {
		return Backup{}, err
	}
	h.db, h.audit = db, rows.NewAudit(db)
	b, err := h.backup(ctx, o)
	return b, errors.Join(err, h.Close())
}

// backup makes one and puts on record that it was made, or that it failed.
func (h *House) backup(ctx context.Context, o BackupOrder) (Backup, error) {
	b, err := h.copyAll(ctx, o)
	act := audit.Object{Kind: "backup"}
	if err != nil {
		e := audit.New(time.Now(), audit.House("backup"), audit.BackupFailed, act).With("to", o.To).With("error", err.Error())
		return b, errors.Join(err, h.audit.Append(context.WithoutCancel(ctx), e))
	}
	act.ID = ledger.Digest(b.Digest).String()
	e := audit.New(b.Ended, audit.House("backup"), audit.BackupMade, act).With("to", b.Dir).With("complete", strconv.FormatBool(b.Complete)).
		With("origin", b.Log.Origin).With("size", strconv.FormatUint(b.Log.Size, 10))
	return b, h.audit.Append(ctx, e)
}

func (h *House) copyAll(ctx context.Context, o BackupOrder) (Backup, error) {
	seal, err := rows.OpenSeal(h.path("seal.key"))
	if err != nil {
		return Backup{}, err
	}
	name, keys, err := ledgers.LogKeys(h.path(logKeys), seal)
	if err != nil {
		return Backup{}, shiheng.NotFound("log.keys", "file", h.path(logKeys)).From(err)
	}
	past, err := ledgers.ReadPast(h.path(logDir), name)
	if err != nil {
		return Backup{}, err
	}
	to, err := filepath.Abs(o.To)
	if err != nil {
		return Backup{}, err
	}
	data, err := filepath.Abs(h.start.Settings.Data)
	if err != nil {
		return Backup{}, err
	}
	if in, err := filepath.Rel(data, to); err == nil && filepath.IsLocal(in) {
		return Backup{}, shiheng.Invalid("backup.inside", "dir", to)
	}
	kind, err := os.ReadFile(h.path(kindFile))
	if err != nil {
		return Backup{}, shiheng.NotFound("store.none", "data", data).From(err)
	}
	m, digest, err := backup.Make(ctx, backup.Config{
		Data: data, Database: h.db, Log: ledgers.CopyConfig{Dir: filepath.Join(data, logDir), Name: name, Keys: keys, Past: past},
		Newest: func(ctx context.Context) (int64, error) {
			_, newest, err := rows.NewLeaves(h.db).Count(ctx)
			return newest, err
		},
		Secrets: secretParts(), Plain: plainParts(), Settings: []byte(PrintSettings(h.start.Settings)), Recipient: o.Recipient, Previous: o.Previous,
		Program: "shiheng " + h.start.Version, Practice: strings.TrimSpace(string(kind)) == "practice", Now: time.Now, Progress: o.Progress,
	}, to)
	return Backup{Manifest: m, Dir: to, Digest: digest}, err
}

// DigestText is the digest as people read it.
func (b Backup) DigestText() string { return ledger.Digest(b.Digest).String() }

// BackupKey makes the key that backups are sealed for from a passphrase.
func BackupKey(passphrase string) (string, error) {
	r, err := backup.NewRecipient(passphrase)
	if err != nil {
		return "", err
	}
	return r.String(), nil
}

// ParseBackupKey reads such a key.
func ParseBackupKey(text string) (backup.Recipient, error) { return backup.ParseRecipient(text) }

// CheckBackup reads a backup whole.
func CheckBackup(ctx context.Context, dir string, progress func(what string, done, all uint64)) (backup.Manifest, []backup.Problem, error) {
	return backup.Check(ctx, dir, progress)
}
