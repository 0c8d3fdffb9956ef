// Draws the timeline. Colour is never the only sign: gaps are hatched, the
// floor is dashed, lines carry words.
import type { Timeline } from "../api/model";
import { clock, dateTime } from "../util/time";
import { ticks, xOf, type View } from "./scale";

export interface Row {
  id: string;
  name: string;
  data: Timeline | undefined;
  /** Spans on hold: a bar below what was recorded. */
  holds?: readonly { from: string; to: string }[];
}

export interface Look {
  run: string;
  going: string;
  gap: string;
  gapLine: string;
  back: string;
  grid: string;
  text: string;
  faint: string;
  cursor: string;
  now: string;
  floor: string;
}

export interface Scene {
  view: View;
  rows: readonly Row[];
  now: number;
  cursor: number | null;
  hover: number | null;
  /** A stretch that is picked. */
  span?: View | null;
  words: { now: string; floor: string };
}

export const RULER = 26;
export const ROW = 30;
const FONT = '12px "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif';

export function heightOf(rows: number): number {
  return RULER + rows * ROW + 6;
}

export function drawTimeline(c: CanvasRenderingContext2D, width: number, s: Scene, look: Look): void {
  const height = heightOf(s.rows.length);
  c.font = FONT;
  c.textBaseline = "middle";
  c.fillStyle = look.back;
  c.fillRect(0, 0, width, height);
  ruler(c, width, height, s, look);
  s.rows.forEach((row, i) => drawRow(c, width, RULER + i * ROW, row, s, look));
  if (s.span) picked(c, width, height, s.span, s.view, look);
  mark(c, xOf(s.view, s.now, width), height, look.now, s.words.now, width, [3, 3]);
  if (s.hover !== null) hover(c, width, height, s.view, s.hover, look);
  if (s.cursor !== null) cursor(c, width, height, s.view, s.cursor, look);
}

/** What is picked: a light veil between two lines. */
function picked(c: CanvasRenderingContext2D, width: number, height: number, span: View, view: View, look: Look): void {
  const x0 = Math.max(-2, xOf(view, span.from, width));
  const x1 = Math.min(width + 2, xOf(view, span.to, width));
  if (x1 < 0 || x0 > width) return;
  c.save();
  c.fillStyle = look.cursor;
  c.globalAlpha = 0.22;
  c.fillRect(x0, 0, Math.max(1, x1 - x0), height);
  c.globalAlpha = 1;
  c.strokeStyle = look.cursor;
  c.lineWidth = 2;
  for (const x of [x0, x1]) line(c, x, 0, x, height);
  c.restore();
}

function ruler(c: CanvasRenderingContext2D, width: number, height: number, s: Scene, look: Look): void {
  c.textAlign = "left";
  for (const t of ticks(s.view, width)) {
    const x = Math.round(xOf(s.view, t.at, width)) + 0.5;
    c.strokeStyle = look.grid;
    c.globalAlpha = t.major ? 1 : 0.6;
    line(c, x, t.major ? 0 : RULER - 8, x, height);
    c.globalAlpha = 1;
    c.fillStyle = t.major ? look.text : look.faint;
    c.fillText(t.label, x + 4, RULER / 2);
  }
}

function drawRow(c: CanvasRenderingContext2D, width: number, top: number, row: Row, s: Scene, look: Look): void {
  const y = top + 5;
  const h = ROW - 10;
  c.fillStyle = look.grid;
  c.globalAlpha = 0.35;
  c.fillRect(0, y, width, h);
  c.globalAlpha = 1;
  const data = row.data;
  if (data === undefined) return;
  for (const g of data.gaps) gap(c, width, y, h, Date.parse(g.from), g.to ? Date.parse(g.to) : s.now, s.view, look);
  for (const r of data.runs) {
    const x0 = Math.max(-2, xOf(s.view, Date.parse(r.from), width));
    const x1 = Math.min(width + 2, xOf(s.view, Date.parse(r.to), width));
    if (x1 < 0 || x0 > width) continue;
    c.fillStyle = r.going ? look.going : look.run;
    c.fillRect(x0, y, Math.max(1, x1 - x0), h);
  }
  for (const k of row.holds ?? []) held(c, width, y + h, Date.parse(k.from), Date.parse(k.to), s.view, look);
  if (data.floorFrom) floor(c, xOf(s.view, Date.parse(data.floorFrom), width), y, h, width, s, look);
  if (s.rows.length > 1) name(c, row.name, y + h / 2, look);
}

