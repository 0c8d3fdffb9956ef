// The timeline on screen: wheel zooms from months to frames under the
// pointer, dragging pulls time under the play cursor, a click goes there.
import { useEffect, useMemo, useRef, useState } from "react";
import { clock, dateTime } from "../util/time";
import { coded, useWords } from "../words";
import { useTheme } from "../ui/theme";
import { drawTimeline, heightOf, type Look, type Row } from "./draw";
import { centre, holds, length, pan, timeAt, xOf, zoom, type View } from "./scale";

const DARK: Look = {
  run: "#2f7d73",
  going: "#39a596",
  gap: "#3a1f1f",
  gapLine: "#e0786f",
  back: "#0d161b",
  grid: "#31434c",
  text: "#e8eef0",
  faint: "#a3b3ba",
  cursor: "#ffd166",
  now: "#5fd0c5",
  floor: "#e5b454",
};

const LIGHT: Look = {
  run: "#5aa79c",
  going: "#2f8d80",
  gap: "#f8dedb",
  gapLine: "#b3261e",
  back: "#f7fafb",
  grid: "#b9c7cd",
  text: "#16242b",
  faint: "#4e6069",
  cursor: "#8a3a00",
  now: "#0f6f68",
  floor: "#8a5a00",
};

interface Props {
  rows: readonly Row[];
  view: View;
  onView: (view: View) => void;
  /** The moment on screen; null while nothing plays. Read on every frame. */
  cursor: () => number | null;
  onSeek: (at: number) => void;
  /** With these, dragging picks a stretch, and dragging with Shift moves the view. */
  span?: View | null;
  onSpan?: (span: View) => void;
  hint?: string;
}

export function TimelineView({ rows, view, onView, cursor, onSeek, span = null, onSpan, hint }: Props) {
  const { t } = useWords();
  const { name } = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hover, setHover] = useState<number | null>(null);
  const look = name === "dark" ? DARK : LIGHT;
  const words = useMemo(() => ({ now: t("timeline.now"), floor: t("timeline.floor") }), [t]);
  const latest = useRef({ rows, view, hover, look, words, cursor, span });
  useEffect(() => {
    latest.current = { rows, view, hover, look, words, cursor, span };
  });
  usePainting(canvas, latest);
  const gestures = useGestures({ view, onView, cursor, onSeek, onSpan, onHover: setHover });
  useWheel(canvas, view, onView);
  const at = cursor();
  return (
    <div className="timeline">
      <canvas
        ref={canvas}
        style={{ height: heightOf(rows.length) }}
        role="slider"
        tabIndex={0}
        aria-label={t("timeline.label")}
        aria-valuemin={view.from}
        aria-valuemax={view.to}
        aria-valuenow={at ?? view.to}
        aria-valuetext={at === null ? "" : dateTime(at)}
        {...gestures}
      />
      <HoverLine rows={rows} hover={hover} hint={hint ?? t("timeline.hint")} />
    </div>
  );
}

function HoverLine({ rows, hover, hint }: { rows: readonly Row[]; hover: number | null; hint: string }) {
  const { t } = useWords();
  if (hover === null) return <div className="timeline-hint faint">{hint}</div>;
  const causes = rows.flatMap((r) => {
    const g = r.data?.gaps.find((x) => hover >= Date.parse(x.from) && (!x.to || hover < Date.parse(x.to)));
    return g ? [`${rows.length > 1 ? `${r.name}: ` : ""}${t("timeline.gap")} ${clock(g.from)}–${g.to ? clock(g.to) : ""} · ${coded(t, "gap.", g.cause)}`] : [];
  });
  const kept = rows.flatMap((r) => ((r.holds ?? []).some((k) => hover >= Date.parse(k.from) && hover < Date.parse(k.to)) ? [`${rows.length > 1 ? `${r.name}: ` : ""}${t("hold.onTimeline")}`] : []));
  const less = rows.flatMap((r) => {
    const run = r.data?.runs.find((x) => hover >= Date.parse(x.from) && hover < Date.parse(x.to));
    if (run === undefined || !(run.keysOnly || run.lesser)) return [];
    const what = run.lesser ? (run.keysOnly ? "sub-keys-only" : "sub") : "keys-only";
    return [`${rows.length > 1 ? `${r.name}: ` : ""}${coded(t, "space.measure.", what)}`];
  });
  return (
    <div className="timeline-hint" aria-live="off">
      <span className="num">{dateTime(hover)}</span> {[...causes, ...less, ...kept].join("  ")}
    </div>
  );
}

interface Latest {
  rows: readonly Row[];
  view: View;
  hover: number | null;
  look: Look;
  words: { now: string; floor: string };
  cursor: () => number | null;
  span: View | null;
}

