import { PlusOutlined } from "@ant-design/icons";
import { Input, Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { barred } from "../../api/can";
import type { VideoSystem } from "../../api/model";
import { usePlaces } from "../../api/queries";
import { useSession } from "../../api/session";
import { useKinds, useSystemsOf } from "../../api/units";
import { SystemForm } from "../../forms/SystemForm";
import { useTradeWords } from "../../forms/units";
import { ArticleRef } from "../../ui/ArticleRef";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

const TONE: Readonly<Record<string, string>> = {
  trial: "warn",
  "in-acceptance": "warn",
  rectifying: "warn",
  changing: "warn",
  "removal-notified": "warn",
  failed: "bad",
  "in-use-not-accepted": "bad",
  accepted: "ok",
  "in-service": "ok",
};

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [query, setQuery] = useSearchParams();
  const filter = { q: query.get("q") ?? undefined, state: query.get("state") ?? undefined, trade: query.get("trade") ?? undefined };
  const systems = useSystemsOf(filter);
  const kinds = useKinds();
  const trade = useTradeWords();
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
  const [form, setForm] = useState<VideoSystem | "new" | null>(null);
  const columns = useColumns(setForm);
  return (
    <Page
      title={t("reg.systems")}
      lead={
        <>
          <Input.Search type="search" allowClear defaultValue={filter.q} placeholder={t("field.name")} aria-label={t("field.name")} onSearch={(q) => set("q", q)} style={{ width: 200 }} />
          <Select
            allowClear
            aria-label={t("field.state")}
            placeholder={t("field.state")}
            value={filter.state}
            options={Object.keys(TONE).map((v) => ({ value: v, label: coded(t, "sys.", v) }))}
            onChange={(v?: string) => set("state", v)}
            style={{ width: 140 }}
          />
          <Select
            allowClear
            aria-label={t("unit.trade")}
            placeholder={t("unit.trade")}
            value={filter.trade}
            options={(kinds.data?.trades ?? []).map((k) => ({ value: k.code, label: trade(k.code) }))}
            onChange={(v?: string) => set("trade", v)}
            style={{ width: 180 }}
          />
        </>
      }
      acts={
        <ReasonButton {...barred(can, "register.manage")} type="primary" icon={<PlusOutlined />} onClick={() => setForm("new")}>
          {t("reg.newSystem")}
        </ReasonButton>
      }
    >
      <ListTable query={systems} columns={columns} rowKey={(s) => s.id} label={t("reg.systems")} empty={t("reg.systemEmpty")} />
      {form === null ? null : <SystemForm system={form === "new" ? null : form} onClose={() => setForm(null)} />}
    </Page>
  );
}

function useColumns(edit: (s: VideoSystem) => void): TableColumnsType<VideoSystem> {
  const { t } = useWords();
  const places = usePlaces();
  const trade = useTradeWords();
  return [
    { title: t("field.name"), key: "name", fixed: "start", render: (_v, s) => <Link to={paths.system(s.id)}>{s.name}</Link> },
    { title: t("sys.operator"), key: "operator", render: (_v, s) => (s.operatorId ? (s.names?.[s.operatorId] ?? "—") : "—") },
    { title: t("unit.trade"), key: "trade", render: (_v, s) => trade(s.trade) || "—" },
    { title: t("reg.place"), key: "place", render: (_v, s) => places.data?.find((p) => p.id === s.placeId)?.name ?? "—" },
    {
      title: t("field.state"),
      key: "state",
      render: (_v, s) => (
        <>
          <span className={`mark ${TONE[s.state] ?? "idle"}`}>{coded(t, "sys.", s.state)}</span>
          <div className="faint num">{s.trialUntil ? t("reg.trialUntil", { time: dateTime(s.trialUntil) }) : t("reg.since", { time: dateTime(s.stateSince) })}</div>
        </>
      ),
    },
    { title: t("reg.category"), key: "category", render: (_v, s) => coded(t, "w8.", s.effective.category) },
    { title: t("reg.publicClass"), key: "class", render: (_v, s) => coded(t, "r799.", s.effective.publicClass) },
    {
      title: t("reg.floor"),
      key: "floor",
      render: (_v, s) => (
        <>
          {t("reg.floorDays", { n: s.floorDays })} <span className="faint"><ArticleRef article={s.floorArticle ?? ""} /></span>
        </>
      ),
    },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, s) => (
        <>
          <ReasonButton size="small" type="link" {...barred(s.can, "change")} onClick={() => edit(s)}>
            {t("act.edit")}
          </ReasonButton>
          <Link to={paths.life(s.id)}>{t("works.life")}</Link>
          <Link to={paths.owed("system", s.id)}>{t("duty.title")}</Link>
        </>
      ),
    },
  ];
}
