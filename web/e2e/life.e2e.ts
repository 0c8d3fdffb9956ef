// The life of a system, walked through by those who answer for it: accepted on
// a checklist with samples, put into service, changed, reported for removal;
// and one whose ten days are over taken down, with photos, and verified.
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { words } from "../src/words";
import { furnished, pick, settle, shoot, signedIn, until } from "./house";

const stage = furnished();

/** The smallest picture a browser can show. */
const PHOTO = { name: "现场.png", mimeType: "image/png", buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64") };

const inDays = (n: number): string => new Date(Date.now() + 8 * 3_600_000 + n * 86_400_000).toISOString().slice(0, 10);

/** Opens the page of a system's life. */
async function life(page: Page, system: string): Promise<void> {
  await page.goto(`${stage.house.url}/systems`);
  await page.getByRole("link", { name: system }).first().click();
  await page.waitForURL(/\/systems\/[0-9a-f-]+/);
  await page.goto(`${new URL(page.url()).origin}${new URL(page.url()).pathname}/life`);
  await page.getByRole("heading", { name: `${system} · 生命周期` }).waitFor();
}

/** A button that may be used; beside it one of the same name may wait for a record. */
const button = (at: Page | Locator, name: string): Locator => at.locator("button:enabled", { hasText: name }).first();

/** The row of a list about a system. */
const rowOf = (page: Page, system: string): Locator => page.getByRole("row").filter({ hasText: system }).first();

/** Files a paper in every slot of a system's archive that has to have one. */
async function fileAll(page: Page, system: string): Promise<void> {
  const refused = await page.evaluate(async (name) => {
    const read = async (path: string): Promise<unknown> => (await fetch(`/api/v1/${path}`)).json();
    const systems = (await read("systems?limit=100")) as { items: { id: string; name: string }[] };
    const id = systems.items.find((s) => s.name === name)?.id ?? "";
    const binder = (await read(`systems/${id}/binder`)) as { completeness: { missing: string[] } };
    const answers: string[] = [];
    for (const slot of binder.completeness.missing) {
      const paper = { slot, title: "归档材料", date: "2026-05-01", maker: "建设单位", confidentiality: "internal", location: "档案室三柜" };
      const answer = await fetch(`/api/v1/systems/${id}/binder/entries`, { method: "POST", headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() }, body: JSON.stringify(paper) });
      if (!answer.ok) answers.push(`${slot}: ${await answer.text()}`);
    }
    return answers;
  }, system);
  expect(refused).toEqual([]);
}

