// Basic information that was granted: looked at here, before both officers, or handed out as a sheet.
import { Space } from "antd";
import { useState } from "react";
import { whyNot } from "../../api/can";
import { sendOfficial, type Application, type BasicShown } from "../../api/official";
import { Facts } from "../../ui/Facts";
import { ReasonButton } from "../../ui/ReasonButton";
import { useChange } from "../../ui/useChange";
import { currentLanguage, useWords } from "../../words";

type BasicAct = "viewBasic" | "retrieveBasic" | "copyBasic";
const HANDED: readonly BasicAct[] = ["retrieveBasic", "copyBasic"];

export function BasicPart({ a }: { a: Application }) {
  const { t } = useWords();
  const [shown, setShown] = useState<BasicShown | null>(null);
  const granted = (act: BasicAct): boolean => (a.ruling?.acts ?? []).includes(act);
  const look = useChange({ run: () => sendOfficial.basic(a.id, "viewBasic"), touches: [], said: "", done: setShown });
  const hand = useChange({ run: (act: BasicAct) => sendOfficial.basic(a.id, act), touches: ["documents"], said: t("off.basicIssued"), done: setShown });
  if (!granted("viewBasic") && !HANDED.some(granted)) return null;
  return (
    <section aria-label={t("off.basic")}>
      <h2>{t("off.basic")}</h2>
      <Space wrap>
        {granted("viewBasic") ? (
          <ReasonButton why={whyNot(a.can, "viewBasic")} loading={look.isPending} onClick={() => look.mutate(undefined)}>
            {t("off.basicLook")}
          </ReasonButton>
        ) : null}
        {HANDED.filter(granted).map((act) => (
          <ReasonButton key={act} why={whyNot(a.can, act)} loading={hand.isPending} onClick={() => hand.mutate(act)}>
            {t(act === "copyBasic" ? "off.basicCopy" : "off.basicRetrieve")}
          </ReasonButton>
        ))}
      </Space>
      {shown === null ? <p className="faint">{t("off.basicWhat")}</p> : <Lines of={shown} />}
    </section>
  );
}

function Lines({ of }: { of: BasicShown }) {
  const { t } = useWords();
  const zh = currentLanguage() === "zh";
  return (
    <>
      {of.lines.map((l) => (
        <div key={l.cameraId}>
          <h3>{l.name}</h3>
          {l.values.length === 0 ? <p className="faint">{t("off.basicNone")}</p> : <Facts rows={l.values.map((v) => [zh ? v.zh : v.en, v.value] as const)} />}
        </div>
      ))}
    </>
  );
}
