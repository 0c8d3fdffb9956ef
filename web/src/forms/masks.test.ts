import { expect, it } from "vitest";
import { between, bigEnough, fit, readMasks, rectOf, writeMasks } from "./masks";

it("reads what it writes, and takes nothing that is no mask", () => {
  const one = between([0.5, 0.6], [0.1, 0.2]);
  expect(one).toEqual([[0.1, 0.2], [0.5, 0.2], [0.5, 0.6], [0.1, 0.6]]);
  expect(readMasks(writeMasks([one]))).toEqual([one]);
  expect(writeMasks([])).toBe("");
  for (const bad of [undefined, "", "{", "7", "[[[0,0],[1,1]]]", "[[[0,0],[1,1],[2,0]]]", '[[["0",0],[1,1],[1,0]]]']) expect(readMasks(bad)).toEqual([]);
});

it("keeps a mask within the picture, whatever it is moved or stretched to", () => {
  const triangle = [[0.1, 0.1], [0.3, 0.1], [0.1, 0.5]] as const;
  const moved = fit(triangle, { left: 0.9, top: -1, width: 0.4, height: 0.2 });
  expect(rectOf(moved)).toEqual({ left: 0.6, top: 0, width: expect.closeTo(0.4, 6), height: expect.closeTo(0.2, 6) });
  expect(moved).toHaveLength(3);
  expect(rectOf(fit(triangle, { left: 0, top: 0, width: 0, height: 0 })).width).toBeCloseTo(0.01);
});

it("takes a click for no mask", () => {
  expect(bigEnough(between([0.5, 0.5], [0.502, 0.9]))).toBe(false);
  expect(bigEnough(between([0.5, 0.5], [0.6, 0.6]))).toBe(true);
});
