// Articles 23, 24 and 25 of the order and 21 of the decree as one script, on the
// shipped binary: what is lawful is shown, what is not is refused by its
// article; at the end the auditor reads all of it back, in order, and holds
// each leaf's proof against the log's own checkpoint.
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { application, attached, call, delivering, ORGAN, recorded, zh, type Answer } from "./counter";
import { furnished, shoot, signedIn, until, type Visit } from "./house";
import { wrongWith, type Leaf } from "./proof";

const stage = furnished();

/** An act as the record must have it, in the order it happened. */
interface Expected {
  act: string;
  outcome: "granted" | "refused";
  article: string;
  reason?: string;
}

const happened: Expected[] = [];

const granted = (act: string, article: string, reason?: string): void => void happened.push({ act, outcome: "granted", article, ...(reason === undefined ? {} : { reason }) });

/** Asserts a refusal as the applicant reads it, and expects it on record. */
function refused(answer: Answer, act: string, code: string, article: string): void {
  expect([answer.status, answer.code, answer.article]).toEqual([403, code, article]);
  happened.push({ act, outcome: "refused", article, reason: code });
}

let clerk: Visit;
let camera = "";
let letter = "";

const idOf = (a: Answer): string => String(a.body.id);
const at = (id: string, act: string): string => `/official/applications/${id}/${act}`;

/** Receives an application at the counter. */
async function received(replace: Record<string, unknown> = {}): Promise<string> {
  const a = await call(clerk.page, "POST", "/official/applications", application(camera, letter, replace));
  expect(a.status, JSON.stringify(a.body)).toBe(201);
  granted("official.register", "W168/24/1/3");
  return idOf(a);
}

async function permitted(id: string, b: object = {}): Promise<void> {
  const a = await call(clerk.page, "POST", at(id, "grant"), b);
  expect(a.status, JSON.stringify(a.body)).toBe(200);
  granted("official.grant", "W168/23");
}

/** Waits until a picture of the past moves on a page. */
async function picture(page: Page, of = ".screen video"): Promise<void> {
  const video = page.locator(of).first();
  await until(async () => video.evaluate((v) => (v as HTMLVideoElement).videoWidth > 0).catch(() => false), 60_000, () => "no picture");
}

beforeAll(async () => {
  clerk = await signedIn(stage.browser, stage.house, "keeper");
  const [first = ""] = await delivering(clerk.page);
  camera = first;
  letter = await attached(clerk.page, "介绍信.png");
  await recorded(clerk.page, [camera]);
});

describe("Article 24: who does not have everything is refused by the item", () => {
  it("one officer alone", async () => {
    const id = await received({ officers: [{ name: "王建国", unit: ORGAN, card: "032001", shown: true }] });
    refused(await call(clerk.page, "POST", at(id, "grant"), {}), "official.grant", "clause.officials-two", "W168/24/1/1");
    refused(await call(clerk.page, "POST", at(id, "open")), "official.open", "official.not-granted", "W168/24/1");
    await clerk.page.goto(`${stage.house.url}/official/${id}`);
    await clerk.page.locator('.conditions [data-article="W168/24/1/1"]').getByText("工作人员不得少于2人").waitFor();
    expect(await clerk.page.getByRole("button", { name: zh("off.grant"), exact: true }).isDisabled()).toBe(true);
    expect((await call(clerk.page, "POST", at(id, "refuse"), {})).status).toBe(200);
    granted("official.refuse", "W168/24/2", "official.item-missing");
  });

  it("the same person twice", async () => {
    const same = { name: "王建国", unit: ORGAN, card: "032001", shown: true };
    const id = await received({ officers: [same, same] });
    refused(await call(clerk.page, "POST", at(id, "grant"), {}), "official.grant", "clause.officials-two", "W168/24/1/1");
  });

  it("a letter of a unit that is neither officer's", async () => {
    const id = await received({ letterOf: { unit: "某某保险公司", number: "介2026-99", scanId: await attached(clerk.page, "他单位介绍信.png") } });
    refused(await call(clerk.page, "POST", at(id, "grant"), {}), "official.grant", "clause.officials-letter", "W168/24/1/2");
  });
});

