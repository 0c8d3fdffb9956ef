// The register of terms 录像留存: each camera against the term the law gives its
// footage, the shortest first.
import { Input, Segmented, Space, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { useRetention, useRetentionCounts, type RetentionFilter, type RetentionLine } from "../../api/retention";
import { ArticleRef } from "../../ui/ArticleRef";
import { ListTable } from "../../ui/ListTable";
import { useAddress } from "../../ui/useAddress";
import { Page } from "../../ui/Page";
import { paths } from "../../util/paths";
import { OUTCOME, OUTCOMES } from "../../util/retention";
import { dateTime, span } from "../../util/time";
import { coded, useWords } from "../../words";

function useFilter(): [RetentionFilter, (change: Record<string, string>) => void] {
  const [get, set] = useAddress();
  const outcome = OUTCOMES.find((o) => o === get("outcome"));
  const q = get("q");
  return [{ ...(outcome === undefined ? {} : { outcome }), ...(q === "" ? {} : { q }) }, set];
}

export function Component() {
  const { t } = useWords();
  const [filter, set] = useFilter();
  const list = useRetention(filter);
  const columns: TableColumnsType<RetentionLine> = [
    { title: t("ret.camera"), key: "camera", render: (_v, l) => <Link to={paths.retentionOf(l.cameraId)}>{l.name}</Link> },
    { title: t("ret.system"), key: "system", render: (_v, l) => <Link to={paths.system(l.systemId)}>{l.systemName}</Link> },
    { title: t("ret.outcome"), key: "outcome", render: (_v, l) => <span className={`mark ${OUTCOME[l.outcome]}`}>{coded(t, "ret.outcome.", l.outcome)}</span> },
    { title: t("ret.term"), key: "term", className: "num", render: (_v, l) => t("ret.days", { n: l.days }) },
    { title: t("ret.articles"), key: "articles", render: (_v, l) => <Space size="small" wrap>{l.articles.map((a) => <ArticleRef key={a} article={a} />)}</Space> },
    {
      title: t("ret.short"),
      key: "short",
      className: "num",
      render: (_v, l) => (l.shortSeconds > 0 ? t("ret.shortOf", { days: l.shortDays, time: span(l.shortSeconds * 1000) }) : "—"),
    },
    { title: t("ret.reaches"), key: "reaches", className: "num", render: (_v, l) => dateTime(l.reaches) },
    { title: t("ret.holes"), key: "holes", className: "num", render: (_v, l) => (l.holes > 0 ? t("ret.holesOf", { n: l.holes, time: span(l.missingSeconds * 1000) }) : "—") },
    { title: t("ret.matures"), key: "matures", className: "num", render: (_v, l) => (l.outcome === "not-mature" ? dateTime(l.matures) : "—") },
  ];
  return (
    <Page title={t("ret.title")} lead={<Filters filter={filter} set={set} />}>
      <p className="faint">{t("ret.lead")}</p>
      <ListTable query={list} columns={columns} rowKey={(l) => l.cameraId} label={t("ret.title")} empty={t("ret.empty")} />
    </Page>
  );
}

function Filters({ filter, set }: { filter: RetentionFilter; set: (change: Record<string, string>) => void }) {
  const { t } = useWords();
  const counts = useRetentionCounts();
  const of = (o: RetentionLine["outcome"]) => {
    const n = counts.data && { met: counts.data.met, short: counts.data.short, "not-mature": counts.data.notMature }[o];
    return n === undefined ? coded(t, "ret.outcome.", o) : `${coded(t, "ret.outcome.", o)} ${n}`;
  };
  return (
    <Space wrap>
      <Input.Search allowClear defaultValue={filter.q} placeholder={t("ret.search")} aria-label={t("ret.search")} onSearch={(q) => set({ q })} style={{ width: 220 }} />
      <Segmented
        aria-label={t("ret.outcome")}
        value={filter.outcome ?? ""}
        options={[{ value: "", label: t("ret.all") }, ...OUTCOMES.map((o) => ({ value: o, label: of(o) }))]}
        onChange={(outcome) => set({ outcome })}
      />
    </Space>
  );
}
