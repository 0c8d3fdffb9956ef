import { App, Switch, Tag, type TableColumnsType } from "antd";
import { useSearchParams } from "react-router";
import { whyNot } from "../../api/can";
import type { LoginSession } from "../../api/model";
import { useLogins } from "../../api/queries";
import { send } from "../../api/send";
import { useSession } from "../../api/session";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const { modal } = App.useApp();
  const [query, setQuery] = useSearchParams();
  const mayAll = whyNot(can, "account.manage") === "";
  const all = mayAll && query.get("all") === "1";
  const logins = useLogins(all);
  const end = useChange({ run: send.endSession, touches: ["sessions"], said: t("ses.ended") });
  const columns: TableColumnsType<LoginSession> = [
    { title: t("acc.login"), key: "login", render: (_v, s) => (s.current ? <>{s.login} <Tag color="processing">{t("ses.current")}</Tag></> : s.login) },
    { title: t("ses.way"), key: "way", render: (_v, s) => <>{coded(t, "way.", s.way)} {s.owesFactor ? <Tag color="warning">{t("owed.tag")}</Tag> : null}</> },
    {
      title: t("ses.proved"),
      key: "proved",
      render: (_v, s) =>
        s.provedAt ? (
          <>
            {coded(t, "way.", s.proved)} <span className="faint num">{dateTime(s.provedAt)}</span>
          </>
        ) : (
          <span className="faint">{t("ses.unproved")}</span>
        ),
    },
    { title: t("ses.remote"), dataIndex: "remote", className: "num" },
    { title: t("ses.agent"), key: "agent", render: (_v, s) => <div className="clip" title={s.agent}>{s.agent}</div> },
    { title: t("ses.created"), key: "created", className: "num", render: (_v, s) => dateTime(s.createdAt) },
    { title: t("ses.seen"), key: "seen", className: "num", render: (_v, s) => dateTime(s.lastSeenAt) },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, s) => (
        <ReasonButton
          size="small"
          type="link"
          danger
          why=""
          onClick={() =>
            void modal.confirm({
              title: t("ses.end"),
              content: t("ses.endSure"),
              okText: t("ses.end"),
              cancelText: t("act.cancel"),
              onOk: () => end.mutateAsync(s.id),
            })
          }
        >
          {t("ses.end")}
        </ReasonButton>
      ),
    },
  ];
  return (
    <Page
      title={t("ses.title")}
      lead={
        <label title={whyNot(can, "account.manage")}>
          <Switch size="small" checked={all} disabled={!mayAll} onChange={(v) => setQuery(v ? { all: "1" } : {}, { replace: true })} /> {t("ses.all")}
        </label>
      }
    >
      <ListTable query={logins} columns={columns} rowKey={(s) => s.id} label={t("ses.title")} />
    </Page>
  );
}
