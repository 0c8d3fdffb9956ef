package papers

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// A Kind is the stable code of a kind of document.
type Kind string

// The kinds that rooms issue. What each is called, how it is numbered and what
// it rests on is data (templates/kinds.yaml); a city may change that and add
// kinds of its own.
const (
	FilingForm      Kind = "filing-form"             // 备案表
	FilingReceipt   Kind = "filing-receipt"          // 备案回执
	Acceptance      Kind = "acceptance-report"       // 验收报告
	Removal         Kind = "removal-report"          // 拆除(迁移)报告
	RemovalReceipt  Kind = "removal-acknowledgement" // 签收单
	ArchiveIndex    Kind = "archive-index"           // 系统档案目录
	Connection      Kind = "connection-record"       // 联网接入登记表
	ChangeApproval  Kind = "change-approval"         // 变更审批单
	OutageRecord    Kind = "outage-record"           // 停用(中断)记录
	InterfaceTest   Kind = "interface-test"          // 接口测试报告
	Responsibility  Kind = "responsibility"          // 建设责任认定书
	NeighbourAsk    Kind = "neighbour-request"       // 征求意见函
	NeighbourYes    Kind = "neighbour-consent"       // 同意书
	ForbiddenRecord Kind = "forbidden-place-record"  // 举报(检查)登记表
	Obstruction     Kind = "obstruction-notice"      // 遮挡整改告知单
	TrialRecord     Kind = "trial-record"            // 试运行记录
	Sign            Kind = "sign"                    // 提示标志, A4
	SignLabel       Kind = "sign-label"              // 提示标志, small
	GapList         Kind = "gap-list"                // 应建未建清单
	UpgradeList     Kind = "upgrade-list"            // 改造升级清单
	Obligations     Kind = "obligations"             // 履职清单
	AccessForm      Kind = "access-form"             // 查阅、调取、复制登记表
	AccessRefusal   Kind = "access-refusal"          // 不予查阅、调取、复制告知书
	AccessBook      Kind = "access-book"             // 查阅、调取、复制登记簿
	BasicSheet      Kind = "basic-sheet"             // 基础信息提供单
	EvidenceList    Kind = "evidence-list"           // 电子数据清单
	EvidenceReceipt Kind = "evidence-receipt"        // 视频图像证据移交回执
	SuspicionReport Kind = "suspicion-report"        // 可疑信息报告
	RegisterBook    Kind = "access-register"         // 查阅登记簿, of every regime
	AccessFigures   Kind = "access-figures"          // 查阅情况季度统计表
	LookForm        Kind = "look-form"               // 走失人员视频查看登记表
	LookRefusal     Kind = "look-refusal"            // 不予查看告知书
	LookBook        Kind = "look-book"               // 走失人员视频查看登记簿
	LookHandOver    Kind = "look-hand-over"          // 走失人员线索移交单
	RelatedForm     Kind = "related-form"            // 关联视频查阅登记表
	RelatedRefusal  Kind = "related-refusal"         // 不予查阅告知书
	RelatedBook     Kind = "related-book"            // 关联视频查阅登记簿
	PersonalReceipt Kind = "personal-receipt"        // 个人权利申请受理回执
	PersonalAnswer  Kind = "personal-answer"         // 办理结果告知书
	PersonalRefusal Kind = "personal-refusal"        // 不予办理告知书
)

// A Style is how a kind of document looks.
type Style string

// The styles there are: a table to be filled in, a letter of an organ under
// its red head, a notice to be hung up, a label of a hand's breadth.
const (
	Form   Style = "form"
	Letter Style = "letter"
	Notice Style = "notice"
	Label  Style = "label"
)

func (s Style) known() bool { return s == Form || s == Letter || s == Notice || s == Label }

// A Spec is what a kind of document is, as data.
type Spec struct {
	Kind   Kind   `yaml:"kind" json:"kind"`
	Form   string `yaml:"form" json:"form"` // 表 6.1
	Title  string `yaml:"title" json:"title"`
	En     string `yaml:"en" json:"en"`
	Style  Style  `yaml:"style" json:"style"`
	Number string `yaml:"number" json:"number"` // see docs/reference/documents.md
	// Articles it always rests on.
	Articles []string `yaml:"articles" json:"articles"`
	// Opening and Closing stand before the sections and after them.
	Opening string `yaml:"opening" json:"opening"`
	Closing string `yaml:"closing" json:"closing"`
	// Signatures stand at the end when the document names none.
	Signatures []SpecSignature `yaml:"signatures" json:"signatures"`
}

// A SpecSignature is a place to sign that a kind always has.
type SpecSignature struct {
	Role string `yaml:"role" json:"role"`
	Seal bool   `yaml:"seal" json:"seal"`
}

