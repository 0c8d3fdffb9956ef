// What whoever manages accounts binds to somebody's account.
import { Form, Input, Radio } from "antd";
import { keysSend } from "../../api/keys";
import { FormDialog } from "../../forms/FormDialog";
import { useWords } from "../../words";

interface Props {
  account: string;
  onClose: () => void;
}

export function BindOutside({ account, onClose }: Props) {
  const { t } = useWords();
  return (
    <FormDialog<{ mark: string }> title={t("key.bindOutside")} initial={{}} save={({ mark }) => keysSend.bindOutsideOf(account, mark)} touches={["account-keys"]} onClose={onClose} said={t("key.added")}>
      <p>{t("key.bindOutsideAbout")}</p>
      <Form.Item name="mark" label={t("key.mark")} rules={[{ required: true, message: t("field.required", { label: t("key.mark") }) }]}>
        <Input maxLength={60} autoFocus className="num" />
      </Form.Item>
    </FormDialog>
  );
}

interface Entry {
  certificate: string;
  holder: boolean;
}

export function BindCertificate({ account, onClose }: Props) {
  const { t } = useWords();
  return (
    <FormDialog<Entry>
      title={t("key.bindCertificate")}
      initial={{ holder: false }}
      save={({ certificate, holder }) => keysSend.bindCertificate(account, certificate, holder)}
      touches={["account-keys"]}
      onClose={onClose}
      said={t("key.added")}
    >
      <Form.Item name="certificate" label={t("key.certificate")} rules={[{ required: true, message: t("field.required", { label: t("key.certificate") }) }]}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 10 }} maxLength={16_384} autoFocus className="num" />
      </Form.Item>
      <Form.Item name="holder" label={t("key.holder")}>
        <Radio.Group
          options={[
            { value: false, label: t("key.holder.this") },
            { value: true, label: t("key.holder.name") },
          ]}
        />
      </Form.Item>
    </FormDialog>
  );
}
