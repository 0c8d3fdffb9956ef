// Articles 23 and 24 at the counter, played through: two officers with a letter
// get their picture, by keyboard and in few steps; one officer without is
// refused by the missing item; and the record says all of it.
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { words } from "../src/words";
import { furnished, settle, shoot, signedIn, until } from "./house";

const stage = furnished();

const zh = (key: keyof typeof words): string => words[key][0];
const SCAN = { name: "介绍信.png", mimeType: "image/png", buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64") };

/** What a clerk has to do: fields typed into and keys or clicks besides. */
interface Effort {
  fields: number;
  steps: number;
}

const local = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19);

/** The camera of the practice district that records. */
async function camera(page: Page): Promise<Locator> {
  const leaf = page.locator(".cameratree [data-camera]").first();
  await leaf.waitFor();
  return leaf;
}

async function fill(page: Page, effort: Effort, label: string, value: string, nth = 0): Promise<void> {
  await page.getByLabel(label, { exact: true }).nth(nth).fill(value);
  effort.fields++;
}

async function tick(page: Page, effort: Effort, label: string, nth = 0): Promise<void> {
  await page.getByRole("checkbox", { name: label }).nth(nth).focus();
  await page.keyboard.press("Space");
  effort.steps++;
}

/** Fills in what is asked, by keyboard. */
async function asks(page: Page, effort: Effort): Promise<void> {
  await page.goto(`${stage.house.url}/counter`);
  await (await camera(page)).focus();
  await page.keyboard.press("Enter");
  effort.steps++;
  await page.getByText("已选 1 台").waitFor();
  await fill(page, effort, zh("off.organ"), "无锡市公安局梁溪分局");
  await fill(page, effort, zh("off.case"), "锡公（刑）立字〔2026〕1号");
  await fill(page, effort, zh("off.purpose"), "查找嫌疑车辆");
  await fill(page, effort, zh("off.from"), local(Date.now() - 60_000));
  await fill(page, effort, zh("off.to"), local(Date.now() - 5_000));
}

async function officer(page: Page, effort: Effort, n: number, name: string, card: string): Promise<void> {
  await fill(page, effort, zh("off.name"), name, n);
  await fill(page, effort, zh("off.card"), card, n);
  await tick(page, effort, zh("off.shown"), n);
}

/** Waits until the practice camera has recorded a minute. */
async function recorded(page: Page): Promise<void> {
  await page.goto(`${stage.house.url}/counter`);
  const id = (await (await camera(page)).getAttribute("data-camera")) ?? "";
  await until(
    async () => {
      const from = new Date(Date.now() - 70_000).toISOString();
      const to = new Date().toISOString();
      return page.evaluate(
        async ([of, a, b]) => {
          const answer = await fetch(`/api/v1/cameras/${of}/timeline?from=${a}&to=${b}&scale=hour`);
          const line = (await answer.json()) as { runs?: { from: string; to?: string }[]; durableTo?: string };
          const first = line.runs?.[0];
          return first !== undefined && Date.parse(line.durableTo ?? "") - Date.parse(first.from) > 25_000;
        },
        [id, from, to] as const,
      );
    },
    100_000,
    () => "the practice camera records nothing",
  );
}

/** The acts on record about official access, newest first. */
async function record(): Promise<{ act: string; outcome: string; article?: string; reason?: string }[]> {
  const { page, context } = await signedIn(stage.browser, stage.house, "auditor");
  const got = await page.evaluate(async () => {
    const answer = (await (await fetch("/api/v1/audit?limit=500")).json()) as { items: { act: string; outcome: string; article?: string; reason?: string }[] };
    return answer.items;
  });
  await context.close();
  return got.filter((e) => e.act.startsWith("official.") || e.act === "hold.place" || (e.act === "footage.playback" && e.article === "W168/24"));
}

