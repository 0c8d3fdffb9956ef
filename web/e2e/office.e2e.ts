// The office at work: what is due, the figures and what is behind them, and the
// register with its forbidden rooms.
import { describe, expect, it } from "vitest";
import { words } from "../src/words";
import { furnished, pick, settle, shoot, signedIn, until } from "./house";

const stage = furnished();

describe("what is due", () => {
  it("is one list, and leads to the duties of what it is about", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "police");
    const subject = page.getByRole("table").getByRole("link", { name: /演练/ }).first();
    // The first reckoning of a new store takes a moment.
    await until(
      async () => {
        await page.goto(`${stage.house.url}/todo?side=all`);
        return subject.waitFor({ timeout: 3_000 }).then(
          () => true,
          () => false,
        );
      },
      60_000,
      () => "nothing is due",
    );
    await subject.click();
    await page.waitForURL(/\/duties\/|\/systems\/|\/places\/|\/organisations\//);
    await page.getByRole("table").first().getByText(/第\d+条/).first().waitFor();
    await shoot(page, "duties-zh");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("is counted in indicators that open to the list behind the figure", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "police");
    await page.goto(`${stage.house.url}/indicators`);
    const table = page.getByRole("table", { name: words["ind.title"][0] });
    await table.getByRole("link").first().waitFor();
    const counted = table.getByRole("row").filter({ has: page.locator(".mark.num") }).first();
    await counted.getByRole("link").first().click();
    await page.waitForURL(/\/indicators\/K\d+/);
    const behind = page.getByRole("table", { name: words["ind.behind"][0] });
    await behind.locator(".ant-table-row-expand-icon").first().click();
    await page.getByRole("table", { name: /的构成$/ }).getByRole("row").nth(1).waitFor();
    await shoot(page, "indicator-zh");
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe("the register", () => {
  it("takes a place and its system, and no camera in a forbidden room", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "admin");
    const dialog = page.getByRole("dialog");
    await page.goto(`${stage.house.url}/places`);
    await page.getByRole("button", { name: words["reg.newPlace"][0] }).click();
    await dialog.getByLabel(words["field.name"][0], { exact: true }).fill("演练游泳馆");
    await settle(page, words["act.save"][0]);
    await page.getByRole("link", { name: "演练游泳馆" }).waitFor();

    await page.goto(`${stage.house.url}/systems`);
    await page.getByRole("button", { name: words["reg.newSystem"][0] }).click();
    await dialog.getByLabel(words["field.name"][0], { exact: true }).fill("演练游泳馆视频系统");
    await pick(page, words["reg.place"][0], "演练游泳馆");
    await dialog.getByLabel(words["reg.noDuty"][0]).fill("自愿安装");
    await settle(page, words["act.save"][0]);
    await page.getByRole("link", { name: "演练游泳馆视频系统" }).waitFor();

    await page.goto(`${stage.house.url}/cameras`);
    await page.getByRole("button", { name: words["reg.newCamera"][0] }).click();
    await dialog.getByLabel(words["field.name"][0], { exact: true }).fill("更衣室内");
    const choose = async (label: string, text: string): Promise<void> => {
      await dialog.getByLabel(label, { exact: true }).click();
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    };
    await choose(words["reg.roomUse"][0], "卫生间内部");
    await choose(words["reg.place"][0], "演练游泳馆");
    await choose(words["reg.system"][0], "演练游泳馆");
    await dialog.getByRole("textbox", { name: words["src.url"][0] }).fill("rtsp://127.0.0.1:1/x");
    await dialog.locator(".ant-modal-footer").getByRole("button", { name: words["act.save"][0] }).click();
    const refusal = dialog.getByText("该部位禁止安装摄像机").first();
    await refusal.waitFor();
    const clause = dialog.getByRole("link", { name: "无锡市政府令第168号第9条" }).first();
    await clause.hover();
    await page.getByRole("tooltip").getByText("禁止在旅馆客房").waitFor();
    await page.getByRole("tooltip").getByText("Image capture devices").waitFor();
    await shoot(page, "register-forbidden");
    await page.goto(`${stage.house.url}/findings`);
    await page.getByText("305室").first().waitFor();
    await page.getByText(/第9条/).first().waitFor();
    await shoot(page, "findings-zh");
    expect(problems).toEqual([]);
    await context.close();
  });
});
