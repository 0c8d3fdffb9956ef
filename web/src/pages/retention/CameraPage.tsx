// One camera against its term: the bar of the term with what is missing, each
// gap with its cause, and what is known of other places of storage.
import { Alert, Button, Space, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { barred } from "../../api/can";
import { sendRetention, useRetentionOf, type Hole, type RetentionView } from "../../api/retention";
import { DayField, TextField } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { ArticleRef } from "../../ui/ArticleRef";
import { Facts } from "../../ui/Facts";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded, Nothing } from "../../ui/States";
import { paths } from "../../util/paths";
import { OUTCOME, PLANNED, RETAIN_CAUSES } from "../../util/retention";
import { DAY, dateTime, day, span } from "../../util/time";
import { coded, useWords } from "../../words";

export function Component() {
  const { id = "" } = useParams();
  const camera = useRetentionOf(id);
  return <Loaded query={camera}>{(c) => <One key={c.cameraId} c={c} />}</Loaded>;
}

function One({ c }: { c: RetentionView }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <Page
      title={c.name}
      lead={<span className={`mark ${OUTCOME[c.outcome]}`}>{coded(t, "ret.outcome.", c.outcome)}</span>}
      acts={
        <Space wrap>
          <Link to={paths.playback({ cameras: [c.cameraId] })}>
            <Button>{t("ret.playback")}</Button>
          </Link>
          <ReasonButton {...barred(c.can, "purpose")} onClick={() => setOpen(true)}>
            {t("keep.register")}
          </ReasonButton>
        </Space>
      }
    >
      <TermBar c={c} />
      <Facts
        rows={[
          [t("ret.system"), <Link key="system" to={paths.system(c.systemId)}>{c.systemName}</Link>],
          [t("ret.term"), <span key="term">{t("ret.days", { n: c.days })} {c.articles.map((a) => <ArticleRef key={a} article={a} />)}</span>],
          [t("ret.short"), c.shortSeconds > 0 ? <span key="short" className="mark bad num">{t("ret.shortOf", { days: c.shortDays, time: span(c.shortSeconds * 1000) })}</span> : ""],
          [t("ret.because"), c.because === undefined || c.because === "" ? "" : <Cause key="because" of={c.because} />],
          [t("ret.due"), <span key="due" className="num">{dateTime(c.due)}</span>],
          [t("ret.since"), <span key="since" className="num" title={t("ret.sinceHelp")}>{dateTime(c.since)}</span>],
          [t("ret.reaches"), <span key="reaches" className="num" title={t("ret.reachesHelp")}>{dateTime(c.reaches)}</span>],
          [t("ret.oldest"), c.oldest === undefined ? "" : <span key="oldest" className="num">{dateTime(c.oldest)}</span>],
          [t("ret.began"), c.began === undefined ? t("ret.never") : <span key="began" className="num">{dateTime(c.began)}</span>],
          [t("ret.matures"), c.outcome === "not-mature" ? <span key="matures" className="num">{dateTime(c.matures)}</span> : ""],
          [t("ret.holes"), c.holes > 0 ? <span key="holes" className="num">{t("ret.holesOf", { n: c.holes, time: span(c.missingSeconds * 1000) })}</span> : ""],
          [t("ret.planned"), c.plannedSeconds > 0 ? <span key="planned" className="num">{span(c.plannedSeconds * 1000)}</span> : ""],
          [t("ret.terms"), c.terms.length > 1 ? <Terms key="terms" c={c} /> : ""],
          [t("ret.judged"), <span key="judged" className="num">{dateTime(c.at)}</span>],
        ]}
      />
      <Holes holes={c.holeList} />
      <Places c={c} />
      {open ? <Register c={c} onClose={() => setOpen(false)} /> : null}
    </Page>
  );
}

