import { describe, expect, it } from "vitest";
import { onIdle, type Clock } from "./idle";

/** A clock that goes when it is told to. */
function byHand(): Clock & { pass: (seconds: number) => void } {
  let now = 0;
  const ticks = new Set<() => void>();
  return {
    now: () => now,
    eachSecond: (f) => {
      ticks.add(f);
      return () => ticks.delete(f);
    },
    pass: (seconds) => {
      for (let n = 0; n < seconds; n++) {
        now += 1000;
        for (const f of ticks) f();
      }
    },
  };
}

describe("a post that nobody has a hand on", () => {
  const MINUTES = 10 * 60;

  it("idles after ten minutes, once, and not a second earlier", () => {
    const time = byHand();
    let idled = 0;
    const stop = onIdle(new EventTarget(), time, MINUTES, () => idled++);
    time.pass(MINUTES - 1);
    expect(idled).toBe(0);
    time.pass(1);
    expect(idled).toBe(1);
    time.pass(MINUTES - 1);
    expect(idled).toBe(1);
    time.pass(1); // the server had not answered
    expect(idled).toBe(2);
    stop();
    time.pass(2 * MINUTES);
    expect(idled).toBe(2);
  });

  it("begins anew at each sign of a hand and at nothing else", () => {
    for (const sign of ["pointerdown", "pointermove", "keydown", "wheel"]) {
      const [time, page] = [byHand(), new EventTarget()];
      let idled = 0;
      onIdle(page, time, MINUTES, () => idled++);
      time.pass(MINUTES - 1);
      page.dispatchEvent(new Event(sign));
      time.pass(MINUTES - 1);
      expect([sign, idled]).toEqual([sign, 0]);
      page.dispatchEvent(new Event("scroll"));
      time.pass(1);
      expect([sign, idled]).toEqual([sign, 1]);
    }
  });
});
