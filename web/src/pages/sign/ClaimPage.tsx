import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Form, Input } from "antd";
import { useNavigate } from "react-router";
import { api, body } from "../../api/client";
import { failure } from "../../api/problem";
import { paths } from "../../util/paths";
import { useWords } from "../../words";
import { Gate } from "./Gate";
import { NewPassword } from "./NewPassword";

interface Entry {
  token: string;
  login: string;
  name: string;
  password: string;
}

export function Component() {
  const { t } = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const claim = useMutation({
    mutationFn: ({ token, login, name, password }: Entry) =>
      body(api.POST("/api/v1/claim", { body: { token: token.trim(), login, name, password } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["setup"] });
      void message.success(t("claim.done"));
      void navigate(paths.login(), { replace: true });
    },
  });
  const need = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <Gate title={t("claim.title")}>
      <p className="faint">{t("claim.text")}</p>
      {claim.isError ? <Alert type="error" title={failure(claim.error)} showIcon role="alert" /> : null}
      <Form<Entry> layout="vertical" requiredMark={false} onFinish={(entry) => claim.mutate(entry)}>
        <Form.Item name="token" label={t("claim.token")} rules={need(t("claim.token"))}>
          <Input autoComplete="off" autoFocus />
        </Form.Item>
        <Form.Item name="login" label={t("claim.name")} rules={need(t("claim.name"))}>
          <Input autoComplete="username" />
        </Form.Item>
        <Form.Item name="name" label={t("claim.display")} rules={need(t("claim.display"))}>
          <Input autoComplete="name" />
        </Form.Item>
        <NewPassword name="password" />
        <Button type="primary" htmlType="submit" block loading={claim.isPending}>
          {t("claim.submit")}
        </Button>
      </Form>
    </Gate>
  );
}
