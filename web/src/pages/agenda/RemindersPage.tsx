// Reminders for me, those in my scope, and whether what is due is also sent
// to another system.
import { Alert, Segmented } from "antd";
import { Link, useSearchParams } from "react-router";
import { useHook } from "../../api/agenda";
import { barred } from "../../api/can";
import { useReminders } from "../../api/findings";
import { useSession } from "../../api/session";
import { DeliveryTable } from "../../panels/agenda/Deliveries";
import { ReminderTable } from "../../panels/agenda/Reminders";
import { Because } from "../../ui/ArticleRef";
import { Page } from "../../ui/Page";
import { Loaded } from "../../ui/States";
import { paths } from "../../util/paths";
import { useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const { account, can } = useSession();
  const [query, setQuery] = useSearchParams();
  const side = query.get("side") ?? (account.organisationId ? "mine" : "all");
  const mine = side === "mine";
  const reminders = useReminders(mine);
  return (
    <Page
      title={t("rem.title")}
      lead={
        <Segmented
          aria-label={t("todo.side")}
          value={mine ? "mine" : "all"}
          options={[
            { value: "mine", label: t("rem.mine") },
            { value: "all", label: t("rem.all") },
          ]}
          onChange={(v) => setQuery({ side: v }, { replace: true })}
        />
      }
    >
      <Alert type="info" showIcon title={t("rem.lead")} />
      {mine && !account.organisationId ? <Alert type="warning" showIcon title={t("rem.noUnit")} /> : <ReminderTable query={reminders} system />}
      <h2 className="sub">{t("rem.push")}</h2>
      <p className="faint">{t("rem.pushLead")}</p>
      {can["settings.manage"] === "" ? <Deliveries /> : <span className="faint"><Because line={barred(can, "settings.manage").why} article={barred(can, "settings.manage").article} /></span>}
    </Page>
  );
}

function Deliveries() {
  const { t } = useWords();
  const hook = useHook();
  return (
    <>
      <Loaded query={hook}>
        {(h) => (
          <div className="row">
            <span className={`mark ${h.enabled ? "ok" : "idle"}`}>{t(h.enabled ? "rem.pushOn" : "rem.pushOff")}</span>
            <Link to={paths.webhook()}>{t("rem.pushSet")}</Link>
          </div>
        )}
      </Loaded>
      <DeliveryTable />
    </>
  );
}
