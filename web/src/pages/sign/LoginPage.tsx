import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Divider, Form, Input } from "antd";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { api, body } from "../../api/client";
import { passkeyAnswer, signInByPasskey } from "../../api/keys";
import { failure, ProblemError } from "../../api/problem";
import { SESSION_KEY, useSetupQuery, type Session } from "../../api/session";
import { OtherWays } from "../../panels/keys/OtherWays";
import { paths, within } from "../../util/paths";
import { passkeysHere } from "../../util/webauthn";
import { useWords } from "../../words";
import { Gate } from "./Gate";

interface Entry {
  login: string;
  password: string;
  code?: string;
}

export function Component() {
  const { t } = useWords();
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const setup = useSetupQuery();
  const onSuccess = (session: Session) => {
    client.setQueryData(SESSION_KEY, session);
    void navigate(session.account.mustChangePassword ? paths.password() : within(query.get("back")), { replace: true });
  };
  const [form] = Form.useForm<Entry>();
  const login = useMutation({ mutationFn: (entry: Entry) => body(api.POST("/api/v1/session", { body: entry })), onSuccess });
  const alone = useMutation({ mutationFn: signInByPasskey, onSuccess });
  const beside = useMutation({
    mutationFn: async () => {
      const { login: name, password } = form.getFieldsValue();
      return body(api.POST("/api/v1/session", { body: { login: name, password, passkey: await passkeyAnswer() } }));
    },
    onSuccess,
  });
  // The server asks for a code or passkey once the password was right.
  const [coded, setCoded] = useState(false);
  const [keyed, setKeyed] = useState(false);
  const asked = login.error instanceof ProblemError && login.error.code === "login.code-needed" ? login.error : null;
  if (asked && !coded) {
    setCoded(true);
    setKeyed(asked.params.passkey === "true");
  }
  const error = beside.error ?? alone.error ?? (asked ? null : login.error);
  const forget = () => {
    for (const one of [login, alone, beside]) one.reset();
  };
  return (
    <Gate title={t("login.title")}>
      {query.get("ended") === "1" && !login.isError && !error ? <Alert type="info" title={t("state.expired")} showIcon /> : null}
      {error ? <Alert type="error" title={failure(error)} showIcon role="alert" /> : null}
      <Form<Entry>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(entry) => {
          forget();
          login.mutate(entry);
        }}
      >
        <Form.Item name="login" label={t("login.name")} rules={[{ required: true, message: t("field.required", { label: t("login.name") }) }]}>
          <Input autoComplete="username" autoFocus size="large" />
        </Form.Item>
        <Form.Item name="password" label={t("login.password")} rules={[{ required: true, message: t("field.required", { label: t("login.password") }) }]}>
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        {coded ? (
          <Form.Item
            name="code"
            label={t("login.code")}
            extra={keyed ? t("key.needed") : t("login.codeHelp")}
            rules={[{ required: true, message: t("field.required", { label: t("login.code") }) }]}
          >
            <Input autoComplete="one-time-code" maxLength={64} autoFocus size="large" />
          </Form.Item>
        ) : null}
        <Button type="primary" htmlType="submit" size="large" block loading={login.isPending}>
          {t("login.submit")}
        </Button>
      </Form>
      {passkeysHere() ? (
        <>
          <Divider plain>{t("key.or")}</Divider>
          <Button
            size="large"
            block
            loading={alone.isPending || beside.isPending}
            onClick={() => {
              forget();
              if (keyed) beside.mutate();
              else alone.mutate();
            }}
          >
            {keyed ? t("key.asCode") : t("key.signIn")}
          </Button>
        </>
      ) : null}
      <OtherWays back={within(query.get("back"))} onIn={onSuccess} />
      {setup.data?.claimed === false ? (
        <p>
          <Link to={paths.claim()}>{t("login.claim")}</Link>
        </p>
      ) : null}
    </Gate>
  );
}
