// The sector a camera looks into, on the ground and on a plan. Distances are
// small; the earth is taken flat.
export type Corner = [number, number];

/** Metres in a degree of latitude. */
export const METRES = 111_320;

export interface View {
  /** Of the optical axis, degrees from north, clockwise; below 0 where nobody said. */
  bearing: number;
  /** Degrees; from 360 on it looks all round. */
  fov: number;
  /** Metres. */
  reach: number;
}

/** Metres east and north of the camera, once around the sector. Nothing where nobody said which way it looks. */
export function around(v: View): Corner[] {
  const all = v.fov >= 360;
  if (v.bearing < 0 && !all) return [];
  const steps = Math.max(8, Math.ceil(v.fov / 10));
  const at = (degrees: number): Corner => [Math.sin((degrees * Math.PI) / 180) * v.reach, Math.cos((degrees * Math.PI) / 180) * v.reach];
  const from = Math.max(0, v.bearing) - v.fov / 2;
  const arc = Array.from({ length: steps + 1 }, (_x, i) => at(from + (Math.min(v.fov, 360) * i) / steps));
  return all ? arc : [[0, 0], ...arc, [0, 0]];
}

/** Degrees of a point so many metres east and north of another. */
export function onGround([lon, lat]: Corner, [east, north]: Corner): Corner {
  return [lon + east / (METRES * Math.cos((lat * Math.PI) / 180)), lat + north / METRES];
}

/** The other way round: metres east and north of a point. */
export function onPlan([lon, lat]: Corner, [x, y]: Corner): Corner {
  return [(x - lon) * METRES * Math.cos((lat * Math.PI) / 180), (y - lat) * METRES];
}

/** Bearing and distance of a point so many metres east and north. */
export function polar([east, north]: Corner): { bearing: number; reach: number } {
  return { bearing: ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360, reach: Math.hypot(east, north) };
}

/** Codes of the eight directions, clockwise from north (GB/T 28181). */
const EIGHT = ["4", "6", "1", "5", "3", "7", "2", "8"] as const;

export function directionOf(bearing: number): string {
  return EIGHT[Math.round((((bearing % 360) + 360) % 360) / 45) % 8] ?? "4";
}

export function bearingOf(direction: string): number {
  const i = EIGHT.findIndex((d) => d === direction);
  return i < 0 ? -1 : i * 45;
}
