// Who came by somebody else's word that does not count as strong gives the
// account's own second factor here before anything else.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Divider, Form, Input } from "antd";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { api, body } from "../../api/client";
import { stepUpByPasskey } from "../../api/keys";
import { failure } from "../../api/problem";
import { SESSION_KEY, useSessionQuery, useSignOut, type Session } from "../../api/session";
import { Failed, Loading } from "../../ui/States";
import { paths, within } from "../../util/paths";
import { coded, useWords } from "../../words";
import { Gate } from "./Gate";

export function Component() {
  const { t } = useWords();
  const session = useSessionQuery();
  const [query] = useSearchParams();
  if (session.error) return <Failed error={session.error} retry={() => void session.refetch()} />;
  if (session.data === null) return <Navigate to={paths.login(query.get("back") ?? "")} replace />;
  if (session.data === undefined) return <Loading />;
  if (!session.data.owesFactor) return <Navigate to={within(query.get("back"))} replace />;
  return (
    <Gate title={t("owed.title")}>
      <Owed session={session.data} back={within(query.get("back"))} />
    </Gate>
  );
}

function Owed({ session, back }: { session: Session; back: string }) {
  const { t } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const onSuccess = (next: Session) => {
    client.setQueryData(SESSION_KEY, next);
    void navigate(back, { replace: true });
  };
  const type = useMutation({ mutationFn: ({ code }: { code: string }) => body(api.POST("/api/v1/session/step-up", { body: { code: code.trim() } })), onSuccess });
  const show = useMutation({ mutationFn: stepUpByPasskey, onSuccess });
  const error = type.error ?? show.error;
  return (
    <>
      <p>{t("owed.about", { way: coded(t, "way.", session.way) })}</p>
      {error ? <Alert type="error" title={failure(error)} showIcon role="alert" /> : null}
      {session.account.passkey ? (
        <>
          <Button block loading={show.isPending} onClick={() => show.mutate()}>
            {t("key.asCode")}
          </Button>
          <Divider plain>{t("key.or")}</Divider>
        </>
      ) : null}
      <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={(entry) => type.mutate(entry)}>
        <Form.Item
          name="code"
          label={t("login.code")}
          extra={session.account.secondFactor ? t("login.codeHelp") : t("key.needed")}
          rules={[{ required: true, message: t("field.required", { label: t("login.code") }) }]}
        >
          <Input autoComplete="one-time-code" maxLength={64} autoFocus size="large" />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={type.isPending}>
          {t("owed.submit")}
        </Button>
      </Form>
      <Button type="link" block onClick={() => void signOut()}>
        {t("owed.leave")}
      </Button>
    </>
  );
}
