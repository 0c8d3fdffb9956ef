// Reads the machine-readable strip of a practice camera's picture from a
// video element, or from the visible one within an element, as package sim/scene documents it.
import type { Locator } from "playwright-core";

export interface Strip {
  camera: number;
  counter: number;
  /** Server time of drawing, Unix milliseconds. */
  at: number;
}

const ROWS = 2;
const COLUMNS = 48;

/** Mean luma of the middle half of each cell, in reading order; empty without a picture. */
function cells(picture: Locator): Promise<number[]> {
  return picture.evaluate(
    (el, { rows, columns }) => {
      // The picture in sight: while sources change a second one waits, hidden.
      const all = el instanceof HTMLVideoElement ? [el] : [...el.querySelectorAll("video")];
      const seen = all.find((v) => v.style.visibility !== "hidden");
      if (!seen || seen.videoWidth === 0) return [];
      const w = seen.videoWidth;
      const h = seen.videoHeight;
      const canvas = document.createElement("canvas");
      canvas.width = w;
      canvas.height = h;
      const c = canvas.getContext("2d", { willReadFrequently: true });
      if (!c) return [];
      c.drawImage(seen, 0, 0);
      const out: number[] = [];
      for (let r = 0; r < rows; r++) {
        for (let col = 0; col < columns; col++) {
          const x0 = ((col + 0.25) * w) / columns;
          const x1 = ((col + 0.75) * w) / columns;
          const y0 = ((28 + r + 0.25) * h) / 30;
          const y1 = ((28 + r + 0.75) * h) / 30;
          const d = c.getImageData(Math.floor(x0), Math.floor(y0), Math.max(1, Math.round(x1 - x0)), Math.max(1, Math.round(y1 - y0))).data;
          let sum = 0;
          for (let i = 0; i < d.length; i += 4) sum += 0.299 * (d[i] ?? 0) + 0.587 * (d[i + 1] ?? 0) + 0.114 * (d[i + 2] ?? 0);
          out.push(sum / (d.length / 4));
        }
      }
      return out;
    },
    { rows: ROWS, columns: COLUMNS },
  );
}

function crc(bytes: readonly number[]): number {
  let v = 0xffff;
  for (const b of bytes) {
    v ^= b << 8;
    for (let i = 0; i < 8; i++) v = v & 0x8000 ? ((v << 1) ^ 0x1021) & 0xffff : (v << 1) & 0xffff;
  }
  return v;
}

/** What the strip says, or null when there is no readable one. */
export async function readStrip(picture: Locator): Promise<Strip | null> {
  const luma = await cells(picture);
  if (luma.length !== ROWS * COLUMNS) return null;
  const low = Math.min(...luma);
  const high = Math.max(...luma);
  if (high - low < 40) return null;
  const bits = luma.map((l) => (l > (low + high) / 2 ? 1 : 0));
  const bytes = Array.from({ length: 12 }, (_, i) => bits.slice(8 * i, 8 * i + 8).reduce<number>((v, b) => (v << 1) | b, 0));
  const value = (from: number, to: number): number => bits.slice(from, to).reduce<number>((v, b) => v * 2 + b, 0);
  if (crc(bytes.slice(0, 10)) !== value(80, 96)) return null;
  return { camera: value(0, 8), counter: value(8, 36), at: value(36, 80) };
}
