// What opens the own account besides the password.
import { PlusOutlined } from "@ant-design/icons";
import { Alert, App, Form, Input, Modal } from "antd";
import { useState } from "react";
import { barred } from "../../api/can";
import { goAndBind, keysSend, useKeys, type AccountKey, type KeyMade } from "../../api/keys";
import { useSetupQuery } from "../../api/session";
import { FormDialog } from "../../forms/FormDialog";
import { AddPasskey } from "../../panels/keys/AddPasskey";
import { AddSM2 } from "../../panels/keys/AddSM2";
import { KeyTable } from "../../panels/keys/KeyTable";
import { RecoveryCodes } from "../../panels/keys/RecoveryCodes";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { passkeysHere } from "../../util/webauthn";
import { sentence, useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const keys = useKeys();
  const [adding, setAdding] = useState(false);
  const [signing, setSigning] = useState(false);
  const setup = useSetupQuery();
  const bind = useChange({ run: goAndBind, touches: [], said: "" });
  const [naming, setNaming] = useState<AccountKey | null>(null);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const made = (m: KeyMade) => setCodes(m.recoveryCodes);
  const here = passkeysHere();
  return (
    <Page
      title={t("key.title")}
      acts={
        <>
          <ReasonButton type="primary" icon={<PlusOutlined />} why={here ? "" : sentence("passkey.browser")} onClick={() => setAdding(true)}>
            {t("key.addPasskey")}
          </ReasonButton>
          <ReasonButton why="" onClick={() => setSigning(true)}>
            {t("key.addSM2")}
          </ReasonButton>
          {setup.data?.provider ? (
            <ReasonButton why="" loading={bind.isPending} onClick={() => bind.mutate(undefined)}>
              {t("key.bindOwn", { name: setup.data.provider })}
            </ReasonButton>
          ) : null}
        </>
      }
    >
      <p className="faint">{t("key.about")}</p>
      {keys.data?.some((k) => k.stoppedAt) ? <Alert type="warning" showIcon title={t("key.stoppedHelp")} /> : null}
      <Loaded query={keys}>{(list) => <KeyTable keys={list} acts={(k) => <Acts of={k} rename={setNaming} />} />}</Loaded>
      {adding ? <AddPasskey onClose={() => setAdding(false)} onMade={made} /> : null}
      {signing ? <AddSM2 onClose={() => setSigning(false)} /> : null}
      {naming === null ? null : <Rename of={naming} onClose={() => setNaming(null)} />}
      {codes.length === 0 ? null : (
        <Modal open title={t("key.added")} footer={null} closable={false} mask={{ closable: false }}>
          <RecoveryCodes codes={codes} onKept={() => setCodes([])} />
        </Modal>
      )}
    </Page>
  );
}

function Acts({ of: k, rename }: { of: AccountKey; rename: (k: AccountKey) => void }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const drop = useChange({ run: keysSend.drop, touches: ["keys", "session"], said: t("key.dropped") });
  return (
    <>
      <ReasonButton size="small" type="link" {...barred(k.can, "rename")} onClick={() => rename(k)}>
        {t("key.rename")}
      </ReasonButton>
      <ReasonButton
        size="small"
        type="link"
        danger
        {...barred(k.can, "drop")}
        onClick={() =>
          void modal.confirm({
            title: t("key.dropName", { name: k.name }),
            content: t("key.dropSure"),
            okText: t("key.drop"),
            okButtonProps: { danger: true },
            cancelText: t("act.cancel"),
            onOk: () => drop.mutateAsync(k.id),
          })
        }
      >
        {t("key.drop")}
      </ReasonButton>
    </>
  );
}

function Rename({ of: k, onClose }: { of: AccountKey; onClose: () => void }) {
  const { t } = useWords();
  return (
    <FormDialog<{ name: string }> title={t("key.rename")} initial={{ name: k.name }} save={({ name }) => keysSend.rename(k.id, name)} touches={["keys"]} onClose={onClose}>
      <Form.Item name="name" label={t("field.name")} extra={t("key.nameHelp")} rules={[{ required: true, message: t("field.required", { label: t("field.name") }) }]}>
        <Input maxLength={60} autoFocus />
      </Form.Item>
    </FormDialog>
  );
}
