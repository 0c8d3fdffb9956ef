// What is done with an evidence bundle by hand: called off, handed over,
// returned or destroyed.
import { Form, Input, Radio } from "antd";
import { sendExport, type EndingEntry, type Export, type HandingEntry } from "../../api/exports";
import { AttachmentField } from "../../forms/AttachmentField";
import { FormDialog } from "../../forms/FormDialog";
import { day } from "../../util/time";
import { coded, useWords, type Word } from "../../words";

export type ExportAct = "cancel" | "hand" | "end";

interface Props {
  act: ExportAct;
  e: Export;
  onClose: () => void;
}

export function ExportActs({ act, e, onClose }: Props) {
  if (act === "cancel") return <CancelForm e={e} onClose={onClose} />;
  return act === "hand" ? <HandForm e={e} onClose={onClose} /> : <EndForm e={e} onClose={onClose} />;
}

type One = Omit<Props, "act">;

function Text({ name, word, required = true, most = 200 }: { name: string; word: Word; required?: boolean; most?: number }) {
  const { t } = useWords();
  return (
    <Form.Item name={name} label={t(word)} rules={required ? [{ required: true, whitespace: true, message: t("field.required", { label: t(word) }) }] : []}>
      <Input maxLength={most} />
    </Form.Item>
  );
}

function Day() {
  const { t } = useWords();
  return (
    <Form.Item name="on" label={t("exp.on")} rules={[{ required: true, message: t("field.required", { label: t("exp.on") }) }]}>
      <Input type="date" max={day(Date.now())} />
    </Form.Item>
  );
}

function CancelForm({ e, onClose }: One) {
  const { t } = useWords();
  return (
    <FormDialog<{ why: string }, unknown> title={t("exp.cancel")} initial={{ why: "" }} save={({ why }) => sendExport.cancel(e, why)} touches={["exports"]} onClose={onClose}>
      <Text name="why" word="exp.cancelWhy" most={500} />
    </FormDialog>
  );
}

/** A scan is one file of a field that holds a list. */
const scanned = (files: string[] | undefined): { scanId?: string } => (files?.[0] === undefined ? {} : { scanId: files[0] });

type Handed = Omit<HandingEntry, "scanId"> & { attachments?: string[] };

function HandForm({ e, onClose }: One) {
  const { t } = useWords();
  const initial: Handed = { name: "", unit: e.unit ?? "", card: "", medium: "", serial: "", on: day(Date.now()) };
  const save = ({ attachments, ...b }: Handed) => sendExport.handOver(e, { ...b, ...scanned(attachments) });
  return (
    <FormDialog<Handed, unknown> title={t("exp.hand")} initial={initial} save={save} touches={["exports", "documents"]} onClose={onClose}>
      <Text name="name" word="exp.takenBy" most={100} />
      <Text name="unit" word="exp.takerUnit" />
      <Text name="card" word="exp.card" most={60} />
      <Text name="medium" word="exp.medium" most={100} />
      <Text name="serial" word="exp.serial" most={100} required={false} />
      <Day />
      <AttachmentField single confidential />
    </FormDialog>
  );
}

type Ended = Omit<EndingEntry, "scanId"> & { attachments?: string[] };

function EndForm({ e, onClose }: One) {
  const { t } = useWords();
  const initial: Ended = { how: "returned", on: day(Date.now()), remark: "" };
  const save = ({ attachments, ...b }: Ended) => sendExport.end(e, { ...b, ...scanned(attachments) });
  return (
    <FormDialog<Ended, unknown> title={t("exp.end")} initial={initial} save={save} touches={["exports"]} onClose={onClose}>
      <Form.Item name="how" label={t("exp.how")}>
        <Radio.Group options={(["returned", "destroyed"] as const).map((how) => ({ value: how, label: coded(t, "exp.how.", how) }))} />
      </Form.Item>
      <Day />
      <Text name="remark" word="exp.remark" most={500} />
      <AttachmentField single confidential />
    </FormDialog>
  );
}
