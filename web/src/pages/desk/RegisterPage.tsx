// The register of every access 查阅总登记簿: all four regimes out of the record,
// narrowed by the address, saved as a sheet or issued on paper.
import { DownloadOutlined, PrinterOutlined } from "@ant-design/icons";
import { Button, Space, type TableColumnsType } from "antd";
import { registerSheet, sendDesk, useAccessRegister, type AccessLine, type RegisterFilter } from "../../api/desk";
import { documentHref } from "../../api/papers";
import { ArticleRef } from "../../ui/ArticleRef";
import { Facts } from "../../ui/Facts";
import { ListTable } from "../../ui/ListTable";
import { useAddress } from "../../ui/useAddress";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { Filters, OUTCOMES, REGIMES, type Change } from "../../panels/desk/RegisterFilters";
import { coded, sentence, useWords } from "../../words";

const TONE: Readonly<Record<string, string>> = { granted: "ok", refused: "bad" };

function useFilter(): [RegisterFilter, (change: Change) => void] {
  const [get, set] = useAddress();
  const regime = REGIMES.find((r) => r === get("regime"));
  const outcome = OUTCOMES.find((o) => o === get("outcome"));
  const filter: RegisterFilter = { ...(regime === undefined ? {} : { regime }), ...(outcome === undefined ? {} : { outcome }) };
  for (const key of ["from", "to", "act", "system", "camera", "account", "q"] as const) {
    const value = get(key);
    if (value) filter[key] = value;
  }
  return [filter, set];
}

export function Component() {
  const { t } = useWords();
  const [filter, set] = useFilter();
  const list = useAccessRegister(filter);
  const why = filter.from && filter.to ? "" : t("desk.needsPeriod");
  const print = useChange({
    run: () => {
      const { from = "", to = "", system: systemId, camera: cameraId, account: accountId, ...more } = filter;
      return sendDesk.print({ from, to, systemId, cameraId, accountId, ...more });
    },
    touches: ["documents"],
    done: (doc) => window.open(documentHref(doc.documentId, "print"), "_blank", "noopener"),
  });
  const columns: TableColumnsType<AccessLine> = [
    { title: t("desk.at"), key: "at", className: "num", render: (_v, l) => dateTime(l.at) },
    { title: t("desk.regime"), key: "regime", render: (_v, l) => coded(t, "desk.regime.", l.regime) },
    { title: t("desk.act"), key: "act", render: (_v, l) => coded(t, "act.", l.act) },
    {
      title: t("desk.outcome"),
      key: "outcome",
      render: (_v, l) => (
        <Space size={4}>
          <span className={`mark ${TONE[l.outcome] ?? "idle"}`}>{coded(t, "desk.outcome.", l.outcome)}</span>
          {l.article ? <ArticleRef article={l.article} /> : null}
        </Space>
      ),
    },
    { title: t("desk.applicant"), key: "applicant", render: (_v, l) => [l.applicant, l.matter].filter(Boolean).join(" ") || "—" },
    { title: t("desk.who"), key: "who", render: (_v, l) => (l.name ? `${l.name}（${l.login}）` : l.login) },
    { title: t("desk.purpose"), key: "purpose", render: (_v, l) => l.purpose || "—" },
    { title: t("desk.span"), key: "span", className: "num", render: (_v, l) => footage(l) },
    { title: t("desk.cameras"), key: "cameras", render: (_v, l) => <Cameras line={l} /> },
  ];
  return (
    <Page
      title={t("desk.register")}
      lead={<Filters filter={filter} set={set} />}
      acts={
        <Space>
          <ReasonButton icon={<DownloadOutlined />} why={why} href={why === "" ? registerSheet(filter) : undefined}>
            {t("desk.sheet")}
          </ReasonButton>
          <ReasonButton icon={<PrinterOutlined />} why={why} loading={print.isPending} onClick={() => print.mutate(undefined)}>
            {t("desk.print")}
          </ReasonButton>
        </Space>
      }
    >
      <p className="faint">{t("desk.lead")}</p>
      <ListTable
        query={list}
        columns={columns}
        rowKey={(l) => String(l.seq)}
        label={t("desk.register")}
        empty={t("desk.empty")}
        detail={(l) => <Detail line={l} set={set} />}
      />
    </Page>
  );
}

function footage(l: AccessLine): string {
  return l.from && l.to ? `${dateTime(l.from)} – ${dateTime(l.to)}` : "—";
}

function Cameras({ line }: { line: AccessLine }) {
  const { t } = useWords();
  const named = line.cameras.slice(0, 3).map((c) => c.name);
  const more = line.cameras.length - named.length;
  return (
    <>
      {named.join("、") || "—"}
      {more > 0 ? ` +${more}` : ""}
      {line.otherCameras > 0 ? <span className="faint"> {t("desk.others", { n: line.otherCameras })}</span> : null}
    </>
  );
}

/** Everything else a line says, and the way to narrow by it. */
function Detail({ line, set }: { line: AccessLine; set: (change: Change) => void }) {
  const { t } = useWords();
  return (
    <>
      <Facts
        rows={[
          [t("desk.seq"), String(line.seq)],
          [t("desk.officers"), line.officers.map((o) => `${o.name} ${o.unit} ${o.card}`).join("、")],
          [t("desk.authority"), line.authority ? coded(t, "off.auth.", line.authority) : ""],
          [t("desk.recipient"), line.recipient],
          [t("desk.approver"), line.approver],
          [t("desk.outcome"), line.reason ? sentence(line.reason) : ""],
          [t("desk.ended"), line.endedAt ? dateTime(line.endedAt) : ""],
          [t("desk.served"), line.servedSeconds > 0 ? t("desk.servedSeconds", { n: Math.round(line.servedSeconds) }) : ""],
          [t("desk.remote"), line.remote],
        ]}
      />
      <Space wrap>
        {line.accountId ? (
          <Button size="small" onClick={() => set({ account: line.accountId ?? "" })}>
            {t("desk.onlyAccount")}
          </Button>
        ) : null}
        {line.cameras.map((c) => (
          <Button key={c.cameraId} size="small" onClick={() => set({ camera: c.cameraId })}>
            {t("desk.onlyCamera")}：{c.name}（{c.system}）
          </Button>
        ))}
      </Space>
    </>
  );
}
