// All words of the console, joined. Keys are flat and typed: a key that does
// not exist does not compile, and a pair always has both languages.
import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { recall, remember } from "../util/store";
import { acts } from "./acts";
import { archive } from "./archive";
import { agenda } from "./agenda";
import { codes } from "./codes";
import { common } from "./common";
import { connect } from "./connect";
import { control } from "./control";
import { desk } from "./desk";
import { evidence } from "./evidence";
import { bundles } from "./exports";
import { retention } from "./retention";
import { equipment } from "./equipment";
import { findings } from "./findings";
import { forward } from "./forward";
import { keys } from "./keys";
import { law } from "./law";
import { manage } from "./manage";
import { citizen } from "./citizen";
import { official } from "./official";
import { oversight } from "./oversight";
import { papers } from "./papers";
import { record } from "./record";
import { rights } from "./rights";
import { register } from "./register";
import { second } from "./second";
import { sign } from "./sign";
import { space } from "./space";
import { units } from "./units";
import { watch } from "./watch";
import { works } from "./works";
import { plans } from "./plans";

export const words = {
  ...common,
  ...acts,
  ...archive,
  ...agenda,
  ...sign,
  ...keys,
  ...watch,
  ...register,
  ...equipment,
  ...manage,
  ...oversight,
  ...papers,
  ...space,
  ...connect,
  ...works,
  ...law,
  ...plans,
  ...units,
  ...findings,
  ...rights,
  ...official,
  ...forward,
  ...control,
  ...citizen,
  ...desk,
  ...evidence,
  ...bundles,
  ...second,
  ...retention,
  ...record,
};
export const codeWords: Readonly<Record<string, readonly [string, string]>> = codes;

export type Word = keyof typeof words;
export type Language = "zh" | "en";
export type Params = Readonly<Record<string, string | number>>;
export type Speak = (key: Word, params?: Params) => string;

function resource(column: 0 | 1): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [key, pair] of Object.entries(words)) out[key] = pair[column];
  for (const [key, pair] of Object.entries(codeWords)) out[`code:${key}`] = pair[column];
  return out;
}

export function isLanguage(value: unknown): value is Language {
  return value === "zh" || value === "en";
}

/** Starts the words. Chinese unless this browser chose otherwise before. */
export function startWords(): void {
  const lng = recall("language", isLanguage, "zh");
  void i18next.use(initReactI18next).init({
    lng,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { zh: { translation: resource(0) }, en: { translation: resource(1) } },
    initAsync: false,
  });
  mirror(lng);
}

function mirror(language: Language): void {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = say("app.name");
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : "zh";
}

export function chooseLanguage(language: Language): void {
  remember("language", language);
  void i18next.changeLanguage(language).then(() => mirror(language));
}

/** Words outside a component. Inside one use useWords, which re-renders on a change of language. */
export const say: Speak = (key, params) => i18next.t(key, params ?? {});

export function useWords(): { t: Speak; language: Language } {
  const { i18n } = useTranslation();
  return { t: (key, params) => i18n.t(key, params ?? {}), language: isLanguage(i18n.language) ? i18n.language : "zh" };
}

export function isWord(key: string): key is Word {
  return Object.hasOwn(words, key);
}

/** The word for a coded value such as a state: prefix + value, or the bare value when the server knows more than we do. */
export function coded(t: Speak, prefix: string, value: string | null | undefined): string {
  if (value === null || value === undefined || value === "") return "—";
  const key = prefix + value;
  return isWord(key) ? t(key) : value;
}

/** Whether a code has a sentence of its own, not only one of its kind. */
export function hasSentence(code: string): boolean {
  return Object.hasOwn(codeWords, code);
}

/** The sentence for a stable code of the server ("grant.expired"), filled from its parameters. */
export function sentence(code: string, params?: Params): string {
  const parts = code.split(".");
  while (parts.length > 0) {
    const key = `code:${parts.join(".")}`;
    if (i18next.exists(key)) return i18next.t(key, params ?? {});
    parts.pop();
  }
  return i18next.t("code:unknown", { code });
}
