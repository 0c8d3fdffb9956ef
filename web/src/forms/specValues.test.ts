import { describe, expect, it } from "vitest";
import type { Spec } from "./SpecFields";
import { joined, taken } from "./specValues";

const picture = (name: Spec["name"]): Spec => ({ name, word: "att.title", kind: "picture" });

describe("what a form holds, as the server takes it", () => {
  it("has one id for a picture, wherever it stands", () => {
    const fields: Spec[] = [picture(["after", "imageId"]), { name: "samples", word: "att.title", kind: "rows", rows: [picture("day"), picture("night")] }];
    const value = { why: "x", after: { imageId: ["a"], position: "p" }, samples: [{ cameraId: "c", day: ["d"], night: "n" }, undefined] };
    expect(taken(fields, value)).toEqual({ why: "x", after: { imageId: "a", position: "p" }, samples: [{ cameraId: "c", day: "d", night: "n" }, undefined] });
  });

  it("makes nothing that is not there", () => {
    expect(taken([picture(["before", "imageId"]), { name: "samples", word: "att.title", kind: "rows", rows: [picture("day")] }], { why: "x" })).toEqual({ why: "x" });
    expect(taken([picture("day")], { day: [] })).toEqual({ day: undefined });
  });

  it("joins lists of files, each file once", () => {
    expect(joined(["a", "b"], ["b", "c"])).toEqual(["a", "b", "c"]);
    expect(joined(undefined, ["c"])).toEqual(["c"]);
    expect(joined(["a"], undefined)).toEqual(["a"]);
  });
});
