// Signs that tell people that cameras watch (W168/14, R799/13): a list of
// them with what may be done, for their page and the tabs of systems and places.
import { Form, Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { whyNot } from "../../api/can";
import { useSystems, useTree } from "../../api/queries";
import type { RecordFilter } from "../../api/records";
import { sendUpkeep, useSignCover, useSigns, type Sign, type SignBody } from "../../api/upkeep";
import { AttachmentField } from "../../forms/AttachmentField";
import { ChoiceField, DayField, oneOf, TextField } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { SystemField } from "../../forms/pickers";
import { AttachmentList } from "../../ui/AttachmentList";
import { DocumentLinks } from "../../ui/DocumentLinks";
import { ListTable } from "../../ui/ListTable";
import { ReasonButton } from "../../ui/ReasonButton";
import { useChange } from "../../ui/useChange";
import { day } from "../../util/time";
import { coded, useWords } from "../../words";

export const STATES = ["up", "damaged", "missing", "taken-down"];
const TONE: Readonly<Record<string, string>> = { up: "ok", damaged: "warn", missing: "bad", "taken-down": "idle" };

export function SignTable({ filter }: { filter: RecordFilter }) {
  const { t } = useWords();
  const systems = useSystems();
  const signs = useSigns(filter);
  const [form, setForm] = useState<Sign | null>(null);
  const [checking, setChecking] = useState<Sign | null>(null);
  const print = useChange({ run: ({ id, label }: { id: string; label: boolean }) => sendUpkeep.printSign(id, label), touches: ["documents"], said: t("sign.printed") });
  const columns: TableColumnsType<Sign> = [
    { title: t("reg.system"), key: "system", render: (_v, s) => systems.data?.find((x) => x.id === s.systemId)?.name ?? "—" },
    { title: t("sign.where"), dataIndex: "where" },
    { title: t("sign.unit"), key: "unit", render: (_v, s) => <>{s.unit} <span className="faint">{s.contact}</span></> },
    { title: t("sign.cameras"), key: "cameras", className: "num", render: (_v, s) => s.cameraIds?.length ?? 0 },
    { title: t("field.state"), key: "state", render: (_v, s) => <span className={`mark ${TONE[s.state] ?? "idle"}`}>{coded(t, "sign.state.", s.state)}</span> },
    { title: t("sign.next"), key: "next", className: "num", render: (_v, s) => (s.next ? <span className={s.overdue ? "mark bad" : ""}>{s.next}</span> : "—") },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, s) => (
        <>
          <ReasonButton size="small" type="link" why={whyNot(s.can, "check")} onClick={() => setChecking(s)}>{t("sign.check")}</ReasonButton>
          <ReasonButton size="small" type="link" why={whyNot(s.can, "print")} onClick={() => print.mutate({ id: s.id, label: false })}>{t("sign.print")}</ReasonButton>
          <ReasonButton size="small" type="link" why={whyNot(s.can, "print")} onClick={() => print.mutate({ id: s.id, label: true })}>{t("sign.label")}</ReasonButton>
          <ReasonButton size="small" type="link" why={whyNot(s.can, "change")} onClick={() => setForm(s)}>{t("act.edit")}</ReasonButton>
        </>
      ),
    },
  ];
  return (
    <>
      {filter.system === undefined ? null : <SignCover system={filter.system} />}
      <ListTable
        query={signs}
        columns={columns}
        rowKey={(s) => s.id}
        label={t("nav.signs")}
        empty={t("sign.none")}
        detail={(s) => (
          <>
            <p>{s.text}</p>
            <ul>{s.checks.map((c) => <li key={`${c.on}${c.result}`}>{c.on} {coded(t, "sign.state.", c.result)} {c.by} {c.note}</li>)}</ul>
            <DocumentLinks of={{ kind: "sign", id: s.id }} />
            <AttachmentList of={{ kind: "sign", id: s.id }} />
          </>
        )}
      />
      {form === null ? null : <SignForm sign={form} onClose={() => setForm(null)} />}
      {checking === null ? null : (
        <FormDialog<{ on: string; result: Sign["state"]; note?: string; attachments?: string[] }>
          title={t("sign.check")}
          initial={{ on: day(Date.now()), result: "up" }}
          save={({ attachments, ...c }) => {
            const photoId = oneOf(attachments);
            return sendUpkeep.checkSign(checking.id, { ...c, ...(photoId ? { photoId } : {}) });
          }}
          touches={["signs", "attachments"]}
          onClose={() => setChecking(null)}
        >
          <DayField name="on" word="sign.on" required />
          <ChoiceField name="result" word="sign.result" required values={STATES} prefix="sign.state." />
          <TextField name="note" word="field.note" max={200} />
          <AttachmentField word="sign.photo" accept="image/*" />
        </FormDialog>
      )}
    </>
  );
}

/** How many cameras of a system have a sign that was looked at, and which have none. */
function SignCover({ system }: { system: string }) {
  const { t } = useWords();
  const cover = useSignCover(system);
  const tree = useTree();
  if (!cover.data) return null;
  const { cameras, covered, uncoveredIds } = cover.data;
  const bare = uncoveredIds.map((id) => tree.data?.cameras.find((c) => c.id === id)?.name ?? id);
  return (
    <p role="status">
      <span className={`mark ${bare.length === 0 ? "ok" : "bad"}`}>{t("sign.cover", { cameras, covered })}</span> {bare.length === 0 ? null : <span className="faint">{t("sign.uncovered", { names: bare.join(t("punct.list")) })}</span>}
    </p>
  );
}

export function SignForm({ sign: s, onClose }: { sign: Sign | null; onClose: () => void }) {
  const { t } = useWords();
  const tree = useTree();
  const save = ({ attachments, ...rest }: Omit<SignBody, "photoId"> & { attachments?: string[] }) => {
    const photoId = oneOf(attachments) ?? s?.photoId;
    const whole: SignBody = { ...rest, ...(photoId ? { photoId } : {}) };
    return s === null ? sendUpkeep.makeSign(whole) : sendUpkeep.changeSign(s, { ...whole, systemId: s.systemId });
  };
  const initial = s === null ? { text: t("sign.defaultText") } : { systemId: s.systemId, where: s.where, text: s.text, unit: s.unit, contact: s.contact, cameraIds: s.cameraIds };
  return (
    <FormDialog title={t("sign.new")} initial={initial} save={save} touches={["signs", "attachments"]} onClose={onClose}>
      <SystemField />
      <TextField name="where" word="sign.where" required />
      <TextField name="text" word="sign.text" required rows={2} max={300} />
      <div className="inline">
        <TextField name="unit" word="sign.unit" required />
        <TextField name="contact" word="sign.contact" required max={100} />
      </div>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => {
          const system: unknown = getFieldValue("systemId");
          return (
            <Form.Item name="cameraIds" label={t("sign.cameras")}>
              <Select mode="multiple" showSearch={{ optionFilterProp: "label" }} options={(tree.data?.cameras ?? []).filter((c) => c.systemId === system).map((c) => ({ value: c.id, label: c.name }))} />
            </Form.Item>
          );
        }}
      </Form.Item>
      <AttachmentField word="sign.photo" accept="image/*" />
    </FormDialog>
  );
}
