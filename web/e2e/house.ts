// Starts the shipped binary on a fresh practice store, and a browser.
import { spawn, type ChildProcess } from "node:child_process";
import { createSocket } from "node:dgram";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

export interface FirstAccount {
  login: string;
  password: string;
}

export interface House {
  url: string;
  accounts: Map<string, FirstAccount>;
  /** Its data directory. */
  data: string;
  stop: () => Promise<void>;
  /** Stops the program and starts it on the same store. */
  again: () => Promise<House>;
}

export const BINARY = process.env.SHIHENG_BIN ?? new URL("../../bin/shiheng", import.meta.url).pathname;
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Where screenshots go; printed once so that a person can look. */
export const artefacts = process.env.SHIHENG_ARTEFACTS ?? mkdtempSync(join(tmpdir(), "shiheng-e2e-"));

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const s = createServer();
    s.once("error", reject);
    s.listen(0, "127.0.0.1", () => {
      const a = s.address();
      s.close(() => (a !== null && typeof a === "object" ? resolve(a.port) : reject(new Error("no port"))));
    });
  });
}

/** The first of n UDP ports in a row that are free now. */
async function freeRange(n: number): Promise<number> {
  for (let i = 0; i < 50; i++) {
    const first = 20_000 + 2 * Math.floor(Math.random() * 10_000);
    const free = await Promise.all([first, first + n - 1].map(udpFree));
    if (free.every((x) => x)) return first;
  }
  throw new Error("no free range of ports");
}

function udpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const s = createSocket("udp4");
    s.once("error", () => resolve(false));
    s.bind(port, "127.0.0.1", () => s.close(() => resolve(true)));
  });
}

interface Wish {
  practice: boolean;
  /** Where people sign in by certificate. */
  certificates?: { listen: string; authorities: string; revoked: string };
}

/** Starts the platform and waits for its welcome. */
export async function startHouse({ practice, certificates }: Wish): Promise<House> {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is not there: run make build, or set SHIHENG_BIN`);
  const dir = mkdtempSync(join(tmpdir(), "shiheng-house-"));
  const first = await freeRange(400);
  const settings = {
    data: join(dir, "data"),
    console: { listen: "127.0.0.1:0", plain: true },
    signalling: { networks: [{ name: "video", listen: "127.0.0.1:0" }] },
    media: { listen: "127.0.0.1", port_first: first, port_last: first + 399, webrtc_listen: "127.0.0.1:0" },
    practice: { size: "2GB" },
    ...(certificates ? { certificates } : {}),
  };
  const file = join(dir, "settings.yaml");
  writeFileSync(file, JSON.stringify(settings));
  const args = ["serve", "--config", file, ...(practice ? ["--practice", "--rtsp", `127.0.0.1:${await freePort()}`] : [])];
  return run({ dir, args, data: settings.data, practice });
}

interface Launch {
  dir: string;
  args: string[];
  data: string;
  practice: boolean;
  /** The accounts of a start before this one: their first passwords are told once. */
  accounts?: Map<string, FirstAccount>;
}

/** Starts the program and waits until it says where it is. */
async function run(launch: Launch): Promise<House> {
  const { dir, args, data, practice } = launch;
  // Variables of ours would be taken for settings of the platform.
  const env = Object.fromEntries(Object.entries(process.env).filter(([k]) => !k.startsWith("SHIHENG_")));
  const child = spawn(BINARY, args, { stdio: ["ignore", "pipe", "pipe"], env });
  const said = { out: "", err: "" };
  child.stdout.on("data", (b: Buffer) => (said.out += b.toString()));
  child.stderr.on("data", (b: Buffer) => (said.err += b.toString()));
  const stop = async (): Promise<void> => {
    await ended(child);
    mkdirSync(artefacts, { recursive: true });
    writeFileSync(join(artefacts, practice ? "server.log" : "server-real.log"), said.out + said.err);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const told = launch.accounts ? /address/ : practice ? /auditor/ : /claim token\s+\S+/;
    await until(() => child.exitCode !== null || (/address\s+https?:\S+/.test(said.out) && told.test(said.out)), 60_000, () => said.out + said.err);
  } catch (error) {
    await stop();
    throw error;
  }
  if (child.exitCode !== null) throw new Error(`the server ended: ${said.out}${said.err}`);
  const url = /address\s+(https?:\S+)/.exec(said.out)?.[1] ?? "";
  const accounts = launch.accounts ?? new Map<string, FirstAccount>();
  for (const [, login = "", password = ""] of said.out.matchAll(/^\s+(\w+)\s+(\S+-\S+-\S+-\S+)\s+/gm)) accounts.set(login, { login, password });
  const token = /claim token\s+(\S+)/.exec(said.out)?.[1];
  if (token) accounts.set("claim", { login: "claim", password: token });
  const address = url.replace(/\/$/, "");
  const again = async (): Promise<House> => {
    await ended(child);
    const next = await run({ ...launch, accounts });
    for (const [key, own] of chosen) if (key.startsWith(`${address} `)) chosen.set(`${next.url} ${key.slice(address.length + 1)}`, own);
    return next;
  };
  return { url: address, accounts, data, stop, again };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  await new Promise<void>((resolve) => {
    const kill = setTimeout(() => child.kill("SIGKILL"), 20_000);
    child.once("exit", () => {
      clearTimeout(kill);
      resolve();
    });
    child.kill("SIGINT");
  });
}

/** Waits for a condition; never longer than ms. */
export async function until(ok: () => boolean | Promise<boolean>, ms: number, why: () => string): Promise<void> {
  const end = Date.now() + ms;
  for (;;) {
    if (await ok()) return;
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${why()}`);
    await new Promise((r) => setTimeout(r, 50));
  }
}

