package identity

import (
	"context"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// SetRoles asks that an account hold want and nothing else, with the reason
// why. In the site profile, and for the house itself, it takes effect at once;
// in the bureau profile it is proposed and waits for [Service.ConfirmChange]
// by another person. Nobody sets one's own. One account never holds two roles
// that [Separate] keeps apart, and the house never loses its last
// administrator.
func (s *Service) SetRoles(ctx context.Context, actor audit.Actor, id shiheng.AccountID, want []Grantable, reason string) (RightChange, error) {
	return s.ask(ctx, actor, audit.On("account", id), reason, func(tx Tx, c *RightChange, p Policy, now time.Time) error {
		if id == actor.Account {
			return shiheng.Forbidden("account.self").By("W168/29/1")
		}
		if _, err := tx.Account(id); err != nil {
			return err
		}
		have, err := tx.Assignments(id)
		if err != nil {
			return err
		}
		c.Kind, c.Account, c.Ask.Had, c.Ask.Want = RolesChange, id, grantables(have), inOrder(want)
		for i := range c.Ask.Want {
			c.Ask.Want[i].Until = c.Ask.Want[i].Until.UTC().Truncate(time.Microsecond)
		}
		if err := s.checkRoles(want, p.Profile, now); err != nil {
			return err
		}
		for _, g := range want {
			if err := fitsOrganisation(tx, g); err != nil {
				return err
			}
		}
		return nil
	})
}

// SetProfile asks that the house keep its duties apart as the profile says.
// More separation takes effect at once, when the people for it are there; less
// of it is proposed and takes two.
func (s *Service) SetProfile(ctx context.Context, actor audit.Actor, want Profile, reason string) (RightChange, error) {
	return s.ask(ctx, actor, audit.Object{Kind: "setting", ID: ProfileSetting}, reason, func(tx Tx, c *RightChange, p Policy, now time.Time) error {
		switch {
		case !want.Known():
			return shiheng.Invalid("profile.unknown", "profile", string(want))
		case want == p.Profile:
			return shiheng.Conflict("profile.same")
		}
		c.Kind, c.Ask.Profile = ProfileChange, want
		if want == Bureau {
			return fitsBureau(tx, now)
		}
		return nil
	})
}

// ProfileSetting is the name under which rows keep the profile.
const ProfileSetting = "identity.profile"

// fitsBureau refuses the bureau profile while one account joins what it keeps
// apart, or too few are there to make and confirm a change and to audit it.
func fitsBureau(tx Tx, now time.Time) error {
	all, err := tx.Assignments(shiheng.AccountID{})
	if err != nil {
		return err
	}
	held := map[shiheng.AccountID][]Role{}
	for _, a := range all {
		for _, other := range held[a.Account] {
			if Separate(a.Role, other, Bureau) {
				return shiheng.Conflict("profile.joined", "account", a.Account.String())
			}
		}
		held[a.Account] = append(held[a.Account], a.Role)
	}
	for _, role := range []Role{SystemAdministrator, SecurityAdministrator, Auditor} {
		n, err := tx.Holders(role, now)
		if err != nil {
			return err
		}
		if n == 0 {
			return shiheng.Conflict("profile.people", "role", string(role))
		}
	}
	return nil
}

// ask opens a change: done at once, or proposed. fill says what is asked for
// and refuses what may not be.
func (s *Service) ask(ctx context.Context, actor audit.Actor, on audit.Object, reason string, fill func(Tx, *RightChange, Policy, time.Time) error) (RightChange, error) {
	now := s.now()
	p, err := s.policy(ctx)
	if err != nil {
		return RightChange{}, err
	}
	byHouse := actor.Account.IsZero()
	if !byHouse {
		if reason, err = reasoned(reason); err != nil {
			return RightChange{}, err
		}
	}
	var c RightChange
	var pass pending
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		c, pass = RightChange{
			ID: shiheng.NewID[ChangeID](now), Ask: Asked{Reason: reason}, State: ChangeProposed,
			Proposer: actor.Account, ProposedAt: now, Expires: now.Add(changeLife),
		}, pending{}
		if err := fill(tx, &c, p, now); err != nil {
			return err
		}
		c.Digest = c.digest()
		if p.Profile == Bureau && !byHouse {
			if err := tx.InsertChange(c); err != nil {
				return err
			}
			return tx.Append(s.changeEvent(audit.RightPropose, actor, c, now))
		}
		c.State, c.Decider, c.DecidedAt, c.Told = ChangeDone, actor.Account, now, !byHouse
		if err := tx.InsertChange(c); err != nil {
			return err
		}
		pass, err = s.apply(tx, actor, c, now)
		return err
	})
	if err != nil {
		act := audit.RightPropose
		if on.Kind == "account" {
			act = audit.RoleAssign
		}
		return RightChange{}, fmt.Errorf("change rights: %w", s.onRecord(ctx, actor, act, on, err))
	}
	s.passOn(pass)
	return c, nil
}

