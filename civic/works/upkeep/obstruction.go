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

type obstructionKind struct{}

// ObstructionID names one obstruction.
type ObstructionID = shiheng.ID[obstructionKind]

// An Obstruction is something that stands in the way of a camera (W168/18).
// What W168/36(6) speaks of is whoever put it there, never the camera's unit.
type Obstruction struct {
	registry.Kept[obstructionKind]
	ObstructionEdit
	System  shiheng.SystemID `json:"systemId" format:"uuid"`
	State   string           `json:"state" enum:"found,told,cleared"`
	FoundOn law.Day          `json:"foundOn"`
	FoundBy string           `json:"foundBy"`
	// Told: the notice, when it was given, and by when it is to be cleared.
	ToldOn   law.Day           `json:"toldOn,omitzero"`
	Deadline law.Day           `json:"deadline,omitzero"`
	Notice   papers.DocumentID `json:"noticeId,omitzero" format:"uuid"`
	// Cleared: when, and the picture that shows it.
	ClearedOn law.Day             `json:"clearedOn,omitzero"`
	After     papers.AttachmentID `json:"afterId,omitzero" format:"uuid"`
	Outcome   string              `json:"outcome,omitempty"`
}

// ObstructionEdit is what is entered when an obstruction is found.
type ObstructionEdit struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	Kind   string           `json:"kind" enum:"greening,cables,outdoor-advertising,other"`
	// Party is who put it there: the one the notice goes to.
	Party string `json:"party,omitempty" maxLength:"200" doc:"Who obstructs"`
	What  string `json:"what" maxLength:"1000"`
	// The pair of pictures: the reference view, and the view now.
	Reference papers.AttachmentID `json:"referenceId" format:"uuid"`
	Now       papers.AttachmentID `json:"nowId" format:"uuid"`
}

// The states of an obstruction.
const (
	Found   = "found"
	Told    = "told"
	Cleared = "cleared"
)

func (e *ObstructionEdit) tidy() error {
	e.Party, e.What = strings.TrimSpace(e.Party), strings.TrimSpace(e.What)
	switch {
	case e.Camera.IsZero():
		return shiheng.Invalid("obstruction.camera")
	case !slices.Contains([]string{"greening", "cables", "outdoor-advertising", "other"}, e.Kind):
		return shiheng.Invalid("obstruction.kind", "kind", e.Kind)
	case e.What == "":
		return shiheng.Invalid("obstruction.what")
	case e.Reference.IsZero() || e.Now.IsZero() || e.Reference == e.Now:
		return shiheng.Forbidden("obstruction.photos").By("W168/18")
	}
	return nil
}

// A Telling is how the obstructing party is told.
type Telling struct {
	Party    string  `json:"party" maxLength:"200" doc:"Who obstructs"`
	Deadline law.Day `json:"deadline"`
}

// tell says whether the party may be told now, and notes it.
func (o *Obstruction) tell(t Telling, today law.Day) error {
	t.Party = strings.TrimSpace(t.Party)
	switch {
	case o.State == Cleared:
		return shiheng.Conflict("obstruction.cleared")
	case !named(t.Party):
		return shiheng.Invalid("obstruction.party").By("W168/18")
	case t.Deadline.Before(today):
		return shiheng.Invalid("obstruction.deadline").By("W168/18")
	}
	o.Party, o.State, o.ToldOn, o.Deadline = t.Party, Told, today, t.Deadline
	return nil
}

// A Clearing is how an obstruction was cleared.
type Clearing struct {
	On      law.Day             `json:"on"`
	After   papers.AttachmentID `json:"afterId" format:"uuid" doc:"The view, free again"`
	Outcome string              `json:"outcome,omitempty" maxLength:"1000"`
}

// clear closes an obstruction with the picture that shows it.
func (o *Obstruction) clear(c Clearing, today law.Day) error {
	switch {
	case o.State == Cleared:
		return shiheng.Conflict("obstruction.cleared")
	case c.On.IsZero() || c.On.Before(o.FoundOn) || today.Before(c.On):
		return shiheng.Invalid("obstruction.cleared-day")
	case c.After.IsZero():
		return shiheng.Forbidden("obstruction.no-photo").By("W168/18")
	}
	o.State, o.ClearedOn, o.After, o.Outcome = Cleared, c.On, c.After, strings.TrimSpace(c.Outcome)
	return nil
}

// Overdue reports whether the party let its day pass: W168/36(6), against it.
func (o Obstruction) Overdue(today law.Day) bool {
	return o.State == Told && o.Deadline.Before(today)
}

// Head implements registry.Record. One nobody was told of yet is due at once.
func (o Obstruction) Head() registry.Head {
	h := registry.Head{ID: o.ID.String(), System: o.System, State: o.State, Label: o.Party + " " + o.What, Version: o.Version, CreatedAt: o.CreatedAt}
	switch o.State {
	case Found:
		h.Due = o.FoundOn
	case Told:
		h.Due = o.Deadline
	}
	return h
}

func obstructionWords() map[string]string {
	return map[string]string{"greening": "园林绿化", "cables": "架设管线", "outdoor-advertising": "户外广告设施", "other": "其他"}
}

// paper is the notice 遮挡整改告知单. The camera is named by its place only.
func (o Obstruction) paper(place registry.Place, by string) papers.Document {
	return papers.Document{
		Kind: papers.Obstruction, Subject: audit.On("obstruction", o.ID), Date: o.ToldOn, To: o.Party,
		Header: papers.Header{FilledBy: by},
		Sections: []papers.Section{
			{Fields: []papers.Field{
				{Label: "地点", Value: place.Name, Wide: true}, {Label: "遮挡类型", Choices: papers.Choose(obstructionWords()[o.Kind], "园林绿化", "架设管线", "户外广告设施", "其他")},
				{Label: "发现日期", Value: o.FoundOn.String()}, {Label: "整改期限", Value: o.Deadline.String()},
			}},
			{Title: "遮挡情况", Text: o.What, Pictures: []papers.Picture{{Attachment: o.Reference, Caption: "标准画面"}, {Attachment: o.Now, Caption: "现状画面"}}},
			{Title: "告知事项", Text: "上述设施妨碍公共安全视频图像采集设备的正常运行和图像采集，请于" + o.Deadline.String() +
				"前采取修剪、迁移等措施消除妨碍。逾期未改正的，将依照《无锡市公共安全视频图像信息系统管理办法》第三十六条第（六）项处理。"},
		},
		Attachments: []papers.AttachmentID{o.Reference, o.Now},
	}
}
