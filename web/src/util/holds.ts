/** The mark of how footage under a hold stands. */
export const SECURED: Readonly<Record<string, string>> = { secured: "ok", "to-come": "idle", "not-yet": "bad", nothing: "bad" };
