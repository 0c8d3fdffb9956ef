package binder

import (
	"context"
	"strconv"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

// IssueIndex issues the index of a system's binder 档案目录 as a document. One
// issued before is superseded.
func (s *Service) IssueIndex(ctx context.Context, f Filing) (papers.Issued, error) {
	var out papers.Issued
	before, err := s.cfg.Papers.InForce(ctx, papers.ArchiveIndex, audit.On("system", f.System))
	if err != nil {
		return out, err
	}
	err = s.act(ctx, f.Actor, audit.BinderIndex, f.System, func(tx Tx, c Contents, e audit.Event) (audit.Event, error) {
		d := s.view(c).paper(f.Name)
		d.Supersedes = before
		var err error
		if out, err = s.cfg.Papers.Issue(ctx, tx, f.Actor, d); err != nil {
			return e, err
		}
		return e.With("number", out.Number), nil
	})
	return out, err
}

func secrecyWords() map[string]string {
	return map[string]string{"open": "公开", "internal": "内部", "confidential": "保密（基础信息）"}
}

// paper is the index as a document.
func (v View) paper(by string) papers.Document {
	table := papers.Table{Head: []string{"序号", "卷内类别", "题名", "日期", "责任者", "保密属性", "页数", "存放位置", "文件校验值"}}
	for _, s := range Slots() {
		n := 0
		for _, e := range v.Entries {
			if _, old := v.Superseded[e.ID]; old || e.Slot != s.Code {
				continue
			}
			n++
			table.Rows = append(table.Rows, []string{
				strconv.Itoa(s.No) + "-" + strconv.Itoa(n), s.Zh, e.Title, e.Date.String(), e.Maker, secrecyWords()[e.Confidentiality],
				count(e.Pages), e.Location, short(e.SHA256),
			})
		}
		if n == 0 {
			table.Rows = append(table.Rows, []string{strconv.Itoa(s.No), s.Zh, v.lack(s), "", "", "", "", "", ""})
		}
	}
	d := papers.Document{
		Kind: papers.ArchiveIndex, Subject: audit.On("system", v.System.ID), Header: papers.Header{System: v.System.Name, FilledBy: by},
		Sections: []papers.Section{
			{Title: "归档情况", Fields: []papers.Field{
				{Label: "应归档项", Value: strconv.Itoa(v.Completeness.Mandatory)}, {Label: "已归档项", Value: strconv.Itoa(v.Completeness.Filled)},
				{Label: "完整率", Value: strconv.Itoa(v.Completeness.Percent) + "%"}, {Label: "保管人", Value: v.Keeper()},
			}},
			{Title: "卷内目录", Table: &table},
		},
	}
	if len(v.Seals) == 0 {
		return d
	}
	seals := papers.Table{Head: []string{"封存日期", "封存人", "份数", "总校验值"}}
	for _, s := range v.Seals {
		seals.Rows = append(seals.Rows, []string{law.DayOf(s.CreatedAt).String(), s.By, strconv.Itoa(len(s.Entries)), s.Hash.String()})
	}
	d.Sections = append(d.Sections, papers.Section{Title: "封存记录", Table: &seals})
	return d
}

// lack is what stands in the line of an empty slot.
func (v View) lack(s Slot) string {
	switch {
	case s.Code == techniciansSlot && len(v.Persons) > 0:
		return "见专业技术人员名录，共 " + strconv.Itoa(len(v.Persons)) + " 人"
	case s.Need.Binds(v.Facts):
		return "（应归档，缺）"
	}
	return "（不适用）"
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// short is the beginning of a digest, which is enough to compare by eye.
func short(d shiheng.Digest) string {
	if d.IsZero() {
		return ""
	}
	return d.String()[:16]
}
