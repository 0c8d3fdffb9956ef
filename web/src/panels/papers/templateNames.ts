// What a template is called: a part of every page, a style, or a kind.
import type { DocumentKind } from "../../api/papers";
import { isWord, type Language, type Speak } from "../../words";

export function templateNames(t: Speak, language: Language, kinds: readonly DocumentKind[]): (file: string) => string {
  return (file) => {
    const [base = file] = file.split(".");
    const word = `tpl.part.${base}`;
    if (isWord(word)) return t(word);
    const kind = kinds.find((k) => k.kind === base);
    return kind === undefined ? base : language === "zh" ? kind.title : kind.en;
  };
}
