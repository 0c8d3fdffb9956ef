package app

import (
	"context"
	"time"
)

// LookAfterCanaries does at once what the house does each minute.
func (h *House) LookAfterCanaries(ctx context.Context) error { return h.oversight.Canaries(ctx) }

// LookAtBackups makes a backup when one is due.
func (h *House) LookAtBackups(ctx context.Context) error { return h.backups.look(ctx) }

// ForgetTries has one that failed tried again at once.
func (h *House) ForgetTries() {
	h.backups.mu.Lock()
	defer h.backups.mu.Unlock()
	h.backups.tried = time.Time{}
}

// BackupIsOld reports whether the last backup is too old.
func (h *House) BackupIsOld() bool {
	_, old := h.backups.old()
	return old
}
