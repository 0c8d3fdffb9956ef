// The log of what was sent to the webhook, and how each stands.
import type { TableColumnsType } from "antd";
import { useDeliveries, type Delivery } from "../../api/agenda";
import { ListTable } from "../../ui/ListTable";
import { dateTime } from "../../util/time";
import { coded, sentence, useWords } from "../../words";

const TONE: Readonly<Record<Delivery["state"], string>> = { pending: "warn", taken: "ok", "given-up": "bad" };

export function DeliveryTable() {
  const { t } = useWords();
  const deliveries = useDeliveries();
  const columns: TableColumnsType<Delivery> = [
    { title: t("hook.made"), key: "made", className: "num", render: (_v, d) => dateTime(d.madeAt) },
    { title: t("hook.kind"), key: "kind", render: (_v, d) => coded(t, "hook.kind.", d.kind) },
    {
      title: t("field.state"),
      key: "state",
      render: (_v, d) => (
        <>
          <span className={`mark ${TONE[d.state]}`}>{coded(t, "hook.st.", d.state)}</span>
          {d.nextAt ? <div className="faint num">{t("hook.next", { time: dateTime(d.nextAt) })}</div> : null}
        </>
      ),
    },
    { title: t("hook.tries"), dataIndex: "tries", className: "num" },
    { title: t("hook.status"), key: "status", render: (_v, d) => (d.status > 0 ? d.status : d.fault ? sentence(d.fault) : "—") },
  ];
  return <ListTable query={deliveries} columns={columns} rowKey={(d) => d.key} label={t("hook.log")} empty={t("hook.empty")} detail={(d) => <pre className="num">{JSON.stringify(d.body, null, 2)}</pre>} />;
}
