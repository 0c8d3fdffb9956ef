package party

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// Config is what a Service needs. Store and Sealer are required.
type Config struct {
	Store  Store
	Sealer Sealer
	// Left is told of a person who left, after that is on record: whatever he
	// could do here ends at once. It may be told twice. Optional.
	Left func(ctx context.Context, actor audit.Actor, person shiheng.PersonID) error
	Now  func() time.Time // time.Now when nil
}

// Service is the room's desk: it holds the rules and writes each change
// together with its event. Whether the actor may ask is civic/access's to say,
// and was asked before. Safe for concurrent use.
type Service struct{ cfg Config }

// New makes a service.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Sealer == nil {
		return nil, errors.New("party: Store and Sealer are required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Service{cfg: cfg}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Read gives the lists and lookups of the store, which need no rule.
func (s *Service) Read() Store { return s.cfg.Store }

// SaveOrganisation makes an organisation (zero ID) or changes one; then
// o.Version must be the one that was read. A code another one has is an
// ErrConflict.
func (s *Service) SaveOrganisation(ctx context.Context, actor audit.Actor, o Organisation) (Organisation, error) {
	if err := o.tidy(); err != nil {
		return Organisation{}, err
	}
	now := s.now()
	isNew := o.ID.IsZero()
	if isNew {
		o.ID, o.CreatedAt, o.Version = shiheng.NewID[shiheng.OrganisationID](now), now, 1
	}
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := checkAbove(tx, o); err != nil {
			return err
		}
		act, save := audit.OrganisationChange, tx.UpdateOrganisation
		if isNew {
			act, save = audit.OrganisationCreate, tx.InsertOrganisation
		}
		if err := save(o); err != nil {
			return err
		}
		return tx.Append(audit.New(now, actor, act, audit.On("organisation", o.ID)).With("name", o.Name).
			With("functions", joined(o.Functions)).With("division", o.Division).With("trade", o.Trade))
	})
	if err != nil {
		return Organisation{}, fmt.Errorf("save organisation: %w", err)
	}
	return s.cfg.Store.Organisation(ctx, o.ID)
}

func joined(list []Function) string {
	words := make([]string, len(list))
	for i, f := range list {
		words[i] = string(f)
	}
	return strings.Join(words, " ")
}

// checkAbove walks up from o and refuses a missing one above, a ring, and a
// tree too deep.
func checkAbove(tx Tx, o Organisation) error {
	at := o.Parent
	for range maxDepth {
		switch {
		case at.IsZero():
			return nil
		case at == o.ID:
			return shiheng.Invalid("organisation.ring")
		}
		up, err := tx.Organisation(at)
		if err != nil {
			return err
		}
		at = up.Parent
	}
	return shiheng.Invalid("organisation.depth")
}

// SavePerson makes a person (zero ID) or changes one; then p.Version must be
// the one that was read. An empty identity number keeps the one there was; it
// is sealed here and stands in no event.
func (s *Service) SavePerson(ctx context.Context, actor audit.Actor, p Person) (Person, error) {
	if err := p.tidy(); err != nil {
		return Person{}, err
	}
	now := s.now()
	isNew := p.ID.IsZero()
	if isNew {
		p.ID, p.CreatedAt, p.Version = shiheng.NewID[shiheng.PersonID](now), now, 1
	}
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		saved := p
		if _, err := tx.Organisation(saved.Organisation); err != nil {
			return err
		}
		act, save := audit.PersonChange, tx.UpdatePerson
		if isNew {
			act, save = audit.PersonCreate, tx.InsertPerson
		} else {
			old, err := tx.Person(saved.ID)
			if err != nil {
				return err
			}
			saved.Sealed, saved.Masked = old.Sealed, old.Masked
		}
		if err := s.seal(&saved); err != nil {
			return err
		}
		if err := save(saved); err != nil {
			return err
		}
		return tx.Append(audit.New(now, actor, act, audit.On("person", saved.ID)).
			With("organisation", saved.Organisation.String()))
	})
	if err != nil {
		return Person{}, fmt.Errorf("save person: %w", err)
	}
	if p.Left && s.cfg.Left != nil {
		if err := s.cfg.Left(ctx, actor, p.ID); err != nil {
			return Person{}, fmt.Errorf("save person: %w", err)
		}
	}
	return s.cfg.Store.Person(ctx, p.ID)
}

// seal turns an identity number that was typed into what rows may keep.
func (s *Service) seal(p *Person) (err error) {
	if p.IdentityNumber == "" {
		return nil
	}
	if p.Sealed, err = s.cfg.Sealer.Seal([]byte(p.IdentityNumber), personPurpose(p.ID)); err != nil {
		return fmt.Errorf("seal identity number: %w", err)
	}
	p.Masked, p.IdentityNumber = mask(p.IdentityNumber), ""
	return nil
}

// IdentityNumber opens the identity number of a person for the part that
// prints it on a paper, and puts that on record; empty when none is kept.
func (s *Service) IdentityNumber(ctx context.Context, actor audit.Actor, id shiheng.PersonID) (string, error) {
	p, err := s.cfg.Store.Person(ctx, id)
	if err != nil || len(p.Sealed) == 0 {
		return "", err
	}
	plain, err := s.cfg.Sealer.Open(p.Sealed, personPurpose(id))
	if err != nil {
		return "", fmt.Errorf("open identity number: %w", err)
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		return tx.Append(audit.New(s.now(), actor, audit.PersonOpen, audit.On("person", id)))
	})
	if err != nil {
		return "", fmt.Errorf("record opened identity number: %w", err)
	}
	return string(plain), nil
}

func personPurpose(id shiheng.PersonID) string { return "person:" + id.String() }
