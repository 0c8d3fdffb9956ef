package identity

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// An AccountChange is what of an account is to be changed; nil leaves a field.
type AccountChange struct {
	Name     *string
	Disabled *bool
	// Of ties the account to the registers.
	Of *Belonging
	// Ends is when the account stops by itself; the zero time: never, which
	// nobody gets whose organisation is here under a contract.
	Ends *time.Time
	// Version is the one the change was made from; another one in the rows is
	// an ErrConflict.
	Version int64
}

// A Belonging is an organisation and a person of it; either may be zero.
type Belonging struct {
	Organisation shiheng.OrganisationID
	Person       shiheng.PersonID
}

// join ties an account to the registers. A person brings their organisation
// with them and belongs to no other.
func (a *Account) join(tx Tx, of Belonging) error {
	if !of.Person.IsZero() {
		home, err := tx.OrganisationOf(of.Person)
		switch {
		case err != nil:
			return err
		case of.Organisation.IsZero():
			of.Organisation = home
		case of.Organisation != home:
			return shiheng.Invalid("account.person")
		}
	} else if !of.Organisation.IsZero() {
		if _, err := tx.Functions(of.Organisation); err != nil {
			return err
		}
	}
	a.Organisation, a.Person = of.Organisation, of.Person
	return nil
}

// Change changes an account. A disabled account loses its sessions, and all
// that runs under them, at once. The last administrator cannot be disabled.
func (s *Service) Change(ctx context.Context, actor audit.Actor, id shiheng.AccountID, c AccountChange) (Account, error) {
	now := s.now()
	var after Account
	var ended []shiheng.SessionID
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		a, err := tx.Account(id)
		if err != nil {
			return err
		}
		if a.Version != c.Version {
			return shiheng.Conflict("account.changed")
		}
		act := audit.AccountChange
		if c.Name != nil {
			if a.Name = strings.TrimSpace(*c.Name); a.Name == "" || len(a.Name) > 200 {
				return shiheng.Invalid("account.name")
			}
		}
		if c.Of != nil {
			if err := a.join(tx, *c.Of); err != nil {
				return err
			}
		}
		if c.Ends != nil {
			a.Ends = c.Ends.UTC().Truncate(time.Microsecond)
		}
		if c.Of != nil || c.Ends != nil || c.Disabled != nil && !*c.Disabled {
			if err := a.lasts(tx, now); err != nil {
				return err
			}
		}
		if c.Disabled != nil && *c.Disabled != a.Disabled {
			a.Disabled = *c.Disabled
			act = audit.AccountEnable
			if a.Disabled {
				act = audit.AccountDisable
			}
		}
		guard, err := guardAdministrators(tx, now)
		if err != nil {
			return err
		}
		if a.Disabled && a.ID == actor.Account {
			return shiheng.Forbidden("account.self").By("W168/29/1")
		}
		if err := tx.UpdateAccount(a); err != nil {
			return err
		}
		if a.Disabled {
			if ended, err = endAll(tx, id, shiheng.SessionID{}, now, "account.disabled"); err != nil {
				return err
			}
			if err := guard(tx); err != nil {
				return err
			}
		}
		a.Version++
		after = a
		return tx.Append(audit.New(now, actor, act, audit.On("account", id)).With("name", a.Name))
	})
	if err != nil {
		return Account{}, fmt.Errorf("change account: %w", s.onRecord(ctx, actor, audit.AccountChange, audit.On("account", id), err))
	}
	s.tellEnded(shiheng.Forbidden("account.disabled"), ended...)
	s.tellRights(id)
	return after, nil
}

// guardAdministrators looks who runs the house, its security and the audit,
// and returns what refuses the end of a transaction that would leave one of
// them to nobody. A house may begin without an auditor; once there is one,
// nobody gets rid of being watched by taking the last away (W168/29/1).
func guardAdministrators(tx Tx, now time.Time) (func(Tx) error, error) {
	roles := []Role{SystemAdministrator, SecurityAdministrator, Auditor}
	before := make([]int, len(roles))
	for i, role := range roles {
		var err error
		if before[i], err = tx.Holders(role, now); err != nil {
			return nil, err
		}
	}
	return func(tx Tx) error {
		for i, role := range roles {
			n, err := tx.Holders(role, now)
			if err != nil {
				return err
			}
			switch {
			case n > 0 || before[i] == 0:
			case role == Auditor:
				return shiheng.Forbidden("role.last-auditor").By("W168/29/1")
			default:
				return shiheng.Conflict("role.last-administrator", "role", string(role))
			}
		}
		return nil
	}, nil
}

