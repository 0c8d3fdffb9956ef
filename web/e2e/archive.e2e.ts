// The camera archive in a real browser: a record is filled in, a sheet brought
// in and taken back, the map drawn without any other host.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { furnished, shoot, signedIn } from "./house";

const stage = furnished();

/** The smallest picture there is, with something of its own at the end. */
function png(mark: string): Buffer {
  return Buffer.concat([Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64"), Buffer.from(mark)]);
}

describe("the camera archive", () => {
  it("is filled in, and says what is missing", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    await page.goto(`${stage.house.url}/archive`);
    await page.getByRole("table").getByRole("link").first().click();
    await page.getByRole("complementary", { name: "完整率" }).waitFor();
    await shoot(page, "archive-record-zh");
    await page.getByLabel("设备型号").fill("X-1");
    await page.getByLabel("经度").fill("120.301");
    await page.getByLabel("纬度").fill("31.575");
    await page.getByRole("button", { name: "保存档案" }).click();
    await page.getByText("已保存").waitFor();
    expect(await page.getByLabel("设备型号").inputValue()).toBe("X-1");
    await page.getByLabel("经度").fill("116.4");
    await page.getByLabel("纬度").fill("39.9");
    await page.getByRole("button", { name: "保存档案" }).click();
    await page.getByText("坐标不在无锡市范围内").first().waitFor();
    await page.getByRole("tab", { name: "变更记录" }).click();
    await page.getByText("X-1").first().waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("shows what a camera looks at as it is typed and turned, and draws it", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    await page.goto(`${stage.house.url}/archive`);
    await page.getByRole("table").getByRole("link").first().click();
    const plan = page.getByRole("figure", { name: "视场平面图" });
    await page.getByLabel("经度").fill("120.301");
    await page.getByLabel("纬度").fill("31.575");
    await page.getByRole("textbox", { name: "光轴方位角" }).fill("90");
    await page.getByRole("textbox", { name: "水平视场角" }).fill("60");
    await page.getByLabel("最远可视距离").fill("80");
    await plan.getByText("方位角 90°，视场角 60°，可视 80 米").waitFor();
    await plan.getByRole("slider", { name: "光轴方位角与可视距离" }).focus();
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("ArrowUp");
    await plan.getByText("方位角 100°，视场角 60°，可视 81 米").waitFor();
    await plan.getByRole("slider", { name: "水平视场角" }).focus();
    await page.keyboard.press("Shift+ArrowRight");
    expect(await page.getByRole("textbox", { name: "光轴方位角" }).inputValue()).toBe("100");
    expect(await page.getByRole("textbox", { name: "水平视场角" }).inputValue()).toBe("70");
    const tip = await plan.getByRole("slider", { name: "光轴方位角与可视距离" }).boundingBox();
    const whole = await plan.getByRole("group", { name: "视场平面图" }).boundingBox();
    if (!tip || !whole) throw new Error("the plan has no handles");
    await page.mouse.move(tip.x + tip.width / 2, tip.y + tip.height / 2);
    await page.mouse.down();
    await page.mouse.move(whole.x + whole.width / 2, whole.y + whole.height * 0.8, { steps: 4 });
    await page.mouse.up();
    await plan.getByText(/方位角 180°/).waitFor();
    await plan.getByRole("button", { name: "以当前视场为采集范围" }).click();
    await plan.getByText("采集范围已绘制").waitFor();
    await shoot(page, "archive-view-zh");
    await page.getByRole("button", { name: "保存档案" }).click();
    await page.getByText("已保存").waitFor();
    await page.reload();
    await plan.getByText("采集范围已绘制").waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("keeps pictures: brought in, shown again, replaced, taken off with the reason", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    await page.goto(`${stage.house.url}/archive`);
    await page.getByRole("table").getByRole("link").first().click();
    const field = (label: string) => page.locator(".ant-form-item").filter({ has: page.locator(`label:has-text("${label}")`) });
    const bring = (label: string, ...names: string[]) => field(label).locator('input[type="file"]').setInputFiles(names.map((name) => ({ name, mimeType: "image/png", buffer: png(name) })));
    await bring("现场照片", "正面.png", "侧面.png");
    await bring("标准画面", "画面一.png");
    await field("现场照片").locator("img").nth(1).waitFor();
    await field("标准画面").locator("img").waitFor();
    await page.getByRole("button", { name: "保存档案" }).click();
    await page.getByText("已保存").waitFor();
    await page.reload();
    await field("现场照片").locator("img").nth(1).waitFor();
    await field("标准画面").getByText("画面一.png").waitFor();
    await shoot(page, "archive-pictures-zh");

    await bring("标准画面", "画面二.png");
    await field("标准画面").getByText("画面二.png").waitFor();
    await field("现场照片").locator(".ant-upload-list-item").filter({ hasText: "正面.png" }).getByRole("button").first().click();
    await page.getByRole("button", { name: "保存档案" }).click();
    await page.getByText("请填写“照片取下原因”").or(page.getByText("照片取下原因").last()).first().waitFor();
    await page.getByLabel("照片取下原因").fill("拍摄有误");
    await page.getByRole("button", { name: "保存档案" }).click();
    await page.getByText("已保存").first().waitFor();
    await page.getByRole("tab", { name: "图片" }).click();
    const photos = page.getByRole("region", { name: "现场照片" });
    await photos.getByText("侧面.png").waitFor();
    expect(await photos.getByText("正面.png").count()).toBe(0);
    await photos.getByRole("switch").click();
    await photos.getByText("已停用：拍摄有误").waitFor();
    const reference = page.getByRole("region", { name: "标准画面" });
    await reference.getByRole("switch").click();
    await reference.getByText("已被新版本替换").waitFor();
    await shoot(page, "archive-pictures-tab-zh");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("takes a sheet: preview, write, take back", async () => {
    const { page, context } = await signedIn(stage.browser, stage.house, "admin");
    await page.goto(`${stage.house.url}/systems`);
    const system = (await page.getByRole("table").getByRole("row").nth(1).getByRole("cell").first().textContent()) ?? "";
    const file = join(mkdtempSync(join(tmpdir(), "sheet-")), "点位.csv");
    const lines = ["设备名称,所属系统,部位用途,监控方位", `湖滨路1号,${system},outdoor,东`, `女更衣室,${system},changing-room,东`, `湖滨路2号,${system},outdoor,上`];
    writeFileSync(file, `\uFEFF${lines.join("\r\n")}\r\n`);
    await page.goto(`${stage.house.url}/archive/import`);
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByRole("button", { name: "写入 1 行" }).waitFor();
    await page.getByText("法规禁止在此部位安装").waitFor();
    await page.getByText("“上”不在字典中").waitFor();
    await shoot(page, "archive-import-zh");
    await page.getByRole("button", { name: "写入 1 行" }).click();
    await page.getByRole("button", { name: "撤销整批导入" }).waitFor({ timeout: 30_000 });
    await page.goto(`${stage.house.url}/archive?q=${encodeURIComponent("湖滨路1")}`);
    await page.getByRole("link", { name: "湖滨路1号" }).waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "撤销整批导入" }).click();
    await page.locator(".ant-popconfirm").getByRole("button").last().click();
    await page.getByText("已撤销").first().waitFor({ timeout: 30_000 });
    await page.goto(`${stage.house.url}/archive?q=${encodeURIComponent("湖滨路1")}`);
    await page.getByText("没有符合条件的摄像机").waitFor();
    await context.close();
  });

  it("draws the map without any other host", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    const hosts = new Set<string>();
    page.on("request", (r) => hosts.add(new URL(r.url()).protocol === "blob:" ? "blob" : new URL(r.url()).host));
    await page.goto(`${stage.house.url}/map`);
    await page.getByText("本图范围 1 个点位").waitFor({ timeout: 30_000 });
    await shoot(page, "map-zh");
    hosts.delete("blob");
    expect([...hosts]).toEqual([new URL(stage.house.url).host]);
    expect(problems.filter((p) => !/WebGL|GPU|GL Driver/i.test(p))).toEqual([]);
    await context.close();
  });
});
