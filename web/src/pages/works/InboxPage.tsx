// What waits for the police: reports to acknowledge, filings to receive or to
// return. Neither is an approval.
import { Alert, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { useSystems } from "../../api/queries";
import { useWorks, type Entry } from "../../api/works";
import { ActButtons } from "../../forms/ActButtons";
import { DocumentLinks } from "../../ui/DocumentLinks";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const removals = useWorks("removals", { state: "reported" });
  const filings = useWorks("filings", { state: "submitted" });
  const columns = useColumns();
  return (
    <Page title={t("nav.works.inbox")}>
      <Alert type="info" showIcon title={t("works.inboxNote")} />
      <h2>{t("works.inboxRemovals")}</h2>
      <ListTable query={removals} columns={columns} rowKey={(e) => e.id} label={t("works.inboxRemovals")} detail={(e) => <DocumentLinks of={{ kind: "removal", id: e.id }} />} />
      <h2>{t("works.inboxFilings")}</h2>
      <ListTable query={filings} columns={columns} rowKey={(e) => e.id} label={t("works.inboxFilings")} detail={(e) => <DocumentLinks of={{ kind: "filing", id: e.id }} />} />
    </Page>
  );
}

function useColumns(): TableColumnsType<Entry> {
  const { t } = useWords();
  const systems = useSystems();
  return [
    { title: t("field.time"), key: "at", className: "num", render: (_v, e) => dateTime(e.at) },
    { title: t("reg.system"), key: "system", render: (_v, e) => <Link to={paths.life(e.systemId)}>{systems.data?.find((s) => s.id === e.systemId)?.name ?? "—"}</Link> },
    { title: t("field.kind"), key: "what", render: (_v, e) => coded(t, "wk.", e.what) },
    { title: t("works.what"), dataIndex: "label" },
    { title: t("works.due"), dataIndex: "due", className: "num" },
    { title: t("wr2.acknowledged"), key: "ack", render: (_v, e) => e.rows.find(([name]) => name === "acknowledged")?.[1] ?? "" },
    { title: t("field.actions"), key: "acts", render: (_v, e) => <ActButtons entry={e} /> },
  ];
}
