// The mark over a picture 水印: who looks, where, when, under which grant. It
// fills the element it is put into, which must be positioned and hold the
// picture; put it last. Its texts move every so often. It looks after itself:
// once it is taken out, hidden, covered from the picture's side or its text
// changed, onTampered is called, once. Whoever shows the picture then stops it
// and reports it (player/guard.ts does both).
import { useEffect, useLayoutEffect, useRef } from "react";
import { dateTime } from "../util/time";
import { fontOf, judge, STRENGTH, tile, type Box, type Look, type Tampering } from "./markSight";

export interface MarkProps {
  /** Who, and at which workstation; the server writes it (Grant.mark). */
  text: string;
  /** Of the grant, of which the last digits are drawn; none on a wall with many. */
  grant?: string;
  /** One wandering text for the whole frame: the duty wall's. Otherwise all over. */
  faint?: boolean;
  onTampered: (how: Tampering) => void;
}

const MOVE_EVERY = 12_000;
const LOOK_EVERY = 1_000;

/** What is drawn: the words, the running clock, the end of the grant's number. */
export function markText(text: string, grant: string | undefined, now: number): string {
  return [text, dateTime(now), ...(grant ? [grant.slice(-8)] : [])].join("  ");
}

export function Mark({ text, grant, faint = false, onTampered }: MarkProps) {
  const root = useRef<HTMLDivElement>(null);
  const tell = useRef(onTampered);
  useEffect(() => {
    tell.current = onTampered;
  });
  // A layout effect: it is undone before React takes the element out, which is no tampering.
  useLayoutEffect(() => {
    const el = root.current;
    const host = el?.parentElement;
    if (!el || !host || text === "") return undefined;
    const field = new Field(el, host, (now) => markText(text, grant, now), faint, (how) => tell.current(how));
    return () => field.close();
  }, [text, grant, faint]);
  if (text === "") return null;
  return (
    <div ref={root} className={faint ? "watermark faint" : "watermark"} data-grant={grant} aria-hidden="true" translate="no">
      <div className="watermarkfield" />
    </div>
  );
}

/** The texts of one mark, and the watch over them. */
class Field {
  private readonly root: HTMLElement;
  private readonly host: HTMLElement;
  private readonly words: (now: number) => string;
  private readonly faint: boolean;
  private readonly strength: number;
  private readonly tell: (how: Tampering) => void;
  private readonly inner: HTMLElement;
  private readonly mutations: MutationObserver;
  private readonly sizes: ResizeObserver;
  private readonly timers: number[];
  private turn = Math.floor(Math.random() * 1000);
  private text = "";
  private fontSize = 0;
  private over = false;

  constructor(root: HTMLElement, host: HTMLElement, words: (now: number) => string, faint: boolean, tell: (how: Tampering) => void) {
    this.root = root;
    this.host = host;
    this.words = words;
    this.faint = faint;
    this.strength = faint ? STRENGTH.faint : STRENGTH.full;
    this.tell = tell;
    this.inner = root.firstElementChild as HTMLElement;
    this.mutations = new MutationObserver(() => this.look());
    this.sizes = new ResizeObserver(() => this.draw());
    this.draw();
    this.mutations.observe(host, { childList: true });
    this.mutations.observe(root, { childList: true, subtree: true, characterData: true, attributes: true });
    this.sizes.observe(root);
    this.timers = [window.setInterval(() => this.move(), MOVE_EVERY), window.setInterval(() => this.look(), LOOK_EVERY)];
  }

  close(): void {
    this.over = true;
    this.mutations.disconnect();
    this.sizes.disconnect();
    for (const t of this.timers) window.clearInterval(t);
    this.inner.replaceChildren();
  }

  private move(): void {
    this.look();
    this.turn++;
    this.draw();
  }

  /** Puts the texts where they belong now. One layer, painted once a turn; nothing runs per frame. */
  private draw(): void {
    if (this.over) return;
    const { clientWidth: width, clientHeight: height } = this.root;
    const words = this.words(Date.now());
    const fontSize = fontOf(width);
    const { places } = tile(width, height, widthOf(words, fontSize), this.turn, this.faint);
    this.inner.style.fontSize = `${fontSize}px`;
    this.inner.style.color = `rgb(255 255 255 / ${this.strength})`;
    this.inner.style.textShadow = `0 0 2px rgb(0 0 0 / ${this.strength * 1.6}), 0 0 1px rgb(0 0 0 / ${this.strength})`;
    this.inner.replaceChildren(
      ...places.map(({ x, y }) => {
        const one = document.createElement("span");
        one.textContent = words;
        one.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
        return one;
      }),
    );
    this.text = words.repeat(places.length);
    this.fontSize = fontSize;
    this.mutations.takeRecords(); // these were ours
  }

  private look(): void {
    if (this.over) return;
    const how = judge(this.sight(), { text: this.text, fontSize: this.fontSize, strength: this.strength });
    this.mutations.takeRecords();
    if (how === null) return;
    this.close();
    // Back to where React put them, or it stumbles when it takes them out.
    if (this.inner.parentElement !== this.root) this.root.append(this.inner);
    if (this.root.parentElement !== this.host) this.host.append(this.root);
    this.tell(how);
  }

  private sight() {
    const pieces = this.inner.children;
    const piece = pieces[Math.floor(pieces.length / 2)] ?? this.inner;
    return {
      inPlace: this.root.isConnected && this.root.parentElement === this.host && this.inner.parentElement === this.root,
      frame: boxOf(this.host),
      own: boxOf(this.root),
      looks: [this.root, this.inner, piece].map(lookOf),
      text: this.inner.textContent ?? "",
      piece: boxOf(piece),
      under: this.elsewhere() || this.under(),
    };
  }

  /** A picture taken out of the frame, to the full screen or a window of its own, leaves the mark behind. */
  private elsewhere(): boolean {
    const out = [document.fullscreenElement, document.pictureInPictureElement];
    return out.some((el) => el !== null && el !== this.host && this.host.contains(el) && !el.contains(this.root));
  }

  /** Asks what lies uppermost at some places: nothing of the picture's side may. Dialogs over both are welcome. */
  private under(): boolean {
    const r = this.root.getBoundingClientRect();
    this.root.style.setProperty("pointer-events", "auto", "important");
    const found = [
      [0.5, 0.5],
      [0.2, 0.3],
      [0.8, 0.7],
    ].some(([x = 0, y = 0]) => {
      const top = document.elementFromPoint(r.left + x * r.width, r.top + y * r.height);
      return top !== null && top !== this.root && this.host.contains(top) && !this.root.contains(top) && top !== this.host;
    });
    this.root.style.removeProperty("pointer-events");
    return found;
  }
}

function boxOf(el: Element): Box {
  const { left, top, width, height } = el.getBoundingClientRect();
  return { left, top, width, height };
}

function lookOf(el: Element): Look {
  const s = getComputedStyle(el);
  return {
    display: s.display,
    visibility: s.visibility,
    opacity: s.opacity,
    filter: s.filter,
    clipPath: s.clipPath,
    mask: s.maskImage,
    mixBlendMode: s.mixBlendMode,
    color: s.color,
    fill: s.webkitTextFillColor,
    fontSize: s.fontSize,
  };
}

/** About as wide as the words are drawn: Chinese characters are square, others some half of it. */
function widthOf(words: string, fontSize: number): number {
  let n = 0;
  for (const c of words) n += c > "\u2E7F" ? 1 : 0.56;
  return n * fontSize;
}
