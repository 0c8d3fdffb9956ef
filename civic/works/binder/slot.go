package binder

import "slices"

// A Slot is one of the eighteen parts of a binder (form 6.4).
type Slot struct {
	No   int    `json:"no"`
	Code string `json:"code"`
	Zh   string `json:"zh"`
	En   string `json:"en"`
	// Need says when the slot must be filled.
	Need Need `json:"need" enum:"always,built,trial,accepted,in-use,filed,changed,upgraded,inspected,removed"`
	// Article is what asks for it.
	Article string `json:"article"`
}

// A Need is when a slot must be filled.
type Need string

// The needs.
const (
	Always    Need = "always"
	Built     Need = "built"     // from when the works are completed
	Tried     Need = "trial"     // a trial was run: not for systems from before the order
	Accepted  Need = "accepted"  // it was accepted: not for systems from before the order
	InUse     Need = "in-use"    // from when it is in use
	Filed     Need = "filed"     // it must be filed, and is in use
	Changed   Need = "changed"   // something of it was changed
	Upgraded  Need = "upgraded"  // it was upgraded
	Inspected Need = "inspected" // an organ found something on it
	Removed   Need = "removed"   // it was removed
)

// techniciansSlot is filled by the list of technicians itself.
const techniciansSlot = "technicians"

// Slots lists the eighteen, in the order of the form.
func Slots() []Slot {
	return []Slot{
		{1, "plan", "规划与批准文件", "Plan and approval", Always, "W168/7"},
		{2, "design", "设计方案与评审", "Design scheme and review", Always, "W168/16"},
		{3, "contracts", "合同与各方资质", "Contracts and qualifications", Always, "W168/12/1"},
		{4, techniciansSlot, "专业技术人员名录", "List of technicians", Always, "W168/16"},
		{5, "equipment", "设备清单与产品证书", "Equipment list and certificates", Always, "W168/12/1"},
		{6, "construction", "施工与隐蔽工程记录", "Construction and hidden works", Built, "W168/16"},
		{7, "drawings", "竣工图与地址码", "As-built drawings and address codes", Built, "W168/16"},
		{8, "trial", "检测与试运行记录", "Inspection and trial running", Tried, "W168/16"},
		{9, "acceptance", "验收报告", "Acceptance", Accepted, "W168/15/1"},
		{10, "filing", "备案回执", "Filing receipts", Filed, "R799/14"},
		{11, "handover", "培训与移交", "Training and handover", InUse, "W168/16"},
		{12, "maintenance", "维护保养记录", "Maintenance records", InUse, "W168/16"},
		{13, "changes", "变更审批与记录", "Changes", Changed, "W168/30/7"},
		{14, "upgrades", "升级改造", "Upgrades", Upgraded, "W168/19/1"},
		{15, "mlps", "等级保护定级、备案、测评", "MLPS grading, filing, assessment", InUse, "W168/11"},
		{16, "impact", "个人信息保护影响评估", "Impact assessment", InUse, "PIPL/55"},
		{17, "inspections", "监督检查与整改", "Inspections and rectification", Inspected, "W168/32"},
		{18, "removal", "拆除（迁移）", "Removal", Removed, "W168/17"},
	}
}

// slotOf finds a slot by its code.
func slotOf(code string) (Slot, bool) {
	all := Slots()
	n := slices.IndexFunc(all, func(s Slot) bool { return s.Code == code })
	if n < 0 {
		return Slot{}, false
	}
	return all[n], true
}

// A Stage is how far a system has come, as far as its papers are concerned.
type Stage int

// The stages, each with all the papers of the one before.
const (
	OnPaper   Stage = iota // planned, designed, being built
	Standing               // completed, on trial
	Passed                 // accepted
	Operating              // in use
	Gone                   // removed
)

// StageOf reads the stage from the state of a system. A state not known here
// counts as in use: rather a paper too many.
func StageOf(state string) Stage {
	switch state {
	case "planned", "designed", "under-construction":
		return OnPaper
	case "completed", "trial", "in-acceptance", "failed", "rectifying":
		return Standing
	case "accepted":
		return Passed
	case "removed", "archived":
		return Gone
	}
	return Operating
}

// Facts are what decides which slots must be filled.
type Facts struct {
	Stage Stage
	// Legacy: completed before the order took effect, so neither tried nor
	// accepted under it.
	Legacy bool
	// MustFile: R799/14 or W168/15(3) asks for a filing.
	MustFile                     bool
	Changed, Upgraded, Inspected bool
}

// Binds reports whether a slot of this need must be filled.
func (n Need) Binds(f Facts) bool {
	switch n {
	case Always:
		return true
	case Built:
		return f.Stage >= Standing
	case Tried:
		return f.Stage >= Standing && !f.Legacy
	case Accepted:
		return f.Stage >= Passed && !f.Legacy
	case InUse:
		return f.Stage >= Operating
	case Filed:
		return f.Stage >= Operating && f.MustFile
	case Changed:
		return f.Changed
	case Upgraded:
		return f.Upgraded
	case Inspected:
		return f.Inspected
	case Removed:
		return f.Stage >= Gone
	}
	return false
}
