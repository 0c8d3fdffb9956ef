package citizen

import (
	"context"
	"strconv"
	"strings"
	"time"

	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// The words of papers for our codes.

func categoryWords() map[Category]string {
	return map[Category]string{Elderly: "老人", Child: "儿童", Intellectual: "智障人员", Other: "其他"}
}

func relationWords() map[string]string {
	return map[string]string{
		"self": "本人", "relative": "近亲属", "guardian": "监护人", "carer": "负有看护责任的人", "institution": "养老、托育、学校等看护机构", "none": "无关",
	}
}

func stakeWords() map[string]string {
	return map[string]string{"life": "生命", "health": "健康", "property": "财产", "other": "其他"}
}

func paperWords() map[string]string {
	return map[string]string{"id-card": "居民身份证", "passport": "护照", "residence-permit": "居住证", "other": "其他"}
}

func resultWords() map[string]string {
	return map[string]string{Found: "找到", NotFound: "未找到", HandedOver: "移交公安机关", Looked: "查阅完毕", Withdrawn: "申请人撤回"}
}

func clock(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(law.Shanghai()).Format("2006-01-02 15:04:05")
}

func span(from, to time.Time) string { return clock(from) + " 至 " + clock(to) }

func field(label, value string) papers.Field { return papers.Field{Label: label, Value: value} }

func wide(label, value string) papers.Field {
	return papers.Field{Label: label, Value: value, Wide: true}
}

// kinds are the papers of a flow.
func (f Flow) kinds() (form, note, book papers.Kind) {
	if f == Missing {
		return papers.LookForm, papers.LookRefusal, papers.LookBook
	}
	return papers.RelatedForm, papers.RelatedRefusal, papers.RelatedBook
}

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

// issueForm issues the sheet of the register (forms 6.6 and 6.7), in the place
// of the one before.
func (s *Service) issueForm(j *job, c *Case) error {
	linked, err := s.cfg.Cameras.Linked(j.ctx, c.Cameras...)
	if err != nil {
		return err
	}
	d := c.form(linked, j.clerk.Account.Name)
	d.Supersedes = c.Form
	issued, err := s.cfg.Papers.Issue(j.ctx, j.tx, j.clerk.Actor(), d)
	c.Form = issued.ID
	return err
}

// issueNote issues the note that tells of a refusal.
func (s *Service) issueNote(j *job, c *Case, missing []Want) error {
	linked, err := s.cfg.Cameras.Linked(j.ctx, c.Cameras...)
	if err != nil {
		return err
	}
	issued, err := s.cfg.Papers.Issue(j.ctx, j.tx, j.clerk.Actor(), c.note(linked, missing, j.clerk.Account.Name))
	c.Note = issued.ID
	return err
}

// issueHandOver issues what goes to the police with a search.
func (s *Service) issueHandOver(j *job, c *Case) error {
	linked, err := s.cfg.Cameras.Linked(j.ctx, c.Cameras...)
	if err != nil {
		return err
	}
	issued, err := s.cfg.Papers.Issue(j.ctx, j.tx, j.clerk.Actor(), c.handOver(linked, j.clerk.Account.Name))
	c.HandOver = issued.ID
	return err
}

func (c Case) viewer() papers.Section {
	out := papers.Section{Title: "申请人"}
	v := c.Viewer
	if v == nil {
		out.Fields = []papers.Field{wide("申请人", "未到场")}
		return out
	}
	seen := "未核验"
	if v.Seen != nil {
		seen = v.Seen.Name + " " + clock(v.Seen.At)
	}
	proof := "未提交"
	if !v.ProofID.IsZero() {
		proof = "已提交（见附件） " + v.How
	}
	out.Fields = []papers.Field{
		field("姓名", v.Name), field("联系电话", v.Phone), field("证件种类", paperWords()[v.Papers]), field("证件号码", v.Number),
		field("关系", relationWords()[v.Relation]), field("身份核验", seen), wide("关系证明", proof),
	}
	return out
}

// matter is who is missing, or what is at stake.
func (c Case) matter() papers.Section {
	if p := c.Person; p != nil {
		sex := map[string]string{"female": "女", "male": "男"}[p.Sex]
		age := ""
		if p.Age > 0 {
			age = strconv.Itoa(p.Age)
		}
		return papers.Section{Title: "走失人员", Fields: []papers.Field{
			field("姓名", p.Name), field("性别、年龄", strings.TrimSpace(sex+" "+age)),
			{Label: "类别", Choices: papers.Choose(categoryWords()[p.Category], "老人", "儿童", "智障人员"), Wide: true},
			field("最后出现时间", clock(p.LastSeen)), field("最后出现地点", p.Where), wide("衣着和特征", p.Clothes), wide("报警编号", p.Police),
		}}
	}
	i := c.Interest
	return papers.Section{Title: "查阅事由", Fields: []papers.Field{
		{Label: "所保护的利益", Choices: papers.Choose(stakeWords()[i.Stake], "生命", "健康", "财产"), Wide: true},
		field("发生时间", clock(i.Happened)), field("发生地点", i.Where), wide("事由", i.What),
	}}
}

func cameraTable(linked []registry.Linked) *papers.Table {
	t := &papers.Table{Head: []string{"序号", "摄像机", "所属系统"}}
	for i, l := range linked {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), l.Name, l.System.Name})
	}
	return t
}

