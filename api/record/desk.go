// Package record answers for the log of acts: its state, its keys, and for each
// act the leaf with its proof, which whoever holds it can check without us.
package record

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/ledger"
)

// Log is what the desk asks of the log. It is safe for concurrent use.
type Log interface {
	// State tells of the log of this year.
	State(ctx context.Context) (ledger.State, error)
	// Proof returns the leaf of an act as the log holds it, with the path to a
	// checkpoint. ErrNotFound while the act has no index; ErrConflict
	// "log.differs" when the row and the leaf say different things.
	Proof(ctx context.Context, id shiheng.EventID) (ledger.Proof, error)
}

// Config is what the desk stands in front of. All are required to serve, none
// to describe.
type Config struct {
	Log       Log
	Witnesses Witnesses
	Watch     func() ledger.Watch // how the watch over the archive stands
	Audit     audit.Log
	Now       func() time.Time
}

// A Desk answers the operations of the area. It is safe for concurrent use.
type Desk struct{ cfg Config }

// New makes a desk.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers the operations on t.
func (d *Desk) Operations(t *route.Table) {
	read := route.Duty(access.ReadAudit)
	route.Add(t, "GET", "/log", read, "State and keys of the log of acts", d.state)
	route.Add(t, "GET", "/audit/{id}/proof", read, "The leaf of an act with its proof", d.proof)
	d.witnessing(t)
}

// LogView is the state of the log.
type LogView struct {
	Origin string   `json:"origin" doc:"Its name, which its keys and checkpoints carry"`
	Keys   []string `json:"keys" doc:"Public keys, as a witness and a verifier want them: Ed25519, SM2"`
	Size   uint64   `json:"size" doc:"Leaves under the newest checkpoint"`
	Root   string   `json:"root" doc:"Base64 of the root by SHA-256"`
	SM3    string   `json:"sm3Root" doc:"Base64 of the root by SM3, over every leaf so far"`
	// Checkpoint is the signed note; empty before the first.
	Checkpoint string `json:"checkpoint"`
	Waiting    int64  `json:"waiting" doc:"Acts on record without an index yet"`
	Down       bool   `json:"down" doc:"The log cannot be written: nothing but duty watching opens footage"`
	// Witnesses are those of the settings.
	Witnesses []WitnessView `json:"witnesses" nullable:"false"`
	// Watch is how the archive was found to be while the platform runs.
	Watch ArchiveWatchView `json:"watch"`
}

// ArchiveWatchView tells how far the watch over log and footage is.
type ArchiveWatchView struct {
	LogChecked    *time.Time `json:"logChecked,omitempty" doc:"When the log was last held against rows and footage; missing before the first time"`
	Leaves        uint64     `json:"leaves" doc:"Leaves that were looked at then"`
	CameraMinutes uint64     `json:"cameraMinutes"`
	Slots         int        `json:"slots" doc:"Sealed slots: each is read whole within thirty law-days"`
	Read          int        `json:"read" doc:"Slots of this round that were read"`
	Last          *time.Time `json:"last,omitempty" doc:"When the round before ended"`
	HeldSlots     int        `json:"heldSlots" doc:"Sealed slots under hold: each is read within seven law-days"`
	HeldRead      int        `json:"heldRead"`
	HeldLast      *time.Time `json:"heldLast,omitempty"`
	// Mismatches are what does not fit, the oldest first, at most a hundred.
	Mismatches []MismatchView `json:"mismatches"`
}

// MismatchView is one thing that does not fit: of what kind, where, and since
// when it is known.
type MismatchView struct {
	Code   string    `json:"code" doc:"checkpoint, tree, leaf, act, minute, chain, footage, slot or erasure"`
	At     string    `json:"at" doc:"Log, leaf, act, camera, minute, chunk, slot, byte, as far as known"`
	Detail string    `json:"detail"`
	Seen   time.Time `json:"seen"`
}

// when is an instant, missing when it is none.
func when(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func watchView(w ledger.Watch) ArchiveWatchView {
	v := ArchiveWatchView{
		LogChecked: when(w.LogChecked), Leaves: w.Leaves, CameraMinutes: w.CameraMinutes, Slots: w.Slots, Read: w.Read, Last: when(w.Last),
		HeldSlots: w.HeldSlots, HeldRead: w.HeldRead, HeldLast: when(w.HeldLast), Mismatches: []MismatchView{},
	}
	for _, f := range w.Found {
		v.Mismatches = append(v.Mismatches, MismatchView{Code: f.Code, At: f.At.String(), Detail: f.Detail, Seen: f.Seen})
	}
	return v
}

func (d *Desk) state(ctx context.Context, _ route.Caller, _ *route.None) (*route.Out[LogView], error) {
	s, err := d.cfg.Log.State(ctx)
	if err != nil {
		return nil, err
	}
	seen, err := d.cfg.Witnesses.Witnesses(ctx)
	if err != nil {
		return nil, err
	}
	return &route.Out[LogView]{Body: LogView{
		Origin: s.Origin, Keys: s.Keys, Size: s.Checkpoint.Size, Root: s.Checkpoint.Root.Base64(), SM3: s.SM3.Base64(),
		Checkpoint: string(s.Note), Waiting: s.Waiting, Down: s.Down != nil, Watch: watchView(d.cfg.Watch()),
		Witnesses: viewOf(seen),
	}}, nil
}

type proofPath struct {
	ID shiheng.EventID `path:"id" format:"uuid"`
}

// LeafView is a leaf with its proof. Leaf is text, byte for byte as it was
// hashed: its hash is SHA-256 over a zero byte and the text. Record in it is
// SHA-256 over the salt and the text of personal.
type LeafView struct {
	Origin     string   `json:"origin"`
	Index      uint64   `json:"index"`
	Leaf       string   `json:"leaf"`
	Salt       string   `json:"salt" doc:"Hexadecimal"`
	Personal   string   `json:"personal" doc:"What of the act may name a person, as it was hashed under the salt"`
	Path       []string `json:"path" doc:"RFC 6962 audit path to the root of the checkpoint, base64"`
	Checkpoint string   `json:"checkpoint" doc:"Signed note (C2SP tlog-checkpoint)"`
	Keys       []string `json:"keys"`
}

// proof hands out a leaf with what it is made of; that somebody asked goes on
// record first.
func (d *Desk) proof(ctx context.Context, who route.Caller, in *proofPath) (*route.Out[LeafView], error) {
	if err := d.cfg.Audit.Append(ctx, audit.New(d.cfg.Now(), who.Actor(), audit.AuditRead, audit.On("event", in.ID))); err != nil {
		return nil, err
	}
	p, err := d.cfg.Log.Proof(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	v := LeafView{
		Origin: p.Origin, Index: p.Index, Leaf: string(p.Leaf), Salt: hex.EncodeToString(p.Salt[:]), Personal: string(p.Personal),
		Checkpoint: string(p.Note), Keys: p.Keys, Path: []string{},
	}
	for _, h := range p.Path {
		v.Path = append(v.Path, h.Base64())
	}
	if !json.Valid(p.Leaf) {
		return nil, errors.New("a leaf that is no text")
	}
	return &route.Out[LeafView]{Body: v}, nil
}
