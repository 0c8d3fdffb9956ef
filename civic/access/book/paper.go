package book

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

// Heads are the columns of the register (form 6.5 of an official access; the
// same of the others, as far as they have them).
func Heads() []string {
	return []string{
		"序号", "时间", "制度", "事项", "结果", "依据", "理由代码", "申请机关（人）", "机关类别", "案（事）件", "工作人员（证件号）", "账号", "姓名", "网络地址",
		"用途", "接收单位", "批准人", "视频图像起", "视频图像止", "结束时间", "已提供秒数", "已提供字节数", "摄像机", "所属系统", "范围外摄像机数",
	}
}

// Columns are a line as it stands under [Heads].
func (l Line) Columns() []string {
	officers, cameras, systems := make([]string, len(l.Officers)), []string{}, []string{}
	for i, o := range l.Officers {
		officers[i] = o.Name + "（" + o.Card + "）" + o.Unit
	}
	for _, c := range l.Cameras {
		cameras = append(cameras, c.Name)
		if len(systems) == 0 || systems[len(systems)-1] != c.Of {
			systems = append(systems, c.Of)
		}
	}
	seconds, bytes := "", ""
	if l.Served != (Served{}) {
		seconds, bytes = strconv.FormatFloat(l.Served.Seconds, 'f', 1, 64), strconv.FormatInt(l.Served.Bytes, 10)
	}
	return []string{
		strconv.FormatInt(l.Seq, 10), clock(l.At), Words(string(l.Regime)), Words(string(l.Act)), Words(string(l.Outcome)), l.Article, l.Reason,
		l.Applicant, Words(l.Authority), l.Matter, strings.Join(officers, "、"), l.Login, l.Name, l.Remote, l.Purpose, l.Recipient, l.Approver,
		clock(l.From), clock(l.To), clock(l.Ended), seconds, bytes, strings.Join(cameras, "、"), strings.Join(systems, "、"), strconv.Itoa(l.Others),
	}
}

func clock(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(law.Shanghai()).Format("2006-01-02 15:04:05")
}

// Words says a code on paper; one that has no words stands for itself.
func Words(code string) string {
	if w, known := words()[code]; known {
		return w
	}
	return code
}

func words() map[string]string {
	return map[string]string{
		string(Own): "自用", string(Official): "执法办案", string(Platform): "平台共享", string(Citizen): "群众查看",
		string(audit.Granted): "准予", string(audit.Refused): "不予",
		string(audit.FootageLive): "实时查看", string(audit.FootageTest): "调试查看", string(audit.FootagePlayback): "回放查阅",
		string(audit.FootageSnapshot): "截图", string(audit.FootageExport): "复制导出",
		string(audit.OfficialGrant): "审核准予", string(audit.OfficialRefuse): "审核不予", string(audit.OfficialRevoke): "收回许可",
		string(audit.OfficialOpen): "开启查阅",
		string(audit.CitizenAdmit): "受理准予查看", string(audit.CitizenRefuse): "不予查看", string(audit.CitizenExtend): "扩大查看范围",
		string(audit.CitizenOpen): "开启查看", string(audit.CitizenCopy): "试图复制", string(audit.CitizenRevoke): "收回许可",
		string(audit.PersonalGrant): "个人申请准予", string(audit.PersonalRefuse): "个人申请不予", string(audit.PersonalFinish): "个人申请办结",
		"investigation": "侦查机关", "procuratorate": "检察机关", "court": "审判机关", "court-order": "律师调查令", "administrative": "行政执法机关",
		"emergency": "处置突发事件的部门", "statutory": "法律另行授权的机关",
	}
}

