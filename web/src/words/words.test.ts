import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { codeWords, words } from ".";
import { archive } from "./archive";
import { agenda } from "./agenda";
import { acts } from "./acts";
import { common } from "./common";
import { connect } from "./connect";
import { desk } from "./desk";
import { evidence } from "./evidence";
import { bundles } from "./exports";
import { second } from "./second";
import { retention } from "./retention";
import { equipment } from "./equipment";
import { findings } from "./findings";
import { control } from "./control";
import { forward } from "./forward";
import { keys } from "./keys";
import { law } from "./law";
import { manage } from "./manage";
import { citizen } from "./citizen";
import { official } from "./official";
import { oversight } from "./oversight";
import { papers } from "./papers";
import { record } from "./record";
import { rights } from "./rights";
import { register } from "./register";
import { sign } from "./sign";
import { space } from "./space";
import { units } from "./units";
import { watch } from "./watch";
import { works } from "./works";
import { plans } from "./plans";

const src = fileURLToPath(new URL("..", import.meta.url));
const pairs: [string, readonly [string, string]][] = [...Object.entries(words), ...Object.entries(codeWords)];
const han = /\p{Script=Han}/u;
/** Pairs that are rightly the same in both languages: names, units, the names of the languages themselves. */
const shared = new Set(["lang.zh", "lang.en"]);

function holes(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1] ?? "").sort();
}

function files(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? files(`${dir}${e.name}/`) : /\.tsx?$/.test(e.name) ? [dir + e.name] : [],
  );
}

/** A source text without comments, kept line by line. */
function bare(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, (c) => c.replace(/[^\n]/g, " ")).replace(/(^|[^:])\/\/.*$/gm, "$1");
}

describe("words", () => {
  it.each(pairs)("%s is there in both languages", (key, [zh, en]) => {
    expect(zh.trim()).not.toBe("");
    expect(en.trim()).not.toBe("");
    if (!shared.has(key)) {
      expect(en, "English must not carry Chinese").not.toMatch(han);
      if (/[a-z]{3}/.test(en.replace(/\{\{\w+\}\}/g, "")) && zh === en) expect.fail(`${key} is not translated: ${en}`);
    }
    expect(holes(zh), "both languages fill the same places").toEqual(holes(en));
  });

  it("have each key once", () => {
    const tables = [
      agenda,
      rights,
      record,
      common,
      acts,
      archive,
      sign,
      keys,
      watch,
      register,
      equipment,
      manage,
      oversight,
      papers,
      space,
      connect,
      works,
      law,
      plans,
      units,
      findings,
      official,
      forward,
      control,
      citizen,
      desk,
      evidence,
      bundles,
      second,
      retention,
    ];
    expect(Object.keys(words).length).toBe(tables.reduce((n, table) => n + Object.keys(table).length, 0));
  });

  it("are nowhere else: no text for people stands in code", () => {
    const found: string[] = [];
    for (const file of files(src)) {
      if (file.includes("/words/") || file.endsWith(".test.ts") || file.endsWith("api/types.ts")) continue;
      bare(readFileSync(file, "utf8"))
        .split("\n")
        .forEach((line, i) => {
          if (han.test(line)) found.push(`${file.slice(src.length)}:${i + 1}: ${line.trim()}`);
          // Words between tags or in the attributes that people read.
          if (file.endsWith(".tsx") && (/>\s*[A-Z][a-z]+[^<>{}=();]*<\//.test(line) || /\s(title|label|placeholder|aria-label|alt|description|okText)="[^"]*[A-Za-z]{2}/.test(line))) {
            found.push(`${file.slice(src.length)}:${i + 1}: ${line.trim()}`);
          }
        });
    }
    expect(found).toEqual([]);
  });

  it("are all used", () => {
    const all = files(src)
      .filter((f) => !f.includes("/words/"))
      .map((f) => readFileSync(f, "utf8"))
      .join("\n");
    const prefixes = [...all.matchAll(/[`"]([a-zA-Z0-9.]+\.)(?:\$\{|")/g)].map((m) => m[1] ?? "");
    const said = new Set([...all.matchAll(/"([^"\n]*)"/g)].map((m) => m[1] ?? ""));
    const unused = Object.keys(words).filter((key) => !said.has(key) && !prefixes.some((p) => p !== "" && key.startsWith(p)));
    expect(unused).toEqual([]);
  });
});
