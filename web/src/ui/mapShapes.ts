// Shapes the map draws that the server does not send: the graticule and the
// cones cameras look along. Distances are small; the earth is taken flat.
import { around, onGround } from "./sector";

export interface Shape {
  type: "Feature";
  properties: Record<string, string | number>;
  geometry: { type: "Polygon"; coordinates: number[][][] } | { type: "LineString"; coordinates: number[][] } | { type: "Point"; coordinates: number[] };
}

/** Lines each step degrees within the city's box. */
export function graticule(step: number): Shape[] {
  const [west, south, east, north] = [119.4, 31, 120.7, 32.1];
  const line = (coordinates: number[][]): Shape => ({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } });
  const out: Shape[] = [];
  for (let x = west; x <= east + 1e-9; x += step) out.push(line([[x, south], [x, north]]));
  for (let y = south; y <= north + 1e-9; y += step) out.push(line([[west, y], [east, y]]));
  return out;
}

interface Looking {
  id: string;
  lon: number;
  lat: number;
  bearing: number;
  fov: number;
  reach: number;
  area?: readonly (readonly number[] | null)[];
}

/** No sector is drawn farther than this, so that one of them does not cover a district. */
const FARTHEST = 2000;

/** What a camera captures: as it was drawn, or else its sector; 40 degrees and 60 metres where nobody said. */
export function cone(c: Looking): Shape | null {
  const drawn = (c.area ?? []).map((corner) => [...(corner ?? [])]);
  const ring = drawn.length > 2 ? [...drawn, drawn[0] ?? []] : around({ bearing: c.bearing, fov: c.fov > 0 ? c.fov : 40, reach: Math.min(c.reach > 0 ? c.reach : 60, FARTHEST) }).map((corner) => onGround([c.lon, c.lat], corner));
  if (ring.length === 0) return null;
  return { type: "Feature", properties: { id: c.id }, geometry: { type: "Polygon", coordinates: [ring] } };
}
