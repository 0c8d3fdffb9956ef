// A hold from beginning to end, on the shipped program: placed by one person
// from the timeline, in force after a restart, not lifted alone, lifted by two.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { words } from "../src/words";
import { gatewayThere, KEYS, probed, startGateway } from "./gateway";
import { BINARY, settle, shoot, signedIn, startBrowser, startHouse, until, type Browsing, type House, type Visit } from "./house";

const zh = (key: keyof typeof words): string => words[key][0];
const MATTER = "锡公（刑）立字〔2026〕9号";
const SCAN = { name: "解除决定.png", mimeType: "image/png", buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64") };

let house: House;
let chrome: Browsing;
beforeAll(async () => {
  house = await startHouse({ practice: true });
  chrome = await startBrowser();
});
afterAll(async () => {
  await chrome?.stop();
  await house?.stop();
});

/** Makes an account of the unit that runs the first camera's system, and signs it in. */
async function hire(admin: Page, login: string): Promise<Visit> {
  const password = await admin.evaluate(async (name) => {
    const send = async (method: string, path: string, body: unknown, etag = "") =>
      (await (await fetch(`/api/v1${path}`, { method, headers: { "Content-Type": "application/json", ...(etag ? { "If-Match": etag } : {}) }, body: JSON.stringify(body) })).json()) as Record<string, unknown>;
    const made = (await send("POST", "/accounts", { login: name, name })) as { account: { id: string; etag: string }; oneTimePassword: string };
    const get = async (path: string) => (await (await fetch(`/api/v1${path}`)).json()) as { items: { systemId: string }[]; operatorId?: string };
    const camera = (await get("/cameras?limit=1&q=01")).items[0];
    const { operatorId } = await get(`/systems/${camera?.systemId}`);
    await send("PUT", `/accounts/${made.account.id}/roles`, { roles: [{ role: "site-operator", organisationId: operatorId }], reason: "岗位需要" }, made.account.etag);
    return made.oneTimePassword;
  }, login);
  house.accounts.set(login, { login, password });
  return signedIn(chrome.browser, house, login);
}

/** The hold as the server has it. */
async function held(page: Page, id: string): Promise<{ state: string; points: { state: string }[] }> {
  return page.evaluate(async (of) => (await (await fetch(`/api/v1/evidence/holds/${of}`)).json()) as { state: string; points: { state: string }[] }, id);
}

async function recorded(page: Page): Promise<string> {
  const id = await page.evaluate(async () => ((await (await fetch("/api/v1/cameras?may=playback&limit=1")).json()) as { items: { id: string }[] }).items[0]?.id ?? "");
  await until(
    async () =>
      page.evaluate(async (of) => {
        const from = new Date(Date.now() - 600_000).toISOString();
        const line = (await (await fetch(`/api/v1/cameras/${of}/timeline?from=${from}&to=${new Date().toISOString()}&scale=hour`)).json()) as { runs?: { from: string }[]; durableTo?: string };
        const first = line.runs?.[0];
        return first !== undefined && Date.parse(line.durableTo ?? "") - Date.parse(first.from) > 15_000;
      }, id),
    90_000,
    () => "the practice camera records nothing",
  );
  return id;
}

describe("a hold", () => {
  let id = "";

  it("is placed by one person from the timeline, and is in force after a restart", async () => {
    const { page, context, problems } = await signedIn(chrome.browser, house, "keeper");
    const camera = await recorded(page);
    await page.goto(`${house.url}/playback?cameras=${camera}`);
    await page.locator("button:enabled", { hasText: zh("hold.place") }).click();
    const dialog = page.getByRole("dialog");
    const local = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19);
    const line = dialog.getByRole("slider");
    await line.hover(); // which waits until the dialog stands still
    const box = await line.boundingBox();
    if (!box) throw new Error("no timeline in the dialog");
    const before = await dialog.getByLabel(zh("hold.from")).inputValue();
    await page.mouse.move(box.x + box.width * 0.3, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.4, box.y + 30, { steps: 4 });
    await page.mouse.up();
    expect(await dialog.getByLabel(zh("hold.from")).inputValue()).not.toBe(before);
    await dialog.getByLabel(zh("hold.from")).fill(local(Date.now() - 12_000));
    await dialog.getByLabel(zh("hold.to")).fill(local(Date.now() - 4_000));
    await dialog.getByLabel(zh("hold.matter")).fill(MATTER);
    await dialog.getByLabel(zh("hold.reason")).fill("涉嫌盗窃");
    await shoot(page, "hold-place-zh");
    await settle(page, zh("hold.place"));
    await page.goto(`${house.url}/holds`);
    await page.getByRole("link", { name: MATTER }).click();
    await page.getByRole("heading", { name: zh("hold.where") }).waitFor();
    id = new URL(page.url()).pathname.split("/").pop() ?? "";
    expect((await held(page, id)).points.map((p) => p.state)).toEqual(["secured"]);
    await shoot(page, "hold-one-zh");
    await page.goto(`${house.url}/cameras/${camera}`);
    await page.getByRole("slider").first().waitFor();
    await new Promise((r) => setTimeout(r, 1_500));
    await shoot(page, "hold-timeline-zh");
    expect(problems).toEqual([]);
    await context.close();
    house = await house.again();
    const after = await signedIn(chrome.browser, house, "keeper");
    const now = await held(after.page, id);
    expect([now.state, ...now.points.map((p) => p.state)]).toEqual(["in-force", "secured"]);
    await after.context.close();
  });

  it.runIf(gatewayThere())("gets a second copy that is complete, in a bucket that was probed", { timeout: 120_000 }, async () => {
    const gateway = await startGateway();
    try {
      expect(await probed(gateway)).toContain("this bucket is compliant");
      const admin = await signedIn(chrome.browser, house, "admin");
      const statuses = await admin.page.evaluate(
        async ({ endpoint, keys }) => {
          const set = async (key: string, value: string) =>
            (await fetch(`/api/v1/settings/second-copy.${key}`, { method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ value: JSON.stringify(value) }) })).status;
          return [await set("access-key", keys.access), await set("secret-key", keys.secret), await set("bucket", keys.bucket), await set("endpoint", endpoint)];
        },
        { endpoint: gateway.endpoint, keys: KEYS },
      );
      expect(statuses.every((s) => s < 300), String(statuses)).toBe(true);
      await admin.page.goto(`${house.url}/status`);
      await admin.page.getByText(zh("second.never")).waitFor({ timeout: 40_000 });
      await admin.page.getByRole("button", { name: zh("second.probe") }).click();
      await admin.page.getByText(zh("second.passed")).waitFor();
      await shoot(admin.page, "second-bucket-zh");
      await admin.context.close();
      const { page, context, problems } = await signedIn(chrome.browser, house, "keeper");
      const copies = async () => page.evaluate(async (of) => (await (await fetch(`/api/v1/evidence/holds/${of}/second-copy`)).json()) as { all: number; kept: number; open: number; failed: unknown[] }, id);
      let last: unknown;
      await until(
        async () => {
          const c = await copies();
          last = c;
          return c.all > 0 && c.kept === c.all && c.open === 0;
        },
        90_000,
        () => `no second copy: ${JSON.stringify(last)}`,
      );
      await page.goto(`${house.url}/holds/${id}`);
      await page.getByText(zh("second.whole").split("：")[0] ?? "").waitFor();
      await page.getByText(zh("second.verified")).scrollIntoViewIfNeeded();
      await shoot(page, "second-copy-zh");
      // What looks after a stopped platform works on a copy of its data.
      const stopped = `${house.data}-stopped`;
      try {
        execFileSync("cp", ["-r", "--sparse=always", house.data, stopped]);
        const run = (...args: string[]): string => execFileSync(BINARY, [...args, "--data", stopped], { env: { PATH: process.env.PATH }, encoding: "utf8" });
        const listed = run("hold", "ls");
        expect(listed).toContain(MATTER);
        expect(listed).toContain("1/1");
        expect(run("footage", "fetch-copy", "--hold", id, "-o", join(stopped, "fetched"), "--by", "王芳", "--reason", "试取回", "--all")).toContain("一致 fits");
        expect(run("worm-probe")).toContain("this bucket is compliant");
      } finally {
        rmSync(stopped, { recursive: true, force: true });
      }
      expect(problems).toEqual([]);
      await context.close();
    } finally {
      gateway.stop();
    }
  });

  it("is not lifted alone, and is lifted by two", async () => {
    const admin = await signedIn(chrome.browser, house, "admin");
    const one = await hire(admin.page, "zhao");
    const two = await hire(admin.page, "qian");
    await admin.context.close();
    const { page } = one;
    await page.goto(`${house.url}/holds/${id}`);
    await page.locator("button:enabled", { hasText: zh("hold.lift") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(zh("hold.decisionNumber")).fill("解保〔2026〕3号");
    await dialog.getByLabel(zh("hold.decisionOrgan")).fill("梁溪分局");
    await dialog.locator('input[type="file"]').setInputFiles(SCAN);
    await dialog.getByText(SCAN.name).waitFor();
    await dialog.getByLabel(zh("hold.liftWhy")).fill("案件已终结");
    await settle(page, zh("hold.lift"));
    await page.getByText("解保〔2026〕3号").first().waitFor();
    const confirm = page.getByRole("button", { name: zh("hold.confirm") });
    expect(await confirm.isDisabled()).toBe(true);
    const alone = await page.evaluate(async (of) => {
      const hold = (await (await fetch(`/api/v1/evidence/holds/${of}`)).json()) as { lifting: { digest: string } };
      const answer = await fetch(`/api/v1/evidence/holds/${of}/confirm`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ digest: hold.lifting.digest }) });
      return ((await answer.json()) as { code: string; article?: string; unmet?: { code: string; article: string }[] }).unmet?.[0];
    }, id);
    expect(alone).toMatchObject({ code: "clause.lift-two", article: "W168/29/2" });
    expect((await held(page, id)).state).toBe("in-force");
    await shoot(page, "hold-alone-zh");
    await two.page.goto(`${house.url}/holds/${id}`);
    await two.page.locator("button:enabled", { hasText: zh("hold.confirm") }).click();
    await shoot(two.page, "hold-confirm-zh");
    await settle(two.page, zh("hold.confirm"));
    await two.page.getByText(zh("hold.state.lifted")).first().waitFor();
    await shoot(two.page, "hold-lifted-zh");
    await two.page.goto(`${house.url}/holds`);
    await two.page.getByRole("link", { name: MATTER }).waitFor();
    await shoot(two.page, "holds-zh");
    expect([...one.problems, ...two.problems]).toEqual([]);
    await one.context.close();
    await two.context.close();
  });
});
