import { describe, expect, it } from "vitest";
import { parseMessage } from "./wire";

describe("parseMessage", () => {
  it("reads what the server says", () => {
    expect(
      parseMessage(
        '{"type":"init","mime":"video/mp4; codecs=\\"avc1.640028\\"","source":"sub","transcoded":false,"codec":"h264","width":640,"height":360,"fps":25,"audio":"","epoch":"2026-11-23T01:00:00.000Z"}',
      ),
    ).toEqual({
      type: "init",
      mime: 'video/mp4; codecs="avc1.640028"',
      source: "sub",
      transcoded: false,
      codec: "h264",
      width: 640,
      height: 360,
      fps: 25,
      audio: "",
      epoch: Date.parse("2026-11-23T01:00:00.000Z"),
    });
    expect(parseMessage('{"type":"gap","from":"2026-11-23T01:00:00.000Z","to":"2026-11-23T01:00:09.500Z","cause":"no-signal"}')).toMatchObject({ type: "gap", cause: "no-signal" });
    expect(parseMessage('{"type":"position","at":"2026-11-23T01:00:00.000Z","media":2.5,"durableTo":"2026-11-23T01:01:00.000Z"}')).toMatchObject({ media: 2.5 });
    expect(parseMessage('{"type":"end","code":"grant.expired","params":{"until":"x"},"article":"W168/24/1"}')).toEqual({ type: "end", code: "grant.expired", params: { until: "x" }, article: "W168/24/1" });
    expect(parseMessage('{"type":"idle"}')).toEqual({ type: "idle" });
  });

  it.each([
    "",
    "{",
    "null",
    "3",
    '"init"',
    "[]",
    '{"type":"unheard-of"}',
    '{"type":"init"}',
    '{"type":"init","mime":"x","epoch":"yesterday"}',
    '{"type":"gap","from":"2026-11-23T01:00:00.000Z"}',
    '{"type":"position","at":12}',
  ])("passes over %s", (text) => {
    expect(parseMessage(text)).toBeNull();
  });

  it("takes nothing of the wrong type", () => {
    expect(parseMessage('{"type":"end","code":7,"params":{"a":{},"b":1},"article":null}')).toEqual({ type: "end", code: "", params: { b: 1 }, article: "" });
  });
});