describe("Articles 23 and 24: who has everything is shown it", () => {
  let id = "";

  it("though they will not sign; that alone refuses nobody, and a wider window is not theirs", async () => {
    id = await received({ served: { signed: false, remark: "拒绝签字" } });
    refused(await call(clerk.page, "POST", at(id, "refuse"), { reason: "未签字", head: "张某" }), "official.refuse", "clause.must-cooperate", "W168/38/2");
    refused(await call(clerk.page, "POST", at(id, "grant"), { to: new Date(Date.now() + 600_000).toISOString() }), "official.grant", "clause.officials-bounds", "W168/29/1");
    refused(await call(clerk.page, "POST", at(id, "grant"), { acts: ["view", "copy"] }), "official.grant", "clause.officials-asked", "W168/29/1");
    await permitted(id);
    await clerk.page.goto(`${stage.house.url}/official/${id}/view`);
    await picture(clerk.page);
    granted("footage.playback", "W168/24");
    granted("official.open", "W168/24");
    await shoot(clerk.page, "articles-viewing-zh");
  });

  it("until it is taken back: the open stream ends at once", async () => {
    const other = await signedIn(stage.browser, stage.house, "keeper");
    expect((await call(other.page, "POST", at(id, "revoke"), { why: "案件已撤销" })).status).toBe(200);
    const asked = Date.now();
    let said = "";
    await until(async () => (said = (await clerk.page.locator(".past").first().getAttribute("data-code").catch(() => "")) ?? "") === "official.revoked", 10_000, () => `the picture goes on: ${said}`);
    console.log(`revoked: the page said so ${Date.now() - asked} ms after the answer`);
    granted("official.revoke", "W168/29/1");
    granted("grant.end", "W168/29/1", "official.revoked");
    await other.context.close();
    refused(await call(clerk.page, "POST", at(id, "open")), "official.open", "official.not-granted", "W168/24/1");
  });

  it("for their own matter: a letter serves no other one", async () => {
    const a = await call(clerk.page, "POST", "/official/applications", application(camera, letter, { caseNumber: "锡公（刑）立字〔2026〕2号" }));
    refused(a, "official.register", "official.letter-other-matter", "W168/24/1/2");
  });

  it("and no longer than was permitted", async () => {
    const short = await received();
    const end = Date.now() + 3_000;
    await permitted(short, { until: new Date(end).toISOString() });
    await until(() => Date.now() > end + 200, 10_000, () => "time stands still");
    refused(await call(clerk.page, "POST", at(short, "open")), "official.open", "clause.officials-bounds", "W168/29/1");
  });

  it("and basic information only by the act that was granted", async () => {
    const look = await received({ acts: ["viewBasic"] });
    await permitted(look);
    await clerk.page.goto(`${stage.house.url}/official/${look}`);
    const part = clerk.page.getByRole("region", { name: zh("off.basic") });
    await part.getByRole("button", { name: zh("off.basicLook") }).click();
    await part.getByRole("heading", { level: 3 }).waitFor();
    granted("official.basic", "W168/24");
    await shoot(clerk.page, "articles-basic-zh");
    expect(await part.getByRole("button", { name: zh("off.basicCopy") }).count()).toBe(0);
    refused(await call(clerk.page, "POST", at(look, "basic"), { act: "copyBasic" }), "official.basic", "clause.officials-asked", "W168/29/1");
    const take = await received({ acts: ["retrieveBasic"] });
    await permitted(take);
    await clerk.page.goto(`${stage.house.url}/official/${take}`);
    await part.getByRole("button", { name: zh("off.basicRetrieve") }).click();
    await clerk.page.getByText("基础信息提供单").first().waitFor();
    granted("official.basic", "W168/24");
  });

  it("and the live picture is forwarded only where that was asked for and granted", async () => {
    const span = { from: new Date(Date.now() - 60_000).toISOString(), to: new Date(Date.now() + 600_000).toISOString() };
    const ask = (grant: Answer) => ({ grantId: grant.body.id, cameraIds: [camera], login: "copy", purpose: "现场指挥", minutes: 5 });
    const plain = await received(span);
    await permitted(plain);
    let g = await call(clerk.page, "POST", at(plain, "open"));
    granted("official.open", "W168/24");
    refused(await call(clerk.page, "POST", "/forwards", ask(g)), "forward.make", "clause.officials-asked", "W168/29/1");
    const asked = await received({ ...span, acts: ["view", "forwardLive"] });
    await permitted(asked);
    g = await call(clerk.page, "POST", at(asked, "open"));
    granted("official.open", "W168/24");
    expect((await call(clerk.page, "POST", "/forwards", ask(g))).status).toBe(201);
    granted("forward.make", "W168/24");
  });
});

