// Why somebody looks at footage that lies behind duty watching: asked once a
// session, and on record with every look.
import { Alert, Form, Input, Modal } from "antd";
import { ArticleRef } from "../ui/ArticleRef";
import { useWords } from "../words";

interface Props {
  onStated: (purpose: string) => void;
  /** Nothing was stated: back to what runs now. */
  onClose: () => void;
}

export function PurposeDialog({ onStated, onClose }: Props) {
  const { t } = useWords();
  const [form] = Form.useForm<{ purpose: string }>();
  return (
    <Modal open title={t("purpose.title")} okText={t("purpose.do")} cancelText={t("act.cancel")} onCancel={onClose} onOk={() => form.submit()}>
      <Alert
        type="info"
        showIcon
        title={
          <>
            {t("purpose.law")} <ArticleRef article="R799/16/3" />
          </>
        }
      />
      <Form form={form} layout="vertical" initialValues={{ purpose: "" }} onFinish={({ purpose }) => onStated(purpose.trim())}>
        <Form.Item name="purpose" label={t("purpose.label")} rules={[{ required: true, whitespace: true, message: t("field.required", { label: t("purpose.label") }) }]}>
          <Input.TextArea rows={2} maxLength={200} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
