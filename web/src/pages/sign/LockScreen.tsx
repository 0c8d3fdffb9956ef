// Over a post whose controls are locked. The pictures stay in sight and go on;
// nothing else can be reached until its owner proves who they are, or the next
// shift takes over.
import { LockOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Segmented } from "antd";
import { useState } from "react";
import { proveAnew } from "../../api/client";
import { handOver, type NextShift } from "../../api/lock";
import { failure } from "../../api/problem";
import { SESSION_KEY, type Session } from "../../api/session";
import { useWords } from "../../words";

export function LockScreen({ session }: { session: Session }) {
  const { t } = useWords();
  const [shift, setShift] = useState(false);
  return (
    <section className="lockscreen" role="dialog" aria-modal="true" aria-label={t("lock.title")}>
      <h2>
        <LockOutlined /> {t("lock.title")}
      </h2>
      <p>{t("lock.about", { name: session.account.name })}</p>
      <Segmented
        block
        value={shift}
        onChange={setShift}
        options={[
          { value: false, label: t("lock.unlock") },
          { value: true, label: t("lock.shift") },
        ]}
      />
      {shift ? (
        <Shift />
      ) : (
        <Button type="primary" block onClick={() => void proveAnew()}>
          {t("lock.prove")}
        </Button>
      )}
    </section>
  );
}

function Shift() {
  const { t } = useWords();
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: (entry: NextShift) => handOver(entry),
    onSuccess: async (me) => {
      client.setQueryData(SESSION_KEY, me);
      await client.invalidateQueries(); // what one may see is another's now
    },
  });
  const must = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <Form<NextShift> layout="vertical" requiredMark={false} onFinish={(entry) => run.mutate(entry)}>
      {run.isError ? <Alert type="error" showIcon role="alert" title={failure(run.error)} /> : null}
      <Form.Item name="login" label={t("login.name")} rules={must(t("login.name"))}>
        <Input autoComplete="off" autoFocus maxLength={64} />
      </Form.Item>
      <Form.Item name="password" label={t("login.password")} rules={must(t("login.password"))}>
        <Input.Password autoComplete="off" maxLength={256} />
      </Form.Item>
      <Form.Item name="code" label={t("login.code")} extra={t("lock.codeHelp")}>
        <Input autoComplete="one-time-code" maxLength={64} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={run.isPending}>
        {t("lock.take")}
      </Button>
    </Form>
  );
}
