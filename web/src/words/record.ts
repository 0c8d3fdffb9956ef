// Words of the log that an outsider can check.
export const record = {
  "log.title": ["防篡改日志", "Tamper-evident log"],
  "log.holds": ["已入日志 {{n}} 条", "{{n}} leaves"],
  "log.waiting": ["另有 {{n}} 条待入", "{{n}} more on their way"],
  "log.down": ["日志不能写入：除值守实时查看外，回放、调取、复制一律暂停", "The log cannot be written: but for duty watching, playback, retrieval and copies stop"],
  "log.more": ["公钥与检查点", "Keys and checkpoint"],
  "log.origin": ["日志名称", "Name of the log"],
  "log.root": ["根摘要（SHA-256）", "Root (SHA-256)"],
  "log.sm3": ["根摘要（SM3）", "Root (SM3)"],
  "log.keys": ["公钥（供见证方、核验人使用）", "Public keys, for witnesses and verifiers"],
  "log.note": ["检查点（已签名）", "Checkpoint, signed"],
  "log.proof": ["下载存证", "Proof"],
  "log.proofWhat": ["该行为在防篡改日志中的条目和路径，可脱离平台核验", "The leaf of this act with its path: it can be checked without the platform"],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
