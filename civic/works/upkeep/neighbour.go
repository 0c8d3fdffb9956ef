package upkeep

import (
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

type neighbourKind struct{}

// NeighbourID names one neighbour of a system.
type NeighbourID = shiheng.ID[neighbourKind]

// A Neighbour is a military or secret-related unit near which a system stands
// or is to stand; whoever installs it asks for its consent first (R799/10).
type Neighbour struct {
	registry.Kept[neighbourKind]
	NeighbourEdit
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	State  string           `json:"state" enum:"to-ask,asked,consented,refused"`
	// The request that was issued, and the answer.
	Request    papers.DocumentID   `json:"requestId,omitzero" format:"uuid"`
	AskedOn    law.Day             `json:"askedOn,omitzero"`
	AnsweredOn law.Day             `json:"answeredOn,omitzero"`
	Answer     papers.AttachmentID `json:"answerId,omitzero" format:"uuid" doc:"The consent or refusal itself"`
	Conditions string              `json:"conditions,omitempty"`
}

// NeighbourEdit is what is entered of a neighbour.
type NeighbourEdit struct {
	Unit string `json:"unit" maxLength:"200"`
	Kind string `json:"kind" enum:"military,secret-related"`
	What string `json:"what" maxLength:"1000" doc:"Which devices, and what they would show of it"`
}

// The states of a neighbour's consent.
const (
	ToAsk     = "to-ask"
	Asked     = "asked"
	Consented = "consented"
	Refused   = "refused"
)

// NeighbourAnswer is what the neighbour said.
type NeighbourAnswer struct {
	Consent    bool                `json:"consent"`
	On         law.Day             `json:"on"`
	Answer     papers.AttachmentID `json:"answerId" format:"uuid"`
	Conditions string              `json:"conditions,omitempty" maxLength:"1000"`
}

func (e *NeighbourEdit) tidy() error {
	e.Unit, e.What = strings.TrimSpace(e.Unit), strings.TrimSpace(e.What)
	switch {
	case !named(e.Unit):
		return shiheng.Invalid("neighbour.unit").By("R799/10")
	case !slices.Contains([]string{"military", "secret-related"}, e.Kind):
		return shiheng.Invalid("neighbour.kind", "kind", e.Kind)
	case e.What == "":
		return shiheng.Invalid("neighbour.what").By("R799/10")
	}
	return nil
}

// answer notes what the neighbour said; its paper must be at hand.
func (n *Neighbour) answer(a NeighbourAnswer, today law.Day) error {
	switch {
	case a.On.IsZero() || today.Before(a.On):
		return shiheng.Invalid("neighbour.day")
	case a.Answer.IsZero():
		return shiheng.Forbidden("neighbour.no-paper").By("R799/10")
	}
	n.State = Refused
	if a.Consent {
		n.State = Consented
	}
	n.AnsweredOn, n.Answer, n.Conditions = a.On, a.Answer, strings.TrimSpace(a.Conditions)
	return nil
}

// Consent says whether a system may be installed as far as its neighbours go:
// each that is known has consented (R799/10). One that has not, or refused, is
// named; installing nevertheless is what R799/28 speaks of.
func Consent(neighbours []Neighbour) error {
	for _, n := range neighbours {
		if err := n.Lacks().Consent(); err != nil {
			return err
		}
	}
	return nil
}

// Lacks is the neighbour as gates ask for it: the zero fact when it consented.
func (n Neighbour) Lacks() registry.NeighbourFact {
	if n.State == Consented {
		return registry.NeighbourFact{}
	}
	return registry.NeighbourFact{Unit: n.Unit, Refused: n.State == Refused}
}

// Head implements registry.Record.
func (n Neighbour) Head() registry.Head {
	return registry.Head{ID: n.ID.String(), System: n.System, State: n.State, Label: n.Unit, Version: n.Version, CreatedAt: n.CreatedAt}
}

// paper is the request for consent 征求意见函.
func (n Neighbour) paper(v registry.VideoSystem, place registry.Place, by string) papers.Document {
	kinds := map[string]string{"military": "军事禁区、军事管理区等军事单位", "secret-related": "国家机关等涉密单位"}
	return papers.Document{
		Kind: papers.NeighbourAsk, Subject: audit.On("neighbour", n.ID), Date: n.AskedOn, To: n.Unit,
		Header: papers.Header{System: v.Name, FilledBy: by},
		Sections: []papers.Section{
			{Fields: []papers.Field{{Label: "征求意见单位类别", Value: kinds[n.Kind], Wide: true}, {Label: "拟安装场所", Value: place.Name, Wide: true}, {Label: "地址", Value: place.Address, Wide: true}}},
			{Title: "拟安装设备及采集范围", Text: n.What},
		},
	}
}
