import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { themes } from "./theme";

/** WCAG AA for text of ordinary size. */
const LEAST = 4.5;

const css = readFileSync(new URL("../styles.css", import.meta.url), "utf8");

function variables(selector: string): Map<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}", 1)[0] ?? "";
  return new Map([...block.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1] ?? "", m[2] ?? ""]));
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const v = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((m, n) => n - m);
  return ((x ?? 0) + 0.05) / ((y ?? 0) + 0.05);
}

describe.each([
  ["dark", ":root"],
  ["light", ':root[data-theme="light"]'],
] as const)("%s theme", (name, selector) => {
  const v = variables(selector);
  const get = (key: string): string => v.get(key) ?? expect.fail(`--${key} is not set`);
  it.each(["text", "faint", "ok", "warn", "bad", "live"])("--%s can be read on both grounds", (key) => {
    expect(contrast(get(key), get("raised"))).toBeGreaterThanOrEqual(LEAST);
    expect(contrast(get(key), get("sunken"))).toBeGreaterThanOrEqual(LEAST);
  });
  it("the practice banner can be read", () => {
    expect(contrast(get("practice-text"), get("practice-bg"))).toBeGreaterThanOrEqual(LEAST);
  });
  it.each(["colorTextBase", "colorTextPlaceholder", "colorTextDescription", "colorLink", "colorError"] as const)("%s can be read", (key) => {
    const colour: unknown = themes[name].token?.[key];
    expect(typeof colour).toBe("string");
    expect(contrast(String(colour), get("raised"))).toBeGreaterThanOrEqual(LEAST);
  });
});