const coming = (proof: string, from = Date.now() - 60_000) => ({
  cameraIds: [camera], from: new Date(from).toISOString(), to: new Date(Date.now() - 5_000).toISOString(),
  evidence: { viewer: { name: "赵小兰", papers: "id-card", number: "320211198001011224", relation: "relative", proofId: proof }, shown: true, served: { signed: true } },
});

/** What citizens are shown they do not get: by the look's own grant, by word of mouth, by forwarding. */
async function takesNothing(path: string, g: Answer, article: string): Promise<void> {
  const under = `/grants/${String(g.body.id)}`;
  for (const file of ["export", "snapshot"]) refused(await call(clerk.page, "GET", `${under}/${file}/${camera}`), "citizen.copy", "clause.look-only", article);
  refused(await call(clerk.page, "POST", `${path}/copy`), "citizen.copy", "clause.look-only", article);
  refused(await call(clerk.page, "POST", "/forwards", { grantId: g.body.id, cameraIds: [camera], login: "copy", purpose: "给家里人看", minutes: 5 }), "forward.make", "clause.look-only", article);
  refused(await call(clerk.page, "GET", `${under}/playback/${camera}`), "citizen.stream", "citizen.token", article); // no token: no stream to load down
}

describe("Article 25: a missing person's family looks, and takes nothing", () => {
  it("on the sharing platform, accompanied, at a bound workstation", async () => {
    const admin = await signedIn(stage.browser, stage.house, "admin");
    expect((await call(admin.page, "PUT", "/settings/platform.sharing", { value: "true" })).status).toBe(200);
    const made = await call(admin.page, "POST", "/workstations", { name: "接待室1", where: "一楼" });
    await admin.context.close();
    const grown = await call(clerk.page, "POST", "/citizen/missing", { person: { name: "钱某", category: "other", lastSeenAt: new Date(Date.now() - 60_000).toISOString(), where: "崇安寺" }, here: true, ...coming(await attached(clerk.page, "户口簿.png")) });
    granted("citizen.receive", "W168/25");
    refused(await call(clerk.page, "POST", `/citizen/cases/${idOf(grown)}/admit`), "citizen.admit", "clause.missing-look.2", "W168/25");

    const lost = await call(clerk.page, "POST", "/citizen/missing", { person: { name: "赵大爷", category: "elderly", lastSeenAt: new Date(Date.now() - 60_000).toISOString(), where: "崇安寺" }, here: true, ...coming(await attached(clerk.page, "户口簿.png")) });
    granted("citizen.receive", "W168/25");
    const path = `/citizen/cases/${idOf(lost)}`;
    expect((await call(clerk.page, "POST", `${path}/admit`)).status).toBe(200);
    granted("citizen.admit", "W168/25");
    refused(await call(clerk.page, "POST", `${path}/open`, { beside: true }), "citizen.open", "clause.look-accompanied", "W168/29/1");
    expect((await call(clerk.page, "POST", "/workstations/bind", { code: made.body.code })).status).toBe(200);
    const g = await call(clerk.page, "POST", `${path}/open`, { beside: true });
    expect(g.status, JSON.stringify(g.body)).toBe(200);
    granted("citizen.open", "W168/25");
    await takesNothing(path, g, "W168/25");

    await clerk.page.goto(`${stage.house.url}/citizens/${idOf(lost)}/view`);
    await clerk.page.getByRole("checkbox", { name: zh("cit.beside") }).check();
    await clerk.page.locator("button:enabled", { hasText: zh("cit.open") }).first().click();
    await picture(clerk.page);
    granted("citizen.open", "W168/25");
    granted("citizen.stream", "W168/25");
    await clerk.page.getByRole("button", { name: zh("cit.viewEnd") }).click();
    expect((await call(clerk.page, "POST", `${path}/close`, { result: "found" })).status).toBe(200);
    granted("citizen.close", "W168/25");
    refused(await call(clerk.page, "POST", `${path}/open`, { beside: true }), "citizen.open", "citizen.not-admitted", "W168/25");
  });
});

