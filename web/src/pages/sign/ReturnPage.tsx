// Where the identity provider sends a browser back to.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useEffect, useRef } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { backFromProvider, providerSend } from "../../api/keys";
import { failure, ProblemError } from "../../api/problem";
import { SESSION_KEY } from "../../api/session";
import { Loading } from "../../ui/States";
import { paths } from "../../util/paths";
import { useWords } from "../../words";
import { Gate } from "./Gate";

export function Component() {
  const { t } = useWords();
  const [query] = useSearchParams();
  const client = useQueryClient();
  const navigate = useNavigate();
  const begun = useRef(false);
  const run = useMutation({
    mutationFn: async () => {
      const away = backFromProvider();
      const [state, code] = [query.get("state") ?? "", query.get("code") ?? ""];
      if (away.ticket === "" || code === "") throw new ProblemError(409, { code: query.has("error") ? "oidc.cancelled" : "challenge.over" });
      if (away.what === "bind") {
        await providerSend.bind(away.ticket, state, code);
        await client.invalidateQueries({ queryKey: ["keys"] });
        return paths.keys();
      }
      const session = await (away.what === "prove" ? providerSend.prove : providerSend.signIn)(away.ticket, state, code);
      client.setQueryData(SESSION_KEY, session);
      return session.account.mustChangePassword ? paths.password() : away.back || paths.home();
    },
    onSuccess: (to) => void navigate(to, { replace: true }),
  });
  // Once: the code is good once, and a page is drawn twice while it is developed.
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    window.history.replaceState(null, "", "/oidc"); // the code is not for the history
    run.mutate();
  }, [run]);
  return (
    <Gate title={t("way.oidc")}>
      {run.isError ? (
        <>
          <Alert type="error" showIcon role="alert" title={failure(run.error)} />
          <p />
          <Button block onClick={() => void navigate(paths.login(), { replace: true })}>
            {t("key.backToLogin")}
          </Button>
        </>
      ) : (
        <Loading />
      )}
    </Gate>
  );
}
