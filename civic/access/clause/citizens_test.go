package clause

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
)

func citizens() regimeTest {
	acts := map[string]Act{"查看": Look, "调取": Retrieve, "复制基础信息": CopyBasic}
	missing := map[string]string{"老人": "elderly", "儿童": "child", "智障人员": "intellectual-disability", "其他成年人": "adult"}
	relation := map[string]string{"本人": "self", "近亲属": "relative", "无关": "friend"}
	stake := map[string]string{"财产": "property", "无": ""}
	pick := func(c combo, name string, of map[string]string) string {
		for zh, code := range of {
			if c.is(name, zh) {
				return code
			}
		}
		return ""
	}
	extents := kept[ReadyExtent]{}
	return regimeTest{
		name: "TestCitizens_W168_25_R799_21",
		atoms: []atom{
			{"操作", []string{"查看", "调取", "复制基础信息"}},
			{"办理类别", []string{"走失", "关联人", "其他"}},
			{"走失人员", []string{"老人", "儿童", "智障人员", "其他成年人"}},
			{"利害关系人", []string{"是", "否"}},
			{"关系", []string{"近亲属", "本人", "无关"}},
			{"利益", []string{"财产", "无"}},
			{"管理单位", []string{"同意", "不同意"}},
			{"图像所在", []string{"联网共享平台", "单位系统"}},
			{"查看方式", []string{"陪同、指定工作站、有水印", "无人陪同", "非指定工作站", "无水印"}},
			{"登记", []string{"已登记", "未登记"}},
			{"范围", []string{"登记范围内", "另一摄像机", "超出时间段", "期限已过"}},
			{"部位", []string{"正常", "禁止安装"}},
			{"涉密", []string{"不涉密", "涉密"}},
		},
		ask: func(c combo) Request {
			on := Camera{ID: theCamera, Shared: c.is("图像所在", "联网共享平台"), ForbiddenRoom: c.is("部位", "禁止安装"), Secret: secretly(c.is("涉密", "涉密"))}.Resource()
			who := Citizen{"z"}.Principal()
			for zh, act := range acts {
				if act != Look && c.is("操作", zh) {
					return Request{act, who, on, Official{Now: now(), Span: theHour}.Facts()}
				}
			}
			l := Looking{Now: now(), Span: theHour, Flow: pick(c, "办理类别", map[string]string{"走失": "missing", "关联人": "related", "其他": "other"}),
				Missing: pick(c, "走失人员", missing), Interested: c.is("利害关系人", "是"), Relation: pick(c, "关系", relation), Stake: pick(c, "利益", stake),
				Consent: c.is("管理单位", "同意"), Accompanied: !c.is("查看方式", "无人陪同"), Workstation: !c.is("查看方式", "非指定工作站"),
				Marked: !c.is("查看方式", "无水印"), Registered: c.is("登记", "已登记")}
			e := Extent{Cameras: []shiheng.CameraID{theCamera}, Span: theHour, Until: now().Add(time.Hour)}
			switch {
			case c.is("范围", "另一摄像机"):
				e.Cameras = []shiheng.CameraID{another}
			case c.is("范围", "超出时间段"):
				l.Span.From = l.Span.From.Add(-time.Second)
			case c.is("范围", "期限已过"):
				e.Until = now()
			}
			l.Extent = extents.of(c, []string{"范围"}, e.Ready)
			return Request{Look, who, on, l.Facts()}
		},
		never: []invariant{
			never("亲属复制或者调取", func(c combo) bool { return !c.is("操作", "查看") }),
			never("走失的不是老人、儿童、智障人员而按走失查看", func(c combo) bool { return c.is("办理类别", "走失") && c.is("走失人员", "其他成年人") }),
			never("在单位系统上按走失查看", func(c combo) bool { return c.is("办理类别", "走失") && c.is("图像所在", "单位系统") }),
			never("未经管理单位同意而按关联人查阅", func(c combo) bool { return c.is("办理类别", "关联人") && c.is("管理单位", "不同意") }),
			never("无人陪同或者没有水印而查看", func(c combo) bool { return c.is("查看方式", "无人陪同", "无水印") }),
		},
		reasons: citizenReasons,
	}
}

