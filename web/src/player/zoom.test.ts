import { expect, it } from "vitest";
import { css, move, WHOLE, zoomAt } from "./zoom";

it("keeps the point under the pointer and never shows beyond the picture", () => {
  const z = zoomAt(WHOLE, 2, 0.25, 0);
  expect(z).toEqual({ scale: 2, x: -0.25, y: 0 });
  expect(move(z, -9, 9)).toEqual({ scale: 2, x: -0.5, y: 0.5 });
  expect(zoomAt(z, 0.1, 0, 0)).toEqual({ scale: 1, x: 0, y: 0 });
  expect(zoomAt(WHOLE, 99, 0, 0).scale).toBe(8);
  expect(css(WHOLE)).toBe("none");
});
