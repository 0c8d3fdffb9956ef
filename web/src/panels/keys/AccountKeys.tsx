// The keys of somebody else's account, for whoever manages accounts.
import { App, Modal, Space } from "antd";
import { useState } from "react";
import { barred } from "../../api/can";
import { keysSend, useAccountKeys, type AccountKey } from "../../api/keys";
import type { Account } from "../../api/model";
import { useSetupQuery } from "../../api/session";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { useWords } from "../../words";
import { BindCertificate, BindOutside } from "./BindForms";
import { KeyTable } from "./KeyTable";

export function AccountKeys({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const keys = useAccountKeys(account.id);
  const setup = useSetupQuery();
  const [binding, setBinding] = useState<"" | "oidc" | "certificate">("");
  const close = () => setBinding("");
  const drop = useChange({ run: (k: AccountKey) => keysSend.dropOf(account.id, k.id), touches: ["account-keys", "accounts"], said: t("key.dropped") });
  const sure = (k: AccountKey): void => {
    void modal.confirm({
      title: t("key.dropName", { name: k.name }),
      content: t("key.dropOfSure"),
      okText: t("key.drop"),
      okButtonProps: { danger: true },
      cancelText: t("act.cancel"),
      onOk: () => drop.mutateAsync(k),
    });
  };
  return (
    <Modal open width={900} title={`${t("key.title")} · ${account.login}`} footer={null} onCancel={onClose}>
      <Space>
        <ReasonButton {...barred(account.can, "bind")} onClick={() => setBinding("certificate")}>
          {t("key.bindCertificate")}
        </ReasonButton>
        {setup.data?.provider ? (
          <ReasonButton {...barred(account.can, "bind")} onClick={() => setBinding("oidc")}>
            {t("key.bindOutside")}
          </ReasonButton>
        ) : null}
      </Space>
      {binding === "certificate" ? <BindCertificate account={account.id} onClose={close} /> : null}
      {binding === "oidc" ? <BindOutside account={account.id} onClose={close} /> : null}
      <Loaded query={keys}>
        {(list) => (
          <KeyTable
            keys={list}
            acts={(k) => (
              <ReasonButton size="small" type="link" danger {...barred(k.can, "drop")} onClick={() => sure(k)}>
                {t("key.drop")}
              </ReasonButton>
            )}
          />
        )}
      </Loaded>
    </Modal>
  );
}
