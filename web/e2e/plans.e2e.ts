// Who must build, found by the wizard; a paper filed and sealed.
import { describe, expect, it } from "vitest";
import { furnished, pick, shoot, signedIn } from "./house";

const stage = furnished();

describe("the works around a system", () => {
  it("asks who must build in the order of the article", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    await page.goto(`${stage.house.url}/responsibilities/new`);
    await page.getByRole("heading", { name: "认定建设责任主体" }).waitFor();
    await pick(page, "场所");
    await page.getByLabel("隧道").check();
    await page.getByLabel("人民政府", { exact: true }).fill("梁溪区人民政府");
    await page.getByRole("status").filter({ hasText: "由人民政府负责建设：梁溪区人民政府" }).waitFor();
    await page.getByLabel("其他应当建设的区域、场所和重点部位").check();
    await page.getByLabel("所有者", { exact: true }).fill("业主公司");
    await page.getByLabel("没有约定").check();
    await page.getByLabel("否", { exact: true }).check();
    await page.getByRole("status").filter({ hasText: "由所有者负责建设：业主公司" }).waitFor();
    await shoot(page, "wizard");
    await page.getByRole("button", { name: "保存认定" }).click();
    await page.waitForURL(/\/responsibilities$/);
    await page.getByRole("cell", { name: "业主公司" }).waitFor();
    await page.getByRole("button", { name: "印发认定书" }).click();
    await page.getByText("认定书已印发，可在下方打印").waitFor();
    await page.locator(".ant-table-row-expand-icon").first().click();
    await page.getByRole("cell", { name: /视责〔\d{4}〕/ }).waitFor();
    await shoot(page, "responsibility");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("files a paper and seals it for good", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    await page.goto(`${stage.house.url}/binders`);
    await page.getByRole("table", { name: "系统档案" }).getByRole("link").first().click();
    await page.waitForURL(/\/binder$/);
    const row = page.getByRole("row").filter({ hasText: "设计方案与评审" });
    await row.getByRole("button", { name: "归档" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("题名").fill("设计方案");
    await dialog.getByLabel("文件日期").fill("2026-05-01");
    await dialog.getByLabel("责任者").fill("设计院");
    await dialog.getByRole("button", { name: "保存" }).click();
    await dialog.getByText("请填写存放位置或者上传电子文件").waitFor(); // refused by W168/16
    await dialog.getByLabel("存放位置").fill("档案室三柜");
    await dialog.getByRole("button", { name: "保存" }).click();
    await dialog.waitFor({ state: "hidden" });
    await row.locator(".ant-table-row-expand-icon").click();
    await page.getByText("未封存").waitFor();
    await page.getByRole("button", { name: "封 存" }).or(page.getByRole("button", { name: "封存", exact: true })).click();
    const entry = page.getByRole("row").filter({ hasText: "档案室三柜" });
    await entry.getByText("已封存").waitFor();
    expect(await entry.getByRole("button", { name: "编辑" }).isDisabled()).toBe(true);
    await shoot(page, "binder");
    // What is sealed stays; a newer version stands beside it.
    const filled = async (): Promise<string> => (await page.getByText(/\d+ \/ \d+ 项/).first().textContent()) ?? "";
    const before = await filled();
    await entry.getByRole("button", { name: "新版" }).click();
    await dialog.getByLabel("文件日期").fill("2026-06-01");
    await dialog.getByLabel("存放位置").fill("档案室四柜");
    await dialog.getByRole("button", { name: "保存" }).click();
    await dialog.waitFor({ state: "hidden" });
    await entry.getByText("已有新版").waitFor();
    await page.getByRole("row").filter({ hasText: "档案室四柜" }).getByText("未封存").waitFor();
    expect(await filled()).toBe(before); // one slot, filled once
    expect(problems).toEqual([]);
    await context.close();
  });

  it("shows each list without a fault", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    for (const path of ["plans", "building-duties", "projects", "certificates", "conferences", "signs", "obstructions", "upgrades", "neighbours", "sounds"]) {
      await page.goto(`${stage.house.url}/${path}`);
      await page.locator("h1").waitFor();
      await page.locator(".state").waitFor({ state: "hidden" });
      expect(await page.getByRole("alert").filter({ hasText: "加载失败" }).count(), path).toBe(0);
      await shoot(page, path);
    }
    expect(problems).toEqual([]);
    await context.close();
  });
});
