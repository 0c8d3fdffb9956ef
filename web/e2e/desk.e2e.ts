// The register of every access and its statistics, in a real browser against
// the shipped binary: what the watch keeper opened, the auditor finds.
import { describe, expect, it } from "vitest";
import { furnished, pick, settle, shoot, signedIn } from "./house";

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
    await pick(page, "事项", "实时查看");
    await pick(page, "视频系统", "演练购物中心");
    await page.waitForURL((u) => u.searchParams.get("act") === "footage.live" && (u.searchParams.get("system") ?? "") !== "");
    await pick(page, "摄像机");
    await page.waitForURL((u) => (u.searchParams.get("camera") ?? "") !== "");
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

describe("rights desk", () => {
  it("receives a person, prints a receipt, and keeps an allowed copy to be masked", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "keeper");
    await page.goto(`${stage.house.url}/personal`);
    await page.getByText("没有符合条件的申请").waitFor();
    await page.getByRole("button", { name: "受理申请" }).first().click();
    const dialog = page.getByRole("dialog");
    await pick(page, "申请种类", "复制本人图像");
    await dialog.getByLabel("姓名").fill("周某");
    await dialog.getByLabel("证件号后四位").fill("123X");
    await pick(page, "视频系统", "演练购物中心");
    await dialog.getByLabel("申请内容").fill("穿红色外套，骑电动自行车");
    const [receipt] = await Promise.all([context.waitForEvent("page"), dialog.getByRole("button", { name: "保存" }).click()]);
    await receipt.getByText("个人权利申请受理回执").first().waitFor();
    await receipt.close();
    const row = page.getByRole("row").filter({ hasText: "周某" });
    await row.getByText("待决定").waitFor();
    await row.getByRole("button").first().click();
    expect(await page.getByRole("button", { name: "准予" }).isDisabled()).toBe(true); // not a keeper's to decide
    await page.getByRole("button", { name: "核验身份" }).click();
    await page.getByText("尚未核验").waitFor({ state: "detached" });
    await shoot(page, "rights-desk-zh");
    expect(problems).toEqual([]);
    await context.close();

    const site = await signedIn(stage.browser, stage.house, "mall");
    await site.page.goto(`${stage.house.url}/personal`);
    const theirs = site.page.getByRole("row").filter({ hasText: "周某" });
    await theirs.getByRole("button").first().click();
    await site.page.getByRole("button", { name: "准予" }).click();
    await site.page.getByRole("dialog").getByRole("textbox").fill("本人到场核验，遮挡他人后提供");
    await settle(site.page, "保存");
    await theirs.getByText("准予，待遮挡").waitFor();
    await site.page.getByText("本人到场核验，遮挡他人后提供").waitFor();
    expect(await site.page.getByRole("button", { name: "办结" }).isDisabled()).toBe(true); // never before others are masked
    await shoot(site.page, "rights-desk-granted-zh");

    await site.page.getByRole("button", { name: "受理申请" }).first().click();
    const second = site.page.getByRole("dialog");
    await pick(site.page, "申请种类", "删除");
    await second.getByLabel("姓名").fill("吴某");
    await second.getByLabel("证件号后四位").fill("4567");
    await pick(site.page, "视频系统", "演练购物中心");
    await second.getByLabel("申请内容").fill("请删除昨天的录像");
    const [paper] = await Promise.all([site.context.waitForEvent("page"), second.getByRole("button", { name: "保存" }).click()]);
    await paper.close();
    const refused = site.page.getByRole("row").filter({ hasText: "吴某" });
    await refused.getByRole("button").first().click();
    await site.page.getByRole("button", { name: "不予办理" }).first().click();
    await site.page.getByRole("dialog").getByRole("button", { name: /保\s*存/ }).click();
    await site.page.getByRole("dialog").locator(".ant-form-item-explain-error").first().waitFor(); // neither ground nor reasons
    await pick(site.page, "不予办理的事由", "留存期限");
    await site.page.getByRole("dialog").getByRole("textbox").last().fill("录像留存不足法定期限");
    await settle(site.page, "保存");
    await refused.getByText("不予").first().waitFor();
    const [note] = await Promise.all([site.context.waitForEvent("page"), site.page.getByRole("link", { name: "不予办理" }).last().click()]);
    await note.getByText("人民法院").first().waitFor();
    await note.close();
    await shoot(site.page, "rights-desk-refused-zh");
    expect(site.problems).toEqual([]);
    await site.context.close();
  }, 300_000);
});
