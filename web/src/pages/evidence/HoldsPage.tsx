// The register of holds 信息保全登记: what is held as evidence, until when it is
// to be looked at, and what is not yet secured.
import { Button, Input, Select, Space, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { useHolds, type HoldFilter, type HoldLine } from "../../api/evidence";
import { SECURED } from "../../util/holds";
import { ListTable } from "../../ui/ListTable";
import { useAddress } from "../../ui/useAddress";
import { Page } from "../../ui/Page";
import { paths } from "../../util/paths";
import { day, dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

const STATES = ["in-force", "lifted"] as const;

function useFilter(): [HoldFilter, (change: Record<string, string>) => void] {
  const [get, set] = useAddress();
  const state = STATES.find((s) => s === get("state"));
  const filter: HoldFilter = {
    ...(state === undefined ? {} : { state }),
    ...(get("q") === "" ? {} : { q: get("q") }),
    ...(get("due") === "" ? {} : { reviewBy: day(Date.now()) }),
    ...(get("insecure") === "" ? {} : { insecure: true }),
  };
  return [filter, set];
}

export function Component() {
  const { t } = useWords();
  const [filter, set] = useFilter();
  const list = useHolds(filter);
  const columns: TableColumnsType<HoldLine> = [
    { title: t("hold.matter"), key: "matter", render: (_v, h) => <Link to={paths.hold(h.id)}>{h.matter}</Link> },
    { title: t("hold.state"), key: "state", render: (_v, h) => <StateOf h={h} /> },
    { title: t("hold.secured"), key: "secured", render: (_v, h) => (h.state === "lifted" ? "—" : <span className={`mark ${SECURED[h.secured] ?? "idle"}`}>{coded(t, "hold.secured.", h.secured)}</span>) },
    { title: t("hold.review"), key: "review", className: "num", render: (_v, h) => (h.overdue ? <span className="mark bad">{h.reviewOn} {t("hold.due")}</span> : h.reviewOn) },
    { title: t("hold.organ"), key: "organ", render: (_v, h) => h.organ ?? <span className="faint">{t("hold.organ.none")}</span> },
    { title: t("hold.span"), key: "span", className: "num", render: (_v, h) => `${dateTime(h.from)} – ${dateTime(h.to)}` },
    { title: t("hold.cameras"), key: "cameras", className: "num", render: (_v, h) => t("hold.camerasOf", { n: h.cameras }) },
    { title: t("hold.reason"), key: "reason", render: (_v, h) => (h.origin === "found" ? t("hold.origin.found") : <div className="clip" title={h.reason}>{h.reason}</div>) },
    { title: t("hold.by"), key: "by", render: (_v, h) => (h.origin === "found" ? t("hold.system") : h.by) },
    { title: t("hold.at"), key: "at", className: "num", render: (_v, h) => dateTime(h.placedAt) },
  ];
  return (
    <Page title={t("hold.title")} lead={<Filters filter={filter} set={set} />}>
      <p className="faint">{t("hold.lead")}</p>
      <ListTable query={list} columns={columns} rowKey={(h) => h.id} label={t("hold.title")} empty={t("hold.empty")} />
    </Page>
  );
}

function StateOf({ h }: { h: HoldLine }) {
  const { t } = useWords();
  return (
    <>
      <span className={`mark ${h.state === "in-force" ? "ok" : "idle"}`}>{coded(t, "hold.state.", h.state)}</span>
      {h.amiss ? <div className="mark bad">{t("hold.amiss")}</div> : null}
      {h.lifting ? <div className="mark warn">{t("hold.lifting")}</div> : null}
    </>
  );
}

function Filters({ filter, set }: { filter: HoldFilter; set: (change: Record<string, string>) => void }) {
  const { t } = useWords();
  return (
    <Space wrap>
      <Input.Search allowClear defaultValue={filter.q} placeholder={t("hold.search")} aria-label={t("hold.search")} onSearch={(q) => set({ q })} style={{ width: 220 }} />
      <Select
        aria-label={t("hold.state")}
        style={{ width: 120 }}
        value={filter.state ?? ""}
        options={[{ value: "", label: t("hold.all") }, ...STATES.map((s) => ({ value: s, label: coded(t, "hold.state.", s) }))]}
        onChange={(state) => set({ state })}
      />
      <Button type={filter.reviewBy === undefined ? "default" : "primary"} onClick={() => set({ due: filter.reviewBy === undefined ? "1" : "" })}>
        {t("hold.due")}
      </Button>
      <Button type={filter.insecure ? "primary" : "default"} onClick={() => set({ insecure: filter.insecure ? "" : "1" })}>
        {t("hold.insecure")}
      </Button>
    </Space>
  );
}
