// Registers a passkey: a name, then the browser asks its owner.
import { Form, Input } from "antd";
import { keysSend, type KeyMade } from "../../api/keys";
import { FormDialog } from "../../forms/FormDialog";
import { useWords } from "../../words";

export function AddPasskey({ onClose, onMade }: { onClose: () => void; onMade: (made: KeyMade) => void }) {
  const { t } = useWords();
  return (
    <FormDialog<{ name: string }, KeyMade>
      title={t("key.addPasskey")}
      initial={{}}
      okText={t("key.addPasskeyGo")}
      save={({ name }) => keysSend.addPasskey(name)}
      touches={["keys", "session"]}
      onClose={onClose}
      onSaved={onMade}
      said={t("key.added")}
    >
      <p>{t("key.addPasskeyAbout")}</p>
      <Form.Item name="name" label={t("field.name")} extra={t("key.nameHelp")} rules={[{ required: true, message: t("field.required", { label: t("field.name") }) }]}>
        <Input maxLength={60} autoFocus />
      </Form.Item>
    </FormDialog>
  );
}
