// One indicator: its formula, its trend, and every thing behind the figure.
import { Switch, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { isSubjectKind, useIndicators, useMeasures, useMembers, useTrend, type Indicator, type Measure, type Member, type Point } from "../../api/agenda";
import { articleName } from "../../api/problem";
import { Facts } from "../../ui/Facts";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { Loaded, Nothing } from "../../ui/States";
import { paths } from "../../util/paths";
import { coded, useWords } from "../../words";
import { share, Value } from "./IndicatorsPage";

export function Component() {
  const { t, language } = useWords();
  const { key = "" } = useParams();
  const all = useIndicators();
  const one = all.data?.items.find((i) => i.code === key);
  const title = one ? `${one.code} ${language === "zh" ? one.title.zh : one.title.en}` : t("ind.title");
  return (
    <Page title={title} lead={one ? <Value of={one} /> : null}>
      <Loaded query={all}>{() => (one ? <Whole of={one} /> : <Nothing text={t("ind.empty")} />)}</Loaded>
    </Page>
  );
}

function Whole({ of }: { of: Indicator }) {
  const { t, language } = useWords();
  const say = (text: { zh: string; en: string }) => (language === "zh" ? text.zh : text.en);
  const [short, setShort] = useState(false);
  return (
    <>
      <Facts
        rows={[
          [t("ind.num"), `${say(of.numerator)}：${number(of.sum.num)}`],
          [t("ind.den"), `${say(of.denominator)}：${number(of.sum.den)}`],
          [t("ind.excluded"), `${say(of.excludes)}：${of.sum.excluded}`],
          [t("ind.source"), say(of.source)],
          [t("ind.period"), say(of.period)],
          [t("ind.target"), `${say(of.aim)} · ${coded(t, "ind.c.", of.certainty)}`],
          [t("duty.article"), articleName(of.article)],
          [t("field.note"), say(of.partial)],
        ]}
      />
      <h2 className="sub">{t("ind.trend")}</h2>
      <Trend of={of} />
      {of.of === "house" ? null : (
        <>
          <h2 className="sub">
            {t("ind.behind")} <Switch size="small" checked={short} onChange={setShort} aria-label={t("ind.onlyShort")} /> <span className="faint">{t("ind.onlyShort")}</span>
          </h2>
          <Behind of={of} short={short} />
        </>
      )}
    </>
  );
}

function number(n: number): string {
  return Number.isInteger(n) ? String(n) : n.toFixed(1);
}

function Behind({ of, short }: { of: Indicator; short: boolean }) {
  const { t } = useWords();
  const measures = useMeasures(of.code, short);
  const columns: TableColumnsType<Measure> = [
    { title: t("todo.subject"), key: "name", render: (_v, m) => <Link to={paths.owed(m.subjectKind, m.subjectId)}>{m.name}</Link> },
    { title: t("ind.value"), key: "value", className: "num", render: (_v, m) => (m.sum.den > 0 ? share(m.sum.num / m.sum.den) : t("ind.noData")) },
    { title: t("ind.counted"), key: "counted", className: "num", render: (_v, m) => m.sum.counted },
    { title: t("ind.short"), key: "short", className: "num", render: (_v, m) => m.sum.short },
    { title: t("ind.excluded"), key: "excluded", className: "num", render: (_v, m) => m.sum.excluded },
  ];
  return (
    <ListTable query={measures} columns={columns} rowKey={(m) => m.subjectId} label={t("ind.behind")} empty={t("ind.empty")} detail={(m) => <Members of={of} measure={m} />} />
  );
}

function Members({ of, measure }: { of: Indicator; measure: Measure }) {
  const { t } = useWords();
  const kind = measure.subjectKind;
  const members = useMembers(of.code, { subjectKind: isSubjectKind(kind) ? kind : "system", subjectId: measure.subjectId });
  const result = (m: Member): string => {
    if (m.excluded) return coded(t, "ind.x.", m.excluded);
    if (m.den <= 0) return t("ind.noData");
    return share(m.num / m.den);
  };
  const columns: TableColumnsType<Member> = [
    { title: t("ind.thing"), key: "name", render: (_v, m) => (m.kind === "camera" ? <Link to={paths.camera(m.id)}>{m.name}</Link> : m.name) },
    { title: t("field.state"), key: "state", render: (_v, m) => <span className={`mark ${m.excluded ? "idle" : "ok"}`}>{m.excluded ? t("ind.excluded") : t("ind.counted")}</span> },
    { title: t("ind.result"), key: "result", render: (_v, m) => result(m) },
  ];
  return (
    <Loaded query={members}>
      {(list) => <Table<Member> size="small" aria-label={t("ind.members", { name: measure.name })} rowKey={(m) => m.id} dataSource={list} columns={columns} pagination={{ pageSize: 50, hideOnSinglePage: true }} />}
    </Loaded>
  );
}

const WIDE = 640;
const HIGH = 96;

/** The days' points as a line; a day without data is a hole in it, not a zero. */
function Trend({ of }: { of: Indicator }) {
  const { t } = useWords();
  const trend = useTrend(of.code);
  return (
    <Loaded query={trend}>
      {(points) => {
        const known = points.filter((p) => p.value !== undefined);
        if (known.length < 2) return <div className="faint">{points.length === 0 && of.state === "figured" ? t("ind.trendScope") : t("ind.trendNone")}</div>;
        return <Chart points={points} target={of.target} label={t("ind.trend")} />;
      }}
    </Loaded>
  );
}

function Chart({ points, target, label }: { points: readonly Point[]; target: number | undefined; label: string }) {
  const values = points.flatMap((p) => (p.value === undefined ? [] : [p.value]));
  const low = Math.min(...values, target ?? 1);
  const high = Math.max(...values, target ?? 0);
  const span = high - low || 1;
  const y = (v: number) => 8 + (1 - (v - low) / span) * (HIGH - 16);
  const x = (i: number) => (points.length === 1 ? 0 : (i / (points.length - 1)) * WIDE);
  const path = points
    .map((p, i) => {
      if (p.value === undefined) return "";
      const pen = points[i - 1]?.value === undefined ? "M" : "L";
      return `${pen}${x(i).toFixed(1)} ${y(p.value).toFixed(1)}`;
    })
    .join(" ");
  const first = points[0]?.day ?? "";
  const last = points[points.length - 1]?.day ?? "";
  return (
    <figure className="trend">
      <svg viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={`${label} ${first} ${share(values[0] ?? 0)} – ${last} ${share(values[values.length - 1] ?? 0)}`}>
        {target === undefined ? null : <line className="aim" x1="0" x2={WIDE} y1={y(target)} y2={y(target)} />}
        <path d={path} />
      </svg>
      <figcaption className="faint num">
        {first} · {share(low)} – {share(high)} · {last}
      </figcaption>
    </figure>
  );
}
