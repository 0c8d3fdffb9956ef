// Fields that point into the register of organisations.
import { Form, Select } from "antd";
import { useState } from "react";
import { useFoundOrganisations, useKinds, useOrganisation } from "../api/units";
import { coded, useWords } from "../words";

interface Props {
  name: string | (string | number)[];
  label: string;
  required?: boolean;
  extra?: string;
  /** Only units with this function. */
  fn?: string;
  /** Names of units that may stand in the field already. */
  names?: Readonly<Record<string, string>>;
}

/** Choosing a unit by typing part of its name or code. */
export function OrganisationField({ name, label, required = false, extra, fn, names }: Props) {
  const { t } = useWords();
  return (
    <Form.Item name={name} label={label} extra={extra} rules={required ? [{ required: true, message: t("field.required", { label }) }] : []}>
      <OrganisationSelect fn={fn} names={names} clearable={!required} />
    </Form.Item>
  );
}

interface SelectProps {
  /** Given by the form: its label points here. */
  id?: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
  fn?: string;
  names?: Readonly<Record<string, string>>;
  clearable?: boolean;
}

export function OrganisationSelect({ id, value, onChange, fn, names, clearable = true }: SelectProps) {
  const { t } = useWords();
  const [q, setQ] = useState("");
  const found = useFoundOrganisations(q, { function: fn });
  const known = value === undefined ? undefined : names?.[value];
  const one = useOrganisation(value !== undefined && known === undefined ? value : "");
  const options = (found.data ?? []).map((o) => ({ value: o.id, label: o.name }));
  if (value && !options.some((o) => o.value === value)) options.unshift({ value, label: known ?? one.data?.name ?? value });
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      allowClear={clearable}
      showSearch={{ filterOption: false, onSearch: setQ }}
      loading={found.isFetching}
      options={options}
      notFoundContent={t("unit.empty")}
      style={{ minWidth: 220 }}
    />
  );
}

export function DivisionField({ required = false, empty }: { required?: boolean; empty?: string }) {
  const { t, language } = useWords();
  const kinds = useKinds();
  return (
    <Form.Item name="division" label={t("unit.division")} rules={required ? [{ required: true, message: t("field.required", { label: t("unit.division") }) }] : []}>
      <Select
        allowClear={!required}
        placeholder={empty}
        options={(kinds.data?.divisions ?? []).map((d) => ({ value: d.code, label: `${language === "zh" ? d.zh : d.en} ${d.code}` }))}
      />
    </Form.Item>
  );
}

/** The trades of W168/5, in the order's own terms. */
export function TradeField({ extra }: { extra?: string }) {
  const { t } = useWords();
  const words = useTradeWords();
  const kinds = useKinds();
  return (
    <Form.Item name="trade" label={t("unit.trade")} extra={extra}>
      <Select allowClear showSearch={{ optionFilterProp: "label" }} options={(kinds.data?.trades ?? []).map((k) => ({ value: k.code, label: words(k.code) }))} />
    </Form.Item>
  );
}

/** Words of a trade's code. */
export function useTradeWords(): (code: string | undefined) => string {
  const { language } = useWords();
  const kinds = useKinds();
  return (code) => {
    const k = kinds.data?.trades.find((x) => x.code === code);
    return k ? (language === "zh" ? k.zh : k.en) : (code ?? "");
  };
}

/** Words of a division's code. */
export function useDivisionWords(): (code: string | undefined) => string {
  const { language } = useWords();
  const kinds = useKinds();
  return (code) => {
    const k = kinds.data?.divisions.find((x) => x.code === code);
    return k ? (language === "zh" ? k.zh : k.en) : (code ?? "");
  };
}

export function FunctionsField() {
  const { t } = useWords();
  const kinds = useKinds();
  return (
    <Form.Item name="functions" label={t("unit.functions")} rules={[{ required: true, message: t("field.required", { label: t("unit.functions") }) }]}>
      <Select mode="multiple" options={(kinds.data?.functions ?? []).map((f) => ({ value: f, label: coded(t, "fn.", f) }))} />
    </Form.Item>
  );
}
