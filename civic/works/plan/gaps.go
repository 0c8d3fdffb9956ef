package plan

import (
	"context"
	"fmt"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// GapSubject is the kind of what a gap list is about: the code of an area.
const GapSubject = "gap-list"

// IssueGaps issues the list of the places of a division that should have a
// video system and have none 应建未建清单 (W168/8), each with who must build as
// far as that was found (W168/10). The list before is superseded. A trade has
// no list: a place without a system is of no trade yet. scope is what the
// actor answers for; an area beyond it is refused.
func (s *Service) IssueGaps(ctx context.Context, actor audit.Actor, scope registry.Scope, area registry.Area) (papers.Issued, error) {
	var out papers.Issued
	if err := scope.Holds(area); err != nil {
		return out, s.act(ctx, s.event(actor, audit.DocumentIssue, GapSubject, area.String()), func(Tx, audit.Event) error { return err })
	}
	if area.Trade != "" {
		return out, shiheng.Invalid("area.no-trade", "area", area.String())
	}
	subject := audit.Object{Kind: GapSubject, ID: area.String()}
	before, err := s.cfg.Papers.InForce(ctx, papers.GapList, subject)
	if err != nil {
		return out, err
	}
	d := papers.Document{Kind: papers.GapList, Subject: subject, Supersedes: before, Header: papers.Header{District: area.Division, FilledBy: actor.Called()}}
	table := papers.Table{Head: []string{"序号", "区域、场所、部位", "地址", "场所类别", "建设责任主体", "认定依据"}}
	byCategory := map[string]int{}
	filter := DutyFilter{Scope: area.Scope(), Standing: DutyMissing}
	for next := ""; ; {
		got, err := s.cfg.Store.Duties(ctx, filter, audit.Paging{Cursor: next, Limit: 500})
		if err != nil {
			return out, fmt.Errorf("list gaps: %w", err)
		}
		for _, duty := range got.Items {
			who, by := "（未认定）", ""
			if r := duty.Responsible; r != nil {
				who, by = r.Result.Addressee, r.Result.Article
			}
			p := duty.Place
			byCategory[p.Category]++
			table.Rows = append(table.Rows, []string{itoa(len(table.Rows) + 1), p.Name, p.Address, p.Category, who, by})
		}
		if next = got.Next; next == "" {
			break
		}
	}
	summary := []papers.Field{{Label: "范围", Value: area.Zh()}, {Label: "应建未建合计", Value: itoa(len(table.Rows)) + " 处"}}
	for _, c := range law.Categories() {
		if n := byCategory[c.Code]; n > 0 {
			summary = append(summary, papers.Field{Label: c.Code + " " + c.Zh, Value: itoa(n) + " 处", Wide: true})
		}
	}
	d.Sections = []papers.Section{{Title: "汇总", Fields: summary}, {Title: "清单", Table: &table}}
	err = s.cfg.Store.Write(ctx, func(tx Tx) (err error) {
		out, err = s.cfg.Papers.Issue(ctx, tx, actor, d)
		return err
	})
	if err != nil {
		return papers.Issued{}, fmt.Errorf("issue gap list: %w", err)
	}
	return out, nil
}
