// Registers an SM2 public key of one's own.
import { Form, Input } from "antd";
import { keysSend } from "../../api/keys";
import { FormDialog } from "../../forms/FormDialog";
import { useWords } from "../../words";

interface Entry {
  name: string;
  publicKey: string;
}

export function AddSM2({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const need = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <FormDialog<Entry> title={t("key.addSM2")} initial={{}} save={({ name, publicKey }) => keysSend.addSM2(name, publicKey)} touches={["keys"]} onClose={onClose} said={t("key.added")}>
      <p>{t("key.addSM2About")}</p>
      <Form.Item name="name" label={t("field.name")} extra={t("key.nameHelp")} rules={need(t("field.name"))}>
        <Input maxLength={60} autoFocus />
      </Form.Item>
      <Form.Item name="publicKey" label={t("key.publicKey")} rules={need(t("key.publicKey"))}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 10 }} maxLength={8192} className="num" />
      </Form.Item>
    </FormDialog>
  );
}
