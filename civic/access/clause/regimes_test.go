package clause

import (
	"time"

	"shiheng.internal"
)

// The atoms of each regime, and its reasons of refusal as the articles have
// them. Reasons are the ids of clauses; with a figure, a condition of a permit.

var (
	theCamera = shiheng.NewID[shiheng.CameraID](now())
	another   = shiheng.NewID[shiheng.CameraID](now())
	theHour   = shiheng.Span{From: now().Add(-2 * time.Hour), To: now().Add(-time.Hour)}
)

// list collects reasons.
type list []string

func (l *list) when(cond bool, code string) {
	if cond {
		*l = append(*l, code)
	}
}

// never makes an invariant: allowed although cond holds.
func never(zh string, cond func(combo) bool) invariant {
	return invariant{zh, func(c combo, allowed bool) bool { return allowed && cond(c) }}
}

func matterAtoms() []atom {
	return []atom{
		{"第二名工作人员", []string{"不同的人", "同一人", "没有", "是被查单位人员", "第一人是被查单位人员"}},
		{"工作证件", []string{"各自出示", "第一人未出示", "第二人未出示", "两人证件号相同", "第一人未到场确认", "第二人未到场确认"}},
		{"介绍信", []string{"有效", "第二人单位开具", "没有", "已过期", "尚未生效", "用于另一事项", "第三个单位开具", "无扫描件或者无文号"}},
		{"登记", []string{"已登记", "未登记"}},
		{"告知使用保密制度", []string{"已签收", "拒绝签字并已记明", "未送达"}},
		{"申请机关", []string{"侦查机关", "另有法律授权", "另有授权但未写明法律", "不在第二十三条之列", "未写明事项"}},
		{"机关所在", []string{"本市一个单位", "外地两个单位"}},
	}
}

var matterNames = []string{"第二名工作人员", "工作证件", "介绍信", "登记", "告知使用保密制度", "申请机关", "机关所在"}

// matterOf is the application a combination makes.
func matterOf(c combo) Matter {
	m := typicalMatter()
	if c.is("机关所在", "外地两个单位") {
		m.First.Home, m.Second.Home, m.Second.Unit = "330100", "310100", "上海某分局"
		m.First.Unit, m.Letter.Unit = "杭州某分局", "杭州某分局"
	}
	switch {
	case c.is("介绍信", "第二人单位开具"):
		m.Letter.Unit = m.Second.Unit
	case c.is("介绍信", "没有"):
		m.Letter = nil
	case c.is("介绍信", "已过期"):
		m.Letter.Until = now()
	case c.is("介绍信", "尚未生效"):
		m.Letter.From = now().Add(time.Millisecond)
	case c.is("介绍信", "用于另一事项"):
		m.Letter.Matter = "另案"
	case c.is("介绍信", "第三个单位开具"):
		m.Letter.Unit = "第三单位"
	case c.is("介绍信", "无扫描件或者无文号"):
		m.Letter.Scanned = false
	}
	switch {
	case c.is("工作证件", "第一人未出示"):
		m.First.Card = ""
	case c.is("工作证件", "第二人未出示"):
		m.Second.Card = ""
	case c.is("工作证件", "两人证件号相同"):
		m.Second.Card = m.First.Card
	case c.is("工作证件", "第一人未到场确认"):
		m.First.Present = false
	case c.is("工作证件", "第二人未到场确认"):
		m.Second.Present = false
	}
	switch {
	case c.is("第二名工作人员", "同一人"):
		m.Second.ID = m.First.ID
	case c.is("第二名工作人员", "没有"):
		m.Second = nil
	case c.is("第二名工作人员", "是被查单位人员"):
		m.Second.Site = true
	case c.is("第二名工作人员", "第一人是被查单位人员"):
		m.First.Site = true
	}
	m.Registered = c.is("登记", "已登记")
	m.Served, m.Signed = !c.is("告知使用保密制度", "未送达"), c.is("告知使用保密制度", "已签收")
	switch {
	case c.is("申请机关", "另有法律授权"):
		m.Authority, m.Law = "statutory", "监察法"
	case c.is("申请机关", "另有授权但未写明法律"):
		m.Authority = "statutory"
	case c.is("申请机关", "不在第二十三条之列"):
		m.Authority = "insurance"
	case c.is("申请机关", "未写明事项"):
		m.Matter = ""
		if m.Letter != nil && m.Letter.Matter != "另案" {
			m.Letter.Matter = ""
		}
	}
	return m
}