// printed is the register of a period on paper. What has no room in a column of
// a sheet of A4 is joined.
func printed(f Filter, lines []Line, by audit.Actor) papers.Document {
	t := &papers.Table{Head: []string{"序号", "时间", "制度", "事项和结果", "申请机关（人）、案（事）件", "工作人员、经办账号", "用途", "视频图像起止", "摄像机"}}
	for _, l := range lines {
		c := l.Columns()
		at := func(heads ...int) string {
			var out []string
			for _, i := range heads {
				if c[i] != "" {
					out = append(out, c[i])
				}
			}
			return strings.Join(out, " ")
		}
		cameras := c[22]
		if l.Others > 0 {
			cameras = strings.TrimSpace(cameras + " 另有" + c[24] + "台不在本表范围内")
		}
		t.Rows = append(t.Rows, []string{c[0], c[1], c[2], at(3, 4, 5), at(7, 8, 9), at(10, 12, 11), at(14, 15, 16), at(17, 18), cameras})
	}
	return papers.Document{
		Kind: papers.RegisterBook, Subject: audit.On(Subject, by.Account), Header: papers.Header{FilledBy: by.Called()},
		Sections: []papers.Section{
			{Fields: []papers.Field{
				{Label: "期间", Value: f.From.String() + " 至 " + f.To.String(), Wide: true},
				{Label: "制度", Value: scopeWords(f)}, {Label: "条数", Value: strconv.Itoa(len(lines))},
				{Label: "另按", Value: narrowWords(f, lines), Wide: true},
			}},
			{Title: "查阅登记", Table: t, Text: "序号为运行记录中的编号，逐条可核对；不在编制人管辖范围内的记录不列入。"},
		},
	}
}

func scopeWords(f Filter) string {
	if f.Regime == "" {
		return "全部"
	}
	return Words(string(f.Regime))
}

// narrowWords says by what else than time and regime a register is narrowed,
// so that nobody takes a part of it for the whole. Things are called as the
// lines call them; where there is no line their ids stand.
func narrowWords(f Filter, lines []Line) string {
	var out []string
	say := func(label, value string) {
		if value != "" {
			out = append(out, label+"："+value)
		}
	}
	system, camera, account := "", "", ""
	for _, l := range lines {
		for _, c := range l.Cameras {
			if c.System == f.System {
				system = c.Of
			}
			if c.ID == f.Camera {
				camera = c.Name
			}
		}
		account = l.Login
	}
	if !f.System.IsZero() {
		say("所属系统", cmp.Or(system, f.System.String()))
	}
	if !f.Camera.IsZero() {
		say("摄像机", cmp.Or(camera, f.Camera.String()))
	}
	if !f.Account.IsZero() {
		say("账号", cmp.Or(account, f.Account.String()))
	}
	say("事项", Words(string(f.Act)))
	say("结果", Words(string(f.Outcome)))
	say("字样", f.Text)
	if len(out) == 0 {
		return "无，全部列出"
	}
	return strings.Join(out, "；")
}

// FigureHeads are the columns of the statistics.
func FigureHeads() []string {
	return []string{"季度", "制度", "机关类别", "事项", "结果", "不予依据", "件数"}
}

// Rows are the statistics line by line, as they stand under [FigureHeads].
func (f Figures) Rows() (out [][]string) {
	for _, t := range f.Tables {
		line := func(authority, act, outcome, clause, count string) {
			out = append(out, []string{string(f.Quarter), Words(string(t.Regime)), authority, act, outcome, clause, count})
		}
		if t.Few {
			line("", "合计", "", "", "少于"+strconv.Itoa(Least))
			continue
		}
		for _, c := range t.Cells {
			line(Words(c.Authority), Words(string(c.Act)), Words(string(c.Outcome)), c.Clause, strconv.Itoa(c.Count))
		}
		if t.Rest > 0 {
			line("", "其他（未单列）", "", "", strconv.Itoa(t.Rest))
		}
		line("", "合计", "", "", strconv.Itoa(t.Total))
	}
	return out
}

func (f Figures) paper(by audit.Actor) papers.Document {
	t := &papers.Table{Head: FigureHeads()[1:]}
	for _, row := range f.Rows() {
		t.Rows = append(t.Rows, row[1:])
	}
	return papers.Document{
		Kind: papers.AccessFigures, Subject: audit.On(Subject, by.Account), Header: papers.Header{FilledBy: by.Called()},
		Sections: []papers.Section{{
			Title: string(f.Quarter), Table: t,
			Text: "本表不含个人信息。少于" + strconv.Itoa(Least) + "件的项目不单列，并入“其他”；为避免由合计推算，必要时其他项目一并并入。各制度分别统计，不相加。",
		}},
	}
}
