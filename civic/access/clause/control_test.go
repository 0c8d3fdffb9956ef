package clause

import "testing"

// controlling is moving a camera that is watched or tested.
func controlling() regimeTest {
	return regimeTest{
		name: "TestControlling_W168_29_1",
		atoms: []atom{
			{"授权", []string{"全部", "只有监看", "只有调试", "只有复制", "没有", "在别处"}},
			{"抢占", []string{"否", "是"}},
			{"事由", []string{"已写明", "未写明"}},
			{"部位", []string{"正常", "禁止安装"}},
			{"涉密", []string{"不涉密", "涉密且未获授权"}},
			{"角色", []string{"无管理角色", "系统管理员", "审计员"}},
			{"账号", []string{"正常", "已停用"}},
		},
		ask: func(c combo) Request {
			how := Own{Now: now(), DutyFrom: now(), From: now(), Urgent: c.is("抢占", "是")}
			if c.is("事由", "已写明") {
				how.Purpose = "甲"
			}
			camera := Camera{
				ID: theCamera, Areas: []Area{"place:1"}, Watched: true,
				ForbiddenRoom: c.is("部位", "禁止安装"), Secret: secretly(c.is("涉密", "涉密且未获授权")),
			}
			return Request{Control, ownStaff(c).Principal(), camera.Resource(), how.Facts()}
		},
		never: []invariant{
			never("没有监看、调试授权而控制摄像机", func(c combo) bool { return !c.is("授权", "全部", "只有监看", "只有调试") }),
			never("不说明事由而抢占控制", func(c combo) bool { return c.is("抢占", "是") && c.is("事由", "未写明") }),
			never("系统管理员、审计员控制摄像机", func(c combo) bool { return c.is("角色", "系统管理员", "审计员") }),
			never("停用账号控制摄像机", func(c combo) bool { return c.is("账号", "已停用") }),
			never("涉密摄像机由未获授权的人员控制", func(c combo) bool { return c.is("涉密", "涉密且未获授权") }),
		},
		reasons: func(c combo) []string {
			var out list
			out.when(!c.is("授权", "全部", "只有监看", "只有调试"), "own-control.1")
			out.when(c.is("抢占", "是") && c.is("事由", "未写明"), "own-control-urgent")
			out.when(c.is("账号", "已停用"), "barred")
			out.when(c.is("角色", "系统管理员"), "administrator-apart")
			out.when(c.is("角色", "审计员"), "auditor-apart")
			out.when(c.is("部位", "禁止安装"), "forbidden-room")
			out.when(c.is("涉密", "涉密且未获授权"), "secret-staff")
			return out
		},
	}
}

func TestControlling_W168_29_1(t *testing.T) { controlling().run(t) }
