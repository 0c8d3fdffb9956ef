// Whether a person may know of what is secret (W168/29/2): what is held, and a
// change of it, which is a change of rights.
import { App, Form, Input, Modal, Select, Space } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { barred } from "../../api/can";
import type { Account } from "../../api/model";
import { clearanceQuery, rightsSend, type Clearance, type RightChange } from "../../api/rights";
import { FormDialog } from "../../forms/FormDialog";
import { Facts } from "../../ui/Facts";
import { ReasonButton } from "../../ui/ReasonButton";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { Loaded } from "../../ui/States";
import { dateTime, day, parseLocal, wire } from "../../util/time";
import { coded, useWords } from "../../words";

const LEVELS = ["secret", "confidential", "top-secret"] as const;
const TOUCHES = ["clearance", "right-changes", "accounts"] as const;

export function ClearanceOf({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useWords();
  const held = useQuery(clearanceQuery(account.id));
  const [asking, setAsking] = useState<"give" | "withdraw">();
  const close = () => setAsking(undefined);
  return (
    <Modal open title={`${t("clear.title")} · ${account.name}`} onCancel={onClose} onOk={onClose} okText={t("act.close")} cancelButtonProps={{ hidden: true }}>
      <Loaded query={held}>
        {(v) => (
          <>
            {v.held && v.clearance ? <ClearanceFacts clearance={v.clearance} /> : <p>{t("clear.none")}</p>}
            <p className="faint">{t("clear.lead")}</p>
            <Space>
              <ReasonButton {...barred(v.can, "give")} onClick={() => setAsking("give")}>
                {t("clear.give")}
              </ReasonButton>
              {v.held ? (
                <ReasonButton danger {...barred(v.can, "withdraw")} onClick={() => setAsking("withdraw")}>
                  {t("clear.withdraw")}
                </ReasonButton>
              ) : null}
            </Space>
          </>
        )}
      </Loaded>
      {asking === "give" ? <Give account={account} onClose={close} /> : null}
      {asking === "withdraw" ? (
        <ReasonDialog title={t("clear.withdraw")} label={t("rights.reason")} run={(reason) => rightsSend.uncleared(account.id, reason)} touches={TOUCHES} onClose={close} />
      ) : null}
    </Modal>
  );
}

export function ClearanceFacts({ clearance: c }: { clearance: Clearance }) {
  const { t } = useWords();
  return (
    <Facts
      rows={[
        [t("clear.level"), coded(t, "clear.level.", c.level)],
        [t("clear.issuer"), c.issuer],
        [t("clear.document"), c.document],
        [t("clear.until"), dateTime(c.until)],
      ]}
    />
  );
}

interface Values {
  level: Clearance["level"];
  issuer: string;
  document: string;
  until: string;
  reason: string;
}

function Give({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const must = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <FormDialog<Values, RightChange>
      title={t("clear.give")}
      initial={{ level: "secret", until: `${day(Date.now() + 365 * 86_400_000)}T00:00` }}
      save={({ until, reason, ...c }) => rightsSend.clear(account.id, { ...c, until: wire(parseLocal(until)) }, reason)}
      touches={TOUCHES}
      said=""
      onClose={onClose}
      onSaved={(c) => void message.success(t(c.state === "proposed" ? "clear.proposed" : "clear.given"))}
    >
      <Form.Item name="level" label={t("clear.level")}>
        <Select options={LEVELS.map((l) => ({ value: l, label: coded(t, "clear.level.", l) }))} />
      </Form.Item>
      <Form.Item name="issuer" label={t("clear.issuer")} rules={must(t("clear.issuer"))}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="document" label={t("clear.document")} rules={must(t("clear.document"))}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="until" label={t("clear.until")} rules={must(t("clear.until"))}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="reason" label={t("rights.reason")} rules={must(t("rights.reason"))}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
