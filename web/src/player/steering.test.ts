import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Command, Control } from "../api/control";
import { Steering } from "./steering";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const left: Command = { verb: "move", pan: -1 };
const near: Command = { verb: "lens", focus: 1 };

/** A server that answers each command when it is told to. */
function server() {
  const sent: Command[] = [];
  let answer: (() => void) | undefined;
  let fail: ((e: Error) => void) | undefined;
  const now: Control = { id: "c", cameraId: "k", grantId: "g", urgent: false, beganAt: "", locked: false, aside: false, away: false };
  const hand = new Steering((_, c) => {
    sent.push(c);
    return new Promise<Control>((done, broken) => {
      answer = () => done(now);
      fail = broken;
    });
  });
  hand.under("c");
  const settle = async (how?: Error) => {
    if (how) fail?.(how);
    else answer?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { sent, hand, settle };
}

test("a movement is renewed until it is stopped", async () => {
  const { sent, hand, settle } = server();
  hand.start(left);
  hand.start(left);
  expect(sent).toEqual([left]);
  await settle();
  await vi.advanceTimersByTimeAsync(650);
  expect(sent).toEqual([left, left]);
  await settle();
  hand.stop();
  hand.stop();
  await settle();
  await vi.advanceTimersByTimeAsync(3000);
  expect(sent).toEqual([left, left, { verb: "move" }]);
  expect(hand.moving).toBeNull();
});

test("a slow server never gets more than the newest command", async () => {
  const { sent, hand, settle } = server();
  hand.start(left);
  await vi.advanceTimersByTimeAsync(5000);
  hand.start(near);
  hand.stop();
  expect(sent).toEqual([left]);
  await settle();
  expect(sent).toEqual([left, { verb: "lens" }]);
});

test("a refusal ends the movement", async () => {
  const { sent, hand, settle } = server();
  hand.start(left);
  await settle(new Error("no"));
  await vi.advanceTimersByTimeAsync(3000);
  expect(sent).toEqual([left]);
  expect(hand.moving).toBeNull();
});
