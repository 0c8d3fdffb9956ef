// K1 … K26 with numerator, denominator, source and what was left out.
import { Table, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { sendAgenda, useIndicators, type Indicator } from "../../api/agenda";
import { whyNot } from "../../api/can";
import { useSession } from "../../api/session";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const indicators = useIndicators();
  const columns = useColumns();
  const again = useChange({ run: () => sendAgenda.again(), touches: ["indicators", "obligations"], said: t("ind.againSaid") });
  return (
    <Page
      title={t("ind.title")}
      lead={indicators.data?.sweptAt ? <span className="faint num">{t("ind.swept", { time: dateTime(indicators.data.sweptAt) })}</span> : null}
      acts={
        <ReasonButton why={whyNot(can, "settings.manage")} loading={again.isPending} onClick={() => again.mutate(undefined)}>
          {t("ind.again")}
        </ReasonButton>
      }
    >
      <Loaded query={indicators}>
        {(data) => (
          <Table<Indicator> size="small" aria-label={t("ind.title")} rowKey={(i) => i.code} dataSource={data.items} columns={columns} pagination={false} scroll={{ x: "max-content" }} />
        )}
      </Loaded>
    </Page>
  );
}

/** A figure in words: a share, no data, or who will bring it. Never a number that was not counted. */
export function Value({ of }: { of: Indicator }) {
  const { t } = useWords();
  if (of.state === "not-kept") return <span className="faint">{t("ind.notKept")}</span>;
  if (of.state === "no-data" || of.value === undefined) return <span className="mark idle">{t("ind.noData")}</span>;
  const good = of.target === undefined ? "idle" : of.good ? "ok" : "bad";
  return <span className={`mark num ${good}`}>{share(of.value)}</span>;
}

/** "99.97%"; never rounded up to a whole 100, nor down to 0. */
export function share(value: number): string {
  const rounded = Math.round(value * 10_000) / 100;
  if (rounded >= 100 && value < 1) return "99.99%";
  if (rounded <= 0 && value > 0) return "0.01%";
  return `${rounded}%`;
}

function useColumns(): TableColumnsType<Indicator> {
  const { t, language } = useWords();
  const say = (text: { zh: string; en: string }) => (language === "zh" ? text.zh : text.en);
  return [
    { title: t("field.kind"), dataIndex: "code", className: "num" },
    {
      title: t("field.name"),
      key: "name",
      render: (_v, i) => (i.state === "not-kept" ? say(i.title) : <Link to={paths.indicator(i.code)}>{say(i.title)}</Link>),
    },
    {
      title: t("ind.value"),
      key: "value",
      render: (_v, i) => (
        <>
          <Value of={i} />
          <div className="faint wraps">{say(i.later) || say(i.partial)}</div>
        </>
      ),
    },
    {
      title: t("ind.target"),
      key: "target",
      render: (_v, i) => (
        <>
          {say(i.aim)}
          <div className="faint">{coded(t, "ind.c.", i.certainty)}</div>
        </>
      ),
    },
    { title: t("ind.counted"), key: "counted", className: "num", render: (_v, i) => (i.state === "not-kept" ? "—" : i.sum.counted) },
    { title: t("ind.short"), key: "short", className: "num", render: (_v, i) => (i.state === "not-kept" ? "—" : i.sum.short) },
    { title: t("ind.excluded"), key: "excluded", className: "num", render: (_v, i) => (i.state === "not-kept" ? "—" : i.sum.excluded) },
    { title: t("ind.period"), key: "period", render: (_v, i) => <span className="wraps">{say(i.period)}</span> },
  ];
}