/** Paints on every animation frame in which something changed. */
function usePainting(canvas: React.RefObject<HTMLCanvasElement | null>, latest: React.RefObject<Latest>): void {
  useEffect(() => {
    let frame = 0;
    let before = "";
    const paint = (): void => {
      frame = requestAnimationFrame(paint);
      const el = canvas.current;
      const context = el?.getContext("2d");
      if (!el || !context) return;
      const s = latest.current;
      const width = el.clientWidth;
      const height = heightOf(s.rows.length);
      const ratio = window.devicePixelRatio || 1;
      const now = Date.now();
      const at = s.cursor();
      const perPixel = Math.max(1, length(s.view) / Math.max(1, width) / 2);
      const key = [width, ratio, s.view.from, s.view.to, s.hover, s.span?.from, s.span?.to, at === null ? "" : Math.floor(at / perPixel), at === null ? "" : Math.floor(at / 1000), Math.floor(now / Math.max(1000, perPixel)), s.look.back, s.words.now, ...s.rows.map((r) => `${r.name}${r.data?.to}${r.data?.durableTo}${r.data?.runs.length}${r.data?.gaps.length} ${r.holds?.map((k) => k.from + k.to).join()}`)].join("|");
      if (key === before) return;
      before = key;
      if (el.width !== Math.round(width * ratio) || el.height !== Math.round(height * ratio)) {
        el.width = Math.round(width * ratio);
        el.height = Math.round(height * ratio);
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawTimeline(context, width, { view: s.view, rows: s.rows, now, cursor: at, hover: s.hover, span: s.span, words: s.words }, s.look);
    };
    frame = requestAnimationFrame(paint);
    return () => cancelAnimationFrame(frame);
  }, [canvas, latest]);
}

/** React's wheel listener is passive; zooming must keep the page still. */
function useWheel(canvas: React.RefObject<HTMLCanvasElement | null>, view: View, onView: (view: View) => void): void {
  const latest = useRef({ view, onView });
  useEffect(() => {
    latest.current = { view, onView };
  });
  useEffect(() => {
    const el = canvas.current;
    if (!el) return undefined;
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { view: v, onView: tell } = latest.current;
      const next = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey
        ? pan(v, ((event.deltaX || event.deltaY) / el.clientWidth) * length(v))
        : zoom(v, Math.exp(event.deltaY * 0.0022), timeAt(v, event.offsetX, el.clientWidth));
      latest.current.view = next;
      tell(next);
    };
    el.addEventListener("wheel", wheel, { passive: false });
    return () => el.removeEventListener("wheel", wheel);
  }, [canvas]);
}

interface GestureProps {
  view: View;
  onView: (view: View) => void;
  cursor: () => number | null;
  onSeek: (at: number) => void;
  onSpan: ((span: View) => void) | undefined;
  onHover: (at: number | null) => void;
}

/** Pixels the pointer may move and still be a click. */
const CLICK_SLACK = 4;

function useGestures({ view, onView, cursor, onSeek, onSpan, onHover }: GestureProps) {
  const drag = useRef<{ x: number; view: View; cursorX: number | null; moved: boolean } | null>(null);
  const widthOf = (e: React.SyntheticEvent<HTMLCanvasElement>): number => e.currentTarget.clientWidth;
  return {
    onPointerDown: (e: React.PointerEvent<HTMLCanvasElement>) => {
      if (e.button !== 0) return;
      e.currentTarget.setPointerCapture(e.pointerId);
      const at = cursor();
      drag.current = { x: e.clientX, view, cursorX: at !== null && holds(view, at) ? xOf(view, at, widthOf(e)) : null, moved: false };
    },
    onPointerMove: (e: React.PointerEvent<HTMLCanvasElement>) => {
      const width = widthOf(e);
      onHover(timeAt(view, e.nativeEvent.offsetX, width));
      const d = drag.current;
      if (d === null) return;
      const by = e.clientX - d.x;
      if (!d.moved && Math.abs(by) < CLICK_SLACK) return;
      d.moved = true;
      if (onSpan && !e.shiftKey) {
        const a = timeAt(d.view, e.nativeEvent.offsetX - by, width);
        const b = timeAt(d.view, e.nativeEvent.offsetX, width);
        onSpan({ from: Math.min(a, b), to: Math.max(a, b) });
        return;
      }
      onView(pan(d.view, (-by / width) * length(d.view)));
    },
    onPointerUp: (e: React.PointerEvent<HTMLCanvasElement>) => {
      const d = drag.current;
      drag.current = null;
      if (d === null) return;
      const width = widthOf(e);
      if (!d.moved) onSeek(timeAt(view, e.nativeEvent.offsetX, width));
      else if (d.cursorX !== null && !e.shiftKey && onSpan === undefined) onSeek(timeAt(view, d.cursorX, width));
    },
    onPointerCancel: () => {
      drag.current = null;
    },
    onPointerLeave: () => onHover(null),
    onKeyDown: (e: React.KeyboardEvent<HTMLCanvasElement>) => {
      const next = keyView(e.key, view, cursor());
      if (next === null) return;
      e.preventDefault();
      onView(next);
    },
  };
}

/** What a key does to the view; null for keys that are not the timeline's. */
function keyView(key: string, view: View, at: number | null): View | null {
  const anchor = at !== null && holds(view, at) ? at : (view.from + view.to) / 2;
  switch (key) {
    case "ArrowUp":
    case "+":
    case "=":
      return zoom(view, 0.5, anchor);
    case "ArrowDown":
    case "-":
      return zoom(view, 2, anchor);
    case "PageUp":
      return pan(view, -length(view) * 0.8);
    case "PageDown":
      return pan(view, length(view) * 0.8);
    case "Home":
      return at === null ? null : centre(view, at);
    case "End":
      return centre(view, Date.now(), 0.85);
    default:
      return null;
  }
}
