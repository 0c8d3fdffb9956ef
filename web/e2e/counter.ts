// Steps that the tests of lawful access share: what is brought to the counter,
// and what is asked of the server from within a signed-in page.
import type { Page } from "playwright-core";
import { words } from "../src/words";
import { until } from "./house";

export const zh = (key: keyof typeof words): string => words[key][0];

const DOT = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64");

/** A scan of some paper. */
export const scan = (name: string) => ({ name, mimeType: "image/png", buffer: DOT });

/** A moment as a local date-time field has it. */
export const local = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19);

export interface Answer {
  status: number;
  code: string;
  article: string;
  /** The codes of everything that was unmet. */
  unmet: string[];
  body: Record<string, unknown>;
}

/** A request from within a page, with its session and its cookies. */
export function call(page: Page, method: string, path: string, send?: object): Promise<Answer> {
  return page.evaluate(
    async ([how, where, what]) => {
      const headers = { "content-type": "application/json", ...(how === "POST" ? { "Idempotency-Key": crypto.randomUUID() } : {}) };
      const answer = await fetch(`/api/v1${where}`, { method: how, headers, ...(what === undefined ? {} : { body: JSON.stringify(what) }) });
      const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
      const unmet = (body.unmet ?? []) as { code: string }[];
      return { status: answer.status, code: String(body.code ?? ""), article: String(body.article ?? ""), unmet: unmet.map((u) => u.code), body };
    },
    [method, path, send] as const,
  );
}

/** Brings a scan in; its id. */
export async function attached(page: Page, name: string): Promise<string> {
  const id = await page.evaluate(
    async ([called, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const answer = await fetch(`/api/v1/attachments?name=${encodeURIComponent(called)}`, { method: "POST", headers: { "content-type": "image/png" }, body: bytes });
      return ((await answer.json()) as { id?: string }).id ?? "";
    },
    [name, DOT.toString("base64")] as const,
  );
  if (id === "") throw new Error(`${name} was not taken`);
  return id;
}

/** Cameras of the practice district that deliver a picture, in the order of the tree. */
export async function delivering(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const tree = (await (await fetch("/api/v1/tree")).json()) as { cameras: { id: string; can: Record<string, string> }[] };
    return tree.cameras.filter((c) => c.can.live === "").map((c) => c.id);
  });
}

/** Waits until every one of the cameras has recorded so long. */
export async function recorded(page: Page, cameras: readonly string[], ms = 25_000): Promise<void> {
  await until(
    () =>
      page.evaluate(
        async ([ids, long]) => {
          const from = new Date(Date.now() - 70_000).toISOString();
          const lines = await Promise.all(
            ids.map(async (id) => (await (await fetch(`/api/v1/cameras/${id}/timeline?from=${from}&to=${new Date().toISOString()}&scale=hour`)).json()) as { runs?: { from: string }[]; durableTo?: string }),
          );
          return lines.every((l) => l.runs?.[0] !== undefined && Date.parse(l.durableTo ?? "") - Date.parse(l.runs[0].from) > long);
        },
        [[...cameras], ms] as const,
      ),
    120_000,
    () => "the practice cameras record nothing",
  );
}

export const ORGAN = "无锡市公安局梁溪分局";
const CASE = "锡公（刑）立字〔2026〕1号";

/** What two officers of one organ bring, all in order; part of it may be replaced. */
export function application(camera: string | readonly string[], letter: string, replace: Record<string, unknown> = {}): Record<string, unknown> {
  const today = local(Date.now()).slice(0, 10);
  const officer = (name: string, card: string) => ({ name, unit: ORGAN, card, shown: true });
  const { officers, letterOf, served, caseNumber, ...asked } = replace as { officers?: unknown; letterOf?: object; served?: unknown; caseNumber?: string };
  return {
    authority: "investigation", organ: ORGAN, caseNumber: caseNumber ?? CASE, purpose: "查找嫌疑车辆", acts: ["view"],
    cameraIds: typeof camera === "string" ? [camera] : camera, from: new Date(Date.now() - 60_000).toISOString(), to: new Date(Date.now() - 5_000).toISOString(),
    ...asked,
    evidence: {
      officers: officers ?? [officer("王建国", "032001"), officer("李敏", "032002")], registered: true, served: served ?? { signed: true },
      letter: { unit: ORGAN, number: "介2026-7", matter: CASE, from: today, until: today, electronic: false, scanId: letter, ...letterOf },
    },
  };
}
