// The life of one system: where it stands, what may come next and why not,
// what it still owes, and what happened.
import { Alert, Form, Input, Steps, Tag, Timeline } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { reasonWords } from "../../api/can";
import { useConsent } from "../../api/upkeep";
import { useSession } from "../../api/session";
import { articleName } from "../../api/problem";
import { KINDS, sendWorks, TOUCHED, useLife, useMoments, type Life, type Moment, type Step } from "../../api/works";
import { BeginButtons } from "../../forms/BeginButtons";
import { STEP_CONSEQUENCES } from "../../forms/consequences";
import { FormDialog } from "../../forms/FormDialog";
import { ConsequenceList, type Consequences } from "../../ui/ConfirmAct";
import { Facts } from "../../ui/Facts";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Failed, Loaded, Loading } from "../../ui/States";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords, type Speak } from "../../words";
import { OwedList } from "../../forms/OwedList";

/** The states of a life that goes well; the others are drawn in the place they interrupt. */
const PATH = ["planned", "designed", "under-construction", "completed", "trial", "in-acceptance", "accepted", "in-service", "removal-notified", "removed", "archived"];
const INSTEAD: Readonly<Record<string, string>> = {
  failed: "in-acceptance",
  rectifying: "in-acceptance",
  "in-use-not-accepted": "in-service",
  changing: "in-service",
  suspended: "in-service",
};

export function Component() {
  const { t } = useWords();
  const { id = "" } = useParams();
  const life = useLife(id);
  return (
    <Page title={life.data ? `${life.data.name} · ${t("works.life")}` : t("works.life")}>
      <Loaded query={life}>{(l) => <LifeView life={l} />}</Loaded>
    </Page>
  );
}

function LifeView({ life }: { life: Life }) {
  const { t } = useWords();
  const { can } = useSession();
  const consent = useConsent(can["upkeep.read"] === "" ? life.systemId : "");
  return (
    <>
      <StateLine state={life.state} />
      {life.state === "in-use-not-accepted" ? <Alert type="error" showIcon title={t("works.notAcceptedWarn")} /> : null}
      <Facts
        rows={[
          [t("field.state"), <Tag key="s">{coded(t, "sys.", life.state)}</Tag>],
          [t("works.since"), dateTime(life.stateSince)],
          [t("works.due"), life.trialUntil ? t("works.trialUntil", { time: dateTime(life.trialUntil) }) : ""],
          [t("works.article"), life.legacy ? t("works.legacy") : life.bound ? t("works.bound") : t("works.unbound")],
          [t("works.ground"), groundWords(t, life.ground ?? "")],
          [t("works.consent"), consent.data ? (consent.data.consented ? t("works.consented") : reasonWords(consent.data.reason)) : ""],
        ]}
      />
      <h2>{t("works.next")}</h2>
      <NextSteps life={life} />
      <h2>{t("works.begin")}</h2>
      <BeginButtons life={life} />
      <p>
        {KINDS.map((kind) => (
          <Link key={kind} to={paths.works(kind, life.systemId)} style={{ marginRight: 16 }}>
            {coded(t, "nav.works.", kind)}
          </Link>
        ))}
      </p>
      <h2>{t("works.owed")}</h2>
      <OwedList todos={life.owed} />
      <h2>{t("works.timeline")}</h2>
      <Moments id={life.systemId} />
    </>
  );
}

/** Why a system is in service: two of the grounds come as a code with a day, the rest as people wrote it. */
function groundWords(t: Speak, ground: string): string {
  const [code = "", on = ""] = ground.split(" ");
  if (/^\d{4}-\d\d-\d\d$/.test(on) && (code === "acceptance" || code === "completed")) return t(`ground.on.${code}`, { on });
  if (ground === "no duty") return t("ground.no-duty");
  return ground === "acceptance" ? t("ground.acceptance") : ground === "completed" ? t("ground.legacy") : ground;
}

