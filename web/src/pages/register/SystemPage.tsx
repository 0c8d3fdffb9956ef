// One video system. Each area adds its tab to the array below; what a tab
// shows stands in panels/<area>, since pages import no pages.
import { useState } from "react";
import { Link, useParams } from "react-router";
import { barred } from "../../api/can";
import type { VideoSystem } from "../../api/model";
import { useSystem } from "../../api/units";
import { SystemForm } from "../../forms/SystemForm";
import { DutiesTab } from "../../panels/agenda/Duties";
import { SystemReminders } from "../../panels/agenda/Reminders";
import { CompleteOf } from "../../panels/archive/CompleteOf";
import { PapersOf } from "../../panels/papers/PapersOf";
import { CamerasOf } from "../../panels/register/CamerasOf";
import { FindingsOf } from "../../panels/register/Findings";
import { CertificatesOfSystem, NeighboursOf, ProjectsOf, SoundsOf, UpgradesOf } from "../../panels/register/KeptOf";
import { LifeSummary } from "../../panels/register/LifeSummary";
import { SystemOverview } from "../../panels/register/SystemOverview";
import { BinderSummary } from "../../panels/upkeep/BinderSummary";
import { ObstructionTable } from "../../panels/upkeep/Obstructions";
import { SignTable } from "../../panels/upkeep/Signs";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { TabFrame, type Tab } from "../../ui/TabFrame";
import { paths } from "../../util/paths";
import { coded, useWords } from "../../words";

const TABS: readonly Tab<VideoSystem>[] = [
  { key: "overview", word: "sys.tab.overview", body: (s) => <SystemOverview system={s} /> },
  { key: "cameras", word: "sys.tab.cameras", body: (s) => <CamerasOf of={{ system: s.id }} /> },
  { key: "duties", word: "tab.duties", body: (s) => <DutiesTab subjectKind="system" subjectId={s.id} /> },
  { key: "life", word: "tab.life", body: (s) => <LifeSummary system={s.id} /> },
  { key: "binder", word: "tab.binder", body: (s) => <BinderSummary system={s.id} /> },
  { key: "archive", word: "tab.archive", body: (s) => <CompleteOf of={{ system: s.id }} /> },
  { key: "findings", word: "tab.findings", body: (s) => <FindingsOf of={{ system: s.id }} /> },
  { key: "reminders", word: "tab.reminders", body: (s) => <SystemReminders system={s} /> },
  { key: "signs", word: "tab.signs", body: (s) => <SignTable filter={{ system: s.id }} /> },
  { key: "obstructions", word: "tab.obstructions", body: (s) => <ObstructionTable filter={{ system: s.id }} /> },
  { key: "neighbours", word: "kept.tab.neighbours", body: (s) => <NeighboursOf system={s.id} /> },
  { key: "upgrades", word: "kept.tab.upgrades", body: (s) => <UpgradesOf system={s.id} /> },
  { key: "sounds", word: "kept.tab.sounds", body: (s) => <SoundsOf system={s.id} /> },
  { key: "projects", word: "kept.tab.projects", body: (s) => <ProjectsOf system={s.id} /> },
  { key: "certificates", word: "tab.certificates", body: (s) => <CertificatesOfSystem system={s} /> },
  { key: "papers", word: "tab.papers", body: (s) => <PapersOf of={{ kind: "system", id: s.id }} /> },
];

export function Component() {
  const { id = "" } = useParams();
  const system = useSystem(id);
  return <Loaded query={system}>{(s) => <One system={s} />}</Loaded>;
}

function One({ system }: { system: VideoSystem }) {
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  return (
    <Page
      title={system.name}
      lead={<span className="mark">{coded(t, "sys.", system.state)}</span>}
      acts={
        <>
          <Link to={paths.life(system.id)}>{t("sys.life")}</Link>
          <ReasonButton {...barred(system.can, "change")} onClick={() => setEditing(true)}>
            {t("act.edit")}
          </ReasonButton>
        </>
      }
    >
      <TabFrame tabs={TABS} of={system} />
      {editing ? <SystemForm system={system} onClose={() => setEditing(false)} /> : null}
    </Page>
  );
}
