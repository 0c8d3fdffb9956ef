package agenda

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
)

// Print issues the page of a subject as a sheet 履职清单: every duty that binds
// it, with its article, its state and what shows it, as of now.
func (s *Service) Print(ctx context.Context, actor audit.Actor, subject Subject, scope Scope) (papers.Issued, error) {
	p, err := s.Page(ctx, subject, scope)
	if err != nil {
		return papers.Issued{}, err
	}
	var out papers.Issued
	err = s.cfg.Store.Write(ctx, func(tx Tx) (err error) {
		out, err = s.cfg.Papers.Issue(ctx, tx, actor, s.sheetOf(p))
		return err
	})
	if err != nil {
		return papers.Issued{}, fmt.Errorf("print obligations of %s: %w", subject.Kind, err)
	}
	return out, nil
}

// InWords is a state as papers and people say it, with the days that are left
// or past.
func (o Obligation) InWords(p Page) string {
	switch o.State {
	case Met:
		if o.Late {
			return "已履行（逾期）"
		}
		return "已履行"
	case NotDue:
		return "未到期"
	case Due:
		if o.Due.IsZero() {
			return "应履行"
		}
		return "还剩" + strconv.Itoa(o.DaysLeft(p.Day)) + "天"
	case Overdue:
		return "逾期" + strconv.Itoa(-o.DaysLeft(p.Day)) + "天"
	case NoRecord:
		return "尚无记录"
	case NotApplicable:
	}
	return "不适用"
}

// cite is a clause as a table cites it: 168号令第15条第1款.
func (s *Service) cite(article string) string {
	parts := strings.Split(article, "/")
	out := parts[0]
	if source, known := s.cfg.Law.Source(article); known && source.Short.Zh != "" {
		out = source.Short.Zh
	}
	for i, suffix := range []string{"条", "款", "项"} {
		if len(parts) > i+1 {
			out += "第" + parts[i+1] + suffix
		}
	}
	return out
}

// sheetOf is a page as a document.
func (s *Service) sheetOf(p Page) papers.Document {
	doc := papers.Document{Kind: papers.Obligations, Subject: p.Subject.Object(), Date: p.Day}
	if p.Subject.Kind == System {
		doc.Header.System = p.Name
	} else {
		doc.Header.Unit = p.Name
	}
	count := map[State]int{}
	bound := papers.Table{Head: []string{"序号", "义务", "依据", "状态", "期限", "凭据"}}
	not := papers.Table{Head: []string{"序号", "义务", "依据", "原因"}}
	for _, o := range p.Obligations {
		count[o.State]++
		title := p.Duties[o.Duty].Title.Zh
		if o.State == NotApplicable {
			not.Rows = append(not.Rows, []string{strconv.Itoa(len(not.Rows) + 1), title, s.cite(o.Article), o.Why.Zh})
			continue
		}
		shown := ""
		if o.Proof != nil {
			shown = o.Proof.Value
			if shown == "" {
				shown = o.Proof.Day.String()
			}
		}
		bound.Rows = append(bound.Rows, []string{strconv.Itoa(len(bound.Rows) + 1), title, s.cite(o.Article), o.InWords(p), o.Due.String(), shown})
	}
	doc.Sections = []papers.Section{
		{Title: "汇总", Fields: []papers.Field{
			{Label: "对象", Value: p.Name}, {Label: "截至", Value: p.Day.String()},
			{Label: "已履行", Value: strconv.Itoa(count[Met])}, {Label: "逾期", Value: strconv.Itoa(count[Overdue])},
			{Label: "30日内到期", Value: strconv.Itoa(count[Due])}, {Label: "未到期", Value: strconv.Itoa(count[NotDue])},
			{Label: "尚无记录", Value: strconv.Itoa(count[NoRecord])}, {Label: "不适用", Value: strconv.Itoa(count[NotApplicable])},
		}},
		{Title: "应当履行的义务", Table: &bound},
		{Title: "不适用的义务", Table: &not},
	}
	return doc
}
