// Space on the disks, in a real browser: a camera that does not fit is refused
// with the sum, and enabled once the head's written acceptance is entered.
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { furnished, shoot, signedIn } from "./house";

const stage = furnished();

/** A camera of 60 Mbit/s: thirty practice days are an hour, 27 GB of the 2 there are. */
async function register(page: Page): Promise<void> {
  await page.goto(`${stage.house.url}/cameras`);
  await page.getByRole("button", { name: "登记摄像机" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("名称").fill("高空全景");
  const choose = async (label: string, text: string): Promise<void> => {
    await dialog.getByLabel(label, { exact: true }).click();
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
  };
  await choose("部位用途", "道路");
  await choose("场所", "演练");
  await choose("视频系统", "演练");
  await dialog.getByLabel("主码流码率").fill("60000");
  await dialog.getByRole("textbox", { name: "RTSP 地址" }).fill("rtsp://127.0.0.1:1/x");
  await dialog.getByRole("button", { name: "保存" }).click();
}

describe("space on the disks", () => {
  it("is reckoned before a camera is enabled, and accepted in writing only", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    await register(page);
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/存储容量不足，不能启用：本路 60000 kbit\/s、须存 30 日.*需 3\d\.\d GB/).waitFor();
    await shoot(page, "space-refused-zh");
    await dialog.getByLabel("主码流码率").scrollIntoViewIfNeeded();
    await shoot(page, "space-fields-zh");

    await page.goto(`${stage.house.url}/status`);
    await page.getByText("空间充足，全部按计划录像").waitFor();
    await page.getByRole("button", { name: "登记书面指示" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("事项").click();
    await page.getByTitle("容量不足仍启用摄像机，限期扩容").click();
    await form.getByLabel("单位负责人").fill("李建国");
    const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);
    const later = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await form.getByLabel("签署日期").fill(today);
    await form.getByLabel("文号或文件名").fill("锡某办〔2026〕12号");
    await form.getByLabel("扩容期限").fill(later);
    await shoot(page, "space-instruction-zh");
    await form.getByRole("button", { name: "保存" }).click();
    await page.getByText("锡某办〔2026〕12号").waitFor();
    await page.getByText("锡某办〔2026〕12号").scrollIntoViewIfNeeded();
    await shoot(page, "space-status-zh");

    await register(page);
    await page.getByRole("link", { name: "高空全景" }).waitFor();
    await page.goto(`${stage.house.url}/findings`);
    await page.getByText("容量不足仍启用").waitFor();
    await page.getByText(`锡某办〔2026〕12号 ${later}`).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });
});
