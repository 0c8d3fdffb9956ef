import { describe, expect, it } from "vitest";
import { alpha, fontOf, judge, STRENGTH, tile, type Expected, type Look, type Sight } from "./markSight";

const look: Look = {
  display: "block",
  visibility: "visible",
  opacity: "1",
  filter: "none",
  clipPath: "none",
  mask: "none",
  mixBlendMode: "normal",
  color: `rgba(255, 255, 255, ${STRENGTH.full})`,
  fill: `rgba(255, 255, 255, ${STRENGTH.full})`,
  fontSize: "14px",
};
const box = { left: 10, top: 20, width: 1000, height: 500 };
const want: Expected = { text: "张三 192.0.2.7", fontSize: 14, strength: STRENGTH.full };
const solid = { color: "rgb(255, 255, 255)", fill: "rgb(255, 255, 255)" };
const sight: Sight = {
  inPlace: true,
  frame: box,
  own: box,
  looks: [{ ...look, ...solid }, look, look],
  text: want.text,
  piece: { left: 40, top: 40, width: 200, height: 80 },
  under: false,
};

/** The sight with one of its three layers changed. */
const changed = (layer: number, change: Partial<Look>): Sight => ({ ...sight, looks: sight.looks.map((l, i) => (i === layer ? { ...l, ...change } : l)) });

describe("judge", () => {
  it("leaves a mark alone that is as it was put there", () => {
    expect(judge(sight, want)).toBeNull();
    expect(judge({ ...sight, own: { ...box, left: 11, width: 999 } }, want)).toBeNull(); // browsers round
  });

  it.each<[string, Sight, string]>([
    ["taken out", { ...sight, inPlace: false }, "removed"],
    ["another text", { ...sight, text: "李四 192.0.2.7" }, "altered"],
    ["no text", { ...sight, text: "" }, "altered"],
    ["moved aside", { ...sight, own: { ...box, left: 900 } }, "hidden"],
    ["made small", { ...sight, own: { ...box, width: 5 } }, "hidden"],
    ["its letters shrunk to nothing", { ...sight, piece: { left: 0, top: 0, width: 0, height: 0 } }, "hidden"],
    ["under the picture", { ...sight, under: true }, "covered"],
  ])("finds it %s", (_, seen, how) => {
    expect(judge(seen, want)).toBe(how);
  });

  it.each<[string, Partial<Look>]>([
    ["display", { display: "none" }],
    ["visibility", { visibility: "hidden" }],
    ["opacity", { opacity: "0.05" }],
    ["a filter", { filter: "opacity(0)" }],
    ["a clip", { clipPath: "inset(50%)" }],
    ["a mask", { mask: "linear-gradient(transparent, transparent)" }],
    ["blending", { mixBlendMode: "overlay" }],
    ["colour", { color: "rgba(255, 255, 255, 0.01)" }],
    ["fill", { fill: "transparent" }],
  ])("finds it hidden by %s, in whichever layer", (_, change) => {
    for (const layer of [0, 1, 2]) expect(judge(changed(layer, change), want), `layer ${layer}`).toBe("hidden");
  });

  it("finds letters made smaller", () => {
    expect(judge(changed(2, { fontSize: "2px" }), want)).toBe("hidden");
  });

  it("has nothing against a frame that shows nothing", () => {
    expect(judge({ ...sight, frame: { ...box, width: 0 }, own: { ...box, width: 0 } }, want)).toBeNull();
  });
});

describe("alpha", () => {
  it.each([
    ["rgb(1, 2, 3)", 1],
    ["rgba(1, 2, 3, 0.34)", 0.34],
    ["rgb(1 2 3 / 34%)", 0.34],
    ["color(srgb 1 1 1 / 0.2)", 0.2],
    ["transparent", 0],
    ["", 1],
  ])("of %s", (color, much) => expect(alpha(color)).toBeCloseTo(much));
});

describe("tile", () => {
  const sizes = [
    [1366, 768],
    [3840, 2160],
    [320, 180],
  ] as const;

  it.each(sizes)("leaves no place of %i × %i without a text near, at any turn", (w, h) => {
    for (let turn = 0; turn < 40; turn++) {
      const width = 16 * fontOf(w);
      const { fontSize, places } = tile(w, h, width, turn, false);
      const far = width + 6 * fontSize; // a text begins within a text's length and gap of every place
      for (const [x, y] of [[0, 0], [w / 2, h / 2], [w - 1, 0], [0, h - 1], [w - 1, h - 1]] as const) {
        expect(places.some((p) => Math.abs(p.x - x) < far && Math.abs(p.y - y) < 7 * fontSize), `${x},${y} at turn ${turn}`).toBe(true);
      }
      expect(places.length).toBeLessThan(900);
    }
  });

  it("moves from turn to turn", () => {
    const at = (turn: number): string => JSON.stringify(tile(1366, 768, 240, turn, false).places[0]);
    expect(new Set([0, 1, 2, 3, 4, 5].map(at)).size).toBe(6);
  });

  it("is one text inside the frame when faint", () => {
    for (let turn = 0; turn < 100; turn++) {
      const { places, fontSize } = tile(1366, 768, 240, turn, true);
      expect(places).toHaveLength(1);
      const [p] = places;
      expect(p && p.x >= 0 && p.x + 240 <= 1366 && p.y >= 0 && p.y + fontSize <= 768).toBe(true);
    }
  });

  it("has larger letters on larger screens", () => {
    expect(fontOf(1366)).toBe(13);
    expect(fontOf(3840)).toBe(30);
  });
});
