// The messages of docs/reference/media-wire.md, read with care: what does not
// fit is ignored, never trusted.

export interface Init {
  type: "init";
  mime: string;
  source: "main" | "sub" | "";
  transcoded: boolean;
  codec: string;
  width: number;
  height: number;
  fps: number;
  audio: string;
  /** Wall time of media second 0, Unix milliseconds. */
  epoch: number;
}

export type WireParams = Readonly<Record<string, string | number>>;

export type Message =
  | Init
  | { type: "state"; state: string; code: string; params: WireParams }
  | { type: "clock"; media: number; at: number }
  | { type: "gap"; from: number; to: number; cause: string }
  | { type: "position"; at: number; media: number; durableTo: number }
  | { type: "idle" }
  | { type: "end"; code: string; params: WireParams; article: string };

type Raw = Readonly<Record<string, unknown>>;

const text = (v: unknown): string => (typeof v === "string" ? v : "");
const number = (v: unknown): number => (typeof v === "number" && Number.isFinite(v) ? v : 0);
const time = (v: unknown): number => (typeof v === "string" ? Date.parse(v) : Number.NaN);

function params(v: unknown): WireParams {
  const out: Record<string, string | number> = {};
  if (v === null || typeof v !== "object") return out;
  for (const [key, value] of Object.entries(v)) if (typeof value === "string" || typeof value === "number") out[key] = value;
  return out;
}

function init(raw: Raw): Init | null {
  const epoch = time(raw.epoch);
  const mime = text(raw.mime);
  if (mime === "" || Number.isNaN(epoch)) return null;
  const source = text(raw.source);
  return {
    type: "init",
    mime,
    source: source === "main" || source === "sub" ? source : "",
    transcoded: raw.transcoded === true,
    codec: text(raw.codec),
    width: number(raw.width),
    height: number(raw.height),
    fps: number(raw.fps),
    audio: text(raw.audio),
    epoch,
  };
}

function position(raw: Raw): Message | null {
  const at = time(raw.at);
  if (Number.isNaN(at)) return null;
  return { type: "position", at, media: number(raw.media), durableTo: time(raw.durableTo) };
}

function gap(raw: Raw): Message | null {
  const from = time(raw.from);
  const to = time(raw.to);
  if (Number.isNaN(from) || Number.isNaN(to)) return null;
  return { type: "gap", from, to, cause: text(raw.cause) };
}

/** Reads one text message; null for what this player does not know. */
export function parseMessage(data: string): Message | null {
  let raw: Raw;
  try {
    const value: unknown = JSON.parse(data);
    if (value === null || typeof value !== "object") return null;
    raw = { ...value };
  } catch {
    return null;
  }
  switch (raw.type) {
    case "init":
      return init(raw);
    case "state":
      return { type: "state", state: text(raw.state), code: text(raw.code), params: params(raw.params) };
    case "clock":
      return { type: "clock", media: number(raw.media), at: time(raw.at) };
    case "gap":
      return gap(raw);
    case "position":
      return position(raw);
    case "idle":
      return { type: "idle" };
    case "end":
      return { type: "end", code: text(raw.code), params: params(raw.params), article: text(raw.article) };
    default:
      return null;
  }
}

const CANDIDATES: readonly (readonly [name: string, mime: string])[] = [
  ["avc1", 'video/mp4; codecs="avc1.640028"'],
  ["hvc1", 'video/mp4; codecs="hvc1.1.6.L120.B0"'],
  ["mp4a", 'audio/mp4; codecs="mp4a.40.2"'],
  ["opus", 'audio/mp4; codecs="opus"'],
];

/** The codecs this browser's MediaSource takes, as the server wants to hear them. */
export function declaredCodecs(): string {
  if (typeof MediaSource === "undefined") return "";
  return CANDIDATES.filter(([, mime]) => MediaSource.isTypeSupported(mime))
    .map(([name]) => name)
    .join(",");
}

/** ws:// or wss:// address of a path on this server. */
export function socketUrl(path: string, query: Readonly<Record<string, string>>): string {
  const url = new URL(path, window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  return url.toString();
}
