import { PlusOutlined } from "@ant-design/icons";
import { App, Form, Input, Modal, Typography, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { barred } from "../../api/can";
import type { Account } from "../../api/model";
import { useAccounts } from "../../api/queries";
import { send } from "../../api/send";
import { useSession } from "../../api/session";
import { useOrganisation, usePeople } from "../../api/units";
import { AccountTieForm } from "../../forms/AccountTieForm";
import { FormDialog } from "../../forms/FormDialog";
import { RolesForm } from "../../forms/RolesForm";
import { AccountKeys } from "../../panels/keys/AccountKeys";
import { RoleList } from "../../panels/manage/RoleList";
import { ClearanceOf } from "../../panels/rights/ClearanceForm";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { useChange } from "../../ui/useChange";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";

type Made = Awaited<ReturnType<typeof send.makeAccount>>;

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const accounts = useAccounts();
  const [making, setMaking] = useState(false);
  const [roles, setRoles] = useState<Account | null>(null);
  const [tying, setTying] = useState<Account | null>(null);
  const [keys, setKeys] = useState<Account | null>(null);
  const [clearing, setClearing] = useState<Account | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const columns = useColumns({ editRoles: setRoles, tie: setTying, showKeys: setKeys, clear: setClearing, shown: setMade });
  return (
    <Page
      title={t("acc.title")}
      acts={
        <ReasonButton {...barred(can, "account.manage")} type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
          {t("acc.new")}
        </ReasonButton>
      }
    >
      <ListTable query={accounts} columns={columns} rowKey={(a) => a.id} label={t("acc.title")} />
      {making ? <NewAccount onClose={() => setMaking(false)} onMade={setMade} /> : null}
      {roles === null ? null : <RolesForm account={roles} onClose={() => setRoles(null)} />}
      {tying === null ? null : <AccountTieForm account={tying} onClose={() => setTying(null)} />}
      {keys === null ? null : <AccountKeys account={keys} onClose={() => setKeys(null)} />}
      {clearing === null ? null : <ClearanceOf account={clearing} onClose={() => setClearing(null)} />}
      {made === null ? null : <OncePassword made={made} onClose={() => setMade(null)} />}
    </Page>
  );
}

interface Acts {
  editRoles: (a: Account) => void;
  tie: (a: Account) => void;
  showKeys: (a: Account) => void;
  clear: (a: Account) => void;
  shown: (made: Made) => void;
}

