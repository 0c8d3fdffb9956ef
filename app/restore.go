package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/store/backup"
	ledgers "shiheng.internal/store/ledger"
	"shiheng.internal/store/rows"
	"shiheng.internal/store/slots"
)

// A CustodianProof is what one of two custodians shows at the command line: a
// fresh proof, never a session.
type CustodianProof struct{ Login, Password, Code string }

// An Answer is the act of two custodians.
type Answer struct {
	By  [2]CustodianProof
	Why string
	// Witnessed is the newest note that a witness cosigned, as `shiheng witness
	// last` printed it; nil: what the backup knows of.
	Witnessed []byte
}

// A RestoreOrder says what is restored. Without From the data directory has the
// rows, log and keys already, put there by other means.
type RestoreOrder struct {
	Answer
	From       string
	Passphrase string
	// NoFootage makes new volumes where the settings name them: the disks of
	// footage are lost as well.
	NoFootage bool
	Progress  func(what string, done, all uint64)
}

// A Restoration is what came of it.
type Restoration struct {
	ledger.Statement
	File     string // the statement, for the witnesses
	Rebuilt  slots.RebuildReport
	Sessions int64 // that were ended
}

// restoringFile says that a data directory was restored and that nobody
// answered for it yet.
const restoringFile = "restoring"

// restoring is what is known of it meanwhile.
type restoring struct {
	Copied bool      `json:"copied"`
	Acts   int64     `json:"acts"`
	Read   time.Time `json:"read"`
}

