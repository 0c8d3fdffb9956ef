// Which workstation this browser is; and, when it is none, where the code is
// typed in.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Form, Input } from "antd";
import { createElement } from "react";
import { sendCitizen, useHere } from "../../api/citizen";
import { FailureWords } from "../../ui/ArticleRef";
import { Loaded } from "../../ui/States";
import { useWords } from "../../words";

export function BindHere() {
  const here = useHere();
  return <Loaded query={here}>{(h) => (h.bound ? <Here name={h.name ?? ""} where={h.where ?? ""} /> : <Unbound />)}</Loaded>;
}

function Here({ name, where }: { name: string; where: string }) {
  const { t } = useWords();
  return <span className="mark ok">{t("cit.boundTo", { name, where })}</span>;
}

function Unbound() {
  const { t } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: ({ code }: { code: string }) => sendCitizen.bind(code),
    onSuccess: async () => {
      await Promise.all([client.invalidateQueries({ queryKey: ["workstations"] }), client.invalidateQueries({ queryKey: ["citizen"] })]);
      void message.success(t("cit.bound"));
    },
    onError: (error) => void message.error(createElement(FailureWords, { error }), 8),
  });
  return (
    <Alert
      type="warning"
      showIcon
      title={t("cit.unbound")}
      description={
        <>
          <p>{t("cit.unboundHelp")}</p>
          <Form<{ code: string }> layout="inline" onFinish={(v) => run.mutate(v)}>
            <Form.Item name="code" label={t("cit.code")} rules={[{ required: true, message: t("field.required", { label: t("cit.code") }) }]}>
              <Input maxLength={60} autoComplete="off" />
            </Form.Item>
            <Button htmlType="submit" loading={run.isPending}>
              {t("cit.bind")}
            </Button>
          </Form>
        </>
      }
    />
  );
}
