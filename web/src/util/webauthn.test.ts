import { expect, it } from "vitest";
import { fromBase64, toBase64 } from "./webauthn";

it.each([
  ["", []],
  ["AA", [0]],
  ["_-8", [255, 239]],
  ["AQIDBA", [1, 2, 3, 4]],
])("%s is read and written without padding", (text, bytes) => {
  expect([...new Uint8Array(fromBase64(text))]).toEqual(bytes);
  expect(toBase64(Uint8Array.from(bytes).buffer)).toBe(text);
});
