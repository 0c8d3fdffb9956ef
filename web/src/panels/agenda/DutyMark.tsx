// How a duty stands, in shape and words, and where it is done.
import { Link } from "react-router";
import { articleName } from "../../api/problem";
import type { Obligation } from "../../api/agenda";
import { paths } from "../../util/paths";
import { coded, useWords } from "../../words";

const TONE: Readonly<Record<Obligation["state"], string>> = { met: "ok", "not-due": "idle", due: "warn", overdue: "bad", "no-record": "warn", "not-applicable": "idle" };

export function DutyMark({ of }: { of: Obligation }) {
  const { t } = useWords();
  const n = of.daysLeft ?? 0;
  let text = coded(t, "duty.st.", of.state === "met" && of.late ? "late" : of.state);
  if (of.state === "due" && of.due) text = n === 0 ? t("duty.today") : t("duty.left", { n });
  if (of.state === "overdue" && n < 0) text = t("duty.over", { n: -n });
  return <span className={`mark ${TONE[of.state]}`}>{text}</span>;
}

/** The record that meets a duty, with a link to where it stands. */
export function ProofCell({ of }: { of: Obligation }) {
  const { t, language } = useWords();
  const p = of.proof;
  if (!p) return <span className="faint clip">{language === "zh" ? of.why.zh : of.why.en}</span>;
  const to = recordPath(p.objectKind ?? "", p.objectId ?? "");
  const name = coded(t, "subject.", p.objectKind ?? "");
  return (
    <>
      {to === "" || (p.objectKind === of.subjectKind && p.objectId === of.subjectId) ? null : <Link to={to}>{name}</Link>} {p.value ? <span className="num">{p.value}</span> : null}{" "}
      {p.day ? <span className="faint num">{p.day}</span> : null} {p.manual ? <span className="faint">{t("duty.manual")}</span> : of.standing ? <span className="faint">{t("duty.measured")}</span> : null}
    </>
  );
}

/** Where a record is seen; "" where it has no page of its own. */
function recordPath(kind: string, id: string): string {
  switch (kind) {
    case "camera":
      return paths.camera(id);
    case "finding":
      return paths.findings();
    case "system":
    case "place":
    case "organisation":
      return paths.owed(kind, id);
    default:
      return "";
  }
}

/** Where a duty is done: the page of the room that keeps its evidence. */
export function doPath(of: Obligation): string {
  switch (of.evidence) {
    case "room-use-checked":
      return paths.findings();
    case "retention-met":
    case "footage-intact":
    case "outage-approved":
      return of.proof?.objectKind === "camera" ? paths.camera(of.proof.objectId ?? "") : paths.cameras();
    case "system-built":
      return paths.systems();
    default:
      return paths.owed(of.subjectKind, of.subjectId, of.duty);
  }
}

export function ArticleCell({ of }: { of: Obligation }) {
  const { t } = useWords();
  return (
    <>
      {articleName(of.article)}
      {of.certainty === "sure" ? null : <div className="faint">{t("duty.unsure")}</div>}
    </>
  );
}
