// Sentences for the codes of backups and of logs that take the place of others.
export const backupCodes = {
  "log.epoch-unadmitted": ["见证方 {{witness}} 尚未登记新日志 {{new}}（接替 {{old}}）：请把数据目录中 log/epoch.note 交见证单位，由其操作人员执行 shiheng witness admit 登记；登记前不予签署", "The witness {{witness}} does not know the log {{new}} yet, which takes the place of {{old}}: give log/epoch.note of the data directory to its agency, whose operator admits it with shiheng witness admit; nothing is cosigned before"],
  "log.rows-older": ["数据库比防篡改日志旧（可能是人工恢复的备份），平台不启动：须由两名保管人执行 shiheng restore 说明丢失时段", "The rows are older than the log, as after a backup was put back by hand: two custodians must answer for what was lost with shiheng restore"],
  "log.no-epoch": ["记录所在的防篡改日志 {{origin}} 不在，平台不启动：须放回原日志，或者由两名保管人执行 shiheng restore 说明丢失时段", "The log {{origin}} that the rows stand in is not there: put it back, or let two custodians answer for what was lost with shiheng restore"],
  "log.closed": ["更换日志密钥未完成，请再次执行 shiheng keys rotate", "The change of keys was cut off: call shiheng keys rotate again"],
  "log.epochs": ["日志更替说明缺失或者损坏：{{file}}", "The statement of an epoch of the log is missing or damaged: {{file}}"],
  "witness.ended": ["见证方已登记接替 {{origin}} 的新日志，旧日志不再签署", "The witness admitted a log in the place of {{origin}}, and cosigns the old one no more"],
  "session.restored": ["平台已从备份恢复，此前的登录一律失效，请重新登录", "The platform was restored from a backup; sign in again"],
  "backup.old": ["最近一次完整备份是 {{last}}，已超过规定的 {{hours}} 小时：{{error}}请检查备份目录 {{dir}}", "The last complete backup is of {{last}}, longer ago than {{hours}} hours: {{error}} look at the directory {{dir}}"],
  "backup.key": ["这不是备份密封公钥（由 shiheng backup key 生成，以 shiheng-backup-1: 开头）", "This is no key for sealing backups (shiheng backup key makes it; it begins with shiheng-backup-1:)"],
  "backup.directory": ["备份目录须为绝对路径，且不在数据目录内", "The directory of backups is an absolute path, outside the data directory"],
  "backup.inside": ["备份目录不能在数据目录内：{{dir}}", "The directory of backups is inside the data directory: {{dir}}"],
  "backup.broken": ["备份读回核对不符：{{file}}", "A file of the backup is not as it was made: {{file}}"],
  "custodian.same": ["须由两个不同的人办理", "Two persons must answer"],
  "custodian.one-time": ["账号还在使用他人设置的一次性密码，须先自行设置密码", "The password of that account was given by another; choose one of your own first"],
  "custodian.role": ["两人中至少一人须为系统管理员或者安全管理员", "One of the two must administer the system or its security"],
} as const;
