import { expect, it } from "vitest";
import { inside } from "./inside";

const corner = [
  [120, 31],
  [121, 31],
  [121, 32],
  [120.5, 31.5], // a notch from above
  [120, 32],
];

it.each([
  [120.5, 31.2, true],
  [120.1, 31.8, true],
  [120.9, 31.8, true],
  [120.5, 31.8, false],
  [119.9, 31.5, false],
  [120.5, 30.9, false],
])("%d, %d", (lon, lat, want) => expect(inside(corner, lon, lat)).toBe(want));

it("nothing lies within nothing", () => expect(inside([], 0, 0)).toBe(false));
