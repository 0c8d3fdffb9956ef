package binder

import (
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

type (
	handoverKind struct{}
	personKind   struct{}
)

// The identities of handovers and technicians.
type (
	HandoverID = shiheng.ID[handoverKind]
	PersonID   = shiheng.ID[personKind]
)

// A Handover is the custody of a binder passing from one keeper to another.
type Handover struct {
	registry.Kept[handoverKind]
	HandoverEdit
	System shiheng.SystemID `json:"systemId" format:"uuid"`
}

// HandoverEdit is what is entered of a handover.
type HandoverEdit struct {
	From   string              `json:"from,omitempty" maxLength:"200" doc:"Empty for the first keeper"`
	To     string              `json:"to" maxLength:"200"`
	On     law.Day             `json:"on"`
	Signed papers.AttachmentID `json:"signedId" format:"uuid" doc:"The list that both signed"`
	Note   string              `json:"note,omitempty" maxLength:"1000"`
}

// Head implements registry.Record.
func (h Handover) Head() registry.Head {
	return registry.Head{ID: h.ID.String(), System: h.System, State: "handover", Label: h.From + " " + h.To, Version: h.Version, CreatedAt: h.CreatedAt}
}

// follows says whether a handover may come after the one before: it begins
// with whoever has the binder, not earlier, and both signed.
func (h *HandoverEdit) follows(before *Handover, today law.Day) error {
	h.From, h.To, h.Note = strings.TrimSpace(h.From), strings.TrimSpace(h.To), strings.TrimSpace(h.Note)
	switch {
	case !named(h.To):
		return shiheng.Invalid("binder.handover-to")
	case h.On.IsZero() || today.Before(h.On):
		return shiheng.Invalid("binder.handover-day")
	case h.Signed.IsZero():
		return shiheng.Forbidden("binder.handover-unsigned").By("W168/16")
	case before == nil:
		return nil
	case h.From != before.To:
		return shiheng.Conflict("binder.handover-chain", "keeper", before.To)
	case h.On.Before(before.On):
		return shiheng.Conflict("binder.handover-order", "on", before.On.String())
	}
	return nil
}

// A Person is a technician who did some of the work (W168/16).
type Person struct {
	registry.Kept[personKind]
	PersonEdit
	System shiheng.SystemID `json:"systemId" format:"uuid"`
}

// PersonEdit is what is entered of a technician.
type PersonEdit struct {
	Name   string  `json:"name" maxLength:"100"`
	Unit   string  `json:"unit" maxLength:"200"`
	Role   string  `json:"role" enum:"design,construction,supervision,acceptance,maintenance"`
	Number string  `json:"certificateNo,omitempty" maxLength:"100" doc:"Of the professional certificate"`
	From   law.Day `json:"from"`
	To     law.Day `json:"to,omitzero"`
}

func (p *PersonEdit) tidy() error {
	p.Name, p.Unit, p.Number = strings.TrimSpace(p.Name), strings.TrimSpace(p.Unit), strings.TrimSpace(p.Number)
	switch {
	case !named(p.Name):
		return shiheng.Invalid("binder.person-name").By("W168/16")
	case !named(p.Unit):
		return shiheng.Invalid("binder.person-unit").By("W168/16")
	case !slices.Contains([]string{"design", "construction", "supervision", "acceptance", "maintenance"}, p.Role):
		return shiheng.Invalid("binder.person-role")
	case p.From.IsZero() || !p.To.IsZero() && p.To.Before(p.From):
		return shiheng.Invalid("binder.person-days")
	}
	return nil
}

// Head implements registry.Record.
func (p Person) Head() registry.Head {
	return registry.Head{ID: p.ID.String(), System: p.System, State: p.Role, Label: p.Name + " " + p.Unit, Version: p.Version, CreatedAt: p.CreatedAt}
}
