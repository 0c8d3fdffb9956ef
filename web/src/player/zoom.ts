// Digital zoom: a transform of the picture, held inside its frame. Pure.

export interface Zoom {
  scale: number;
  /** Offset of the picture's centre, in parts of the frame's size. */
  x: number;
  y: number;
}

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };
const CLOSEST = 8;

function held(z: Zoom): Zoom {
  const reach = (z.scale - 1) / 2;
  return { scale: z.scale, x: Math.max(-reach, Math.min(reach, z.x)) + 0, y: Math.max(-reach, Math.min(reach, z.y)) + 0 };
}

/** Zooms by factor and keeps the point (px, py), in parts of the frame from its centre, in place. */
export function zoomAt(z: Zoom, factor: number, px: number, py: number): Zoom {
  const scale = Math.max(1, Math.min(CLOSEST, z.scale * factor));
  const f = scale / z.scale;
  return held({ scale, x: px - (px - z.x) * f, y: py - (py - z.y) * f });
}

export function move(z: Zoom, dx: number, dy: number): Zoom {
  return held({ scale: z.scale, x: z.x + dx, y: z.y + dy });
}

export function css(z: Zoom): string {
  return z.scale === 1 ? "none" : `translate(${z.x * 100}%, ${z.y * 100}%) scale(${z.scale})`;
}
