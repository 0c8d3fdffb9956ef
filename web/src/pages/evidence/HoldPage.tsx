// One hold: what it is about, where each part of the footage is now, what was
// done with it, and its end by two persons.
import { Alert, Space } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { barred, whyNot } from "../../api/can";
import { useHold, type Hold, type HoldPoint } from "../../api/evidence";
import type { Timeline } from "../../api/model";
import { useSession } from "../../api/session";
import { TimelineView } from "../../player/TimelineView";
import type { View } from "../../player/scale";
import { ArticleRef } from "../../ui/ArticleRef";
import { AttachmentList } from "../../ui/AttachmentList";
import { Facts } from "../../ui/Facts";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { SECURED } from "../../util/holds";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";
import { AmissAlert } from "./AmissAlert";
import { HoldActs, type HoldAct } from "./HoldActs";
import { SecondCopy } from "./SecondCopy";

export function Component() {
  const { id = "" } = useParams();
  const hold = useHold(id);
  return <Loaded query={hold}>{(h) => <One key={h.id} h={h} />}</Loaded>;
}

function One({ h }: { h: Hold }) {
  const { t } = useWords();
  const [act, setAct] = useState<HoldAct | null>(null);
  return (
    <Page
      title={h.matter}
      lead={<span className={`mark ${h.state === "in-force" ? "ok" : "idle"}`}>{coded(t, "hold.state.", h.state)}</span>}
      acts={h.state === "lifted" ? null : <Buttons h={h} onAct={setAct} />}
    >
      <Standing h={h} />
      <Facts
        rows={[
          [t("hold.reason"), h.reason],
          [t("hold.origin"), coded(t, "hold.origin.", h.origin)],
          [t("hold.basis"), <ArticleRef key="basis" article={h.basis} />],
          [t("hold.organ"), h.organ ?? t("hold.organ.none")],
          [t("hold.officer"), h.officer ? `${h.officer.name} ${h.officer.card}` : ""],
          [t("hold.span"), <span key="span" className="num">{dateTime(h.from)} – {dateTime(h.to)}</span>],
          [t("hold.review"), <span key="review" className={h.overdue ? "mark bad num" : "num"}>{h.reviewOn}{h.overdue ? ` ${t("hold.due")}` : ""}</span>],
          [t("hold.by"), h.origin === "found" ? t("hold.system") : h.placed.name],
          [t("hold.at"), <span key="at" className="num">{dateTime(h.placed.at)}</span>],
          [t("hold.application"), h.applicationId ? <Link key="app" to={paths.officialOne(h.applicationId)}>{t("act.open")}</Link> : ""],
        ]}
      />
      <Where h={h} />
      <SecondCopy id={h.id} />
      <History h={h} />
      <AttachmentList of={{ kind: "hold", id: h.id }} />
      {act === null ? null : <HoldActs act={act} h={h} onClose={() => setAct(null)} />}
    </Page>
  );
}

function Buttons({ h, onAct }: { h: Hold; onAct: (act: HoldAct) => void }) {
  const { t } = useWords();
  const waits = h.lifting !== undefined;
  return (
    <Space wrap>
      <ReasonButton {...barred(h.can, "review")} onClick={() => onAct("review")}>
        {t("hold.reviewAct")}
      </ReasonButton>
      <ReasonButton {...barred(h.can, "lift")} onClick={() => onAct("lift")}>
        {t("hold.lift")}
      </ReasonButton>
      {waits ? (
        <>
          <ReasonButton {...barred(h.can, "withdraw")} onClick={() => onAct("withdraw")}>
            {t("hold.withdraw")}
          </ReasonButton>
          <ReasonButton type="primary" danger {...barred(h.can, "confirm")} onClick={() => onAct("confirm")}>
            {t("hold.confirm")}
          </ReasonButton>
        </>
      ) : null}
    </Space>
  );
}

/** What somebody has to know first: that it is not secured, and that it is being lifted. */
function Standing({ h }: { h: Hold }) {
  const { t } = useWords();
  const loose = h.state === "in-force" && h.points.some((p) => p.state === "not-yet" || p.state === "nothing");
  const l = h.lifting;
  return (
    <>
      <AmissAlert h={h} />
      {loose ? <Alert type="error" showIcon title={t("hold.insecure")} /> : null}
      {l && h.state === "in-force" ? (
        <Alert
          type="warning"
          showIcon
          title={t("hold.waits", { by: l.proposed.name, time: dateTime(l.proposed.at), until: dateTime(l.expires) })}
          description={<Decision h={h} />}
        />
      ) : null}
      {l?.confirmed && h.state === "lifted" ? (
        <Alert
          type="info"
          showIcon
          title={t("hold.liftedBy", { first: l.proposed.name, second: l.confirmed.name, time: dateTime(l.confirmed.at) })}
          description={<Decision h={h} />}
        />
      ) : null}
    </>
  );
}

