package rows

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

const instructionColumns = `id, kind, head, signed, reference, expand_by, at, by_account, ended`

func scanInstruction(r row) (i registry.Instruction, err error) {
	return i, r.Scan(&i.ID, &i.Matter, &i.Head, lawDay{&i.Signed}, &i.Reference, lawDay{&i.ExpandBy}, instant{&i.At}, &i.By, instant{&i.Ended})
}

// oneInstruction reads the newest one on a matter that was not ended.
func oneInstruction(ctx context.Context, from bun.IDB, m registry.Matter) (registry.Instruction, error) {
	i, err := scanInstruction(from.QueryRowContext(ctx, "SELECT "+instructionColumns+` FROM head_instruction
		WHERE kind = ? AND ended IS NULL ORDER BY id DESC LIMIT 1`, string(m)))
	if errors.Is(err, sql.ErrNoRows) {
		return registry.Instruction{}, nil
	}
	return i, err
}

// Instruction implements registry.Store.
func (r *Registry) Instruction(ctx context.Context, m registry.Matter) (registry.Instruction, error) {
	i, err := oneInstruction(ctx, r.db.read, m)
	return i, r.db.fault(err)
}

// Instructions implements registry.Store.
func (r *Registry) Instructions(ctx context.Context, p audit.Paging) (audit.Page[registry.Instruction], error) {
	var w where
	if p.Cursor != "" {
		w.and("id < ?", p.Cursor)
	}
	items, err := list(ctx, r.db.read, scanInstruction,
		"SELECT "+instructionColumns+" FROM head_instruction"+w.String()+" ORDER BY id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[registry.Instruction]{}, r.db.fault(err)
	}
	return page(items, p, func(i registry.Instruction) string { return i.ID.String() }), nil
}

func (t registryTx) Instruction(m registry.Matter) (registry.Instruction, error) {
	return oneInstruction(t.ctx, t.tx, m)
}

func (t registryTx) InsertInstruction(i registry.Instruction) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO head_instruction (id, kind, head, signed, reference, expand_by, at, by_account)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, i.ID, string(i.Matter), text(i.Head), i.Signed.String(), text(i.Reference),
		i.ExpandBy.String(), usec(i.At), i.By)
	return err
}

func (t registryTx) EndInstruction(id registry.InstructionID, at time.Time) error {
	_, err := t.tx.ExecContext(t.ctx, "UPDATE head_instruction SET ended = ? WHERE id = ? AND ended IS NULL", usec(at), id)
	return err
}