func (c Case) notice() papers.Field {
	served := "未告知"
	if c.Notice != nil {
		served = "已告知并签字 " + clock(c.Notice.By.At)
		if !c.Notice.Signed {
			served = "已告知，拒绝签字（已记明） " + c.Notice.Remark + " " + clock(c.Notice.By.At)
		}
	}
	return wide("不得复制、拍摄、传播的告知", served)
}

// form is the sheet of the register. Cameras are named, their codes and
// positions are not: those are basic information.
func (c Case) form(linked []registry.Linked, by string) papers.Document {
	kind, _, _ := c.Flow.kinds()
	masked := "否"
	if c.MaskOthers {
		masked = "是"
	}
	ruling := papers.Section{Title: "核对和办理", Fields: []papers.Field{c.notice()}}
	if r := c.Ruling; r != nil {
		label := "准予查看"
		if c.Flow == Related {
			label = "系统管理单位意见"
		}
		ruling.Fields = append(ruling.Fields, wide(label, strings.TrimSpace("同意 "+r.Reason)), field("经办人", r.By.Name+" "+clock(r.By.At)), field("有效至", clock(r.Until)),
			field("遮挡他人图像", masked))
	}
	looked := &papers.Table{Head: []string{"序号", "开始", "最迟结束", "工作站", "陪同人员", "图像起止时间"}}
	for i, l := range c.Looks {
		looked.Rows = append(looked.Rows, []string{strconv.Itoa(i + 1), clock(l.By.At), clock(l.Until), l.At, l.By.Name, span(l.From, l.To)})
	}
	looked.Blank = max(0, 2-len(c.Looks))
	return papers.Document{
		Kind: kind, Subject: audit.On("citizen", c.ID), Header: header(linked, by), Attachments: c.proofs(),
		Sections: []papers.Section{
			c.viewer(), c.matter(),
			{Title: "查看范围", Fields: []papers.Field{wide("起止时间", span(c.From, c.To))}, Table: cameraTable(linked)},
			ruling, {Title: "查看情况（陪同）", Fields: []papers.Field{field("到场时间", clock(c.Arrived)), field("首次看到图像", clock(c.First))}, Table: looked},
			c.sighted(linked), c.ended(),
		},
	}
}

func (c Case) proofs() (out []papers.AttachmentID) {
	if c.Viewer != nil && !c.Viewer.ProofID.IsZero() {
		out = append(out, c.Viewer.ProofID)
	}
	return out
}

func (c Case) sighted(linked []registry.Linked) papers.Section {
	t := &papers.Table{Head: []string{"时间", "摄像机", "情况、去向", "记录人"}}
	for _, s := range c.Sightings {
		name := ""
		for _, l := range linked {
			if l.ID == s.Camera {
				name = l.Name
			}
		}
		t.Rows = append(t.Rows, []string{clock(s.At), name, s.What, s.By.Name})
	}
	t.Blank = max(0, 2-len(c.Sightings))
	return papers.Section{Title: "查看结果", Table: t}
}

