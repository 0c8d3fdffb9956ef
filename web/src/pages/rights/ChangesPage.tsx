// Changes of rights: what waits for a second person or for the auditor's note,
// and how far the house keeps its duties apart.
import { Alert, App, Switch, type TableColumnsType } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { barred } from "../../api/can";
import { rightsSend, useProfile, useRightChanges, type RightChange } from "../../api/rights";
import { ClearanceFacts } from "../../panels/rights/ClearanceForm";
import { AskedRoles } from "../../panels/rights/AskedRoles";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { Loaded } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

const MARKS: Readonly<Record<string, string>> = { proposed: "warn", done: "ok", withdrawn: "", expired: "" };
const TOUCHES = ["right-changes", "right-reviews", "accounts", "profile", "settings"] as const;

export function Component() {
  const { t } = useWords();
  const [query, setQuery] = useSearchParams();
  const open = query.get("open") === "1";
  const changes = useRightChanges(open);
  const columns = useColumns();
  return (
    <Page
      title={t("rights.changes")}
      lead={
        <label>
          <Switch size="small" checked={open} onChange={(v) => setQuery(v ? { open: "1" } : {}, { replace: true })} /> {t("rights.open")}
        </label>
      }
    >
      <Profile />
      <ListTable query={changes} columns={columns} rowKey={(c) => c.id} label={t("rights.changes")} empty={t("rights.empty")} />
    </Page>
  );
}

function Profile() {
  const { t } = useWords();
  const profile = useProfile();
  const [asking, setAsking] = useState(false);
  return (
    <Loaded query={profile}>
      {(p) => {
        const other = p.profile === "bureau" ? "site" : "bureau";
        return (
          <>
            <Alert
              type="info"
              showIcon
              title={`${t("rights.profile")}：${coded(t, "rights.profile.", p.profile)}`}
              description={t(p.profile === "bureau" ? "rights.profile.bureau.note" : "rights.profile.site.note")}
              action={
                <ReasonButton size="small" {...barred(p.can, "change")} onClick={() => setAsking(true)}>
                  {t(other === "bureau" ? "rights.toBureau" : "rights.toSite")}
                </ReasonButton>
              }
            />
            {asking ? (
              <ReasonDialog
                title={t(other === "bureau" ? "rights.toBureau" : "rights.toSite")}
                label={t("rights.reason")}
                run={(reason) => rightsSend.setProfile(other, reason)}
                touches={TOUCHES}
                onClose={() => setAsking(false)}
              />
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}

function useColumns(): TableColumnsType<RightChange> {
  const { t } = useWords();
  return [
    {
      title: t("rights.what"),
      key: "what",
      render: (_v, c) =>
        c.kind === "profile" ? (
          <>
            {t("rights.profile")} → {coded(t, "rights.profile.", c.profile)}
          </>
        ) : (
          <>
            <strong>{c.name}</strong> <span className="faint">{c.login}</span>
            {c.kind === "clearance" ? <Cleared change={c} /> : <Asked change={c} />}
          </>
        ),
    },
    { title: t("rights.reason"), key: "reason", render: (_v, c) => <div className="clip" title={c.reason}>{c.reason || "—"}</div> },
    { title: t("field.state"), key: "state", render: (_v, c) => <State change={c} /> },
    { title: t("rights.proposed"), key: "proposer", render: (_v, c) => <Who name={c.proposer} at={c.proposedAt} /> },
    { title: t("rights.decided"), key: "decider", render: (_v, c) => (c.decidedAt ? <Who name={c.decider} at={c.decidedAt} /> : "—") },
    { title: t("field.actions"), key: "acts", render: (_v, c) => <Acts change={c} /> },
  ];
}

function Asked({ change: c }: { change: RightChange }) {
  const { t } = useWords();
  return (
    <>
      <div className="faint">{t("rights.had")}</div>
      <AskedRoles roles={c.had} />
      <div className="faint">{t("rights.want")}</div>
      <AskedRoles roles={c.want} />
    </>
  );
}

function Cleared({ change: c }: { change: RightChange }) {
  const { t } = useWords();
  if (!c.clearance) return <div>{t("clear.withdraw")}</div>;
  return (
    <>
      <div>{t("clear.give")}</div>
      <ClearanceFacts clearance={c.clearance} />
    </>
  );
}

function Who({ name, at }: { name: string; at: string }) {
  const { t } = useWords();
  return (
    <>
      {name || t("rights.house")}
      <div className="faint num">{dateTime(at)}</div>
    </>
  );
}

function State({ change: c }: { change: RightChange }) {
  const { t } = useWords();
  return (
    <>
      <span className={`mark ${MARKS[c.state] ?? ""}`}>{coded(t, "rights.state.", c.state)}</span>
      {c.state === "proposed" ? <div className="faint">{t("rights.waits", { time: dateTime(c.expiresAt) })}</div> : null}
      {c.state === "done" ? <div className="faint">{t(c.twoPersons ? "rights.two" : "rights.one")}</div> : null}
      {c.told ? <div className={c.notedAt ? "faint" : "mark warn"}>{c.notedAt ? t("rights.noted", { by: c.notedBy }) : t("rights.unnoted")}</div> : null}
    </>
  );
}

function Acts({ change: c }: { change: RightChange }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const confirm = useChange({ run: rightsSend.confirm, touches: TOUCHES });
  const withdraw = useChange({ run: rightsSend.withdraw, touches: TOUCHES });
  const note = useChange({ run: rightsSend.acknowledge, touches: TOUCHES });
  const sure = (title: string, content: string, onOk: () => Promise<unknown>): void => {
    void modal.confirm({ title, content, okText: title, cancelText: t("act.cancel"), onOk });
  };
  return (
    <>
      {c.state === "proposed" ? (
        <>
          <ReasonButton size="small" type="link" {...barred(c.can, "confirm")} onClick={() => sure(t("rights.confirm"), t("rights.confirmSure"), () => confirm.mutateAsync(c))}>
            {t("rights.confirm")}
          </ReasonButton>
          <ReasonButton size="small" type="link" danger {...barred(c.can, "withdraw")} onClick={() => sure(t("rights.withdraw"), t("rights.withdrawSure"), () => withdraw.mutateAsync(c))}>
            {t("rights.withdraw")}
          </ReasonButton>
        </>
      ) : null}
      {c.told && !c.notedAt ? (
        <ReasonButton size="small" type="link" {...barred(c.can, "acknowledge")} onClick={() => note.mutate(c)}>
          {t("rights.acknowledge")}
        </ReasonButton>
      ) : null}
    </>
  );
}