function useColumns({ editRoles, tie, showKeys, clear, shown }: Acts): TableColumnsType<Account> {
  const { t } = useWords();
  const { modal } = App.useApp();
  const change = useChange({ run: ({ a, disabled }: { a: Account; disabled: boolean }) => send.changeAccount(a, { disabled }), touches: ["accounts"] });
  const reset = useChange({ run: send.resetAccount, touches: ["accounts"], done: shown, said: "" });
  const unlock = useChange({ run: send.resetFactor, touches: ["accounts"] });
  const sure = (title: string, content: string, onOk: () => Promise<unknown>): void => {
    void modal.confirm({ title, content, okText: title, okButtonProps: { danger: true }, cancelText: t("act.cancel"), onOk });
  };
  return [
    { title: t("acc.login"), dataIndex: "login", fixed: "start" },
    { title: t("acc.name"), dataIndex: "name" },
    { title: t("acc.roles"), key: "roles", render: (_v, a) => <RoleList roles={a.roles} /> },
    { title: t("acc.organisation"), key: "unit", render: (_v, a) => <Tie account={a} /> },
    {
      title: t("field.state"),
      key: "state",
      render: (_v, a) => (
        <>
          <span className={`mark ${a.disabled ? "bad" : "ok"}`}>{a.disabled ? t("acc.disabled") : t("acc.active")}</span>
          {a.lockedUntil ? <div className="mark warn">{t("acc.locked", { time: dateTime(a.lockedUntil) })}</div> : null}
          {a.endsAt ? <div className="faint num">{t("acc.ends", { time: dateTime(a.endsAt) })}</div> : null}
          {a.mustChangePassword ? <div className="faint">{t("acc.mustChange")}</div> : null}
          {a.secondFactor ? <div className="faint">{t("acc.factor")}</div> : null}
          {a.passkey ? <div className="faint">{t("way.passkey")}</div> : null}
        </>
      ),
    },
    { title: t("acc.lastLogin"), key: "last", className: "num", render: (_v, a) => dateTime(a.lastLogin) },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, a) => (
        <>
          <ReasonButton size="small" type="link" {...barred(a.can, "roles")} onClick={() => editRoles(a)}>
            {t("acc.editRoles")}
          </ReasonButton>
          <ReasonButton size="small" type="link" {...barred(a.can, "change")} onClick={() => tie(a)}>
            {t("acc.tie")}
          </ReasonButton>
          <ReasonButton size="small" type="link" {...barred(a.can, "reset")} onClick={() => sure(t("acc.reset"), t("acc.resetSure"), () => reset.mutateAsync(a.id))}>
            {t("acc.reset")}
          </ReasonButton>
          <ReasonButton size="small" type="link" {...barred(a.can, "keys")} onClick={() => showKeys(a)}>
            {t("key.title")}
          </ReasonButton>
          <ReasonButton size="small" type="link" {...barred(a.can, "roles")} onClick={() => clear(a)}>
            {t("clear.title")}
          </ReasonButton>
          {a.secondFactor || a.passkey ? (
            <ReasonButton size="small" type="link" {...barred(a.can, "factorReset")} onClick={() => sure(t("acc.factorReset"), t("acc.factorResetSure"), () => unlock.mutateAsync(a.id))}>
              {t("acc.factorReset")}
            </ReasonButton>
          ) : null}
          {a.disabled ? (
            <ReasonButton size="small" type="link" {...barred(a.can, "disable")} onClick={() => change.mutate({ a, disabled: false })}>
              {t("acc.enable")}
            </ReasonButton>
          ) : (
            <ReasonButton size="small" type="link" danger {...barred(a.can, "disable")} onClick={() => sure(t("acc.disable"), t("acc.disableSure"), () => change.mutateAsync({ a, disabled: true }))}>
              {t("acc.disable")}
            </ReasonButton>
          )}
        </>
      ),
    },
  ];
}

function Tie({ account: a }: { account: Account }) {
  const { t } = useWords();
  const unit = useOrganisation(a.organisationId ?? "");
  const people = usePeople({ organisation: a.organisationId }, a.personId !== undefined);
  if (!a.organisationId) return <span className="faint">{t("acc.untied")}</span>;
  const person = people.data?.pages.flatMap((p) => p.items).find((p) => p.id === a.personId);
  return (
    <>
      <Link to={paths.organisation(a.organisationId)}>{unit.data?.name ?? "…"}</Link>
      {person ? <div className="faint">{[person.name, person.post].filter((x) => x).join(" · ")}</div> : null}
    </>
  );
}

function NewAccount({ onClose, onMade }: { onClose: () => void; onMade: (made: Made) => void }) {
  const { t } = useWords();
  return (
    <FormDialog<{ login: string; name: string }, Made>
      title={t("acc.new")}
      initial={{}}
      save={({ login, name }) => send.makeAccount(login, name)}
      touches={["accounts"]}
      onClose={onClose}
      onSaved={onMade}
      said=""
    >
      <Form.Item name="login" label={t("acc.login")} rules={[{ required: true, min: 2, message: t("field.required", { label: t("acc.login") }) }]}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t("acc.name")} rules={[{ required: true, message: t("field.required", { label: t("acc.name") }) }]}>
        <Input maxLength={64} />
      </Form.Item>
    </FormDialog>
  );
}

function OncePassword({ made, onClose }: { made: Made; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Modal open title={`${t("acc.once")} · ${made.account.login}`} onOk={onClose} onCancel={onClose} mask={{ closable: false }} cancelButtonProps={{ hidden: true }} okText={t("act.close")}>
      <p>
        <Typography.Text copyable className="once">
          {made.oneTimePassword}
        </Typography.Text>
      </p>
      <p className="faint">{t("acc.onceHelp")}</p>
    </Modal>
  );
}