/** A span on hold: a bar with a tick at each end, below the row. */
function held(c: CanvasRenderingContext2D, width: number, y: number, from: number, to: number, view: View, look: Look): void {
  const x0 = Math.max(-4, xOf(view, from, width));
  const x1 = Math.min(width + 4, Math.max(xOf(view, to, width), x0 + 3));
  if (x1 < 0 || x0 > width) return;
  c.fillStyle = look.cursor;
  c.fillRect(x0, y, x1 - x0, 4);
  for (const x of [x0, x1 - 2]) c.fillRect(x, y - 5, 2, 9);
}

function name(c: CanvasRenderingContext2D, text: string, y: number, look: Look): void {
  const w = c.measureText(text).width + 12;
  c.globalAlpha = 0.78;
  c.fillStyle = look.back;
  c.fillRect(4, y - 9, w, 18);
  c.globalAlpha = 1;
  c.fillStyle = look.text;
  c.textAlign = "left";
  c.fillText(text, 10, y + 1);
}

function gap(c: CanvasRenderingContext2D, width: number, y: number, h: number, from: number, to: number, view: View, look: Look): void {
  const x0 = Math.max(0, xOf(view, from, width));
  const x1 = Math.min(width, Math.max(xOf(view, to, width), x0 + 2));
  if (x1 <= 0 || x0 >= width) return;
  c.save();
  c.beginPath();
  c.rect(x0, y, x1 - x0, h);
  c.clip();
  c.fillStyle = look.gap;
  c.fillRect(x0, y, x1 - x0, h);
  c.strokeStyle = look.gapLine;
  c.lineWidth = 1.5;
  // The hatch is fixed to the canvas, at most one line per seven pixels of width.
  for (let x = Math.floor((x0 - h) / 7) * 7; x < x1; x += 7) line(c, x, y + h, x + h, y);
  c.restore();
}

function floor(c: CanvasRenderingContext2D, x: number, y: number, h: number, width: number, s: Scene, look: Look): void {
  if (x < 0 || x > width) return;
  c.save();
  c.strokeStyle = look.floor;
  c.lineWidth = 2;
  c.setLineDash([5, 3]);
  line(c, x, y - 4, x, y + h + 4);
  c.restore();
  c.fillStyle = look.floor;
  c.textAlign = x > width - 120 ? "right" : "left";
  c.fillText(s.words.floor, x + (c.textAlign === "right" ? -5 : 5), y + h / 2 + 1);
}

function mark(c: CanvasRenderingContext2D, x: number, height: number, colour: string, word: string, width: number, dash: number[]): void {
  if (x < 0 || x > width) return;
  c.save();
  c.strokeStyle = colour;
  c.setLineDash(dash);
  line(c, x, 0, x, height);
  c.restore();
  c.fillStyle = colour;
  c.textAlign = x > width - 60 ? "right" : "left";
  c.fillText(word, x + (c.textAlign === "right" ? -4 : 4), 8);
}

function hover(c: CanvasRenderingContext2D, width: number, height: number, view: View, at: number, look: Look): void {
  const x = xOf(view, at, width);
  c.strokeStyle = look.faint;
  line(c, x, 0, x, height);
}

function cursor(c: CanvasRenderingContext2D, width: number, height: number, view: View, at: number, look: Look): void {
  const x = xOf(view, at, width);
  if (x < 0 || x > width) return;
  c.strokeStyle = look.cursor;
  c.lineWidth = 2;
  line(c, x, 0, x, height);
  c.lineWidth = 1;
  const text = view.to - view.from > 3 * 86_400_000 ? dateTime(at) : clock(at);
  const w = c.measureText(text).width + 10;
  const left = Math.max(0, Math.min(width - w, x - w / 2));
  c.fillStyle = look.cursor;
  c.fillRect(left, 3, w, 19);
  c.fillStyle = look.back;
  c.textAlign = "center";
  c.fillText(text, left + w / 2, 13);
}

function line(c: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  c.beginPath();
  c.moveTo(x0, y0);
  c.lineTo(x1, y1);
  c.stroke();
}
