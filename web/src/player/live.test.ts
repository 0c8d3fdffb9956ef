import { describe, expect, it } from "vitest";
import { Backoff } from "./backoff";
import { chase } from "./chase";
import { follow } from "./drift";

describe("chase", () => {
  const at = (behind: number, rate = 1) => chase({ position: 100 - behind, start: 90, end: 100, target: 0.3, rate });
  it.each([
    ["near the edge", 0.2, 1, null],
    ["a little behind", 0.6, 1, { rate: 1.05 }],
    ["well behind", 1.2, 1, { rate: 1.15 }],
    ["already hurrying", 1.2, 1.15, null],
    ["caught up", 0.25, 1.15, { rate: 1 }],
    ["far behind", 4, 1, { seek: 99.7 }],
  ] as const)("%s", (_name, behind, rate, want) => {
    expect(at(behind, rate)).toEqual(want);
  });
  it("waits without a buffer and jumps into one that begins later", () => {
    expect(chase({ position: 0, start: Number.NaN, end: Number.NaN, target: 0.3, rate: 1 })).toBeNull();
    expect(chase({ position: 0, start: 50, end: 50.2, target: 0.3, rate: 1 })).toEqual({ seek: 50 });
  });
});

describe("follow", () => {
  it.each([
    ["in step", 10, 10.01, 1, true, { rate: 1 }],
    ["slightly late", 10, 10.2, 1, true, { rate: 1.05 }],
    ["slightly early", 10, 9.98, 1, true, { rate: 1 }],
    ["far off", 10, 11, 1, true, { seek: 11 }],
    ["paused elsewhere", 10, 10.04, 1, false, { seek: 10.04 }],
    ["paused in place", 10, 10, 1, false, { rate: 1 }],
    ["never faster than the element can", 10, 12, 16, true, { rate: 16 }],
  ] as const)("%s", (_name, position, wish, speed, moving, want) => {
    expect(follow(position, wish, speed, moving)).toEqual(want);
  });
});

describe("Backoff", () => {
  it("doubles to ten seconds and starts over", () => {
    const b = new Backoff(() => 1);
    expect(Array.from({ length: 7 }, () => b.next())).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    b.reset();
    expect(b.next()).toBe(500);
    expect(new Backoff(() => 0).next()).toBe(250);
  });
});
