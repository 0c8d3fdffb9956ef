// One application: how its conditions stand, what may be done, the permission
// and everything that was shown under it, and what must follow.
import { Alert, Space } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { whyNot } from "../../api/can";
import { useApplication, type Application, type ConditionState } from "../../api/official";
import { PapersOf } from "../../panels/papers/PapersOf";
import { ArticleRef } from "../../ui/ArticleRef";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { bytes } from "../../util/bytes";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, currentLanguage, useWords } from "../../words";
import { ActDialog, ACTS_OF, type Act } from "./ActDialog";
import { BasicPart } from "./BasicPart";
import { BundlesPart } from "./BundlesPart";
import { StateMark } from "./RegisterPage";

export function Component() {
  const { id = "" } = useParams();
  const one = useApplication(id);
  return <Loaded query={one}>{(a) => <One a={a} />}</Loaded>;
}

function One({ a }: { a: Application }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [act, setAct] = useState<Act | null>(null);
  const missing = a.conditions.filter((c) => !c.met);
  const open = (): void => void navigate(paths.officialView(a.id));
  return (
    <Page
      title={`${a.organ} · ${a.caseNumber ?? a.about ?? ""}`}
      lead={<StateMark state={a.state} part={a.ruling?.part === true} />}
      acts={
        <Space wrap>
          {ACTS_OF.filter((name) => shown(name, a)).map((name) => (
            <ReasonButton
              key={name}
              why={whyNot(a.can, canOf(name))}
              danger={name === "revoke" || name === "refuse"}
              type={name === "grant" || name === "open" ? "primary" : "default"}
              onClick={() => (name === "open" ? open() : setAct(name))}
            >
              {word(name, t)}
            </ReasonButton>
          ))}
        </Space>
      }
    >
      {undecided(a) && missing.length === 0 ? <Alert type="success" showIcon title={t("off.allMet")} /> : null}
      <Conditions list={a.conditions} />
      <Asked a={a} />
      <Officers a={a} />
      {a.ruling?.granted ? <Permit a={a} /> : null}
      {a.state === "granted" ? <BasicPart a={a} /> : null}
      {a.ruling?.acts.includes("copy") ? <BundlesPart a={a} /> : null}
      {a.secured.length === 0 ? null : <Held a={a} />}
      {a.copies.length === 0 ? null : <Copies a={a} />}
      <PapersOf of={{ kind: "official", id: a.id }} />
      {act === null ? null : <ActDialog act={act} a={a} onClose={() => setAct(null)} />}
    </Page>
  );
}

const undecided = (a: Application): boolean => a.state === "received" || a.state === "completing";

/** Acts that have no meaning any more are not shown; those that are barred are, with the reason. */
function shown(act: Act, a: Application): boolean {
  switch (act) {
    case "evidence":
    case "grant":
    case "part":
    case "refuse":
    case "withdraw":
      return undecided(a);
    case "again":
    case "open":
    case "revoke":
      return a.state === "granted";
    case "follow":
      return a.state === "granted" && a.copies.length > 0;
    case "close":
      return a.state === "granted" || a.state === "refused";
    case "hold":
      return a.state !== "closed";
  }
}

const canOf = (act: Act): string => (act === "again" ? "evidence" : act === "part" ? "grant" : act);

function word(act: Act, t: ReturnType<typeof useWords>["t"]): string {
  switch (act) {
    case "evidence":
      return t("off.supplement");
    case "again":
      return t("off.again");
    case "grant":
      return t("off.grant");
    case "part":
      return t("off.grantPart");
    case "refuse":
      return t("off.refuse");
    case "hold":
      return t("off.hold");
    case "open":
      return t("off.open");
    case "revoke":
      return t("off.revoke");
    case "follow":
      return t("off.followAct");
    case "withdraw":
      return t("off.withdraw");
    case "close":
      return t("off.close");
  }
}

