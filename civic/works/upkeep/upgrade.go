package upkeep

import (
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

type upgradeKind struct{}

// UpgradeID names one assessment of a system from before the order.
type UpgradeID = shiheng.ID[upgradeKind]

// A Demand is something a system from before the order is held against.
type Demand struct {
	Code string `json:"code"`
	Zh   string `json:"zh"`
	En   string `json:"en"`
	// Article or standard it rests on; for a house rule the duty it serves.
	Basis string `json:"basis"`
	// House: the number is ours; the standard leaves it open, or is not at hand.
	House bool `json:"house"`
}

// Demands is what W168/19 calls the standards in force, as a list. What the
// product has not got the standard's text for is marked as a house rule.
func Demands() []Demand {
	return []Demand{
		{"kept-days", "视频图像信息留存不少于30日（重点目标90日）", "footage is kept for 30 days (key targets 90)", "W168/28/2", false},
		{"continuous", "24小时连续录像", "recorded around the clock", "W168/28/1", false},
		{"sign", "设置明显标志", "a clear sign is up", "W168/14", false},
		{"fixed-view", "采集范围固定并留存标准画面", "the capture range is fixed, its reference view kept", "W168/14", false},
		{"interface", "预留联网共享平台接口", "interfaces to the sharing platform are reserved", "W168/11", false},
		{"mlps", "网络安全等级保护", "multi-level protection", "W168/11", false},
		{"access-control", "授权管理、访问控制", "authorisation and access control", "W168/29/1", false},
		{"evidence", "具备信息保全手段", "evidence can be preserved", "W168/29/2", false},
		{"gb28181", "按 GB/T 28181 联网", "speaks GB/T 28181", "GB/T 28181", false},
		{"resolution", "图像分辨率不低于1920×1080", "pictures of at least 1920×1080", "W168/19/1", true},
		{"frame-rate", "帧率不低于25帧/秒", "at least 25 pictures a second", "W168/19/1", true},
		{"night", "夜间画面可辨识", "the night picture can be made out", "W168/19/1", true},
		{"clock", "时钟误差不超过5秒", "the clock is off by 5 seconds at most", "W168/19/1", true},
		{"osd", "画面标注时间、地点", "time and place stand in the picture", "W168/19/1", true},
		{"power", "备用电源不少于1小时", "an hour of standby power", "W168/19/1", true},
	}
}

// A Gap is how a system answers one demand.
type Gap struct {
	Demand string `json:"demand" maxLength:"40"`
	Met    string `json:"met" enum:"yes,no,n-a"`
	Note   string `json:"note,omitempty" maxLength:"500"`
}

// An Upgrade is the assessment of a system, and what is done about its gaps.
type Upgrade struct {
	registry.Kept[upgradeKind]
	UpgradeEdit
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	State  string           `json:"state" enum:"up-to-date,gaps,planned,done"`
	DoneOn law.Day          `json:"doneOn,omitzero"`
	Result string           `json:"result,omitempty"`
	// Proof are the papers of the upgrade.
	Proof []papers.AttachmentID `json:"proofIds,omitempty" nullable:"false"`
}

// UpgradeEdit is what is entered of an assessment, with the plan to close its
// gaps.
type UpgradeEdit struct {
	On         law.Day `json:"on" doc:"Of the assessment"`
	Department string  `json:"department" maxLength:"200" doc:"The department whose trade it is (W168/19/2)"`
	Gaps       []Gap   `json:"gaps" nullable:"false" maxItems:"50"`
	// The plan, when there is one.
	From law.Day `json:"from,omitzero"`
	Till law.Day `json:"till,omitzero"`
	Who  string  `json:"who,omitempty" maxLength:"200" doc:"Who carries it out"`
	Plan string  `json:"plan,omitempty" maxLength:"4000"`
}

// The states of an upgrade.
const (
	UpToDate = "up-to-date"
	HasGaps  = "gaps"
	Planned  = "planned"
	Done     = "done"
)

func (e *UpgradeEdit) tidy() error {
	e.Department, e.Who, e.Plan = strings.TrimSpace(e.Department), strings.TrimSpace(e.Who), strings.TrimSpace(e.Plan)
	switch {
	case e.On.IsZero():
		return shiheng.Invalid("upgrade.day")
	case !named(e.Department):
		return shiheng.Invalid("upgrade.department").By("W168/19/2")
	case e.From.IsZero() != e.Till.IsZero() || e.Till.Before(e.From):
		return shiheng.Invalid("upgrade.plan-days")
	case !e.Till.IsZero() && (e.Who == "" || e.Plan == ""):
		return shiheng.Invalid("upgrade.plan")
	}
	for _, d := range Demands() {
		n := slices.IndexFunc(e.Gaps, func(g Gap) bool { return g.Demand == d.Code })
		if n < 0 || !slices.Contains([]string{"yes", "no", "n-a"}, e.Gaps[n].Met) {
			return shiheng.Invalid("upgrade.unanswered", "demand", d.Zh).By("W168/19/1")
		}
	}
	if len(e.Gaps) != len(Demands()) {
		return shiheng.Invalid("upgrade.demand")
	}
	return nil
}

// Open lists the demands that are not met.
func (e UpgradeEdit) Open() []string {
	var out []string
	for _, g := range e.Gaps {
		if g.Met == "no" {
			out = append(out, g.Demand)
		}
	}
	return out
}

// state follows from what was entered.
func (e UpgradeEdit) state() string {
	switch {
	case len(e.Open()) == 0:
		return UpToDate
	case e.Till.IsZero():
		return HasGaps
	}
	return Planned
}

// Head implements registry.Record: gaps without a plan are due at once, a plan
// when it ends.
func (u Upgrade) Head() registry.Head {
	h := registry.Head{ID: u.ID.String(), System: u.System, State: u.State, Label: u.Department + " " + u.Who, Version: u.Version, CreatedAt: u.CreatedAt}
	switch u.State {
	case HasGaps:
		h.Due = u.On
	case Planned:
		h.Due = u.Till
	}
	return h
}

// Progress counts the systems of one department.
type Progress struct {
	Department                                string
	Assessed, UpToDate, Gaps, Planned, Closed int
	Overdue                                   int // planned, and the day is past
}

// ByDepartment counts upgrades by department, in the order of their names.
func ByDepartment(upgrades []Upgrade, today law.Day) []Progress {
	counts := map[string]*Progress{}
	var names []string
	for _, u := range upgrades {
		p := counts[u.Department]
		if p == nil {
			p = &Progress{Department: u.Department}
			counts[u.Department] = p
			names = append(names, u.Department)
		}
		p.Assessed++
		switch u.State {
		case UpToDate:
			p.UpToDate++
		case HasGaps:
			p.Gaps++
		case Planned:
			p.Planned++
			if u.Till.Before(today) {
				p.Overdue++
			}
		case Done:
			p.Closed++
		}
	}
	slices.Sort(names)
	out := make([]Progress, 0, len(names))
	for _, n := range names {
		out = append(out, *counts[n])
	}
	return out
}
