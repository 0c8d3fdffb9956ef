// The ways in that the sign-in page offers below password and passkey.
import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useState } from "react";
import { goToProvider, sm2Send } from "../../api/keys";
import { failure } from "../../api/problem";
import { useSetupQuery, type Session } from "../../api/session";
import { useWords } from "../../words";
import { SignText } from "./SignText";

export function OtherWays({ back, onIn }: { back: string; onIn: (session: Session) => void }) {
  const { t } = useWords();
  const setup = useSetupQuery();
  const [signing, setSigning] = useState(false);
  const provider = useMutation({ mutationFn: () => goToProvider(back) });
  const port = setup.data?.certificatePort ?? 0;
  return (
    <div className="ways">
      {provider.isError ? <Alert type="error" showIcon role="alert" title={failure(provider.error)} /> : null}
      <span className="faint">{t("key.others")}</span>
      {setup.data?.provider ? (
        <Button type="link" size="small" loading={provider.isPending} onClick={() => provider.mutate()}>
          {setup.data.provider}
        </Button>
      ) : null}
      {port > 0 ? (
        <Button type="link" size="small" href={`https://${window.location.hostname}:${port}/`}>
          {t("way.certificate")}
        </Button>
      ) : null}
      <Button type="link" size="small" onClick={() => setSigning(true)}>
        {t("way.sm2")}
      </Button>
      {signing ? <SignText ask={sm2Send.ask} answer={sm2Send.signIn} onProved={onIn} onClose={() => setSigning(false)} /> : null}
    </div>
  );
}
