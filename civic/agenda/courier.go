package agenda

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shiheng.internal"
)

// Sender takes one delivery to the hook. It follows no redirect, and bounds
// how long it waits and what it reads of the answer. An error is one of ours
// when nobody answered; any answer is a status.
type Sender interface {
	Send(ctx context.Context, url string, d Delivery, signature string) (status int, err error)
}

// batch is how many deliveries one turn takes.
const batch = 50

// Deliver sends what is pending, one after another and the oldest first. Each
// try is written down before the next begins; a crash in between sends one
// again under the same key. Without a hook that is turned on only tests go.
func (s *Service) Deliver(ctx context.Context) error {
	h, err := s.cfg.Store.Hook(ctx)
	if err != nil {
		return fmt.Errorf("read webhook: %w", err)
	}
	if h.URL == "" || len(h.Sealed) == 0 {
		return nil
	}
	pending, err := s.cfg.Store.Pending(ctx, s.now(), !h.Enabled, batch)
	if err != nil {
		return fmt.Errorf("read outbox: %w", err)
	}
	if len(pending) == 0 {
		return nil
	}
	secret, err := s.cfg.Sealer.Open(h.Sealed, HookPurpose)
	if err != nil {
		return fmt.Errorf("open the hook's secret: %w", err)
	}
	for _, d := range pending {
		now := s.now()
		status, err := s.cfg.Sender.Send(ctx, h.URL, d, Signature(secret, d.Body, now))
		if ctx.Err() != nil {
			return ctx.Err()
		}
		tried := d.Tried(s.now(), status, faultOf(err))
		if err := s.cfg.Store.Write(ctx, func(tx Tx) error { return tx.UpdateDelivery(tried) }); err != nil {
			return fmt.Errorf("write down delivery: %w", err)
		}
		if status == 0 {
			return nil // nobody there: the others wait for the next turn
		}
	}
	return nil
}

func faultOf(err error) string {
	if err == nil {
		return ""
	}
	if e, ours := errors.AsType[*shiheng.Error](err); ours {
		return e.Code
	}
	return "webhook.unreachable"
}

// keepDelivered is how long the log of deliveries and read notices are kept.
const keepDelivered = 180 * 24 * time.Hour
