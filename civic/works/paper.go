package works

import (
	"fmt"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

// FileID and DocumentID name attachments and issued documents.
type (
	FileID     = papers.AttachmentID
	DocumentID = papers.DocumentID
)

// attach gives attachments that were added for it to a record.
func (s *Service) attach(j *job, kind, id string, files ...FileID) error {
	return s.cfg.Papers.Link(j.tx, j.actor, audit.Object{Kind: kind, ID: id}, added(nil, files)...)
}

// photos gives photos to a record. What is no picture proves nothing.
func (s *Service) photos(j *job, kind, id string, files ...FileID) error {
	for _, f := range added(nil, files) {
		a, err := j.tx.Attachment(f)
		if err != nil {
			return err
		}
		if !a.Type.Picture() {
			return shiheng.Invalid("works.photo", "name", a.Name)
		}
	}
	return s.attach(j, kind, id, files...)
}

// print issues a document about a record in the transaction of the act.
func (s *Service) print(j *job, d papers.Document) (DocumentID, error) {
	d.Header.System, d.Header.FilledBy, d.Date = j.system.Name, j.actor.Called(), j.today
	issued, err := s.cfg.Papers.Issue(j.ctx, j.tx, j.actor, d)
	return issued.ID, err
}

// The words that papers use for our codes.
var ( //nolint:gochecknoglobals // read-only tables
	conclusions = map[Conclusion]string{Passed: "合格", Basic: "基本合格", Failed: "不合格"}
	partNames   = map[string]string{Construction: "施工验收", Technical: "技术验收", Documents: "资料审查", Sign: "提示标志", Privacy: "隐私保护"}
	filingKinds = map[string]string{FileNew: "新建备案", FileLegacyW168: "存量备案（市政府令第168号）", FileLegacyR799: "存量备案（国务院令第799号）", FileChange: "变更备案", FileCancel: "注销备案"}
	reasons     = map[string]string{CityBuilding: "城市建设", ChangeOfUse: "改变用途", OtherReason: "其他"}
	changeKinds = map[string]string{Repair: "维修", Replacement: "同位置替换", Position: "位置", Function: "功能", Direction: "指向", Rebuilding: "系统改建"}
	networks    = map[string]string{"private": "专网", "government": "政务网", "internet": "互联网"}
)

func yes(b bool) string {
	if b {
		return "是"
	}
	return "否"
}

func field(label, value string) papers.Field { return papers.Field{Label: label, Value: value} }
func wide(label, value string) papers.Field {
	return papers.Field{Label: label, Value: value, Wide: true}
}

// span is two days as papers write them, nothing when neither is known.
func span(from, to law.Day) string {
	if from.IsZero() && to.IsZero() {
		return ""
	}
	return from.String() + " 至 " + to.String()
}

func (s *Service) printAcceptance(j *job, a Acceptance) (DocumentID, error) {
	e := a.Entry
	d := papers.Document{Kind: papers.Acceptance, Subject: audit.On("acceptance", a.ID), Attachments: added(nil, a.files())}
	d.Header.Unit = e.Builder
	if !a.Follows.IsZero() {
		d.Title = fmt.Sprintf("公共安全视频图像信息系统验收报告（第%d次复验）", a.Round-1)
	}
	measured := papers.Table{Head: []string{"项目", "方法", "结果", "判定"}}
	for _, it := range a.Measured {
		measured.Rows = append(measured.Rows, []string{it.Requirement, it.Method, it.Result, verdict(it.Passed)})
	}
	items := papers.Table{Head: []string{"类别", "要求", "方法", "结果", "判定"}}
	for _, it := range e.Items {
		items.Rows = append(items.Rows, []string{partNames[it.Part], it.Requirement, it.Method, it.Result, verdict(it.Passed)})
	}
	panel := papers.Table{Head: []string{"姓名", "单位", "职务（职称）", "专业", "签名"}}
	for _, m := range e.Panel {
		panel.Rows = append(panel.Rows, []string{m.Name, m.Unit, m.Title, m.Specialty, map[bool]string{true: "已签"}[m.Signed]})
	}
	rectify := papers.Table{Head: []string{"整改内容", "完成期限"}}
	for _, r := range e.Rectify {
		rectify.Rows = append(rectify.Rows, []string{r.What, r.Due.String()})
	}
	d.Sections = []papers.Section{
		{Title: "工程概况", Fields: []papers.Field{
			field("项目名称", e.Project), field("合同编号", e.Contract), field("建设单位", e.Builder), field("开工、竣工日期", span(e.StartedOn, e.FinishedOn)),
			wide("设计依据", e.DesignBasis), wide("执行标准", strings.Join(e.Standards, "、")),
			field("试运行", span(e.TrialFrom, e.TrialTo)), field("适用 GB 55029", yes(e.GB55029)), wide("试运行情况", e.TrialRecord),
			field("检验报告编号", e.InspectionNo), field("检验机构", e.InspectionBody),
			field("存储天数（实测）", fmt.Sprintf("%d 天", e.StorageDays)), field("校时测试", e.ClockTest), field("接口测试编号", e.InterfaceTest),
		}},
		{Title: "系统实测项目", Table: &measured},
		{Title: "验收项目", Table: &items},
		{Title: "整改清单", Table: &rectify},
		{Title: "验收组", Table: &panel},
		{Title: "验收结论", Fields: []papers.Field{
			{Label: "结论", Choices: papers.Choose(conclusions[a.State], "合格", "基本合格", "不合格"), Wide: true}, wide("意见", e.Opinion),
			field("结论日期", a.ConcludedOn.String()),
		}},
	}
	return s.print(j, d)
}

func verdict(passed bool) string {
	if passed {
		return "合格"
	}
	return "不合格"
}

func (s *Service) printFiling(j *job, f Filing) (DocumentID, error) {
	e, u, n := f.Entry, f.Entry.Unit, f.Entry.Scale
	v := j.system
	d := papers.Document{Kind: papers.FilingForm, Subject: audit.On("filing", f.ID), Attachments: e.Files, Supersedes: f.Form}
	d.Header = papers.Header{Unit: u.Name, CreditCode: u.CreditCode, Contact: u.Handler + " " + u.Phone}
	cameras, err := j.tx.SystemCameras(v.ID)
	if err != nil {
		return DocumentID{}, err
	}
	points := papers.Table{Head: []string{"序号", "名称", "采集部位"}}
	for _, c := range cameras {
		if c.Gone == "" {
			points.Rows = append(points.Rows, []string{itoa(len(points.Rows) + 1), c.Name, s.room(c.RoomUse)})
		}
	}
	d.Sections = []papers.Section{
		{Title: "备案类型", Fields: []papers.Field{
			{Label: "类型", Choices: papers.Choose(filingKinds[e.Kind], filingKinds[FileNew], filingKinds[FileLegacyW168], filingKinds[FileLegacyR799], filingKinds[FileChange], filingKinds[FileCancel]), Wide: true},
			field("依据", f.Article), field("备案期限", f.Due.String()), wide("变更、注销事由", e.Reason),
		}},
		{Title: "单位信息", Fields: []papers.Field{
			field("单位名称", u.Name), field("单位类型", u.Type), field("法定代表人", u.Head), field("视频系统负责人", u.InCharge),
			field("经办人", u.Handler), field("经办人证件号码", u.HandlerID), field("联系电话", u.Phone), field("行业", u.Industry), wide("地址", u.Address),
		}},
		{Title: "系统信息", Fields: []papers.Field{
			field("系统名称", v.Name), field("场所类别（第八条）", v.W168Category), field("条例类别", v.R799Class),
			field("竣工日期", v.Completed.String()), field("投入使用日期", e.UsedSince.String()), field("建设单位", e.Builder), field("设计单位", e.Designer),
			field("施工单位", e.Installer), field("维护单位", e.Maintainer), {Label: "资金来源", Choices: papers.Choose(map[string]string{"public": "财政", "other": "非财政"}[e.Funding], "财政", "非财政")},
		}},
		{Title: "系统规模", Fields: []papers.Field{
			field("摄像机总数", itoa(n.Cameras)), field("登记在册", itoa(len(points.Rows))), wide("按类型", n.Types), field("带拾音", itoa(n.WithSound)),
			field("带云台", itoa(n.WithPTZ)), field("带识别功能", itoa(n.Recognising)), field("存储设备", n.Storage), field("存储天数", itoa(n.StorageDays)),
			field("网络", networks[n.Network]), field("是否联网", yes(n.Connected)), field("等级保护", n.MLPS),
		}},
		{Title: "点位", Table: &points},
	}
	return s.print(j, d)
}

// room is what a coded room use is called.
func (s *Service) room(use string) string {
	for _, r := range s.cfg.Law.Rooms() {
		if r.Use == use {
			return r.Zh
		}
	}
	return use
}

func (s *Service) printReceipt(j *job, f Filing) (DocumentID, error) {
	d := papers.Document{Kind: papers.FilingReceipt, Subject: audit.On("filing", f.ID), To: f.Entry.Unit.Name}
	d.Header.Unit = f.Entry.Unit.Name
	d.Sections = []papers.Section{{Fields: []papers.Field{
		field("系统名称", j.system.Name), field("备案类型", filingKinds[f.Entry.Kind]), field("备案编号", f.Number), field("提交日期", f.SubmittedOn.String()),
		field("收到日期", f.ReceivedOn.String()), field("经办民警", f.ReceivedBy),
	}}}
	return s.print(j, d)
}

// names are the cameras of a report as papers list them.
func names(j *job, cameras []shiheng.CameraID, serials []TakenDevice) (papers.Table, error) {
	t := papers.Table{Head: []string{"序号", "摄像机", "编码", "设备序列号"}}
	bySerial := map[shiheng.CameraID]string{}
	for _, d := range serials {
		bySerial[d.Camera] = d.Serial
	}
	for i, id := range cameras {
		c, err := j.tx.Camera(id)
		if err != nil {
			return t, err
		}
		t.Rows = append(t.Rows, []string{itoa(i + 1), c.Name, c.Code, bySerial[id]})
	}
	return t, nil
}

func (s *Service) printRemoval(j *job, r Removal) (DocumentID, error) {
	e := r.Entry
	table, err := names(j, r.Cameras, r.Executed.Devices)
	if err != nil {
		return DocumentID{}, err
	}
	kind := map[string]string{Removing: "拆除", Relocating: "迁移"}[e.Kind]
	if r.Danger != "" {
		kind = "因险情已先行拆除（补报）"
	}
	d := papers.Document{Kind: papers.Removal, Subject: audit.On("removal", r.ID), Attachments: e.Files, Supersedes: r.Report}
	d.Header.Contact = e.Contact
	days := ""
	if r.Danger == "" {
		days = fmt.Sprintf("%d 日", between(r.ReportedOn, e.PlannedOn))
	}
	kept := r.FootageUntil.String()
	if kept == "" {
		kept = "拆除之日起不少于 " + itoa(s.cfg.Law.Floor(j.system.Facts(), j.today).Days) + " 日"
	}
	d.Sections = []papers.Section{
		{Title: "事项", Fields: []papers.Field{
			field("类型", kind), field("范围", map[bool]string{true: "整个系统", false: "部分点位"}[r.Whole]),
			{Label: "事由", Choices: papers.Choose(reasons[e.Reason], "城市建设", "改变用途", "其他"), Wide: true}, wide("说明", e.Why), wide("依据文件", e.Basis),
			field("报告日期", r.ReportedOn.String()), field("计划日期", e.PlannedOn.String()), field("间隔天数", days), field("最早可拆除日期", r.Earliest.String()),
		}},
		{Title: "点位", Table: &table},
		{Title: "替代与善后", Fields: []papers.Field{
			wide("临时、替代覆盖措施", e.Cover), wide("末段图像保全", e.HoldLast), field("视频图像信息保存至", kept), wide("存储介质处理", e.Media), field("实施单位", e.Executor),
		}},
	}
	if x := r.Executed; !x.On.IsZero() {
		done := papers.Section{Title: "实施情况", Fields: []papers.Field{
			field("实施日期", x.On.String()), field("实施人", x.By), field("核验日期", r.VerifiedOn.String()), field("核验人", r.VerifiedBy),
		}}
		for _, shown := range []struct {
			caption string
			files   []FileID
		}{{"拆除前", x.Before}, {"拆除后", x.After}} {
			for _, f := range shown.files {
				done.Pictures = append(done.Pictures, papers.Picture{Attachment: f, Caption: shown.caption})
			}
		}
		d.Sections = append(d.Sections, done)
	}
	return s.print(j, d)
}

func (s *Service) printAcknowledgement(j *job, r Removal) (DocumentID, error) {
	d := papers.Document{Kind: papers.RemovalReceipt, Subject: audit.On("removal", r.ID), To: r.ByName}
	d.Sections = []papers.Section{{Fields: []papers.Field{
		field("系统名称", j.system.Name), field("报告日期", r.ReportedOn.String()), field("计划日期", r.Entry.PlannedOn.String()),
		field("最早可拆除日期", r.Earliest.String()), field("签收日期", r.Acknowledged.On.String()), field("签收人", r.Acknowledged.By),
		wide("异议或者建议", r.Acknowledged.Advice),
	}}}
	return s.print(j, d)
}

func (s *Service) printChange(j *job, c Change) (DocumentID, error) {
	e := c.Entry
	camera := "整个系统"
	if !e.Camera.IsZero() {
		got, err := j.tx.Camera(e.Camera)
		if err != nil {
			return DocumentID{}, err
		}
		camera = got.Name
	}
	d := papers.Document{Kind: papers.ChangeApproval, Subject: audit.On("change", c.ID), Attachments: added(nil, c.files())}
	d.Sections = []papers.Section{
		{Fields: []papers.Field{
			field("摄像机", camera), field("变更类别", changeKinds[e.Kind]), wide("事由", e.Why), field("点位仍被覆盖", yes(e.StillCovered)), wide("隐私复核", e.Privacy),
		}},
		{Title: "变更前后", Table: &papers.Table{Head: []string{"", "变更前", "变更后"}, Rows: [][]string{
			{"位置", e.Before.Position, e.After.Position}, {"功能", e.Before.Function, e.After.Function}, {"指向", e.Before.Direction, e.After.Direction},
			{"预置位", e.Before.Preset, e.After.Preset}, {"采集部位", s.room(e.Before.RoomUse), s.room(e.After.RoomUse)},
		}}},
		{Title: "审批", Fields: []papers.Field{
			field("申请人", c.ByName), field("审批人", c.DecidedBy), field("审批日期", c.DecidedOn.String()), wide("审批意见", c.Decision),
		}},
	}
	return s.print(j, d)
}

func (s *Service) printOutage(j *job, o Outage) (DocumentID, error) {
	e := o.Entry
	scope := "整个系统"
	if !e.Whole {
		scope = fmt.Sprintf("%d 路摄像机", len(e.Cameras))
	}
	at := func(t interface{ IsZero() bool }, text string) string {
		if t.IsZero() {
			return ""
		}
		return text
	}
	const form = "2006-01-02 15:04"
	d := papers.Document{Kind: papers.OutageRecord, Subject: audit.On("outage", o.ID), Attachments: e.Files}
	d.Sections = []papers.Section{{Fields: []papers.Field{
		{Label: "性质", Choices: papers.Choose(map[bool]string{true: "计划", false: "非计划"}[e.Planned], "计划", "非计划")}, field("范围", scope), wide("原因", e.Reason),
		field("开始", e.From.In(law.Shanghai()).Format(form)), field("预计恢复", at(e.To, e.To.In(law.Shanghai()).Format(form))),
		field("恢复", at(o.RestoredAt, o.RestoredAt.In(law.Shanghai()).Format(form))), field("批准", e.Approved), field("报告对象", e.ReportedTo),
		wide("临时措施", e.Measures), wide("缺失的视频图像", o.Lost),
	}}}
	return s.print(j, d)
}
