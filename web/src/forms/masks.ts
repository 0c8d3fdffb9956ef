// Privacy masks: areas of the picture, corners as parts of its width and
// height. Kept as the archive keeps them: JSON of corners.
export type Corner = readonly [number, number];
export type Area = readonly Corner[];

export interface Rect {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** No mask is smaller than this part of the picture: it would be a slip of the hand. */
export const LEAST = 0.01;
/** As many as the archive takes. */
export const MOST = 24;

const within = (n: number): number => Math.min(1, Math.max(0, n));
const round = (n: number): number => Math.round(n * 1000) / 1000;

/** Reads the archive's text; what is not of its form is no mask. */
export function readMasks(text: string | undefined): Area[] {
  let read: unknown;
  try {
    read = JSON.parse(text ?? "");
  } catch {
    return [];
  }
  if (!Array.isArray(read)) return [];
  return read.filter((area): area is Area => Array.isArray(area) && area.length >= 3 && area.every((c) => Array.isArray(c) && c.length === 2 && c.every((n) => typeof n === "number" && n >= 0 && n <= 1)));
}

export function writeMasks(areas: readonly Area[]): string {
  return areas.length === 0 ? "" : JSON.stringify(areas);
}

export function rectOf(area: Area): Rect {
  const xs = area.map((c) => c[0]);
  const ys = area.map((c) => c[1]);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** A rectangle between two corners in any order, kept within the picture. */
export function between(a: Corner, b: Corner): Area {
  const [l, r] = [within(Math.min(a[0], b[0])), within(Math.max(a[0], b[0]))].map(round) as [number, number];
  const [t, u] = [within(Math.min(a[1], b[1])), within(Math.max(a[1], b[1]))].map(round) as [number, number];
  return [[l, t], [r, t], [r, u], [l, u]];
}

/** Puts an area into another frame: moved and stretched, its shape kept. */
export function fit(area: Area, to: Rect): Area {
  const from = rectOf(area);
  const width = Math.min(1, Math.max(LEAST, to.width));
  const height = Math.min(1, Math.max(LEAST, to.height));
  const left = Math.min(1 - width, Math.max(0, to.left));
  const top = Math.min(1 - height, Math.max(0, to.top));
  const part = (n: number, start: number, size: number): number => (size === 0 ? 0 : (n - start) / size);
  return area.map(([x, y]): Corner => [round(within(left + part(x, from.left, from.width) * width)), round(within(top + part(y, from.top, from.height) * height))]);
}

export function bigEnough(area: Area): boolean {
  const r = rectOf(area);
  return r.width >= LEAST && r.height >= LEAST;
}
