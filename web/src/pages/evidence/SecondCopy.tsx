// The second copies of a hold's footage, in a bucket that keeps what it is given.
import { Alert, Progress } from "antd";
import { useHeldCopies, type HeldCopies } from "../../api/second";
import { Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/States";
import { bytes } from "../../util/bytes";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";

export function SecondCopy({ id }: { id: string }) {
  const { t } = useWords();
  const copies = useHeldCopies(id);
  return (
    <section id="second-copy">
      <h2>{t("second.title")}</h2>
      <Loaded query={copies}>{(c) => <Standing c={c} />}</Loaded>
    </section>
  );
}

function Standing({ c }: { c: HeldCopies }) {
  const { t } = useWords();
  if (c.bucket === "") return <p className="faint">{t("second.off")}</p>;
  const whole = c.all > 0 && c.kept === c.all && c.open === 0;
  return (
    <>
      {c.lost.length > 0 ? <Slots title={t("second.lost", { n: c.lost.length })} how={t("second.lostHow")} list={c.lost} /> : null}
      {c.failed.length > 0 ? <Slots title={t("second.failed", { n: c.failed.length })} list={c.failed} /> : null}
      {c.serves ? null : <Alert type="warning" showIcon title={t("second.unproven")} />}
      <p>
        <span className={`mark ${whole ? "ok" : "warn"}`}>{t(whole ? "second.whole" : "second.ofAll", { n: c.kept, of: c.all })}</span>
        {c.open > 0 ? <span className="faint"> · {t("second.open", { n: c.open })}</span> : null}
      </p>
      {c.all > 0 ? <Progress percent={Math.floor((100 * c.kept) / c.all)} size="small" style={{ maxWidth: 360 }} aria-label={t("second.title")} /> : null}
      <Facts
        rows={[
          [t("second.where"), <code key="where">{c.bucket}</code>],
          [t("second.verified"), c.verifiedAt ? <span key="verified" className="num">{dateTime(c.verifiedAt)}</span> : "—"],
          [t("second.size"), <span key="size" className="num">{bytes(c.bytes)}</span>],
        ]}
      />
    </>
  );
}

function Slots({ title, how, list }: { title: string; how?: string; list: HeldCopies["lost"] }) {
  return (
    <Alert
      type="error"
      showIcon
      title={title}
      description={
        <>
          {how}
          <ul className="plain num">
            {list.map((c) => (
              <li key={`${c.volumeId}/${c.number}/${c.use}`} style={{ overflowWrap: "anywhere" }}>
                {dateTime(c.from)} – {dateTime(c.to)} · <code>{`${c.volumeId}/${c.number}`}</code>
                {c.failed ? <span className="faint"> · {c.failed}</span> : null}
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
