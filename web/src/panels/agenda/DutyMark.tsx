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
  const to = recordPath(p.objectKind ?? "", p.objectId ?? "", of.subjectKind === "system" ? of.subjectId : undefined);
  const name = coded(t, "subject.", p.objectKind ?? "");
  return (
    <>
      {to === "" || (p.objectKind === of.subjectKind && p.objectId === of.subjectId) ? null : <Link to={to}>{name}</Link>} {p.value ? <span className="num">{p.value}</span> : null}{" "}
      {p.day ? <span className="faint num">{p.day}</span> : null} {p.manual ? <span className="faint">{t("duty.manual")}</span> : of.standing ? <span className="faint">{t("duty.measured")}</span> : null}
    </>
  );
}

type Seen = (id: string, system?: string) => string;

const works =
  (kind: string): Seen =>
  (_id, system) =>
    paths.works(kind, system);

const RECORDS: Readonly<Record<string, Seen>> = {
  camera: (id) => paths.camera(id),
  finding: (id) => paths.findings({ finding: id }),
  system: (id) => paths.owed("system", id),
  place: (id) => paths.owed("place", id),
  organisation: (id) => paths.owed("organisation", id),
  acceptance: works("acceptances"),
  filing: works("filings"),
  removal: works("removals"),
  change: works("changes"),
  "interface-test": (_id, system) => paths.interfaceTests(system === undefined ? {} : { system }),
  binder: (_id, system) => (system === undefined ? paths.binders() : paths.binder(system)),
  sign: paths.signs,
  obstruction: paths.obstructions,
  upgrade: paths.upgrades,
  neighbour: paths.neighbours,
  project: paths.projects,
  certificate: paths.certificates,
  plan: (id) => paths.plan(id),
  conference: paths.conferences,
  catalogue: paths.catalogue,
  indicator: paths.indicators,
};

/** Where a record is seen, among those of its system where one is known; "" where it has no page. */
export function recordPath(kind: string, id: string, system?: string): string {
  return RECORDS[kind]?.(id, system) ?? "";
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
