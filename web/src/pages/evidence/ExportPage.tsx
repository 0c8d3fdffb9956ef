// One evidence bundle: how far it is, what it is proven by, who took it, and
// what must follow.
import { DownloadOutlined } from "@ant-design/icons";
import { Alert, Space } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { barred } from "../../api/can";
import { exportFile, sendExport, useExport, type Export } from "../../api/exports";
import { PapersOf } from "../../panels/papers/PapersOf";
import { download } from "../../player/snapshot";
import { ArticleRef } from "../../ui/ArticleRef";
import { Facts } from "../../ui/Facts";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { bytes } from "../../util/bytes";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, sentence, useWords, words } from "../../words";
import { ExportActs, type ExportAct } from "./ExportActs";
import { ExportState } from "./ExportsPage";

export function Component() {
  const { id = "" } = useParams();
  const one = useExport(id);
  return <Loaded query={one}>{(e) => <One key={e.id} e={e} />}</Loaded>;
}

function One({ e }: { e: Export }) {
  const { t } = useWords();
  const [act, setAct] = useState<ExportAct | null>(null);
  return (
    <Page title={e.case || e.purpose || e.recipient} lead={<ExportState e={e} />} acts={<Buttons e={e} onAct={setAct} />}>
      <Standing e={e} />
      <Facts
        rows={[
          [t("exp.regime"), <span key="regime">{coded(t, "exp.regime.", e.regime)} <ArticleRef article={e.basis} /></span>],
          [t("hold.application"), e.applicationId ? <Link key="app" to={paths.officialOne(e.applicationId)}>{t("act.open")}</Link> : ""],
          [t("exp.recipient"), [e.unit, e.recipient].filter(Boolean).join(" · ")],
          [t("exp.purpose"), e.purpose],
          [t("exp.approver"), e.approver ?? ""],
          [t("exp.useUntil"), e.useUntil ?? ""],
          [t("exp.span"), <span key="span" className="num">{dateTime(e.from)} – {dateTime(e.to)}</span>],
          [t("exp.cameras"), e.portions.map((p) => p.name).join("、")],
          [t("exp.size"), bytes(e.bundle?.size ?? e.bytes)],
          [t("exp.by"), `${e.by.name} ${dateTime(e.by.at)}`],
          [t("exp.keepUntil"), e.gone ? t("exp.gone") : e.keepUntil ? dateTime(e.keepUntil) : ""],
        ]}
      />
      {e.bundle ? <Made e={e} /> : null}
      {e.handing ? (
        <section>
          <h2>{t("exp.handed")}</h2>
          <Facts
            rows={[
              [t("exp.takenBy"), `${e.handing.name} ${e.handing.unit} ${e.handing.card}`],
              [t("exp.medium"), `${e.handing.medium} ${e.handing.serial ?? ""}`],
              [t("exp.on"), e.handing.on],
              [t("exp.due"), e.useUntil ?? ""],
              [t("exp.end"), e.ending ? `${coded(t, "exp.how.", e.ending.how)} ${e.ending.on} ${e.ending.remark}` : ""],
            ]}
          />
        </section>
      ) : null}
      <History e={e} />
      <PapersOf of={{ kind: "evidence", id: e.id }} />
      {act === null ? null : <ExportActs act={act} e={e} onClose={() => setAct(null)} />}
    </Page>
  );
}

function Buttons({ e, onAct }: { e: Export; onAct: (act: ExportAct) => void }) {
  const { t } = useWords();
  const again = useChange({ run: () => sendExport.again(e), touches: ["exports"] });
  const open = ["queued", "running", "failed", "ready"].includes(e.state);
  return (
    <Space wrap>
      {e.there ? (
        <ReasonButton type="primary" icon={<DownloadOutlined />} {...barred(e.can, "fetch")} onClick={() => download(exportFile(e.id), `${e.name}.evb.zip`, false)}>
          {t("exp.fetch")}
        </ReasonButton>
      ) : null}
      {e.can.again === "" ? (
        <ReasonButton why="" loading={again.isPending} onClick={() => again.mutate(undefined)}>
          {t("exp.again")}
        </ReasonButton>
      ) : null}
      {e.state === "ready" || e.state === "handed-over" ? (
        <>
          <ReasonButton {...barred(e.can, "handOver")} onClick={() => onAct("hand")}>
            {t("exp.hand")}
          </ReasonButton>
          <ReasonButton {...barred(e.can, "end")} onClick={() => onAct("end")}>
            {t("exp.end")}
          </ReasonButton>
        </>
      ) : null}
      {open ? (
        <ReasonButton danger {...barred(e.can, "cancel")} onClick={() => onAct("cancel")}>
          {t("exp.cancel")}
        </ReasonButton>
      ) : null}
    </Space>
  );
}

/** What somebody has to know first. */
function Standing({ e }: { e: Export }) {
  const { t } = useWords();
  return (
    <>
      {e.state === "failed" && e.failure ? (
        <Alert type="error" showIcon title={<>{t("exp.failed")}{sentence(e.failure.code, e.failure.params ?? {})} <ArticleRef article={e.failure.article ?? ""} /></>} />
      ) : null}
      {e.overdue ? <Alert type="error" showIcon title={`${t("exp.overdue")} ${e.useUntil ?? ""}`} /> : null}
      {e.bundle?.made && e.bundle.witnesses.length === 0 ? <Alert type="warning" showIcon title={t("exp.noWitness")} /> : null}
      {e.bundle?.unanchored ? <Alert type="warning" showIcon title={t("exp.unanchored")} /> : null}
    </>
  );
}

function Made({ e }: { e: Export }) {
  const { t } = useWords();
  const b = e.bundle;
  if (!b) return null;
  const seal = [b.sealed ? t("exp.sealed") : "", b.stamped ? t("exp.stamped") : ""].filter(Boolean).join(" · ");
  return (
    <Facts
      rows={[
        [t("exp.name"), <span key="name" className="num">{e.name}.evb.zip</span>],
        [t("exp.digest"), <code key="digest" className="num">{b.digest}</code>],
        [t("exp.sha"), b.sha256 ? <code key="sha" className="num">{b.sha256}</code> : ""],
        [t("exp.witnesses"), b.witnesses.join("、")],
        [t("exp.seal"), b.unstamped ? `${seal} · ${t("exp.unstamped", { why: b.unstamped })}` : seal],
      ]}
    />
  );
}

function History({ e }: { e: Export }) {
  const { t } = useWords();
  return (
    <section>
      <h2>{t("exp.history")}</h2>
      <ul className="plain num">
        {e.history.map((l) => (
          <li key={l.act + l.by.at}>
            {dateTime(l.by.at)} · {Object.hasOwn(words, `act.${l.act}`) ? coded(t, "act.", l.act) : l.act} · {l.by.name} {l.note ?? ""}
          </li>
        ))}
      </ul>
    </section>
  );
}
