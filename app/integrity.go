package app

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	ledgers "shiheng.internal/store/ledger"
	"shiheng.internal/store/rows"
)

// integrity checks rows, slots, leaves and checkpoints against one another,
// while the platform runs or not. It makes no keys: without them what is signed
// cannot be checked.
func (h *House) integrity(ctx context.Context, level ledger.CheckLevel, progress func(what string, done, all uint64)) (*ledger.CheckReport, error) {
	if err := h.db.Ping(ctx); err != nil {
		return nil, err
	}
	for _, name := range []string{logKeys, "seal.key"} {
		if _, err := os.Stat(h.path(name)); err != nil {
			return nil, shiheng.NotFound("log.keys", "file", h.path(name)).From(err)
		}
	}
	seal, err := rows.OpenSeal(h.path("seal.key"))
	if err != nil {
		return nil, err
	}
	name, keys, err := ledgers.OpenKeys(h.path(logKeys), "", seal)
	if err != nil {
		return nil, err
	}
	past, err := ledgers.ReadPast(h.path(logDir), name)
	if err != nil {
		return nil, err
	}
	return ledgers.Check(ctx, ledgers.CheckConfig{
		Dir: h.path(logDir), Minutes: filepath.Join(h.path(logDir), minutesDir), Name: name, Keys: keys, Past: past, Rows: rows.NewLeaves(h.db),
		Footage: h.slots, Now: time.Now, Progress: progress,
	}, level)
}
