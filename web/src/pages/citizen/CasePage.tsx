// One case: how long the family waits, what is missing, what may be done, and
// everything that was looked at.
import { Alert, Space } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { whyNot } from "../../api/can";
import { useCitizenCase, type CitizenCase } from "../../api/citizen";
import { PapersOf } from "../../panels/papers/PapersOf";
import { ArticleRef } from "../../ui/ArticleRef";
import { Facts } from "../../ui/Facts";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, currentLanguage, useWords } from "../../words";
import { BindHere } from "./BindHere";
import { CaseActDialog, CASE_ACTS, type CaseAct } from "./CaseActDialog";
import { CaseMark } from "./CaseTable";
import { Clock } from "./Clock";

export function Component() {
  const { id = "" } = useParams();
  const one = useCitizenCase(id);
  return <Loaded query={one}>{(c) => <One c={c} />}</Loaded>;
}

const over = (c: CitizenCase): boolean => c.state === "refused" || c.state === "closed";

/** Acts that have no meaning any more are not shown; those that are barred are, with the reason. */
function shown(act: CaseAct, c: CitizenCase): boolean {
  const before = c.state === "called" || c.state === "received";
  const missing = c.flow === "missing";
  switch (act) {
    case "evidence":
      return before;
    case "admit":
    case "refuse":
      return c.state === "received" && missing;
    case "consent":
    case "decline":
      return c.state === "received" && !missing;
    case "extend":
      return c.state === "admitted" && missing;
    case "open":
    case "revoke":
    case "mask":
      return c.state === "admitted";
    case "sight":
    case "close":
      return !over(c);
  }
}

function One({ c }: { c: CitizenCase }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [act, setAct] = useState<CaseAct | null>(null);
  const title = `${t(c.flow === "missing" ? "nav.cit.missing" : "nav.cit.related")} · ${c.person?.name ?? c.interest?.what ?? ""}`;
  return (
    <Page
      title={title}
      lead={
        <Space wrap>
          <CaseMark state={c.state} />
          {c.flow === "missing" ? <Clock of={c} goal={c.goalMinutes} over={over(c)} /> : null}
        </Space>
      }
      acts={
        <Space wrap>
          {CASE_ACTS.filter((name) => shown(name, c)).map((name) => (
            <ReasonButton
              key={name}
              why={whyNot(c.can, name)}
              danger={name === "revoke" || name === "refuse" || name === "decline"}
              type={name === "admit" || name === "consent" || name === "open" ? "primary" : "default"}
              onClick={() => (name === "open" ? void navigate(paths.citizenView(c.id)) : setAct(name))}
            >
              {t(name === "evidence" && c.state === "called" ? "cit.arrive" : `cit.${name}`)}
            </ReasonButton>
          ))}
        </Space>
      }
    >
      <Standing c={c} />
      <Matter c={c} />
      <Looked c={c} />
      <PapersOf of={{ kind: "citizen", id: c.id }} />
      {act === null ? null : <CaseActDialog act={act} c={c} onClose={() => setAct(null)} />}
    </Page>
  );
}

/** What is in the way: before it is admitted, and of opening it here. */
function Standing({ c }: { c: CitizenCase }) {
  const { t } = useWords();
  const zh = currentLanguage() === "zh";
  const list = c.state === "admitted" ? c.barred : c.lacks;
  if (over(c)) return null;
  return (
    <section aria-label={t(c.state === "admitted" ? "cit.barred" : "cit.lacks")}>
      {list.length === 0 ? <Alert type="success" showIcon title={t("cit.allMet")} /> : <h2>{t(c.state === "admitted" ? "cit.barred" : "cit.lacks")}</h2>}
      <ul className="plain conditions">
        {list.map((l) => (
          <li key={l.code} data-code={l.code}>
            <span className="mark bad">{zh ? l.zh : l.en}</span> <ArticleRef article={l.article} />
          </li>
        ))}
      </ul>
      {c.state === "admitted" ? <BindHere /> : null}
      {c.state === "called" ? (
        <p>
          <Link to={paths.playback({ cameras: c.cameraIds.slice(0, 4), at: c.from })}>{t("cit.searchFirst")}</Link> <span className="faint">{t("cit.searchHelp")}</span>
        </p>
      ) : null}
    </section>
  );
}

