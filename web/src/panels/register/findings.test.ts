import { expect, it } from "vitest";
import { isLate } from "./late";

it("is late the day after its day, while it is open", () => {
  expect(isLate({ due: "2026-11-25" }, "2026-11-26")).toBe(true);
  expect(isLate({ due: "2026-11-26" }, "2026-11-26")).toBe(false);
  expect(isLate({ due: "2026-11-25", closedAt: "2026-11-25T08:00:00Z" }, "2026-11-26")).toBe(false);
  expect(isLate({}, "2026-11-26")).toBe(false);
});
