import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { api, body } from "../../api/client";
import { failure, ProblemError } from "../../api/problem";
import { SESSION_KEY, useSetupQuery } from "../../api/session";
import { paths } from "../../util/paths";
import { useWords } from "../../words";
import { Gate } from "./Gate";

interface Entry {
  login: string;
  password: string;
  code?: string;
}

/** Only a path of this console may be the target after sign-in. */
function target(back: string | null): string {
  return back !== null && back.startsWith("/") && !back.startsWith("//") ? back : paths.home();
}

export function Component() {
  const { t } = useWords();
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const setup = useSetupQuery();
  const login = useMutation({
    mutationFn: (entry: Entry) => body(api.POST("/api/v1/session", { body: entry })),
    onSuccess: (session) => {
      client.setQueryData(SESSION_KEY, session);
      void navigate(session.account.mustChangePassword ? paths.password() : target(query.get("back")), { replace: true });
    },
  });
  // The server asks for a code once the password was right.
  const [coded, setCoded] = useState(false);
  const asked = login.error instanceof ProblemError && login.error.code === "login.code-needed";
  if (asked && !coded) setCoded(true);
  return (
    <Gate title={t("login.title")}>
      {query.get("ended") === "1" && !login.isError ? <Alert type="info" title={t("state.expired")} showIcon /> : null}
      {login.isError && !asked ? <Alert type="error" title={failure(login.error)} showIcon role="alert" /> : null}
      <Form<Entry> layout="vertical" requiredMark={false} onFinish={(entry) => login.mutate(entry)}>
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
            extra={t("login.codeHelp")}
            rules={[{ required: true, message: t("field.required", { label: t("login.code") }) }]}
          >
            <Input autoComplete="one-time-code" maxLength={64} autoFocus size="large" />
          </Form.Item>
        ) : null}
        <Button type="primary" htmlType="submit" size="large" block loading={login.isPending}>
          {t("login.submit")}
        </Button>
      </Form>
      {setup.data?.claimed === false ? (
        <p>
          <Link to={paths.claim()}>{t("login.claim")}</Link>
        </p>
      ) : null}
    </Gate>
  );
}