describe("official access", () => {
  it("shows the picture to two officers with everything in order", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "keeper");
    await recorded(page);
    const effort: Effort = { fields: 0, steps: 0 };
    const began = Date.now();
    await asks(page, effort);
    await officer(page, effort, 0, "王建国", "032001");
    await officer(page, effort, 1, "李敏", "032002");
    await fill(page, effort, zh("off.letterNumber"), "介2026-7");
    await page.locator('input[type="file"]').first().setInputFiles(SCAN);
    effort.steps++;
    await page.getByText("介绍信.png").waitFor();
    await tick(page, effort, zh("off.registered"));
    await tick(page, effort, zh("off.served"));
    await shoot(page, "official-counter-zh");
    await page.getByRole("button", { name: zh("off.submit") }).focus();
    await page.keyboard.press("Enter");
    effort.steps++;
    await page.getByText(zh("off.allMet")).first().waitFor();
    await shoot(page, "official-checked-zh");
    await page.locator("button:enabled", { hasText: zh("off.grant") }).first().click();
    await settle(page, zh("off.grant"));
    effort.steps += 2;
    await page.locator("button:enabled", { hasText: zh("off.open") }).first().click();
    effort.steps++;
    const video = page.locator(".screen video").first();
    await until(async () => video.evaluate((v) => (v as HTMLVideoElement).videoWidth > 0).catch(() => false), 60_000, () => "no picture");
    console.log(`official access: ${effort.fields} fields, ${effort.steps} clicks and keys, ${((Date.now() - began) / 1000).toFixed(1)} s to the first picture`);
    expect(effort.fields + effort.steps).toBeLessThan(25);
    expect(await page.getByRole("button", { name: zh("deck.toLive") }).isDisabled()).toBe(true);
    await shoot(page, "official-viewing-zh");
    await page.getByRole("button", { name: zh("off.viewEnd") }).click();
    await page.getByRole("heading", { name: zh("off.permit") }).waitFor();
    await until(async () => (await record()).some((e) => e.act === "official.receipt"), 30_000, () => "no receipt on record");
    await page.reload();
    await page.getByRole("heading", { name: zh("off.permit") }).waitFor();
    await shoot(page, "official-permit-zh");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("picks cameras on the map and the span on the timeline, and turns through more than four pictures", async () => {
    const admin = await signedIn(stage.browser, stage.house, "admin");
    const made = await admin.page.evaluate(async () => {
      const tree = (await (await fetch("/api/v1/tree")).json()) as { cameras: { id: string; systemId: string; placeId: string }[] };
      const [first] = tree.cameras;
      const one = (await (await fetch(`/api/v1/cameras/${first?.id}`)).json()) as { roomUse: string };
      const answers = [];
      for (let n = 1; n <= 5; n++) {
        const body = { name: `备用 ${n} 号`, roomUse: one.roomUse, systemId: first?.systemId, placeId: first?.placeId };
        answers.push((await fetch("/api/v1/cameras", { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } })).status);
      }
      return answers;
    });
    await admin.context.close();
    expect(made).toEqual([201, 201, 201, 201, 201]);

    const { page, context, problems } = await signedIn(stage.browser, stage.house, "keeper");
    const effort: Effort = { fields: 0, steps: 0 };
    await asks(page, effort);
    await page.getByRole("button", { name: zh("off.onMap") }).click();
    const map = page.getByRole("dialog", { name: zh("off.onMap") });
    await map.locator("canvas").waitFor();
    await map.locator('[role="application"]').waitFor();
    await new Promise((r) => setTimeout(r, 1_500)); // the dialog grows as it opens
    await map.getByRole("button", { name: zh("off.draw") }).click();
    await map.getByText(zh("map.picking")).waitFor();
    const ground = (await map.locator("canvas").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    for (const [x, y] of [[0.05, 0.05], [0.9, 0.05], [0.9, 0.9]] as const) {
      await page.mouse.click(ground.x + x * ground.width, ground.y + y * ground.height);
      await new Promise((r) => setTimeout(r, 400)); // or two clicks are a double one
    }
    await page.mouse.dblclick(ground.x + 0.05 * ground.width, ground.y + 0.9 * ground.height);
    await until(async () => (await map.locator(".picked li").count()) >= 4, 15_000, () => "nothing picked on the map");
    await shoot(page, "official-map-zh");
    await map.locator(".ant-modal-footer").getByRole("button", { name: zh("act.close") }).click();
    const chosen = Number(/已选 (\d+) 台/.exec((await page.getByRole("status").first().textContent()) ?? "")?.[1]);
    expect(chosen).toBeGreaterThanOrEqual(9);

    const line = page.locator(".spanpick canvas");
    const at = (await line.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const before = await page.getByLabel(zh("off.from"), { exact: true }).inputValue();
    await page.mouse.move(at.x + 0.2 * at.width, at.y + 20);
    await page.mouse.down();
    await page.mouse.move(at.x + 0.3 * at.width, at.y + 20, { steps: 4 });
    await page.mouse.move(at.x + 0.48 * at.width, at.y + 20, { steps: 4 });
    await page.mouse.up();
    const from = await page.getByLabel(zh("off.from"), { exact: true }).inputValue();
    const to = await page.getByLabel(zh("off.to"), { exact: true }).inputValue();
    expect(from).not.toBe(before);
    const length = (Date.parse(to) - Date.parse(from)) / 60_000;
    console.log(`picked ${from} to ${to}: ${length.toFixed(1)} minutes of a view of four hours`);
    expect(length).toBeGreaterThan(0.26 * 240);
    expect(length).toBeLessThan(0.3 * 240);
    await shoot(page, "official-picked-zh");

    await officer(page, effort, 0, "王建国", "032001");
    await officer(page, effort, 1, "李敏", "032002");
    await fill(page, effort, zh("off.letterNumber"), "介2026-8");
    await page.locator('input[type="file"]').first().setInputFiles(SCAN);
    await page.getByText("介绍信.png").waitFor();
    await tick(page, effort, zh("off.registered"));
    await tick(page, effort, zh("off.served"));
    await page.getByRole("button", { name: zh("off.submit") }).click();
    await page.getByText(zh("off.allMet")).first().waitFor();
    await page.locator("button:enabled", { hasText: zh("off.grant") }).first().click();
    await settle(page, zh("off.grant"));
    await page.locator("button:enabled", { hasText: zh("off.open") }).first().click();
    await page.locator(".screen").first().waitFor();
    expect(await page.locator(".screen").count()).toBe(4);
    expect(await page.locator(".screens > .watermark:not(.faint)").count()).toBe(1);
    const shown = await page.locator(".screen").first().getAttribute("data-camera");
    await page.locator(".ant-pagination-next button").click();
    await until(async () => (await page.locator(".screen").first().getAttribute("data-camera")) !== shown, 5_000, () => "the page does not turn");
    await page.locator(".ant-segmented-item", { hasText: "16" }).click();
    await until(async () => (await page.locator(".screen").count()) === chosen, 5_000, () => "not all cameras in sight");
    await new Promise((r) => setTimeout(r, 2_000));
    await shoot(page, "official-sixteen-zh");
    expect(problems.filter((p) => !/GL Driver Message/.test(p))).toEqual([]); // a map without a graphics card
    await context.close();
  });

  it("refuses one officer without a letter, by the missing items, with a note", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "keeper");
    const effort: Effort = { fields: 0, steps: 0 };
    await asks(page, effort);
    await officer(page, effort, 0, "王建国", "032001");
    await page.getByRole("button", { name: zh("off.submit") }).click();
    await page.getByRole("heading", { name: zh("off.conditions") }).waitFor();
    const lacking = page.locator('.conditions [data-article="W168/24/1/1"]');
    await lacking.getByText("工作人员不得少于2人").waitFor();
    expect(await page.getByRole("button", { name: zh("off.grant"), exact: true }).isDisabled()).toBe(true);
    await page.locator("button:enabled", { hasText: zh("off.hold") }).first().click();
    await page.getByRole("dialog").getByLabel(zh("off.reason")).fill("涉及违法犯罪证据");
    await settle(page, zh("off.hold"));
    await page.getByRole("heading", { name: zh("off.secured") }).waitFor();
    await shoot(page, "official-missing-zh");
    await page.locator("button:enabled", { hasText: zh("off.refuse") }).first().click();
    await settle(page, zh("off.refuse"));
    await page.getByText("不予查阅、调取、复制告知书").first().waitFor();
    await shoot(page, "official-refused-zh");
    await page.goto(`${stage.house.url}/official`);
    await page.getByRole("row").filter({ hasText: zh("off.state.refused") }).first().waitFor();
    await shoot(page, "official-register-zh");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("leaves all of it on record", async () => {
    const acts = (await record()).map((e) => `${e.act} ${e.outcome}`);
    for (const want of ["official.register granted", "official.grant granted", "official.open granted", "footage.playback granted", "official.receipt granted", "hold.place granted", "official.refuse granted"]) {
      expect(acts).toContain(want);
    }
    const refusal = (await record()).find((e) => e.act === "official.refuse");
    expect(refusal?.article).toBe("W168/24/2");
  });
});
