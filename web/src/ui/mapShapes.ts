// Shapes the map draws that the server does not send: the graticule and the
// cones cameras look along. Distances are small; the earth is taken flat.
export interface Shape {
  type: "Feature";
  properties: Record<string, string | number>;
  geometry: { type: "Polygon"; coordinates: number[][][] } | { type: "LineString"; coordinates: number[][] } | { type: "Point"; coordinates: number[] };
}

const METRES = 111_320;

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
}

/** The sector a camera looks into; 40 degrees and 60 metres where nobody said. */
export function cone(c: Looking): Shape | null {
  if (c.bearing < 0) return null;
  const fov = c.fov > 0 && c.fov < 360 ? c.fov : 40;
  const reach = Math.min(c.reach > 0 ? c.reach : 60, 300);
  const ring: number[][] = [[c.lon, c.lat]];
  for (let i = 0; i <= 8; i++) {
    const a = ((c.bearing - fov / 2 + (fov * i) / 8) * Math.PI) / 180;
    ring.push([c.lon + (Math.sin(a) * reach) / (METRES * Math.cos((c.lat * Math.PI) / 180)), c.lat + (Math.cos(a) * reach) / METRES]);
  }
  ring.push([c.lon, c.lat]);
  return { type: "Feature", properties: { id: c.id }, geometry: { type: "Polygon", coordinates: [ring] } };
}
