// Findings of who must build, and their documents (W168/10).
import { PlusOutlined } from "@ant-design/icons";
import type { TableColumnsType } from "antd";
import { Link, useNavigate } from "react-router";
import { whyNot } from "../../api/can";
import { sendPlan, useResponsibilities, type Responsibility } from "../../api/plans";
import { articleName } from "../../api/problem";
import { usePlaces } from "../../api/queries";
import { useSession } from "../../api/session";
import { RecordFilters, useRecordFilter } from "../../forms/fields";
import { AttachmentList } from "../../ui/AttachmentList";
import { DocumentLinks } from "../../ui/DocumentLinks";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { useChange } from "../../ui/useChange";
import { paths } from "../../util/paths";
import { coded, useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const go = useNavigate();
  const places = usePlaces();
  const [filter] = useRecordFilter();
  const found = useResponsibilities(filter);
  const issue = useChange({ run: sendPlan.issueBuilder, touches: ["responsibilities", "documents"], said: t("resp.issued") });
  const columns: TableColumnsType<Responsibility> = [
    { title: t("reg.place"), key: "place", render: (_v, r) => places.data?.find((p) => p.id === r.placeId)?.name ?? "—" },
    { title: t("resp.party"), key: "party", render: (_v, r) => coded(t, "party.", r.result.party) },
    { title: t("resp.addressee"), key: "to", render: (_v, r) => r.result.addressee },
    { title: t("find.article"), key: "article", render: (_v, r) => articleName(r.result.article) },
    { title: t("resp.on"), dataIndex: "on", className: "num" },
    { title: t("field.state"), key: "state", render: (_v, r) => <span className={`mark ${r.state === "current" ? "ok" : "idle"}`}>{coded(t, "resp.state.", r.state)}</span> },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, r) => (
        <ReasonButton size="small" type="link" why={whyNot(r.can, "issue")} loading={issue.isPending} onClick={() => issue.mutate(r.id)}>{t("resp.issue")}</ReasonButton>
      ),
    },
  ];
  return (
    <Page
      title={t("nav.responsibilities")}
      lead={<RecordFilters states={["current", "replaced"]} prefix="resp.state." />}
      acts={
        <ReasonButton why={whyNot(can, "plan.manage")} type="primary" icon={<PlusOutlined />} onClick={() => void go(paths.newResponsibility())}>{t("resp.new")}</ReasonButton>
      }
    >
      <ListTable
        query={found}
        columns={columns}
        rowKey={(r) => r.id}
        label={t("nav.responsibilities")}
        empty={t("resp.none")}
        emptyAction={<Link to={paths.duties()}>{t("nav.duties")}</Link>}
        detail={(r) => (
          <>
            <ol>
              {r.result.steps.map((s) => (
                <li key={s.ask}>{coded(t, "resp.ask.", s.ask)}：{t(s.yes ? "wk.yes" : "wk.no")} <span className="faint">{articleName(s.article)}</span></li>
              ))}
            </ol>
            <DocumentLinks of={{ kind: "responsibility", id: r.id }} />
            <AttachmentList of={{ kind: "responsibility", id: r.id }} />
          </>
        )}
      />
    </Page>
  );
}
