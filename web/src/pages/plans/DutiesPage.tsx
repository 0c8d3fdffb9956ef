// Places that must have a system, held against what stands there (W168/8).
import { Segmented, Select, type TableColumnsType } from "antd";
import { Link, useSearchParams } from "react-router";
import { sendPlan, useDuties, type BuildingDuty, type DutyFilter } from "../../api/plans";
import { useFactChoices } from "../../forms/facts";
import { AreaPapers } from "../../panels/papers/AreaPapers";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { paths } from "../../util/paths";
import { coded, useWords } from "../../words";

const STANDINGS = ["", "missing", "building", "built"] as const;
const TONE: Readonly<Record<string, string>> = { missing: "bad", building: "warn", built: "ok" };

export function Component() {
  const { t } = useWords();
  const facts = useFactChoices();
  const [query, setQuery] = useSearchParams();
  const standing = STANDINGS.find((s) => s === query.get("standing")) ?? "";
  const category = query.get("category") ?? "";
  const filter: DutyFilter = { ...(standing === "" ? {} : { standing }), ...(category === "" ? {} : { category }) };
  const duties = useDuties(filter);
  const set = (key: string, value: string) => {
    const next = new URLSearchParams(query);
    if (value === "") next.delete(key);
    else next.set(key, value);
    setQuery(next, { replace: true });
  };
  const columns: TableColumnsType<BuildingDuty> = [
    { title: t("reg.place"), dataIndex: "name" },
    { title: t("reg.category"), key: "category", render: (_v, d) => coded(t, "w8.", d.category) },
    { title: t("field.address"), dataIndex: "address" },
    { title: t("field.state"), key: "standing", render: (_v, d) => <span className={`mark ${TONE[d.standing] ?? "idle"}`}>{coded(t, "duty.", d.standing)}</span> },
    { title: t("duty.systems"), key: "systems", className: "num", render: (_v, d) => `${d.working} / ${d.systems}` },
    {
      title: t("duty.responsible"),
      key: "responsible",
      render: (_v, d) => (d.responsible ? `${d.responsible.result.addressee}（${coded(t, "party.", d.responsible.result.party)}）` : <Link to={paths.newResponsibility(d.placeId)}>{t("duty.find")}</Link>),
    },
  ];
  return (
    <Page
      title={t("nav.duties")}
      lead={
        <>
          <Segmented value={standing} aria-label={t("field.state")} options={STANDINGS.map((s) => ({ value: s, label: s === "" ? t("field.all") : coded(t, "duty.", s) }))} onChange={(v) => set("standing", v)} />
          <Select allowClear value={category || undefined} placeholder={t("reg.category")} aria-label={t("reg.category")} style={{ width: 260 }} options={facts.categories} loading={facts.loading} onChange={(v: string | undefined) => set("category", v ?? "")} />
        </>
      }
    >
      <ListTable query={duties} columns={columns} rowKey={(d) => d.placeId} label={t("nav.duties")} empty={t("duty.none")} />
      <AreaPapers kind="gap-list" word="area.gaps" lead="area.gapsLead" issue={sendPlan.issueGaps} />
    </Page>
  );
}
