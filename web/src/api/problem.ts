// RFC 9457 problems as errors. The server sends stable codes; the words for
// them are ours.
import { currentLanguage, hasSentence, isWord, say, sentence, type Params } from "../words";
import { itemised } from "./itemised";

export interface Unmet {
  code: string;
  article?: string;
  /** What the clause says, when the server told: of a city's own there are no words here. */
  text?: { zh: string; en: string };
}

/** A refusal or failure of the server, or of the network (status 0). */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Params;
  readonly article: string;
  readonly unmet: readonly Unmet[];
  readonly requestId: string;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    const code = text(body.code) || (status === 0 ? "network" : status >= 500 ? "internal" : `http.${status}`);
    super(code);
    this.name = "ProblemError";
    this.status = status;
    this.code = code;
    this.params = params(body.params);
    this.article = text(body.article);
    this.unmet = unmet(body.unmet);
    this.requestId = text(body.requestId);
  }

  /** What a person reads, without the clause. */
  get line(): string {
    const first = this.unmet[0];
    return first && !hasSentence(this.code) ? unmetWords(first) : sentence(this.code, this.params);
  }

  /** What a person reads, with the clause it rests on. */
  get words(): string {
    const line = this.line;
    return this.article === "" ? line : say("law.because", { line, article: articleName(this.article) });
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function params(value: unknown): Params {
  const out: Record<string, string | number> = {};
  if (value === null || typeof value !== "object") return out;
  for (const [key, v] of Object.entries(value)) {
    if (typeof v === "string" || typeof v === "number") out[key] = v;
    else if (v !== null && v !== undefined) out[key] = JSON.stringify(v);
  }
  return out;
}

function unmet(value: unknown): Unmet[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((v: unknown) => {
    if (v === null || typeof v !== "object" || !("code" in v)) return [];
    const article = "article" in v ? text(v.article) : "";
    const told = "text" in v ? words(v.text) : undefined;
    return [{ code: text(v.code), article, ...(told && { text: told }) }];
  });
}

/** One reason in words: the console's own, or else the server's. */
export function unmetWords(u: Unmet): string {
  return u.text && !hasSentence(u.code) ? u.text[currentLanguage()] : sentence(u.code);
}

function words(value: unknown): Unmet["text"] {
  if (value === null || typeof value !== "object" || !("zh" in value) || !("en" in value)) return undefined;
  return { zh: text(value.zh), en: text(value.en) };
}

/** "W168/9/2" as people cite it: 无锡市政府令第168号第9条第2款; "W168/30/6": 第30条第6项. */
export function articleName(ref: string): string {
  const [order = "", article, second, third] = ref.split("/");
  const items = itemised.has(`${order}/${article ?? ""}`);
  const [paragraph, item] = items && third === undefined ? [undefined, second] : [second, third];
  const name = `law.${order}`;
  if (!isWord(name) || article === undefined) return ref;
  const head = say("law.article", { order: say(name), article });
  return head + (paragraph ? say("law.paragraph", { n: paragraph }) : "") + (item ? say("law.item", { n: item }) : "");
}

/** The words for whatever was thrown. */
export function failure(error: unknown): string {
  if (error instanceof ProblemError) return error.words;
  return sentence("internal");
}
