// Watching over the watchers, in a real browser against the shipped binary: an
// auditor makes a camera a canary, the watch keeper opens it, and the auditor
// decides on the alarm. Nobody else sees any of it.
import { describe, expect, it } from "vitest";
import { furnished, pick, settle, shoot, signedIn, until } from "./house";

const stage = furnished();
/** Canaries are looked after each minute. */
const TURN = 90_000;

describe("oversight of use", () => {
  it("raises an alarm when a canary is opened, and takes one verdict", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "auditor");
    await page.goto(`${stage.house.url}/oversight?tab=canaries`);
    await page.getByText("尚未设置哨点相机").waitFor();
    await page.getByRole("button", { name: "设置哨点" }).click();
    await pick(page, "摄像机", "演练 02");
    await page.getByRole("dialog").getByLabel("说明").fill("无人需要查看");
    await settle(page, "设置哨点");
    const row = page.getByRole("row").filter({ hasText: "无人需要查看" });
    await row.waitFor();
    const name = (await row.getByRole("cell").first().textContent()) ?? "";

    const keeper = await signedIn(stage.browser, stage.house, "keeper");
    await keeper.page.goto(`${stage.house.url}/wall`);
    const opened = await keeper.page.evaluate(async (wanted) => {
      const tree = (await (await fetch("/api/v1/tree")).json()) as { cameras: { id: string; name: string }[] };
      const id = tree.cameras.find((c) => c.name === wanted)?.id;
      const answer = await fetch("/api/v1/grants", {
        method: "POST",
        headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
        body: JSON.stringify({ act: "live", cameraIds: [id] }),
      });
      return answer.status;
    }, name);
    expect(opened).toBe(201);
    await keeper.page.goto(`${stage.house.url}/oversight`);
    await keeper.page.getByText("当前角色没有此项权限").first().waitFor();
    await keeper.context.close();

    const alarm = page.getByRole("row").filter({ hasText: "打开哨点相机" });
    await until(
      async () => {
        await page.goto(`${stage.house.url}/oversight`);
        await page.getByRole("tab", { name: "异常提示" }).waitFor();
        await page.locator(".ant-empty, table").first().waitFor();
        return (await alarm.count()) === 1;
      },
      TURN,
      () => "no alarm was raised",
    );
    await shoot(page, "oversight-alarm-zh");
    await alarm.getByRole("button", { name: "作出结论" }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.getByRole("button", { name: "作出结论" }).isDisabled()).toBe(true);
    await dialog.getByText("需要处理").click();
    await dialog.getByLabel("核查情况").fill("请值班长说明打开原因");
    await settle(page, "作出结论");
    await page.getByText("没有待核查的异常提示").waitFor();
    await page.getByText("已核查", { exact: true }).click();
    await page.getByText("请值班长说明打开原因").waitFor();
    expect(problems).toEqual([]);
    await context.close();
  }, 180_000);
});
