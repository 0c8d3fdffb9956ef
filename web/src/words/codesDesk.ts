// Sentences for the codes of the register of every access.
export const deskCodes = {
  "book.period": ["请选择起止日期，且截止日期不早于开始日期", "Choose a period that does not end before it begins"],
  "book.regime": ["没有这种查阅制度", "There is no such regime"],
  "book.outcome": ["结果只有准予和不予", "An outcome is granted or refused"],
  "book.long": ["记录超过 {{most}} 条，请缩短期间分次办理", "More than {{most}} lines: choose a shorter period"],
  "book.quarter-runs": ["{{quarter}} 尚未结束，结束后才能统计", "{{quarter}} is not over; it is counted when it is"],
} as const satisfies Record<string, readonly [string, string]>;
