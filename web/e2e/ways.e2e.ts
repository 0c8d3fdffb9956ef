// Signing in otherwise than by password or passkey: with an SM2 key whose owner
// signs on the command line, and by an identity provider that is a process of
// its own.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authority, type Card } from "./authority";
import { code } from "./code";
import { BINARY, furnished, settle, shoot, signedIn, type House } from "./house";

const dir = mkdtempSync(join(tmpdir(), "shiheng-ways-"));
const bureau = authority(dir, "市局证书认证机构");
const stage = furnished({ certificates: bureau.settings });
const root = new URL("../../", import.meta.url).pathname;
let provider: ChildProcess | undefined;
let issuer = "";

/** The house by its name: where the provider sends browsers back to. */
function byName(house: House): House {
  return { ...house, url: house.url.replace("127.0.0.1", "localhost") };
}

beforeAll(async () => {
  const binary = join(dir, "provider");
  execFileSync("go", ["build", "-o", binary, "./test/provider"], { cwd: root });
  provider = spawn(binary, ["-callback", `${byName(stage.house).url}/oidc`], { stdio: ["pipe", "pipe", "inherit"] });
  issuer = await new Promise((resolve) => provider?.stdout?.once("data", (b: Buffer) => resolve(b.toString().trim())));
}, 240_000);

afterAll(() => {
  provider?.stdin?.end();
  rmSync(dir, { recursive: true, force: true });
});

/** Goes to the door of certificates with a card in the reader. */
async function withCard(port: number, card: Card, f: (page: Page) => Promise<void>): Promise<void> {
  const origin = `https://localhost:${port}`;
  const context = await stage.browser.newContext({
    locale: "zh-CN",
    ignoreHTTPSErrors: true,
    clientCertificates: [{ origin, certPath: card.certPath, keyPath: card.keyPath }],
  });
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  await f(page);
  await context.close();
}

async function set(page: Page, key: string, value: string | readonly string[]): Promise<void> {
  const status = await page.evaluate(
    async ([k, v]) => (await fetch(`/api/v1/settings/${k}`, { method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ value: v }) })).status,
    [key, JSON.stringify(value)],
  );
  expect(status).toBe(200);
}

async function out(page: Page): Promise<void> {
  await page.evaluate(async () => fetch("/api/v1/session", { method: "DELETE" }));
  await page.goto(new URL("/login", page.url()).href);
}

