// A system is marked as secret and a person is cleared for it, in a real browser
// against the shipped binary: what is basic information goes with the mark and
// comes back with a clearance that is high enough.
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { furnished, pick, settle, shoot, signedIn } from "./house";

const stage = furnished();

/** The codes of cameras of the mall as the register shows them to whoever is signed in. */
async function codes(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const list = (await (await fetch("/api/v1/cameras?limit=100")).json()) as { items: { name: string; code?: string; systemId: string }[] };
    const systems = (await (await fetch("/api/v1/systems?limit=100")).json()) as { items: { id: string; name: string }[] };
    const mall = systems.items.find((s) => s.name.includes("购物中心"))?.id;
    return list.items.filter((c) => c.systemId === mall).map((c) => c.code ?? "");
  });
}

describe("secret systems", () => {
  it("keep their basic information from whoever is not cleared for the grade", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    expect((await codes(page)).some((c) => c !== "")).toBe(true);
    await page.goto(`${stage.house.url}/sounds`);
    await page.getByRole("button", { name: /^标\s*记$/ }).click();
    await pick(page, "视频系统", "购物中心");
    await pick(page, "密级", "机密");
    await page.getByRole("dialog").getByLabel("定密依据").fill("锡保〔2026〕1号");
    await settle(page, "保存");
    await page.getByRole("region", { name: "涉密系统" }).getByText("机密").waitFor();
    await shoot(page, "secret-mark-zh");
    expect((await codes(page)).filter((c) => c !== "")).toEqual([]);

    await page.goto(`${stage.house.url}/accounts`);
    const row = page.getByRole("row", { name: /keeper/ });
    await row.getByRole("button", { name: "涉密授权" }).click();
    const held = page.getByRole("dialog").first();
    await held.getByText("没有有效的涉密授权").waitFor();
    await held.getByRole("button", { name: "授予涉密授权" }).click();
    await pick(page, "密级", "绝密");
    const form = page.getByRole("dialog").last();
    await form.getByLabel("批准机关").fill("无锡市国家保密局");
    await form.getByLabel("文号").fill("锡保〔2026〕3号");
    await form.getByLabel("事由").fill("岗位需要");
    await form.locator(".ant-modal-footer button:enabled", { hasText: /保\s*存/ }).click();
    await held.getByText("绝密").waitFor();
    await held.getByText("锡保〔2026〕3号").waitFor();
    await shoot(page, "clearance-zh");
    await held.getByRole("button", { name: "收回涉密授权" }).click();
    await page.getByRole("dialog").last().getByRole("textbox").fill("调离岗位");
    await page.getByRole("dialog").last().getByRole("button", { name: /保\s*存/ }).click();
    await held.getByText("没有有效的涉密授权").waitFor();
    expect(problems).toEqual([]);
    await context.close();
  }, 180_000);
});