describe("Article 21 of the decree: a person concerned looks with the unit's consent", () => {
  it("given with reasons by whoever answers for the unit", async () => {
    const interest = { stake: "property", what: "停放的车辆被刮擦", happenedAt: new Date(Date.now() - 60_000).toISOString(), where: "地下车库" };
    const { evidence, ...span } = coming(await attached(clerk.page, "行驶证.png"));
    const self = { ...evidence, viewer: { ...evidence.viewer, relation: "self" } };
    const made = await call(clerk.page, "POST", "/citizen/related", { interest, ...span, evidence: self });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    granted("citizen.receive", "R799/21");
    const path = `/citizen/cases/${idOf(made)}`;
    refused(await call(clerk.page, "POST", `${path}/open`, { beside: true }), "citizen.open", "citizen.not-admitted", "R799/21");
    const clerks = await call(clerk.page, "POST", `${path}/consent`, { why: "车主本人" });
    refused(clerks, "management.attempt", "access.role", "W168/29/1");
    const unit = await signedIn(stage.browser, stage.house, "mall");
    const consent = await call(unit.page, "POST", `${path}/consent`, { why: "车主本人，财产受损" });
    await unit.context.close();
    expect(consent.status, JSON.stringify(consent.body)).toBe(200);
    granted("citizen.admit", "R799/21");
    const g = await call(clerk.page, "POST", `${path}/open`, { beside: true });
    expect(g.status, JSON.stringify(g.body)).toBe(200);
    granted("citizen.open", "R799/21");
    await takesNothing(path, g, "R799/21");
  });
});

describe("a session that is ended", () => {
  it("takes its open stream with it", async () => {
    const watching = await signedIn(stage.browser, stage.house, "keeper");
    await watching.page.goto(`${stage.house.url}/wall?tiles=${camera}&grid=1`);
    await picture(watching.page, ".tile video");
    const own = (await call(watching.page, "GET", "/session")).body as { sessionId?: string };
    const list = (await call(clerk.page, "GET", "/sessions?limit=100")).body.items as { id: string; current?: boolean; begun?: string }[];
    const id = own.sessionId ?? list.find((s) => s.current !== true)?.id ?? "";
    expect((await call(clerk.page, "DELETE", `/sessions/${id}`)).status).toBeLessThan(300);
    await until(async () => (await watching.page.locator(".live[data-phase=ended]").count()) > 0 || new URL(watching.page.url()).pathname === "/login", 10_000, () => "the picture goes on");
    granted("session.end", "");
    granted("grant.end", "", "session.revoked");
    expect((await call(watching.page, "GET", "/tree")).status).toBe(401);
    await watching.context.close();
  });
});

interface Entry extends Expected {
  id: string;
  seq: number;
}

/** Everything on record, the oldest first. */
async function record(page: Page): Promise<Entry[]> {
  const out: Entry[] = [];
  for (let cursor = ""; ; ) {
    const got = (await call(page, "GET", `/audit?limit=500${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`)).body as { items: Entry[]; next?: string };
    out.push(...got.items);
    if (!got.next) return out.sort((a, b) => a.seq - b.seq);
    cursor = got.next;
  }
}

describe("the auditor", () => {
  it("reads all of it back, in order, each with its article, and each leaf stands under the log's checkpoint", async () => {
    const { page, context } = await signedIn(stage.browser, stage.house, "auditor");
    const all = await record(page);
    const found: Entry[] = [];
    let from = 0;
    for (const want of happened) {
      const i = all.findIndex((e, n) => n >= from && e.act === want.act && e.outcome === want.outcome && (want.article === "" || e.article === want.article) && (want.reason === undefined || e.reason === want.reason));
      expect(i, `${want.act} ${want.outcome} ${want.article} ${want.reason ?? ""} is not on record after ${found.at(-1)?.act ?? "the beginning"}`).toBeGreaterThanOrEqual(0);
      found.push(all[i] as Entry);
      from = i + 1;
    }
    console.log(`${found.length} acts read back in order, of ${all.length} on record`);
    const wrong: string[] = [];
    for (const e of found) {
      let leaf = await call(page, "GET", `/audit/${e.id}/proof`);
      await until(async () => leaf.status === 200 || (leaf = await call(page, "GET", `/audit/${e.id}/proof`)).status === 200, 20_000, () => `no proof of ${e.act}: ${leaf.code}`);
      const why = wrongWith(leaf.body as unknown as Leaf);
      if (why !== "") wrong.push(`${e.act} (${e.id}): ${why}`);
    }
    expect(wrong).toEqual([]);
    await page.goto(`${stage.house.url}/audit`);
    await page.getByRole("row").nth(2).waitFor();
    await shoot(page, "articles-audit-zh");
    await context.close();
    await clerk.context.close();
  });
});
