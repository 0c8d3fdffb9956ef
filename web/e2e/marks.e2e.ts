// The mark over the picture in a browser: it is there, it moves, and whoever
// takes it away, hides it, covers it or rewrites it has no picture any more,
// and is on record.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { artefacts, BINARY, furnished, shoot, signedIn, until, type Visit } from "./house";

const stage = furnished();

interface Event {
  act: string;
  outcome: string;
  article?: string;
  reason?: string;
  details?: Record<string, string>;
}

let auditor: Visit | undefined;

async function record(act: string): Promise<Event[]> {
  auditor ??= await signedIn(stage.browser, stage.house, "auditor");
  return auditor.page.evaluate(async (wanted) => {
    const answer = (await (await fetch(`/api/v1/audit?limit=100&act=${wanted}`)).json()) as { items: Event[] };
    return answer.items;
  }, act);
}

async function playing(page: Page): Promise<void> {
  await until(async () => page.locator(".layers video, .past video").first().evaluate((v) => (v as HTMLVideoElement).videoWidth > 0).catch(() => false), 60_000, () => "no picture");
}

/** The first camera's past, an hour back: older than duty watching reaches. */
async function past(page: Page): Promise<void> {
  await page.goto(`${stage.house.url}/playback`);
  const leaf = page.locator(".cameratree [data-camera]").first();
  await leaf.waitFor();
  const id = (await leaf.getAttribute("data-camera")) ?? "";
  await until(
    async () =>
      page.evaluate(async (of) => {
        const from = new Date(Date.now() - 3_600_000).toISOString();
        const line = (await (await fetch(`/api/v1/cameras/${of}/timeline?from=${from}&to=${new Date().toISOString()}&scale=hour`)).json()) as { runs?: { from: string }[]; durableTo?: string };
        const first = line.runs?.[0];
        return first !== undefined && Date.parse(line.durableTo ?? "") - Date.parse(first.from) > 8_000;
      }, id),
    60_000,
    () => "nothing recorded",
  );
  await page.goto(`${stage.house.url}/playback?cameras=${id}&at=${new Date(Date.now() - 5_000).toISOString()}`);
  await playing(page);
}

/** Counts from now on, in window.busy, the tasks that hold up frames. */
async function busy(page: Page): Promise<void> {
  await page.evaluate(() => {
    const told = window as Window & { busy?: string };
    let n = 0;
    let ms = 0;
    told.busy = "no task longer than 50 ms";
    new PerformanceObserver((list) => {
      for (const e of list.getEntries()) ms += e.duration;
      n += list.getEntries().length;
      told.busy = `${n} tasks longer than 50 ms, ${ms.toFixed(0)} ms in all`;
    }).observe({ entryTypes: ["longtask"] });
  });
}

const ways: [string, string, (page: Page) => Promise<unknown>][] = [
  ["taken out", "removed", (p) => p.locator(".watermark").evaluate((el) => el.remove())],
  ["hidden by a style of its own", "hidden", (p) => p.locator(".watermark").evaluate((el) => ((el as HTMLElement).style.opacity = "0"))],
  ["hidden by a style sheet", "hidden", (p) => p.addStyleTag({ content: ".watermarkfield { display: none !important; }" })],
  ["under the picture", "covered", (p) => p.addStyleTag({ content: ".screen { z-index: 99; }" })],
  ["rewritten", "altered", (p) => p.locator(".watermarkfield span").first().evaluate((el) => (el.textContent = "无名"))],
];

describe("the mark", () => {
  it("is one faint text over the whole wall, moves, and survives a resize", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "keeper");
    await page.goto(`${stage.house.url}/wall`);
    await playing(page);
    expect(await page.locator(".watermark").count()).toBe(1);
    expect(await page.locator(".tile .watermark").count()).toBe(0);
    const text = page.locator(".wall > .watermark span");
    expect(await text.count()).toBe(1);
    const words = (await text.textContent()) ?? "";
    for (const part of ["keeper", "127.0.0.1", "20"]) expect(words).toContain(part);
    const before = await text.getAttribute("style");
    await shoot(page, "mark-wall-1366");
    await busy(page);
    await until(async () => (await text.getAttribute("style")) !== before, 20_000, () => "the mark stays where it is");
    console.log(`the wall while its mark moves: ${await page.evaluate(() => (window as Window & { busy?: string }).busy)}`);
    await page.setViewportSize({ width: 3840, height: 2160 });
    await new Promise((r) => setTimeout(r, 2_500));
    expect(await page.locator(".stopped").count()).toBe(0);
    await shoot(page, "mark-wall-4k");
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.keyboard.press("?"); // a dialog over everything covers the picture as well
    await new Promise((r) => setTimeout(r, 2_500));
    expect(await page.locator(".stopped").count()).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("is in the stream as well: a captured file names the grant it was shown under", async () => {
    const { page, context } = await signedIn(stage.browser, stage.house, "keeper");
    const pieces: Buffer[] = [];
    let grant = "";
    page.on("websocket", (socket) => {
      const under = /grants\/([0-9a-f-]+)\/playback/.exec(socket.url())?.[1];
      if (under === undefined) return;
      grant = under;
      socket.on("framereceived", ({ payload }) => void (typeof payload === "string" || pieces.push(payload)));
    });
    await past(page);
    const name = join(artefacts, "captured.mp4");
    mkdirSync(artefacts, { recursive: true });
    writeFileSync(name, Buffer.concat(pieces));
    const said = execFileSync(BINARY, ["mark", "--data", stage.house.data, name], { env: { PATH: process.env["PATH"] ?? "" } }).toString();
    console.log(said);
    expect(grant).not.toBe("");
    expect(said).toContain(grant);
    await context.close();
  });

  it("stops the picture whatever is done to it, with a line on record, and asks anew when told to", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "keeper");
    await past(page);
    const shown = page.url();
    for (const [what, how, tamper] of ways) {
      await page.goto(shown);
      await playing(page);
      await page.locator(".screens > .watermark").waitFor();
      if (how === "removed") await shoot(page, "mark-past");
      const before = (await record("grant.tampered")).length;
      const at = Date.now();
      await tamper(page);
      await page.locator(".stopped").waitFor({ timeout: 5_000 });
      console.log(`${what}: stopped after ${Date.now() - at} ms`);
      expect(await page.locator("video").count(), what).toBe(0);
      expect(await page.locator(".stopped").getAttribute("data-tampered"), what).toBe(how);
      let events: Event[] = [];
      await until(async () => (events = await record("grant.tampered")).length > before, 10_000, () => "nothing on record");
      expect(events[0], what).toMatchObject({ outcome: "refused", article: "W168/29/1", reason: "grant.mark", details: { how } });
      if (how !== "removed") continue;
      await shoot(page, "mark-stopped");
      await page.locator(".stopped button").click();
      await playing(page);
      expect(await page.locator(".screens > .watermark").count()).toBe(1);
    }
    expect(problems).toEqual([]);
    await context.close();
  });
});
