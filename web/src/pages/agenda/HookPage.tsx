// The webhook and the log of what was sent to it.
import { Alert, Form, Input, Switch } from "antd";
import { useState } from "react";
import { sendAgenda, useHook, type Hook } from "../../api/agenda";
import { FormDialog } from "../../forms/FormDialog";
import { DeliveryTable } from "../../panels/agenda/Deliveries";
import { Facts } from "../../ui/Facts";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const hook = useHook();
  const [editing, setEditing] = useState<Hook | null>(null);
  const test = useChange({ run: () => sendAgenda.testHook(), touches: ["webhook"], said: t("hook.testSaid") });
  return (
    <Page
      title={t("hook.title")}
      acts={
        <>
          <ReasonButton why="" loading={test.isPending} onClick={() => test.mutate(undefined)}>
            {t("hook.test")}
          </ReasonButton>
          <ReasonButton why="" type="primary" disabled={!hook.data} onClick={() => setEditing(hook.data ?? null)}>
            {t("hook.edit")}
          </ReasonButton>
        </>
      }
    >
      <Alert type="info" showIcon title={t("hook.lead")} />
      <Loaded query={hook}>
        {(h) => (
          <Facts
            rows={[
              [t("field.state"), <span key="s" className={`mark ${h.enabled ? "ok" : "idle"}`}>{h.enabled ? t("hook.on") : t("hook.off")}</span>],
              [t("hook.url"), h.url || "—"],
              [t("hook.secret"), h.hasSecret ? t("hook.hasSecret") : t("hook.noSecret")],
              [t("field.time"), h.changedAt ? t("hook.changed", { by: h.changedBy ?? "", time: dateTime(h.changedAt) }) : ""],
            ]}
          />
        )}
      </Loaded>
      <h2 className="sub">{t("hook.log")}</h2>
      <DeliveryTable />
      {editing === null ? null : <HookForm of={editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}

interface Entry {
  url: string;
  secret?: string;
  enabled: boolean;
}

function HookForm({ of, onClose }: { of: Hook; onClose: () => void }) {
  const { t } = useWords();
  return (
    <FormDialog<Entry>
      title={t("hook.title")}
      initial={{ url: of.url, enabled: of.enabled }}
      save={(v) => sendAgenda.changeHook(of, { url: v.url ?? "", enabled: v.enabled, secret: v.secret || undefined })}
      touches={["webhook"]}
      onClose={onClose}
    >
      <Form.Item name="url" label={t("hook.url")} extra={t("hook.urlHelp")}>
        <Input maxLength={500} className="num" autoComplete="off" />
      </Form.Item>
      <Form.Item name="secret" label={t("hook.secret")} extra={t("hook.secretHelp")}>
        <Input.Password maxLength={200} autoComplete="new-password" placeholder={of.hasSecret ? t("hook.hasSecret") : t("hook.noSecret")} />
      </Form.Item>
      <Form.Item name="enabled" label={t("hook.enabled")} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormDialog>
  );
}
