import { expect, it } from "vitest";
import { reachOf } from "./scope";

it("says what a role reaches: a territory, a trade, a unit's own systems, places and cameras, or the house", () => {
  expect(reachOf({ role: "supervisor", organisationId: "o" })).toEqual([{ word: "scope.territory", kind: "organisation", id: "o" }]);
  expect(reachOf({ role: "department", organisationId: "o" })).toEqual([{ word: "scope.trade", kind: "organisation", id: "o" }]);
  expect(reachOf({ role: "site-operator", organisationId: "o" })).toEqual([{ word: "scope.unit", kind: "organisation", id: "o" }]);
  expect(reachOf({ role: "watch-keeper", placeId: "p", cameraId: "c" }).map((r) => r.kind)).toEqual(["place", "camera"]);
  expect(reachOf({ role: "auditor" })).toEqual([]);
});
