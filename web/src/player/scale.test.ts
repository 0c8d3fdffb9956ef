import { describe, expect, it } from "vitest";
import { DAY, HOUR, parseLocal } from "../util/time";
import { centre, length, NARROWEST, pan, ticks, timeAt, wanted, WIDEST, xOf, zoom } from "./scale";

const noon = parseLocal("2026-11-23 12:00:00");
const view = { from: noon, to: noon + HOUR };

describe("timeline view", () => {
  it("maps time to pixels and back", () => {
    expect(xOf(view, noon + HOUR / 2, 1000)).toBe(500);
    expect(timeAt(view, 250, 1000)).toBe(noon + HOUR / 4);
  });

  it("zooms under the pointer, from months to frames and no further", () => {
    const anchor = noon + HOUR / 4;
    const closer = zoom(view, 0.5, anchor);
    expect(length(closer)).toBe(HOUR / 2);
    expect(xOf(closer, anchor, 1000)).toBeCloseTo(250);
    expect(length(zoom(view, 1e-9, anchor))).toBeCloseTo(NARROWEST);
    expect(length(zoom(view, 1e9, anchor))).toBeCloseTo(WIDEST);
  });

  it("pans and centres", () => {
    expect(pan(view, 1000)).toEqual({ from: noon + 1000, to: noon + HOUR + 1000 });
    expect(centre(view, noon, 0.85).to).toBe(noon + HOUR * 0.15000000000000002);
  });

  it.each([
    ["seconds", { from: noon, to: noon + 10_000 }, "12:00:00"],
    ["minutes", view, "12:00"],
    ["hours", { from: noon, to: noon + DAY }, "12:00"],
    ["days", { from: noon, to: noon + 30 * DAY }, "11-28"],
    ["months", { from: noon, to: noon + 400 * DAY }, "2027-01"],
  ])("labels %s on round local times", (_name, v, first) => {
    const got = ticks(v, 1000);
    expect(got[0]?.label).toBe(first);
    expect(got.length).toBeGreaterThan(2);
    for (let i = 1; i < got.length; i++) {
      const gap = xOf(v, got[i]?.at ?? 0, 1000) - xOf(v, got[i - 1]?.at ?? 0, 1000);
      expect(gap).toBeGreaterThanOrEqual(70);
    }
  });

  it("asks on a grid, so that small pans ask nothing new", () => {
    expect(wanted(view).scale).toBe("hour");
    expect(wanted({ from: noon, to: noon + 2 * DAY }).scale).toBe("day");
    expect(wanted({ from: noon, to: noon + 30 * DAY }).scale).toBe("month");
    expect(wanted(pan(view, 60_000))).toEqual(wanted(view));
    const w = wanted(view);
    expect(w.from).toBeLessThanOrEqual(view.from);
    expect(w.to).toBeGreaterThanOrEqual(view.to);
  });
});
