package identity

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// Leave takes everything from a person who left, at once: accounts, sessions
// with all that runs under them, rights, and what waits on their word. It is
// called when the register says so, and [Service.Sweep] repeats it for what
// was cut short. Only the last administrator is refused: the house would be
// left to nobody.
func (s *Service) Leave(ctx context.Context, actor audit.Actor, person shiheng.PersonID) error {
	ids, err := s.cfg.Store.AccountsOf(ctx, person)
	if err != nil {
		return fmt.Errorf("accounts of a leaver: %w", err)
	}
	var failed []error
	for _, id := range ids {
		failed = append(failed, s.dismiss(ctx, actor, id, "account.left"))
	}
	return errors.Join(failed...)
}

// endSpent dismisses the accounts whose time ran out, and those of leavers
// whom the register knows and this room was not told of.
func (s *Service) endSpent(ctx context.Context, now time.Time) error {
	spent, err := s.cfg.Store.Spent(ctx, now)
	if err != nil {
		return fmt.Errorf("spent accounts: %w", err)
	}
	var failed []error
	for _, a := range spent {
		cause := "account.left"
		if a.over(now) {
			cause = "account.over"
		}
		failed = append(failed, s.dismiss(ctx, audit.House("identity"), a.ID, cause))
	}
	return errors.Join(failed...)
}

// dismiss disables an account with everything it holds, in one transaction.
func (s *Service) dismiss(ctx context.Context, actor audit.Actor, id shiheng.AccountID, cause string) error {
	now := s.now()
	var ended []shiheng.SessionID
	gone := false
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		a, err := tx.Account(id)
		if err != nil {
			return err
		}
		held, err := tx.Assignments(id)
		if err != nil {
			return err
		}
		if gone = !a.Disabled || len(held) > 0; !gone {
			return nil // nothing is left to take
		}
		guard, err := guardAdministrators(tx, now)
		if err != nil {
			return err
		}
		a.Disabled = true
		if err := tx.UpdateAccount(a); err != nil {
			return err
		}
		if err := s.replaceRoles(tx, actor, a, Asked{Reason: cause}, now); err != nil {
			return err
		}
		if ended, err = endAll(tx, id, shiheng.SessionID{}, now, cause); err != nil {
			return err
		}
		if err := tx.WithdrawClearances(id, now); err != nil {
			return err
		}
		if err := s.dropChanges(tx, actor, id, now); err != nil {
			return err
		}
		if err := guard(tx); err != nil {
			return err
		}
		return tx.Append(audit.New(now, actor, audit.AccountDisable, audit.On("account", id)).With("name", a.Name).With("cause", cause))
	})
	if err != nil {
		return fmt.Errorf("dismiss account %s: %w", id, err)
	}
	if gone {
		s.tellEnded(shiheng.Forbidden("account.disabled"), ended...)
		s.tellRights(id)
	}
	return nil
}

// dropChanges withdraws what an account proposed and what is proposed for it.
func (s *Service) dropChanges(tx Tx, actor audit.Actor, id shiheng.AccountID, now time.Time) error {
	open, err := tx.OpenChanges(id)
	if err != nil {
		return err
	}
	for _, c := range open {
		c.State, c.Decider, c.DecidedAt = ChangeWithdrawn, actor.Account, now
		if err := tx.UpdateChange(c); err != nil {
			return err
		}
		if err := tx.Append(s.changeEvent(audit.RightWithdraw, actor, c, now)); err != nil {
			return err
		}
	}
	return nil
}

// lasts refuses an account that may not go on as it is: of somebody who left,
// over already, or a contractor's without the end of the contract.
func (a Account) lasts(tx Tx, now time.Time) error {
	if !a.Person.IsZero() {
		left, err := tx.HasLeft(a.Person)
		switch {
		case err != nil:
			return err
		case left:
			return shiheng.Conflict("account.left")
		}
	}
	if a.over(now) {
		return shiheng.Invalid("account.ends")
	}
	if a.Organisation.IsZero() || !a.Ends.IsZero() {
		return nil
	}
	functions, err := tx.Functions(a.Organisation)
	if err == nil && onlyContracts(functions) {
		err = shiheng.Invalid("account.contract-end")
	}
	return err
}

// onlyContracts reports whether an organisation is here under a contract and
// for nothing else.
func onlyContracts(functions []string) bool {
	for _, f := range functions {
		if f != "contractor" {
			return false
		}
	}
	return len(functions) > 0
}
