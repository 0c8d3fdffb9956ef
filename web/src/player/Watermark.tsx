import { useEffect, useRef } from "react";

const FONT = '14px "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif';

/** Draws the grant's mark over the picture: who is looking, since when. */
export function Watermark({ text }: { text: string }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const el = ref.current;
    if (!el || text === "") return undefined;
    const paint = (): void => draw(el, text);
    const watch = new ResizeObserver(paint);
    watch.observe(el);
    return () => watch.disconnect();
  }, [text]);
  return text === "" ? null : <canvas ref={ref} className="watermark" aria-hidden="true" data-mark={text} />;
}

function draw(el: HTMLCanvasElement, text: string): void {
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth: w, clientHeight: h } = el;
  el.width = Math.round(w * ratio);
  el.height = Math.round(h * ratio);
  const c = el.getContext("2d");
  if (!c) return;
  c.scale(ratio, ratio);
  c.font = FONT;
  c.textAlign = "center";
  c.translate(w / 2, h / 2);
  c.rotate(-Math.PI / 9);
  const stepX = Math.max(220, c.measureText(text).width + 90);
  for (let y = -h; y <= h; y += 130) {
    for (let x = -w - stepX; x <= w + stepX; x += stepX) {
      const at = x + (Math.round(y / 130) % 2 === 0 ? 0 : stepX / 2);
      c.fillStyle = "rgba(255,255,255,0.17)";
      c.fillText(text, at, y);
      c.strokeStyle = "rgba(0,0,0,0.12)";
      c.strokeText(text, at, y);
    }
  }
}
