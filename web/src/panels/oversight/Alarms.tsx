// What is conspicuous, and the verdict on it.
import { Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { oversight, PATTERNS, useAlarms, type Alarm, type Pattern } from "../../api/oversight";
import { ListTable } from "../../ui/ListTable";
import { ReasonButton } from "../../ui/ReasonButton";
import { paths } from "../../util/paths";
import { dateTime, wire } from "../../util/time";
import { coded, useWords, type Speak } from "../../words";
import { DecidedSwitch, GivenVerdict } from "./Decided";
import { VerdictForm } from "./VerdictForm";

const WEEK = 7 * 24 * 3600_000;

/** The figure in the unit of its pattern. */
function figure(t: Speak, pattern: Alarm["pattern"], value: number): string {
  const n = Math.round(value * 10) / 10;
  if (pattern === "repeat") return t("over.u.days", { n });
  return t(pattern === "volume" ? "over.u.hours" : "over.u.acts", { n });
}

/** The acts of the account in the week, on the record. */
function acts(a: Alarm): string {
  const from = Date.parse(`${a.week}T00:00:00+08:00`);
  return paths.audit({ account: a.accountId, camera: a.cameraId, from: wire(from), to: wire(from + WEEK) });
}

export function Alarms() {
  const { t } = useWords();
  const [decided, setDecided] = useState(false);
  const [pattern, setPattern] = useState<Pattern | undefined>(undefined);
  const [deciding, setDeciding] = useState<Alarm | null>(null);
  const alarms = useAlarms(decided, pattern);
  const columns: TableColumnsType<Alarm> = [
    { title: t("over.who"), key: "who", render: (_v, a) => a.name },
    {
      title: t("over.pattern"),
      key: "pattern",
      render: (_v, a) => (
        <>
          {coded(t, "over.p.", a.pattern)}
          {a.camera ? <div className="faint">{a.camera}</div> : null}
          {a.words ? <div className="faint">{a.words}</div> : null}
        </>
      ),
    },
    {
      title: t("over.value"),
      key: "value",
      className: "num",
      render: (_v, a) => (
        <>
          {figure(t, a.pattern, a.value)}
          {a.peers ? <div className="faint">{t("over.peers", { n: figure(t, a.pattern, a.peers) })}</div> : null}
        </>
      ),
    },
    { title: t("over.week"), dataIndex: "week", className: "num" },
    { title: t("over.at"), key: "at", className: "num", render: (_v, a) => dateTime(a.at) },
    ...(decided ? [{ title: t("over.verdict"), key: "verdict", render: (_v: unknown, a: Alarm) => <GivenVerdict of={a} /> }] : []),
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, a) => (
        <span className="row">
          <Link to={acts(a)}>{t("over.acts")}</Link>
          {a.verdict ? null : (
            <ReasonButton size="small" type="link" why="" onClick={() => setDeciding(a)}>
              {t("over.decide")}
            </ReasonButton>
          )}
        </span>
      ),
    },
  ];
  return (
    <>
      <div className="row">
        <DecidedSwitch value={decided} onChange={setDecided} />
        <Select
          allowClear
          aria-label={t("over.pattern")}
          placeholder={t("over.pattern")}
          value={pattern}
          options={PATTERNS.map((p) => ({ value: p, label: coded(t, "over.p.", p) }))}
          onChange={(p?: Pattern) => setPattern(p)}
          style={{ width: 280 }}
        />
      </div>
      <ListTable query={alarms} columns={columns} rowKey={(a) => a.id} label={t("over.alarms")} empty={t(decided ? "over.noDecided" : "over.noAlarms")} />
      {deciding === null ? null : (
        <VerdictForm
          title={`${deciding.name} · ${coded(t, "over.p.", deciding.pattern)}`}
          run={(verdict) => oversight.decideAlarm({ id: deciding.id, verdict })}
          onClose={() => setDeciding(null)}
        />
      )}
    </>
  );
}
