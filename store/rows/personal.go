package rows

import (
	"context"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/access/personal"
	"shiheng.internal/civic/registry"
)

// Personal keeps the applications of the rights desk. It implements
// [personal.Store].
type Personal struct{ db *DB }

// NewPersonal returns the applications kept in db.
func NewPersonal(db *DB) *Personal { return &Personal{db} }

// Write implements personal.Store.
func (p *Personal) Write(ctx context.Context, f func(personal.Tx) error) error {
	return p.db.Write(ctx, func(tx bun.Tx) error { return f(personalTx{newRegistryTx(ctx, tx, p.db)}) })
}

// personalTx implements personal.Tx.
type personalTx struct{ registryTx }

func requests(db *DB) records[personal.Request] {
	return records[personal.Request]{db: db, table: "personal_request", what: "personal"}
}

// Requests implements personal.Store.
func (p *Personal) Requests() registry.Records[personal.Request] { return requests(p.db) }

// Requests implements personal.Tx.
func (t personalTx) Requests() registry.RecordsTx[personal.Request] {
	return in(t.ctx, t.tx, requests(t.db))
}
