package app

import "context"

// LookAfterCanaries does at once what the house does each minute.
func (h *House) LookAfterCanaries(ctx context.Context) error { return h.oversight.Canaries(ctx) }
