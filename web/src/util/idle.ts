// Tells when nobody has had a hand on the page for a while.

const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel"] as const;

/** What time it is, and something done each second until it is called off. */
export interface Clock {
  now: () => number;
  eachSecond: (f: () => void) => () => void;
}

export const clock: Clock = {
  now: () => Date.now(),
  eachSecond: (f) => {
    const timer = window.setInterval(f, 1_000);
    return () => window.clearInterval(timer);
  },
};

/** Calls idle when there was no sign of a hand for so many seconds, once, and again after as many more. Returns what ends it. */
export function onIdle(target: EventTarget, time: Clock, seconds: number, idle: () => void): () => void {
  let last = time.now();
  const seen = (): void => {
    last = time.now();
  };
  for (const sign of SIGNS) target.addEventListener(sign, seen, { passive: true });
  const stop = time.eachSecond(() => {
    if (time.now() - last < seconds * 1000) return;
    seen(); // once, also when nobody answers
    idle();
  });
  return () => {
    stop();
    for (const sign of SIGNS) target.removeEventListener(sign, seen);
  };
}
