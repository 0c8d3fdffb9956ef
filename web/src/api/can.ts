// What may be done, and if not, why: the server says it, the console words it.
import { say, sentence } from "../words";
import { articleName } from "./problem";

export type Can = Readonly<Record<string, string>>;

/** "" when act may be done; otherwise the reason in words. An act the server did not name may be tried: it decides. */
export function whyNot(can: Can | undefined, act: string): string {
  const reason = can?.[act] ?? "";
  return reason === "" ? "" : reasonWords(reason);
}

/** The same for a button: the reason, and the clause it rests on beside it. */
export function barred(can: Can | undefined, act: string): { why: string; article: string } {
  const [code = "", article = ""] = (can?.[act] ?? "").split(/[\s:]+/, 2);
  return { why: code === "" ? "" : sentence(code), article };
}

/** "access.role W168/24/1" in words. */
export function reasonWords(reason: string): string {
  const [code = "", article] = reason.split(/[\s:]+/, 2);
  const line = sentence(code);
  return article ? say("law.because", { line, article: articleName(article) }) : line;
}
