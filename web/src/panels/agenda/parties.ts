// The units that answer for a system, each once with all it is to the system.
import type { VideoSystem } from "../../api/model";
import type { Word } from "../../words";

export interface Party {
  id: string;
  name: string;
  as: Word[];
}

type Parties = Pick<VideoSystem, "ownerId" | "userId" | "builderId" | "operatorId" | "maintainerId" | "managementId" | "departmentId" | "names">;

const KINDS = [
  ["operatorId", "sys.operator"],
  ["ownerId", "sys.owner"],
  ["userId", "sys.user"],
  ["builderId", "sys.builder"],
  ["maintainerId", "sys.maintainer"],
  ["managementId", "sys.management"],
  ["departmentId", "sys.department"],
] as const satisfies readonly (readonly [keyof Parties, Word])[];

export function partiesOf(s: Parties): Party[] {
  const out = new Map<string, Party>();
  for (const [key, word] of KINDS) {
    const id = s[key];
    if (!id) continue;
    const party = out.get(id) ?? { id, name: s.names?.[id] ?? id, as: [] };
    party.as.push(word);
    out.set(id, party);
  }
  return [...out.values()];
}
