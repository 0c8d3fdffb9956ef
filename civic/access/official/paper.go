package official

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// The words of papers for our codes.

func authorityWords() map[Authority]string {
	return map[Authority]string{
		Investigation: "侦查机关", Procuratorate: "检察机关", Court: "审判机关", CourtOrder: "律师调查令（审判机关签发）",
		Administrative: "行政执法机关", Emergency: "调查、处置突发事件的部门", Statutory: "法律另行授权的机关",
	}
}

func actWords() [][2]string {
	return [][2]string{
		{string(clause.View), "查阅视频图像信息"}, {string(clause.Retrieve), "调取视频图像信息"}, {string(clause.Copy), "复制视频图像信息"},
		{string(clause.ViewBasic), "查阅基础信息"}, {string(clause.RetrieveBasic), "调取基础信息"}, {string(clause.CopyBasic), "复制基础信息"},
		{string(clause.ForwardLive), "转发实时图像"},
	}
}

// ticked makes the boxes of the acts.
func ticked(acts []clause.Act) []papers.Choice {
	var out []papers.Choice
	for _, w := range actWords() {
		c := papers.Choice{Label: w[1]}
		for _, a := range acts {
			c.Chosen = c.Chosen || string(a) == w[0]
		}
		out = append(out, c)
	}
	return out
}

func clock(at time.Time) string { return at.In(law.Shanghai()).Format("2006-01-02 15:04:05") }

func span(from, to time.Time) string { return clock(from) + " 至 " + clock(to) }

func field(label, value string) papers.Field { return papers.Field{Label: label, Value: value} }

func wide(label, value string) papers.Field {
	return papers.Field{Label: label, Value: value, Wide: true}
}

func parseDay(s string) (law.Day, error) { return law.ParseDay(s) }

// header names the system, when the cameras are of one.
func header(linked []registry.Linked, by string) papers.Header {
	h := papers.Header{FilledBy: by}
	for i, l := range linked {
		switch {
		case i == 0:
			h.System, h.SystemCode = l.System.Name, l.System.Code
		case l.System.Name != h.System && !strings.HasSuffix(h.System, " 等"):
			h.System, h.SystemCode = h.System+" 等", ""
		}
	}
	return h
}

// issueForm issues the sheet of the register (form 6.5).
func (s *Service) issueForm(j *job, c *Case) error {
	linked, err := s.cfg.Cameras.Linked(j.ctx, c.Asked.Cameras...)
	if err != nil {
		return err
	}
	d := c.form(linked, j.clerk.Account.Name)
	d.Supersedes = c.Form
	issued, err := s.cfg.Papers.Issue(j.ctx, j.tx, j.clerk.Actor(), d)
	c.Form = issued.ID
	return err
}

// issueNote issues the note that tells of a refusal and what is missing.
func (s *Service) issueNote(j *job, c *Case, missing []Lack) error {
	linked, err := s.cfg.Cameras.Linked(j.ctx, c.Asked.Cameras...)
	if err != nil {
		return err
	}
	issued, err := s.cfg.Papers.Issue(j.ctx, j.tx, j.clerk.Actor(), c.note(linked, missing, j.clerk.Account.Name))
	c.Note = issued.ID
	return err
}

func (c Case) applicant() papers.Section {
	return papers.Section{Title: "申请机关和事项", Fields: []papers.Field{
		field("申请机关", c.Organ), field("机关类别", authorityWords()[c.Authority]), field("案（事）件编号", c.Case), field("事项", c.About),
		wide("法律依据", strings.TrimSpace(c.Basis+" "+c.Law)), wide("用途", c.Purpose),
	}}
}

func (c Case) officers() papers.Section {
	t := &papers.Table{Head: []string{"序号", "姓名", "单位", "职务", "工作证件号", "执法证件号", "核验方式和时间"}}
	for i, o := range c.Officers {
		how := "未核验"
		if o.Confirmed != nil {
			how = map[string]string{AtCounter: "当面核验", ByAccount: "本人账号确认"}[o.Confirmed.How] + " " + clock(o.Confirmed.At)
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), o.Name, o.Unit, o.Post, o.Card, o.Certificate, how})
	}
	t.Blank = max(0, 2-len(c.Officers))
	return papers.Section{Title: "工作人员（不少于2人）", Table: t}
}

func (c Case) letterOf() papers.Section {
	out := papers.Section{Title: "单位介绍信函"}
	l := c.Introduction
	if l == nil {
		out.Fields = []papers.Field{wide("介绍信", "未出示")}
		return out
	}
	form := "纸质"
	if l.Electronic {
		form = "电子"
	}
	out.Fields = []papers.Field{
		field("开具单位", l.Unit), field("编号", l.Number), field("有效期", l.From.String()+" 至 "+l.Until.String()), field("形式", form), wide("所载事项", l.Matter),
	}
	return out
}

