// Keeping a live picture live: how far behind the newest frame it may play,
// and what to do about it. Pure, so that it can be tested with numbers.

export interface ChaseInput {
  /** Play position and buffered stretch, media seconds. */
  position: number;
  start: number;
  end: number;
  /** Distance behind the end that is aimed at, seconds. */
  target: number;
  /** Playback rate in force. */
  rate: number;
}

export type ChaseStep = { seek: number } | { rate: number } | null;

/** Behind by more than this, jump; rates would take too long. */
const JUMP = 3;

export function chase(s: ChaseInput): ChaseStep {
  if (Number.isNaN(s.end)) return null;
  if (s.position < s.start - 0.05) return { seek: Math.max(s.start, s.end - s.target) };
  const behind = s.end - s.position;
  if (behind > JUMP) return { seek: s.end - s.target };
  if (behind > s.target + 0.6) return s.rate === 1.15 ? null : { rate: 1.15 };
  if (behind > s.target + 0.25 && s.rate === 1) return { rate: 1.05 };
  if (behind <= s.target && s.rate !== 1) return { rate: 1 };
  return null;
}
