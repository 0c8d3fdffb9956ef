// Asks the person to prove who they are when a sensitive act needs it; the act
// then goes on by itself.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Divider, Form, Input, Modal } from "antd";
import { useEffect, useRef, useState } from "react";
import { api, body, onStepUp } from "../../api/client";
import { goAndProve, sm2Send, stepUpByPasskey } from "../../api/keys";
import { failure } from "../../api/problem";
import { SESSION_KEY, useSession, useSetupQuery, type Session } from "../../api/session";
import { SignText } from "../../panels/keys/SignText";
import { useWords } from "../../words";

interface Entry {
  password: string;
  code?: string;
}

type Settle = (proved: boolean) => void;

/** Waits for whoever needs a proof; several calls at once share one dialog. */
export function StepUp() {
  const [open, setOpen] = useState(false);
  const waiting = useRef<Settle[]>([]);
  useEffect(
    () =>
      onStepUp(
        () =>
          new Promise<boolean>((settle) => {
            waiting.current.push(settle);
            setOpen(true);
          }),
      ),
    [],
  );
  const done = (proved: boolean) => {
    for (const settle of waiting.current.splice(0)) settle(proved);
    setOpen(false);
  };
  return open ? <Dialog done={done} /> : null;
}

function Dialog({ done }: { done: Settle }) {
  const { t } = useWords();
  const { account, way, locked } = useSession();
  const setup = useSetupQuery();
  const client = useQueryClient();
  const [form] = Form.useForm<Entry>();
  const proved = (session: Session) => {
    client.setQueryData(SESSION_KEY, session);
    done(true);
  };
  const run = useMutation({
    mutationFn: (entry: Entry) => body(api.POST("/api/v1/session/step-up", { body: { password: entry.password, ...(entry.code ? { code: entry.code.trim() } : {}) } })),
    onSuccess: proved,
  });
  const show = useMutation({ mutationFn: stepUpByPasskey, onSuccess: proved });
  const provider = useMutation({ mutationFn: () => goAndProve(window.location.pathname + window.location.search) });
  const [signing, setSigning] = useState(false);
  const error = run.error ?? show.error ?? provider.error;
  return (
    <Modal
      open
      title={t("stepUp.title")}
      okText={t("stepUp.submit")}
      cancelText={t("act.cancel")}
      confirmLoading={run.isPending}
      mask={{ closable: false }}
      zIndex={2000}
      onCancel={() => done(false)}
      onOk={() => form.submit()}
    >
      <p>{t("stepUp.about")}</p>
      {error ? <Alert type="error" showIcon role="alert" title={failure(error)} /> : null}
      {account.passkey ? (
        <>
          <Button block loading={show.isPending} onClick={() => show.mutate()}>
            {t("key.asCode")}
          </Button>
          <Divider plain>{t("key.or")}</Divider>
        </>
      ) : null}
      <Form<Entry> form={form} layout="vertical" requiredMark={false} onFinish={(entry) => run.mutate(entry)}>
        <input type="text" name="username" autoComplete="username" value={account.login} readOnly hidden />
        <Form.Item name="password" label={t("login.password")} rules={[{ required: true, message: t("field.required", { label: t("login.password") }) }]}>
          <Input.Password autoComplete="current-password" autoFocus onPressEnter={() => form.submit()} />
        </Form.Item>
        {account.secondFactor || account.passkey ? (
          <Form.Item name="code" label={t("login.code")} extra={t("login.codeHelp")} rules={[{ required: true, message: t("field.required", { label: t("login.code") }) }]}>
            <Input autoComplete="one-time-code" maxLength={64} onPressEnter={() => form.submit()} />
          </Form.Item>
        ) : null}
      </Form>
      <Button type="link" size="small" onClick={() => setSigning(true)}>
        {t("key.bySM2")}
      </Button>
      {way === "oidc" && setup.data?.provider && !locked ? (
        <Button type="link" size="small" title={t("stepUp.leaves")} loading={provider.isPending} onClick={() => provider.mutate()}>
          {t("stepUp.provider", { name: setup.data.provider })}
        </Button>
      ) : null}
      {signing ? <SignText ask={sm2Send.askAgain} answer={sm2Send.stepUp} onProved={proved} onClose={() => setSigning(false)} /> : null}
    </Modal>
  );
}