export interface Browsing {
  browser: Browser;
  stop: () => Promise<void>;
}

export async function startBrowser(): Promise<Browsing> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--autoplay-policy=no-user-gesture-required",
    ],
  });
  return { browser, stop: () => browser.close() };
}

/** What the tests of a file share. */
export interface Stage {
  house: House;
  browser: Browser;
}

/** A practice house and a browser for the tests of a file, there from its first test to its last. */
export function furnished(more: Omit<Wish, "practice"> = {}): Stage {
  const stage: Partial<Stage> = {};
  let chrome: Browsing | undefined;
  beforeAll(async () => {
    stage.house = await startHouse({ practice: true, ...more });
    chrome = await startBrowser();
    stage.browser = chrome.browser;
  });
  afterAll(async () => {
    await chrome?.stop();
    await stage.house?.stop();
  });
  return stage as Stage; // the tests run between the two
}

const chosen = new Map<string, string>();

/** Fills in the form of the sign-in page. */
export async function enter(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel("账号").fill(login);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "登录" }).click();
}

/** Changes the one-time password on the way in, and signs in again where the house asks for it. */
async function firstTime(page: Page, login: string, first: string): Promise<string> {
  const own = `Practice-${chosen.size}-lantern-Q7z`;
  await page.getByRole("heading", { name: "修改密码" }).waitFor();
  await page.getByLabel("当前密码").fill(first);
  await page.getByLabel("新密码").fill(own);
  await page.getByLabel("再输一次").fill(own);
  await page.getByRole("button", { name: "保存" }).click();
  await page.waitForURL((u) => u.pathname !== "/password");
  if (new URL(page.url()).pathname === "/login") await enter(page, login, own);
  return own;
}

export interface Visit {
  page: Page;
  context: BrowserContext;
  problems: string[];
}

/** The password that a login chose at its first sign-in here. */
export function passwordOf(house: House, login: string): string {
  const own = chosen.get(`${house.url} ${login}`);
  if (own === undefined) throw new Error(`${login} has not signed in`);
  return own;
}

/** A page signed in as login; the one-time password is changed on the way. Console errors fail the test that looks at them. */
export async function signedIn(browser: Browser, house: House, login: string, options: { width?: number; height?: number; mobile?: boolean } = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1366, height: options.height ?? 768 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    ...(options.mobile ? { isMobile: true, hasTouch: true } : {}),
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (m) => {
    // A refused request shows as an error in the browser's console; refusals are part of the game.
    if ((m.type() === "error" || m.type() === "warning") && !/Failed to load resource/.test(m.text())) problems.push(m.text());
  });
  page.on("pageerror", (e) => problems.push(String(e)));
  await page.goto(`${house.url}/login`);
  const key = `${house.url} ${login}`;
  const known = chosen.get(key);
  const password = known ?? house.accounts.get(login)?.password;
  if (password === undefined) throw new Error(`no account ${login}`);
  await enter(page, login, password);
  if (known === undefined) chosen.set(key, await firstTime(page, login, password));
  await page.locator("main#main").waitFor();
  return { page, context, problems };
}

/** Picks an option of a drop-down field by the words in it, the first one without words. */
export async function pick(page: Page, label: string, text?: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true }).last();
  await field.click();
  // Its own list, by name: that of the field before may still be closing.
  const list = await field.getAttribute("aria-controls");
  const options = page.locator(".ant-select-dropdown", { has: page.locator(`[id="${list}"]`) }).locator(".ant-select-item-option");
  await (text === undefined ? options : options.filter({ hasText: text })).first().click();
}

/** Presses a button at the foot of the dialog and waits until it is gone; a refusal that keeps it open is told. */
export async function settle(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.locator(".ant-modal-footer button:enabled", { hasText: name }).first().click();
  const refused = dialog.getByRole("alert").first();
  await until(
    async () => {
      if ((await dialog.count()) === 0 || !(await dialog.first().isVisible())) return true;
      if ((await refused.count()) > 0) throw new Error(`refused: ${(await refused.textContent()) ?? ""}`);
      return false;
    },
    60_000,
    () => `${name}: the dialog stays open`,
  );
}

/** Saves what the page looks like, for people. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(artefacts, { recursive: true });
  await page.screenshot({ path: join(artefacts, `${name}.png`) });
}
