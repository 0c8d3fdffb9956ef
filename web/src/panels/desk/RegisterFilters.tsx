// What narrows the register of every access. What there is to choose from comes
// from the server, as far as the reader may know of it.
import { Input, Select, Space, Tag } from "antd";
import { useState } from "react";
import { useRegisterChoices, type AccessLine, type RegisterFilter } from "../../api/desk";
import { coded, useWords } from "../../words";

export const REGIMES = ["own", "official", "platform", "citizen"] as const;
export const OUTCOMES = ["granted", "refused"] as const;

export type Change = Partial<Record<keyof RegisterFilter, string>>;
type Set = (change: Change) => void;

export function Filters({ filter, set }: { filter: RegisterFilter; set: Set }) {
  const { t } = useWords();
  const date = (key: "from" | "to") => (
    <Input type="date" aria-label={t(`desk.${key}`)} title={t(`desk.${key}`)} value={filter[key] ?? ""} onChange={(e) => set({ [key]: e.target.value })} style={{ width: 140 }} />
  );
  return (
    <Space wrap>
      <Input.Search allowClear defaultValue={filter.q} placeholder={t("desk.search")} aria-label={t("desk.search")} onSearch={(q) => set({ q })} style={{ width: 220 }} />
      <Select
        aria-label={t("desk.regime")}
        style={{ width: 120 }}
        value={filter.regime ?? ""}
        options={["", ...REGIMES].map((r) => ({ value: r, label: r === "" ? t("desk.regime.") : coded(t, "desk.regime.", r) }))}
        onChange={(regime) => set({ regime, act: "" })}
      />
      <Act filter={filter} set={set} />
      <Select
        aria-label={t("desk.outcome")}
        style={{ width: 120 }}
        value={filter.outcome ?? ""}
        options={["", ...OUTCOMES].map((o) => ({ value: o, label: o === "" ? t("desk.outcome.") : coded(t, "desk.outcome.", o) }))}
        onChange={(outcome) => set({ outcome })}
      />
      <Thing kind="system" filter={filter} set={set} />
      <Thing kind="camera" filter={filter} set={set} />
      {date("from")}
      {date("to")}
      {filter.account ? (
        <Tag closable onClose={() => set({ account: "" })}>
          {t("desk.narrowedAccount")}
        </Tag>
      ) : null}
    </Space>
  );
}

function Act({ filter, set }: { filter: RegisterFilter; set: Set }) {
  const { t } = useWords();
  const choices = useRegisterChoices(undefined, "");
  const acts = (choices.data?.acts ?? []).filter((a) => filter.regime === undefined || a.regime === filter.regime);
  return (
    <Select
      aria-label={t("desk.act")}
      style={{ width: 170 }}
      value={filter.act ?? ""}
      loading={choices.isPending}
      options={[{ value: "", label: t("desk.act.") }, ...acts.map((a) => ({ value: a.act, label: coded(t, "act.", a.act) }))]}
      onChange={(act) => set({ act })}
    />
  );
}

/** A system, or a camera of the system that is chosen; found by typing. */
function Thing({ kind, filter, set }: { kind: "system" | "camera"; filter: RegisterFilter; set: Set }) {
  const { t } = useWords();
  const [text, setText] = useState("");
  const choices = useRegisterChoices(kind === "camera" ? filter.system : undefined, text);
  const chosen = filter[kind];
  const options =
    kind === "system"
      ? (choices.data?.systems ?? []).map((s) => ({ value: s.systemId, label: s.name }))
      : (choices.data?.cameras ?? []).map((c) => ({ value: c.cameraId, label: cameraLabel(c) }));
  const unnamed = chosen !== undefined && !options.some((o) => o.value === chosen);
  return (
    <Select
      aria-label={t(`desk.${kind}`)}
      placeholder={t(`desk.${kind}`)}
      style={{ width: 200 }}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={choices.isFetching}
      value={chosen ?? null}
      options={unnamed ? [{ value: chosen, label: t(kind === "system" ? "desk.narrowedSystem" : "desk.narrowed") }, ...options] : options}
      notFoundContent={t("desk.noChoice")}
      onChange={(id: string | null | undefined) => set({ [kind]: id ?? "", ...(kind === "system" ? { camera: "" } : {}) })}
    />
  );
}

function cameraLabel(c: AccessLine["cameras"][number]): string {
  return `${c.name}（${c.system}）`;
}
