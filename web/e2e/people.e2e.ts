// Rights and who holds them, as people handle them in the browser.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { furnished, passwordOf, shoot, signedIn, type House } from "./house";

const stage = furnished();

/** Has what an account proved lie a day back: the clock of a running house cannot be moved. */
function age(house: House, login: string): void {
  const script = `import sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=10)
with db: db.execute("UPDATE session SET fresh = fresh - 86400000000 WHERE account = (SELECT id FROM account WHERE login = ?)", (sys.argv[2],))`;
  const ran = spawnSync("python3", ["-c", script, join(house.data, "rows.db"), login]);
  expect(ran.stderr.toString()).toBe("");
}

describe("a sensitive act", () => {
  it("asks who one is and then goes on by itself", async () => {
    const { house, browser } = stage;
    const { page, context, problems } = await signedIn(browser, house, "admin");
    await page.goto(`${house.url}/accounts`);
    await page.getByRole("button", { name: "新建账号" }).click();
    const form = page.getByRole("dialog", { name: "新建账号" });
    await form.getByLabel("账号").fill("stepped");
    await form.getByLabel("姓名").fill("新来的");
    age(house, "admin");
    await form.getByRole("button", { name: /保\s*存/ }).click();
    const proof = page.getByRole("dialog", { name: "验证身份" });
    await proof.getByLabel("密码").fill("not the password at all");
    await proof.getByRole("button", { name: "验证并继续" }).click();
    await proof.getByText("账号或密码不正确").waitFor();
    await shoot(page, "step-up-zh");
    await proof.getByLabel("密码").fill(passwordOf(house, "admin"));
    await proof.getByRole("button", { name: "验证并继续" }).click();
    await page.getByRole("dialog", { name: /一次性密码/ }).waitFor();
    await context.close();
    expect(problems.filter((p) => !p.includes("403"))).toEqual([]);
  });
});

describe("rights", () => {
  it("are changed with a reason, noted and reviewed by the auditor", async () => {
    const { house, browser } = stage;
    const admin = await signedIn(browser, house, "admin");
    await admin.page.goto(`${house.url}/accounts`);
    await admin.page.getByRole("row", { name: /copy/ }).getByRole("button", { name: "设置角色" }).click();
    const form = admin.page.getByRole("dialog", { name: /设置角色/ });
    await form.getByRole("button", { name: "删除" }).first().click();
    await form.getByRole("button", { name: /保\s*存/ }).click();
    await form.getByText(/事由/).last().waitFor();
    await form.getByLabel("事由").fill("不再参加值守");
    await shoot(admin.page, "roles-reason-zh");
    await form.getByRole("button", { name: /保\s*存/ }).click();
    await form.waitFor({ state: "hidden" });
    await admin.page.goto(`${house.url}/right-changes`);
    await admin.page.getByText("待审计员知悉").first().waitFor();
    await admin.page.getByText("场所", { exact: false }).first().waitFor();
    await shoot(admin.page, "right-changes-zh");
    expect(admin.problems).toEqual([]);
    await admin.context.close();

    const auditor = await signedIn(browser, house, "auditor");
    await auditor.page.goto(`${house.url}/right-changes?open=1`);
    await auditor.page.getByText("不再参加值守").waitFor();
    await auditor.page.getByRole("button", { name: "已知悉" }).first().click();
    await auditor.page.getByText("不再参加值守").waitFor({ state: "detached" });
    await auditor.page.goto(`${house.url}/right-review`);
    const row = auditor.page.getByRole("row", { name: /keeper/ });
    await row.getByRole("button", { name: /保\s*留/ }).click();
    await row.getByText("审计员").waitFor();
    const other = auditor.page.getByRole("row", { name: /tech/ });
    await other.getByRole("button", { name: /收\s*回/ }).click();
    await auditor.page.getByRole("dialog").getByRole("textbox").fill("调试已经结束");
    await auditor.page.getByRole("dialog").getByRole("button", { name: /保\s*存/ }).click();
    await other.getByText("已收回").waitFor();
    await shoot(auditor.page, "right-review-zh");
    await auditor.page.emulateMedia({ media: "print" });
    await shoot(auditor.page, "right-review-print");
    expect(auditor.problems).toEqual([]);
    await auditor.context.close();
  });
});
