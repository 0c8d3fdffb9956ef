import { describe, expect, it } from "vitest";
import { assign, clear, formatLayout, isLayout, nextTile, parseLayout, regrid, sourceFor, swap, type Layout } from "./layout";

const wall: Layout = { grid: 4, tiles: ["a", "", "c", ""], max: -1 };

describe("layout", () => {
  it("lives in the URL", () => {
    expect(formatLayout(wall).toString()).toBe("grid=4&tiles=a%2C%2Cc");
    expect(parseLayout(formatLayout(wall))).toEqual(wall);
    const one = { ...wall, max: 2 };
    expect(parseLayout(formatLayout(one))).toEqual(one);
    expect(parseLayout(new URLSearchParams(""))).toBeNull();
    expect(parseLayout(new URLSearchParams("tiles=a&grid=7&max=9"))).toEqual({ grid: 4, tiles: ["a", "", "", ""], max: -1 });
  });

  it("moves a camera instead of showing it twice", () => {
    expect(assign(wall, 1, "c").tiles).toEqual(["a", "c", "", ""]);
    expect(assign(wall, 0, "c").tiles).toEqual(["c", "", "a", ""]);
    expect(swap(wall, 0, 3).tiles).toEqual(["", "", "c", "a"]);
    expect(clear({ ...wall, max: 0 }, 0)).toEqual({ grid: 4, tiles: ["", "", "c", ""], max: -1 });
  });

  it("keeps cameras when the grid changes", () => {
    expect(regrid(wall, 9).tiles).toEqual(["a", "", "c", "", "", "", "", "", ""]);
    expect(regrid(wall, 1).tiles).toEqual(["a"]);
    expect(regrid({ grid: 9, tiles: ["", "b", "", "", "e", "", "", "", ""], max: -1 }, 4).tiles).toEqual(["b", "e", "", ""]);
  });

  it("gives the next camera the selected tile when it is empty", () => {
    expect(nextTile(wall, 3)).toBe(3);
    expect(nextTile(wall, 0)).toBe(1);
    expect(nextTile({ ...wall, tiles: ["a", "b", "c", "d"] }, 2)).toBe(2);
  });

  it("takes sub-streams on walls of four and more, the main one alone", () => {
    expect(sourceFor(wall, 0)).toBe("sub");
    expect(sourceFor({ ...wall, max: 0 }, 0)).toBe("main");
    expect(sourceFor({ grid: 1, tiles: ["a"], max: -1 }, 0)).toBe("main");
  });

  it("does not trust what a browser stored", () => {
    expect(isLayout(wall)).toBe(true);
    for (const bad of [null, 3, {}, { grid: 5, tiles: [] }, { grid: 4, tiles: [1] }]) expect(isLayout(bad)).toBe(false);
  });
});
