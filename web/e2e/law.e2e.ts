// The law on the screen: as of a day, by words, by clause; and the clause
// behind a refusal, read where it is refused.
import { describe, expect, it } from "vitest";
import { furnished, shoot, signedIn } from "./house";

const stage = furnished();

describe("the law", () => {
  it("is read by source, as of a day, and found by its words", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "keeper");
    await page.getByRole("link", { name: "法规" }).click();
    await page.getByRole("link", { name: "无锡市政府令第168号第九条", exact: true }).waitFor();
    await shoot(page, "law-zh");
    await page.getByRole("button", { name: /公共安全视频图像信息系统管理条例/ }).click();
    await page.getByText("摘要").first().waitFor();
    await page.getByLabel("截至日期").fill("2025-03-31");
    await page.getByText("该日没有符合条件的条文").waitFor();
    await page.goto(`${stage.house.url}/law?pack=all&q=%E5%93%BA%E4%B9%B3%E5%AE%A4`);
    await page.getByRole("link", { name: "国务院令第799号第八条" }).waitFor();
    expect(await page.getByRole("article").count()).toBe(1);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("shows a clause with the duties, penalties and mechanisms that rest on its article", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "keeper");
    await page.goto(`${stage.house.url}/law/W168/24/1/2`);
    await page.getByRole("heading", { name: "无锡市政府令第168号第二十四条第一款第(二)项" }).waitFor();
    expect(await page.locator(".asked").textContent()).toBe("(二)出示工作证件和单位介绍信函;");
    await page.goto(`${stage.house.url}/law/W168/15`);
    await page.getByText("V36-4").waitFor();
    await page.getByText("单位 1000 元以上 5000 元以下").waitFor();
    await page.getByText("竣工后组织验收，合格后方可使用").waitFor();
    await shoot(page, "article-zh");
    await page.getByText("English", { exact: true }).click();
    await page.getByText("How the platform carries it out").waitFor();
    await shoot(page, "article-en");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("stands behind a refusal, in both languages", async () => {
    const { page, context } = await signedIn(stage.browser, stage.house, "admin");
    await page.goto(`${stage.house.url}/cameras`);
    await page.getByRole("button", { name: "登记摄像机" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("部位用途", { exact: true }).click();
    await page.keyboard.type("卫生间内部");
    await page.keyboard.press("Enter");
    const clause = dialog.getByRole("link", { name: "无锡市政府令第168号第9条" });
    await clause.hover();
    await page.getByRole("tooltip").getByText("禁止在旅馆客房").waitFor();
    await page.getByRole("tooltip").getByText("Image capture devices").waitFor();
    await shoot(page, "refusal-article-zh");
    expect(await clause.getAttribute("href")).toBe("/law/W168/9");
    await context.close();
  });
});