describe("the life of a system", () => {
  it("waits for the day of completion while it is being built", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    await life(page, "演练大桥视频系统");
    const done = page.getByRole("listitem").filter({ hasText: words["move.complete"][0] }).first();
    expect(await done.getByRole("button").isDisabled()).toBe(true);
    await done.getByText("须先登记竣工日期").first().waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("is accepted on a checklist with samples, and put into service", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    await life(page, "演练购物中心视频系统");
    await button(page, words["begin.acceptance"][0]).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(words["cons.acceptance.days"][0]).waitFor(); // told before it is done
    await dialog.getByLabel(words["wf.project"][0]).fill("购物中心视频系统工程");
    await dialog.getByLabel(words["wf.storageDays"][0]).fill("30");
    const add = (list: keyof typeof words): Promise<void> => dialog.getByRole("button", { name: `添加：${words[list][0]}` }).click();
    await add("wf.panel");
    await dialog.getByLabel(words["wf.person"][0], { exact: true }).last().fill("李工");
    await dialog.getByLabel(words["wf.signed"][0]).last().click();
    for (const part of ["construction", "technical", "documents", "sign", "privacy"] as const) {
      await add("wf.items");
      await pick(page, words["wf.part"][0], words[`part.${part}`][0]);
      await dialog.getByLabel(words["wf.requirement"][0]).last().fill("按设计方案核对");
      await dialog.getByLabel(words["wf.result"][0], { exact: true }).last().fill("符合");
      await dialog.getByLabel(words["wf.passed"][0], { exact: true }).last().click();
    }
    await add("wf.samples");
    const sample = dialog.locator(".specrow").last();
    await pick(page, words["wf.camera"][0]);
    await sample.locator("input[type=file]").nth(0).setInputFiles(PHOTO);
    await sample.locator("input[type=file]").nth(1).setInputFiles({ ...PHOTO, name: "夜间.png" });
    await sample.locator(".ant-upload-list-item-done").nth(1).waitFor();
    await shoot(page, "acceptance-form");
    await settle(page, words["begin.acceptance"][0]);

    await page.goto(`${stage.house.url}/works/acceptances`);
    const row = rowOf(page, "演练购物中心视频系统");
    await row.locator(".ant-table-row-expand-icon").click();
    await page.getByText("夜间.png").waitFor(); // the samples came with it
    // The house measures what is; its cameras may have been on for a moment only.
    await until(
      async () => {
        await button(row, words["wact.measure"][0]).click();
        await page.getByText(words["cons.measure"][0]).waitFor();
        await settle(page, words["wact.measure"][0]);
        await page.getByText(/\d\/1 路录像/).waitFor();
        return (await page.getByText(/1\/1 路在线/).count()) > 0 && (await page.getByText(/1\/1 路录像/).count()) > 0;
      },
      60_000,
      () => "its camera is not recorded",
    );
    await button(row, words["wact.conclude"][0]).click();
    await page.getByText(words["cons.grave"][0]).waitFor();
    await pick(page, words["wa.conclusion"][0], words["ws.passed"][0]);
    await button(dialog.locator(".ant-modal-footer"), words["wact.conclude"][0]).click();
    await dialog.getByRole("alert").filter({ hasText: "系统档案不齐全" }).getByRole("link", { name: /第168号第16条/ }).waitFor();
    await shoot(page, "acceptance-refused");
    await fileAll(page, "演练购物中心视频系统");
    await settle(page, words["wact.conclude"][0]);
    await row.locator(".mark.ok", { hasText: words["ws.passed"][0] }).waitFor();
    await shoot(page, "acceptance-passed");

    await life(page, "演练购物中心视频系统");
    await button(page.locator(".nextsteps"), words["move.put-into-service"][0]).click();
    await settle(page, words["move.put-into-service"][0]);
    await page.locator(".ant-tag", { hasText: "投入使用" }).waitFor();
    await shoot(page, "life-in-service");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("is changed: a forbidden room is refused on the spot, a replacement needs no approval", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    await life(page, "演练购物中心视频系统");
    await button(page, words["begin.change"][0]).click();
    const dialog = page.getByRole("dialog");
    await pick(page, words["field.kind"][0], words["wk.direction"][0]);
    await dialog.getByLabel(words["reg.roomUse"][0], { exact: true }).click();
    await page.keyboard.type("卫生间内部");
    await page.keyboard.press("Enter");
    await dialog.getByRole("link", { name: "无锡市政府令第168号第9条" }).waitFor();
    await shoot(page, "change-forbidden-room");
    await pick(page, words["field.kind"][0], words["wk.replacement"][0]);
    await dialog.getByLabel(words["reg.roomUse"][0], { exact: true }).waitFor({ state: "detached" });
    await pick(page, words["wf.camera"][0]);
    await dialog.getByLabel(words["works.why"][0]).fill("镜头老化，更换同型号设备");
    await dialog.getByLabel(words["wf.serialAfter"][0]).fill("SN-2026-0001");
    await settle(page, words["begin.change"][0]);
    await page.goto(`${stage.house.url}/works/changes`);
    const row = rowOf(page, "演练购物中心视频系统");
    await row.getByText(words["ws.approved"][0]).waitFor();
    await button(row, words["wact.executeChange"][0]).click();
    await page.getByRole("dialog").getByLabel(words["wa.result"][0]).fill("已更换，画面与原点位一致");
    await settle(page, words["wact.executeChange"][0]);
    await button(row, words["wact.verifyChange"][0]).click();
    await settle(page, words["wact.verifyChange"][0]);
    await row.getByText(words["ws.verified"][0]).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("is not removed before ten days are over, and the article says so", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    await life(page, "演练购物中心视频系统");
    await button(page, words["begin.removal"][0]).click();
    const dialog = page.getByRole("dialog");
    await pick(page, words["field.kind"][0], words["wk.removal"][0]);
    await dialog.getByLabel(words["wf.whole"][0]).click();
    await pick(page, words["wf.reason"][0], words["wr.city-building"][0]);
    await dialog.getByLabel(words["works.why"][0]).fill("地块改造");
    await dialog.getByLabel(words["wf.plannedOn"][0]).fill(inDays(5));
    await button(dialog.locator(".ant-modal-footer"), words["begin.removal"][0]).click();
    const refusal = dialog.getByRole("alert").filter({ hasText: "须自报告之日起满 10 日方可拆除" });
    await refusal.getByRole("link", { name: /第168号第17条/ }).waitFor();
    await shoot(page, "removal-too-early");
    await dialog.getByLabel(words["wf.plannedOn"][0]).fill(inDays(12));
    await settle(page, words["begin.removal"][0]);
    await page.goto(`${stage.house.url}/works/removals`);
    const execute = rowOf(page, "演练购物中心视频系统").getByRole("button", { name: words["wact.execute"][0] });
    await execute.waitFor();
    expect(await execute.isDisabled()).toBe(true);
    await execute.hover({ force: true });
    await page.getByRole("tooltip").getByText("第17条").waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("is taken down once they are, with photos and serial numbers, and verified", async () => {
    const police = await signedIn(stage.browser, stage.house, "police");
    await police.page.goto(`${stage.house.url}/works/inbox`);
    const report = rowOf(police.page, "演练客运站视频系统");
    await button(report, words["wact.acknowledge"][0]).click();
    await police.page.getByText(words["cons.acknowledge"][0]).waitFor();
    await settle(police.page, words["wact.acknowledge"][0]);
    expect(police.problems).toEqual([]);
    await police.context.close();

    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    await page.goto(`${stage.house.url}/works/removals`);
    const row = rowOf(page, "演练客运站视频系统");
    await button(row, words["wact.execute"][0]).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(words["wf.executedOn"][0]).fill(inDays(0));
    await dialog.getByLabel(words["wf.serial"][0]).fill("SN-2024-0815");
    const photos = dialog.locator("input[type=file]");
    await photos.nth(0).setInputFiles(PHOTO);
    await photos.nth(1).setInputFiles({ ...PHOTO, name: "拆除后.png" });
    await dialog.locator(".ant-upload-list-item-done").nth(1).waitFor();
    await shoot(page, "removal-execute");
    await settle(page, words["wact.execute"][0]);
    await row.getByText(words["ws.executed"][0]).waitFor();
    await button(row, words["wact.verify"][0]).click();
    await page.getByText(words["cons.verify.system"][0]).waitFor();
    await settle(page, words["wact.verify"][0]);
    await row.locator(".mark.ok", { hasText: words["ws.verified"][0] }).waitFor();
    await row.locator(".ant-table-row-expand-icon").click();
    await page.getByText("拆除后.png").waitFor();
    await shoot(page, "removal-verified");
    await life(page, "演练客运站视频系统");
    await page.locator(".ant-tag", { hasText: "已拆除" }).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });
});
