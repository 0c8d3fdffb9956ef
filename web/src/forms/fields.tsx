// Fields and filters that the many small forms of the works share.
import { Checkbox, Form, Input, Select, Space } from "antd";
import { useSearchParams } from "react-router";
import type { RecordFilter } from "../api/records";
import { day } from "../util/time";
import { coded, useWords, type Word } from "../words";

interface Field {
  name: string;
  word: Word;
  required?: boolean;
}

function useRule({ word, required }: Field) {
  const { t } = useWords();
  return { label: t(word), rules: required ? [{ required: true, message: t("field.required", { label: t(word) }) }] : [] };
}

export function TextField({ rows, max = 200, ...f }: Field & { rows?: number; max?: number }) {
  const rule = useRule(f);
  return (
    <Form.Item name={f.name} {...rule}>
      {rows ? <Input.TextArea rows={rows} maxLength={max} /> : <Input maxLength={max} />}
    </Form.Item>
  );
}

/** A day of the law. */
export function DayField(f: Field) {
  const rule = useRule(f);
  return (
    <Form.Item name={f.name} {...rule}>
      <Input type="date" style={{ width: 180 }} />
    </Form.Item>
  );
}

/** One of some coded values; prefix finds their words. */
export function ChoiceField({ values, prefix, ...f }: Field & { values: readonly string[]; prefix: string }) {
  const { t } = useWords();
  const rule = useRule(f);
  return (
    <Form.Item name={f.name} {...rule}>
      <Select allowClear={!f.required} options={values.map((v) => ({ value: v, label: coded(t, prefix, v) }))} />
    </Form.Item>
  );
}

/** The first of a list of attachments, for records that hold one. */
export function oneOf(ids: unknown): string | undefined {
  return Array.isArray(ids) && typeof ids[0] === "string" ? ids[0] : undefined;
}

/** All of a list of attachments. */
export function allOf(ids: unknown): string[] {
  return Array.isArray(ids) ? ids.filter((v): v is string => typeof v === "string") : [];
}

/** The filter of a list as the address of the page holds it. */
export function useRecordFilter(): [RecordFilter, (change: Record<string, string>) => void] {
  const [query, setQuery] = useSearchParams();
  const get = (key: string) => query.get(key) ?? "";
  const filter: RecordFilter = {
    ...(get("state") === "" ? {} : { state: get("state") }),
    ...(get("q") === "" ? {} : { q: get("q") }),
    ...(get("due") === "" ? {} : { dueBy: day(Date.now()) }),
    ...(get("system") === "" ? {} : { system: get("system") }),
  };
  const set = (change: Record<string, string>) => {
    const next = new URLSearchParams(query);
    for (const [k, v] of Object.entries(change)) if (v === "") next.delete(k);
      else next.set(k, v);
    setQuery(next, { replace: true });
  };
  return [filter, set];
}

/** The filters beside the title of a list. */
export function RecordFilters({ states, prefix, due = false }: { states: readonly string[]; prefix: string; due?: boolean }) {
  const { t } = useWords();
  const [filter, set] = useRecordFilter();
  return (
    <Space wrap>
      <Input.Search allowClear defaultValue={filter.q} placeholder={t("wk.search")} aria-label={t("wk.search")} onSearch={(q) => set({ q })} style={{ width: 200 }} />
      <Select
        allowClear
        value={filter.state}
        placeholder={t("field.state")}
        aria-label={t("field.state")}
        options={states.map((s) => ({ value: s, label: coded(t, prefix, s) }))}
        onChange={(v) => set({ state: v ?? "" })}
        style={{ minWidth: 130 }}
      />
      {due ? (
        <Checkbox checked={filter.dueBy !== undefined} onChange={(e) => set({ due: e.target.checked ? "1" : "" })}>
          {t("wk.due")}
        </Checkbox>
      ) : null}
    </Space>
  );
}
