// The connection catalogue and an interface test, walked through in a real
// browser against the shipped binary on a practice store.
import { describe, expect, it } from "vitest";
import { furnished, shoot, signedIn, until } from "./house";

const stage = furnished();

describe("the connection catalogue", () => {
  it("is drafted, checked and published by the police, and its tasks are measured", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "police");
    await page.goto(`${stage.house.url}/catalogue`);
    await page.getByRole("button", { name: "编制目录" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("目录名称").fill("演练接入目录");
    await dialog.getByRole("button", { name: "增加规则" }).click();
    await dialog.getByLabel("名称", { exact: true }).last().fill("商场");
    await dialog.getByLabel("接入期限").first().fill("2027-06-30");
    await dialog.getByLabel(/场所类别|类别/).first().click();
    await page.locator(".ant-select-item-option", { hasText: "W8-07" }).first().click();
    await dialog.getByRole("button", { name: /保\s*存/ }).click();
    await page.getByText("编制中").waitFor();
    await page.getByRole("button", { name: "公布前核对" }).click();
    await page.getByText("新列入").first().waitFor();
    await shoot(page, "catalogue-check");
    await page.getByRole("button", { name: /公\s*布/ }).last().click();
    await page.getByText("已公布").waitFor();
    await page.goto(`${stage.house.url}/connect-tasks`);
    await page.getByText("演练购物中心视频系统").waitFor();
    await shoot(page, "connect-tasks");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("shows an interface test step by step until its verdict", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "tech");
    await page.goto(`${stage.house.url}/interface-tests`);
    await page.getByRole("button", { name: "开始测试" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("摄像机").click();
    await page.locator(".ant-select-item-option").first().click();
    await dialog.getByRole("button", { name: "开始测试" }).click();
    await page.locator(".ant-table-row-expand-icon").first().click();
    await until(async () => (await page.locator("table .mark.ok", { hasText: /^合格$/ }).count()) > 0, 120_000, () => "no verdict");
    await shoot(page, "interface-test");
    expect(await page.getByText("录像回放").count()).toBeGreaterThan(0);
    expect(problems).toEqual([]);
    await context.close();
  });
});
