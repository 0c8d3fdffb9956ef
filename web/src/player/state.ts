// What a tile says about itself.
import type { WireParams } from "./wire";

export type Phase = "connecting" | "playing" | "waiting" | "ended";

export interface PlayState {
  phase: Phase;
  /** Stable code of the reason; "" while all is well. */
  code: string;
  params: WireParams;
  article: string;
}

export interface StreamInfo {
  way: "whep" | "mse";
  source: "main" | "sub" | "";
  transcoded: boolean;
  codec: string;
  width: number;
  height: number;
  fps: number;
}

export const CONNECTING: PlayState = { phase: "connecting", code: "", params: {}, article: "" };
export const PLAYING: PlayState = { phase: "playing", code: "", params: {}, article: "" };

/** What players tell their owner. Calls never throw and may come in any order. */
export interface Report {
  state: (state: PlayState) => void;
  info: (info: StreamInfo) => void;
  /** The first picture is on screen. */
  shown: () => void;
}
