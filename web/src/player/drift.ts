// How a video element follows the clock. Pure, tested with numbers.

/** Below this many seconds of error a rate corrects, above it a seek. */
const SEEK_ABOVE = 0.5;
/** Errors smaller than this are left alone. */
const GOOD = 0.03;

export type DriftStep = { seek: number } | { rate: number };

/** What brings a player at position to wish (media seconds) while the clock runs at speed. */
export function follow(position: number, wish: number, speed: number, moving: boolean): DriftStep {
  const error = wish - position;
  // At high speed half a second of media passes between two looks.
  if (Math.abs(error) > SEEK_ABOVE * Math.max(1, speed / 2)) return { seek: wish };
  if (!moving) return Math.abs(error) > 0.001 ? { seek: wish } : { rate: speed };
  if (Math.abs(error) < GOOD * Math.max(1, speed)) return { rate: speed };
  const correction = Math.max(-0.05, Math.min(0.05, error / Math.max(1, speed)));
  return { rate: Math.min(16, speed * (1 + correction)) };
}
