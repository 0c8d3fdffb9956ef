// The office at work: what is due, and the figures with what is behind them.
import { describe, expect, it } from "vitest";
import { words } from "../src/words";
import { furnished, shoot, signedIn, until } from "./house";

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
