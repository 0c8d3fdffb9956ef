// Export: an act of its own, asked for with a purpose, put on record first.
import { useMutation } from "@tanstack/react-query";
import { Alert, App, Form, Input, Modal, Radio } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { api, body } from "../api/client";
import { sendExport } from "../api/exports";
import type { TreeCamera } from "../api/model";
import { paths } from "../util/paths";
import { clock, day, localInput, parseLocal, wire } from "../util/time";
import { FailureWords } from "../ui/ArticleRef";
import { useWords } from "../words";
import { download } from "./snapshot";

interface Entry {
  form: "bundle" | "copy";
  from: string;
  to: string;
  purpose: string;
  recipient: string;
  approver: string;
  expiresOn: string;
}

interface Props {
  cameras: readonly TreeCamera[];
  around: number;
  onClose: () => void;
}

/** What is proposed as the time a copy may be used; whoever takes it says otherwise. */
const USE_FOR = 30 * 86_400_000;

export function ExportDialog({ cameras, around, onClose }: Props) {
  const { t } = useWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<Entry>();
  const [initial] = useState((): Entry => ({ form: "copy", from: localInput(around - 60_000), to: localInput(Math.min(around + 60_000, Date.now())), purpose: "", recipient: "", approver: "", expiresOn: day(Date.now() + USE_FOR) }));
  const run = useMutation({
    mutationFn: async ({ form: kind, from, to, purpose, recipient, approver, expiresOn }: Entry) => {
      const span = { from: wire(parseLocal(from)), to: wire(parseLocal(to)) };
      const ids = cameras.map((c) => c.id);
      if (kind === "bundle") return (await sendExport.ask({ cameraIds: ids, purpose, recipient, approver, useUntil: expiresOn, ...span })).id;
      const grant = await body(api.POST("/api/v1/grants", { body: { act: "export", cameraIds: ids, purpose, recipient, approver, expiresOn, ...span } }));
      for (const c of cameras) {
        const start = parseLocal(from);
        download(`/api/v1/grants/${grant.id}/export/${c.id}`, `${c.name}_${day(start)}_${clock(start).replaceAll(":", "")}.mp4`, false);
      }
      return "";
    },
    onSuccess: (made) => {
      void message.success(t(made === "" ? "export.done" : "exp.asked"));
      if (made !== "") void navigate(paths.exportOf(made));
      onClose();
    },
  });
  const need = (label: string) => ({ required: true, message: t("field.required", { label }) });
  return (
    <Modal open title={t("export.title")} okText={t("export.do")} cancelText={t("act.cancel")} confirmLoading={run.isPending} onCancel={onClose} onOk={() => form.submit()}>
      <Alert type="warning" showIcon title={t("export.law")} />
      {run.isError ? <Alert type="error" showIcon title={<FailureWords error={run.error} />} role="alert" /> : null}
      <p>{cameras.map((c) => c.name).join(" · ")}</p>
      <Form<Entry>
        form={form}
        layout="vertical"
        onFinish={(entry) => run.mutate(entry)}
        initialValues={initial}
      >
        <Form.Item name="form" label={t("exp.form")}>
          <Radio.Group>
            <Radio value="copy">{t("exp.form.copy")}</Radio>
            <Radio value="bundle">{t("exp.form.bundle")}</Radio>
          </Radio.Group>
        </Form.Item>
        <Form.Item name="from" label={t("export.from")} rules={[need(t("export.from"))]}>
          <Input type="datetime-local" step={1} />
        </Form.Item>
        <Form.Item
          name="to"
          label={t("export.to")}
          dependencies={["from"]}
          rules={[
            need(t("export.to")),
            ({ getFieldValue }) => ({
              validator: (_r, value: string) =>
                parseLocal(value) > parseLocal(String(getFieldValue("from"))) ? Promise.resolve() : Promise.reject(new Error(t("export.order"))),
            }),
          ]}
        >
          <Input type="datetime-local" step={1} />
        </Form.Item>
        <Form.Item name="recipient" label={t("export.recipient")} rules={[need(t("export.recipient"))]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="approver" label={t("export.approver")} rules={[need(t("export.approver"))]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="expiresOn" label={t("export.expires")} rules={[need(t("export.expires"))]}>
          <Input type="date" min={day(Date.now())} />
        </Form.Item>
        <Form.Item name="purpose" label={t("export.purpose")} rules={[need(t("export.purpose"))]}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
