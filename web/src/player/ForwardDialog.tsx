// Handing live pictures on: to whom, for how long, why. The clauses answer.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Form, Input, InputNumber, Modal } from "antd";
import { sendForward } from "../api/forward";
import type { Grant } from "../api/model";
import { FailureWords } from "../ui/ArticleRef";
import { useWords } from "../words";

interface Entry {
  login: string;
  minutes: number;
  purpose: string;
}

interface Props {
  cameras: readonly { id: string; name: string }[];
  /** The grant under which the pictures are watched; null when they are not. */
  grant: () => Promise<Grant | null>;
  onClose: () => void;
}

/** A shift is the longest the server lets a forwarding run. */
const MOST = 480;

export function ForwardDialog({ cameras, grant, onClose }: Props) {
  const { t } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Entry>();
  const run = useMutation({
    mutationFn: async (entry: Entry) => {
      const held = await grant();
      if (held === null) throw new Error(t("fwd.notYet"));
      return sendForward.make({ ...entry, grantId: held.id, cameraIds: cameras.map((c) => c.id) });
    },
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: ["forward"] });
      void message.success(t("fwd.done", { name: made.to.name }));
      onClose();
    },
  });
  const need = (label: string) => ({ required: true, message: t("field.required", { label }) });
  return (
    <Modal open title={t("fwd.makeTitle")} okText={t("fwd.make")} cancelText={t("act.cancel")} confirmLoading={run.isPending} onCancel={onClose} onOk={() => form.submit()}>
      {run.isError ? <Alert type="error" showIcon title={<FailureWords error={run.error} />} role="alert" /> : null}
      <p>{cameras.map((c) => c.name).join(" · ")}</p>
      <Form<Entry> form={form} layout="vertical" onFinish={(entry) => run.mutate(entry)} initialValues={{ login: "", minutes: 60, purpose: "" }}>
        <Form.Item name="login" label={t("fwd.login")} extra={t("fwd.loginHelp")} rules={[need(t("fwd.login"))]}>
          <Input maxLength={64} autoComplete="off" />
        </Form.Item>
        <Form.Item name="minutes" label={t("fwd.minutes")} rules={[need(t("fwd.minutes"))]}>
          <InputNumber min={1} max={MOST} />
        </Form.Item>
        <Form.Item name="purpose" label={t("fwd.purpose")} rules={[need(t("fwd.purpose"))]}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
