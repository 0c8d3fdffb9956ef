import { describe, expect, it } from "vitest";
import { around, bearingOf, directionOf, onGround, onPlan, polar } from "./sector";

describe("the sector of a camera", () => {
  it("opens around its axis as far as it sees", () => {
    const ring = around({ bearing: 90, fov: 60, reach: 100 });
    expect(ring[0]).toEqual([0, 0]);
    expect(ring.at(-1)).toEqual([0, 0]);
    const arc = ring.slice(1, -1).map(polar);
    expect(arc.map((p) => Math.round(p.reach))).toEqual(arc.map(() => 100));
    expect(Math.round(arc[0]?.bearing ?? 0)).toBe(60);
    expect(Math.round(arc.at(-1)?.bearing ?? 0)).toBe(120);
  });

  it("is a ring for what looks all round, and nothing where nobody said", () => {
    expect(around({ bearing: -1, fov: 360, reach: 50 }).every((c) => Math.abs(Math.hypot(...c) - 50) < 1e-6)).toBe(true);
    expect(around({ bearing: -1, fov: 60, reach: 50 })).toEqual([]);
  });

  it("lies on the ground where the plan has it", () => {
    const [east, north] = onPlan([120.3, 31.57], onGround([120.3, 31.57], [30, -40]));
    expect(east).toBeCloseTo(30);
    expect(north).toBeCloseTo(-40);
  });

  it("goes by the nearest of the eight directions", () => {
    for (const bearing of [0, 45, 90, 135, 180, 225, 270, 315]) expect(bearingOf(directionOf(bearing))).toBe(bearing);
    expect([directionOf(359), directionOf(22), directionOf(23), directionOf(-90)]).toEqual(["4", "4", "6", "2"]);
    expect(bearingOf("9")).toBe(-1);
  });
});
