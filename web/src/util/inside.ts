/** Whether a point lies within a polygon, both in degrees; the polygon closes by itself. */
export function inside(polygon: readonly (readonly number[])[], lon: number, lat: number): boolean {
  let within = false;
  polygon.forEach(([x = 0, y = 0], i) => {
    const [px = 0, py = 0] = polygon.at(i - 1) ?? [];
    if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) within = !within;
  });
  return within;
}