// replaceRoles replaces what an account holds by what is asked for: missing
// ones are withdrawn, new ones assigned, equal ones left alone; each change is
// on record.
func (s *Service) replaceRoles(tx Tx, actor audit.Actor, a Account, ask Asked, now time.Time) error {
	have, err := tx.Assignments(a.ID)
	if err != nil {
		return err
	}
	left := append([]Grantable(nil), ask.Want...)
	for _, h := range have {
		if i := indexOf(left, h); i >= 0 {
			left = append(left[:i], left[i+1:]...)
			continue
		}
		if err := tx.WithdrawAssignment(h.ID, now); err != nil {
			return err
		}
		e := audit.New(now, actor, audit.RoleWithdraw, audit.On("account", a.ID)).
			With("role", string(h.Role)).With("over", h.Target.String()).With("reason", ask.Reason)
		if err := tx.Append(e); err != nil {
			return err
		}
	}
	for _, g := range left {
		if err := s.assign(tx, actor, a, given{g, ask.Reason}, now); err != nil {
			return err
		}
	}
	return nil
}

func indexOf(list []Grantable, a Assignment) int {
	for i, g := range list {
		if g.Role == a.Role && g.Target == a.Target && g.Until.Equal(a.Until) {
			return i
		}
	}
	return -1
}

// maxRoles bounds what one account holds.
const maxRoles = 500

// checkRoles is the rule of what may be given together.
func (s *Service) checkRoles(want []Grantable, profile Profile, now time.Time) error {
	if len(want) > maxRoles {
		return shiheng.Invalid("role.many", "most", strconv.Itoa(maxRoles))
	}
	for i, g := range want {
		if err := s.checkRole(g, now); err != nil {
			return err
		}
		for _, o := range want[:i] {
			if Separate(g.Role, o.Role, profile) {
				return shiheng.Forbidden("role.separate", "role", string(o.Role), "other", string(g.Role)).By("W168/29/1")
			}
		}
	}
	return nil
}

func (s *Service) checkRole(g Grantable, now time.Time) error {
	box := time.Duration(s.cfg.CommissioningDays) * 24 * time.Hour
	switch {
	case !g.Role.Known():
		return shiheng.Invalid("role.unknown", "role", string(g.Role))
	case !g.Target.fits(g.Role):
		return shiheng.Invalid("role.target", "role", string(g.Role))
	case !g.Until.IsZero() && !g.Until.After(now):
		return shiheng.Invalid("role.until", "role", string(g.Role))
	case g.Role == Commissioning && (g.Until.IsZero() || g.Until.After(now.Add(box))):
		return shiheng.Invalid("role.commissioning-until", "days", strconv.Itoa(s.cfg.CommissioningDays))
	}
	return nil
}

// fitsOrganisation refuses a role over an organisation that is not of the kind
// the role is for.
func fitsOrganisation(tx Tx, g Grantable) error {
	if g.Target.Organisation.IsZero() {
		return nil
	}
	has, err := tx.Functions(g.Target.Organisation)
	if err != nil {
		return err
	}
	if need := g.Role.Needs(); need != "" && !slices.Contains(has, need) {
		return shiheng.Invalid("role.function", "role", string(g.Role), "function", need)
	}
	return nil
}

// given is a role with the reason it is given for.
type given struct {
	Grantable
	reason string
}

func (s *Service) assign(tx Tx, actor audit.Actor, a Account, g given, now time.Time) error {
	if err := fitsOrganisation(tx, g.Grantable); err != nil {
		return err
	}
	err := tx.InsertAssignment(Assignment{
		ID: shiheng.NewID[AssignmentID](now), Account: a.ID, Role: g.Role, Target: g.Target,
		From: now, Until: g.Until.UTC().Truncate(time.Microsecond), By: actor.Account, Reason: g.reason,
	})
	if err != nil {
		return err
	}
	e := audit.New(now, actor, audit.RoleAssign, audit.On("account", a.ID)).
		With("role", string(g.Role)).With("over", g.Target.String()).With("reason", g.reason)
	if !g.Until.IsZero() {
		e = e.With("until", g.Until.UTC().Format(time.RFC3339))
	}
	return tx.Append(e)
}
