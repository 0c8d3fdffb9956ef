// One live tile: chooses the way (WHEP or Media Source), falls back, and
// changes its source without a black moment: the old picture stays on screen
// until the new one has its first frame.
import { ProblemError } from "../api/problem";
import type { GrantKeeper } from "./grants";
import { LiveMse } from "./liveMse";
import { LiveWhep, whepPossible, WhepFailure } from "./liveWhep";
import { CONNECTING, PLAYING, type PlayState, type StreamInfo } from "./state";

export type LiveSource = "auto" | "main" | "sub";

/** What the tiles of a page learn from each other. */
export class LiveLessons {
  private restUntil = 0;

  /** After a general WHEP failure every tile uses Media Source for a while. */
  note(failure: WhepFailure): void {
    if (failure.general) this.restUntil = performance.now() + 120_000;
  }

  whepWorth(codec: string): boolean {
    return /^(h\.?264|avc)/i.test(codec) && performance.now() >= this.restUntil && whepPossible();
  }
}

export interface LiveTarget {
  camera: string;
  /** The camera's codec as far as known, "" when not. */
  codec: string;
}

export interface LiveListener {
  state: (state: PlayState) => void;
  info: (info: StreamInfo) => void;
}

interface Player {
  close: () => void;
}

interface Layer {
  source: LiveSource;
  video: HTMLVideoElement;
  player: Player | null;
  closed: boolean;
}

export class LiveTile {
  private readonly box: HTMLElement;
  private readonly target: LiveTarget;
  private readonly keeper: GrantKeeper;
  private readonly lessons: LiveLessons;
  private readonly listener: LiveListener;
  private layers: Layer[] = [];

  constructor(box: HTMLElement, target: LiveTarget, keeper: GrantKeeper, lessons: LiveLessons, listener: LiveListener) {
    this.box = box;
    this.target = target;
    this.keeper = keeper;
    this.lessons = lessons;
    this.listener = listener;
  }

  /** Shows this source; the picture in sight stays until the new one is there. */
  show(source: LiveSource): void {
    const top = this.layers.at(-1);
    if (top?.source === source) return;
    // A change of mind before the middle layer was seen: it goes unseen.
    for (const layer of this.layers.slice(1)) this.drop(layer);
    if (this.layers[0]?.source === source) return;
    const video = document.createElement("video");
    video.muted = true;
    video.autoplay = true;
    video.playsInline = true;
    video.disablePictureInPicture = true;
    if (this.layers.length > 0) video.style.visibility = "hidden";
    this.box.append(video);
    const layer: Layer = { source, video, player: null, closed: false };
    this.layers.push(layer);
    void this.start(layer);
  }

  /** Tries again after an end that a person may undo. */
  again(): void {
    this.keeper.allow(this.target.camera);
    const source = this.layers.at(-1)?.source ?? "auto";
    for (const layer of this.layers) this.drop(layer);
    this.show(source);
  }

  /** The picture in sight. */
  get video(): HTMLVideoElement | null {
    return this.layers[0]?.video ?? null;
  }

  close(): void {
    for (const layer of this.layers) this.drop(layer);
  }

  private drop(layer: Layer): void {
    layer.closed = true;
    layer.player?.close();
    layer.video.remove();
    this.layers = this.layers.filter((l) => l !== layer);
  }

  private promote(layer: Layer): void {
    if (layer.closed) return;
    layer.video.style.visibility = "visible";
    for (const below of this.layers.slice(0, this.layers.indexOf(layer))) this.drop(below);
  }

  /** Reports of a hidden layer would contradict the picture in sight. */
  private tell(layer: Layer, state: PlayState): void {
    if (layer.closed || (this.layers[0] !== layer && state.phase !== "ended")) return;
    this.listener.state(state);
  }

  private async path(): Promise<string | null> {
    const grant = await this.keeper.get(this.target.camera);
    if (grant === null) return null;
    return `/api/v1/grants/${grant.id}`;
  }

  private async start(layer: Layer): Promise<void> {
    this.tell(layer, CONNECTING);
    try {
      const base = await this.path();
      if (layer.closed) return;
      if (base === null) {
        this.tell(layer, { phase: "ended", code: "grant.expired", params: {}, article: "" });
        return;
      }
      if (this.lessons.whepWorth(this.target.codec) && (await this.tryWhep(layer, base))) return;
      if (!layer.closed) this.startMse(layer);
    } catch (error) {
      this.refused(layer, error);
    }
  }

  private async tryWhep(layer: Layer, base: string): Promise<boolean> {
    const whep = new LiveWhep(layer.video, () => {
      if (layer.closed) return;
      this.tell(layer, { phase: "waiting", code: "network", params: {}, article: "" });
      this.startMse(layer);
    });
    layer.player = whep;
    try {
      await whep.open(`${base}/whep/${this.target.camera}?source=${layer.source}`);
    } catch (error) {
      if (error instanceof WhepFailure) this.lessons.note(error);
      return false;
    }
    if (layer.closed) {
      whep.close();
      return true;
    }
    this.listener.info({
      way: "whep",
      source: layer.source === "auto" ? "main" : layer.source,
      transcoded: false,
      codec: this.target.codec,
      width: layer.video.videoWidth,
      height: layer.video.videoHeight,
      fps: 0,
    });
    this.promote(layer);
    this.tell(layer, PLAYING);
    return true;
  }

  private startMse(layer: Layer): void {
    const path = async (): Promise<string | null> => {
      try {
        const base = await this.path();
        if (base === null) this.tell(layer, { phase: "ended", code: "grant.expired", params: {}, article: "" });
        return base === null ? null : `${base}/live/${this.target.camera}`;
      } catch (error) {
        this.refused(layer, error);
        return null;
      }
    };
    layer.player = new LiveMse(layer.video, path, layer.source, {
      state: (s) => {
        if (s.code.startsWith("grant.")) this.keeper.forget(this.target.camera);
        this.tell(layer, s);
      },
      info: (i) => {
        if (!layer.closed) this.listener.info(i);
      },
      shown: () => this.promote(layer),
    });
  }

  private refused(layer: Layer, error: unknown): void {
    if (layer.closed) return;
    const p = error instanceof ProblemError ? error : new ProblemError(0, {});
    this.listener.state({ phase: "ended", code: p.code, params: p.params, article: p.article });
  }
}
