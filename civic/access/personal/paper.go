package personal

import (
	"strconv"
	"time"

	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

func kindWords() map[Kind]string {
	return map[Kind]string{
		Look: "查看本人图像", Copy: "复制本人图像（遮挡他人）", Correct: "更正、补充", Erase: "删除", Complain: "投诉",
	}
}

func documentWords() map[string]string {
	return map[string]string{"id-card": "居民身份证", "passport": "护照", "residence-permit": "居留证件", "household-register": "户口簿", "other": "其他有效证件"}
}

func relationWords() map[string]string {
	return map[string]string{"guardian": "监护人", "near-relative": "死者近亲属", "authorised": "受委托人"}
}

func groundWords() map[string]string {
	return map[string]string{
		"identity": "不能证明是本人或者有权代理", "not-shown": "所指视频图像中没有申请人", "gone": "所指视频图像已过留存期限并依法删除",
		"secrecy": "法律、行政法规规定应当保密，或者告知将妨碍国家机关履行法定职责", "others": "无法在保护他人个人信息的前提下提供",
		"true": "视频图像信息应当真实、完整，不得更改", "kept": "法定留存期限未届满", "held": "涉及违法犯罪证据，已采取信息保全措施", "unfounded": "经核查投诉事项不成立",
	}
}

func clock(at time.Time) string { return at.In(law.Shanghai()).Format("2006-01-02 15:04:05") }

func field(label, value string) papers.Field { return papers.Field{Label: label, Value: value} }

func wide(label, value string) papers.Field {
	return papers.Field{Label: label, Value: value, Wide: true}
}

func (p Claimant) field(label string) papers.Field {
	return wide(label, p.Name+"（"+documentWords()[p.Document]+"，尾号"+p.Tail+"）")
}

// about is what every paper of an application says of it.
func (r Request) about(v registry.VideoSystem) papers.Section {
	out := papers.Section{Title: "申请事项", Fields: []papers.Field{r.Person.field("申请人")}}
	if a := r.Agent; a != nil {
		out.Fields = append(out.Fields, a.field("代理人（"+relationWords()[a.Relation]+"）"))
	}
	out.Fields = append(out.Fields, field("申请种类", kindWords()[r.Kind]), field("所属系统", v.Name))
	if !r.From.IsZero() {
		out.Fields = append(out.Fields, wide("视频图像起止", clock(r.From)+" 至 "+clock(r.To)))
	}
	out.Text = r.What
	return out
}

func (r Request) document(k papers.Kind, v registry.VideoSystem, by string, more ...papers.Section) papers.Document {
	return papers.Document{
		Kind: k, Subject: audit.On(Subject, r.ID), Header: papers.Header{System: v.Name, SystemCode: v.Code, FilledBy: by},
		Articles: []string{r.Kind.Article()}, Sections: append([]papers.Section{r.about(v)}, more...),
	}
}

func (r Request) receipt(v registry.VideoSystem, linked []registry.Linked, by string) papers.Document {
	checked := "未核验，请补充"
	if r.Checked != nil {
		checked = "已核验 " + r.Checked.Name + " " + clock(r.Checked.At)
	}
	s := papers.Section{Title: "受理", Fields: []papers.Field{
		field("受理时间", clock(r.CreatedAt)), field("答复期限", r.Due.String()), wide("身份核验", checked), field("摄像机数", strconv.Itoa(len(linked))),
	}}
	return r.document(papers.PersonalReceipt, v, by, s)
}

// paper is the answer, or the note of a refusal with its article and the way
// to a court.
func (r Request) paper(v registry.VideoSystem, by string) papers.Document {
	verdict := papers.Section{Title: "办理结果", Fields: []papers.Field{
		field("申请编号", r.Number), field("决定人", r.Ruling.By.Name+" "+clock(r.Ruling.By.At)),
	}, Text: r.Ruling.Reason}
	if !r.Ruling.Granted {
		verdict.Fields = append(verdict.Fields, wide("不予办理的事由", groundWords()[r.Ruling.Ground]))
		d := r.document(papers.PersonalRefusal, v, by, verdict, papers.Section{
			Title: "告知事项", Text: "对不予办理的决定不服的，可以依法向人民法院提起诉讼，也可以向公安机关反映。",
		})
		d.Articles = append(d.Articles, r.Ruling.Article)
		return d
	}
	next := map[Kind]string{
		Look: "请凭本告知书和有效证件到现场查看，由工作人员陪同；仅供查看，不得拍摄、复制、传播。", Copy: "复制件须先遮挡他人的个体特征和机动车号牌。遮挡完成并经核验后另行通知领取；未遮挡的图像不予提供。",
		Correct: "将核实并更正、补充有关记录，原始视频图像不作改动。", Erase: "将停止使用并依法删除。", Complain: "将按上述意见处理并反馈。",
	}[r.Kind]
	return r.document(papers.PersonalAnswer, v, by, verdict, papers.Section{Title: "告知事项", Text: next})
}
