package plan

import (
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

type conferenceKind struct{}

// ConferenceID names one joint conference.
type ConferenceID = shiheng.ID[conferenceKind]

// A Conference is one meeting of the joint conference 联席会议 (W168/4/2).
// Agenda and minutes stand once it is minuted; its tasks go on until each is
// done.
type Conference struct {
	registry.Kept[conferenceKind]
	ConferenceEdit
	State string     `json:"state" enum:"called,minuted"`
	Tasks []FollowUp `json:"tasks" nullable:"false"`
}

// ConferenceEdit is what is entered before the minutes stand.
type ConferenceEdit struct {
	Title     string                `json:"title" maxLength:"200"`
	Level     Level                 `json:"level" enum:"city,county-city,district"`
	On        law.Day               `json:"on"`
	Chair     string                `json:"chair" maxLength:"200"`
	Attending []string              `json:"attending,omitempty" nullable:"false" maxItems:"100"`
	Agenda    []string              `json:"agenda,omitempty" nullable:"false" maxItems:"50"`
	Decisions []string              `json:"decisions,omitempty" nullable:"false" maxItems:"50"`
	Minutes   string                `json:"minutes,omitempty" maxLength:"20000"`
	Files     []papers.AttachmentID `json:"attachmentIds,omitempty" nullable:"false" maxItems:"20"`
}

// A FollowUp is what somebody must do by a day.
type FollowUp struct {
	Key    string  `json:"key,omitempty" maxLength:"40"`
	What   string  `json:"what" maxLength:"1000"`
	Who    string  `json:"who" maxLength:"200" doc:"The unit that does it"`
	Due    law.Day `json:"due"`
	Done   law.Day `json:"done,omitzero"`
	Result string  `json:"result,omitempty" maxLength:"2000"`
}

// The states of a conference.
const (
	Called  = "called"
	Minuted = "minuted"
)

func (e *ConferenceEdit) tidy() error {
	e.Title, e.Chair, e.Minutes = strings.TrimSpace(e.Title), strings.TrimSpace(e.Chair), strings.TrimSpace(e.Minutes)
	switch {
	case !named(e.Title):
		return shiheng.Invalid("conference.title")
	case !slices.Contains(Levels(), e.Level):
		return shiheng.Invalid("plan.level", "level", string(e.Level))
	case e.On.IsZero():
		return shiheng.Invalid("conference.day")
	case !named(e.Chair):
		return shiheng.Invalid("conference.chair")
	}
	return nil
}

// minute says whether the minutes may stand: it was held, and they say
// something.
func (c Conference) minute(today law.Day) error {
	switch {
	case c.State != Called:
		return shiheng.Conflict("conference.minuted")
	case today.Before(c.On):
		return shiheng.Forbidden("conference.not-held").By("W168/4/2")
	case c.Minutes == "":
		return shiheng.Invalid("conference.minutes").By("W168/4/2")
	}
	return nil
}

func (t *FollowUp) tidy() error {
	t.What, t.Who, t.Result = strings.TrimSpace(t.What), strings.TrimSpace(t.Who), strings.TrimSpace(t.Result)
	switch {
	case t.What == "" || len(t.What) > 3000:
		return shiheng.Invalid("conference.task")
	case !named(t.Who):
		return shiheng.Invalid("conference.task-unit")
	case t.Due.IsZero():
		return shiheng.Invalid("conference.task-due")
	case !t.Done.IsZero() && t.Result == "":
		return shiheng.Invalid("conference.task-result")
	}
	return nil
}

// Head implements registry.Record: it is due when the first open task is.
func (c Conference) Head() registry.Head {
	h := registry.Head{ID: c.ID.String(), State: c.State, Label: c.Title, Version: c.Version, CreatedAt: c.CreatedAt}
	for _, t := range c.Tasks {
		if t.Done.IsZero() && (h.Due.IsZero() || t.Due.Before(h.Due)) {
			h.Due = t.Due
		}
	}
	return h
}
