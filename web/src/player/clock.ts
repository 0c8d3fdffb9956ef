// The one clock several players follow: wall time, speed, running or paused.
// It stops while a player that should show something has nothing to show.

export class PlayClock {
  private base: number;
  private since: number;
  private rate = 1;
  private going = false;
  private readonly holders = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private readonly time: () => number;

  /** Starts paused at wall time at (Unix milliseconds). time is a monotonic source of milliseconds. */
  constructor(at: number, time: () => number = () => performance.now()) {
    this.base = at;
    this.time = time;
    this.since = time();
  }

  now(): number {
    return this.moving ? this.base + (this.time() - this.since) * this.rate : this.base;
  }

  get speed(): number {
    return this.rate;
  }

  /** Whether the person wants it to run. */
  get running(): boolean {
    return this.going;
  }

  /** Whether it does run: nobody holds it. */
  get moving(): boolean {
    return this.going && this.holders.size === 0;
  }

  get held(): boolean {
    return this.holders.size > 0;
  }

  play(): void {
    this.change(() => (this.going = true));
  }

  pause(): void {
    this.change(() => (this.going = false));
  }

  seek(at: number): void {
    this.change(() => (this.base = at));
  }

  setSpeed(speed: number): void {
    this.change(() => (this.rate = speed));
  }

  /** holder has nothing to show yet; the clock waits until it lets go. */
  hold(holder: string): void {
    if (!this.holders.has(holder)) this.change(() => this.holders.add(holder));
  }

  release(holder: string): void {
    if (this.holders.has(holder)) this.change(() => this.holders.delete(holder));
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private change(what: () => void): void {
    this.base = this.now();
    this.since = this.time();
    what();
    for (const tell of this.listeners) tell();
  }
}
