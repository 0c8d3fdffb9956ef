// Forwarding a live picture, played through: whoever watches hands it on, the
// recipient sees it in their own console with both names over it and can do
// nothing else; taken back, it stops within a second.
import { describe, expect, it } from "vitest";
import { call, delivering, zh } from "./counter";
import { furnished, settle, shoot, signedIn, until } from "./house";

const stage = furnished();

describe("forwarding", () => {
  it("shows the picture to the recipient alone, marked, until it is taken back", async () => {
    const to = await signedIn(stage.browser, stage.house, "traffic"); // a department: it knows no picture of its own
    const keeper = await signedIn(stage.browser, stage.house, "keeper");
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "forward");
    const [camera = ""] = await delivering(page);

    await keeper.page.goto(`${stage.house.url}/wall?tiles=${camera}&grid=1`);
    await keeper.page.locator(".tile .tilename").first().waitFor();
    await keeper.page.locator(".tile").first().hover();
    expect(await keeper.page.locator('.tilebar [data-act="forward"]').first().isDisabled()).toBe(true);
    await keeper.context.close();

    await page.goto(`${stage.house.url}/wall?tiles=${camera}&grid=1`);
    const own = page.locator(".tile video").first();
    await until(async () => own.evaluate((v) => (v as HTMLVideoElement).videoWidth > 0).catch(() => false), 60_000, () => "no picture to forward");
    await page.locator(".tile").first().hover();
    await page.locator('.tilebar [data-act="forward"]').first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(zh("fwd.login")).fill("auditor");
    await dialog.getByLabel(zh("fwd.purpose")).fill("联合处置");
    await dialog.locator(".ant-modal-footer button", { hasText: zh("fwd.make") }).click();
    await dialog.getByRole("alert").getByText("审计员不得查看图像").waitFor(); // by its clause, in its own words
    await shoot(page, "forward-refused-zh");
    await dialog.getByLabel(zh("fwd.login")).fill("traffic");
    await shoot(page, "forward-dialog-zh");
    await dialog.locator(".ant-modal-footer button", { hasText: zh("fwd.make") }).click();
    await dialog.waitFor({ state: "detached" });

    await to.page.goto(`${stage.house.url}/forwards`);
    const row = to.page.getByRole("row").filter({ hasText: "联合处置" });
    await row.getByText(zh("fwd.state.running")).waitFor();
    await shoot(to.page, "forward-list-zh");
    await row.getByRole("button", { name: zh("fwd.open") }).click();
    const video = to.page.locator(".tile video").first();
    await until(async () => video.evaluate((v) => (v as HTMLVideoElement).videoWidth > 0).catch(() => false), 60_000, () => "the recipient has no picture");
    const mark = to.page.locator(".wall > .watermark:not(.faint)");
    expect(await mark.count()).toBe(1);
    const words = (await mark.textContent()) ?? "";
    expect(words).toContain("traffic");
    expect(words).toContain("转发人");
    expect(words).toContain("forward");
    await shoot(to.page, "forward-watching-zh");
    expect((await call(to.page, "POST", "/grants", { act: "live", cameraIds: [camera] })).code).toBe("access.scope"); // a right of its own it has not got

    await page.goto(`${stage.house.url}/forwards?tab=given`);
    await page.getByRole("row").filter({ hasText: "联合处置" }).getByRole("button", { name: zh("fwd.end") }).click();
    await page.getByRole("dialog").getByLabel(zh("fwd.why")).fill("处置完毕");
    await settle(page, zh("act.save"));
    const asked = Date.now();
    await until(async () => (await to.page.locator('.live[data-code="forward.ended"]').count()) > 0, 5_000, () => "the picture goes on");
    console.log(`taken back: the recipient's page said so ${Date.now() - asked} ms after`);
    await shoot(to.page, "forward-ended-zh");
    await page.getByRole("row").filter({ hasText: "联合处置" }).getByText(zh("fwd.state.ended")).waitFor();
    await shoot(page, "forward-given-zh");
    expect(problems.filter((p) => !p.includes("403"))).toEqual([]);
    expect(to.problems.filter((p) => !p.includes("403"))).toEqual([]);
    await context.close();
    await to.context.close();
  });
});
