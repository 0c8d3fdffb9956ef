// The second factor, as a person sets it up: scan, confirm, keep the recovery
// codes, sign in with a code, be refused without, lose the telephone.
import { describe, expect, it } from "vitest";
import { code } from "./code";
import { enter, furnished, passwordOf, shoot, signedIn } from "./house";

const stage = furnished();

describe("the second factor", () => {
  it("is set up, asked for, and reset for who lost it", async () => {
    const { house, browser } = stage;
    const { page, context, problems } = await signedIn(browser, house, "keeper");
    await page.goto(`${house.url}/factor`);
    await page.getByRole("button", { name: "开始启用" }).click();
    const secret = (await page.locator("div.once").innerText()).trim();
    await shoot(page, "factor-scan-zh");
    await page.getByLabel("验证器显示的 6 位动态口令").fill("abcdef");
    await page.getByRole("button", { name: /启用$/ }).click();
    await page.getByText("动态口令不正确").waitFor();
    await page.getByLabel("验证器显示的 6 位动态口令").fill(code(secret));
    await page.getByRole("button", { name: /启用$/ }).click();
    await page.getByRole("heading", { name: "恢复码" }).waitFor();
    const recovery = (await page.locator("div.once > span").allInnerTexts()).map((s) => s.trim()).filter((s) => s !== "");
    expect(recovery).toHaveLength(10);
    await shoot(page, "factor-recovery-zh");
    await page.getByRole("button", { name: "我已妥善保管恢复码" }).click();
    await page.locator("main#main").waitFor();
    expect(problems).toEqual([]);

    const second = await browser.newContext({ locale: "zh-CN" });
    const login = await second.newPage();
    await login.goto(`${house.url}/login`);
    await enter(login, "keeper", passwordOf(house, "keeper"));
    await login.getByLabel("动态口令或恢复码").waitFor();
    await shoot(login, "factor-login-zh");
    await login.getByLabel("动态口令或恢复码").fill("000000");
    await login.getByRole("button", { name: "登录" }).click();
    await login.getByText("动态口令不正确").waitFor();
    await login.getByLabel("动态口令或恢复码").fill(code(secret, 1));
    await login.getByRole("button", { name: "登录" }).click();
    await login.locator("main#main").waitFor();
    await second.close();
    await context.close();

    const admin = await signedIn(browser, house, "admin");
    await admin.page.goto(`${house.url}/accounts`);
    const row = admin.page.getByRole("row", { name: /keeper/ });
    await row.getByRole("button", { name: "重置第二重验证" }).click();
    await admin.page.getByRole("dialog").getByRole("button", { name: "重置第二重验证" }).click();
    await row.getByRole("button", { name: "重置第二重验证" }).waitFor({ state: "detached" });
    expect(admin.problems).toEqual([]);
    await admin.context.close();
    const again = await signedIn(browser, house, "keeper"); // password only
    await again.context.close();
  });
});