func (c Case) ended() papers.Section {
	out := papers.Section{Title: "办结"}
	switch o := c.Outcome; {
	case o != nil:
		out.Fields = []papers.Field{
			field("结果", resultWords()[o.Result]), field("办结人", o.By.Name+" "+clock(o.By.At)), wide("情况", o.What), wide("接收单位、接收人", strings.TrimSpace(o.Unit+" "+o.Who)),
		}
	case c.RevokedWhy != "":
		out.Fields = []papers.Field{wide("停止查看的理由", c.RevokedWhy)}
	default:
		out.Fields = []papers.Field{wide("结果", "")}
	}
	return out
}

// note tells of a refusal: what is missing or why consent is not given, and
// what else may be done.
func (c Case) note(linked []registry.Linked, missing []Want, by string) papers.Document {
	_, kind, _ := c.Flow.kinds()
	to := ""
	if c.Viewer != nil {
		to = c.Viewer.Name
	}
	d := papers.Document{Kind: kind, Subject: audit.On("citizen", c.ID), To: to, Header: header(linked, by), Sections: []papers.Section{c.matter()}}
	if len(missing) > 0 {
		t := &papers.Table{Head: []string{"序号", "依据", "缺少的条件"}}
		for i, l := range missing {
			t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), l.Article, l.Zh})
		}
		d.Sections = append(d.Sections, papers.Section{Title: "缺少的条件", Table: t, Text: c.Ruling.Reason})
	} else {
		d.Sections = append(d.Sections, papers.Section{Title: "系统管理单位意见", Text: "不同意查阅。理由：" + c.Ruling.Reason})
	}
	other := "补齐上述条件后可以再次申请。危及人身安全或者涉嫌违法犯罪的，请立即向公安机关报案，由公安机关依法查阅、调取。"
	if c.Flow == Missing {
		other = "补齐上述条件后可以再次申请。走失的不是老人、儿童、智障人员的，请向公安机关报案；为保护生命、健康、财产安全，本人、近亲属或者负有监护、看护责任的人也可以向系统管理单位申请查阅关联的图像。"
	}
	d.Sections = append(d.Sections, papers.Section{Title: "告知事项", Text: other})
	return d
}

// handOver is what the police get with a search: who is missing and what was
// seen. Footage is no part of it; they ask for it under Articles 23 and 24.
func (c Case) handOver(linked []registry.Linked, by string) papers.Document {
	return papers.Document{
		Kind: papers.LookHandOver, Subject: audit.On("citizen", c.ID), To: c.Outcome.Unit, Header: header(linked, by),
		Sections: []papers.Section{
			c.matter(), c.viewer(), c.sighted(linked),
			{Title: "已查看的范围", Fields: []papers.Field{wide("起止时间", span(c.From, c.To))}, Table: cameraTable(linked)},
			{Title: "移交", Fields: []papers.Field{
				field("接收单位", c.Outcome.Unit), field("接收人", c.Outcome.Who), field("移交人", by), field("移交时间", clock(c.Outcome.By.At)), wide("说明", c.Outcome.What),
			}},
		},
	}
}

// BookSubject is the kind of subject a printed register has: it is its maker's.
const BookSubject = "citizen-book"

// Book issues the register 登记簿 of one flow over a period: every case received
// in it that the caller may know of.
func (s *Service) Book(ctx context.Context, k Clerk, f Flow, from, to law.Day) (out papers.Issued, err error) {
	lines, err := s.lines(ctx, k, f, from, to)
	if err != nil {
		return out, err
	}
	_, _, kind := f.kinds()
	e := audit.New(s.now(), k.Actor(), audit.CitizenBook, audit.On(BookSubject, k.Account.ID)).Because(f.Basis(), string(audit.CitizenBook)).
		With("flow", string(f)).With("from", from.String()).With("to", to.String()).With("lines", strconv.Itoa(len(lines.Rows)))
	err = s.do(ctx, k, e, func(j *job) (err error) {
		out, err = s.cfg.Papers.Issue(j.ctx, j.tx, k.Actor(), papers.Document{
			Kind: kind, Subject: audit.On(BookSubject, k.Account.ID), Header: papers.Header{FilledBy: k.Account.Name},
			Sections: []papers.Section{{Title: from.String() + " 至 " + to.String(), Table: lines}},
		})
		return err
	})
	return out, err
}