// article24 are the reasons that rest on the conditions of Article 24.
func article24(c combo) (out list) {
	alone := c.is("第二名工作人员", "没有")
	out.when(!c.is("第二名工作人员", "不同的人"), "officials-two")
	out.when(c.is("工作证件", "第一人未出示", "第一人未到场确认") ||
		!alone && c.is("工作证件", "第二人未出示", "两人证件号相同", "第二人未到场确认"), "officials-cards")
	out.when(!c.is("介绍信", "有效", "第二人单位开具") ||
		alone && c.is("介绍信", "第二人单位开具") && c.is("机关所在", "外地两个单位"), "officials-letter")
	out.when(c.is("登记", "未登记"), "officials-registered")
	out.when(c.is("告知使用保密制度", "未送达"), "officials-rules")
	return out
}

func officials() regimeTest {
	acts := map[string]Act{"查阅": View, "调取": Retrieve, "复制": Copy, "查阅基础信息": ViewBasic, "调取基础信息": RetrieveBasic, "复制基础信息": CopyBasic}
	atoms := append(matterAtoms(),
		atom{"方式", []string{"查阅", "复制基础信息"}},
		atom{"登记的方式", []string{"含本次方式", "不含本次方式"}},
		atom{"范围", []string{"登记范围内", "另一摄像机", "超出时间段", "许可期限已过"}},
		atom{"涉密", []string{"不涉密", "涉密且未获授权"}},
	)
	officers, cameras, matters, extents := kept[Principal]{}, kept[Resource]{}, kept[ReadyMatter]{}, kept[ReadyExtent]{}
	return regimeTest{
		name: "TestOfficials_W168_23_24", atoms: atoms,
		ask: func(c combo) Request {
			e := Extent{Cameras: []shiheng.CameraID{theCamera}, Span: theHour, Until: now().Add(time.Hour)}
			var act Act
			for zh, a := range acts {
				if c.is("方式", zh) {
					act = a
				}
				if c.is("方式", zh) == c.is("登记的方式", "含本次方式") {
					e.Acts = append(e.Acts, a)
				}
			}
			span := theHour
			switch {
			case c.is("范围", "另一摄像机"):
				e.Cameras = []shiheng.CameraID{another}
			case c.is("范围", "超出时间段"):
				span.To = span.To.Add(time.Second)
			case c.is("范围", "许可期限已过"):
				e.Until = now()
			}
			return Request{act, officers.of(c, nil, Officer{ID: "p1"}.Principal),
				cameras.of(c, []string{"涉密"}, Camera{ID: theCamera, Secret: secretly(c.is("涉密", "涉密且未获授权"))}.Resource),
				Official{now(), span, matters.of(c, matterNames, func() ReadyMatter { return matterOf(c).Ready() }),
					extents.of(c, []string{"方式", "登记的方式", "范围"}, e.Ready)}.Facts()}
		},
		never: []invariant{
			never("没有第二名工作人员而查阅", func(c combo) bool { return c.is("第二名工作人员", "没有", "同一人") }),
			never("没有两份工作证件而查阅", func(c combo) bool {
				return c.is("工作证件", "第一人未出示", "第二人未出示", "两人证件号相同")
			}),
			never("没有有效介绍信而查阅", func(c combo) bool { return c.is("介绍信", "没有", "已过期", "尚未生效") }),
			never("介绍信由无关单位开具或者用于另一事项而查阅", func(c combo) bool { return c.is("介绍信", "第三个单位开具", "用于另一事项") }),
			never("未登记而查阅", func(c combo) bool { return c.is("登记", "未登记") }),
			never("未送达使用保密制度而查阅", func(c combo) bool { return c.is("告知使用保密制度", "未送达") }),
			never("超出登记范围而查阅", func(c combo) bool {
				return !c.is("范围", "登记范围内") || c.is("登记的方式", "不含本次方式")
			}),
		},
		reasons: func(c combo) []string {
			out := article24(c)
			out.when(c.is("登记的方式", "不含本次方式"), "officials-asked")
			out.when(!c.is("范围", "登记范围内"), "officials-bounds")
			out.when(c.is("涉密", "涉密且未获授权"), "secret-officials")
			out.when(c.is("申请机关", "另有授权但未写明法律", "不在第二十三条之列"), "officials.1")
			out.when(c.is("申请机关", "未写明事项"), "officials.2")
			return out
		},
	}
}

