import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Form, Input, QRCode, Typography } from "antd";
import { useState } from "react";
import { Navigate, useNavigate } from "react-router";
import { api, body } from "../../api/client";
import { failure } from "../../api/problem";
import { SESSION_KEY, useSessionQuery } from "../../api/session";
import type { components } from "../../api/types";
import { AddPasskey } from "../../panels/keys/AddPasskey";
import { RecoveryCodes } from "../../panels/keys/RecoveryCodes";
import { Failed, Loading } from "../../ui/States";
import { paths } from "../../util/paths";
import { passkeysHere } from "../../util/webauthn";
import { useWords } from "../../words";
import { Gate } from "./Gate";

type Begun = components["schemas"]["FactorBegun"];

/** The own second factor: set up, or taken away. */
export function Component() {
  const { t } = useWords();
  const session = useSessionQuery();
  const [codes, setCodes] = useState<readonly string[]>();
  if (session.error) return <Failed error={session.error} retry={() => void session.refetch()} />;
  if (session.data === null) return <Navigate to={paths.login(paths.factor())} replace />;
  if (session.data === undefined) return <Loading />;
  const form = session.data.account.secondFactor ? <Drop login={session.data.account.login} /> : <SetUp forced={session.data.mustEnrolFactor} onReady={setCodes} />;
  return <Gate title={t("factor.title")}>{codes ? <Recovery codes={codes} /> : form}</Gate>;
}

function SetUp({ forced, onReady }: { forced: boolean; onReady: (codes: readonly string[]) => void }) {
  const { t } = useWords();
  const [keyed, setKeyed] = useState(false);
  const begin = useMutation({ mutationFn: () => body(api.POST("/api/v1/session/factor")) });
  return (
    <>
      {forced ? <Alert type="warning" showIcon title={t("factor.forced")} /> : null}
      <p>{t("factor.about")}</p>
      {begin.isError ? <Alert type="error" title={failure(begin.error)} showIcon role="alert" /> : null}
      {begin.data ? (
        <Confirm begun={begin.data} onReady={onReady} />
      ) : (
        <Button type="primary" block loading={begin.isPending} onClick={() => begin.mutate()}>
          {t("factor.begin")}
        </Button>
      )}
      {forced && passkeysHere() ? (
        <Button type="link" block onClick={() => setKeyed(true)}>
          {t("key.insteadOfCode")}
        </Button>
      ) : null}
      {keyed ? <AddPasskey onClose={() => setKeyed(false)} onMade={(made) => onReady(made.recoveryCodes)} /> : null}
      {forced ? null : <Back />}
    </>
  );
}

function Confirm({ begun, onReady }: { begun: Begun; onReady: (codes: readonly string[]) => void }) {
  const { t } = useWords();
  const confirm = useMutation({
    mutationFn: ({ code }: { code: string }) => body(api.POST("/api/v1/session/factor/confirm", { body: { code: code.trim() } })),
    onSuccess: (ready) => onReady(ready.recoveryCodes),
  });
  return (
    <>
      <p>{t("factor.scan")}</p>
      <div className="qr">
        <QRCode value={begun.address} size={200} color="#000000" bgColor="#ffffff" />
      </div>
      <p>{t("factor.secret")}</p>
      <Typography.Paragraph copyable className="once">
        {begun.secret}
      </Typography.Paragraph>
      {confirm.isError ? <Alert type="error" title={failure(confirm.error)} showIcon role="alert" /> : null}
      <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={(entry) => confirm.mutate(entry)}>
        <CodeField label={t("factor.code")} />
        <Button type="primary" htmlType="submit" block loading={confirm.isPending}>
          {t("factor.confirm")}
        </Button>
      </Form>
    </>
  );
}

function Recovery({ codes }: { codes: readonly string[] }) {
  const { t } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const done = async () => {
    await client.refetchQueries({ queryKey: SESSION_KEY });
    void message.success(t("factor.done"));
    void navigate(paths.home(), { replace: true });
  };
  return <RecoveryCodes codes={codes} onKept={() => void done()} />;
}

function Drop({ login }: { login: string }) {
  const { t } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const drop = useMutation({
    mutationFn: (entry: { password: string; code: string }) => api.POST("/api/v1/session/factor/drop", { body: { password: entry.password, code: entry.code.trim() } }),
    onSuccess: async () => {
      await client.refetchQueries({ queryKey: SESSION_KEY });
      void message.success(t("factor.dropped"));
      void navigate(paths.home(), { replace: true });
    },
  });
  return (
    <>
      <p>
        {t("factor.on")} {t("factor.dropHelp")}
      </p>
      {drop.isError ? <Alert type="error" title={failure(drop.error)} showIcon role="alert" /> : null}
      <Form<{ password: string; code: string }> layout="vertical" requiredMark={false} onFinish={(entry) => drop.mutate(entry)}>
        <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
        <Form.Item name="password" label={t("password.current")} rules={[{ required: true, message: t("field.required", { label: t("password.current") }) }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <CodeField label={t("login.code")} />
        <Button danger htmlType="submit" block loading={drop.isPending}>
          {t("factor.drop")}
        </Button>
      </Form>
      <Back />
    </>
  );
}

function CodeField({ label }: { label: string }) {
  const { t } = useWords();
  return (
    <Form.Item name="code" label={label} rules={[{ required: true, message: t("field.required", { label }) }]}>
      <Input autoComplete="one-time-code" maxLength={64} autoFocus />
    </Form.Item>
  );
}

function Back() {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <Button type="link" block onClick={() => void navigate(paths.home())}>
      {t("act.back")}
    </Button>
  );
}