function Conditions({ list }: { list: readonly ConditionState[] }) {
  const { t } = useWords();
  const zh = currentLanguage() === "zh";
  return (
    <section aria-label={t("off.conditions")}>
      <h2>{t("off.conditions")}</h2>
      <ul className="plain conditions">
        {list.map((c) => (
          <li key={c.article} data-article={c.article}>
            <span className={`mark ${c.met ? "ok" : "bad"}`}>{c.met ? t("off.met") : t("off.missing")}</span> {coded(t, "off.cond.", c.article)}{" "}
            <ArticleRef article={c.article} />
            {c.lacks.map((l) => (
              <div key={l.code} className="lack">
                {zh ? l.zh : l.en}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Asked({ a }: { a: Application }) {
  const { t } = useWords();
  const l = a.introduction;
  return (
    <section>
      <h2>{t("off.asked")}</h2>
      <dl className="facts">
        <Row label={t("off.auth")}>{coded(t, "off.auth.", a.authority)}</Row>
        <Row label={t("off.purpose")}>{a.purpose}</Row>
        <Row label={t("off.acts")}>{a.acts.map((x) => coded(t, "off.act.", x)).join("、")}</Row>
        <Row label={t("off.span")}>{`${dateTime(a.from)} – ${dateTime(a.to)}`}</Row>
        <Row label={t("tree.show")}>{a.points.map((p) => `${p.name}（${p.system}）`).join("、")}</Row>
        <Row label={t("off.letter")}>{l === undefined ? "—" : `${l.unit} ${l.number} · ${t("off.letterUntil")} ${l.until} · ${l.matter}`}</Row>
        <Row label={t("off.by")}>{`${a.by.name} ${dateTime(a.by.at)}`}</Row>
        {a.ruling?.reason ? <Row label={t("off.reason")}>{a.ruling.reason}</Row> : null}
        {a.closedWhy ? <Row label={t("off.why")}>{a.closedWhy}</Row> : null}
      </dl>
    </section>
  );
}

function Officers({ a }: { a: Application }) {
  const { t } = useWords();
  return (
    <section>
      <h2>{t("off.officers")}</h2>
      <ul className="plain">
        {a.officers.map((o) => (
          <li key={`${o.name} ${o.card}`}>
            {o.name} · {o.unit} · <span className="num">{o.card}</span> ·{" "}
            {o.confirmed === undefined ? (
              <span className="mark bad">{t("off.notConfirmed")}</span>
            ) : (
              <span className="mark ok">{t(o.confirmed.how === "counter" ? "off.confirmedCounter" : "off.confirmedAccount", { time: dateTime(o.confirmed.at) })}</span>
            )}
            {o.site ? <span className="mark bad">{t("off.site")}</span> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Permit({ a }: { a: Application }) {
  const { t } = useWords();
  const r = a.ruling;
  if (r === undefined) return null;
  const used = a.used.reduce((sum, u) => sum + u.seconds, 0) / 60;
  return (
    <section aria-label={t("off.permit")}>
      <h2>{t("off.permit")}</h2>
      <dl className="facts">
        <Row label={t("off.acts")}>{r.acts.map((x) => coded(t, "off.act.", x)).join("、")}</Row>
        <Row label={t("off.span")}>{`${dateTime(r.from)} – ${dateTime(r.to)}`}</Row>
        <Row label={t("off.until")}>{dateTime(r.until)}</Row>
        <Row label={t("off.minutes")}>{t("off.usedOf", { used: used.toFixed(1), all: r.minutes })}</Row>
      </dl>
      <p className="faint">{t("off.openHelp")}</p>
      <h3>{t("off.viewings")}</h3>
      {a.viewings.length === 0 ? <p className="faint">{t("off.viewingNone")}</p> : null}
      <ul className="plain num">
        {a.viewings.map((v) => {
          const u = a.used.find((x) => x.grantId === v.grantId);
          return (
            <li key={v.grantId}>
              {v.still ? t("off.viewingStill", { time: dateTime(v.by.at), by: v.by.name }) : t("off.viewing", {
                time: dateTime(v.by.at), by: v.by.name, chunks: u?.chunks ?? 0, minutes: ((u?.seconds ?? 0) / 60).toFixed(1), size: bytes(u?.bytes ?? 0),
              })}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Held({ a }: { a: Application }) {
  const { t } = useWords();
  return (
    <section>
      <h2>{t("off.secured")}</h2>
      <ul className="plain num">
        {a.secured.map((s) => (
          <li key={s.holdId}>
            {a.points.find((p) => p.cameraId === s.cameraId)?.name} · {dateTime(s.from)} – {dateTime(s.to)} ·{" "}
            <HeldMark s={s} /> · <Link to={paths.hold(s.holdId)}>{t("act.open")}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where a hold stands: lifted, secured, or not yet. */
function HeldMark({ s }: { s: Application["secured"][number] }) {
  const { t } = useWords();
  if (s.lifted) return <span className="mark idle">{t("hold.state.lifted")}</span>;
  return <span className={`mark ${s.since ? "ok" : "warn"}`}>{s.since ? `${t("off.secured")} ${dateTime(s.since)}` : t("off.securing")}</span>;
}

function Copies({ a }: { a: Application }) {
  const { t } = useWords();
  return (
    <section>
      <h2>{t("off.follow")}</h2>
      <ul className="plain">
        {a.copies.map((c) => (
          <li key={c.act}>
            {coded(t, "off.act.", c.act)} · {t("off.receivedOn")} {c.receivedOn ?? "—"} · {t("off.returnBy")} {c.due ?? "—"} · {c.done ? `${coded(t, "off.done.", c.done)} ${c.doneOn ?? ""}` : "—"}
          </li>
        ))}
      </ul>
    </section>
  );
}
