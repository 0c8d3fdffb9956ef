// Moving a camera, played through: taken from the wall, turned by button and
// key, brought back by a preset, taken away for a reason and given back; and
// where it belongs, registered by whoever keeps its archive.
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { call, delivering, zh } from "./counter";
import { furnished, shoot, signedIn, until } from "./house";

const stage = furnished();

/** What the first tile shows now, as some hundred grey values. */
async function seen(page: Page): Promise<number[]> {
  return page.locator(".tile video").first().evaluate((v) => {
    const canvas = document.createElement("canvas");
    canvas.width = 32;
    canvas.height = 18;
    const pen = canvas.getContext("2d");
    pen?.drawImage(v as HTMLVideoElement, 0, 0, 32, 18);
    const { data } = pen?.getImageData(0, 0, 32, 18) ?? { data: new Uint8ClampedArray() };
    return [...data].filter((_, i) => i % 4 === 1);
  });
}

/** What the device says of its first preset. */
async function preset(page: Page, id: string): Promise<string> {
  const { body } = await call(page, "GET", `/cameras/${id}/presets`);
  return (body.items as { name: string }[] | undefined)?.[0]?.name ?? "";
}

const apart = (a: number[], b: number[]): number => a.reduce((sum, v, i) => sum + Math.abs(v - (b[i] ?? 0)), 0) / a.length;

async function watching(page: Page, url: string, camera: string): Promise<void> {
  await page.goto(`${url}/wall?tiles=${camera}&grid=1`);
  const own = page.locator(".tile video").first();
  await until(async () => own.evaluate((v) => (v as HTMLVideoElement).videoWidth > 0).catch(() => false), 60_000, () => "no picture");
  await page.locator(".tile").first().hover();
  await page.locator('.tilebar [data-act="control"]').first().click();
}

let camera = "";

describe("control", () => {
  it("moves a camera, brings it back, and is taken away for a reason only", async () => {
    const first = await signedIn(stage.browser, stage.house, "keeper");
    const second = await signedIn(stage.browser, stage.house, "forward");
    const { page } = first;
    [camera = ""] = await delivering(page);
    await watching(page, stage.house.url, camera);
    const pad = page.locator(".controlpad");
    await page.locator('.controlpad[data-control="mine"]').waitFor();
    await pad.getByText(zh("ctl.homeNone")).waitFor();

    await pad.getByRole("button", { name: zh("ctl.set") }).click();
    await page.locator(".controlset").getByLabel(zh("ctl.name")).fill("北门全景");
    await page.locator(".controlset").getByRole("button", { name: zh("ctl.set") }).click();
    await until(async () => (await preset(page, camera)) === "北门全景", 20_000, () => "the device keeps no preset");
    const before = await seen(page);
    const right = await pad.getByRole("button", { name: zh("ctl.right"), exact: true }).boundingBox();
    if (!right) throw new Error("no button");
    await page.mouse.move(right.x + 5, right.y + 5);
    await page.mouse.down();
    await until(async () => apart(before, await seen(page)) > 6, 20_000, () => "the picture does not turn");
    await page.mouse.up();
    await shoot(page, "control-zh");
    await pad.getByLabel(zh("ctl.presets")).click();
    await page.getByRole("option", { name: "1 北门全景" }).or(page.locator(".ant-select-item-option", { hasText: "北门全景" })).last().click();
    await until(async () => apart(before, await seen(page)) < 4, 20_000, () => "the preset does not bring it back");
    await page.locator(".controlpad header").click();
    await page.keyboard.down("ArrowLeft");
    await until(async () => apart(before, await seen(page)) > 6, 20_000, () => "the key does not turn it");
    await page.keyboard.up("ArrowLeft");

    await watching(second.page, stage.house.url, camera);
    const other = second.page.locator(".controlpad");
    await other.getByRole("alert").getByText("正在控制").waitFor();
    expect(await other.getByRole("button", { name: zh("ctl.urgent") }).isDisabled()).toBe(true);
    await shoot(second.page, "control-held-zh");
    await other.getByLabel(zh("ctl.reason")).fill("北门有人倒地");
    await other.getByRole("button", { name: zh("ctl.urgent") }).click();
    await second.page.locator('.controlpad[data-control="mine"]').waitFor();
    await page.locator('.controlpad[data-control="aside"]').waitFor();
    expect(await pad.getByRole("button", { name: zh("ctl.right"), exact: true }).isDisabled()).toBe(true);
    await other.getByRole("button", { name: zh("ctl.close") }).click();
    await page.locator('.controlpad[data-control="mine"]').waitFor();
    await pad.getByRole("button", { name: zh("ctl.close") }).click();
    await until(async () => (await call(page, "GET", `/cameras/${camera}/control`)).body.held === false, 10_000, () => "the control was not given up");
    expect(first.problems).toEqual([]);
    await second.context.close();
    await first.context.close();
  });

  it("registers where a camera belongs, and every step is on record", async () => {
    const admin = await signedIn(stage.browser, stage.house, "admin");
    await admin.page.goto(`${stage.house.url}/cameras/${camera}/archive`);
    await admin.page.getByRole("tab", { name: zh("ctl.homeTitle") }).click();
    await admin.page.getByText(zh("ctl.homeNone")).waitFor();
    await admin.page.getByRole("button", { name: zh("ctl.homeEdit") }).click();
    await admin.page.getByRole("dialog").getByLabel(zh("ctl.homeWhy")).fill("大门全景");
    await admin.page.getByRole("dialog").locator(".ant-modal-footer .ant-btn-primary").click();
    await admin.page.getByText("大门全景").waitFor();
    await shoot(admin.page, "control-home-zh");
    const auditor = await signedIn(stage.browser, stage.house, "auditor");
    const { body } = await call(auditor.page, "GET", `/audit?limit=200&cameraId=${camera}`);
    const acts = new Set((body.items as { act: string }[]).map((e) => e.act));
    for (const act of ["camera.control", "camera.control-aside", "camera.control-back", "camera.control-end", "camera.home-set"]) expect(acts).toContain(act);
    await auditor.context.close();
    await admin.context.close();
  });
});
