// Articles 25 of the order and 21 of the decree, played through: a grandson
// looks for his grandfather on a bound workstation and sees the picture; he
// gets no copy; on another machine, and under a closed case, nothing opens.
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { words } from "../src/words";
import { furnished, settle, shoot, signedIn, until } from "./house";

const stage = furnished();

const zh = (key: keyof typeof words): string => words[key][0];
const SCAN = { name: "户口簿.png", mimeType: "image/png", buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64") };

const local = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19);

async function fill(page: Page, label: string, value: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).first().fill(value);
}

async function tick(page: Page, label: string): Promise<void> {
  await page.getByRole("checkbox", { name: label }).first().focus();
  await page.keyboard.press("Space");
}

/** The house becomes the sharing platform, with one workstation; its code. */
async function prepared(): Promise<string> {
  const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
  const status = await page.evaluate(async () => {
    const answer = await fetch("/api/v1/settings/platform.sharing", { method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ value: "true" }) });
    return answer.status;
  });
  expect(status).toBe(200);
  await page.goto(`${stage.house.url}/workstations`);
  await page.getByRole("button", { name: zh("cit.stationNew") }).first().click();
  await page.getByRole("dialog").getByLabel(zh("cit.stationName"), { exact: true }).fill("接待室1");
  await page.getByRole("dialog").getByLabel(zh("cit.stationWhere"), { exact: true }).fill("一楼接待室");
  await settle(page, zh("act.save"));
  const code = page.locator("[data-code]");
  await code.waitFor();
  await shoot(page, "citizen-workstations-zh");
  const text = (await code.innerText()).trim();
  expect(problems).toEqual([]);
  await context.close();
  return text;
}

/** Waits until the practice camera has recorded a while. */
async function recorded(page: Page): Promise<void> {
  await page.goto(`${stage.house.url}/missing/new`);
  const leaf = page.locator(".cameratree [data-camera]").first();
  await leaf.waitFor();
  const id = (await leaf.getAttribute("data-camera")) ?? "";
  await until(
    async () =>
      page.evaluate(async (of) => {
        const from = new Date(Date.now() - 70_000).toISOString();
        const answer = await fetch(`/api/v1/cameras/${of}/timeline?from=${from}&to=${new Date().toISOString()}&scale=hour`);
        const line = (await answer.json()) as { runs?: { from: string }[]; durableTo?: string };
        const first = line.runs?.[0];
        return first !== undefined && Date.parse(line.durableTo ?? "") - Date.parse(first.from) > 25_000;
      }, id),
    100_000,
    () => "the practice camera records nothing",
  );
}

describe("citizens who look", () => {
  it("shows a grandson the picture, accompanied and marked, and gives him no copy", async () => {
    const code = await prepared();
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "keeper");
    await recorded(page);
    const began = Date.now();
    await page.goto(`${stage.house.url}/missing/new`);
    await page.locator(".cameratree [data-camera]").first().focus();
    await page.keyboard.press("Enter");
    await page.getByText("已选 1 台").waitFor();
    await fill(page, zh("cit.name"), "赵大爷");
    await fill(page, zh("cit.lastSeen"), local(Date.now() - 60_000));
    await fill(page, zh("cit.where"), "崇安寺");
    await fill(page, zh("cit.from"), local(Date.now() - 60_000));
    await fill(page, zh("cit.to"), local(Date.now() - 5_000));
    await fill(page, zh("cit.viewer"), "赵小兰");
    await fill(page, zh("cit.number"), "320211198001011224");
    await page.locator('input[type="file"]').first().setInputFiles(SCAN);
    await page.getByText("户口簿.png").waitFor();
    await tick(page, zh("cit.shown"));
    await tick(page, zh("cit.served"));
    await shoot(page, "citizen-new-zh");
    await page.getByRole("button", { name: zh("cit.submitLook") }).focus();
    await page.keyboard.press("Enter");
    await page.getByText(zh("cit.unbound")).first().waitFor();
    expect(await page.getByRole("button", { name: zh("cit.open"), exact: true }).isDisabled()).toBe(true);
    await shoot(page, "citizen-unbound-zh");
    await fill(page, zh("cit.code"), code);
    await page.getByRole("button", { name: zh("cit.bind") }).click();
    await page.getByText("本机：接待室1").waitFor();
    await page.locator("button:enabled", { hasText: zh("cit.open") }).first().click();
    await tick(page, zh("cit.beside"));
    await page.locator("button:enabled", { hasText: zh("cit.open") }).first().click();
    const video = page.locator(".screen video").first();
    await until(async () => video.evaluate((v) => (v as HTMLVideoElement).videoWidth > 0).catch(() => false), 60_000, () => "no picture");
    console.log(`missing person: ${((Date.now() - began) / 1000).toFixed(1)} s from arrival to the first picture`);
    expect(await page.locator(".watermark").count()).toBeGreaterThan(0);
    await page.getByRole("button", { name: zh("cit.copyAsked") }).click();
    await page.getByText(zh("cit.copyNo")).waitFor();
    await shoot(page, "citizen-looking-zh");
    await page.getByRole("button", { name: zh("cit.viewEnd") }).click();
    await page.getByRole("heading", { name: zh("cit.matter") }).waitFor();
    await until(async () => (await page.locator("[data-seen] li").count()) > 0, 40_000, () => "what was shown is not told");
    await shoot(page, "citizen-case-zh");
    expect(problems.filter((p) => !p.includes("403"))).toEqual([]);

    // Another machine, the same member of staff: not there.
    const other = await signedIn(stage.browser, stage.house, "keeper");
    await other.page.goto(page.url());
    await other.page.getByText(zh("cit.unbound")).first().waitFor();
    expect(await other.page.getByRole("button", { name: zh("cit.open"), exact: true }).isDisabled()).toBe(true);
    await other.context.close();

    // Closed is closed.
    await page.getByRole("button", { name: zh("cit.close"), exact: true }).click();
    await settle(page, zh("cit.close"));
    await page.getByText(zh("cit.result.found")).first().waitFor();
    await page.goto(`${page.url()}/view`);
    await page.getByRole("checkbox", { name: zh("cit.beside") }).waitFor();
    await tick(page, zh("cit.beside"));
    expect(await page.getByRole("button", { name: zh("cit.open"), exact: true }).isDisabled()).toBe(true);
    await page.goto(`${stage.house.url}/missing`);
    await page.getByRole("row").filter({ hasText: "赵大爷" }).first().waitFor();
    await shoot(page, "citizen-register-zh");
    await context.close();
  });

  it("leaves all of it on record", async () => {
    const { page, context } = await signedIn(stage.browser, stage.house, "auditor");
    const acts = await page.evaluate(async () => {
      const answer = (await (await fetch("/api/v1/audit?limit=500")).json()) as { items: { act: string; outcome: string; article?: string }[] };
      return answer.items.map((e) => `${e.act} ${e.outcome} ${e.article ?? ""}`);
    });
    for (const want of [
      "citizen.receive granted W168/25", "citizen.admit granted W168/25", "citizen.open granted W168/25", "citizen.stream granted W168/25", "citizen.receipt granted W168/25",
      "citizen.copy refused W168/25", "citizen.close granted W168/25", "workstation.bind granted W168/29/1",
    ]) {
      expect(acts).toContain(want);
    }
    await context.close();
  });
});
