import type { TableColumnsType } from "antd";
import { useAdvice } from "../../api/diagnosis";
import type { Refusal } from "../../api/model";
import { useRefusals } from "../../api/queries";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const advice = useAdvice();
  const refusals = useRefusals();
  const columns: TableColumnsType<Refusal> = [
    { title: t("field.time"), key: "at", className: "num", render: (_v, r) => dateTime(r.at) },
    { title: t("dev.code"), dataIndex: "code", className: "num" },
    { title: t("dev.address"), dataIndex: "address", className: "num" },
    {
      title: t("dev.reason"),
      key: "reason",
      render: (_v, r) => {
        const a = advice(r.reason);
        return (
          <>
            {a.text}
            {a.next === "" ? null : <div className="faint">{t("dev.next", { text: a.next })}</div>}
          </>
        );
      },
    },
    { title: t("dev.count"), dataIndex: "count", className: "num" },
  ];
  return (
    <Page title={t("dev.refused")}>
      <ListTable query={refusals} columns={columns} rowKey={(r) => `${r.at} ${r.code} ${r.address}`} label={t("dev.refused")} empty={t("dev.none")} />
    </Page>
  );
}
