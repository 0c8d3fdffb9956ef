// The supervising agency's witness, in a real browser against the shipped
// binary: an auditor sees that nobody watches the log, a witness is set, and its
// signature is fetched by file.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { BINARY, furnished, shoot, signedIn } from "./house";

const stage = furnished();
const dir = mkdtempSync(join(tmpdir(), "shiheng-witness-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const witness = (...args: string[]): string => execFileSync(BINARY, ["witness", ...args], { encoding: "utf8" });

describe("a witness without a line", () => {
  it("cosigns the log by file", async () => {
    const key = witness("init", join(dir, "w"), "--name", "court.example").trim();
    const admin = await signedIn(stage.browser, stage.house, "admin");
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "auditor");
    await page.goto(`${stage.house.url}/audit`);
    await page.getByRole("button", { name: /防篡改日志/ }).click();
    await page.getByText("没有设置见证方").waitFor();

    await admin.page.goto(`${stage.house.url}/settings`);
    const status = await admin.page.evaluate(async (value) => {
      const answer = await fetch("/api/v1/settings/log.witnesses", {
        method: "PUT",
        headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
        body: JSON.stringify({ value: JSON.stringify([value]) }),
      });
      return answer.status;
    }, key);
    expect(status).toBe(200);
    await admin.page.reload();
    await admin.page.getByText("log.witnesses").first().waitFor();
    await admin.context.close();

    const log = await page.evaluate(async () => (await (await fetch("/api/v1/log")).json()) as { keys: string[] });
    witness("watch", join(dir, "w"), log.keys[0] ?? "");
    await page.reload();
    await page.getByRole("button", { name: /防篡改日志/ }).click();
    await page.getByText("尚未签署").first().waitFor();
    await page.getByRole("button", { name: "离线签署…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.locator(".ant-qrcode svg").waitFor();
    expect(await dialog.getByRole("button", { name: "收下" }).isDisabled()).toBe(true);
    await shoot(page, "witness-by-file-zh");
    const [saved] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "下载请求" }).click()]);
    const request = join(dir, "request.txt");
    writeFileSync(request, readFileSync(await saved.path()));

    await dialog.getByLabel("见证方的答复").fill("— court.example 无效");
    await dialog.getByRole("button", { name: "收下" }).click();
    await page.getByText("这不是该见证方对最近一次请求的答复").first().waitFor();
    await dialog.getByLabel("见证方的答复").fill(witness("cosign", join(dir, "w"), request));
    await dialog.getByRole("button", { name: "收下" }).click();
    await page.getByText("已收下见证方的签名").waitFor();
    await page.getByText(/已见证至/).waitFor();
    await shoot(page, "witness-cosigned-zh");
    expect(problems).toEqual([]);
    await context.close();
  });
});
