// Permission to open footage, asked for once per layout rather than once per
// tile: wishes of the same moment become one request naming all the cameras.
import { ProblemError } from "../api/problem";
import type { Grant } from "../api/model";

export type LiveAct = "live" | "test";

/** How the keeper asks; POST /grants in the console, a small fake in tests. */
export type AskGrant = (cameras: readonly string[]) => Promise<Grant>;

interface Wish {
  camera: string;
  resolve: (grant: Grant | null) => void;
  reject: (error: unknown) => void;
}

/** Time left below which a grant is not started on. */
const MARGIN_MS = 3_000;

export class GrantKeeper {
  /** False: a grant that ran out is not renewed until allow() is called (the time box of commissioning). */
  private readonly renews: boolean;
  private readonly ask: AskGrant;
  private readonly now: () => number;
  private readonly held = new Map<string, Grant>();
  private wishes: Wish[] = [];

  constructor(ask: AskGrant, renews: boolean, now: () => number = Date.now) {
    this.ask = ask;
    this.renews = renews;
    this.now = now;
  }

  /** A grant for camera that is in force now, or null when its time box is over. Rejects with the refusal. */
  get(camera: string): Promise<Grant | null> {
    const got = this.held.get(camera);
    if (got !== undefined) {
      if (Date.parse(got.until) - this.now() > MARGIN_MS) return Promise.resolve(got);
      if (!this.renews) return Promise.resolve(null);
      this.held.delete(camera);
    }
    return new Promise((resolve, reject) => {
      this.wishes.push({ camera, resolve, reject });
      if (this.wishes.length === 1) queueMicrotask(() => setTimeout(() => void this.flush(), 0));
    });
  }

  /** Lets an expired grant be asked for anew: a person pressed the button. */
  allow(camera: string): void {
    this.held.delete(camera);
  }

  /** Forgets a grant the server ended. */
  forget(camera: string): void {
    if (this.renews) this.held.delete(camera);
  }

  /** Goes on under the grants that took the place of others; what they do not open is asked for anew. */
  handOver(handed: ReadonlyMap<string, Grant>): void {
    for (const [camera, grant] of this.held) {
      const next = handed.get(grant.id);
      if (next !== undefined && (next.cameraIds ?? []).includes(camera)) this.held.set(camera, next);
      else this.held.delete(camera);
    }
  }

  /** The grants still held, each once; they are forgotten here and may be given back. */
  surrender(): string[] {
    const ids = [...new Set([...this.held.values()].map((g) => g.id))];
    this.held.clear();
    return ids;
  }

  private async flush(): Promise<void> {
    const wishes = this.wishes;
    this.wishes = [];
    const cameras = [...new Set(wishes.map((w) => w.camera))];
    try {
      this.settle(wishes, await this.ask(cameras));
    } catch (error) {
      if (cameras.length === 1 || !(error instanceof ProblemError) || error.status < 400 || error.status >= 500) {
        for (const w of wishes) w.reject(error);
        return;
      }
      // One camera of the layout is refused: the others must not suffer for it.
      await Promise.all(cameras.map((c) => this.single(c, wishes.filter((w) => w.camera === c))));
    }
  }

  private async single(camera: string, wishes: Wish[]): Promise<void> {
    try {
      this.settle(wishes, await this.ask([camera]));
    } catch (error) {
      for (const w of wishes) w.reject(error);
    }
  }

  private settle(wishes: Wish[], grant: Grant): void {
    for (const w of wishes) {
      this.held.set(w.camera, grant);
      w.resolve(grant);
    }
  }
}