func citizenReasons(c combo) []string {
	var out list
	if !c.is("操作", "查看") {
		return []string{"look-only"}
	}
	missing, related := c.is("办理类别", "走失"), c.is("办理类别", "关联人")
	out.when(!missing && !related, "missing-look.1")
	reads := missing || !related // the permit of missing persons speaks for what is neither
	out.when(reads && c.is("走失人员", "其他成年人"), "missing-look.2")
	out.when(reads && c.is("利害关系人", "否"), "missing-look.3")
	out.when(reads && c.is("图像所在", "单位系统"), "missing-look.4")
	out.when(related && c.is("关系", "无关"), "related-look.2")
	out.when(related && c.is("利益", "无"), "related-look.3")
	out.when(related && c.is("管理单位", "不同意"), "related-consent")
	out.when(!c.is("查看方式", "陪同、指定工作站、有水印"), "look-accompanied")
	out.when(c.is("登记", "未登记"), "look-registered")
	out.when(!c.is("范围", "登记范围内"), "look-bounds")
	out.when(c.is("部位", "禁止安装"), "forbidden-room")
	out.when(c.is("涉密", "涉密"), "secret-citizens")
	return out
}

func platforms() regimeTest {
	return regimeTest{
		name: "TestPlatform_W168_21",
		atoms: []atom{
			{"摄像机", []string{"在许可范围内", "不在许可范围内"}},
			{"平台许可", []string{"有效", "已到期"}},
			{"登记", []string{"已按平台编码登记", "未登记"}},
			{"系统", []string{"在用", "未试运行"}},
			{"部位", []string{"正常", "禁止安装"}},
			{"涉密", []string{"不涉密", "涉密且已获授权", "涉密且授权不足", "涉密且未获授权"}},
		},
		ask: func(c combo) Request {
			p := Platform{Code: "32020000002000000001", Areas: []Area{"unit:1"}, Until: now().Add(time.Millisecond), Cleared: clearedFor(c)}
			if c.is("平台许可", "已到期") {
				p.Until = now()
			}
			on := Camera{ID: theCamera, Areas: []Area{"unit:1"}, Watched: c.is("系统", "在用"), ForbiddenRoom: c.is("部位", "禁止安装"), Secret: gradeIn(c)}
			if c.is("摄像机", "不在许可范围内") {
				on.Areas = []Area{"unit:2"}
			}
			return Request{Relay, p.Principal(), on.Resource(), Relaying{now(), c.is("登记", "已按平台编码登记")}.Facts()}
		},
		never: []invariant{
			never("超出许可范围或者期限向平台提供", func(c combo) bool {
				return c.is("摄像机", "不在许可范围内") || c.is("平台许可", "已到期")
			}),
			never("未登记而向平台提供", func(c combo) bool { return c.is("登记", "未登记") }),
		},
		reasons: func(c combo) []string {
			var out list
			out.when(c.is("摄像机", "不在许可范围内"), "platform-relay.1")
			out.when(c.is("平台许可", "已到期"), "platform-relay.2")
			out.when(c.is("登记", "未登记"), "platform-registered")
			out.when(c.is("系统", "未试运行"), "platform-accepted")
			out.when(c.is("部位", "禁止安装"), "forbidden-room")
			out.when(c.is("涉密", "涉密且授权不足", "涉密且未获授权"), "secret-platform")
			return out
		},
	}
}

// secretly is the lowest grade when b is true.
func secretly(b bool) registry.Grade { return map[bool]registry.Grade{true: registry.Secret}[b] }

// gradeIn is how secret the camera of a combination is, clearedFor up to which
// grade who asks is cleared.
func gradeIn(c combo) registry.Grade {
	if c.is("涉密", "不涉密") {
		return registry.Unmarked
	}
	return registry.Confidential
}

func clearedFor(c combo) registry.Grade {
	switch {
	case c.is("涉密", "涉密且已获授权"):
		return registry.Confidential
	case c.is("涉密", "涉密且授权不足"):
		return registry.Secret
	}
	return registry.Unmarked
}
