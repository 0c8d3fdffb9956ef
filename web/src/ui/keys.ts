// Keyboard: pages declare what keys do; the `?` sheet lists what is declared
// just now. Keys typed into a field are never taken.
import { createContext, useContext, useEffect, useRef } from "react";
import type { Word } from "../words";

export interface KeyBinding {
  /** As in KeyboardEvent.key, "Shift+ArrowLeft", "Ctrl+k", or two strokes: "g w". */
  key: string;
  word: Word;
  run: (event: KeyboardEvent) => void;
}

/** A set of bindings in force; later ones win. */
export class KeyBoard {
  private readonly layers = new Set<{ current: readonly KeyBinding[] }>();
  private first = "";
  private firstAt = 0;

  add(layer: { current: readonly KeyBinding[] }): () => void {
    this.layers.add(layer);
    return () => this.layers.delete(layer);
  }

  all(): KeyBinding[] {
    return [...this.layers].flatMap((l) => l.current);
  }

  /** Runs the binding for event, if any. */
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || typing(event.target)) return;
    const stroke = strokeOf(event);
    if (taken(stroke, event.target)) return;
    const now = event.timeStamp;
    const pair = this.first !== "" && now - this.firstAt < 1500 ? `${this.first} ${stroke}` : "";
    this.first = "";
    const bindings = this.all().reverse();
    const hit = (pair !== "" && bindings.find((b) => b.key === pair)) || bindings.find((b) => b.key === stroke);
    if (hit) {
      event.preventDefault();
      hit.run(event);
    } else if (bindings.some((b) => b.key.startsWith(`${stroke} `))) {
      this.first = stroke;
      this.firstAt = now;
    }
  }
}

function strokeOf(e: KeyboardEvent): string {
  const mods = `${e.ctrlKey || e.metaKey ? "Ctrl+" : ""}${e.altKey ? "Alt+" : ""}`;
  const shift = e.shiftKey && e.key.length > 1 ? "Shift+" : "";
  return mods + shift + (e.key === " " ? "Space" : e.key);
}

/** Keys that the focused control uses itself. */
function taken(stroke: string, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (stroke === "Enter" || stroke === "Space") return target.closest('button, a, [role="button"], [role="menuitem"]') !== null;
  if (!/^(Arrow|Home|End|Page)/.test(stroke)) return false;
  return target.closest('[role="tree"], [role="slider"], [role="radiogroup"], [role="menu"], [role="listbox"], [role="combobox"], [role="tablist"]') !== null;
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "range", "button"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.closest('[role="dialog"]') !== null;
}

export const KeyContext = createContext<KeyBoard>(new KeyBoard());

/** Declares keys for as long as the component is mounted. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const board = useContext(KeyContext);
  const layer = useRef(bindings);
  useEffect(() => {
    layer.current = bindings;
  });
  useEffect(() => board.add(layer), [board]);
}
