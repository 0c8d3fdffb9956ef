// A text to be signed with an SM2 key on a machine of its owner's, and the
// place to put what came out.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Modal, Typography } from "antd";
import type { TextToSign } from "../../api/keys";
import { failure } from "../../api/problem";
import type { Session } from "../../api/session";
import { Failed, Loading } from "../../ui/States";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";

interface Props {
  ask: () => Promise<TextToSign>;
  answer: (ticket: string, proof: string) => Promise<Session>;
  onProved: (session: Session) => void;
  onClose: () => void;
}

export function SignText({ ask, answer, onProved, onClose }: Props) {
  const { t } = useWords();
  const [form] = Form.useForm<{ proof: string }>();
  const asked = useQuery({ queryKey: ["sm2-text"], queryFn: ask, staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false });
  const run = useMutation({ mutationFn: ({ proof }: { proof: string }) => answer(asked.data?.ticket ?? "", proof.trim()), onSuccess: onProved });
  return (
    <Modal
      open
      width={620}
      zIndex={2100}
      title={t("way.sm2")}
      okText={t("stepUp.submit")}
      okButtonProps={{ disabled: asked.data === undefined }}
      cancelText={t("act.cancel")}
      confirmLoading={run.isPending}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      {run.isError ? <Alert type="error" showIcon role="alert" title={failure(run.error)} /> : null}
      {asked.isError ? <Failed error={asked.error} retry={() => void asked.refetch()} /> : null}
      {asked.isFetching ? <Loading /> : null}
      {asked.data && !asked.isFetching ? (
        <>
          <p>{t("key.signAbout")}</p>
          <Typography.Paragraph copyable className="once" style={{ overflowWrap: "anywhere" }}>
            {asked.data.text}
          </Typography.Paragraph>
          <p className="faint">
            {t("key.signUntil", { time: dateTime(asked.data.until) })}{" "}
            <Button
              type="link"
              size="small"
              onClick={() => {
                run.reset();
                void asked.refetch();
              }}
            >
              {t("key.signAnew")}
            </Button>
          </p>
          <Typography.Paragraph code copyable={{ text: command(asked.data.text) }}>
            shiheng sign --key KEY.pem --host {window.location.hostname} &apos;…&apos;
          </Typography.Paragraph>
        </>
      ) : null}
      <Form<{ proof: string }> form={form} layout="vertical" requiredMark={false} onFinish={(entry) => run.mutate(entry)}>
        <Form.Item name="proof" label={t("key.signed")} rules={[{ required: true, message: t("field.required", { label: t("key.signed") }) }]}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={400} autoFocus className="num" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** The command line, ready to be pasted; the owner puts in where the key is. */
function command(text: string): string {
  return `shiheng sign --key KEY.pem --host ${window.location.hostname} '${text}'`;
}
