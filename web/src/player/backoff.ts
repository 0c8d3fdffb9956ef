/** Delays between tries: 0.5 s doubling to 10 s, with jitter so that a wall does not return as one. */
export class Backoff {
  private tries = 0;
  private readonly random: () => number;

  constructor(random: () => number = Math.random) {
    this.random = random;
  }

  /** Milliseconds to wait before the next try. */
  next(): number {
    const ceiling = Math.min(10_000, 500 * 2 ** this.tries);
    this.tries++;
    return Math.round(ceiling * (0.5 + this.random() / 2));
  }

  reset(): void {
    this.tries = 0;
  }
}
