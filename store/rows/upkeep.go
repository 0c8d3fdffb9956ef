package rows

import (
	"context"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/upkeep"
)

// Upkeep keeps signs, obstructions, upgrades, neighbours, sounds and secrecy.
// It implements [upkeep.Store].
type Upkeep struct{ db *DB }

// NewUpkeep returns the upkeep kept in db.
func NewUpkeep(db *DB) *Upkeep { return &Upkeep{db} }

// Write implements upkeep.Store.
func (s *Upkeep) Write(ctx context.Context, f func(upkeep.Tx) error) error {
	return s.db.Write(ctx, func(tx bun.Tx) error {
		return f(upkeepTx{PapersTx: NewPapersTx(ctx, tx), ctx: ctx, tx: tx, store: s})
	})
}

func (s *Upkeep) signs() records[upkeep.Sign] {
	return records[upkeep.Sign]{db: s.db, table: "sign", what: "sign"}
}

func (s *Upkeep) obstructions() records[upkeep.Obstruction] {
	return records[upkeep.Obstruction]{db: s.db, table: "obstruction", what: "obstruction"}
}

func (s *Upkeep) upgrades() records[upkeep.Upgrade] {
	return records[upkeep.Upgrade]{db: s.db, table: "upgrade", what: "upgrade"}
}

func (s *Upkeep) neighbours() records[upkeep.Neighbour] {
	return records[upkeep.Neighbour]{db: s.db, table: "neighbour", what: "neighbour"}
}

func (s *Upkeep) sounds() records[upkeep.Sound] {
	return records[upkeep.Sound]{db: s.db, table: "sound_switch", what: "sound"}
}

func (s *Upkeep) secrecies() records[upkeep.Secrecy] {
	return records[upkeep.Secrecy]{db: s.db, table: "secrecy_mark", what: "secrecy"}
}

// Signs implements upkeep.Store.
func (s *Upkeep) Signs() registry.Records[upkeep.Sign] { return s.signs() }

// Obstructions implements upkeep.Store.
func (s *Upkeep) Obstructions() registry.Records[upkeep.Obstruction] { return s.obstructions() }

// Upgrades implements upkeep.Store.
func (s *Upkeep) Upgrades() registry.Records[upkeep.Upgrade] { return s.upgrades() }

// Neighbours implements upkeep.Store.
func (s *Upkeep) Neighbours() registry.Records[upkeep.Neighbour] { return s.neighbours() }

// Sounds implements upkeep.Store.
func (s *Upkeep) Sounds() registry.Records[upkeep.Sound] { return s.sounds() }

// Secrecies implements upkeep.Store.
func (s *Upkeep) Secrecies() registry.Records[upkeep.Secrecy] { return s.secrecies() }

// Sounding implements upkeep.Store.
func (s *Upkeep) Sounding(ctx context.Context, day law.Day) ([]shiheng.CameraID, error) {
	ids, err := list(ctx, s.db.read, func(r row) (id shiheng.CameraID, err error) { return id, r.Scan(&id) },
		"SELECT id FROM sound_switch WHERE state = 'on' AND due >= ? ORDER BY id", day.String())
	return ids, s.db.fault(err)
}

// Unconsented implements registry.Tx.
func (t registryTx) Unconsented(system shiheng.SystemID) (registry.NeighbourFact, error) {
	found, err := list(t.ctx, t.tx, scanRecord[upkeep.Neighbour],
		"SELECT body FROM neighbour WHERE system = ? AND state <> ? ORDER BY CASE state WHEN ? THEN 0 ELSE 1 END, id LIMIT 1",
		system, upkeep.Consented, upkeep.Refused)
	if err != nil || len(found) == 0 {
		return registry.NeighbourFact{}, err
	}
	return found[0].Lacks(), nil
}

// MarkedSecret implements registry.Tx.
func (t registryTx) MarkedSecret(system shiheng.SystemID) (secret bool, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT EXISTS (SELECT 1 FROM secrecy_mark m WHERE m.id = ? AND "+graded+")", system).Scan(&secret)
	return secret, err
}

// upkeepTx implements upkeep.Tx.
type upkeepTx struct {
	PapersTx
	ctx   context.Context //nolint:containedctx // the transaction's own, bound so that rules need not pass it
	tx    bun.Tx
	store *Upkeep
}

func (t upkeepTx) Signs() registry.RecordsTx[upkeep.Sign] { return in(t.ctx, t.tx, t.store.signs()) }

func (t upkeepTx) Obstructions() registry.RecordsTx[upkeep.Obstruction] {
	return in(t.ctx, t.tx, t.store.obstructions())
}

func (t upkeepTx) Upgrades() registry.RecordsTx[upkeep.Upgrade] {
	return in(t.ctx, t.tx, t.store.upgrades())
}

func (t upkeepTx) Neighbours() registry.RecordsTx[upkeep.Neighbour] {
	return in(t.ctx, t.tx, t.store.neighbours())
}

func (t upkeepTx) Sounds() registry.RecordsTx[upkeep.Sound] {
	return in(t.ctx, t.tx, t.store.sounds())
}

func (t upkeepTx) Secrecies() registry.RecordsTx[upkeep.Secrecy] {
	return in(t.ctx, t.tx, t.store.secrecies())
}

func (t upkeepTx) Place(id shiheng.PlaceID) (registry.Place, error) {
	return onePlace(t.ctx, t.store.db, t.tx, id)
}

func (t upkeepTx) System(id shiheng.SystemID) (registry.VideoSystem, error) {
	return oneSystem(t.ctx, t.store.db, t.tx, id)
}

func (t upkeepTx) Camera(id shiheng.CameraID) (registry.Camera, error) {
	return oneCamera(t.ctx, t.store.db, t.tx, id)
}
