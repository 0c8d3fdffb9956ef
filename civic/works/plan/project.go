package plan

import (
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

type projectKind struct{}

// ProjectID names one construction project.
type ProjectID = shiheng.ID[projectKind]

// A Stage is one of the four things that are done at the same time 四同时.
type Stage string

// The stages of W168/13, in order.
const (
	Design     Stage = "design"       // 同时设计
	Build      Stage = "construction" // 同时施工
	Acceptance Stage = "acceptance"   // 同时验收
	Use        Stage = "use"          // 同时使用
)

// Stages lists the four in order.
func Stages() []Stage { return []Stage{Design, Build, Acceptance, Use} }

// A StagePair is when the main works reached a stage, and when the video system.
type StagePair struct {
	Stage Stage   `json:"stage" enum:"design,construction,acceptance,use"`
	Main  law.Day `json:"main,omitzero" doc:"The main works"`
	Video law.Day `json:"video,omitzero" doc:"The video system"`
}

// A Project is a new, rebuilt or extended construction project that must have
// a video system.
type Project struct {
	registry.Kept[projectKind]
	ProjectEdit
	State string `json:"state" enum:"open,closed"`
}

// ProjectEdit is what is entered of a project.
type ProjectEdit struct {
	Name    string             `json:"name" maxLength:"200"`
	Kind    string             `json:"kind" enum:"new,rebuilt,extended"`
	Place   shiheng.PlaceID    `json:"placeId" format:"uuid"`
	Builder string             `json:"builder" maxLength:"200" doc:"建设单位"`
	Permits string             `json:"permits,omitempty" maxLength:"2000" doc:"Planning and building permits, with their numbers"`
	Systems []shiheng.SystemID `json:"systemIds,omitempty" nullable:"false" maxItems:"50"`
	Pairs   []StagePair        `json:"pairs,omitempty" nullable:"false" maxItems:"4"`
	// Certificates are those of the contractors and products chosen for it.
	Certificates []CertificateID       `json:"certificateIds,omitempty" nullable:"false" maxItems:"100"`
	Attachments  []papers.AttachmentID `json:"attachmentIds,omitempty" nullable:"false" maxItems:"50"`
	Closed       bool                  `json:"closed,omitempty" doc:"Nothing more is to come"`
}

// A StageLag is a stage at which the video system did not keep step.
type StageLag struct {
	Stage Stage `json:"stage" enum:"design,construction,acceptance,use"`
	// Missing: the main works are there, the video system is not.
	Missing bool `json:"missing"`
	Days    int  `json:"days" doc:"How many days later than the main works, up to today when it is missing"`
}

// Compare holds each stage of the main works against the video system's, as of
// today. A stage the main works have not reached yet cannot lag; a system that
// was earlier is in step. Each lag is a violation W168/36(3).
func Compare(pairs []StagePair, today law.Day) []StageLag {
	out := []StageLag{}
	for _, s := range Stages() {
		p := pairOf(pairs, s)
		reached := !p.Main.IsZero() && !today.Before(p.Main)
		switch {
		case !reached:
		case p.Video.IsZero() || today.Before(p.Video):
			out = append(out, StageLag{Stage: s, Missing: true, Days: days(p.Main, today)})
		case p.Main.Before(p.Video):
			out = append(out, StageLag{Stage: s, Days: days(p.Main, p.Video)})
		}
	}
	return out
}

// days counts from one day to a later one.
func days(from, to law.Day) int { return int(to.Start().Sub(from.Start()).Hours()+12) / 24 }

// Kinds of construction project.
func projectKinds() []string { return []string{"new", "rebuilt", "extended"} }

func (e *ProjectEdit) tidy() error {
	e.Name, e.Builder, e.Permits = strings.TrimSpace(e.Name), strings.TrimSpace(e.Builder), strings.TrimSpace(e.Permits)
	switch {
	case !named(e.Name):
		return shiheng.Invalid("project.name")
	case !slices.Contains(projectKinds(), e.Kind):
		return shiheng.Invalid("project.kind", "kind", e.Kind)
	case e.Place.IsZero():
		return shiheng.Invalid("project.place")
	case !named(e.Builder):
		return shiheng.Invalid("project.builder").By("W168/13")
	}
	seen := map[Stage]bool{}
	for _, p := range e.Pairs {
		if !slices.Contains(Stages(), p.Stage) || seen[p.Stage] {
			return shiheng.Invalid("project.stage", "stage", string(p.Stage)).By("W168/13")
		}
		seen[p.Stage] = true
	}
	return inOrder(e.Pairs)
}

// inOrder refuses main works that were built before they were designed.
func inOrder(pairs []StagePair) error {
	var last law.Day
	for _, s := range Stages() {
		day := pairOf(pairs, s).Main
		if day.IsZero() {
			continue
		}
		if day.Before(last) {
			return shiheng.Invalid("project.order", "stage", string(s)).By("W168/13")
		}
		last = day
	}
	return nil
}

// pairOf is the pair of a stage, the zero one when it is not there.
func pairOf(pairs []StagePair, s Stage) StagePair {
	for _, p := range pairs {
		if p.Stage == s {
			return p
		}
	}
	return StagePair{Stage: s}
}

// Head implements registry.Record.
func (p Project) Head() registry.Head {
	h := registry.Head{
		ID: p.ID.String(), Place: p.Place, State: p.State, Label: p.Name + " " + p.Builder, Version: p.Version, CreatedAt: p.CreatedAt,
	}
	if len(p.Systems) > 0 {
		h.System = p.Systems[0]
	}
	return h
}
