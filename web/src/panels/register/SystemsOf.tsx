// Systems that stand in a place or have a unit among their parties.
import type { TableColumnsType } from "antd";
import { Link } from "react-router";
import type { VideoSystem } from "../../api/model";
import { useSystemsOf } from "../../api/units";
import { useTradeWords } from "../../forms/units";
import { ListTable } from "../../ui/ListTable";
import { paths } from "../../util/paths";
import { coded, useWords } from "../../words";

export function SystemsOf({ place, organisation }: { place?: string; organisation?: string }) {
  const { t } = useWords();
  const trade = useTradeWords();
  const systems = useSystemsOf({ place, organisation });
  const columns: TableColumnsType<VideoSystem> = [
    { title: t("field.name"), key: "name", render: (_v, s) => <Link to={paths.system(s.id)}>{s.name}</Link> },
    { title: t("field.state"), key: "state", render: (_v, s) => coded(t, "sys.", s.state) },
    { title: t("sys.operator"), key: "operator", render: (_v, s) => (s.operatorId ? (s.names?.[s.operatorId] ?? "—") : "—") },
    { title: t("unit.trade"), key: "trade", render: (_v, s) => trade(s.trade) || "—" },
    { title: t("reg.floor"), key: "floor", className: "num", render: (_v, s) => t("reg.floorDays", { n: s.floorDays }) },
  ];
  return <ListTable query={systems} columns={columns} rowKey={(s) => s.id} label={t("reg.systems")} empty={t("reg.systemEmpty")} />;
}