func (c Case) conditions() papers.Section {
	served := "未送达"
	if c.Notice != nil {
		served = "已送达并签收 " + clock(c.Notice.By.At)
		if !c.Notice.Signed {
			served = "已送达，拒绝签字（已记明） " + c.Notice.Remark + " " + clock(c.Notice.By.At)
		}
	}
	registered := "未办结"
	if c.Registered != nil {
		registered = "已办结 " + c.Registered.Name + " " + clock(c.Registered.At)
	}
	return papers.Section{Title: "登记和告知", Fields: []papers.Field{wide("登记手续", registered), wide("使用、保密制度告知书", served)}}
}

func cameraTable(linked []registry.Linked) *papers.Table {
	t := &papers.Table{Head: []string{"序号", "摄像机", "所属系统"}}
	for i, l := range linked {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), l.Name, l.System.Name})
	}
	return t
}

// form is the sheet of the access register 登记表. Cameras are named, their
// codes and positions are not: those are basic information.
func (c Case) form(linked []registry.Linked, by string) papers.Document {
	r := c.Ruling
	verdict := "准予"
	if r.Part {
		verdict = "部分准予"
	}
	return papers.Document{
		Kind: papers.AccessForm, Subject: audit.On("official", c.ID), Header: header(linked, by), Attachments: c.scanOf(),
		Sections: []papers.Section{
			c.applicant(), c.officers(), c.letterOf(),
			{Title: "申请内容", Fields: []papers.Field{
				{Label: "方式和内容", Choices: ticked(c.Acts), Wide: true}, wide("起止时间", span(c.From, c.To)),
			}, Table: cameraTable(linked)},
			c.conditions(),
			{Title: "审核决定", Fields: []papers.Field{
				{Label: "决定", Choices: papers.Choose(verdict, "准予", "部分准予", "不予"), Wide: true},
				{Label: "准予的方式和内容", Choices: ticked(r.Acts), Wide: true}, wide("准予的起止时间", span(r.From, r.To)),
				field("许可有效至", clock(r.Until)), field("可看时长", strconv.FormatInt(r.Minutes, 10)+" 分钟"),
				field("摄像机数", strconv.Itoa(len(r.Cameras))), field("决定人", r.By.Name+" "+clock(r.By.At)), wide("说明", r.Reason),
			}},
			{Title: "执行情况", Table: &papers.Table{Head: []string{"起止时间", "操作人", "文件名称", "校验值", "介质", "归还（销毁）期限"}, Blank: 3}},
		},
	}
}

// note is the note of a refusal: what is missing, by its item, and what may be
// done; or, with nothing missing, who decided and by what article he answers.
func (c Case) note(linked []registry.Linked, missing []Lack, by string) papers.Document {
	d := papers.Document{
		Kind: papers.AccessRefusal, Subject: audit.On("official", c.ID), To: c.Organ, Header: header(linked, by),
		Sections: []papers.Section{
			{Fields: []papers.Field{
				field("案（事）件编号", c.Case), field("事项", c.About), {Label: "申请方式", Choices: ticked(c.Acts), Wide: true}, wide("起止时间", span(c.From, c.To)),
			}},
		},
	}
	if len(missing) == 0 {
		d.Articles = []string{"W168/23", "W168/38/2"}
		d.Sections = append(d.Sections, papers.Section{Title: "决定", Text: "第二十四条规定的各项条件均已具备。本单位负责人" + c.Ruling.Head +
			"决定不予提供。理由：" + c.Ruling.Reason + "\n无正当理由拒绝、阻碍依法查阅、调取、复制的，由公安机关依照第三十八条处罚。"})
		return d
	}
	t := &papers.Table{Head: []string{"序号", "依据", "缺少的条件"}}
	for i, l := range missing {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), l.Article, l.Zh})
	}
	d.Sections = append(d.Sections,
		papers.Section{Title: "缺少的条件", Table: t, Text: c.Ruling.Reason},
		papers.Section{Title: "告知事项", Text: "补齐上述条件后可以再次申请，本单位将予以配合。等待期间，涉及违法犯罪证据的录像可以先行保全。"})
	return d
}

// paper is the sheet of a report 可疑信息报告.
func (r Suspicion) paper(l registry.Linked, by string) papers.Document {
	channel := map[string]string{"110": "110报警", "telephone": "电话", "platform": "平台", "in-person": "当面"}[r.Channel]
	return papers.Document{
		Kind: papers.SuspicionReport, Subject: audit.On("suspicion", r.ID), Date: day(r.ReportedAt), Header: header([]registry.Linked{l}, by),
		Sections: []papers.Section{
			{Title: "发现情况", Fields: []papers.Field{
				field("发现时间", clock(r.FoundAt)), field("发现人", r.By.Name), field("摄像机", l.Name), field("录像起止", span(r.From, r.To)),
			}, Text: r.What},
			{Title: "报告情况", Fields: []papers.Field{
				field("报告时间", clock(r.ReportedAt)), field("发现至报告", fmt.Sprintf("%d 分钟", r.Minutes)), field("受理单位", r.Unit),
				field("受理人员", r.Officer), {Label: "报告方式", Choices: papers.Choose(channel, "110报警", "电话", "平台", "当面"), Wide: true}, wide("回执编号", ""),
			}},
		},
	}
}
