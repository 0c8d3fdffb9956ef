import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { artefacts, shoot, signedIn, startBrowser, startHouse, until, type Browsing, type House } from "./house";
import { readStrip, type Strip } from "./strip";

let house: House;
let chrome: Browsing;

beforeAll(async () => {
  console.log(`screenshots: ${artefacts}`);
  house = await startHouse({ practice: true });
  chrome = await startBrowser();
});

afterAll(async () => {
  await chrome?.stop();
  await house?.stop();
});

/** Waits until the strip of the nth tile can be read. */
async function strip(page: Page, selector: string, ms = 20_000): Promise<Strip> {
  let got: Strip | null = null;
  await until(
    async () => {
      const video = page.locator(`${selector} video`).first();
      got = (await video.count()) > 0 ? await readStrip(video) : null;
      return got !== null;
    },
    ms,
    () => `no readable strip in ${selector}`,
  );
  if (got === null) throw new Error("unreachable");
  return got;
}

describe("the watch keeper's day", () => {
  it("sees four moving pictures that advance in time", async () => {
    const { page, context, problems } = await signedIn(chrome.browser, house, "keeper");
    await page.waitForURL(/\/wall/);
    await expect.poll(() => page.locator(".tile").count()).toBe(4);
    const first = await Promise.all([0, 1, 2, 3].map((i) => strip(page, `[data-tile="${i}"]`, 60_000)));
    expect(new Set(first.map((s) => s.camera)).size).toBe(4);
    await page.waitForTimeout(1500);
    const second = await Promise.all([0, 1, 2, 3].map((i) => strip(page, `[data-tile="${i}"]`)));
    second.forEach((s, i) => {
      expect(s.counter).toBeGreaterThan(first[i]?.counter ?? 0);
      expect(s.at).toBeGreaterThan(first[i]?.at ?? 0);
      console.log(`tile ${i}: camera ${s.camera}, ${Date.now() - s.at} ms behind the camera`);
    });
    await shoot(page, "wall-1366-dark-zh");
    expect(problems).toEqual([]);
    await context.close();
  });
});
