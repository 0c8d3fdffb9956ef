// Proves to the platform that the mark over the pictures of a grant stands: what
// is read from the page as it is drawn goes back with a word the platform gave.
// It looks for the mark itself and asks nobody who drew it, so that it fails
// together with the picture's mark and not with the watch over it. A page in the
// background says so: browsers let its clocks turn once a minute, and the
// platform waits for as long. One that the browser has put to sleep altogether
// loses its pictures, and asks anew when it is looked at again.
import { useEffect } from "react";
import { api, body } from "../api/client";
import { ProblemError } from "../api/problem";

/** Under no grant, or one of which no proof is asked, nothing is done. */
export function useBeat(grant: string | null): void {
  useEffect(() => {
    if (grant === null) return undefined;
    const beat = new Heart(grant);
    return () => beat.stop();
  }, [grant]);
}

/** When a proof did not arrive it is given again after so long. */
const AGAIN = 3_000;

class Heart {
  private readonly grant: string;
  private nonce = "";
  private timer = 0;
  private over = false;
  private busy = false;

  constructor(grant: string) {
    this.grant = grant;
    document.addEventListener("visibilitychange", this.now);
    void this.beat();
  }

  stop(): void {
    this.over = true;
    window.clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.now);
  }

  /** The platform is told at once when the page goes to the background, and when it comes back. */
  private readonly now = (): void => void this.beat();

  private async beat(): Promise<void> {
    if (this.busy || this.over) return;
    this.busy = true;
    window.clearTimeout(this.timer);
    let wait: number;
    try {
      const sent = this.nonce === "" ? {} : { nonce: this.nonce, drawn: drawnFor(this.grant) };
      const next = await body(api.POST("/api/v1/grants/{id}/beat", { params: { path: { id: this.grant } }, body: { ...sent, hidden: document.hidden } }));
      const first = this.nonce === "";
      this.nonce = next.nonce;
      wait = first && next.everySeconds > 0 ? 1_000 : next.everySeconds * 1000;
    } catch (error) {
      // Over: the streams under it hear why. Otherwise it did not arrive.
      wait = error instanceof ProblemError && error.status >= 400 && error.status < 500 && error.status !== 429 ? 0 : AGAIN;
    }
    this.busy = false;
    if (wait > 0 && !this.over) this.timer = window.setTimeout(() => void this.beat(), wait);
  }
}

/** One text of the mark over that grant's pictures as it stands in the page now; empty when none is to be seen. */
function drawnFor(grant: string): string {
  const root = document.querySelector(`.watermark[data-grant="${CSS.escape(grant)}"]`);
  const pieces = root?.querySelectorAll("span");
  const piece = pieces?.[Math.floor(pieces.length / 2)];
  if (!root || !piece || !root.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return "";
  return piece.textContent ?? "";
}