// readRestoring reads it; nil when nothing is being restored.
func (h *House) readRestoring() (*restoring, error) {
	b, err := os.ReadFile(h.path(restoringFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil //nolint:nilnil // nothing is being restored
	}
	var r restoring
	if err == nil {
		err = json.Unmarshal(b, &r)
	}
	return &r, err
}

func (h *House) keepRestoring(r restoring) error {
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return writeFile(h.path(restoringFile), append(b, '\n'), 0o600)
}

// Restore puts a backup into an empty data directory, makes the index of footage
// anew from its disks, ends whatever was issued before, and begins a new epoch
// of the log by the act of two custodians. Called again without From after it
// was cut off behind the copying, it goes on there.
func Restore(ctx context.Context, s Start, o RestoreOrder) (Restoration, error) {
	if o.From != "" {
		m, err := backup.ReadManifest(o.From)
		if err != nil {
			return Restoration{}, err
		}
		s.Practice = m.Practice
		if err := copyBack(ctx, s, o, m); err != nil {
			return Restoration{}, err
		}
	}
	var out Restoration
	err := eitherKind(s, func(s Start) (err error) {
		out, err = ceremony(ctx, s, o, ledger.Restored)
		return err
	})
	return out, err
}

// copyBack puts the files of a backup in their place.
func copyBack(ctx context.Context, s Start, o RestoreOrder, m backup.Manifest) error {
	h := &House{start: s}
	if (m.Rows.Engine == "sqlite") != (s.Settings.Database == "") {
		return shiheng.Invalid("restore.engine", "engine", m.Rows.Engine)
	}
	dir := s.Settings.Data
	there, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	for _, e := range there {
		if e.Name() != footageDir || !e.IsDir() { // a disk of footage that is left
			return shiheng.Conflict("restore.not-empty", "dir", dir, "holds", e.Name())
		}
	}
	if err := backup.Opens(o.From, o.Passphrase); err != nil { // before anything is made
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	r := restoring{Acts: m.Rows.Acts, Read: m.Rows.Read}
	if err := h.keepRestoring(r); err != nil {
		return err
	}
	if _, err := backup.Restore(ctx, o.From, dir, o.Passphrase, o.Progress); err != nil {
		return err
	}
	r.Copied = true
	return h.keepRestoring(r)
}

// RotateKeys has two custodians change the keys of the log. The platform is not
// running.
func RotateKeys(ctx context.Context, s Start, a Answer) (Restoration, error) {
	var out Restoration
	err := eitherKind(s, func(s Start) (err error) {
		out, err = ceremony(ctx, s, RestoreOrder{Answer: a}, ledger.Rotated)
		return err
	})
	return out, err
}

// ceremony begins a new epoch on a data directory.
func ceremony(ctx context.Context, s Start, o RestoreOrder, cause string) (out Restoration, err error) {
	h := &House{start: s, log: s.Log, began: time.Now(), answering: true}
	err = h.open(ctx, []step{
		{"data directory", h.openExisting}, {"rows", h.openRows}, {"office", h.openOffice},
		{"footage", func(ctx context.Context) error { return h.openForCeremony(ctx, o, cause, &out) }},
	})
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	r, err := h.readRestoring()
	if err != nil {
		return out, err
	}
	if r == nil {
		r = &restoring{Copied: true}
		if _, r.Acts, err = rows.NewLeaves(h.db).Count(ctx); err != nil {
			return out, err
		}
	}
	if !r.Copied {
		return out, shiheng.Conflict("restore.unfinished", "dir", s.Settings.Data)
	}
	by, err := h.custodians(ctx, o.By)
	if err != nil {
		return out, err
	}
	if cause == ledger.Restored {
		if out.Sessions, err = h.db.Void(ctx, "session.restored"); err != nil {
			return out, err
		}
	}
	if out.Statement, err = h.beginEpoch(ctx, *r, by, o.Answer, cause); err != nil {
		return out, err
	}
	out.File = filepath.Join(h.path(logDir), "epoch.note")
	if err := os.Remove(h.path(restoringFile)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return out, err
	}
	return out, nil
}

// openForCeremony opens the disks of footage; of a restored platform their index
// is made anew.
func (h *House) openForCeremony(ctx context.Context, o RestoreOrder, cause string, out *Restoration) error {
	if cause == ledger.Restored {
		h.existing = !o.NoFootage
		cfg, err := h.footageConfig()
		if err != nil {
			return err
		}
		if out.Rebuilt, err = slots.Rebuild(ctx, cfg); err != nil {
			return err
		}
		h.existing = true
	}
	return h.openFootage(ctx)
}

// beginEpoch has the log's place taken.
func (h *House) beginEpoch(ctx context.Context, r restoring, by [2]ledger.Custodian, a Answer, cause string) (ledger.Statement, error) {
	name, _, err := ledgers.LogKeys(h.path(logKeys), h.sealer)
	if err != nil {
		return ledger.Statement{}, err
	}
	witnessed, err := h.lastWitnessed(ctx, name, a.Witnessed)
	if err != nil {
		return ledger.Statement{}, err
	}
	return ledgers.BeginEpoch(ctx, ledgers.EpochConfig{
		Dir: h.path(logDir), Minutes: filepath.Join(h.path(logDir), minutesDir), KeyFile: h.path(logKeys), Seal: h.sealer,
		Rows: rows.NewLeaves(h.db), Footage: h.slots, Cause: cause, Why: a.Why, By: by, Acts: r.Acts, Read: r.Read, Witnessed: witnessed, Now: time.Now,
	})
}

// lastWitnessed is the last checkpoint that is known to have been cosigned: what
// a witness of the settings gave out, or what lies beside the log.
func (h *House) lastWitnessed(ctx context.Context, name string, shown []byte) (*ledger.Cosigned, error) {
	var keys []string
	if got, err := rows.NewSettings(h.db).Get(ctx, logWitnesses); err == nil {
		all, err := witnessesOf(got.Value)
		if err != nil {
			return nil, err
		}
		for _, w := range all {
			keys = append(keys, w.Key)
		}
	} else if !errors.Is(err, shiheng.ErrNotFound) {
		return nil, err
	}
	return ledgers.LastWitnessed(h.path(logDir), name, shown, keys)
}

// custodians proves who the two are. Each attempt is on record.
func (h *House) custodians(ctx context.Context, proofs [2]CustodianProof) (out [2]ledger.Custodian, err error) {
	var both [2]identity.Custodian
	for i, p := range proofs {
		in, err := h.identity.Login(ctx, identity.Credentials{Login: p.Login, Password: p.Password, Code: p.Code, Remote: netip.IPv6Loopback(), Agent: "shiheng"})
		if err != nil {
			return out, fmt.Errorf("custodian %s: %w", p.Login, err)
		}
		r, err := h.access.Rights(ctx, in.Principal)
		if err == nil {
			err = h.identity.Logout(ctx, in.Principal)
		}
		if err != nil {
			return out, err
		}
		both[i] = identity.Custodian{Account: in.Principal.Account, Roles: r.Roles()}
		out[i] = ledger.Custodian{Account: in.Principal.Account.ID.String(), Name: in.Principal.Account.Name}
	}
	return out, identity.Custodians(both[0], both[1])
}
