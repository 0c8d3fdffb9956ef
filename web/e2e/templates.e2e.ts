// Templates of documents, in a real browser against the shipped binary: a
// faulty text is refused with its line and stays in the field; a good one is
// previewed, saved, printed with, and given up again.
import { describe, expect, it } from "vitest";
import { furnished, settle, shoot, signedIn } from "./house";

const stage = furnished();

describe("templates", () => {
  it("are changed in the console, and lists are printed with them", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    await page.goto(`${stage.house.url}/document-templates`);
    await page.getByRole("link", { name: "应建未建公共安全视频图像信息系统清单" }).click();
    const text = page.getByLabel("模板文本");
    const good = await text.inputValue();
    expect(good).toContain("{{");
    const faulty = good.replace("{{", "{{nothing ");
    await text.fill(faulty);
    await page.getByText("文本已改动，尚未保存").waitFor();
    await page.getByRole("button", { name: "保存模板" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("修改原因").fill("市局新表式");
    await dialog.getByRole("button", { name: "保 存" }).or(dialog.getByRole("button", { name: "保存" })).first().click();
    await dialog.getByRole("alert").getByText(/第 1 行有误，未保存/).waitFor();
    await shoot(page, "template-refused-zh");
    await dialog.getByRole("button", { name: /取\s*消/ }).click();
    expect(await text.inputValue()).toBe(faulty);

    await text.fill(`<p>试用版式</p>${good}`);
    await page.getByRole("button", { name: "预览样张" }).click();
    const sample = page.frameLocator("iframe");
    await sample.getByText("试用版式").waitFor();
    await sample.getByText("样张", { exact: true }).waitFor();
    await shoot(page, "template-preview-zh");
    await page.getByRole("button", { name: "保存模板" }).click();
    await page.getByRole("dialog").getByLabel("修改原因").fill("市局新表式");
    await settle(page, "保存");
    await page.getByText("平台保存 第 1 版").waitFor();

    await page.goto(`${stage.house.url}/building-duties?area=320200`);
    await page.getByRole("button", { name: "编制清单" }).click();
    const [print] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: "打印视图" }).first().click()]);
    await print.getByText("试用版式").waitFor();

    await page.goto(`${stage.house.url}/document-templates/gap-list.html`);
    await page.getByRole("button", { name: "恢复下层模板" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("试用结束");
    await settle(page, "保存");
    await page.getByText("内置 沿用“表格式文书”").waitFor();
    expect(await text.inputValue()).toBe(good);
    await print.reload();
    await print.getByText("试用版式").waitFor(); // what was issued keeps its page
    expect(problems).toEqual([]);
    await context.close();
  });

  it("and the list of an area is for who answers for all of it", async () => {
    const { page, context } = await signedIn(stage.browser, stage.house, "traffic");
    await page.goto(`${stage.house.url}/building-duties?area=320200`);
    await page.getByRole("button", { name: "编制清单" }).click();
    await page.locator(".ant-message").getByText(/只能编制、查阅本辖区、本行业的清单/).waitFor();
    await page.getByText(/无权查阅该事项的文书和附件/).waitFor();
    await shoot(page, "gap-list-refused-zh");
    await context.close();
  });
});
