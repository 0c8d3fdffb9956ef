import { expect, it } from "vitest";
import { compassPoint } from "./compass";

it.each([
  [0, "n"],
  [22, "n"],
  [23, "ne"],
  [90, "e"],
  [180, "s"],
  [224, "sw"],
  [292, "w"],
  [337, "nw"],
  [338, "n"],
  [359, "n"],
  [-90, "w"],
])("%d° is %s", (degrees, want) => expect(compassPoint(degrees)).toBe(want));
