// The quarterly review: every right with its owner and reason; kept or taken
// away, one by one. Printed as it stands.
import { PrinterOutlined } from "@ant-design/icons";
import { Alert, Button, Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { barred } from "../../api/can";
import { rightsSend, useHeldRights, type HeldRight } from "../../api/rights";
import { AskedRoles } from "../../panels/rights/AskedRoles";
import { quarterOf, quartersBack } from "../../panels/rights/quarters";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

const MARKS: Readonly<Record<string, string>> = { open: "warn", overdue: "bad", kept: "ok", withdrawn: "" };
const TOUCHES = ["right-reviews", "accounts", "right-changes"] as const;

export function Component() {
  const { t } = useWords();
  const [query, setQuery] = useSearchParams();
  const now = quarterOf(new Date());
  const quarter = query.get("quarter") ?? now;
  const rights = useHeldRights(quarter);
  const [taking, setTaking] = useState<HeldRight | null>(null);
  const columns = useColumns(setTaking);
  const overdue = (rights.data?.pages ?? []).flatMap((p) => p.items).filter((r) => r.state === "overdue").length;
  return (
    <Page
      title={t("rights.review")}
      lead={
        <>
          <Select aria-label={t("rights.quarter")} value={quarter} options={quartersBack(now, 8).map((q) => ({ value: q, label: q }))} onChange={(q) => setQuery({ quarter: q }, { replace: true })} />
          <span className="faint">{t("rights.reviewLead")}</span>
        </>
      }
      acts={
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t("rights.print")}
        </Button>
      }
    >
      {overdue > 0 ? <Alert type="warning" showIcon title={t("rights.overdue", { n: overdue })} /> : null}
      <ListTable query={rights} columns={columns} rowKey={(r) => r.id} label={t("rights.review")} empty={t("rights.none")} />
      {taking ? (
        <ReasonDialog title={t("rights.take")} label={t("rights.takeWhy")} run={(note) => rightsSend.review(taking, false, note)} touches={TOUCHES} onClose={() => setTaking(null)} />
      ) : null}
    </Page>
  );
}

function useColumns(take: (r: HeldRight) => void): TableColumnsType<HeldRight> {
  const { t } = useWords();
  const keep = useChange({ run: (r: HeldRight) => rightsSend.review(r, true, ""), touches: TOUCHES });
  return [
    {
      title: t("rights.owner"),
      key: "owner",
      render: (_v, r) => (
        <>
          {r.name} <span className="faint">{r.login}</span>
          {r.disabled ? <div className="faint">{t("acc.disabled")}</div> : null}
        </>
      ),
    },
    { title: t("acc.role"), key: "role", render: (_v, r) => <AskedRoles roles={[r]} /> },
    { title: t("rights.reason"), key: "reason", render: (_v, r) => r.reason || "—" },
    {
      title: t("rights.given"),
      key: "given",
      render: (_v, r) => (
        <>
          {r.givenBy || t("rights.house")}
          <div className="faint num">{dateTime(r.from)}</div>
        </>
      ),
    },
    {
      title: t("rights.review"),
      key: "state",
      render: (_v, r) => (
        <>
          <span className={`mark ${MARKS[r.state] ?? ""}`}>{coded(t, "rights.review.", r.state)}</span>
          {r.reviewedAt ? (
            <div className="faint">
              {r.reviewer} <span className="num">{dateTime(r.reviewedAt)}</span>
            </div>
          ) : null}
          {r.note ? <div className="faint">{r.note}</div> : null}
        </>
      ),
    },
    {
      title: t("field.actions"),
      key: "acts",
      className: "no-print",
      render: (_v, r) =>
        r.reviewedAt ? null : (
          <>
            <ReasonButton size="small" type="link" {...barred(r.can, "review")} onClick={() => keep.mutate(r)}>
              {t("rights.keep")}
            </ReasonButton>
            <ReasonButton size="small" type="link" danger {...barred(r.can, "review")} onClick={() => take(r)}>
              {t("rights.take")}
            </ReasonButton>
          </>
        ),
    },
  ];
}
