package registry

import (
	"slices"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

// Facts are the four facts that decide which gates and duties bind a place or
// a system. They are kept apart and never merged into a level (regulation,
// section 5). The category and the class are types of place and nothing else.
type Facts struct {
	W168Category     string `json:"w168Category,omitempty"` // W8-01 … W8-10 or none
	R799Class        string `json:"r799Class,omitempty"`    // A7G, A7O, A9, A33 or not known yet
	AntiTerrorTarget bool   `json:"antiTerrorTarget"`       // 防范恐怖袭击重点目标, designated by the police
	KeySecurityUnit  bool   `json:"keySecurityUnit"`        // 治安保卫重点单位, designated by police and government
}

// None reports whether none of the four holds.
func (f Facts) None() bool { return f == Facts{} }

// Stricter joins f with what holds around it: a flag holds when either says
// so, category and class are f's own where it has them.
func (f Facts) Stricter(around Facts) Facts {
	if f.W168Category == "" {
		f.W168Category = around.W168Category
	}
	if f.R799Class == "" {
		f.R799Class = around.R799Class
	}
	f.AntiTerrorTarget = f.AntiTerrorTarget || around.AntiTerrorTarget
	f.KeySecurityUnit = f.KeySecurityUnit || around.KeySecurityUnit
	return f
}

// Lowers names the facts that held before and no longer do.
func (f Facts) Lowers(before Facts) (lowered []string) {
	for _, l := range []struct {
		name string
		gone bool
	}{
		{"antiTerrorTarget", before.AntiTerrorTarget && !f.AntiTerrorTarget},
		{"keySecurityUnit", before.KeySecurityUnit && !f.KeySecurityUnit},
		{"w168Category", before.W168Category != "" && f.W168Category == ""},
		{"r799Class", before.R799Class != "" && f.R799Class == ""},
	} {
		if l.gone {
			lowered = append(lowered, l.name)
		}
	}
	return lowered
}

func (f Facts) check() error {
	switch {
	case f.W168Category != "" && !slices.Contains(law.W168Categories(), f.W168Category):
		return shiheng.Invalid("facts.w168-category", "category", f.W168Category)
	case f.R799Class != "" && !slices.Contains(law.R799Classes(), f.R799Class):
		return shiheng.Invalid("facts.r799-class", "class", f.R799Class)
	}
	return nil
}
