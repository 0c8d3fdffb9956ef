import { Segmented, type TableColumnsType } from "antd";
import { Link as To, useSearchParams } from "react-router";
import { whyNot } from "../../api/can";
import { sendConnect, useConnectCounts, useConnectTasks, type ConnectTask, type Link } from "../../api/connect";
import { DocumentLinks } from "../../ui/DocumentLinks";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { useChange } from "../../ui/useChange";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

const LINKS: readonly Link[] = ["not-connected", "partly", "interrupted", "connected"];
const TONE: Readonly<Record<string, string>> = { connected: "ok", partly: "warn", interrupted: "bad", "not-connected": "idle" };

function isLink(value: string | null): value is Link {
  return LINKS.some((l) => l === value);
}

export function Component() {
  const { t } = useWords();
  const [query, setQuery] = useSearchParams();
  const shown = query.get("show") ?? "all";
  const tasks = useConnectTasks({
    system: query.get("system") ?? undefined,
    link: isLink(shown) ? shown : undefined,
    overdue: shown === "overdue" || undefined,
  });
  const counts = useConnectCounts();
  const n = (key: Link) => counts.data?.byLink[key] ?? 0;
  const options = [
    { value: "all", label: t("task.all", { n: counts.data?.all ?? 0 }) },
    { value: "overdue", label: t("task.count", { label: t("task.overdue"), n: counts.data?.overdue ?? 0 }) },
    ...LINKS.map((l) => ({ value: l, label: t("task.count", { label: coded(t, "task.link.", l), n: n(l) }) })),
  ];
  return (
    <Page
      title={t("task.title")}
      lead={<Segmented value={shown} aria-label={t("task.link")} options={options} onChange={(v) => setQuery(v === "all" ? {} : { show: v }, { replace: true })} />}
    >
      <p className="faint">{t("task.measured")}</p>
      <ListTable query={tasks} columns={useColumns()} rowKey={(k) => k.systemId} label={t("task.title")} empty={t("task.empty")} detail={(k) => <Records task={k} />} />
    </Page>
  );
}

/** The connection records of a system, for those who may read of its codes. */
function Records({ task }: { task: ConnectTask }) {
  const why = whyNot(task.can, "record");
  return why === "" ? <DocumentLinks of={{ kind: "connection", id: task.systemId }} /> : <p className="faint">{why}</p>;
}

function useColumns(): TableColumnsType<ConnectTask> {
  const { t } = useWords();
  const record = useChange({ run: sendConnect.record, touches: ["documents"], said: t("task.recorded") });
  return [
    { title: t("reg.system"), key: "system", render: (_v, k) => k.name },
    {
      title: t("task.due"),
      key: "due",
      className: "num",
      render: (_v, k) => (
        <>
          {k.due} {k.overdue ? <span className="mark bad">{t("task.overdue")}</span> : null}
        </>
      ),
    },
    {
      title: t("task.link"),
      key: "link",
      render: (_v, k) => (
        <>
          <span className={`mark ${TONE[k.link] ?? "idle"}`}>{coded(t, "task.link.", k.link)}</span>
          <div className="faint num">{t("reg.since", { time: dateTime(k.since) })}</div>
        </>
      ),
    },
    {
      title: t("task.lacking"),
      key: "lacking",
      render: (_v, k) => (
        <>
          {k.lacking.map((l) => coded(t, "task.lack.", l)).join("、") || "—"}
          <div className="faint num">{k.probedAt ? t("task.counts", { cameras: k.cameras, linked: k.linked, peers: k.peers, listed: k.listed, picture: k.picture }) : t("task.never")}</div>
        </>
      ),
    },
    {
      title: t("test.title"),
      key: "tested",
      render: (_v, k) => <To to={paths.interfaceTests({ system: k.systemId })}>{k.tested === "" ? t("test.begin") : k.tested}</To>,
    },
    {
      title: t("field.time"),
      key: "probed",
      className: "num",
      render: (_v, k) => (
        <>
          {k.probedAt ? t("task.probed", { time: dateTime(k.probedAt) }) : "—"}
          {k.firstAt ? <div className="faint">{t("task.first", { time: dateTime(k.firstAt) })}</div> : null}
        </>
      ),
    },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, k) => (
        <ReasonButton size="small" type="link" why={whyNot(k.can, "record")} loading={record.isPending && record.variables === k.systemId} onClick={() => record.mutate(k.systemId)}>
          {t("task.record")}
        </ReasonButton>
      ),
    },
  ];
}
