// How long the family has been waiting: a clock that runs from their arrival to
// the first picture, and then says how long it took.
import { useEffect, useState } from "react";
import { MINUTE, SECOND } from "../../util/time";
import { useWords } from "../../words";

interface Props {
  of: { arrivedAt?: string; firstPictureAt?: string };
  /** In minutes. */
  goal: number;
  /** Nobody waits any more. */
  over: boolean;
}

/** Minutes and seconds. */
export function spent(ms: number): string {
  const s = Math.max(0, Math.floor(ms / SECOND));
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
}

export function Clock({ of, goal, over }: Props) {
  const { t } = useWords();
  const [now, setNow] = useState(() => Date.now());
  const arrived = of.arrivedAt ? Date.parse(of.arrivedAt) : Number.NaN;
  const first = of.firstPictureAt ? Date.parse(of.firstPictureAt) : Number.NaN;
  const runs = !Number.isNaN(arrived) && Number.isNaN(first) && !over;
  useEffect(() => {
    if (!runs) return undefined;
    const timer = window.setInterval(() => setNow(Date.now()), SECOND);
    return () => window.clearInterval(timer);
  }, [runs]);
  if (Number.isNaN(arrived) || (Number.isNaN(first) && over)) return <>—</>;
  const ms = (runs ? now : first) - arrived;
  return (
    <span className={`mark num ${ms > goal * MINUTE ? "bad" : runs ? "warn" : "ok"}`} role={runs ? "timer" : undefined}>
      {t(runs ? "cit.wait" : "cit.waited", { time: spent(ms), goal })}
    </span>
  );
}
