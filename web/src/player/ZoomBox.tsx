// A frame whose picture can be enlarged by wheel and moved by dragging.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { css, move, WHOLE, zoomAt, type Zoom } from "./zoom";

interface Props {
  /** Off on small tiles: there the wheel scrolls and dragging moves tiles. */
  active: boolean;
  children: ReactNode;
}

export function ZoomBox({ active, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<Zoom>(WHOLE);
  const drag = useRef<{ x: number; y: number } | null>(null);
  useEffect(() => {
    const el = box.current;
    if (!el || !active) return undefined;
    const wheel = (e: WheelEvent): void => {
      e.preventDefault();
      const r = el.getBoundingClientRect();
      const px = (e.clientX - r.left) / r.width - 0.5;
      const py = (e.clientY - r.top) / r.height - 0.5;
      setZoom((z) => zoomAt(z, Math.exp(-e.deltaY * 0.002), px, py));
    };
    el.addEventListener("wheel", wheel, { passive: false });
    return () => el.removeEventListener("wheel", wheel);
  }, [active]);
  const shown = active ? zoom : WHOLE;
  return (
    <div
      ref={box}
      className="zoombox"
      data-zoomed={shown.scale > 1}
      onPointerDown={(e) => {
        if (shown.scale > 1) drag.current = { x: e.clientX, y: e.clientY };
      }}
      onPointerMove={(e) => {
        const from = drag.current;
        if (!from) return;
        const r = e.currentTarget.getBoundingClientRect();
        drag.current = { x: e.clientX, y: e.clientY };
        setZoom((z) => move(z, (e.clientX - from.x) / r.width, (e.clientY - from.y) / r.height));
      }}
      onPointerUp={() => (drag.current = null)}
      onPointerLeave={() => (drag.current = null)}
    >
      <div className="zoompicture" style={{ transform: css(shown) }}>
        {children}
      </div>
    </div>
  );
}