// pending is whom to tell once a change is committed.
type pending struct {
	account shiheng.AccountID
	policy  bool
}

// apply carries a change out, within the transaction that closes it.
func (s *Service) apply(tx Tx, actor audit.Actor, c RightChange, now time.Time) (pending, error) {
	if c.Kind == ProfileChange {
		if err := tx.SetProfile(c.Ask.Profile, actor.Account, now); err != nil {
			return pending{}, err
		}
		e := audit.New(now, actor, audit.SettingChange, audit.Object{Kind: "setting", ID: ProfileSetting}).
			With("value", string(c.Ask.Profile)).With("reason", c.Ask.Reason)
		return pending{policy: true}, tx.Append(e)
	}
	if c.Kind == ClearanceChange {
		return pending{account: c.Account}, s.clear(tx, actor, c, now)
	}
	a, err := tx.Account(c.Account)
	if err != nil {
		return pending{}, err
	}
	guard, err := guardAdministrators(tx, now)
	if err != nil {
		return pending{}, err
	}
	if err := s.replaceRoles(tx, actor, a, c.Ask, now); err != nil {
		return pending{}, err
	}
	return pending{account: c.Account}, guard(tx)
}

func (s *Service) passOn(p pending) {
	if p.policy && s.cfg.PolicyChanged != nil {
		s.cfg.PolicyChanged()
	}
	if !p.account.IsZero() {
		s.tellRights(p.account)
	}
}

func (s *Service) changeEvent(act audit.Act, actor audit.Actor, c RightChange, now time.Time) audit.Event {
	on := audit.Object{Kind: "setting", ID: ProfileSetting}
	if c.Kind != ProfileChange {
		on = audit.On("account", c.Account)
	}
	return audit.New(now, actor, act, on).With("change", c.ID.String()).With("digest", c.Digest).With("reason", c.Ask.Reason)
}

// ConfirmChange carries out a proposed change as a second person, who saw what
// has the digest. It is refused by whoever proposed it, by whom it is about,
// when what was held moved meanwhile, and when its time is over.
func (s *Service) ConfirmChange(ctx context.Context, p Principal, id ChangeID, digest string) (RightChange, error) {
	now := s.now()
	policy, err := s.policy(ctx)
	if err != nil {
		return RightChange{}, err
	}
	var c RightChange
	var pass pending
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		if c, err = tx.Change(id); err != nil {
			return err
		}
		by, err := tx.Account(p.Account.ID)
		if err != nil {
			return err
		}
		proposer, err := tx.Account(c.Proposer)
		if err != nil {
			return err
		}
		if err := c.MayConfirm(by, proposer, now); err != nil {
			return err
		}
		if digest != c.Digest || c.Digest != c.digest() {
			return shiheng.Conflict("change.other")
		}
		if err := s.stillFits(tx, c, policy, now); err != nil {
			return err
		}
		c.State, c.Decider, c.DecidedAt = ChangeDone, p.Account.ID, now
		if err := tx.UpdateChange(c); err != nil {
			return err
		}
		if err := tx.Append(s.changeEvent(audit.RightConfirm, p.Actor(), c, now).With("proposer", proposer.Login)); err != nil {
			return err
		}
		pass, err = s.apply(tx, p.Actor(), c, now)
		return err
	})
	if err != nil {
		return RightChange{}, fmt.Errorf("confirm change: %w", s.onRecord(ctx, p.Actor(), audit.RightConfirm, audit.On("right-change", id), err))
	}
	s.passOn(pass)
	return c, nil
}

