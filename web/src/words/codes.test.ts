import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { codeWords, words } from ".";

const root = fileURLToPath(new URL("../../../", import.meta.url));
/** Rooms whose errors people read on the console. */
const rooms = ["civic/access/", "civic/evidence/", "civic/identity/", "civic/law/", "civic/registry/", "civic/archive/", "civic/papers/", "store/blob/", "press/", "civic/works/plan/", "civic/works/binder/", "civic/works/upkeep/", "api/"];
/** Codes that never reach a screen: faults of our own making, and those other clients see. */
const inner = /^(audit|rows|cursor)\.|^blob\.(name|taken)$/;

function codesOf(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((e) => {
    if (e.isDirectory()) return codesOf(`${dir}${e.name}/`);
    if (!e.name.endsWith(".go") || e.name.endsWith("_test.go")) return [];
    const text = readFileSync(dir + e.name, "utf8");
    return [...text.matchAll(/\b(?:Invalid|NotFound|Forbidden|Conflict|Expired|Unavailable|Exhausted)\("([a-z0-9.-]+)"/g)].map((m) => m[1] ?? "");
  });
}

it("every code has one sentence, in one table", () => {
  const dir = `${root}web/src/words/`;
  const tables = readdirSync(dir).filter((name) => /codes\w*\.ts$/.test(name) && !name.includes(".test."));
  const all = tables.flatMap((name) => [...readFileSync(dir + name, "utf8").matchAll(/^  "?([a-z0-9.-]+)"?: \[/gm)].map((m) => m[1] ?? ""));
  expect(tables.length).toBeGreaterThan(5);
  expect(all.filter((code, n) => all.indexOf(code) !== n)).toEqual([]);
});

it("every code of the rooms behind the console has its sentence", () => {
  const missing = rooms
    .filter((r) => existsSync(root + r))
    .flatMap((r) => codesOf(root + r))
    .filter((code) => !inner.test(code) && !Object.hasOwn(codeWords, code));
  expect([...new Set(missing)].sort()).toEqual([]);
});

it("every act on record has its word", () => {
  const dir = `${root}civic/audit/`;
  const acts = readdirSync(dir)
    .filter((name) => name.endsWith(".go") && !name.endsWith("_test.go"))
    .flatMap((name) => [...readFileSync(dir + name, "utf8").matchAll(/^\s+\w+\s+Act = "([a-z.-]+)"/gm)].map((m) => `act.${m[1] ?? ""}`));
  expect(acts.length).toBeGreaterThan(150);
  expect(acts.filter((key) => !Object.hasOwn(words, key)).sort()).toEqual([]);
});
