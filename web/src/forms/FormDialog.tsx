// A form in a dialog. Closing it with input in it asks first; a failed save
// keeps it open with the reason on top and nothing lost.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Form, Modal, type FormProps } from "antd";
import { useEffect, useRef, type ReactNode } from "react";
import { ProblemError, unmetWords } from "../api/problem";
import { ArticleRef, FailureWords } from "../ui/ArticleRef";
import { useWords } from "../words";

interface Props<V, R> {
  title: string;
  initial: FormProps<V>["initialValues"];
  save: (value: V) => Promise<R>;
  touches: readonly string[];
  onClose: () => void;
  onSaved?: (result: R) => void;
  okText?: string;
  said?: string;
  children: ReactNode;
}

export function FormDialog<V extends object, R = unknown>({ title, initial, save, touches, onClose, onSaved, okText, said, children }: Props<V, R>) {
  const { t } = useWords();
  const [form] = Form.useForm<V>();
  const { message } = App.useApp();
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: save,
    onSuccess: async (result) => {
      await Promise.all(touches.map((key) => client.invalidateQueries({ queryKey: [key] })));
      if (said !== "") void message.success(said ?? t("state.saved"));
      onClose();
      onSaved?.(result);
    },
  });
  return (
    <Modal
      open
      title={title}
      width={620}
      okText={okText ?? t("act.save")}
      cancelText={t("act.cancel")}
      confirmLoading={run.isPending}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      {run.isError ? <Problem error={run.error} /> : null}
      <Form<V> form={form} layout="vertical" initialValues={initial} onFinish={(value) => run.mutate(value)} scrollToFirstError>
        {children}
      </Form>
    </Modal>
  );
}

function Problem({ error }: { error: unknown }) {
  const unmet = error instanceof ProblemError ? error.unmet : [];
  const box = useRef<HTMLDivElement>(null);
  // The reason stands above a form that may be longer than the screen.
  useEffect(() => {
    box.current?.scrollIntoView({ block: "center" }); // some browsers answer with a promise, which is no clean-up
  }, [error]);
  return (
    <div ref={box}>
    <Alert
      type="error"
      showIcon
      role="alert"
      title={<FailureWords error={error} />}
      description={
        unmet.length > 1 ? (
          <ul>
            {unmet.map((u) => (
              <li key={u.code}>
                {unmetWords(u)} <ArticleRef article={u.article ?? ""} />
              </li>
            ))}
          </ul>
        ) : null
      }
    />
    </div>
  );
}
