// The register of evidence bundles: what is being made, what may be fetched,
// and what has to come back.
import { Button, Input, Progress, Select, Space, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { useExports, type ExportFilter, type ExportLine } from "../../api/exports";
import { ListTable } from "../../ui/ListTable";
import { useAddress } from "../../ui/useAddress";
import { Page } from "../../ui/Page";
import { bytes } from "../../util/bytes";
import { paths } from "../../util/paths";
import { day, dateTime, span } from "../../util/time";
import { coded, useWords } from "../../words";

const STATES = ["queued", "running", "ready", "handed-over", "returned", "destroyed", "failed", "cancelled", "lapsed"] as const;
const MARKS: Readonly<Record<string, string>> = { ready: "ok", "handed-over": "ok", failed: "bad", running: "warn", queued: "warn" };

export function Component() {
  const { t } = useWords();
  const [filter, set] = useFilter();
  const list = useExports(filter);
  const columns: TableColumnsType<ExportLine> = [
    { title: t("exp.case"), key: "case", render: (_v, e) => <Link to={paths.exportOf(e.id)}>{e.case || e.purpose || e.recipient}</Link> },
    { title: t("exp.state"), key: "state", render: (_v, e) => <ExportState e={e} /> },
    { title: t("exp.regime"), key: "regime", render: (_v, e) => coded(t, "exp.regime.", e.regime) },
    { title: t("exp.recipient"), key: "recipient", render: (_v, e) => [e.unit, e.recipient].filter(Boolean).join(" · ") },
    { title: t("exp.span"), key: "span", className: "num", render: (_v, e) => `${dateTime(e.from)} – ${dateTime(e.to)}` },
    { title: t("exp.cameras"), key: "cameras", className: "num", render: (_v, e) => e.cameras },
    { title: t("exp.size"), key: "size", className: "num", render: (_v, e) => bytes(e.bytes) },
    { title: t("exp.by"), key: "by", render: (_v, e) => e.by },
    { title: t("exp.at"), key: "at", className: "num", render: (_v, e) => dateTime(e.askedAt) },
    { title: t("exp.due"), key: "due", className: "num", render: (_v, e) => (e.overdue ? <span className="mark bad">{e.due} {t("exp.overdue")}</span> : (e.due ?? "")) },
  ];
  return (
    <Page title={t("exp.title")} lead={<Filters filter={filter} set={set} />}>
      <p className="faint">{t("exp.lead")}</p>
      <ListTable query={list} columns={columns} rowKey={(e) => e.id} label={t("exp.title")} empty={t("exp.empty")} />
    </Page>
  );
}

/** Where an export stands, and how far its making is. */
export function ExportState({ e }: { e: Pick<ExportLine, "state" | "progress" | "bytes"> }) {
  const { t } = useWords();
  const p = e.progress;
  return (
    <>
      <span className={`mark ${MARKS[e.state] ?? "idle"}`} data-state={e.state}>
        {coded(t, "exp.state.", e.state)}
      </span>
      {p ? (
        <div className="exportstage">
          <Progress size="small" percent={e.bytes > 0 ? Math.min(100, Math.round((100 * p.bytes) / e.bytes)) : 0} />
          <span className="faint">
            {coded(t, "exp.stage.", p.stage)}
            {p.leftSeconds ? ` · ${t("exp.left", { time: span(p.leftSeconds * 1000) })}` : ""}
          </span>
        </div>
      ) : null}
    </>
  );
}

function useFilter(): [ExportFilter, (change: Record<string, string>) => void] {
  const [get, set] = useAddress();
  const state = STATES.find((s) => s === get("state"));
  const filter: ExportFilter = {
    ...(state === undefined ? {} : { state }),
    ...(get("q") === "" ? {} : { q: get("q") }),
    ...(get("due") === "" ? {} : { dueBy: day(Date.now() - 86_400_000) }),
  };
  return [filter, set];
}

function Filters({ filter, set }: { filter: ExportFilter; set: (change: Record<string, string>) => void }) {
  const { t } = useWords();
  return (
    <Space wrap>
      <Input.Search allowClear defaultValue={filter.q} placeholder={t("exp.search")} aria-label={t("exp.search")} onSearch={(q) => set({ q })} style={{ width: 260 }} />
      <Select
        aria-label={t("exp.state")}
        style={{ width: 140 }}
        value={filter.state ?? ""}
        options={[{ value: "", label: t("exp.all") }, ...STATES.map((s) => ({ value: s, label: coded(t, "exp.state.", s) }))]}
        onChange={(state) => set({ state })}
      />
      <Button type={filter.dueBy === undefined ? "default" : "primary"} onClick={() => set({ due: filter.dueBy === undefined ? "1" : "" })}>
        {t("exp.overdueOnly")}
      </Button>
    </Space>
  );
}
