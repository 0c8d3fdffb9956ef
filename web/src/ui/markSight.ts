// What must be true of a mark over a picture, as pure rules over what was
// looked up. Mark.tsx looks; this decides.

/** How a mark was interfered with. The words are those of POST /grants/{id}/tampered. */
export type Tampering = "removed" | "hidden" | "covered" | "altered";

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The computed style of one element, as far as it can make something unseen. */
export interface Look {
  display: string;
  visibility: string;
  opacity: string;
  filter: string;
  clipPath: string;
  mask: string;
  mixBlendMode: string;
  color: string;
  fill: string;
  fontSize: string;
}

/** What is seen of a mark at one moment. */
export interface Sight {
  /** Still in the document, below the element it was put into. */
  inPlace: boolean;
  /** The frame it has to fill: that of the element it was put into. */
  frame: Box;
  /** Its own. */
  own: Box;
  /** Its layers, outermost first, and one of its texts. */
  looks: readonly Look[];
  /** What its texts are, joined. */
  text: string;
  /** The size of one text. */
  piece: Box;
  /** Something of the picture's own side lies above it. */
  under: boolean;
}

export interface Expected {
  text: string;
  fontSize: number;
  /** How strong the letters are, 0 to 1. */
  strength: number;
}

/** How strong the letters of a full mark are, and of the duty wall's faint one. */
export const STRENGTH = { full: 0.42, faint: 0.3 };

const SLACK = 2; // pixels: browsers round
const LEAST = 0.99;

/** Why the mark is not as it was put there, null when it is. */
export function judge(s: Sight, want: Expected): Tampering | null {
  if (!s.inPlace) return "removed";
  if (s.frame.width < 1 || s.frame.height < 1) return null; // nothing is shown either
  if (s.text !== want.text) return "altered";
  if (s.looks.some((l) => unseen(l, want.strength)) || !fills(s.own, s.frame)) return "hidden";
  if (s.piece.width < want.fontSize || s.piece.height < want.fontSize / 2) return "hidden";
  const font = Number.parseFloat(s.looks.at(-1)?.fontSize ?? "0");
  if (font < want.fontSize - 1) return "hidden";
  return s.under ? "covered" : null;
}

function fills(own: Box, frame: Box): boolean {
  return (
    own.left <= frame.left + SLACK &&
    own.top <= frame.top + SLACK &&
    own.left + own.width >= frame.left + frame.width - SLACK &&
    own.top + own.height >= frame.top + frame.height - SLACK
  );
}

const plain = (value: string): boolean => value === "" || value === "none" || value === "normal";

function unseen(l: Look, strength: number): boolean {
  return (
    l.display === "none" ||
    l.visibility !== "visible" ||
    Number(l.opacity) < LEAST ||
    !plain(l.filter) ||
    !plain(l.clipPath) ||
    !plain(l.mask) ||
    !plain(l.mixBlendMode) ||
    alpha(l.color) < strength - 0.02 ||
    alpha(l.fill) < strength - 0.02
  );
}

/** The opacity of a computed colour: "rgb(1, 2, 3)", "rgba(1, 2, 3, 0.5)", "color(srgb 1 1 1 / 0.5)". */
export function alpha(color: string): number {
  if (color === "" || color === "currentcolor") return 1;
  if (color === "transparent") return 0;
  const slash = /\/\s*([\d.]+)(%?)/.exec(color);
  if (slash) return Number(slash[1]) / (slash[2] ? 100 : 1);
  const parts = /^rgba\((.*)\)$/.exec(color)?.[1]?.split(",");
  return parts?.length === 4 ? Number(parts[3]) : 1;
}

/** Where the texts of a mark stand in a frame of that size. */
export interface Tiling {
  fontSize: number;
  places: readonly { x: number; y: number }[];
}

/** Texts are as large as people see them from where they sit: larger screens have larger ones. */
export function fontOf(width: number): number {
  return Math.min(30, Math.max(13, Math.round(width / 110)));
}

/**
 * Where the texts go at a turn. From turn to turn they move by parts of the distance that never come back to the same
 * place (golden ratio), so that no spot stays without for long. A faint mark is one text that wanders.
 */
export function tile(width: number, height: number, textWidth: number, turn: number, faint: boolean): Tiling {
  const fontSize = fontOf(width);
  const dx = (turn * 0.618034) % 1;
  const dy = (turn * 0.754878) % 1;
  if (faint) return { fontSize, places: [{ x: dx * Math.max(0, width - textWidth), y: dy * Math.max(0, height - 2 * fontSize) }] };
  const stepX = textWidth + 5 * fontSize;
  const stepY = 6.5 * fontSize;
  const places: { x: number; y: number }[] = [];
  // The field is turned, so it reaches over the frame on every side.
  const reach = (width + height) / 4 + stepY;
  let row = 0;
  for (let y = -reach; y < height + reach; y += stepY) {
    const shift = ((row++ % 2) / 2 + dx) * stepX;
    for (let x = -reach - stepX; x < width + reach; x += stepX) places.push({ x: x + shift, y: y + dy * stepY });
  }
  return { fontSize, places };
}
