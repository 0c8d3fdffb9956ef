// Every page of the console, opened as every practice account, in Chinese and
// in English: no page breaks, stays empty, or shows a key or a code instead of
// words; and what stands in the navigation is what the server lets be opened.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { codeWords, words } from "../src/words";
import { furnished, signedIn, until } from "./house";

const stage = furnished();

const ACCOUNTS = ["admin", "keeper", "copy", "forward", "tech", "police", "traffic", "mall", "auditor"] as const;

/** The addresses in routes.tsx behind sign-in, as they are written there. */
function routes(): string[] {
  const source = readFileSync(new URL("../src/routes.tsx", import.meta.url), "utf8");
  const found = [...source.matchAll(/\{ path: "([^"]+)"/g)].map((m) => m[1] ?? "");
  return found.filter((p) => !p.startsWith("/") && p !== "*");
}

/** What stands for each part of an address that varies, from what there is. */
async function samples(page: Page): Promise<(route: string) => string[]> {
  const first = async (list: string): Promise<string> => {
    const id = await page.evaluate(async (path) => ((await (await fetch(`/api/v1/${path}?limit=1`)).json()) as { items: { id: string }[] }).items[0]?.id, list);
    if (id === undefined) throw new Error(`nothing in ${list}`);
    return id;
  };
  const [camera, place, system, organisation, device] = await Promise.all(["cameras", "places", "systems", "organisations", "devices"].map(first));
  const none = "019ac000-0000-7000-8000-000000000000"; // nothing has this id: the page has to say so
  const known: Readonly<Record<string, readonly string[]>> = {
    "cameras/:id": [`cameras/${camera}`],
    "cameras/:id/archive": [`cameras/${camera}/archive`],
    "places/:id": [`places/${place}`],
    "organisations/:id": [`organisations/${organisation}`],
    "systems/:id": [`systems/${system}`, `systems/${none}`],
    "systems/:id/life": [`systems/${system}/life`],
    "systems/:id/binder": [`systems/${system}/binder`],
    "works/:kind": ["acceptances", "filings", "removals", "changes", "outages", "todos"].map((k) => `works/${k}`),
    "plans/:id": [`plans/${none}`],
    "official/:id": [`official/${none}`],
    "forwards/:id": [`forwards/${none}`],
    "citizens/:id": [`citizens/${none}`],
    "citizens/:id/view": [`citizens/${none}/view`],
    "exports/:id": [`exports/${none}`],
    "holds/:id": [`holds/${none}`],
    "retention/:id": [`retention/${camera}`, `retention/${none}`],
    "official/:id/view": [`official/${none}/view`],
    "duties/:kind/:id": [`duties/system/${system}`, `duties/place/${place}`, `duties/organisation/${organisation}`],
    "indicators/:key": ["indicators/K1"],
    "document-templates/:name": ["document-templates/letter.html", "document-templates/sign.html"],
    "check/:code": ["check/0000-0000-0000"],
    "law/*": ["law/W168/17"],
    "devices/:id": [`devices/${device}`],
  };
  return (route) => {
    if (!/[:*]/.test(route)) return [route];
    const at = known[route];
    if (at === undefined) throw new Error(`no sample for ${route}: name one here`);
    return [...at];
  };
}

/** Goes to an address without loading the console anew. */
async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    window.history.pushState({}, "", to);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }, `/${path}`);
}

/** Has the console speak Chinese (0) or English (1). */
async function speak(page: Page, language: 0 | 1): Promise<void> {
  await page.evaluate((names) => {
    const wanted = names.language === 0 ? "zh-CN" : "en";
    if (document.documentElement.lang !== wanted) names.switch.map((n) => document.querySelector(`button[aria-label="${n}"]`)).forEach((b) => b instanceof HTMLElement && b.click());
  }, { language, switch: words["lang.switch"] });
}

const HEADS = new Set(Object.keys({ ...words, ...codeWords }).map((k) => k.split(".")[0] ?? ""));
const KEY = /(?<![\w./@:-])([a-z][a-zA-Z0-9]*)\.[a-z][a-zA-Z0-9.-]+(?![\w/@-])/g;

/** Keys of words that stand on the page instead of the words. */
function untranslated(text: string): string[] {
  return [...text.matchAll(KEY)].filter((m) => HEADS.has(m[1] ?? "")).map((m) => m[0]);
}

/** Pieces of text that are one bare code, such as "not-used", where words belong. */
function bare(pieces: readonly string[]): string[] {
  const names: readonly string[] = ACCOUNTS;
  return pieces.filter((p) => /^[a-z]{2,}([-.][a-z0-9]+)*$/.test(p) && !names.includes(p));
}

