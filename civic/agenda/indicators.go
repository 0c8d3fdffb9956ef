package agenda

import "shiheng.internal/civic/law"

func text(zh, en string) law.Text { return law.Text{Zh: zh, En: en} }

// Indicators lists K1 … K26 of the reference, in its order.
//
//house:long a flat table of indicators
func Indicators() []Indicator {
	var ( // words several indicators share
		moment    = text("检查时刻；趋势按日留存", "at the time of looking; one point a day is kept")
		yesterday = text("前一日（上海时间）", "the day before, Shanghai time")
		inService = text("规划、拆除的系统；停用的摄像机", "systems planned or removed; cameras that are disabled")
		none      = text("无", "nothing")
		logbook   = text("由运行维护登记（后续版本）提供", "comes with the registers of running and maintenance (a later issue)")
		diagnosis = text("由视频质量诊断（后续版本）提供", "comes with the diagnosis of pictures (a later issue)")
		year      = text("近一年（按受理日期）", "the year up to now, by the day of receipt")
		oversight = text("由监督检查与责令整改（后续版本）提供", "comes with inspections and orders to correct (a later issue)")
	)
	return []Indicator{
		{
			Code: "K1", Title: text("覆盖率", "Coverage"), Of: OfPlaces, Article: "W168/8",
			Numerator:   text("已有投入使用系统的应建场所数（本场所或者下级场所）", "places that should have a system and have one in service, there or below"),
			Denominator: text("列入第八条类别的场所数", "places of a category of Article 8"),
			Excludes:    text("未列类别的场所", "places of no category"), Source: text("场所、视频系统登记", "registers of places and systems"), Period: moment,
			Target: 1, Aim: text("重点公共区域100%，重点行业重要部位100%", "100 % of key public areas and of important parts of key trades"), Certainty: law.Sure,
		},
		{
			Code: "K2", Title: text("联网率", "Connection"), Of: OfSystems, Article: "W168/21",
			Numerator: text("已接入联网共享平台的系统数", "systems connected to the sharing platform"), Denominator: text("列入接入目录的系统数", "systems in the connection catalogue"),
			Excludes: none, Source: text("接入目录", "connection catalogue"), Period: moment,
			Target: 1, Aim: text("100%", "100 %"), Certainty: law.Sure,
		},
		{
			Code: "K3", Title: text("完好率", "Intact"), Of: OfCameras, Article: "W168/30/6",
			Numerator: text("在线且正在录像的摄像机数", "cameras online and being recorded"), Denominator: text("在用摄像机数", "cameras in use"),
			Excludes: inService, Source: text("录像索引", "index of footage"), Period: moment,
			Target: 0.98, Aim: text("重点公共区域≥98%，重点行业公共区域≥95%", "98 % of key public areas, 95 % of public areas of key trades"), Certainty: law.Sure,
			Partial: text("图像质量尚未计入", "the quality of the picture is not looked at yet"),
		},
		{
			Code: "K4", Title: text("在线率", "Online"), Of: OfCameras, Article: "W168/30/6",
			Numerator: text("在线时长之和", "time online"), Denominator: text("应在线时长之和", "time there was"),
			Excludes: inService, Source: text("录像索引中因无信号造成的中断", "gaps in footage for want of a signal"), Period: yesterday,
			Target: 0.98, Aim: text("≥98%（95%告警）", "98 % (alarm at 95 %)"), Certainty: law.Probable,
		},
		{
			Code: "K5", Title: text("图像质量合格率", "Image quality"), Of: OfCameras, Article: "W168/14",
			Numerator: text("无故障的图像样本数", "samples without a fault"), Denominator: text("图像样本数", "samples"), Excludes: none, Source: text("视频质量诊断", "diagnosis"), Period: moment,
			Target: 0.95, Aim: text("≥95%", "95 %"), Certainty: law.Probable, Later: diagnosis,
		},
		{
			Code: "K6", Title: text("录像完整率", "Recording completeness"), Of: OfCameras, Article: "W168/28/1",
			Numerator: text("已录像秒数之和", "seconds recorded"), Denominator: text("应录像秒数之和（按录像计划，自首次录像起）", "seconds that should have been, by the plan and since the first footage"),
			Excludes: inService, Source: text("录像索引", "index of footage"), Period: yesterday,
			Target: 0.98, Aim: text("≥98%（95%告警）", "98 % (alarm at 95 %)"), Certainty: law.Probable,
		},
		{
			Code: "K7", Title: text("录像完好率", "Recording playable"), Of: OfCameras, Article: "W168/28/1",
			Numerator: text("可以播放、解码的抽查片段数", "sampled segments that play and decode"), Denominator: text("抽查片段数", "sampled segments"), Excludes: none, Source: text("录像抽查", "sampling of footage"), Period: moment,
			Target: 0.98, Aim: text("≥98%", "98 %"), Certainty: law.Probable, Later: diagnosis,
		},
		{
			Code: "K8", Title: text("存储达标率", "Storage days met"), Of: OfCameras, Article: "W168/28/2",
			Numerator:   text("留存达到法定期限的摄像机数", "cameras whose oldest footage is as old as the floor"),
			Denominator: text("录像起始时间已满法定期限的摄像机数", "cameras recorded for as long as the floor"),
			Excludes:    text("开始录像未满法定期限的摄像机（尚未成熟）；规划、拆除的系统；停用的摄像机", "cameras recorded for less than the floor (not mature yet); systems planned or removed; cameras disabled"),
			Source:      text("录像索引、法定留存期限", "index of footage, floors of the law"), Period: moment,
			Target: 1, Aim: text("100%（法定下限）", "100 %, the legal minimum"), Certainty: law.Sure,
		},
		{
			Code: "K9", Title: text("时钟准确率", "Clock"), Of: OfCameras, Article: "W168/28/1",
			Numerator: text("时钟误差在限值内的摄像机数", "cameras whose clock is within the limit"), Denominator: text("摄像机数", "cameras"), Excludes: none, Source: text("设备时间比对", "comparison of clocks"), Period: moment,
			Target: 0.98, Aim: text("≥98%（限值默认5秒）", "98 %, limit 5 s by default"), Certainty: law.Unverified, Later: diagnosis,
		},
		{
			Code: "K10", Title: text("OSD标注合规率", "On-screen display"), Of: OfCameras, Article: "W168/11",
			Numerator: text("时间格式、名称、位置均正确的摄像机数", "cameras with right time format, name and position"), Denominator: text("摄像机数", "cameras"), Excludes: none, Source: text("视频质量诊断", "diagnosis"), Period: moment,
			Target: 0.95, Aim: text("≥95%", "95 %"), Certainty: law.Probable, Later: diagnosis,
		},
		{
			Code: "K11", Title: text("建档率", "Archived"), Of: OfCameras, Article: "W168/16",
			Numerator: text("已建一机一档的摄像机数", "cameras with an archive"), Denominator: text("已登记的摄像机数与设备目录中尚未登记的摄像机通道数之和", "cameras in the register, and camera channels that devices announce and nobody entered"),
			Excludes: text("已拆除的系统；涉密通道", "systems removed; secret channels"), Source: text("一机一档、设备目录", "camera archive, catalogues of devices"), Period: moment,
			Target: 1, Aim: text("100%", "100 %"), Certainty: law.Unverified,
			Partial: text("所有通道均未登记的设备不归属任何系统，不计入，见“已发现设备”", "a device of which no channel was entered belongs to no system and is not counted; it stands among the devices discovered"),
		},
		{
			Code: "K12", Title: text("一机一档完整率", "Archive completeness"), Of: OfCameras, Article: "W168/16",
			Numerator: text("已填且有效的必填项数之和", "required fields filled and valid"), Denominator: text("必填项数之和", "required fields"), Excludes: text("尚未建档的摄像机", "cameras without an archive"), Source: text("一机一档", "camera archive"), Period: moment,
			Target: 0.98, Aim: text("≥98%", "98 %"), Certainty: law.Unverified,
		},
		{
			Code: "K13", Title: text("一致率", "Archive and reality"), Of: OfCameras, Article: "W168/30/7",
			Numerator: text("设备目录与档案一致或者差异已经核定的摄像机数", "cameras that devices announce as the archive says, or whose differences were decided on"), Denominator: text("已建档并由设备目录上报的摄像机数", "cameras with an archive that a device announces"),
			Excludes: text("未建档的摄像机；设备目录未上报的摄像机", "cameras without an archive; cameras no device announces"), Source: text("设备目录与一机一档比对", "catalogues of devices beside the camera archive"), Period: moment,
			Target: 0.95, Aim: text("≥95%", "95 %"), Certainty: law.Unverified,
		},
		{
			Code: "K14", Title: text("故障修复及时率", "Timely repair"), Of: OfRecords, Article: "W168/30/3",
			Numerator: text("时限内修复的故障数", "faults repaired in time"), Denominator: text("到期的故障数", "faults due"), Excludes: none, Source: text("故障登记", "register of faults"), Period: moment,
			Target: 0.95, Aim: text("≥95%（一般24小时，严重48小时）", "95 %, 24 h, serious ones 48 h"), Certainty: law.Probable, Later: logbook,
		},
		{
			Code: "K15", Title: text("平均修复时间、平均无故障时间", "MTTR and MTBF"), Of: OfRecords, Article: "W168/30/3",
			Numerator: text("修复用时之和", "time to repair"), Denominator: text("故障数", "faults"), Excludes: none, Source: text("故障登记", "register of faults"), Period: moment,
			Aim: text("不设目标", "no target"), Certainty: law.Unverified, Later: logbook,
		},
		{
			Code: "K16", Title: text("计划维护完成率", "Maintenance done"), Of: OfRecords, Article: "W168/30/3",
			Numerator: text("按期完成的维护任务数", "tasks done on time"), Denominator: text("到期的维护任务数", "tasks due"), Excludes: none, Source: text("维护登记", "register of maintenance"), Period: moment,
			Target: 1, Aim: text("100%（间隔不超过3个月）", "100 %, at most three months apart"), Certainty: law.Probable, Later: logbook,
		},
		{
			Code: "K17", Title: text("值班到岗率", "Duty presence"), Of: OfRecords, Article: "W168/30/1",
			Numerator: text("到岗并确认的班次岗位数", "posts of a shift filled and confirmed"), Denominator: text("班次岗位数", "posts"), Excludes: none, Source: text("值班日志", "duty log"), Period: moment,
			Target: 1, Aim: text("100%", "100 %"), Certainty: law.Unverified, Later: logbook,
		},
		{
			Code: "K18", Title: text("培训覆盖率", "Training"), Of: OfRecords, Article: "W168/30/5",
			Numerator: text("岗位技能、保密培训均有效的人员数", "staff with valid training of both kinds"), Denominator: text("在岗人员数", "staff in those posts"), Excludes: none, Source: text("培训登记", "register of training"), Period: moment,
			Target: 1, Aim: text("100%", "100 %"), Certainty: law.Unverified, Later: logbook,
		},
		{
			Code: "K19", Title: text("备案及时率", "Filing on time"), Of: OfSystems, Article: "R799/14/1",
			Numerator: text("期限内备案的系统数", "systems filed in time"), Denominator: text("备案期限已到的系统数（含已提前备案的）", "systems whose time to file has come, and those filed before"),
			Excludes: text("不需备案的系统；期限未到的系统", "systems that need no filing; those whose time has not come"), Source: text("备案登记", "filings"), Period: moment,
			Target: 1, Aim: text("100%", "100 %"), Certainty: law.Sure,
		},
		{
			Code: "K20", Title: text("验收合规率", "Acceptance before use"), Of: OfSystems, Article: "W168/15/2",
			Numerator: text("投入使用前已经验收合格的系统数", "systems accepted before they were put to use"), Denominator: text("在用的系统数（含在用未验收）", "systems in use, those not accepted among them"),
			Excludes: text("2019年8月1日前建成的系统；规划、试运行、已拆除的系统", "systems completed before 2019-08-01; those planned, on trial or removed"), Source: text("视频系统登记", "register of systems"), Period: moment,
			Target: 1, Aim: text("100%", "100 %"), Certainty: law.Sure,
		},
		{
			Code: "K21", Title: text("调阅合规率", "Lawful access"), Of: OfRecords, Article: "W168/24/1",
			Numerator: text("四项条件均有凭据的调阅次数", "requests with all four conditions evidenced"), Denominator: text("已准许的调阅次数（含已办结的）", "requests granted, those closed since among them"),
			Excludes: text("正在办理的、未准许的申请", "requests that are open or were not granted"), Source: text("查阅、调取、复制登记；涉及多个系统的申请计入其中一个系统", "register of access; a request about several systems counts at one of them"), Period: year,
			Target: 1, Aim: text("100%（低于即为事件）", "100 %; less is an incident"), Certainty: law.Sure,
		},
		{
			Code: "K22", Title: text("拒绝率、平均办理时长", "Refusals and time taken"), Of: OfRecords, Article: "W168/24/2",
			Numerator: text("拒绝的申请数", "requests refused"), Denominator: text("已作决定的申请数", "requests decided"), Excludes: text("正在办理的申请；申请机关撤回的申请", "requests that are open; those the organ took back"),
			Source: text("查阅、调取、复制登记；涉及多个系统的申请计入其中一个系统", "register of access; a request about several systems counts at one of them"), Period: year,
			Aim: text("不设目标", "no target"), Certainty: law.Unverified,
			Partial: text("拒绝事由、办理时长在登记中逐件列明，尚未汇总", "reasons and time taken stand in the register, request by request, and are not added up yet"),
		},
		{
			Code: "K23", Title: text("标识合规率", "Signs"), Of: OfCameras, Article: "W168/14",
			Numerator: text("有已检查标识覆盖的摄像机数", "cameras covered by a sign that was checked"), Denominator: text("应当设置标识的在用摄像机数", "cameras in use that owe a sign"),
			Excludes: text("规划、拆除的系统；停用的摄像机；不需设置标识的系统", "systems planned or removed; cameras that are disabled; systems that owe no sign"), Source: text("标识登记", "register of signs"), Period: moment,
			Target: 1, Aim: text("100%", "100 %"), Certainty: law.Sure,
		},
		{
			Code: "K24", Title: text("整改按期率", "Rectified on time"), Of: OfRecords, Article: "W168/34",
			Numerator: text("按期办结的整改数", "orders closed in time"), Denominator: text("到期的整改数", "orders due"), Excludes: none, Source: text("责令整改", "orders to correct"), Period: moment,
			Target: 0.95, Aim: text("≥95%", "95 %"), Certainty: law.Unverified, Later: oversight,
		},
		{
			Code: "K25", Title: text("超期留存率", "Over-retention"), Of: OfCameras, Article: "R799/17", Least: true,
			Numerator: text("超过法定期限且未被保全的录像量", "footage older than its floor and under no hold"), Denominator: text("录像量", "footage there is"),
			Excludes: inService, Source: text("录像索引", "index of footage"), Period: moment,
			Target: 0, Aim: text("0%", "0 %"), Certainty: law.Sure,
		},
		{
			Code: "K26", Title: text("平台可用率", "Platform availability"), Of: OfHouse, Article: "W168/30/6",
			Numerator: text("平台运行的分钟数", "minutes the platform was up"), Denominator: text("自启用起的分钟数", "minutes since it first was"), Excludes: none, Source: text("平台每分钟的运行记号", "a mark the platform makes each minute"),
			Period: text("最近30日", "the last 30 days"), Target: 0.999, Aim: text("≥99.9%（设计目标）", "99.9 %, a design goal"), Certainty: law.Unverified,
		},
	}
}