// An Organ is how an organ of a district is named over letters and in numbers.
type Organ struct {
	District string `yaml:"district" json:"district"` // empty: wherever no other is named
	Name     string `yaml:"name" json:"name"`         // 无锡市公安局
	Short    string `yaml:"short" json:"short"`       // 锡公
}

// A LawName is how a source is cited.
type LawName struct {
	Source string `yaml:"source" json:"source"` // W168
	Name   string `yaml:"name" json:"name"`
}

// catalogue is kinds.yaml.
type catalogue struct {
	Kinds  []Spec    `yaml:"kinds"`
	Organs []Organ   `yaml:"organs"`
	Laws   []LawName `yaml:"laws"`
}

var kindForm = regexp.MustCompile(`^[a-z][a-z0-9-]{1,63}$`)

// parseCatalogue reads a kinds.yaml strictly; errors name line and column.
func parseCatalogue(data []byte) (catalogue, error) {
	var c catalogue
	if err := yaml.UnmarshalWithOptions(data, &c, yaml.Strict(), yaml.DisallowUnknownField()); err != nil {
		return catalogue{}, err
	}
	seen := map[Kind]bool{}
	for _, s := range c.Kinds {
		if !kindForm.MatchString(string(s.Kind)) || seen[s.Kind] {
			return catalogue{}, fmt.Errorf("kind %q: not a code, or there twice", s.Kind)
		}
		seen[s.Kind] = true
		if s.Style != "" && !s.Style.known() {
			return catalogue{}, fmt.Errorf("kind %s: style %q is not one of form, letter, notice, label", s.Kind, s.Style)
		}
		if s.Number == "" {
			continue
		}
		if _, err := parsePattern(s.Number); err != nil {
			return catalogue{}, fmt.Errorf("kind %s: %w", s.Kind, err)
		}
	}
	for _, o := range c.Organs {
		if o.Name == "" || o.Short == "" {
			return catalogue{}, fmt.Errorf("organ of district %q: name and short are required", o.District)
		}
	}
	return c, nil
}

// over returns c with what the city gave in its own file laid over it: fields
// that were given replace the others, new kinds and organs are added.
func (c catalogue) over(base catalogue) catalogue {
	out := catalogue{Kinds: slices.Clone(base.Kinds), Organs: slices.Clone(base.Organs), Laws: slices.Clone(base.Laws)}
	for _, s := range c.Kinds {
		if i := slices.IndexFunc(out.Kinds, func(b Spec) bool { return b.Kind == s.Kind }); i >= 0 {
			out.Kinds[i] = s.over(out.Kinds[i])
		} else {
			out.Kinds = append(out.Kinds, s)
		}
	}
	for _, o := range c.Organs {
		out.Organs = append(slices.DeleteFunc(out.Organs, func(b Organ) bool { return b.District == o.District }), o)
	}
	for _, l := range c.Laws {
		out.Laws = append(slices.DeleteFunc(out.Laws, func(b LawName) bool { return b.Source == l.Source }), l)
	}
	return out
}

func (s Spec) over(base Spec) Spec {
	for _, f := range []struct{ from, to *string }{
		{&s.Form, &base.Form}, {&s.Title, &base.Title}, {&s.En, &base.En}, {&s.Number, &base.Number},
		{&s.Opening, &base.Opening}, {&s.Closing, &base.Closing},
	} {
		if *f.from != "" {
			*f.to = *f.from
		}
	}
	if s.Style != "" {
		base.Style = s.Style
	}
	if s.Articles != nil {
		base.Articles = s.Articles
	}
	if s.Signatures != nil {
		base.Signatures = s.Signatures
	}
	return base
}

// complete refuses a kind that lacks what printing needs.
func (s Spec) complete() error {
	if s.Title == "" || s.En == "" || s.Number == "" || s.Style == "" {
		return fmt.Errorf("kind %s: title, en, style and number are required", s.Kind)
	}
	return nil
}

// organ finds the organ of a district: its own, or the one of no district.
func (c catalogue) organ(district string) Organ {
	var general Organ
	for _, o := range c.Organs {
		switch o.District {
		case district:
			return o
		case "":
			general = o
		}
	}
	return general
}

// cite is how an article is cited: 《…办法》第十五条第二款第(一)项.
func (c catalogue) cite(id string) string {
	parts := strings.Split(id, "/")
	name := parts[0]
	for _, l := range c.Laws {
		if l.Source == name {
			name = "《" + l.Name + "》"
		}
	}
	for i, suffix := range []string{"条", "款", "项"} {
		if len(parts) <= i+1 {
			break
		}
		n := chinese(parts[i+1])
		if suffix == "项" {
			n = "（" + n + "）"
		}
		name += "第" + n + suffix
	}
	return name
}
