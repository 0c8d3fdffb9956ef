// Signing in otherwise than by password or passkey: with an SM2 key whose owner
// signs on the command line, and by an identity provider that is a process of
// its own.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BINARY, furnished, settle, shoot, signedIn, type House } from "./house";

const stage = furnished();
const dir = mkdtempSync(join(tmpdir(), "shiheng-ways-"));
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

async function set(page: Page, key: string, value: string): Promise<void> {
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
});
