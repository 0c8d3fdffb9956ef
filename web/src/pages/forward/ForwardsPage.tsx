// 图像转发: what was forwarded to me, what I forwarded, and what was forwarded
// of the cameras I answer for.
import { Space, Switch, type TableColumnsType } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { whyNot } from "../../api/can";
import { sendForward, useForwards, type Forward, type Side } from "../../api/forward";
import { useSession } from "../../api/session";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { Nothing } from "../../ui/States";
import { TabFrame, type Tab } from "../../ui/TabFrame";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords, type Word } from "../../words";

const TONE: Readonly<Record<string, string>> = { running: "ok", over: "idle", ended: "bad" };
const EMPTY: Readonly<Record<Side, Word>> = { received: "fwd.emptyReceived", given: "fwd.emptyGiven", all: "fwd.emptyAll" };

const TABS: readonly Tab<boolean>[] = [
  { key: "received", word: "fwd.received", body: (running) => <Lines side="received" running={running} /> },
  { key: "given", word: "fwd.given", body: (running) => <Lines side="given" running={running} /> },
  { key: "all", word: "fwd.all", body: (running) => <OfMine running={running} /> },
];

export function Component() {
  const { t } = useWords();
  const [running, setRunning] = useState(false);
  return (
    <Page
      title={t("fwd.title")}
      lead={<span className="faint">{t("fwd.lead")}</span>}
      acts={
        <label>
          <Switch size="small" checked={running} onChange={setRunning} /> {t("fwd.runningOnly")}
        </label>
      }
    >
      <TabFrame tabs={TABS} of={running} />
    </Page>
  );
}

/** The register of one's cameras is a duty; without it the server is not even asked. */
function OfMine({ running }: { running: boolean }) {
  const { can } = useSession();
  const why = whyNot(can, "forward.read");
  return why === "" ? <Lines side="all" running={running} /> : <Nothing text={why} />;
}

function Lines({ side, running }: { side: Side; running: boolean }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [ending, setEnding] = useState<Forward | null>(null);
  const list = useForwards(side, running);
  const columns: TableColumnsType<Forward> = [
    { title: t("fwd.at"), key: "at", className: "num", render: (_v, f) => dateTime(f.createdAt) },
    { title: t("fwd.cameras"), key: "cameras", render: (_v, f) => f.points.map((p) => `${p.name}（${p.system}）`).join("、") },
    ...(side === "given" ? [] : [{ title: t("fwd.by"), key: "by", render: (_v: unknown, f: Forward) => `${f.by.name} ${f.by.login}` }]),
    ...(side === "received" ? [] : [{ title: t("fwd.to"), key: "to", render: (_v: unknown, f: Forward) => `${f.to.name} ${f.to.login}` }]),
    { title: t("fwd.purpose"), key: "purpose", render: (_v, f) => `${f.purpose}${f.applicationId ? ` · ${t("fwd.official")}` : ""}` },
    { title: t("fwd.until"), key: "until", className: "num", render: (_v, f) => dateTime(f.until) },
    {
      title: t("fwd.state"),
      key: "state",
      render: (_v, f) => (
        <>
          <span className={`mark ${TONE[f.state] ?? "idle"}`}>{coded(t, "fwd.state.", f.state)}</span>
          {f.ended ? <div className="faint">{t("fwd.endedBy", { name: f.ended.name, time: dateTime(f.ended.at) })}</div> : null}
        </>
      ),
    },
    {
      title: "",
      key: "acts",
      render: (_v, f) => (
        <Space>
          {side === "received" ? (
            <ReasonButton size="small" type="primary" why={whyNot(f.can, "open")} onClick={() => void navigate(paths.forward(f.id))}>
              {t("fwd.open")}
            </ReasonButton>
          ) : null}
          <ReasonButton size="small" danger why={whyNot(f.can, "end")} onClick={() => setEnding(f)}>
            {t("fwd.end")}
          </ReasonButton>
        </Space>
      ),
    },
  ];
  return (
    <>
      <ListTable query={list} columns={columns} rowKey={(f) => f.id} label={t("fwd.title")} empty={t(EMPTY[side])} />
      {ending === null ? null : (
        <ReasonDialog title={`${t("fwd.end")} · ${t("fwd.endHelp")}`} label={t("fwd.why")} run={(why) => sendForward.end(ending.id, why)} touches={["forward"]} onClose={() => setEnding(null)} />
      )}
    </>
  );
}
