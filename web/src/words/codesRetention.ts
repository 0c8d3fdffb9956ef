// Sentences for the codes of how long footage is kept (W168/28/2, R799/17).
export const retentionCodes = {
  "retention.below-term": ["留存时间不得低于法定期限", "Footage is not kept for less than its term"],
  "retention.ceiling-reason": ["超过法定期限留存的，须写明理由", "Why footage stays past its term has to be stated"],
  "retention.ceiling-days": ["最多超过法定期限 {{most}} 天", "At most {{most}} days past the term"],
  "retention.ceiling-changed": ["上限已有变动，请刷新后再试", "The ceiling was changed meanwhile; refresh and try again"],
  "retention.cameras": ["请选择 1 至 64 台摄像机", "Choose 1 to 64 cameras"],
  "retention.purpose-none": ["延长留存须写明目的", "A longer purpose has to be stated"],
  "retention.basis": ["没有“{{article}}”这一条款，延长留存须有依据", "There is no article {{article}}; a longer purpose rests on one"],
  "retention.until": ["留存至的日期须在今天以后、{{days}} 天以内", "The last day lies ahead, within {{days}} days"],
  "retention.purpose.none": ["找不到该延长留存登记", "No such longer purpose"],
  "retention.purpose.changed": ["该登记已有变动，请刷新后再试", "It was changed meanwhile; refresh and try again"],
  "retention.purpose-ended": ["该延长留存已终止", "It was ended"],
  "retention.end-reason": ["请写明终止的理由", "Say why it is ended"],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
