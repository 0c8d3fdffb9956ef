package rows

import (
	"context"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
)

// Registry keeps places, systems, cameras, peers and findings. It implements
// [registry.Store].
type Registry struct{ db *DB }

// NewRegistry returns the registers kept in db.
func NewRegistry(db *DB) *Registry { return &Registry{db} }

// Write implements registry.Store.
func (r *Registry) Write(ctx context.Context, f func(registry.Tx) error) error {
	return r.db.Write(ctx, func(tx bun.Tx) error { return f(newRegistryTx(ctx, tx, r.db)) })
}

// registryTx implements registry.Tx.
type registryTx struct {
	PapersTx
	ctx context.Context //nolint:containedctx // the transaction's own, bound so that rules need not pass it
	tx  bun.Tx
	db  *DB
}

func newRegistryTx(ctx context.Context, tx bun.Tx, db *DB) registryTx {
	return registryTx{PapersTx: NewPapersTx(ctx, tx), ctx: ctx, tx: tx, db: db}
}

func (t registryTx) Append(e audit.Event) error { return Append(t.ctx, t.tx, e) }

func (t registryTx) Organisation(id shiheng.OrganisationID) (party.Organisation, error) {
	return oneOrganisation(t.ctx, t.db, t.tx, id)
}
