package rows

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/access"
)

// mintingTx is the transaction of a room that decides on access by a regime of
// its own: what the register does in one, and the grant that follows from the
// decision, committed with it ([access.Warrant]).
type mintingTx struct {
	registryTx
	grants accessTx
}

func newMintingTx(ctx context.Context, tx bun.Tx, db *DB) mintingTx {
	return mintingTx{newRegistryTx(ctx, tx, db), accessTx{ctx: ctx, tx: tx}}
}

func (t mintingTx) SessionLive(id shiheng.SessionID) (bool, error) { return t.grants.SessionLive(id) }

// InsertGrant implements access.Tx.
func (t mintingTx) InsertGrant(m access.Minted) error { return t.grants.InsertGrant(m) }

// EndGrant implements access.Tx.
func (t mintingTx) EndGrant(id shiheng.GrantID, at time.Time, cause string) (bool, error) {
	return t.grants.EndGrant(id, at, cause)
}
