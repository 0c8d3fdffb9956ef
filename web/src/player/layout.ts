// Which camera stands in which tile of the wall. Pure; kept in the URL.

export const GRIDS = [1, 4, 9, 16] as const;
export type Grid = (typeof GRIDS)[number];

export interface Layout {
  grid: Grid;
  /** Camera ids, "" for an empty tile; always grid entries long. */
  tiles: readonly string[];
  /** The maximised tile, or -1. */
  max: number;
}

export function isGrid(n: number): n is Grid {
  return GRIDS.some((g) => g === n);
}

function sized(tiles: readonly string[], grid: Grid): string[] {
  return Array.from({ length: grid }, (_, i) => tiles[i] ?? "");
}

export function parseLayout(query: URLSearchParams): Layout | null {
  const text = query.get("tiles");
  if (text === null) return null;
  const n = Number(query.get("grid"));
  const grid = isGrid(n) ? n : 4;
  const max = query.has("max") ? Number(query.get("max")) : -1;
  return { grid, tiles: sized(text.split(","), grid), max: Number.isInteger(max) && max >= 0 && max < grid ? max : -1 };
}

export function formatLayout(l: Layout): URLSearchParams {
  const q = new URLSearchParams({ grid: String(l.grid), tiles: l.tiles.join(",").replace(/,+$/, "") });
  if (l.max >= 0) q.set("max", String(l.max));
  return q;
}

export function isLayout(value: unknown): value is Layout {
  if (value === null || typeof value !== "object" || !("tiles" in value) || !("grid" in value)) return false;
  return Array.isArray(value.tiles) && value.tiles.every((t) => typeof t === "string") && typeof value.grid === "number" && isGrid(value.grid);
}

/** Another grid: cameras keep their order; those that no longer fit go, empty tiles first. */
export function regrid(l: Layout, grid: Grid): Layout {
  const shown = l.tiles.filter((t) => t !== "");
  const kept = l.tiles.length <= grid ? l.tiles : shown;
  return { grid, tiles: sized(kept, grid), max: -1 };
}

/** Puts camera into tile i; a camera that is on the wall already moves, and what was in i takes its place. */
export function assign(l: Layout, i: number, camera: string): Layout {
  const tiles = [...l.tiles];
  const was = tiles.indexOf(camera);
  if (was >= 0) tiles[was] = tiles[i] ?? "";
  tiles[i] = camera;
  return { ...l, tiles };
}

export function swap(l: Layout, a: number, b: number): Layout {
  const tiles = [...l.tiles];
  [tiles[a], tiles[b]] = [tiles[b] ?? "", tiles[a] ?? ""];
  return { ...l, tiles };
}

export function clear(l: Layout, i: number): Layout {
  return { ...l, tiles: l.tiles.map((t, j) => (j === i ? "" : t)), max: l.max === i ? -1 : l.max };
}

/** Where the next chosen camera goes: the selected tile if empty, else the first empty one, else the selected one. */
export function nextTile(l: Layout, selected: number): number {
  if (l.tiles[selected] === "") return selected;
  const empty = l.tiles.indexOf("");
  return empty >= 0 ? empty : selected;
}

/** Walls of four and more tiles take the sub-stream; one picture alone, or maximised, the main one. */
export function sourceFor(l: Layout, i: number): "main" | "sub" {
  return l.grid === 1 || l.max === i ? "main" : "sub";
}
