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

/** How far back duty watching reaches from now on: what is older is played under the full mark. */
async function replay(minutes: number): Promise<void> {
  const { page, context } = await signedIn(stage.browser, stage.house, "admin");
  const status = await page.evaluate(
    async (n) => (await fetch("/api/v1/settings/access.replay-minutes", { method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ value: `${n}` }) })).status,
    minutes,
  );
  expect(status).toBe(200);
  await context.close();
}

/** The first camera's past; with a purpose where the session has to state one. */
async function past(page: Page, purpose?: string): Promise<void> {
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
  if (purpose !== undefined) {
    const status = await page.evaluate(
      async ([of, why]) => {
        const span = { from: new Date(Date.now() - 60_000).toISOString(), to: new Date().toISOString() };
        const body = JSON.stringify({ act: "playback", cameraIds: [of], purpose: why, ...span });
        return (await fetch("/api/v1/grants", { method: "POST", headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() }, body })).status;
      },
      [id, purpose] as const,
    );
    expect(status).toBe(201);
  }
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

  it("stops at the platform when the page no longer watches over its mark itself", async () => {
    const { page, context } = await signedIn(stage.browser, stage.house, "keeper");
    await page.route("**/tampered", (r) => r.abort());
    await page.addInitScript(() => {
      // Whoever takes the mark out takes the page's own watch out with it.
      const every = window.setInterval.bind(window);
      window.setInterval = ((f: TimerHandler, ms?: number) => (ms === 1_000 || ms === 12_000 ? 0 : every(f, ms))) as typeof window.setInterval;
      window.MutationObserver = class {
        observe(): void {}
        disconnect(): void {}
        takeRecords(): MutationRecord[] {
          return [];
        }
      } as typeof MutationObserver;
    });
    await replay(0);
    await past(page, "核对报修情况");
    await page.waitForResponse((r) => r.url().endsWith("/beat") && r.ok(), { timeout: 30_000 });
    const before = (await record("grant.tampered")).length;
    await page.locator(".screens > .watermark").evaluate((el) => el.remove());
    const at = Date.now();
    await until(async () => (await record("grant.tampered")).length > before, 60_000, () => "nothing on record");
    console.log(`the platform stopped it after ${Date.now() - at} ms`);
    expect(await page.locator(".stopped").count()).toBe(0); // the page found nothing
    expect((await record("grant.tampered"))[0]).toMatchObject({ outcome: "refused", article: "W168/29/1", reason: "grant.mark", details: { how: "altered" } });
    await page.getByText("画面水印被移除或遮盖").first().waitFor();
    await shoot(page, "mark-beat-stopped");
    await context.close();
    await replay(30);
  });

  it("lists how pictures leave the platform, and which ways are exempt", async () => {
    auditor ??= await signedIn(stage.browser, stage.house, "auditor");
    await auditor.page.goto(`${stage.house.url}/oversight?tab=outputs`);
    await auditor.page.getByRole("row", { name: /历史图像回放.*满屏水印/ }).waitFor();
    await auditor.page.getByRole("heading", { name: "不加画面水印的输出" }).waitFor();
    await auditor.page.getByRole("row", { name: /复制（文件/ }).waitFor();
    await shoot(auditor.page, "mark-outputs-zh");
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