describe("other ways in", () => {
  it("takes what an SM2 key signed on the command line", async () => {
    const house = byName(stage.house);
    const key = join(dir, "key.pem");
    execFileSync("openssl", ["ecparam", "-name", "SM2", "-genkey", "-noout", "-out", key]);
    const publicKey = execFileSync("openssl", ["pkey", "-in", key, "-pubout"]).toString();
    const { page, context, problems } = await signedIn(stage.browser, house, "keeper");
    await page.goto(`${house.url}/keys`);
    await page.getByRole("button", { name: "登记 SM2 公钥" }).click();
    await page.getByRole("dialog").getByLabel("名称").fill("UKey");
    await page.getByRole("dialog").getByLabel("SM2 公钥").fill(publicKey);
    await settle(page, "保存");
    await page.getByRole("row", { name: /UKey/ }).waitFor();
    await out(page);
    await page.getByRole("button", { name: "SM2 密钥" }).click();
    const text = (await page.getByText(/^shiheng-sm2-v1 host=localhost for=login/).innerText()).trim();
    await shoot(page, "ways-sm2-zh");
    const proof = execFileSync(BINARY, ["sign", "--key", key, "--host", "localhost", text]).toString();
    await page.getByLabel("签名结果").fill(proof);
    await page.getByRole("button", { name: "验证并继续" }).click();
    await page.locator("main#main").waitFor();
    await page.goto(`${house.url}/sessions`);
    await page.getByRole("row", { name: /SM2 密钥/ }).first().waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("goes to the identity provider and comes back", async () => {
    const house = byName(stage.house);
    const { page, context, problems } = await signedIn(stage.browser, house, "admin");
    await set(page, "identity.oidc-issuer", issuer);
    await set(page, "identity.oidc-client", "shiheng");
    await set(page, "identity.oidc-secret", "secret-of-the-client");
    await set(page, "identity.oidc-name", "市局统一认证");
    await out(page);
    await shoot(page, "ways-login-zh");
    const there = async () => {
      await page.getByRole("button", { name: "市局统一认证" }).click();
      await page.locator("input[name=username]").fill("officer-1");
      await page.locator("input[name=password]").fill("verysecure");
      await page.locator("button[type=submit]").click();
    };
    await there();
    await page.getByText("该身份未绑定可用的账号").waitFor();
    await shoot(page, "ways-unbound-zh");
    await context.close();

    const own = await signedIn(stage.browser, house, "admin");
    await own.page.goto(`${house.url}/keys`);
    await own.page.getByRole("button", { name: "绑定市局统一认证" }).click();
    await own.page.locator("input[name=username]").fill("officer-1");
    await own.page.locator("input[name=password]").fill("verysecure");
    await own.page.locator("button[type=submit]").click();
    await own.page.getByRole("row", { name: /320200000001/ }).waitFor();
    await shoot(own.page, "ways-bound-zh");
    await own.context.close();

    const again = await stage.browser.newContext({ locale: "zh-CN" });
    const fresh = await again.newPage();
    await fresh.goto(`${house.url}/login`);
    await fresh.getByRole("button", { name: "市局统一认证" }).click();
    await fresh.locator("input[name=username]").fill("officer-1");
    await fresh.locator("input[name=password]").fill("verysecure");
    await fresh.locator("button[type=submit]").click();
    await fresh.locator("main#main").waitFor();
    await fresh.goto(`${house.url}/sessions`);
    await fresh.getByRole("row", { name: /统一身份认证/ }).first().waitFor();
    await shoot(fresh, "ways-session-zh");
    await again.close();
    expect(problems).toEqual([]);
  });

  it("lets a certificate open an account, lists it and takes it away", async () => {
    const house = byName(stage.house);
    const [card, next] = [bureau.issue("card", "陈值机"), bureau.issue("next", "陈值机")];
    await (await signedIn(stage.browser, house, "keeper")).context.close(); // who has chosen a password by now
    const boss = await signedIn(stage.browser, house, "admin");
    const { page } = boss;
    await page.goto(`${house.url}/accounts`);
    await page.getByRole("row", { name: /keeper/ }).getByRole("button", { name: "登录凭证" }).click();
    await page.getByRole("button", { name: "登记数字证书" }).click();
    const form = page.getByRole("dialog", { name: "登记数字证书" });
    await form.getByLabel("证书（PEM）").fill("这不是证书");
    await form.getByRole("button", { name: "保存" }).click();
    await form.getByText("不是 PEM 格式的证书").waitFor();
    await form.getByLabel("证书（PEM）").fill(card.certificate);
    await shoot(page, "ways-certificate-form-zh");
    await form.getByRole("button", { name: "保存" }).click();
    const row = page.getByRole("row", { name: /陈值机/ });
    await row.getByText("数字证书").waitFor();
    await shoot(page, "ways-certificate-listed-zh");

    const port = await page.evaluate(async () => Number((await (await fetch("/api/v1/setup")).json()).certificatePort));
    await withCard(port, card, async (there) => {
      await there.getByText("陈值机").waitFor();
      await shoot(there, "ways-certificate-door-zh");
      await there.getByRole("button", { name: "登录" }).click();
      await there.locator("main#main").waitFor();
      await there.goto(`${house.url}/sessions`);
      await there.getByRole("row", { name: /数字证书/ }).first().waitFor();
    });
    await withCard(port, next, async (there) => {
      await there.getByRole("button", { name: "登录" }).click();
      await there.getByText("cert.unbound").waitFor(); // this very card was registered, not its holder's name
    });
    await row.getByRole("button", { name: "删除" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "删除", exact: true }).last().click();
    await row.waitFor({ state: "detached" });
    await withCard(port, card, async (there) => {
      await there.getByRole("button", { name: "登录" }).click();
      await there.getByText("cert.unbound").waitFor();
    });
    bureau.revoke(card);
    await withCard(port, card, async (there) => {
      await there.getByRole("button", { name: "登录" }).click();
      await there.getByText("cert.revoked").waitFor();
    });
    expect(boss.problems).toEqual([]);
    await boss.context.close();
  });

  it("asks for the account's own second factor, and proves anew at the provider", async () => {
    const house = byName(stage.house);
    const { page, context, problems } = await signedIn(stage.browser, house, "admin");
    await page.goto(`${house.url}/factor`);
    await page.getByRole("button", { name: "开始启用" }).click();
    const secret = (await page.locator("div.once").innerText()).trim();
    await page.getByLabel("验证器显示的 6 位动态口令").fill(code(secret));
    await page.getByRole("button", { name: /启用$/ }).click();
    await page.getByRole("button", { name: "我已妥善保管恢复码" }).click();
    await page.locator("main#main").waitFor();
    const there = async () => {
      await page.locator("input[name=username]").fill("officer-1");
      await page.locator("input[name=password]").fill("verysecure");
      await page.locator("button[type=submit]").click();
    };
    await out(page);
    await page.goto(`${house.url}/login?back=/sessions`);
    await page.getByRole("button", { name: "市局统一认证" }).click();
    await there();
    await page.getByRole("heading", { name: "还须验证第二因素" }).waitFor();
    await shoot(page, "ways-owed-zh");
    await page.goto(`${house.url}/accounts`); // no way around it
    await page.getByRole("heading", { name: "还须验证第二因素" }).waitFor();
    await page.getByLabel("动态口令或恢复码").fill("000000");
    await page.getByRole("button", { name: /验证$/ }).click();
    await page.getByText("动态口令不正确").waitFor();
    await page.getByLabel("动态口令或恢复码").fill(code(secret, 1));
    await page.getByRole("button", { name: /验证$/ }).click();
    await page.waitForURL(/\/accounts$/);
    await set(page, "identity.oidc-strong", ["amr=pwd"]);
    await out(page);
    await page.getByRole("button", { name: "市局统一认证" }).click();
    await there();
    await page.locator("main#main").waitFor(); // a proof that counts as strong owes nothing
    await page.goto(`${house.url}/keys`);
    await page.getByRole("button", { name: "绑定市局统一认证" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "到市局统一认证重新认证" }).click();
    await there(); // though the provider knows who it is
    await page.waitForURL(/\/keys$/);
    await page.getByRole("button", { name: "绑定市局统一认证" }).click();
    await page.locator("input[name=username]").waitFor(); // the act goes on at once
    expect(problems).toEqual([]);
    await context.close();
  });
});
