// Sentences for the codes of the oversight of use.
export const oversightCodes = {
  "oversight.own": ["不能核查本人的行为，请由其他审计人员办理", "Nobody decides on their own acts; another auditor does"],
  "oversight.decided": ["已有核查结论，不能再改", "A verdict was given already and is not changed"],
  "oversight.unopened": ["请先查看该记录，再作出结论", "Look at the act before deciding"],
  "oversight.verdict": ["请选择核查结论", "Choose a verdict"],
  "oversight.note": ["请写明核查情况（4至1000个字）", "Say what was looked at (4 to 1000 characters)"],
  "role.last-auditor": ["至少保留一名审计员：先由他人接任，再停用或者收回", "The last auditor must stay: let somebody succeed first"],
  "alarm.none": ["没有这条异常提示", "There is no such alarm"],
  "sample.none": ["没有这条抽查记录", "There is no such sample"],
  "act.none": ["没有这条审计记录", "There is no such act on record"],
  "canary.none": ["该摄像机不是哨点", "The camera is no canary"],
} as const satisfies Record<string, readonly [string, string]>;
