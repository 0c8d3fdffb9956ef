package registry

import (
	"context"
	"fmt"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

type pushKind struct{}

// PushID names one push.
type PushID = shiheng.ID[pushKind]

// A Push is a reminder 督促 of what is owed for a system, from a department to
// one of its own trade or from the police (W168/5, 19, 21). It orders nothing
// and threatens nothing; it is on record and its parties see it.
type Push struct {
	ID        PushID                 `json:"id"`
	System    shiheng.SystemID       `json:"systemId"`
	Addressee shiheng.OrganisationID `json:"addresseeId"`
	Note      string                 `json:"note"`
	Until     law.Day                `json:"until,omitzero"` // by when an answer is hoped for
	Article   string                 `json:"article,omitempty"`
	At        time.Time              `json:"at"`
	By        shiheng.AccountID      `json:"by,omitzero"`
}

// PushFilter narrows a list of reminders; a zero field does not narrow, the
// zero Scope is nothing.
type PushFilter struct {
	Scope     Scope // of the systems
	System    shiheng.SystemID
	Addressee shiheng.OrganisationID
	Sender    shiheng.OrganisationID // the unit of whoever wrote it
}

// pushable are the articles a push may rest on.
func pushable() []string { return []string{"W168/5", "W168/19", "W168/21", "W168/22"} }

// Push reminds a party of a system. The addressee must be one of its parties.
func (s *Service) Push(ctx context.Context, actor audit.Actor, p Push) (Push, error) {
	if p.Note = strings.TrimSpace(p.Note); p.Note == "" || len(p.Note) > 2000 {
		return Push{}, shiheng.Invalid("push.note")
	}
	if p.Article == "" {
		p.Article = pushable()[0]
	}
	known := false
	for _, a := range pushable() {
		known = known || a == p.Article
	}
	if !known {
		return Push{}, shiheng.Invalid("push.article", "article", p.Article)
	}
	now := s.now()
	p.ID, p.At, p.By = shiheng.NewID[PushID](now), now, actor.Account
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		v, err := tx.System(p.System)
		if err != nil {
			return err
		}
		party := false
		for _, id := range v.Parties.All() {
			party = party || id == p.Addressee
		}
		if !party {
			return shiheng.Invalid("push.addressee")
		}
		if err := tx.InsertPush(p); err != nil {
			return err
		}
		return tx.Append(audit.New(now, actor, audit.SystemPush, audit.On("system", p.System)).
			Because(p.Article, "push").With("addressee", p.Addressee.String()).With("note", p.Note))
	})
	if err != nil {
		return Push{}, fmt.Errorf("push system: %w", err)
	}
	return p, nil
}
