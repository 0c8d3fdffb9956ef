// Which cameras the page of microphones shows: those that take up sound by
// their archive, and those whose sound was ever switched.
import type { Card } from "../../api/archive";
import type { Sound } from "../../api/upkeep";

export interface Microphone {
  cameraId: string;
  name: string;
  /** The archive says that it takes up sound. */
  able: boolean;
  sound: Sound | undefined;
}

/** Kept ones first, then by name. */
export function microphones(able: readonly Pick<Card, "id" | "name">[], sounds: readonly Sound[]): Microphone[] {
  const switched = new Map(sounds.map((s) => [s.cameraId, s]));
  const out: Microphone[] = able.map((c) => ({ cameraId: c.id, name: c.name, able: true, sound: switched.get(c.id) }));
  const known = new Set(able.map((c) => c.id));
  for (const s of sounds) if (!known.has(s.cameraId)) out.push({ cameraId: s.cameraId, name: s.name, able: false, sound: s });
  const first = (m: Microphone): number => (m.sound?.kept === true ? 0 : 1);
  return out.sort((a, b) => first(a) - first(b) || a.name.localeCompare(b.name, "zh-CN"));
}
