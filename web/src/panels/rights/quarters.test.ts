import { expect, it } from "vitest";
import { quarterOf, quartersBack } from "./quarters";

it("counts quarters by the clock of Wuxi", () => {
  expect(quarterOf(new Date("2026-12-31T15:59:59Z"))).toBe("2026Q4");
  expect(quarterOf(new Date("2026-12-31T16:00:00Z"))).toBe("2027Q1");
  expect(quarterOf(new Date("2026-06-30T15:59:59Z"))).toBe("2026Q2");
});

it("goes back over the turn of the year", () => {
  expect(quartersBack("2026Q2", 4)).toEqual(["2026Q2", "2026Q1", "2025Q4", "2025Q3"]);
});