/** A longer lawful purpose for the footage of this camera. */
function Register({ c, onClose }: { c: RetentionView; onClose: () => void }) {
  const { t } = useWords();
  return (
    <FormDialog<{ purpose: string; basis: string; until: string }>
      title={t("keep.register")}
      initial={{ purpose: "", basis: "", until: day(Date.now() + 90 * DAY) }}
      save={(v) => sendRetention.register({ systemId: c.systemId, cameraIds: [c.cameraId], purpose: v.purpose, basis: v.basis, until: v.until })}
      touches={["retention"]}
      onClose={onClose}
    >
      <Alert type="info" showIcon role="note" title={t("keep.registerHelp")} />
      <TextField name="purpose" word="keep.purpose" rows={2} max={500} required />
      <TextField name="basis" word="keep.basis" max={40} required />
      <DayField name="until" word="keep.until" required />
    </FormDialog>
  );
}

function Terms({ c }: { c: RetentionView }) {
  const { t } = useWords();
  return (
    <>
      {c.terms.map((one, i) => (
        <div key={one.since ?? "first"} className="num">
          {i === 0 ? t("ret.termFirst", { n: one.days }) : t("ret.termSince", { n: one.days, at: dateTime(one.since) })}
        </div>
      ))}
      <div className="faint">{t("ret.raised")}</div>
    </>
  );
}

function Cause({ of }: { of: string }) {
  const { t } = useWords();
  return <>{coded(t, RETAIN_CAUSES.includes(of) ? "ret.cause." : "gap.", of)}</>;
}

/** The term from its beginning to now; what is missing stands out of it. */
function TermBar({ c }: { c: RetentionView }) {
  const { t } = useWords();
  const from = Date.parse(c.due);
  const all = Math.max(Date.parse(c.at) - from, 1);
  const x = (at: string) => ((Date.parse(at) - from) / all) * 1000;
  return (
    <figure className="termbar">
      <svg viewBox="0 0 1000 26" preserveAspectRatio="none" role="img" aria-label={t("ret.bar", { from: dateTime(c.due), to: dateTime(c.at) })}>
        <rect className="kept" width={1000} height={26} />
        {c.holeList.map((h) => (
          <rect key={h.from} className={h.cause === PLANNED ? "planned" : "hole"} x={x(h.from)} width={Math.max(x(h.to) - x(h.from), 1)} height={26}>
            <title>{`${dateTime(h.from)} – ${dateTime(h.to)}`}</title>
          </rect>
        ))}
      </svg>
      <figcaption className="num">
        <span>{dateTime(c.due)}</span>
        <span className="legend">
          <i className="kept" /> {t("ret.barKept")} <i className="hole" /> {t("ret.barHole")} <i className="planned" /> {t("ret.barPlanned")}
        </span>
        <span>{dateTime(c.at)}</span>
      </figcaption>
    </figure>
  );
}

function Holes({ holes }: { holes: readonly Hole[] }) {
  const { t } = useWords();
  const columns: TableColumnsType<Hole> = [
    { title: t("ret.from"), key: "from", className: "num", render: (_v, h) => dateTime(h.from) },
    { title: t("ret.to"), key: "to", className: "num", render: (_v, h) => dateTime(h.to) },
    { title: t("ret.length"), key: "length", className: "num", render: (_v, h) => span(Date.parse(h.to) - Date.parse(h.from)) },
    { title: t("ret.cause"), key: "cause", render: (_v, h) => <Cause of={h.cause} /> },
  ];
  return (
    <section>
      <h2>{t("ret.holes")}</h2>
      {holes.length === 0 ? (
        <Nothing text={t("ret.noHoles")} />
      ) : (
        <Table<Hole> size="small" columns={columns} dataSource={[...holes].reverse()} rowKey={(h) => h.from} pagination={{ pageSize: 50, hideOnSinglePage: true }} />
      )}
    </section>
  );
}

function Places({ c }: { c: RetentionView }) {
  const { t } = useWords();
  return (
    <section>
      <h2>{t("ret.places")}</h2>
      <Facts
        rows={c.places.map((p) => [
          coded(t, "ret.place.", p.place),
          p.known && p.outcome !== undefined ? (
            <span key={p.place} className={`mark ${OUTCOME[p.outcome]}`}>{coded(t, "ret.outcome.", p.outcome)}</span>
          ) : (
            <span key={p.place} className="mark idle" title={t("ret.unknownHelp")}>{p.relied ? `${t("ret.unknown")} · ${t("ret.relied")}` : t("ret.unknown")}</span>
          ),
        ])}
      />
      <p className="faint">{t("ret.unknownHelp")}</p>
    </section>
  );
}
