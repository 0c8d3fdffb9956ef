package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// Proof returns the leaf of an act with the path to a checkpoint that covers
// it. Acts of other years are proven under the logs of these years. It is an
// ErrConflict "log.differs" when the row says something else than the leaf.
func (a *Acts) Proof(ctx context.Context, id shiheng.EventID) (p ledger.Proof, err error) {
	u, index, err := a.cfg.Rows.Explained(ctx, id)
	if errors.Is(err, shiheng.ErrNotFound) { // it may be on its way
		if err := a.Settle(ctx); err != nil {
			return p, err
		}
		u, index, err = a.cfg.Rows.Explained(ctx, id)
	}
	if err != nil {
		return p, err
	}
	if p, err = a.prove(ctx, u.Origin, index); err != nil {
		return p, err
	}
	p.Salt = u.Salt
	said, err := u.Leaf()
	if err == nil {
		p.Personal, err = u.Personal.Text()
	}
	if err == nil && !bytes.Equal(said, p.Leaf) {
		err = shiheng.Conflict("log.differs", "seq", fmt.Sprint(u.Seq), "index", fmt.Sprint(index))
	}
	return p, err
}

// prove returns the leaf of an index in the log of an origin with its path.
func (a *Acts) prove(ctx context.Context, of string, index uint64) (p ledger.Proof, err error) {
	err = a.with(ctx, of, func(l *view) error {
		c, signed, err := a.published(ctx, l, of, index)
		if err != nil {
			return err
		}
		p = ledger.Proof{Origin: of, Index: index, Note: signed}
		if p.Keys, err = a.publicOf(of); err != nil {
			return err
		}
		if p.Leaf, err = l.Leaf(ctx, index, c.Size); err != nil {
			return err
		}
		p.Path, err = l.Prove(ctx, index, c.Size)
		return err
	})
	return p, err
}

// published is a checkpoint over an index: the log of this year is waited for.
func (a *Acts) published(ctx context.Context, l *view, of string, index uint64) (ledger.Checkpoint, []byte, error) {
	a.mu.Lock()
	log, is := a.log, of == a.origin
	a.mu.Unlock()
	if is {
		return log.Published(ctx, index)
	}
	c, signed, err := l.Checkpoint(ctx)
	if err == nil && index >= c.Size {
		err = shiheng.NotFound("log.index")
	}
	return c, signed, err
}
