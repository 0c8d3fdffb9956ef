// The register of every access and its statistics, in a real browser against
// the shipped binary: what the watch keeper opened, the auditor finds.
import { describe, expect, it } from "vitest";
import { furnished, shoot, signedIn } from "./house";

const stage = furnished();

describe("register of every access", () => {
  it("shows the auditor what was opened, narrows, and gives it on paper", async () => {
    const keeper = await signedIn(stage.browser, stage.house, "keeper");
    await keeper.page.goto(`${stage.house.url}/wall`);
    const opened = await keeper.page.evaluate(async () => {
      const tree = (await (await fetch("/api/v1/tree")).json()) as { cameras: { id: string }[] };
      const answer = await fetch("/api/v1/grants", {
        method: "POST",
        headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
        body: JSON.stringify({ act: "live", cameraIds: tree.cameras.slice(0, 2).map((c) => c.id) }),
      });
      return answer.status;
    });
    expect(opened).toBe(201);
    await keeper.page.goto(`${stage.house.url}/access-register`);
    await keeper.page.getByText("当前角色没有此项权限").first().waitFor();
    await keeper.context.close();

    const { page, context, problems } = await signedIn(stage.browser, stage.house, "auditor");
    await page.goto(`${stage.house.url}/access-register`);
    const row = page.getByRole("row").filter({ hasText: "实时查看" }).first();
    await row.waitFor();
    expect(await page.getByRole("button", { name: "打印登记簿" }).isDisabled()).toBe(true);
    await row.getByRole("button").first().click();
    await page.getByRole("button", { name: "只看该账号" }).click();
    await page.getByText("仅一个账号").waitFor();
    await shoot(page, "access-register-zh");
    await page.goto(`${stage.house.url}/access-register?outcome=refused&regime=platform`);
    await page.getByText("没有符合条件的记录").waitFor();
    const today = new Date().toISOString().slice(0, 10);
    await page.goto(`${stage.house.url}/access-register?from=2020-01-01&to=2099-12-31`);
    await page.getByRole("row").filter({ hasText: "实时查看" }).first().waitFor();
    const [paper] = await Promise.all([context.waitForEvent("page"), page.getByRole("button", { name: "打印登记簿" }).click()]);
    await paper.getByText("视频图像信息查阅登记簿").first().waitFor();
    expect(await paper.content()).toContain(today.slice(0, 4));
    await paper.close();
    const sheet = await page.evaluate(async () => (await fetch("/api/v1/access-register/sheet?from=2020-01-01&to=2099-12-31")).text());
    expect(sheet).toContain("实时查看");

    await page.goto(`${stage.house.url}/access-figures`);
    await page.getByText("少于 5 件（含没有）").first().waitFor();
    await shoot(page, "access-figures-zh");
    expect(problems.filter((p) => !p.includes("403"))).toEqual([]);
    await context.close();
  }, 120_000);
});
