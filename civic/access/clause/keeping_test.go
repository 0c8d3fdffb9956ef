package clause

import "time"

func erasing() regimeTest {
	ordered := func(c combo) bool {
		return c.is("主体", "管理人员") && c.is("责令删除决定", "齐备", "无文号", "无扫描件", "未先行移交", "一人执行", "同一人执行")
	}
	return regimeTest{
		name: "TestErasing_W168_28_29_R799_17",
		atoms: []atom{
			{"主体", []string{"系统自动", "管理人员", "其他单位管理人员", "已停用的管理人员"}},
			{"留存期限", []string{"已满", "未满"}},
			{"保全", []string{"无", "保全中"}},
			{"处理目的", []string{"已实现", "未实现"}},
			{"留存时间", []string{"已可信证明", "未证明"}},
			{"责令删除决定", []string{"齐备", "没有", "无文号", "无扫描件", "未送达", "未先行移交", "一人执行", "同一人执行"}},
		},
		ask: func(c combo) Request {
			slot := Slot{ID: "s", Areas: []Area{"system:1"}, FloorEnds: now(), Held: c.is("保全", "保全中"), Served: c.is("处理目的", "已实现")}
			if c.is("留存期限", "未满") {
				slot.FloorEnds = now().Add(time.Microsecond) // rounded up, never down
			}
			return Request{Erase, eraser(c), slot.Resource(), Erasing{now(), c.is("留存时间", "已可信证明"), orderOf(c)}.Facts()}
		},
		never: []invariant{
			never("保全中的图像被删除", func(c combo) bool { return c.is("保全", "保全中") }),
			never("未满留存期限而由系统删除", func(c combo) bool { return c.is("留存期限", "未满") && c.is("主体", "系统自动") }),
			never("未满留存期限而无责令删除决定", func(c combo) bool {
				return c.is("留存期限", "未满") && c.is("责令删除决定", "没有", "未送达")
			}),
			never("责令删除未由二人执行", func(c combo) bool {
				return !c.is("主体", "系统自动") && c.is("责令删除决定", "一人执行", "同一人执行")
			}),
		},
		reasons: func(c combo) []string {
			var out list
			out.when(c.is("留存期限", "未满") && !ordered(c) && !(c.is("主体", "其他单位管理人员", "已停用的管理人员") && !c.is("责令删除决定", "没有", "未送达")), "young")
			out.when(c.is("保全", "保全中"), "held")
			if c.is("主体", "系统自动") {
				out.when(c.is("处理目的", "未实现"), "erase-served.1")
				out.when(c.is("留存时间", "未证明"), "erase-served.2")
				return out
			}
			none := c.is("责令删除决定", "没有")
			out.when(c.is("主体", "已停用的管理人员"), "barred")
			out.when(c.is("主体", "其他单位管理人员"), "erase-ordered.1")
			out.when(none, "erase-ordered.2")
			out.when(none || c.is("责令删除决定", "无文号", "无扫描件", "未送达"), "erase-ordered.3")
			out.when(none || c.is("责令删除决定", "未先行移交"), "erase-ordered.4")
			out.when(none || c.is("责令删除决定", "一人执行", "同一人执行"), "erase-ordered.5")
			return out
		},
	}
}

func eraser(c combo) Principal {
	switch {
	case c.is("主体", "系统自动"):
		return Keeper()
	case c.is("主体", "其他单位管理人员"):
		return Staff{Keeps: []Area{"system:2"}, Watches: []Area{"system:1"}}.Principal()
	}
	return Staff{Keeps: []Area{"system:1"}, Barred: c.is("主体", "已停用的管理人员")}.Principal()
}

