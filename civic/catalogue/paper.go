package catalogue

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// A Report is the report of an interface test as it was issued, on its way
// into the archive of the system.
type Report struct {
	Test   InterfaceTest
	Issued papers.Issued
	Actor  audit.Actor // who asked for the test
}

// Report issues the report of a test that ended (W168/11) and puts it into the
// system's archive, in one transaction. A test that was broken off proves
// nothing and gets none; one that has its report gets no second.
func (s *Service) Report(ctx context.Context, actor audit.Actor, id InterfaceTestID) (InterfaceTest, error) {
	var t InterfaceTest
	err := s.cfg.Store.Write(ctx, func(tx Tx) (err error) {
		if t, err = tx.Test(id); err != nil {
			return err
		}
		if err := t.Reportable(); err != nil {
			return err
		}
		v, err := tx.System(t.System)
		if err != nil {
			return err
		}
		c, err := tx.Camera(t.Camera)
		if err != nil {
			return err
		}
		issued, err := s.cfg.Papers.Issue(ctx, tx, actor, t.paper(v, c, actor.Called()))
		if err != nil {
			return err
		}
		t.Document = issued.ID
		if err := tx.KeepReport(t.ID, t.Document); err != nil {
			return err
		}
		return s.cfg.File(tx, Report{Test: t, Issued: issued, Actor: actor})
	})
	if err != nil {
		return InterfaceTest{}, fmt.Errorf("report interface test: %w", err)
	}
	return t, nil
}

// Reportable says why a test gets no report, nil when it does.
func (t InterfaceTest) Reportable() error {
	switch {
	case t.Verdict == Running:
		return shiheng.Conflict("interface.running")
	case t.Verdict == BrokenOff:
		return shiheng.Conflict("interface.broken-off").By("W168/11")
	case !t.Document.IsZero():
		return shiheng.Conflict("interface.reported")
	}
	return nil
}

// The words of papers for our codes.
func resultWords() map[string]string {
	return map[string]string{"passed": "合格", "failed": "不合格", "unproven": "未能证明", "not-applicable": "不适用"}
}

// checkWords names the checks in the order in which they are made.
func checkWords() [][2]string {
	return [][2]string{
		{"register", "设备注册"}, {"keepalive", "状态保活"}, {"catalog", "目录查询"}, {"play", "实时图像"}, {"records", "录像查询"},
		{"playback", "录像回放"}, {"ptz", "云台控制"}, {"time", "时钟"},
	}
}

func factWords() map[string]string {
	return map[string]string{
		"channels": "通道数", "announced": "宣称数", "messages": "消息数", "name": "名称", "registered": "注册于", "expires": "有效至",
		"version": "协议版本", "secondsAgo": "秒前保活", "firstKeyMs": "首帧毫秒", "codec": "编码", "width": "宽", "height": "高",
		"pictures": "图像数", "bytes": "字节", "lost": "丢失", "files": "录像段数", "broken": "无效段数", "from": "起", "to": "止",
		"accepted": "已受理", "offsetMs": "偏差毫秒",
	}
}

func whyWords() map[string]string {
	return map[string]string{
		"conform.not-registered": "设备未注册", "conform.offline": "设备已离线", "conform.not-heard": "平台启动后尚未收到保活",
		"conform.silent": "超过三个周期没有保活", "conform.no-answer": "设备没有应答", "conform.channel-not-listed": "目录中没有该通道",
		"conform.catalog-partial": "目录不完整", "conform.no-picture": "没有收到图像", "conform.picture-stands": "图像静止，没有后续画面",
		"conform.no-recordings": "设备没有可查的录像", "conform.records-partial": "录像列表不完整",
		"conform.does-not-move": "固定摄像机，不测云台", "conform.time-not-told": "设备不报时间", "conform.clock": "时钟偏差过大",
	}
}

