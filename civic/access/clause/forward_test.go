package clause

import (
	"slices"
	"testing"
	"time"

	"shiheng.internal"
)

// forwarding is handing a live picture on, and watching what was handed on.
func forwarding() regimeTest {
	staff, cameras, facts := kept[Principal]{}, kept[Resource]{}, kept[Facts]{}
	return regimeTest{
		name: "TestForwarding_W168_29_R799_16",
		atoms: []atom{
			{"操作", []string{"转发", "接收"}},
			{"授权", []string{"全部", "只有监看", "只有转发", "没有", "在别处"}},
			{"事由", []string{"已写明", "未写明"}},
			{"接收人", []string{"已写明", "未写明"}},
			{"期限", []string{"未到", "已过"}},
			{"办案", []string{"否", "是"}},
			{"图像来源", []string{"本人监看", "他人转发"}},
			{"转发登记", []string{"有效", "已收回"}},
			{"系统", []string{"在用", "未试运行"}},
			{"部位", []string{"正常", "禁止安装"}},
			{"涉密", []string{"不涉密", "涉密且未获授权"}},
			{"角色", []string{"无管理角色", "系统管理员", "审计员"}},
			{"账号", []string{"正常", "已停用"}},
		},
		ask: func(c combo) Request {
			act := Forward
			if c.is("操作", "接收") {
				act = Receive
			}
			camera := Camera{
				ID: theCamera, Areas: []Area{"place:1"}, Watched: c.is("系统", "在用"),
				ForbiddenRoom: c.is("部位", "禁止安装"), Secret: secretly(c.is("涉密", "涉密且未获授权")),
			}
			return Request{act, staff.of(c, []string{"授权", "角色", "账号"}, ownStaff(c).Principal), cameras.of(c, []string{"系统", "部位", "涉密"}, camera.Resource),
				facts.of(c, []string{"操作", "事由", "接收人", "期限", "办案", "图像来源", "转发登记"}, func() Facts { return forwardFacts(c) })}
		},
		never: []invariant{
			never("没有转发授权而转发", func(c combo) bool { return c.is("操作", "转发") && !c.is("授权", "全部") }),
			never("接收人再行转发", func(c combo) bool { return c.is("操作", "转发") && c.is("图像来源", "他人转发") }),
			never("未登记事由、接收人或者期限而转发", func(c combo) bool {
				return c.is("操作", "转发") && (c.is("事由", "未写明") || c.is("接收人", "未写明") || c.is("期限", "已过"))
			}),
			never("转发收回或者到期后仍在监看", func(c combo) bool {
				return c.is("操作", "接收") && (c.is("转发登记", "已收回") || c.is("期限", "已过"))
			}),
			never("涉密图像转发给未获授权的人员", func(c combo) bool { return c.is("涉密", "涉密且未获授权") }),
			never("系统管理员、审计员看到图像", func(c combo) bool { return c.is("角色", "系统管理员", "审计员") }),
			never("停用账号看到图像", func(c combo) bool { return c.is("账号", "已停用") }),
		},
		reasons: forwardReasons,
	}
}

func forwardFacts(c combo) Facts {
	until := now().Add(time.Hour)
	if c.is("期限", "已过") {
		until = now()
	}
	if c.is("操作", "接收") {
		return Receiving{Now: now(), Until: until, Forwarded: c.is("转发登记", "有效")}.Facts()
	}
	word := func(name string) string { return map[bool]string{true: "甲"}[c.is(name, "已写明")] }
	return Own{
		Now: now(), DutyFrom: now(), From: now(), Expires: until, CaseWork: c.is("办案", "是"), Purpose: word("事由"), Recipient: word("接收人"),
		Onward: c.is("图像来源", "他人转发"),
	}.Facts()
}

func forwardReasons(c combo) []string {
	var out list
	if c.is("操作", "转发") {
		out.when(!c.is("授权", "全部", "只有转发"), "own-forward.1")
		out.when(!c.is("授权", "全部", "只有监看"), "own-forward.2")
		out.when(c.is("事由", "未写明") || c.is("接收人", "未写明") || c.is("期限", "已过"), "own-forward-registered")
		out.when(c.is("图像来源", "他人转发"), "own-forward-once")
		out.when(c.is("办案", "是"), "own-case-work")
	} else {
		out.when(c.is("转发登记", "已收回"), "own-receive.1")
		out.when(c.is("期限", "已过"), "own-receive-time")
	}
	out.when(c.is("系统", "未试运行"), "own-accepted")
	out.when(c.is("账号", "已停用"), "barred")
	out.when(c.is("角色", "系统管理员"), "administrator-apart")
	out.when(c.is("角色", "审计员"), "auditor-apart")
	out.when(c.is("部位", "禁止安装"), "forbidden-room")
	out.when(c.is("涉密", "涉密且未获授权"), "secret-staff")
	return out
}

func TestForwarding_W168_29_R799_16(t *testing.T) { forwarding().run(t) }

// TestOfficialActsAreApart_W168_29_1: each act is permitted by being asked for
// itself, and by no other.
func TestOfficialActsAreApart_W168_29_1(t *testing.T) {
	acts := []Act{View, Retrieve, Copy, ViewBasic, RetrieveBasic, CopyBasic, ForwardLive}
	on, who := Camera{ID: theCamera}.Resource(), Officer{ID: "p1"}.Principal()
	for i, act := range acts {
		for _, tt := range []struct {
			asked []Act
			want  []string
		}{
			{[]Act{act}, nil},
			{slices.Concat(acts[:i], acts[i+1:]), []string{"officials-asked"}},
		} {
			e := Extent{Acts: tt.asked, Cameras: []shiheng.CameraID{theCamera}, Span: theHour, Until: now().Add(time.Hour)}
			d := builtinSet(t).Decide(Request{act, who, on, Official{now(), theHour, typicalMatter().Ready(), e.Ready()}.Facts()})
			if d.Allowed != (tt.want == nil) || !slices.Equal(codes(d), tt.want) {
				t.Errorf("%s with %q asked: %v %q", act, tt.asked, d.Allowed, codes(d))
			}
		}
	}
}

// TestCitizensForwardNothing_W168_25: whatever they were admitted to.
func TestCitizensForwardNothing_W168_25(t *testing.T) {
	e := Extent{Acts: []Act{ForwardLive}, Cameras: []shiheng.CameraID{theCamera}, Span: theHour, Until: now().Add(time.Hour)}
	d := builtinSet(t).Decide(Request{ForwardLive, Citizen{"z"}.Principal(), Camera{ID: theCamera}.Resource(), Official{Now: now(), Span: theHour, Extent: e.Ready()}.Facts()})
	if d.Allowed || !slices.Equal(codes(d), []string{"look-only"}) {
		t.Errorf("%v %q", d.Allowed, codes(d))
	}
}
