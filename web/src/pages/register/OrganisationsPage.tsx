import { PlusOutlined } from "@ant-design/icons";
import { Input, Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { barred } from "../../api/can";
import { useSession } from "../../api/session";
import { useKinds, useOrganisations, type Organisation } from "../../api/units";
import { OrganisationForm } from "../../forms/OrganisationForm";
import { useDivisionWords, useTradeWords } from "../../forms/units";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { paths } from "../../util/paths";
import { coded, useWords, type Word } from "../../words";

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [query, setQuery] = useSearchParams();
  const of = (key: string) => query.get(key) ?? undefined;
  const units = useOrganisations({ q: of("q"), function: of("function"), level: of("level"), division: of("division"), trade: of("trade") });
  const kinds = useKinds();
  const trade = useTradeWords();
  const division = useDivisionWords();
  const [form, setForm] = useState<Organisation | "new" | null>(null);
  const columns = useColumns(setForm);
  const set = (key: string, value: string | undefined): void =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace: true },
    );
  const filter = (key: string, word: Word, options: { value: string; label: string }[], width: number) => (
    <Select allowClear aria-label={t(word)} placeholder={t(word)} value={of(key)} options={options} onChange={(v?: string) => set(key, v)} style={{ width }} />
  );
  return (
    <Page
      title={t("unit.title")}
      lead={
        <>
          <Input.Search type="search" allowClear defaultValue={of("q")} placeholder={t("unit.search")} aria-label={t("unit.search")} onSearch={(q) => set("q", q)} style={{ width: 260 }} />
          {filter("function", "unit.functions", (kinds.data?.functions ?? []).map((f) => ({ value: f, label: coded(t, "fn.", f) })), 170)}
          {filter("level", "unit.level", (kinds.data?.levels ?? []).map((l) => ({ value: l, label: coded(t, "level.", l) })), 120)}
          {filter("division", "unit.division", (kinds.data?.divisions ?? []).map((d) => ({ value: d.code, label: division(d.code) })), 120)}
          {filter("trade", "unit.trade", (kinds.data?.trades ?? []).map((k) => ({ value: k.code, label: trade(k.code) })), 170)}
        </>
      }
      acts={
        <ReasonButton {...barred(can, "register.manage")} type="primary" icon={<PlusOutlined />} onClick={() => setForm("new")}>
          {t("unit.new")}
        </ReasonButton>
      }
    >
      <ListTable query={units} columns={columns} rowKey={(o) => o.id} label={t("unit.title")} empty={t("unit.empty")} />
      {form === null ? null : <OrganisationForm unit={form === "new" ? null : form} onClose={() => setForm(null)} />}
    </Page>
  );
}

function useColumns(edit: (o: Organisation) => void): TableColumnsType<Organisation> {
  const { t } = useWords();
  const trade = useTradeWords();
  const division = useDivisionWords();
  return [
    {
      title: t("field.name"),
      key: "name",
      fixed: "start",
      render: (_v, o) => (
        <>
          <Link to={paths.organisation(o.id)}>{o.name}</Link>
          {o.shortName ? <div className="faint">{o.shortName}</div> : null}
        </>
      ),
    },
    { title: t("unit.code"), dataIndex: "code", className: "num", render: (_v, o) => o.code ?? t("unit.none") },
    { title: t("unit.functions"), key: "functions", render: (_v, o) => o.functions.map((f) => coded(t, "fn.", f)).join(" · ") },
    { title: t("unit.level"), key: "level", render: (_v, o) => coded(t, "level.", o.level) },
    { title: t("unit.division"), key: "division", render: (_v, o) => division(o.division) },
    { title: t("unit.trade"), key: "trade", render: (_v, o) => trade(o.trade) || "—" },
    { title: t("unit.videoLead"), key: "lead", render: (_v, o) => [o.videoLead?.name, o.videoLead?.phone].filter((x) => x).join(" ") || "—" },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, o) => (
        <ReasonButton size="small" type="link" {...barred(o.can, "change")} onClick={() => edit(o)}>
          {t("act.edit")}
        </ReasonButton>
      ),
    },
  ];
}
