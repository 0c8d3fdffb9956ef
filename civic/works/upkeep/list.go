package upkeep

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// UpgradeSubject is the kind of what an upgrade list is about: the code of an
// area.
const UpgradeSubject = "upgrade-list"

// IssueUpgrades issues the list of the systems of an area that are below the
// standards in force 改造升级清单 (W168/19), with what each lacks and the plan to
// close it. The list before is superseded. scope is what the actor answers for;
// an area beyond it is refused.
func (s *Service) IssueUpgrades(ctx context.Context, who Who, scope registry.Scope, area registry.Area) (papers.Issued, error) {
	var out papers.Issued
	subject := audit.Object{Kind: UpgradeSubject, ID: area.String()}
	if err := scope.Holds(area); err != nil {
		return out, s.act(ctx, who, audit.DocumentIssue, subject, func(_ Tx, e audit.Event) (audit.Event, error) { return e, err })
	}
	before, err := s.cfg.Papers.InForce(ctx, papers.UpgradeList, subject)
	if err != nil {
		return out, err
	}
	var found []Upgrade
	for next := ""; ; {
		got, err := s.cfg.Store.Upgrades().List(ctx, registry.RecordFilter{Scope: area.Scope()}, audit.Paging{Cursor: next, Limit: 500})
		if err != nil {
			return out, fmt.Errorf("list upgrades: %w", err)
		}
		found = append(found, slices.DeleteFunc(got.Items, func(u Upgrade) bool { return u.State == UpToDate || u.State == Done })...)
		if next = got.Next; next == "" {
			break
		}
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		table, err := s.upgradeTable(tx, found)
		if err != nil {
			return err
		}
		planned := 0
		for _, u := range found {
			if u.State == Planned {
				planned++
			}
		}
		out, err = s.cfg.Papers.Issue(ctx, tx, who.Actor, papers.Document{
			Kind: papers.UpgradeList, Subject: subject, Supersedes: before, Header: papers.Header{District: area.Division, FilledBy: who.Name},
			Sections: []papers.Section{
				{Title: "汇总", Fields: []papers.Field{
					{Label: "范围", Value: area.Zh()}, {Label: "应当改造升级", Value: strconv.Itoa(len(found)) + " 套"},
					{Label: "已有改造计划", Value: strconv.Itoa(planned) + " 套"}, {Label: "尚无改造计划", Value: strconv.Itoa(len(found)-planned) + " 套"},
				}},
				{Title: "清单", Table: &table},
			},
		})
		return err
	})
	if err != nil {
		return papers.Issued{}, fmt.Errorf("issue upgrade list: %w", err)
	}
	return out, nil
}

func (s *Service) upgradeTable(tx Tx, found []Upgrade) (papers.Table, error) {
	table := papers.Table{Head: []string{"序号", "系统", "行业主管部门", "评估日期", "未达到的要求", "改造计划", "完成期限", "状态"}}
	words := map[string]string{}
	for _, d := range Demands() {
		words[d.Code] = d.Zh
	}
	for _, u := range found {
		v, err := tx.System(u.System)
		if err != nil {
			return table, err
		}
		var lacks []string
		for _, code := range u.Open() {
			lacks = append(lacks, words[code])
		}
		state := "尚无计划"
		switch {
		case u.State == Planned && u.Till.Before(s.Today()):
			state = "逾期"
		case u.State == Planned:
			state = "改造中"
		}
		table.Rows = append(table.Rows, []string{
			strconv.Itoa(len(table.Rows) + 1), v.Name, u.Department, u.On.String(), strings.Join(lacks, "；"), u.Plan, u.Till.String(), state,
		})
	}
	return table, nil
}
