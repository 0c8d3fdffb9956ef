// Sentences for the codes of signing in with a second factor.
export const signCodes = {
  "login.code-needed": ["请输入动态口令", "Enter the one-time code"],
  "login.code-wrong": ["动态口令不正确或已使用过，请等待下一个口令", "The code is wrong or was used before; wait for the next one"],
  "session.locked": ["本岗位控制已锁定，请先验证身份或者交接班", "The controls of this post are locked: prove who you are, or change the shift"],
  "session.step-up": ["办理此项须再次验证身份", "This act asks you to prove once more who you are"],
  "account.over": ["账号已到期", "The time of this account is over"],
  "login.one-time-expired": ["一次性密码已过期，请联系系统管理员重置", "The one-time password has expired; ask the administrator for a new one"],
  "session.factor": ["登录方式已变更，请重新登录", "The way of signing in changed; sign in again"],
  "account.must-enrol": ["本平台要求所有账号启用动态口令，请先启用", "This platform requires a second factor of every account; set yours up first"],
  "factor.there": ["动态口令已启用", "The second factor is set up already"],
  "factor.none": ["尚未启用动态口令", "No second factor is set up"],
  "factor.required": ["本平台要求所有账号启用动态口令，不能停用", "This platform requires a second factor of every account; it cannot be taken away"],
  "factor.begin-anew": ["启用超时，请重新开始", "This took too long; begin anew"],
} as const satisfies Record<string, readonly [string, string]>;