func orderOf(c combo) *Order {
	if c.is("责令删除决定", "没有") {
		return nil
	}
	o := &Order{Number: "锡公责删[2026]1号", Scanned: true, Served: true, HandedOver: true, First: "a", Second: "b"}
	switch {
	case c.is("责令删除决定", "无文号"):
		o.Number = ""
	case c.is("责令删除决定", "无扫描件"):
		o.Scanned = false
	case c.is("责令删除决定", "未送达"):
		o.Served = false
	case c.is("责令删除决定", "未先行移交"):
		o.HandedOver = false
	case c.is("责令删除决定", "一人执行"):
		o.Second = ""
	case c.is("责令删除决定", "同一人执行"):
		o.Second = o.First
	}
	return o
}

func holds() regimeTest {
	return regimeTest{
		name: "TestHolds_W168_29_2",
		atoms: []atom{
			{"操作", []string{"保全", "解除保全"}},
			{"主体", []string{"管理人员", "监看人员", "其他单位人员", "已停用的管理人员", "办案人员"}},
			{"事由或者决定", []string{"有", "没有", "无决定机关"}},
			{"扫描件", []string{"已附上", "未附上"}},
			{"外单位要求", []string{"否", "是"}},
			{"第二人", []string{"外单位的人", "本单位的人", "没有单位的人", "没有", "同一人"}},
			{"工作证件", []string{"已出示", "未出示"}},
		},
		ask: func(c combo) Request {
			slot := Slot{ID: "s", Areas: []Area{"system:1"}, FloorEnds: now(), Held: true}.Resource()
			paper := map[bool]string{true: "盗窃案"}[c.is("事由或者决定", "有", "无决定机关")]
			if c.is("操作", "保全") {
				return Request{Hold, holder(c), slot, Holding{paper, map[bool]string{true: "032001"}[c.is("工作证件", "已出示")]}.Facts()}
			}
			l := Lifting{
				Decision: paper, Organ: map[bool]string{true: "梁溪分局"}[c.is("事由或者决定", "有")], Scanned: c.is("扫描件", "已附上"),
				Outside: c.is("外单位要求", "是"), First: Lifter{"a", "u"}, Second: lifter(c),
			}
			return Request{Lift, holder(c), slot, l.Facts()}
		},
		never: []invariant{
			never("一人解除保全", func(c combo) bool { return c.is("操作", "解除保全") && c.is("第二人", "没有", "同一人") }),
			never("无书面决定解除保全", func(c combo) bool {
				return c.is("操作", "解除保全") && (c.is("事由或者决定", "没有", "无决定机关") || c.is("扫描件", "未附上"))
			}),
			never("外单位要求的保全由一个单位解除", func(c combo) bool {
				return c.is("操作", "解除保全") && c.is("外单位要求", "是") && !c.is("第二人", "外单位的人")
			}),
			{"一人不能立即保全", func(c combo, allowed bool) bool {
				return !allowed && c.is("操作", "保全") && c.is("主体", "管理人员", "监看人员", "办案人员") && c.is("事由或者决定", "有", "无决定机关") && c.is("工作证件", "已出示")
			}},
		},
		reasons: func(c combo) []string {
			var out list
			hold, empty := c.is("操作", "保全"), c.is("事由或者决定", "没有")
			if c.is("主体", "办案人员") {
				out.when(hold && empty, "hold-officer.1")
				out.when(hold && c.is("工作证件", "未出示"), "hold-officer.2")
				out.when(!hold, "none")
				return out
			}
			out.when(c.is("主体", "已停用的管理人员"), "barred")
			out.when(hold && c.is("主体", "其他单位人员"), "hold-staff.1")
			out.when(hold && empty, "hold-staff.2")
			out.when(!hold && c.is("主体", "监看人员", "其他单位人员"), "lift-hold.1")
			out.when(!hold && (empty || c.is("事由或者决定", "无决定机关")), "lift-hold.2")
			out.when(!hold && c.is("扫描件", "未附上"), "lift-hold.3")
			out.when(!hold && c.is("第二人", "没有", "同一人"), "lift-two")
			out.when(!hold && c.is("外单位要求", "是") && !c.is("第二人", "外单位的人"), "lift-organisations")
			return out
		},
	}
}

