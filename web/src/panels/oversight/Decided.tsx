// A verdict that was given, and the switch between what waits and what has one.
import { Segmented } from "antd";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

interface Given {
  verdict?: string;
  note?: string;
  by?: string;
  decided?: string;
}

export function GivenVerdict({ of }: { of: Given }) {
  const { t } = useWords();
  if (!of.verdict) return <span className="mark warn">{t("over.waiting")}</span>;
  return (
    <>
      <span className={`mark ${of.verdict === "concern" ? "bad" : "ok"}`}>{coded(t, "over.v.", of.verdict)}</span>
      <div>{of.note}</div>
      <div className="faint num">
        {of.by} {of.decided ? dateTime(of.decided) : ""}
      </div>
    </>
  );
}

export function DecidedSwitch({ value, onChange }: { value: boolean; onChange: (decided: boolean) => void }) {
  const { t } = useWords();
  return (
    <Segmented
      aria-label={t("over.verdict")}
      value={value}
      options={[
        { value: false, label: t("over.waiting") },
        { value: true, label: t("over.decided") },
      ]}
      onChange={onChange}
    />
  );
}
