// The past of one camera, driven by a shared clock.
import { Backoff } from "./backoff";
import type { PlayClock } from "./clock";
import { follow } from "./drift";
import { RETRIED } from "./liveMse";
import { Sink } from "./sink";
import { CONNECTING, PLAYING, type PlayState, type StreamInfo } from "./state";
import { declaredCodecs, parseMessage, socketUrl, type Message } from "./wire";

const TICK_MS = 50;
/** Media seconds asked for ahead of the play position, per unit of speed. */
const AHEAD_S = 8;
/** Above this speed only key frames are asked for. */
const KEYS_ABOVE = 4;
/** Footage that begins this close to the wish is where it was wished. */
const NEAR_MS = 500;

export interface GapNow {
  from: number;
  to: number;
  cause: string;
}

export interface PlaybackListener {
  state: (state: PlayState) => void;
  info: (info: StreamInfo) => void;
  /** The hole the clock is in, or null. */
  gap: (gap: GapNow | null) => void;
  durable: (at: number) => void;
}

export interface PlaybackOptions {
  camera: string;
  /** Path of the grant in force: "/api/v1/grants/<id>". */
  grant: string;
  skipGaps: () => boolean;
  /** Gets the token that a stream of this grant is opened by, a new one each time; none where grants ask for none. */
  token?: () => Promise<string>;
}

export class PlaybackPlayer {
  private readonly video: HTMLVideoElement;
  private readonly clock: PlayClock;
  private readonly options: PlaybackOptions;
  private readonly listener: PlaybackListener;
  private readonly timer: number;
  private readonly backoff = new Backoff();
  private socket: WebSocket | null = null;
  private sink: Sink | null = null;
  private epoch = Number.NaN;
  private fps = 25;
  private gaps: GapNow[] = [];
  private inGap: GapNow | null = null;
  /** A seek was sent and its position has not come back: bytes until then are of the past wish. */
  private seeking = false;
  private soughtAt = 0;
  private askedTo = Number.NEGATIVE_INFINITY;
  private sentSpeed = 1;
  private ended = false;
  private retry = 0;
  private closed = false;
  private phase = "";

  constructor(video: HTMLVideoElement, clock: PlayClock, options: PlaybackOptions, listener: PlaybackListener) {
    this.video = video;
    this.clock = clock;
    this.options = options;
    this.listener = listener;
    this.clock.hold(options.camera);
    this.timer = window.setInterval(this.tick, TICK_MS);
    this.connect();
  }

  /** The clock was moved by a person: show that moment, from the buffer when it is there. */
  moved(): void {
    if (this.sink !== null && !this.seeking && !Number.isNaN(this.epoch) && !Number.isNaN(this.sink.bufferedTo(this.wish()))) return;
    if (this.gapAt(this.clock.now()) !== null && !this.options.skipGaps()) return;
    this.sendSeek();
  }

  /** The length of one frame, milliseconds. */
  get frameMs(): number {
    return 1000 / (this.fps > 0 ? this.fps : 25);
  }

  get gap(): GapNow | null {
    return this.inGap;
  }

  close(): void {
    this.closed = true;
    window.clearInterval(this.timer);
    window.clearTimeout(this.retry);
    this.clock.release(this.options.camera);
    this.drop();
  }

  private wish(): number {
    return (this.clock.now() - this.epoch) / 1000;
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    if (socket) {
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    }
    this.sink?.close();
    this.sink = null;
    this.epoch = Number.NaN;
    this.seeking = false;
    this.askedTo = Number.NEGATIVE_INFINITY;
  }

  private connect(): void {
    this.say(CONNECTING);
    this.ended = false;
    if (this.options.token === undefined) {
      this.dial({});
      return;
    }
    this.options.token().then(
      (token) => this.closed || this.dial({ token }),
      () => this.refused(),
    );
  }

  /** No token is given: the look is over, or the server is away. It is asked for again until the page goes. */
  private refused(): void {
    if (this.closed) return;
    this.say({ phase: "waiting", code: "network", params: {}, article: "" });
    this.retry = window.setTimeout(() => this.connect(), this.backoff.next());
  }

  private dial(extra: Readonly<Record<string, string>>): void {
    const socket = new WebSocket(socketUrl(`${this.options.grant}/playback/${this.options.camera}`, { codecs: declaredCodecs(), ...extra }));
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.sendSeek();
    socket.onmessage = (event: MessageEvent<unknown>) => this.receive(event.data);
    socket.onclose = () => {
      this.drop();
      if (this.closed || this.ended) return;
      this.say({ phase: "waiting", code: "network", params: {}, article: "" });
      this.retry = window.setTimeout(() => this.connect(), this.backoff.next());
    };
    this.socket = socket;
  }

