import { describe, expect, it } from "vitest";
import { PlayClock } from "./clock";

function made(): { clock: PlayClock; pass: (ms: number) => void } {
  let t = 0;
  return { clock: new PlayClock(1_000_000, () => t), pass: (ms) => (t += ms) };
}

describe("PlayClock", () => {
  it("runs only when told, at its speed", () => {
    const { clock, pass } = made();
    pass(500);
    expect(clock.now()).toBe(1_000_000);
    clock.play();
    pass(1000);
    expect(clock.now()).toBe(1_001_000);
    clock.setSpeed(4);
    pass(1000);
    expect(clock.now()).toBe(1_005_000);
    clock.pause();
    pass(9000);
    expect(clock.now()).toBe(1_005_000);
  });

  it("waits for whoever has nothing to show", () => {
    const { clock, pass } = made();
    clock.play();
    clock.hold("a");
    clock.hold("b");
    pass(1000);
    clock.release("a");
    pass(1000);
    expect(clock.now()).toBe(1_000_000);
    expect(clock.running).toBe(true);
    clock.release("b");
    pass(1000);
    expect(clock.now()).toBe(1_001_000);
  });

  it("tells its listeners of every change", () => {
    const { clock } = made();
    let told = 0;
    const stop = clock.subscribe(() => told++);
    clock.play();
    clock.seek(5);
    clock.release("nobody");
    stop();
    clock.pause();
    expect(told).toBe(2);
  });
});
