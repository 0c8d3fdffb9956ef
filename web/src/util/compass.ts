const POINTS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;

/** The nearest of the eight points of the compass to degrees from north. */
export function compassPoint(degrees: number): (typeof POINTS)[number] {
  const turn = ((degrees % 360) + 360) % 360;
  return POINTS[Math.round(turn / 45) % 8] ?? "n";
}