func holder(c combo) Principal {
	switch {
	case c.is("主体", "办案人员"):
		return Officer{ID: "p1"}.Principal()
	case c.is("主体", "监看人员"):
		return Staff{Watches: []Area{"system:1"}}.Principal()
	case c.is("主体", "其他单位人员"):
		return Staff{Keeps: []Area{"system:2"}, Watches: []Area{"system:2"}}.Principal()
	}
	return Staff{Keeps: []Area{"system:1"}, Barred: c.is("主体", "已停用的管理人员")}.Principal()
}

func lifter(c combo) Lifter {
	switch {
	case c.is("第二人", "外单位的人"):
		return Lifter{"b", "v"}
	case c.is("第二人", "本单位的人"):
		return Lifter{"b", "u"}
	case c.is("第二人", "没有单位的人"):
		return Lifter{"b", ""}
	case c.is("第二人", "同一人"):
		return Lifter{"a", "u"}
	}
	return Lifter{}
}

func publication() regimeTest {
	return regimeTest{
		name: "TestPublication_W168_26_R799_22",
		atoms: []atom{
			{"授权", []string{"有公共传播授权", "没有"}},
			{"账号", []string{"正常", "已停用"}},
			{"个体特征", []string{"已遮挡", "未遮挡"}},
			{"机动车号牌", []string{"已遮挡", "未遮挡"}},
			{"行踪轨迹", []string{"已保护", "未保护"}},
			{"名称执照", []string{"已遮挡", "未遮挡"}},
			{"另有规定的法律", []string{"未写明", "已写明"}},
			{"核对", []string{"第二人已核对", "未核对", "制作人自己核对"}},
			{"用途", []string{"已写明", "未写明"}},
			{"依据", []string{"已写明", "未写明"}},
		},
		ask: func(c combo) Request {
			said := func(name string) string { return map[bool]string{true: "甲"}[c.is(name, "已写明")] }
			r := Release{ID: "r", Features: c.is("个体特征", "已遮挡"), Plates: c.is("机动车号牌", "已遮挡"), Tracks: c.is("行踪轨迹", "已保护"),
				Names: c.is("名称执照", "已遮挡"), Maker: "a", Checker: "b"}
			if c.is("核对", "未核对") {
				r.Checker = ""
			}
			if c.is("核对", "制作人自己核对") {
				r.Checker = "a"
			}
			who := Staff{Publishes: c.is("授权", "有公共传播授权"), Barred: c.is("账号", "已停用")}
			return Request{Publish, who.Principal(), r.Resource(), Publishing{said("用途"), said("依据"), said("另有规定的法律")}.Facts()}
		},
		never: []invariant{
			never("未作保护处理而公共传播", func(c combo) bool {
				return c.is("另有规定的法律", "未写明") && (c.is("个体特征", "未遮挡") || c.is("机动车号牌", "未遮挡") || c.is("行踪轨迹", "未保护"))
			}),
			never("未遮挡名称、执照而公共传播", func(c combo) bool { return c.is("名称执照", "未遮挡") }),
			never("未经第二人核对而公共传播", func(c combo) bool { return !c.is("核对", "第二人已核对") }),
		},
		reasons: func(c combo) []string {
			var out list
			bare := c.is("个体特征", "未遮挡") || c.is("机动车号牌", "未遮挡") || c.is("行踪轨迹", "未保护")
			out.when(bare && c.is("另有规定的法律", "未写明"), "publish-masked")
			out.when(c.is("名称执照", "未遮挡"), "publish-names")
			out.when(!c.is("核对", "第二人已核对"), "publish-checked")
			out.when(c.is("账号", "已停用"), "barred")
			out.when(c.is("授权", "没有"), "publish.1")
			out.when(c.is("用途", "未写明"), "publish.2")
			out.when(c.is("依据", "未写明"), "publish.3")
			return out
		},
	}
}
