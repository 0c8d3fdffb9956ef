import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Form, Input } from "antd";
import { useNavigate } from "react-router";
import { api } from "../../api/client";
import { failure } from "../../api/problem";
import { SESSION_KEY, useSessionQuery } from "../../api/session";
import { paths } from "../../util/paths";
import { useWords } from "../../words";
import { Gate } from "./Gate";
import { NewPassword } from "./NewPassword";

interface Entry {
  current: string;
  next: string;
}

export function Component() {
  const { t } = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const session = useSessionQuery();
  const change = useMutation({
    mutationFn: ({ current, next }: Entry) => api.POST("/api/v1/session/password", { body: { old: current, new: next } }),
    onSuccess: async () => {
      void message.success(t("password.done"));
      await client.refetchQueries({ queryKey: SESSION_KEY });
      void navigate(paths.home(), { replace: true });
    },
  });
  return (
    <Gate title={t("password.title")}>
      {session.data?.account.mustChangePassword ? <Alert type="warning" showIcon title={t("password.forced")} /> : null}
      {change.isError ? <Alert type="error" title={failure(change.error)} showIcon role="alert" /> : null}
      <Form<Entry> layout="vertical" requiredMark={false} onFinish={(entry) => change.mutate(entry)}>
        <input type="text" name="username" autoComplete="username" value={session.data?.account.login ?? ""} readOnly hidden />
        <Form.Item name="current" label={t("password.current")} rules={[{ required: true, message: t("field.required", { label: t("password.current") }) }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        <NewPassword name="next" />
        <Button type="primary" htmlType="submit" block loading={change.isPending}>
          {t("act.save")}
        </Button>
      </Form>
    </Gate>
  );
}