function StateLine({ state }: { state: string }) {
  const { t } = useWords();
  const at = PATH.indexOf(INSTEAD[state] ?? state);
  const bad = state === "failed" || state === "in-use-not-accepted";
  return (
    <Steps
      size="small"
      current={at}
      status={bad ? "error" : "process"}
      items={PATH.map((s, i) => ({ title: coded(t, "sys.", i === at ? state : s) }))}
    />
  );
}

/** What follows from a step: the state it leads to, and what that brings. */
function followed(life: Life, step: Step): Consequences {
  const article = life.next.find((n) => n.event === step)?.article;
  return { words: STEP_CONSEQUENCES[step] ?? ["cons.step.state"], ...(article ? { article } : {}), grave: step === "abandon" || step === "archive" };
}

function NextSteps({ life }: { life: Life }) {
  const { t } = useWords();
  const [step, setStep] = useState<Step | null>(null);
  return (
    <>
      <ul className="nextsteps">
        {life.next
          .filter((n) => !n.byHouse)
          .map((n) => (
            <li key={n.event}>
              <ReasonButton size="small" why={n.why === "" ? "" : reasonWords(n.why)} onClick={() => setStep(n.event as Step)}>
                {coded(t, "move.", n.event)}
              </ReasonButton>{" "}
              <span className="faint">
                {n.why === "" ? t("works.becomes", { state: coded(t, "sys.", n.to), article: articleName(n.article) }) : reasonWords(n.why)}
              </span>
            </li>
          ))}
        {life.next
          .filter((n) => n.byHouse)
          .map((n) => (
            <li key={n.event} className="faint">
              {t("works.byRecord", { by: coded(t, "works.by.", n.event), state: coded(t, "sys.", n.to), article: articleName(n.article) })}
            </li>
          ))}
      </ul>
      {step === null ? null : (
        <FormDialog<{ note?: string }>
          title={coded(t, "move.", step)}
          initial={{}}
          save={({ note }) => sendWorks.step(life, step, note ?? "")}
          touches={TOUCHED}
          onClose={() => setStep(null)}
          okText={coded(t, "move.", step)}
        >
          <ConsequenceList of={followed(life, step)} />
          <Form.Item name="note" label={t("works.why")}>
            <Input.TextArea rows={3} maxLength={1000} />
          </Form.Item>
        </FormDialog>
      )}
    </>
  );
}

function Moments({ id }: { id: string }) {
  const { t } = useWords();
  const moments = useMoments(id);
  if (moments.error && !moments.data) return <Failed error={moments.error} retry={() => void moments.refetch()} />;
  if (!moments.data) return <Loading />;
  const all = moments.data.pages.flatMap((p) => p.items);
  return (
    <>
      <Timeline items={all.map((m) => ({ key: m.id, content: <MomentLine moment={m} /> }))} />
      {moments.hasNextPage ? (
        <ReasonButton why="" onClick={() => void moments.fetchNextPage()}>
          {t("act.loadMore")}
        </ReasonButton>
      ) : null}
    </>
  );
}

function MomentLine({ moment }: { moment: Moment }) {
  const { t } = useWords();
  const d = moment.details ?? {};
  return (
    <>
      <span className="num">{dateTime(moment.at)}</span> <strong>{coded(t, "moment.", moment.act)}</strong>
      {d.on ? `${t("punct.colon")}${coded(t, "move.", d.on)}` : ""}
      {d.to && coded(t, "sys.", d.to) !== coded(t, "move.", d.on ?? "") ? ` → ${coded(t, "sys.", d.to)}` : ""}
      <span className="faint">
        {" "}
        {moment.name.startsWith("house:") ? t("works.platform") : moment.name}
        {moment.article ? ` · ${articleName(moment.article)}` : ""}
        {d.why ? ` · ${groundWords(t, d.why)}` : ""}
      </span>
    </>
  );
}
