package registry

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

type instructionKind struct{}

// InstructionID names one instruction.
type InstructionID = shiheng.ID[instructionKind]

// A Matter is what an instruction decides.
type Matter string

// The matters.
const (
	// ClassOrder: when space runs out, cameras do without in the order of their
	// classes; before it is given nothing is left on devices and nothing stops
	// by class (design, "Full").
	ClassOrder Matter = "class-order"
	// ShortageAccepted: cameras may be enabled whose footage does not fit, until
	// the disks are expanded at the latest on a day (W168/28).
	ShortageAccepted Matter = "shortage"
)

// Matters lists every matter.
func Matters() []Matter { return []Matter{ClassOrder, ShortageAccepted} }

// An Instruction is what the head of the unit decided in writing. The paper is
// with the unit; the register keeps what finds it.
type Instruction struct {
	ID        InstructionID
	Matter    Matter
	Head      string  // who signed it
	Signed    law.Day // when
	Reference string  // number or title of the document
	// ExpandBy is the day by which the disks are expanded; of ShortageAccepted.
	ExpandBy law.Day
	At       time.Time
	By       shiheng.AccountID // who entered it
	Ended    time.Time         // withdrawn, or followed by another
}

// InForce reports whether the instruction counts on a day.
func (i Instruction) InForce(today law.Day) bool {
	return !i.ID.IsZero() && i.Ended.IsZero() && (i.Matter != ShortageAccepted || !i.ExpandBy.Before(today))
}

func (i *Instruction) tidy(today law.Day) error {
	i.Head, i.Reference = strings.TrimSpace(i.Head), strings.TrimSpace(i.Reference)
	switch {
	case !slices.Contains(Matters(), i.Matter):
		return shiheng.Invalid("instruction.matter", "matter", string(i.Matter))
	case !named(i.Head):
		return shiheng.Invalid("instruction.head")
	case !named(i.Reference):
		return shiheng.Invalid("instruction.reference")
	case i.Signed.IsZero() || today.Before(i.Signed):
		return shiheng.Invalid("instruction.signed")
	case (i.Matter == ShortageAccepted) == i.ExpandBy.IsZero():
		return shiheng.Invalid("instruction.expand-by")
	case !i.ExpandBy.IsZero() && i.ExpandBy.Before(today):
		return shiheng.Invalid("instruction.expand-by")
	}
	return nil
}

// Instruct enters an instruction of the unit's head. It takes the place of the
// one on the same matter that was in force.
func (s *Service) Instruct(ctx context.Context, actor audit.Actor, in Instruction) (Instruction, error) {
	now := s.now()
	if err := in.tidy(law.DayOf(now)); err != nil {
		return Instruction{}, err
	}
	in.ID, in.At, in.By, in.Ended = shiheng.NewID[InstructionID](now), now, actor.Account, time.Time{}
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		old, err := tx.Instruction(in.Matter)
		if err != nil {
			return err
		}
		if !old.ID.IsZero() {
			if err := tx.EndInstruction(old.ID, now); err != nil {
				return err
			}
		}
		if err := tx.InsertInstruction(in); err != nil {
			return err
		}
		return tx.Append(in.event(now, actor, audit.InstructionMake))
	})
	if err != nil {
		return Instruction{}, fmt.Errorf("enter instruction: %w", err)
	}
	return in, nil
}

func (i Instruction) event(now time.Time, actor audit.Actor, act audit.Act) audit.Event {
	e := audit.New(now, actor, act, audit.On("instruction", i.ID)).Because("W168/28", string(i.Matter)).
		With("head", i.Head).With("signed", i.Signed.String()).With("reference", i.Reference)
	if !i.ExpandBy.IsZero() {
		e = e.With("expandBy", i.ExpandBy.String())
	}
	return e
}

// Withdraw ends the instruction on a matter that is in force, or is an
// ErrNotFound. What was done by it stays done; findings it led to stay open.
func (s *Service) Withdraw(ctx context.Context, actor audit.Actor, id InstructionID) error {
	now := s.now()
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		for _, m := range Matters() {
			in, err := tx.Instruction(m)
			if err != nil {
				return err
			}
			if in.ID != id {
				continue
			}
			if err := tx.EndInstruction(id, now); err != nil {
				return err
			}
			return tx.Append(in.event(now, actor, audit.InstructionEnd))
		}
		return shiheng.NotFound("instruction.none")
	})
	if err != nil {
		return fmt.Errorf("withdraw instruction: %w", err)
	}
	return nil
}

// Instructed returns the instruction on a matter that counts today; false when
// there is none.
func (s *Service) Instructed(ctx context.Context, m Matter) (Instruction, bool, error) {
	in, err := s.cfg.Store.Instruction(ctx, m)
	if err != nil {
		return Instruction{}, false, fmt.Errorf("look for instruction: %w", err)
	}
	return in, in.InForce(law.DayOf(s.now())), nil
}