interface Seen {
  text: string;
  pieces: string[];
  busy: boolean;
}

function look(page: Page): Promise<Seen> {
  return page.locator("main#main").evaluate((main) => {
    const pieces: string[] = [];
    const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode;
      // Values people typed and machines told stand in these; words never do.
      if (node.parentElement?.closest("code, pre, input, textarea, .num, script, style, [lang], canvas, .trace")) continue;
      const piece = node.textContent?.trim() ?? "";
      if (piece !== "") pieces.push(piece);
    }
    return { text: main instanceof HTMLElement ? main.innerText : "", pieces, busy: main.querySelector(".state, .ant-spin-spinning") !== null };
  });
}

/** What is wrong with the page that stands there, empty when nothing is. */
async function faults(page: Page, crash: string): Promise<string[]> {
  let seen: Seen = { text: "", pieces: [], busy: true };
  await until(
    async () => {
      seen = await look(page);
      return !seen.busy && seen.text.trim() !== "";
    },
    15_000,
    () => `still loading, or empty: ${seen.text.slice(0, 200)}`,
  ).catch((error: unknown) => {
    seen.text += `\n${String(error)}`;
  });
  return [
    ...(seen.text.includes("still loading") ? [seen.text.split("\n").at(-1) ?? ""] : []),
    ...(seen.text.includes(crash) ? [`error boundary: ${seen.text.slice(0, 200)}`] : []),
    ...(/\bundefined\b|\bNaN\b|\[object /.test(seen.text) ? [`a value that is none: ${/.{0,40}(undefined|NaN|\[object ).{0,20}/.exec(seen.text)?.[0] ?? ""}`] : []),
    ...untranslated(seen.pieces.join("\n")).map((k) => `untranslated ${k}`),
    ...bare(seen.pieces).map((k) => `bare code ${k}`),
  ];
}

describe("every page", () => {
  let addresses: string[] = [];

  beforeAll(async () => {
    const { page, context } = await signedIn(stage.browser, stage.house, "admin"); // who may list all
    addresses = routes().flatMap(await samples(page));
    await context.close();
  });

  // Those whose pages are like another's see half of them in each language: between them every page in both.
  const alike: readonly string[] = ["keeper", "copy", "forward", "tech", "traffic"];
  const languages = (login: string, i: number): readonly (0 | 1)[] => {
    if (!alike.includes(login)) return [0, 1];
    return (i < addresses.length / 2) === (alike.indexOf(login) % 2 === 0) ? [0] : [1];
  };

  it.each(ACCOUNTS)("opens for %s, in both languages", async (login) => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, login);
    const wrong: string[] = [];
    for (const [i, path] of addresses.entries()) {
      problems.length = 0;
      await go(page, path);
      for (const language of languages(login, i)) {
        await speak(page, language);
        const found = await faults(page, words["state.crash"][language]);
        wrong.push(...found.map((f) => `/${path} ${language === 0 ? "zh" : "en"}: ${f}`));
      }
      wrong.push(...problems.filter((p) => !/WebGL|GPU|GL Driver/i.test(p)).map((p) => `/${path}: ${p}`));
    }
    expect(wrong).toEqual([]);
    await context.close();
  });
});

describe("the navigation", () => {
  // One page each role lives by, and one that is not its own.
  it.each([
    ["admin", "nav.accounts", "nav.audit"],
    ["keeper", "nav.wall", "nav.accounts"],
    ["police", "nav.works.inbox", "nav.works.existing"],
    ["traffic", "nav.todo", "nav.works.inbox"],
    ["mall", "nav.works.existing", "nav.works.inbox"],
    ["auditor", "nav.audit", "nav.devices"],
  ] as const)("shows %s what it may open, and says why not for the rest", async (login, open, shut) => {
    const { page, context } = await signedIn(stage.browser, stage.house, login);
    const side = page.getByRole("navigation", { name: words["nav.menu"][0] });
    await side.getByRole("link").filter({ hasText: words[open][0] }).first().waitFor();
    const closed = side.locator(".off", { hasText: words[shut][0] }).first();
    await closed.hover();
    await page.getByRole("tooltip").filter({ hasText: "当前角色没有此项权限" }).first().waitFor();
    for (const link of await side.getByRole("link").all()) {
      const to = (await link.getAttribute("href")) ?? "";
      await go(page, to.slice(1));
      await page.locator("main h1, main .wall, main .screens").first().waitFor();
      await until(async () => !(await look(page)).busy, 15_000, () => `${to} still loads`);
      expect(await page.locator("main").getByText(words["state.forbidden"][0]).count(), `${login} is shown ${to} and refused there`).toBe(0);
    }
    await context.close();
  });
});
