import { describe, expect, it } from "vitest";
import type { Grant } from "../api/model";
import { ProblemError } from "../api/problem";
import { GrantKeeper } from "./grants";

const START = Date.parse("2026-11-23T01:00:00Z");

function grant(id: string, cameras: readonly string[], until: number): Grant {
  return { id, accountId: "x", sessionId: "y", act: "live", cameraIds: [...cameras], masked: false, mark: id, until: new Date(until).toISOString(), basis: "W168/29/1", footage: { from: "", to: "" } };
}

function door(refused: readonly string[] = []) {
  const asked: string[][] = [];
  const ask = (cameras: readonly string[]): Promise<Grant> => {
    asked.push([...cameras]);
    if (cameras.some((c) => refused.includes(c))) return Promise.reject(new ProblemError(403, { code: "access.scope" }));
    return Promise.resolve(grant(`g${asked.length}`, cameras, START + 60_000));
  };
  return { asked, ask };
}

describe("GrantKeeper", () => {
  it("asks once for the wishes of one moment", async () => {
    const { asked, ask } = door();
    const keeper = new GrantKeeper(ask, true, () => START);
    const got = await Promise.all([keeper.get("a"), keeper.get("b"), keeper.get("a")]);
    expect(asked).toEqual([["a", "b"]]);
    expect(got.map((g) => g?.id)).toEqual(["g1", "g1", "g1"]);
    await keeper.get("b");
    expect(asked.length).toBe(1);
  });

  it("does not let one refused camera darken the others", async () => {
    const { asked, ask } = door(["bad"]);
    const keeper = new GrantKeeper(ask, true, () => START);
    const [good, bad] = await Promise.allSettled([keeper.get("good"), keeper.get("bad")]);
    expect(good.status).toBe("fulfilled");
    expect(bad.status).toBe("rejected");
    expect(asked).toEqual([["good", "bad"], ["good"], ["bad"]]);
  });

  it("renews what ran out only where it may", async () => {
    let now = START;
    const live = door();
    const test = door();
    const watch = new GrantKeeper(live.ask, true, () => now);
    const box = new GrantKeeper(test.ask, false, () => now);
    await watch.get("a");
    await box.get("a");
    now = START + 59_000;
    expect((await watch.get("a"))?.id).toBe("g2");
    expect(await box.get("a")).toBeNull();
    box.forget("a");
    expect(await box.get("a")).toBeNull();
    box.allow("a");
    expect((await box.get("a"))?.id).toBe("g2");
    expect(watch.surrender()).toEqual(["g2"]);
    expect(watch.surrender()).toEqual([]);
  });
});
