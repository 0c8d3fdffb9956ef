package identity

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

type clearanceKind struct{}

// ClearanceID names one clearance.
type ClearanceID = shiheng.ID[clearanceKind]

// A Level is how secret what somebody may know of is at most (保守国家秘密法).
type Level string

// The levels, the lowest first. What a mark does not grade asks for the lowest.
const (
	Secret       Level = "secret"       // 秘密
	Confidential Level = "confidential" // 机密
	TopSecret    Level = "top-secret"   // 绝密
)

// Levels lists them.
func Levels() []Level { return []Level{Secret, Confidential, TopSecret} }

// A Clearance says that a person may know of what is secret (W168/29/2): up to
// which level, by which document of which issuer, until when.
type Clearance struct {
	Level    Level     `json:"level"`
	Issuer   string    `json:"issuer"`
	Document string    `json:"document"` // its number
	Until    time.Time `json:"until"`
}

// A HeldClearance is one that was given.
type HeldClearance struct {
	Clearance
	ID        ClearanceID
	Account   shiheng.AccountID
	From      time.Time
	By        shiheng.AccountID
	Withdrawn time.Time
}

// At reports whether it counts at an instant.
func (c HeldClearance) At(now time.Time) bool {
	return !c.ID.IsZero() && c.Withdrawn.IsZero() && !now.Before(c.From) && now.Before(c.Until)
}

// longestClearance bounds one: it is given anew, or ends.
const longestClearance = 5 * 366 * 24 * time.Hour

func (c *Clearance) tidy(now time.Time) error {
	c.Issuer, c.Document = strings.TrimSpace(c.Issuer), strings.TrimSpace(c.Document)
	c.Until = c.Until.UTC().Truncate(time.Microsecond)
	switch {
	case !slices.Contains(Levels(), c.Level):
		return shiheng.Invalid("clearance.level")
	case c.Issuer == "" || c.Document == "" || len(c.Issuer) > 200 || len(c.Document) > 100:
		return shiheng.Invalid("clearance.document").By("W168/29/2")
	case !c.Until.After(now) || c.Until.After(now.Add(longestClearance)):
		return shiheng.Invalid("clearance.until")
	}
	return nil
}

// SetClearance asks that a person be cleared, or, with nil, that they no longer
// are. It is a change of rights: two persons in the bureau profile; nobody
// clears themselves.
func (s *Service) SetClearance(ctx context.Context, actor audit.Actor, id shiheng.AccountID, want *Clearance, reason string) (RightChange, error) {
	return s.ask(ctx, actor, audit.On("account", id), reason, func(tx Tx, c *RightChange, _ Policy, now time.Time) error {
		if id == actor.Account {
			return shiheng.Forbidden("account.self").By("W168/29/1")
		}
		if _, err := tx.Account(id); err != nil {
			return err
		}
		c.Kind, c.Account = ClearanceChange, id
		if want == nil {
			c.Ask.Uncleared = true
			return nil
		}
		cleared := *want
		c.Ask.Clearance = &cleared
		return c.Ask.Clearance.tidy(now)
	})
}

// clear carries a change out: what was held before ends.
func (s *Service) clear(tx Tx, actor audit.Actor, c RightChange, now time.Time) error {
	if err := tx.WithdrawClearances(c.Account, now); err != nil {
		return err
	}
	e := audit.New(now, actor, audit.ClearanceEnd, audit.On("account", c.Account)).Because("W168/29/2", "clearance").With("reason", c.Ask.Reason)
	if want := c.Ask.Clearance; want != nil {
		held := HeldClearance{Clearance: *want, ID: shiheng.NewID[ClearanceID](now), Account: c.Account, From: now, By: actor.Account}
		if err := tx.InsertClearance(held); err != nil {
			return err
		}
		e.Act = audit.ClearanceGive
		e = e.With("level", string(want.Level)).With("issuer", want.Issuer).With("document", want.Document).With("until", want.Until.Format(time.RFC3339))
	}
	return tx.Append(e)
}

// Clearance is what an account holds now, the zero value when nothing.
func (s *Service) Clearance(ctx context.Context, id shiheng.AccountID) (HeldClearance, error) {
	held, err := s.cfg.Store.Clearance(ctx, id, s.now())
	if err != nil {
		return HeldClearance{}, fmt.Errorf("read clearance: %w", err)
	}
	return held, nil
}
