// The lock of a duty post's controls, and the change of shift. Live pictures
// know nothing of a lock; at a change of shift they go on under new grants.
import { api, body } from "./client";
import type { Grant } from "./model";
import type { Session } from "./session";

export const lockPost = () => body(api.POST("/api/v1/session/lock"));

/** Grants that took the place of others, by the id of the other. */
export type Handed = ReadonlyMap<string, Grant>;

const listeners = new Set<(handed: Handed) => void>();

/** Hears of a change of shift before the session changes on this page. */
export function onHandOver(listener: (handed: Handed) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export interface NextShift {
  login: string;
  password: string;
  code?: string;
}

/** Signs the next person in here; returns who that is. */
export async function handOver({ login, password, code }: NextShift): Promise<Session> {
  const answer = await body(api.POST("/api/v1/session/hand-over", { body: { login, password, ...(code ? { code: code.trim() } : {}) } }));
  const handed = new Map(answer.grants.map((g) => [g.fromId, g.grant]));
  for (const listener of listeners) listener(handed);
  return answer.me;
}
