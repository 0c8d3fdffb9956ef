// The first doors, walked through in a real browser against the shipped
// binary on a practice store. What moves is read from the pictures' strip.
import { statSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { artefacts, shoot, signedIn, startBrowser, startHouse, until, type Browsing, type House } from "./house";
import { readStrip, type Strip } from "./strip";

let house: House;
let chrome: Browsing;
let began = 0;

beforeAll(async () => {
  console.log(`screenshots: ${artefacts}`);
  house = await startHouse({ practice: true });
  began = Date.now();
  chrome = await startBrowser();
});

afterAll(async () => {
  await chrome?.stop();
  await house?.stop();
});

/** Waits until the strip of a picture can be read. */
async function strip(page: Page, selector: string, ms = 30_000): Promise<Strip> {
  let got: Strip | null = null;
  await until(
    async () => {
      const video = page.locator(`${selector} video`).last();
      got = (await video.count()) > 0 ? await readStrip(video) : null;
      return got !== null;
    },
    ms,
    () => `no readable strip in ${selector}`,
  );
  if (got === null) throw new Error("unreachable");
  return got;
}

/** The moment the deck shows, Unix milliseconds. */
async function moment(page: Page): Promise<{ at: number; live: boolean }> {
  const out = page.locator("output.when");
  return { at: Number(await out.getAttribute("data-at")), live: (await out.getAttribute("data-live")) === "true" };
}

const camera = async (page: Page, n: number): Promise<string> => (await page.locator(".leaf").nth(n).getAttribute("data-camera")) ?? "";

describe("the watch keeper's day", () => {
  it("sees four moving pictures that advance in time", async () => {
    const { page, context, problems } = await signedIn(chrome.browser, house, "keeper");
    await page.waitForURL(/\/wall/);
    await expect.poll(() => page.locator(".tile").count()).toBe(4);
    const tiles = [0, 1, 2, 3];
    const first = await Promise.all(tiles.map((i) => strip(page, `[data-tile="${i}"]`, 60_000)));
    expect(new Set(first.map((s) => s.camera)).size).toBe(4);
    for (const i of tiles) {
      await until(async () => (await strip(page, `[data-tile="${i}"]`)).at > (first[i]?.at ?? 0) + 900, 20_000, () => `tile ${i} stands still`);
      const now = await strip(page, `[data-tile="${i}"]`);
      expect(now.counter).toBeGreaterThan(first[i]?.counter ?? 0);
      expect(now.camera).toBe(first[i]?.camera);
      const way = await page.locator(`[data-tile="${i}"] .badge`).getAttribute("data-way");
      console.log(`tile ${i}: camera ${now.camera} by ${way}, ${Date.now() - now.at} ms behind the camera`);
      expect(await page.locator(`[data-tile="${i}"] .badge`).getAttribute("data-source")).toBe("sub");
    }
    expect(await page.getByText("演练", { exact: true }).count()).toBeGreaterThan(0);
    await shoot(page, "wall-zh-dark-1366");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("opens a tile and has a picture at once; maximising never goes black", async () => {
    const { page, context } = await signedIn(chrome.browser, house, "keeper");
    await page.goto(`${house.url}/wall?grid=4&tiles=`);
    await page.locator(".leaf").first().waitFor();
    const clicked = Date.now();
    await page.locator(".leaf").first().dblclick();
    await strip(page, '[data-tile="0"]');
    console.log(`picture ${Date.now() - clicked} ms after the double-click`);
    await page.locator('[data-tile="0"]').click({ position: { x: 200, y: 150 } });
    // From here on every look must find a picture in sight.
    await page.keyboard.press("Enter");
    const end = Date.now() + 20_000;
    let source = "";
    while (source !== "main" && Date.now() < end) {
      const visible = page.locator('[data-tile="0"] .layers');
      expect(await readStrip(visible), "a picture while the main stream comes").not.toBeNull();
      source = (await page.locator('[data-tile="0"] .badge').getAttribute("data-source")) ?? "";
    }
    expect(source).toBe("main");
    expect(new URL(page.url()).searchParams.get("max")).toBe("0");
    await page.keyboard.press("Escape");
    await expect.poll(() => new URL(page.url()).searchParams.has("max")).toBe(false);
    await context.close();
  });

  it("drags a camera to a tile, finds it again after a reload, and uses the keyboard", async () => {
    const { page, context } = await signedIn(chrome.browser, house, "keeper");
    await page.goto(`${house.url}/wall?grid=4&tiles=`);
    const id = await camera(page, 1);
    await page.locator(".leaf").nth(1).dragTo(page.locator('[data-tile="3"]'));
    await expect.poll(() => new URL(page.url()).searchParams.get("tiles")).toBe(`,,,${id}`);
    await page.goto(`${house.url}/wall`);
    await expect.poll(() => page.locator('[data-tile="3"] .tilename').count()).toBe(1);
    await page.keyboard.press("3");
    await expect.poll(() => page.locator(".tile").count()).toBe(9);
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("返回实时").or(page.getByRole("dialog").getByText("16 画面")).first().waitFor();
    await shoot(page, "keys-zh");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await page.waitForURL(/\/status/);
    await page.getByText("4 / 4 路").waitFor({ timeout: 30_000 });
    await shoot(page, "status-zh");
    await context.close();
  });

  it("drags the timeline back, sees the earlier clock, and returns to live", async () => {
    const { page, context, problems } = await signedIn(chrome.browser, house, "keeper");
    await page.locator(".leaf").first().waitFor();
    const id = await camera(page, 0);
    // There must be some past to go to.
    await until(() => Date.now() - began > 40_000, 60_000, () => "time stands still");
    await page.goto(`${house.url}/cameras/${id}`);
    await strip(page, `[data-camera="${id}"]`);
    const canvas = page.locator(".timeline canvas");
    await canvas.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowUp");
    const box = await canvas.boundingBox();
    if (!box) throw new Error("no timeline");
    // The view is about two minutes wide now: pull the past under the play cursor.
    await page.mouse.move(box.x + box.width * 0.5, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.68, box.y + 40, { steps: 8 });
    await page.mouse.up();
    await expect.poll(async () => (await moment(page)).live, { timeout: 5_000 }).toBe(false);
    await page.locator('.past[data-phase="playing"]').waitFor({ timeout: 20_000 });
    const shown = await strip(page, `[data-camera="${id}"]`);
    const said = await moment(page);
    console.log(`went back ${Math.round((Date.now() - said.at) / 1000)} s; picture and clock differ by ${Math.abs(shown.at - said.at)} ms`);
    expect(Date.now() - said.at).toBeGreaterThan(8_000);
    expect(Math.abs(shown.at - said.at)).toBeLessThan(1_500);
    await until(async () => (await strip(page, `[data-camera="${id}"]`)).at > shown.at + 900, 15_000, () => "playback stands still");
    await shoot(page, "camera-past-zh");
    // Frame by frame.
    await page.keyboard.press("Space");
    const still = await strip(page, `[data-camera="${id}"]`);
    await page.keyboard.press(".");
    await until(async () => (await strip(page, `[data-camera="${id}"]`)).counter > still.counter, 5_000, () => "no next frame");
    const next = await strip(page, `[data-camera="${id}"]`);
    expect(next.counter - still.counter).toBeLessThanOrEqual(2);
    await page.keyboard.press("l");
    await expect.poll(async () => (await moment(page)).live).toBe(true);
    await until(async () => Date.now() - (await strip(page, `[data-camera="${id}"]`)).at < 5_000, 20_000, () => "not live again");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("plays at speed, and several cameras on one clock", async () => {
    const { page, context } = await signedIn(chrome.browser, house, "keeper");
    await page.locator(".leaf").first().waitFor();
    const ids = await Promise.all([0, 1].map((n) => camera(page, n)));
    const at = new Date(Math.max(began + 12_000, Date.now() - 120_000)).toISOString();
    await page.goto(`${house.url}/playback?cameras=${ids.join(",")}&at=${at}`);
    for (const id of ids) await page.locator(`[data-camera="${id}"].screen .past[data-phase="playing"]`).waitFor({ timeout: 30_000 });
    const [a, b] = await Promise.all(ids.map((id) => strip(page, `.screen[data-camera="${id}"]`)));
    console.log(`two cameras on one clock differ by ${Math.abs((a?.at ?? 0) - (b?.at ?? 0))} ms`);
    expect(Math.abs((a?.at ?? 0) - (b?.at ?? 0))).toBeLessThan(1_000);
    const before = await moment(page);
    const realBefore = Date.now();
    await page.keyboard.press("]");
    await page.waitForTimeout(2_000);
    const pace = ((await moment(page)).at - before.at) / (Date.now() - realBefore);
    console.log(`pace at 2×: ${pace.toFixed(2)}`);
    expect(pace).toBeGreaterThan(1.3);
    await shoot(page, "playback-two-zh");
    await context.close();
  });

  it("sees a gap with its cause where nothing was recorded", async () => {
    const { page, context } = await signedIn(chrome.browser, house, "keeper");
    await page.locator(".leaf").first().waitFor();
    const id = await camera(page, 0);
    // The store begins where the platform first started: before that there is nothing.
    await page.goto(`${house.url}/cameras/${id}?at=${new Date(began - 600_000).toISOString()}`);
    await page.locator('.past[data-gap]:not([data-gap=""]), .past[data-code="footage.none"]').waitFor({ timeout: 30_000 });
    await page.getByText("录像缺失").or(page.getByText("此段时间没有录像")).first().waitFor();
    await shoot(page, "gap-zh");
    await context.close();
  });

  it("may not see accounts, and is told why", async () => {
    const { page, context } = await signedIn(chrome.browser, house, "keeper");
    const off = page.locator("nav .off", { hasText: "账号" });
    await off.waitFor();
    await off.hover();
    await page.getByRole("tooltip").getByText("第29条").waitFor();
    await page.goto(`${house.url}/accounts`);
    await page.getByText("没有权限").waitFor();
    await page.getByText("无锡市政府令第168号第29条").first().waitFor();
    await context.close();
  });

  it("reads the console in English, in light, and on a phone", async () => {
    const { page, context, problems } = await signedIn(chrome.browser, house, "keeper", { width: 390, height: 844, mobile: true });
    await page.waitForURL(/\/wall/);
    await strip(page, '[data-tile="0"]', 60_000);
    await shoot(page, "phone-wall-zh");
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.getByRole("button", { name: "切换语言" }).click();
    await page.getByRole("button", { name: "Camera list" }).waitFor();
    await page.getByRole("button", { name: "Switch theme" }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe("light");
    expect(await page.evaluate(() => /\p{Script=Han}/u.test(document.querySelector(".topbar")?.textContent?.replace("中文", "").replace("值守员", "") ?? ""))).toBe(false);
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("link", { name: "Status" }).waitFor();
    await shoot(page, "phone-menu-en-light");
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe("the administrator's day", () => {
  it("is refused a camera in a forbidden room, with the article", async () => {
    const { page, context } = await signedIn(chrome.browser, house, "admin");
    await page.goto(`${house.url}/cameras`);
    await page.getByRole("button", { name: "登记摄像机" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("名称").fill("禁装测试");
    const choose = async (label: string, text: string): Promise<void> => {
      await dialog.getByLabel(label, { exact: true }).click();
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    };
    await choose("部位用途", "卫生间内部");
    await dialog.getByText("无锡市政府令第168号第9条").waitFor();
    await choose("场所", "演练");
    await choose("视频系统", "演练");
    await dialog.getByRole("textbox", { name: "RTSP 地址" }).fill("rtsp://127.0.0.1:1/x");
    await dialog.getByRole("button", { name: "保存" }).click();
    await dialog.getByText("该部位禁止安装摄像机").waitFor();
    await shoot(page, "forbidden-room-zh");
    // Its lawful neighbour outside the door is no toilet.
    await dialog.getByRole("button", { name: "取消" }).click();
    await page.getByText("禁装测试").waitFor({ state: "hidden" });
    await context.close();
  });

  it("sees devices, the play doctor and accounts, but no footage", async () => {
    const { page, context, problems } = await signedIn(chrome.browser, house, "admin");
    await page.waitForURL(/\/devices/);
    await expect.poll(() => page.locator(".mark.ok", { hasText: "已注册" }).count(), { timeout: 30_000 }).toBe(3);
    await shoot(page, "devices-zh");
    await page.goto(`${house.url}/wall`);
    await page.locator(".leaf").first().waitFor();
    expect(await page.locator('.leaf[aria-disabled="false"]').count()).toBe(0);
    const id = await camera(page, 0);
    await page.goto(`${house.url}/doctor?camera=${id}`);
    await page.getByText("画面正常").first().waitFor();
    await page.getByText("发出点播").or(page.getByText("建立连接")).first().waitFor();
    await shoot(page, "doctor-zh");
    await page.goto(`${house.url}/cameras/${id}`);
    await page.getByText("不能查看").first().waitFor();
    await page.goto(`${house.url}/accounts`);
    await page.getByRole("cell", { name: "keeper" }).waitFor();
    await shoot(page, "accounts-zh");
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe("copies", () => {
  it("are refused to the watch keeper with the reason, on the button", async () => {
    const { page, context } = await signedIn(chrome.browser, house, "keeper");
    await page.locator(".leaf").first().waitFor();
    await page.goto(`${house.url}/cameras/${await camera(page, 0)}`);
    const button = page.getByRole("button", { name: "导出" });
    await expect.poll(() => button.isDisabled()).toBe(true);
    await button.hover({ force: true });
    await page.getByRole("tooltip").getByText("当前角色没有此项权限").waitFor();
    await context.close();
  });

  it("are handed out to the copy officer, as snapshot and as film", async () => {
    const { page, context } = await signedIn(chrome.browser, house, "copy");
    await page.locator(".leaf").first().waitFor();
    const id = await camera(page, 0);
    await until(() => Date.now() - began > 20_000, 30_000, () => "time stands still");
    await page.goto(`${house.url}/cameras/${id}`);
    await strip(page, `[data-camera="${id}"]`);
    const [still] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "抓图" }).click()]);
    expect(still.suggestedFilename()).toMatch(/\.jpg$/);
    await page.getByRole("button", { name: "导出" }).click();
    const dialog = page.getByRole("dialog");
    const to = await dialog.getByLabel("结束时间").inputValue();
    await dialog.getByLabel("开始时间").fill(new Date(Date.parse(`${to}Z`) - 8_000).toISOString().slice(0, 19));
    await dialog.getByLabel("接收").fill("演练接收人");
    await dialog.getByLabel("批准人").fill("演练批准人");
    await dialog.getByLabel("用途").fill("演练");
    await shoot(page, "export-zh");
    const [film] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "导出" }).click()]);
    expect(film.suggestedFilename()).toMatch(/\.mp4$/);
    expect(statSync(await film.path()).size).toBeGreaterThan(20_000);
    await context.close();
  });
});

describe("the others", () => {
  it("commissioning sees the test view only, time-boxed", async () => {
    const { page, context } = await signedIn(chrome.browser, house, "tech");
    await page.goto(`${house.url}/wall`);
    await page.locator(".leaf").first().waitFor();
    const id = await camera(page, 0);
    await page.goto(`${house.url}/cameras/${id}`);
    await strip(page, `[data-camera="${id}"]`);
    await page.getByText("调试画面").waitFor();
    expect(await page.getByRole("button", { name: "播放" }).isDisabled()).toBe(true);
    expect(await page.locator(".timeline").count()).toBe(0);
    await shoot(page, "commissioning-zh");
    await context.close();
  });

  it("the auditor reads what the keeper did and sees no footage", async () => {
    const { page, context, problems } = await signedIn(chrome.browser, house, "auditor");
    await page.waitForURL(/\/audit/);
    await page.getByRole("cell", { name: "实时查看" }).first().waitFor();
    await page.getByRole("cell", { name: "回放" }).first().waitFor();
    await page.goto(`${house.url}/audit?outcome=refused`);
    await page.locator(".mark.bad").first().waitFor();
    await shoot(page, "audit-zh");
    expect(await page.locator("nav .off", { hasText: "实时预览" }).count()).toBe(1);
    const refused = await page.evaluate(async () => (await fetch("/api/v1/tree")).status);
    expect([200, 403]).toContain(refused);
    if (refused === 200) expect(await page.evaluate(async () => ((await (await fetch("/api/v1/tree")).json()) as { cameras: unknown[] }).cameras.length)).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("a session that ended leads back to where it was", async () => {
    const { page, context } = await signedIn(chrome.browser, house, "keeper");
    await page.goto(`${house.url}/status`);
    await page.getByText("运行状态").first().waitFor();
    await context.clearCookies();
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.waitForURL(/\/login\?.*back=/);
    await page.getByText("登录已失效").waitFor();
    await context.close();
  });
});

describe("the first claim", () => {
  it("takes the token and makes the administrator", async () => {
    const real = await startHouse({ practice: false });
    try {
      const context = await chrome.browser.newContext({ viewport: { width: 1366, height: 768 }, ignoreHTTPSErrors: true, locale: "zh-CN" });
      const page = await context.newPage();
      await page.goto(`${real.url}/login`);
      await page.getByRole("link", { name: /认领/ }).click();
      await page.getByLabel("认领令牌").fill("not-the-token");
      await page.getByLabel("管理员账号").fill("chief");
      await page.getByLabel("姓名").fill("张主任");
      await page.getByLabel("新密码").fill("Lantern-on-the-canal-1");
      await page.getByLabel("再输一次").fill("Lantern-on-the-canal-1");
      await page.getByRole("button", { name: "认领" }).click();
      await page.getByText("认领令牌不正确").waitFor();
      await page.getByLabel("认领令牌").fill(real.accounts.get("claim")?.password ?? "");
      await page.getByRole("button", { name: "认领" }).click();
      await page.locator("main#main").or(page.getByRole("heading", { name: "登录" })).first().waitFor();
      expect(await page.getByText("演练", { exact: true }).count()).toBe(0);
      await shoot(page, "claimed-zh");
      await context.close();
    } finally {
      await real.stop();
    }
  });
});
