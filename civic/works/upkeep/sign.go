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

type signKind struct{}

// SignID names one sign.
type SignID = shiheng.ID[signKind]

// A Sign tells people that cameras watch here 明显标志.
type Sign struct {
	registry.Kept[signKind]
	SignEdit
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	State  string           `json:"state" enum:"up,damaged,missing,taken-down"`
	Checks []SignCheck      `json:"checks" nullable:"false" doc:"The newest last"`
	// Next is the day by which it is looked at again.
	Next law.Day `json:"next,omitzero"`
}

// SignEdit is what is entered of a sign.
type SignEdit struct {
	Where   string              `json:"where" maxLength:"200" doc:"Where it hangs"`
	Text    string              `json:"text" maxLength:"500" doc:"What it says"`
	Unit    string              `json:"unit" maxLength:"200" doc:"The management unit, as the public reads it"`
	Contact string              `json:"contact" maxLength:"100" doc:"How the public reaches it"`
	Cameras []shiheng.CameraID  `json:"cameraIds,omitempty" nullable:"false" maxItems:"500" doc:"Those it covers"`
	Photo   papers.AttachmentID `json:"photoId,omitzero" format:"uuid"`
}

// A SignCheck is one look at a sign.
type SignCheck struct {
	On     law.Day             `json:"on"`
	Result string              `json:"result" enum:"up,damaged,missing,taken-down"`
	By     string              `json:"by,omitempty"`
	Note   string              `json:"note,omitempty" maxLength:"500"`
	Photo  papers.AttachmentID `json:"photoId,omitzero" format:"uuid"`
}

// The states of a sign, which are the results of looking at it.
const (
	SignUp      = "up"
	SignDamaged = "damaged"
	SignMissing = "missing"
	SignDown    = "taken-down"
)

// SignEvery is how often a sign is looked at again, in days: a house rule,
// since the article gives no number.
const SignEvery = 90

func (e *SignEdit) tidy() error {
	e.Where, e.Text, e.Unit, e.Contact = strings.TrimSpace(e.Where), strings.TrimSpace(e.Text), strings.TrimSpace(e.Unit), strings.TrimSpace(e.Contact)
	switch {
	case !named(e.Where):
		return shiheng.Invalid("sign.where").By("W168/14")
	case e.Text == "":
		return shiheng.Invalid("sign.text").By("W168/14")
	case !named(e.Unit):
		return shiheng.Invalid("sign.unit").By("R799/13")
	case !named(e.Contact):
		return shiheng.Invalid("sign.contact").By("R799/13")
	}
	return nil
}

// check adds a look at the sign. One that is up again is looked at a round
// later; one that is not at once.
func (s *Sign) check(c SignCheck, today law.Day) error {
	switch {
	case !slices.Contains([]string{SignUp, SignDamaged, SignMissing, SignDown}, c.Result):
		return shiheng.Invalid("sign.result", "result", c.Result)
	case c.On.IsZero() || today.Before(c.On):
		return shiheng.Invalid("sign.day")
	case s.State == SignDown:
		return shiheng.Conflict("sign.taken-down")
	case c.Result == SignUp && c.Photo.IsZero() && s.Photo.IsZero():
		return shiheng.Forbidden("sign.no-photo").By("W168/14")
	}
	s.Checks = append(s.Checks, c)
	if over := len(s.Checks) - 200; over > 0 {
		s.Checks = s.Checks[over:]
	}
	s.State = c.Result
	switch c.Result {
	case SignUp:
		s.Next = c.On.Add(SignEvery)
	case SignDown:
		s.Next = law.Day{}
	default:
		s.Next = c.On
	}
	return nil
}

// Checked reports whether the sign is up and was looked at within its round.
func (s Sign) Checked(today law.Day) bool { return s.State == SignUp && !s.Next.Before(today) }

// Head implements registry.Record.
func (s Sign) Head() registry.Head {
	return registry.Head{ID: s.ID.String(), System: s.System, State: s.State, Due: s.Next, Label: s.Where + " " + s.Unit, Version: s.Version, CreatedAt: s.CreatedAt}
}

// Uncovered lists the cameras that no sign covers which is up and was looked
// at in time (K23).
func Uncovered(cameras []shiheng.CameraID, signs []Sign, today law.Day) []shiheng.CameraID {
	covered := map[shiheng.CameraID]bool{}
	for _, s := range signs {
		if !s.Checked(today) {
			continue
		}
		for _, c := range s.Cameras {
			covered[c] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(cameras), func(c shiheng.CameraID) bool { return covered[c] })
}

// paper is the sign as it is hung up: what it says, who manages the system and
// how to reach them. Nothing else stands on it or behind its code: place,
// system, cameras and equipment are basic information (W168/26/1).
func (s Sign) paper(kind papers.Kind) papers.Document {
	return papers.Document{
		Kind: kind, Subject: audit.On("sign", s.ID),
		Header:   papers.Header{Unit: s.Unit, Contact: s.Contact},
		Sections: []papers.Section{{Text: s.Text}},
	}
}