func refusing() regimeTest {
	atoms := append(matterAtoms(),
		atom{"决定人", []string{"负责人", "管理人员"}}, atom{"管理的系统", []string{"本人管理", "他人管理"}}, atom{"账号", []string{"正常", "已停用"}})
	met := func(c combo) bool {
		return len(article24(c)) == 0 && c.is("申请机关", "侦查机关", "另有法律授权")
	}
	matters, staff, systems := kept[ReadyMatter]{}, kept[Principal]{}, kept[Resource]{}
	return regimeTest{
		name: "TestRefusing_W168_24_2", atoms: atoms,
		ask: func(c combo) Request {
			who := Staff{Keeps: []Area{"system:1"}, Barred: c.is("账号", "已停用")}
			on := Application{Areas: []Area{"system:1"}}
			if c.is("管理的系统", "他人管理") {
				on.Areas = []Area{"system:2"}
			}
			ready := matters.of(c, matterNames, func() ReadyMatter { return matterOf(c).Ready() })
			return Request{Refuse, staff.of(c, []string{"账号"}, who.Principal), systems.of(c, []string{"管理的系统"}, on.Resource),
				Refusing{now(), c.is("决定人", "负责人"), ready}.Facts()}
		},
		never: []invariant{
			never("四项条件具备而由管理人员拒绝", func(c combo) bool { return met(c) && c.is("决定人", "管理人员") }),
			never("仅以拒绝签字为由拒绝", func(c combo) bool {
				return met(c) && c.is("告知使用保密制度", "拒绝签字并已记明") && c.is("决定人", "管理人员")
			}),
		},
		reasons: func(c combo) []string {
			var out list
			out.when(met(c) && c.is("决定人", "管理人员"), "must-cooperate")
			out.when(c.is("账号", "已停用"), "barred")
			out.when(c.is("管理的系统", "他人管理"), "may-refuse.1")
			return out
		},
	}
}

func ownUse() regimeTest {
	acts := map[string]Act{"实时监看": Live, "查看历史图像": Playback, "复制": Export, "调试": Test}
	staff, cameras, facts := kept[Principal]{}, kept[Resource]{}, kept[Facts]{}
	return regimeTest{
		name: "TestOwnUse_W168_29_R799_16",
		atoms: []atom{
			{"操作", []string{"实时监看", "查看历史图像", "复制", "调试"}},
			{"授权", []string{"全部", "只有监看", "只有复制", "只有转发", "只有调试", "没有", "在别处"}},
			{"时段", []string{"值班时段", "值班时段以前"}},
			{"事由", []string{"已写明", "未写明"}},
			{"批准人", []string{"已写明", "未写明"}},
			{"接收人", []string{"已写明", "未写明"}},
			{"使用期限", []string{"未到", "已过"}},
			{"办案", []string{"否", "是"}},
			{"工单", []string{"有效", "没有", "已过期"}},
			{"系统", []string{"在用", "试运行", "未试运行"}},
			{"部位", []string{"正常", "禁止安装"}},
			{"涉密", []string{"不涉密", "涉密且未获授权"}},
			{"角色", []string{"无管理角色", "系统管理员", "审计员"}},
			{"账号", []string{"正常", "已停用"}},
		},
		ask: func(c combo) Request {
			var act Act
			for zh, a := range acts {
				if c.is("操作", zh) {
					act = a
				}
			}
			camera := Camera{
				ID: theCamera, Areas: []Area{"place:1"}, Watched: !c.is("系统", "未试运行"), Testable: !c.is("系统", "在用"),
				ForbiddenRoom: c.is("部位", "禁止安装"), Secret: secretly(c.is("涉密", "涉密且未获授权")),
			}
			return Request{act, staff.of(c, []string{"授权", "角色", "账号"}, ownStaff(c).Principal), cameras.of(c, []string{"系统", "部位", "涉密"}, camera.Resource),
				facts.of(c, []string{"时段", "事由", "批准人", "接收人", "使用期限", "办案", "工单"}, ownFacts(c).Facts)}
		},
		never: []invariant{
			never("系统管理员看到图像", func(c combo) bool { return c.is("角色", "系统管理员") }),
			never("审计员看到图像", func(c combo) bool { return c.is("角色", "审计员") }),
			never("停用账号看到图像", func(c combo) bool { return c.is("账号", "已停用") }),
			never("调试人员查看历史图像或者复制", func(c combo) bool { return c.is("授权", "只有调试") && !c.is("操作", "调试") }),
			never("没有复制授权而复制", func(c combo) bool { return c.is("操作", "复制") && !c.is("授权", "全部", "只有复制") }),
			never("未经批准、未登记而复制", func(c combo) bool {
				return c.is("操作", "复制") && (c.is("批准人", "未写明") || c.is("接收人", "未写明") || c.is("事由", "未写明") || c.is("使用期限", "已过"))
			}),
			never("不说明事由而查看值班时段以前的图像", func(c combo) bool {
				return c.is("操作", "查看历史图像") && c.is("时段", "值班时段以前") && c.is("事由", "未写明")
			}),
			never("没有授权而看到图像", func(c combo) bool { return c.is("授权", "没有", "在别处") }),
			never("禁止安装部位的图像被打开", func(c combo) bool { return c.is("部位", "禁止安装") }),
		},
		reasons: ownReasons,
	}
}

