/** How the footage of a camera may stand against its term. */
export const OUTCOMES = ["short", "met", "not-mature"] as const;

/** The mark of each. */
export const OUTCOME: Readonly<Record<(typeof OUTCOMES)[number], string>> = { met: "ok", short: "bad", "not-mature": "idle" };

/** Causes that the recorder does not know: the others are those of the timeline. */
export const RETAIN_CAUSES: readonly string[] = ["erased", "unexplained", "not-recorded"];

/** The mark of how a longer purpose stands. */
export const PURPOSE: Readonly<Record<"in-force" | "over" | "ended", string>> = { "in-force": "ok", over: "warn", ended: "idle" };

/** The cause of a stretch that the plan left out. */
export const PLANNED = "disabled";
