// The timeline's view: which stretch of time is on screen, how it zooms and
// pans, and where its ticks stand. Pure.
import { DAY, fields, floorTo, HOUR, MINUTE, monthStart, SECOND } from "../util/time";

export interface View {
  from: number;
  to: number;
}

/** From ten seconds (frames) to a bit more than a year (months). */
export const NARROWEST = 10 * SECOND;
export const WIDEST = 400 * DAY;

export const length = (v: View): number => v.to - v.from;

/** Where t stands in a view of width pixels. */
export function xOf(v: View, t: number, width: number): number {
  return ((t - v.from) / length(v)) * width;
}

export function timeAt(v: View, x: number, width: number): number {
  return v.from + (x / width) * length(v);
}

/** Zooms by factor (below 1 is closer) and keeps the time under the pointer where it is. */
export function zoom(v: View, factor: number, anchor: number): View {
  const goal = Math.min(WIDEST, Math.max(NARROWEST, length(v) * factor));
  const f = goal / length(v);
  return { from: anchor - (anchor - v.from) * f, to: anchor + (v.to - anchor) * f };
}

export function pan(v: View, by: number): View {
  return { from: v.from + by, to: v.to + by };
}

/** A view of the same length in which t stands at part of the width. */
export function centre(v: View, t: number, part = 0.5): View {
  const l = length(v);
  return { from: t - l * part, to: t + l * (1 - part) };
}

export function holds(v: View, t: number): boolean {
  return t >= v.from && t <= v.to;
}

export type Step = "month" | number;

const STEPS: readonly number[] = [
  SECOND,
  2 * SECOND,
  5 * SECOND,
  10 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  5 * DAY,
  10 * DAY,
];

export interface Tick {
  at: number;
  label: string;
  major: boolean;
}

/** Ticks no closer than minPixels, each on a round local time. */
export function ticks(v: View, width: number, minPixels = 84): Tick[] {
  const least = (length(v) / width) * minPixels;
  const step: Step = STEPS.find((s) => s >= least) ?? "month";
  const out: Tick[] = [];
  if (step === "month") {
    const every = Math.max(1, Math.ceil(least / (30 * DAY)));
    for (let m = 0, at = monthStart(v.from); at <= v.to; at = monthStart(monthStart(v.from), ++m * every)) {
      if (at >= v.from) out.push({ at, label: label(at, "month"), major: fields(at).month === 1 });
    }
    return out;
  }
  for (let at = floorTo(v.from, step); at <= v.to; at += step) {
    if (at >= v.from) out.push({ at, label: label(at, step), major: fields(at).hour === 0 && at % MINUTE === 0 && step < DAY && floorTo(at, DAY) === at });
  }
  return out;
}

const two = (n: number): string => String(n).padStart(2, "0");

function label(at: number, step: Step): string {
  const f = fields(at);
  if (step === "month") return `${f.year}-${two(f.month)}`;
  if (step >= DAY || floorTo(at, DAY) === at) return `${two(f.month)}-${two(f.day)}`;
  if (step < MINUTE) return `${two(f.hour)}:${two(f.minute)}:${two(f.second)}`;
  return `${two(f.hour)}:${two(f.minute)}`;
}

/** What to ask the server for: a stretch around the view on a coarse grid, so that small pans ask nothing new. */
export function wanted(v: View): { from: number; to: number; scale: "month" | "day" | "hour" } {
  const l = length(v);
  const scale = l > 4 * DAY ? "month" : l > 8 * HOUR ? "day" : "hour";
  const grid = scale === "month" ? 30 * DAY : scale === "day" ? DAY : 2 * HOUR;
  const from = floorTo(v.from - l / 2, grid);
  const to = floorTo(v.to + l / 2, grid) + grid;
  return { from, to, scale };
}