func ownStaff(c combo) Staff {
	s := Staff{Barred: c.is("账号", "已停用"), Administrator: c.is("角色", "系统管理员"), Auditor: c.is("角色", "审计员")}
	here := []Area{"place:1", "place:9"}
	if c.is("授权", "在别处") {
		here = []Area{"place:2"}
	}
	if c.is("授权", "全部", "只有监看", "在别处") {
		s.Watches = here
	}
	if c.is("授权", "全部", "只有复制", "在别处") {
		s.Copies = here
	}
	if c.is("授权", "全部", "只有转发", "在别处") {
		s.Forwards = here
	}
	if c.is("授权", "全部", "只有调试", "在别处") {
		s.Tests = here
	}
	return s
}

func ownFacts(c combo) Own {
	word := func(name string) string { return map[bool]string{true: "甲"}[c.is(name, "已写明")] }
	o := Own{Now: now(), DutyFrom: now().Add(-30 * time.Minute), From: now().Add(-30 * time.Minute), CaseWork: c.is("办案", "是"),
		Purpose: word("事由"), Approver: word("批准人"), Recipient: word("接收人"), Expires: now().Add(time.Hour)}
	if c.is("时段", "值班时段以前") {
		o.From = o.From.Add(-time.Millisecond)
	}
	if c.is("使用期限", "已过") {
		o.Expires = now()
	}
	if c.is("工单", "有效") {
		o.TicketUntil = now().Add(time.Hour)
	}
	if c.is("工单", "已过期") {
		o.TicketUntil = now()
	}
	return o
}

func ownReasons(c combo) []string {
	var out list
	act := func(names ...string) bool { return c.is("操作", names...) }
	has := func(right string) bool { return c.is("授权", "全部", right) }
	out.when(act("实时监看") && !has("只有监看"), "own-live.1")
	out.when(act("查看历史图像") && !has("只有监看"), "own-playback.1")
	out.when(act("复制") && !has("只有复制"), "own-export.1")
	out.when(act("调试") && !has("只有调试"), "own-test.1")
	out.when(act("查看历史图像") && c.is("时段", "值班时段以前") && c.is("事由", "未写明"), "own-purpose")
	out.when(act("复制") && c.is("批准人", "未写明"), "own-export-approved")
	out.when(act("复制") && (c.is("事由", "未写明") || c.is("接收人", "未写明") || c.is("使用期限", "已过")), "own-export-registered")
	out.when(act("调试") && c.is("系统", "在用") && c.is("工单", "没有"), "own-test-ticket")
	out.when(act("调试") && c.is("工单", "已过期"), "own-test-time")
	out.when(act("实时监看") && c.is("系统", "未试运行"), "own-accepted")
	out.when(act("查看历史图像", "复制") && c.is("办案", "是"), "own-case-work")
	out.when(c.is("账号", "已停用"), "barred")
	out.when(c.is("角色", "系统管理员"), "administrator-apart")
	out.when(c.is("角色", "审计员"), "auditor-apart")
	out.when(c.is("部位", "禁止安装"), "forbidden-room")
	out.when(c.is("涉密", "涉密且未获授权"), "secret-staff")
	return out
}
