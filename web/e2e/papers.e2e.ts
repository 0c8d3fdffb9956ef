// Papers, in a real browser against the shipped binary: a finding is reported
// with a photo, its form is there to print, and its code is checked.
import { describe, expect, it } from "vitest";
import { furnished, shoot, signedIn } from "./house";

const stage = furnished();
let code = "";

/** The smallest picture a browser can show. */
const PHOTO = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64");

describe("papers", () => {
  it("come with a finding that is reported with a photo", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    await page.goto(`${stage.house.url}/findings`);
    await page.getByRole("button", { name: "登记问题" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("场所").click();
    await page.getByTitle("演练购物中心").last().click();
    await form.getByLabel("部位用途").click();
    await form.getByLabel("部位用途").press("Enter"); // the first of the list
    await form.getByLabel("情况", { exact: true }).fill("更衣室门后发现摄像头");
    await page.locator("input[type=file]").setInputFiles([
      { name: "现场.png", mimeType: "image/png", buffer: PHOTO },
      { name: "不收.html", mimeType: "text/html", buffer: Buffer.from("<script>alert(1)</script>") },
    ]);
    await page.locator(".ant-upload-list-item-error").waitFor();
    await page.locator(".ant-upload-list-item-done").waitFor();
    await shoot(page, "finding-form-zh");
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("有附件上传失败").waitFor();
    await page.locator(".ant-upload-list-item-error").getByRole("button").last().click();
    await page.locator(".ant-upload-list-item-error").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "保存" }).click();
    const found = page.getByRole("row").filter({ hasText: "更衣室门后发现摄像头" });
    await found.getByRole("button").first().click(); // opens the drawer
    await page.getByText("现场.png").waitFor();
    code = (await page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/).first().textContent()) ?? "";
    expect(code).toMatch(/^\S{14}$/);
    await shoot(page, "finding-papers-zh");
    const [print] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: "打印视图" }).first().click()]);
    await print.getByText("禁止安装部位视频设备举报（检查）登记表").first().waitFor();
    expect(await print.getByText("演练", { exact: true }).count()).toBeGreaterThan(0);
    expect(await print.locator("svg.qr").count()).toBe(1);
    await shoot(print, "form-print");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("are checked by the code on them, and told when it is mistyped", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "keeper");
    await page.goto(`${stage.house.url}/check`);
    await page.getByLabel(/校验码/).fill(code.toLowerCase().replaceAll("-", ""));
    await page.getByRole("button", { name: "核验" }).click();
    await page.getByText("平台留存有此文书，现行有效").waitFor();
    await page.getByText("演练库文书，不具有效力").waitFor();
    expect(await page.getByRole("link", { name: "打印视图" }).count()).toBe(0); // the keeper may not read it
    await shoot(page, "check-zh");
    await page.goto(`${stage.house.url}/check/${code.slice(0, -1)}${code.endsWith("0") ? "1" : "0"}`);
    await page.getByText("校验码有误").waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("say so when they were voided", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    await page.goto(`${stage.house.url}/documents`);
    await page.getByRole("button", { name: "作废" }).first().click();
    await page.getByLabel("原因").fill("重复登记");
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("已作废").waitFor();
    await shoot(page, "documents-zh");
    await page.goto(`${stage.house.url}/check/${code}`);
    await page.getByText(/已于 .* 作废：重复登记/).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });
});
