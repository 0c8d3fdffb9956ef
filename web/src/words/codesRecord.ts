// Sentences for the codes of the log.
export const recordCodes = {
  "log.footage": ["录像未能写入防篡改日志：{{error}}。录像照常进行，到期录像暂停删除；请联系系统管理员检查数据盘", "Footage does not go into the log: {{error}}. Recording goes on, expired footage is not deleted; have the administrator look at the data disk"],
  "log.region": ["日志旁存的分钟清单缺失或损坏。请保留数据目录原样，运行 shiheng check", "The camera-minutes beside the log are missing or damaged. Keep the data directory as it is and run shiheng check"],
  "log.minute": ["日志中没有该分钟的录像记录", "The log holds nothing of that minute"],
  "log.form": ["日志内容格式不符", "What stands in the log is not in its form"],
  "log.down": ["防篡改日志不能写入，该操作暂停。值守实时查看不受影响；请联系系统管理员检查数据盘后重试", "The log cannot be written, so this waits. Duty watching goes on; have the administrator look at the data disk, then try again"],
  "log.act": ["该行为刚刚发生，尚未写入防篡改日志，请稍后再试", "The act is not in the log yet; try again in a moment"],
  "log.differs": ["数据库记录与防篡改日志不一致（序号 {{seq}}）：记录可能被改动，请保护现场并报告上级审计单位", "The row and the log say different things (no. {{seq}}): the row may have been changed; leave everything as it is and tell the superior auditor"],
  "log.shrank": ["防篡改日志比已知的短：可能被截断或者替换，平台不启动", "The log is shorter than it was: it may have been cut or replaced"],
  "log.checkpoint": ["检查点还没有签出，请稍后再试", "There is no checkpoint yet; try again in a moment"],
  "log.index": ["日志中没有这一条", "The log has no such leaf"],
} as const;
