// A duty wall that nobody attends: its controls are locked and its pictures go
// on; the next shift takes over without a picture stopping.
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { words } from "../src/words";
import { furnished, passwordOf, shoot, signedIn, until } from "./house";
import { readStrip, type Strip } from "./strip";

const stage = furnished();
const zh = (key: keyof typeof words): string => words[key][0];

/** The strip of the picture in sight, once there is one. */
async function strip(page: Page, where: string): Promise<Strip> {
  let seen: Strip | null = null;
  await until(async () => (seen = await readStrip(page.locator(where))) !== null, 60_000, () => "no picture");
  return seen as unknown as Strip;
}

async function lock(page: Page): Promise<void> {
  await page.getByRole("button", { name: zh("lock.now") }).click();
  await page.getByRole("dialog", { name: zh("lock.title") }).waitFor();
}

/** What the server answers to a request of the page's own. */
function tried(page: Page, path: string, send?: object): Promise<{ status: number; code: string; article: string }> {
  return page.evaluate(
    async ([where, body]) => {
      const answer = await fetch(`/api/v1${where}`, body === undefined ? {} : { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
      const said = (await answer.json().catch(() => ({}))) as { code?: string; article?: string };
      return { status: answer.status, code: said.code ?? "", article: said.article ?? "" };
    },
    [path, send] as const,
  );
}

describe("a duty post", () => {
  it("locks its controls while the pictures go on, and changes the shift without stopping one", async () => {
    const other = await signedIn(stage.browser, stage.house, "copy");
    await other.context.close();
    const { page, context, problems } = await signedIn(stage.browser, stage.house, "keeper");
    await page.goto(`${stage.house.url}/wall?grid=4`);
    const first = await strip(page, '[data-tile="0"]');
    await page.locator(".tile video").first().evaluate((v) => ((v as HTMLVideoElement & { same?: boolean }).same = true));

    await lock(page);
    await page.keyboard.press("1"); // a wall of one, were it not locked
    expect(new URL(page.url()).searchParams.get("grid")).not.toBe("1");
    const leaf = await page.locator(".cameratree [data-camera]").first().getAttribute("data-camera");
    const hour = { from: new Date(Date.now() - 60_000).toISOString(), to: new Date().toISOString() };
    expect(await tried(page, "/grants", { act: "playback", cameraIds: [leaf], ...hour })).toEqual({ status: 403, code: "session.locked", article: "W168/29/1" });
    expect((await tried(page, "/sessions")).code).toBe("session.locked");
    expect((await tried(page, "/session/factor", {})).code).toBe("session.locked");
    expect((await tried(page, "/tree")).status).toBe(200);
    await until(async () => (await strip(page, '[data-tile="0"]')).counter > first.counter + 10, 20_000, () => "the picture stopped with the lock");
    await shoot(page, "lock-zh");

    await page.reload(); // no way round it
    await page.getByRole("dialog", { name: zh("lock.title") }).waitFor();
    const again = await strip(page, '[data-tile="0"]');
    await page.locator(".tile video").first().evaluate((v) => ((v as HTMLVideoElement & { same?: boolean }).same = true));

    await page.getByText(zh("lock.shift"), { exact: true }).click();
    await page.getByLabel(zh("login.name")).fill("copy");
    await page.getByLabel(zh("login.password")).fill("wrong");
    await page.getByRole("button", { name: zh("lock.take") }).click();
    await page.locator(".lockscreen").getByRole("alert").waitFor();
    await page.getByLabel(zh("login.password")).fill(passwordOf(stage.house, "copy"));
    await shoot(page, "lock-shift-zh");
    await page.getByRole("button", { name: zh("lock.take") }).click();
    await page.locator(".lockscreen").waitFor({ state: "detached" });
    expect(await page.locator(".tile video").first().evaluate((v) => (v as HTMLVideoElement & { same?: boolean }).same)).toBe(true);
    await until(async () => (await strip(page, '[data-tile="0"]')).counter > again.counter + 10, 20_000, () => "the picture stopped with the shift");
    expect(await page.locator(".wall > .watermark").textContent()).toContain("copy");
    expect((await tried(page, "/sessions")).status).toBe(200);

    await lock(page); // and free it again as its owner does
    await page.getByRole("button", { name: zh("lock.prove") }).click();
    await page.getByRole("dialog", { name: zh("stepUp.title") }).getByLabel(zh("login.password")).fill(passwordOf(stage.house, "copy"));
    await page.getByRole("dialog", { name: zh("stepUp.title") }).getByRole("button", { name: zh("stepUp.submit") }).click();
    await page.locator(".lockscreen").waitFor({ state: "detached" });
    await page.keyboard.press("1");
    await until(() => new URL(page.url()).searchParams.get("grid") === "1", 5_000, () => "the keys stay locked");
    expect(problems).toEqual([]);
    await context.close();

    const auditor = await signedIn(stage.browser, stage.house, "auditor");
    const acts = await auditor.page.evaluate(async () => {
      const answer = (await (await fetch("/api/v1/audit?limit=200")).json()) as { items: { act: string; reason?: string; name: string }[] };
      return answer.items.map((e) => `${e.act} ${e.name} ${e.reason ?? ""}`.trim());
    });
    await auditor.context.close();
    for (const want of ["session.lock keeper", "management.attempt keeper session.locked", "session.hand-over copy", "session.logout keeper", "session.lock copy", "session.unlock copy", "footage.live copy"]) {
      expect(acts.some((a) => a.startsWith(want)), want).toBe(true);
    }
  });
});
