package rows

import (
	"context"
	"slices"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works"
	"shiheng.internal/civic/works/binder"
)

// Binders keeps the archives of systems. It implements [binder.Store].
type Binders struct{ db *DB }

// NewBinders returns the binders kept in db.
func NewBinders(db *DB) *Binders { return &Binders{db} }

// Write implements binder.Store.
func (s *Binders) Write(ctx context.Context, f func(binder.Tx) error) error {
	return s.db.Write(ctx, func(tx bun.Tx) error {
		return f(bindersTx{PapersTx: NewPapersTx(ctx, tx), ctx: ctx, tx: tx, store: s})
	})
}

func (s *Binders) entries() records[binder.Entry] {
	return records[binder.Entry]{db: s.db, table: "binder_entry", what: "binder.entry"}
}

func (s *Binders) seals() records[binder.Seal] {
	return records[binder.Seal]{db: s.db, table: "binder_seal", what: "binder.seal"}
}

func (s *Binders) handovers() records[binder.Handover] {
	return records[binder.Handover]{db: s.db, table: "binder_handover", what: "binder.handover"}
}

func (s *Binders) persons() records[binder.Person] {
	return records[binder.Person]{db: s.db, table: "binder_person", what: "binder.person"}
}

// Entries implements binder.Store.
func (s *Binders) Entries() registry.Records[binder.Entry] { return s.entries() }

// Whole implements binder.Store.
func (s *Binders) Whole(ctx context.Context, system shiheng.SystemID) (binder.Contents, error) {
	return s.whole(ctx, s.db.read, system)
}

func (s *Binders) whole(ctx context.Context, from bun.IDB, system shiheng.SystemID) (c binder.Contents, err error) {
	if c.System, err = oneSystem(ctx, s.db, from, system); err != nil {
		return c, err
	}
	if c.Entries, err = ofSystem(ctx, from, s.entries(), system); err != nil {
		return c, s.db.fault(err)
	}
	if c.Seals, err = ofSystem(ctx, from, s.seals(), system); err != nil {
		return c, s.db.fault(err)
	}
	if c.Handovers, err = ofSystem(ctx, from, s.handovers(), system); err != nil {
		return c, s.db.fault(err)
	}
	if c.Persons, err = ofSystem(ctx, from, s.persons(), system); err != nil {
		return c, s.db.fault(err)
	}
	changes, err := list(ctx, from, scanRecord[works.Change], "SELECT body FROM camera_change WHERE system = ? AND state IN (?)", system,
		bun.List([]string{works.ChangeExecuted, works.ChangeVerified}))
	if err != nil {
		return c, s.db.fault(err)
	}
	c.Changed = slices.ContainsFunc(changes, works.Change.Alters)
	err = from.QueryRowContext(ctx, `SELECT
			EXISTS (SELECT 1 FROM upgrade WHERE system = ? AND state = 'done'),
			EXISTS (SELECT 1 FROM finding WHERE system = ? AND source <> 'house')`, system, system).Scan(&c.Upgraded, &c.Inspected)
	return c, s.db.fault(err)
}

// ofSystem reads all records of a kind about a system, the oldest first.
func ofSystem[T registry.Record](ctx context.Context, from bun.IDB, r records[T], system shiheng.SystemID) ([]T, error) {
	return list(ctx, from, scanRecord[T], "SELECT body FROM "+r.table+" WHERE system = ? ORDER BY id", system)
}

// bindersTx implements binder.Tx.
type bindersTx struct {
	PapersTx
	ctx   context.Context //nolint:containedctx // the transaction's own, bound so that rules need not pass it
	tx    bun.Tx
	store *Binders
}

// Entries implements binder.Tx. What a seal holds is not written over, whatever
// the room says.
func (t bindersTx) Entries() registry.RecordsTx[binder.Entry] {
	return unsealed{in(t.ctx, t.tx, t.store.entries()), t}
}

// unsealed keeps entries and refuses to write over sealed ones.
type unsealed struct {
	recordsTx[binder.Entry]
	in bindersTx
}

func (u unsealed) Put(e binder.Entry) error {
	if e.Version > 1 {
		seals, err := ofSystem(u.ctx, u.tx, u.in.store.seals(), e.System)
		if err != nil {
			return err
		}
		for _, s := range seals {
			if slices.ContainsFunc(s.Entries, func(x binder.SealedEntry) bool { return x.ID == e.ID }) {
				return shiheng.Forbidden("binder.sealed", "title", e.Title).By("W168/16")
			}
		}
	}
	return u.recordsTx.Put(e)
}

func (t bindersTx) Seals() registry.RecordsTx[binder.Seal] { return in(t.ctx, t.tx, t.store.seals()) }

func (t bindersTx) Handovers() registry.RecordsTx[binder.Handover] {
	return in(t.ctx, t.tx, t.store.handovers())
}

func (t bindersTx) Persons() registry.RecordsTx[binder.Person] {
	return in(t.ctx, t.tx, t.store.persons())
}

func (t bindersTx) Whole(system shiheng.SystemID) (binder.Contents, error) {
	return t.store.whole(t.ctx, t.tx, system)
}