// table is the steps of a test as papers show them; a check that was not made
// is a line to be filled in by hand.
func (t InterfaceTest) table() *papers.Table {
	out := &papers.Table{Head: []string{"序号", "测试项目", "结果", "实测数据", "用时", "说明"}}
	for n, check := range checkWords() {
		row := []string{strconv.Itoa(n + 1), check[1], "", "", "", ""}
		if i := slices.IndexFunc(t.Steps, func(s InterfaceStep) bool { return s.Check == check[0] }); i >= 0 {
			step := t.Steps[i]
			row[2], row[3], row[4] = resultWords()[step.Result], measured(step.Facts), fmt.Sprintf("%.1f 秒", float64(step.TookMs)/1000)
			if row[5] = whyWords()[step.Code]; row[5] == "" {
				row[5] = step.Code
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// measured is what a step measured, in one line.
func measured(facts map[string]string) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		label := factWords()[name]
		if label == "" {
			label = name
		}
		out = append(out, label+"："+facts[name])
	}
	return strings.Join(out, "；")
}

func clock(at time.Time) string { return at.In(law.Shanghai()).Format("2006-01-02 15:04:05") }

func field(label, value string) papers.Field { return papers.Field{Label: label, Value: value} }

// paper is the report of a test 接口测试报告.
func (t InterfaceTest) paper(v registry.VideoSystem, c registry.Camera, by string) papers.Document {
	verdict := resultWords()[string(t.Verdict)]
	sum, channel := t.sum(), ""
	if c.Main != nil && c.Main.GB28181 != nil { // it may have been linked anew since
		channel = c.Main.GB28181.Channel
	}
	return papers.Document{
		Kind: papers.InterfaceTest, Subject: audit.On("interface-test", t.ID), Date: law.DayOf(t.Ended),
		Header: papers.Header{System: v.Name, SystemCode: v.Code, FilledBy: by},
		Sections: []papers.Section{
			{Title: "测试对象", Fields: []papers.Field{
				field("摄像机", c.Name), field("通道编码", channel), field("协议", "GB/T 28181"),
				field("开始", clock(t.Began)), field("结束", clock(t.Ended)), field("测试方式", "平台自动测试"),
			}},
			{Title: "测试项目", Table: t.table()},
			{Title: "测试结论", Fields: []papers.Field{
				{Label: "结论", Choices: papers.Choose(verdict, "合格", "不合格", "未能证明"), Wide: true},
				{Label: "测试数据校验值（SHA-256）", Value: sum.String(), Wide: true},
			}},
		},
	}
}

// IssueRecord issues the connection record of a system 联网接入登记表
// (W168/21): what the catalogue asks of it, how it is connected, and what was
// measured. What the platform does not know is left to be filled in by hand.
// One issued before is superseded.
func (s *Service) IssueRecord(ctx context.Context, actor audit.Actor, system shiheng.SystemID) (papers.Issued, error) {
	var out papers.Issued
	subject := audit.On("connection", system) // it names codes: not for all who read of the system (W168/29)
	before, err := s.cfg.Papers.InForce(ctx, papers.Connection, subject)
	if err != nil {
		return out, err
	}
	all := registry.Scope{All: true}
	tasks, err := s.cfg.Store.Tasks(ctx, TaskFilter{Scope: all, System: system}, audit.Paging{Limit: 1})
	if err != nil {
		return out, fmt.Errorf("issue connection record: %w", err)
	}
	tests, err := s.cfg.Store.Tests(ctx, TestFilter{Scope: all, System: system}, audit.Paging{Limit: 20})
	if err != nil {
		return out, fmt.Errorf("issue connection record: %w", err)
	}
	var task Task
	if len(tasks.Items) > 0 {
		task = tasks.Items[0]
	}
	var test InterfaceTest
	if n := slices.IndexFunc(tests.Items, func(t InterfaceTest) bool { return t.Verdict != Running && t.Verdict != BrokenOff }); n >= 0 {
		test = tests.Items[n]
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		v, err := tx.System(system)
		if err != nil {
			return err
		}
		cameras, err := tx.SystemCameras(system)
		if err != nil {
			return err
		}
		edition := ""
		if !task.Edition.IsZero() {
			e, err := tx.Version(task.Edition)
			if err != nil {
				return err
			}
			edition = fmt.Sprintf("第 %d 版 %s", e.Number, e.Title)
		}
		d := record{v, task, test, edition, wiringOf(cameras)}.paper(subject, actor.Called())
		d.Supersedes = before
		out, err = s.cfg.Papers.Issue(ctx, tx, actor, d)
		return err
	})
	if err != nil {
		return papers.Issued{}, fmt.Errorf("issue connection record: %w", err)
	}
	return out, nil
}

// A wiring is how the cameras of a system are linked.
type wiring struct {
	gb, rtsp    int
	first, last string // of the channel codes
	kbps        int
}

func wiringOf(cameras []registry.Camera) (w wiring) {
	for _, c := range cameras {
		if c.Gone != "" || c.Main == nil {
			continue
		}
		w.kbps += c.Kbps
		if c.Main.GB28181 == nil {
			w.rtsp++
			continue
		}
		w.gb++
		code := c.Main.GB28181.Channel
		if w.first == "" || code < w.first {
			w.first = code
		}
		w.last = max(w.last, code)
	}
	return w
}

// A record is what a connection record is made of.
type record struct {
	system  registry.VideoSystem
	task    Task
	test    InterfaceTest
	edition string
	wiring  wiring
}

func linkWords() map[Link]string {
	return map[Link]string{NotConnected: "未接入", Partly: "部分接入", Connected: "已接入", Interrupted: "接入中断"}
}

func lackWords() map[Lack]string {
	return map[Lack]string{
		NoCameras: "没有登记摄像机", NotLinked: "有摄像机未关联来源", PeerAway: "设备或平台不在线", NotListed: "目录中未列出",
		NoPicture: "没有图像", NotTested: "未通过接口测试",
	}
}

func (r record) paper(subject audit.Object, by string) papers.Document {
	w, t := r.wiring, r.task
	protocol := papers.Field{Label: "接入协议", Wide: true, Choices: []papers.Choice{{Label: "GB/T 28181", Chosen: w.gb > 0}, {Label: "RTSP", Chosen: w.rtsp > 0}}}
	codes, width := "", ""
	if w.first != "" {
		codes = w.first + " 至 " + w.last
	}
	if w.kbps > 0 {
		width = fmt.Sprintf("%.1f Mbit/s", float64(w.kbps)/1000)
	}
	asked := []papers.Field{{Label: "接入目录", Value: "未列入接入目录，自愿接入", Wide: true}}
	state := []papers.Field{field("联网状态", ""), field("接入日期", "")}
	if !t.Edition.IsZero() {
		asked = []papers.Field{{Label: "接入目录", Value: r.edition, Wide: true}, field("规则", t.Rule), field("接入期限", t.Due.String())}
		var lacks []string
		for _, l := range t.Lacking {
			lacks = append(lacks, lackWords()[l])
		}
		first := ""
		if !t.First.IsZero() {
			first = law.DayOf(t.First).String()
		}
		state = []papers.Field{
			{Label: "联网状态", Wide: true, Choices: papers.Choose(linkWords()[t.Link], "未接入", "部分接入", "已接入", "接入中断")},
			field("首次接入日期", first), field("本状态自", clock(t.Since)), field("实测时间", clock(t.Probed)),
			field("摄像机", strconv.Itoa(t.Reach.Cameras)), field("已关联来源", strconv.Itoa(t.Reach.Linked)), field("设备在线", strconv.Itoa(t.Reach.Peers)),
			field("目录已列", strconv.Itoa(t.Reach.Listed)), field("有图像", strconv.Itoa(t.Reach.Picture)),
			{Label: "尚缺", Value: strings.Join(lacks, "；"), Wide: true},
		}
	}
	tested := []papers.Field{field("测试日期", ""), field("结论", "")}
	if !r.test.ID.IsZero() {
		tested = []papers.Field{field("测试日期", law.DayOf(r.test.Ended).String()), field("结论", resultWords()[string(r.test.Verdict)])}
	}
	return papers.Document{
		Kind: papers.Connection, Subject: subject, Header: papers.Header{System: r.system.Name, SystemCode: r.system.Code, FilledBy: by},
		Sections: []papers.Section{
			{Title: "接入依据", Fields: asked},
			{Title: "接入方式", Fields: []papers.Field{
				protocol, field("国标通道数", strconv.Itoa(w.gb)), field("其他来源数", strconv.Itoa(w.rtsp)), {Label: "设备编码范围", Value: codes, Wide: true},
				field("登记码率合计", width), field("传输网络", ""), field("安全能力等级（GB 35114）", ""), field("联网共享平台", "无锡市公共安全视频图像信息联网共享平台"),
			}},
			{Title: "联网状态（平台实测）", Fields: state},
			{Title: "接口测试", Fields: tested, Table: r.test.table()},
			{Title: "停用、中断情况", Fields: []papers.Field{{Label: "日期和原因", Wide: true}}},
		},
	}
}
