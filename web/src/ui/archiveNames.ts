// Names of fields, values and faults, in the language of the console. They
// come from the server with the fields themselves.
interface Named {
  zh: string;
  en: string;
}

interface Tables {
  fields: readonly (Named & { code: string; dictionary?: string; form: string })[];
  dictionaries: readonly { id: string; values: readonly (Named & { code: string })[] }[];
  sayings: readonly (Named & { code: string; doZh: string; doEn: string })[];
}

type Language = "zh" | "en";

export function fieldName(tables: Tables, code: string, language: Language): string {
  return tables.fields.find((f) => f.code === code)?.[language] ?? code;
}

/** A value as people read it: names for codes. */
export function shown(tables: Tables, code: string, value: string, language: Language): string {
  const field = tables.fields.find((f) => f.code === code);
  const values = tables.dictionaries.find((d) => d.id === field?.dictionary)?.values;
  if (!values) return value;
  return value
    .split("/")
    .map((v) => values.find((x) => x.code === v)?.[language] ?? v)
    .join(" / ");
}

/** What is wrong, and what to do about it. */
export function say(tables: Tables, fault: { code: string; params?: Readonly<Record<string, string>> }, language: Language): string {
  const saying = tables.sayings.find((s) => s.code === fault.code);
  if (!saying) return fault.code;
  const text = language === "zh" ? `${saying.zh}。${saying.doZh}` : `${saying.en}. ${saying.doEn}`;
  return text.replace(/\{(\w+)\}/g, (_all, key: string) => fault.params?.[key] ?? "…");
}

/** 9873 as 98.7 %. */
export function percent(hundredths: number): string {
  return `${(Math.floor(hundredths / 10) / 10).toFixed(1)} %`;
}
