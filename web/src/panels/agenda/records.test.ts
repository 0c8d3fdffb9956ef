import { describe, expect, it } from "vitest";
import { recordPath } from "./DutyMark";

describe("where the evidence of a duty is seen", () => {
  it("is the page of its room, at the system where one is known", () => {
    expect(recordPath("acceptance", "a1", "s1")).toBe("/works/acceptances?system=s1");
    expect(recordPath("removal", "r1")).toBe("/works/removals");
    expect(recordPath("binder", "b1", "s1")).toBe("/systems/s1/binder");
    expect(recordPath("finding", "f1")).toBe("/findings?finding=f1");
    expect(recordPath("plan", "p1")).toBe("/plans/p1");
  });
  it("is nowhere for what has no page", () => expect(recordPath("duty-proof", "x")).toBe(""));
});