function Matter({ c }: { c: CitizenCase }) {
  const { t } = useWords();
  const p = c.person;
  const w = c.viewer;
  const rows: (readonly [string, string])[] = [];
  if (p) {
    rows.push([t("cit.category"), coded(t, "cit.cat.", p.category)], [t("cit.lastSeen"), `${dateTime(p.lastSeenAt)} · ${p.where}`], [t("cit.clothes"), p.clothes ?? "—"], [t("cit.police"), p.policeNumber ?? "—"]);
  }
  if (c.interest) rows.push([t("cit.stake"), coded(t, "cit.stake.", c.interest.stake)], [t("cit.interest"), c.interest.what], [t("cit.happened"), `${dateTime(c.interest.happenedAt)} · ${c.interest.where}`]);
  rows.push(
    [t("cit.viewer"), w ? `${w.name} · ${coded(t, "cit.rel.", w.relation)} · ${coded(t, "cit.papers.", w.papers)} ${w.number}` : "—"],
    [t("cit.proof"), w?.proofId ? [t("cit.proofGiven"), w.how].filter(Boolean).join(" · ") : t("cit.proofNone")],
    [t("cit.served"), c.notice ? `${dateTime(c.notice.by.at)} · ${c.notice.signed ? t("cit.signed") : (c.notice.remark ?? "—")}` : "—"],
    [t("cit.scope"), `${c.points.map((x) => x.name).join("、")} · ${dateTime(c.from)} – ${dateTime(c.to)}`],
    [t("cit.mask"), t(c.maskOthers ? "cit.maskOn" : "cit.maskOff")],
    [t("cit.by"), `${c.by.name} ${dateTime(c.by.at)}`],
  );
  if (c.ruling?.reason) rows.push([t("cit.why"), `${c.ruling.by.name} ${dateTime(c.ruling.by.at)} · ${c.ruling.reason}`]);
  if (c.outcome) rows.push([t("cit.result"), [coded(t, "cit.result.", c.outcome.result), c.outcome.unit, c.outcome.what].filter(Boolean).join(" · ")]);
  if (c.revokedWhy) rows.push([t("cit.revoke"), c.revokedWhy]);
  return (
    <section>
      <h2>{t("cit.matter")}</h2>
      <Facts rows={rows} />
      <p className="faint">{t("cit.maskHelp")}</p>
    </section>
  );
}

function Looked({ c }: { c: CitizenCase }) {
  const { t } = useWords();
  const name = (id: string): string => c.points.find((p) => p.cameraId === id)?.name ?? "—";
  return (
    <>
      <section aria-label={t("cit.sightings")}>
        <h2>{t("cit.sightings")}</h2>
        {c.sightings.length === 0 ? <p className="faint">{t("cit.sightingsNone")}</p> : null}
        <ul className="plain">
          {c.sightings.map((s) => (
            <li key={`${s.at} ${s.cameraId}`}>{`${dateTime(s.at)} · ${name(s.cameraId)} · ${s.what}（${s.by.name}）`}</li>
          ))}
        </ul>
      </section>
      <section aria-label={t("cit.looks")}>
        <h2>{t("cit.looks")}</h2>
        {c.looks.length === 0 ? <p className="faint">{t("cit.looksNone")}</p> : null}
        <ul className="plain num">
          {c.looks.map((l) => (
            <li key={l.grantId}>{t("cit.look", { time: dateTime(l.by.at), by: l.by.name, station: l.at, until: dateTime(l.until) })}</li>
          ))}
        </ul>
        {c.seen.length === 0 ? null : <h3>{t("cit.seen")}</h3>}
        <ul className="plain num" data-seen>
          {c.seen.map((s) => (
            <li key={`${s.grantId} ${s.cameraId} ${s.from}`}>{t("cit.seenLine", { camera: name(s.cameraId), from: dateTime(s.from), to: dateTime(s.to), seconds: Math.round(s.seconds) })}</li>
          ))}
        </ul>
      </section>
    </>
  );
}