function Decision({ h }: { h: Hold }) {
  const { t } = useWords();
  const l = h.lifting;
  if (!l) return null;
  return (
    <Facts
      rows={[
        [t("hold.decision"), `${l.decision.organ} ${l.decision.number} ${l.decision.day ?? ""}`],
        [t("hold.liftWhy"), l.reason],
        [t("hold.digest"), <code key="digest" className="num">{l.digest}</code>],
      ]}
    />
  );
}

/** Where the footage is: drawn as a timeline, and in words. */
function Where({ h }: { h: Hold }) {
  const { t } = useWords();
  const from = Date.parse(h.from);
  const to = Date.parse(h.to);
  const edge = (to - from) * 0.03;
  const [view, setView] = useState<View>({ from: from - edge, to: to + edge });
  const rows = h.points.map((p) => ({ id: p.cameraId, name: p.name || t("hold.unknownCamera"), data: drawn(p, h) }));
  return (
    <section>
      <h2>{t("hold.where")}</h2>
      <TimelineView rows={rows} view={view} onView={setView} cursor={() => null} onSeek={() => undefined} />
      {h.points.map((p) => (
        <Point key={p.cameraId} p={p} h={h} />
      ))}
    </section>
  );
}

function Point({ p, h }: { p: HoldPoint; h: Hold }) {
  const { t } = useWords();
  return (
    <div className="heldpoint">
      <h3>
        {p.name || t("hold.unknownCamera")} <span className="faint">{p.system}</span>{" "}
        {h.state === "in-force" ? <span className={`mark ${SECURED[p.state] ?? "idle"}`}>{coded(t, "hold.secured.", p.state)}</span> : null}{" "}
        {p.name === "" ? null : <Link to={paths.camera(p.cameraId, h.from)}>{t("hold.toPlayback")}</Link>}
      </h3>
      <ul className="plain num">
        {p.parts.map((part) => (
          <li key={part.from}>
            {dateTime(part.from)} – {dateTime(part.to)} ·{" "}
            {part.where === "here" && h.state === "lifted" ? t("hold.where.here.lifted") : coded(t, "hold.where.", part.where)}
            {part.cause ? ` · ${coded(t, "gap.", part.cause)}` : ""}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The parts of a point as a timeline draws them: what is not here is a gap. */
function drawn(p: HoldPoint, h: Hold): Timeline {
  const cause = (where: string, c: string): string => (where === "missing" ? "lost" : where === "elsewhere" ? "left-on-device" : c || "none");
  return {
    cameraId: p.cameraId, from: h.from, to: h.to, merged: false,
    runs: p.parts.filter((x) => x.where === "here").map((x) => ({ from: x.from, to: x.to, going: false })),
    gaps: p.parts.filter((x) => x.where !== "here" && x.where !== "to-come").map((x) => ({ from: x.from, to: x.to, cause: cause(x.where, x.cause ?? "") })),
  };
}

function History({ h }: { h: Hold }) {
  const { t } = useWords();
  const { can } = useSession();
  const leafOf = (act: string, at: string) => h.acts.find((a) => a.act === act && Math.abs(Date.parse(a.at) - Date.parse(at)) < 1000)?.leaf;
  return (
    <section>
      <h2>{t("hold.history")}</h2>
      {whyNot(can, "audit.read") === "" ? <Link to={paths.audit({ kind: "hold", object: h.id })}>{t("hold.toAudit")}</Link> : null}
      <ol className="plain">
        {h.history.map((s) => (
          <li key={`${s.act} ${s.by.at}`}>
            <span className="num">{dateTime(s.by.at)}</span> · {coded(t, "hold.did.", s.act)} · {s.by.accountId ? s.by.name : t("hold.system")}
            {s.by.organisationId && h.units[s.by.organisationId] ? ` · ${h.units[s.by.organisationId]}` : ""}
            {leafOf(s.act, s.by.at) === undefined ? null : <span className="faint num"> · {t("hold.logged", { n: leafOf(s.act, s.by.at) ?? 0 })}</span>}
            {s.note ? <span className="faint"> · {s.note}</span> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
