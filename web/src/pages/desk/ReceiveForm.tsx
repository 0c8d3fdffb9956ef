// Receiving the application of a person at the desk.
import { Checkbox, Form, Input, Select } from "antd";
import { sendPersonal, type PersonalBody, type PersonalRequest } from "../../api/desk";
import { documentHref } from "../../api/papers";
import { AttachmentField } from "../../forms/AttachmentField";
import { FormDialog } from "../../forms/FormDialog";
import { SystemField } from "../../forms/pickers";
import { useTree } from "../../api/queries";
import { HOUR, localInput, parseLocal, wire } from "../../util/time";
import { coded, useWords } from "../../words";

const KINDS = ["look", "copy", "correct", "erase", "complaint"] as const;
const DOCUMENTS = ["id-card", "passport", "residence-permit", "household-register", "other"] as const;
const RELATIONS = ["guardian", "near-relative", "authorised"] as const;

interface Values {
  kind: (typeof KINDS)[number];
  person: PersonalBody["person"];
  byAgent: boolean;
  agent?: PersonalBody["person"] & { relation: (typeof RELATIONS)[number] };
  proof?: string[];
  systemId: string;
  cameraIds?: string[];
  from: string;
  to: string;
  what: string;
  footage?: boolean;
  checked: boolean;
}

function bodyOf(v: Values): PersonalBody {
  const timed = v.kind !== "complaint";
  return {
    kind: v.kind,
    person: v.person,
    systemId: v.systemId,
    cameraIds: v.cameraIds ?? [],
    what: v.what,
    checked: v.checked,
    ...(v.byAgent && v.agent ? { agent: { ...v.agent, ...(v.proof?.[0] === undefined ? {} : { proofId: v.proof[0] }) } } : {}),
    ...(timed ? { from: wire(parseLocal(v.from)), to: wire(parseLocal(v.to)) } : {}),
    ...(v.kind === "correct" && v.footage ? { footage: true } : {}),
  };
}

export function ReceiveForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const now = Date.now();
  return (
    <FormDialog<Values, PersonalRequest>
      title={t("per.receive")}
      initial={{ kind: "look", person: { document: "id-card" }, byAgent: false, checked: false, from: localInput(now - 2 * HOUR), to: localInput(now - HOUR) }}
      save={(v) => sendPersonal.receive(bodyOf(v))}
      touches={["personal", "documents", "agenda"]}
      onClose={onClose}
      onSaved={(r) => window.open(documentHref(r.receiptId ?? "", "print"), "_blank", "noopener")}
    >
      <Fields />
    </FormDialog>
  );
}

function Fields() {
  const { t } = useWords();
  const form = Form.useFormInstance<Values>();
  const kind = Form.useWatch("kind", form);
  const byAgent = Form.useWatch("byAgent", form);
  const system = Form.useWatch("systemId", form);
  const tree = useTree();
  const must = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <>
      <Form.Item name="kind" label={t("per.kind")}>
        <Select options={KINDS.map((k) => ({ value: k, label: coded(t, "per.kind.", k) }))} />
      </Form.Item>
      <Who under="person" />
      <Form.Item name="byAgent" valuePropName="checked">
        <Checkbox>{t("per.byAgent")}</Checkbox>
      </Form.Item>
      {byAgent ? (
        <>
          <Who under="agent" />
          <Form.Item name={["agent", "relation"]} label={t("per.relation")} rules={must(t("per.relation"))}>
            <Select options={RELATIONS.map((r) => ({ value: r, label: coded(t, "per.relation.", r) }))} />
          </Form.Item>
          <AttachmentField name="proof" word="per.proof" single required confidential />
        </>
      ) : null}
      <SystemField />
      <Form.Item name="cameraIds" label={t("per.cameras")}>
        <Select mode="multiple" maxCount={16} options={(tree.data?.cameras ?? []).filter((c) => c.systemId === system).map((c) => ({ value: c.id, label: c.name }))} />
      </Form.Item>
      {kind === "complaint" ? null : (
        <div className="inline">
          <Form.Item name="from" label={t("per.from")} rules={must(t("per.from"))}>
            <Input type="datetime-local" step={1} />
          </Form.Item>
          <Form.Item name="to" label={t("per.to")} rules={must(t("per.to"))}>
            <Input type="datetime-local" step={1} />
          </Form.Item>
        </div>
      )}
      <Form.Item name="what" label={t("per.what")} extra={t("per.whatHelp")} rules={must(t("per.what"))}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
      {kind === "correct" ? (
        <Form.Item name="footage" valuePropName="checked" extra={t("per.footageHelp")}>
          <Checkbox>{t("per.footage")}</Checkbox>
        </Form.Item>
      ) : null}
      <Form.Item name="checked" valuePropName="checked">
        <Checkbox>{t("per.checkedNow")}</Checkbox>
      </Form.Item>
    </>
  );
}

/** A person by a document; only the end of its number is asked for. */
function Who({ under }: { under: "person" | "agent" }) {
  const { t } = useWords();
  const label = (word: "per.name" | "per.document" | "per.tail") => (under === "agent" ? `${t("per.agent")}${t(word)}` : t(word));
  const must = (text: string) => [{ required: true, message: t("field.required", { label: text }) }];
  return (
    <div className="inline">
      <Form.Item name={[under, "name"]} label={label("per.name")} rules={must(label("per.name"))}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name={[under, "document"]} label={label("per.document")} rules={must(label("per.document"))}>
        <Select style={{ minWidth: 140 }} options={DOCUMENTS.map((d) => ({ value: d, label: coded(t, "per.document.", d) }))} />
      </Form.Item>
      <Form.Item name={[under, "tail"]} label={label("per.tail")} rules={[...must(label("per.tail")), { len: 4, message: t("per.tailHelp") }]}>
        <Input maxLength={4} />
      </Form.Item>
    </div>
  );
}
