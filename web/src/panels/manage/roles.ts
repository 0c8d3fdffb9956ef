// The roles an account may hold, in the order a form offers them.
import type { Role } from "../../api/model";

export const ROLES = ["system-administrator", "security-administrator", "watch-keeper", "copy-officer", "forward-officer", "commissioning", "supervisor", "department", "site-operator", "auditor"] as const satisfies readonly Role["role"][];

export function isRole(role: string): role is Role["role"] {
  return ROLES.some((r) => r === role);
}
