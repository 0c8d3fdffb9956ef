// Sentences for the codes of keys: what opens an account besides its password.
export const keyCodes = {
  "passkey.wrong": ["通行密钥验证未通过。请确认使用的是在本平台登记过、未被停用的通行密钥", "The passkey was not accepted. Use one that is registered here and was not stopped"],
  "passkey.cloned": ["此通行密钥可能已被复制，已停用。请改用其他方式登录，并报告安全管理员", "This passkey may have been copied and was stopped. Sign in otherwise and tell the security administrator"],
  "passkey.none": ["尚未登记可用的通行密钥", "No passkey that works is registered"],
  "passkey.browser": ["此浏览器或者访问方式不支持通行密钥，请使用新版浏览器并通过 https 访问", "This browser, or this way of reaching the page, knows no passkeys; use a newer browser over https"],
  "passkey.address": ["当前访问地址不能使用通行密钥，请使用平台对外地址访问；如有疑问，请系统管理员核对设置项 platform.address", "Passkeys do not work at this address; use the platform's own, or have the administrator look at the setting platform.address"],
  "passkey.cancelled": ["已取消，或者没有找到本平台的通行密钥", "Cancelled, or no passkey of this platform was found"],
  "passkey.here-already": ["该设备已登记过通行密钥", "That device holds a passkey of this account already"],
  "passkey.off": ["本平台未启用通行密钥", "This platform takes no passkeys"],
  "challenge.over": ["验证超时，请重新开始", "This took too long; begin anew"],
  "challenge.used": ["这次验证已经用过，请重新开始", "This proof was used before; begin anew"],
  "key.name": ["请填写名称，不超过 {{most}} 个字", "Give it a name of at most {{most}} characters"],
  "key.many": ["一个账号最多登记 {{most}} 个", "An account has at most {{most}} of them"],
  "key.none": ["没有这个登录凭证，可能已被删除", "There is no such key; it may have been taken away"],
  "key.taken": ["该登录凭证已在本平台登记", "This key is registered here already"],
  "setting.host": ["请填写域名，不含端口和协议，例如 video.example.cn", "A host name without port or scheme, such as video.example.cn"],
  "setting.origins": ["请填写网页地址列表，每个以 https:// 开头、不含路径，最多 8 个", "A list of at most 8 addresses, each https:// without a path"],
} as const satisfies Record<string, readonly [string, string]>;
