// Live as fragmented MP4 over a WebSocket.
import { Backoff } from "./backoff";
import { chase } from "./chase";
import { Sink } from "./sink";
import { CONNECTING, PLAYING, type Report } from "./state";
import { declaredCodecs, parseMessage, socketUrl, type Message } from "./wire";

const TICK_MS = 200;
/** Distance behind the newest frame; grows when the network stutters. */
const TARGET = { first: 0.3, step: 0.15, most: 1 } as const;

/** Asks for the path of a grant that may be used now; null when there is none any more. */
export type GrantPath = () => Promise<string | null>;

export class LiveMse {
  private readonly video: HTMLVideoElement;
  private readonly path: GrantPath;
  private readonly source: string;
  private readonly report: Report;
  private readonly backoff = new Backoff();
  private readonly timer: number;
  private socket: WebSocket | null = null;
  private sink: Sink | null = null;
  private target: number = TARGET.first;
  private retry = 0;
  private closed = false;

  constructor(video: HTMLVideoElement, path: GrantPath, source: string, report: Report) {
    this.video = video;
    this.path = path;
    this.source = source;
    this.report = report;
    this.timer = window.setInterval(this.tick, TICK_MS);
    video.addEventListener("waiting", this.stutter);
    void this.connect();
  }

  close(): void {
    this.closed = true;
    window.clearInterval(this.timer);
    window.clearTimeout(this.retry);
    this.video.removeEventListener("waiting", this.stutter);
    this.drop();
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    if (socket) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    }
    this.sink?.close();
    this.sink = null;
  }

  private async connect(): Promise<void> {
    this.report.state(CONNECTING);
    const path = await this.path();
    if (this.closed || path === null) return;
    const socket = new WebSocket(socketUrl(path, { source: this.source, codecs: declaredCodecs() }));
    socket.binaryType = "arraybuffer";
    socket.onmessage = (event: MessageEvent<unknown>) => this.receive(event.data);
    socket.onclose = () => this.lost();
    this.socket = socket;
  }

  private lost(): void {
    this.drop();
    if (this.closed) return;
    this.report.state({ phase: "waiting", code: "network", params: {}, article: "" });
    this.again();
  }

  private again(): void {
    window.clearTimeout(this.retry);
    this.retry = window.setTimeout(() => void this.connect(), this.backoff.next());
  }

  private receive(data: unknown): void {
    if (data instanceof ArrayBuffer) {
      this.sink?.append(data);
      return;
    }
    const message = typeof data === "string" ? parseMessage(data) : null;
    if (message) this.handle(message);
  }

  private handle(m: Message): void {
    switch (m.type) {
      case "init":
        this.sink ??= new Sink(this.video, "live", () => this.lost());
        this.sink.setType(m.mime);
        this.report.info({ way: "mse", source: m.source, transcoded: m.transcoded, codec: m.codec, width: m.width, height: m.height, fps: m.fps });
        this.watchFirst();
        break;
      case "state":
        if (m.state === "connecting" || m.state === "waiting") this.report.state({ phase: m.state, code: m.code, params: m.params, article: "" });
        break;
      case "end":
        this.ended(m);
        break;
      default:
    }
  }

  private ended(m: Extract<Message, { type: "end" }>): void {
    this.drop();
    this.report.state({ phase: "ended", code: m.code, params: m.params, article: m.article });
    if (RETRIED.has(m.code)) this.again();
  }

  private watchFirst(): void {
    this.video.requestVideoFrameCallback(() => {
      if (this.closed) return;
      this.backoff.reset();
      this.report.state(PLAYING);
      this.report.shown();
    });
    void this.video.play().catch(() => undefined);
  }

  private readonly stutter = (): void => {
    this.target = Math.min(TARGET.most, this.target + TARGET.step);
  };

  private readonly tick = (): void => {
    const sink = this.sink;
    if (sink === null) return;
    const step = chase({ position: this.video.currentTime, start: sink.start, end: sink.end, target: this.target, rate: this.video.playbackRate });
    if (step === null) return;
    if ("seek" in step) this.video.currentTime = step.seek;
    else this.video.playbackRate = step.rate;
    if (this.video.paused) void this.video.play().catch(() => undefined);
  };
}

/** Ends after which the same wish may succeed a moment later. */
export const RETRIED: ReadonlySet<string> = new Set(["stream.lost", "viewer.slow", "server.stopping", "grant.expired", "grant.unused", "grant.none"]);
