// What a code means and what to do about it: the doctor's own table from the
// server first, then the console's sentences.
import { useMemo } from "react";
import { sentence, useWords, type Params } from "../words";
import { useDiagnoses } from "./queries";

export interface Advice {
  text: string;
  next: string;
}

function fill(template: string, params: Params): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** A function from code and parameters to words in the language in force. */
export function useAdvice(): (code: string, params?: Params) => Advice {
  const { language } = useWords();
  const table = useDiagnoses();
  return useMemo(() => {
    const known = new Map((table.data ?? []).map((d) => [d.code, d]));
    return (code, params = {}) => {
      const d = known.get(code);
      if (!d) return { text: code === "" ? "" : sentence(code, params), next: "" };
      return language === "zh" ? { text: fill(d.zh, params), next: fill(d.nextZh, params) } : { text: fill(d.en, params), next: fill(d.nextEn, params) };
    };
  }, [table.data, language]);
}
