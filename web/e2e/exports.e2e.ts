// An evidence bundle, played through: asked for from playback for own use,
// made, fetched, checked by the shipped verifier, handed over and returned.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { delivering, recorded, zh } from "./counter";
import { artefacts, BINARY, furnished, shoot, signedIn, until } from "./house";

const stage = furnished();

describe("evidence bundles", () => {
  it("are asked for, made, fetched, checked, handed over and returned", async () => {
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "copy");
    const [camera = ""] = await delivering(page);
    await recorded(page, [camera]);
    await page.goto(`${stage.house.url}/cameras/${camera}?at=${encodeURIComponent(new Date(Date.now() - 12_000).toISOString())}`);
    await page.getByRole("button", { name: zh("deck.export") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: zh("exp.form.bundle") }).check();
    await dialog.getByLabel(zh("export.recipient")).fill("梁溪区街道办");
    await dialog.getByLabel(zh("export.approver")).fill("王五");
    await dialog.getByLabel(zh("export.purpose")).fill("演练：设施损坏理赔");
    await shoot(page, "export-ask-zh");
    await dialog.locator(".ant-modal-footer .ant-btn-primary").click();
    await page.waitForURL(/\/exports\/[0-9a-f-]{36}$/u);
    await page.getByText("演练：设施损坏理赔").first().waitFor();
    await shoot(page, "export-making-zh");
    await until(async () => (await page.locator('[data-state="ready"]').count()) > 0, 150_000, () => "the bundle is not ready");
    await page.getByText(zh("exp.noWitness")).waitFor(); // the practice platform has none
    await shoot(page, "export-ready-zh");
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: zh("exp.fetch") }).click()]);
    const path = join(artefacts, file.suggestedFilename());
    await file.saveAs(path);
    expect(file.suggestedFilename()).toMatch(/\.evb\.zip$/u);
    const checked = spawnSync(join(BINARY, "..", "shiheng-verify"), [path, "--json", "--lang", "zh"], { encoding: "utf8" });
    const said = JSON.parse(checked.stdout) as { practice: boolean; findings: { code: string; verdict: string }[] };
    expect([checked.status, said.practice]).toEqual([2, true]); // nobody else saw the log
    expect(said.findings.map((f) => f.code)).toContain("witness.none");

    await page.getByRole("button", { name: zh("exp.hand"), exact: true }).click();
    const hand = page.getByRole("dialog");
    await hand.getByLabel(zh("exp.takenBy")).fill("李四");
    await hand.getByLabel(zh("exp.takerUnit")).fill("梁溪区街道办");
    await hand.getByLabel(zh("exp.card")).fill("LX-0042");
    await hand.getByLabel(zh("exp.medium"), { exact: true }).fill("U盘");
    await hand.locator(".ant-modal-footer .ant-btn-primary").click();
    await page.locator('[data-state="handed-over"]').waitFor();
    await page.getByText("LX-0042").waitFor();
    await shoot(page, "export-handed-zh");
    await page.getByRole("button", { name: zh("exp.end"), exact: true }).click();
    const end = page.getByRole("dialog");
    await end.getByLabel(zh("exp.remark")).fill("理赔结束，由接收人当面交还");
    await end.locator(".ant-modal-footer .ant-btn-primary").click();
    await page.locator('[data-state="returned"]').waitFor();
    await page.goto(`${stage.house.url}/exports`);
    await page.getByRole("row").filter({ hasText: "梁溪区街道办" }).getByText(zh("exp.state.returned")).waitFor();
    await shoot(page, "export-list-zh");
    expect(problems).toEqual([]);
    await context.close();
  }, 240_000); // it waits until the log has a minute behind the span
});
