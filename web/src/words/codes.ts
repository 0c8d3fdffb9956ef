// Sentences for the server's stable codes (RFC 9457 `code`, `end` and `state`
// messages, reasons in `can`). A code without its own sentence falls back to
// its parent: "grant.camera" to "grant".

export const codes = {
  unknown: ["服务器返回：{{code}}", "The server answered: {{code}}"],
  network: ["无法连接服务器", "The server cannot be reached"],
  internal: ["服务器内部错误", "Internal error on the server"],
} as const satisfies Record<string, readonly [string, string]>;
