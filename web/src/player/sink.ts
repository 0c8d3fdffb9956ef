// A MediaSource with one SourceBuffer and a queue in front of it.
//
// It runs on the main thread. Appending is a hand-over to the browser's own
// demuxer thread; docs/guide/console.md states what sixteen tiles cost.

type Job =
  | { kind: "append"; bytes: ArrayBuffer }
  | { kind: "type"; mime: string }
  | { kind: "remove"; from: number; to: number };

/** Seconds kept behind the play position: enough to step back, little enough for sixteen tiles. */
const KEEP_BEHIND = { live: 4, playback: 20 } as const;

export class Sink {
  readonly video: HTMLVideoElement;
  private readonly source = new MediaSource();
  private readonly url: string;
  private readonly keepBehind: number;
  private readonly onError: (reason: string) => void;
  private buffer: SourceBuffer | null = null;
  private mime = "";
  private queue: Job[] = [];
  private closed = false;

  constructor(video: HTMLVideoElement, use: keyof typeof KEEP_BEHIND, onError: (reason: string) => void) {
    this.video = video;
    this.keepBehind = KEEP_BEHIND[use];
    this.onError = onError;
    this.source.addEventListener("sourceopen", this.pump);
    this.url = URL.createObjectURL(this.source);
    video.src = this.url;
  }

  /** Prepares for bytes of this type; may be called again when the stream changes. */
  setType(mime: string): void {
    if (mime === this.mime) return;
    this.mime = mime;
    this.queue.push({ kind: "type", mime });
    this.pump();
  }

  append(bytes: ArrayBuffer): void {
    if (this.closed) return;
    this.queue.push({ kind: "append", bytes });
    this.pump();
  }

  /** Drops everything queued and buffered; the next bytes start afresh. */
  clear(): void {
    this.queue = this.queue.filter((j) => j.kind === "type");
    if (this.buffer === null || this.source.readyState !== "open") return;
    if (!this.buffer.updating) {
      try {
        this.buffer.abort();
      } catch {
        // The source closed between the check and the call; pump reports it.
      }
    }
    this.queue.push({ kind: "remove", from: 0, to: Number.POSITIVE_INFINITY });
    this.pump();
  }

  /** Bytes waiting to be appended, in queue entries. */
  get backlog(): number {
    return this.queue.length;
  }

  get end(): number {
    const b = this.ranges();
    return b.length > 0 ? b.end(b.length - 1) : Number.NaN;
  }

  get start(): number {
    const b = this.ranges();
    return b.length > 0 ? b.start(0) : Number.NaN;
  }

  /** End of the buffered stretch that holds t (with a little slack before it), or NaN. */
  bufferedTo(t: number, slack = 0.05): number {
    const b = this.ranges();
    for (let i = 0; i < b.length; i++) if (t >= b.start(i) - slack && t < b.end(i)) return b.end(i);
    return Number.NaN;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.queue = [];
    this.source.removeEventListener("sourceopen", this.pump);
    this.video.removeAttribute("src");
    this.video.load();
    URL.revokeObjectURL(this.url);
  }

  private ranges(): TimeRanges {
    return this.video.buffered;
  }

  private readonly pump = (): void => {
    if (this.closed || this.source.readyState !== "open" || this.buffer?.updating) return;
    const job = this.queue[0];
    if (job === undefined) {
      this.trim();
      return;
    }
    try {
      this.run(job);
      this.queue.shift();
      if (!this.buffer?.updating && this.queue.length > 0) queueMicrotask(this.pump);
    } catch (error) {
      this.fail(error);
    }
  };

  private run(job: Job): void {
    if (job.kind === "type") {
      if (this.buffer === null) {
        this.buffer = this.source.addSourceBuffer(job.mime);
        this.buffer.mode = "segments";
        this.buffer.addEventListener("updateend", this.pump);
        this.buffer.addEventListener("error", () => this.onError("append"));
      } else {
        this.buffer.changeType(job.mime);
      }
    } else if (job.kind === "append") {
      this.buffer?.appendBuffer(job.bytes);
    } else {
      this.buffer?.remove(job.from, job.to);
    }
  }

  private fail(error: unknown): void {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "QuotaExceededError") {
      const t = this.video.currentTime;
      if (this.buffer && t > 1) this.buffer.remove(0, t - 1);
      else this.onError("quota");
      return;
    }
    this.queue.shift();
    this.onError(name === "NotSupportedError" ? "codec" : "append");
  }

  private trim(): void {
    const b = this.ranges();
    if (this.buffer === null || b.length === 0) return;
    const limit = this.video.currentTime - this.keepBehind;
    if (b.start(0) < limit - this.keepBehind / 2) this.buffer.remove(0, limit);
  }
}
