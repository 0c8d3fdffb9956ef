package agenda

import (
	"slices"

	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// A Breach is a violation of a duty by a system that the records show by
// themselves. The house opens a finding for it, once, and closes that finding
// when the records no longer show it.
type Breach struct {
	Duty    string // the duty it goes against
	Fault   string // the register's kind of finding
	Article string // the clause to cite; that of the duty when empty
	// Camera is the one camera it is about, where it is about one.
	Camera string
	// Ref is the record that shows it, Since the day from which on it does.
	Ref   audit.Object
	Since law.Day
	// Note says in a sentence what was found.
	Note string
}

// Key tells breaches apart: of the same record since the same day there is one
// finding, also after a person closed it.
func (b Breach) Key(s Subject) string {
	return "finding/" + b.Fault + "/" + s.ID + "/" + b.Camera + "/" + b.Ref.Kind + "/" + b.Ref.ID + "/" + b.Since.String()
}

// found are the duties of which being overdue alone is a violation on record,
// and not only the want of one: a day that was set has passed, or a
// measurement fell short.
func found(duty string) (fault, note string) {
	switch duty {
	case "connect":
		return "not-connected", "接入期限已过，尚未接入联网共享平台"
	case "file-new", "file-legacy-national", "file-legacy-wuxi":
		return "not-filed", "备案期限已过，尚未备案"
	case "retention":
		return "retention-short", "视频图像信息留存天数不足"
	}
	return "", ""
}

// FaultsFound lists the kinds of finding the house opens by itself from what
// is owed.
func FaultsFound() []string {
	return []string{
		"not-connected", "not-filed", "retention-short", "out-of-step", "certificate-lapsed", "no-consent", "obstructed", "no-sign",
	}
}

// Breaches lists the violations of a system: those its records show, as far as
// the duty binds it, and duties overdue by a day that was set. It is pure.
func Breaches(k Known, owed []Obligation) []Breach {
	if k.Subject.Kind != System {
		return nil
	}
	var out []Breach
	for _, o := range owed {
		fault, note := found(o.Duty)
		if fault == "" || o.State != Overdue || slices.ContainsFunc(out, func(b Breach) bool { return b.Fault == fault }) {
			continue
		}
		out = append(out, Breach{Duty: o.Duty, Fault: fault, Article: o.Article, Ref: k.Subject.Object(), Since: o.Since, Note: note + "（期限" + o.Due.String() + "）"})
	}
	for _, b := range k.Breaches {
		i := slices.IndexFunc(owed, func(o Obligation) bool { return o.Duty == b.Duty && o.State != NotApplicable })
		if i < 0 {
			continue
		}
		if b.Article == "" {
			b.Article = owed[i].Article
		}
		out = append(out, b)
	}
	return out
}
