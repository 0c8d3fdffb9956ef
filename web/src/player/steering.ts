// One hand on a camera: a movement is sent again and again for as long as it
// is wanted, since the server stops what nobody renews, and stopped by a
// command of its own. One command is under way at a time; only the newest of
// those that wait is sent.
import { sendControl, type Command, type Control } from "../api/control";

/** The server stops a movement that was not renewed for a second and a half. */
const RENEW = 600;

const STOP: Command = { verb: "move" };

export class Steering {
  private going: Command | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private busy = false;
  private next: Command | null = null;
  private control = "";
  private told: (now: Control) => void = () => undefined;
  private failed: (why: unknown) => void = () => undefined;

  constructor(private readonly send: (id: string, c: Command) => Promise<Control> = sendControl.command) {}

  /** The control that commands are given under; empty for none. */
  get id(): string {
    return this.control;
  }

  under(id: string): void {
    this.control = id;
  }

  /** Names who is told what the server answered. */
  tell(told: (now: Control) => void, failed: (why: unknown) => void): void {
    this.told = told;
    this.failed = failed;
  }

  /** What moves the camera now. */
  get moving(): Command | null {
    return this.going;
  }

  /** Moves until stop. The same movement again changes nothing. */
  start(c: Command): void {
    if (this.going !== null && JSON.stringify(this.going) === JSON.stringify(c)) return;
    clearInterval(this.timer);
    this.going = c;
    this.queue(c);
    this.timer = setInterval(() => this.queue(c), RENEW);
  }

  stop(): void {
    if (this.going === null) return;
    const was = this.going;
    clearInterval(this.timer);
    this.going = null;
    this.queue(was.verb === "lens" ? { verb: "lens" } : STOP);
  }

  /** A command that goes on by itself or not at all. */
  once(c: Command): void {
    clearInterval(this.timer);
    this.going = null;
    this.queue(c);
  }

  private queue(c: Command): void {
    if (this.control === "") return;
    if (this.busy) {
      this.next = c;
      return;
    }
    this.busy = true;
    void this.send(this.control, c)
      .then(
        (now) => this.told(now),
        (why: unknown) => {
          clearInterval(this.timer);
          this.going = null;
          this.next = null;
          this.failed(why);
        },
      )
      .finally(() => {
        this.busy = false;
        const { next } = this;
        this.next = null;
        if (next !== null) this.queue(next);
      });
  }
}