// stillFits refuses a change whose ground moved since it was proposed.
func (s *Service) stillFits(tx Tx, c RightChange, p Policy, now time.Time) error {
	switch {
	case c.Kind == ProfileChange, c.Kind == ClearanceChange && c.Ask.Clearance == nil:
		return nil
	case c.Kind == ClearanceChange:
		return c.Ask.Clearance.tidy(now)
	}
	have, err := tx.Assignments(c.Account)
	if err != nil {
		return err
	}
	if !sameRights(grantables(have), c.Ask.Had) {
		return shiheng.Conflict("change.moved")
	}
	return s.checkRoles(c.Ask.Want, p.Profile, now)
}

// WithdrawChange ends a proposed change without effect.
func (s *Service) WithdrawChange(ctx context.Context, actor audit.Actor, id ChangeID) (RightChange, error) {
	return s.settle(ctx, actor, id, audit.RightWithdraw, func(c *RightChange, now time.Time) error {
		if err := c.MayWithdraw(); err != nil {
			return err
		}
		c.State, c.Decider, c.DecidedAt = ChangeWithdrawn, actor.Account, now
		return nil
	})
}

// AcknowledgeChange puts on record that the auditor took note of a change that
// one person made.
func (s *Service) AcknowledgeChange(ctx context.Context, actor audit.Actor, id ChangeID) (RightChange, error) {
	return s.settle(ctx, actor, id, audit.RightNote, func(c *RightChange, now time.Time) error {
		if err := c.MayAcknowledge(); err != nil {
			return err
		}
		c.Acknowledger, c.Acknowledged = actor.Account, now
		return nil
	})
}

func (s *Service) settle(ctx context.Context, actor audit.Actor, id ChangeID, act audit.Act, do func(*RightChange, time.Time) error) (c RightChange, err error) {
	now := s.now()
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		if c, err = tx.Change(id); err != nil {
			return err
		}
		if err := do(&c, now); err != nil {
			return err
		}
		if err := tx.UpdateChange(c); err != nil {
			return err
		}
		return tx.Append(s.changeEvent(act, actor, c, now))
	})
	if err != nil {
		return RightChange{}, fmt.Errorf("settle change: %w", err)
	}
	return c, nil
}

// Changes lists changes of rights, newest first; open ones only those that
// wait for somebody: a second person, or the auditor's note.
func (s *Service) Changes(ctx context.Context, open bool, p audit.Paging) (audit.Page[RightChange], error) {
	return s.cfg.Store.Changes(ctx, open, p)
}

// Names are what the things that targets name are called now, by their ids.
// What is no longer there has none.
type Names struct {
	Places        map[shiheng.PlaceID]string
	Systems       map[shiheng.SystemID]string
	Cameras       map[shiheng.CameraID]string
	Organisations map[shiheng.OrganisationID]string
}

// Names says what the things that targets name are called. Names are open
// information: whoever may read rights may know over what they are given.
func (s *Service) Names(ctx context.Context, targets ...Target) (Names, error) {
	n, err := s.cfg.Store.Names(ctx, targets)
	if err != nil {
		return Names{}, fmt.Errorf("names of what rights are over: %w", err)
	}
	return n, nil
}

// expireChanges closes proposals that nobody confirmed in time.
func (s *Service) expireChanges(ctx context.Context, now time.Time) error {
	late, err := s.cfg.Store.LateChanges(ctx, now)
	if err != nil {
		return fmt.Errorf("late changes: %w", err)
	}
	for _, old := range late {
		_, err := s.settle(ctx, audit.House("identity"), old.ID, audit.RightExpire, func(c *RightChange, now time.Time) error {
			if c.State != ChangeProposed {
				return shiheng.Conflict("change.decided")
			}
			c.State, c.DecidedAt = ChangeExpired, now
			return nil
		})
		if err != nil && code(err) != "change.decided" { // somebody was faster
			return err
		}
	}
	return nil
}
