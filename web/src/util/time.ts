// Times on screen are those of the law's time zone, whatever the browser's
// own zone: an operator compares them with the clock in the picture.

export const ZONE = "Asia/Shanghai";

const stamp = new Intl.DateTimeFormat("sv-SE", {
  timeZone: ZONE,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

// The zone has no summer time (since 1991), so one fixed offset turns an
// instant into local calendar fields without the cost of Intl in a canvas.
const OFFSET_MS = 8 * 3_600_000;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

type When = string | number | Date | null | undefined;

function millis(at: When): number {
  if (at === null || at === undefined || at === "") return Number.NaN;
  return at instanceof Date ? at.getTime() : typeof at === "number" ? at : Date.parse(at);
}

/** "2026-11-23 17:04:05", or an em dash when there is no time. */
export function dateTime(at: When): string {
  const ms = millis(at);
  return Number.isFinite(ms) && ms > 0 ? stamp.format(ms) : "—";
}

/** "17:04:05", with milliseconds on wish. */
export function clock(at: When, withMillis = false): string {
  const ms = millis(at);
  if (!Number.isFinite(ms)) return "—";
  const d = new Date(ms + OFFSET_MS);
  const text = d.toISOString();
  return text.slice(11, withMillis ? 23 : 19);
}

/** "2026-11-23". */
export function day(at: When): string {
  const ms = millis(at);
  return Number.isFinite(ms) ? new Date(ms + OFFSET_MS).toISOString().slice(0, 10) : "—";
}

/** Calendar fields in the law's zone. */
export function fields(ms: number): { year: number; month: number; day: number; hour: number; minute: number; second: number } {
  const d = new Date(ms + OFFSET_MS);
  return {
    year: d.getUTCFullYear(),
    month: d.getUTCMonth() + 1,
    day: d.getUTCDate(),
    hour: d.getUTCHours(),
    minute: d.getUTCMinutes(),
    second: d.getUTCSeconds(),
  };
}

/** The last multiple of step (counted from local midnight) at or before ms. */
export function floorTo(ms: number, step: number): number {
  return Math.floor((ms + OFFSET_MS) / step) * step - OFFSET_MS;
}

/** First instant of the local month that holds ms, moved by months. */
export function monthStart(ms: number, months = 0): number {
  const f = fields(ms);
  return Date.UTC(f.year, f.month - 1 + months, 1) - OFFSET_MS;
}

/** Reads "2026-11-23 17:04:05" or "…T…" as local time of the law's zone. */
export function parseLocal(text: string): number {
  const m = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text.trim());
  if (!m) return Number.NaN;
  const n = (i: number) => Number(m[i] ?? 0);
  return Date.UTC(n(1), n(2) - 1, n(3), n(4), n(5), n(6)) - OFFSET_MS;
}

/** Text for an `<input type="datetime-local">`. */
export function localInput(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 19);
}

/** What the wire wants: RFC 3339, UTC, milliseconds. */
export function wire(ms: number): string {
  return new Date(ms).toISOString();
}

/** "3:05", "1:02:09": a length of time for people who read clocks. */
export function span(ms: number): string {
  const total = Math.max(0, Math.round(ms / SECOND));
  const h = Math.floor(total / 3600);
  const m = Math.floor((total % 3600) / 60);
  const s = total % 60;
  const two = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
