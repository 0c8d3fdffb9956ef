import { useSyncExternalStore } from "react";
import { clock, day } from "../util/time";

function subscribe(tick: () => void): () => void {
  const timer = window.setInterval(tick, 250);
  return () => window.clearInterval(timer);
}

function second(): number {
  return Math.floor(Date.now() / 1000) * 1000;
}

/** Date and time in the law's zone; operators compare it with the picture. */
export function WallClock() {
  const now = useSyncExternalStore(subscribe, second);
  return (
    <time className="clock num" dateTime={new Date(now).toISOString()}>
      <span className="only-wide">{day(now)} </span>
      {clock(now)}
    </time>
  );
}