  private send(message: Readonly<Record<string, unknown>>): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private sendSeek(): void {
    if (this.ended && !this.closed && this.socket === null) {
      this.connect();
      return;
    }
    this.seeking = true;
    this.sink?.clear();
    this.gaps = [];
    this.askedTo = Number.NEGATIVE_INFINITY;
    this.sentSpeed = this.clock.speed;
    this.soughtAt = this.clock.now();
    this.clock.hold(this.options.camera);
    this.send({
      type: "seek",
      at: new Date(this.clock.now()).toISOString(),
      speed: this.clock.speed,
      skipGaps: this.options.skipGaps(),
      keysOnly: this.clock.speed > KEYS_ABOVE,
    });
  }

  private receive(data: unknown): void {
    if (data instanceof ArrayBuffer) {
      if (!this.seeking) this.sink?.append(data);
      return;
    }
    const message = typeof data === "string" ? parseMessage(data) : null;
    if (message) this.handle(message);
  }

  private handle(m: Message): void {
    switch (m.type) {
      case "position":
        this.seeking = false;
        // The bytes begin after the wish: nothing was recorded in between.
        if (m.at > this.soughtAt + NEAR_MS) this.gaps.push({ from: this.soughtAt, to: m.at, cause: "none" });
        if (!Number.isNaN(m.durableTo)) this.listener.durable(m.durableTo);
        break;
      case "init":
        this.start(m);
        break;
      case "gap":
        this.gaps.push({ from: m.from, to: m.to, cause: m.cause });
        break;
      case "state":
        if (m.state === "connecting" || m.state === "waiting") this.say({ phase: m.state, code: m.code, params: m.params, article: "" });
        break;
      case "end":
        this.finish(m);
        break;
      default:
    }
  }

  private start(m: Extract<Message, { type: "init" }>): void {
    // An init opens what follows a position, or changes parameters within it.
    this.seeking = false;
    this.epoch = m.epoch;
    if (m.fps > 0) this.fps = m.fps;
    this.sink ??= new Sink(this.video, "playback", () => this.restart());
    this.sink.setType(m.mime);
    this.backoff.reset();
    this.listener.info({ way: "mse", source: m.source, transcoded: m.transcoded, codec: m.codec, width: m.width, height: m.height, fps: m.fps });
  }

  private restart(): void {
    this.drop();
    if (!this.closed) this.retry = window.setTimeout(() => this.connect(), this.backoff.next());
  }

  private finish(m: Extract<Message, { type: "end" }>): void {
    if (RETRIED.has(m.code) && m.code !== "grant.expired") {
      this.restart();
      return;
    }
    this.ended = true;
    this.say({ phase: "ended", code: m.code, params: m.params, article: m.article });
    if (m.code === "footage.end") return;
    // A rule ended it: what was sent before is not shown either, nor said to be playing.
    this.clock.release(this.options.camera);
    this.enterGap(null);
    this.drop();
  }

  private gapAt(at: number): GapNow | null {
    return this.gaps.find((g) => at >= g.from - 40 && at < g.to - 40) ?? null;
  }

  private say(state: PlayState): void {
    const key = `${state.phase} ${state.code}`;
    if (key === this.phase) return;
    this.phase = key;
    this.listener.state(state);
  }

  private enterGap(gap: GapNow | null): void {
    if (gap === this.inGap) return;
    this.inGap = gap;
    this.listener.gap(gap);
  }

  private readonly tick = (): void => {
    if (this.closed || this.sink === null || Number.isNaN(this.epoch) || this.seeking) return;
    const wish = this.wish();
    this.credit(wish);
    const to = this.sink.bufferedTo(wish);
    if (Number.isNaN(to)) {
      this.nothing();
      return;
    }
    this.enterGap(null);
    this.clock.release(this.options.camera);
    this.say(PLAYING);
    this.drive(wish);
  };

  private drive(wish: number): void {
    const v = this.video;
    const moving = this.clock.moving;
    if (moving && v.paused) void v.play().catch(() => undefined);
    if (!moving && !v.paused) v.pause();
    if (v.seeking) return;
    const step = follow(v.currentTime, wish, this.clock.speed, moving);
    if ("seek" in step) v.currentTime = step.seek;
    else if (v.playbackRate !== step.rate) v.playbackRate = step.rate;
  }

  /** Nothing is buffered where the clock stands: a gap, the end, or bytes still to come. */
  private nothing(): void {
    if (!this.video.paused) this.video.pause();
    const gap = this.gapAt(this.clock.now());
    this.enterGap(gap);
    if (gap !== null || this.ended) {
      this.clock.release(this.options.camera);
      if (gap !== null) this.say(PLAYING);
      return;
    }
    this.clock.hold(this.options.camera);
    this.say({ phase: "waiting", code: "", params: {}, article: "" });
  }

  private credit(wish: number): void {
    const speed = this.clock.speed;
    if (speed !== this.sentSpeed) {
      const crossed = speed > KEYS_ABOVE !== this.sentSpeed > KEYS_ABOVE;
      this.sentSpeed = speed;
      if (crossed) {
        this.sendSeek();
        return;
      }
      this.send({ type: "speed", speed });
    }
    const until = wish + AHEAD_S * Math.max(1, speed);
    if (until > this.askedTo + Math.max(0.5, speed / 4)) {
      this.askedTo = until;
      this.send({ type: "more", until });
    }
  }
}
