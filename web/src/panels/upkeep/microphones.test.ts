import { expect, it } from "vitest";
import type { Sound } from "../../api/upkeep";
import { microphones } from "./microphones";

const sound = (cameraId: string, kept: boolean): Sound => ({ cameraId, name: `s${cameraId}`, systemId: "v", on: kept, kept, by: "", at: "", createdAt: "", version: 1, can: {} });

it("shows cameras that take up sound and those once switched, each once, kept ones first", () => {
  const got = microphones([{ id: "b", name: "b" }, { id: "a", name: "a" }], [sound("c", true), sound("a", false)]);
  expect(got.map((m) => [m.cameraId, m.able, m.sound?.kept])).toEqual([
    ["c", false, true],
    ["a", true, false],
    ["b", true, undefined],
  ]);
});
