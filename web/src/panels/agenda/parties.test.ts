import { expect, it } from "vitest";
import { partiesOf } from "./parties";

it("names each unit once, with all it is to the system, the operator first", () => {
  const got = partiesOf({ ownerId: "a", operatorId: "b", maintainerId: "a", names: { a: "甲", b: "乙" } });
  expect(got).toEqual([
    { id: "b", name: "乙", as: ["sys.operator"] },
    { id: "a", name: "甲", as: ["sys.owner", "sys.maintainer"] },
  ]);
});

it("falls back on the id where no name came along, and skips what is empty", () => {
  expect(partiesOf({ ownerId: "", operatorId: "x", names: {} })).toEqual([{ id: "x", name: "x", as: ["sys.operator"] }]);
});
