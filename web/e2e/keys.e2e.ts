// Passkeys with the browser's own virtual authenticator: registered, signed in
// with alone and besides the password, proved with before a sensitive act, and
// taken away by an administrator.
import type { CDPSession, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { enter, furnished, passwordOf, settle, shoot, signedIn, until, type House } from "./house";

const stage = furnished();

/** No authenticator takes an address of digits. */
function byName(house: House): House {
  return { ...house, url: house.url.replace("127.0.0.1", "localhost") };
}

interface Device {
  cdp: CDPSession;
  id: string;
}

/** Plugs an authenticator into a page that verifies its user without asking. */
async function plugged(page: Page): Promise<Device> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return { cdp, id: authenticatorId };
}

describe("passkeys", () => {
  it("are registered, signed in with, proved with, and taken away", async () => {
    const { browser } = stage;
    const house = byName(stage.house);
    const { page, context, problems } = await signedIn(browser, house, "admin");
    const device = await plugged(page);

    await page.goto(`${house.url}/keys`);
    await page.getByText("尚未登记登录凭证").waitFor();
    await page.getByRole("button", { name: "登记通行密钥" }).click();
    await page.getByRole("dialog").getByLabel("名称").fill("值班室电脑");
    await page.getByRole("dialog").getByRole("button", { name: "下一步" }).click();
    await page.getByRole("heading", { name: "恢复码" }).waitFor();
    const recovery = (await page.locator("div.once > span").allInnerTexts()).map((s) => s.trim()).filter((s) => s !== "");
    expect(recovery).toHaveLength(10);
    await shoot(page, "keys-recovery-zh");
    await page.getByRole("button", { name: "我已妥善保管恢复码" }).click();
    await page.getByRole("row", { name: /值班室电脑/ }).waitFor();
    await shoot(page, "keys-list-zh");

    await page.getByRole("row", { name: /值班室电脑/ }).getByRole("button", { name: "更名" }).click();
    await page.getByRole("dialog").getByLabel("名称").fill("一号岗");
    await settle(page, "保存");
    await page.getByRole("row", { name: /一号岗/ }).waitFor();

    // By the passkey alone.
    const out = async () => {
      const status = await page.evaluate(async () => (await fetch("/api/v1/session", { method: "DELETE" })).status);
      expect(status).toBe(200);
      await page.goto(`${house.url}/login`);
    };
    await out();
    await page.getByRole("button", { name: "使用通行密钥", exact: true }).waitFor();
    await shoot(page, "keys-login-zh");
    await page.getByRole("button", { name: "使用通行密钥", exact: true }).click();
    await page.locator("main#main").waitFor();
    await page.goto(`${house.url}/sessions`);
    await page.getByRole("row", { name: /通行密钥/ }).first().waitFor();
    await shoot(page, "keys-sessions-zh");

    // Besides the password.
    await out();
    await enter(page, "admin", passwordOf(house, "admin"));
    await page.getByLabel("动态口令或恢复码").waitFor();
    await shoot(page, "keys-beside-zh");
    await page.getByRole("button", { name: "使用通行密钥验证" }).click();
    await page.locator("main#main").waitFor();

    // Before a sensitive act, once the last proof is too old.
    await page.evaluate(async () => {
      await fetch("/api/v1/settings/identity.step-up-minutes", { method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ value: "1" }) });
    });
    await page.goto(`${house.url}/accounts`);
    await page.getByRole("row", { name: /keeper/ }).waitFor();
    const old = Date.now();
    await until(() => Date.now() - old > 61_000, 90_000, () => "a minute passes");
    await page.getByRole("row", { name: /keeper/ }).getByRole("button", { name: "重置密码" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "重置密码" }).click();
    await page.getByText("此项操作涉及权限或者安全设置").waitFor();
    await shoot(page, "keys-stepup-zh");
    await page.getByRole("button", { name: "使用通行密钥验证" }).click();
    await page.getByText("一次性密码").first().waitFor();
    expect(problems).toEqual([]);

    // A device that does not verify its user opens nothing.
    await page.getByRole("button", { name: "关闭" }).first().click();
    await out();
    await device.cdp.send("WebAuthn.setUserVerified", { authenticatorId: device.id, isUserVerified: false });
    await page.getByRole("button", { name: "使用通行密钥", exact: true }).click();
    await page.getByText("已取消，或者没有找到本平台的通行密钥").waitFor();
    await context.close();
  }, 180_000);
});
