// The verifier's page, opened from a file with no network, against the program: the same verdict of the same bundle.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shoot, startBrowser, type Browsing } from "./house";

const root = new URL("../..", import.meta.url).pathname;
const PAGE = process.env.SHIHENG_VERIFY_PAGE ?? join(root, "dist/verify/index.html");
const PROGRAM = process.env.SHIHENG_VERIFY_BIN ?? join(root, "bin/shiheng-verify");

interface Said {
  verdict: string;
  found: Record<string, number>;
}

describe("the verifier's page", () => {
  let chrome: Browsing;
  let page: Page;
  let dir: string;
  const asked: string[] = [];
  const problems: string[] = [];

  beforeAll(async () => {
    for (const f of [PAGE, PROGRAM]) if (!existsSync(f)) throw new Error(`${f} is not there: run make verify-page`);
    dir = mkdtempSync(join(tmpdir(), "shiheng-verify-"));
    execFileSync("go", ["test", "-count=1", "-run", "^TestFixtures$", "./verify"], { cwd: root, env: { ...process.env, SHIHENG_FIXTURES: dir } });
    chrome = await startBrowser();
    const context = await chrome.browser.newContext({ offline: true, locale: "zh-CN" });
    page = await context.newPage();
    page.on("request", (r) => asked.push(r.url()));
    page.on("pageerror", (e) => problems.push(String(e)));
    page.on("console", (m) => {
      if (m.type() === "error") problems.push(m.text());
    });
    await page.goto(pathToFileURL(PAGE).href);
  });
  afterAll(async () => {
    await chrome?.stop();
    if (dir) rmSync(dir, { recursive: true, force: true });
  });

  const check = async (bundle: string, keys?: string): Promise<string | null> => {
    await page.getByLabel("自己持有的密钥文件").setInputFiles(keys === undefined ? [] : join(dir, keys));
    await page.getByLabel("证据包（").setInputFiles(join(dir, bundle));
    await page.getByRole("button", { name: "核验" }).click();
    const first = page.locator("#result > .verdict");
    await first.waitFor({ timeout: 60_000 });
    return first.getAttribute("data-verdict");
  };

  test.each([
    ["complete.evb.zip", "keys.txt", "complete"],
    ["complete.evb.zip", undefined, "complete"],
    ["complete.evb.zip", "other-keys.txt", "unproven"],
    ["gaps.evb.zip", "keys.txt", "gaps"],
    ["flipped.evb.zip", "keys.txt", "altered"],
    ["careful.evb.zip", undefined, "altered"],
    ["tail.evb.zip", undefined, "unproven"],
    ["practice.evb.zip", undefined, "altered"],
    ["twice.evb.zip", undefined, "altered"],
    ["none.evb.zip", undefined, "unreadable"],
  ])("%s with %s: %s, as the program says", async (bundle, keys, want) => {
    const args = [join(dir, bundle), "--json", ...(keys === undefined ? [] : ["--policy", join(dir, keys)])];
    const program = spawnSync(PROGRAM, args, { encoding: "utf8" });
    expect(await check(bundle, keys)).toBe(want);
    expect(program.status).toBe({ complete: 0, gaps: 0, altered: 1, unproven: 2, unreadable: 3 }[want]);
    if (want === "unreadable") return;
    const said = JSON.parse(program.stdout) as Said;
    expect(said.verdict).toBe(want);
    const codes = await page.locator("#result .finding h3 code").allTextContents();
    expect(new Set(codes)).toEqual(new Set(Object.keys(said.found)));
    expect(await page.locator(".practice").count()).toBe(bundle.startsWith("practice") ? 1 : 0);
    await shoot(page, `verify-${bundle.replace(/\..*/, "")}-${keys ?? "inside"}`);
  });

  test("it asked nobody for anything", () => {
    expect(asked.filter((u) => !/^(file|blob|data):/.test(u))).toEqual([]);
    expect(problems).toEqual([]);
  });
});
