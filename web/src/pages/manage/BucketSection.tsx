// The bucket of second copies: whether it answers, how much lies in it, and
// what became of the attempts to break its locks.
import { Alert, Collapse } from "antd";
import { barred } from "../../api/can";
import { sendProbe, useBucket, type ProbeTrial, type SecondCopyBucket } from "../../api/second";
import { Facts } from "../../ui/Facts";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

export function BucketSection() {
  const { t } = useWords();
  const bucket = useBucket(true);
  return (
    <section className="cardbox">
      <h2>{t("second.bucketTitle")}</h2>
      <Loaded query={bucket}>{(b) => <Bucket b={b} />}</Loaded>
    </section>
  );
}

function Bucket({ b }: { b: SecondCopyBucket }) {
  const { t } = useWords();
  const probe = useChange({ run: sendProbe, touches: ["second-copy", "holds"], said: t("second.probed") });
  if (b.bucket === "") return <p className="faint">{t("second.unset")}</p>;
  return (
    <>
      {b.down ? <Alert type="error" showIcon title={t("second.down", { time: b.downSince ? dateTime(b.downSince) : "" })} description={b.down} /> : null}
      <Facts
        rows={[
          [t("second.where"), <code key="where">{b.bucket}</code>],
          [t("second.counts"), <span key="counts" className="num">{t("second.countsOf", { kept: b.kept, owed: b.owed, late: b.late })}</span>],
          [t("second.verdict"), <Verdict key="verdict" b={b} />],
        ]}
      />
      {b.firstFailed ? <Alert type="warning" showIcon title={t("second.failed", { n: b.failed })} description={b.firstFailed} /> : null}
      <ReasonButton {...barred(b.can, "probe")} loading={probe.isPending} onClick={() => probe.mutate(undefined)}>
        {t("second.probe")}
      </ReasonButton>
      {b.probe ? <Collapse size="small" style={{ marginTop: 12 }} items={[{ key: "trials", label: t("second.trials"), children: <Trials trials={b.probe.trials} /> }]} /> : null}
    </>
  );
}

function Verdict({ b }: { b: SecondCopyBucket }) {
  const { t } = useWords();
  if (!b.probe) return <span className="mark warn">{t("second.never")}</span>;
  const tone = b.serves ? "ok" : "bad";
  const word = b.serves ? "second.passed" : b.probe.passed ? "second.expired" : "second.broken";
  return (
    <span className={`mark ${tone}`}>
      {t(word)} <span className="num">{dateTime(b.probe.at)}</span> {b.probe.by}
    </span>
  );
}

function Trials({ trials }: { trials: readonly ProbeTrial[] }) {
  const { t, language } = useWords();
  return (
    <ol className="plain">
      {trials.map((one) => (
        <li key={one.name}>
          <span className={`mark ${one.broken ? "bad" : "ok"}`}>{coded(t, "second.answer.", one.answer)}</span> {language === "zh" ? one.zh : one.en}
          {one.said ? <span className="faint"> · {one.said}</span> : null}
        </li>
      ))}
    </ol>
  );
}
